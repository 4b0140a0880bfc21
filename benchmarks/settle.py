"""The named people and a number of tickets into the database of this environment: python -m benchmarks.settle 10000."""

from __future__ import annotations

import json
import sys
from typing import Any

import django


def main() -> None:
    django.setup()
    from benchmarks.fill import fill
    from tests.people import build_world
    from tests.whole.settle import session_of

    people = build_world()
    fill(people, int(sys.argv[1]))
    found: dict[str, Any] = {
        name: {"id": user.pk, "session": session_of(user)}
        for name in ("ada", "ben", "cleo", "dora", "eva", "finn")
        for user in (getattr(people, name),)
    }
    sys.stdout.write(json.dumps(found | {"chips": people.chips.pk}))


if __name__ == "__main__":
    main()
