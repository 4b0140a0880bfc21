"""The world the other tests stand on."""

from __future__ import annotations

from datetime import date

from enterprises.models import Enterprise
from grid.selectors import scope_for, service_of
from tests.people import World


def test_ada_serves_her_team_s_enterprises_and_not_cleo_s(people: World) -> None:
    seen = set(Enterprise.objects.visible_to(scope_for(people.ada)))
    assert seen == {people.chips, people.site}


def test_the_chip_maker_is_ada_s_with_ben_behind_her(people: World) -> None:
    service = service_of(people.chips.pk, date(2020, 3, 12))
    assert (service.unit_id, service.primary_id, service.backup_ids) == (
        people.team.pk,
        people.ada.pk,
        (people.ben.pk,),
    )


def test_an_enterprise_sees_itself_only(people: World) -> None:
    assert list(Enterprise.objects.visible_to(scope_for(people.eva))) == [people.chips]
