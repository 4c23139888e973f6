"""What the user keeps in a library and no file brings back: in its index, and in a copy beside it.

The index decides. The copy is written before each change is committed, so that a library whose
index is lost, and is made anew from the kept files, has them still.
"""

# ruff: noqa: S608 - a question mark for each kind

import json
import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mkbviewer.store.files import disk
from mkbviewer.store.library import schema
from mkbviewer.store.library.editions import KeptEditions
from mkbviewer.store.library.naming import TITLE

if TYPE_CHECKING:
    # An import opens a library and asks for none of it.
    from mkbviewer.core.kept.keepsake import KeepsakeKind, Keepsakes

COPY: Final = "kept.json"
"""The file beside the index in which everything stands a second time."""

_UNFINISHED = f"{COPY}.part"
"""One name for every process: whoever writes it holds the lock of the index."""

OVERVIEW, COLLECTION, BAROMETER = "overview", "collection", "barometer series"
"""Under what a library keeps the order of the cards, the comparison, and whose series are used."""

_VERSION = 1
_MARK = ("keepsakes", "copy")

Texts = dict[tuple[str, str], str]


class KeptKeepsakes(KeptEditions):
    """A library that keeps favourites, saved views and notes too."""

    def _open(self) -> None:
        super()._open()
        if not self.read_only:
            with self._guard():
                take_in_copy(self._index, self.folder)

    def keepsakes(self) -> "Keepsakes":
        """All favourites, saved views and notes that this version can read."""
        from mkbviewer.core.kept.keepsake import keepsakes_from_texts

        with self._guard():
            return keepsakes_from_texts(read_texts(self._index))

    def exchange_keepsake(
        self, kind: "KeepsakeKind", key: str, expected: str | None, text: str | None
    ) -> bool:
        """Put a text in the place of the one that is expected there; None stands for nothing.

        Answers False, and changes nothing, where something else is there: another window has
        changed it meanwhile. Raises LibraryProblem; then nothing has changed.
        """
        self.require_writable()
        with self._guard(), schema.transaction(self._index):
            if read_texts(self._index).get((kind.value, key)) != expected:
                return False
            self._index.execute("DELETE FROM entries WHERE kind = ? AND key = ?", (kind.value, key))
            if text is not None:
                self._index.execute("INSERT INTO entries VALUES (?, ?, ?)", (kind.value, key, text))
            self._keep_copy()
        return True

    def _keep_copy(self) -> None:
        # Before the commit and under its lock: no change is ever in the index alone.
        self._index.execute("INSERT OR REPLACE INTO entries VALUES (?, ?, '')", _MARK)
        write_copy(self.folder, read_texts(self._index))

    def check_keepsakes(self) -> bool:
        """Whether the copy beside the index says the same; another may be writing it just now."""
        for _attempt in range(2):
            with self._guard():
                texts = read_texts(self._index)
                has_mark = _has_mark(self._index)
            if not has_mark or read_copy(self.folder) == texts:
                return True
        return False

    def mend_copy(self) -> bool:
        """Write the copy anew from the index where it does not say the same; answers whether."""
        self.require_writable()
        with self._guard(), schema.transaction(self._index):
            texts = read_texts(self._index)
            is_right = not _has_mark(self._index) or read_copy(self.folder) == texts
            if not is_right:
                write_copy(self.folder, texts)
        return not is_right


def take_in_copy(index: sqlite3.Connection, folder: Path) -> None:
    """Make index and copy say the same.

    An index that never kept anything takes over what the copy of a lost one says; any other
    writes the copy anew where a killed process left it ahead.
    """
    is_there, is_half_written = (folder / COPY).is_file(), (folder / _UNFINISHED).is_file()
    if not is_half_written and not (is_there or _has_mark(index)):
        return
    if not is_half_written and _has_mark(index) and read_copy(folder) == read_texts(index):
        return
    with schema.transaction(index):
        copied = read_copy(folder)
        (folder / _UNFINISHED).unlink(missing_ok=True)
        if _has_mark(index):
            write_copy(folder, read_texts(index))
        elif not (folder / COPY).is_file():
            return
        elif copied is None:
            # It cannot be read: it stays for whoever can, and the next change makes another.
            (folder / COPY).replace(folder / f"{COPY}.damaged")
        else:
            index.executemany(
                "INSERT OR IGNORE INTO entries VALUES (?, ?, ?)",
                [(kind, key, text) for (kind, key), text in copied.items()],
            )
            index.execute("INSERT OR REPLACE INTO entries VALUES (?, ?, '')", _MARK)


def _kinds() -> tuple[str, ...]:
    from mkbviewer.core.kept.keepsake import KeepsakeKind

    return (*(kind.value for kind in KeepsakeKind), OVERVIEW, COLLECTION, BAROMETER, TITLE)


def is_copied(kind: str) -> bool:
    """Whether what is kept under a kind stands in the copy too."""
    return kind in _kinds()


def read_texts(index: sqlite3.Connection) -> Texts:
    """What an index keeps of these kinds, by kind and key."""
    kinds = _kinds()
    marks = ", ".join("?" * len(kinds))
    rows = index.execute(
        f"SELECT kind, key, value FROM entries WHERE kind IN ({marks}) ORDER BY kind, key",
        kinds,
    )
    return {(kind, key): value for kind, key, value in rows}


def read_copy(folder: Path) -> Texts | None:
    """What the copy says; None where there is none that can be read."""
    try:
        plain = json.loads((folder / COPY).read_text(encoding="utf-8"))
        if plain["version"] != _VERSION:
            return None
        return {
            (kind, str(key)): str(text)
            for kind in _kinds()
            # An earlier version wrote fewer kinds.
            for key, text in plain.get(kind, {}).items()
        }
    except (OSError, AttributeError, KeyError, TypeError, ValueError):
        return None


def write_copy(folder: Path, texts: Mapping[tuple[str, str], str]) -> None:
    """Write the copy, whole or not at all. Raises OSError."""
    plain = {
        kind: {key: text for (one, key), text in texts.items() if one == kind} for kind in _kinds()
    }
    content = json.dumps({"version": _VERSION, **plain}, ensure_ascii=False, indent=1)
    unfinished = folder / _UNFINISHED
    try:
        unfinished.write_text(content + "\n", encoding="utf-8")
        disk.sync_file(unfinished)
        disk.move_into_place(unfinished, folder / COPY)
    finally:
        unfinished.unlink(missing_ok=True)


def _has_mark(index: sqlite3.Connection) -> bool:
    found = index.execute("SELECT 1 FROM entries WHERE kind = ? AND key = ?", _MARK).fetchone()
    return found is not None
