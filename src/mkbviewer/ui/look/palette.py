"""The colours of the program, light and dark, and those of the series."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import cycle

from mkbviewer.core.frame import Frame, Series
from mkbviewer.core.model import Member
from mkbviewer.core.recipes.breakdown import MKB, is_total
from mkbviewer.ui.look.colours import (
    MORE_READABLE,
    READABLE,
    blend,
    distance_between,
    luminance,
)

_PALER = (1.0, 0.65, 0.4)
"""How much of its colour the first, second and third side by side keeps on the ground."""

_APART = 55
"""From so far on, in steps of red, green and blue, two colours side by side look different."""

_TOTALS = ("totaal", "total", "alle ", "all ")


@dataclass(frozen=True, eq=False)
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
    contrast: float = READABLE
    """The least contrast of text with its background."""

    @property
    def is_dark(self) -> bool:
        """Whether text is lighter than its background."""
        return luminance(self.text) > luminance(self.card)

    # A page asks it of its frame for chart, table and controls; there are few palettes.
    @lru_cache(maxsize=4)  # noqa: B019
    def series_colours(self, frame: Frame) -> tuple[str, ...]:
        """One colour for each series of a frame.

        A size class always has its own, a total is neutral, a second one paler; other members take
        the next of the colours that colour-blind people can tell apart, beginning again when those
        run out. Those that look like the colour of a size class beside them are left out. A member
        has the same colour in each unit: those never share a chart.
        """
        wholes = dict.fromkeys(one.member or one.key for one in frame.series if _is_whole(one))
        greys = dict(zip(wholes, cycle(self._greys), strict=False))
        free = cycle(self._unlike(frame))
        if any(series.beside for series in frame.series):
            return self._colours_beside(frame, greys, free)
        given: dict[str, dict[str, str]] = {}
        found = []
        for series in frame.series:
            known = given.setdefault(series.member, {})
            is_again = bool(series.member and known) and series.unit not in known
            colour = next(iter(known.values())) if is_again else self._colour(series, greys, free)
            known[series.unit] = colour
            found.append(colour)
        return tuple(found)

    def _unlike(self, frame: Frame) -> tuple[str, ...]:
        """The colours of members that no size class in the frame looks like."""
        taken = {self._of_size_class(series) for series in frame.series} - {""}
        return tuple(
            one
            for one in self.members
            if all(distance_between(one, other) >= _APART for other in taken)
        )

    def _of_size_class(self, series: Series) -> str:
        names = (series.member, series.label)
        return next((c for n in names if (c := self.size_classes.get(n.strip().lower(), ""))), "")

    def _colours_beside(
        self, frame: Frame, greys: Mapping[str, str], free: Iterator[str]
    ) -> tuple[str, ...]:
        """A member's colour, paler for each that stands beside it; of one member, others."""
        besides = {
            one: place for place, one in enumerate(dict.fromkeys(s.beside for s in frame.series))
        }
        if len(besides) == len(frame.series):
            return tuple(self.members[place % len(self.members)] for place in besides.values())
        own: dict[tuple[str, str], str] = {}
        for series in frame.series:
            key = (series.measure, series.member)
            own[key] = own.get(key) or self._colour(series, greys, free)
        return tuple(
            blend(
                own[series.measure, series.member],
                self.card,
                _PALER[besides[series.beside] % len(_PALER)],
            )
            for series in frame.series
        )

    @property
    def _greys(self) -> tuple[str, ...]:
        return tuple(blend(self.total, self.card, part) for part in _PALER)

    def _colour(self, series: Series, greys: Mapping[str, str], free: Iterator[str]) -> str:
        if colour := self._of_size_class(series):
            return colour
        return greys.get(series.member or series.key) or next(free)


def _is_whole(series: Series) -> bool:
    """Whether a series is a total, or all of the mkb, by its code or else by its label."""
    label = series.label.strip().lower()
    if label == MKB or label.startswith(_TOTALS):
        return True
    if not series.member:
        return False
    return series.member == MKB or is_total(Member(series.member, series.label))


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
    accent_soft="#dbebf3",
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
        "zzp": "#4c9ad6",
        "micro": "#1b7f9f",
        "klein": "#105068",
        "midden": "#02305e",
        "groot": "#dc7a0a",
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
        "#592c1d",
        "#a486b3",
        "#a42c1d",
        "#b3683b",
        "#d17786",
        "#2c2c77",
        "#956868",
        "#b34aa4",
        "#862c3b",
        "#95680e",
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
    total="#97a3ae",
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
        "#59861d",
        "#b359b3",
        "#a49559",
        "#a46895",
        "#a4951d",
        "#598677",
        "#a4d1b3",
        "#5986c2",
        "#e0684a",
        "#a4d177",
    ),
)


CONTRAST = Palette(
    name="contrast",
    window="#ffffff",
    sidebar="#ffffff",
    card="#ffffff",
    border="#595959",
    text="#000000",
    muted="#303030",
    faint="#595959",
    accent="#003e8a",
    accent_text="#ffffff",
    accent_soft="#d9e6f7",
    heading="#002a5c",
    grid="#8c8c8c",
    axis="#404040",
    error="#8f0f0a",
    error_soft="#fff0ee",
    warning="#5c3b00",
    warning_soft="#fff6dc",
    ok="#0b5235",
    ok_soft="#eafaf1",
    total="#202020",
    size_classes={
        "zzp": "#3c8dc0",
        "micro": "#2470a0",
        "klein": "#10527e",
        "midden": "#022c55",
        "groot": "#b45a00",
    },
    members=(
        "#0b6a94",
        "#c8661a",
        "#c2385a",
        "#1f6318",
        "#9d68cc",
        "#17937a",
        "#8c7748",
        "#1d5ebf",
        "#73286e",
        "#0d5940",
        "#a486b3",
        "#3b3b0e",
        "#77952c",
        "#684a68",
        "#0e95ef",
        "#2c2c77",
        "#b33b2c",
        "#d17786",
        "#a41d68",
        "#0e8695",
    ),
    contrast=MORE_READABLE,
)

CONTRAST_DARK = Palette(
    name="contrast_dark",
    window="#000000",
    sidebar="#000000",
    card="#000000",
    border="#a6a6a6",
    text="#ffffff",
    muted="#dcdcdc",
    faint="#a6a6a6",
    accent="#6fc8f2",
    accent_text="#000000",
    accent_soft="#10324a",
    heading="#b8e4fa",
    grid="#6b6b6b",
    axis="#bfbfbf",
    error="#ffaea6",
    error_soft="#3a0f0c",
    warning="#ffd65c",
    warning_soft="#332600",
    ok="#86e8b8",
    ok_soft="#0a2f1f",
    total="#c0c0c0",
    size_classes={
        "zzp": "#e6f6ff",
        "micro": "#a5daf5",
        "klein": "#5cb8e0",
        "midden": "#3a86cc",
        "groot": "#ffae45",
    },
    members=DARK.members,
    contrast=MORE_READABLE,
)

PALETTES = (LIGHT, DARK, CONTRAST, CONTRAST_DARK)
