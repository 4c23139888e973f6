"""A slanted line for each series, from what it was in a first period to what it was in a last."""

import itertools
import math
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF

from mkbviewer.core.frame import Frame
from mkbviewer.core.language import _
from mkbviewer.ui.charts.arrangement import Plot, Style, words_for_more
from mkbviewer.ui.charts.base import planned
from mkbviewer.ui.charts.dots import DotsChart, Pair, PairedDots
from mkbviewer.ui.charts.figure_painting import LINE_WIDTH, POINT_RADIUS
from mkbviewer.ui.charts.layout import ValueScale, scale_logarithmically, scale_values
from mkbviewer.ui.charts.plan import NO_FOCUS, Dot, Focus, Piece, Placed, Spot, Stroke, write
from mkbviewer.ui.charts.plan_references import draw_limits_up
from mkbviewer.ui.charts.reference import limits_in, references_at, span_of
from mkbviewer.ui.charts.shapes import Reference, Shapes, lowest_and_highest, reach_zero
from mkbviewer.ui.charts.slope_names import GAP, Columns, place_columns, widest_name
from mkbviewer.ui.look.palette import Palette

_TICKS_APART = 34.0
_UNNAMED_WIDTH, _UNNAMED_RADIUS = 1.0, 1.6
"""Of series without words beside them: those with theirs stand out from among many."""


class Slopes(PairedDots):
    """The pairs of `PairedDots`, with the values upwards and the two periods beside each other."""

    def place(self, rect: QRectF, style: Style, focus: Focus = NO_FOCUS) -> Placed:
        first, last = self.rows_of(focus)
        pairs, unit, line = self.pairs(first, last), style.unit, style.line
        widths = [max(style.width(_written(pair, end)) for pair in pairs) for end in (0, 1)]
        gaps = (POINT_RADIUS + GAP) * unit
        room = max(rect.width() - sum(widths) - 2 * gaps - GAP * unit, 1.0)
        widest = widest_name(pairs, room, style)
        top = rect.top() + 2 * line
        area = QRectF(rect.left() + widths[0] + gaps, top, max(room - widest, 1.0), 0.0)
        area.setBottom(max(rect.bottom() - line / 2, top + 1.0))
        plot = Plot(area, 0.0, 1.0, self._scale(first, last, area, style))
        columns = place_columns(pairs, plot, (widths[1], widest), rect, style, focus.keys)
        pieces: list[Piece] = [*draw_limits_up(self.references, plot, style)]
        for end in (0.0, 1.0):
            edge = (QPointF(plot.x(end), area.top()), QPointF(plot.x(end), area.bottom()))
            pieces.append(Stroke(edge, style.palette.axis))
        pieces += self._heading_over(plot, rect, style, first, last)
        named = {pair.key for pair in columns.named}
        for pair in reversed(pairs):
            if pair.key not in named:
                pieces += _draw_slope(pair, plot, style.palette.card, is_named=False)
        for pair in reversed(columns.named):
            pieces += _draw_slope(pair, plot, style.palette.card)
        worded = list(zip(columns.named, columns.names, columns.middles, strict=True))
        for pair, lines, middles in worded:
            pieces += _lead(pair, lines, middles, plot, style)
            pieces += _write_ends(pair, lines, middles, columns, style)
        left_out = len(pairs) - len(named)
        if left_out:
            words = words_for_more(left_out)
            left = rect.right() - style.width(words)
            pieces.append(write(words, left, rect.bottom() - line / 2, style, style.palette.muted))

        def find_spots() -> list[Spot]:
            # Words answer as far as the middle, unless series without any lie between them.
            edges = (area.left(), area.right()) if left_out else (area.center().x(),) * 2
            spots = []
            for pair, lines, middles in worded:
                for end, row in enumerate((first, last)):
                    left = edges[1] if end else rect.left()
                    right = rect.right() if end else edges[0]
                    y, half = middles[end], (len(lines) if end else 1) * line / 2
                    value = pair.values[end]
                    at = QPointF(plot.x(end), plot.y(value) if math.isfinite(value) else y)
                    band = QRectF(left, y - half, right - left, 2 * half)
                    spots.append(Spot(pair.key, row, value, band, at))
            return [*spots, *_spots_inside(pairs, plot, (first, last))] if left_out else spots

        known = {pair.key for pair in pairs}

        def find_point(key: str, row: int, value: float) -> QPointF | None:
            if row not in (first, last) or key not in known:
                return None
            return QPointF(plot.x(0.0 if row == first else 1.0), plot.y(value))

        return Placed(area, tuple(pieces), find_spots, find_point=find_point)

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
        centre, apart = plot.area.center().x(), GAP / 2 * style.unit
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


def _spots_inside(pairs: Sequence[Pair], plot: Plot, rows: tuple[int, int]) -> list[Spot]:
    """For each figure a strip of its half of the plot, divided half way between figures."""
    area, middle = plot.area, plot.area.center().x()
    found = []
    for end, row in enumerate(rows):
        there = [pair for pair in pairs if math.isfinite(pair.values[end])]
        there.sort(key=lambda pair: -pair.values[end])
        heights = [plot.y(pair.values[end]) for pair in there]
        halves = [sum(two) / 2 for two in itertools.pairwise(heights)]
        bounds = [area.top() - POINT_RADIUS, *halves, area.bottom() + POINT_RADIUS]
        left = middle if end else area.left()
        for number, pair in enumerate(there):
            top = bounds[number]
            strip = QRectF(left, top, area.width() / 2, bounds[number + 1] - top)
            at = QPointF(plot.x(end), heights[number])
            found.append(Spot(pair.key, row, pair.values[end], strip, at))
    return found


def _draw_slope(pair: Pair, plot: Plot, ground: str, *, is_named: bool = True) -> list[Piece]:
    """The line, and its points: a provisional one is hollow, as on a line through time."""
    points = {
        end: QPointF(plot.x(end), plot.y(value))
        for end, value in enumerate(pair.values)
        if math.isfinite(value)
    }
    width, radius = LINE_WIDTH, POINT_RADIUS
    if not is_named:
        width, radius = _UNNAMED_WIDTH, _UNNAMED_RADIUS
    pieces: list[Piece] = []
    if len(points) > 1:
        dashed = pair.is_provisional
        pieces.append(Stroke(tuple(points.values()), pair.colour, width, dashed, pair.key))
    for end, at in points.items():
        fill = ground if pair.flags[end] else pair.colour
        pieces.append(Dot(at, fill, pair.colour, radius, pair.key))
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
        away = (POINT_RADIUS + GAP / 2) * style.unit * (1 if place else -1)
        words = QPointF(point.x() + away, middle)
        pieces.append(Stroke((point, words), pair.colour, 0.8, key=pair.key))
    return pieces


def _write_ends(
    pair: Pair,
    lines: Sequence[str],
    middles: tuple[float, float],
    columns: Columns,
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
