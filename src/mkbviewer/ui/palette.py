"""The colours of the program, light and dark, and those of the series."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import count

from mkbviewer.core.frame import Frame, Series

READABLE = 4.5
"""The contrast that WCAG asks for between text and its background."""

_TOTALS = ("totaal", "total", "alle ", "all ")


@dataclass(frozen=True)
class Palette:
    """Every colour as `#rrggbb`; `total`, `size_classes` and `members` are colours of series."""

    name: str
    window: str
    sidebar: str
    card: str
    border: str
    text: str
    muted: str
    faint: str
    accent: str
    accent_text: str
    accent_soft: str
    heading: str
    grid: str
    axis: str
    error: str
    error_soft: str
    warning: str
    warning_soft: str
    ok: str
    ok_soft: str
    total: str
    size_classes: Mapping[str, str]
    members: tuple[str, ...]

    @property
    def is_dark(self) -> bool:
        """Whether text is lighter than its background."""
        return _luminance(self.text) > _luminance(self.card)

    def series_colours(self, frame: Frame) -> tuple[str, ...]:
        """One colour for each series of a frame.

        A size class always has its own, a total is neutral; other members take the next of the
        colours that colour-blind people can tell apart, beginning again when those run out.
        """
        free = count()
        return tuple(self._colour(series, free) for series in frame.series)

    def _colour(self, series: Series, free: Iterator[int]) -> str:
        for name in (series.member, series.label):
            if colour := self.size_classes.get(name.strip().lower()):
                return colour
        label = series.label.strip().lower()
        if label == "mkb" or label.startswith(_TOTALS):
            return self.total
        return self.members[next(free) % len(self.members)]


LIGHT = Palette(
    name="light",
    window="#f4f6f8",
    sidebar="#edf1f4",
    card="#ffffff",
    border="#dbe1e6",
    text="#16202a",
    muted="#5b6975",
    faint="#98a4ae",
    accent="#0b6a94",
    accent_text="#ffffff",
    accent_soft="#d3e6f0",
    heading="#0b4a6e",
    grid="#e6eaee",
    axis="#aab4bd",
    error="#b3261e",
    error_soft="#fbe9e7",
    warning="#8a5a00",
    warning_soft="#fff4d6",
    ok="#1b7a52",
    ok_soft="#e2f4eb",
    total="#3c4752",
    size_classes={
        "zzp": "#8ecae6",
        "micro": "#219ebc",
        "klein": "#126782",
        "midden": "#023e73",
        "groot": "#f28c0f",
    },
    members=(
        "#0b6a94",
        "#e07a1f",
        "#c2385a",
        "#1f6318",
        "#b17be0",
        "#19a68a",
        "#a68d5b",
        "#1d5ebf",
        "#73286e",
        "#0d5940",
    ),
)

DARK = Palette(
    name="dark",
    window="#12181e",
    sidebar="#161e26",
    card="#1b242d",
    border="#303c47",
    text="#e8edf1",
    muted="#a3b0bb",
    faint="#6f7d89",
    accent="#4fb3dc",
    accent_text="#0c1319",
    accent_soft="#22425a",
    heading="#8fd0ee",
    grid="#2a3540",
    axis="#586672",
    error="#ff8a80",
    error_soft="#4a2422",
    warning="#f5c451",
    warning_soft="#453717",
    ok="#6fd3a3",
    ok_soft="#1d3f31",
    total="#c9d2da",
    size_classes={
        "zzp": "#d4eefa",
        "micro": "#8ecae6",
        "klein": "#3fb2d3",
        "midden": "#2b88c9",
        "groot": "#f7a440",
    },
    members=(
        "#4fb3dc",
        "#f5a05a",
        "#e97aa0",
        "#81ebab",
        "#8c9cff",
        "#b27862",
        "#ebe481",
        "#1bb2a8",
        "#9fe8f2",
        "#ff9c8c",
    ),
)


def readable(colour: str, background: str, contrast: float = READABLE) -> str:
    """The colour, moved towards black or white only as far as text on the background needs."""
    return _readable(colour, background, contrast)


@lru_cache(maxsize=512)
def _readable(colour: str, background: str, contrast: float) -> str:
    towards = 0 if _luminance(background) > 0.18 else 255
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
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


@lru_cache(maxsize=512)
def _luminance(colour: str) -> float:
    linear = [
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
        for channel in (value / 255 for value in _channels(colour))
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
