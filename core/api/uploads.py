"""Bytes in pieces, as tus 1.0 says (core, creation, creation-with-upload, checksum, expiration)."""

from __future__ import annotations

import base64
import binascii
import re
from typing import IO, Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter, OpenApiRequest, OpenApiResponse, extend_schema
from rest_framework.parsers import BaseParser
from rest_framework.request import Request
from rest_framework.response import Response

from core.api.views import ScopedView
from core.models import Upload
from core.pieces import HELD_UPLOAD, KEPT_FOR, OWN_UPLOAD, add_piece, ask_piece, begin_upload
from core.refusals import InvalidField, Missing, Refusal

VERSION = "1.0.0"
LARGEST_PIECE = 512 * 1024
OPTIONS = {
    "Tus-Resumable": VERSION,
    "Tus-Version": VERSION,
    "Tus-Extension": "creation,creation-with-upload,checksum,expiration",
    "Tus-Checksum-Algorithm": "sha256",
}
BYTES = {"application/offset+octet-stream": OpenApiRequest({"type": "string", "format": "binary"})}
LENGTH = OpenApiParameter("Upload-Length", int, "header", required=True)
METADATA = OpenApiParameter(
    "Upload-Metadata", str, "header", required=True, description="id and sha256, each value in Base64"
)
OFFSET = OpenApiParameter("Upload-Offset", int, "header", required=True)
CHECKSUM = OpenApiParameter(
    "Upload-Checksum", str, "header", description="sha256 and the Base64 of the piece's"
)
DONE = {204: OpenApiResponse(description="Upload-Offset says how much is here.")}


class PieceParser(BaseParser):
    """The piece as it came, at most 512 KB."""

    media_type = "application/offset+octet-stream"

    def parse(self, stream: IO[Any], media_type: str | None = None, parser_context: Any = None) -> Any:
        data: bytes = stream.read(LARGEST_PIECE + 1)
        if len(data) > LARGEST_PIECE:
            raise InvalidField(_("一段最多 512 KB。"), field="body", remedy=_("请分成更小的段。"))
        return data


class UploadsView(ScopedView):
    """Uploads are found by their owner and the id that the owner made; nobody else's can be reached."""

    model = None
    parser_classes = [PieceParser]
    also_refuses = frozenset({409, 422, 460})

    @extend_schema(exclude=True)
    def options(self, request: Any, *args: Any, **kwargs: Any) -> Response:
        """What this server can do."""
        return Response(status=204, headers={**OPTIONS, "Tus-Max-Size": str(settings.UPLOAD_MAX_BYTES)})

    @extend_schema(
        operation_id="begin_upload",
        parameters=[LENGTH, METADATA, CHECKSUM],
        request=BYTES,
        responses={201: None},
    )
    def post(self, request: Request) -> Response:
        """Announce an upload under the id of the photo or file it will be; a first piece may come along."""
        told = _metadata(request.headers.get("Upload-Metadata", ""))
        at, first, checksum = timezone.now(), _piece(request), _checksum(request)
        size = _whole(request, "Upload-Length")
        refused: Refusal | None = None
        try:
            ask_piece(first, checksum=checksum, offset=0, here=0, size=size)
        except Refusal as error:
            # The upload is begun all the same; its first piece can be sent again.
            refused, first = error, b""
        with transaction.atomic():
            upload = begin_upload(
                actor=self.actor,
                at=at,
                uuid=_uuid(told.get("id", "")),
                size=size,
                sha256=_sha256(told.get("sha256", "")),
                first=first,
            )
            if first and upload.offset == 0:
                add_piece(upload, at=at, offset=0, data=first, checksum=None)
        if refused and upload.offset == 0:
            raise refused
        return Response(status=201, headers=_state(upload, Location=f"/api/v1/uploads/{upload.uuid}"))


class UploadView(ScopedView):
    """As UploadsView."""

    model = None
    parser_classes = [PieceParser]
    also_refuses = frozenset({409, 460})

    @extend_schema(exclude=True)
    def head(self, request: Request, uuid: UUID) -> Response:
        """How much of it is here."""
        return Response(status=200, headers=_state(self._mine(uuid)))

    @extend_schema(operation_id="add_piece", parameters=[OFFSET, CHECKSUM], request=BYTES, responses=DONE)
    def patch(self, request: Request, uuid: UUID) -> Response:
        """Add the piece that begins at Upload-Offset; 409 with the true offset when the last one ended elsewhere."""
        at, offset = timezone.now(), _whole(request, "Upload-Offset")
        data, checksum = _piece(request), _checksum(request)
        with transaction.atomic():
            upload = self._mine(uuid, held=True)
            add_piece(upload, at=at, offset=offset, data=data, checksum=checksum)
        return Response(status=204, headers=_state(upload))

    def _mine(self, uuid: UUID, *, held: bool = False) -> Upload:
        read = HELD_UPLOAD if held else OWN_UPLOAD
        found: Upload | None = read.first(None, user=self.actor.pk, uuid=uuid)
        if found is None:
            raise Missing(_("没有这个上传。"), remedy=_("请重新开始上传。"))
        return found


def _state(upload: Upload, **more: str) -> dict[str, str]:
    return {
        "Tus-Resumable": VERSION,
        "Upload-Offset": str(upload.offset),
        "Upload-Length": str(upload.size),
        "Upload-Expires": (upload.touched_at + KEPT_FOR).strftime("%a, %d %b %Y %H:%M:%S GMT"),
        "Cache-Control": "no-store",
        **more,
    }


def _piece(request: Request) -> bytes:
    data: Any = request.data
    return data if isinstance(data, bytes) else b""


def _metadata(header: str) -> dict[str, str]:
    try:
        pairs = [pair.strip().partition(" ") for pair in header.split(",") if pair.strip()]
        return {key: base64.b64decode(value, validate=True).decode() for key, _space, value in pairs}
    except (binascii.Error, UnicodeDecodeError, ValueError) as error:
        raise InvalidField(
            _("上传说明无法识别。"), field="Upload-Metadata", remedy=_("请按 tus 1.0 的格式发送。")
        ) from error


def _checksum(request: Request) -> bytes | None:
    name, _space, value = request.headers.get("Upload-Checksum", "").partition(" ")
    if not name:
        return None
    try:
        if name != "sha256":
            raise ValueError
        return base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError) as error:
        raise InvalidField(
            _("校验值无法识别。"), field="Upload-Checksum", remedy=_("请使用 sha256。")
        ) from error


def _whole(request: Request, name: str) -> int:
    text = request.headers.get(name, "")
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise InvalidField(_("缺少或错误的长度。"), field=name, remedy=_("请按 tus 1.0 的格式发送。"))
    return int(text)


def _sha256(text: str) -> str:
    if not re.fullmatch(r"[0-9a-f]{64}", text):
        raise InvalidField(_("校验值无法识别。"), field="sha256", remedy=_("请使用 sha256。"))
    return text


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise InvalidField(_("缺少编号。"), field="id", remedy=_("请为每个文件生成一个 UUID。")) from error
