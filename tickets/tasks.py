"""Work done outside a request. Every task carries a batch of keys and may be run twice, late, or never:
the sweeps of the ticker find what is left."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from celery import shared_task
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from core.context import work_on
from core.models import FileState
from core.uploads import render
from tickets.actions.change_task_lamps import change_task_lamps
from tickets.actions.fill_agendas import fill_agendas
from tickets.actions.give_out import give_out, hand_back
from tickets.actions.learn_categories import learn_categories
from tickets.actions.let_time_pass import let_time_pass
from tickets.actions.recount_deadlines import recount_deadlines
from tickets.actions.route_ticket import route_ticket
from tickets.models import Attachment, RoutingStep, Ticket
from tickets.rules.lifecycle import State

logger = logging.getLogger(__name__)
CATCH_UP_AFTER = timedelta(seconds=5)
BATCH = 50


@shared_task(name="tickets.route")
def route(refs: list[str]) -> None:
    """Route the tickets just submitted."""
    for ref in refs:
        work_on(ref)
        route_ticket(ref=ref, at=timezone.now())
    sweep_lines(timezone.now())


@shared_task(name="tickets.render")
def render_attachments(refs: list[str]) -> None:
    """Make the renditions of files just attached to these tickets."""
    sweep_renditions(timezone.now())


def sweep_routing(at: datetime) -> int:
    """Route what a lost task left behind: submitted five seconds ago and not yet through."""
    steps = RoutingStep.objects.filter(ticket_id=OuterRef("pk"), attempt=OuterRef("routing_attempt"))
    waiting = (
        Ticket.objects.filter(state=State.SUBMITTED, submitted_at__lte=at - CATCH_UP_AFTER)
        .exclude(Exists(steps.filter(step="classify", outcome__rule=None)))
        .exclude(Exists(steps.filter(step="publish")))
        .order_by("submitted_at")
        .values_list("ref", flat=True)[:BATCH]
    )
    return sum(route_ticket(ref=ref, at=at) for ref in list(waiting))


@shared_task(name="tickets.give_out")
def give_out_waiting(_subjects: list[str]) -> None:
    """Somebody may have room again."""
    sweep_lines(timezone.now())


@shared_task(name="tickets.learn")
def learn(_subjects: list[str] | None = None) -> None:
    """Learn categories anew from the closed tickets, once a night."""
    learn_categories(at=timezone.now())


def sweep_lines(at: datetime) -> int:
    """Hand back to who returned, then give out what waits."""
    return hand_back(at=at) + give_out(at=at)


def sweep_clocks(at: datetime) -> int:
    """Do what time has made due: lamps, rungs, missed duties, rests that are over."""
    return let_time_pass(at=at)


def sweep_recounts(at: datetime) -> int:
    """Carry a changed calendar through the running clocks, one batch a call."""
    return recount_deadlines(at=at)


def sweep_subtasks(at: datetime) -> int:
    """Change the lamps of sub-tasks that are due."""
    return change_task_lamps(at=at)


def sweep_agendas(at: datetime) -> int:
    """Put what waits on the top rung onto the next meeting's agenda."""
    return fill_agendas(at=at)


def sweep_renditions(at: datetime) -> int:
    """Re-encode received images; a file that cannot be decoded is rejected, and says so."""
    done = 0
    for _attempt in range(BATCH):
        with transaction.atomic():
            waiting = Attachment.objects.select_for_update(skip_locked=True, of=("self",))
            file = waiting.filter(state=FileState.RECEIVED).order_by("id").first()
            if file is None:
                return done
            try:
                file.rendition = render(file.original, file.content_type).name
                file.state = FileState.READY
            except (OSError, ValueError):
                logger.warning("attachment %s cannot be decoded", file.uuid)
                file.state = FileState.REJECTED
            file.save(update_fields=["rendition", "state"])
            done += 1
    return done
