"""Bytes that come in pieces (tus 1.0): each piece at the offset where the last one ended, the whole by its hash."""

from __future__ import annotations

import hashlib
import os
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.db.models import BigIntegerField, UUIDField
from django.utils.translation import gettext_lazy as _

from core.answered import other_body
from core.models import Receipt, Upload
from core.prepared import Given, Prepared
from core.refusals import InvalidField, NotYet, Refusal
from core.uploads import Received, adopt, new_name

KEPT_FOR = timedelta(days=3)
BATCH = 100
_USER, _UUID = Given("user", BigIntegerField()), Given("uuid", UUIDField())
OWN_UPLOAD = Prepared(lambda _: Upload.objects.filter(user_id=_USER, uuid=_UUID))
HELD_UPLOAD = Prepared(lambda _: Upload.objects.select_for_update().filter(user_id=_USER, uuid=_UUID))
"""The upload of a `user` under the `uuid` that the device made, and the same under lock."""
BEGIN = """
    INSERT INTO core_upload (user_id, uuid, size, sha256, path, "offset", touched_at)
    VALUES (%s, %s, %s, %s, %s, %s, %s)
    ON CONFLICT ON CONSTRAINT upload_of_user DO UPDATE SET touched_at = excluded.touched_at
    RETURNING id, size, sha256, path, "offset"
"""


class OtherOffset(Refusal):
    """The piece does not begin where the bytes received so far end."""

    code = "other_offset"


class Garbled(Refusal):
    """The piece is not what its checksum says."""

    status = 460
    code = "garbled"


ADVANCE = 'UPDATE core_upload SET "offset" = %s, touched_at = %s WHERE id = %s'
FINISH = """
    DELETE FROM core_upload WHERE user_id = %s AND uuid = %s AND "offset" = size RETURNING path, sha256
"""


def begin_upload(
    *, actor: Any, at: datetime, uuid: UUID, size: int, sha256: str, first: bytes = b""
) -> Upload:
    """The upload, held: new with its first piece, or as begun before; OtherBody (422) when that was another.

    `first` has been through `ask_piece`.
    """
    if not 0 < size <= settings.UPLOAD_MAX_BYTES:
        raise InvalidField(_("文件超过 10 MB。"), field="file", remedy=_("请压缩后再上传,或分成几个文件。"))
    name = new_name()
    if first:
        _write(name, first, offset=0, size=size)
    with connection.cursor() as cursor:
        cursor.execute(BEGIN, [actor.pk, uuid, size, sha256, name, len(first), at])
        kept = dict(zip(("id", "size", "sha256", "path", "offset"), cursor.fetchone(), strict=True))
    found = Upload(user=actor, uuid=uuid, touched_at=at, **kept)
    if first and found.path != name:
        _path(name).unlink()
    if (found.size, found.sha256) != (size, sha256):
        raise other_body(sent=sha256, stored=found.sha256)
    return found


def ask_piece(data: bytes, *, checksum: bytes | None, offset: int, here: int, size: int) -> None:
    """Refuses a piece that is not what its checksum says, or does not begin at `here`, or ends beyond `size`."""
    if checksum is not None and hashlib.sha256(data).digest() != checksum:
        raise Garbled(_("数据在途中损坏了。"), remedy=_("请重新发送这一段。"))
    if offset != here or offset + len(data) > size:
        raise OtherOffset(_("数据的位置不对。"), remedy=_("请从已收到的位置继续。"), offset=here, size=size)


def add_piece(upload: Upload, *, at: datetime, offset: int, data: bytes, checksum: bytes | None) -> None:
    """Add a piece to an upload that is held. The row's offset is the truth: bytes behind it were never acknowledged."""
    ask_piece(data, checksum=checksum, offset=offset, here=upload.offset, size=upload.size)
    _write(upload.path, data, offset=offset, size=upload.size)
    upload.offset += len(data)
    upload.touched_at = at
    with connection.cursor() as cursor:
        cursor.execute(ADVANCE, [upload.offset, at, upload.pk])


def _write(name: str, data: bytes, *, offset: int, size: int) -> None:
    """The whole lies on the disk before anybody is told that it came."""
    path = _path(name)
    with path.open("r+b" if path.exists() else "wb") as file:
        file.seek(offset)
        file.write(data)
        file.truncate()
        if offset + len(data) == size:
            file.flush()
            os.fsync(file.fileno())


def _path(name: str) -> Path:
    return Path(settings.MEDIA_ROOT) / name


def finish_upload(*, actor: Any, uuid: UUID) -> Received:
    """The whole, judged by its content; the upload's row goes with the transaction that keeps the file, if it does.

    Unfinished while bytes are missing, InvalidField when they are not those that were announced.
    """
    with connection.cursor() as cursor:
        cursor.execute(FINISH, [actor.pk, uuid])
        whole = cursor.fetchone()
    if whole is None:
        raise Unfinished(_("照片还没有传完。"), remedy=_("手机会自动继续上传。"))
    path, announced = whole
    received = adopt(path)
    if received.sha256 != announced:
        raise InvalidField(_("收到的文件与原件不一致。"), field="file", remedy=_("请重新选择文件。"))
    return received


class Unfinished(NotYet):
    """The bytes are not all here; the device sends the rest."""

    code = "unfinished"


def sweep_uploads(at: datetime) -> int:
    """Forget uploads that nobody has touched for three days and that no held item still waits for."""
    held = Receipt.objects.filter(settled_at__isnull=True).exclude(outcome="stored").values("item")
    orphans = Upload.objects.filter(touched_at__lt=at - KEPT_FOR).exclude(uuid__in=held)
    found = list(orphans.order_by("id")[:BATCH])
    for upload in found:
        _path(upload.path).unlink(missing_ok=True)
    Upload.objects.filter(pk__in=[upload.pk for upload in found]).delete()
    return len(found)
