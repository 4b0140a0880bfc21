"""What a person writes when doing a verb: the words of the demo world, and choices that fit the ticket."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from config.demo import problems
from config.demo import replies as say
from config.demo.chance import Chance

Body = dict[str, Any]


class Impossible(Exception):
    """This verb would need something that is not there now."""


@dataclass(frozen=True, kw_only=True)
class Saying:
    """The occasion: who could be given it, what could take it in, and a stream of chance."""

    chance: Chance
    ticket: dict[str, Any]
    on: date
    departments: list[int]
    """Units a coordinator may choose from."""
    twins: list[str]
    """Other open tickets of the same enterprise."""
    causes: list[str] = field(default_factory=list)
    """Open shared causes."""

    def text(self, templates: tuple[str, ...]) -> str:
        """One of the texts, its places filled."""
        return self.chance.say(self.chance.one([one for one in templates if one]), self.on)

    def other_unit(self) -> int:
        """A unit that does not have it now; the one the rule names first."""
        held, lead = (self.ticket.get(name) or {} for name in ("unit", "lead_unit"))
        if lead and lead["id"] != held.get("id"):
            return int(lead["id"])
        others = [unit for unit in self.departments if unit != held.get("id")]
        if not others:
            raise Impossible
        return self.chance.one(others)


def _reason(templates: tuple[str, ...]) -> Callable[[Saying], Body]:
    return lambda saying: {"reason": saying.text(templates)}


def _nothing(saying: Saying) -> Body:
    return {}


def _assign(saying: Saying) -> Body:
    return {"unit": saying.other_unit(), "reason": "按职责交办,请牵头办理。"}


def _ruling(saying: Saying) -> Body:
    if saying.chance.happens(0.5):
        return {
            "decision": "granted",
            "unit": saying.other_unit(),
            "reason": saying.text(say.GRANTED_OBJECTION),
        }
    return {"decision": "refused", "reason": saying.text(say.REFUSED_OBJECTION)}


def _hand_over(saying: Saying) -> Body:
    return {"unit": saying.other_unit(), "reason": saying.text(say.PASSED_ON)}


def _contact(saying: Saying) -> Body:
    return {"how": saying.chance.one(("phone", "visit", "message")), "text": saying.text(say.CONTACTED)}


def _extension(saying: Saying) -> Body:
    promises = [clock for clock in saying.ticket["clocks"] if clock["kind"] == "resolve"]
    if not promises or not promises[-1]["due_at"]:
        raise Impossible
    # A first extension gives at most as long again, and working time is never longer than that of the wall's clock.
    more = timedelta(seconds=promises[-1]["budget_seconds"])
    later = datetime.fromisoformat(promises[-1]["due_at"]) + more
    return {"due_at": later.isoformat(), "reason": saying.text(say.EXTENSIONS)}


def _decision(saying: Saying) -> Body:
    if saying.chance.happens(0.7):
        return {"decision": "granted"}
    return {"decision": "refused", "reason": "请按原期限办理,必要时报领导小组。"}


def _hold(saying: Saying) -> Body:
    review = saying.on + timedelta(days=saying.chance.whole(7, 30))
    return {"review_on": review.isoformat(), "reason": saying.text(say.HOLDS)}


def _resolve(saying: Saying) -> Body:
    outcome = saying.chance.weighted({"solved": 82, "planned": 8, "explained": 10})
    reply = say.public_reply(saying.chance, saying.ticket["category"]["code"], outcome)
    return {"outcome": outcome, "public_reply": saying.chance.say(reply, saying.on)}


def _judge(saying: Saying) -> Body:
    score = saying.chance.weighted(say.SCORES)
    text, tags = say.judgement(saying.chance, score)
    return {"score": score, "tags": tags, "text": text}


def _merge(saying: Saying) -> Body:
    if not saying.twins:
        raise Impossible
    return {"into": saying.chance.one(saying.twins), "reason": saying.text(say.MERGED)}


def _category(saying: Saying) -> Body:
    known = {text[0] for texts, _, _ in problems.MIX.values() for text in texts}
    return {"category": saying.chance.one(sorted(known - {saying.ticket["category"]["code"]}))}


def _subtask(saying: Saying) -> Body:
    return {
        "unit": saying.other_unit(),
        "text": saying.text(say.ASKED_FOR_A_PART),
        "days": saying.chance.whole(1, 5),
    }


def _cause(saying: Saying) -> Body:
    if not saying.causes:
        raise Impossible
    return {"cause": saying.chance.one(saying.causes)}


BODIES: dict[str, Callable[[Saying], Body]] = {
    "accept": _nothing,
    "decline": _reason(say.DECLINED),
    "ask_info": _reason(say.ASKED),
    "supplement": lambda saying: {"text": saying.text(say.SUPPLIED)},
    "assign": _assign,
    "acknowledge": _nothing,
    "object": _reason(say.OBJECTIONS),
    "rule_objection": _ruling,
    "hand_over": _hand_over,
    "record_contact": _contact,
    "ask_extension": _extension,
    "decide_extension": _decision,
    "hold": _hold,
    "resume": lambda saying: {"reason": "条件已具备,恢复办理。"},
    "resolve": _resolve,
    "start_callback": _nothing,
    "confirm": _judge,
    "reject": _reason(say.REJECTIONS),
    "rate": _judge,
    "close": _reason(say.CLOSED),
    "reopen": _reason(say.REOPENS),
    "withdraw": _reason(say.WITHDRAWN),
    "merge": _merge,
    "categorise": _category,
    "give_subtask": _subtask,
    "join_cause": _cause,
    "leave_cause": _reason(say.LEFT_CAUSE),
    "task:accept": _nothing,
    "task:return": _reason(say.RETURNED_PART),
    "task:finish": lambda saying: {"reply": saying.text(say.DONE_PART)},
    "task:cancel": _reason(say.CANCELLED_PART),
    "escalate": _reason(say.ESCALATIONS),
    "accept_rung": _nothing,
    "return_rung": _reason(say.RUNG_RETURNS),
    "rule_rung": lambda saying: {**_decision(saying), "reason": saying.text(say.RUNG_RULINGS)},
    "supervise": lambda saying: {
        "colour": saying.chance.one(("blue", "yellow", "red")),
        "text": saying.text(say.NOTICES),
    },
    "answer_notice": lambda saying: {"text": saying.text(say.NOTICE_ANSWERS)},
    "urge": lambda saying: {"text": saying.chance.one(say.URGES)},
}
COMMENTS: dict[str, tuple[str, ...]] = {
    "public": say.PUBLIC,
    "stage": say.STAGE,
    "internal": say.NOTES,
    "supplement": say.SUPPLIED,
}


def problem(chance: Chance, kind: str, on: date) -> tuple[str, str]:
    """A category and what an enterprise of the kind writes."""
    group = chance.weighted({name: share for name, (_, share, _) in problems.MIX.items()})
    text = chance.one(problems.eligible(problems.MIX[group][0], kind))
    return text[0], chance.say(text[1], on)
