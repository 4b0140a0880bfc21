"""Three of everything, as Ada stands to it: her own, her team's, and another team's."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from enterprises.actions.save_contact import save_contact
from enterprises.models import Enterprise
from grid.actions._trust import enter
from grid.actions.plan_visit import plan_visit
from grid.models import Visit
from grid.rules.trust import Finding, Signal
from grid.selectors import zone_calendar
from grid.tasks import render_photos
from tests.browser import Browser
from tests.grid.visits import questions, visit_body
from tests.people import BEGINNING, World
from tests.permissions.devices import begin_upload, hold_visit
from tests.tickets.conftest import TEXT
from tests.tickets.test_reading import picture
from tickets.models import ClockPolicy, RoutingRule, Ticket
from tickets.tasks import sweep_renditions

WHO = ("ada", "ben", "cleo", "finn", "dora", "lena", "eva", "adam", "nobody")
"""Cadre, her team leader, a cadre of another team, an officer of the labour department, coordinator, leader,
contact of the enterprise that is Ada's own, administrator, and somebody who is not signed in."""
RELATIONS = ("own", "team", "other")
INTERNAL = "内部:对方不太配合"
SECRET = "13912345678"


class Undo(Exception):
    pass


@contextmanager
def undone() -> Iterator[None]:
    """What is done inside has not happened afterwards, so that every cell finds the same world."""
    try:
        with transaction.atomic():
            yield
            raise Undo
    except Undo:
        pass


def somebody(people: World, who: str) -> User | None:
    return getattr(people, who, None)


def populate(people: World) -> dict[str, dict[str, Any]]:
    """Relation to the ids of one ticket with notes and files, one visit with a photo, one contact, one unit.

    own: Eva's problem, held by Ada, known to Finn's department. team: a building site's, registered by Dora, held
    by Ben. other: Cleo's. Each has a visit that needs a look,
    an internal note with a file of its own, a sub-task of another unit (Finn's
    department's on Ada's ticket, else the centre's), a place on the agenda of a meeting and a holder who will be away.
    The cause is one, the labour department's.
    """
    places = {
        "own": (people.chips, people.ada, people.team, "LAB-RET"),
        "team": (people.site, people.ben, people.team, "SIT-PER"),
        "other": (people.fibre, people.cleo, people.other_team, "FIN-LOA"),
    }
    found, dora = {}, Browser(people.dora)
    draft = Browser(people.adam).create("/visit-templates", questions()).json()["number"]
    cause = dora.create("/causes", {"title": "毕节方向无返岗班车", "unit": people.labour.pk}).json()["ref"]
    for relation, (enterprise, holder, unit, category) in places.items():
        ref = _ticket(people, enterprise, holder, unit.pk, category)
        worker, path = Browser(holder), f"/tickets/{ref}"
        note = str(uuid.uuid4())
        worker.create(f"{path}/comments", {"kind": "internal", "text": INTERNAL}, key=note)
        file = worker.upload(f"{path}/attachments", picture()).json()["uuid"]
        hidden = worker.upload(f"{path}/attachments", picture(), comment=note).json()["uuid"]
        visit = worker.create("/visits", visit_body(enterprise)).json()["uuid"]
        with transaction.atomic():
            enter(Visit.objects.get(uuid=visit), [Finding(Signal.FAR)], timezone.now())
        photo = worker.upload(f"/visits/{visit}/photos", picture()).json()["uuid"]
        render_photos([f"visit.{visit}"])
        asked = people.labour if enterprise == people.chips else people.centre
        task = {"unit": asked.pk, "text": f"{INTERNAL},请协办。"}
        version = dora.get(path).json()["version"]
        given = dora.act(f"{path}/give_subtask", version, task)
        assert given.status_code == 200, given.content
        plan = {"title": "联席会议", "begins_at": _in_days(2), "tickets": [ref]}
        away = {"starts_at": _in_days(5), "ends_at": _in_days(6)}
        found[relation] = {
            "ref": ref,
            "enterprise": str(enterprise.uuid),
            "name": enterprise.name,
            "visit": visit,
            "photo": photo,
            "file": file,
            "note_file": hidden,
            "contact": _contact(enterprise),
            "unit": unit.pk,
            "subtask": given.json()["subtasks"][0]["uuid"],
            "cause": cause,
            "meeting": dora.create("/meetings", plan).json()["uuid"],
            "absence": worker.create("/absences", away).json()["uuid"],
            "holder": holder.pk,
            "planned": plan_a_visit(enterprise, holder),
            "calendar": "zone",
            "template": draft,
            "clock": "resolve",
            "upload": begin_upload(worker),
            "held": hold_visit(worker, people.fibre if relation != "other" else people.chips),
            "policy": ClockPolicy.objects.filter(active=True)
            .exclude(category=None, priority="")
            .values_list("pk", flat=True)
            .order_by("pk")[0],
            "rule": RoutingRule.objects.order_by("pk").values_list("pk", flat=True)[0],
        }
    sweep_renditions(timezone.now())
    return found


def plan_a_visit(enterprise: Enterprise, cadre: User) -> str:
    """In forty days, on a day that works, far from everything else that is planned."""
    on, calendar = timezone.localdate() + timedelta(days=40), zone_calendar()
    while not calendar.is_working(on):
        on += timedelta(days=1)
    key = uuid.uuid4()
    plan_visit(actor=cadre, at=timezone.now(), uuid=key, enterprise=enterprise.uuid, cadre=cadre, on=on)
    return str(key)


def _in_days(days: int) -> str:
    return (timezone.now() + timedelta(days=days)).isoformat()


def _ticket(people: World, enterprise: Enterprise, holder: User, unit: int, category: str) -> str:
    body = {"category": category, "text": TEXT, "contact_name": "某人", "contact_phone": SECRET}
    author = people.eva if enterprise == people.chips else people.dora
    more = {} if author == people.eva else {"enterprise": str(enterprise.uuid)}
    ref = str(Browser(author).create("/tickets", body | more).json()["ref"])
    dora = Browser(people.dora)
    given = dora.act(f"/tickets/{ref}/assign", 1, {"unit": unit, "person": holder.pk})
    assert given.status_code == 200, given.content
    if enterprise == people.chips:
        Ticket.objects.filter(ref=ref).update(lead_unit=people.labour)
    return ref


def _contact(enterprise: Enterprise) -> int:
    contact = save_contact(
        actor=None,
        at=BEGINNING,
        enterprise=enterprise,
        name="沈经理",
        title="厂长",
        phone=SECRET,
        is_primary=False,
    )
    return int(contact.pk)
