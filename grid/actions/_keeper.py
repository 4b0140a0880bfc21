"""Who may change who serves whom."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from accounts.models import Role, User
from core.refusals import NotAllowed
from grid.selectors import leads_of

KEEPERS = frozenset({Role.COORDINATOR, Role.ADMIN})


def ask_keeper(actor: User | None, *, unit_id: int | None, on: date) -> None:
    """Coordinators and administrators anywhere, a leader in the team led; without an actor, the house."""
    if actor is None or actor.role in KEEPERS:
        return
    if unit_id is not None and actor.pk in leads_of(unit_id, on):
        return
    raise NotAllowed(
        _("只有协调员、管理员或本组组长可以调整分工。"), remedy=_("请联系您的组长或企业服务中心。")
    )
