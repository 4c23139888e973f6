"""A slider over quarters that can play: for the barometer and the clock."""

from collections.abc import Sequence

from PySide6.QtCore import QElapsedTimer, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider, QToolButton, QWidget

from mkbviewer.core.language import _
from mkbviewer.core.period import Period
from mkbviewer.ui.look.icons import icon
from mkbviewer.ui.look.text_size import hold
from mkbviewer.ui.widgets.announcing import announce

QUARTER_MS = 650
"""How long a quarter lasts while playing."""

FRAME_MS = 16


class TimeBar(QWidget):
    """Chooses a quarter.

    `moved` carries the moment as a row, between quarters while playing; `settled` the row of a
    quarter whenever another one is reached.
    """

    moved = Signal(float)
    settled = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._periods: tuple[Period, ...] = ()
        self._first = 0
        self._moment = 0.0
        self._began = 0.0
        self.button = QToolButton(self)
        self.button.setObjectName("primary")
        hold(self.button, "setIconSize", 15)
        hold(self.button, "setFixedWidth", 34)
        hold(self.button, "setFixedHeight", 30)
        self.button.clicked.connect(self.toggle)
        self.slider = QSlider(Qt.Orientation.Horizontal, self)
        self.slider.setPageStep(4)
        hold(self.slider, "setMinimumWidth", 120)
        self.slider.setAccessibleName(_("Quarter"))
        self.slider.valueChanged.connect(self._slide)
        self.slider.sliderPressed.connect(self.stop)
        self.label = QLabel(self)
        self.label.setObjectName("strong")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self.button)
        row.addWidget(self.slider, 1)
        row.addWidget(self.label)
        self._clock = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(FRAME_MS)
        self._timer.timeout.connect(self._step)
        self._show_button()

    @property
    def is_playing(self) -> bool:
        """Whether time goes on by itself."""
        return self._timer.isActive()

    @property
    def row(self) -> int:
        """The row of the quarter that is chosen."""
        return self.slider.value() + self._first

    def show_periods(self, periods: Sequence[Period], rows: range, row: int) -> None:
        """Offer the quarters of these rows, with one of them chosen; nothing is told of it."""
        self._periods, self._first = tuple(periods), rows.start
        with QSignalBlocker(self.slider):
            self.slider.setRange(0, max(0, len(rows) - 1))
            self.slider.setValue(row - self._first)
        self._moment = float(self.row)
        self.follow_text()
        self._show_label()

    def follow_text(self) -> None:
        """Leave room for the longest name of a quarter."""
        widest = max((one.label for one in self._periods), key=len, default="")
        self.label.setMinimumWidth(self.label.fontMetrics().horizontalAdvance(widest) + 4)

    def toggle(self) -> None:
        """Play, from the beginning where the end was reached; or stop."""
        if self.is_playing:
            self.stop()
            return
        if self.slider.value() >= self.slider.maximum():
            self._go(float(self._first))
        self._began = self._moment
        self._clock.start()
        self._timer.start()
        self._show_button()

    def stop(self) -> None:
        """Stop at the nearest quarter."""
        if self.is_playing:
            self._timer.stop()
            self._go(float(round(self._moment)))
            self._show_button()

    def _step(self) -> None:
        moment = self._began + self._clock.elapsed() / QUARTER_MS
        last = self.slider.maximum() + self._first
        self._go(min(moment, float(last)))
        if moment >= last:
            self.stop()

    def _go(self, moment: float) -> None:
        before = self.row
        self._moment = moment
        with QSignalBlocker(self.slider):
            self.slider.setValue(int(moment) - self._first)
        if self.row != before:
            self._show_label()
            self.settled.emit(self.row)
        self.moved.emit(moment)

    def _slide(self) -> None:
        self._timer.stop()
        self._show_button()
        self._moment = float(self.row)
        self._show_label()
        self.settled.emit(self.row)
        self.moved.emit(self._moment)
        if self.slider.hasFocus():
            # Its value is a number that tells nothing.
            announce(self.slider, self.label.text())

    def _show_label(self) -> None:
        if 0 <= self.row < len(self._periods):
            label = self._periods[self.row].label
            self.label.setText(label)
            self.slider.setAccessibleDescription(label)

    def _show_button(self) -> None:
        name = "pause-filled" if self.is_playing else "play-filled"
        words = _("Pause") if self.is_playing else _("Play through time")
        self.button.setIcon(icon(name, QPalette.ColorRole.HighlightedText))
        self.button.setAccessibleName(words)
        self.button.setToolTip(words)
