"""Small multiples: a small line chart for each series, all on the same axes."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from PySide6.QtCore import QPointF, QRectF

from mkbviewer.core.frame import Frame
from mkbviewer.core.language import _
from mkbviewer.ui.charts.arrangement import Plot, Style, words_for_more
from mkbviewer.ui.charts.base import Chart, planned
from mkbviewer.ui.charts.layout import (
    ValueScale,
    scale_logarithmically,
    scale_values,
    tighten,
    wrap,
)
from mkbviewer.ui.charts.line import LineChart
from mkbviewer.ui.charts.plan import (
    MOST_WANTED,
    NO_FOCUS,
    Focus,
    Piece,
    Placed,
    Plan,
    Pointing,
    Spot,
    write,
    write_centred,
)
from mkbviewer.ui.charts.plan_references import draw_limits_up
from mkbviewer.ui.charts.reference import span_of
from mkbviewer.ui.charts.shapes import Curve, Reference, Shapes
from mkbviewer.ui.charts.small_plots import curve_pieces, grid_pieces, spots_between
from mkbviewer.ui.look.colours import readable
from mkbviewer.ui.look.palette import Palette

_SHAPE = 1.7
"""How much wider than high a facet should be."""

_EMPTINESS = 1.5
"""How much an empty place counts against a grid."""

_NARROWEST = 92.0
_LOWEST = 2.4
"""The least height of the figures of a facet, in lines of text."""

_COMFORTABLE = 3.6
"""The height of its figures that a facet asks for where the page can give it."""

_GAP = 12.0

_LEGEND_FROM = 13.0
"""The least height with a legend, in lines of text; the page names its series above the chart."""


@dataclass(frozen=True, slots=True)
class _Grid:
    """Columns and rows of facets, the room of each, and how many lines the titles take."""

    columns: int
    rows: int
    width: float
    height: float
    titles: tuple[tuple[str, ...], ...]

    @property
    def title_lines(self) -> int:
        """The lines that every title has room for."""
        return max(map(len, self.titles))


@dataclass(frozen=True, eq=False)
class Facets(Plan):
    """The curves of a line chart, each in a plot of its own; the axes are shared."""

    lines: Shapes
    is_log: bool = False

    def on_log_scale(self) -> Plan:
        return replace(self, is_log=True)

    def place(self, rect: QRectF, style: Style, focus: Focus = NO_FOCUS) -> Placed:
        lines, unit, axis = self.lines, style.unit, self.lines.axis
        facets = self._facets()
        legend, legend_height = self._legend(facets, rect, style)
        rect = rect.adjusted(0, legend_height, 0, 0)
        scale = self._scale(5 * style.line, style)
        suffix = "%" if lines.frame.unit.startswith("%") else ""
        foot = style.line * (2.1 if axis.is_divided else 1.1) + 9 * unit
        right = rect.right() - style.width("0000") / 2
        widest = 0.0
        # Twice: how high the facets are decides how wide the labels beside them are.
        for _round in range(2):
            widest = max(widest, *map(style.width, scale.labels(suffix)))
            left = rect.left() + widest + 8 * unit
            room = QRectF(left, rect.top(), right - left, rect.bottom() - foot - rect.top())
            grid = self._grid(room, style)
            high = grid.height - grid.title_lines * style.line * 1.05 - 4 * unit
            scale = self._scale(high - 0.5 * style.line, style)
        pieces: list[Piece] = []
        plots: list[tuple[Sequence[Curve], Plot]] = []
        count = len(grid.titles)
        pieces += legend
        for number, ((_name, curves), title) in enumerate(zip(facets, grid.titles, strict=False)):
            row, column = divmod(number, grid.columns)
            top = room.top() + row * grid.height
            area = QRectF(
                room.left() + column * grid.width,
                top + grid.title_lines * style.line * 1.05 + 4 * unit,
                grid.width - _GAP * unit,
                high - 0.5 * style.line,
            )
            plot = Plot(area, *lines.span, scale)
            colour, key = style.palette.text, ""
            if len(curves) == 1:
                colour = readable(curves[0].colour, style.palette.card, style.palette.contrast)
                key = curves[0].key
            for line, text in enumerate(title):
                middle = top + (line + 0.5) * style.line * 1.05
                pieces.append(
                    write(text, area.left(), middle, style, colour, is_bold=True, key=key)
                )
            is_first = number == 0
            pieces += draw_limits_up(lines.references, plot, style, is_named=is_first)
            pieces += grid_pieces(plot, style, suffix if column == 0 else None)
            if number + grid.columns >= count:
                pieces += self._period_labels(plot, style)
            for curve in curves:
                pieces += curve_pieces(curve, plot, style, has_points=lines.has_points)
            plots.append((curves, plot))
        if left_out := len(facets) - count:
            words, middle = words_for_more(left_out), rect.bottom() - style.line / 2
            pieces.append(write(words, rect.left(), middle, style, style.palette.muted))

        def find_spots() -> list[Spot]:
            return [spot for curves, plot in plots for spot in spots_between(curves, plot)]

        by_key = {curve.key: plot for curves, plot in plots for curve in curves}

        def find_point(key: str, row: int, value: float) -> QPointF | None:
            plot = by_key.get(key)
            return None if plot is None else plot.point(float(axis.positions[row]), value)

        def find_room(key: str) -> QRectF | None:
            plot = by_key.get(key)
            return None if plot is None else plot.area

        return Placed(room, tuple(pieces), find_spots, Pointing.LINE, find_point, find_room)

    def height_wanted(self, width: float, style: Style) -> float:
        """How high the grid is whose facets all have room for their names and for figures."""
        names = [name for name, _curves in self._facets()]
        if len(names) > MOST_WANTED:
            return 0.0
        width -= 6 * style.line
        foot = (3.2 if self.lines.axis.is_divided else 2.2) * style.line
        lowest = math.inf
        for columns in range(1, len(names) + 1):
            inside = width / columns - _GAP * style.unit
            if columns > 1 and width / columns < _NARROWEST * style.unit:
                break
            titles = [wrap(name, inside, style.bold_width, 3) for name in names]
            if all(" ".join(title) == name for title, name in zip(titles, names, strict=True)):
                each = (max(map(len, titles)) * 1.05 + 0.5 + _COMFORTABLE) * style.line
                lowest = min(lowest, math.ceil(len(names) / columns) * (each + 4 * style.unit))
        return lowest + foot if math.isfinite(lowest) else 0.0

    def _facets(self) -> list[tuple[str, list[Curve]]]:
        """The title of each facet with what it shows: one series, or all of one that stands beside.

        In all of those a member of the breakdown has the one colour.
        """
        frame, curves = self.lines.frame, self.lines.curves
        if not any(one.beside for one in frame.series):
            return [(curve.label, [curve]) for curve in curves]
        series = {one.key: one for one in frame.series}
        found: dict[str, tuple[str, list[Curve]]] = {}
        colours: dict[tuple[str, str], str] = {}
        for curve in curves:
            one = series[curve.key]
            colour = colours.setdefault((one.measure, one.member), curve.colour)
            facet = found.setdefault(one.beside, (one.facet, []))
            facet[1].append(replace(curve, colour=colour))
        return list(found.values())

    def _legend(
        self, facets: list[tuple[str, list[Curve]]], rect: QRectF, style: Style
    ) -> tuple[list[Piece], float]:
        """What each colour stands for, where facets hold several series; and how high that is."""
        is_low = rect.height() < _LEGEND_FROM * style.line
        if is_low or max(len(curves) for _name, curves in facets) < 2:
            return [], 0.0
        pieces: list[Piece] = []
        left, middle, facet = rect.left(), rect.top() + style.line / 2, facets[0][0]
        for curve in facets[0][1]:
            label = curve.label.removesuffix(f", {facet}")
            if left > rect.left() and left + style.bold_width(label) > rect.right():
                left, middle = rect.left(), middle + 1.2 * style.line
            colour = readable(curve.colour, style.palette.card, style.palette.contrast)
            pieces.append(write(label, left, middle, style, colour, is_bold=True))
            left += style.bold_width(label) + 18 * style.unit
        return pieces, middle + style.line - rect.top()

    def _scale(self, height: float, style: Style) -> ValueScale:
        low, high = self.lines.low, self.lines.high
        height, gap = max(height, 1.0), 1.7 * style.line
        if not self.is_log:
            return tighten(scale_values(low, high, height, gap), low, high)
        there = self.lines.frame.values[np.isfinite(self.lines.frame.values)]
        low = float(span_of(there, self.lines.references).min())
        return scale_logarithmically(low, high, height, gap)

    def _grid(self, room: QRectF, style: Style) -> _Grid:
        """As many facets as fit, in the columns that make them nearest to the shape wanted."""
        names = [name for name, _curves in self._facets()]
        best: tuple[float, _Grid] | None = None
        for count in range(len(names), 0, -1):
            height = room.height() - (style.line if count < len(names) else 0.0)
            for columns in range(1, count + 1):
                rows = math.ceil(count / columns)
                width, high = room.width() / columns, height / rows
                if columns > 1 and width < _NARROWEST * style.unit:
                    continue
                inside = width - _GAP * style.unit
                titles = tuple(wrap(name, inside, style.bold_width, 3) for name in names[:count])
                grid = _Grid(columns, rows, width, high, titles)
                figures = high - (grid.title_lines * 1.05 + 0.5) * style.line - 4 * style.unit
                is_cut = any(" ".join(t) != n for t, n in zip(titles, names, strict=False))
                if (figures < _LOWEST * style.line or is_cut) and (count, columns) != (1, 1):
                    continue
                unlike = abs(math.log(inside / max(figures, 1.0) / _SHAPE))
                unlike += _EMPTINESS * (columns * rows - count) / count
                if best is None or unlike < best[0]:
                    best = unlike, grid
            if best is not None:
                return best[1]
        raise AssertionError("one facet always fits")

    def _period_labels(self, plot: Plot, style: Style) -> list[Piece]:
        axis = self.lines.axis
        width, area = plot.area.width(), plot.area
        pieces: list[Piece] = []
        for tick in axis.ticks(plot.first, plot.last, width, style.width):
            for line, text in enumerate((tick.label, tick.below)):
                middle = area.bottom() + 8 * style.unit + (line + 0.5) * style.line
                x, half = plot.x(tick.x), style.width(text) / 2
                # A label wider than the room beside it would run into that of the next facet.
                last = area.right() + (_GAP - 4) * style.unit - 2 * half
                if text and area.left() - half <= x <= last:
                    pieces.append(write_centred(text, x, middle, style, style.palette.muted))
        return pieces


class FacetsChart(Chart):
    """A small chart for each series."""

    name = "facets"
    icon = "layout-dashboard"
    allows_log = True

    @property
    def title(self) -> str:
        """The kind in the user's words."""
        return _("Small multiples")

    @property
    def hint(self) -> str:
        """What the kind is good for."""
        return _("A small chart for each series, all on the same axes")

    def fit(self, frame: Frame) -> float:
        """Where several lines would lie over each other."""
        if self.hindrance(frame):
            return 0.0
        return 0.66 if len(frame.series) > 4 else 0.38

    def hindrance(self, frame: Frame) -> str:
        """Several series, and a course to show."""
        if frame.is_empty:
            return _("There are no figures to show.")
        if len(frame.series) < 2 or len(frame.periods) < 3:
            return _("Small multiples take at least two series and three periods.")
        return ""

    def shapes(
        self, frame: Frame, palette: Palette, references: Sequence[Reference] = ()
    ) -> Shapes:
        """The lines of the line chart, apart."""
        return planned(frame, Facets(LineChart().shapes(frame, palette, references)), references)
