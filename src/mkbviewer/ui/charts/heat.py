"""A field of colours: series by periods, as deep as the figure is high."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF

from mkbviewer.core.frame import Frame
from mkbviewer.core.language import _
from mkbviewer.core.numbers import decimals_for, format_cell, format_number
from mkbviewer.core.status import Status
from mkbviewer.ui.charts.arrangement import Style
from mkbviewer.ui.charts.base import Chart, axis_of, planned
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
from mkbviewer.ui.charts.rows import place_rows, write_names
from mkbviewer.ui.charts.shapes import Reference, Shapes, lowest_and_highest
from mkbviewer.ui.palette import READABLE, Palette, blend, contrast_between

_MOST_CELLS = 20_000
_PALEST = 0.06
_STEPS = 24
_GAP = 8.0
_LEGEND = 110.0


@dataclass(frozen=True, slots=True)
class ColourScale:
    """From a pale colour to a deep one; where figures are on both sides of zero, from there."""

    low: float
    high: float
    deep: str
    below: str
    ground: str

    @property
    def is_diverging(self) -> bool:
        """Whether zero is pale, and both ends are deep."""
        return self.low < 0 < self.high

    def colour(self, value: float) -> str:
        """The colour of a figure."""
        if self.is_diverging:
            part = value / max(-self.low, self.high)
        else:
            part = (value - self.low) / (self.high - self.low) if self.high > self.low else 0.5
        depth = _PALEST + (1 - _PALEST) * min(abs(part), 1.0)
        return blend(self.below if part < 0 else self.deep, self.ground, round(depth, 3))


@dataclass(frozen=True, eq=False)
class HeatField(Plan):
    """A row of cells for each series; a missing figure is no colour but its symbol."""

    frame: Frame
    scale: ColourScale

    def place(self, rect: QRectF, style: Style, focus: Focus = NO_FOCUS) -> Placed:
        frame, unit = self.frame, style.unit
        axis = axis_of(frame)
        legend = self._legend(rect, style)
        top = rect.top() + style.line * (1.5 + 1.2 * (len(legend) > 1))
        foot = style.line * (2.2 if axis.is_divided else 1.2) + 4 * unit
        room = QRectF(rect.left(), top, rect.width(), rect.bottom() - foot - top)
        places = place_rows([series.label for series in frame.series], room, style, 0.0, 6 * unit)
        area = places.area
        low, high = axis.first - 0.5, axis.last + 0.5
        per_period = area.width() / (high - low)
        pieces: list[Piece] = [piece for line in legend for piece in line]
        keys = [series.key for series in frame.series]
        pieces += write_names(places, keys, rect, 0.0, style)
        cells: list[Piece] = []
        words: list[Words] = []
        spots = []
        for number in range(len(places.tops)):
            for row, centre in enumerate(axis.positions):
                left = area.left() + (float(centre) - 0.5 - low) * per_period
                cell = QRectF(left, places.tops[number], per_period, places.heights[number])
                value = float(frame.values[row, number])
                spots.append(Spot(keys[number], row, value, cell, cell.center()))
                cells.append(self._cell(cell, value, keys[number], style))
                words.append(self._words(cell, row, number, style))
        pieces += cells
        is_roomy = all(one.rect.width() <= per_period - 4 * unit for one in words if one.text)
        for one, spot in zip(words, spots, strict=True):
            if one.text and (is_roomy or not math.isfinite(spot.value)):
                pieces.append(one if one.rect.width() <= per_period else _crossed(spot, style))
        for tick in axis.ticks(low, high, area.width(), style.width):
            x = area.left() + (tick.x - low) * per_period
            for line, text in enumerate((tick.label, tick.below)):
                middle = area.bottom() + 4 * unit + (line + 0.5) * style.line
                if text:
                    pieces.append(write_centred(text, x, middle, style, style.palette.muted))
        return Placed(area, tuple(pieces), tuple(spots), Pointing.FRAME)

    def _cell(self, rect: QRectF, value: float, key: str, style: Style) -> Box:
        if not math.isfinite(value):
            return Box(rect, style.palette.card, style.palette.axis, key)
        half = 0.5 * style.unit if rect.width() > 6 * style.unit else 0.0
        return Box(rect.adjusted(half, half, -half, -half), self.scale.colour(value), key=key)

    def _words(self, rect: QRectF, row: int, column: int, style: Style) -> Words:
        frame, series = self.frame, self.frame.series[column]
        value, status = float(frame.values[row, column]), frame.status(row, column)
        there = np.abs(frame.values[np.isfinite(frame.values)])
        largest = float(there.max()) if there.size else 0.0
        decimals = decimals_for(largest, series.unit or frame.unit, series.decimals)
        ground = style.palette.card if status.is_missing else self.scale.colour(value)
        colour = _text_on(ground, style.palette)
        text = format_cell(value, status, decimals)
        centre = rect.center()
        return write_centred(text, centre.x(), centre.y(), style, colour, key=series.key)

    def _legend(self, rect: QRectF, style: Style) -> list[list[Piece]]:
        """A strip of the colours with its ends, and what the symbols in use mean."""
        scale, unit, palette = self.scale, style.unit, style.palette
        decimals = decimals_for(
            max(abs(scale.low), abs(scale.high)),
            self.frame.unit,
            self.frame.series[0].decimals if self.frame.series else None,
        )
        low, high = (format_number(one, decimals) for one in (scale.low, scale.high))
        middle, left = rect.top() + style.line / 2, rect.left()
        line: list[Piece] = [write(low, left, middle, style, palette.muted)]
        left += style.width(low) + _GAP * unit
        width = _LEGEND * unit / _STEPS
        for step in range(_STEPS):
            value = scale.low + (scale.high - scale.low) * (step + 0.5) / _STEPS
            box = QRectF(left + step * width, middle - style.line * 0.35, width, style.line * 0.7)
            line.append(Box(box, scale.colour(value)))
        left += _LEGEND * unit + _GAP * unit
        line.append(write(high, left, middle, style, palette.muted))
        left += style.width(high) + 3 * _GAP * unit
        lines = [line]
        for text in self._kinds_of_missing():
            if left + style.width(text) > rect.right() and len(lines) < 2:
                lines.append([])
                left, middle = rect.left(), middle + 1.2 * style.line
            if left + style.width(text) <= rect.right():
                lines[-1].append(write(text, left, middle, style, palette.muted))
                left += style.width(text) + 2 * _GAP * unit
        return lines

    def _kinds_of_missing(self) -> list[str]:
        found = sorted(set(self.frame.statuses.ravel().tolist()))
        kinds = [Status(one) for one in found if Status(one).is_missing]
        return [f"{kind.mark or _('empty')} = {kind.label}" for kind in kinds]


def _crossed(spot: Spot, style: Style) -> Stroke:
    """What stands in a cell that is too narrow for the symbol of a missing figure."""
    rect = spot.rect
    line = (QPointF(rect.left(), rect.bottom()), QPointF(rect.right(), rect.top()))
    return Stroke(line, style.palette.muted, key=spot.key)


def _text_on(ground: str, palette: Palette) -> str:
    """The colour of text that can be read on a cell."""
    if contrast_between(palette.text, ground) >= READABLE:
        return palette.text
    return palette.card


class HeatChart(Chart):
    """Series by periods as a field of colours, with figures where they fit."""

    name = "heat"
    icon = "table"

    @property
    def title(self) -> str:
        """The kind in the user's words."""
        return _("Heat map")

    @property
    def hint(self) -> str:
        """What the kind is good for."""
        return _("Many series through time: the higher the figure, the deeper the colour")

    def fit(self, frame: Frame) -> float:
        """Made for many series and many periods."""
        if self.hindrance(frame):
            return 0.0
        return 0.7 if len(frame.series) > 8 and len(frame.periods) > 3 else 0.25

    def hindrance(self, frame: Frame) -> str:
        """A field takes several series of one measure, of which the cells can be told apart."""
        if frame.is_empty:
            return _("There are no figures to show.")
        if len(frame.series) < 2 or len(frame.periods) < 2:
            return _("A heat map takes at least two series and two periods.")
        if len({series.unit or frame.unit for series in frame.series}) > 1:
            return _("Different units cannot share a scale of colours.")
        is_too_large = frame.values.size > _MOST_CELLS
        return _("There are too many figures to tell apart.") if is_too_large else ""

    def shapes(
        self, frame: Frame, palette: Palette, references: Sequence[Reference] = ()
    ) -> Shapes:
        """The cells, in one scale of colours."""
        low, high = lowest_and_highest(frame.values, with_zero=False)
        below = palette.size_classes["groot"]
        scale = ColourScale(low, high, palette.accent, below, palette.card)
        return planned(frame, HeatField(frame, scale))
