"""What a chart on the screen draws, read back from what it is painted with."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from mkbviewer.core.period import Period
from mkbviewer.ui.canvas.chart_items import ChartItems, Line
from mkbviewer.ui.canvas.chart_view import ChartView
from mkbviewer.ui.charts.plan import Placed
from mkbviewer.ui.charts.shapes import POINTS_OF_STEP

Floats = NDArray[np.float64]


def curve_data(view: ChartView) -> dict[str, tuple[tuple[Period, ...], Floats]]:
    """For each series its periods and the figures as they stand in the drawn items."""
    shapes = view.shapes
    if shapes is None or view.painted.isHidden():
        return {}
    periods, count = shapes.frame.periods, len(shapes.frame.periods)
    if shapes.plan is None:
        values = values_in(view.canvas.items_of_chart, count)
        # Areas are painted from the shapes themselves.
        values |= {area.key: area.heights for area in shapes.areas}
    else:
        placed, keys = view.plan_canvas.placed, [one.key for one in shapes.frame.series]
        found = values_of(placed, keys, count) if placed is not None else {}
        values = {key: np.array(drawn) for key, drawn in found.items()}
    return {key: (periods, drawn) for key, drawn in values.items()}


def values_of(placed: Placed, keys: Sequence[str], row_count: int) -> dict[str, list[float]]:
    """The figures of a plan as they are drawn: for each series a value for each row, or NaN."""
    found = {key: [float("nan")] * row_count for key in keys}
    for spot in placed.spots:
        found[spot.key][spot.row] = spot.value
    return found


def values_in(items: ChartItems, row_count: int) -> dict[str, Floats]:
    """The figures in the items along a period axis: for each series a value for each row or NaN."""
    found = {}
    for line in items._lines:
        if line.shown:
            drawn = _read_line(line, row_count)
            found[line.shown.key] = 10.0**drawn if items._is_log else drawn
    for block in items._blocks:
        if block.shown:
            values = np.full(row_count, np.nan)
            if block.item.isVisible():
                values[block.rows] = block.item.heights
            found[block.shown.key] = values
    return found


def _read_line(line: Line, row_count: int) -> Floats:
    values = np.full(row_count, np.nan)
    step = POINTS_OF_STEP if line.shown and line.shown.is_stepped else 1
    for item in (line.drawn, line.dashed):
        if item.isVisible():
            values = np.where(np.isfinite(values), values, item.yData[::step])
    if line.points.isVisible():
        values[line.rows] = line.points.getData()[1]
    return values
