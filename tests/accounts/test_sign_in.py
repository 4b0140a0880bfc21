"""Signing in, being locked out, staying signed in, and being signed out."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.db import OperationalError
from django.test import Client
from django.utils import timezone

from accounts.actions.disable_user import disable_user
from accounts.models import User
from accounts.rules.sessions import digest
from core.models import EventRecord
from tests.browser import Browser
from tests.people import World

Browsers = Callable[..., Browser]
PASSWORD = "a long walk by the river"
LOGIN = "/_allauth/browser/v1/auth/login"
SESSIONS = "/_allauth/browser/v1/auth/sessions"


@pytest.fixture
def ada(people: World) -> User:
    """Ada with a password."""
    people.ada.set_password(PASSWORD)
    people.ada.save()
    return people.ada


def sign_in(client: Client, username: str, password: str, **headers: str) -> Any:
    body = {"username": username, "password": password}
    return client.post(LOGIN, body, content_type="application/json", headers=headers)


def signed_in(client: Client) -> bool:
    return bool(client.get("/api/v1/me").status_code == 200)


def test_ada_signs_in_by_name_or_by_mail(ada: User, client: Client) -> None:
    assert not signed_in(client)
    assert sign_in(client, "ada", PASSWORD).status_code == 200
    assert signed_in(client)
    other = Client()
    body = {"email": "ada@example.org", "password": PASSWORD}
    assert other.post(LOGIN, body, content_type="application/json").status_code == 200


def test_without_the_csrf_token_nobody_signs_in(ada: User) -> None:
    assert sign_in(Client(enforce_csrf_checks=True), "ada", PASSWORD).status_code == 403


def test_five_wrong_guesses_lock_even_the_right_one_out(ada: User, client: Client) -> None:
    for _guess in range(5):
        wrong = sign_in(client, "ada", "guess")
        assert wrong.json()["errors"][0]["code"] == "username_password_mismatch"

    locked = sign_in(client, "ada", PASSWORD)

    assert locked.status_code == 400
    assert locked.json()["errors"][0]["code"] == "too_many_login_attempts"
    assert sign_in(Client(), "ada", PASSWORD).status_code == 400, "another browser changes nothing"


def test_the_lock_opens_after_a_quarter_of_an_hour(ada: User, client: Client) -> None:
    for _guess in range(6):
        sign_in(client, "ada", "guess")
    with time_machine.travel(timezone.now() + timedelta(minutes=16), tick=True):
        assert sign_in(client, "ada", PASSWORD).status_code == 200


def test_an_unknown_name_answers_as_a_wrong_password(ada: User, client: Client) -> None:
    assert sign_in(client, "nobody", "guess").json() == sign_in(client, "ada", "guess").json()


def test_a_desk_session_ends_after_half_an_hour_without_use(ada: User, client: Client) -> None:
    sign_in(client, "ada", PASSWORD)
    begin = timezone.now()
    assert signed_in(client)
    with time_machine.travel(begin + timedelta(minutes=29), tick=True):
        assert signed_in(client)
    with time_machine.travel(begin + timedelta(minutes=58), tick=True):
        assert signed_in(client), "its use a moment before keeps it alive"
    with time_machine.travel(begin + timedelta(minutes=90), tick=True):
        assert client.get("/api/v1/me").status_code == 401


def test_a_phone_session_lasts_a_month_on_its_phone_and_nowhere_else(ada: User, client: Client) -> None:
    sign_in(client, "ada", PASSWORD, **{"X-Device": "phone"})
    thief = Client()
    thief.cookies["sessionid"] = client.cookies["sessionid"].value

    with time_machine.travel(timezone.now() + timedelta(days=29), tick=True):
        assert signed_in(client)
    with time_machine.travel(timezone.now() + timedelta(days=31), tick=True):
        assert not signed_in(client)
    assert not signed_in(thief)


def test_a_coordinator_s_session_is_a_desk_session_on_any_device(people: World, client: Client) -> None:
    people.dora.set_password(PASSWORD)
    people.dora.save()
    sign_in(client, "dora", PASSWORD, **{"X-Device": "phone"})
    assert client.session["device"] == "desk"


def test_ada_sees_her_devices_and_ends_one_and_its_pages_close(ada: User, client: Client) -> None:
    phone = Client(headers={"User-Agent": "Phone"})
    sign_in(phone, "ada", PASSWORD, **{"X-Device": "phone"})
    sign_in(client, "ada", PASSWORD)
    listed = client.get(SESSIONS).json()["data"]
    lost = next(row for row in listed if row["user_agent"] == "Phone")
    key = phone.cookies["sessionid"].value

    client.delete(SESSIONS, {"sessions": [lost["id"]]}, content_type="application/json")

    assert len(listed) == 2
    assert not signed_in(phone)
    assert signed_in(client)
    event = EventRecord.objects.get(kind="session_revoked")
    assert event.topics == [f"user.{ada.pk}"]
    assert event.payload == {"user": ada.pk, "sessions": [digest(key)], "reason": "signed_out"}


def test_signing_out_closes_the_session_s_pages(ada: User, client: Client) -> None:
    sign_in(client, "ada", PASSWORD)
    client.delete("/_allauth/browser/v1/auth/session")
    assert not signed_in(client)
    assert EventRecord.objects.get(kind="session_revoked").payload["reason"] == "signed_out"
    assert not UserSession.objects.exists()


def test_a_new_password_ends_every_other_sign_in(ada: User, client: Client) -> None:
    other = Client()
    sign_in(other, "ada", PASSWORD)
    sign_in(client, "ada", PASSWORD)

    answer = client.post(
        "/_allauth/browser/v1/account/password/change",
        {"current_password": PASSWORD, "new_password": "another walk by the river"},
        content_type="application/json",
    )

    assert answer.status_code == 200
    assert signed_in(client)
    assert not signed_in(other)
    assert EventRecord.objects.get(kind="session_revoked").payload["reason"] == "password_changed"


def test_a_disabled_account_is_signed_out_everywhere_and_cannot_return(
    ada: User, people: World, client: Client
) -> None:
    sign_in(client, "ada", PASSWORD)
    disable_user(actor=people.adam, at=timezone.now(), user=ada, reason="调离")
    assert not signed_in(client)
    assert sign_in(Client(), "ada", PASSWORD).status_code != 200
    kinds = set(EventRecord.objects.filter(payload__user=ada.pk).values_list("kind", flat=True))
    assert {"user_disabled", "session_revoked"} <= kinds


def test_a_forgotten_password_is_set_anew_from_the_mail_once(
    ada: User, client: Client, mailoutbox: Any
) -> None:
    asked = client.post(
        "/_allauth/browser/v1/auth/password/request",
        {"email": "ada@example.org"},
        content_type="application/json",
    )
    (mail,) = mailoutbox
    key = re.search(r"#reset=(\S+)", mail.body)[1]  # type: ignore[index]
    body = {"key": key, "password": "another walk by the river"}

    done = client.post("/_allauth/browser/v1/auth/password/reset", body, content_type="application/json")
    again = client.post("/_allauth/browser/v1/auth/password/reset", body, content_type="application/json")

    assert asked.status_code == 200
    assert "安达" in mail.body
    assert done.status_code in (200, 401)
    assert again.status_code == 400
    assert sign_in(Client(), "ada", body["password"]).status_code == 200


def test_asking_for_an_unknown_mail_looks_the_same_and_sends_nothing(
    ada: User, client: Client, mailoutbox: Any
) -> None:
    answer = client.post(
        "/_allauth/browser/v1/auth/password/request",
        {"email": "nobody@example.org"},
        content_type="application/json",
    )
    assert answer.status_code == 200
    assert not mailoutbox


def test_passwords_are_kept_as_argon2(ada: User) -> None:
    assert get_user_model().objects.get(pk=ada.pk).password.startswith("argon2$argon2id$")


@pytest.mark.parametrize("weak", ["short", "123456789012"])
def test_a_weak_password_is_refused(ada: User, client: Client, weak: str) -> None:
    sign_in(client, "ada", PASSWORD)
    answer = client.post(
        "/_allauth/browser/v1/account/password/change",
        {"current_password": PASSWORD, "new_password": weak},
        content_type="application/json",
    )
    assert answer.status_code == 400


def test_a_session_that_the_database_could_not_keep_is_not_taken_for_an_ended_one(
    people: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: Any, **__: Any) -> None:
        raise OperationalError("terminating connection")

    browser = Browser(people.ada)
    session = browser.client.session
    monkeypatch.setattr(Session, "save", away)
    with pytest.raises(OperationalError):
        session.save()
