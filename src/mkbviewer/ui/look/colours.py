"""What can be done with colours: mixed, told apart, and made readable on others."""

import math
from functools import lru_cache

READABLE = 4.5
"""The contrast that WCAG asks for between text and its background."""

MORE_READABLE = 7.0
"""What it asks for where that must be certain, and what the palettes of high contrast give."""


@lru_cache(maxsize=512)
def readable(colour: str, background: str, contrast: float = READABLE) -> str:
    """The colour, moved towards black or white only as far as text on the background needs."""
    towards = 0 if luminance(background) > 0.18 else 255
    red, green, blue = _channels(colour)
    for step in range(21):
        part = step / 20
        moved = tuple(round(channel + (towards - channel) * part) for channel in (red, green, blue))
        candidate = "#{:02x}{:02x}{:02x}".format(*moved)
        if contrast_between(candidate, background) >= contrast:
            return candidate
    return "#000000" if towards == 0 else "#ffffff"


@lru_cache(maxsize=512)
def blend(colour: str, background: str, part: float) -> str:
    """The colour laid over the background, `part` of it (0 to 1)."""
    mixed = (
        round(over * part + under * (1 - part))
        for over, under in zip(_channels(colour), _channels(background), strict=True)
    )
    return "#{:02x}{:02x}{:02x}".format(*mixed)


def contrast_between(one: str, other: str) -> float:
    """WCAG's contrast ratio of two colours, from 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@lru_cache(maxsize=1024)  # A page asks for the colours of its series again and again.
def distance_between(one: str, other: str) -> float:
    """How far apart two colours are in red, green and blue."""
    return math.dist(_channels(one), _channels(other))


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


@lru_cache(maxsize=512)
def luminance(colour: str) -> float:
    """How light a colour is for the eye, from 0 to 1."""
    linear = [
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
        for channel in (value / 255 for value in _channels(colour))
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
