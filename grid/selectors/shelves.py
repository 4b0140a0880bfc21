"""What phones keep of the grid: the enterprises served, their late visits, and the questions of a visit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from accounts.models import User
from core.scope import Scope
from core.shelves import total
from enterprises.models import Contact, Enterprise, ProductionReport
from enterprises.rules.search import spellings
from grid.models import VISIT_TEMPLATE, Assignment, AssignmentKind, Visit, VisitTemplate
from grid.selectors.register import REPORTS_SHOWN, enterprise_rows
from grid.selectors.trust import show_signals
from grid.selectors.visits import visit_rows


def kept_enterprises(scope: Scope, keys: Collection[str] | None, *, on: date) -> list[Enterprise]:
    """The enterprises served, each with what its page shows, in five queries for any number."""
    rows = enterprise_rows(scope, on=on).filter(id__in=scope.enterprise_ids).select_related("industry")
    rows = rows.defer(None).defer("search", "haystack")
    reports = ProductionReport.objects.order_by("-reported_on", "-id")[:REPORTS_SHOWN]
    found = list(
        _named(rows, keys).prefetch_related(
            Prefetch("reports", queryset=reports, to_attr="shown_reports"),
            Prefetch(
                "contacts", queryset=Contact.objects.order_by("-is_primary", "id"), to_attr="shown_contacts"
            ),
        )
    )
    backups = Assignment.objects.current(on).filter(
        enterprise__in=[row.pk for row in found], kind=AssignmentKind.BACKUP
    )
    people: dict[int, list[User]] = defaultdict(list)
    for row in backups.select_related("cadre").order_by("cadre_id"):
        people[row.enterprise_id].append(row.cadre)
    for enterprise in found:
        enterprise.shown_backup = people[enterprise.pk]
        enterprise.shown_spellings = spellings(enterprise.pinyin)
    return found


def kept_visits(scope: Scope, keys: Collection[str] | None, since: date) -> list[Visit]:
    """Visits since that day, whole."""
    rows = visit_rows(scope).filter(_late(scope, since)).select_related("template", "production")
    found = list(_named(rows, keys).prefetch_related("photos", "revisions__by"))
    show_signals(scope, found)
    for visit in found:
        visit.shown_photo_list = sorted(visit.photos.all(), key=lambda photo: photo.pk)
        visit.shown_revisions = sorted(visit.revisions.all(), key=lambda row: -row.version)
    return found


def kept_templates() -> QuerySet[Any, Any]:
    """The questions in force."""
    return VisitTemplate.objects.filter(code=VISIT_TEMPLATE, active=True)


def enterprises_total(scope: Scope, since: date) -> int:
    """The checksum of the enterprises served."""
    return total(Enterprise.objects.filter(id__in=scope.enterprise_ids), "uuid", "version")


def visits_total(scope: Scope, since: date) -> int:
    """The checksum of the visits kept."""
    return total(Visit.objects.visible_to(scope).filter(_late(scope, since)), "uuid", "version")


def templates_total(scope: Scope, since: date) -> int:
    """The checksum of the questions in force."""
    return total(kept_templates(), "code", "version")


def _late(scope: Scope, since: date) -> Q:
    mine = Q(enterprise_id__in=scope.enterprise_ids) | Q(author_id=scope.user_id)
    return Q(occurred_at__date__gte=since) & mine


def _named(rows: QuerySet[Any, Any], keys: Collection[str] | None) -> QuerySet[Any, Any]:
    return rows if keys is None else rows.filter(uuid__in=[key for key in keys if _is_uuid(key)])


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
