"""Correcting a register entry."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.outbox import publish
from core.refusals import Stale
from enterprises.actions._entry import ask_keeper, ask_unique, code_of, index
from enterprises.events import EnterpriseUpdated
from enterprises.models import Enterprise

EDITABLE = frozenset(
    [
        "uscc",
        "name",
        "short_name",
        "aliases",
        "kind",
        "is_key",
        "industry_id",
        "subdistrict_id",
        "address",
        "lat",
        "lon",
        "coord_source",
        "employees",
    ]
)


@transaction.atomic
def update_enterprise(
    *,
    actor: User | None,
    at: datetime,
    enterprise_id: int,
    version: int | None = None,
    changes: dict[str, Any],
) -> Enterprise:
    """The entry with the changes (column name to value) applied; nothing is written when nothing differs.

    Stale when `version` is given and the entry has moved on.
    """
    enterprise: Enterprise = Enterprise.objects.select_for_update(of=("self",)).get(pk=enterprise_id)

    ask_keeper(actor)
    if version is not None and version != enterprise.version:
        raise Stale(_("这条登记已被更新。"), remedy=_("请核对最新内容后再改。"), current=enterprise.version)
    if unknown := changes.keys() - EDITABLE:
        raise ValueError(f"not columns of the register that may be changed: {sorted(unknown)}")
    if "uscc" in changes or "kind" in changes:
        kind = changes.get("kind", enterprise.kind)
        changes = {**changes, "uscc": code_of(changes.get("uscc", enterprise.uscc), kind)}
        ask_unique(changes["uscc"], besides=enterprise.pk)

    changed = sorted(name for name, value in changes.items() if getattr(enterprise, name) != value)
    if not changed:
        return enterprise
    for name in changed:
        setattr(enterprise, name, changes[name])
    enterprise.district = enterprise.subdistrict_id[:6]
    enterprise.version += 1
    index(enterprise)
    enterprise.save()

    publish(
        EnterpriseUpdated(
            at=at,
            actor_id=actor.pk if actor else None,
            topics=(f"enterprise.{enterprise.uuid}",),
            enterprise=str(enterprise.uuid),
            version=enterprise.version,
            fields=changed,
        )
    )
    return enterprise
