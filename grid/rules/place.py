"""How likely somebody was at a place, from a position fix and what the phone says of its own accuracy."""

from __future__ import annotations

from math import cos, exp, inf, pi, sin, sqrt

SIGMAS_AT_95 = 2.4477
"""A phone's accuracy is the radius that holds the true point in 95 of 100 cases (W3C Geolocation): for a round
normal error that is this many standard deviations."""
SMALLEST_SIGMA_M = 1.0
STEPS = 200
AXIS_M = 6_378_245.0
FLATTENING = 0.006_693_421_622_965_943


def chance_within(radius_m: float, *, distance_m: float, accuracy_m: float) -> float:
    """The probability (0 to 1) that the true point lies within `radius_m` of a site `distance_m` from the fix.

    The error is round and normal (a Rice distribution of the distance). Laws: falls with the distance, rises with
    the radius; with a perfect fix it is 1 inside and 0 outside.
    """
    sigma = max(accuracy_m / SIGMAS_AT_95, SMALLEST_SIGMA_M)
    low, high = max(0.0, distance_m - 8 * sigma), min(radius_m, distance_m + 8 * sigma)
    if high <= low:
        return 1.0 if distance_m < radius_m else 0.0
    step = (high - low) / STEPS
    weights = (1 if i in (0, STEPS) else 4 if i % 2 else 2 for i in range(STEPS + 1))
    total = sum(w * _rice(low + i * step, distance_m, sigma) for i, w in enumerate(weights))
    return min(1.0, max(0.0, total * step / 3))


def chance_of_error(off_m: float, *, accuracy_m: float) -> float:
    """The probability that a fix errs by at least `off_m`, given what the phone says of its accuracy (Rayleigh)."""
    sigma = max(accuracy_m / SIGMAS_AT_95, SMALLEST_SIGMA_M)
    return exp(-(max(0.0, off_m) ** 2) / (2 * sigma**2))


def _rice(r: float, d: float, sigma: float) -> float:
    """The density of the true distance `r`; the Bessel function is scaled so that nothing overflows."""
    return r / sigma**2 * exp(-((r - d) ** 2) / (2 * sigma**2)) * _scaled_bessel(r * d / sigma**2)


def _scaled_bessel(x: float) -> float:
    """exp(-x) I0(x) for x >= 0, within 2e-7 (Abramowitz and Stegun 9.8.1 and 9.8.2)."""
    if x < 3.75:
        t = (x / 3.75) ** 2
        parts: tuple[float, ...] = (1.0, 3.5156229, 3.0899424, 1.2067492, 0.2659732, 0.0360768, 0.0045813)
        return exp(-x) * sum(part * t**power for power, part in enumerate(parts))
    t = 3.75 / x
    parts = (
        0.39894228, 0.01328592, 0.00225319, -0.00157565, 0.00916281,
        -0.02057706, 0.02635537, -0.01647633, 0.00392377,
    )  # fmt: skip
    return sum(part * t**power for power, part in enumerate(parts)) / sqrt(x)


def to_gcj02(lat: float, lon: float) -> tuple[float, float]:
    """A WGS-84 point as the maps of China draw it (GCJ-02): 100 to 700 m away. Outside China they are the same."""
    if not (72.004 <= lon <= 137.8347 and 0.8293 <= lat <= 55.8271):
        return lat, lon
    x, y = lon - 105.0, lat - 35.0
    waves = (20 * sin(6 * x * pi) + 20 * sin(2 * x * pi)) * 2 / 3
    north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x)) + waves
    north += (20 * sin(y * pi) + 40 * sin(y / 3 * pi)) * 2 / 3
    north += (160 * sin(y / 12 * pi) + 320 * sin(y * pi / 30)) * 2 / 3
    east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x)) + waves
    east += (20 * sin(x * pi) + 40 * sin(x / 3 * pi)) * 2 / 3
    east += (150 * sin(x / 12 * pi) + 300 * sin(x / 30 * pi)) * 2 / 3
    angle = lat / 180 * pi
    bend = 1 - FLATTENING * sin(angle) ** 2
    turn_lat = north * 180 / (AXIS_M * (1 - FLATTENING) / (bend * sqrt(bend)) * pi)
    turn_lon = east * 180 / (AXIS_M / sqrt(bend) * cos(angle) * pi)
    return lat + turn_lat, lon + turn_lon


def from_gcj02(lat: float, lon: float) -> tuple[float, float]:
    """A GCJ-02 point in WGS-84, within a centimetre."""
    guess, left = (lat, lon), inf
    for _ in range(8):
        moved = to_gcj02(*guess)
        off = lat - moved[0], lon - moved[1]
        guess, left = (guess[0] + off[0], guess[1] + off[1]), abs(off[0]) + abs(off[1])
        if left < 1e-9:
            break
    return guess
