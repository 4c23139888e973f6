"""Choosing another series for one of the twelve: a shipped one, or one of the user's own."""

from collections.abc import Callable, Sequence
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QMenu,
    QVBoxLayout,
    QWidget,
)

from mkbviewer.core.cycle.cycle_series import MAIN, Adjustment, CycleSeries
from mkbviewer.core.language import _
from mkbviewer.core.model import Table
from mkbviewer.core.period import Frequency
from mkbviewer.core.recipes.breakdown import find_total
from mkbviewer.core.view import View
from mkbviewer.ui.widgets.dialog_size import open_at

_FEWEST_LETTERS = 24


def adjustment_words(adjustment: Adjustment) -> str:
    """What is still to be done to a series, in words."""
    return {
        Adjustment.SEASONAL: _("Without season already, or a change on a year earlier"),
        Adjustment.YEAR_ON_YEAR: _("A change on a year earlier, in %"),
        Adjustment.NONE: _("With its season: take that out"),
        Adjustment.LEVEL: _("A count with its season: logarithm, and take the season out"),
        Adjustment.SEASONAL_LEVEL: _("A count without season: logarithm"),
    }[adjustment]


def series_menu(
    parent: QWidget,
    series: CycleSeries,
    variants: Sequence[CycleSeries],
    choose: Callable[[str | None], None],
    ask_own: Callable[[], None] | None,
) -> QMenu:
    """The menu under a card: which series stands for the indicator.

    `choose` gets a variant's name, None for the shipped one; `ask_own` is None where the user has
    no table with quarters.
    """
    menu = QMenu(parent)
    menu.addSection(_("Series for {indicator}").format(indicator=series.short_label))
    group = QActionGroup(menu)
    for one in variants:
        name = None if one.variant == MAIN else one.variant
        words = f"{one.table}: {one.filters}"
        action = menu.addAction(menu.fontMetrics().elidedText(words, _ELIDED, _WIDEST))
        action.setToolTip(words)
        action.setCheckable(True)
        action.setChecked(not series.is_own and one.variant == series.variant)
        action.triggered.connect(lambda _on, name=name: choose(name))
        group.addAction(action)
    if series.is_own:
        own = menu.addAction(
            _("Own: {table}, {series}").format(table=series.table, series=series.filters)
        )
        own.setCheckable(True)
        own.setChecked(True)
        group.addAction(own)
    menu.addSeparator()
    ask = menu.addAction(_("A series of your own…"))
    ask.setEnabled(ask_own is not None)
    if ask_own is not None:
        ask.triggered.connect(lambda _on: ask_own())
    else:
        ask.setToolTip(_("Import a table with figures by quarter first."))
    menu.setToolTipsVisible(True)
    return menu


_ELIDED = Qt.TextElideMode.ElideRight
_WIDEST = 520


def quarterly(tables: Sequence[Table]) -> tuple[Table, ...]:
    """The tables that have figures by quarter."""
    return tuple(one for one in tables if Frequency.QUARTER in one.structure.frequencies)


class SeriesDialog(QDialog):
    """Asks for one series of one of the user's tables. `chosen` carries a View, an Adjustment."""

    chosen = Signal(object, object)

    def __init__(
        self, series: CycleSeries, tables: Sequence[Table], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._tables = quarterly(tables)
        self.setWindowTitle(_("Series for {indicator}").format(indicator=series.short_label))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        open_at(self, 560)
        self.table = self._chooser()
        for one in self._tables:
            self.table.addItem(f"{one.id} · {one.title}" if one.title else one.id, one.id)
        self.measure = self._chooser()
        self.adjustment = self._chooser()
        for adjustment in Adjustment:
            if adjustment is not Adjustment.YEAR_ON_YEAR:
                self.adjustment.addItem(adjustment_words(adjustment), adjustment.value)
        # Most likely figures of the same kind as those that they replace.
        self.adjustment.setCurrentIndex(max(0, self.adjustment.findData(series.adjustment.value)))
        self.members: dict[str, QComboBox] = {}
        self._form = QFormLayout()
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        self._form.addRow(_("Table"), self.table)
        self._form.addRow(_("Measure"), self.measure)
        self._form.addRow(_("The figures are"), self.adjustment)
        said = _("Less is better: the series counts the other way round.")
        note = QLabel(said if series.is_reversed else _("More is better."), self)
        note.setObjectName("muted")
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.accepted.connect(self._accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(14)
        column.addLayout(self._form)
        column.addWidget(note)
        column.addWidget(buttons)
        self.table.currentIndexChanged.connect(lambda _place: self._show_table())
        self._show_table()

    def _show_table(self) -> None:
        structure = self._tables[self.table.currentIndex()].structure
        self.measure.clear()
        for measure in structure.measures:
            if not measure.is_text:
                self.measure.addItem(measure.title, measure.key)
        for box in self.members.values():
            self._form.removeRow(box)
        self.members = {}
        for dimension in structure.dimensions:
            box = self._chooser()
            for member in dimension.members:
                box.addItem(member.label, member.code)
            total = find_total(dimension.members)
            if total is not None:
                box.setCurrentIndex(box.findData(total.code))
            self.members[dimension.key] = box
            self._form.insertRow(self._form.rowCount() - 1, dimension.title, box)
        # Tab goes as the form is read, not as its fields came to be.
        for before, after in pairwise([self.measure, *self.members.values(), self.adjustment]):
            QWidget.setTabOrder(before, after)

    def _chooser(self) -> QComboBox:
        """A field that does not ask for the width of its longest words."""
        box = QComboBox(self)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(_FEWEST_LETTERS)
        return box

    def view(self) -> View:
        """The view that shows the one series that is chosen."""
        fixed = {key: str(box.currentData()) for key, box in self.members.items()}
        by = next(iter(fixed), "")
        member = fixed.pop(by, "")
        return View(
            subject=str(self.table.currentData()),
            is_table=True,
            measures=(str(self.measure.currentData()),),
            by=by,
            members=(member,) if by else (),
            where=tuple(fixed.items()),
        )

    def _accept(self) -> None:
        self.chosen.emit(self.view(), Adjustment(self.adjustment.currentData()))
        self.accept()
