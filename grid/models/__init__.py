"""Units and teams, who belongs to them, what they serve, when they work, and whom they visited."""

from grid.models.absence import Absence, AbsenceReason
from grid.models.calendar import CalendarDay, CalendarVersion, WorkingCalendar
from grid.models.plan import CalendarFeed, PlannedVisit, PlanReason
from grid.models.service import Assignment, AssignmentKind, Placement
from grid.models.trust import VisitLook, VisitSignal
from grid.models.unit import Membership, Territory, Unit, UnitKind
from grid.models.visit import (
    VISIT_TEMPLATE,
    BackCheck,
    Datum,
    Visit,
    VisitPhoto,
    VisitRevision,
    VisitState,
    VisitTemplate,
)

__all__ = [
    "VISIT_TEMPLATE",
    "Absence",
    "AbsenceReason",
    "Assignment",
    "AssignmentKind",
    "BackCheck",
    "CalendarDay",
    "CalendarFeed",
    "CalendarVersion",
    "Datum",
    "Membership",
    "Placement",
    "PlanReason",
    "PlannedVisit",
    "Territory",
    "Unit",
    "UnitKind",
    "Visit",
    "VisitLook",
    "VisitPhoto",
    "VisitRevision",
    "VisitSignal",
    "VisitState",
    "VisitTemplate",
    "WorkingCalendar",
]
