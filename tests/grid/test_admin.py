"""Reference tables in the admin: written through the actions, refused in words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from core.models import EventRecord
from enterprises.models import Enterprise
from grid.models import Assignment, Unit, Visit
from grid.selectors import service_of
from tests.browser import Browser
from tests.grid.visits import visit_body
from tests.people import World

Browsers = Callable[..., Browser]


@pytest.fixture
def admin(people: World, browser_of: Browsers) -> Any:
    return browser_of(people.adam).client


@pytest.mark.parametrize(
    "page",
    [
        "accounts/user",
        "enterprises/enterprise",
        "enterprises/contact",
        "enterprises/subdistrict",
        "enterprises/industry",
        "enterprises/productionreport",
        "grid/unit",
        "grid/membership",
        "grid/placement",
        "grid/assignment",
        "grid/territory",
        "grid/workingcalendar",
        "grid/calendarday",
        "grid/visittemplate",
        "grid/visit",
    ],
)
def test_every_table_has_its_page(admin: Any, page: str) -> None:
    assert admin.get(f"/admin/{page}/").status_code == 200


def test_a_renamed_unit_says_who_renamed_it(admin: Any, people: World) -> None:
    unit = Unit.objects.get(code="HR")
    body = {"code": "HR", "kind": "department", "name": "人社局", "name_en": unit.name_en, "phone": ""}
    admin.post(f"/admin/grid/unit/{unit.pk}/change/", body)
    event = EventRecord.objects.get(kind="reference_edited")
    assert (event.actor_id, event.payload["table"], event.payload["fields"]) == (
        people.adam.pk,
        "unit",
        ["name"],
    )


def entry(**more: Any) -> dict[str, Any]:
    return {
        "name": "杭州新来制造有限公司",
        "short_name": "新来",
        "uscc": "91330100MA2CY00316",
        "aliases": "",
        "kind": "above_scale",
        "industry": "",
        "subdistrict": "330114001",
        "address": "一号路",
        "lat": "",
        "lon": "",
        "coord_source": "",
        "employees": "12",
        **more,
    }


def test_an_entry_is_registered_and_corrected_through_the_actions(admin: Any) -> None:
    admin.post("/admin/enterprises/enterprise/add/", entry())
    made = Enterprise.objects.get(uscc="91330100MA2CY00316")
    assert list(Enterprise.objects.matching("xinlai")) == [made]

    admin.post(f"/admin/enterprises/enterprise/{made.pk}/change/", entry(short_name="新来制造"))
    made.refresh_from_db()
    assert (made.short_name, made.version) == ("新来制造", 2)


def test_a_refusal_is_said_on_the_form_and_nothing_is_written(admin: Any) -> None:
    answer = admin.post("/admin/enterprises/enterprise/add/", entry(uscc="91330100MA2CY00317"), follow=True)
    assert "校验位" in answer.content.decode()
    assert not Enterprise.objects.filter(short_name="新来").exists()


def test_an_assignment_closes_the_one_before(admin: Any, people: World) -> None:
    body = {
        "enterprise": people.chips.pk,
        "cadre": people.ben.pk,
        "kind": "primary",
        "starts_on": "2020-03-01",
    }
    admin.post("/admin/grid/assignment/add/", body)
    first = Assignment.objects.get(enterprise=people.chips, cadre=people.ada)
    assert str(first.ends_on) == "2020-03-01"
    assert service_of(people.chips.pk, date(2020, 3, 1)).primary_id == people.ben.pk


def test_visits_are_looked_at_and_never_written(admin: Any, people: World, browser_of: Browsers) -> None:
    browser_of(people.ada).create("/visits", visit_body(people.chips))
    visit = Visit.objects.get()
    assert admin.get(f"/admin/grid/visit/{visit.pk}/change/").status_code == 200
    assert admin.post(f"/admin/grid/visit/{visit.pk}/change/", {"summary": "x"}).status_code == 403
    assert admin.get("/admin/grid/visit/add/").status_code == 403
    assert admin.post(f"/admin/grid/visit/{visit.pk}/delete/").status_code == 403
