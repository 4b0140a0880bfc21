"""Changing the ladder: a new version; promises that run climb the one they began with."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.refusals import InvalidField
from tickets.models import Ladder, Rung


@transaction.atomic
def change_ladder(*, actor: User, at: datetime, name: str, rungs: Sequence[dict[str, Any]]) -> Ladder:
    """The next version, active from now on. InvalidField unless its levels run from 0 without a gap."""
    levels = sorted(rung["level"] for rung in rungs)
    if levels != list(range(len(levels))) or len(levels) < 2:
        raise InvalidField(
            _("层级应从 0 开始连续排列。"), field="rungs", remedy=_("请补齐缺少的层级,至少两级。")
        )
    if any((rung["level"] == 0) != (rung["trigger"] == "start") for rung in rungs):
        raise InvalidField(
            _("只有第 0 级从一开始就在。"), field="rungs", remedy=_("请为其他层级选择触发条件。")
        )

    newest = Ladder.objects.select_for_update().aggregate(newest=Max("version"))["newest"] or 0
    Ladder.objects.filter(active=True).update(active=False)
    ladder = Ladder.objects.create(version=newest + 1, name=name, since=at, by=actor)
    Rung.objects.bulk_create(Rung(ladder=ladder, **rung) for rung in rungs)

    return ladder
