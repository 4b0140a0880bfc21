"""manage.py load_demo: the demo world, up to today. It is put in once; --renew takes it away and puts it in anew."""

from __future__ import annotations

from datetime import date, datetime
from time import monotonic
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from config.demo.book import analyse
from config.demo.campaign import CLOSING
from config.demo.load import Wish, load
from config.demo.remove import WouldHarm, remove
from config.demo.state import CURRENT, NONE, demo_state
from config.management.commands.ensure_reference import ensure_reference
from enterprises.models import Enterprise
from grid.selectors import zone_calendar


class Command(BaseCommand):
    help = "Loads the demo world, whose sixty-one working days end today. Only where DEMO=1."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--renew", action="store_true", help="drop the demo rows first, also when current"
        )
        parser.add_argument("--seed", type=int, default=2020)
        parser.add_argument("--today", type=date.fromisoformat, help="lead up to the close of this past day")
        parser.add_argument("--scale", type=float, default=1.0, help="a share of everything, for quick tests")

    def handle(self, *args: Any, **options: Any) -> None:
        wish = _wish(options)
        ensure_reference()
        state = demo_state(zone_calendar(), wish.today)
        if state != NONE and not options["renew"]:
            more = "" if state == CURRENT else " 它停在较早的日期,可用 --renew 更新到今天。"
            self.stdout.write(f"演示数据已经在库中。{more}")
            return
        if Enterprise.objects.filter(is_demo=False).exists() and state == NONE:
            raise CommandError("库中有真实企业:演示数据不与真实数据混放。请换一个 VAR_DIR 启动演示。")
        began = monotonic()
        try:
            with transaction.atomic():
                if state != NONE:
                    remove()
                load(wish, lambda line: self.stdout.write(f"  {line}  ({monotonic() - began:.0f} s)"))
            analyse()
        except WouldHarm as error:
            raise CommandError(
                f"没有更新:演示数据与真实数据已有关联({error}),删除会损坏真实记录。"
                "请先把这些记录改由演示账号或演示企业承担,或换一个 VAR_DIR 重新启动演示。"
            ) from error


def _wish(options: dict[str, Any]) -> Wish:
    if not settings.DEMO:
        raise CommandError("这里不是演示环境(DEMO=0),不装入演示数据。")
    now, wanted = timezone.now(), options["today"]
    today = wanted or timezone.localdate(now)
    if today > timezone.localdate(now):
        raise CommandError("--today 不能是将来的日期。")
    at = datetime.combine(today, CLOSING, timezone.get_current_timezone()) if wanted else now
    return Wish(today=today, at=min(at, now), seed=options["seed"], scale=options["scale"])
