"""What several units do together at the present moment: parts given to others, shared causes, joint meetings, and what
the ladder and supervision have left to answer. Done by the actions themselves, on tickets that are there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_

from django.db.models import Max, Q

from accounts.models import Role, User
from config.demo import wording as say
from config.demo.campaign import Campaign
from config.demo.chance import Chance
from config.demo.roster import Roster
from core.models import EventRecord
from tickets.actions.accept_rung import accept_rung
from tickets.actions.act_on_subtask import act_on_subtask
from tickets.actions.answer_cause import answer_cause
from tickets.actions.change_task_lamps import change_task_lamps
from tickets.actions.decide_item import TaskOrder, decide_item
from tickets.actions.escalate_ticket import escalate_ticket
from tickets.actions.give_subtask import give_subtask
from tickets.actions.hold_meeting import hold_meeting
from tickets.actions.open_cause import open_cause
from tickets.actions.plan_meeting import plan_meeting
from tickets.actions.return_rung import return_rung
from tickets.actions.supervise_ticket import supervise_ticket
from tickets.models import Meeting, Ticket
from tickets.rules.lifecycle import State

HOUR, DAY = 3600, 27000
SHOWN = ("cadre", "officer", "enterprise")


@dataclass(frozen=True, kw_only=True)
class Together:
    """The world in which they meet. Everything is at most as late as the present moment."""

    seed: int
    campaign: Campaign
    roster: Roster

    def arrange(self) -> None:
        """Every scene; one for which a small world has no ticket is left out."""
        scenes: list[Callable[[], None]] = [
            self._held,
            *(lambda part=part: self._part(part) for part in say.PARTS),
            *(lambda cause=cause: self._cause(cause) for cause in say.CAUSES),
            *(lambda notice=notice: self._notice(*notice) for notice in say.NOTICES),
            *(lambda rung=rung: self._rung(rung) for rung in say.RUNGS),
            self._planned,
        ]
        before = EventRecord.objects.aggregate(last=Max("pk"))["last"] or 0
        for scene in scenes:
            scene()
        change_task_lamps(at=self.campaign.at)
        EventRecord.objects.filter(pk__gt=before).update(recorded_at=self.campaign.at)

    # Scenes

    def _part(self, part: say.Part) -> None:
        at, unit = self.campaign.ago(part.ago * DAY), self.roster.unit_by_code(part.unit).pk
        ticket = self._free(at, part.about, part.words, without=unit)
        if ticket is None:
            return
        holder, uuid = self._holder(ticket), self._chance("part", part.text).uuid()
        give_subtask(
            ref=ticket.ref,
            actor=holder,
            at=at,
            version=ticket.version,
            unit=unit,
            text=part.text,
            days=part.days,
            uuid=uuid,
        )
        for step, verb in enumerate(part.verbs, 1):
            doer = holder if verb in ("send_back", "cancel") else self._lead(unit)
            act_on_subtask(
                uuid=uuid,
                verb=verb,
                actor=doer,
                at=self.campaign.after(at, step * 0.2 * DAY) if part.ago > step * 0.2 else self.campaign.at,
                version=step,
                reason=part.reason,
                reply=part.reply,
            )

    def _cause(self, cause: say.Cause) -> None:
        at, actor = self.campaign.ago(cause.ago * DAY), self.roster.by_username("coordinator")
        found = self._several(at, cause.about, 4, cause.words)
        if len(found) < 2:
            found = self._several(at, cause.about, 4)
        if len(found) < 2:
            return
        tickets = [one.ref for one in found]
        opened = open_cause(
            actor=actor,
            at=at,
            uuid=self._chance("cause", cause.title).uuid(),
            title=cause.title,
            text=cause.text,
            unit=self.roster.unit_by_code(cause.unit).pk,
            category=cause.about,
            days=5,
            tickets=tickets,
        )
        if cause.answer:
            answer_cause(
                ref=opened.ref,
                actor=actor,
                at=self.campaign.ago(HOUR),
                version=opened.version,
                outcome="solved",
                answer=cause.answer,
            )

    def _notice(self, colour: str, text: str) -> None:
        at = self.campaign.ago(0.6 * DAY)
        ticket = self._free(at, "")
        if ticket is not None:
            by = self._in_role(Role.LEADER if colour == "red" else Role.COORDINATOR)
            supervise_ticket(
                ref=ticket.ref, actor=by, at=at, version=ticket.version, colour=colour, text=text
            )

    def _rung(self, rung: say.RungScene) -> None:
        at = self.campaign.ago(0.5 * DAY)
        ticket = self._free(at, "")
        if ticket is None:
            return
        raised = escalate_ticket(
            ref=ticket.ref, actor=self._holder(ticket), at=at, version=ticket.version, reason=rung.reason
        )
        lead, later = self._lead(ticket.holder_unit_id or 0), self.campaign.ago(0.3 * DAY)
        if rung.returned:
            return_rung(ref=ticket.ref, actor=lead, at=later, version=raised.version, reason=rung.returned)
        else:
            accept_rung(ref=ticket.ref, actor=lead, at=later, version=raised.version)

    def _held(self) -> None:
        began = self.campaign.ago(2 * DAY)
        planned = self.campaign.ago(3 * DAY)
        found = [
            self._several(planned, about, 1, words) or self._several(planned, about, 1)
            for about, words, *_ in say.DECISIONS
        ]
        tickets = [one for several in found for one in several]
        if len(set(tickets)) < len(say.DECISIONS):
            return
        meeting = self._meeting(say.HELD, planned, began, [one.ref for one in tickets], fills_itself=False)
        for ticket, (*_, decision, code, task) in zip(tickets, say.DECISIONS, strict=True):
            unit = self.roster.unit_by_code(code).pk
            order = TaskOrder(unit=unit, text=task, days=5, uuid=self._chance("decision", task).uuid())
            meeting = decide_item(
                uuid=meeting.uuid,
                ref=ticket.ref,
                actor=self._in_role(Role.LEADER),
                at=began,
                version=meeting.version,
                decision=decision,
                tasks=[order],
            )
        hold_meeting(
            uuid=meeting.uuid,
            actor=self._in_role(Role.LEADER),
            at=self.campaign.after(began, HOUR),
            version=meeting.version,
            minutes=say.MINUTES,
            attended=list(meeting.attendances.values_list("unit_id", flat=True))[:-1],
        )

    def _planned(self) -> None:
        at = self.campaign.ago(0.2 * DAY)
        tickets = [one.ref for one in self._several(at, "", 2)]
        self._meeting(say.PLANNED, at, self.campaign.after(self.campaign.at, 1.3 * DAY), tickets)

    def _meeting(
        self, title: str, at: datetime, begins_at: datetime, tickets: list[str], *, fills_itself: bool = True
    ) -> Meeting:
        return plan_meeting(
            actor=self._in_role(Role.LEADER),
            at=at,
            uuid=self._chance("meeting", title).uuid(),
            title=title,
            begins_at=begins_at,
            place=say.PLACE,
            fills_itself=fills_itself,
            tickets=tickets,
        )

    # Who and which

    def _several(self, at: datetime, about: str, count: int, words: tuple[str, ...] = ()) -> list[Ticket]:
        """Tickets in handling that speak of something, still since a moment, in which nobody else takes part."""
        rows = Ticket.objects.filter(
            state=State.HANDLING, updated_at__lt=at, tasks_total=0, cause=None, supervised="", rung=0
        )
        rows = rows.filter(category__code__startswith=about, enterprise__is_demo=True, holder__isnull=False)
        rows = rows.filter(reduce(or_, (Q(text__contains=word) for word in words), Q()))
        rows = rows.exclude(agenda_items__open=True).exclude(holder__username__in=SHOWN)
        return list(rows.order_by("-updated_at", "pk")[:count])

    def _free(
        self, at: datetime, about: str, words: tuple[str, ...] = (), *, without: int = 0
    ) -> Ticket | None:
        found = self._several(at, about, 20, words)
        return next((one for one in found if one.holder_unit_id != without and self._leads(one)), None)

    def _leads(self, ticket: Ticket) -> list[int]:
        return self.roster.leads(ticket.holder_unit_id or 0, self.campaign.today)

    def _holder(self, ticket: Ticket) -> User:
        return self.roster.people[ticket.holder_id or 0]

    def _lead(self, unit: int) -> User:
        return self.roster.people[self.roster.leads(unit, self.campaign.today)[0]]

    def _in_role(self, role: Role) -> User:
        return self.roster.people[self.roster.in_role[role][0]]

    def _chance(self, *key: str) -> Chance:
        return Chance(self.seed, "together", *key)
