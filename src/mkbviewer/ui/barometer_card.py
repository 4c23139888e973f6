"""One of the twelve on a card: its weather, its figure, its state in words, its course."""

import math
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QFont,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractButton, QWidget

from mkbviewer.core.cycle import Cycle
from mkbviewer.core.cycle_method import Method
from mkbviewer.core.language import _
from mkbviewer.core.weather import State
from mkbviewer.ui.clock_drawing import paint_mark
from mkbviewer.ui.palette import LIGHT, Palette
from mkbviewer.ui.weather_sign import paint_weather

HEIGHT = 92
_SIGN = 34
_LEFT = 62
_FEWEST_POINTS = 3


class BarometerCard(QAbstractButton):
    """Shows a State of one series. `pointed` carries its key while the mouse is over it, or ""."""

    pointed = Signal(str)

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = key
        self.state: State | None = None
        self.figure = self.words = ""
        self._method = Method.MEAN
        self._palette = LIGHT
        self._row = 0
        self._is_marked = False
        self._lines: tuple[list[float], list[float], list[float]] = ([], [], [])
        self.setFixedHeight(HEIGHT)
        self.setMinimumWidth(230)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_palette(self, palette: Palette) -> None:
        """Draw in the colours of this palette."""
        self._palette = palette
        self.update()

    def show_state(self, state: State, cycle: Cycle, row: int) -> None:
        """Show how the series stands at a row of the periods, and its course over all."""
        self.state, self._method, self._row = state, cycle.method, row
        column = cycle.series.index(state.series)
        values, adjusted = cycle.values[:, column], cycle.adjusted[:, column]
        reference = cycle.references[:, column]
        if cycle.method is Method.MEAN:
            # The mean as it was known in the quarter that is looked at: one line.
            reference = np.full(len(values), state.reference)
        judged = adjusted if state.series.adjustment.has_season else values
        raw = values if state.series.adjustment.has_season else np.full(len(values), np.nan)
        self._lines = (judged.tolist(), reference.tolist(), raw.tolist())
        figure = state.series.format(state.value) if math.isfinite(state.value) else ""
        self.figure, self.words = figure, state.words(cycle.method)
        weather = state.weather.label if state.weather else _("weather not known")
        told = ", ".join(part for part in (figure, self.words, weather) if part)
        self.setAccessibleName(f"{state.series.label}: {told}")
        self.setToolTip(_tooltip(state))
        self.update()

    def mark(self, is_marked: bool) -> None:
        """Let the card stand out, or not."""
        if is_marked != self._is_marked:
            self._is_marked = is_marked
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(320, HEIGHT)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.pointed.emit(self.key)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self.pointed.emit("")
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        state = self.state
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self._palette
        is_pointed = self.underMouse() or self.hasFocus() or self._is_marked
        width = 2.0 if self.hasFocus() else 1.0
        painter.setPen(QPen(QColor(palette.accent if is_pointed else palette.border), width))
        painter.setBrush(QColor(palette.card))
        half = width / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), 8, 8)
        if state is None:
            return
        sign = QRectF(14, (self.height() - _SIGN) / 2, _SIGN, _SIGN)
        paint_weather(painter, sign, state.weather, palette)
        inner = self.rect().adjusted(_LEFT, 10, -14, -9)
        title = state.series.short_label
        if state.series.is_own:
            title = f"{title} ({_('own series')})"
        spot = QPointF(inner.right() - 3.0, inner.top() + 9.0)
        paint_mark(painter, spot, state.series.kind, palette)
        bold, plain = QFont.Weight.DemiBold, QFont.Weight.Normal
        head = inner.adjusted(0, 0, -18, 0)
        heading = QColor(palette.heading)
        taken = self._write(painter, head, self.figure, bold, heading, at_right=True)
        head.adjust(0, 0, -taken - 8, 0)
        self._write(painter, head, title, bold, QColor(palette.text))
        line = inner.adjusted(0, 18, 0, 0)
        self._write(painter, line, self.words, plain, QColor(palette.muted), size=12)
        self._paint_course(painter, QRectF(inner.adjusted(0, 39, 0, 0)))
        painter.end()

    def _write(
        self,
        painter: QPainter,
        where: QRect,
        text: str,
        weight: QFont.Weight,
        colour: QColor,
        *,
        size: int = 13,
        at_right: bool = False,
    ) -> int:
        font = QFont(self.font())
        font.setPixelSize(size)
        font.setWeight(weight)
        painter.setFont(font)
        painter.setPen(colour)
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, where.width())
        side = Qt.AlignmentFlag.AlignRight if at_right else Qt.AlignmentFlag.AlignLeft
        painter.drawText(where, int(side | Qt.AlignmentFlag.AlignTop), shown)
        return painter.fontMetrics().horizontalAdvance(shown)

    def _paint_course(self, painter: QPainter, area: QRectF) -> None:
        judged, reference, raw = self._lines
        there = [value for line in (judged, raw, reference) for value in line]
        there = [value for value in there if math.isfinite(value)]
        if sum(map(math.isfinite, judged)) < _FEWEST_POINTS:
            return
        low, high = min(there), max(there)
        height = (high - low) or 1.0
        area = area.adjusted(3, 3, -3, -3)
        step = area.width() / max(1, len(judged) - 1)

        def spots(line: Sequence[float]) -> list[QPointF | None]:
            return [
                QPointF(
                    area.left() + step * place,
                    area.bottom() - (value - low) / height * area.height(),
                )
                if math.isfinite(value)
                else None
                for place, value in enumerate(line)
            ]

        palette = self._palette
        dashed = QPen(QColor(palette.muted), 1.0)
        dashed.setDashPattern((3.0, 3.0))
        _paint_line(painter, spots(reference), dashed)
        _paint_line(painter, spots(raw), QPen(QColor(palette.axis), 1.0))
        course = spots(judged)
        now = self._row
        pale = QPen(QColor(palette.axis), 1.4)
        _paint_line(painter, [*[None] * now, *course[now:]], pale)
        _paint_line(painter, course[: now + 1], QPen(QColor(palette.accent), 1.6))
        spot = course[now] if now < len(course) else None
        if spot is not None:
            painter.setPen(QPen(QColor(palette.card), 1.2))
            painter.setBrush(QColor(palette.accent))
            painter.drawEllipse(spot, 3.6, 3.6)


def _paint_line(painter: QPainter, spots: Sequence[QPointF | None], pen: QPen) -> None:
    painter.setPen(pen)
    for before, after in pairwise(spots):
        if before is not None and after is not None:
            painter.drawLine(before, after)


def _tooltip(state: State) -> str:
    series = state.series
    parts = [series.label, f"CBS, {series.table}: {series.filters}", series.unit_label]
    if series.adjustment.has_season:
        parts.append(_("Judged without its season; the thin line is the figure as CBS has it."))
    if series.is_reversed:
        parts.append(_("Less is better: the series counts the other way round."))
    if state.missing:
        parts.append(state.missing)
    return "\n".join(parts)
