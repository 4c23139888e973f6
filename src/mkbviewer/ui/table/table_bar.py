"""The row over the table of a page: its form, its columns, a filter, and how it is written."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QSignalBlocker, QTimer, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent, QPalette, Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from mkbviewer.core.language import _, ngettext
from mkbviewer.core.numbers import Grouping, format_number
from mkbviewer.core.table.table_choice import AS_STATED, DEFAULT_TABLE, TableChoice, TableForm
from mkbviewer.core.words.tab_separated import CopyNotation
from mkbviewer.ui.look.icons import icon, plain_button
from mkbviewer.ui.look.text_size import hold
from mkbviewer.ui.widgets.choice import Choice, Option
from mkbviewer.ui.widgets.choice_line import ChoiceLine
from mkbviewer.viewmodels.table.observation_table import ObservationTable
from mkbviewer.viewmodels.table.table_layout import Column

_TYPING: Final = 200
"""Milliseconds without a key after which a filter is used."""

_DECIMALS: Final = (AS_STATED, 0, 1, 2, 3, 4)


class _FilterField(QLineEdit):
    """A field that Escape empties."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


class TableBar(QWidget):
    """What can be chosen for a table. `chosen` carries a TableChoice.

    `grouping_chosen` and `notation_chosen` carry a Grouping and a CopyNotation, which hold for
    every table; `copied` asks for the whole table on the clipboard.
    """

    chosen = Signal(object)
    grouping_chosen = Signal(object)
    notation_chosen = Signal(object)
    copied = Signal()

    def __init__(self, table: ObservationTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Table settings"))
        self._table = table
        self._offered: tuple[object, ...] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_TYPING)
        self._timer.timeout.connect(self.use_filter)
        self._choices = ChoiceLine(2, self)
        self.form = Choice(is_quiet=True, parent=self._choices)
        self.form.chosen.connect(self._choose_form)
        self.columns = Choice(several=True, is_quiet=True, parent=self._choices)
        self.columns.chosen.connect(self._choose_columns)
        self.filter = _FilterField(self)
        self.filter.setObjectName("quiet")
        self.filter.setClearButtonEnabled(True)
        sign = icon("funnel", QPalette.ColorRole.PlaceholderText)
        shown = self.filter.addAction(sign, QLineEdit.ActionPosition.LeadingPosition)
        shown.setText(_("Filter the table"))
        self.filter.setPlaceholderText(_("Filter: word, >100, 10..20, *"))
        self.filter.setAccessibleName(_("Filter the table"))
        self.filter.setToolTip(
            _(
                "Words in the names of a row; >100, <=5, =3 or 10..20 for its figures; * for "
                "provisional ones, . and x for missing ones. All that is typed has to hold."
            )
        )
        hold(self.filter, "setMinimumWidth", 84)
        hold(self.filter, "setMaximumWidth", 300)
        self.filter.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.filter.textChanged.connect(lambda _text: self._timer.start())
        self.filter.returnPressed.connect(self.use_filter)
        self.count = QLabel(self)
        self.count.setObjectName("small")
        self.more = plain_button("sliders-horizontal", _("More for the table"), self)
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.more.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._build_menu()
        row = QHBoxLayout(self)
        row.setContentsMargins(3, 3, 8, 0)
        row.setSpacing(2)
        row.addWidget(self._choices)
        row.addStretch(1)
        row.addWidget(self.count)
        row.addWidget(self.filter, 3)
        row.addWidget(self.more)

    def _build_menu(self) -> None:
        menu = QMenu(self.more)
        menu.setToolTipsVisible(True)
        self.totals = menu.addAction(_("&Totals"))
        self.totals.setCheckable(True)
        self.totals.triggered.connect(lambda is_on: self._choose(has_totals=is_on))
        self.decimals = self._submenu(
            menu,
            _("&Decimals"),
            {one: _("as stated") if one == AS_STATED else str(one) for one in _DECIMALS},
            lambda key: self._choose(decimals=key),
        )
        self.grouping = self._submenu(
            menu,
            _("Thousands &mark"),
            {one: one.label for one in Grouping},
            self.grouping_chosen.emit,
        )
        self.notation = self._submenu(
            menu,
            _("&Copy figures with"),
            {
                CopyNotation.DUTCH: _("decimal commas"),
                CopyNotation.PLAIN: _("decimal points, nothing rounded"),
            },
            self.notation_chosen.emit,
        )
        menu.addSeparator()
        menu.addAction(_("Copy the &whole table"), self.copied.emit)
        self.reset = menu.addAction(_("&Reset the table"))
        self.reset.triggered.connect(lambda _on: self.chosen.emit(DEFAULT_TABLE))
        self.more.setMenu(menu)

    def _submenu(
        self,
        menu: QMenu,
        title: str,
        texts: Mapping[object, str],
        choose: Callable[[object], None],
    ) -> Mapping[object, QAction]:
        group = QActionGroup(menu)
        submenu = menu.addMenu(title)
        actions = {}
        for key, text in texts.items():
            action = submenu.addAction(text)
            action.setCheckable(True)
            action.triggered.connect(lambda _on, key=key: choose(key))
            group.addAction(action)
            actions[key] = action
        return actions

    def show_written(self, grouping: Grouping, notation: CopyNotation) -> None:
        """Show how figures are written and copied."""
        self.grouping[grouping].setChecked(True)
        self.notation[notation].setChecked(True)

    def show_table(self) -> None:
        """Show what is chosen for the table now."""
        arranged = self._table.arranged
        if arranged is None:
            return
        choice = arranged.choice
        others = arranged.layout.columns[arranged.names :]
        offered = choice.form, choice.hidden, tuple(others)
        if offered != self._offered:
            self._offered = offered
            self._show_choices(choice, others)
        if not self._timer.isActive() and self.filter.text() != choice.filter:
            with QSignalBlocker(self.filter):
                self.filter.setText(choice.filter)
        count, total = len(arranged.order), arranged.layout.count
        words = ngettext("{count} of {total} row", "{count} of {total} rows", total)
        self.count.setText(
            words.format(count=format_number(count, 0), total=format_number(total, 0))
        )
        self.count.setVisible(bool(choice.filter.strip()))
        self.totals.setEnabled(arranged.can_total)
        self.totals.setChecked(choice.has_totals and arranged.can_total)
        self.totals.setToolTip(self._about_totals())
        self.decimals[choice.decimals if choice.decimals in _DECIMALS else AS_STATED].setChecked(
            True
        )
        self.reset.setEnabled(choice != DEFAULT_TABLE)

    def _show_choices(self, choice: TableChoice, columns: Sequence[Column]) -> None:
        forms = [Option(one.value, one.label) for one in TableForm]
        self.form.show_options("", forms, (choice.form.value,))
        self.form.setAccessibleName(_("Form of the table: {name}").format(name=choice.form.label))
        shown = tuple(one.name for one in columns if one.name not in choice.hidden)
        options = [Option(one.name, one.hint or one.heading) for one in columns]
        self.columns.show_options(_("Columns"), options, shown)
        self._choices.show_choices(
            {self.form: 0, **({self.columns: 1} if len(options) > 1 else {})}
        )

    def use_filter(self) -> None:
        """Use what is typed now."""
        self._timer.stop()
        if self.filter.text() != self._table.choice.filter:
            self._choose(filter=self.filter.text())

    def _about_totals(self) -> str:
        arranged = self._table.arranged
        if arranged is None or arranged.can_total:
            return _("Sums of counts and amounts; never of percentages, indices or changes")
        if arranged.choice.form is TableForm.LONG:
            return _("There are no totals where each row is one figure.")
        return arranged.addition.why_no_series

    def _choose_form(self, keys: tuple[str, ...]) -> None:
        # Names of columns and rows mean something else in another form; the filter does not.
        choice = self._table.choice
        kept = TableChoice(
            TableForm(keys[0]),
            filter=choice.filter,
            has_totals=choice.has_totals,
            decimals=choice.decimals,
        )
        if kept.form is not choice.form:
            self.chosen.emit(kept)

    def _choose_columns(self, shown: tuple[str, ...]) -> None:
        arranged = self._table.arranged
        if arranged is not None:
            others = arranged.layout.columns[arranged.names :]
            self._choose(hidden=tuple(one.name for one in others if one.name not in shown))

    def _choose(self, **fields: object) -> None:
        choice: TableChoice = replace(self._table.choice, **fields)  # type: ignore[arg-type]
        if choice != self._table.choice:
            self.chosen.emit(choice)
