"""A slanted line for each series, from what it was in a first period to what it was in a last."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF

from mkbviewer.core.frame import Frame
from mkbviewer.core.language import _
from mkbviewer.ui.charts.arrangement import Plot, Style, words_for_more
from mkbviewer.ui.charts.base import planned
from mkbviewer.ui.charts.dots import DotsChart, Pair, PairedDots
from mkbviewer.ui.charts.layout import ValueScale, scale_logarithmically, scale_values, spread, wrap
from mkbviewer.ui.charts.painting import POINT_RADIUS
from mkbviewer.ui.charts.plan import NO_FOCUS, Dot, Focus, Piece, Placed, Spot, Stroke, write
from mkbviewer.ui.charts.plan_references import draw_limits_up
from mkbviewer.ui.charts.reference import limits_in, references_at, span_of
from mkbviewer.ui.charts.shapes import Reference, Shapes, lowest_and_highest, reach_zero
from mkbviewer.ui.look.palette import Palette

_GAP = 11.0
_WIDEST_NAMES, _WIDEST_WORD = 0.45, 0.7
_LINE_WIDTH = 2.0
_TICKS_APART = 34.0


@dataclass(frozen=True)
class _Columns:
    """The figures left of the plot, and the figures and names right of it, as far as they fit.

    `left` and `right` are where the figures on either side end, `start` where names begin; `names`
    has the lines of each, `middles` its height on the left and on the right.
    """

    left: float
    right: float
    start: float
    names: tuple[tuple[str, ...], ...]
    middles: tuple[tuple[float, float], ...]


class Slopes(PairedDots):
    """The pairs of `PairedDots`, with the values upwards and the two periods beside each other."""

    def place(self, rect: QRectF, style: Style, focus: Focus = NO_FOCUS) -> Placed:
        first, last = self.rows_of(focus)
        pairs, unit, line = self.pairs(first, last), style.unit, style.line
        widths = [max(style.width(_written(pair, end)) for pair in pairs) for end in (0, 1)]
        gaps = (POINT_RADIUS + _GAP) * unit
        room = max(rect.width() - sum(widths) - 2 * gaps - _GAP * unit, 1.0)
        widest = _widest_name(pairs, room, style)
        top = rect.top() + 2 * line
        area = QRectF(rect.left() + widths[0] + gaps, top, max(room - widest, 1.0), 0.0)
        area.setBottom(max(rect.bottom() - line / 2, top + 1.0))
        plot = Plot(area, 0.0, 1.0, self._scale(first, last, area, style))
        columns = _place_columns(pairs, plot, (widths[1], widest), rect, style)
        pieces: list[Piece] = [*draw_limits_up(self.references, plot, style)]
        for end in (0.0, 1.0):
            edge = (QPointF(plot.x(end), area.top()), QPointF(plot.x(end), area.bottom()))
            pieces.append(Stroke(edge, style.palette.axis))
        pieces += self._heading_over(plot, rect, style, first, last)
        for pair in reversed(pairs):
            pieces += _draw_slope(pair, plot, style.palette.card)
        spots = []
        for pair, lines, middles in zip(pairs, columns.names, columns.middles, strict=False):
            pieces += _lead(pair, lines, middles, plot, style)
            pieces += _write_ends(pair, lines, middles, columns, style)
            half = len(lines) * line / 2
            high = (line / 2, half)
            for end, row in enumerate((first, last)):
                left = area.center().x() if end else rect.left()
                right = rect.right() if end else area.center().x()
                y = middles[end]
                band = QRectF(left, y - high[end], right - left, 2 * high[end])
                value = pair.values[end]
                at = QPointF(plot.x(end), plot.y(value) if math.isfinite(value) else y)
                spots.append(Spot(pair.key, row, value, band, at))
        if left_out := len(pairs) - len(columns.names):
            words = words_for_more(left_out)
            left = rect.right() - style.width(words)
            pieces.append(write(words, left, rect.bottom() - line / 2, style, style.palette.muted))
        known = {pair.key for pair in pairs}

        def find_point(key: str, row: int, value: float) -> QPointF | None:
            if row not in (first, last) or key not in known:
                return None
            return QPointF(plot.x(0.0 if row == first else 1.0), plot.y(value))

        return Placed(area, tuple(pieces), lambda: spots, find_point=find_point)

    def _scale(self, first: int, last: int, area: QRectF, style: Style) -> ValueScale:
        stated = (references_at(self.frame, row, self.references) for row in (first, last))
        compared = [one for found in stated for one in found.values()]
        compared += limits_in(self.references)
        values = self.frame.values[[first, last]]
        span = lowest_and_highest(span_of(values, compared), with_zero=False)
        gap = max(_TICKS_APART * style.unit, 2 * style.line)
        if self.is_log:
            return scale_logarithmically(*span, area.height(), gap)
        return scale_values(*reach_zero(*span), area.height(), gap)

    def _heading_over(
        self, plot: Plot, rect: QRectF, style: Style, first: int, last: int
    ) -> list[Piece]:
        """Each period over its edge of the plot, and never over the other."""
        names = [self.frame.periods[row].label for row in (first, last)]
        widths = [style.bold_width(name) for name in names]
        centre, apart = plot.area.center().x(), _GAP / 2 * style.unit
        left = min(plot.x(0.0) - widths[0] / 2, centre - apart - widths[0])
        right = max(plot.x(1.0) - widths[1] / 2, centre + apart)
        places = (max(left, rect.left()), min(right, rect.right() - widths[1]))
        middle, colour = rect.top() + style.line / 2, style.palette.text
        return [
            write(name, place, middle, style, colour, is_bold=True)
            for name, place in zip(names, places, strict=True)
        ]


def _written(pair: Pair, end: int) -> str:
    """A figure, or the symbol of a missing one."""
    return pair.texts[end] or "–"


def _widest_name(pairs: Sequence[Pair], room: float, style: Style) -> float:
    """How wide names get: whole words always have their room, as far as there is any."""
    names = [pair.label for pair in pairs]
    words = [style.width(word) for name in names for word in name.split(" ")]
    widest = min(max(map(style.width, names)), room * _WIDEST_NAMES)
    widest = max(widest, min(max(words), room * _WIDEST_WORD))
    return max(
        style.width(line) for name in names for line in wrap(name, widest, style.width, len(name))
    )


def _place_columns(
    pairs: Sequence[Pair], plot: Plot, widths: tuple[float, float], rect: QRectF, style: Style
) -> _Columns:
    """The words as near as can be to their points, without lying over each other."""
    area, line = plot.area, style.line
    lines = [wrap(pair.label, widths[1], style.width, len(pair.label)) for pair in pairs]
    top, bottom = area.top() - line / 2, rect.bottom()
    room, count, used = bottom - top, 0, 0.0
    if sum(map(len, lines)) * line > room:
        bottom -= line
        room -= line
    while count < len(lines) and used + len(lines[count]) * line <= room:
        used += len(lines[count]) * line
        count += 1

    def wanted(pair: Pair, end: int) -> float:
        own, other = pair.values[end], pair.values[1 - end]
        if math.isfinite(own):
            return plot.y(own)
        return plot.y(other) if math.isfinite(other) else area.bottom()

    shown = pairs[:count]
    heights = ([line] * count, [len(one) * line for one in lines[:count]])
    left, right = (
        spread([wanted(pair, end) for pair in shown], heights[end], top, bottom) for end in (0, 1)
    )
    away = (POINT_RADIUS + _GAP) * style.unit
    return _Columns(
        area.left() - away,
        area.right() + away + widths[0],
        area.right() + away + widths[0] + _GAP * style.unit,
        tuple(lines[:count]),
        tuple(zip(left, right, strict=True)),
    )


def _draw_slope(pair: Pair, plot: Plot, ground: str) -> list[Piece]:
    """The line, and its points: a provisional one is hollow, as on a line through time."""
    points = {
        end: QPointF(plot.x(end), plot.y(value))
        for end, value in enumerate(pair.values)
        if math.isfinite(value)
    }
    pieces: list[Piece] = []
    if len(points) > 1:
        dashed = pair.is_provisional
        pieces.append(Stroke(tuple(points.values()), pair.colour, _LINE_WIDTH, dashed, pair.key))
    for end, at in points.items():
        fill = ground if pair.flags[end] else pair.colour
        pieces.append(Dot(at, fill, pair.colour, POINT_RADIUS, pair.key))
    return pieces


def _lead(
    pair: Pair,
    lines: Sequence[str],
    middles: tuple[float, float],
    plot: Plot,
    style: Style,
) -> list[Piece]:
    """A thin line from a point to its words, where these had to give way."""
    pieces: list[Piece] = []
    above = middles[1] - (len(lines) - 1) * style.line / 2
    ends = ((0.0, middles[0]), (1.0, above))
    for (place, middle), value in zip(ends, pair.values, strict=True):
        if not math.isfinite(value) or abs(plot.y(value) - middle) < style.line / 2:
            continue
        point = QPointF(plot.x(place), plot.y(value))
        away = (POINT_RADIUS + _GAP / 2) * style.unit * (1 if place else -1)
        words = QPointF(point.x() + away, middle)
        pieces.append(Stroke((point, words), pair.colour, 0.8, key=pair.key))
    return pieces


def _write_ends(
    pair: Pair,
    lines: Sequence[str],
    middles: tuple[float, float],
    columns: _Columns,
    style: Style,
) -> list[Piece]:
    """The figure on the left; on the right the figure with the name behind it."""
    palette, key = style.palette, pair.key
    above = middles[1] - (len(lines) - 1) * style.line / 2
    pieces: list[Piece] = []
    for end, (edge, middle) in enumerate(((columns.left, middles[0]), (columns.right, above))):
        text = _written(pair, end)
        left = edge - style.width(text)
        pieces.append(write(text, left, middle, style, palette.muted, key=key))
    names = (
        write(text, columns.start, above + number * style.line, style, palette.text, key=key)
        for number, text in enumerate(lines)
    )
    return [*pieces, *names]


class SlopeChart(DotsChart):
    """How each series went from a first to a last period, and which overtook which."""

    name = "slope"
    icon = "chart-line"

    @property
    def title(self) -> str:
        """The kind in the user's words."""
        return _("Slopes")

    @property
    def hint(self) -> str:
        """What the kind is good for."""
        return _("A slanted line from the first period to the last, for each series")

    def fit(self, frame: Frame) -> float:
        """For two periods, and for those who want to see what overtook what."""
        if self.hindrance(frame):
            return 0.0
        return 0.7 if len(frame.periods) == 2 and len(frame.series) > 1 else 0.3

    def shapes(
        self, frame: Frame, palette: Palette, references: Sequence[Reference] = ()
    ) -> Shapes:
        """The lines between the two periods."""
        compared = tuple(references)
        slopes = Slopes(frame, palette.series_colours(frame), references=compared)
        return planned(frame, slopes, compared)
