"""What a register entry can be found by: any part of its names and code, or the start of its pinyin."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import product
from typing import Any

from pypinyin import Style, pinyin

from core.text import normalise

LONGEST_PREFIX = 24
AMBIGUOUS = 2
"""So many leading characters are kept in all their readings (长安 is changan and zhangan)."""
_NOISE = re.compile(r"[^0-9a-z\u3400-\u9fff\uf900-\ufaff]+")


def squeeze(text: str) -> str:
    """Width folded, lower case, punctuation and spaces gone: 翎航(杭州) and 翎航 （杭州） are the same."""
    return _NOISE.sub("", normalise(text))


def haystack(texts: Iterable[str]) -> str:
    """The squeezed names and code, one a line, in which a search must be found whole."""
    return "\n".join(dict.fromkeys(found for text in texts if (found := squeeze(text))))


def grams(squeezed: str) -> list[str]:
    """Single characters and pairs of each line: what the index holds."""
    found: set[str] = set()
    for line in squeezed.split("\n"):
        found.update(line)
        found.update(line[i : i + 2] for i in range(len(line) - 1))
    return sorted(found)


def needles(squeezed: str) -> list[str]:
    """What the index is asked for: all pairs of the search, or its one character."""
    if len(squeezed) < 2:
        return list(squeezed)
    return sorted({squeezed[i : i + 2] for i in range(len(squeezed) - 1)})


def pinyin_prefixes(texts: Iterable[str]) -> list[str]:
    """Every start of the full pinyin and the initials of each name: a lookup is one exact match."""
    found: set[str] = set()
    for text in texts:
        for key in _spellings(squeeze(text)):
            found.update(key[:length] for length in range(1, min(len(key), LONGEST_PREFIX) + 1))
    return sorted(found)


def spellings(prefixes: Iterable[str]) -> list[str]:
    """The whole spellings out of their starts: for a device that searches by itself, a tenth of the bytes."""
    ordered = sorted(prefixes)
    return [
        one
        for one, following in zip(ordered, [*ordered, ""][1:], strict=True)
        if not following.startswith(one)
    ]


def _letters(run: str) -> Any:
    """What is not Chinese is spelt as it stands, letter by letter (the library takes a list, its types do not)."""
    return list(run)


def _readings(character: str) -> list[str]:
    return list(dict.fromkeys(pinyin(character, style=Style.NORMAL, heteronym=True, errors=_letters)[0]))


def _spellings(text: str) -> set[str]:
    head, tail = text[:AMBIGUOUS], text[AMBIGUOUS:]
    whole = [reading[0] for reading in pinyin(text, style=Style.NORMAL, errors=_letters)]
    heads = [_readings(character) for character in head]
    rest = [reading[0] for reading in pinyin(tail, style=Style.NORMAL, errors=_letters)]
    found = {"".join(whole), "".join(part[0] for part in whole)}
    for parts in product(*heads):
        syllables = [*parts, *rest]
        found.add("".join(syllables))
        found.add("".join(part[0] for part in syllables))
    return found - {""}
