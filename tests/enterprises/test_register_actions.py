"""Keeping the register: codes, names, contacts."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.utils import timezone

from core.models import EventRecord
from core.refusals import InvalidField, NotAllowed, Stale
from enterprises.actions.register_enterprise import register_enterprise
from enterprises.actions.save_contact import save_contact
from enterprises.actions.update_enterprise import update_enterprise
from enterprises.models import Contact, Enterprise, Kind
from tests.people import STREET, World

NEW: dict[str, Any] = {"name": "钱瀚智能装备(杭州)有限公司", "kind": Kind.ABOVE_SCALE, "subdistrict": STREET}


def register(people: World, **more: Any) -> Enterprise:
    return register_enterprise(actor=people.dora, at=timezone.now(), uuid=uuid.uuid4(), **{**NEW, **more})


def test_a_code_is_taken_in_full_width_and_kept_in_its_own_form(people: World) -> None:
    made = register(people, uscc=" ９１３３０１１４ma2cy004x7 ")
    assert made.uscc == "91330114MA2CY004X7"
    assert made.short_name == "钱瀚智能装备"
    assert made.district == "330114"


@pytest.mark.parametrize(
    ("code", "word"),
    [
        (None, "请填写"),
        ("91330114MA2CY004X", "18 位"),
        ("91330114MA2CY004X8", "校验位"),
        ("9133O114MA2CY004X7", "字符"),
        ("91330104MA2CY0015A", "已经登记"),
    ],
)
def test_a_wrong_code_is_refused_with_what_is_wrong(people: World, code: str | None, word: str) -> None:
    with pytest.raises(InvalidField) as refused:
        register(people, uscc=code)
    assert refused.value.field == "uscc"
    assert word in str(refused.value.detail)


@pytest.mark.parametrize("kind", [Kind.BUILDING_SITE, Kind.SUPERMARKET])
def test_sites_and_supermarkets_need_no_code(people: World, kind: str) -> None:
    assert register(people, kind=kind).uscc is None


def test_only_keepers_of_the_register_write_it(people: World) -> None:
    with pytest.raises(NotAllowed):
        register_enterprise(
            actor=people.ada, at=timezone.now(), uuid=uuid.uuid4(), **{**NEW, "kind": Kind.SUPERMARKET}
        )


def test_a_correction_is_searchable_and_says_what_changed(people: World) -> None:
    updated = update_enterprise(
        actor=people.dora,
        at=timezone.now(),
        enterprise_id=people.site.pk,
        version=1,
        changes={"name": "江湾学校项目二标段工地", "short_name": "江湾二标"},
    )
    assert updated.version == 2
    assert list(Enterprise.objects.matching("江湾二标")) == [people.site]
    assert not Enterprise.objects.matching("一标段").exists()
    event = EventRecord.objects.get(kind="enterprise_updated")
    assert event.payload["fields"] == ["name", "short_name"]


def test_a_correction_of_nothing_writes_nothing(people: World) -> None:
    same = update_enterprise(
        actor=people.dora, at=timezone.now(), enterprise_id=people.site.pk, changes={"name": people.site.name}
    )
    assert same.version == 1
    assert not EventRecord.objects.filter(kind="enterprise_updated").exists()


def test_a_correction_of_an_older_version_is_refused(people: World) -> None:
    with pytest.raises(Stale):
        update_enterprise(
            actor=people.dora,
            at=timezone.now(),
            enterprise_id=people.site.pk,
            version=7,
            changes={"name": "新"},
        )


def test_a_new_primary_contact_replaces_the_one_before(people: World) -> None:
    save_contact(
        actor=people.dora,
        at=timezone.now(),
        enterprise=people.chips,
        name="赵工",
        phone="0571-86910000转801",
        is_primary=True,
    )
    primary = Contact.objects.get(enterprise=people.chips, is_primary=True)
    assert (primary.name, primary.phone) == ("赵工", "+8657186910000-801")
    assert not Contact.objects.get(pk=people.eva_contact.pk).is_primary


def test_a_number_that_is_none_is_refused(people: World) -> None:
    with pytest.raises(InvalidField):
        save_contact(actor=people.dora, at=timezone.now(), enterprise=people.chips, name="赵工", phone="电话")
