"""After the result: the enterprise confirms and rates, or sends it back; the centre calls those who are silent."""

from __future__ import annotations

from collections.abc import Generator
from datetime import datetime

from config.demo import replies as say
from config.demo import verbs
from config.demo.climber import Climber
from tickets.models import ClockKind, Outcome
from tickets.rules.lifecycle import State

Moments = Generator[datetime, None, None]


class Aftermath(Climber):
    """Begins when a result is there."""

    def judged(self) -> Moments:
        """Until nobody says anything more."""
        case, chance, stop = self.case, self.chance, self.script.stop
        if stop in (State.RESOLVED, case.state):
            return
        speaks = self.speaker() is not None
        rejects = stop == State.REDO or (
            self.may_wander() and not case.ticket.redone and chance.happens(0.055)
        )
        if speaks and stop != State.VERIFYING and (stop or chance.happens(0.78)):
            soon = chance.between(3600, 8400) if stop else chance.skewed(900, 36000, 150000, 0.9)
            yield self.later(soon) if stop else self._at_leisure(soon)
            if rejects:
                verbs.reject(case, self.must(self.speaker()), self.text(say.REJECTIONS))
            else:
                self._confirm()
        else:
            if case.state is State.RESOLVED:
                longest = 1.4 if stop else 3.4 if speaks else 2.0
                yield self.later(chance.between(0.5, longest) * self.day)
                verbs.start_callback(case, self.coordinator())
            if stop == State.VERIFYING:
                return
            yield self.later(chance.skewed(1200, 9000, 40000, 0.8))
            if rejects:
                verbs.reject(case, self.coordinator(), self.text(say.REJECTIONS))
            elif speaks and chance.happens(0.4):
                self._confirm()
            else:
                verbs.close(case, self.coordinator(), self.text(say.CLOSED))
        if case.state is State.REDO:
            yield from self._done_again()
        elif not stop:
            yield from self._afterthought()

    def _done_again(self) -> Moments:
        case, chance = self.case, self.chance
        if self.script.stop == State.REDO:
            return
        yield self.promised(ClockKind.ACKNOWLEDGE, chance.bell(0.05, 0.9))
        verbs.acknowledge(case, self.worker())
        yield self.later(chance.between(1200, 9000))
        verbs.record_contact(case, self.worker(), "phone", self.text(say.CONTACTED))
        yield self.promised(ClockKind.RESOLVE, chance.bell(0.2, 1.0))
        yield from self.answered_above()
        yield from self.parts_done()
        reply = say.public_reply(chance, case.ticket.category_id, Outcome.SOLVED)
        verbs.resolve(case, self.worker(), Outcome.SOLVED, self.text((reply,)))
        yield from self.judged()

    def _confirm(self) -> None:
        chance = self.chance
        harsh = self.case.ticket.redone or self.case.ticket.outcome == Outcome.UNSOLVABLE
        score = self.script.score or chance.weighted(
            {5: 20, 4: 30, 3: 25, 2: 15, 1: 10} if harsh else say.SCORES
        )
        words, tags = say.judgement(chance, score)
        verbs.confirm(self.case, self.must(self.speaker()), score, words, tags)

    def _afterthought(self) -> Moments:
        """A late rating, a second one, or the problem is back within thirty days."""
        case, chance = self.case, self.chance
        who = self.speaker()
        if who is None:
            return
        given = case.ratings_of_this_end()
        if len(given) < 2 and chance.happens(0.05 if given else 0.3):
            yield self._at_leisure(chance.between(0.5, 6) * self.day)
            score = chance.weighted(say.SCORES)
            words, tags = say.judgement(chance, score)
            verbs.rate(case, who, score, self.text(say.FOLLOW_UPS) if given else words, tags)
        elif self.may_wander() and not case.ticket.redone and chance.happens(0.014):
            yield self._at_leisure(chance.between(2, 12) * self.day)
            verbs.reopen(case, who, self.text(say.REOPENS))
            yield from self._done_again()

    def _at_leisure(self, seconds: float) -> datetime:
        """Enterprises also answer in the evening."""
        moment = self.later(seconds)
        if self.chance.happens(0.14):
            evening = self.desk.campaign.clock(
                self.desk.campaign.local_day(moment), self.chance.between(18.2, 21.8)
            )
            return max(moment, evening)
        return moment
