"""Painting what a plan has placed, and what is pointed at and marked in it."""

import math
from collections.abc import Collection
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen, QPolygonF

from mkbviewer.ui.charts.arrangement import Style
from mkbviewer.ui.charts.arrays import draw_lines, make_polygon
from mkbviewer.ui.charts.figure_painting import DASHES, DIMMED_TEXT, shade
from mkbviewer.ui.charts.plan import (
    Box,
    Cells,
    Dot,
    Focus,
    Piece,
    Placed,
    Pointing,
    Spot,
    Stroke,
    Trace,
    Words,
)
from mkbviewer.ui.look.colours import blend

_RING = 5.0


def paint_pieces(
    painter: QPainter, placed: Placed, style: Style, marked: Collection[str] = ()
) -> None:
    """Paint the pieces in their order; those of other series are dimmed while some are marked.

    On a screen boxes have sharp edges, so that those that touch show no seam.
    """
    smooth, is_smooth = QPainter.RenderHint.Antialiasing, True
    for piece in placed.pieces:
        if style.device is None and is_smooth is isinstance(piece, Box | Cells):
            is_smooth = not is_smooth
            painter.setRenderHint(smooth, is_smooth)
        match piece:
            case Box():
                _paint_box(painter, piece, style, marked)
            case Cells() if style.device is None:
                _paint_cells(painter, piece, style, marked)
            case Cells():
                for box in piece.boxes:
                    _paint_box(painter, box, style, marked)
            case Stroke():
                _paint_stroke(painter, piece, style, marked)
            case Trace():
                _paint_trace(painter, piece, style, marked)
            case Dot():
                _paint_dot(painter, piece, style, marked)
            case Words():
                colour = piece.colour
                if _is_dimmed(piece, marked):
                    colour = blend(colour, style.palette.card, DIMMED_TEXT)
                painter.setFont(style.bold if piece.is_bold else style.font)
                painter.setPen(QColor(colour))
                painter.drawText(QPointF(piece.rect.left(), piece.baseline), piece.text)
    painter.setRenderHint(smooth)


def _is_dimmed(piece: Piece, marked: Collection[str]) -> bool:
    return bool(marked) and bool(piece.key) and piece.key not in marked


def _shade(colour: str, piece: Piece, marked: Collection[str], style: Style) -> str:
    return shade(colour, piece.key, marked, style) if piece.key else colour


@lru_cache(maxsize=256)  # The cells of a field have few colours.
def _colour(name: str) -> QColor:
    return QColor(name)


@lru_cache(maxsize=8)  # The rows of a field have the same ones.
def _pixels(names: tuple[str, ...]) -> NDArray[np.uint32]:
    return np.array([_colour(one).rgba() for one in names], dtype=np.uint32)


def _paint_box(painter: QPainter, box: Box, style: Style, marked: Collection[str]) -> None:
    fill = _colour(_shade(box.fill, box, marked, style) if marked else box.fill)
    if not box.edge:
        painter.fillRect(box.rect, fill)
        return
    pen = QPen(QColor(_shade(box.edge, box, marked, style)), style.unit)
    pen.setDashPattern((3, 2))
    painter.setPen(pen)
    painter.setBrush(fill)
    half = style.unit / 2
    painter.drawRect(box.rect.adjusted(half, half, -half, -half))


def _paint_cells(painter: QPainter, cells: Cells, style: Style, marked: Collection[str]) -> None:
    """Paint all at once: as a picture one pixel high, in the pixels of the screen."""
    if not len(cells.lefts):
        return
    fills = cells.fills
    if marked:
        fills = tuple(_shade(one, cells, marked, style) for one in fills)
    to_pixels = painter.deviceTransform()
    lefts, rights = (
        np.floor(edge * to_pixels.m11() + to_pixels.dx() + 0.5).astype(int)
        for edge in (cells.lefts, cells.rights)
    )
    columns = np.arange(lefts[0], rights[-1])
    over = np.searchsorted(lefts, columns, "right") - 1
    is_filled = columns < rights[over]
    colours = _pixels(fills)[cells.colours[over]]
    pixels = np.where(is_filled, colours, np.uint32(0)).tobytes()
    strip = QImage(pixels, len(columns), 1, len(pixels), QImage.Format.Format_ARGB32)
    ends = (cells.top, cells.top + cells.height)
    top, bottom = (math.floor(end * to_pixels.m22() + to_pixels.dy() + 0.5) for end in ends)
    painter.save()
    painter.resetTransform()
    # What is left of the scale is that of the device itself.
    left = painter.deviceTransform()
    painter.scale(1 / left.m11(), 1 / left.m22())
    painter.drawImage(QRect(int(lefts[0]), top, len(columns), bottom - top), strip)
    painter.restore()


def _pen_of(line: Stroke | Trace, style: Style, marked: Collection[str]) -> QPen:
    width = line.width * (1.6 if line.key and line.key in marked else 1.0)
    pen = QPen(QColor(_shade(line.colour, line, marked, style)), width * style.unit)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if line.is_dashed:
        pen.setDashPattern(DASHES)
    return pen


def _paint_stroke(painter: QPainter, stroke: Stroke, style: Style, marked: Collection[str]) -> None:
    painter.setPen(_pen_of(stroke, style, marked))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if style.device is None and not stroke.is_dashed:
        # On a screen Qt strokes a jagged path of wide lines twenty times slower than its pieces.
        painter.drawLines(list(map(QLineF, stroke.points[:-1], stroke.points[1:])))
        return
    path = QPainterPath()
    path.addPolygon(QPolygonF(list(stroke.points)))
    painter.drawPath(path)


def _paint_trace(painter: QPainter, trace: Trace, style: Style, marked: Collection[str]) -> None:
    painter.setPen(_pen_of(trace, style, marked))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    xs, ys = trace.xs, trace.ys
    if style.device is None and not trace.is_dashed:  # As in `_paint_stroke`.
        draw_lines(painter, np.column_stack((xs[:-1], ys[:-1], xs[1:], ys[1:])))
        return
    path = QPainterPath()
    path.addPolygon(make_polygon(xs, ys))
    painter.drawPath(path)


def _paint_dot(painter: QPainter, dot: Dot, style: Style, marked: Collection[str]) -> None:
    painter.setPen(QPen(QColor(_shade(dot.edge, dot, marked, style)), 1.6 * style.unit))
    painter.setBrush(QColor(_shade(dot.fill, dot, marked, style)))
    circle = QPainterPath()
    radius = dot.radius * style.unit
    circle.addEllipse(dot.at, radius, radius)
    painter.drawPath(circle)


def paint_marked(
    painter: QPainter, placed: Placed, focus: Focus, key: str | None, style: Style
) -> None:
    """What lies behind the pieces: a soft band at what is marked or pointed at, a dotted line."""
    pointed = () if focus.pointed is None else placed.spots_of((focus.pointed,))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(style.palette.accent_soft))
    path = QPainterPath()
    if placed.pointing is Pointing.LINE:
        for spot in placed.spots_of(focus.marked):
            path.addRect(spot.rect)
    elif placed.pointing is Pointing.BAND:
        for spot in pointed:
            if spot.key == key:
                path.addRect(spot.rect)
    painter.drawPath(path.simplified())
    if placed.pointing is Pointing.LINE:
        pen = QPen(QColor(style.palette.muted), 1.0)
        pen.setDashPattern((1.5, 2.5))
        painter.setPen(pen)
        for spot in pointed:
            x = spot.at.x()
            painter.drawLine(QPointF(x, spot.rect.top()), QPointF(x, spot.rect.bottom()))


def paint_pointed(
    painter: QPainter, placed: Placed, focus: Focus, key: str | None, style: Style
) -> Spot | None:
    """What lies over the pieces: rings or frames; gives the spot that is pointed at."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    is_framed = placed.pointing is Pointing.FRAME
    if is_framed:
        painter.setPen(QPen(QColor(style.palette.accent), 1.5))
        for rect in _joined(placed.spots_of(focus.marked)):
            painter.drawRect(rect)
    if focus.pointed is None:
        return None
    painter.setPen(QPen(QColor(style.palette.text), 1.5))
    spots = placed.spots_of((focus.pointed,))
    found = next((spot for spot in spots if spot.key == key), None)
    if placed.pointing is Pointing.LINE:
        for spot in spots:
            if math.isfinite(spot.value):
                painter.drawEllipse(spot.at, _RING, _RING)
    elif is_framed and found:
        painter.drawRect(found.rect)
    return found


def _joined(spots: Collection[Spot]) -> list[QRectF]:
    """One rectangle for each period, from its first spot to its last."""
    by_row: dict[int, QRectF] = {}
    for spot in spots:
        by_row[spot.row] = by_row[spot.row].united(spot.rect) if spot.row in by_row else spot.rect
    return list(by_row.values())
