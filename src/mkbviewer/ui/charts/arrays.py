"""Painting many lines or rectangles at once, straight from an array of figures.

A list of Qt's objects would first have to be made, which takes longer than painting them.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QRectF
from PySide6.QtGui import QPainter, QPolygonF
from shiboken6 import VoidPtr, getCppPointer, wrapInstance

_FIELDS = 4
_BYTES_OF_POINT = 16


def draw_lines(painter: QPainter, ends: NDArray[np.float64]) -> None:
    """Paint lines of which each row is x and y of the one end, then of the other."""
    lines = _packed(ends)
    if len(lines):
        first: Any = wrapInstance(lines.ctypes.data, QLineF)
        painter.drawLines(first, len(lines))


def draw_rects(painter: QPainter, rects: NDArray[np.float64]) -> None:
    """Paint rectangles of which each row is left, top, width and height."""
    packed = _packed(rects)
    if len(packed):
        first: Any = wrapInstance(packed.ctypes.data, QRectF)
        painter.drawRects(first, len(packed))


def make_polygon(xs: NDArray[np.float64], ys: NDArray[np.float64]) -> QPolygonF:
    """The polygon through these points."""
    polygon = QPolygonF()
    polygon.resize(len(xs))
    if len(xs):
        data: Any = polygon.data()
        pointer: Any = VoidPtr  # What is known of it leaves out the size.
        memory = pointer(getCppPointer(data)[0], len(xs) * _BYTES_OF_POINT, True)
        np.frombuffer(memory, dtype=np.float64).reshape(-1, 2)[:] = np.column_stack((xs, ys))
    return polygon


def _packed(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    """The rows as Qt has its objects in memory: four doubles after each other."""
    if rows.ndim != 2 or rows.shape[1] != _FIELDS:
        raise ValueError(f"rows of {_FIELDS} figures, not {rows.shape}")
    return np.ascontiguousarray(rows, dtype=np.float64)
