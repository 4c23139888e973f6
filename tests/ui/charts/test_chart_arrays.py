"""Painting from arrays: the same as painting Qt's own objects, from memory that stays in place."""

import numpy as np
import pytest
from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from mkbviewer.ui.charts import arrays


def painted(paint) -> QImage:
    image = QImage(60, 40, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    paint(painter)
    painter.end()
    return image


def test_lines_and_rectangles_are_those_of_the_rows(qapp):
    rows = np.array([[1, 2, 30, 20], [5, 30, 50, 8]], dtype=float)

    assert painted(lambda one: arrays.draw_lines(one, rows)) == painted(
        lambda one: one.drawLines([QLineF(*row) for row in rows.tolist()])
    )
    assert painted(lambda one: arrays.draw_rects(one, rows)) == painted(
        lambda one: one.drawRects([QRectF(*row) for row in rows.tolist()])
    )


def test_the_memory_that_qt_was_told_of_stays_where_it_is(qapp):
    few, many = np.ones((10, 4)), np.ones((5000, 4))
    for rows in (few, many, few):
        painted(lambda one, rows=rows: arrays.draw_lines(one, rows))

    kept = arrays._lines._kept
    assert len({memory.ctypes.data for memory, _first in kept}) == len(kept)
    assert arrays._lines.fill(few) is arrays._lines.fill(many)


def test_rows_of_another_length_are_refused(qapp):
    with pytest.raises(ValueError, match="rows of 4"):
        arrays._lines.fill(np.ones((3, 2)))


def test_a_polygon_goes_through_its_points(qapp):
    polygon = arrays.make_polygon(np.array([1.0, 2.5]), np.array([-3.0, 1e9]))

    assert [(one.x(), one.y()) for one in polygon.toList()] == [(1.0, -3.0), (2.5, 1e9)]
    assert arrays.make_polygon(np.empty(0), np.empty(0)).size() == 0
