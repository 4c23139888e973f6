"""“In woorden”: what a table says in words instead of figures."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from mkbviewer.core.language import _, ngettext
from mkbviewer.core.numbers import format_number
from mkbviewer.ui.look.text_size import hold
from mkbviewer.ui.widgets.rows_view import RowsView, card_around
from mkbviewer.ui.widgets.words import Words
from mkbviewer.viewmodels.table.text_rows_table import TextRowsTable

if TYPE_CHECKING:
    from mkbviewer.store.pages.texts import TextRows


class TextsPage(QWidget):
    """The texts of one table. `table_asked` carries its id, to see its figures."""

    table_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAccessibleName(_("In words"))
        self._texts: TextRows | None = None
        self.table = TextRowsTable(self)
        self.title = Words("title", self)
        self.subtitle = Words("subtitle", self)
        self.back = QPushButton(_("Show the figures"), self)
        self.back.clicked.connect(self._ask_table)
        self.filter = QLineEdit(self)
        self.filter.setPlaceholderText(_("Search in these texts"))
        self.filter.setAccessibleName(_("Search in these texts"))
        self.filter.setClearButtonEnabled(True)
        hold(self.filter, "setMinimumWidth", 260)
        self.filter.textChanged.connect(self._search)
        self.count = QLabel(self)
        self.count.setObjectName("small")
        self.rows = RowsView(_("Texts of the table"), {}, self)
        self.rows.setModel(self.table)
        self.rows.follow_clicks()
        self._lay_out()

    def _lay_out(self) -> None:
        said = QVBoxLayout()
        said.setSpacing(2)
        said.addWidget(self.title)
        said.addWidget(self.subtitle)
        head = QHBoxLayout()
        head.addLayout(said, 1)
        head.addWidget(self.back, 0, Qt.AlignmentFlag.AlignTop)
        choices = QHBoxLayout()
        choices.addWidget(self.filter)
        choices.addStretch()
        choices.addWidget(self.count)
        card = card_around(self.rows, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 14)
        column.setSpacing(10)
        column.addLayout(head)
        column.addLayout(choices)
        column.addWidget(card, 1)

    def show_texts(self, texts: "TextRows | None") -> None:
        """Show the texts of a table; None while they are being read."""
        self._texts = texts
        if texts is None:
            self.filter.clear()
        self.back.setVisible(texts is not None and texts.has_figures)
        if texts is not None:
            self.title.setText(texts.title)
            self.subtitle.setText(_told(texts))
        self.table.show(texts)
        stretched = range(len(texts.headings)) if texts else ()
        self.rows.stretch(dict.fromkeys(stretched, 1))
        self._show_count()

    def _search(self, words: str) -> None:
        self.table.search(words)
        self._show_count()

    def _show_count(self) -> None:
        shown = self.table.rowCount()
        all_rows = self._texts.count if self._texts else 0
        told = ngettext("{count} row", "{count} rows", shown).format(count=format_number(shown, 0))
        if shown < all_rows:
            told = _("{rows} of {all}").format(rows=told, all=format_number(all_rows, 0))
        self.count.setText(told if self._texts else "")

    def _ask_table(self) -> None:
        if self._texts is not None:
            self.table_asked.emit(self._texts.table)


def _told(texts: "TextRows") -> str:
    parts = [
        f"CBS {texts.table}",
        _("release {release}").format(release=texts.release),
        _("measures in words; there is nothing to draw or to compute"),
    ]
    if texts.count > len(texts.rows):
        parts.append(
            _("the first {rows} rows; `mkbviewer query {table}` writes them all").format(
                rows=format_number(len(texts.rows), 0), table=texts.table
            )
        )
    return " · ".join(parts)
