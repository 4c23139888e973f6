"""What a chart consists of, in figures and periods; screen and picture draw the same."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from mkbviewer.core.frame import Frame
from mkbviewer.core.status import Status
from mkbviewer.ui.charts.period_axis import PeriodAxis
from mkbviewer.ui.charts.plan import Plan

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

POINTS_OF_STEP = 3

_ZERO_WITHIN = 0.5
"""Zero is on the axis when the lowest figure is at most this part of the highest."""

FEW_POINTS = 12
"""Up to this many periods each point of a line is shown."""


@dataclass(frozen=True, eq=False)
class Curve:
    """One series as a line. NaN is a gap; a provisional point is joined by a dashed line.

    Where `is_stepped` each figure is drawn as wide as its period.
    """

    key: str
    label: str
    colour: str
    xs: Floats
    ys: Floats
    is_provisional: Flags
    is_stepped: bool = False


@dataclass(frozen=True, eq=False)
class Bars:
    """One series as bars, from `bases` up or down by `heights`; a height of NaN is no bar."""

    key: str
    label: str
    colour: str
    centres: Floats
    width: float
    bases: Floats
    heights: Floats
    is_provisional: Flags


@dataclass(frozen=True, eq=False)
class Area:
    """One series as an area, from `bases` up by `heights`; a height of NaN breaks it."""

    key: str
    label: str
    colour: str
    xs: Floats
    bases: Floats
    heights: Floats
    is_provisional: Flags

    @property
    def tops(self) -> Floats:
        """The upper edge."""
        return self.bases + self.heights


@dataclass(frozen=True, slots=True)
class Mark:
    """A text over a bar, or the symbol in place of a missing one.

    A symbol is left out where it is wider than `width`; figures are, all of them, where one is.
    """

    key: str
    x: float
    y: float
    width: float
    text: str
    is_symbol: bool = False


@dataclass(frozen=True, slots=True)
class Reference:
    """A figure to compare with: a point at a period (or a level, without one) and its name.

    `key` is the series that it belongs to, `told` the whole of what it says, `fact` only what is
    stated; a level is a band where it has an `upper` end. With `is_aside` its period is not the one
    that the chart shows while nothing is pointed at: then it is told under the chart only.
    """

    period: str
    value: float
    label: str
    key: str = ""
    told: str = ""
    upper: float | None = None
    is_aside: bool = False
    fact: str = ""


@dataclass(frozen=True, slots=True)
class NoteMark:
    """The number of a note at a figure: a row of the frame and a series' key; and what it says."""

    number: int
    row: int
    key: str
    told: str


@dataclass(frozen=True, slots=True)
class End:
    """The last figure of a series within the part of the axis that is seen."""

    key: str
    label: str
    colour: str
    x: float
    y: float


@dataclass(frozen=True, eq=False)
class Shapes:
    """A chart of `frame` (its figures as drawn). `low` to `high` is what the value axis must span.

    `padding` is the room before the first and after the last period, in periods; a legend stands
    above the chart where `has_legend`, else the names stand at the ends. Where periods do not lie
    along the axis, a `plan` says what stands where, and there are no other shapes.
    """

    frame: Frame
    axis: PeriodAxis
    low: float
    high: float
    padding: float
    curves: tuple[Curve, ...] = ()
    bars: tuple[Bars, ...] = ()
    areas: tuple[Area, ...] = ()
    marks: tuple[Mark, ...] = ()
    references: tuple[Reference, ...] = ()
    has_legend: bool = False
    plan: Plan | None = None
    is_log: bool = False
    note_marks: tuple[NoteMark, ...] = ()

    @property
    def span(self) -> tuple[float, float]:
        """The part of the period axis that shows everything."""
        return self.axis.first - self.padding, self.axis.last + self.padding

    @property
    def named(self) -> tuple[Curve | Bars | Area, ...]:
        """The series that are drawn, each once."""
        return (*self.curves, *self.bars, *self.areas)

    @property
    def has_points(self) -> bool:
        """Whether each point of a line is shown."""
        return len(self.frame.periods) <= FEW_POINTS


@dataclass(frozen=True, eq=False)
class Strokes:
    """A curve taken apart.

    The points on drawn and on dashed lines (NaN elsewhere), and which figures no line reaches. A
    stepped curve has `POINTS_OF_STEP` points for each figure, another one a point of NaN more where
    a period is absent. Where it `is_whole` one drawn line goes through all points.
    """

    xs: Floats
    drawn: Floats
    dashed: Floats
    is_lone: Flags
    is_whole: bool = False


def find_absent(xs: Floats) -> NDArray[np.intp]:
    """The rows before which a period is absent: two places lie further apart than the nearest."""
    steps = xs[1:] - xs[:-1]
    absent: NDArray[np.intp] = (steps > steps.min(initial=np.inf) + 1e-9).nonzero()[0] + 1
    return absent


def take_apart(curve: Curve) -> Strokes:
    """The lines of a curve: dashed wherever one of the two ends is provisional.

    No line crosses a period that is missing or absent.
    """
    gaps = np.empty(0, dtype=np.intp)
    if curve.is_stepped:
        curve = _into_steps(curve)
    elif (gaps := find_absent(curve.xs)).size:
        curve = replace(
            curve,
            xs=np.insert(curve.xs, gaps, curve.xs[gaps]),
            ys=np.insert(curve.ys, gaps, np.nan),
            is_provisional=np.insert(curve.is_provisional, gaps, 0),
        )
    is_there = np.isfinite(curve.ys)
    if len(is_there) > 1 and is_there.all() and not curve.is_provisional.any():
        nowhere = np.full(len(is_there), np.nan)
        is_lone = np.zeros(len(is_there), dtype=np.bool_)
        return Strokes(curve.xs, curve.ys, nowhere, is_lone, is_whole=True)
    joined = is_there[:-1] & is_there[1:]
    dashed = joined & (curve.is_provisional[:-1] | curve.is_provisional[1:])
    reached_drawn = _ends_of(joined & ~dashed, len(curve.ys))
    reached_dashed = _ends_of(dashed, len(curve.ys))
    return Strokes(
        curve.xs,
        np.where(reached_drawn, curve.ys, np.nan),
        np.where(reached_dashed, curve.ys, np.nan),
        np.delete(is_there & ~reached_drawn & ~reached_dashed, gaps + np.arange(len(gaps))),
    )


def _into_steps(curve: Curve) -> Curve:
    """Each figure as a level from half a period before its place to half a period after it.

    The third point joins a level to the next one, and is NaN where a period lies between them.
    """
    is_next = np.append(np.diff(curve.xs) <= 1 + 1e-9, False)
    xs = np.stack([curve.xs - 0.5, curve.xs + 0.5, curve.xs + 0.5], axis=1)
    ys = np.stack([curve.ys, curve.ys, np.where(is_next, curve.ys, np.nan)], axis=1)
    flags = np.repeat(curve.is_provisional, POINTS_OF_STEP)
    return Curve(curve.key, curve.label, curve.colour, xs.ravel(), ys.ravel(), flags)


def _ends_of(lines: Flags, count: int) -> Flags:
    reached = np.zeros(count, dtype=np.bool_)
    reached[:-1] |= lines
    reached[1:] |= lines
    return reached


def find_ends(shapes: Shapes, low: float, high: float) -> tuple[End, ...]:
    """For each series its last figure between two places on the period axis."""
    found = []
    for curve in shapes.curves:
        row = _last_seen(curve.xs, curve.ys, low, high)
        if row >= 0:
            place = float(curve.xs[row]) + (0.5 if curve.is_stepped else 0.0)
            found.append(_end(curve, place, float(curve.ys[row])))
    for bars in shapes.bars:
        row = _last_seen(bars.centres, bars.heights, low, high)
        if row >= 0:
            middle = float(bars.bases[row] + bars.heights[row] / 2)
            found.append(_end(bars, float(bars.centres[row]) + bars.width / 2, middle))
    for area in shapes.areas:
        row = _last_seen(area.xs, area.heights, low, high)
        if row >= 0:
            middle = float(area.bases[row] + area.heights[row] / 2)
            found.append(_end(area, float(area.xs[row]), middle))
    return tuple(found)


def _last_seen(xs: Floats, ys: Floats, low: float, high: float) -> int:
    """The row of the last figure between two places; -1 where there is none."""
    row = int(xs.searchsorted(high + 1e-9, "right")) - 1
    while row >= 0 and xs[row] >= low - 1e-9:
        if np.isfinite(ys[row]):
            return row
        row -= 1
    return -1


def _end(drawn: Curve | Bars | Area, x: float, y: float) -> End:
    return End(drawn.key, drawn.label, drawn.colour, x, y)


def provisional_cells(frame: Frame) -> Flags:
    """Which cells hold a provisional figure; the frame's shape."""
    flags: Flags = (frame.statuses == Status.PROVISIONAL) | (
        frame.statuses == Status.REVISED_PROVISIONAL
    )
    return flags


def lowest_and_highest(values: Floats, *, with_zero: bool) -> tuple[float, float]:
    """The range of the figures that are there; (0, 1) where there are none."""
    there = values[np.isfinite(values)]
    if not there.size:
        return 0.0, 1.0
    low, high = float(there.min()), float(there.max())
    return (min(low, 0.0), max(high, 0.0)) if with_zero else (low, high)


def all_positive(values: Floats) -> bool:
    """Whether there are figures, and each has a place on a logarithmic axis."""
    there = values[np.isfinite(values)]
    return bool(there.size) and bool((there > 0).all())


def reach_zero(low: float, high: float) -> tuple[float, float]:
    """The range with zero in it where the figures come near it."""
    if 0 < low <= _ZERO_WITHIN * high:
        return 0.0, high
    if high < 0 and high >= _ZERO_WITHIN * low:
        return low, 0.0
    return low, high
