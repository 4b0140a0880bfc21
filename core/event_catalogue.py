"""The event catalogue written down twice: for people as a table, for the browser as types."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from typing import Any, get_type_hints

from core.events import ENVELOPE, Event
from core.typescript import Translator

DOCS_HEAD = """# Events

Written by `./run schema` from every app's `events.py`; do not edit. An event is one row beside the change it
reports: outbox, timeline and audit log are the same table. Fields in *italics* are read by staff only.
"Told" says who gets an inbox entry when the action that publishes it names them, and whether by mail too.

| Kind | App | Payload | Enterprise reads it | Told |
|---|---|---|---|---|
"""
TYPES_HEAD = """/** Written by `./run schema` from every app's events.py; do not edit. */
"""


def payload_hints(event: type[Event]) -> dict[str, Any]:
    """The payload's fields and their annotations, in order."""
    hints = get_type_hints(event)
    return {field.name: hints[field.name] for field in fields(event) if field.name not in ENVELOPE}


def docs_page(events: Iterable[type[Event]]) -> str:
    """The table for people."""
    return DOCS_HEAD + "".join(_row(event) for event in events)


def typescript(events: Iterable[type[Event]]) -> str:
    """One interface a kind, one union of all frames. What only staff read is optional: a contact's page lacks it."""
    translator = Translator()
    kinds = [_kind(event, translator) for event in events]
    union = (
        "export interface EventData {\n" + "".join(f"  {line}\n" for line in kinds) + "}\n\n"
        "export type EventKind = keyof EventData\n\n"
        "export interface EventFrame<K extends EventKind = EventKind> {\n"
        "  type: 'event'\n  seq: number\n  kind: K\n  at: string\n  topics: string[]\n  data: EventData[K]\n}\n\n"
        "/** A frame whose kind decides the shape of its data. */\n"
        "export type AnyEventFrame = { [K in EventKind]: EventFrame<K> }[EventKind]\n"
    )
    interfaces = [translator.interfaces[name] + "\n" for name in sorted(translator.interfaces)]
    return "\n".join([TYPES_HEAD, *interfaces, union])


def _row(event: type[Event]) -> str:
    names = [f"*{name}*" if name in event.private_fields else name for name in payload_hints(event)]
    told = sorted(str(hearer) for hearer in getattr(event, "tells", ()))
    how = ", ".join(told) + (" (also by mail)" if event.mails else "") if told or event.mails else "-"
    app = event.__module__.partition(".")[0]
    return (
        f"| {event.kind} | {app} | {', '.join(names) or '-'} | {'yes' if event.public else 'no'} | {how} |\n"
    )


def _kind(event: type[Event], translator: Translator) -> str:
    said = [
        f"{name}{'?' if name in event.private_fields else ''}: {translator.say(hint)}"
        for name, hint in payload_hints(event).items()
    ]
    return f"{event.kind}: {{ {'; '.join(said)} }}" if said else f"{event.kind}: Record<string, never>"
