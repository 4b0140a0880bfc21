"""Put the named people and one row of everything into a grid's database, and print sessions and ids as JSON:
python -m tests.contract.settle."""

from __future__ import annotations

import json
import sys

from tests.whole.settle import begin, session_of


def main() -> None:
    begin()
    from django.test.utils import setup_test_environment

    from tests.contract.known import known_of
    from tests.people import build_world
    from tests.permissions.world import WHO, populate, somebody

    setup_test_environment()
    people = build_world()
    known = known_of(people, populate(people))
    users = {who: user for who in WHO if (user := somebody(people, who))}
    sessions = {who: {"id": user.pk, "session": session_of(user)} for who, user in users.items()}
    sys.stdout.write(json.dumps({"sessions": sessions, "known": known}))


if __name__ == "__main__":
    main()
