"""A world with one row of everything, and walkers through the API for it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from typing import Any

import pytest
from django.conf import settings
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.utils import timezone

from accounts.models import User
from grid.tasks import render_photos
from tests.browser import Browser
from tests.contract.walk import Walker
from tests.grid.visits import visit_body
from tests.people import World
from tests.tickets.conftest import TEXT, do, handled, routed, submitted
from tests.tickets.test_reading import picture
from tickets.models import RoutingRule
from tickets.tasks import sweep_renditions

__all__ = ["do", "handled", "routed", "submitted"]
WalkerOf = Callable[[User | None], Walker]


@pytest.fixture
def known(people: World, handled: str) -> dict[str, list[Any]]:
    """What exists, by how a path or a body names it."""
    ada, eva, dora = Browser(people.ada), Browser(people.eva), Browser(people.dora)
    visit = ada.create("/visits", visit_body(people.chips)).json()["uuid"]
    photo = ada.upload(f"/visits/{visit}/photos", picture()).json()["uuid"]
    file = eva.upload(f"/tickets/{handled}/attachments", picture()).json()["uuid"]
    for kind, who in (("internal", ada), ("public", ada), ("supplement", eva)):
        who.create(f"/tickets/{handled}/comments", {"kind": kind, "text": "说明一下。"})
    render_photos([f"visit.{visit}"])
    sweep_renditions(timezone.now())
    fresh = eva.create("/tickets", {"category": "FIN-LOA", "text": TEXT}).json()["ref"]
    other = Browser(people.dora).create(
        "/tickets", {"category": "LAB-RET", "text": TEXT, "enterprise": str(people.fibre.uuid)}
    )
    rules = list(RoutingRule.objects.values_list("pk", flat=True)[:3])
    enterprises = [str(one.uuid) for one in (people.chips, people.fibre)]
    units = [people.team.pk, people.labour.pk]
    assert dora.get(f"/tickets/{fresh}").status_code == 200
    return {
        "tickets.ref": [handled, fresh, other.json()["ref"]],
        "enterprises.uuid": enterprises,
        "enterprises.contact_id": [people.eva_contact.pk],
        "visits.uuid": [visit],
        "photos.uuid": [photo],
        "attachments.uuid": [file],
        "units.id": units,
        "routing-rules.id": rules,
        "enterprise": enterprises,
        "category": ["LAB-RET", "FIN-LOA"],
        "visit": [visit],
        "unit": units,
        "lead_unit": [people.labour.pk],
        "person": [people.ada.pk, people.finn.pk],
        "into": [handled, fresh],
        "template_version": [1],
        "contact_phone": ["13800138000", "0571-86910000"],
        "occurred_at": [timezone.now().isoformat()],
        "reported_on": [timezone.localdate().isoformat()],
        "reason": ["情况有变,请按新的安排办理。"],
        "answers": [{}, {"plan_ready": "done"}],
    }


@pytest.fixture
def application() -> Any:
    """The service as a WSGI server calls it, on the connection of the test, which no request may close."""
    served = get_wsgi_application()

    def call(environ: Any, start_response: Any) -> list[bytes]:
        for signal in (request_started, request_finished):
            signal.disconnect(close_old_connections)
        try:
            with closing(served(environ, start_response)) as answer:
                return list(answer)
        finally:
            for signal in (request_started, request_finished):
                signal.connect(close_old_connections)

    return call


@pytest.fixture
def walker_of(known: dict[str, list[Any]], application: Any) -> WalkerOf:

    def make(user: User | None) -> Walker:
        browser = Browser(user)
        cookie = browser.client.cookies.get(settings.SESSION_COOKIE_NAME)

        def version(path: str) -> str:
            answer = browser.get(f"/{path}")
            return str(answer.headers.get("ETag", '"1"'))

        return Walker(
            session=cookie.value if cookie else "", known=known, version=version, target={"app": application}
        )

    return make
