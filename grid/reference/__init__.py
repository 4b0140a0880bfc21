"""Units, calendar and visit template that every installation needs. Safe to run again; edits are kept."""

from __future__ import annotations

from grid.reference.calendar import ensure_calendar
from grid.reference.template import ensure_template
from grid.reference.units import ensure_units


def ensure() -> int:
    """Add the rows that are missing; answers how many."""
    return ensure_calendar() + ensure_units() + ensure_template()
