"""The rows every installation has: there once, right, and kept when somebody edited them."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from config.management.commands.ensure_reference import ensure_reference
from enterprises.models import Industry, Subdistrict
from grid.actions.edit_calendar import edit_calendar
from grid.models import CalendarDay, Territory, Unit, VisitTemplate, WorkingCalendar
from grid.rules.answers import misfits
from grid.rules.calendar import between
from grid.selectors import working_intervals, zone_calendar


def test_seven_streets_twenty_five_teams_twelve_departments_and_the_centre(reference: None) -> None:
    assert Subdistrict.objects.count() == 7
    kinds = [Unit.objects.filter(kind=kind).count() for kind in ("grid_team", "department", "service_centre")]
    assert kinds == [25, 12, 1]
    assert Territory.objects.count() == 25
    assert Unit.objects.get(code="330114001003").name == "下沙第3小组"
    assert not Unit.objects.filter(name_en="").exists()
    assert not Industry.objects.filter(name_en="").exists()


def test_running_it_again_adds_nothing_and_keeps_edits(reference: None) -> None:
    Unit.objects.filter(code="HR").update(name="人社局")
    assert set(ensure_reference().values()) == {0}
    assert Unit.objects.get(code="HR").name == "人社局"


def test_the_holidays_of_2020_and_2026_are_as_published(reference: None) -> None:
    calendar = zone_calendar()
    for day in ("2020-01-31", "2020-02-02", "2020-04-04", "2020-05-01", "2026-10-01", "2026-02-17"):
        assert not calendar.is_working(date.fromisoformat(day)), day
    made_up = (
        "2020-01-19 2020-04-26 2020-05-09 2020-06-28 2020-09-27 2020-10-10 "
        "2026-01-04 2026-02-14 2026-02-28 2026-05-09 2026-09-20 2026-10-10"
    )
    for day in made_up.split():
        assert calendar.is_working(date.fromisoformat(day)), day
    assert calendar.names[date(2026, 10, 1)] == "国庆节"
    assert calendar.provisional_from == date(2027, 1, 1)


def test_the_campaign_of_2020_had_sixty_one_working_days(reference: None) -> None:
    calendar, first = zone_calendar(), date(2020, 2, 10)
    days = [date.fromordinal(first.toordinal() + offset) for offset in range(88)]
    assert days[-1] == date(2020, 5, 7)
    assert sum(calendar.is_working(day) for day in days) == 61


def test_an_edited_day_counts_at_once(reference: None) -> None:
    row = WorkingCalendar.objects.get(code="zone")
    before = zone_calendar()
    day = CalendarDay(calendar=row, date=date(2027, 1, 4), works=False, name="元旦")
    edit_calendar(actor=None, at=timezone.now(), row=day, calendar=row, fields=["date"])
    assert before.is_working(day.date)
    assert not zone_calendar().is_working(day.date)


def test_a_browser_gets_the_working_hours_around_today(reference: None) -> None:
    now = timezone.now()
    told = working_intervals(now)
    opens, closes = told[0][0], told[-1][1]
    assert (now - opens).days in range(50, 61)
    counted = sum((end - start).total_seconds() for start, end in told)
    assert counted == between(zone_calendar(), opens, closes)


def test_the_visit_template_asks_questions_that_can_be_answered(reference: None) -> None:
    template = VisitTemplate.objects.get(active=True)
    questions = [field for section in template.sections for field in section["fields"]]
    sample = {"choice": 0, "multi": 0, "number": 3, "text": "x", "bool": True}
    answers = {
        field["id"]: [field["options"][0]["value"]]
        if field["kind"] == "multi"
        else field["options"][0]["value"]
        if field["kind"] == "choice"
        else sample[field["kind"]]
        for field in questions
    }
    assert len(answers) == len(questions)
    assert misfits(template.sections, answers) == []
    assert all(field["label"] and field["label_en"] for field in questions)
