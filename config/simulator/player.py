"""One hand that plays: it opens something new or moves what is on its way, one step at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from time import monotonic
from typing import Any

from config.demo import replies as say
from config.demo.chance import Chance
from config.simulator.actor import Actor, Findings, GaveUp, new_key
from config.simulator.bodies import BODIES, COMMENTS, Impossible, Saying, problem
from config.simulator.browse import browse
from config.simulator.cast import Cast, Firm
from config.simulator.plays import (
    AFTERWARDS,
    CENTRE,
    FIRM,
    HELPER,
    HOLDER,
    LEADER,
    Play,
    living_task,
    may_do,
    plays_for,
)
from config.simulator.stock import Stock, Thing
from grid.rules.answers import asked, is_blank

BROWSES = 0.25
"""How often somebody looks around before doing something."""
ROOM = 100
"""Tickets that share one cause before another is opened."""


@dataclass(frozen=True, kw_only=True)
class Limits:
    """How much there may be: open at once, and made in all; and how long a thing rests between two steps."""

    open: int = 16
    cap: int = 2000
    rest: tuple[float, float] = (5.0, 20.0)


class Player:
    """Draws every choice from its own stream of chance."""

    def __init__(
        self, cast: Cast, stock: Stock, limits: Limits, chance: Chance, clock: Callable[[], float] = monotonic
    ) -> None:
        self._cast, self._stock, self._limits, self._chance = cast, stock, limits, chance
        self._clock = clock
        self._template: dict[str, Any] = {}

    def step(self, findings: Findings) -> bool:
        """Do one thing that a board shows. False when nothing was to be done."""
        try:
            done = self._new() if self._wants_new() else self._move()
        except (GaveUp, Impossible):
            return False
        findings.done += done
        return done

    def _wants_new(self) -> bool:
        missing = self._limits.open - self._stock.open()
        if self._stock.made >= self._limits.cap or missing <= 0:
            return False
        return self._chance.happens(max(0.12, missing / self._limits.open))

    def _new(self) -> bool:
        firm = self._chance.one(self._firms())
        if firm.cadre and self._chance.happens(0.25):
            return self._visit(firm)
        category, text = problem(self._chance, firm.kind, self._today())
        return self._submit(self._cast.named(firm.contact), {"category": category, "text": text})

    def _submit(self, actor: Actor, body: dict[str, Any]) -> bool:
        answer = actor.create("/tickets", body, key=new_key())
        if answer.status != 201:
            return False
        self._stock.added()
        self._stock.put(answer.body, self._clock() + self._chance.between(*self._limits.rest))
        return True

    def _visit(self, firm: Firm) -> bool:
        """A cadre comes by, asks the questions, and mostly leaves with a problem."""
        cadre, key = self._cast.named(firm.cadre), new_key()
        self._template = self._template or cadre.get("/visit-template")
        answers = self._answers(self._template["sections"])
        now = datetime.now(UTC).isoformat()
        body = {
            "enterprise": firm.id,
            "template_version": self._template["version"],
            "occurred_at": now,
            "sent_at": now,
            "answers": answers,
            "people_met": [],
            "summary": "看方案、看人员、看现场,情况已与企业核对。",
        }
        if cadre.create("/visits", body, key=key).status != 201:
            return False
        self._stock.added()
        if not self._chance.happens(0.7):
            return True
        category, text = problem(self._chance, firm.kind, self._today())
        raised: dict[str, Any] = {"enterprise": firm.id, "category": category, "text": text, "visit": key}
        if self._chance.happens(0.15):
            reply = self._chance.say(self._chance.one(say.ON_THE_SPOT), self._today())
            raised |= {"on_the_spot": True, "public_reply": reply}
        self._submit(cadre, raised)
        return True

    def _answers(self, sections: list[dict[str, Any]]) -> dict[str, Any]:
        """What is asked, answered in its order: an answer may open the next question."""
        said: dict[str, Any] = {}
        for name in [field["id"] for section in sections for field in section["fields"]]:
            field = asked(sections, said).get(name)
            answer = field and self._answer(field)
            if not is_blank(answer):
                said[name] = answer
        return said

    def _answer(self, field: Mapping[str, Any]) -> Any:
        values = [option["value"] for option in field.get("options", ())]
        low = round(field.get("min", 0))
        answers: dict[str, Callable[[], Any]] = {
            "number": lambda: self._chance.whole(low, round(min(low + 20, field.get("max", low + 20)))),
            "text": lambda: "情况已与企业核对。",
            "date": lambda: self._today().isoformat(),
            "bool": lambda: self._chance.happens(0.7),
            "choice": lambda: self._chance.one(values),
            "multi": lambda: self._chance.some(values, self._chance.whole(bool(field.get("required")), 2)),
        }
        return answers[field["kind"]]() if field["kind"] in answers else None

    def _move(self) -> bool:
        thing = self._stock.take(self._clock(), {firm.id for firm in self._firms()})
        if thing is None:
            return False
        card: dict[str, Any] = {"ref": thing.ref, "state": thing.state, "enterprise": {"id": thing.firm}}
        forget = False
        try:
            seen = self._cast.one("coordinator").get(f"/tickets/{thing.ref}")
            if seen is None:
                return False
            card = seen
            if card["state"] == "closed" and not self._chance.happens(self._again()):
                forget = True
                return False
            after = self._play(thing, seen)
            card = after or card
            return after is not None
        finally:
            if not forget:
                self._stock.put(card, self._clock() + self._chance.between(*self._limits.rest))

    def _firms(self) -> list[Firm]:
        """Every other time those whom newcomers see first."""
        return self._cast.some_firms(near=self._chance.happens(0.5)) or self._cast.some_firms(near=False)

    def _again(self) -> float:
        """At the cap nothing new is opened, so what is closed comes back more often: the board goes on moving."""
        return 0.9 if self._stock.made >= self._limits.cap else AFTERWARDS

    def _play(self, thing: Thing, seen: dict[str, Any]) -> dict[str, Any] | None:
        """Choose who does what, look with that person's eyes, and do it if the answer offers it."""
        plays = plays_for(seen)
        while plays:
            play = self._chance.weighted(plays)
            plays = {other: weight for other, weight in plays.items() if other != play}
            actor = self._actor(play, thing, seen)
            if actor and self._chance.happens(BROWSES):
                browse(actor, self._chance)
            looked = actor.get(f"/tickets/{thing.ref}") if actor else None
            if actor and looked and may_do(looked, play[1]):
                done = self._do(actor, play[1], looked)
                if done is not None:
                    return done
        return None

    def _actor(self, play: Play, thing: Thing, seen: dict[str, Any]) -> Actor | None:
        who = play[0]
        if who == HOLDER:
            return self._cast.holder_of(seen, self._chance)
        if who == HELPER:
            task = living_task(seen)
            return self._cast.holder_of(task, self._chance) if task else None
        if who == FIRM:
            firm = self._cast.firms.get(thing.firm)
            return self._cast.named(firm.contact) if firm else None
        return self._cast.one({CENTRE: "coordinator", LEADER: "leader"}[who])

    def _do(self, actor: Actor, verb: str, looked: dict[str, Any]) -> dict[str, Any] | None:
        saying = Saying(
            chance=self._chance,
            ticket=looked,
            on=self._today(),
            departments=self._cast.departments,
            twins=[ref for ref in self._stock.twins(looked["enterprise"]["id"]) if ref != looked["ref"]],
            causes=self._causes(actor) if verb == "join_cause" else [],
        )
        if verb.startswith("comment:"):
            kind = verb.partition(":")[2]
            body = {"kind": kind, "text": saying.text(COMMENTS[kind])}
            answer = actor.create(f"/tickets/{looked['ref']}/comments", body, key=new_key())
            return answer.body if answer.status == 201 else None
        try:
            asked = BODIES[verb](saying)
        except Impossible:
            return None
        if verb.startswith("task:"):
            return actor.act_on_task(living_task(looked) or {}, verb.partition(":")[2], asked)
        done = actor.act(looked["ref"], verb, looked["version"], asked)
        return done.body if done is not None and done.status == 200 else None

    def _causes(self, actor: Actor) -> list[str]:
        """Causes with room for more; a new one when there is none."""
        rows = (actor.get("/causes", open="true", limit=10) or {"results": []})["results"]
        found = [str(row["ref"]) for row in rows if row["state"] == "open" and row["total"] < ROOM]
        if found or not self._cast.departments:
            return found
        body = {"title": "多家企业反映同一问题", "unit": self._chance.one(self._cast.departments)}
        made = actor.create("/causes", body, key=new_key())
        return [made.body["ref"]] if made.status == 201 else []

    def _today(self) -> date:
        return datetime.now(UTC).astimezone().date()
