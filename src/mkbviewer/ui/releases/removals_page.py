"""What was removed from the library, and bringing it back."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from mkbviewer.core.language import _
from mkbviewer.store.library.editions import EditionRemoval
from mkbviewer.store.library.recovery import Removal
from mkbviewer.ui.look.icons import icon
from mkbviewer.ui.widgets.rows_view import RowsView, card_around
from mkbviewer.ui.widgets.words import Words
from mkbviewer.viewmodels.releases.release_table import RemovalColumn, RemovalTable


class RemovalsPage(QWidget):
    """What was removed.

    `restored` carries releases that the user wants back, `edition_restored`
    the year of an edition of the report.
    """

    restored = Signal(object)
    edition_restored = Signal(str)

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
        self.card = card_around(self.rows, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 14)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self.card, 1)
        column.addStretch(0)

    def show_removals(
        self, removals: tuple[Removal, ...], editions: tuple[EditionRemoval, ...] = ()
    ) -> None:
        """Show what can be brought back, the last removed first."""
        self.table.show(removals, editions)
        is_any = bool(self.table.removals)
        self._subtitle.setText(
            _("Releases that were removed are kept aside with their files, and can be put back.")
            if is_any
            else _("Nothing was removed from the library.")
        )
        self.rows.fit_columns()
        self.card.setVisible(is_any)
        self.restore.setVisible(is_any)
        if is_any:
            self.rows.choose_row(0)

    def _put_back(self, row: int) -> None:
        if row < 0:
            return
        removal = self.table.removal(row)
        if isinstance(removal, EditionRemoval):
            self.edition_restored.emit(removal.edition.name)
        else:
            self.restored.emit((removal,))
