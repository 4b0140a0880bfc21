"""manage.py learn_categories: learn anew which texts belong to which category, and say how well it went."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from tickets.actions.learn_categories import learn_categories


class Command(BaseCommand):
    help = "Learns categories from the closed tickets; the same happens every night."

    def handle(self, *args: Any, **options: Any) -> None:
        learnt = learn_categories(at=timezone.now())
        if learnt is None:
            self.stdout.write("已结工单太少,没有学习。")
            return
        self.stdout.write(
            f"第 {learnt.version} 版:{learnt.texts} 件工单,{learnt.wordings} 种说法;"
            f"首选正确率 {learnt.accuracy:.1%}(留出工单),{learnt.accuracy_new:.1%}(没见过的说法,"
            f"前三 {learnt.among_three_new:.1%});把握低于 {learnt.threshold:.0%} 时不建议。"
        )
