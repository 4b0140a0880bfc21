"""Making an account."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.events import UserCreated
from accounts.models import Language, Role, User
from core.outbox import publish
from core.phones import parse_phone
from core.refusals import InvalidField


@transaction.atomic
def create_user(
    *,
    actor: User | None,
    at: datetime,
    username: str,
    name: str,
    role: str,
    email: str = "",
    phone: str = "",
    password: str | None = None,
    language: str = Language.CHINESE,
    must_change_password: bool = False,
    is_demo: bool = False,
) -> User:
    """A person who may sign in; without a password only by a reset mail or, in the demo, by one click."""
    if User.objects.filter(username__iexact=username).exists():
        raise InvalidField(_("这个用户名已被使用。"), field="username", remedy=_("请换一个用户名。"))

    user = User.objects.create(
        username=username,
        name=name,
        role=role,
        email=email,
        phone=stored_phone(phone),
        language=language,
        password=make_password(password),
        must_change_password=must_change_password,
        is_demo=is_demo,
        is_staff=role == Role.ADMIN,
        is_superuser=role == Role.ADMIN,
        date_joined=at,
    )

    publish(
        UserCreated(
            at=at, actor_id=actor.pk if actor else None, topics=(f"user.{user.pk}",), user=user.pk, role=role
        )
    )
    return user


def stored_phone(phone: str) -> str:
    """The stored form of a number, or nothing; refuses what is none."""
    if not phone.strip():
        return ""
    try:
        return parse_phone(phone)
    except ValueError as error:
        raise InvalidField(
            _("电话号码无法识别。"), field="phone", remedy=_("请写 11 位手机号,或带区号的座机号。")
        ) from error
