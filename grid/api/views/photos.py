"""Photos of visits: sent once, judged at once, shown as a rendition to those who may see the visit."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import FileResponse
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.models import STAFF
from core.api.idempotency import create_once
from core.api.views import ScopedView
from core.models import FileState
from core.uploads import receive
from grid.actions.add_photo import add_photo
from grid.api.inputs import PhotoInput
from grid.api.serializers import ReceivedPhotoSerializer
from grid.models import Visit, VisitPhoto


class VisitPhotosView(ScopedView):
    model = Visit
    roles = STAFF
    parser_classes = [MultiPartParser]
    idempotent_create = True

    @extend_schema(
        operation_id="add_visit_photo",
        request={"multipart/form-data": PhotoInput},
        responses={201: ReceivedPhotoSerializer},
    )
    def post(self, request: Request, uuid: UUID) -> Response:
        """Add a photo. The answer carries the SHA-256 of the bytes received; the rendition follows."""
        visit, body = self.find(uuid=uuid), self.sent(PhotoInput)
        file = body.pop("file")
        data = file.read(settings.UPLOAD_MAX_BYTES + 1)

        def do() -> dict[str, Any]:
            photo = add_photo(
                actor=self.actor,
                at=timezone.now(),
                scope=self.scope,
                visit=visit.uuid,
                received=receive(data),
                original_name=file.name,
                **body,
            )
            return dict(ReceivedPhotoSerializer(photo).data)

        digest = sha256(sha256(data).digest() + body.get("caption", "").encode()).hexdigest()
        return create_once(request, {"uuid": str(body["uuid"])}, do, digest=digest)


class PhotoView(ScopedView):
    model = VisitPhoto

    @extend_schema(operation_id="get_photo", responses={(200, "image/jpeg"): OpenApiTypes.BINARY})
    def get(self, request: Request, uuid: UUID) -> FileResponse:
        """The rendition: upright, at most 2000 pixels a side, without metadata."""
        photo = self.find(uuid=uuid, state=FileState.READY)
        return FileResponse(
            (Path(settings.MEDIA_ROOT) / photo.rendition).open("rb"),
            content_type="image/jpeg",
            filename=f"{photo.uuid}.jpg",
            headers={
                "Cache-Control": "private, max-age=86400, immutable",
                "X-Content-Type-Options": "nosniff",
                "Content-Security-Policy": "default-src 'none'; sandbox",
            },
        )
