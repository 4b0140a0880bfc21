"""Values that exist, by what names them in a path or a body: so that made-up calls meet real rows."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from tests.people import World
from tests.permissions.routes import working_day

Known = dict[str, list[Any]]


def known_of(people: World, rows: dict[str, dict[str, Any]]) -> Known:
    """From the rows of tests.permissions.world.populate; JSON throughout."""

    def all_of(name: str) -> list[Any]:
        return [row[name] for row in rows.values()]

    return {
        "tickets.ref": all_of("ref"),
        "enterprises.uuid": all_of("enterprise"),
        "enterprises.contact_id": all_of("contact"),
        "visits.uuid": all_of("visit"),
        "photos.uuid": all_of("photo"),
        "attachments.uuid": [*all_of("file"), *all_of("note_file")],
        "subtasks.uuid": all_of("subtask"),
        "meetings.uuid": all_of("meeting"),
        "absences.uuid": all_of("absence"),
        "causes.ref": all_of("cause"),
        "calendars.code": all_of("calendar"),
        "uploads.uuid": all_of("upload"),
        "plans.uuid": all_of("planned"),
        "held-items.id": all_of("held"),
        "units.id": all_of("unit"),
        "units.user": all_of("holder"),
        "visit-templates.number": all_of("template"),
        "routing-rules.id": all_of("rule"),
        "enterprise": all_of("enterprise"),
        "category": ["LAB-RET", "FIN-LOA", "LOG"],
        "visit": all_of("visit"),
        "unit": [*all_of("unit"), people.labour.pk],
        "lead_unit": [people.labour.pk],
        "cadre": [people.ada.pk, people.cleo.pk],
        "on": [working_day(3).isoformat()],
        "monday": [timezone.localdate().isoformat()],
        "person": [people.ada.pk, people.finn.pk],
        "into": all_of("ref"),
        "template_version": [1],
        "contact_phone": ["13800138000", "0571-86910000"],
        "occurred_at": [timezone.now().isoformat()],
        "reported_on": [timezone.localdate().isoformat()],
        "reason": ["情况有变,请按新的安排办理。"],
        "answers": [{}, {"plan_ready": "done"}],
    }
