"""The cycle clock: where each series stands at a moment, and the way that it came."""

import math
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from mkbviewer.core.cycle.cycle import Cycle
from mkbviewer.core.cycle.cycle_method import Method
from mkbviewer.core.cycle.cycle_series import Kind
from mkbviewer.core.cycle.weather import composite
from mkbviewer.core.frame import Frame, Provenance, Series, Values
from mkbviewer.core.language import _
from mkbviewer.core.status import Status

COMPOSITE = "composite"
"""The key of the mean of all series but GDP, which moves on the clock as one of them."""

TAIL = 8
"""The quarters of the way that it came that a point draws behind it."""

_ROOM = 1.12
_NEAREST = 1.0
_EASE = 3

Place = tuple[float, float]
"""A change (to the right) and a level (upward), both in standard deviations."""


@dataclass(frozen=True, slots=True)
class Hand:
    """One series on the clock: its way from old to new, of which the last place is its point."""

    key: str
    label: str
    kind: Kind | None
    way: tuple[Place, ...]

    @property
    def place(self) -> Place:
        """Where its point is."""
        return self.way[-1]


@dataclass(frozen=True, slots=True)
class Face:
    """The clock at one moment. `reach` is how far it goes from the middle, right and upward."""

    hands: tuple[Hand, ...]
    reach: Place
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Clock:
    """All positions of one cycle, fixed or recomputed, and the composite with them."""

    cycle: Cycle
    is_recomputed: bool = False

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The keys of the series, the composite's last."""
        return (*(series.key for series in self.cycle.series), COMPOSITE)

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """The short names, in the order of the keys."""
        return (*(series.short_label for series in self.cycle.series), _("Composite"))

    @cached_property
    def kinds(self) -> tuple[Kind | None, ...]:
        """The kinds; the composite has none."""
        return (*(series.kind for series in self.cycle.series), None)

    @cached_property
    def levels(self) -> Values:
        """(periods × keys)."""
        own = self.cycle.recomputed if self.is_recomputed else self.cycle.fixed
        whole = composite(self.cycle, recomputed=self.is_recomputed)
        return np.hstack([own.levels, whole.levels])

    @cached_property
    def changes(self) -> Values:
        """(periods × keys)."""
        own = self.cycle.recomputed if self.is_recomputed else self.cycle.fixed
        whole = composite(self.cycle, recomputed=self.is_recomputed)
        return np.hstack([own.changes, whole.changes])

    @cached_property
    def rows(self) -> range:
        """The rows in which at least one series has a place."""
        there = np.flatnonzero((np.isfinite(self.levels) & np.isfinite(self.changes)).any(axis=1))
        return range(int(there[0]), int(there[-1]) + 1) if there.size else range(0)

    @cached_property
    def _places(self) -> list[list[Place | None]]:
        """The place of each key (columns) in each row; None where it is not known."""
        return [
            [
                (change, level) if math.isfinite(change) and math.isfinite(level) else None
                for change, level in zip(changes, levels, strict=True)
            ]
            for changes, levels in zip(self.changes.tolist(), self.levels.tolist(), strict=True)
        ]

    @cached_property
    def _reaches(self) -> Values:
        """How far each row's ways go, (rows × 2), eased so that the face never jumps."""
        sizes = np.stack([np.abs(self.changes), np.abs(self.levels)], axis=2)
        largest = np.nanmax(np.where(np.isfinite(sizes), sizes, 0.0), axis=1)
        rows = len(largest)
        behind = np.array(
            [largest[max(0, row - TAIL) : row + 1].max(axis=0) for row in range(rows)]
        )
        ahead = np.array(
            [behind[max(0, row - _EASE) : row + _EASE + 1].max(axis=0) for row in range(rows)]
        )
        eased = np.array(
            [ahead[max(0, row - _EASE) : row + _EASE + 1].mean(axis=0) for row in range(rows)]
        )
        return np.maximum(eased * _ROOM, _NEAREST)

    def face(self, moment: float, shown: Collection[str]) -> Face:
        """The clock at a row, or between two of them, with the series whose keys are shown.

        Between two quarters a point is on the straight line between its places.
        """
        row = math.floor(moment)
        part = moment - row
        last = len(self._places) - 1
        hands, missing = [], []
        for column, key in enumerate(self.keys):
            if key not in shown:
                continue
            way = self._way(column, row, part, last)
            if way:
                hands.append(Hand(key, self.labels[column], self.kinds[column], tuple(way)))
            else:
                missing.append(key)
        now, then = self._reaches[row], self._reaches[min(row + 1, last)]
        reach = now + (then - now) * part
        return Face(tuple(hands), (float(reach[0]), float(reach[1])), tuple(missing))

    def _way(self, column: int, row: int, part: float, last: int) -> list[Place]:
        now = self._places[row][column]
        if now is None:
            return []
        way = [now]
        for earlier in range(row - 1, max(-1, row - TAIL - 1), -1):
            place = self._places[earlier][column]
            if place is None:
                break
            way.append(place)
        way.reverse()
        following = self._places[row + 1][column] if row < last else None
        if part > 0 and following is not None:
            way.append(_between(now, following, part))
            if len(way) > TAIL + 1:
                way[0] = _between(way[0], way[1], part)
        return way


def _between(one: Place, other: Place, part: float) -> Place:
    return (one[0] + (other[0] - one[0]) * part, one[1] + (other[1] - one[1]) * part)


def positions_frame(clock: Clock) -> Frame:
    """All positions as a frame: of each series its level and its change, over the periods."""
    named = list(zip(clock.keys, clock.labels, strict=True))
    series = [
        Series(f"{key}/{what}", f"{label}, {words}", "\u03c3", 2, what, key)
        for what, words in (("level", _("level")), ("change", _("change")))
        for key, label in named
    ]
    values = np.hstack([clock.levels, clock.changes])
    statuses = np.where(np.isfinite(values), Status.FINAL, Status.UNDEFINED).astype(np.uint8)
    method = clock.cycle.method
    kind = _("recomputed positions") if clock.is_recomputed else _("fixed positions")
    return Frame(
        clock.cycle.periods,
        tuple(series),
        values,
        statuses,
        Provenance(
            table=", ".join(dict.fromkeys(one.table for one in clock.cycle.series)),
            formula=f"{method.formula}; {method.parameters}",
        ),
        title=_("Cycle clock"),
        unit="\u03c3",
        transformation=f"{method.label}, {kind}",
    )


def quarter_words(level: float, change: float, method: Method) -> str:
    """In which quarter of the clock a place is, in words."""
    against_mean = method is Method.MEAN
    if level >= 0:
        if change >= 0:
            return _("above the mean, rising") if against_mean else _("above the trend, rising")
        return _("above the mean, falling") if against_mean else _("above the trend, falling")
    if change >= 0:
        return _("below the mean, rising") if against_mean else _("below the trend, rising")
    return _("below the mean, falling") if against_mean else _("below the trend, falling")
