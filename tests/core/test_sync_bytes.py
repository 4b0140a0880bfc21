"""What a phone's fetch weighs on the line, as the proxy packs it."""

from __future__ import annotations

import random
import uuid
import zlib
from datetime import timedelta

from django.utils import timezone

from enterprises.models import Contact, Enterprise
from grid.models import Placement, Visit, VisitTemplate
from notifications.relay import dispatch_batch
from tests.browser import Browser
from tests.core.test_sync import Phone
from tests.grid.visits import visit_body
from tests.people import SINCE, World

DAY_BYTES = 50_000
FIRST_BYTES = 200_000
"""One of the three seconds at 1.6 Mbit/s; the others are the server's and the phone's."""
WORDS = "缺工包车返岗复工审批物流贷款口罩测温隔离订单原料设备宿舍餐食班组招聘社保税务水电网络消防租金"


def test_a_day_of_a_hundred_enterprises_weighs_at_most_fifty_kilobytes(people: World) -> None:
    phone, served = Phone(Browser(people.ada)), many(people, 100)
    dispatch_batch(timezone.now())
    cursor = phone.changes().json()["cursor"]
    for visited in (served[:20], served[20:30]):
        phone.push(*(phone.visit(one, summary=words(one.pk)) for one in visited))
    dispatch_batch(timezone.now())

    answer = phone.changes(cursor)

    shelves = answer.json()["shelves"]
    assert len(shelves["visits"]["rows"]) == len(shelves["enterprises"]["rows"]) == 30
    assert packed(answer.content) <= DAY_BYTES


def test_a_first_fetch_of_sixty_enterprises_with_two_years_of_visits_fits_one_second_of_a_slow_line(
    people: World,
) -> None:
    served = many(people, 60)
    visits(people, served, every=14, days=730)

    answer = Phone(Browser(people.ada)).changes()

    assert len(answer.json()["shelves"]["enterprises"]["rows"]) >= 60
    assert packed(answer.content) <= FIRST_BYTES


def many(people: World, count: int) -> list[Enterprise]:
    """Enterprises of Ada's team, each with a contact."""
    made = Enterprise.objects.bulk_create(
        Enterprise(
            uuid=uuid.uuid4(),
            name=f"杭州{words(n)[:4]}第{n}科技有限公司",
            short_name=f"{words(n)[:4]}{n}",
            kind=people.chips.kind,
            industry_id=people.chips.industry_id,
            subdistrict_id=people.chips.subdistrict_id,
            district=people.chips.district,
            address=f"{words(n)[4:10]}路{n}号",
            lat=30.3 + n / 1000,
            lon=120.3 + n / 700,
            employees=10 * n,
        )
        for n in range(count)
    )
    Placement.objects.bulk_create(
        Placement(enterprise=one, unit=people.team, starts_on=SINCE) for one in made
    )
    Contact.objects.bulk_create(
        Contact(enterprise=one, name=words(one.pk)[:3], phone=f"139{one.pk:08d}", is_primary=True)
        for one in made
    )
    return made


def visits(people: World, served: list[Enterprise], *, every: int, days: int) -> None:
    """A visit to each in so many days, with what a visit usually says."""
    now, template = timezone.now(), VisitTemplate.objects.get(active=True)
    body = visit_body(people.chips)
    Visit.objects.bulk_create(
        Visit(
            uuid=uuid.uuid4(),
            enterprise=one,
            author=people.ada,
            unit=people.team,
            template=template,
            occurred_at=now - timedelta(days=gone, minutes=one.pk % 400),
            received_at=now - timedelta(days=gone),
            lat=30.3 + one.pk / 997,
            lon=120.3 + one.pk / 991,
            accuracy_m=10 + one.pk % 17,
            answers=body["answers"],
            people_met=body["people_met"],
            summary=words(one.pk * 1000 + gone),
        )
        for one in served
        for gone in range(1, days, every)
    )


def words(seed: int) -> str:
    """Sixty characters that do not repeat from one text to the next."""
    return "".join(random.Random(seed).choices(WORDS, k=60))


def packed(content: bytes) -> int:
    """Bytes as gzip sends them."""
    return len(zlib.compress(content, 5))
