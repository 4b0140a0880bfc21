"""The reasons of a ledger in the reader's words."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from grid.rules.ledger import Entry, Why

WORDS = {
    Why.WORKING: _("工作时间,计时"),
    Why.MAKE_UP: _("调休上班,计时"),
    Why.SPECIAL: _("当天另定的工作时间,计时"),
    Why.PAUSE: _("暂停,不计时"),
    Why.LUNCH: _("午休(两段工作时间之间),不计时"),
    Why.OFF_HOURS: _("下班时间,不计时"),
    Why.WEEKLY_OFF: _("每周休息日,不计时"),
    Why.HOLIDAY: _("节假日,不计时"),
    Why.YEARLY: _("每年固定的休息日,不计时"),
    Why.DAY_OFF: _("当天另定休息,不计时"),
}
DATED = frozenset({Why.MAKE_UP, Why.SPECIAL, Why.WEEKLY_OFF, Why.HOLIDAY, Why.YEARLY, Why.DAY_OFF})


def reason(entry: Entry, day: date) -> str:
    """Why the stretch counts or not; a day that is not like others is named ("2026-10-01 节假日,不计时")."""
    text = gettext(WORDS[entry.why])
    if entry.why in DATED:
        text = f"{day.isoformat()} {text}"
    return text
