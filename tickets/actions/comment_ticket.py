"""Saying something: a public reply is read by the enterprise, an internal note never is."""

from __future__ import annotations

import uuid as uuids
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Role, User
from core.refusals import InvalidField, NotAllowed
from tickets.actions._transition import lock, record, touch
from tickets.events import CommentAdded, NoteAdded
from tickets.models import Comment, CommentKind, Ticket
from tickets.rules.lifecycle import Part

SPEAKERS = frozenset({Part.HOLDER, Part.GRID, Part.UNIT_LEAD, Part.COORDINATOR})


@transaction.atomic
def comment_ticket(*, ref: str, actor: User, at: datetime, uuid: uuids.UUID, kind: str, text: str) -> Ticket:
    """Added to the conversation. An enterprise may only supplement; staff may only reply or note."""
    locked = lock(ref=ref, actor=actor, at=at, version=None)

    if (actor.role == Role.CONTACT) != (kind == CommentKind.SUPPLEMENT):
        raise InvalidField(
            _("您不能发表这种内容。"), field="kind", remedy=_("企业请用“补充”,工作人员请用答复或备注。")
        )
    if kind in (CommentKind.PUBLIC, CommentKind.STAGE) and not locked.parts & SPEAKERS:
        raise NotAllowed(_("只有承办人可以公开答复。"), remedy=_("您可以写内部备注。"))

    Comment.objects.create(uuid=uuid, ticket=locked.ticket, kind=kind, text=text.strip(), author=actor, at=at)
    if kind in (CommentKind.PUBLIC, CommentKind.STAGE):
        locked.clocks.told(at)
    touch(locked)

    if kind == CommentKind.INTERNAL:
        return record(locked, NoteAdded, text=text.strip())
    return record(locked, CommentAdded, comment_kind=kind, text=text.strip())
