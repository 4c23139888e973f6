"""The saved views as a list: to open, to name, to delete, and to hand to someone else."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from mkbviewer.core.kept.keepsake import SavedView
from mkbviewer.core.language import _
from mkbviewer.ui.widgets.flow_layout import FlowLayout
from mkbviewer.ui.widgets.rows_view import RowsView, card_around
from mkbviewer.ui.widgets.words import Words
from mkbviewer.viewmodels.kept.view_table import ViewColumn, ViewTable


class ViewsPage(QWidget):
    """The list. Each signal carries the key of the chosen view; `other_asked` nothing."""

    opened = Signal(str)
    edit_asked = Signal(str)
    delete_asked = Signal(str)
    text_asked = Signal(str)
    file_asked = Signal(str)
    other_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAccessibleName(_("Saved views"))
        self.table = ViewTable(self)
        title = Words("title", self)
        title.setText(_("Saved views"))
        self._subtitle = Words("subtitle", self)
        self.rows = RowsView(_("Saved views"), {ViewColumn.NAME: 2, ViewColumn.NOTE: 3}, self)
        self.rows.setModel(self.table)
        self.rows.watch_choice()
        self.card = card_around(self.rows, self)
        self.open = self._button(_("Open"), self.opened)
        self.edit = self._button(_("Name and note…"), self.edit_asked)
        self.delete = self._button(_("Delete it"), self.delete_asked)
        self.text = self._button(_("Copy as text"), self.text_asked)
        self.file = self._button(_("Save as a file…"), self.file_asked)
        self.other = QPushButton(_("Open a file…"), self)
        self.other.clicked.connect(self.other_asked)
        row = QWidget(self)
        buttons = FlowLayout(row, spacing=8)
        for button in (self.open, self.edit, self.delete, self.text, self.file):
            buttons.addWidget(button)
        buttons.addWidget(self.other)
        self.rows.row_chosen.connect(self._follow_choice)
        self.rows.doubleClicked.connect(lambda _index: self._tell(self.opened))
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 14)
        column.setSpacing(10)
        said = QVBoxLayout()
        said.setSpacing(2)
        said.addWidget(title)
        said.addWidget(self._subtitle)
        column.addLayout(said)
        column.addWidget(row)
        column.addWidget(self.card, 1)
        column.addStretch(0)

    def show_views(self, views: Sequence[SavedView], titles: Mapping[str, str]) -> None:
        """Show these views; the one that was chosen stays so."""
        before = self.chosen
        row = self.rows.chosen_row
        self.table.show(views, titles)
        self._subtitle.setText(
            _("Everything that a page shows, under a name of your own.")
            if views
            else _("No view was saved yet. Open a page and choose Saved ▸ Save this view.")
        )
        self.rows.fit_columns()
        self.card.setVisible(bool(views))
        for button in (self.open, self.edit, self.delete, self.text, self.file):
            button.setVisible(bool(views))
        if views:
            kept = self.table.row_of(before)
            self.rows.choose_row(kept if kept >= 0 else min(max(row, 0), len(views) - 1))

    @property
    def chosen(self) -> str:
        """The key of the view that is chosen; empty where none is."""
        row = self.rows.chosen_row
        return self.table.view(row).key if 0 <= row < self.table.rowCount() else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._tell(self.opened)
        elif key == Qt.Key.Key_Delete:
            self._tell(self.delete_asked)
        elif key == Qt.Key.Key_F2:
            self._tell(self.edit_asked)
        else:
            super().keyPressEvent(event)

    def _button(self, text: str, signal: SignalInstance) -> QPushButton:
        button = QPushButton(text, self)
        button.clicked.connect(lambda: self._tell(signal))
        return button

    def _tell(self, signal: SignalInstance) -> None:
        if key := self.chosen:
            signal.emit(key)

    def _follow_choice(self, row: int) -> None:
        for button in (self.open, self.edit, self.delete, self.text, self.file):
            button.setEnabled(row >= 0)
