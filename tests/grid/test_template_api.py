"""Templates written by an administrator, published, and asked of everybody from then on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from core.models import EventRecord
from grid.models import Visit, VisitTemplate
from grid.rules.template_document import document_of
from notifications.relay import dispatch_batch
from tests.browser import Browser
from tests.grid.visits import questions, visit_body
from tests.people import World

Browsers = Callable[..., Browser]


@pytest.fixture
def adam(people: World, browser_of: Browsers) -> Browser:
    return browser_of(people.adam)


@pytest.fixture
def ada(people: World, browser_of: Browsers) -> Browser:
    return browser_of(people.ada)


def put(browser: Browser, number: int, version: int, body: dict[str, Any]) -> Any:
    return browser.client.put(
        f"/api/v1/visit-templates/{number}",
        body,
        content_type="application/json",
        headers={"If-Match": f'"{version}"'},
    )


def publish(adam: Browser, body: dict[str, Any]) -> dict[str, Any]:
    draft = adam.create("/visit-templates", body).json()
    answer = adam.act(f"/visit-templates/{draft['number']}/publish", draft["version"], {})
    assert answer.status_code == 200, answer.content
    return dict(answer.json())


def test_a_draft_is_begun_saved_and_published_with_a_record_of_each(adam: Browser, people: World) -> None:
    begun = adam.create("/visit-templates", questions())
    assert begun.status_code == 201, begun.content
    draft = begun.json()
    assert (draft["number"], draft["state"], draft["version"]) == (2, "draft", 1)
    assert adam.get("/visit-template").json()["version"] == 1

    saved = put(adam, 2, 1, {**questions(), "title": "走访记录(春)"}).json()
    assert (saved["title"], saved["version"], saved["changed_by"]["id"]) == (
        "走访记录(春)",
        2,
        people.adam.pk,
    )
    assert put(adam, 2, 1, questions()).status_code == 412

    answer = adam.act("/visit-templates/2/publish", 2, {})
    assert answer.json()["state"] == "in_force"
    assert adam.get("/visit-template").json()["version"] == 2
    assert [(row["number"], row["state"]) for row in adam.get("/visit-templates").json()] == [
        (2, "in_force"),
        (1, "past"),
    ]
    events = EventRecord.objects.filter(subject="visit_template.enterprise_visit").order_by("id")
    assert [(one.kind, one.payload["number"], one.actor_id) for one in events] == [
        ("visit_template_saved", 2, people.adam.pk),
        ("visit_template_saved", 2, people.adam.pk),
        ("visit_template_published", 2, people.adam.pk),
    ]


def test_there_is_one_draft_and_what_is_published_never_changes(adam: Browser) -> None:
    draft = adam.create("/visit-templates", questions()).json()
    assert adam.create("/visit-templates", questions()).status_code == 409
    assert put(adam, 1, 1, questions()).status_code == 409
    assert adam.act("/visit-templates/1/drop", 1, {}).status_code == 409
    assert adam.act("/visit-templates/1/publish", 1, {}).status_code == 409
    assert adam.act(f"/visit-templates/{draft['number']}/drop", 1, {}).status_code == 204
    assert adam.get("/visit-templates/2").status_code == 404
    assert adam.create("/visit-templates", questions()).json()["number"] == 2


def test_an_earlier_version_can_be_put_in_force_again(adam: Browser) -> None:
    publish(adam, questions())
    before = adam.get("/visit-templates/1").json()
    assert adam.act("/visit-templates/1/publish", before["version"], {}).status_code == 200
    assert adam.get("/visit-template").json()["version"] == 1
    assert VisitTemplate.objects.filter(active=True).count() == 1


def test_every_wrong_place_is_named_with_its_remedy(adam: Browser) -> None:
    again = {"id": "loan", "kind": "choice", "label": "再问", "label_en": "Again", "options": []}
    answer = adam.create("/visit-templates", questions(again))
    assert answer.status_code == 400
    errors = answer.json()["errors"]
    assert [error["field"] for error in errors] == [
        "sections.0.fields.0.id",
        "sections.0.fields.2.id",
        "sections.0.fields.2.options",
    ]
    assert all(error["detail"] and error["remedy"] for error in errors)
    shape = adam.create("/visit-templates", questions({**again, "kind": "essay"})).json()["errors"]
    assert [error["field"] for error in shape] == ["sections.0.fields.2.kind"]


def test_a_template_goes_out_and_comes_in_as_a_json_schema(adam: Browser) -> None:
    document = adam.get("/visit-templates/1").json()["schema"]
    read = adam.act("/visit-templates/read", 0, {"document": document})
    assert read.json()["sections"] == adam.get("/visit-template").json()["sections"]
    document["properties"]["loan_due"]["pattern"] = "x"
    refused = adam.act("/visit-templates/read", 0, {"document": document}).json()["errors"]
    assert [error["field"] for error in refused] == ["document.properties.loan_due.pattern"]


def test_visits_are_asked_the_conditions_of_the_version_they_name(
    adam: Browser, ada: Browser, people: World
) -> None:
    publish(adam, questions())

    def log(**answers: Any) -> Any:
        return ada.create("/visits", visit_body(people.chips, template_version=2, answers=answers))

    assert log(loan=True).json()["errors"][0]["field"] == "answers.due_on"
    refused = log(loan=False, due_on="2020-04-01").json()["errors"][0]
    assert refused["field"] == "answers.due_on"
    assert refused["remedy"]
    assert log(loan=False).status_code == 201
    assert log(loan=True, due_on="2020-04-01").status_code == 201
    assert ada.create("/visits", visit_body(people.chips)).status_code == 201, "begun with version 1"
    assert sorted(Visit.objects.values_list("template__version", flat=True)) == [1, 2, 2]


def test_what_an_earlier_visit_was_asked_can_still_be_read(adam: Browser, ada: Browser) -> None:
    before = ada.get("/visit-template").json()
    publish(adam, questions())
    assert ada.get("/visit-template").json()["version"] == 2
    assert ada.get("/visit-template", version=1).json() == before
    assert ada.get("/visit-template", version=3).status_code == 404


def test_a_draft_is_asked_of_nobody(adam: Browser, ada: Browser, people: World) -> None:
    adam.create("/visit-templates", questions())
    answer = ada.create("/visits", visit_body(people.chips, template_version=2, answers={}))
    assert answer.json()["errors"][0]["field"] == "template_version"
    assert ada.get("/visit-template", version=2).status_code == 404


def test_phones_learn_of_a_new_version_with_their_delta(adam: Browser, ada: Browser) -> None:
    dispatch_batch(timezone.now())
    cursor = ada.get("/sync").json()["cursor"]
    publish(adam, questions())
    dispatch_batch(timezone.now())
    shelf = ada.get("/sync", cursor=cursor).json()["shelves"]["templates"]
    assert (shelf["reset"], [row["version"] for row in shelf["rows"]]) == (False, [2])


def test_the_document_of_the_api_is_that_of_the_rules(adam: Browser) -> None:
    made = publish(adam, questions())
    assert made["schema"] == document_of(**questions())
