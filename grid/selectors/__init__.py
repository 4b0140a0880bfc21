"""Reads over the grid: a reader's scope, who answers for an enterprise, the calendar in force."""

from grid.selectors.absence import StoodFor, away
from grid.selectors.calendar import (
    ZONE_CALENDAR,
    UnitCalendars,
    build_calendar,
    calendar_by_id,
    calendar_of,
    compose_calendar,
    working_intervals,
    zone_calendar,
)
from grid.selectors.scope import READS_EVERYTHING, scope_for, scope_pattern
from grid.selectors.service import (
    Service,
    leads_by_unit,
    leads_of,
    members_of,
    primaries_of,
    served_on,
    service_of,
    unit_of,
    units_of,
)

__all__ = [
    "READS_EVERYTHING",
    "ZONE_CALENDAR",
    "Service",
    "StoodFor",
    "UnitCalendars",
    "away",
    "build_calendar",
    "calendar_by_id",
    "calendar_of",
    "compose_calendar",
    "leads_by_unit",
    "leads_of",
    "members_of",
    "primaries_of",
    "scope_for",
    "scope_pattern",
    "served_on",
    "service_of",
    "unit_of",
    "units_of",
    "working_intervals",
    "zone_calendar",
]
