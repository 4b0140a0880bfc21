"""Photos as a phone takes them."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageDraw
from playwright.sync_api import FilePayload


def photo(name: str) -> FilePayload:
    """A JPEG of a factory gate, more or less, with a place in its metadata that nobody may read."""
    image = Image.new("RGB", (1200, 900), "#9db4c8")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 600, 1200, 900), fill="#6b7075")
    draw.rectangle((300, 250, 900, 620), fill="#c9c2b6")
    draw.rectangle((480, 400, 720, 620), fill="#3d4957")
    exif = Image.Exif()
    exif[0x010E] = "secret place"
    written = BytesIO()
    image.save(written, "JPEG", quality=85, exif=exif)
    return {"name": name, "mimeType": "image/jpeg", "buffer": written.getvalue()}
