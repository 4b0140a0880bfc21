"""Codes, names, spellings and telephone numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.phones import mask_phone, parse_phone, show_phone
from enterprises.rules.names import short_name
from enterprises.rules.search import grams, haystack, needles, pinyin_prefixes, spellings, squeeze

CHARACTERS = st.text(alphabet="杭州芯屿半导体翎航空长安abc019()（） ·-", max_size=30)


@given(CHARACTERS, st.integers(0, 29), st.integers(1, 30))
def test_every_part_of_a_name_is_found_by_the_index(name: str, start: int, length: int) -> None:
    part = squeeze(name)[start : start + length]
    found = haystack([name])
    assert part in found
    assert set(needles(part)) <= set(grams(found))


@given(CHARACTERS)
def test_every_spelling_fits_its_column(name: str) -> None:
    assert all(1 <= len(key) <= 24 for key in pinyin_prefixes([name]))


@given(CHARACTERS)
def test_a_device_finds_by_whole_spellings_what_the_index_finds_by_their_starts(name: str) -> None:
    prefixes = pinyin_prefixes([name])
    whole = spellings(prefixes)
    assert set(whole) <= set(prefixes)
    assert {one[:length] for one in whole for length in range(1, len(one) + 1)} == set(prefixes)


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("杭州芯屿半导体有限公司", "芯屿半导体"),
        ("浙江翎航航空零部件股份有限公司", "翎航航空零部件"),
        ("钱瀚智能装备(杭州)有限公司", "钱瀚智能装备"),
        ("杭州有限公司", "杭州有限公司"),
        ("江湾学校项目一标段工地", "江湾学校项目一标段工地"),
        ("厂", "厂"),
    ],
)
def test_the_name_people_say(name: str, short: str) -> None:
    assert short_name(name) == short


@pytest.mark.parametrize(
    ("written", "stored", "shown", "masked"),
    [
        ("138 0013 8000", "+8613800138000", "138 0013 8000", "138****8000"),
        ("+86-138-0013-8000", "+8613800138000", "138 0013 8000", "138****8000"),
        ("０５７１－８６９１００００", "+8657186910000", "0571 8691 0000", "571****0000"),
        ("0571-86910000转801", "+8657186910000-801", "0571 8691 0000-801", "571****0000"),
        ("400 800 1234", "+864008001234", "400 800 1234", "400***1234"),
        ("12345", "12345", "12345", "*****"),
        ("+1 415 555 2671", "+14155552671", "+1 415-555-2671", "141****2671"),
    ],
)
def test_numbers_as_people_write_them(written: str, stored: str, shown: str, masked: str) -> None:
    assert parse_phone(written) == stored
    assert show_phone(stored) == shown
    assert mask_phone(stored) == masked


@pytest.mark.parametrize("written", ["", "电话", "1380013", "138001380001380013800", "<script>"])
def test_what_is_no_number(written: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        parse_phone(written)
