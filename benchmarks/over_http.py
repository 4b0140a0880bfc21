"""The hot paths over HTTP: each beside the ordinary way of doing the same, or beside itself in a smaller world."""

from __future__ import annotations

from urllib.parse import quote

from benchmarks.timing import Gate, interleave, p95
from benchmarks.wire import Client

TEXT = "我司一线操作工共 386 人,目前到岗 121 人,其中 94 人因当地无班车无法返岗,请协助组织包车。"


def create(eva: Client, *, enterprise: int, rounds: int) -> Gate:
    """A ticket through the whole API, against a ModelSerializer that writes the same rows one by one."""
    ours, other = interleave(
        lambda: eva.create("/tickets", {"category": "LAB-RET", "text": TEXT}),
        lambda: eva.create("/plain/tickets", {"category": "LAB-RET", "text": TEXT, "enterprise": enterprise}),
        rounds=rounds,
    )
    return Gate(name="create a ticket: speed of the bare DRF + ORM create", ours=ours, other=other, goal=0.6)


def listing(dora: Client, *, rounds: int) -> Gate:
    """A page of 25 cards against the same cards by ModelSerializer."""
    ours, other = interleave(lambda: dora.get("/tickets"), lambda: dora.get("/plain/tickets"), rounds=rounds)
    return Gate(name="list of 25: speed of the same by ModelSerializer", ours=ours, other=other, goal=3)


def growth(name: str, path: str, large: Client, small: Client, *, rounds: int, tail: bool) -> Gate:
    """What the same request costs in the large world, over what it costs in the small one."""
    pick = {"pick": p95} if tail else {}
    ours, other = interleave(lambda: large.get(path), lambda: small.get(path), rounds=rounds, **pick)
    return Gate(name=name, ours=ours, other=other, goal=1.5, at_most=True)


def searching(word: str) -> str:
    """The ledger's search for a word."""
    return f"/tickets?search={quote(word)}"
