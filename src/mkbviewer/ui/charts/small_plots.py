"""Plots that share their axes: their grid, their curves, and what answers in them to the mouse."""

import itertools
from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPointF, QRectF

from mkbviewer.ui.charts.arrangement import Plot, Style
from mkbviewer.ui.charts.figure_painting import LINE_WIDTH, POINT_RADIUS
from mkbviewer.ui.charts.plan import Dot, Piece, Spot, Stroke, Trace, write
from mkbviewer.ui.charts.shapes import Curve, Floats, take_apart

_BEYOND = 4.0
"""How far outside a plot the mouse still finds a point at its edge."""


def grid_pieces(plot: Plot, style: Style, suffix: str | None) -> list[Piece]:
    """The lines of the values, with their labels where a suffix says so."""
    palette, area = style.palette, plot.area
    pieces: list[Piece] = []
    for value, label in zip(plot.scale.ticks, plot.scale.labels(suffix or ""), strict=True):
        y = plot.y(value)
        colour = palette.axis if value == 0 else palette.grid
        pieces.append(Stroke((QPointF(area.left(), y), QPointF(area.right(), y)), colour))
        if suffix is not None:
            left = area.left() - 8 * style.unit - style.width(label)
            pieces.append(write(label, left, y, style, palette.muted))
    return pieces


def curve_pieces(curve: Curve, plot: Plot, style: Style, *, has_points: bool) -> list[Piece]:
    """A curve with gaps where figures are missing, dashed where provisional."""
    strokes = take_apart(curve)
    pieces: list[Piece] = []
    for values, is_dashed in ((strokes.drawn, False), (strokes.dashed, True)):
        runs = _runs(strokes.xs, values, plot)
        pieces += [Trace(*run, curve.colour, LINE_WIDTH, is_dashed, curve.key) for run in runs]
    shown = np.isfinite(curve.ys) if has_points else strokes.is_lone
    for row in np.flatnonzero(shown):
        at = plot.point(float(curve.xs[row]), float(curve.ys[row]))
        fill = style.palette.card if curve.is_provisional[row] else curve.colour
        pieces.append(Dot(at, fill, curve.colour, POINT_RADIUS * 0.7, curve.key))
    return pieces


def _runs(xs: Floats, ys: Floats, plot: Plot) -> list[tuple[Floats, Floats]]:
    """The points that follow each other without a gap."""
    rows = np.flatnonzero(np.isfinite(ys))
    runs = np.split(rows, np.flatnonzero(np.diff(rows) > 1) + 1)
    return [plot.coordinates(xs[run], ys[run]) for run in runs if len(run) > 1]


def spots_between(curves: Sequence[Curve], plot: Plot) -> list[Spot]:
    """For each period a strip half way to its neighbours, divided half way between its figures."""
    found: list[Spot] = []
    foot, area = plot.scale.low, plot.area
    placed = [
        plot.points(curve.xs, np.where(np.isfinite(curve.ys), curve.ys, foot)) for curve in curves
    ]
    if not placed:
        return found
    xs = [at.x() for at in placed[0]]
    edges = [(one + other) / 2 for one, other in itertools.pairwise(xs)]
    for row, (left, right) in enumerate(
        zip([area.left(), *edges], [*edges, area.right()], strict=True)
    ):
        here = [number for number, curve in enumerate(curves) if np.isfinite(curve.ys[row])]
        here.sort(key=lambda number: placed[number][row].y())
        heights = [placed[number][row].y() for number in here]
        bounds = [area.top() - _BEYOND, *(sum(pair) / 2 for pair in itertools.pairwise(heights))]
        bounds.append(area.bottom() + _BEYOND)
        rects = {
            number: QRectF(left, bounds[place], right - left, bounds[place + 1] - bounds[place])
            for place, number in enumerate(here)
        }
        # Where no series has a figure the strip still answers, for the first.
        rects.setdefault(
            0, QRectF() if here else QRectF(left, area.top(), right - left, area.height())
        )
        for number, curve in enumerate(curves):
            rect = rects.get(number, QRectF())
            found.append(Spot(curve.key, row, float(curve.ys[row]), rect, placed[number][row]))
    return found
