"""Figures to compare with in a chart that has a plan: rings at its places, limits across it."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from mkbviewer.ui.charts.arrangement import Plot, Style
from mkbviewer.ui.charts.plan import Box, Cells, Piece, Placed, Stroke, Trace, Words, write
from mkbviewer.ui.charts.reference import band_colour, limits_in
from mkbviewer.ui.charts.rings import NEAR, paint_rings
from mkbviewer.ui.charts.shapes import Reference, Shapes


@dataclass(frozen=True)
class PlacedReference:
    """A stated figure with its point on the target."""

    reference: Reference
    point: QPointF


def place_references(shapes: Shapes, placed: Placed) -> tuple[PlacedReference, ...]:
    """The stated figures that are in sight, each where its value would be drawn."""
    rows = {period.code: row for row, period in enumerate(shapes.frame.periods)}
    found = []
    for one in shapes.references:
        row = rows.get(one.period)
        point = None if row is None else placed.find_point(one.key, row, one.value)
        if point is not None:
            found.append(PlacedReference(one, point))
    return tuple(found)


def reference_at(found: Sequence[PlacedReference], at: QPointF) -> Reference | None:
    """The stated figure whose ring is pointed at, or None."""
    apart = [math.hypot(one.point.x() - at.x(), one.point.y() - at.y()) for one in found]
    nearest = min(apart, default=NEAR)
    return found[apart.index(nearest)].reference if nearest < NEAR else None


def paint_references_in(
    painter: QPainter, shapes: Shapes, placed: Placed, rect: QRectF, style: Style
) -> None:
    """The rings, with their names where these cover neither a figure nor a text."""
    found = place_references(shapes, placed)
    if not found:
        return
    solid = [area for piece in placed.pieces for area in _solid(piece)]
    margin = 3 * style.unit

    def covers(room: QRectF) -> bool:
        around = room.adjusted(-margin, -margin, margin, margin)
        return any(area.intersects(around) for area in solid)

    # In a field of colours every place is on a figure; there a ring is told below the chart only.
    is_named = shapes.plan is not None and shapes.plan.has_values
    rooms = [placed.find_room(one.reference.key) or rect for one in found]
    rings = [(one.reference.label if is_named else "", one.point) for one in found]
    paint_rings(painter, rings, rooms, covers, style)


def _solid(piece: Piece) -> Iterable[QRectF]:
    """What a name must not lie on: figures and texts, but no line of a grid and no limit."""
    match piece:
        case Words():
            return (piece.rect,)
        case Box(key=key) if key:
            return (piece.rect,)
        case Cells():
            return (box.rect for box in piece.boxes)
        case Stroke(key=key, points=points) if key:
            return (_around([one.x() for one in points], [one.y() for one in points]),)
        case Trace():
            return (_around(piece.xs.tolist(), piece.ys.tolist()),)
    return ()


def _around(xs: Sequence[float], ys: Sequence[float]) -> QRectF:
    low, high = QPointF(min(xs), min(ys)), QPointF(max(xs), max(ys))
    return QRectF(low, high).adjusted(-1, -1, 1, 1)


def draw_limits_up(
    references: Sequence[Reference], plot: Plot, style: Style, *, is_named: bool = True
) -> list[Piece]:
    """A light band between two limits on an axis that goes up, a line at a single one."""
    pieces: list[Piece] = []
    area, unit = plot.area, style.unit
    for limit in limits_in(references):
        y = plot.y(limit.value)
        if limit.upper is not None:
            y = plot.y(limit.upper)
            band = QRectF(area.left(), y, area.width(), plot.y(limit.value) - y)
            pieces.append(Box(band, band_colour(style)))
        else:
            line = (QPointF(area.left(), y), QPointF(area.right(), y))
            pieces.append(Stroke(line, style.palette.muted, 1.3, is_dashed=True))
        if is_named:
            away = (0.6 if limit.upper is not None else -0.6) * style.line
            left = area.left() + 6 * unit
            pieces.append(write(limit.label, left, y + away, style, style.palette.muted))
    return pieces
