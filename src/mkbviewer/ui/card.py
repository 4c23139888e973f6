"""One card on the overview: an indicator's newest figure, or else what the report states."""

import math

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QFont, QKeyEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from mkbviewer.core.facts import Fact
from mkbviewer.core.frame import newest_period
from mkbviewer.core.language import _
from mkbviewer.core.numbers import decimals_for, format_number, unit_label
from mkbviewer.core.page import Card
from mkbviewer.ui.sparkline import FEWEST_POINTS, Sparkline

HEIGHT = 124
HEIGHT_WITHOUT_LINE = 90
_MARGIN = 15


def fact_parts(fact: Fact, *, with_sign: bool = True) -> tuple[str, str]:
    """A fact's figure with its qualifier as a sign, `< 80%`; and its unit where that is a word."""
    sign = {"<": "< ", ">": "> ", "~": "≈ "}.get(fact.qualifier, "") if with_sign else ""
    unit = "%" if fact.unit.startswith("%") else fact.unit
    figure, words = _apart(fact.value, unit, len(fact.value_text.partition(".")[2]))
    return f"{sign}{figure}", words


def _apart(value: float, unit: str, decimals: int) -> tuple[str, str]:
    if unit.startswith("%"):
        return f"{format_number(value, decimals)}%", unit[1:].strip()
    return format_number(value, decimals), "" if unit == "aantal" else unit_label(unit)


def fact_period(fact: Fact) -> str:
    """The period of a fact, short; a text that names none stays as the report has it."""
    return fact.period.short_label if fact.period.start else fact.period.code


class OverviewCard(QAbstractButton):
    """A card that opens its indicator. Everything is drawn here: fifty cards must cost little."""

    def __init__(self, card: Card, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.card = card
        self.sparkline: Sparkline | None = None
        self.setMinimumWidth(190)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.title = card.indicator.short_title
        self.figure, self.unit, self.period, self.caption = _words(card)
        figure = f"{self.figure} {self.unit}".strip()
        said = ", ".join(one for one in (figure, self.period, self.caption) if one)
        self.setAccessibleName(f"{card.indicator.title}: {said or _('no figures')}")
        note = card.source.note if card.source and card.source.match == "related" else ""
        self.setToolTip("\n".join(text for text in (card.indicator.title, note) if text))
        values = card.frame.values[:, 0].tolist() if card.frame.series else []
        if sum(map(math.isfinite, values)) >= FEWEST_POINTS:
            self.sparkline = Sparkline(self)
            self.sparkline.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            self._draw_line()
        self.setFixedHeight(HEIGHT if self.sparkline else HEIGHT_WITHOUT_LINE)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self.sparkline:
            self._draw_line()

    def _draw_line(self) -> None:
        assert self.sparkline is not None
        accent = self.palette().color(QPalette.ColorRole.Highlight).name()
        self.sparkline.show_frame(self.card.frame, accent)

    def sizeHint(self) -> QSize:
        return QSize(300, self.height())

    def resizeEvent(self, event: object) -> None:
        if self.sparkline:
            inner = self.rect().adjusted(_MARGIN, 60, -_MARGIN, -32)
            self.sparkline.setGeometry(inner)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self.palette()
        is_pointed = self.underMouse() or self.hasFocus()
        edge = QPalette.ColorRole.Highlight if is_pointed else QPalette.ColorRole.Mid
        width = 2.0 if self.hasFocus() else 1.0
        painter.setPen(QPen(palette.color(edge), width))
        painter.setBrush(palette.color(QPalette.ColorRole.Base))
        half = width / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), 8, 8)
        inner = self.rect().adjusted(_MARGIN, 12, -_MARGIN, -11)
        self._write(painter, inner, self.title, 13, QFont.Weight.DemiBold)
        muted = QPalette.ColorRole.PlaceholderText
        line = inner.adjusted(0, 20, 0, 0)
        below = line.adjusted(0, 10, 0, 0)
        period_width = self._write(
            painter, below, self.period, 12, QFont.Weight.Normal, muted, at_right=True
        )
        figure = line.adjusted(0, 0, -period_width - 8 if period_width else 0, 0)
        role = QPalette.ColorRole.Link if self.figure else muted
        size = 22 if self.figure else 13
        text = self.figure or _("no figures yet")
        width = self._write(painter, figure, text, size, QFont.Weight.Bold, role)
        beside = figure.adjusted(width + 6, 9, 0, 0)
        self._write(painter, beside, self.unit, 13, QFont.Weight.DemiBold, role)
        caption = QRect(inner.left(), inner.bottom() - 17, inner.width(), 18)
        self._write(painter, caption, self.caption, 11, QFont.Weight.Normal, muted)

    def _write(
        self,
        painter: QPainter,
        where: QRect,
        text: str,
        size: int,
        weight: QFont.Weight,
        role: QPalette.ColorRole = QPalette.ColorRole.Text,
        *,
        at_right: bool = False,
    ) -> int:
        font = QFont(self.font())
        font.setPixelSize(size)
        font.setWeight(weight)
        painter.setFont(font)
        painter.setPen(self.palette().color(role))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, where.width())
        side = Qt.AlignmentFlag.AlignRight if at_right else Qt.AlignmentFlag.AlignLeft
        painter.drawText(where, int(side | Qt.AlignmentFlag.AlignTop), shown)
        return painter.fontMetrics().horizontalAdvance(shown) if shown else 0


def _words(card: Card) -> tuple[str, str, str, str]:
    """Figure, unit where it is a word, period, and what the figure is about."""
    row = newest_period(card.frame) if card.frame.series else None
    if row is not None:
        series = card.frame.series[0]
        value = float(card.frame.values[row, 0])
        unit = series.unit or card.frame.unit
        decimals = decimals_for(abs(value), unit, series.decimals)
        mark = card.frame.status(row, 0).mark
        figure, words = _apart(value, unit, decimals)
        source = _("CBS {table}").format(table=card.source.table) if card.source else ""
        related = _("related figure") if card.source and card.source.match == "related" else ""
        caption = " · ".join(part for part in (related, series.label, source) if part)
        return figure + mark, words, card.frame.periods[row].short_label, caption
    if card.fact is not None:
        fact = card.fact
        figure, words = fact_parts(fact)
        about = ", ".join(fact.members) or fact.title
        caption = " · ".join((about, _("Annual Report 2023")))
        return figure, words, fact_period(fact), caption
    return "", "", "", ""
