"""Texts about events: every place is filled from the payload, and a missing fact leaves no trace."""

from __future__ import annotations

from core.messages import Message


def test_places_are_filled_from_nested_payload() -> None:
    message = Message("[%(ref)s] %(card_title)s", "%(card_enterprise_name)s: %(reason)s")
    facts = {"ref": "QT-1", "card": {"title": "缺工", "enterprise": {"name": "芯屿"}}, "reason": "急"}
    assert message.render(facts) == ("[QT-1] 缺工", "芯屿: 急")


def test_a_missing_or_empty_fact_leaves_its_place_empty() -> None:
    assert Message("%(nothing)s", "%(due_at)s.").render({"due_at": None}) == ("", ".")


def test_a_subject_stays_on_one_line_whatever_somebody_typed() -> None:
    subject, _ = Message("%(title)s", "").render({"title": "缺工\r\nBcc: x@example.org"})
    assert subject == "缺工 Bcc: x@example.org"


def test_a_percent_sign_in_the_payload_is_only_text() -> None:
    assert Message("%(rate)s", "").render({"rate": "100 %(x)s"})[0] == "100 %(x)s"
