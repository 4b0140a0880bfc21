"""Recording how far production is back."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.outbox import publish
from core.refusals import InvalidField
from enterprises.events import ProductionReported
from enterprises.models import Enterprise, ProductionReport


@transaction.atomic
def report_production(
    *,
    actor: User,
    at: datetime,
    uuid: UUID,
    enterprise_id: int,
    reported_on: date,
    expected_staff: int,
    returned_staff: int,
    capacity_percent: int,
    state: str,
) -> ProductionReport:
    """A report; the newest day (the later report of one day) becomes the entry's latest."""
    enterprise = (
        Enterprise.objects.select_for_update(of=("self",))
        .select_related("latest_report")
        .get(pk=enterprise_id)
    )

    if reported_on > timezone.localdate(at):
        raise InvalidField(_("不能填报将来的日期。"), field="reported_on", remedy=_("请填今天或更早的日期。"))
    if returned_staff > expected_staff:
        raise InvalidField(
            _("到岗人数不能多于应到人数。"), field="returned_staff", remedy=_("请核对两个人数。")
        )

    report = ProductionReport.objects.create(
        uuid=uuid,
        enterprise=enterprise,
        reported_on=reported_on,
        expected_staff=expected_staff,
        returned_staff=returned_staff,
        capacity_percent=capacity_percent,
        state=state,
        reported_by=actor,
    )
    is_latest = enterprise.latest_report is None or enterprise.latest_report.reported_on <= reported_on
    if is_latest:
        Enterprise.objects.filter(pk=enterprise.pk).update(latest_report=report, updated_at=at)

    publish(
        ProductionReported(
            at=at,
            actor_id=actor.pk,
            topics=(f"enterprise.{enterprise.uuid}",),
            enterprise=str(enterprise.uuid),
            report=str(uuid),
            reported_on=reported_on.isoformat(),
            expected_staff=expected_staff,
            returned_staff=returned_staff,
            capacity_percent=capacity_percent,
            state=state,
            is_latest=is_latest,
        )
    )
    return report
