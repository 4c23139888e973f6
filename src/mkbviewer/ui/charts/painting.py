"""Painting what stands around the figures of a chart: ground, bands, names, legend, marks."""

from collections.abc import Collection

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from mkbviewer.ui.charts.arrangement import Arrangement, Name, Plot, Style, words_for_more
from mkbviewer.ui.charts.figure_painting import DIMMED_TEXT, shade
from mkbviewer.ui.charts.shapes import Shapes
from mkbviewer.ui.look.colours import blend, readable


def paint_ground(painter: QPainter, arranged: Arrangement, style: Style) -> None:
    """Grid lines, the zero line, ticks and their labels."""
    plot, unit, palette = arranged.plot, style.unit, style.palette
    area = plot.area
    painter.setFont(style.font)
    metrics = style.metrics
    middle = (metrics.ascent() - metrics.descent()) / 2
    for value, label in zip(plot.scale.ticks, arranged.value_labels, strict=True):
        y = plot.y(value)
        painter.setPen(QPen(QColor(palette.axis if value == 0 else palette.grid), unit))
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
        painter.setPen(QColor(palette.muted))
        left = area.left() - 8 * unit - style.width(label)
        painter.drawText(QPointF(left, y + middle), label)
    for tick in arranged.ticks:
        x = plot.x(tick.x)
        painter.setPen(QPen(QColor(palette.axis), unit))
        painter.drawLine(QPointF(x, area.bottom()), QPointF(x, area.bottom() + 4 * unit))
        painter.setPen(QColor(palette.muted))
        baseline = area.bottom() + 6 * unit + metrics.ascent()
        for text in (tick.label, tick.below):
            painter.drawText(QPointF(x - style.width(text) / 2, baseline), text)
            baseline += style.line


def paint_bands(
    painter: QPainter, shapes: Shapes, plot: Plot, rows: Collection[int], style: Style
) -> None:
    """A soft band behind each marked period, joined where they follow each other."""
    if not rows:
        return
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(style.palette.accent_soft))
    path = QPainterPath()
    for row in rows:
        place = float(shapes.axis.positions[row])
        left = max(plot.x(place - 0.5), plot.area.left())
        right = min(plot.x(place + 0.5), plot.area.right())
        if right > left:
            path.addRect(QRectF(left, plot.area.top(), right - left, plot.area.height()))
    painter.drawPath(path.simplified())


def paint_names(
    painter: QPainter, arranged: Arrangement, style: Style, marked: Collection[str] = ()
) -> None:
    """The names beside the plot, each in its series' colour and led to its end where it is far."""
    painter.setFont(style.bold)
    metrics = style.bold_metrics
    line = style.line * 1.02
    for name in arranged.names:
        colour = shade(name.end.colour, name.end.key, marked, style)
        _paint_lead(painter, name, arranged.plot, colour, style)
        text = readable(name.end.colour, style.palette.card, style.palette.contrast)
        if colour != name.end.colour:
            text = blend(text, style.palette.card, DIMMED_TEXT)
        painter.setPen(QColor(text))
        top = name.middle - len(name.lines) * line / 2
        for number, words in enumerate(name.lines):
            baseline = top + (number + 0.5) * line + (metrics.ascent() - metrics.descent()) / 2
            painter.drawText(QPointF(name.left, baseline), words)
    if arranged.left_out:
        painter.setFont(style.font)
        painter.setPen(QColor(style.palette.muted))
        area = arranged.plot.area
        painter.drawText(
            QPointF(area.right() + 9 * style.unit, area.bottom() + metrics.ascent() / 2),
            words_for_more(arranged.left_out),
        )


def _paint_lead(painter: QPainter, name: Name, plot: Plot, colour: str, style: Style) -> None:
    unit = style.unit
    at_edge = QPointF(name.left - 2 * unit, name.middle)
    is_far = abs(name.middle - name.end_at.y()) > 4 * unit or (
        plot.area.right() - name.end_at.x() > 16 * unit
    )
    if not is_far:
        return
    painter.setPen(QPen(QColor(blend(colour, style.palette.card, 0.55)), unit))
    start = QPointF(min(name.end_at.x() + 3 * unit, at_edge.x()), name.end_at.y())
    knee = QPointF(max(start.x(), plot.area.right() - unit), name.end_at.y())
    painter.setBrush(Qt.BrushStyle.NoBrush)
    path = QPainterPath(start)
    path.lineTo(knee)
    path.lineTo(at_edge)
    painter.drawPath(path)


def paint_legend(
    painter: QPainter, arranged: Arrangement, shapes: Shapes, left: float, style: Style
) -> None:
    """The legend above the plot: a square in each series' colour and its name."""
    painter.setFont(style.font)
    metrics = style.metrics
    side = 10 * style.unit
    for entry in arranged.legend:
        middle = arranged.legend_top + (entry.row + 0.5) * style.line * 1.35
        baseline = middle + (metrics.ascent() - metrics.descent()) / 2
        if entry.index < 0:
            painter.setPen(QColor(style.palette.muted))
            painter.drawText(QPointF(left + entry.x, baseline), entry.text)
            continue
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(shapes.named[entry.index].colour))
        painter.drawRect(QRectF(left + entry.x, middle - side / 2, side, side))
        painter.setPen(QColor(style.palette.text))
        painter.drawText(QPointF(left + entry.x + 16 * style.unit, baseline), entry.text)


def paint_marks(painter: QPainter, shapes: Shapes, plot: Plot, style: Style) -> None:
    """Figures over bars where all of them fit, and the symbols of missing ones."""
    per_period = plot.area.width() / (plot.last - plot.first)
    for is_symbol, font, colour in (
        (False, style.font, style.palette.muted),
        (True, style.bold, style.palette.text),
    ):
        metrics = style.bold_metrics if is_symbol else style.metrics
        marks = [mark for mark in shapes.marks if mark.is_symbol == is_symbol]
        widths = [metrics.horizontalAdvance(mark.text) for mark in marks]
        fits = [
            width <= mark.width * per_period + style.unit
            for mark, width in zip(marks, widths, strict=True)
        ]
        if not is_symbol and not all(fits):
            continue
        painter.setFont(font)
        painter.setPen(QColor(colour))
        for mark, width, does_fit in zip(marks, widths, fits, strict=True):
            if does_fit and plot.shows(mark.x):
                x, y = plot.x(mark.x) - width / 2, plot.y(mark.y)
                below = y + 3 * style.unit + metrics.ascent()
                # Where all bars hang, over the axis stands the legend.
                hangs = mark.y < 0 or shapes.high <= 0
                baseline = below if hangs else y - 4 * style.unit
                painter.drawText(QPointF(x, baseline), mark.text)
