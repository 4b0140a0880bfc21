"""Closing what was in force before something else begins."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from core.refusals import WrongState


def close_before(rows: QuerySet[Any, Any], starts_on: date) -> Any | None:
    """End the row in force on `starts_on` there and return it; one that began that same day never was.

    WrongState when a later period is already written: history is not cut into.
    """
    if rows.filter(starts_on__gt=starts_on).exists():
        raise WrongState(_("之后已有安排,不能在其之前插入。"), remedy=_("请把开始日期改到现有安排之后。"))
    before = rows.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=starts_on)).first()
    if before is None:
        return None
    if before.starts_on == starts_on:
        rows.filter(pk=before.pk).delete()
    else:
        rows.filter(pk=before.pk).update(ends_on=starts_on)
    return before
