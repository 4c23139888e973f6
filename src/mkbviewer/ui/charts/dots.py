"""Two points for each series: how it was in a first period and in a last one."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from PySide6.QtCore import QPointF, QRectF

from mkbviewer.core.frame import Frame
from mkbviewer.core.language import _
from mkbviewer.core.numbers import decimals_for, format_cell, format_number
from mkbviewer.core.transform import takes_difference
from mkbviewer.ui.charts.arrangement import Style
from mkbviewer.ui.charts.base import Chart, planned
from mkbviewer.ui.charts.figure_painting import POINT_RADIUS
from mkbviewer.ui.charts.plan import (
    NO_FOCUS,
    Dot,
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
from mkbviewer.ui.charts.rows import (
    along,
    axis_height,
    draw_axis,
    draw_limits,
    height_of_limits,
    height_of_rows,
    place_rows,
    scale_along,
    spare,
    write_names,
)
from mkbviewer.ui.charts.shapes import (
    Reference,
    Shapes,
    lowest_and_highest,
    provisional_cells,
    reach_zero,
)
from mkbviewer.ui.look.colours import blend
from mkbviewer.ui.look.palette import Palette

_GAP = 6.0
_LINE_WIDTH = 3.0
_PALE = 0.4


@dataclass(frozen=True, slots=True)
class Pair:
    """One series in two periods: its figures, how they are written, and what changed.

    `flags` tells which of the two is provisional.
    """

    key: str
    label: str
    colour: str
    values: tuple[float, float]
    texts: tuple[str, str]
    change: str
    flags: tuple[bool, bool]

    @property
    def is_provisional(self) -> bool:
        """Whether one of the two figures is provisional."""
        return any(self.flags)


@dataclass(frozen=True, eq=False)
class PairedDots(Plan):
    """The first and the last period with figures, or of those that are marked."""

    frame: Frame
    colours: tuple[str, ...]
    is_log: bool = False
    references: tuple[Reference, ...] = ()

    follows_focus = True

    def rows_of(self, focus: Focus = NO_FOCUS) -> tuple[int, int]:
        """The rows of the two periods."""
        if len(focus.marked) > 1:
            return min(focus.marked), max(focus.marked)
        rows = np.flatnonzero(np.isfinite(self.frame.values).any(axis=1))
        return int(rows[0]), int(rows[-1])

    def rows_shown(self, row_count: int) -> tuple[int, int]:
        return self.rows_of()

    def pairs(self, first: int, last: int) -> tuple[Pair, ...]:
        """The series from the highest last figure down; those that lack one stand below."""
        frame, rows = self.frame, (first, last)
        flags = provisional_cells(frame)
        largest = float(np.nanmax(np.abs(frame.values[list(rows)]), initial=0.0))
        found = []
        for column, series in enumerate(frame.series):
            unit = series.unit or frame.unit
            decimals = decimals_for(largest, unit, series.decimals)
            before, after = (float(frame.values[row, column]) for row in rows)
            texts = tuple(
                format_cell(float(frame.values[row, column]), frame.status(row, column), decimals)
                for row in rows
            )
            found.append(
                Pair(
                    series.key,
                    series.label,
                    self.colours[column],
                    (before, after),
                    (texts[0], texts[1]),
                    _words_for_change(
                        before, after, decimals, in_percent=not self._is_in_points(unit)
                    ),
                    (bool(flags[first, column]), bool(flags[last, column])),
                )
            )
        return tuple(sorted(found, key=_place_in_order))

    def on_log_scale(self) -> Plan:
        return replace(self, is_log=True)

    def height_wanted(self, width: float, style: Style) -> float:
        """How high it must be for every row, under its heading and over its axis."""
        rows = height_of_rows([one.label for one in self.frame.series], width, style)
        around = axis_height(style) + 1.5 * style.line + height_of_limits(self.references, style)
        return rows + around if rows else 0.0

    def place(self, rect: QRectF, style: Style, focus: Focus = NO_FOCUS) -> Placed:
        first, last = self.rows_of(focus)
        pairs = self.pairs(first, last)
        unit = style.unit
        changes = [pair.change or _lacking(self.frame, pair, first, last) for pair in pairs]
        title = self._title_of_change()
        column = max(map(style.width, (*changes, title))) + 2 * _GAP * unit
        beside = max(style.width(text) for pair in pairs for text in pair.texts)
        beside += (POINT_RADIUS + 2 * _GAP) * unit
        pieces: list[Piece] = [*self._heading(rect, style, first, last)]
        right = rect.right() - style.width(title)
        middle = rect.top() + style.line / 2
        pieces.append(write(title, right, middle, style, style.palette.muted))
        top = rect.top() + style.line * 1.5 + height_of_limits(self.references, style)
        room = QRectF(rect.left(), top, rect.width(), rect.bottom() - axis_height(style) - top)
        names = [pair.label for pair in pairs]
        places = place_rows(names, room, style, beside, beside + column)
        area = places.area
        values = np.array([pair.values for pair in pairs], dtype=np.float64)
        stated = (references_at(self.frame, row, self.references) for row in (first, last))
        compared = [one for found in stated for one in found.values()]
        compared += limits_in(self.references)
        span = lowest_and_highest(span_of(values, compared), with_zero=False)
        span = span if self.is_log else reach_zero(*span)
        suffix = "%" if self.frame.unit.startswith("%") else ""
        scale = scale_along(span, area.width(), style, suffix, is_log=self.is_log)
        pieces += draw_limits(self.references, scale, area, style)
        pieces += write_names(places, [pair.key for pair in pairs], rect, beside, style)
        drawn: list[Piece] = []
        spots = []
        for number in range(len(places.tops)):
            pair, middle = pairs[number], places.middle(number)
            xs = [along(scale, area, one) if math.isfinite(one) else None for one in pair.values]
            drawn += _draw_pair(pair, xs, middle, style)
            left = rect.right() - style.width(changes[number])
            colour = style.palette.text if pair.change else style.palette.muted
            pieces.append(write(changes[number], left, middle, style, colour, key=pair.key))
            band = QRectF(rect.left(), places.tops[number], rect.width(), places.heights[number])
            at = QPointF(xs[1] if xs[1] is not None else area.left(), middle)
            spots.append(Spot(pair.key, last, pair.values[1], band, at))
        pieces += [*spare(draw_axis(scale, area, suffix, style), drawn), *drawn]
        middles = {spot.key: spot.at.y() for spot in spots}

        def find_point(key: str, row: int, value: float) -> QPointF | None:
            if row not in (first, last) or key not in middles:
                return None
            return QPointF(along(scale, area, value), middles[key])

        return Placed(area, tuple(pieces), lambda: spots, find_point=find_point)

    def _is_in_points(self, unit: str) -> bool:
        """Whether a percentage of the figures says nothing: of rates, and of changes."""
        return takes_difference(unit) or self.frame.is_change

    def _title_of_change(self) -> str:
        if takes_difference(self.frame.unit) and self.frame.unit != "z-score":
            return _("Change (percentage points)")
        return _("Change")

    def _heading(self, rect: QRectF, style: Style, first: int, last: int) -> list[Piece]:
        """Which point is which period."""
        palette, unit = style.palette, style.unit
        pieces: list[Piece] = []
        left, middle = rect.left() + POINT_RADIUS * unit, rect.top() + style.line / 2
        pale = blend(palette.muted, palette.card, _PALE)
        for row, fill in ((first, pale), (last, palette.muted)):
            pieces.append(Dot(QPointF(left, middle), fill, palette.muted, POINT_RADIUS))
            left += (POINT_RADIUS + _GAP) * unit
            words = self.frame.periods[row].label
            pieces.append(write(words, left, middle, style, palette.text, is_bold=True))
            left += style.bold_width(words) + 3 * _GAP * unit
        return pieces


def _place_in_order(pair: Pair) -> tuple[bool, float]:
    return not pair.change, -pair.values[1] if math.isfinite(pair.values[1]) else math.inf


def _words_for_change(before: float, after: float, decimals: int, *, in_percent: bool) -> str:
    """The difference, and as a percentage where that means something: of positive amounts."""
    if not (math.isfinite(before) and math.isfinite(after)):
        return ""
    text = format_number(after - before, decimals, signed=True)
    if not in_percent or before <= 0 or after < 0:
        return text
    relative = format_number(100 * (after - before) / before, 1, signed=True)
    return f"{text} ({relative}%)"


def _lacking(frame: Frame, pair: Pair, first: int, last: int) -> str:
    """Which figure is missing, with the symbol that CBS writes."""
    return ", ".join(
        f"{frame.periods[row].short_label}: {text or '–'}"
        for row, value, text in zip((first, last), pair.values, pair.texts, strict=True)
        if not math.isfinite(value)
    )


def _draw_pair(pair: Pair, xs: Sequence[float | None], middle: float, style: Style) -> list[Piece]:
    """The line, the points, and the figures on the outer side of each."""
    pieces: list[Piece] = []
    before, after = xs
    if before is not None and after is not None:
        line = (QPointF(before, middle), QPointF(after, middle))
        pieces.append(Stroke(line, pair.colour, _LINE_WIDTH, pair.is_provisional, pair.key))
    is_falling = before is not None and after is not None and after < before
    pale = blend(pair.colour, style.palette.card, _PALE)
    for number, (x, fill) in enumerate(zip(xs, (pale, pair.colour), strict=True)):
        if x is None:
            continue
        at = QPointF(x, middle)
        pieces.append(Dot(at, fill, pair.colour, POINT_RADIUS + number, pair.key))
        is_left = (number == 0) != is_falling
        pieces.append(_beside(pair.texts[number], at, style, pair.key, is_left=is_left))
    return pieces


def _beside(text: str, at: QPointF, style: Style, key: str, *, is_left: bool) -> Words:
    away = (POINT_RADIUS + _GAP) * style.unit
    left = at.x() - away - style.width(text) if is_left else at.x() + away
    return write(text, left, at.y(), style, style.palette.muted, key=key)


class DotsChart(Chart):
    """How each series was in a first and in a last period, and how much that differs."""

    name = "dots"
    icon = "chart-scatter"
    allows_log = True

    @property
    def title(self) -> str:
        """The kind in the user's words."""
        return _("Two periods")

    @property
    def hint(self) -> str:
        """What the kind is good for."""
        return _("The first and the last period beside each other, with the change")

    def fit(self, frame: Frame) -> float:
        """Made for two periods."""
        if self.hindrance(frame):
            return 0.0
        return 0.96 if len(frame.periods) == 2 and len(frame.series) > 1 else 0.45

    def hindrance(self, frame: Frame) -> str:
        """A change takes two periods."""
        if np.isfinite(frame.values).any(axis=1).sum() < 2:
            return _("A change takes at least two periods with figures.")
        return ""

    def shapes(
        self, frame: Frame, palette: Palette, references: Sequence[Reference] = ()
    ) -> Shapes:
        """The points and lines of the two periods."""
        compared = tuple(references)
        dots = PairedDots(frame, palette.series_colours(frame), references=compared)
        return planned(frame, dots, compared)
