"""The saved views as a table."""

from collections.abc import Callable, Mapping, Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QObject

from mkbviewer.core.kept.keepsake import SavedView
from mkbviewer.core.language import _
from mkbviewer.store.library.moment import day_of
from mkbviewer.viewmodels.table.text_table import SortedTable


class ViewColumn(IntEnum):
    """The columns."""

    NAME = 0
    PAGE = 1
    NOTE = 2
    SINCE = 3


class ViewTable(SortedTable):
    """One row for each saved view, by name at first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._views: tuple[SavedView, ...] = ()
        self._titles: Mapping[str, str] = {}

    def show(self, views: Sequence[SavedView], titles: Mapping[str, str]) -> None:
        """Show these views; `titles` names the page of each, by the view's key."""
        self.beginResetModel()
        self._views, self._titles = tuple(views), dict(titles)
        self.arrange()
        self.endResetModel()

    def view(self, row: int) -> SavedView:
        """The view in a row. Raises IndexError when there is none."""
        return self._views[self.place(row)]

    def row_of(self, key: str) -> int:
        """The row of a view by its key; -1 where it is not there."""
        return next((row for row in range(len(self.places)) if self.view(row).key == key), -1)

    def headings(self) -> Sequence[str]:
        return (_("Name"), _("Page"), _("Note"), _("Saved on"))

    def text(self, row: int, column: int) -> str:
        saved = self.view(row)
        return {
            ViewColumn.NAME: saved.name,
            ViewColumn.PAGE: self._titles.get(saved.key, saved.view.subject),
            ViewColumn.NOTE: " ".join(saved.note.split()),
            ViewColumn.SINCE: day_of(saved.since),
        }[ViewColumn(column)]

    def hint(self, row: int, column: int) -> str:
        return self.view(row).note if column == ViewColumn.NOTE else self.text(row, column)

    def shown_places(self) -> list[int]:
        return list(range(len(self._views)))

    def sort_key(self, column: int) -> Callable[[int], Any]:
        def key(place: int) -> str | None:
            saved = self._views[place]
            title = self._titles.get(saved.key, saved.view.subject)
            texts = (saved.name, title, saved.note, saved.since)
            return texts[column].casefold() or None

        return key
