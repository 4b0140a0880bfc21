"""Suggested categories: learnt from closed tickets, measured on what was kept out, silent when unsure."""

from __future__ import annotations

import random
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from enterprises.models import Enterprise
from tests.browser import Browser
from tests.people import World
from tickets.actions.learn_categories import learn_categories
from tickets.models import CategoryModel, Ticket
from tickets.rules.classifier import as_data, from_data, guess, pairs_of, train, wordings
from tickets.rules.learning import NEVER, learn

WORDINGS = {
    "LAB-RET": ("贵州籍员工 {} 人无班车无法返岗,请组织包车。", "春节后 {} 名一线员工滞留老家,请求专车接回。"),
    "FIN-LOA": ("{} 万元流贷下月到期,银行要求先还后贷。", "请协调银行续贷 {} 万元流动资金贷款。"),
    "LOG-EXP": ("{} 个集装箱滞留北仑港,请协调海关放行。", "出口报关单证缺原产地证,{} 个柜子压在海关。"),
}


def samples(number: int) -> list[tuple[frozenset[str], str]]:
    chance = random.Random(7)
    plain = [(text, label) for label, texts in WORDINGS.items() for text in texts for _ in range(number)]
    return [(pairs_of(text.format(chance.randrange(10, 900))), label) for text, label in plain]


def test_a_text_like_those_seen_is_recognised() -> None:
    model = train(samples(10))
    assert guess(model, pairs_of("安徽籍员工 12 人无班车,请组织包车返岗"))[0][0] == "LAB-RET"
    assert sum(share for _, share in guess(model, pairs_of("银行要求先还后贷"))) == pytest.approx(1)


def test_what_holds_nothing_known_is_not_guessed() -> None:
    assert guess(train(samples(3)), pairs_of("hello there, how are you")) == []


def test_figures_say_nothing_and_wordings_differ_by_words() -> None:
    assert pairs_of("缺 100 人") == pairs_of("缺 999 人")
    texts = [pairs for pairs, _ in samples(4)]
    assert len(set(wordings(texts))) == 6


def test_a_model_survives_being_stored() -> None:
    model = train(samples(3))
    text = pairs_of("请协调银行续贷")
    assert guess(from_data(as_data(model)), text)[0][0] == guess(model, text)[0][0]


def test_accuracy_on_new_wordings_is_measured_apart_and_is_the_lower_one() -> None:
    lesson = learn(samples(12))
    assert lesson.wordings == 6
    assert lesson.accuracy == 1.0
    assert lesson.accuracy_new <= lesson.accuracy
    assert 0 <= lesson.threshold <= NEVER


@pytest.fixture
def closed(people: World) -> None:
    owner = Enterprise.objects.get(pk=people.chips.pk)
    ref = (
        Browser(people.eva)
        .create("/tickets", {"category": "LAB-RET", "text": "一件普通的诉求。"})
        .json()["ref"]
    )
    template = Ticket.objects.get(ref=ref)
    chance = random.Random(3)
    rows: list[Ticket] = []
    for label, texts in WORDINGS.items():
        for number in range(40):
            text = texts[number % 2].format(chance.randrange(10, 900))
            rows.append(
                Ticket(
                    uuid=f"00000000-0000-4000-8000-{len(rows):012d}",
                    ref=f"T-{label}-{number}",
                    enterprise=owner,
                    category_id=label,
                    source=template.source,
                    title=text[:20],
                    text=text,
                    created_by=people.eva,
                    state="closed",
                    submitted_at=template.submitted_at,
                    updated_at=template.submitted_at,
                )
            )
    Ticket.objects.bulk_create(rows)


def test_nothing_is_learnt_from_too_little(people: World) -> None:
    assert learn_categories(at=timezone.now()) is None
    answer = Browser(people.eva).get("/categories/suggest", text="员工无法返岗,请组织包车").json()
    assert answer == {"suggestions": [], "model": None}


def test_versions_follow_each_other_and_old_ones_go(people: World, closed: None, capsys: Any) -> None:
    for _ in range(12):
        learn_categories(at=timezone.now())
    call_command("learn_categories")
    assert list(CategoryModel.objects.order_by("version").values_list("version", flat=True)) == list(
        range(4, 14)
    )


def test_three_suggestions_at_most_with_confidence_and_the_models_record(
    people: World, closed: None, django_assert_max_num_queries: Any
) -> None:
    learnt = learn_categories(at=timezone.now())
    assert learnt is not None
    CategoryModel.objects.filter(pk=learnt.pk).update(threshold=0.3)
    browser = Browser(people.eva)
    text = "贵州籍员工 88 人无班车无法返岗,请组织包车。"
    browser.get("/categories/suggest", text=text)
    with django_assert_max_num_queries(6):
        answer = browser.get("/categories/suggest", text=text).json()
    assert answer["suggestions"][0]["code"] == "LAB-RET"
    assert len(answer["suggestions"]) <= 3
    assert answer["model"]["texts"] == 120
    assert browser.get("/categories/suggest", text="你好").json()["suggestions"] == []


def test_an_unsure_model_says_nothing(people: World, closed: None) -> None:
    learnt = learn_categories(at=timezone.now())
    assert learnt is not None
    CategoryModel.objects.filter(pk=learnt.pk).update(threshold=NEVER)
    answer = Browser(people.eva).get("/categories/suggest", text="贵州籍员工无班车无法返岗").json()
    assert answer["suggestions"] == []


def test_a_text_does_not_pass_its_ceiling_by_blanks(people: World) -> None:
    for text in (" " * 1001, "缺工" + " " * 999):
        answer = Browser(people.eva).get("/categories/suggest", text=text)
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, "text")
