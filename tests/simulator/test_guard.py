"""The simulator notices when an answer shows what its reader must not see."""

from __future__ import annotations

from typing import Any

import pytest

from config.simulator.guard import Reader, faults, frame_faults

OWN, FOREIGN = "0b7c6a56-0000-4000-8000-51a7e5e0de00", "99999999-0000-4000-8000-51a7e5e0de00"


def contact() -> Reader:
    return Reader(me={"id": 5, "role": "contact", "units": []}, served=frozenset({OWN}))


def officer() -> Reader:
    return Reader(me={"id": 6, "role": "officer", "units": [{"id": 3}]})


def card(**more: Any) -> dict[str, Any]:
    return {
        "ref": "QT-1",
        "enterprise": {"id": OWN, "name": "芯屿半导体"},
        "unit": {"id": 3},
        "rung": 0,
        "returned": 0,
        **more,
    }


def frame(kind: str, **more: Any) -> dict[str, Any]:
    data = {"ref": "QT-1", "version": 2, "card": card(), **more}
    return {"type": "event", "seq": 7, "kind": kind, "topics": [f"enterprise.{OWN}"], "data": data}


@pytest.mark.parametrize(
    "shown",
    [
        card(enterprise={"id": FOREIGN}),
        card(returned=1),
        card(spans=[{"unit": {"id": 3}}]),
        card(comments=[{"kind": "internal", "author": {"id": 6}, "text": "先等等"}]),
        {"name": "王晓岚", "phone": "+8613800138000"},
        {"results": [{"contact": {"phone": "13800138000"}}]},
    ],
)
def test_what_an_enterprise_must_not_read_is_noticed(shown: dict[str, Any]) -> None:
    assert list(faults(contact(), shown))


def test_an_enterprises_own_ticket_is_fine() -> None:
    shown = card(
        unit_phone="0571-86912345", contact={"phone_masked": "138****8000"}, comments=[{"kind": "public"}]
    )
    assert not list(faults(contact(), shown))


def test_a_ticket_of_another_unit_is_noticed_once_its_detail_is_read() -> None:
    reader = officer()
    elsewhere = card(unit={"id": 4})
    assert not list(faults(reader, elsewhere))
    assert reader.unexplained == {"QT-1"}
    detail = {**elsewhere, "spans": [], "lead_unit": {"id": 4}, "created_by": {"id": 9}}
    assert list(faults(reader, detail))
    assert not list(faults(reader, {**detail, "lead_unit": {"id": 3}}))
    assert reader.unexplained == set()


@pytest.mark.parametrize(("state", "fine"), [("planned", True), ("held", True), ("cancelled", False)])
def test_a_ticket_is_shown_at_the_table_of_its_meeting(state: str, fine: bool) -> None:
    class Seated(Reader):
        def sits_at(self, meeting: str) -> bool:
            return meeting == OWN

    reader = Seated(me={"id": 6, "role": "cadre", "units": [{"id": 3}]})
    shown = card(unit={"id": 4}, enterprise={"id": FOREIGN}, spans=[])
    assert list(faults(reader, {**shown, "meetings": [{"uuid": FOREIGN, "state": state}]}))
    assert (not list(faults(reader, {**shown, "meetings": [{"uuid": OWN, "state": state}]}))) == fine


@pytest.mark.parametrize(
    "heard",
    [
        frame("note_added", text="先等等"),
        frame("ticket_acknowledged", before={"unit": 3}),
        {**frame("ticket_acknowledged"), "topics": ["board"]},
        {**frame("ticket_acknowledged"), "topics": [f"enterprise.{OWN}", "unit.3"]},
    ],
)
def test_a_frame_that_says_too_much_is_noticed(heard: dict[str, Any]) -> None:
    assert list(frame_faults(contact(), heard, frozenset({f"enterprise.{OWN}"})))


def test_a_public_frame_is_fine() -> None:
    joined = frozenset({f"enterprise.{OWN}"})
    assert not list(frame_faults(contact(), frame("ticket_acknowledged"), joined))
