"""Who serves whom, period by period."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from accounts.models import User
from core.models import EventRecord
from core.refusals import InvalidField, NotAllowed, WrongState
from enterprises.models import Enterprise
from grid.actions.assign_enterprise import assign_enterprise
from grid.actions.join_unit import join_unit
from grid.actions.leave_unit import leave_unit
from grid.actions.place_enterprise import place_enterprise
from grid.models import Assignment, Membership, Placement
from grid.selectors import leads_of, members_of, scope_for, service_of, visited_on
from tests.people import SINCE, World

MARCH, APRIL = date(2020, 3, 1), date(2020, 4, 1)


def served(enterprise: Enterprise, user: User, on: date) -> bool:
    found = visited_on(enterprise.uuid, user.pk, on)
    return found is not None and found.served


def test_a_new_primary_ends_the_one_before(people: World) -> None:
    assign_enterprise(
        actor=people.ben, at=timezone.now(), enterprise=people.chips, cadre=people.ben, starts_on=MARCH
    )
    assert service_of(people.chips.pk, date(2020, 2, 29)).primary_id == people.ada.pk
    assert service_of(people.chips.pk, MARCH).primary_id == people.ben.pk
    event = EventRecord.objects.filter(kind="enterprise_assigned").latest("id")
    assert event.payload["cadre_before"] == people.ada.pk
    assert {f"user.{people.ada.pk}", f"user.{people.ben.pk}"} <= set(event.topics)
    assert event.notify == []


def test_the_new_primary_is_told_by_somebody_else_s_hand(people: World) -> None:
    assign_enterprise(
        actor=people.dora, at=timezone.now(), enterprise=people.site, cadre=people.ada, starts_on=MARCH
    )
    assert EventRecord.objects.filter(kind="enterprise_assigned").latest("id").notify == [people.ada.pk]


def test_a_change_of_mind_on_the_first_day_leaves_one_row(people: World) -> None:
    for cadre in (people.ada, people.ben):
        assign_enterprise(
            actor=people.dora, at=timezone.now(), enterprise=people.site, cadre=cadre, starts_on=MARCH
        )
    (row,) = Assignment.objects.filter(enterprise=people.site)
    assert row.cadre_id == people.ben.pk


def test_history_is_not_cut_into(people: World) -> None:
    assign_enterprise(
        actor=people.dora, at=timezone.now(), enterprise=people.chips, cadre=people.ben, starts_on=APRIL
    )
    with pytest.raises(WrongState):
        assign_enterprise(
            actor=people.dora, at=timezone.now(), enterprise=people.chips, cadre=people.cleo, starts_on=MARCH
        )


@pytest.mark.parametrize("who", ["ada", "cleo", "finn", "lena", "eva"])
def test_who_may_not_assign(people: World, who: str) -> None:
    with pytest.raises(NotAllowed):
        assign_enterprise(
            actor=getattr(people, who),
            at=timezone.now(),
            enterprise=people.site,
            cadre=people.ada,
            starts_on=MARCH,
        )


@pytest.mark.parametrize("who", ["finn", "eva", "dora"])
def test_only_cadres_and_leaders_of_teams_answer_for_enterprises(people: World, who: str) -> None:
    with pytest.raises(InvalidField):
        assign_enterprise(
            actor=people.dora,
            at=timezone.now(),
            enterprise=people.site,
            cadre=getattr(people, who),
            starts_on=MARCH,
        )


def test_the_same_assignment_twice_is_refused(people: World) -> None:
    with pytest.raises(WrongState):
        assign_enterprise(
            actor=people.dora, at=timezone.now(), enterprise=people.chips, cadre=people.ada, starts_on=MARCH
        )


def test_an_enterprise_moves_to_another_team(people: World) -> None:
    place_enterprise(
        actor=people.dora, at=timezone.now(), enterprise=people.site, unit=people.other_team, starts_on=MARCH
    )
    assert Placement.objects.filter(enterprise=people.site).count() == 2
    assert service_of(people.site.pk, MARCH).unit_id == people.other_team.pk
    assert served(people.site, people.cleo, MARCH)
    assert served(people.site, people.ada, date(2020, 2, 29))
    assert not served(people.site, people.ada, MARCH)


def test_enterprises_are_served_by_teams_not_by_departments(people: World) -> None:
    with pytest.raises(InvalidField):
        place_enterprise(
            actor=people.dora, at=timezone.now(), enterprise=people.site, unit=people.labour, starts_on=MARCH
        )


def test_who_left_sees_no_more_and_may_come_back(people: World) -> None:
    membership = Membership.objects.get(user=people.ada)
    leave_unit(actor=people.dora, at=timezone.now(), membership_id=membership.pk, ends_on=APRIL)
    seen = list(scope_for(people.ada).enterprise_ids.values_list("id", flat=True))
    assert seen == [people.chips.pk], "she still answers for it by name"
    join_unit(actor=people.dora, at=timezone.now(), unit=people.team, user=people.ada, starts_on=APRIL)
    assert members_of(people.team.pk, APRIL) == [people.ada.pk, people.ben.pk]
    assert leads_of(people.team.pk, APRIL) == [people.ben.pk]


def test_nobody_is_a_member_twice_and_no_customer_ever(people: World) -> None:
    with pytest.raises(WrongState):
        join_unit(actor=people.dora, at=timezone.now(), unit=people.team, user=people.ada, starts_on=MARCH)
    with pytest.raises(InvalidField):
        join_unit(actor=people.dora, at=timezone.now(), unit=people.team, user=people.eva, starts_on=MARCH)
    with pytest.raises(NotAllowed):
        join_unit(actor=people.ben, at=timezone.now(), unit=people.team, user=people.cleo, starts_on=MARCH)


def test_a_membership_ends_after_it_began(people: World) -> None:
    membership = Membership.objects.get(user=people.ada)
    with pytest.raises(InvalidField):
        leave_unit(actor=people.dora, at=timezone.now(), membership_id=membership.pk, ends_on=SINCE)
