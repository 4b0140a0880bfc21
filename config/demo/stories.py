"""How a ticket's life goes, told as a generator: it yields the moment at which somebody acts next.

The scheduler of tickets.py resumes it then, so that all tickets live side by side in the order of time.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from datetime import datetime, timedelta

from config.demo import climbing, verbs
from config.demo import replies as say
from config.demo.aftermath import Aftermath
from config.demo.climber import Climber
from config.demo.opening import route
from config.demo.people import MERGED_CODE
from tickets.models import ClockKind, CommentKind, Outcome
from tickets.rules.ladder import Colour
from tickets.rules.lifecycle import OPEN_STATES, State

Waits = Generator[datetime, None, bool]
"""Answers whether the ticket goes on in this story."""
OUTCOMES = {Outcome.SOLVED: 80, Outcome.PLANNED: 8, Outcome.EXPLAINED: 10, Outcome.UNSOLVABLE: 2}
HAND_UNITS = ("PLANNING", "UTILITIES", "HOUSING", "ECONOMY", "APPROVAL")
OFFICE_UNTIL = 12


class Story(Climber):
    """From the submission to the end, or to the step at which the script stops it."""

    def run(self) -> Iterator[datetime]:
        """The whole life."""
        case = self.case
        if case.ticket.on_the_spot:
            yield from Aftermath(case, self.chance, self.script).judged()
            return
        yield case.now + timedelta(seconds=self.chance.whole(2, 5))
        if not route(case) and not (yield from self._by_hand()):
            return
        if (yield from self._worked_on()):
            yield from Aftermath(case, self.chance, self.script).judged()

    def _by_hand(self) -> Waits:
        """No rule: the coordinator reads it, declines it or finds somebody."""
        case, chance = self.case, self.chance
        if self.script.stop == State.SUBMITTED:
            return False
        yield self.promised(ClockKind.ACKNOWLEDGE, self.script.pace or chance.bell(0.2, 1.02))
        if chance.happens(0.24) and not self.script.stop:
            verbs.decline(case, self.coordinator(), self.text(say.DECLINED))
            return False
        verbs.accept(case, self.coordinator())
        if self.script.stop == State.ACCEPTED:
            return False
        yield self.later(chance.between(300, 5400))
        unit = self._hand_unit()
        verbs.assign(case, self.coordinator(), unit, None, "按职责交办,请牵头办理。")
        return True

    def _hand_unit(self) -> int:
        desk = self.desk
        office = desk.roster.unit_by_code(MERGED_CODE)
        if desk.campaign.number_of(self.case.now) <= OFFICE_UNTIL and self.chance.happens(0.6):
            return office.pk
        return desk.roster.unit_by_code(self.chance.one(HAND_UNITS)).pk

    def _worked_on(self) -> Waits:
        """A unit has it: acknowledged, contacted, passed on or resolved. Comes back here after each new unit."""
        while True:
            if not (yield from self._before_acknowledging()):
                return False
            if not (yield from self._acknowledged()):
                return False
            if not (yield from self._in_hand()):
                return False
            if self._passes_on():
                yield from self._pass_on()
                continue
            return (yield from self._resolved())

    def _before_acknowledging(self) -> Waits:
        """Sometimes it ends here, or the unit says that it is not the one."""
        case, chance, stop = self.case, self.chance, self.script.stop
        if stop == State.ASSIGNED and not self._must_pass_on():
            return False
        if not stop and chance.happens(0.018) and self.speaker():
            yield self.later(chance.between(900, 14000))
            verbs.withdraw(case, self.must(self.speaker()), self.text(say.WITHDRAWN))
            return False
        twin = self.twin() if not stop and chance.happens(0.02) else None
        if twin is not None:
            yield self.later(chance.between(900, 9000))
            if twin.state in OPEN_STATES:
                verbs.merge(case, self.coordinator(), twin, self.text(say.MERGED))
                return False
        if (
            self.in_department()
            and not case.objected()
            and (stop == "objection" or (not stop and chance.happens(0.055)))
        ):
            return (yield from self._objected())
        return True

    def _objected(self) -> Waits:
        case, chance = self.case, self.chance
        yield self.promised(ClockKind.ACKNOWLEDGE, chance.bell(0.2, 0.9))
        verbs.object_to(case, self.worker(), self.text(say.OBJECTIONS))
        if self.script.stop == "objection":
            return False
        yield self.later(chance.between(1800, 20000))
        if chance.happens(0.45):
            other = self.other_department()
            verbs.rule_objection(case, self.coordinator(), "granted", self.text(say.GRANTED_OBJECTION), other)
        else:
            verbs.rule_objection(case, self.coordinator(), "refused", self.text(say.REFUSED_OBJECTION), None)
        return True

    def _acknowledged(self) -> Waits:
        case, chance = self.case, self.chance
        if self.in_department() and case.ticket.holder_id is None and chance.happens(0.25):
            yield self.later(chance.between(300, 2400))
            lead, worker = self.lead(), self.worker()
            if lead is not None and lead.pk != worker.pk:
                verbs.assign(case, lead, case.ticket.holder_unit_id or 0, worker.pk)
        late = chance.happens(0.03) and not self.script.stop
        due = case.ticket.due_at
        if late and due is not None:
            yield max(self.later(0), due + timedelta(minutes=chance.whole(2, 90)))
            if chance.happens(0.6):
                verbs.urge(case, self.must(self.speaker() or self.coordinator()), self.text(say.URGES))
            yield self.later(chance.between(600, 9000))
        else:
            yield self.promised(ClockKind.ACKNOWLEDGE, self.script.pace or chance.bell(0.03, 0.95))
        verbs.acknowledge(case, self.worker())
        return True

    def _in_hand(self) -> Waits:
        """Contact, questions, what is said meanwhile; on hold in some cases."""
        case, chance, stop = self.case, self.chance, self.script.stop
        if self.is_running(ClockKind.FIRST_CONTACT) and (stop or chance.happens(0.96)):
            late = 1.3 if chance.happens(0.04) and not stop else 0.95
            yield self.promised(ClockKind.FIRST_CONTACT, self.script.pace or chance.bell(0.1, late))
            how = chance.weighted({"phone": 60, "visit": 20, "message": 15, "meeting": 5})
            verbs.record_contact(case, self.worker(), how, self.text(say.CONTACTED))
        if self._must_pass_on():
            return True
        if stop != State.HANDLING or chance.happens(0.5):
            yield from self.parts_done()
        if stop == State.NEED_INFO or (self.may_wander() and chance.happens(0.07)):
            yield self.later(chance.between(600, 9000))
            verbs.ask_info(case, self.worker(), self.text(say.ASKED))
            if stop == State.NEED_INFO:
                return False
            yield self.later(chance.skewed(3600, 18000, 76000, 0.7))
            verbs.supplement(case, self.speaker() or self.author(), self.text(say.SUPPLIED), chance)
        yield from self._spoken()
        if stop == State.ON_HOLD or (self.may_wander() and chance.happens(0.016)):
            return (yield from self._held())
        if stop in ("extension", "extension_again") or (
            self.in_department() and self.may_wander() and chance.happens(0.06)
        ):
            return (yield from self._extended())
        return stop != State.HANDLING

    def _spoken(self) -> Generator[datetime, None, None]:
        chance = self.chance
        for kind, texts, probability in (
            (CommentKind.PUBLIC, say.PUBLIC, 0.22),
            (CommentKind.INTERNAL, say.NOTES, 0.3),
            (CommentKind.STAGE, say.STAGE, 0.3),
        ):
            if chance.happens(probability):
                yield self.towards_resolution(chance.between(0.1, 0.3))
                verbs.say(self.case, self.worker(), kind, self.text(texts), chance)

    def _held(self) -> Waits:
        case, chance = self.case, self.chance
        yield self.towards_resolution(0.4)
        on = self.desk.campaign.local_day(case.now) + timedelta(days=chance.whole(14, 60))
        verbs.hold(case, self.leader(), self.text(say.HOLDS), on)
        if self.script.stop == State.ON_HOLD:
            return False
        yield self.later(chance.between(3, 14) * self.day)
        if case.state is State.ON_HOLD:
            verbs.resume(case, self.coordinator(), "条件已具备,恢复办理。")
        return True

    def _extended(self) -> Waits:
        case, chance, stop = self.case, self.chance, self.script.stop
        for turn in range(2 if stop == "extension_again" else 1):
            yield self.towards_resolution(0.5)
            clock = case.clocks.resolving()
            if clock is None or clock.due_at is None or case.now >= clock.due_at:
                return True
            more = min(chance.whole(2, 4) * self.day, clock.budget_seconds)
            new = self.desk.campaign.after(clock.due_at, more)
            verbs.ask_extension(case, self.worker(), new, self.text(say.EXTENSIONS))
            if stop == "extension" or turn == 1:
                return False
            yield self.later(chance.between(1800, 16000))
            granted = bool(stop) or chance.happens(0.75)
            reason = "" if granted else "请按原期限办理,已有足够时间。"
            verbs.decide_extension(case, self.coordinator(), "granted" if granted else "refused", reason)
            if granted:
                self.target += 2 * self.day
        return True

    def _must_pass_on(self) -> bool:
        """A script that ends in a department goes there first."""
        script = self.script
        return script.in_department and not self.in_department() and self.has_department()

    def _passes_on(self) -> bool:
        if self._must_pass_on():
            return True
        free = self.has_department() and not self.in_department() and not self.script.stop
        return free and self.chance.happens(0.5)

    def _pass_on(self) -> Generator[datetime, None, None]:
        case = self.case
        yield self.towards_resolution(self.chance.between(0.05, 0.3))
        verbs.hand_over(case, self.worker(), self.text(say.PASSED_ON), case.ticket.lead_unit_id or 0)

    def _pressed(self) -> Generator[datetime, None, None]:
        """Now and then somebody above looks in before anything is late."""
        case, chance = self.case, self.chance
        if not self.may_wander() or case.state is not State.HANDLING:
            return
        if chance.happens(0.02):
            yield self.towards_resolution(0.4)
            climbing.escalate(case, self.worker(), self.text(say.ESCALATIONS))
        if chance.happens(0.025):
            yield self.towards_resolution(0.3)
            colour = chance.weighted({Colour.BLUE: 70, Colour.YELLOW: 25, Colour.RED: 5})
            climbing.supervise(case, self.coordinator(), colour, self.text(say.NOTICES))
        if case.ticket.rung or case.ticket.supervised:
            yield self.later(chance.between(600, 6000))
            yield from self.answered_above()

    def _resolved(self) -> Waits:
        case, chance = self.case, self.chance
        yield from self._pressed()
        yield self.towards_resolution(1.0)
        yield from self.answered_above()
        yield from self.parts_done()
        category, outcome = case.ticket.category_id, chance.weighted(OUTCOMES)
        if self.script.stop:
            outcome = Outcome.SOLVED
        verbs.resolve(case, self.worker(), outcome, self.text((say.public_reply(chance, category, outcome),)))
        return True
