"""What logging and amending a visit have in common: the answers, and the production seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, TypedDict
from uuid import UUID, uuid5

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.refusals import InvalidField
from enterprises.actions.report_production import report_production
from enterprises.models import ProductionReport
from grid.rules.answers import Fault, Sections, misfits

FAULTS = {
    Fault.UNKNOWN: (_("模板中没有这个问题。"), _("请刷新模板后重新填写。")),
    Fault.HIDDEN: (
        _("按其他回答,这个问题不必回答。"),
        _("请清空这个回答,或改正它所依据的回答。"),
    ),
    Fault.MISSING: (_("这个问题必须回答。"), _("请补充回答。")),
    Fault.KIND: (_("回答的格式不对。"), _("请按问题要求的格式填写。")),
    Fault.RANGE: (_("数值超出了允许的范围。"), _("请填写范围以内的数值。")),
    Fault.OPTION: (_("没有这个选项。"), _("请从选项中选择。")),
}


class Production(TypedDict):
    """What was seen of production."""

    expected_staff: int
    returned_staff: int
    capacity_percent: int
    state: str


class PersonMet(TypedDict):
    name: str
    title: str


def ask_answers(sections: Sections, answers: Mapping[str, Any]) -> None:
    """Refuses with the first answer that does not fit, by its name."""
    for misfit in misfits(sections, answers):
        detail, remedy = FAULTS[misfit.fault]
        raise InvalidField(detail, field=f"answers.{misfit.field}"[:80], remedy=remedy)


def seen(
    production: Production | None,
    *,
    actor: User,
    at: datetime,
    visit: UUID,
    version: int,
    enterprise_id: int,
    occurred_at: datetime,
) -> ProductionReport | None:
    """The production seen, entered as a report of the day of the visit."""
    if production is None:
        return None
    return report_production(
        actor=actor,
        at=at,
        uuid=uuid5(visit, f"production {version}"),
        enterprise_id=enterprise_id,
        reported_on=timezone.localdate(occurred_at),
        **production,
    )


def people(met: Sequence[PersonMet]) -> list[PersonMet]:
    """As stored."""
    return [{"name": one["name"], "title": one.get("title", "")} for one in met]
