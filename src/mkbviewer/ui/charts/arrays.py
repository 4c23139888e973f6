"""Painting many lines or rectangles at once, straight from an array of figures.

A list of Qt's objects would first have to be made, which takes longer than painting them.
"""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QByteArray, QDataStream, QIODevice, QLineF, QRectF
from PySide6.QtGui import QPainter, QPolygonF
from shiboken6 import wrapInstance

_FIELDS: Final = 4
_FEWEST: Final = 1024


class _Room:
    """Memory from which Qt reads its objects: it stays where it is as long as the program runs.

    Python's part of Qt keeps a list of what it knows at which address. Memory that is told to it
    and then let go comes to hold other objects, and the window crashed sooner or later.
    """

    def __init__(self, kind: type) -> None:
        self._kind = kind
        self._rows = np.empty((0, _FIELDS))
        self._first: Any = None
        self._kept: list[tuple[NDArray[np.float64], Any]] = []

    def fill(self, rows: NDArray[np.float64]) -> Any:
        """The first of the objects of which each row has the four doubles."""
        if rows.ndim != 2 or rows.shape[1] != _FIELDS:
            raise ValueError(f"rows of {_FIELDS} figures, not {rows.shape}")
        if len(rows) > len(self._rows):
            self._rows = np.empty((max(2 * len(rows), _FEWEST), _FIELDS))
            self._first = wrapInstance(self._rows.ctypes.data, self._kind)
            self._kept.append((self._rows, self._first))
        self._rows[: len(rows)] = rows
        return self._first


_lines, _rects = _Room(QLineF), _Room(QRectF)


def draw_lines(painter: QPainter, ends: NDArray[np.float64]) -> None:
    """Paint lines of which each row is x and y of the one end, then of the other."""
    first = _lines.fill(ends)
    if len(ends):
        painter.drawLines(first, len(ends))


def draw_rects(painter: QPainter, rects: NDArray[np.float64]) -> None:
    """Paint rectangles of which each row is left, top, width and height."""
    first = _rects.fill(rects)
    if len(rects):
        painter.drawRects(first, len(rects))


def make_polygon(xs: NDArray[np.float64], ys: NDArray[np.float64]) -> QPolygonF:
    """The polygon through these points."""
    points = np.column_stack((xs, ys)).astype(">f8")  # as Qt writes them to a stream
    written = QByteArray(np.array([len(points)], dtype=">u4").tobytes() + points.tobytes())
    polygon = QPolygonF()
    QDataStream(written, QIODevice.OpenModeFlag.ReadOnly) >> polygon
    return polygon
