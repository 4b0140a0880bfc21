"""Adding a photo to a visit: judged by its content before the receipt."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import BigIntegerField
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.outbox import publish
from core.prepared import Given, Prepared
from core.refusals import InvalidField, WrongState
from core.scope import Scope
from core.uploads import Received
from grid.actions._named import enterprise_name, topics
from grid.actions.amend_visit import ask_amender
from grid.events import PhotoReceived
from grid.models import Visit, VisitPhoto

MOST_PHOTOS = 30
_VISITS = Prepared(
    lambda _: (
        Visit.objects.select_for_update(of=("self",))
        .select_related("enterprise")
        .filter(pk=Given("visit", BigIntegerField()))
    )
)


# Who calls it has a savepoint of its own, or needs none.
@transaction.atomic(savepoint=False)
def add_photo(
    *,
    actor: User,
    at: datetime,
    scope: Scope,
    visit_id: int,
    uuid: UUID,
    received: Received,
    original_name: str,
    caption: str = "",
) -> VisitPhoto:
    """The photo as received; it is shown once its rendition is made."""
    visit: Visit | None = _VISITS.first(None, visit=visit_id)
    if visit is None:
        raise Visit.DoesNotExist

    ask_amender(visit, scope)
    if not received.content_type.startswith("image/"):
        raise InvalidField(
            _("走访照片只接受图片。"), field="file", remedy=_("请上传 JPEG、PNG 或 WebP 图片。")
        )
    if VisitPhoto.objects.filter(visit=visit).count() >= MOST_PHOTOS:
        raise WrongState(_("一次走访最多 %(n)d 张照片。") % {"n": MOST_PHOTOS}, remedy=_("请另记一次走访。"))

    photo = VisitPhoto.objects.create(
        visit=visit,
        uuid=uuid,
        original_name=original_name[:200],
        content_type=received.content_type,
        size=received.size,
        sha256=received.sha256,
        original=received.original,
        uploaded_by=actor,
        caption=caption,
    )

    publish(
        PhotoReceived(
            at=at,
            actor_id=actor.pk,
            topics=topics(visit.enterprise, units={visit.unit_id}, users={visit.author_id}),
            visit=str(visit.uuid),
            enterprise=enterprise_name(visit.enterprise),
            photo=str(uuid),
        )
    )
    return photo
