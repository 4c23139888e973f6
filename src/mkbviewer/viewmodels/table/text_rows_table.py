"""What a table says in words, as a table that can be searched and sorted."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt

from mkbviewer.viewmodels.table.text_table import AS_GIVEN, SortedTable

if TYPE_CHECKING:
    from mkbviewer.store.pages.texts import TextRows


class TextRowsTable(SortedTable):
    """One row for each period and its members; those that hold what was searched for."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._headings: tuple[str, ...] = ()
        self._rows: tuple[tuple[str, ...], ...] = ()
        self._searched = ""

    def show(self, texts: "TextRows | None") -> None:
        """Show what was read, in the order of the file."""
        self.beginResetModel()
        self._headings = texts.headings if texts else ()
        self._rows = texts.rows if texts else ()
        self.sorted_by = (AS_GIVEN, Qt.SortOrder.AscendingOrder)
        self.arrange()
        self.endResetModel()

    def search(self, words: str) -> None:
        """Show only the rows with these words in one of their cells; all where there are none."""
        self.beginResetModel()
        self._searched = words.strip().casefold()
        self.arrange()
        self.endResetModel()

    def headings(self) -> tuple[str, ...]:
        return self._headings

    def text(self, row: int, column: int) -> str:
        return self._rows[self.place(row)][column]

    def shown_places(self) -> list[int]:
        places = range(len(self._rows))
        if not self._searched:
            return list(places)
        return [
            place
            for place in places
            if any(self._searched in cell.casefold() for cell in self._rows[place])
        ]

    def sort_key(self, column: int) -> Callable[[int], Any]:
        return lambda place: self._rows[place][column].casefold() or None
