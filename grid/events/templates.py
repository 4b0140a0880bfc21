"""What happens to the questions of a visit."""

from __future__ import annotations

from dataclasses import dataclass

from core.events import Event, register


@dataclass(frozen=True, kw_only=True)
class TemplateEvent(Event):
    """Something that happened to the questions of a visit."""

    template: str
    """Its code."""
    number: int
    """Its version."""

    @property
    def subject(self) -> str:
        return f"visit_template.{self.template}"


@register
class VisitTemplateSaved(TemplateEvent):
    """The draft of the next version was begun, changed or thrown away."""

    change: str
    """begun | changed | dropped"""


@register
class VisitTemplatePublished(TemplateEvent):
    """From now on visits answer this version; those begun before go on with theirs."""

    before: int | None
    questions: int
