"""Who is away at the present moment, so that standing in can be seen: a chain that ends at the showcase cadre, and
one in the showcase department."""

from __future__ import annotations

from datetime import datetime, timedelta

from accounts.models import User
from config.demo.book import Book
from config.demo.campaign import Campaign
from config.demo.chance import Chance
from config.demo.log import Log
from config.demo.people import SHOWCASE_DEPARTMENT, SHOWCASE_TEAM
from config.demo.roster import Roster
from grid.actions._named import person_name
from grid.events import AbsenceReported
from grid.models import Absence, AbsenceReason

FOR = timedelta(days=3)


def send_away(seed: int, campaign: Campaign, book: Book, log: Log, roster: Roster) -> None:
    """Two colleagues of the showcase cadre, the second standing in for the first, and one officer."""
    today = campaign.local_day(campaign.at)
    cadre, officer = roster.by_username("cadre"), roster.by_username("officer")
    team = roster.unit_by_code(SHOWCASE_TEAM).pk
    mates = [roster.people[one] for one in roster.workers(team, today) if one != cadre.pk]
    bureau = roster.unit_by_code(SHOWCASE_DEPARTMENT).pk
    leads = roster.leads(bureau, today)
    others = [one for one in roster.workers(bureau, today) if one != officer.pk and one not in leads]
    pairs: list[tuple[User, User, str]] = [
        (mates[0], mates[1], AbsenceReason.TRIP),
        (mates[1], cadre, AbsenceReason.LEAVE),
        *((roster.people[one], officer, AbsenceReason.TRAINING) for one in others[:1]),
    ]
    for user, deputy, reason in pairs:
        _away(seed, campaign.at, book, log, roster, user, deputy, reason)


def _away(
    seed: int, at: datetime, book: Book, log: Log, roster: Roster, user: User, deputy: User, reason: str
) -> None:
    row = Absence(
        uuid=Chance(seed, "away", user.username).uuid(),
        user=user,
        deputy=deputy,
        reason=reason,
        starts_at=at,
        ends_at=at + FOR,
        reported_by=user,
    )
    book.add(row)
    units = roster.units_of(user.pk, at.date())
    log.say(
        AbsenceReported(
            at=at,
            actor_id=user.pk,
            topics=tuple(
                sorted({f"unit.{unit}" for unit in units} | {f"user.{user.pk}", f"user.{deputy.pk}"})
            ),
            notify=(deputy.pk,),
            user=person_name(user),
            deputy=person_name(deputy),
            starts_at=row.starts_at.isoformat(),
            ends_at=row.ends_at.isoformat() if row.ends_at else None,
            reason=reason,
        )
    )
