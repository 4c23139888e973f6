"""Charts without a period axis of their own: pieces with a place, and the spots that answer.

A kind whose periods do not lie along the horizontal axis (ranked bars, a heat map, facets) hands
a `Plan` on in its shapes. The plan places its pieces in a rectangle; screen, picture and print
paint the same pieces, and what the mouse points at is found among the same spots.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, QRectF

if TYPE_CHECKING:  # what has a style paints shapes, and shapes have a plan
    import numpy as np
    from numpy.typing import NDArray

    from mkbviewer.ui.charts.arrangement import Style


class Pointing(Enum):
    """How a plan shows what is pointed at: a line at the period, a frame, or a band behind."""

    LINE = "line"
    FRAME = "frame"
    BAND = "band"


@dataclass(frozen=True, slots=True)
class Focus:
    """The row of the period that is pointed at; the rows that are marked, in order; marked keys."""

    pointed: int | None = None
    marked: tuple[int, ...] = ()
    keys: frozenset[str] = frozenset()


NO_FOCUS = Focus()

MOST_WANTED = 24
"""For more series than these a plan asks for no room."""


class Box(NamedTuple):
    """A filled rectangle; with an edge, that is dashed."""

    rect: QRectF
    fill: str
    edge: str = ""
    key: str = ""


@dataclass(frozen=True, eq=False, slots=True)
class Cells:
    """Filled rectangles of one height, from left to right: thousands, so they are arrays.

    `colours` tells for each cell which of the `fills` it has. A cell lies over the end of the one
    before it.
    """

    lefts: NDArray[np.float64]
    rights: NDArray[np.float64]
    top: float
    height: float
    fills: tuple[str, ...]
    colours: NDArray[np.intp]
    key: str

    @property
    def boxes(self) -> Iterator[Box]:
        """Each as a piece of its own."""
        for left, right, number in zip(
            self.lefts.tolist(), self.rights.tolist(), self.colours.tolist(), strict=True
        ):
            rect = QRectF(left, self.top, right - left, self.height)
            yield Box(rect, self.fills[number], key=self.key)


@dataclass(frozen=True, eq=False, slots=True)
class Trace:
    """A line through the many points of a curve, as arrays; none of them is missing."""

    xs: NDArray[np.float64]
    ys: NDArray[np.float64]
    colour: str
    width: float
    is_dashed: bool
    key: str


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line through points, `width` in pixels of the screen; without a key it is never dimmed."""

    points: tuple[QPointF, ...]
    colour: str
    width: float = 1.0
    is_dashed: bool = False
    key: str = ""


@dataclass(frozen=True, slots=True)
class Dot:
    """A point: its middle, its fill and its edge, its radius in pixels of the screen."""

    at: QPointF
    fill: str
    edge: str
    radius: float
    key: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """A line of text: the rectangle that it takes, and its baseline."""

    text: str
    rect: QRectF
    baseline: float
    colour: str
    is_bold: bool = False
    key: str = ""


Piece = Box | Cells | Stroke | Trace | Dot | Words


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a figure answers to the mouse: its series, its row, its value as it is drawn.

    `at` is the point of the figure itself. NaN is a figure that is missing.
    """

    key: str
    row: int
    value: float
    rect: QRectF
    at: QPointF


def no_room(_key: str) -> QRectF | None:
    """No series has a room of its own."""
    return None


def no_point(_key: str, _row: int, _value: float) -> QPointF | None:
    """No value of any series has a place."""
    return None


@dataclass(frozen=True, eq=False)
class Placed:
    """The pieces in the order of painting, and the spots, made when they are first asked for.

    `find_point` tells where a value of a series (by its key) in a row would be drawn: there a
    figure to compare with stands. It gives None for what is not in sight. `find_room` gives the
    room of a series, where it has one of its own: beyond that a name would be of another.
    """

    area: QRectF
    pieces: tuple[Piece, ...]
    find_spots: Callable[[], Iterable[Spot]]
    pointing: Pointing = Pointing.BAND
    find_point: Callable[[str, int, float], QPointF | None] = no_point
    find_room: Callable[[str], QRectF | None] = no_room

    @cached_property
    def spots(self) -> tuple[Spot, ...]:
        """Every spot."""
        return tuple(self.find_spots())

    def spot_at(self, at: QPointF) -> Spot | None:
        """The spot under a place."""
        return next((spot for spot in self.spots if spot.rect.contains(at)), None)

    def spots_of(self, rows: Iterable[int], key: str | None = None) -> tuple[Spot, ...]:
        """The spots of these rows, of one series or of all."""
        wanted = frozenset(rows)
        if not wanted:
            return ()
        return tuple(one for one in self.spots if one.row in wanted and key in (None, one.key))


class Plan(ABC):
    """What a chart consists of, in figures; frozen like all shapes.

    `follows_focus` tells that what is shown depends on the period pointed at, `has_values` that
    figures lie along an axis, on which a limit has a place.
    """

    follows_focus = False
    has_values = True

    def rows_shown(self, row_count: int) -> Collection[int]:
        """The rows that are in sight while nothing is pointed at or marked."""
        return range(row_count)

    def height_wanted(self, width: float, style: Style) -> float:
        """How high it must be to show every series; 0 where any height will do."""
        return 0.0

    def on_log_scale(self) -> Plan:
        """The same on a logarithmic axis; only of kinds that allow it."""
        return self

    @abstractmethod
    def place(self, rect: QRectF, style: Style, focus: Focus = NO_FOCUS) -> Placed:
        """Everything with its place within a rectangle."""


def write(
    text: str,
    left: float,
    middle: float,
    style: Style,
    colour: str,
    *,
    is_bold: bool = False,
    key: str = "",
) -> Words:
    """A line of text from a left edge on, around a middle."""
    metrics = style.bold_metrics if is_bold else style.metrics
    height = metrics.ascent() + metrics.descent()
    rect = QRectF(left, middle - height / 2, metrics.horizontalAdvance(text), height)
    baseline = middle + (metrics.ascent() - metrics.descent()) / 2
    return Words(text, rect, baseline, colour, is_bold, key)


def write_centred(
    text: str, centre: float, middle: float, style: Style, colour: str, *, key: str = ""
) -> Words:
    """A line of text around a point."""
    return write(text, centre - style.width(text) / 2, middle, style, colour, key=key)
