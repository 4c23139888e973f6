"""Rings around places in a chart, each with a name where that covers nothing."""

import math
from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from mkbviewer.ui.charts.arrangement import Style

RADIUS = 5.0
"""The radius of a ring, in pixels of the screen."""

NEAR = 9.0
"""How many pixels from its middle still count as pointing at a ring."""

_WIDEST_LABEL, _SHORT_LABEL = 0.6, 12.0
"""How much of the width a name may take; and up to how many heights of a line it may take all."""

_PARTS_TO_THE_LEFT = (0.5, 0.7, 0.3, 0.9, 0.1)
"""How much of a name may lie to the left of its ring, the best first."""
_MOST_STEPS = 9

Covers = Callable[[QRectF], bool]
"""Whether a rectangle would hide something that is drawn."""


def paint_rings(
    painter: QPainter,
    rings: Sequence[tuple[str, QPointF]],
    areas: Sequence[QRectF],
    covers: Covers,
    style: Style,
) -> None:
    """A ring around each point, with its name (if it has one) where there is room in its area."""
    circles = [_ring(middle, style) for _label, middle in rings]
    taken = list(circles)
    for (label, _middle), ring, area in zip(rings, circles, areas, strict=True):
        rooms = _rooms_for(label, ring, circles, taken, area, covers, style)
        room = next(rooms, None) if label else None
        if room is not None:
            taken.append(room)
            _paint_label(painter, label, room, ring, style)
    for ring in circles:
        _paint_ring(painter, ring, style)


def _ring(middle: QPointF, style: Style) -> QRectF:
    radius = RADIUS * style.unit
    return QRectF(middle.x() - radius, middle.y() - radius, 2 * radius, 2 * radius)


def _paint_ring(painter: QPainter, ring: QRectF, style: Style) -> None:
    """A dark ring in a light one, so that it stands out from any colour."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for colour, width in ((style.palette.card, 4.4), (style.palette.text, 1.8)):
        circle = QPainterPath()
        circle.addEllipse(ring)
        painter.setPen(QPen(QColor(colour), width * style.unit))
        painter.drawPath(circle)


def _rooms_for(
    label: str,
    ring: QRectF,
    rings: Sequence[QRectF],
    taken: Sequence[QRectF],
    area: QRectF,
    covers: Covers,
    style: Style,
) -> Iterator[QRectF]:
    """The places for a name within the plot, the nearest first.

    They cover nothing else, and lie nearer to their own ring than to any other.
    """
    unit = style.unit
    width, height = style.width(label) + 8 * unit, style.line + unit
    short = min(area.width(), _SHORT_LABEL * style.line)
    if width > max(area.width() * _WIDEST_LABEL, short):
        return
    gap = 5 * unit
    middle = ring.center()
    aside = (ring.right() + gap, ring.left() - gap - width)
    around = tuple(middle.x() - part * width for part in _PARTS_TO_THE_LEFT)
    within = area.adjusted(0, -height / 2, 0, 0)
    for step in range(-1, _MOST_STEPS):
        away = gap + step * height
        level = (middle.y() - height / 2,)
        for y in level if step < 0 else (ring.top() - away - height, ring.bottom() + away):
            for x in aside if step < 0 else (*aside, *around):
                room = QRectF(x, y, width, height)
                if (
                    within.contains(room)
                    and _is_nearest(room, ring, rings)
                    and not any(room.intersects(one) for one in taken)
                    and not covers(room)
                ):
                    yield room


def _is_nearest(room: QRectF, ring: QRectF, rings: Sequence[QRectF]) -> bool:
    own = _distance(room, ring.center())
    return all(one is ring or _distance(room, one.center()) > own for one in rings)


def _distance(room: QRectF, at: QPointF) -> float:
    """From the nearest point of a rectangle."""
    across = max(room.left() - at.x(), at.x() - room.right(), 0.0)
    down = max(room.top() - at.y(), at.y() - room.bottom(), 0.0)
    return math.hypot(across, down)


def _paint_label(painter: QPainter, label: str, room: QRectF, ring: QRectF, style: Style) -> None:
    unit = style.unit
    edge = room.top() if room.top() > ring.bottom() else room.bottom()
    from_ring = ring.bottom() if room.top() > ring.bottom() else ring.top()
    if abs(edge - from_ring) > room.height():
        painter.setPen(QPen(QColor(style.palette.muted), unit))
        x = min(max(ring.center().x(), room.left()), room.right())
        painter.drawLine(QPointF(ring.center().x(), from_ring), QPointF(x, edge))
    ground = QColor(style.palette.card)
    ground.setAlphaF(0.86)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(room, 3 * unit, 3 * unit)
    painter.setFont(style.font)
    painter.setPen(QColor(style.palette.text))
    metrics = style.metrics
    baseline = room.center().y() + (metrics.ascent() - metrics.descent()) / 2
    painter.drawText(QPointF(room.left() + 4 * unit, baseline), label)
