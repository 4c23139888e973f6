"""The releases of a table: show one, correct their order, remove one."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QPushButton, QVBoxLayout, QWidget

from mkbviewer.core.language import _
from mkbviewer.core.model import Release
from mkbviewer.store.library.releases import OrderReason
from mkbviewer.ui.look.icons import icon
from mkbviewer.ui.widgets.dialog_size import open_at
from mkbviewer.ui.widgets.flow_layout import FlowLayout
from mkbviewer.ui.widgets.rows_view import RowsView
from mkbviewer.ui.widgets.words import Words
from mkbviewer.viewmodels.releases.release_table import ReleaseColumn, ReleaseTable


class ReleasesDialog(QDialog):
    """The releases of one table, the newest on top.

    `shown`, `removed` and `reordered` carry what the user wants: the name of a release, or all
    names from old to new; none of them means the usual order.
    """

    shown = Signal(str)
    removed = Signal(str)
    reordered = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Releases"))
        open_at(self, 780, 420)
        self.table = ReleaseTable(self)
        self._wanted = ""
        title = Words("title", self)
        title.setText(_("Releases"))
        self._subtitle = Words("subtitle", self)
        stretches: dict[int, int] = {ReleaseColumn.FILE: 1, ReleaseColumn.REASON: 1}
        self.rows = RowsView(_("Releases"), stretches, self)
        self.rows.setModel(self.table)
        self.rows.watch_choice()
        self.rows.row_chosen.connect(lambda _row: self._follow())
        self.rows.doubleClicked.connect(lambda index: self._show(index.row()))
        self.show_it = self._button(_("Show this release"), "eye", self._show)
        self.newer = self._button(_("Newer"), "arrow-up", lambda row: self._move(row, -1))
        self.older = self._button(_("Older"), "arrow-down", lambda row: self._move(row, 1))
        self.usual = self._button(_("Usual order"), "undo-2", lambda _row: self.reordered.emit(()))
        self.remove = self._button(_("Remove"), "trash-2", self._remove)
        close = QPushButton(_("Close"), self)
        close.clicked.connect(self.accept)
        close.setDefault(True)
        row = QWidget(self)
        buttons = FlowLayout(row, spacing=8)
        for button in (self.show_it, self.newer, self.older, self.usual, self.remove):
            buttons.addWidget(button)
        buttons.add_at_right(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 16)
        column.setSpacing(8)
        column.addWidget(title)
        column.addWidget(self._subtitle)
        column.addWidget(self.rows, 1)
        column.addWidget(row)

    def show_releases(
        self,
        heading: str,
        releases: tuple[Release, ...],
        reasons: dict[str, OrderReason],
        chosen: str,
    ) -> None:
        """Show the releases of a table, given from old to new, with one of them chosen."""
        wanted = self._wanted or chosen
        self._wanted = ""
        self._subtitle.setText(heading)
        self.table.show(releases, reasons)
        self.rows.fit_columns()
        names = self.table.names
        self.usual.setVisible(OrderReason.USER in reasons.values())
        if names:
            self.rows.choose_row(names.index(wanted) if wanted in names else 0)
        self._follow()

    def _button(self, text: str, picture: str, do: Callable[[int], None]) -> QPushButton:
        button = QPushButton(icon(picture), text, self)
        button.setAutoDefault(False)
        button.clicked.connect(lambda: do(self.rows.chosen_row))
        return button

    def _follow(self) -> None:
        row, last = self.rows.chosen_row, self.table.rowCount() - 1
        self.show_it.setEnabled(row >= 0)
        self.remove.setEnabled(row >= 0)
        self.newer.setEnabled(row > 0)
        self.older.setEnabled(0 <= row < last)

    def _show(self, row: int) -> None:
        if row >= 0:
            self.shown.emit(self.table.names[row])

    def _remove(self, row: int) -> None:
        if row >= 0:
            self.removed.emit(self.table.names[row])

    def _move(self, row: int, step: int) -> None:
        names = list(self.table.names)
        self._wanted = names[row]
        names.insert(row + step, names.pop(row))
        self.reordered.emit(tuple(reversed(names)))
