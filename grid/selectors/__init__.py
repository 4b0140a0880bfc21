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
    Visited,
    leads_by_unit,
    leads_of,
    members_of,
    primaries_of,
    service_of,
    units_of,
    visited_on,
)
from grid.selectors.templates import published_template

__all__ = [
    "READS_EVERYTHING",
    "ZONE_CALENDAR",
    "Service",
    "StoodFor",
    "UnitCalendars",
    "Visited",
    "away",
    "build_calendar",
    "calendar_by_id",
    "calendar_of",
    "compose_calendar",
    "leads_by_unit",
    "leads_of",
    "members_of",
    "primaries_of",
    "published_template",
    "scope_for",
    "scope_pattern",
    "service_of",
    "units_of",
    "visited_on",
    "working_intervals",
    "zone_calendar",
]
