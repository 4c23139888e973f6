"""Painting figures with QPainter: areas, bars, lines and points, and how each of them looks."""

import itertools
from collections.abc import Collection, Iterator, Sequence

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen

from mkbviewer.ui.charts.arrangement import Plot, Style
from mkbviewer.ui.charts.arrays import make_polygon
from mkbviewer.ui.charts.shapes import Area, Bars, Curve, Floats, Shapes, find_absent, take_apart
from mkbviewer.ui.look.colours import blend

LINE_WIDTH = 2.0
THIN_WIDTH = 1.25
THINNEST_WIDTH = 1.0
MARKED_WIDTH = 3.5
_MOST_WIDE = 12
_MOST_RISES = 150
_MOST_THIN = 2500
DASHES = (2.6, 2.0)
"""On and off, in widths of the line."""

POINT_RADIUS = 3.2
_LONE_AREA = 0.125
_PIECE = 64
"""Pixels: whole ones on a screen of any whole number of them to the usual pixel."""

PROVISIONAL_FILL = 0.45
"""The part of its colour with which a provisional bar is filled."""

DIMMED = 0.32
"""The part of its colour that a series keeps while others are marked."""

DIMMED_TEXT = 0.6
"""The same for its name, which must still be read."""


def shade(colour: str, key: str, marked: Collection[str], style: Style) -> str:
    """The colour of a series, dimmed while others are marked."""
    if not marked or key in marked:
        return colour
    return blend(colour, style.palette.card, DIMMED)


def bar_colours(colour: str, style: Style, *, is_provisional: bool) -> tuple[str, str]:
    """The fill and the edge of a bar."""
    if is_provisional:
        return blend(colour, style.palette.card, PROVISIONAL_FILL), colour
    return colour, colour


def line_width(curves: Sequence[Curve]) -> float:
    """How wide each of these lines is: many of them leave little of each other to be seen.

    Many of many points, or that go up and down a lot, are as thin as can be, which Qt also paints
    more than twice as fast.
    """
    if len(curves) <= _MOST_WIDE:
        return LINE_WIDTH
    heights = np.concatenate([one.ys for one in curves])
    is_dense = len(heights) > _MOST_THIN or _count_rises(heights) > _MOST_RISES
    return THINNEST_WIDTH if is_dense else THIN_WIDTH


def _count_rises(heights: Floats) -> float:
    """How many times a line goes from the lowest to the highest figure or back, all added up."""
    there = heights[np.isfinite(heights)]
    span = float(np.ptp(there)) if len(there) else 0.0
    return float(np.abs(np.diff(there)).sum()) / span if span else 0.0


def paint_figures(
    painter: QPainter, shapes: Shapes, plot: Plot, style: Style, marked: Collection[str] = ()
) -> None:
    """The areas, the bars and the lines, as vectors."""
    paint_areas(painter, shapes, plot, style, marked)
    for bars in shapes.bars:
        _paint_bars(painter, bars, plot, style, marked)
    usual = line_width(shapes.curves)
    for curve in shapes.curves:
        colour = shade(curve.colour, curve.key, marked, style)
        width = MARKED_WIDTH if curve.key in marked else usual
        _paint_curve(painter, curve, plot, style, colour, width)
        paint_points(painter, shapes, curve, plot, style)


def paint_areas(
    painter: QPainter,
    shapes: Shapes,
    plot: Plot,
    style: Style,
    marked: Collection[str] = (),
    *,
    in_pieces: bool = False,
) -> None:
    """The areas, pale with a dashed upper edge where either side is provisional.

    Qt fills a long jagged outline in twice the time of its pieces: a screen has them `in_pieces`,
    cut at whole pixels so that no seam is seen.
    """
    painter.save()
    painter.setClipRect(plot.area)
    for area in shapes.areas:
        colour = shade(area.colour, area.key, marked, style)
        for rows, is_provisional in _stretches(area):
            fill, edge = bar_colours(colour, style, is_provisional=is_provisional)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(fill))
            for outline in _outlines(area, rows, plot, in_pieces=in_pieces):
                painter.drawPath(outline)
            if is_provisional:
                painter.setPen(_provisional_edge(edge, style))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawPath(_path(area.xs[rows], area.tops[rows], plot))
    painter.restore()


def _stretches(area: Area) -> Iterator[tuple[slice, bool]]:
    """The rows between two breaks, parted where final figures become provisional."""
    is_there = np.isfinite(area.heights).tolist()
    flags = area.is_provisional.tolist()
    joins_pale = [one or other for one, other in itertools.pairwise(flags)]
    starts = {int(row) for row in find_absent(area.xs)}
    first = 0
    while first < len(is_there):
        if not is_there[first]:
            first += 1
            continue
        last = first
        is_pale = flags[first]
        while last + 1 < len(is_there) and is_there[last + 1] and last + 1 not in starts:
            if last == first:
                is_pale = joins_pale[first]
            elif joins_pale[last] != is_pale:
                break
            last += 1
        yield slice(first, last + 1), is_pale
        is_joined = last + 1 < len(is_there) and is_there[last + 1] and last + 1 not in starts
        first = last if is_joined and last > first else last + 1


def _outlines(area: Area, rows: slice, plot: Plot, *, in_pieces: bool) -> Iterator[QPainterPath]:
    """The outline of a stretch; that of a lone figure is a quarter of a period wide."""
    xs, lower, upper = area.xs[rows], area.bases[rows], area.tops[rows]
    if len(xs) == 1:
        xs = np.array([xs[0] - _LONE_AREA, xs[0] + _LONE_AREA])
        lower, upper = np.repeat(lower, 2), np.repeat(upper, 2)
    places, tops = plot.coordinates(xs, upper)
    _same, feet = plot.coordinates(xs, lower)
    ends = [0, len(places) - 1]
    if in_pieces:
        cuts = np.arange(places[0] // _PIECE + 1, places[-1] // _PIECE + 1) * _PIECE
        every = np.union1d(places, cuts)
        tops, feet = (np.interp(every, places, one) for one in (tops, feet))
        places, ends = every, sorted({0, *np.searchsorted(every, cuts).tolist(), len(every) - 1})
    for first, last in itertools.pairwise(ends):
        part, back = slice(first, last + 1), slice(last, first - 1 if first else None, -1)
        path = QPainterPath()
        path.addPolygon(
            make_polygon(
                np.concatenate((places[part], places[back])),
                np.concatenate((tops[part], feet[back])),
            )
        )
        path.closeSubpath()
        yield path


def _paint_bars(
    painter: QPainter, bars: Bars, plot: Plot, style: Style, marked: Collection[str]
) -> None:
    colour = shade(bars.colour, bars.key, marked, style)
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    for row in np.flatnonzero(np.isfinite(bars.heights)):
        rect = bar_rect(bars, int(row), plot)
        if bars.is_provisional[row]:
            fill, edge = bar_colours(colour, style, is_provisional=True)
            half = style.unit / 2
            painter.setBrush(QBrush(QColor(fill)))
            painter.setPen(_provisional_edge(edge, style))
            painter.drawRect(rect.adjusted(half, half, -half, -half))
        else:
            path.addRect(rect)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.drawPath(path.simplified() if _touch(bars) else path)


def _touch(bars: Bars) -> bool:
    return len(bars.centres) > 1 and bars.width >= float(np.diff(bars.centres).min()) - 1e-9


def bar_rect(bars: Bars, row: int, plot: Plot) -> QRectF:
    """The rectangle of one bar on the target."""
    left = plot.x(float(bars.centres[row]) - bars.width / 2)
    right = plot.x(float(bars.centres[row]) + bars.width / 2)
    base, top = float(bars.bases[row]), float(bars.bases[row] + bars.heights[row])
    return QRectF(QPointF(left, plot.y(base)), QPointF(right, plot.y(top))).normalized()


def _provisional_edge(colour: str, style: Style) -> QPen:
    pen = QPen(QColor(colour), style.unit)
    pen.setDashPattern((3, 2))
    return pen


def _paint_curve(
    painter: QPainter, curve: Curve, plot: Plot, style: Style, colour: str, width: float
) -> None:
    strokes = take_apart(curve)
    pen = QPen(QColor(colour), width * style.unit)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(pen)
    painter.drawPath(_path(strokes.xs, strokes.drawn, plot))
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pen.setDashPattern(DASHES)
    painter.setPen(pen)
    painter.drawPath(_path(strokes.xs, strokes.dashed, plot))


def _path(xs: Floats, ys: Floats, plot: Plot) -> QPainterPath:
    path = QPainterPath()
    is_open = False
    for x, y in zip(xs, ys, strict=True):
        if not np.isfinite(y):
            is_open = False
        elif is_open:
            path.lineTo(plot.point(float(x), float(y)))
        else:
            path.moveTo(plot.point(float(x), float(y)))
            is_open = True
    return path


def paint_points(painter: QPainter, shapes: Shapes, curve: Curve, plot: Plot, style: Style) -> None:
    """The points of a line: all where there are few periods, else those that stand alone."""
    if curve.is_stepped:
        return
    shown = np.isfinite(curve.ys) if shapes.has_points else take_apart(curve).is_lone
    radius = POINT_RADIUS * style.unit
    for row in np.flatnonzero(shown):
        fill = style.palette.card if curve.is_provisional[row] else curve.colour
        painter.setPen(QPen(QColor(curve.colour), 1.6 * style.unit))
        painter.setBrush(QColor(fill))
        circle = QPainterPath()
        circle.addEllipse(plot.point(float(curve.xs[row]), float(curve.ys[row])), radius, radius)
        painter.drawPath(circle)
