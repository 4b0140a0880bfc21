"""An enterprise, or the cadre who serves it, says how far production is back."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.refusals import NotAllowed
from core.scope import Scope
from enterprises.actions.report_production import report_production
from enterprises.models import Enterprise, ProductionReport


@transaction.atomic
def submit_report(
    *,
    actor: User,
    at: datetime,
    scope: Scope,
    uuid: UUID,
    enterprise_id: int,
    reported_on: date,
    expected_staff: int,
    returned_staff: int,
    capacity_percent: int,
    state: str,
) -> ProductionReport:
    """The report, from somebody who may speak of this enterprise. NotAllowed for a mere reader."""
    if not Enterprise.objects.reportable_by(scope).filter(pk=enterprise_id).exists():
        raise NotAllowed(
            _("只有该企业或服务它的干部可以填报生产情况。"), remedy=_("请联系该企业的包联干部。")
        )

    return report_production(
        actor=actor,
        at=at,
        uuid=uuid,
        enterprise_id=enterprise_id,
        reported_on=reported_on,
        expected_staff=expected_staff,
        returned_staff=returned_staff,
        capacity_percent=capacity_percent,
        state=state,
    )
