"""A chart arranged within a rectangle: the plot, its ticks, and the room for names."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont, QFontMetricsF, QPaintDevice

from mkbviewer.core.language import ngettext
from mkbviewer.ui.charts.layout import (
    Entry,
    ValueScale,
    flow,
    fold,
    scale_logarithmically,
    scale_values,
    spread,
    wrap,
    wrap_evenly,
)
from mkbviewer.ui.charts.period_axis import Tick
from mkbviewer.ui.charts.shapes import End, Floats, Shapes, find_ends
from mkbviewer.ui.look.palette import Palette

WIDEST_NAMES = 0.27
"""The part of the width that names at the ends may take."""

HIGHEST_LEGEND = 0.3
"""The part of the height that a legend may take."""

_MOST_MEASURED = 4096

MOST_NAMES = 16
"""The names that stand at the ends; of more series the others are told by pointing at them."""


@dataclass(frozen=True)
class Style:
    """How a chart is drawn on one target: `unit` is the length that is a pixel on the screen."""

    palette: Palette
    font: QFont
    bold: QFont
    unit: float = 1.0
    device: QPaintDevice | None = None

    @cached_property
    def metrics(self) -> QFontMetricsF:
        """The measures of the font on the target."""
        return self._measure(self.font)

    @cached_property
    def bold_metrics(self) -> QFontMetricsF:
        """The measures of the bold font on the target."""
        return self._measure(self.bold)

    def _measure(self, font: QFont) -> QFontMetricsF:
        return QFontMetricsF(font, self.device) if self.device else QFontMetricsF(font)

    @cached_property
    def width(self) -> Callable[[str], float]:
        """The width of a text. The same ones are measured for every chart: it remembers them."""
        return _remembering(self.metrics)

    @cached_property
    def bold_width(self) -> Callable[[str], float]:
        """The width of a text in bold."""
        return _remembering(self.bold_metrics)

    @property
    def line(self) -> float:
        """The height of a line of text."""
        return self.metrics.height()


def _remembering(metrics: QFontMetricsF) -> Callable[[str], float]:
    # A function of our own: for one of Qt's, PySide would read the signatures of all its modules.
    @lru_cache(maxsize=_MOST_MEASURED)
    def width(text: str) -> float:
        return metrics.horizontalAdvance(text)

    return width


@dataclass(frozen=True)
class Plot:
    """The rectangle of the figures and what it shows: periods `first` to `last`, values."""

    area: QRectF
    first: float
    last: float
    scale: ValueScale

    def x(self, place: float) -> float:
        """Where a place on the period axis is on the target."""
        return (
            self.area.left() + (place - self.first) / (self.last - self.first) * self.area.width()
        )

    def y(self, value: float) -> float:
        """Where a value is on the target."""
        return self.area.bottom() - self.scale.part(value) * self.area.height()

    def point(self, place: float, value: float) -> QPointF:
        """Where a figure is on the target."""
        return QPointF(self.x(place), self.y(value))

    def points(self, places: Floats, values: Floats) -> list[QPointF]:
        """Where figures are on the target, many at once; none may be missing."""
        xs, ys = self.coordinates(places, values)
        return list(map(QPointF, xs.tolist(), ys.tolist()))

    def coordinates(self, places: Floats, values: Floats) -> tuple[Floats, Floats]:
        """How far to the right and how far down figures are on the target."""
        area, scale = self.area, self.scale
        xs = area.left() + (places - self.first) / (self.last - self.first) * area.width()
        if scale.is_log:
            parts = np.log(values / scale.low) / np.log(scale.high / scale.low)
        else:
            parts = (values - scale.low) / (scale.high - scale.low)
        ys = area.bottom() - parts * area.height()
        return xs, ys

    def shows(self, place: float) -> bool:
        """Whether a place on the period axis is in sight."""
        return self.first - 1e-9 <= place <= self.last + 1e-9


@dataclass(frozen=True)
class Name:
    """A series' name beside its end: its lines, the middle of its block, where its end is."""

    end: End
    lines: tuple[str, ...]
    left: float
    middle: float
    end_at: QPointF

    @property
    def is_cut(self) -> bool:
        """Whether the name could not be shown whole."""
        return " ".join(self.lines) != self.end.label


@dataclass(frozen=True)
class Arrangement:
    """Everything that has a place. `left_out` counts the names for which there was no room."""

    plot: Plot
    ticks: tuple[Tick, ...]
    value_labels: tuple[str, ...]
    names: tuple[Name, ...]
    legend: tuple[Entry, ...]
    legend_top: float
    left_out: int = 0


def arrange(
    shapes: Shapes,
    rect: QRectF,
    style: Style,
    seen: tuple[float, float] | None = None,
    *,
    keeps_second_line: bool = False,
) -> Arrangement:
    """Arrange a chart within a rectangle; `seen` is the part of the period axis to show."""
    unit, line = style.unit, style.line
    low, high = seen or shapes.span
    names = [drawn.label for drawn in shapes.named]
    is_told = len(names) == 1 and names[0] in ("", shapes.frame.title)
    legend: tuple[Entry, ...] = ()
    top = rect.top() + line * 0.6
    if shapes.has_legend:
        legend = flow(names, rect.width(), 16 * unit, 18 * unit, style.width)
        most_rows = max(1, int(HIGHEST_LEGEND * rect.height() / (1.35 * line)))
        legend = fold(legend, most_rows, rect.width(), style.width, words_for_more)
        top = rect.top() + (legend[-1].row + 1) * line * 1.35 + line * 0.7
    elif shapes.marks:
        top += line * 0.6
    widest = 0.0 if shapes.has_legend or is_told else _width_of_names(names, rect, style)
    if widest and len(names) > MOST_NAMES:
        widest = max(widest, style.width(words_for_more(len(names))))
    right = rect.right() - (widest + 10 * unit if widest else 12 * unit)
    bottom = rect.bottom() - line * 1.3 - 4 * unit
    if keeps_second_line and shapes.axis.is_divided:
        bottom -= line
    along = scale_logarithmically if shapes.is_log else scale_values
    scale = along(shapes.low, shapes.high, bottom - top, max(34 * unit, 2.2 * line))
    suffix = "%" if shapes.frame.unit.startswith("%") else ""
    value_labels = scale.labels(suffix)
    left = rect.left() + max(map(style.width, value_labels), default=0.0) + 8 * unit
    ticks = shapes.axis.ticks(low, high, right - left, style.width)
    if not keeps_second_line and any(tick.below for tick in ticks):
        bottom -= line
        scale = along(shapes.low, shapes.high, bottom - top, max(34 * unit, 2.2 * line))
        value_labels = scale.labels(suffix)
    area = QRectF(left, top, max(right - left, 1.0), max(bottom - top, 1.0))
    plot = Plot(area, low, high, scale)
    placed, left_out = ((), 0) if not widest else _place_names(shapes, plot, widest, style)
    return Arrangement(plot, ticks, value_labels, placed, legend, rect.top(), left_out)


def _width_of_names(names: Sequence[str], rect: QRectF, style: Style) -> float:
    most = rect.width() * WIDEST_NAMES
    return max(
        style.bold_width(line)
        for name in names
        for line in wrap_evenly(name, most, style.bold_width)
    )


def height_for_names(shapes: Shapes, width: float, style: Style) -> float:
    """How high a chart must be for whole names at its ends; 0 where it has none, or too many."""
    names = [drawn.label for drawn in shapes.named]
    if shapes.has_legend or not 1 < len(names) <= MOST_NAMES:
        return 0.0
    most = width * WIDEST_NAMES
    lines = sum(len(wrap_evenly(name, most, style.bold_width)) for name in names)
    # The names reach half a line over and under the plot; under it are two lines of periods.
    return (lines * 1.02 + 2.0) * style.line + 4 * style.unit


def _place_names(
    shapes: Shapes, plot: Plot, widest: float, style: Style
) -> tuple[tuple[Name, ...], int]:
    """The names beside the plot; where there are more than fit, those that lie apart most."""
    line = style.line * 1.02
    ends = sorted(find_ends(shapes, plot.first, plot.last), key=lambda end: -end.y)
    room = plot.area.height() + line
    wrapped = {end.key: wrap_evenly(end.label, widest, style.bold_width) for end in ends}
    if sum(len(lines) for lines in wrapped.values()) * line > room:
        wrapped = {end.key: wrap(end.label, widest, style.bold_width, 1) for end in ends}
    most = max(1, min(int(room / line), MOST_NAMES))
    kept = ends if len(ends) <= most else _most_apart(ends, most - 1)
    heights = [len(wrapped[end.key]) * line for end in kept]
    top, bottom = plot.area.top() - line / 2, plot.area.bottom() + line / 2
    wanted = [min(max(plot.y(end.y), plot.area.top()), plot.area.bottom()) for end in kept]
    middles = spread(wanted, heights, top, bottom if len(kept) == len(ends) else bottom - line)
    left = plot.area.right() + 9 * style.unit
    names = tuple(
        Name(end, wrapped[end.key], left, middle, plot.point(end.x, end.y))
        for end, middle in zip(kept, middles, strict=True)
    )
    return names, len(ends) - len(kept)


def words_for_more(count: int) -> str:
    """What stands under the names in place of those for which there was no room."""
    return ngettext("and {count} other", "and {count} others", count).format(count=count)


def _most_apart(ends: Sequence[End], count: int) -> list[End]:
    """The highest and lowest, and between them those that leave the most room."""
    kept = list(ends)
    while len(kept) > max(count, 1):
        room = [(kept[index - 1].y - kept[index + 1].y, index) for index in range(1, len(kept) - 1)]
        kept.pop(min(room)[1] if room else 0)
    return kept
