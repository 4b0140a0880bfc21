"""Judging and keeping bytes that somebody sent: by their content, before any receipt is given."""

from __future__ import annotations

import hashlib
import io
import os
import secrets
import warnings
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

from core.fingerprints import fingerprint
from core.refusals import InvalidField

IMAGES = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}
RENDITION_SIDE = 2000


@dataclass(frozen=True, kw_only=True)
class Received:
    """What was found in the bytes, and where they are kept below MEDIA_ROOT."""

    content_type: str
    size: int
    sha256: str
    original: str


@dataclass(frozen=True)
class Rendition:
    """What is served instead of the original: its name below MEDIA_ROOT, and the fingerprint of what it shows."""

    name: str
    fingerprint: int | None = None


def receive(data: bytes) -> Received:
    """Judge the content, keep the bytes, and return their facts. Raises InvalidField with the remedy."""
    content_type = _judge(data)
    name = new_name()
    path = Path(settings.MEDIA_ROOT) / name
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    return Received(
        content_type=content_type, size=len(data), sha256=hashlib.sha256(data).hexdigest(), original=name
    )


def new_name() -> str:
    """A name below MEDIA_ROOT that nobody has; its folder is there."""
    name = f"{secrets.token_hex(1)}/{secrets.token_hex(16)}"
    (Path(settings.MEDIA_ROOT) / name).parent.mkdir(parents=True, exist_ok=True)
    return name


def adopt(name: str) -> Received:
    """As `receive`, for bytes that already lie under this name."""
    data = (Path(settings.MEDIA_ROOT) / name).read_bytes()
    return Received(
        content_type=_judge(data), size=len(data), sha256=hashlib.sha256(data).hexdigest(), original=name
    )


def render(original: str, content_type: str) -> Rendition:
    """Make what is served: an image is decoded, turned upright and re-encoded without metadata.

    Raises OSError or ValueError when the image cannot be decoded.
    """
    if not content_type.startswith("image/"):
        return Rendition(original)
    return _BEHIND.submit(_render, original).result()


def _render(original: str) -> Rendition:
    root = Path(settings.MEDIA_ROOT)
    with Image.open(root / original) as image:
        image.draft("RGB", (RENDITION_SIDE, RENDITION_SIDE))
        upright = ImageOps.exif_transpose(image).convert("RGB")
        upright.thumbnail((RENDITION_SIDE, RENDITION_SIDE))
        name = f"{original}.jpg"
        upright.save(root / name, "JPEG", quality=80)
    return Rendition(name, fingerprint(upright))


def _give_way() -> None:
    """This thread runs when nobody else has anything to do, where a thread has a priority of its own: on Linux."""
    if hasattr(os, "SCHED_IDLE"):
        os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))


_BEHIND = ThreadPoolExecutor(max_workers=1, thread_name_prefix="render", initializer=_give_way)
"""Renditions give way to whoever waits for an answer: on Linux a priority is each thread's own."""


def _judge(data: bytes) -> str:
    """The content type that the bytes themselves prove."""
    if not data:
        raise InvalidField(_("文件是空的。"), field="file", remedy=_("请重新选择文件。"))
    if len(data) > settings.UPLOAD_MAX_BYTES:
        raise InvalidField(_("文件超过 10 MB。"), field="file", remedy=_("请压缩后再上传,或分成几个文件。"))
    if data.startswith(b"%PDF-"):
        return "application/pdf"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=tuple(IMAGES)) as image:
                width, height = image.size
                kind = image.format or ""
                image.verify()
    except (
        OSError,
        ValueError,
        SyntaxError,
        Image.DecompressionBombWarning,
        Image.DecompressionBombError,
    ) as error:
        raise InvalidField(
            _("文件内容不是可用的图片或 PDF。"),
            field="file",
            remedy=_("请上传 JPEG、PNG、WebP 图片或 PDF 文件。"),
        ) from error
    if width * height > settings.UPLOAD_MAX_PIXELS:
        raise InvalidField(_("图片尺寸过大。"), field="file", remedy=_("请缩小到 4000 万像素以内。"))
    return IMAGES[kind]
