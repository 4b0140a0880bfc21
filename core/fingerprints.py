"""What a picture looks like, in 64 bits: nearly equal pictures have nearly equal ones."""

from __future__ import annotations

from PIL import Image, ImageStat

WIDTH, HEIGHT = 9, 8
SHOWN = 0.82
"""The share of the height that is looked at: below it stands the watermark with time and place."""
FLAT = 6.0
FINE = 128
"""Pixels a side that are enough to tell."""


def fingerprint(image: Image.Image) -> int | None:
    """Whether each of 8 x 8 fields is brighter than its neighbour, as a signed 64-bit number.

    None for a picture without contrast, which would look like any other.
    """
    grey = image.reduce(max(1, min(image.width // FINE, image.height // FINE))).convert("L")
    grey = grey.crop((0, 0, grey.width, max(1, round(grey.height * SHOWN))))
    if ImageStat.Stat(grey).stddev[0] < FLAT:
        return None
    pixels = list(grey.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS).tobytes())
    bits = 0
    for row in range(HEIGHT):
        for column in range(WIDTH - 1):
            bits = bits << 1 | (pixels[row * WIDTH + column] > pixels[row * WIDTH + column + 1])
    return bits - 2**64 if bits >= 2**63 else bits
