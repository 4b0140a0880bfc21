"""Entering an enterprise, a building site or a supermarket into the register."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.outbox import publish
from core.refusals import InvalidField
from enterprises.actions._entry import ask_keeper, ask_unique, code_of, index
from enterprises.events import EnterpriseRegistered
from enterprises.models import Enterprise, Subdistrict


@transaction.atomic
def register_enterprise(
    *,
    actor: User | None,
    at: datetime,
    uuid: UUID,
    name: str,
    kind: str,
    subdistrict: str,
    short_name: str = "",
    uscc: str | None = None,
    aliases: Sequence[str] = (),
    industry: str | None = None,
    address: str = "",
    lat: float | None = None,
    lon: float | None = None,
    coord_source: str = "",
    employees: int = 0,
    is_key: bool = False,
    is_demo: bool = False,
) -> Enterprise:
    """A new entry, findable at once. The short name is made from the name when none is given."""
    ask_keeper(actor)
    code = code_of(uscc, kind)
    ask_unique(code)
    street = Subdistrict.objects.filter(code=subdistrict).first()
    if street is None:
        raise InvalidField(_("没有这个街道。"), field="subdistrict", remedy=_("请从列表中选择。"))

    enterprise = Enterprise(
        uuid=uuid,
        uscc=code,
        name=name.strip(),
        short_name=short_name.strip(),
        aliases=list(aliases),
        kind=kind,
        is_key=is_key,
        industry_id=industry,
        subdistrict=street,
        district=street.code[:6],
        address=address,
        lat=lat,
        lon=lon,
        coord_source=coord_source,
        employees=employees,
        is_demo=is_demo,
    )
    index(enterprise)
    enterprise.save()

    publish(
        EnterpriseRegistered(
            at=at,
            actor_id=actor.pk if actor else None,
            topics=(f"enterprise.{uuid}",),
            enterprise=str(uuid),
            name=enterprise.name,
        )
    )
    return enterprise
