"""Few colours for a picture of a screen, chosen so that a small red lamp stays red and white stays white."""

from __future__ import annotations

from PIL import Image

Colour = tuple[int, int, int]


def in_few_colours(picture: Image.Image, number: int) -> Image.Image:
    """Every colour becomes the nearest of a few, and each of those is a colour of the picture.

    One after the other the colour that would be shown most wrongly is added: how far it is from the nearest one
    chosen, times the root of how often it occurs.
    """
    width, height = picture.size
    seen: dict[Colour, float] = {
        (part[0], part[1], part[2]): count**0.5
        for count, part in picture.getcolors(maxcolors=width * height) or []
        if isinstance(part, tuple)
    }
    chosen: list[Colour] = []
    away = dict.fromkeys(seen, 3 * 255**2)
    nearest = dict.fromkeys(seen, 0)
    while len(chosen) < number and any(away.values()):
        red, green, blue = new = max(away, key=lambda colour: away[colour] * seen[colour])
        chosen.append(new)
        for colour, distance in away.items():
            closer = (colour[0] - red) ** 2 + (colour[1] - green) ** 2 + (colour[2] - blue) ** 2
            if closer < distance:
                away[colour], nearest[colour] = closer, len(chosen) - 1
    drawn = Image.new("P", (width, height))
    drawn.putpalette([part for colour in chosen for part in colour])
    raw = picture.tobytes()
    drawn.putdata([nearest[pixel] for pixel in zip(raw[::3], raw[1::3], raw[2::3], strict=True)])
    return drawn
