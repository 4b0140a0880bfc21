"""The short name people say."""

from __future__ import annotations

import re

_PLACE = re.compile(r"^(?:杭州市?|浙江省?|中国)")
_BRACKET = re.compile(r"[(（][^)）]*[)）]")
_FORM = re.compile(r"(?:股份有限公司|有限责任公司|有限公司|集团公司|公司|集团|厂)$")


def short_name(name: str) -> str:
    """浙江翎航航空零部件有限公司 is 翎航航空零部件; a name that would lose everything keeps it all."""
    found = _FORM.sub("", _PLACE.sub("", _BRACKET.sub("", name.strip())))
    return (found if len(found) >= 2 else name.strip())[:40]
