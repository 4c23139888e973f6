"""Titles that the user gives to tables of their own."""

from collections.abc import Sequence
from dataclasses import replace

from mkbviewer.core.model import Table
from mkbviewer.store.library import schema
from mkbviewer.store.library.recovery import Recoverable
from mkbviewer.store.library.rows import StoredRelease

TITLE = "title"
"""Under what a library keeps the titles, by the id of the table."""


class Naming(Recoverable):
    """A library of which the tables can have another title than their files give them."""

    def given_title(self, table_id: str) -> str:
        """The title that the user gave a table; empty where it has that of its file."""
        with self._guard():
            row = self._index.execute(
                "SELECT value FROM entries WHERE kind = ? AND key = ?", (TITLE, table_id)
            ).fetchone()
        return str(row[0]) if row else ""

    def rename(self, table_id: str, title: str) -> str:
        """Give a table another title, that of its file where it is empty; answers the one before.

        The id of the table stays. Raises UnknownName and LibraryProblem.
        """
        self.require_writable()
        table = self.table(table_id)
        before = self.given_title(table.id)
        wished = " ".join(title.split())
        with self._guard(), schema.transaction(self._index):
            self._index.execute("DELETE FROM entries WHERE kind = ? AND key = ?", (TITLE, table.id))
            if wished:
                self._index.execute(
                    "INSERT INTO entries VALUES (?, ?, ?)", (TITLE, table.id, wished)
                )
            self._keep_copy()
            self._known = None
        return before

    def _keep_copy(self) -> None:
        """Write what the user typed a second time, within the transaction that changes it."""

    def _table(self, table_id: str, stored: Sequence[StoredRelease]) -> Table:
        table = super()._table(table_id, stored)
        given = self.given_title(table_id)
        return replace(table, title=given) if given else table
