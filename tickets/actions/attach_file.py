"""Attaching a photo or a PDF, judged by its content before the receipt."""

from __future__ import annotations

import uuid as uuids
from datetime import datetime

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from accounts.models import Role, User
from core.refusals import InvalidField
from core.uploads import Received
from tickets.actions._transition import lock, record, touch
from tickets.events import AttachmentAdded, InternalAttachmentAdded
from tickets.models import Attachment, Comment, CommentKind

MOST = 20


@transaction.atomic
def attach_file(
    *,
    ref: str,
    actor: User,
    at: datetime,
    uuid: uuids.UUID,
    name: str,
    received: Received,
    comment: uuids.UUID | None = None,
) -> Attachment:
    """Kept with the hash of the bytes received; a rendition follows. On an internal note it stays inside."""
    locked = lock(ref=ref, actor=actor, at=at, version=None)

    if locked.ticket.attachments.count() >= MOST:
        raise InvalidField(_("每张工单最多 20 个附件。"), field="file", remedy=_("请合并后再上传。"))
    said = Comment.objects.filter(uuid=comment, ticket=locked.ticket).first() if comment else None
    inside = said is not None and said.kind == CommentKind.INTERNAL
    if (comment and said is None) or (inside and actor.role == Role.CONTACT):
        raise Http404

    attachment = Attachment.objects.create(
        uuid=uuid,
        ticket=locked.ticket,
        comment=said,
        original_name=name[:200],
        content_type=received.content_type,
        size=received.size,
        sha256=received.sha256,
        original=received.original,
        uploaded_by=actor,
    )
    touch(locked)

    event = InternalAttachmentAdded if inside else AttachmentAdded
    record(locked, event, attachment=str(uuid), name=attachment.original_name)
    return attachment
