"""The draft of the next version of the questions: begun, saved and thrown away by an administrator."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.database import hold
from core.outbox import publish
from core.refusals import WrongState
from grid.actions._template import ask_administrator, ask_sections, lock_template
from grid.events import VisitTemplateSaved
from grid.models import VISIT_TEMPLATE, VisitTemplate
from grid.rules.template_document import document_of


@transaction.atomic
def begin_template(
    *, actor: User, at: datetime, title: str, title_en: str, sections: Sequence[dict[str, Any]]
) -> VisitTemplate:
    """The draft under the next number. WrongState while another draft stands."""
    hold("visit_template")
    rows = VisitTemplate.objects.filter(code=VISIT_TEMPLATE)

    ask_administrator(actor)
    if rows.filter(published_at=None).exists():
        raise WrongState(_("已有一份未发布的草稿。"), remedy=_("请在那份草稿上修改,或先放弃它。"))
    ask_sections(sections)

    row: VisitTemplate = VisitTemplate.objects.create(
        code=VISIT_TEMPLATE,
        version=(rows.aggregate(last=Max("version"))["last"] or 0) + 1,
        title=title,
        title_en=title_en,
        schema=document_of(title, title_en, sections),
        changed_at=at,
        changed_by=actor,
    )

    _record(row, actor, at, "begun")
    return row


@transaction.atomic
def save_template(
    *,
    actor: User,
    at: datetime,
    number: int,
    version: int,
    title: str,
    title_en: str,
    sections: Sequence[dict[str, Any]],
) -> VisitTemplate:
    """The draft as it now reads. Missing, Stale, WrongState for a published version."""
    row = lock_template(number, version)

    ask_administrator(actor)
    _ask_draft(row)
    ask_sections(sections)

    row.title, row.title_en, row.schema = title, title_en, document_of(title, title_en, sections)
    row.revision, row.changed_at, row.changed_by = row.revision + 1, at, actor
    row.save()

    _record(row, actor, at, "changed")
    return row


@transaction.atomic
def drop_template(*, actor: User, at: datetime, number: int, version: int) -> None:
    """The draft thrown away; what is published stays."""
    row = lock_template(number, version)

    ask_administrator(actor)
    _ask_draft(row)

    row.delete()

    _record(row, actor, at, "dropped")


def _ask_draft(row: VisitTemplate) -> None:
    if row.published_at is not None:
        raise WrongState(_("已发布的版本不能修改。"), remedy=_("请以它为底稿新建一版。"))


def _record(row: VisitTemplate, actor: User, at: datetime, change: str) -> None:
    publish(
        VisitTemplateSaved(
            at=at, actor_id=actor.pk, topics=(), template=row.code, number=row.version, change=change
        )
    )
