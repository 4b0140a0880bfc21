"""The demo world keeps every promise that the house keeps: the tests read it as they would read real rows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection, transaction
from django.test import override_settings
from stdnum.cn import uscc

from accounts.models import Role, User
from config.demo.accounts import SHOWCASE
from config.demo.campaign import campaign
from config.demo.load import Wish, load
from config.demo.remove import WouldHarm, in_between, remove
from config.demo.state import CURRENT, STALE, demo_state
from core.models import EventRecord, Feed
from enterprises.models import Contact, Enterprise, Kind
from grid.models import Assignment, Placement, Territory, Visit, VisitPhoto
from grid.rules.answers import misfits
from grid.selectors import scope_for, zone_calendar
from notifications.models import Delivery
from tests.config import demo_replay, demo_world
from tests.conftest import load_reference
from tickets.models import Category, Priority, Source, Ticket
from tickets.rules.lifecycle import OPEN_STATES
from tickets.rules.routing import match
from tickets.selectors.routing import active_rules, problem_of

TODAY = date(2026, 5, 20)
AT = datetime(2026, 5, 20, 7, 40, tzinfo=UTC)
WISH = Wish(today=TODAY, at=AT, scale=0.02)
KEYS = {
    "core_eventrecord": "id",
    "tickets_agendaitem": "id,meeting_id",
    "tickets_attendance": "id,meeting_id",
    "tickets_boardcounter": "id",
    "tickets_clock": "id",
    "tickets_commoncause": "id",
    "tickets_escalation": "id,duty_id",
    "tickets_meeting": "id",
    "tickets_span": "id",
    "tickets_subtask": "id,item_id",
    "tickets_supervisionnotice": "id,clock_id",
    "tickets_ticket": "cause_id",
}
"""What the database numbers itself in the course of the real actions: its numbers never go back."""
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def world(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[None]:
    """One small world for all tests of this file; each test changes it in a savepoint of its own."""
    uploads = tmp_path_factory.mktemp("uploads")
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=uploads), transaction.atomic():
        load_reference()
        load(WISH, lambda line: None)
        yield
        transaction.set_rollback(True)


def test_on_its_own_last_day_the_campaign_is_that_of_2020() -> None:
    made = campaign(zone_calendar(), today=date(2020, 5, 7), at=datetime(2020, 5, 7, 9, tzinfo=UTC))
    assert (made.days[0], made.days[-1], len(made.days)) == (date(2020, 2, 10), date(2020, 5, 7), 61)


def test_on_a_day_off_it_ends_on_the_last_working_day() -> None:
    made = campaign(zone_calendar(), today=date(2026, 10, 4), at=datetime(2026, 10, 4, 9, tzinfo=UTC))
    assert made.days[-1] == date(2026, 9, 30)


def test_the_feed_has_no_gap_and_no_future() -> None:
    demo_world.check_feed(AT)


def test_every_ticket_is_what_its_events_say() -> None:
    demo_world.check_ticket_folds()


def test_stretches_follow_each_other() -> None:
    demo_world.check_spans(zone_calendar())


def test_clocks_show_what_the_rules_say_now() -> None:
    demo_world.check_clocks(zone_calendar(), AT)


def test_the_board_counts_tickets_and_events_alike() -> None:
    demo_world.check_counters()


def test_nine_of_ten_enterprises_have_restarted() -> None:
    demo_world.check_register()


def test_every_open_state_is_there_to_be_seen() -> None:
    assert set(Ticket.objects.open().values_list("state", flat=True)) == {str(state) for state in OPEN_STATES}


def test_codes_hold_and_places_without_a_code_have_none() -> None:
    for kind, code in Enterprise.objects.values_list("kind", "uscc"):
        if kind in (Kind.BUILDING_SITE, Kind.SUPERMARKET):
            assert code is None
        else:
            assert uscc.is_valid(code or "")


def test_every_enterprise_lies_in_its_team_s_ground_and_has_one_cadre() -> None:
    grounds = {row.unit_id: row.outline["coordinates"][0] for row in Territory.objects.all()}
    primaries = dict(
        Assignment.objects.current(TODAY).filter(kind="primary").values_list("enterprise", "cadre")
    )
    placed = dict(Placement.objects.order_by("-starts_on").values_list("enterprise", "unit"))
    for enterprise in Enterprise.objects.all():
        ring = grounds[placed[enterprise.pk]]
        assert min(x for x, _ in ring) < enterprise.lon < max(x for x, _ in ring)
        assert min(y for _, y in ring) < enterprise.lat < max(y for _, y in ring)
    assert set(primaries) == set(Enterprise.objects.values_list("id", flat=True))


def test_one_firm_moved_and_one_cadre_is_in_two_teams() -> None:
    assert Placement.objects.filter(ends_on__isnull=False).count() == 1
    teams = [scope_for(user).unit_ids.count() for user in User.objects.filter(role=Role.CADRE)]
    assert sorted(teams)[-2:] == [1, 2]


def test_rules_would_route_every_ticket_as_it_was_routed() -> None:
    rules = active_rules()
    for ticket in Ticket.objects.filter(on_the_spot=False).select_related("category", "enterprise"):
        step = ticket.routing_steps.filter(step="classify").first()
        found = match(rules, problem_of(ticket, zone_calendar()))
        if step is not None:
            assert step.outcome["rule"] == (found.rule.id if found else None)


def test_drawn_lives_are_what_the_real_actions_would_have_left() -> None:
    chosen: dict[int, Ticket] = {}
    for kind in [*demo_replay.VERBS, "note_added", "comment_added", "ticket_overdue", "lamp_changed"]:
        refs = EventRecord.objects.filter(kind=kind).values("subject")
        others = ["attachment_added", "ticket_merged", *demo_replay.TOGETHER]
        quiet = EventRecord.objects.filter(kind__in=others).values("subject")
        for ticket in Ticket.objects.filter(ref__in=refs).exclude(ref__in=quiet).order_by("-id")[:1]:
            chosen[ticket.pk] = ticket
    for on_the_spot in Ticket.objects.filter(on_the_spot=True)[:1]:
        chosen[on_the_spot.pk] = on_the_spot
    assert len(chosen) >= 12
    for ticket in chosen.values():
        assert demo_replay.traces(demo_replay.live_again(ticket, AT)) == demo_replay.traces(ticket), (
            ticket.ref
        )


def test_texts_have_no_open_places_left() -> None:
    for text in [
        *Ticket.objects.values_list("text", flat=True),
        *Visit.objects.values_list("summary", flat=True),
    ]:
        assert not re.search(r"[{}@|]", text), text


def test_nobody_is_told_what_they_may_not_see() -> None:
    for delivery in Delivery.objects.filter(event__subject__startswith="QT-").select_related(
        "event", "recipient"
    ):
        scope = scope_for(delivery.recipient)
        assert Ticket.objects.visible_to(scope).filter(ref=delivery.event.subject).exists()
        assert delivery.event.public or delivery.recipient.role != Role.CONTACT


def test_the_showcase_accounts_have_something_to_do() -> None:
    people = {one.username: User.objects.get(username=one.username) for one in SHOWCASE}
    assert all(person.is_demo and not person.has_usable_password() for person in people.values())
    mine = Ticket.objects.open().filter(holder=people["cadre"])
    assert {"assigned", "handling", "need_info", "redo"} <= set(mine.values_list("state", flat=True))
    owner = Contact.objects.get(user=people["enterprise"]).enterprise
    states = list(Ticket.objects.filter(enterprise=owner).values_list("state", flat=True))
    assert states.count("handling") == 1
    assert states.count("resolved") == 1
    assert states.count("closed") >= 4
    unit = scope_for(people["officer"]).unit_ids
    waiting = Ticket.objects.filter(holder_unit__in=unit, state="assigned", holder=None)
    assert waiting.count() >= 3
    due = Visit.objects.filter(author=people["cadre"], follow_up_on__lte=TODAY)
    assert due.exists()


def test_visits_answer_the_questions_of_their_form() -> None:
    for visit in Visit.objects.select_related("template"):
        assert not misfits(visit.template.sections, visit.answers)


def test_photos_are_real_files(settings: Any) -> None:
    photo = VisitPhoto.objects.first()
    assert photo is not None
    assert photo.state == "ready"
    assert photo.rendition.endswith(".jpg")


def test_the_same_seed_and_day_make_the_same_rows() -> None:
    first, epoch = _fingerprint(), Feed.objects.get(id=1).epoch
    remove()
    assert not Enterprise.objects.exists()
    load(WISH, lambda line: None)
    assert _fingerprint() == first
    assert Feed.objects.get(id=1).epoch != epoch


def test_another_seed_makes_another_world() -> None:
    first = _fingerprint()
    remove()
    load(Wish(today=TODAY, at=AT, seed=7, scale=0.02), lambda line: None)
    assert _fingerprint() != first
    demo_world.check_ticket_folds()


def test_a_world_grows_stale_with_the_next_working_day() -> None:
    calendar = zone_calendar()
    assert demo_state(calendar, TODAY) == CURRENT
    assert demo_state(calendar, date(2026, 5, 21)) == STALE


def test_removing_leaves_real_rows_alone() -> None:
    real = User.objects.create(username="real", name="真实用户", role=Role.COORDINATOR)
    remove()
    assert list(User.objects.all()) == [real]
    assert not Ticket.objects.exists()


def test_removing_is_refused_when_real_people_worked_on_demo_rows() -> None:
    real = User.objects.create(username="real", name="真实用户", role=Role.COORDINATOR)
    Ticket.objects.create(
        uuid="7b0cf0f0-0000-4000-8000-000000000001",
        ref="QT-20260520-999999",
        enterprise=Enterprise.objects.all()[0],
        category=Category.objects.all()[0],
        priority=Priority.NORMAL,
        source=Source.COORDINATOR,
        title="真实",
        text="真实的问题",
        created_by=real,
        state="submitted",
        submitted_at=AT,
        updated_at=AT,
    )
    assert in_between()
    with pytest.raises(WouldHarm):
        remove()
    assert Enterprise.objects.exists()


def test_the_command_refuses_outside_a_demo(settings: Any) -> None:
    settings.DEMO = False
    with pytest.raises(CommandError):
        call_command("load_demo")


def _fingerprint() -> dict[str, str]:
    """A hash of the rows of each table of the apps, the feed's epoch and the keys that the database gave aside."""
    found = {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
            " AND table_name ~ '^(accounts|enterprises|grid|tickets|notifications|core)_'"
            " AND table_name <> 'core_feed' ORDER BY 1"
        )
        for (table,) in cursor.fetchall():
            row = f"to_jsonb(t) - '{{{KEYS.get(table, '')}}}'::text[]"
            cursor.execute(  # the names come from the catalogue
                f"SELECT md5(string_agg(({row})::text, '|' ORDER BY ({row})::text)) FROM {table} t"  # noqa: S608
            )
            found[table] = cursor.fetchone()[0]
    return found
