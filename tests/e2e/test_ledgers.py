"""The ledgers leave the desk as spreadsheets that hold what the screen was asked for."""

from __future__ import annotations

from io import BytesIO

from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests.e2e.entrance import Entrance


def take(page: Page, button: str) -> list[tuple[object, ...]]:
    """Press, and open what was saved."""
    with page.expect_download() as saved:
        page.get_by_role("button", name=button).click()
    assert saved.value.suggested_filename.endswith(".xlsx")
    return list(
        load_workbook(BytesIO(saved.value.path().read_bytes())).worksheets[0].iter_rows(values_only=True)
    )


def test_the_coordinator_takes_the_ledger_by_its_conditions(entrance: Entrance) -> None:
    page = entrance.page("coordinator", "/desk/tickets?state=handling")
    head, *rows = take(page, "导出台账")
    assert head[:2] == ("编号", "企业")
    assert {row[head.index("状态")] for row in rows} == {"办理中"}
    expect(page.get_by_text(f"已导出 {len(rows)} 行")).to_be_visible()
    every = entrance.caller("coordinator").get("/tickets", state="handling", limit=100)
    assert len(rows) >= len(every["results"])


def test_the_register_and_the_visits_leave_from_the_register(entrance: Entrance) -> None:
    page = entrance.page("coordinator", "/desk/enterprises?kind=supermarket", language="en")
    head, *rows = take(page, "Export ledger")
    assert {row[head.index("Kind")] for row in rows} == {"Supermarket or mall"}
    head, *rows = take(page, "Export visits")
    assert head[:2] == ("Visited at", "Enterprise")
    assert len(rows) > 100
