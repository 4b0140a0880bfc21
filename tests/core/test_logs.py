"""Logs can be searched by machines, and shown to anybody: nobody's phone, code or token stands in them."""

from __future__ import annotations

import io
import json
import logging
from typing import Any

import pytest

from core.context import set_request_id
from core.logs import JsonFormatter, TerminalFormatter, scrub
from tests.browser import Browser
from tests.people import World

SECRETS = [
    ("回电 13800138000 找安达", "13800138000"),
    ("phone=+86 138 0013 8000", "0013"),
    ("138-0013-8000", "0013"),
    ("座机 0571-88888866", "888888"),
    ("身份证 33010419900307221X", "19900307"),
    ("eva@example.org did not answer", "eva@"),
    ("password=correct-horse", "correct-horse"),
    ('{"password": "correct horse"}', "correct"),
    ("验证码:482913,五分钟内有效", "482913"),
    ("密码是 Hunter22", "Hunter22"),
    ("Cookie: sessionid=abcdef0123456789", "abcdef0123456789"),
    ("csrfmiddlewaretoken=QWERTY123456", "QWERTY123456"),
    ("Authorization: Bearer eyJhbGciOi.xyz", "eyJhbGciOi"),
    ("https://grid.example.org/#reset=1-abc-def", "1-abc-def"),
    ("redis://:s3cr3t@redis:6379/0", "s3cr3t"),
    ("postgres://grid:s3cr3t@postgres:5432/grid", "s3cr3t"),
]
HARMLESS = [
    "QT-20200312-000007 routed to 33011400100",
    "6f2c0d7e-3b52-4c0e-8a53-0f6a1c5d9b11",
    "sent 20200312 after 1583978400000 ms",
    "sweep.clocks failed and goes on: deadlock detected",
]


@pytest.mark.parametrize(("text", "secret"), SECRETS)
def test_what_identifies_or_admits_a_person_is_masked(text: str, secret: str) -> None:
    assert secret not in scrub(text)
    assert "****" in scrub(text)


@pytest.mark.parametrize("text", HARMLESS)
def test_numbers_of_tickets_requests_and_moments_stay_readable(text: str) -> None:
    assert scrub(text) == text


@pytest.fixture(params=[JsonFormatter, TerminalFormatter])
def written(request: pytest.FixtureRequest) -> Any:
    """A logger of its own, and what came out of it."""
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(request.param())
    logger = logging.getLogger("corpus")
    logger.handlers, logger.propagate = [handler], False
    logger.setLevel(logging.INFO)
    return logger, out


def test_no_way_into_the_log_leads_past_the_mask(written: Any) -> None:
    logger, out = written
    for text, _ in SECRETS:
        logger.info(text)
        logger.info("said: %s", text)
        logger.info("facts", extra={"facts": {"said": text}})
        try:
            raise ValueError(text)
        except ValueError:
            logger.exception("crashed")
    for _, secret in SECRETS:
        assert secret not in out.getvalue()


def test_a_line_is_json_with_the_request_it_belongs_to() -> None:
    set_request_id("request-1")
    record = logging.makeLogRecord({"name": "x", "msg": "done %s", "args": (1,), "facts": {"ms": 2.5}})
    line = json.loads(JsonFormatter().format(record))
    assert {name: line[name] for name in ("request_id", "message", "ms")} == {
        "request_id": "request-1",
        "message": "done 1",
        "ms": 2.5,
    }


@pytest.mark.django_db
def test_a_request_leaves_one_line_without_names_or_addresses(
    people: World, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, logger="core.access"):
        browser = Browser(people.ada)
        answer = browser.client.get(
            "/api/v1/enterprises?search=13800138000", headers={"X-Request-ID": "from-the-page-1"}
        )
    (record,) = caplog.records
    facts = record.facts  # type: ignore[attr-defined]
    assert answer["X-Request-ID"] == "from-the-page-1"
    assert facts["user_id"] == people.ada.pk
    assert (facts["method"], facts["route"], facts["status"]) == ("GET", "api/v1/enterprises", 200)
    assert facts["queries"] > 0
    assert facts["ms"] > 0
    assert set(facts) == {"user_id", "method", "route", "status", "ms", "queries"}
