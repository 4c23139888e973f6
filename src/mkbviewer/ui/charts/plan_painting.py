"""Painting what a plan has placed, and what is pointed at and marked in it."""

from collections.abc import Collection

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from mkbviewer.ui.charts.arrangement import Style
from mkbviewer.ui.charts.painting import DASHES, DIMMED_TEXT, shade
from mkbviewer.ui.charts.plan import Box, Dot, Piece, Placed, Spot, Stroke, Words
from mkbviewer.ui.palette import blend

_RING = 5.0


def paint_pieces(
    painter: QPainter, placed: Placed, style: Style, marked: Collection[str] = ()
) -> None:
    """Paint the pieces in their order; those of other series are dimmed while some are marked."""
    for piece in placed.pieces:
        match piece:
            case Box():
                _paint_box(painter, piece, style, marked)
            case Stroke():
                _paint_stroke(painter, piece, style, marked)
            case Dot():
                _paint_dot(painter, piece, style, marked)
            case Words():
                colour = piece.colour
                if _is_dimmed(piece, marked):
                    colour = blend(colour, style.palette.card, DIMMED_TEXT)
                painter.setFont(style.bold if piece.is_bold else style.font)
                painter.setPen(QColor(colour))
                painter.drawText(QPointF(piece.rect.left(), piece.baseline), piece.text)


def _is_dimmed(piece: Piece, marked: Collection[str]) -> bool:
    return bool(marked) and bool(piece.key) and piece.key not in marked


def _shade(colour: str, piece: Piece, marked: Collection[str], style: Style) -> str:
    return shade(colour, piece.key, marked, style) if piece.key else colour


def _paint_box(painter: QPainter, box: Box, style: Style, marked: Collection[str]) -> None:
    painter.setBrush(QColor(_shade(box.fill, box, marked, style)))
    rect = box.rect
    if box.edge:
        pen = QPen(QColor(_shade(box.edge, box, marked, style)), style.unit)
        pen.setDashPattern((3, 2))
        painter.setPen(pen)
        half = style.unit / 2
        rect = rect.adjusted(half, half, -half, -half)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
    painter.drawRect(rect)


def _paint_stroke(painter: QPainter, stroke: Stroke, style: Style, marked: Collection[str]) -> None:
    width = stroke.width * (1.6 if stroke.key and stroke.key in marked else 1.0)
    pen = QPen(QColor(_shade(stroke.colour, stroke, marked, style)), width * style.unit)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if stroke.is_dashed:
        pen.setDashPattern(DASHES)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    path = QPainterPath()
    path.addPolygon(QPolygonF(list(stroke.points)))
    painter.drawPath(path)


def _paint_dot(painter: QPainter, dot: Dot, style: Style, marked: Collection[str]) -> None:
    painter.setPen(QPen(QColor(_shade(dot.edge, dot, marked, style)), 1.6 * style.unit))
    painter.setBrush(QColor(_shade(dot.fill, dot, marked, style)))
    circle = QPainterPath()
    radius = dot.radius * style.unit
    circle.addEllipse(dot.at, radius, radius)
    painter.drawPath(circle)


def paint_marked(
    painter: QPainter, placed: Placed, rows: Collection[int], row: int | None, style: Style
) -> None:
    """A soft band behind the spots of marked periods, and a dotted line where one points."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(style.palette.accent_soft))
    if rows and placed.has_crosshair:
        path = QPainterPath()
        for spot in placed.spots_of(rows):
            path.addRect(spot.rect)
        painter.drawPath(path.simplified())
    if row is not None and placed.has_crosshair:
        pen = QPen(QColor(style.palette.muted), 1.0)
        pen.setDashPattern((1.5, 2.5))
        painter.setPen(pen)
        for spot in placed.spots_of((row,)):
            x = spot.at.x()
            painter.drawLine(QPointF(x, spot.rect.top()), QPointF(x, spot.rect.bottom()))


def paint_pointed(
    painter: QPainter,
    placed: Placed,
    rows: Collection[int],
    row: int | None,
    key: str | None,
    style: Style,
) -> Spot | None:
    """A frame around what is marked and what is pointed at; gives the spot that is pointed at."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if rows and not placed.has_crosshair:
        painter.setPen(QPen(QColor(style.palette.accent), 1.5))
        for rect in _joined(placed.spots_of(rows)):
            painter.drawRect(rect)
    if row is None:
        return None
    spots = placed.spots_of((row,))
    found = next((spot for spot in spots if spot.key == key), None)
    if placed.has_crosshair:
        for spot in spots:
            if spot.value == spot.value:
                painter.setPen(QPen(QColor(style.palette.text), 1.5))
                painter.drawEllipse(spot.at, _RING, _RING)
    elif found:
        painter.setPen(QPen(QColor(style.palette.text), 1.5))
        painter.drawRect(found.rect)
    return found


def _joined(spots: Collection[Spot]) -> list[QRectF]:
    """One rectangle for each period, from its first spot to its last."""
    by_row: dict[int, QRectF] = {}
    for spot in spots:
        by_row[spot.row] = by_row[spot.row].united(spot.rect) if spot.row in by_row else spot.rect
    return list(by_row.values())
