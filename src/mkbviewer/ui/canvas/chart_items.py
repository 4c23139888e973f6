"""The lines and bars on the screen: pyqtgraph items, made once and reused for every frame."""

import math
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen

from mkbviewer.ui.charts.arrangement import Style
from mkbviewer.ui.charts.arrays import draw_lines, draw_rects
from mkbviewer.ui.charts.figure_painting import (
    DASHES,
    MARKED_WIDTH,
    POINT_RADIUS,
    bar_colours,
    line_width,
    shade,
)
from mkbviewer.ui.charts.shapes import (
    Bars,
    Curve,
    Floats,
    Shapes,
    take_apart,
)

Rows = NDArray[np.intp]

_POINT_EDGE = 1.6
_MANY_POINTS = 5000
"""Of more than this that are seen a line shows its peaks only: they are closer than pixels."""

_SKETCHED_FROM = 8000
"""From this many points on all lines together are sketched while they are panned or zoomed."""


class CrispBars(pg.GraphicsObject):  # type: ignore[misc]  # pyqtgraph ships no types
    """Bars with sharp edges, so that those that touch show no seam; all of a kind at once.

    `is_provisional` tells of each bar which it is, `fills` and `edges` how each kind is drawn.
    """

    def __init__(self) -> None:
        nothing = np.empty(0)
        self.centres, self.bases, self.heights, self.width = nothing, nothing, nothing, 1.0
        self.is_provisional = np.empty(0, dtype=bool)
        self.fills: dict[bool, QBrush] = {}
        self.edges: dict[bool, QPen] = {}
        self._extent = QRectF()
        super().__init__()

    def show(self, centres: Floats, bases: Floats, heights: Floats, width: float) -> None:
        """Draw bars of this width: at least one, and none is missing."""
        self.prepareGeometryChange()
        self.centres, self.bases, self.heights, self.width = centres, bases, heights, width
        ends = np.concatenate((bases, bases + heights))
        left, low = float(centres.min()) - width / 2, float(ends.min())
        across = float(centres.max()) + width / 2 - left
        self._extent = QRectF(left, low, across, float(ends.max()) - low)
        self.update()

    def boundingRect(self) -> QRectF:
        return self._extent

    def viewTransformChanged(self) -> None:
        """The extent stays the same figures: the edge of a bar does not count in it."""

    def paint(self, p: QPainter, *args: Any) -> None:
        to_pixels, half = p.worldTransform(), self.width / 2
        ends = np.column_stack((self.centres - half, self.centres + half))
        xs = ends * to_pixels.m11() + to_pixels.dx()
        ends = np.column_stack((self.bases, self.bases + self.heights))
        ys = ends * to_pixels.m22() + to_pixels.dy()
        lefts, widths = xs.min(axis=1), np.ptp(xs, axis=1)
        # What is thinner than a pixel is painted only where it happens to lie over the middle of
        # one: of many series just some would be seen, in just some periods.
        is_thin = widths < 1.0
        lefts, widths = np.where(is_thin, np.floor(lefts), lefts), np.maximum(widths, 1.0)
        rects = np.column_stack((lefts, ys.min(axis=1), widths, np.ptp(ys, axis=1)))
        p.resetTransform()
        p.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        for kind, fill in self.fills.items():
            p.setBrush(fill)
            p.setPen(self.edges[kind])
            draw_rects(p, rects[self.is_provisional == kind])


class Stroke(pg.PlotCurveItem):  # type: ignore[misc]  # pyqtgraph ships no types
    """A line drawn piece by piece in the pixels of the screen, cut to what is seen.

    Qt strokes a jagged path of wide lines, or wide lines under a scale, twenty times slower: only
    dashes, which go on from piece to piece, are a path. A sketch is a thin line with hard edges,
    as fast as a screen can show while a full chart moves.
    """

    is_sketch = False
    is_whole = False

    def __init__(self) -> None:
        self._extent = QRectF()
        super().__init__(antialias=True, connect="finite")

    def show(self, xs: Floats, ys: Floats, pen: QPen, *, is_whole: bool) -> None:
        """Draw a line through these points from left to right; NaN is a gap, and not all are.

        None is where it `is_whole`.

        In place of `setData`, which for each of many lines takes longer than to paint it.
        """
        self.prepareGeometryChange()
        self.xData, self.yData, self.is_whole = xs, ys, is_whole
        self.opts["pen"] = pen
        low, high = float(np.fmin.reduce(ys)), float(np.fmax.reduce(ys))
        self._extent = QRectF(float(xs[0]), low, float(xs[-1] - xs[0]), high - low)
        self.update()

    def boundingRect(self) -> QRectF:
        return self._extent

    def viewTransformChanged(self) -> None:
        """The extent stays the same figures: the width of the line does not count in it."""

    def paint(self, p: QPainter, *args: Any) -> None:
        xs, ys = self.xData, self.yData
        if not len(xs):
            return
        to_pixels, screen = p.worldTransform(), p.viewport()
        xs = xs * to_pixels.m11() + to_pixels.dx()
        first = max(int(xs.searchsorted(screen.left())) - 1, 0)
        last = int(xs.searchsorted(screen.right(), "right")) + 1
        xs, ys = xs[first:last], ys[first:last] * to_pixels.m22() + to_pixels.dy()
        if len(xs) > _MANY_POINTS:
            xs, ys = thin(xs, ys, 2 * math.ceil(xs[-1] - xs[0]))
        p.resetTransform()
        pen = self.opts["pen"]
        if self.is_sketch:
            pen = QPen(pen)
            pen.setWidth(1)
            pen.setCosmetic(True)
        p.setPen(pen)
        p.setRenderHint(QPainter.RenderHint.Antialiasing, not self.is_sketch)
        if self.is_sketch or pen.style() != Qt.PenStyle.SolidLine:
            p.drawPath(pg.arrayToQPath(xs, ys, connect="finite"))
            return
        if self.is_whole:
            draw_lines(p, np.column_stack((xs[:-1], ys[:-1], xs[1:], ys[1:])))
            return
        is_there = np.isfinite(ys)
        starts = np.flatnonzero(is_there[:-1] & is_there[1:])
        ends = starts + 1
        draw_lines(p, np.column_stack((xs[starts], ys[starts], xs[ends], ys[ends])))


def thin(xs: Floats, ys: Floats, stretches: int) -> tuple[Floats, Floats]:
    """The highest and the lowest point of about so many stretches of a line; gaps stay gaps."""
    length = len(xs) // max(stretches, 1)
    if length < 2:
        return xs, ys
    whole = len(xs) // length * length
    blocks = ys[:whole].reshape(-1, length)
    peaks = np.column_stack((blocks.max(axis=1), blocks.min(axis=1))).ravel()
    places = np.repeat(xs[:whole:length], 2)
    return np.append(places, xs[whole:]), np.append(peaks, ys[whole:])


class Points(pg.ScatterPlotItem):  # type: ignore[misc]  # pyqtgraph ships no types
    """Points that leave a click to the chart, which finds the series that lies under it."""

    def mouseClickEvent(self, ev: Any) -> None:
        ev.ignore()


@dataclass
class Line:
    """The items of one curve: its drawn part, its dashed part, and its points at some rows."""

    drawn: Stroke
    dashed: Stroke
    points: pg.ScatterPlotItem
    shown: Curve | None = None
    rows: Rows = field(default_factory=lambda: np.empty(0, dtype=np.intp))


@dataclass
class Block:
    """The item of one series of bars, and the rows of the frame that have one."""

    item: CrispBars
    shown: Bars | None = None
    rows: Rows = field(default_factory=lambda: np.empty(0, dtype=np.intp))


class ChartItems:
    """The items of one chart within a view box. What a frame does not need is hidden."""

    def __init__(self, box: pg.ViewBox) -> None:
        self._box = box
        self._lines: list[Line] = []
        self._blocks: list[Block] = []
        self._is_log = False
        self._width = line_width(())
        self.is_slow = False

    def sketch(self, *, is_on: bool) -> None:
        """Draw the lines fast rather than fine, or finely again."""
        for line in self._lines:
            line.drawn.is_sketch = is_on
            line.drawn.update()

    def show(self, shapes: Shapes, style: Style, marked: Collection[str]) -> None:
        """Put the figures into the items."""
        while len(self._lines) < len(shapes.curves):
            self._lines.append(self._make_line())
        while len(self._blocks) < len(shapes.bars):
            self._blocks.append(self._make_block())
        self._is_log = shapes.is_log
        self._width = line_width(shapes.curves)
        self.is_slow = sum(len(curve.xs) for curve in shapes.curves) > _SKETCHED_FROM
        curves = tuple(map(_as_powers, shapes.curves)) if shapes.is_log else shapes.curves
        for number, line in enumerate(self._lines):
            line.shown = curves[number] if number < len(curves) else None
            _fill_line(line, style, marked, self._width, has_points=shapes.has_points)
        for number, block in enumerate(self._blocks):
            block.shown = shapes.bars[number] if number < len(shapes.bars) else None
            _fill_block(block, style, marked)

    def restyle(self, style: Style, marked: Collection[str]) -> None:
        """Draw in the palette's colours; marked series thicker, the others dimmed."""
        for line in self._lines:
            if line.shown:
                _colour_line(line, line.shown, style, marked, self._width)
        for block in self._blocks:
            _fill_block(block, style, marked)

    def _make_line(self) -> Line:
        line = Line(
            Stroke(),
            Stroke(),
            Points(antialias=True, pxMode=True, size=2 * POINT_RADIUS + _POINT_EDGE),
        )
        for item in (line.drawn, line.dashed, line.points):
            item.setVisible(False)
            self._box.addItem(item, ignoreBounds=True)
        return line

    def _make_block(self) -> Block:
        item = CrispBars()
        self._box.addItem(item, ignoreBounds=True)
        return Block(item)


def _as_powers(curve: Curve) -> Curve:
    """The curve as it lies on a pane whose axis counts powers of ten."""
    return replace(curve, ys=np.log10(curve.ys))


def _fill_line(
    line: Line, style: Style, marked: Collection[str], width: float, *, has_points: bool
) -> None:
    curve = line.shown
    if curve is None:
        for item in (line.drawn, line.dashed, line.points):
            item.setVisible(False)
        return
    strokes = take_apart(curve)
    pens = _pens(curve, style, marked, width)
    for item, values, pen in zip(
        (line.drawn, line.dashed), (strokes.drawn, strokes.dashed), pens, strict=True
    ):
        is_whole = strokes.is_whole and item is line.drawn
        is_needed = is_whole or (not strokes.is_whole and bool(np.isfinite(values).any()))
        item.setVisible(is_needed)
        if is_needed:
            item.show(strokes.xs, values, pen, is_whole=is_whole)
    if curve.is_stepped:
        line.rows = np.empty(0, dtype=np.intp)
    else:
        line.rows = (np.isfinite(curve.ys) if has_points else strokes.is_lone).nonzero()[0]
    line.points.setVisible(bool(line.rows.size))
    _fill_points(line, curve, style, marked)
    _raise_marked(line, curve, marked)


def _colour_line(
    line: Line, curve: Curve, style: Style, marked: Collection[str], width: float
) -> None:
    pens = _pens(curve, style, marked, width)
    for item, pen in zip((line.drawn, line.dashed), pens, strict=True):
        if item.isVisible():
            item.setPen(pen)
    _fill_points(line, curve, style, marked)
    _raise_marked(line, curve, marked)


def _raise_marked(line: Line, curve: Curve, marked: Collection[str]) -> None:
    height = 1.0 if curve.key in marked else 0.0
    for item in (line.drawn, line.dashed, line.points):
        if item.zValue() != height:
            item.setZValue(height)


def _fill_points(line: Line, curve: Curve, style: Style, marked: Collection[str]) -> None:
    if not line.rows.size:
        return
    colour = QColor(shade(curve.colour, curve.key, marked, style))
    fills = {False: QBrush(colour), True: QBrush(QColor(style.palette.card))}
    line.points.setData(
        curve.xs[line.rows],
        curve.ys[line.rows],
        brush=[fills[bool(flag)] for flag in curve.is_provisional[line.rows]],
        pen=_of_symbol(_pen(colour, _POINT_EDGE)),
    )


def _pens(curve: Curve, style: Style, marked: Collection[str], width: float) -> tuple[QPen, QPen]:
    """The pens of the drawn and of the dashed part, so wide where the line is not marked."""
    width = MARKED_WIDTH if curve.key in marked else width
    return _pens_in(shade(curve.colour, curve.key, marked, style), width)


@lru_cache(maxsize=128)
def _pens_in(colour: str, width: float) -> tuple[QPen, QPen]:
    return _pen(QColor(colour), width), _pen(QColor(colour), width, DASHES)


def _pen(colour: QColor, width: float, dashes: tuple[float, ...] = ()) -> QPen:
    # Lines are drawn in pixels as the screen scales them: a cosmetic pen would leave out the scale,
    # and be a hair on a screen with small dots.
    pen = QPen(colour, width)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if dashes:
        pen.setDashPattern(dashes)
    return pen


def _of_symbol(pen: QPen) -> QPen:
    """The pen for pyqtgraph's symbols, which are drawn at the size of one pixel and then scaled."""
    pen.setCosmetic(True)
    return pen


def _fill_block(block: Block, style: Style, marked: Collection[str]) -> None:
    bars = block.shown
    block.item.setVisible(bars is not None and bool(np.isfinite(bars.heights).any()))
    if bars is None or not block.item.isVisible():
        block.rows = np.empty(0, dtype=np.intp)
        return
    block.rows = np.flatnonzero(np.isfinite(bars.heights))
    colour = shade(bars.colour, bars.key, marked, style)
    for is_provisional in (False, True):
        fill, edge = bar_colours(colour, style, is_provisional=is_provisional)
        block.item.fills[is_provisional] = QBrush(QColor(fill))
        block.item.edges[is_provisional] = (
            _pen(QColor(edge), 1.0, (3, 2)) if is_provisional else QPen(Qt.PenStyle.NoPen)
        )
    block.item.is_provisional = bars.is_provisional[block.rows]
    block.item.show(
        bars.centres[block.rows], bars.bases[block.rows], bars.heights[block.rows], bars.width
    )
