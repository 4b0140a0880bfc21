"""manage.py create_admin: the first administrator of an empty installation, with a one-time password."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from accounts.actions.create_user import create_user
from accounts.actions.give_password import one_time_password
from accounts.models import Role, User


class Command(BaseCommand):
    help = "Creates an administrator and prints a one-time password. --once: only when there is none yet."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="do nothing when an administrator exists")
        parser.add_argument("--username", default="admin")

    def handle(self, *args: Any, once: bool, username: str, **options: Any) -> None:
        if once and User.objects.filter(role=Role.ADMIN, is_active=True).exists():
            self.stdout.write("An administrator exists; nothing was changed.")
            return
        password = one_time_password()
        create_user(
            actor=None,
            at=timezone.now(),
            username=username,
            name="管理员",
            role=Role.ADMIN,
            password=password,
            must_change_password=True,
        )
        self.stdout.write(f"username: {username}\none-time password: {password}")
        self.stdout.write("It is shown only now and must be changed at the first sign-in.")
