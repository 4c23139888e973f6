"""A small line without axes for a card; painted by Qt alone, so that it costs no start-up time."""

import math
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from mkbviewer.core.frame import Frame
from mkbviewer.core.status import Status
from mkbviewer.ui.look.palette import LIGHT, Palette

FEWEST_POINTS = 3
"""With fewer points nothing is drawn: two points are no course."""

_WIDTH = 1.8
_DOT = 2.6


class Sparkline(QWidget):
    """The course of a frame's first series: the newest figure has a dot.

    Gaps stay gaps, a figure alone between two of them is a point, and what leads to a provisional
    figure is dotted.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values: tuple[float, ...] = ()
        self._places: tuple[float, ...] = ()
        self._provisional: tuple[bool, ...] = ()
        self._palette = LIGHT
        self._colour = ""

    def show_frame(self, frame: Frame, colour: str = "") -> None:
        """Show the first series of a frame; nothing where it has fewer than three figures."""
        values = frame.values[:, 0].tolist() if frame.series else []
        is_course = sum(map(math.isfinite, values)) >= FEWEST_POINTS
        self._values = tuple(values) if is_course else ()
        self._places = _places(frame) if is_course else ()
        self._provisional = tuple(
            Status.PROVISIONAL <= frame.status(row, 0) <= Status.REVISED_PROVISIONAL
            for row in range(len(self._values))
        )
        self._colour = colour
        self.update()

    def set_palette(self, palette: Palette) -> None:
        """Draw in the colours of this palette."""
        self._palette = palette
        self.update()

    @property
    def values(self) -> tuple[float, ...]:
        """The figures that are drawn; NaN is a gap."""
        return self._values

    def sizeHint(self) -> QSize:
        return QSize(220, 40)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._values:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(_DOT, _DOT + 1, -_DOT - 1, -_DOT - 1)
        points = _points(self._places, self._values, area)
        colour = QColor(self._colour or self._palette.accent)
        pen = QPen(colour, _WIDTH)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawPath(_join(points, self._provisional, wanted=False))
        pen.setDashPattern((0.1, 2.0))
        painter.setPen(pen)
        painter.drawPath(_join(points, self._provisional, wanted=True))
        last = next(point for point in reversed(points) if point is not None)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawEllipse(last, _DOT, _DOT)
        painter.end()


def _places(frame: Frame) -> tuple[float, ...]:
    """Where each period is in time, or its row where a period has no place in time."""
    starts = [period.start for period in frame.periods]
    if any(start is None for start in starts):
        return tuple(float(row) for row in range(len(starts)))
    return tuple(float(start.toordinal()) for start in starts if start is not None)


def _points(places: Sequence[float], values: Sequence[float], area: QRectF) -> list[QPointF | None]:
    there = [value for value in values if math.isfinite(value)]
    low, high = min(there), max(there)
    height = (high - low) or 1.0
    width = (places[-1] - places[0]) or 1.0
    middle = area.center().y()
    return [
        QPointF(
            area.left() + (place - places[0]) / width * area.width(),
            area.bottom() - (value - low) / height * area.height() if high > low else middle,
        )
        if math.isfinite(value)
        else None
        for place, value in zip(places, values, strict=True)
    ]


def _join(
    points: Sequence[QPointF | None], provisional: Sequence[bool], *, wanted: bool
) -> QPainterPath:
    """The steps that lead to a figure that is provisional, or to one that is not."""
    path = QPainterPath()
    for row, point in enumerate(points):
        if point is None or provisional[row] != wanted:
            continue
        before = points[row - 1] if row else None
        after = points[row + 1] if row + 1 < len(points) else None
        if before is not None:
            path.moveTo(before)
            path.lineTo(point)
        elif after is None:
            path.moveTo(point)
            path.lineTo(point + QPointF(0.01, 0))
    return path
