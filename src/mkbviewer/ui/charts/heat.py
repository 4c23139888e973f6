"""A field of colours: series by periods, as deep as the figure is high."""

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
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
    Cells,
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
from mkbviewer.ui.charts.rings import RADIUS
from mkbviewer.ui.charts.rows import height_of_rows, place_rows, write_names
from mkbviewer.ui.charts.shapes import Floats, Reference, Shapes, find_absent, lowest_and_highest
from mkbviewer.ui.look.colours import READABLE, blend, contrast_between
from mkbviewer.ui.look.palette import Palette

_MOST_CELLS = 20_000
_PALEST = 0.06
_STEPS = 24
_DEPTHS = 100
"""The depths of colour that are told apart."""

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

    def colour(self, value: float) -> str:
        """The colour of a figure."""
        fills, _numbers = self.colours(np.array([value]))
        return fills[0]

    def colours(self, values: Floats) -> tuple[tuple[str, ...], NDArray[np.intp]]:
        """The colours of figures, none missing: each colour once, and for each figure which."""
        low, high = self.low, self.high
        if low < 0 < high:
            parts = values / max(-low, high)
        else:
            parts = (values - low) / (high - low) if high > low else np.full(values.shape, 0.5)
        depths = _PALEST + (1 - _PALEST) * np.minimum(np.abs(parts), 1.0)
        steps = np.rint(depths * _DEPTHS) * np.where(parts < 0, -1, 1)
        found, numbers = np.unique(steps, return_inverse=True)
        fills = (
            blend(self.below if step < 0 else self.deep, self.ground, abs(step) / _DEPTHS)
            for step in found.tolist()
        )
        return tuple(fills), numbers.reshape(values.shape)


@dataclass(frozen=True, eq=False)
class HeatField(Plan):
    """A row of cells for each series; a missing figure is no colour but its symbol."""

    frame: Frame
    scale: ColourScale

    has_values = False

    def height_wanted(self, width: float, style: Style) -> float:
        """How high it must be for every row, under its heading and over its axis."""
        rows = height_of_rows([one.label for one in self.frame.series], width, style)
        around = 5.2 * style.line
        return rows + around if rows else 0.0

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
        is_narrow = per_period < 2 * style.line
        keys = [series.key for series in frame.series]
        pieces += write_names(places, keys, rect, 0.0, style)
        starts = area.left() + (axis.positions - 0.5 - low) * per_period
        lefts = starts.tolist()
        # Cells too narrow for a line between them touch: each reaches under the next.
        half = 0.5 * unit if per_period > 6 * unit else 0.0
        apart = set(find_absent(axis.positions).tolist()) | {len(lefts)}
        under = np.zeros(len(lefts)) if half else np.full(len(lefts), unit)
        under[[row - 1 for row in apart]] = 0.0
        ends = starts + per_period - half + under
        is_there = np.isfinite(frame.values)
        fills, colours = self.scale.colours(np.where(is_there, frame.values, self.scale.low))
        for number, (top, height) in enumerate(zip(places.tops, places.heights, strict=True)):
            key = keys[number]
            rows = np.flatnonzero(is_there[:, number])
            pieces.append(
                Cells(
                    starts[rows] + half,
                    ends[rows],
                    top + half,
                    height - 2 * half,
                    fills,
                    colours[rows, number],
                    key,
                )
            )
            for first, last in self._empty_stretches(number, apart, is_joined=is_narrow):
                empty = QRectF(lefts[first], top, lefts[last] - lefts[first] + per_period, height)
                pieces.append(Box(empty, style.palette.card, style.palette.axis, key))

        @lru_cache(maxsize=1)
        def find_spots() -> list[Spot]:
            return [
                Spot(keys[number], row, value, cell, cell.center())
                for number, (top, height) in enumerate(
                    zip(places.tops, places.heights, strict=True)
                )
                for row, (left, value) in enumerate(
                    zip(lefts, frame.values[:, number].tolist(), strict=True)
                )
                for cell in (QRectF(left, top, per_period, height),)
            ]

        if self._may_tell(per_period, style):
            pieces += self._figures(find_spots(), per_period, style)
        for tick in axis.ticks(low, high, area.width(), style.width):
            x = area.left() + (tick.x - low) * per_period
            for line, text in enumerate((tick.label, tick.below)):
                middle = area.bottom() + 4 * unit + (line + 0.5) * style.line
                if text:
                    pieces.append(write_centred(text, x, middle, style, style.palette.muted))
        bands = dict(zip(keys, zip(places.tops, places.heights, strict=True), strict=False))

        def find_point(key: str, row: int, _value: float) -> QPointF | None:
            """The upper right corner of a cell: a field of colours has no axis of values."""
            if key not in bands:
                return None
            top, height = bands[key]
            right, inset = lefts[row] + per_period, (RADIUS + 3) * unit
            return QPointF(right - min(inset, per_period / 2), top + min(inset, height / 2))

        return Placed(area, tuple(pieces), find_spots, Pointing.FRAME, find_point)

    def _empty_stretches(
        self, column: int, apart: Collection[int], *, is_joined: bool
    ) -> list[tuple[int, int]]:
        """The first and the last row of what is missing: each row, or where joined each stretch."""
        found: list[tuple[int, int]] = []
        for row in np.flatnonzero(~np.isfinite(self.frame.values[:, column])).tolist():
            if is_joined and found and found[-1][1] == row - 1 and row not in apart:
                found[-1] = (found[-1][0], row)
            else:
                found.append((row, row))
        return found

    def _may_tell(self, width: float, style: Style) -> bool:
        """Whether anything may be written in cells of a width: a symbol, or one figure."""
        return width > style.width("0") or not np.isfinite(self.frame.values).all()

    def _figures(self, spots: Sequence[Spot], width: float, style: Style) -> list[Piece]:
        """The figures in the cells where all of them fit; the symbols of missing ones anyway."""
        frame = self.frame
        columns = {series.key: column for column, series in enumerate(frame.series)}
        room = width - 4 * style.unit
        series = frame.series[0]
        largest = max(abs(self.scale.low), abs(self.scale.high))
        decimals = decimals_for(largest, series.unit or frame.unit, series.decimals)
        ends = (format_number(one, decimals) for one in (self.scale.low, self.scale.high))
        is_roomy = max(map(style.width, ends)) <= room
        words: list[tuple[Words, Spot]] = []
        for spot in spots:
            is_missing = not math.isfinite(spot.value)
            if not is_roomy and not is_missing:
                continue
            status = frame.status(spot.row, columns[spot.key])
            ground = style.palette.card if is_missing else self.scale.colour(spot.value)
            text, colour = (
                format_cell(spot.value, status, decimals),
                _text_on(ground, style.palette),
            )
            if text:
                at = spot.at
                one = write_centred(text, at.x(), at.y(), style, colour, key=spot.key)
                words.append((one, spot))
        is_roomy = all(one.rect.width() <= room for one, spot in words if math.isfinite(spot.value))
        return [
            one if one.rect.width() <= width else _crossed(spot, style)
            for one, spot in words
            if is_roomy or not math.isfinite(spot.value)
        ]

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
            wide = width + (unit if step < _STEPS - 1 else 0.0)
            box = QRectF(left + step * width, middle - style.line * 0.35, wide, style.line * 0.7)
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
    contrasts = [contrast_between(one, ground) for one in (palette.text, palette.card)]
    is_readable = contrasts[0] >= READABLE or contrasts[0] >= contrasts[1]
    return palette.text if is_readable else palette.card


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
        return planned(frame, HeatField(frame, scale), references)
