"""Photos hung on some visits and some tickets."""

from __future__ import annotations

from collections.abc import Sequence

from config.demo.book import Book
from config.demo.case import Case
from config.demo.chance import Chance
from config.demo.photos import photo
from grid.models import Visit, VisitPhoto
from tickets.events import AttachmentAdded
from tickets.models import Attachment

OF_VISITS, OF_TICKETS = 64, 28
CAPTIONS = ("厂区门口测温点", "车间现场", "仓库与装卸区", "食堂分餐情况", "原料库存", "企业大门")


def hang_on_visits(seed: int, book: Book, visits: Sequence[Visit], scale: float) -> int:
    """The latest visits have the photos, two at the most."""
    wanted = max(2, round(OF_VISITS * scale))
    for number, visit in enumerate(visits[-wanted:]):
        chance = Chance(seed, "photo", number)
        for _ in range(chance.whole(1, 2)):
            book.add(
                VisitPhoto(
                    visit=visit,
                    caption=chance.one(CAPTIONS),
                    uploaded_by=visit.author,
                    created_at=visit.received_at,
                    **photo(chance),
                )
            )
    return wanted


def hang_on_tickets(seed: int, book: Book, cases: Sequence[Case], scale: float) -> int:
    """Those who opened the newest tickets attached a photo."""
    still = [case for case in cases if case.ticket.state not in ("closed", "declined", "withdrawn", "merged")]
    wanted = max(2, round(OF_TICKETS * scale))
    for number, case in enumerate(still[-wanted:]):
        chance = Chance(seed, "attachment", number)
        author = case.ticket.created_by
        row = book.add(
            Attachment(ticket=case.ticket, uploaded_by=author, created_at=case.now, **photo(chance))
        )
        case.touch(AttachmentAdded, author, {"attachment": str(row.uuid), "name": row.original_name})
    return wanted
