"""Rows under each other: names to the left, a value axis below; for bars and dots that lie."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF

from mkbviewer.ui.charts.arrangement import Style, words_for_more
from mkbviewer.ui.charts.layout import ValueScale, scale_logarithmically, scale_values, wrap
from mkbviewer.ui.charts.plan import MOST_WANTED, Box, Piece, Stroke, Words, write, write_centred
from mkbviewer.ui.charts.reference import band_colour, limits_in
from mkbviewer.ui.charts.shapes import Reference

_WIDEST_NAMES = 0.45
_WIDEST_WORD = 0.7
_HIGHEST_ROW = 5.0
"""In lines of text; of more room the rest is left under the axis."""

_GAP = 8.0
_SURE_NAMES, _ROOMY = 0.22, 0.3
"""The part of a width that names have for certain; and lines of text that a row has to spare."""


@dataclass(frozen=True)
class RowPlaces:
    """Where rows lie: the area of the figures, the name of each row in lines, its top and height.

    Rows for which there is no room are left out from the end on; `left_out` counts them.
    """

    area: QRectF
    names: tuple[tuple[str, ...], ...]
    tops: tuple[float, ...]
    heights: tuple[float, ...]
    left_out: int

    def middle(self, number: int) -> float:
        """The middle of a row."""
        return self.tops[number] + self.heights[number] / 2


def place_rows(
    names: Sequence[str], rect: QRectF, style: Style, before: float, after: float
) -> RowPlaces:
    """Place as many rows as the rectangle has room for, and each name whole.

    `before` and `after` are the room for figures to the left and to the right of the area; the
    rectangle is that of the rows, without their axis.
    """
    words = [style.width(word) for name in names for word in name.split(" ")]
    for_both = max(rect.width() - before - after, 0.0)
    widest = min(max(map(style.width, names), default=0.0), for_both * _WIDEST_NAMES)
    widest = max(widest, min(max(words, default=0.0), for_both * _WIDEST_WORD))
    lines = [wrap(name, widest, style.width, len(name)) for name in names]
    widest = max((style.width(text) for one in lines for text in one), default=0.0)
    natural = [(len(one) + 0.05) * style.line for one in lines]
    room, count, used = rect.height(), 0, 0.0
    if sum(natural) > room:
        room -= style.line
    while count < len(natural) and used + natural[count] <= room:
        used += natural[count]
        count += 1
    spare = max(0.0, room - used) / max(count, 1)
    tops, heights, top = [], [], rect.top()
    for least in natural[:count]:
        height = max(least, min(least + spare, _HIGHEST_ROW * style.line))
        tops.append(top)
        heights.append(height)
        top += height
    left = rect.left() + widest + _GAP * style.unit + before
    area = QRectF(left, rect.top(), max(rect.right() - after - left, 1.0), top - rect.top())
    left_out = len(names) - count
    return RowPlaces(area, tuple(lines[:count]), tuple(tops), tuple(heights), left_out)


def height_of_rows(names: Sequence[str], width: float, style: Style) -> float:
    """How high so many rows want to be; 0 for more of them than a page can be asked to show."""
    if len(names) > MOST_WANTED:
        return 0.0
    words = [style.width(word) for name in names for word in name.split(" ")]
    widest = max(max(words, default=0.0), width * _SURE_NAMES)
    lines = sum(len(wrap(name, widest, style.width, len(name))) + _ROOMY for name in names)
    return lines * style.line


def write_names(
    places: RowPlaces, keys: Sequence[str], rect: QRectF, before: float, style: Style
) -> list[Piece]:
    """The names, ending where the figures begin; at the foot how many rows were left out."""
    pieces: list[Piece] = []
    right = places.area.left() - before - _GAP * style.unit
    for number, lines in enumerate(places.names):
        middle = places.middle(number) - (len(lines) - 1) * style.line / 2
        for text in lines:
            left = right - style.width(text)
            key = keys[number]
            pieces.append(write(text, left, middle, style, style.palette.text, key=key))
            middle += style.line
    if places.left_out:
        middle = rect.bottom() - style.line / 2
        words = words_for_more(places.left_out)
        pieces.append(write(words, rect.left(), middle, style, style.palette.muted))
    return pieces


def axis_height(style: Style) -> float:
    """The room that the value axis takes under the rows."""
    return style.line + 6 * style.unit


def scale_along(
    span: tuple[float, float], width: float, style: Style, suffix: str, *, is_log: bool = False
) -> ValueScale:
    """A value axis along a width, with ticks as far apart as their labels ask for."""
    gap = 3 * style.line
    while True:
        scale = (scale_logarithmically if is_log else scale_values)(*span, width, gap)
        labels = scale.labels(suffix)
        places = [scale.part(tick) * width for tick in scale.ticks]
        apart = min((b - a for a, b in itertools.pairwise(places)), default=width)
        if len(labels) <= 2 or max(map(style.width, labels)) + 2 * _GAP * style.unit <= apart:
            return scale
        if gap > width:
            return replace(scale, ticks=scale.ticks[:: len(scale.ticks) - 1])
        gap *= 1.3


def draw_axis(scale: ValueScale, area: QRectF, suffix: str, style: Style) -> list[Piece]:
    """Grid lines down, the zero line, and the labels under them."""
    palette, pieces = style.palette, []
    for value in scale.ticks:
        x = along(scale, area, value)
        colour = palette.axis if value == 0 else palette.grid
        pieces.append(Stroke((QPointF(x, area.top()), QPointF(x, area.bottom())), colour))
    middle = area.bottom() + 4 * style.unit + style.line / 2
    labels: list[Piece] = [
        write_centred(label, along(scale, area, value), middle, style, palette.muted)
        for value, label in zip(scale.ticks, scale.labels(suffix), strict=True)
    ]
    return [*pieces, *labels]


def spare(lines: Sequence[Piece], pieces: Sequence[Piece]) -> list[Piece]:
    """Lines that go down, broken where words among the pieces lie across them."""
    rects = sorted((one.rect for one in pieces if isinstance(one, Words)), key=QRectF.top)
    found: list[Piece] = []
    for line in lines:
        if not isinstance(line, Stroke):
            found.append(line)
            continue
        (start, end), x = line.points, line.points[0].x()
        top = start.y()
        for rect in rects:
            if rect.left() <= x <= rect.right() and rect.bottom() > top:
                if rect.top() > top:
                    found.append(replace(line, points=(QPointF(x, top), QPointF(x, rect.top()))))
                top = rect.bottom()
        if end.y() > top:
            found.append(replace(line, points=(QPointF(x, top), end)))
    return found


def height_of_limits(references: Sequence[Reference], style: Style) -> float:
    """The room above the rows for the names of limits."""
    return style.line if limits_in(references) else 0.0


def draw_limits(
    references: Sequence[Reference], scale: ValueScale, area: QRectF, style: Style
) -> list[Piece]:
    """A light band between two limits, a line at a single one, each with its name above."""
    pieces: list[Piece] = []
    for limit in limits_in(references):
        x = along(scale, area, limit.value)
        if limit.upper is not None:
            band = QRectF(x, area.top(), along(scale, area, limit.upper) - x, area.height())
            pieces.append(Box(band, band_colour(style)))
        else:
            line = (QPointF(x, area.top()), QPointF(x, area.bottom()))
            pieces.append(Stroke(line, style.palette.muted, 1.3, is_dashed=True))
        left = max(min(x, area.right() - style.width(limit.label)), area.left())
        middle = area.top() - style.line / 2
        pieces.append(write(limit.label, left, middle, style, style.palette.muted))
    return pieces


def along(scale: ValueScale, area: QRectF, value: float) -> float:
    """Where a value is along the axis."""
    return area.left() + scale.part(value) * area.width()
