"""Away and back: who may say so, who stands in, and that chains never close to a ring."""

from __future__ import annotations

import random
import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from core.models import EventRecord
from core.refusals import InvalidField, NotAllowed, WrongState
from grid.actions.end_absence import end_absence, settle_absences
from grid.actions.join_unit import join_unit
from grid.actions.report_absence import report_absence
from grid.models import Absence, Unit
from grid.rules.absence import stand_in
from grid.selectors import away, scope_for
from tests.browser import Browser
from tests.people import SINCE, World, person

DAY = timedelta(days=1)
MARCH = datetime(2030, 3, 4, 1, tzinfo=UTC)


def leave(
    user: User,
    deputy: User | None,
    *,
    starts_at: datetime = MARCH,
    days: float = 3,
    actor: User | None = None,
) -> Absence:
    return report_absence(
        actor=actor or user,
        at=min(timezone.now(), starts_at),
        uuid=uuid.uuid4(),
        user=user,
        deputy=deputy,
        starts_at=starts_at,
        ends_at=starts_at + days * DAY,
        reason="leave",
    )


@pytest.fixture
def crew(people: World) -> list[User]:
    """Four more of Ada's team."""
    crew = [person(f"crew{number}", f"组员{number}", "cadre") for number in range(4)]
    for user in crew:
        join_unit(actor=None, at=timezone.now(), unit=people.team, user=user, starts_on=SINCE)
    return crew


def test_a_deputy_is_told_and_stands_in_for_as_long(people: World) -> None:
    leave(people.ada, people.ben)
    assert EventRecord.objects.get(kind="absence_reported").notify == [people.ben.pk]
    assert away(MARCH) == {people.ada.pk: people.ben.pk}
    assert away(MARCH - DAY) == away(MARCH + 3 * DAY) == {}


@pytest.mark.parametrize(
    ("who", "may"), [("ada", True), ("ben", True), ("dora", True), ("cleo", False), ("finn", False)]
)
def test_oneself_the_leader_and_coordinators_may_say_so(people: World, who: str, may: bool) -> None:
    if may:
        leave(people.ada, None, actor=getattr(people, who))
    else:
        with pytest.raises(NotAllowed):
            leave(people.ada, None, actor=getattr(people, who))


def test_a_deputy_is_a_colleague_and_another(people: World) -> None:
    for deputy in (people.ada, people.cleo, people.eva):
        with pytest.raises(InvalidField):
            leave(people.ada, deputy)


def test_nobody_is_away_twice_at_once(people: World) -> None:
    leave(people.ada, None)
    with pytest.raises(WrongState):
        leave(people.ada, None, starts_at=MARCH + 2 * DAY)
    leave(people.ada, None, starts_at=MARCH + 3 * DAY)


def test_a_ring_is_refused_only_where_all_of_it_is_away_at_once(people: World, crew: list[User]) -> None:
    first, second, third, _ = crew
    leave(first, second, days=4)
    leave(second, third, starts_at=MARCH + DAY, days=4)
    with pytest.raises(InvalidField):
        leave(third, first, starts_at=MARCH + 3 * DAY)
    leave(third, first, starts_at=MARCH + 4 * DAY)


@pytest.mark.parametrize("seed", range(6))
def test_whatever_is_accepted_every_chain_ends_at_every_moment(
    people: World, crew: list[User], seed: int
) -> None:
    chance = random.Random(seed)
    for _ in range(30):
        user, deputy = chance.sample(crew, 2)
        try:
            leave(user, deputy, starts_at=MARCH + chance.randrange(12) * DAY, days=chance.randrange(1, 5))
        except (InvalidField, WrongState):
            continue
    for day in range(18):
        gone = away(MARCH + day * DAY)
        for user in crew:
            found = stand_in(user.pk, gone)
            assert found is not None or set(gone) == {one.pk for one in crew}
            stood = scope_for_at(crew, gone, found)
            assert user.pk not in gone or found is None or user.pk in stood


def scope_for_at(crew: list[User], gone: Any, deputy: int | None) -> set[int]:
    return {user.pk for user in crew if user.pk in gone and stand_in(user.pk, gone) == deputy}


def test_the_scope_reaches_along_the_chain(people: World, crew: list[User]) -> None:
    now = timezone.now()
    leave(crew[0], crew[1], starts_at=now - DAY)
    leave(crew[1], crew[2], starts_at=now - DAY)
    stood = User.objects.filter(pk__in=scope_for(crew[2]).stood_for_ids)
    assert set(stood) == {crew[0], crew[1]}
    assert not User.objects.filter(pk__in=scope_for(crew[3]).stood_for_ids).exists()


def test_back_early_and_called_off(people: World) -> None:
    now = timezone.now()
    early = leave(people.ada, people.ben, starts_at=now - DAY)
    end_absence(actor=people.ada, at=now, absence_id=early.pk)
    assert away(now) == {}
    off = leave(people.ada, people.ben)
    end_absence(actor=people.ben, at=now, absence_id=off.pk)
    assert away(MARCH) == {}
    with pytest.raises(WrongState):
        end_absence(actor=people.ada, at=now, absence_id=off.pk)
    told = EventRecord.objects.filter(kind="absence_ended").order_by("id")
    assert [event.payload["called_off"] for event in told] == [False, True]


def test_an_end_that_passes_is_told_once(people: World) -> None:
    leave(people.ada, people.ben)
    assert settle_absences(at=MARCH + DAY) == 0
    assert settle_absences(at=MARCH + 4 * DAY) == 1
    assert settle_absences(at=MARCH + 5 * DAY) == 0
    assert set(EventRecord.objects.get(kind="absence_ended").notify) == {people.ada.pk, people.ben.pk}


def test_absences_through_the_api_are_those_of_ones_units(people: World) -> None:
    starts = timezone.now() + DAY
    body = {"deputy": people.ben.pk, "starts_at": starts.isoformat(), "reason": "sick"}
    sent = Browser(people.ada).create("/absences", body)
    assert sent.status_code == 201, sent.content
    key = sent.json()["uuid"]
    assert [row["uuid"] for row in Browser(people.ben).get("/absences").json()] == [key]
    assert Browser(people.cleo).get("/absences").json() == []
    assert Browser(people.cleo).post(f"/absences/{key}/end", {}).status_code == 404
    assert Browser(people.eva).get("/absences").status_code == 403
    assert Browser(people.ada).post(f"/absences/{key}/end", {}).status_code == 200
    assert Browser(people.ada).get("/absences").json() == []


def test_nobody_who_stands_in_is_null_and_not_a_person_without_a_name(people: World) -> None:
    leave(people.ada, None)
    (seen,) = Browser(people.dora).get("/absences").json()
    assert (seen["user"]["name"], seen["deputy"]) == (people.ada.name, None)


def test_the_lead_sets_how_much_a_member_may_have_in_hand(people: World) -> None:
    path = f"/units/{people.team.pk}/members/{people.ada.pk}/capacity"
    assert Browser(people.ben).put(path, {"hours": 20}).status_code == 204
    assert Browser(people.ada).put(path, {"hours": None}).status_code == 403
    assert (
        Browser(people.ben).put(path.replace(str(people.ada.pk), "999999"), {"hours": 5}).status_code == 404
    )
    (shown,) = [
        row
        for row in Browser(people.ben).get(f"/units/{people.team.pk}").json()["people"]
        if row["id"] == people.ada.pk
    ]
    assert (shown["capacity_hours"], shown["away"]) == (20, False)
    assert Unit.objects.filter(pk=people.team.pk).exists()


def test_a_moment_whose_offset_no_answer_could_write_is_refused_by_name(people: World) -> None:
    """In the year 208 the zone's clocks ran by the sun, 8 h 5 min 43 s ahead."""
    body = {"starts_at": "0208-09-01T06:48:42+08:00"}
    refused = Browser(people.ada).create("/absences", body)
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (400, "starts_at")
