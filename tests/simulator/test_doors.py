"""The simulator reads the front page as a person does, and never walks in as one of the shown accounts."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from config.simulator.doors import Door, read_doors
from tests.people import World


@pytest.fixture
def page(people: World, client: Client, settings: Any) -> str:
    settings.DEMO = True
    User.objects.update(is_demo=True)
    User.objects.filter(pk=people.finn.pk).update(username="officer")
    return client.get("/").content.decode()


def test_each_door_has_a_part_a_name_and_a_place(page: str) -> None:
    assert Door(username="ada", role="cadre", name="安达", caption="下沙第1小组") in read_doors(page)
    assert Door(username="eva", role="contact", name="伊娃", caption="芯屿半导体") in read_doors(page)


def test_the_shown_accounts_are_left_to_people(page: str) -> None:
    assert 'value="officer"' in page
    assert "officer" not in {door.username for door in read_doors(page)}


def test_the_front_page_says_that_people_are_played(people: World, client: Client, settings: Any) -> None:
    settings.DEMO = True
    User.objects.update(is_demo=True)
    assert "模拟器" not in client.get("/").content.decode()
    settings.SIMULATED = True
    assert "模拟器" in client.get("/").content.decode()
