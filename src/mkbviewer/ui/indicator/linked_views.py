"""One selection in chart, table, chips and range panel: what is pointed at and what is marked."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget

from mkbviewer.core.frame import Frame, empty_frame
from mkbviewer.core.range_summary import summarise
from mkbviewer.ui.indicator.chips import MemberChips
from mkbviewer.ui.indicator.range_panel import RangePanel

if TYPE_CHECKING:
    from mkbviewer.ui.indicator.figures import Figures


class LinkedViews(QObject):
    """Tells each view what another one points at and marks.

    `hovered` carries a row of the frame and a series' key, either of them None;
    `periods_selected` rows of the frame, `series_selected` keys.
    """

    hovered = Signal(object, object)
    periods_selected = Signal(object)
    series_selected = Signal(object)

    def __init__(self, figures: "Figures", chips: MemberChips, page: QWidget) -> None:
        super().__init__(page)
        self._figures, self._chips = figures, chips
        self._frame: Frame = empty_frame()
        self._rows: tuple[int, ...] = ()
        self._keys: tuple[str, ...] = ()
        self._pointed = ""
        self.range_panel = RangePanel(page)
        self.range_panel.closed.connect(lambda: self.periods_selected.emit(()))
        chart, table = figures.chart, figures.table
        for one in (chart, table):
            one.hovered.connect(self.hovered)
            one.periods_selected.connect(self.periods_selected)
        table.series_selected.connect(self.series_selected)
        chart.series_clicked.connect(self._select_clicked)
        chips.pointed.connect(lambda code: self.hovered.emit(None, self._key_of(code)))
        chips.marked.connect(lambda code: self._toggle(self._key_of(code)))

    def show_frame(self, frame: Frame) -> None:
        """Follow another frame; what is marked in it is told by `mark`."""
        self._frame = frame
        self.mark((), ())

    def point_at(self, row: int | None, key: str | None) -> None:
        """Mark what is pointed at, everywhere."""
        self._figures.chart.hover(row, key)
        self._figures.table.point_at(row, key)
        self._pointed = next(iter(self._members((key,) if key else ())), "")
        self._chips.mark(self._members(self._keys), self._pointed)

    def mark(self, rows: tuple[int, ...], keys: tuple[str, ...]) -> None:
        """Mark periods and series, everywhere; two periods or more are a range."""
        self._rows, self._keys = rows, keys
        chart, table = self._figures.chart, self._figures.table
        chart.mark_periods(rows)
        chart.mark_series(keys)
        table.mark(rows, keys)
        self._chips.mark(self._members(keys), self._pointed)
        # Over the view that was not used, so that the one in use stays in sight.
        summary, card = summarise(self._frame, rows, keys), self._figures.table_card
        if table.hasFocus():
            self.range_panel.show_summary(summary, self._figures.chart_card)
        else:
            self.range_panel.show_summary(summary, card, clear_of=chart)

    def _select_clicked(self, key: str) -> None:
        if key and QApplication.keyboardModifiers() & Qt.KeyboardModifier.ControlModifier:
            self._toggle(key)
        else:
            self.series_selected.emit((key,) if key else ())

    def _toggle(self, key: str | None) -> None:
        if key:
            others = tuple(one for one in self._keys if one != key)
            self.series_selected.emit(others if key in self._keys else (*others, key))

    def _key_of(self, code: str) -> str | None:
        return next((one.key for one in self._frame.series if code and one.member == code), None)

    def _members(self, keys: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(one.member for one in self._frame.series if one.key in keys)
