"""python -m benchmarks.survival.check JOURNAL MARK [PAGES]: hold the clients' log against this environment's database.

Prints a JSON object: what was acknowledged, and each violation with the least story that explains it.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.db.models import Max  # noqa: E402

from benchmarks.survival import histories, ledgers, promises  # noqa: E402
from benchmarks.survival.evidence import Evidence, Mark, Violation, gather, story  # noqa: E402
from core.models import EventRecord  # noqa: E402
from grid.models import Visit  # noqa: E402
from tickets.models import Comment, Ticket  # noqa: E402

INVARIANTS: tuple[Callable[[Evidence], Iterator[Violation]], ...] = (
    histories.acknowledged_is_kept,
    histories.nothing_nobody_sent,
    histories.histories_are_legal,
    ledgers.routing_took_effect_once,
    ledgers.clocks_are_wound,
    ledgers.feed_is_drained,
    ledgers.everybody_was_told,
    ledgers.counters_equal_the_ledger,
    ledgers.nothing_was_seen_that_should_not,
    promises.pages_heard_everything,
)
MOST = 20
"""Violations told with their story."""


def mark() -> Mark:
    """The highest keys now."""
    highest = {
        name: model.objects.aggregate(n=Max("pk"))["n"] or 0
        for name, model in (
            ("event", EventRecord),
            ("ticket", Ticket),
            ("visit", Visit),
            ("comment", Comment),
        )
    }
    return Mark(**highest)


def check(journal: Path, since: Mark, pages: list[Any]) -> dict[str, Any]:
    """Everything that was acknowledged and everything that does not hold."""
    found = gather(journal, since)
    found.pages = pages
    violations = [violation for invariant in INVARIANTS for violation in invariant(found)]
    acknowledged = sum(sent.get("status") == 201 for sent in found.creates.values())
    acted = sum(sent.get("status") == 200 for sent in found.verbs.values())
    return {
        "acknowledged": acknowledged + acted,
        "events": sum(event.pk > since.event for events in found.events.values() for event in events),
        "tickets": len(found.created()),
        "violations": [
            {**asdict(one), "story": story(found, one.subject) if one.subject and n < MOST else []}
            for n, one in enumerate(violations)
        ],
    }


def main() -> None:
    """With a journal: check. Without: print the mark."""
    if len(sys.argv) == 1:
        sys.stdout.write(json.dumps(asdict(mark())))
        return
    since = Mark(**json.loads(sys.argv[2]))
    pages = json.loads(Path(sys.argv[3]).read_text()) if len(sys.argv) > 3 else []
    found = check(Path(sys.argv[1]), since, pages)
    sys.stdout.write(json.dumps(found, ensure_ascii=False, default=str))


if __name__ == "__main__":
    main()
