"""The user's own notes in a chart: a small disc with a number over the figure it is about.

Every kind of chart has them, for they stand where the figures of the shapes stand: no kind has
anything to do for them. A note on a missing figure stands on the period axis.
"""

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from mkbviewer.core.kept.keepsake import ShownNote, note_words
from mkbviewer.ui.charts.arrangement import Plot, Style
from mkbviewer.ui.charts.plan import Placed, Spot
from mkbviewer.ui.charts.shapes import Bars, Curve, NoteMark, Shapes

NEAR = 1.2
"""How many radii from its middle still count as pointing at a disc."""

_OF_A_LINE = 0.52
"""The radius of a disc, in heights of a line of text."""

_ROOM, _STEM = 3.0, 6.0


@dataclass(frozen=True)
class PlacedNote:
    """A mark with the point that it is about, and its disc, on the target."""

    mark: NoteMark
    point: QPointF
    middle: QPointF
    radius: float


def marks_of(notes: Sequence[ShownNote]) -> tuple[NoteMark, ...]:
    """The marks of the notes that are about a figure of the frame."""
    return tuple(
        NoteMark(one.number, one.row, one.series, note_words(one)) for one in notes if one.series
    )


def place_notes(shapes: Shapes, plot: Plot, style: Style) -> tuple[PlacedNote, ...]:
    """The discs of a chart along a period axis, as far as their periods are in sight."""
    found = []
    for mark in shapes.note_marks:
        place, value = _figure(shapes, mark)
        if not plot.shows(place):
            continue
        is_there = math.isfinite(value)
        y = plot.y(value) if is_there else plot.area.bottom()
        found.append((mark, QPointF(plot.x(place), y)))
    return tuple(_beside_each_other(found, plot.area, style))


def place_notes_in_plan(
    shapes: Shapes, placed: Placed, rect: QRectF, style: Style
) -> tuple[PlacedNote, ...]:
    """The discs of a chart with a plan, where its spots are: in the corner of a cell."""
    spots = [
        (mark, spot)
        for mark in shapes.note_marks
        for spot in placed.spots_of((mark.row,), mark.key)[:1]
    ]
    found = [(mark, spot.at) for mark, spot in spots if not _is_cell(spot)]
    taken: defaultdict[int, float] = defaultdict(float)
    corners = []
    for mark, spot in spots:
        if _is_cell(spot):
            radius = _radius(mark, style)
            edge = radius + 2 * style.unit
            x = spot.rect.right() - edge - taken[id(spot)]
            corner = QPointF(max(x, spot.rect.left() + edge), spot.rect.top() + edge)
            taken[id(spot)] += 2 * radius + style.unit
            corners.append(PlacedNote(mark, corner, corner, radius))
    return (*_beside_each_other(found, rect, style), *corners)


def _radius(mark: NoteMark, style: Style) -> float:
    """As large as the number in the disc asks for."""
    width = style.bold_width(str(mark.number)) / 2 + _ROOM * style.unit
    return max(_OF_A_LINE * style.line, width)


def _is_cell(spot: Spot) -> bool:
    """Whether a figure fills its spot, and stands written in the middle of it."""
    return (spot.rect.center() - spot.at).manhattanLength() < 1


def _figure(shapes: Shapes, mark: NoteMark) -> tuple[float, float]:
    """The place on the period axis and the value at which a figure is drawn; NaN for none."""
    for one in shapes.named:
        if one.key != mark.key:
            continue
        if isinstance(one, Curve):
            return float(shapes.axis.positions[mark.row]), float(one.ys[mark.row])
        top = float(one.bases[mark.row] + one.heights[mark.row])
        places = one.centres if isinstance(one, Bars) else shapes.axis.positions
        return float(places[mark.row]), top
    return float(shapes.axis.positions[mark.row]), np.nan


def _beside_each_other(
    found: Sequence[tuple[NoteMark, QPointF]], area: QRectF, style: Style
) -> Iterator[PlacedNote]:
    """Above its point, below it at the upper edge; several on one point in a row."""
    taken: defaultdict[tuple[int, int], float] = defaultdict(float)
    stem = _STEM * style.unit
    for mark, point in found:
        radius, spot = _radius(mark, style), (round(point.x()), round(point.y()))
        up = point.y() - stem - radius
        y = up if up - radius >= area.top() else point.y() + stem + radius
        x = point.x() + taken[spot]
        further = 2 * radius + style.unit
        # Away from the nearer edge, where there would be no room for the next one.
        taken[spot] += further if point.x() < area.center().x() else -further
        x = min(max(x, area.left() + radius), area.right() - radius)
        yield PlacedNote(mark, point, QPointF(x, y), radius)


def told_by_note(shapes: Shapes, plot: Plot, style: Style, at: QPointF) -> str:
    """What the note that is pointed at says, in a chart along a period axis; empty for none."""
    mark = note_at(place_notes(shapes, plot, style), at)
    return mark.told if mark else ""


def note_at(placed: Sequence[PlacedNote], at: QPointF) -> NoteMark | None:
    """The note whose disc is pointed at, or None."""
    for one in placed:
        away = math.hypot(one.middle.x() - at.x(), one.middle.y() - at.y())
        if away < NEAR * one.radius:
            return one.mark
    return None


def paint_notes_along(painter: QPainter, shapes: Shapes, plot: Plot, style: Style) -> None:
    """The discs of a chart along a period axis."""
    paint_notes(painter, place_notes(shapes, plot, style), style)


def paint_notes(painter: QPainter, placed: Sequence[PlacedNote], style: Style) -> None:
    """The discs with their numbers, each with a short line to its point."""
    accent, card = QColor(style.palette.accent), QColor(style.palette.card)
    for one in placed:
        painter.setPen(QPen(accent, 1.2 * style.unit))
        painter.drawLine(one.middle, one.point)
        # An edge in the colour of the ground, so that it stands out from any bar.
        painter.setPen(QPen(card, 1.6 * style.unit))
        painter.setBrush(accent)
        painter.drawEllipse(one.middle, one.radius, one.radius)
        painter.setFont(style.bold)
        painter.setPen(QColor(style.palette.accent_text))
        box = QRectF(0, 0, 4 * one.radius, 4 * one.radius)
        box.moveCenter(one.middle)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(one.mark.number))
