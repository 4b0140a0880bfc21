"""The unit's line: who waits is served oldest first, whatever comes and whoever comes and goes."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from accounts.models import User
from core.models import EventRecord
from grid.actions.end_absence import end_absence
from grid.actions.report_absence import report_absence
from grid.models import Absence, Membership
from tests.browser import Browser
from tests.conftest import load_reference
from tests.people import World, build_world
from tests.tickets.conftest import TEXT, Do
from tickets.actions.give_out import give_out, hand_back
from tickets.actions.route_ticket import route_ticket
from tickets.models import RoutingStep, Ticket
from tickets.tasks import sweep_lines

HOUR = timedelta(hours=1)


def away(user: User, deputy: User | None, at: datetime, hours: float = 48) -> Absence:
    return report_absence(
        actor=user,
        at=at,
        uuid=uuid.uuid4(),
        user=user,
        deputy=deputy,
        starts_at=at,
        ends_at=at + hours * HOUR,
        reason="leave",
    )


def submit(user: User, **more: Any) -> str:
    answer = Browser(user).create("/tickets", {"category": "LAB-RET", "text": TEXT, **more})
    assert answer.status_code == 201, answer.content
    ref: str = answer.json()["ref"]
    assert route_ticket(ref=ref, at=timezone.now())
    return ref


def test_nobody_present_the_ticket_waits_and_is_given_out_on_return(people: World) -> None:
    now = timezone.now()
    absence = away(people.ada, None, now)
    ref = submit(people.eva)
    ticket = Ticket.objects.get(ref=ref)
    assert (ticket.state, ticket.holder_unit, ticket.holder) == ("assigned", people.team, None)
    assert ticket.waiting_since is not None
    assert give_out(at=now) == 0

    end_absence(actor=people.ada, at=timezone.now(), absence_id=absence.pk)
    assert sweep_lines(timezone.now()) == 1
    ticket = Ticket.objects.get(ref=ref)
    assert ticket.holder == people.ada
    assert ticket.waiting_since is None
    assert EventRecord.objects.get(subject=ref, kind="ticket_given_out").notify == [people.ada.pk]
    assert sweep_lines(timezone.now()) == 0


def test_who_is_full_gets_the_oldest_when_something_is_done(people: World, do: Do) -> None:
    Membership.objects.filter(user=people.ada).update(capacity_hours=6)
    first, second, third, fourth = (submit(people.eva) for _ in range(4))
    held = Ticket.objects.filter(holder=people.ada).values_list("ref", flat=True)
    assert set(held) == {first, second}
    assert do(people.ada, first, "acknowledge").status_code == 200
    assert do(people.ada, second, "acknowledge").status_code == 200
    give_out(at=timezone.now())
    assert Ticket.objects.get(ref=third).holder == people.ada
    assert Ticket.objects.get(ref=fourth).holder is None
    steps = RoutingStep.objects.get(ticket__ref=third, step="given").outcome
    assert (steps["why"], steps["compared"][0]["minutes"]) == ("responsible", 240)


def test_a_deputy_gets_new_work_acts_for_who_is_away_and_gives_it_back(people: World, do: Do) -> None:
    old = submit(people.eva)
    now = timezone.now()
    absence = away(people.ada, people.ben, now)
    mine = Browser(people.ben).get("/tickets", mine="true").json()["results"]
    assert [row["ref"] for row in mine] == [old]
    clocks = list(Ticket.objects.get(ref=old).clocks.values_list("kind", "due_at"))
    assert do(people.ben, old, "acknowledge").status_code == 200
    event = EventRecord.objects.get(subject=old, kind="ticket_acknowledged")
    assert (event.actor_id, event.payload["acting_for"]["name"]) == (people.ben.pk, people.ada.name)
    assert Ticket.objects.get(ref=old).holder == people.ada
    resolve = dict(Ticket.objects.get(ref=old).clocks.values_list("kind", "due_at"))["resolve"]
    assert resolve == dict(clocks)["resolve"]

    page = Browser(people.ben).get("/standing-in").json()
    assert [one["name"] for one in page["people"]] == [people.ada.name]
    assert [one["ref"] for one in page["tickets"]] == [old]

    end_absence(actor=people.ada, at=timezone.now(), absence_id=absence.pk)
    assert Browser(people.ben).get("/standing-in").json()["people"] == []


def test_what_a_deputy_was_given_goes_back_on_return(people: World, do: Do) -> None:
    cadre = User.objects.get(pk=people.cleo.pk)
    Membership.objects.create(unit=people.team, user=cadre, starts_on=timezone.localdate())
    absence = away(people.ada, cadre, timezone.now())
    ref = submit(people.eva)
    ticket = Ticket.objects.get(ref=ref)
    assert (ticket.holder, ticket.held_for) == (cadre, people.ada)
    assert hand_back(at=timezone.now()) == 0

    end_absence(actor=people.ada, at=timezone.now(), absence_id=absence.pk)
    assert hand_back(at=timezone.now()) == 1
    ticket.refresh_from_db()
    assert (ticket.holder, ticket.held_for) == (people.ada, None)
    page = Browser(people.ada).get("/standing-in").json()
    assert [(one["ticket"]["ref"], one["deputy"]) for one in page["came_back"]] == [(ref, cadre.name)]
    assert page["back_since"] is not None


def test_a_holder_who_moved_on_by_hand_is_not_given_it_back(people: World, do: Do) -> None:
    cadre = people.cleo
    Membership.objects.create(unit=people.team, user=cadre, starts_on=timezone.localdate())
    absence = away(people.ada, cadre, timezone.now())
    ref = submit(people.eva)
    assert do(people.ben, ref, "assign", unit=people.team.pk, person=people.ben.pk).status_code == 200
    end_absence(actor=people.ada, at=timezone.now(), absence_id=absence.pk)
    assert hand_back(at=timezone.now()) == 0
    assert Ticket.objects.get(ref=ref).holder == people.ben


@pytest.mark.parametrize("people_more", [1, 4])
def test_choosing_a_person_costs_the_same_however_many_there_are(
    people: World, people_more: int, django_assert_max_num_queries: Any
) -> None:
    from tests.people import person

    for number in range(people_more):
        user = person(f"more{people_more}{number}", "组员", "cadre")
        Membership.objects.create(unit=people.team, user=user, starts_on=timezone.localdate())
    answer = Browser(people.eva).create("/tickets", {"category": "LAB-RET", "text": TEXT}).json()
    with django_assert_max_num_queries(72):
        route_ticket(ref=answer["ref"], at=timezone.now())


STEPS = st.lists(
    st.sampled_from(["submit", "ada_away", "ada_back", "cleo_away", "cleo_back", "finish", "sweep"]),
    min_size=4,
    max_size=16,
)


class NobodyOvertakes(TestCase):
    """Whatever happens in whatever order: what is given out is never younger than what still waits."""

    @given(STEPS)
    @settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
    def test_no_younger_ticket_overtakes_an_older_waiting_one(self, steps: list[str]) -> None:
        from grid.models import Unit

        if not Unit.objects.exists():
            load_reference()
        people = build_world()
        Membership.objects.create(unit=people.team, user=people.cleo, starts_on=timezone.localdate())
        Membership.objects.filter(unit=people.team).update(capacity_hours=4)
        for step in steps:
            waiting = dict(_waiting(people))
            _take(step, people)
            given = Ticket.objects.filter(ref__in=waiting).exclude(holder=None)
            left = dict(_waiting(people))
            new = [at for ref, at in waiting.items() if given.filter(ref=ref).exists()]
            if new and left:
                assert max(new) < min(left.values())
            self._nobody_was_passed_by(people, left)

    def _nobody_was_passed_by(self, people: World, waiting: dict[str, datetime]) -> None:
        """Younger than the head of the line, nobody has a person that the rules gave."""
        if waiting:
            head = min(waiting.values())
            routed = RoutingStep.objects.filter(step__in=["person", "given"], ticket__submitted_at__gt=head)
            assert not [row for row in routed if row.outcome["person"] is not None]


def _waiting(people: World) -> Any:
    rows = Ticket.objects.filter(waiting_since__isnull=False, holder_unit=people.team)
    return rows.values_list("ref", "submitted_at")


def _take(step: str, people: World) -> None:
    now = timezone.now()
    who = people.cleo if step.startswith("cleo") else people.ada
    open_absence = Absence.objects.during(now).filter(user=who).first()
    if step == "submit":
        submit(people.eva)
    elif step.endswith("away") and open_absence is None:
        away(who, None, now)
    elif step.endswith("back") and open_absence is not None:
        end_absence(actor=who, at=now, absence_id=open_absence.pk)
    elif step == "sweep":
        sweep_lines(now)
    elif step == "finish":
        held = Ticket.objects.filter(holder__isnull=False, state="assigned").order_by("id").first()
        if held is not None:
            version = held.version
            Browser(held.holder).act(f"/tickets/{held.ref}/acknowledge", version)
