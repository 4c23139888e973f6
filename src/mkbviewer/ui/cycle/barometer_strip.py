"""The barometer on the overview: what is published, and beside it the weather and the twelve."""

import math
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from mkbviewer.core.cycle.weather import Barometer, Published, State
from mkbviewer.core.language import _
from mkbviewer.core.numbers import format_number
from mkbviewer.core.report.facts import Fact
from mkbviewer.ui.cycle.weather_sign import WeatherSign
from mkbviewer.ui.cycle.weather_strip import own_words, published_words
from mkbviewer.ui.look.palette import LIGHT, Palette
from mkbviewer.ui.look.text_size import hold, in_text
from mkbviewer.ui.widgets.turning_row import TurningRow

_SPACE = 30.0
_DOT = 5.5
_WIDE = 1100
_BESIDE_FROM = 520
"""The width from which what was published stands beside what is computed."""


class _Dots(QWidget):
    """A mark for each of the twelve: a disc where it improved, a square where it worsened."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._states: tuple[State, ...] = ()
        self._palette = LIGHT
        hold(self, "setFixedHeight", 22)
        self.setMouseTracking(True)

    def set_palette(self, palette: Palette) -> None:
        """Draw in the colours of this palette."""
        self._palette = palette
        self.update()

    def show_states(self, states: Sequence[State], words: Sequence[str]) -> None:
        """Show these; `words` say each of them."""
        self._states = tuple(states)
        self.setToolTip("\n".join(words))
        self.setAccessibleName("; ".join(words))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(in_text(_SPACE * len(self._states)), in_text(22))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        space = min(in_text(_SPACE), self.width() / max(1, len(self._states)))
        middle = self.height() / 2
        for place, state in enumerate(self._states):
            spot = QPointF(space * (place + 0.5), middle)
            if not math.isfinite(state.change):
                painter.setPen(QPen(QColor(self._palette.axis), 1.4))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawEllipse(spot, _DOT, _DOT)
                continue
            painter.setPen(Qt.PenStyle.NoPen)
            colour = self._palette.error if state.is_worse else self._palette.ok
            painter.setBrush(QColor(colour))
            if state.is_worse:
                half = _DOT * 0.88
                painter.drawRect(QRectF(spot.x() - half, spot.y() - half, 2 * half, 2 * half))
            else:
                painter.drawEllipse(spot, _DOT, _DOT)
        painter.end()


class BarometerStrip(QFrame):
    """What the report states of the barometer, and what is computed here, each under its name."""

    opened = Signal()

    def __init__(self, facts: Sequence[Fact], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._sign = WeatherSign(36, self)
        self._title = _label("strong", self)
        self._said = _label("subtitle", self)
        self._ours = _label("strong", self)
        self._dots = _Dots(self)
        self._labelled = _label("small", self)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(16, 11, 14, 11)
        row = TurningRow(_BESIDE_FROM, 16, self)
        inside.addWidget(row)
        row.box.addLayout(_column(self._title, self._said), 2)
        line = QFrame(self)
        line.setObjectName("line")
        line.setFixedWidth(1)
        row.box.addWidget(line)
        ours = QWidget(row)
        counted = QHBoxLayout(ours)
        counted.setContentsMargins(0, 0, 0, 0)
        counted.setSpacing(16)
        counted.addWidget(self._sign)
        self._counted = QGridLayout()
        self._counted.setHorizontalSpacing(14)
        self._counted.setVerticalSpacing(1)
        self._counted.setColumnStretch(0, 1)
        self._counted.addWidget(self._ours, 0, 0)
        self._counted.addWidget(self._labelled, 1, 0)
        self._is_wide: bool | None = None
        counted.addLayout(self._counted, 1)
        row.box.addWidget(ours, 3)
        self._row, self._ours_beside = row, ours
        more = QPushButton(_("Open"), self)
        more.setAccessibleName(_("Open the SME barometer"))
        more.clicked.connect(self.opened)
        row.box.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._computed = (line, self._sign, self._ours, self._dots, self._labelled)
        for one in self._computed:
            one.setVisible(False)
        self._show_facts(facts)
        self.follow_text()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.follow_text()

    def follow_text(self) -> None:
        """Put the marks beside the words where there is room, else below them."""
        is_wide = self.width() >= in_text(_WIDE)
        if is_wide == self._is_wide:
            return
        self._is_wide = is_wide
        # The marks need room of their own once they stand beside the words.
        self._row.box.setStretchFactor(self._ours_beside, 4 if is_wide else 3)
        self._counted.removeWidget(self._dots)
        if is_wide:
            self._counted.addWidget(self._dots, 0, 1, 2, 1)
        else:
            self._counted.addWidget(self._dots, 2, 0)

    def set_palette(self, palette: Palette) -> None:
        """Draw in the colours of this palette."""
        self._sign.set_palette(palette)
        self._dots.set_palette(palette)

    def show_barometer(self, barometer: Barometer, published: Published | None) -> None:
        """Show what was computed of a quarter, and the outcome that was published of it."""
        if published is not None:
            self._title.setText(f"{_('SME barometer')}, {published.period.label}")
            self._said.setText(f"{published_words(published)} · {published.source}")
        weather = barometer.weather
        self._sign.show_weather(weather)
        self._ours.setText(
            _("{weather} · {worse} of {compared} worse").format(
                weather=weather.label if weather else _("too few series for weather"),
                worse=barometer.worse,
                compared=barometer.compared,
            )
        )
        self._labelled.setText(f"{barometer.period.label} · {own_words()}")
        words = [
            f"{state.series.short_label}: {state.words(barometer.method)}"
            for state in barometer.states
        ]
        self._dots.show_states(barometer.states, words)
        for one in self._computed:
            one.setVisible(True)

    def _show_facts(self, facts: Sequence[Fact]) -> None:
        by_measure = {fact.measure: fact for fact in facts}
        every = by_measure.get("indicatoren")
        worse = by_measure.get("indicatoren verslechterd")
        self._title.setText(_("SME barometer"))
        if worse is None or every is None:
            return
        self._title.setText(f"{_('SME barometer')}, {worse.period.label}")
        said = _("{worse} of the {count} indicators worsened").format(
            worse=format_number(worse.value, 0), count=format_number(every.value, 0)
        )
        self._said.setText(f"{said} · {_('as the annual report states')}")


def _label(name: str, parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setObjectName(name)
    label.setWordWrap(True)
    return label


def _column(*labels: QLabel) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(1)
    column.addStretch()
    for label in labels:
        column.addWidget(label)
    column.addStretch()
    return column
