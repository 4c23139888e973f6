"""Which period and which series lie under a place of a chart."""

import numpy as np
from PySide6.QtCore import QPointF

from mkbviewer.ui.charts.arrangement import Arrangement, Style
from mkbviewer.ui.charts.shapes import Shapes

NEAR = 26.0
"""How many pixels from a point still count as pointing at its series."""


def find_pointed(
    shapes: Shapes, arranged: Arrangement, at: QPointF, style: Style
) -> tuple[int | None, str | None]:
    """The row of the frame and the key of the series at a place; None where there is none."""
    area = arranged.plot.area
    if not area.adjusted(-8, -8, 8, 20).contains(at):
        return None, name_at(arranged, at, style)
    row = shapes.axis.row_at(_place_at(arranged, at.x()))
    return row, None if row is None else _series_at(shapes, arranged, row, at)


def name_at(arranged: Arrangement, at: QPointF, style: Style) -> str | None:
    """The key of the series whose name stands at a place beside the chart."""
    for name in arranged.names:
        half = len(name.lines) * style.line / 2
        if at.x() >= name.left - 4 and abs(at.y() - name.middle) <= half:
            return name.end.key
    return None


def _place_at(arranged: Arrangement, x: float) -> float:
    plot = arranged.plot
    part = (x - plot.area.left()) / plot.area.width()
    return plot.first + part * (plot.last - plot.first)


def _series_at(shapes: Shapes, arranged: Arrangement, row: int, at: QPointF) -> str | None:
    plot = arranged.plot
    place = _place_at(arranged, at.x())
    for bars in shapes.bars:
        if abs(place - bars.centres[row]) <= bars.width / 2 and np.isfinite(bars.heights[row]):
            base = plot.y(float(bars.bases[row]))
            top = plot.y(float(bars.bases[row] + bars.heights[row]))
            if min(base, top) - 2 <= at.y() <= max(base, top) + 2:
                return bars.key
    for area in shapes.areas:
        if np.isfinite(area.heights[row]):
            base, top = plot.y(float(area.bases[row])), plot.y(float(area.tops[row]))
            if top <= at.y() <= base:
                return area.key
    distances = [
        (abs(plot.y(float(curve.ys[row])) - at.y()), curve.key)
        for curve in shapes.curves
        if np.isfinite(curve.ys[row])
    ]
    nearest = min(distances, default=(NEAR, ""))
    return nearest[1] if nearest[0] < NEAR else None
