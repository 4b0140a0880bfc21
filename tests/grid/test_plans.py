"""A week planned for a cadre: what people decide stays, an enterprise is not disturbed, days off are left alone."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine

from core.models import EventRecord
from core.refusals import InvalidField, NotAllowed
from enterprises.models import Enterprise
from grid.actions.log_visit import log_visit
from grid.actions.plan_visit import Planned, plan_visit
from grid.actions.plan_week import plan_week
from grid.models import PlannedVisit
from tests.browser import Browser
from tests.people import World

Browsers = Callable[..., Browser]
FRIDAY = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
MONDAY, TUESDAY, THURSDAY = date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 26)
NATIONAL_DAY = date(2026, 10, 1)


def put(people: World, on: date, *, by: Any = None, cadre: Any = None, text: str = "") -> Planned:
    return plan_visit(
        actor=by or people.ada,
        at=FRIDAY,
        uuid=uuid.uuid4(),
        enterprise=people.chips.uuid,
        cadre=cadre or people.ada,
        on=on,
        purpose=text,
    )


def visited(people: World, at: datetime) -> None:
    log_visit(
        actor=people.ada,
        at=at,
        uuid=uuid.uuid4(),
        enterprise=people.chips.uuid,
        template_version=1,
        occurred_at=at,
    )


@pytest.mark.django_db
class TestAWeek:
    def test_holds_who_is_due_on_a_working_day_and_is_the_same_when_asked_again(self, people: World) -> None:
        made = plan_week(actor=people.ada, at=FRIDAY, cadre=people.ada, monday=MONDAY)
        assert (made.visits, made.left_out) == (1, 0)
        row = PlannedVisit.objects.get()
        assert (row.enterprise, row.reason, row.cadre) == (people.chips, "never", people.ada)
        assert row.on in {MONDAY + timedelta(days=number) for number in range(5)}
        plan_week(actor=people.dora, at=FRIDAY, cadre=people.ada, monday=MONDAY)
        assert PlannedVisit.objects.get().uuid == row.uuid
        told = EventRecord.objects.filter(kind="week_planned").last()
        assert told is not None
        assert told.notify == [people.ada.pk]

    def test_keeps_what_a_person_moved_and_does_not_bring_back_what_was_struck_out(
        self, people: World, browser_of: Browsers
    ) -> None:
        plan_week(actor=people.ada, at=FRIDAY, cadre=people.ada, monday=MONDAY)
        row = PlannedVisit.objects.get()
        with time_machine.travel(FRIDAY, tick=False):
            ada = browser_of(people.ada)
            moved = ada.act(f"/plans/{row.uuid}/move", 1, {"on": THURSDAY.isoformat()})
            assert (moved.json()["on"], moved.json()["by_hand"]) == (THURSDAY.isoformat(), True)
            assert ada.act(f"/plans/{row.uuid}/move", 1, {"on": TUESDAY.isoformat()}).status_code == 412
            plan_week(actor=people.ada, at=FRIDAY, cadre=people.ada, monday=MONDAY)
            assert PlannedVisit.objects.get().on == THURSDAY
            gone = ada.act(f"/plans/{row.uuid}/drop", 2, {"reason": "企业盘点,下周再去"})
            assert gone.status_code == 204
        assert plan_week(actor=people.ada, at=FRIDAY, cadre=people.ada, monday=MONDAY).visits == 0

    def test_leaves_days_off_and_days_away_alone(self, people: World, browser_of: Browsers) -> None:
        before = datetime(2026, 9, 24, 1, tzinfo=UTC)
        plan_week(actor=people.ada, at=before, cadre=people.ada, monday=NATIONAL_DAY)
        assert PlannedVisit.objects.get().on < NATIONAL_DAY
        PlannedVisit.objects.all().delete()
        with time_machine.travel(before, tick=False):
            away = {"starts_at": "2026-09-27T16:00:00Z", "ends_at": "2026-10-04T16:00:00Z"}
            browser_of(people.ada).create("/absences", away)
        assert plan_week(actor=people.ada, at=before, cadre=people.ada, monday=NATIONAL_DAY).left_out == 1

    @pytest.mark.parametrize(("clock", "first"), [("07:29", MONDAY), ("07:30", TUESDAY)])
    def test_leaves_today_alone_once_people_have_set_out(
        self, people: World, clock: str, first: date
    ) -> None:
        at = datetime.fromisoformat(f"{MONDAY}T{clock}:00+08:00")
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("grid.selectors.plans.is_checked", lambda row, monday: False)
            plan_week(actor=people.ada, at=at, cadre=people.ada, monday=MONDAY)
        assert PlannedVisit.objects.get().on >= first

    def test_does_not_disturb_an_enterprise_that_was_visited_twice_in_these_days(self, people: World) -> None:
        Enterprise.objects.update(is_key=True)
        for days in (3, 4):
            visited(people, FRIDAY + timedelta(days=2) - timedelta(days=days))
        assert plan_week(actor=people.ada, at=FRIDAY, cadre=people.ada, monday=MONDAY).visits == 0

    def test_is_planned_by_oneself_by_who_leads_and_by_a_coordinator(self, people: World) -> None:
        for planner in (people.ada, people.ben, people.dora, people.lena):
            plan_week(actor=planner, at=FRIDAY, cadre=people.ada, monday=MONDAY)
        for stranger in (people.cleo, people.finn):
            with pytest.raises(NotAllowed):
                plan_week(actor=stranger, at=FRIDAY, cadre=people.ada, monday=MONDAY)


@pytest.mark.django_db
class TestOneVisit:
    def test_of_another_unit_joins_the_one_planned_there(self, people: World) -> None:
        first = put(people, TUESDAY, text="看复工情况")
        second = put(people, THURSDAY, by=people.dora, text="送政策包")
        assert (second.merged, second.visit.pk, second.visit.on) == (True, first.visit.pk, TUESDAY)
        assert [one["text"] for one in second.visit.purposes] == ["看复工情况", "送政策包"]
        assert second.visit.purposes[1]["name"] == people.centre.name
        assert PlannedVisit.objects.count() == 1

    def test_says_how_often_somebody_comes_within_seven_days(self, people: World) -> None:
        for days in (3, 1):
            visited(people, FRIDAY - timedelta(days=days))
        assert put(people, MONDAY).in_week == 3

    def test_is_refused_on_a_day_off_and_in_the_past(self, people: World) -> None:
        for day in (date(2026, 11, 29), date(2026, 11, 19), date(2031, 1, 6)):
            with pytest.raises(InvalidField):
                put(people, day)

    def test_stands_on_the_list_of_its_day(self, people: World, browser_of: Browsers) -> None:
        visited(people, FRIDAY)
        put(people, TUESDAY)
        for day, reasons in ((MONDAY, []), (TUESDAY, ["planned"]), (THURSDAY, ["planned"])):
            with time_machine.travel(f"{day}T09:00:00+08:00", tick=False):
                due = browser_of(people.ada).get("/today").json()["due"]
            assert [one["reason"] for one in due] == reasons
        visited(people, datetime.fromisoformat(f"{TUESDAY}T15:00:00+08:00"))
        with time_machine.travel(f"{THURSDAY}T09:00:00+08:00", tick=False):
            assert browser_of(people.ada).get("/today").json()["due"] == []

    def test_is_seen_by_the_team_and_the_coordinator(self, people: World, browser_of: Browsers) -> None:
        put(people, TUESDAY)
        with time_machine.travel(FRIDAY, tick=False):
            for who, shown in ((people.ben, 1), (people.dora, 1), (people.cleo, 0)):
                told = browser_of(who).get("/plans", unit=people.team.pk, first=MONDAY.isoformat()).json()
                assert len(told["visits"]) == shown
            assert len(told["days"]) == 14
            assert [day["works"] for day in told["days"]][:7] == [True] * 5 + [False] * 2
