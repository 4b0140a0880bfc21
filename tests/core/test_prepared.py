"""Prepared reads: the same rows as the queryset they were made from, for every run and reader."""

from __future__ import annotations

from typing import Any

from django.db import connection, models
from django.db.models import Exists, F, OuterRef, Value
from django.db.models.functions import Concat

from accounts.models import User
from core.prepared import Given, Prepared, written_out
from enterprises.models import Enterprise
from grid.models import Membership
from grid.selectors import scope_for
from tests.people import World

NAME = Given("name", models.CharField())


def test_a_prepared_read_yields_what_its_queryset_yields(
    people: World, django_assert_num_queries: Any
) -> None:
    asked = list[str]()

    def build(_: None) -> models.QuerySet[Any, Any]:
        asked.append("built")
        return User.objects.filter(username=NAME).values("name", said=Concat(F("name"), Value("100% '好'")))

    read = Prepared(build)
    for user in (people.ada, people.ben):
        with django_assert_num_queries(1):
            assert read.rows(None, name=user.username) == [
                {"name": user.name, "said": f"{user.name}100% '好'"}
            ]
    assert read.first(None, name="nobody") is None
    assert asked == ["built"]


def test_models_come_with_their_relations_and_annotations(
    people: World, django_assert_num_queries: Any
) -> None:
    leads = Exists(Membership.objects.filter(pk=OuterRef("pk"), is_lead=True))
    read = Prepared(
        lambda _: (
            Membership.objects.select_related("user", "unit")
            .filter(user__username=NAME)
            .annotate(leads=leads)
        )
    )
    with django_assert_num_queries(1):
        ben = read.first(None, name="ben")
        assert (ben.user, ben.unit, ben.leads) == (people.ben, people.team, True)


def test_each_reader_gets_their_own_cut(people: World) -> None:
    read = Prepared(
        lambda scope: Enterprise.objects.visible_to(scope).order_by("id").values_list("name", flat=True)
    )
    for user in (people.ada, people.cleo, people.ben, people.dora, people.eva, people.finn, people.cleo):
        scope = scope_for(user)
        expected = Enterprise.objects.visible_to(scope).order_by("id").values_list("name", flat=True)
        assert read.rows(scope) == list(expected)


def test_postgresql_keeps_the_plan_of_what_comes_again(people: World) -> None:
    with connection.cursor() as cursor:
        for _ in range(4):
            assert User.objects.filter(username="ada", is_active=True).exists()
        cursor.execute(
            "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE %s", ["%accounts_user%"]
        )
        assert cursor.fetchone()[0] > 0


def test_what_no_row_can_fulfil_is_no_row(people: World, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        assert Prepared(lambda _: User.objects.filter(pk__in=[])).first(None) is None
        assert written_out(User.objects.none().values("id")) == []
