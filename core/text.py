"""Chinese text made comparable and searchable: width folded, and cut into overlapping pairs."""

from __future__ import annotations

import re
import unicodedata

_SEPARATORS = re.compile(r"[\s\-_,，.。;；:：、/\\|()（）\[\]【】\"'“”‘’!！?？]+")


def normalise(text: str) -> str:
    """Full-width to half-width, lower case, outer space gone."""
    return unicodedata.normalize("NFKC", text).strip().lower()


def bigrams(text: str) -> list[str]:
    """The sorted set of character pairs of each run, plus single characters of one-character runs.

    A search for two or more characters is exact on these (every substring's pairs are contained);
    the caller re-checks with LIKE where order across pairs matters.
    """
    pairs: set[str] = set()
    for run in _SEPARATORS.split(normalise(text)):
        if len(run) == 1:
            pairs.add(run)
        pairs.update(run[i : i + 2] for i in range(len(run) - 1))
    return sorted(pairs)
