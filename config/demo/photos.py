"""Drawn photos: a yard, a hall, a gate. Real JPEG files, kept and re-encoded as if somebody had sent them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

from django.conf import settings
from PIL import Image, ImageDraw, ImageFilter

from config.demo.chance import Chance
from core.models import FileState
from core.uploads import render

FOLDER = "demo"
WIDTH, HEIGHT = 960, 720
Colour = tuple[int, int, int]
SKIES: tuple[tuple[Colour, Colour], ...] = (
    ((120, 170, 215), (225, 236, 243)),
    ((165, 178, 190), (228, 230, 230)),
    ((240, 190, 140), (250, 230, 205)),
)
WALLS: tuple[Colour, ...] = (
    (196, 202, 207),
    (170, 186, 200),
    (214, 204, 188),
    (150, 168, 178),
    (204, 190, 170),
)


def photo(chance: Chance) -> dict[str, Any]:
    """Draw and store one; the columns of a stored file that tell where and what it is."""
    picture = _draw(chance)
    stream = BytesIO()
    picture.save(stream, "JPEG", quality=88)
    data = stream.getvalue()
    name = f"{FOLDER}/{chance.letters(32, '0123456789abcdef')}"
    path = Path(settings.MEDIA_ROOT) / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return {
        "uuid": chance.uuid(),
        "original_name": f"IMG_{chance.digits(4)}.jpg",
        "content_type": "image/jpeg",
        "size": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
        "state": FileState.READY,
        "original": name,
        "rendition": render(name, "image/jpeg").name,
    }


def _draw(chance: Chance) -> Image.Image:
    picture = _sky(chance)
    pen = ImageDraw.Draw(picture)
    horizon = chance.whole(400, 470)
    pen.rectangle(
        (0, horizon, WIDTH, HEIGHT), fill=chance.one(((150, 150, 146), (168, 164, 156), (132, 140, 138)))
    )
    chance.one(SCENES)(chance, pen, horizon)
    return picture.filter(ImageFilter.GaussianBlur(0.8))


def _sky(chance: Chance) -> Image.Image:
    top, bottom = chance.one(SKIES)
    gradient = Image.linear_gradient("L").resize((WIDTH, HEIGHT))
    return Image.composite(
        Image.new("RGB", (WIDTH, HEIGHT), bottom), Image.new("RGB", (WIDTH, HEIGHT), top), gradient
    )


def _yard(chance: Chance, pen: ImageDraw.ImageDraw, horizon: int) -> None:
    """Halls with saw-tooth roofs and a truck."""
    left = -40
    while left < WIDTH:
        width, height = chance.whole(180, 320), chance.whole(110, 230)
        wall = chance.one(WALLS)
        pen.rectangle((left, horizon - height, left + width, horizon + 20), fill=wall)
        for step in range(left, left + width, 60):
            pen.polygon(
                ((step, horizon - height), (step + 60, horizon - height), (step, horizon - height - 34)),
                fill=_shade(wall, 0.8),
            )
        for window in range(left + 18, left + width - 30, 46):
            pen.rectangle(
                (window, horizon - height + 40, window + 26, horizon - height + 66), fill=(88, 110, 128)
            )
        left += width + chance.whole(8, 60)
    _truck(chance, pen, horizon)


def _truck(chance: Chance, pen: ImageDraw.ImageDraw, horizon: int) -> None:
    left, top = chance.whole(120, 560), horizon + 60
    paint = chance.one(((190, 60, 50), (40, 90, 160), (230, 230, 228)))
    pen.rectangle((left, top - 90, left + 210, top + 20), fill=(225, 226, 224))
    pen.rectangle((left + 214, top - 52, left + 280, top + 20), fill=paint)
    pen.rectangle((left + 236, top - 44, left + 276, top - 14), fill=(120, 150, 170))
    for wheel in (left + 30, left + 150, left + 232):
        pen.ellipse((wheel, top, wheel + 42, top + 42), fill=(36, 36, 38))


def _hall(chance: Chance, pen: ImageDraw.ImageDraw, horizon: int) -> None:
    """A hall from within: beams, lamps, machines in rows."""
    pen.rectangle((0, 0, WIDTH, horizon), fill=chance.one(WALLS))
    for beam in range(0, WIDTH, 120):
        pen.line((beam, 0, WIDTH // 2, horizon - 120), fill=(110, 116, 120), width=5)
    for lamp in range(60, WIDTH, 150):
        pen.ellipse((lamp, 60, lamp + 46, 76), fill=(255, 250, 225))
    for row in range(3):
        size = 70 + row * 46
        for left in range(30 - row * 20, WIDTH, size + 60):
            top = horizon - 40 + row * 80
            paint = chance.one(((60, 120, 110), (70, 100, 150), (150, 156, 160)))
            pen.rectangle((left, top - size // 2, left + size, top + size // 3), fill=paint)
            pen.rectangle((left + size // 5, top - size // 3, left + size // 2, top), fill=_shade(paint, 1.4))


def _gate(chance: Chance, pen: ImageDraw.ImageDraw, horizon: int) -> None:
    """A gate with a barrier and a tent where temperatures are taken."""
    for pillar in (140, 760):
        pen.rectangle((pillar, horizon - 210, pillar + 60, horizon + 60), fill=chance.one(WALLS))
    pen.rectangle((120, horizon - 250, 840, horizon - 190), fill=(178, 40, 40))
    for stripe in range(200, 760, 56):
        pen.rectangle((stripe, horizon + 8, stripe + 28, horizon + 26), fill=(200, 50, 45))
        pen.rectangle((stripe + 28, horizon + 8, stripe + 56, horizon + 26), fill=(245, 245, 245))
    left = chance.whole(230, 520)
    pen.polygon(
        ((left, horizon - 70), (left + 90, horizon - 130), (left + 180, horizon - 70)), fill=(50, 110, 180)
    )
    for post in (left + 8, left + 168):
        pen.rectangle((post, horizon - 70, post + 6, horizon + 90), fill=(90, 92, 96))
    pen.rectangle((left + 40, horizon + 30, left + 140, horizon + 90), fill=(236, 236, 230))


def _shade(colour: Colour, factor: float) -> Colour:
    red, green, blue = (min(255, round(part * factor)) for part in colour)
    return red, green, blue


SCENES: tuple[Callable[[Chance, ImageDraw.ImageDraw, int], None], ...] = (_yard, _hall, _gate)
