"""Coordinators who watch, and one submitted ticket: python -m benchmarks.readers 200 prints their sessions."""

from __future__ import annotations

import sys

import django


def main() -> None:
    django.setup()
    from accounts.models import Role
    from tests.people import person
    from tests.whole.settle import session_of

    for number in range(int(sys.argv[1])):
        user = person(f"watcher{number}", f"值班{number}", Role.COORDINATOR)
        sys.stdout.write(session_of(user) + "\n")


if __name__ == "__main__":
    main()
