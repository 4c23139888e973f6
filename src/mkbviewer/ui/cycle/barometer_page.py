"""The pages of the barometer and of the clock: one quarter of the twelve, and their way."""

import math
from collections.abc import Callable
from enum import StrEnum

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from mkbviewer.core.cycle.clock import Clock
from mkbviewer.core.cycle.cycle_method import Method, endpoint_note, endpoint_words
from mkbviewer.core.cycle.weather import opening_quarter, published_of, read_barometer
from mkbviewer.core.language import _
from mkbviewer.core.period import Period, parse_code
from mkbviewer.ui.cycle.barometer_card import BarometerCard
from mkbviewer.ui.cycle.barometer_controls import BarometerControls, BarometerHeader
from mkbviewer.ui.cycle.clock_table import ClockTable
from mkbviewer.ui.cycle.clock_view import ClockView
from mkbviewer.ui.cycle.cycle_export import Moment
from mkbviewer.ui.cycle.time_bar import TimeBar
from mkbviewer.ui.cycle.weather_strip import WeatherStrip
from mkbviewer.ui.look.palette import LIGHT, Palette
from mkbviewer.ui.look.text_size import in_text
from mkbviewer.ui.widgets.words import Words
from mkbviewer.viewmodels.cycle.cycle_reading import Reading
from mkbviewer.viewmodels.cycle.cycle_table import CycleTable
from mkbviewer.viewmodels.cycle.cycle_view import CycleView

_BESIDE_FROM = 860
_CARD_WIDTH = 300
_CLOCK_SHARE = 0.42


class Focus(StrEnum):
    """What a page puts first."""

    BAROMETER = "barometer"
    CLOCK = "clock"


class BarometerPage(QScrollArea):
    """Shows a Reading. `method_asked` carries the Method that the user chooses.

    `series_asked` carries the key of an indicator for which another series is asked;
    `series_selected` one that is selected, or ""; `view_changed` the CycleView before and after
    what the user chose.
    """

    method_asked = Signal(object)
    series_asked = Signal(str)
    series_selected = Signal(str)
    view_changed = Signal(object, object)

    def __init__(self, focus: Focus, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.focus = focus
        self.method = Method.MEAN if focus is Focus.BAROMETER else Method.CF
        self.reading: Reading | None = None
        self.clock: Clock | None = None
        self._palette = LIGHT
        self._quarter: Period | None = None
        self._told: CycleView | None = None
        self._is_recomputed = False
        self._is_beside: bool | None = None
        self._pointed = self._selected = ""
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        is_clock = focus is Focus.CLOCK
        self.setAccessibleName(_("Cycle clock") if is_clock else _("SME barometer"))
        self._inside = QWidget(self)
        self._inside.setObjectName("scrolled")
        self.header = BarometerHeader(focus is Focus.CLOCK, self._inside)
        self.strip = WeatherStrip(self._inside)
        self.time = TimeBar(self._inside)
        self.controls = BarometerControls(self.time, self._inside)
        self.cards: tuple[BarometerCard, ...] = ()
        self.table = CycleTable(self)
        self.clock_view = ClockView(self._inside)
        self._uncertain = Words("muted", self._inside)
        self._waiting = QLabel(_("The series are being computed…"), self._inside)
        self._waiting.setObjectName("muted")
        self._build()
        self._connect()

    def _build(self) -> None:
        self._clock_card = QFrame(self._inside)
        self._clock_card.setObjectName("card")
        inside = QVBoxLayout(self._clock_card)
        inside.setContentsMargins(10, 10, 12, 6)
        inside.addWidget(self.clock_view, 1)
        self._note = Words("small", self._clock_card)
        self._note.setVisible(self.focus is Focus.BAROMETER)
        inside.addWidget(self._note)
        self.list = ClockTable(self.table, self._inside)
        self._left = QWidget(self._inside)
        self._grid = QGridLayout(self._left)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(10)
        self._body = QGridLayout()
        self._body.setSpacing(12)
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(18, 14, 18, 14)
        column.setSpacing(10)
        column.addWidget(self.header)
        column.addWidget(self.strip)
        column.addWidget(self.controls)
        column.addWidget(self._waiting)
        column.addLayout(self._body, 1)
        self.setWidget(self._inside)
        self._aside = QWidget(self._inside)
        aside = QVBoxLayout(self._aside)
        aside.setContentsMargins(0, 0, 0, 0)
        aside.setSpacing(12)
        aside.addWidget(self.list)
        aside.addWidget(self._uncertain_card())
        aside.addStretch()
        self._first = self._aside if self.focus is Focus.CLOCK else self._left
        (self._left if self.focus is Focus.CLOCK else self._aside).hide()
        self._show_ready(False)

    def _uncertain_card(self) -> QFrame:
        card = QFrame(self._inside)
        card.setObjectName("card")
        heading = Words("strong", card, _("How certain are the newest positions?"))
        inside = QVBoxLayout(card)
        inside.setContentsMargins(14, 10, 14, 11)
        inside.setSpacing(3)
        inside.addWidget(heading)
        inside.addWidget(self._uncertain)
        return card

    def _connect(self) -> None:
        self.controls.method_chosen.connect(self._choose_method)
        self.controls.recomputed_chosen.connect(self._choose_positions)
        self.time.settled.connect(lambda _row: self._settle())
        self.time.moved.connect(self.clock_view.show_moment)
        self.clock_view.pointed.connect(self._mark)
        self.table.shown_changed.connect(self._show_clock)
        self.table.shown_changed.connect(self._tell_view)
        self.list.pointed.connect(self._mark)
        for one in (self.clock_view, self.list):
            one.picked.connect(self._pick)
        self.list.series_asked.connect(self.series_asked)
        self.header.series_asked.connect(self.list.choose_under)

    def set_palette(self, palette: Palette) -> None:
        """Draw in the colours of this palette."""
        self._palette = palette
        self.strip.set_palette(palette)
        self.clock_view.set_palette(palette)
        self.list.set_palette(palette)
        for card in self.cards:
            card.set_palette(palette)

    def show_busy(self, is_busy: bool) -> None:
        """Tell that figures are being computed; what was shown stays."""
        self._waiting.setVisible(is_busy)

    def show_reading(self, reading: Reading) -> None:
        """Show what was computed, at the quarter that was shown before where it is there."""
        cycle = reading.cycle
        self.reading, self.method = reading, cycle.method
        if self._quarter not in cycle.periods:
            self._quarter = opening_quarter(cycle, reading.published)
        keys = [series.key for series in cycle.series]
        if [card.key for card in self.cards] != keys:
            self._make_cards(keys)
        self.controls.show_choices(self.method, is_recomputed=self._is_recomputed)
        self.header.show_method(self.method)
        self._uncertain.setText(endpoint_words(self.method))
        self._note.setText(endpoint_note(self.method))
        self.clock = Clock(cycle, self._is_recomputed)
        row = cycle.row(self._quarter)
        rows = self.clock.rows
        self.time.show_periods(cycle.periods, rows, min(max(row, rows.start), rows.stop - 1))
        self._show_ready(True)
        self._show_quarter()
        self._show_clock()
        self._tell_view()

    def start_anew(self) -> None:
        """Open with its own quarter at the next reading: that of another edition."""
        self.time.stop()
        self._quarter = self._told = None

    @property
    def view(self) -> CycleView:
        """What is shown."""
        quarter = self._quarter.code if self._quarter else ""
        return CycleView(self.method, quarter, self._is_recomputed, self.table.hidden)

    def show_view(self, view: CycleView) -> None:
        """Show what was shown before; of another method once that has been computed."""
        self.time.stop()
        reading, self.reading = self.reading, None
        self._quarter, self._is_recomputed = parse_code(view.quarter), view.is_recomputed
        if view.hidden != self.table.hidden:
            self.table.hide(view.hidden)
        # Hiding has told already; what is shown now is none of the user's changes.
        self._told = None
        if reading is not None and view.method is self.method:
            self.show_reading(reading)
        else:
            self.method = view.method
            self.method_asked.emit(view.method)

    def _settle(self) -> None:
        self._show_quarter()
        self._tell_view()

    def _tell_view(self) -> None:
        """Tell of what the user changed; what is shown first, or again, is no change."""
        before, after = self._told, self.view
        if self.reading is None or before == after:
            return
        self._told = after
        if before is not None:
            self.view_changed.emit(before, after)

    def stop(self) -> None:
        """Stop playing: the page is left."""
        self.time.stop()

    def corner_of(self, key: str) -> QPoint:
        """Where a menu for an indicator opens, on the screen."""
        card = self.card(key)
        if card is None or self.focus is Focus.CLOCK:
            return self.list.corner_of(key)
        return card.mapToGlobal(card.rect().bottomLeft())

    def card(self, key: str) -> BarometerCard | None:
        """The card of a series, or None."""
        return next((card for card in self.cards if card.key == key), None)

    @property
    def quarter(self) -> Period | None:
        """The quarter that is shown."""
        return self._quarter

    @property
    def moment(self) -> Moment | None:
        """The clock at the quarter that is shown, as it is saved and printed."""
        reading, clock, quarter = self.reading, self.clock, self._quarter
        if reading is None or clock is None or quarter is None:
            return None
        published = published_of(reading.published, quarter)
        return Moment(clock, quarter, self.table.shown, published)

    def _show_ready(self, is_ready: bool) -> None:
        for one in (self.strip, self.controls, self._clock_card, self._first):
            one.setVisible(is_ready)
        if is_ready:
            self._waiting.hide()

    def _make_cards(self, keys: list[str]) -> None:
        for card in self.cards:
            card.deleteLater()
        self.cards = tuple(BarometerCard(key, self._left) for key in keys)
        for card in self.cards:
            card.set_palette(self._palette)
            card.pointed.connect(self._mark)
            card.clicked.connect(self._asker(card.key))
        self._is_beside = None
        self.follow_text()

    def _asker(self, key: str) -> Callable[[], None]:
        return lambda: self.series_asked.emit(key)

    def _choose_method(self, method: Method) -> None:
        self.time.stop()
        self.method_asked.emit(method)

    def _choose_positions(self, is_recomputed: bool) -> None:
        self._is_recomputed = is_recomputed
        if self.reading is not None:
            self.show_reading(self.reading)

    def _show_quarter(self) -> None:
        reading, clock = self.reading, self.clock
        if reading is None or clock is None:
            return
        cycle, row = reading.cycle, self.time.row
        self._quarter = cycle.periods[row]
        barometer = read_barometer(cycle, self._quarter, recomputed=self._is_recomputed)
        if self.focus is Focus.BAROMETER:
            for card, state in zip(self.cards, barometer.states, strict=True):
                card.show_state(state, cycle, row)
        self.strip.show_barometer(barometer, published_of(reading.published, self._quarter))
        self.table.show_clock(clock, row)

    def _show_clock(self) -> None:
        if self.clock is not None:
            self.clock_view.show_clock(self.clock, self.table.shown)
            self.clock_view.show_moment(float(self.time.row))

    def select(self, key: str) -> None:
        """Let a series stand out for as long as no other is pointed at; "" for none."""
        self._selected = key
        self._mark(self._pointed)

    def _pick(self, key: str) -> None:
        if key or self._selected:
            self.series_selected.emit("" if key == self._selected else key)

    def _mark(self, key: str) -> None:
        self._pointed = key
        shown = key or self._selected
        self.clock_view.mark(shown)
        self.list.mark(shown)
        for card in self.cards:
            card.mark(card.key == shown)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._selected:
            self.series_selected.emit("")
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.follow_text()

    def follow_text(self) -> None:
        """Put beside each other what there is room for."""
        width = self.viewport().width() - 36
        is_beside = width >= in_text(_BESIDE_FROM)
        beside = width * (1 - _CLOCK_SHARE) if is_beside else width
        across = max(1, min(3, math.floor((beside + 10) / (in_text(_CARD_WIDTH) + 10))))
        for place, card in enumerate(self.cards):
            line, column = divmod(place, across)
            self._grid.addWidget(card, line, column)
        for column in range(4):
            self._grid.setColumnStretch(column, 1 if column < across else 0)
        self._grid.setRowStretch(len(self.cards), 1)
        if is_beside == self._is_beside:
            return
        self._is_beside = is_beside
        self._body.removeWidget(self._first)
        self._body.removeWidget(self._clock_card)
        stretch = (58, 42) if self.focus is Focus.BAROMETER else (51, 49)
        if is_beside:
            self._body.addWidget(self._first, 0, 0)
            self._body.addWidget(self._clock_card, 0, 1)
        else:
            order = (self._first, self._clock_card)
            for place, one in enumerate(order if self.focus is Focus.BAROMETER else order[::-1]):
                self._body.addWidget(one, place, 0)
        self._body.setColumnStretch(0, stretch[0])
        self._body.setColumnStretch(1, stretch[1] if is_beside else 0)
        self._clock_card.setMinimumHeight(0 if is_beside else 470)
