"""The front page, the demo's doors, the shells, and the first administrator."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from accounts.actions.create_user import create_user
from accounts.models import Role, User
from tests.browser import Browser
from tests.people import BEGINNING, World

Browsers = Callable[..., Browser]


@pytest.fixture
def built(settings: Any, tmp_path: Path) -> None:
    """A browser app of three empty pages."""
    settings.STATIC_ROOT = tmp_path
    for name in ("m", "e", "desk"):
        (tmp_path / "app" / name).mkdir(parents=True)
        (tmp_path / "app" / name / "index.html").write_text(f"<title>{name}</title>")


def demo(people: World) -> None:
    User.objects.update(is_demo=True)


def test_the_demo_shows_a_door_for_each_part_with_where_its_person_stands(
    people: World, client: Client, settings: Any
) -> None:
    settings.DEMO = True
    demo(people)
    page = client.get("/").content.decode()
    assert page.count('class="part"') == 7
    assert 'value="ada"' in page
    assert "下沙第1小组" in page
    assert "芯屿半导体" in page


def test_the_front_page_speaks_english_when_asked_and_remembers(
    people: World, client: Client, settings: Any
) -> None:
    settings.DEMO = True
    demo(people)
    answer = client.get("/?language=en")
    assert answer.status_code == 302
    page = client.get("/").content.decode()
    assert 'lang="en"' in page
    assert "Xiasha Team 1" in page


def test_one_click_signs_a_demo_person_in_and_home(people: World, client: Client, settings: Any) -> None:
    settings.DEMO = True
    demo(people)
    answer = client.post("/demo/sign-in", {"username": "ada", "device": "phone"})
    assert answer.headers["Location"] == "/m/"
    assert client.session["device"] == "phone"
    assert client.get("/").headers["Location"] == "/m/"


def test_the_doors_need_a_token_of_the_page(people: World, settings: Any) -> None:
    settings.DEMO = True
    demo(people)
    client = Client(enforce_csrf_checks=True)
    assert client.post("/demo/sign-in", {"username": "ada"}).status_code == 403
    client.get("/")
    token = client.cookies["csrftoken"].value
    body = {"username": "ada", "csrfmiddlewaretoken": token}
    assert client.post("/demo/sign-in", body).status_code == 302


@pytest.mark.parametrize(("is_demo", "on"), [(False, True), (True, False)])
def test_without_the_demo_or_for_a_real_account_there_is_no_door(
    people: World, client: Client, settings: Any, is_demo: bool, on: bool
) -> None:
    settings.DEMO = on
    User.objects.update(is_demo=is_demo)
    assert client.post("/demo/sign-in", {"username": "ada"}).status_code == 404
    assert b'class="part"' not in client.get("/").content or (on and is_demo)


@pytest.mark.parametrize(
    ("who", "place"),
    [
        ("ada", "/m/"),
        ("ben", "/desk/"),
        ("dora", "/desk/"),
        ("finn", "/desk/"),
        ("lena", "/desk/"),
        ("eva", "/e/"),
        ("adam", "/desk/"),
    ],
)
def test_everybody_has_one_home(people: World, browser_of: Browsers, who: str, place: str) -> None:
    browser = browser_of(getattr(people, who))
    assert browser.client.get("/").headers["Location"] == place
    assert browser.get("/me").json()["home"] == place


@pytest.mark.parametrize(
    ("who", "shell", "status"),
    [
        ("ada", "/m/", 200),
        ("ada", "/m/visits/new", 200),
        ("ada", "/desk/", 302),
        ("ben", "/m/", 200),
        ("ben", "/desk/board", 200),
        ("ben", "/e/", 302),
        ("eva", "/e/", 200),
        ("eva", "/m/", 302),
        ("dora", "/desk/", 200),
        ("dora", "/m/", 302),
    ],
)
def test_a_shell_opens_for_its_roles_at_any_path(
    people: World, browser_of: Browsers, built: None, who: str, shell: str, status: int
) -> None:
    answer = browser_of(getattr(people, who)).client.get(shell)
    assert answer.status_code == status
    if status == 200:
        assert answer.headers["Cache-Control"].startswith("no-cache") or "no-cache" in answer["Cache-Control"]
        assert "csrftoken" in answer.cookies
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_a_stranger_is_asked_to_sign_in_and_led_back(people: World, client: Client, settings: Any) -> None:
    settings.DEMO = True
    demo(people)
    asked = client.get("/m/visits/new?enterprise=1")
    assert asked.headers["Location"] == "/?next=%2Fm%2Fvisits%2Fnew%3Fenterprise%3D1"
    answer = client.post("/demo/sign-in", {"username": "ada", "next": "/m/visits/new"})
    assert answer.headers["Location"] == "/m/visits/new"


@pytest.mark.parametrize(
    "after", ["https://evil.example/m/", "//evil.example/m/", "/desk/", "javascript:alert(1)"]
)
def test_nobody_is_led_elsewhere(people: World, client: Client, settings: Any, after: str) -> None:
    settings.DEMO = True
    demo(people)
    answer = client.post("/demo/sign-in", {"username": "ada", "next": after})
    assert answer.headers["Location"] == "/m/"


def test_without_a_browser_app_the_page_says_how_to_build_it(
    people: World, browser_of: Browsers, settings: Any, tmp_path: Path
) -> None:
    settings.STATIC_ROOT = tmp_path
    answer = browser_of(people.ada).client.get("/m/")
    assert answer.status_code == 503
    assert b"./run up" in answer.content


def test_the_admin_signs_in_by_the_front_page_only(
    people: World, client: Client, browser_of: Browsers
) -> None:
    assert client.get("/admin/").status_code == 302
    assert client.get("/admin/login/?next=/admin/").headers["Location"] == "/?next=%2Fadmin%2F"
    assert client.post("/admin/login/", {"username": "adam", "password": "x"}).status_code == 302
    assert browser_of(people.adam).client.get("/admin/").status_code == 200
    assert browser_of(people.dora).client.get("/admin/").status_code == 302


def test_the_first_administrator_gets_a_one_time_password_once(reference: None, client: Client) -> None:
    told = io.StringIO()
    call_command("create_admin", "--once", stdout=told)
    password = told.getvalue().split("one-time password: ")[1].split()[0]
    call_command("create_admin", "--once", stdout=told)
    assert "nothing was changed" in told.getvalue()
    client.post(
        "/_allauth/browser/v1/auth/login",
        {"username": "admin", "password": password},
        content_type="application/json",
    )

    assert client.get("/desk/").headers["Location"] == "/"
    assert client.get("/admin/").headers["Location"] == "/"
    assert client.get("/api/v1/me").json()["code"] == "password_change_required"
    assert 'data-do="change"' in client.get("/").content.decode()

    client.post(
        "/_allauth/browser/v1/account/password/change",
        {"current_password": password, "new_password": "a walk along the old dike"},
        content_type="application/json",
    )
    assert client.get("/api/v1/me").status_code == 200
    assert client.get("/admin/").status_code == 200


def test_the_demo_s_accounts_are_printed_one_line_a_part(people: World) -> None:
    demo(people)
    told = io.StringIO()
    call_command("demo_accounts", stdout=told)
    assert len(told.getvalue().splitlines()) == 7
    assert "/e/" in told.getvalue()


def test_an_administrator_makes_an_account_and_sees_its_password_once(
    people: World, browser_of: Browsers
) -> None:
    admin = browser_of(people.adam).client
    body = {
        "username": "gwen",
        "name": "格温",
        "role": Role.CADRE,
        "language": "zh-hans",
        "email": "",
        "phone": "",
    }
    page = admin.post("/admin/accounts/user/add/", body, follow=True)
    gwen = User.objects.get(username="gwen")
    assert gwen.must_change_password
    assert "gwen" in page.content.decode()
    assert not gwen.is_staff


def test_a_username_is_taken_once_whatever_its_letters(people: World) -> None:
    from core.refusals import InvalidField

    with pytest.raises(InvalidField):
        create_user(actor=None, at=BEGINNING, username="ADA", name="另一位", role=Role.CADRE)
