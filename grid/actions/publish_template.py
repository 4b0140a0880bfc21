"""Putting a version of the questions in force."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.outbox import publish
from core.refusals import WrongState
from grid.actions._template import ask_administrator, ask_sections, lock_template
from grid.events import VisitTemplatePublished
from grid.models import VisitTemplate
from grid.selectors.topics import TEMPLATE_TOPIC


@transaction.atomic
def publish_template(*, actor: User, at: datetime, number: int, version: int) -> VisitTemplate:
    """From now on visits are asked this version: the draft, or an earlier one once more.

    Phones learn of it with their next delta; what was begun with another version is still taken.
    """
    row = lock_template(number, version)

    ask_administrator(actor)
    if row.active:
        raise WrongState(_("这个版本已在使用。"), remedy=_("无需再次发布。"))
    ask_sections(row.sections)

    before = VisitTemplate.objects.filter(code=row.code, active=True).first()
    if before is not None:
        before.active = False
        before.save(update_fields=["active"])
    row.active, row.published_at = True, row.published_at or at
    row.revision, row.changed_at, row.changed_by = row.revision + 1, at, actor
    row.save()

    publish(
        VisitTemplatePublished(
            at=at,
            actor_id=actor.pk,
            topics=(TEMPLATE_TOPIC,),
            template=row.code,
            number=row.version,
            before=before.version if before else None,
            questions=sum(len(section["fields"]) for section in row.sections),
        )
    )
    return row
