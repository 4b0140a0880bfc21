"""The register through the API: found, read, masked, reported on."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import timezone

from core.models import EventRecord
from enterprises.actions.report_production import report_production
from enterprises.models import Enterprise, Kind
from tests.browser import Browser
from tests.people import World, enterprise

Browsers = Callable[..., Browser]
REPORT = {
    "reported_on": "2020-03-12",
    "expected_staff": 386,
    "returned_staff": 121,
    "capacity_percent": 40,
    "state": "partial",
}


def names(answer: Any) -> list[str]:
    return [row["short_name"] for row in answer.json()["results"]]


@pytest.mark.parametrize(
    ("who", "count"),
    [("ada", 2), ("ben", 2), ("cleo", 1), ("dora", 3), ("finn", 3), ("lena", 3), ("adam", 3), ("eva", 1)],
)
def test_the_register_is_cut_to_its_reader(people: World, browser_of: Browsers, who: str, count: int) -> None:
    assert len(names(browser_of(getattr(people, who)).get("/enterprises"))) == count


def test_finn_reads_the_register_but_serves_nobody(people: World, browser_of: Browsers) -> None:
    assert names(browser_of(people.finn).get("/enterprises", mine="true")) == []


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("芯屿", ["芯屿半导体"]),
        ("半导体 芯屿", ["芯屿半导体"]),
        ("体", ["芯屿半导体"]),
        ("屿芯", []),
        ("ｘｙｂｄｔ", ["芯屿半导体"]),
        ("xinyuban", ["芯屿半导体"]),
        ("hzxy", ["芯屿半导体"]),
        ("MA2CY0015A", ["芯屿半导体"]),
        ("0023d", ["临塘纤维"]),
        ("杭州(芯屿)", ["芯屿半导体"]),
        ("有限公司", ["临塘纤维", "芯屿半导体"]),
        ("%", []),
        ("", ["江湾学校项目一标段工地", "临塘纤维", "芯屿半导体"]),
    ],
)
def test_an_entry_is_found_by_any_part_or_by_the_start_of_its_pinyin(
    people: World, browser_of: Browsers, words: str, found: list[str]
) -> None:
    assert names(browser_of(people.dora).get("/enterprises", search=words)) == found


def test_a_name_with_several_readings_is_found_by_each(people: World, browser_of: Browsers) -> None:
    enterprise("长安汽车部件有限公司", uscc="91330100MA2CY00316")
    dora = browser_of(people.dora)
    for spelling in ("changan", "zhangan", "caqc", "zaqc"):
        assert names(dora.get("/enterprises", search=spelling)) == ["长安汽车部件"]


def test_the_register_is_narrowed(people: World, browser_of: Browsers) -> None:
    dora = browser_of(people.dora)
    assert names(dora.get("/enterprises", kind=Kind.BUILDING_SITE)) == ["江湾学校项目一标段工地"]
    assert names(dora.get("/enterprises", unit=people.other_team.pk)) == ["临塘纤维"]
    assert len(names(dora.get("/enterprises", subdistrict="330114001"))) == 3
    assert names(dora.get("/enterprises", subdistrict="330114002")) == []


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"kind": "castle"}, "kind"),
        ({"unit": "x"}, "unit"),
        ({"mine": "perhaps"}, "mine"),
        ({"limit": "101"}, "limit"),
        ({"cursor": "!"}, "cursor"),
        ({"sort": "name"}, "sort"),
        ({"search": "x" * 61}, "search"),
    ],
)
def test_a_wrong_query_names_its_field(
    people: World, browser_of: Browsers, query: dict[str, str], field: str
) -> None:
    answer = browser_of(people.dora).get("/enterprises", **query)
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == field


def test_pages_follow_each_other_without_gaps(people: World, browser_of: Browsers) -> None:
    dora = browser_of(people.dora)
    first = dora.get("/enterprises", limit=2).json()
    rest = dora.get("/enterprises", limit=2, cursor=first["next"]).json()
    assert len({row["id"] for row in [*first["results"], *rest["results"]]}) == 3
    assert rest["next"] is None


def test_a_row_says_who_serves_and_how_production_stands(people: World, browser_of: Browsers) -> None:
    browser_of(people.ada).create(f"/enterprises/{people.chips.uuid}/reports", REPORT)
    (row,) = browser_of(people.eva).get("/enterprises").json()["results"]
    assert row["unit"]["name_en"] == "Xiasha Team 1"
    assert row["cadre"] == {"id": people.ada.pk, "name": "安达", "role": "cadre"}
    assert row["report"] == REPORT
    assert row["subdistrict"]["name"] == "下沙街道"
    assert (row["open_tickets"], row["last_visit_at"], row["version"]) == (0, None, 1)


def test_the_page_of_an_entry_masks_numbers_and_names_the_backups(
    people: World, browser_of: Browsers
) -> None:
    body = browser_of(people.ada).get(f"/enterprises/{people.chips.uuid}").json()
    (contact,) = body["contacts"]
    assert contact["phone_masked"] == "138****8000"
    assert "13800138000" not in str(body)
    assert [person["name"] for person in body["backup"]] == ["贝恩"]
    assert body["uscc"] == "91330104MA2CY0015A"


def test_finn_sees_no_contacts_of_enterprises_he_does_not_serve(people: World, browser_of: Browsers) -> None:
    assert browser_of(people.finn).get(f"/enterprises/{people.chips.uuid}").json()["contacts"] == []


@pytest.mark.parametrize("who", ["cleo", "eva"])
def test_a_hidden_entry_answers_as_a_missing_one(people: World, browser_of: Browsers, who: str) -> None:
    browser = browser_of(getattr(people, who))
    target = people.chips if who == "cleo" else people.fibre
    hidden = browser.get(f"/enterprises/{target.uuid}")
    missing = browser.get(f"/enterprises/{uuid.uuid4()}")
    assert hidden.status_code == missing.status_code == 404
    assert {**hidden.json(), "request_id": ""} == {**missing.json(), "request_id": ""}


def test_nobody_reads_the_register_without_signing_in(people: World, browser_of: Browsers) -> None:
    assert browser_of().get("/enterprises").status_code == 401


@pytest.mark.parametrize("more", [0, 5])
def test_the_register_costs_the_same_for_any_number_of_rows(
    people: World, browser_of: Browsers, django_assert_num_queries: Any, more: int
) -> None:
    for number in range(more):
        enterprise(f"第{number}号工地", kind=Kind.BUILDING_SITE)
    dora = browser_of(people.dora)
    dora.get("/me")
    with django_assert_num_queries(2):
        dora.get("/enterprises")
    with django_assert_num_queries(5):
        dora.get(f"/enterprises/{people.chips.uuid}")


@pytest.mark.parametrize(
    ("who", "status"),
    [("ada", 201), ("ben", 201), ("eva", 201), ("dora", 201), ("finn", 403), ("lena", 403), ("cleo", 404)],
)
def test_who_may_report_production(people: World, browser_of: Browsers, who: str, status: int) -> None:
    answer = browser_of(getattr(people, who)).create(f"/enterprises/{people.chips.uuid}/reports", REPORT)
    assert answer.status_code == status
    assert (Enterprise.objects.get(pk=people.chips.pk).latest_report_id is not None) == (status == 201)


def test_an_older_report_does_not_replace_the_latest(people: World, browser_of: Browsers) -> None:
    eva, path = browser_of(people.eva), f"/enterprises/{people.chips.uuid}/reports"
    eva.create(path, REPORT)
    eva.create(path, {**REPORT, "reported_on": "2020-03-01", "capacity_percent": 10})
    body = eva.get(f"/enterprises/{people.chips.uuid}").json()
    assert body["report"]["capacity_percent"] == 40
    assert [one["capacity_percent"] for one in body["reports"]] == [40, 10]
    last = EventRecord.objects.filter(kind="production_reported").latest("id")
    assert last.payload["is_latest"] is False


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"reported_on": "2999-01-01"}, "reported_on"),
        ({"returned_staff": 400}, "returned_staff"),
        ({"returned_staff": -1}, "returned_staff"),
        ({"capacity_percent": 151}, "capacity_percent"),
        ({"capacity_percent": "full"}, "capacity_percent"),
        ({"state": "sleeping"}, "state"),
        ({"is_latest": True}, "is_latest"),
        ({"expected_staff": None}, "expected_staff"),
    ],
)
def test_a_wrong_report_names_its_field(
    people: World, browser_of: Browsers, change: dict[str, Any], field: str
) -> None:
    answer = browser_of(people.eva).create(f"/enterprises/{people.chips.uuid}/reports", {**REPORT, **change})
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == field


def test_a_create_without_its_key_is_refused(people: World, browser_of: Browsers) -> None:
    answer = browser_of(people.eva).post(
        f"/enterprises/{people.chips.uuid}/reports", {**REPORT, "uuid": str(uuid.uuid4())}
    )
    assert answer.json()["errors"][0]["field"] == "Idempotency-Key"


def test_looking_at_a_number_needs_a_reason_and_is_kept(people: World, browser_of: Browsers) -> None:
    ada = browser_of(people.ada)
    path = f"/enterprises/{people.chips.uuid}/contacts/{people.eva_contact.pk}/reveal"

    without = ada.post(path, {})
    shown = ada.post(path, {"reason": "约今天下午走访"})

    assert without.json()["errors"][0]["field"] == "reason"
    assert shown.json() == {"phone": "138 0013 8000"}
    event = EventRecord.objects.get(kind="contact_revealed")
    assert (event.actor_id, event.payload["reason"], event.public) == (people.ada.pk, "约今天下午走访", False)


def test_a_number_cannot_be_revealed_by_strangers_or_through_another_enterprise(
    people: World, browser_of: Browsers
) -> None:
    contact, reason = people.eva_contact.pk, {"reason": "约今天下午走访"}
    through = f"/enterprises/{people.fibre.uuid}/contacts/{contact}/reveal"
    direct = f"/enterprises/{people.chips.uuid}/contacts/{contact}/reveal"
    for who, path in ((people.cleo, direct), (people.finn, direct), (people.dora, through)):
        assert browser_of(who).post(path, reason).status_code == 404
    assert not EventRecord.objects.filter(kind="contact_revealed").exists()


def test_numbers_cannot_be_collected(people: World, browser_of: Browsers) -> None:
    cache.clear()
    ada = browser_of(people.ada)
    path = f"/enterprises/{people.chips.uuid}/contacts/{people.eva_contact.pk}/reveal"
    codes = [ada.post(path, {"reason": "约今天下午走访"}).status_code for _number in range(31)]
    assert codes == [200] * 30 + [429]


def test_reports_of_one_day_the_later_word_counts(people: World) -> None:
    today = timezone.localdate()
    for percent in (10, 60):
        report_production(
            actor=people.ada,
            at=timezone.now(),
            uuid=uuid.uuid4(),
            enterprise_id=people.chips.pk,
            reported_on=today,
            expected_staff=10,
            returned_staff=5,
            capacity_percent=percent,
            state="partial",
        )
    chips = Enterprise.objects.select_related("latest_report").get(pk=people.chips.pk)
    assert chips.latest_report.capacity_percent == 60
