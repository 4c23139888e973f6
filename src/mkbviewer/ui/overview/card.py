"""One card on the overview: an indicator's newest figure, or else what the report states."""

import math
from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QEnterEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
)
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from mkbviewer.core.language import _
from mkbviewer.core.page import Card
from mkbviewer.ui.look.text_size import hold, in_text
from mkbviewer.ui.overview.card_words import words_of
from mkbviewer.ui.widgets.sparkline import FEWEST_POINTS, Sparkline

HEIGHT = 156
_NARROW, _NARROW_HEIGHT = 290, 172
"""A card narrower than this takes a line more for what its figure is."""

_MARGIN = 14
_MENU = 26
"""The side of the corner in which a click opens the card's menu."""

_LINE, _SMALL = 17, 15
_NORMAL, _BOLD, _HEAVY = QFont.Weight.Normal, QFont.Weight.DemiBold, QFont.Weight.Bold
_MUTED, _TEXT = QPalette.ColorRole.PlaceholderText, QPalette.ColorRole.Text


class OverviewCard(QAbstractButton):
    """A card that opens its indicator. Everything is drawn here: fifty cards must cost little.

    `menu_asked` carries where on the screen its menu is wanted; `pin_asked` and `hide_asked` come
    for their keys; `move_asked` carries -1 or 1, for a place earlier or later. While it is dragged
    `dragged` carries where on the screen it is, `dropped` where it was let go.
    """

    menu_asked = Signal(QPoint)
    pin_asked = Signal()
    hide_asked = Signal()
    move_asked = Signal(int)
    dragged = Signal(QPoint)
    dropped = Signal(QPoint)

    def __init__(
        self, card: Card, parent: QWidget | None = None, *, today: date | None = None
    ) -> None:
        super().__init__(parent)
        self.card = card
        self.sparkline: Sparkline | None = None
        self.is_pinned = False
        self._is_target = False
        self._pressed_at: QPoint | None = None
        self._is_dragging = False
        hold(self, "setMinimumWidth", 170)
        self.setFixedHeight(in_text(HEIGHT))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.title = card.indicator.short_title
        self.words = words_of(card, today or date.today())  # noqa: DTZ011 - the user's own day
        note = card.source.note if card.source and card.source.match == "related" else ""
        lines = (card.indicator.title, *self.words.all, note)
        self.setToolTip("\n".join(line for line in lines if line))
        values = card.frame.values[:, 0].tolist() if card.frame.series else []
        if sum(map(math.isfinite, values)) >= FEWEST_POINTS:
            self.sparkline = Sparkline(self)
            self.sparkline.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            self._draw_line()
        self.show_pinned(is_pinned=False)

    def show_pinned(self, *, is_pinned: bool) -> None:
        """Mark the card as one that the user wants first, or not."""
        self.is_pinned = is_pinned
        said = list(self.words.all) or [_("no figures")]
        if is_pinned:
            said.append(_("pinned"))
        self.setAccessibleName(f"{self.card.indicator.title}: {', '.join(said)}")
        self.update()

    def show_target(self, *, is_target: bool) -> None:
        """Show that a card that is let go now takes this one's place."""
        if is_target != self._is_target:
            self._is_target = is_target
            self.update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self.sparkline:
            self._draw_line()

    def _draw_line(self) -> None:
        assert self.sparkline is not None
        accent = self.palette().color(QPalette.ColorRole.Highlight).name()
        self.sparkline.show_frame(self.card.frame, accent)

    @property
    def _is_narrow(self) -> bool:
        return self.width() < in_text(_NARROW)

    def sizeHint(self) -> QSize:
        return QSize(in_text(300), in_text(HEIGHT))

    def resizeEvent(self, event: object) -> None:
        self.follow_text()

    def follow_text(self) -> None:
        """Be as high as the words ask for, and leave the line its room."""
        self.setFixedHeight(in_text(_NARROW_HEIGHT if self._is_narrow else HEIGHT))
        if self.sparkline:
            top = in_text(76 if self.words.change else 60)
            rest = (1 + len(self._origin_lines())) * in_text(_SMALL) + 15
            self.sparkline.setGeometry(self.rect().adjusted(_MARGIN, top, -_MARGIN, -rest))

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.click()
            case Qt.Key.Key_P:
                self.pin_asked.emit()
            case Qt.Key.Key_Delete:
                self.hide_asked.emit()
            case Qt.Key.Key_Up if is_alt:
                self.move_asked.emit(-1)
            case Qt.Key.Key_Down if is_alt:
                self.move_asked.emit(1)
            case _:
                super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        is_keyboard = event.reason() == QContextMenuEvent.Reason.Keyboard
        here = self.mapToGlobal(self._corner().bottomLeft())
        self.menu_asked.emit(here if is_keyboard else event.globalPos())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            place = event.position().toPoint()
            if self._corner().contains(place):
                self.menu_asked.emit(self.mapToGlobal(self._corner().bottomLeft()))
                return
            self._pressed_at = place
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed_at is None:
            super().mouseMoveEvent(event)
            return
        far = (event.position().toPoint() - self._pressed_at).manhattanLength()
        if self._is_dragging or far >= QApplication.startDragDistance():
            self._is_dragging = True
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.dragged.emit(event.globalPosition().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        was_dragging, self._is_dragging, self._pressed_at = self._is_dragging, False, None
        if not was_dragging:
            super().mouseReleaseEvent(event)
            return
        self.setDown(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.dropped.emit(event.globalPosition().toPoint())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        inner = self.rect().adjusted(_MARGIN, 11, -_MARGIN, -9)
        beside_menu = inner.adjusted(0, 0, -in_text(30 if self.is_pinned else 16), 0)
        size = self._fitting(self.title, beside_menu.width(), 13, 11, _BOLD)
        self._write(painter, beside_menu, (self.title,), size, _BOLD)
        self._paint_figure(painter, inner.adjusted(0, in_text(19), 0, 0))
        words = self.words
        below = inner.adjusted(0, in_text(49), 0, 0)
        if words.change:
            fits = self._metrics(12).horizontalAdvance(words.change) <= inner.width()
            change = words.change if fits else words.short_change
            self._write(painter, below, (change,), 12, _NORMAL)
        elif words.about:
            width, metrics = inner.width() - 2, self._metrics(12)
            lines = wrap(metrics, words.about, width, most=2 if words.earlier else 3)
            self._write(painter, below, (*lines, words.earlier), 12, _NORMAL)
        lines = self._origin_lines()
        small = in_text(_SMALL)
        top = inner.bottom() - len(lines) * small - small + 1
        age = QRect(inner.left(), top, inner.width(), small)
        self._write(painter, age, (words.age,), 11, _NORMAL)
        origin = age.translated(0, small).adjusted(0, 0, 0, small)
        self._write(painter, origin, lines, 11, _NORMAL, _MUTED)

    def _paint_ground(self, painter: QPainter) -> None:
        palette = self.palette()
        is_pointed = self.underMouse() or self.hasFocus()
        edge = QPalette.ColorRole.Highlight if is_pointed else QPalette.ColorRole.Mid
        width = 2.0 if self.hasFocus() else 1.0
        painter.setPen(QPen(palette.color(edge), width))
        painter.setBrush(palette.color(QPalette.ColorRole.Base))
        half = width / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), 8, 8)
        painter.setPen(Qt.PenStyle.NoPen)
        if self._is_target:
            painter.setBrush(palette.color(QPalette.ColorRole.Highlight))
            painter.drawRoundedRect(QRectF(6, 2, self.width() - 12, 4), 2, 2)
        corner = QRectF(self._corner())
        painter.setBrush(palette.color(_TEXT if is_pointed else _MUTED))
        for step in (-5, 0, 5):
            painter.drawEllipse(corner.center() + QPointF(step, 0), 1.5, 1.5)
        if self.is_pinned:
            painter.setBrush(palette.color(QPalette.ColorRole.Highlight))
            head = QPointF(corner.left() - 3, corner.center().y() - 2)
            painter.drawEllipse(head, 4, 4)
            painter.setPen(QPen(palette.color(QPalette.ColorRole.Highlight), 1.6))
            painter.drawLine(head, head + QPointF(0, 9))

    def _paint_figure(self, painter: QPainter, where: QRect) -> None:
        words = self.words
        if not words.figure:
            where.translate(0, in_text(4))
            self._write(painter, where, (_("no figures yet"),), 13, _BOLD, _MUTED)
            return
        size = 22
        unit_width = self._metrics(12, _BOLD).horizontalAdvance(words.unit) + 6 if words.unit else 0
        while size > 15 and self._figure_width(size) + unit_width > where.width():
            size -= 1
        role = QPalette.ColorRole.Link
        where.translate(0, in_text(22 - size))
        self._write(painter, where, (words.figure,), size, _HEAVY, role)
        drop = self._metrics(size, _HEAVY).ascent() - self._metrics(12, _BOLD).ascent()
        beside = where.adjusted(self._figure_width(size) + 6, drop, 0, 0)
        self._write(painter, beside, (words.unit,), 12, _BOLD, role)

    def _figure_width(self, size: int) -> int:
        return self._metrics(size, _HEAVY).horizontalAdvance(self.words.figure)

    def _corner(self) -> QRect:
        side = in_text(_MENU)
        return QRect(self.width() - side - 4, 5, side, side)

    def _origin_lines(self) -> tuple[str, ...]:
        """Of what the figure is, and its source, which is never cut off."""
        # Measured in whole pixels, drawn in parts of them.
        width, most = self.width() - 2 * _MARGIN - 2, 3 if self._is_narrow else 2
        return origin_lines(self._metrics(11), self.words.origin, self.words.source, width, most)

    def _fitting(
        self, text: str, width: int, largest: int, smallest: int, weight: QFont.Weight
    ) -> int:
        """The largest size in which a text fits, the smallest where it fits in none."""
        return next(
            (
                size
                for size in range(largest, smallest, -1)
                if self._metrics(size, weight).horizontalAdvance(text) <= width
            ),
            smallest,
        )

    def _font(self, size: int, weight: QFont.Weight) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(in_text(size))
        font.setWeight(weight)
        return font

    def _metrics(self, size: int, weight: QFont.Weight = _NORMAL) -> QFontMetrics:
        return QFontMetrics(self._font(size, weight))

    def _write(
        self,
        painter: QPainter,
        where: QRect,
        lines: Sequence[str],
        size: int,
        weight: QFont.Weight,
        role: QPalette.ColorRole = _TEXT,
    ) -> None:
        painter.setFont(self._font(size, weight))
        painter.setPen(self.palette().color(role))
        side = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        for place, line in enumerate(lines):
            shown = painter.fontMetrics().elidedText(
                line, Qt.TextElideMode.ElideRight, where.width()
            )
            step = in_text(_LINE if size >= 12 else _SMALL)
            painter.drawText(where.translated(0, place * step), side, shown)


def wrap(metrics: QFontMetrics, text: str, width: int, *, most: int) -> tuple[str, ...]:
    """A text in lines of this width; what is left stands on the last, however long it is."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and (len(lines) == most or metrics.horizontalAdvance(longer) <= width):
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines)


def origin_lines(
    metrics: QFontMetrics, origin: str, source: str, width: int, most: int
) -> tuple[str, ...]:
    """What a figure is and its source in so many lines; the former makes room for the latter."""
    lines = list(wrap(metrics, origin, width, most=most))
    ending = f" · {source}" if lines and source else source
    if not lines or not source:
        return tuple(lines) or (source,)
    if metrics.horizontalAdvance(lines[-1] + ending) <= width:
        lines[-1] += ending
    elif len(lines) < most:
        lines.append(source)
    else:
        room = width - metrics.horizontalAdvance(ending)
        shown = metrics.elidedText(lines[-1], Qt.TextElideMode.ElideRight, room)
        lines[-1] = shown + ending
    return tuple(lines)
