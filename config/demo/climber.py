"""What those who hold a ticket do when somebody above them has been called."""

from __future__ import annotations

from collections.abc import Generator
from datetime import datetime

from accounts.models import User
from config.demo import climbing, verbs
from config.demo import replies as say
from config.demo.narrator import Narrator
from tickets.rules.lifecycle import Part, State
from tickets.rules.supervising import RECEIVER, RULER, WAITING, RungState


class Climber(Narrator):
    """Adds to the narrator the answers that the ladder and supervision ask for."""

    def answered_above(self) -> Generator[datetime, None, None]:
        """Until the rung is accepted, the notices are answered, and whoever now holds it has acknowledged it."""
        chance = self.chance
        for _turn in range(12):
            act = self._next_answer()
            if act is None:
                return
            yield self.later(chance.between(300, 5400))
            again = self._next_answer()
            if again is not None:
                self._do(again)

    def _next_answer(self) -> str | None:
        ticket = self.case.ticket
        if self.case.state in (State.ASSIGNED, State.REDO):
            return "acknowledge"
        if self.case.state is not State.HANDLING:
            return None
        if ticket.rung_state in WAITING and self._who(RECEIVER[ticket.rung]) is not None:
            return "accept"
        if ticket.rung_state == RungState.RETURNED:
            return "rule"
        return "answer" if ticket.supervised else None

    def _do(self, act: str) -> None:
        case, chance, ticket = self.case, self.chance, self.case.ticket
        if act == "acknowledge":
            verbs.acknowledge(case, self.worker())
        elif act == "accept":
            receiver = self.must(self._who(RECEIVER[ticket.rung]))
            if ticket.rung_state == RungState.RAISED and chance.happens(0.08):
                climbing.return_rung(case, receiver, self.text(say.RUNG_RETURNS))
            else:
                climbing.accept_rung(case, receiver)
        elif act == "rule":
            decision = "granted" if chance.happens(0.3) else "refused"
            ruler = self.must(self._who(RULER[ticket.rung]))
            climbing.rule_rung(case, ruler, decision, self.text(say.RUNG_RULINGS))
        else:
            climbing.answer_notice(case, self.worker(), self.text(say.NOTICE_ANSWERS))

    def _who(self, part: Part) -> User | None:
        if part is Part.UNIT_LEAD:
            return self.lead()
        return self.coordinator() if part is Part.COORDINATOR else self.leader()
