"""Bars that lie, the longest on top: the series of one period in order of value."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF

from mkbviewer.core.frame import Frame, newest_period
from mkbviewer.core.language import _
from mkbviewer.core.numbers import decimals_for, format_cell
from mkbviewer.ui.charts.arrangement import Style
from mkbviewer.ui.charts.base import Chart, planned
from mkbviewer.ui.charts.figure_painting import bar_colours
from mkbviewer.ui.charts.plan import (
    NO_FOCUS,
    Box,
    Focus,
    Piece,
    Placed,
    Plan,
    Spot,
    Stroke,
    Words,
    write,
)
from mkbviewer.ui.charts.reference import limits_in, references_at, span_of
from mkbviewer.ui.charts.rings import RADIUS
from mkbviewer.ui.charts.rows import (
    along,
    axis_height,
    draw_axis,
    draw_limits,
    height_of_limits,
    height_of_rows,
    place_rows,
    scale_along,
    write_names,
)
from mkbviewer.ui.charts.shapes import (
    Reference,
    Shapes,
    lowest_and_highest,
    provisional_cells,
)
from mkbviewer.ui.look.palette import Palette

FEWEST_NAMES = 5
"""From this many series on, names beside lying bars read better than a legend."""

_THICKEST = 3.0
_GAP = 5.0


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar that lies, and what is written at its end: the figure, or why there is none.

    `symbol` is what CBS writes in place of a missing figure.
    """

    key: str
    label: str
    colour: str
    value: float
    text: str
    is_provisional: bool
    symbol: str


@dataclass(frozen=True, eq=False)
class LyingBars(Plan):
    """The bars of the period pointed at, else of the last one marked, else of the newest.

    Where `is_sorted` the longest stands on top, else the order is that of the frame; a missing
    figure stands under the others where they are sorted.
    """

    frame: Frame
    colours: tuple[str, ...]
    is_sorted: bool = True
    references: tuple[Reference, ...] = ()

    follows_focus = True

    def row_of(self, focus: Focus = NO_FOCUS) -> int:
        """The row of the period that is shown."""
        if focus.pointed is not None:
            return focus.pointed
        if focus.marked:
            return focus.marked[-1]
        return newest_period(self.frame) or 0

    def rows_shown(self, row_count: int) -> tuple[int, ...]:
        return (self.row_of(),)

    def bars(self, row: int) -> tuple[Bar, ...]:
        """The bars of one period from top to bottom."""
        frame = self.frame
        is_provisional = provisional_cells(frame)
        largest = float(np.nanmax(np.abs(frame.values[row]), initial=0.0))
        found = []
        for column, series in enumerate(frame.series):
            value, status = float(frame.values[row, column]), frame.status(row, column)
            decimals = decimals_for(largest, series.unit or frame.unit, series.decimals)
            text = (
                f"{status.mark} {status.label}".strip()
                if status.is_missing
                else format_cell(value, status, decimals)
            )
            colour = self.colours[column]
            flag = bool(is_provisional[row, column])
            found.append(Bar(series.key, series.label, colour, value, text, flag, status.mark))
        if self.is_sorted:
            found.sort(key=lambda bar: -bar.value if math.isfinite(bar.value) else math.inf)
        return tuple(found)

    def height_wanted(self, width: float, style: Style) -> float:
        """How high it must be for every row, under its heading and over its axis."""
        rows = height_of_rows([one.label for one in self.frame.series], width, style)
        around = axis_height(style) + 1.5 * style.line + height_of_limits(self.references, style)
        return rows + around if rows else 0.0

    def place(self, rect: QRectF, style: Style, focus: Focus = NO_FOCUS) -> Placed:
        row = self.row_of(focus)
        bars = self.bars(row)
        unit, palette = style.unit, style.palette
        heading = self.frame.periods[row].label
        pieces: list[Piece] = []
        top = rect.top()
        if heading:
            middle = top + style.line / 2
            pieces.append(write(heading, rect.left(), middle, style, palette.text, is_bold=True))
            top += style.line * 1.5
        top += height_of_limits(self.references, style)
        there = [bar for bar in bars if math.isfinite(bar.value)]
        stated = references_at(self.frame, row, self.references)
        beside = 2 * (RADIUS + _GAP) * unit if stated else 0.0
        figures = [style.width(bar.text) + 2 * _GAP * unit + beside for bar in there]
        before = max((w for w, bar in zip(figures, there, strict=True) if bar.value < 0), default=0)
        after = max(figures, default=0.0)
        room = QRectF(rect.left(), top, rect.width(), rect.bottom() - axis_height(style) - top)
        places = place_rows([bar.label for bar in bars], room, style, before, after)
        area = places.area
        values = np.array([bar.value for bar in bars], dtype=np.float64)
        compared = [*limits_in(self.references), *stated.values()]
        low, high = lowest_and_highest(span_of(values, compared), with_zero=True)
        suffix = "%" if self.frame.unit.startswith("%") else ""
        scale = scale_along((low, high), area.width(), style, suffix)
        pieces += draw_limits(self.references, scale, area, style)
        pieces += draw_axis(scale, area, suffix, style)
        pieces += write_names(places, [bar.key for bar in bars], rect, before, style)
        zero = along(scale, area, 0.0)
        spots = []
        for number in range(len(places.tops)):
            bar, middle = bars[number], places.middle(number)
            end = along(scale, area, bar.value) if math.isfinite(bar.value) else zero
            thick = min(places.heights[number] * 0.72, _THICKEST * style.line)
            if math.isfinite(bar.value):
                box = QRectF(min(zero, end), middle - thick / 2, abs(end - zero), thick)
                fill, edge = bar_colours(bar.colour, style, is_provisional=bar.is_provisional)
                pieces.append(Box(box, fill, edge if bar.is_provisional else "", bar.key))
            compared_with = stated.get(bar.key)
            ring = along(scale, area, compared_with.value) if compared_with else None
            widest = rect.right() - area.left()
            pieces.append(
                _write_figure(bar, QPointF(end, middle), ring, widest, rect.right(), style)
            )
            band = QRectF(rect.left(), places.tops[number], rect.width(), places.heights[number])
            spots.append(Spot(bar.key, row, bar.value, band, QPointF(end, middle)))
        line = (QPointF(zero, area.top()), QPointF(zero, area.bottom()))
        pieces.append(Stroke(line, palette.axis))
        middles = {spot.key: spot.at.y() for spot in spots}

        def find_point(key: str, at_row: int, value: float) -> QPointF | None:
            if at_row != row or key not in middles:
                return None
            return QPointF(along(scale, area, value), middles[key])

        return Placed(area, tuple(pieces), lambda: spots, find_point=find_point)


def _write_figure(
    bar: Bar, end: QPointF, ring: float | None, room: float, right: float, style: Style
) -> Words:
    """The figure at the end of its bar, beyond the ring of a stated one; or why it is missing."""
    text, width, away = bar.text, style.width(bar.text), _GAP * style.unit
    left = end.x() - away - width if bar.value < 0 else end.x() + away
    if not math.isfinite(bar.value):
        if width > room:
            text, width = bar.symbol, style.width(bar.symbol)
        left = min(left, right - width)
        return write(text, left, end.y(), style, style.palette.muted, key=bar.key)
    if ring is not None and bar.value >= 0:
        left = _past_ring(left, width, ring, style.unit)
    return write(text, left, end.y(), style, style.palette.text, key=bar.key)


def _past_ring(left: float, width: float, ring: float, unit: float) -> float:
    """Where a figure begins, so that the ring of a stated one does not lie over it."""
    half = (RADIUS + _GAP) * unit
    return ring + half if ring - half < left + width and ring + half > left else left


class RankingChart(Chart):
    """The series of one period in order of value."""

    name = "ranking"
    icon = "chart-bar"

    @property
    def title(self) -> str:
        """The kind in the user's words."""
        return _("Ranking")

    @property
    def hint(self) -> str:
        """What the kind is good for."""
        return _("One period, the highest figure on top: the newest, or the one pointed at")

    def fit(self, frame: Frame) -> float:
        """Made for many series at one moment."""
        if self.hindrance(frame):
            return 0.0
        if len(frame.series) < FEWEST_NAMES:
            return 0.35
        return 0.97 if len(frame.periods) < 3 else 0.65

    def hindrance(self, frame: Frame) -> str:
        """An order takes two figures."""
        if frame.is_empty:
            return _("There are no figures to show.")
        return _("An order takes at least two series.") if len(frame.series) < 2 else ""

    def shapes(
        self, frame: Frame, palette: Palette, references: Sequence[Reference] = ()
    ) -> Shapes:
        """Bars that lie, sorted."""
        compared = tuple(references)
        bars = LyingBars(frame, palette.series_colours(frame), references=compared)
        return planned(frame, bars, compared)
