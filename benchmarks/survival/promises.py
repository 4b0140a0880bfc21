"""The promise of the live protocol: every event of the joined topics, once, in the order of their numbers."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.survival.evidence import Evidence, Line, Violation
from notifications.live.frames import Frame, from_record


def pages_heard_everything(found: Evidence) -> Iterator[Violation]:
    """I10: between its first snapshot and its position a page heard each event, or a snapshot covered it."""
    frames = [
        from_record(event)
        for events in found.events.values()
        for event in events
        if event.seq is not None and event.pk > found.mark.event
    ]
    for page in found.pages:
        heard = page["heard"]
        if heard != sorted(set(heard)):
            yield Violation(rule="I10 order", subject="", text=f"{page['reader']} heard {heard[-50:]}")
        missing = sorted({frame.seq for frame in frames if _was_due(page, frame)} - set(heard))
        if missing:
            yield Violation(rule="I10 missed", subject="", text=f"{page['reader']} missed {missing[:20]}")


def _was_due(page: Line, frame: Frame) -> bool:
    if not page["began"] < frame.seq <= page["until"] or set(page["topics"]).isdisjoint(frame.topics):
        return False
    if page["contact"] and frame.public_data is None:
        return False
    return not any(after < frame.seq <= up_to for after, up_to in page["excused"])
