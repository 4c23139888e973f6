"""What was removed from the library, and bringing it back."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from mkbviewer.core.language import _
from mkbviewer.store.recovery import Removal
from mkbviewer.ui.icons import icon
from mkbviewer.ui.rows_view import RowsView
from mkbviewer.ui.words import Words
from mkbviewer.viewmodels.release_table import RemovalColumn, RemovalTable


class RemovalsPage(QWidget):
    """The releases that were removed. `restored` carries those that the user wants back."""

    restored = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAccessibleName(_("Removed releases"))
        self.table = RemovalTable(self)
        title = Words("title", self)
        title.setText(_("Removed releases"))
        self._subtitle = Words("subtitle", self)
        self.restore = QPushButton(icon("undo-2"), _("Put back"), self)
        head = QHBoxLayout()
        said = QVBoxLayout()
        said.setSpacing(2)
        said.addWidget(title)
        said.addWidget(self._subtitle)
        head.addLayout(said, 1)
        head.addWidget(self.restore, 0, Qt.AlignmentFlag.AlignTop)
        self.rows = RowsView(_("Removed releases"), {RemovalColumn.TITLE: 1}, self)
        self.rows.setModel(self.table)
        self.rows.watch_choice()
        self.rows.row_chosen.connect(lambda row: self.restore.setEnabled(row >= 0))
        self.restore.clicked.connect(lambda: self._put_back(self.rows.chosen_row))
        self.rows.doubleClicked.connect(lambda index: self._put_back(index.row()))
        self.card = QFrame(self)
        self.card.setObjectName("card")
        inside = QVBoxLayout(self.card)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.rows)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 14)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self.card, 1)
        column.addStretch(0)

    def show_removals(self, removals: tuple[Removal, ...]) -> None:
        """Show what can be brought back, the last removed first."""
        self.table.show(removals)
        self._subtitle.setText(
            _("Releases that were removed are kept aside with their files, and can be put back.")
            if removals
            else _("Nothing was removed from the library.")
        )
        self.rows.fit_columns()
        self.card.setVisible(bool(removals))
        self.restore.setVisible(bool(removals))
        if removals:
            self.rows.choose_row(0)

    def _put_back(self, row: int) -> None:
        if row >= 0:
            self.restored.emit((self.table.removal(row),))
