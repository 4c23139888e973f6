"""One of the twelve on a card: its weather, its figure, its state in words, its course."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QFont, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from mkbviewer.core.cycle.cycle import Cycle
from mkbviewer.core.cycle.cycle_method import Method
from mkbviewer.core.cycle.weather import State
from mkbviewer.core.language import _
from mkbviewer.ui.charts.arrangement import Style
from mkbviewer.ui.cycle.barometer_drawing import (
    Course,
    course_of,
    figure_words,
    paint_frame,
    paint_state,
)
from mkbviewer.ui.look.palette import LIGHT, Palette
from mkbviewer.ui.look.text_size import hold, in_text, usual_part
from mkbviewer.viewmodels.cycle.cycle_table import replacing_words

HEIGHT = 92


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
        self._is_marked = False
        self._course: Course | None = None
        hold(self, "setFixedHeight", HEIGHT)
        hold(self, "setMinimumWidth", 230)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_palette(self, palette: Palette) -> None:
        """Draw in the colours of this palette."""
        self._palette = palette
        self.update()

    def show_state(self, state: State, cycle: Cycle, row: int) -> None:
        """Show how the series stands at a row of the periods, and its course over all."""
        self.state, self._method = state, cycle.method
        self._course = course_of(state, cycle, row)
        figure = figure_words(state)
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
        return QSize(in_text(320), in_text(HEIGHT))

    def _style(self) -> Style:
        font, bold = QFont(self.font()), QFont(self.font())
        font.setPixelSize(in_text(12))
        bold.setPixelSize(in_text(13))
        bold.setWeight(QFont.Weight.DemiBold)
        return Style(self._palette, font, bold, usual_part() / 100)

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
        colour = QColor(palette.accent if is_pointed else palette.border)
        style, area = self._style(), QRectF(self.rect())
        paint_frame(painter, area, colour, style, 2.0 if self.hasFocus() else 1.0)
        if state is not None and self._course is not None:
            paint_state(painter, area, state, self._course, self._method, style)
        painter.end()


def _tooltip(state: State) -> str:
    series = state.series
    parts = [series.label, series.origin_words, series.unit_label]
    if series.adjustment.has_season:
        parts.append(_("Judged without its season; the thin line is the figure as CBS has it."))
    if series.is_reversed:
        parts.append(_("Less is better: the series counts the other way round."))
    if state.missing:
        parts.append(state.missing)
    parts.append(replacing_words())
    return "\n".join(parts)
