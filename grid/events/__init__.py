"""What happens in the grid."""

from grid.events.absences import AbsenceEnded, AbsenceReported
from grid.events.names import EnterpriseName, PersonName
from grid.events.plans import (
    CalendarFeedChanged,
    PlannedVisitDropped,
    PlannedVisitMoved,
    VisitPlanned,
    WeekPlanned,
)
from grid.events.service import CapacitySet, EnterpriseAssigned, EnterprisePlaced, MemberJoined, MemberLeft
from grid.events.templates import VisitTemplatePublished, VisitTemplateSaved
from grid.events.visits import (
    PhotoReceived,
    PhotoSettled,
    VisitAmended,
    VisitConfirmed,
    VisitDisputed,
    VisitExplained,
    VisitLogged,
    VisitLookedAt,
    VisitNeedsLook,
)

__all__ = [
    "AbsenceEnded",
    "AbsenceReported",
    "CalendarFeedChanged",
    "CapacitySet",
    "EnterpriseAssigned",
    "EnterpriseName",
    "EnterprisePlaced",
    "MemberJoined",
    "MemberLeft",
    "PersonName",
    "PhotoReceived",
    "PhotoSettled",
    "PlannedVisitDropped",
    "PlannedVisitMoved",
    "VisitAmended",
    "VisitConfirmed",
    "VisitDisputed",
    "VisitExplained",
    "VisitLogged",
    "VisitLookedAt",
    "VisitNeedsLook",
    "VisitPlanned",
    "VisitTemplatePublished",
    "VisitTemplateSaved",
    "WeekPlanned",
]
