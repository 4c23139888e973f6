"""The barometer painted within a rectangle of any target: the whole, and a card for each series."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from mkbviewer.core.cycle.cycle import Cycle
from mkbviewer.core.cycle.cycle_method import Method
from mkbviewer.core.cycle.weather import Barometer, Published, State
from mkbviewer.core.language import _
from mkbviewer.ui.charts.arrangement import Style
from mkbviewer.ui.cycle.clock_drawing import paint_mark
from mkbviewer.ui.cycle.weather_sign import paint_weather
from mkbviewer.ui.cycle.weather_strip import (
    capital,
    count_words,
    outcome_words,
    own_words,
    published_words,
)

_SIGN = 34.0
_LEFT = 62.0
_FEWEST_POINTS = 3
_GAP = 7.0
_WHOLE = 78.0
_ACROSS = 2


@dataclass(frozen=True)
class Course:
    """How a series went, a figure a quarter, NaN where there is none; `row` is the quarter shown.

    `judged` is what its level is made of, `reference` the mean or trend, `raw` the figures with
    their season where that was taken out.
    """

    row: int
    judged: tuple[float, ...] = ()
    reference: tuple[float, ...] = ()
    raw: tuple[float, ...] = ()


def course_of(state: State, cycle: Cycle, row: int) -> Course:
    """The course of a state's series, seen from a row of the periods."""
    column = cycle.series.index(state.series)
    values, adjusted = cycle.values[:, column], cycle.adjusted[:, column]
    reference = cycle.references[:, column]
    if cycle.method is Method.MEAN:
        # The mean as it was known in the quarter that is looked at: one line.
        reference = np.full(len(values), state.reference)
    has_season = state.series.adjustment.has_season
    judged = adjusted if has_season else values
    raw = values if has_season else np.full(len(values), np.nan)
    return Course(row, tuple(judged.tolist()), tuple(reference.tolist()), tuple(raw.tolist()))


def paint_barometer(
    painter: QPainter,
    rect: QRectF,
    barometer: Barometer,
    cycle: Cycle,
    published: Published | None,
    style: Style,
) -> None:
    """Paint the whole over the cards of the twelve, each as high as there is room."""
    gap = _GAP * style.unit
    whole = QRectF(rect.left(), rect.top(), rect.width(), _WHOLE * style.unit)
    paint_whole(painter, whole, barometer, published, style)
    row = cycle.row(barometer.period)
    lines = math.ceil(len(barometer.states) / _ACROSS)
    top = whole.bottom() + gap
    height = (rect.bottom() - top - gap * (lines - 1)) / lines
    width = (rect.width() - gap * (_ACROSS - 1)) / _ACROSS
    for place, state in enumerate(barometer.states):
        line, column = divmod(place, _ACROSS)
        card = QRectF(
            rect.left() + column * (width + gap), top + line * (height + gap), width, height
        )
        paint_frame(painter, card, QColor(style.palette.border), style)
        paint_state(painter, card, state, course_of(state, cycle, row), barometer.method, style)


def paint_frame(
    painter: QPainter, rect: QRectF, colour: QColor, style: Style, width: float = 1.0
) -> None:
    """Paint an empty card."""
    half = width * style.unit / 2
    painter.setPen(QPen(colour, width * style.unit))
    painter.setBrush(QColor(style.palette.card))
    round_by = 8 * style.unit
    painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), round_by, round_by)


def paint_whole(
    painter: QPainter,
    rect: QRectF,
    barometer: Barometer,
    published: Published | None,
    style: Style,
) -> None:
    """Paint the weather of the whole with the counts; at its right what was published."""
    unit, palette = style.unit, style.palette
    paint_frame(painter, rect, QColor(palette.border), style)
    size = 42 * unit
    sign = QRectF(rect.left() + 14 * unit, rect.center().y() - size / 2, size, size)
    paint_weather(painter, sign, barometer.weather, palette)
    text, muted = QColor(palette.text), QColor(palette.muted)
    source = published.source if published else _("Published outcome")
    told = published_words(published) if published else _("none known of this quarter")
    width = max(style.width(source), style.bold_width(told)) + 4 * unit
    fact = QRectF(rect.right() - width - 12 * unit, rect.top(), width, rect.height())
    left = sign.right() + 14 * unit
    ours = QRectF(left, 0, fact.left() - left - 14 * unit, style.line)
    counts = count_words(barometer)
    fits = style.width(counts) <= ours.width()
    lines = [
        (capital(own_words()), style.font, muted),
        (outcome_words(barometer), style.bold, text),
        *((words, style.font, muted) for words in ([counts] if fits else counts.split(" · "))),
    ]
    ours.moveTop(rect.center().y() - style.line * 1.1 * len(lines) / 2)
    for words, font, colour in lines:
        _write(painter, ours, words, font, colour)
        ours.translate(0, style.line * 1.1)
    painter.setPen(QPen(QColor(palette.border), unit))
    x = fact.left() - 8 * unit
    painter.drawLine(QPointF(x, rect.top() + 10 * unit), QPointF(x, rect.bottom() - 10 * unit))
    line = QRectF(fact.left(), rect.center().y() - style.line * 1.1, fact.width(), style.line)
    _write(painter, line, source, style.font, muted)
    line.translate(0, style.line * 1.1)
    _write(painter, line, told, style.bold, text)


def paint_state(
    painter: QPainter, card: QRectF, state: State, course: Course, method: Method, style: Style
) -> None:
    """Paint one series: its weather, its name, its figure, its state in words, its course."""
    unit, palette = style.unit, style.palette
    size = _SIGN * unit
    sign = QRectF(card.left() + 14 * unit, card.center().y() - size / 2, size, size)
    paint_weather(painter, sign, state.weather, palette)
    inner = card.adjusted(_LEFT * unit, 9 * unit, -14 * unit, -8 * unit)
    middle = inner.top() + style.bold_metrics.height() / 2
    spot = QPointF(inner.right() - 3.0 * unit, middle)
    paint_mark(painter, spot, state.series.kind, palette, unit)
    head = QRectF(inner.left(), inner.top(), inner.width() - 18 * unit, style.bold_metrics.height())
    figure = figure_words(state)
    right = Qt.AlignmentFlag.AlignRight
    taken = _write(painter, head, figure, style.bold, QColor(palette.heading), right)
    head.setRight(head.right() - taken - 8 * unit)
    _write(painter, head, state.series.marked_label, style.bold, QColor(palette.text))
    line = QRectF(inner.left(), head.bottom() + unit, inner.width(), style.line)
    _write(painter, line, state.words(method), style.font, QColor(palette.muted))
    area = QRectF(inner.left(), line.bottom() + 3 * unit, inner.width(), 0)
    area.setBottom(inner.bottom())
    _paint_course(painter, area, course, style)


def figure_words(state: State) -> str:
    """The figure with its unit; empty where it is not known."""
    return state.series.format(state.value) if math.isfinite(state.value) else ""


def _write(
    painter: QPainter,
    where: QRectF,
    text: str,
    font: QFont,
    colour: QColor,
    side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> float:
    """Write one line, shortened where it must be; gives its width."""
    metrics = QFontMetricsF(font, painter.device())
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, where.width())
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(where, int(side | Qt.AlignmentFlag.AlignVCenter), shown)
    return metrics.horizontalAdvance(shown)


def _paint_course(painter: QPainter, area: QRectF, course: Course, style: Style) -> None:
    unit, palette = style.unit, style.palette
    lines = (course.judged, course.raw, course.reference)
    there = [value for line in lines for value in line if math.isfinite(value)]
    is_short = sum(map(math.isfinite, course.judged)) < _FEWEST_POINTS
    area = area.adjusted(3 * unit, 3 * unit, -3 * unit, -3 * unit)
    if is_short or area.height() <= 0:
        return
    low, high = min(there), max(there)
    height = (high - low) or 1.0
    step = area.width() / max(1, len(course.judged) - 1)

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

    dashed = QPen(QColor(palette.muted), unit)
    dashed.setDashPattern((3.0, 3.0))
    _paint_line(painter, spots(course.reference), dashed)
    _paint_line(painter, spots(course.raw), QPen(QColor(palette.axis), unit))
    judged, now = spots(course.judged), course.row
    pale = QPen(QColor(palette.axis), 1.4 * unit)
    _paint_line(painter, [*[None] * now, *judged[now:]], pale)
    _paint_line(painter, judged[: now + 1], QPen(QColor(palette.accent), 1.6 * unit))
    spot = judged[now] if now < len(judged) else None
    if spot is not None:
        painter.setPen(QPen(QColor(palette.card), 1.2 * unit))
        painter.setBrush(QColor(palette.accent))
        painter.drawEllipse(spot, 3.6 * unit, 3.6 * unit)


def _paint_line(painter: QPainter, spots: Sequence[QPointF | None], pen: QPen) -> None:
    painter.setPen(pen)
    for before, after in pairwise(spots):
        if before is not None and after is not None:
            painter.drawLine(before, after)
