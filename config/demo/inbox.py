"""Who has been told lately: the inboxes of the last days, the mails that went out, and a few still to be sent."""

from __future__ import annotations

from collections import defaultdict, deque
from datetime import timedelta

from accounts.models import Role
from config.demo.accounts import SHOWCASE
from config.demo.book import Book
from config.demo.campaign import Campaign
from config.demo.chance import Chance
from config.demo.log import Log, Told
from config.demo.roster import Roster
from core.events import event_class
from grid.rules.calendar import opening
from notifications.models import Channel, Delivery, DeliveryState

DAYS_OF_INBOX, DAYS_OF_MAIL = 6, 3
MAILS_TO_SEND = 6
"""The newest mails to showcase accounts wait, so that the house itself sends them when it starts."""
UNREAD = 3
"""The newest entries of each showcase account are unread."""
USERNAMES = frozenset(one.username for one in SHOWCASE)


def deliver(seed: int, campaign: Campaign, book: Book, log: Log, roster: Roster, *, first_key: int) -> None:
    """A row for each arranged event, person and channel, as the relay would have written it."""
    since = campaign.clock(campaign.days[-DAYS_OF_INBOX], 0)
    mails_since = campaign.clock(campaign.days[-DAYS_OF_MAIL], 0)
    mails: list[Delivery] = []
    newest: dict[int, deque[Delivery]] = defaultdict(lambda: deque(maxlen=UNREAD))
    for one in log.told_since(first_key, since):
        chance = Chance(seed, "read", one.event - first_key)
        for user in one.notify:
            if not one.public and roster.people[user].role == Role.CONTACT:
                continue
            newest[user].append(book.add(_inbox(one, user, chance, campaign)))
            if one.at >= mails_since and event_class(one.kind).mails:
                mails.append(_mail(one, user, campaign))
    shown = {user.pk for user in roster.people.values() if user.username in USERNAMES}
    for user in shown:
        for row in newest[user]:
            row.read_at = None
    _hold_back([mail for mail in mails if mail.recipient_id in shown and mail.sent_at], campaign)
    for mail in mails:
        book.add(mail)


def _inbox(one: Told, user: int, chance: Chance, campaign: Campaign) -> Delivery:
    age = campaign.at - one.at
    read = chance.happens(0.9 if age > timedelta(days=2) else 0.45 if age > timedelta(hours=5) else 0.1)
    seen = one.at + timedelta(minutes=chance.whole(3, 240))
    return Delivery(
        event_id=one.event,
        recipient_id=user,
        channel=Channel.INBOX,
        state=DeliveryState.SENT,
        send_after=one.at,
        sent_at=one.at,
        read_at=min(seen, campaign.at) if read else None,
    )


def _mail(one: Told, user: int, campaign: Campaign) -> Delivery:
    soonest = one.at + timedelta(seconds=8)
    nudge = event_class(one.kind).nudge
    send_after = max(opening(campaign.calendar, soonest), soonest) if nudge else soonest
    gone = send_after + timedelta(seconds=1)
    left = gone <= campaign.at
    return Delivery(
        event_id=one.event,
        recipient_id=user,
        channel=Channel.EMAIL,
        state=DeliveryState.SENT if left else DeliveryState.WAITING,
        send_after=send_after,
        digest=send_after > soonest,
        attempts=int(left),
        sent_at=gone if left else None,
    )


def _hold_back(mails: list[Delivery], campaign: Campaign) -> None:
    for mail in mails[-MAILS_TO_SEND:]:
        mail.state, mail.attempts, mail.sent_at = DeliveryState.WAITING, 0, None
        mail.send_after = campaign.at
