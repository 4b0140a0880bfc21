"""Adding a photo to a visit: judged by its content before the receipt."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import BigIntegerField, Count, UUIDField
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.outbox import publish
from core.prepared import Given, Prepared
from core.refusals import InvalidField, Missing, WrongState
from core.scope import Scope
from core.uploads import Received
from grid.actions._named import enterprise_name, topics
from grid.actions.amend_visit import ask_amender
from grid.events import PhotoReceived
from grid.models import Visit, VisitPhoto

MOST_PHOTOS = 30
_HELD = Prepared(
    lambda scope: (
        Visit.objects.visible_to(scope)
        .select_for_update(of=("self",))
        .select_related("enterprise")
        .filter(uuid=Given("uuid", UUIDField()))
    )
)
_COUNT = Prepared(
    lambda _: (
        VisitPhoto.objects.filter(visit_id=Given("visit", BigIntegerField()))
        .values("visit_id")
        .annotate(n=Count("pk"))
        .order_by()
        .values_list("n", flat=True)
    )
)


# Who calls it has a savepoint of its own, or needs none.
@transaction.atomic(savepoint=False)
def add_photo(
    *,
    actor: User,
    at: datetime,
    scope: Scope,
    visit: UUID,
    uuid: UUID,
    received: Received,
    original_name: str,
    caption: str = "",
) -> VisitPhoto:
    """The photo as received; it is shown once its rendition is made. Missing for a visit out of sight."""
    held: Visit | None = _HELD.first(scope, uuid=visit)
    if held is None:
        raise Missing(_("没有找到这次走访。"), field="visit")
    ask_amender(held, scope)
    if not received.content_type.startswith("image/"):
        raise InvalidField(
            _("走访照片只接受图片。"), field="file", remedy=_("请上传 JPEG、PNG 或 WebP 图片。")
        )
    if (_COUNT.first(None, visit=held.pk) or 0) >= MOST_PHOTOS:
        raise WrongState(_("一次走访最多 %(n)d 张照片。") % {"n": MOST_PHOTOS}, remedy=_("请另记一次走访。"))

    photo = VisitPhoto.objects.create(
        visit=held,
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
            topics=topics(held.enterprise, units={held.unit_id}, users={held.author_id}),
            visit=str(held.uuid),
            enterprise=enterprise_name(held.enterprise),
            photo=str(uuid),
        )
    )
    return photo
