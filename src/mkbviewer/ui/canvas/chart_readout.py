"""The crosshair and the box that tells the figures of the period under it."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from mkbviewer.core.frame import Frame, decimals_shown
from mkbviewer.core.language import ngettext
from mkbviewer.core.numbers import format_cell
from mkbviewer.ui.charts.arrangement import Plot, Style
from mkbviewer.ui.charts.layout import shorten
from mkbviewer.ui.charts.shapes import Area, Bars, Curve, Shapes

_PADDING = 11.0
_DISTANCE = 13.0
_DOT = 4.5
_WIDEST_LABEL, _WIDEST_STATED = 220.0, 320.0


@dataclass(frozen=True)
class ReadoutRow:
    """One series in the box: its colour, its name, its figure as the table writes it.

    Without a colour it is what the report states of the series above it, with a ring as there.
    """

    key: str
    colour: str
    label: str
    figure: str


def read_row(shapes: Shapes, row: int) -> tuple[ReadoutRow, ...]:
    """The figures of one period in the order in which they lie, the missing ones last."""
    frame = shapes.frame
    rows = []
    for column, drawn in enumerate(shapes.named):
        told = read_cell(frame, row, column, drawn.colour)
        rows.append((_order(shapes, drawn, row), column, told))
    rows.sort(key=lambda entry: entry[:2])
    return tuple(
        one for *_place, told in rows for one in (told, *read_stated(shapes, row, told.key))
    )


def read_stated(shapes: Shapes, row: int, key: str) -> tuple[ReadoutRow, ...]:
    """What the report states of a series in one period."""
    code = shapes.frame.periods[row].code
    return tuple(
        ReadoutRow(key, "", one.label, "")
        for one in shapes.references
        if one.period == code and one.key == key
    )


def read_cell(frame: Frame, row: int, column: int, colour: str) -> ReadoutRow:
    """One figure as the table writes it, with as many decimals as the others of its series."""
    series, decimals = frame.series[column], decimals_shown(frame, column)
    figure = format_cell(float(frame.values[row, column]), frame.status(row, column), decimals)
    return ReadoutRow(series.key, colour, series.label, figure)


def _order(shapes: Shapes, drawn: Curve | Bars | Area, row: int) -> float:
    if isinstance(drawn, Curve):
        value = float(drawn.ys[row])
        return -value if math.isfinite(value) else math.inf
    if shapes.has_legend or not math.isfinite(drawn.heights[row]):
        return math.inf if not shapes.has_legend else 0.0
    return -float(drawn.bases[row])


def paint_edges(
    painter: QPainter, shapes: Shapes, plot: Plot, rows: Sequence[int], style: Style
) -> None:
    """The ends of the marked periods: areas hide the band that lies behind them."""
    painter.setPen(QPen(QColor(style.palette.accent), 1.0))
    marked = set(rows)
    for row in rows:
        place = float(shapes.axis.positions[row])
        for beside, edge in ((row - 1, place - 0.5), (row + 1, place + 0.5)):
            x = plot.x(edge)
            if beside not in marked and plot.area.left() <= x <= plot.area.right():
                painter.drawLine(QPointF(x, plot.area.top()), QPointF(x, plot.area.bottom()))


def paint_crosshair(
    painter: QPainter, shapes: Shapes, plot: Plot, row: int, key: str | None, style: Style
) -> None:
    """A dotted line at the period and a ring on each point, larger at the series pointed at."""
    x = plot.x(float(shapes.axis.positions[row]))
    pen = QPen(QColor(style.palette.muted), 1.0)
    pen.setDashPattern((1.5, 2.5))
    painter.setPen(pen)
    painter.drawLine(QPointF(x, plot.area.top()), QPointF(x, plot.area.bottom()))
    for curve in shapes.curves:
        if np.isfinite(curve.ys[row]):
            radius = 5.5 if curve.key == key else 4.0
            painter.setPen(QPen(QColor(curve.colour), 2.0))
            painter.setBrush(QColor(style.palette.card))
            painter.drawEllipse(
                plot.point(float(curve.xs[row]), float(curve.ys[row])), radius, radius
            )


def paint_readout(
    painter: QPainter, shapes: Shapes, plot: Plot, row: int, key: str | None, style: Style
) -> QRectF:
    """The box beside the crosshair, on the side where there is room; gives its place."""
    at = QPointF(plot.x(float(shapes.axis.positions[row])), plot.area.top())
    title = shapes.frame.periods[row].label
    return paint_told(painter, title, read_row(shapes, row), plot.area, at, key, style)


def paint_told(
    painter: QPainter,
    title: str,
    rows: Sequence[ReadoutRow],
    area: QRectF,
    at: QPointF,
    key: str | None,
    style: Style,
) -> QRectF:
    """A box that tells figures under a title, beside a point; gives its place."""
    line = style.line * 1.2
    most = max(1, int((area.height() - 2 * _PADDING) / line) - 1)
    left_out = max(0, len(rows) - most)
    if left_out:
        count = len(rows)
        rows = rows[: max(1, most - 1)]
        left_out = count - len(rows)
    more = ngettext("and {count} other", "and {count} others", left_out).format(count=left_out)
    labels = [
        shorten(one.label, _WIDEST_LABEL if one.colour else _WIDEST_STATED, style.width)
        for one in rows
    ]
    named = [style.width(text) for text, one in zip(labels, rows, strict=True) if one.colour]
    stated = [style.width(text) for text, one in zip(labels, rows, strict=True) if not one.colour]
    widest_figure = max((style.bold_width(one.figure) for one in rows), default=0.0)
    width = max(
        2 * _DOT + 8 + max(named, default=0.0) + 22 + widest_figure,
        2 * _DOT + 8 + max(stated, default=0.0),
        style.bold_width(title),
        style.width(more) if left_out else 0.0,
    )
    height = line * (1 + len(rows) + bool(left_out)) + 2 * _PADDING - 4
    box = _place(area, at, width + 2 * _PADDING, height)
    palette = style.palette
    painter.setPen(Qt.PenStyle.NoPen)
    for spread, alpha in ((3, 10), (2, 14), (1, 18)):
        painter.setBrush(QColor(0, 0, 0, alpha))
        shadow = box.adjusted(-spread, -spread + 1, spread, spread + 1)
        painter.drawRoundedRect(shadow, 6 + spread, 6 + spread)
    painter.setPen(QPen(QColor(palette.border), 1.0))
    painter.setBrush(QColor(palette.card))
    painter.drawRoundedRect(box, 6, 6)
    metrics = style.metrics
    rise = (metrics.ascent() - metrics.descent()) / 2
    left, right = box.left() + _PADDING, box.right() - _PADDING
    middle = box.top() + _PADDING - 2 + line / 2
    painter.setFont(style.bold)
    painter.setPen(QColor(palette.text))
    painter.drawText(QPointF(left, middle + rise), title)
    for one, label in zip(rows, labels, strict=True):
        middle += line
        if one.colour:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(one.colour))
        else:
            painter.setPen(QPen(QColor(palette.text), 1.8))
            painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QPointF(left + _DOT, middle), _DOT, _DOT)
        painter.setPen(QColor(palette.text if one.key == key else palette.muted))
        painter.setFont(style.bold if one.key == key else style.font)
        painter.drawText(QPointF(left + 2 * _DOT + 8, middle + rise), label)
        painter.setFont(style.bold)
        painter.setPen(QColor(palette.text))
        painter.drawText(QPointF(right - style.bold_width(one.figure), middle + rise), one.figure)
    if left_out:
        painter.setFont(style.font)
        painter.setPen(QColor(palette.muted))
        painter.drawText(QPointF(left, middle + line + rise), more)
    return box


def _place(area: QRectF, at: QPointF, width: float, height: float) -> QRectF:
    """To the right of the point, or to the left where it would leave the area."""
    left = at.x() + _DISTANCE
    if left + width > area.right() and at.x() - _DISTANCE - width >= area.left() - 40:
        left = at.x() - _DISTANCE - width
    top = at.y() + 8
    if top + height > area.bottom():
        top = max(2.0, area.bottom() - height)
    return QRectF(left, top, width, height)
