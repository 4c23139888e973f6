"""Bars by part of the year: a quarter or a month of successive years beside each other."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from PySide6.QtCore import QPointF, QRectF

from mkbviewer.core.frame import Frame
from mkbviewer.core.language import _
from mkbviewer.core.numbers import decimals_for, format_cell
from mkbviewer.ui.charts.arrangement import Plot, Style
from mkbviewer.ui.charts.base import Chart, planned
from mkbviewer.ui.charts.figure_painting import bar_colours
from mkbviewer.ui.charts.layout import scale_values
from mkbviewer.ui.charts.period_axis import parts_of_year
from mkbviewer.ui.charts.plan import (
    NO_FOCUS,
    Box,
    Focus,
    Piece,
    Placed,
    Plan,
    Pointing,
    Spot,
    Stroke,
    Words,
    write,
    write_centred,
)
from mkbviewer.ui.charts.plan_references import draw_limits_up
from mkbviewer.ui.charts.reference import limits_in, references_at, span_of
from mkbviewer.ui.charts.rings import RADIUS
from mkbviewer.ui.charts.shapes import (
    Reference,
    Shapes,
    lowest_and_highest,
    provisional_cells,
)
from mkbviewer.ui.look.colours import blend
from mkbviewer.ui.look.palette import Palette

_MOST_BARS = 72
_MOST_YEARS = 6
_MOST_SERIES = 3
_PALEST = 0.3
_GROUP = 0.86
_GAP = 8.0


@dataclass(frozen=True, eq=False)
class YearsByPart(Plan):
    """A group for each part of the year; in it for each series its years, the newest deepest."""

    frame: Frame
    colours: tuple[str, ...]
    references: tuple[Reference, ...] = ()

    def rows_shown(self, row_count: int) -> tuple[int, ...]:
        years = self.years
        return tuple(r for r, period in enumerate(self.frame.periods) if period.year in years)

    @property
    def _year_count(self) -> int:
        return len({period.year for period in self.frame.periods})

    @property
    def years(self) -> tuple[int, ...]:
        """The years for which there is room, the newest last."""
        found = sorted({period.year for period in self.frame.periods})
        bars = len(self._names) * len(self.frame.series)
        return tuple(found[-max(1, min(_MOST_YEARS, _MOST_BARS // bars)) :])

    @cached_property
    def _parts(self) -> tuple[int, ...]:
        """The parts of the year that there are figures of: of a survey a few of its months."""
        return tuple(sorted({max(period.number, 1) for period in self.frame.periods}))

    @property
    def _names(self) -> tuple[str, ...]:
        names = parts_of_year(self.frame.periods[0].frequency)
        return tuple(names[part - 1] for part in self._parts)

    def shade(self, column: int, year: int, style: Style) -> str:
        """The colour of a series in a year."""
        years = self.years
        depth = 1.0 if len(years) < 2 else years.index(year) / (len(years) - 1)
        part = round(_PALEST + (1 - _PALEST) * depth, 3)
        return blend(self.colours[column], style.palette.card, part)

    def place(self, rect: QRectF, style: Style, focus: Focus = NO_FOCUS) -> Placed:
        frame, unit = self.frame, style.unit
        pieces, top = self._legend(rect, style)
        rows = self.rows_shown(len(frame.periods))
        stated = {row: references_at(frame, row, self.references) for row in rows}
        compared = [one for found in stated.values() for one in found.values()]
        compared += limits_in(self.references)
        values = span_of(frame.values[list(rows)], compared)
        low, high = lowest_and_highest(values, with_zero=True)
        foot = style.line + 6 * unit
        height = rect.bottom() - foot - top - 0.8 * style.line
        scale = scale_values(low, high, max(height, 1.0), 2.2 * style.line)
        suffix = "%" if frame.unit.startswith("%") else ""
        labels = scale.labels(suffix)
        left = rect.left() + max(map(style.width, labels)) + 8 * unit
        area = QRectF(left, top + 0.8 * style.line, rect.right() - left, max(height, 1.0))
        plot = Plot(area, 0.0, float(len(self._names)), scale)
        pieces += draw_limits_up(self.references, plot, style)
        for value, label in zip(scale.ticks, labels, strict=True):
            y = plot.y(value)
            colour = style.palette.axis if value == 0 else style.palette.grid
            pieces.append(Stroke((QPointF(area.left(), y), QPointF(area.right(), y)), colour))
            at = area.left() - 8 * unit - style.width(label)
            pieces.append(write(label, at, y, style, style.palette.muted))
        middle = area.bottom() + 4 * unit + style.line / 2
        for number, name in enumerate(self._names):
            x = plot.x(number + 0.5)
            pieces.append(write_centred(name, x, middle, style, style.palette.muted))
        spots: list[Spot] = []
        words: list[Words] = []
        for row in rows:
            self._add_bars(row, plot, style, stated[row], pieces, spots, words)
        width = self._width * area.width() / len(self._names)
        fits = [one.rect.width() <= width + unit for one in words]
        are_figures = [math.isfinite(spot.value) for spot in spots]
        are_all_told = all(
            fit for fit, is_figure in zip(fits, are_figures, strict=True) if is_figure
        )
        pieces += [
            one
            for one, fit, is_figure in zip(words, fits, are_figures, strict=True)
            if one.text and (are_all_told if is_figure else fit)
        ]
        centres = {(spot.key, spot.row): spot.at.x() for spot in spots}

        def find_point(key: str, row: int, value: float) -> QPointF | None:
            x = centres.get((key, row))
            return None if x is None else QPointF(x, plot.y(value))

        return Placed(area, tuple(pieces), lambda: spots, Pointing.FRAME, find_point)

    @property
    def _width(self) -> float:
        """The width of a bar, of which a group is 1 wide."""
        return _GROUP / (len(self.years) * len(self.frame.series))

    def _add_bars(
        self,
        row: int,
        plot: Plot,
        style: Style,
        stated: Mapping[str, Reference],
        pieces: list[Piece],
        spots: list[Spot],
        words: list[Words],
    ) -> None:
        frame, years = self.frame, self.years
        period = frame.periods[row]
        is_provisional = provisional_cells(frame)[row]
        for column, series in enumerate(frame.series):
            value, status = float(frame.values[row, column]), frame.status(row, column)
            place = column * len(years) + years.index(period.year)
            group = self._parts.index(max(period.number, 1))
            left = plot.x(group + (1 - _GROUP) / 2 + place * self._width)
            width = self._width * plot.area.width() / len(self._names)
            zero = plot.y(0.0)
            top = plot.y(value) if math.isfinite(value) else zero
            bar = QRectF(left, min(zero, top), 0.94 * width, abs(zero - top))
            if math.isfinite(value):
                colour = self.shade(column, period.year, style)
                fill, edge = bar_colours(colour, style, is_provisional=bool(is_provisional[column]))
                pieces.append(Box(bar, fill, edge if is_provisional[column] else "", series.key))
            largest = float(np.nanmax(np.abs(frame.values), initial=0.0))
            decimals = decimals_for(largest, series.unit or frame.unit, series.decimals)
            text = format_cell(value, status, decimals)
            middle = (min(zero, top) if not value < 0 else max(zero, top) + style.line) - (
                0.55 * style.line
            )
            if series.key in stated and math.isfinite(value):
                ring, away = plot.y(stated[series.key].value), RADIUS * style.unit + style.line / 2
                middle = ring - away if abs(ring - middle) < away and value >= 0 else middle
            colour = style.palette.text if status.is_missing else style.palette.muted
            words.append(
                write_centred(text, bar.center().x(), middle, style, colour, key=series.key)
            )
            strip = QRectF(left, plot.area.top(), width, plot.area.height())
            spots.append(Spot(series.key, row, value, strip, QPointF(bar.center().x(), top)))

    def _legend(self, rect: QRectF, style: Style) -> tuple[list[Piece], float]:
        """A square for each year of each series, and the names of the series where they differ."""
        unit, palette, frame = style.unit, style.palette, self.frame
        pieces: list[Piece] = []
        middle, side = rect.top() + style.line / 2, 10 * unit
        for column, series in enumerate(frame.series):
            left = rect.left()
            if series.label and series.label != frame.title:
                name, key = series.label, series.key
                pieces.append(write(name, left, middle, style, palette.text, is_bold=True, key=key))
                left += style.bold_width(name) + 2 * _GAP * unit
                if left + len(self.years) * (side + style.width("0000") + 2.1 * _GAP * unit) > (
                    rect.right()
                ):
                    left, middle = rect.left(), middle + 1.2 * style.line
            for year in self.years:
                box = QRectF(left, middle - side / 2, side, side)
                pieces.append(Box(box, self.shade(column, year, style), key=series.key))
                left += side + 0.6 * _GAP * unit
                pieces.append(write(str(year), left, middle, style, palette.muted))
                left += style.width(str(year)) + 1.5 * _GAP * unit
            middle += 1.35 * style.line
        if self._year_count > len(self.years):
            told = _("Only the last {count} of {total} years fit here.").format(
                count=len(self.years), total=self._year_count
            )
            at = left
            if at + style.width(told) > rect.right():
                at, middle = rect.left(), middle + 1.35 * style.line
            pieces.append(write(told, at, middle - 1.35 * style.line, style, palette.muted))
        return pieces, middle - style.line / 2


class GroupedChart(Chart):
    """The same part of successive years beside each other."""

    name = "grouped"
    icon = "chart-column"

    @property
    def title(self) -> str:
        """The kind in the user's words."""
        return _("By quarter or month")

    @property
    def hint(self) -> str:
        """What the kind is good for."""
        return _("The same quarter or month of the last years side by side")

    def fit(self, frame: Frame) -> float:
        """Clearest for one series."""
        if self.hindrance(frame):
            return 0.0
        return 0.55 if len(frame.series) == 1 else 0.35

    def hindrance(self, frame: Frame) -> str:
        """Parts of at least two years, of few series."""
        if frame.is_empty:
            return _("There are no figures to show.")
        if not parts_of_year(frame.periods[0].frequency):
            return _("These figures are not of quarters or months.")
        if len({period.year for period in frame.periods}) < 2:
            return _("It takes at least two years.")
        if len(frame.series) > _MOST_SERIES:
            return _("There is room for three series at most.")
        return ""

    def shapes(
        self, frame: Frame, palette: Palette, references: Sequence[Reference] = ()
    ) -> Shapes:
        """The bars of the years, by part of the year."""
        compared = tuple(references)
        return planned(frame, YearsByPart(frame, palette.series_colours(frame), compared), compared)
