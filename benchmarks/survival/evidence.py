"""What the checker looks at: the clients' journal on one side, the rows of the database on the other."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from accounts.models import User
from config.simulator.journal import read_journal
from core.models import EventRecord
from tickets.models import Ticket

Line = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Mark:
    """Where the trial began: everything with a higher key was made by it."""

    event: int
    ticket: int
    visit: int
    comment: int


@dataclass(frozen=True, kw_only=True)
class Violation:
    """What does not hold, and about which ticket (or nothing)."""

    rule: str
    subject: str
    text: str


@dataclass
class Evidence:
    """Everything, read once."""

    mark: Mark
    creates: dict[str, Line] = field(default_factory=dict)
    """By key: the create that was sent, with `ref` and `status` of its answer if one came."""
    verbs: dict[tuple[str, str, int], Line] = field(default_factory=dict)
    """By ticket, verb and the version seen: the same, with the person in `by`."""
    timeline: list[Line] = field(default_factory=list)
    seen_violations: list[Line] = field(default_factory=list)
    pages: list[Line] = field(default_factory=list)
    """What each page joined and heard."""
    events: dict[str, list[EventRecord]] = field(default_factory=lambda: defaultdict(list))
    tickets: dict[str, Ticket] = field(default_factory=dict)
    roles: dict[int, str] = field(default_factory=dict)

    def created(self) -> list[Ticket]:
        """The tickets of this trial."""
        return [ticket for ticket in self.tickets.values() if ticket.pk > self.mark.ticket]


def gather(journal: Path, mark: Mark) -> Evidence:
    """Read the journal and the rows."""
    found = Evidence(mark)
    for line in read_journal(journal):
        _take(found, line)
    found.tickets = {ticket.ref: ticket for ticket in Ticket.objects.all()}
    for event in EventRecord.objects.order_by("id").iterator():
        found.events[event.subject].append(event)
    found.roles = dict(User.objects.values_list("id", "role"))
    return found


def _take(found: Evidence, line: Line) -> None:
    what = line["what"]
    if what in {"fault", "healed", "ready", "gave_up"}:
        found.timeline.append(line)
    elif what == "violation":
        found.seen_violations.append(line)
    elif "key" in line:
        kept = found.creates.setdefault(line["key"], line)
        if what == "answer":
            kept.update({"status": line["status"], "ref": line["ref"], "answered": line["t"]})
    elif "verb" in line:
        kept = found.verbs.setdefault((line["ref"], line["verb"], line["seen"]), line)
        if what == "answer" and line["status"] == 200:
            kept.update({"status": 200, "made": line["version"], "answered": line["t"]})


def story(found: Evidence, subject: str) -> list[str]:
    """The least one needs to understand a violation: the ticket, its events, what was sent, the faults around."""
    events = found.events.get(subject, [])
    lines = [
        f"  #{event.pk} seq {event.seq} {event.at:%H:%M:%S.%f} {event.kind} by {event.actor_id}"
        f" v{event.payload.get('version')} {(event.payload.get('before') or {}).get('state')}"
        f" → {(event.payload.get('after') or {}).get('state')}"
        for event in events[-25:]
    ]
    sent = [f"  sent {line}" for key, line in found.verbs.items() if key[0] == subject]
    sent += [
        f"  sent {line}" for line in found.creates.values() if subject in (line.get("ref"), line["path"])
    ]
    if not events:
        return [*lines, *sent[-25:]]
    first, last = events[0].at.timestamp() - 5, events[-1].at.timestamp() + 15
    around = [f"  fault {line}" for line in found.timeline if first <= line["t"] <= last]
    return [*lines, *sent[-25:], *around[-25:]]
