"""What a library holds, read from its index; needs SQLite only.

Figures are read by `mkbviewer.store.pages.query`.
"""

import json
import sqlite3
import threading
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Self

from mkbviewer.core.errors import LibraryProblem
from mkbviewer.core.language import _
from mkbviewer.core.model import Origin, Release, Structure, Table
from mkbviewer.store.files import disk
from mkbviewer.store.library import schema, trash
from mkbviewer.store.library.draft import ORIGINALS, original_path
from mkbviewer.store.library.originals import Companion
from mkbviewer.store.library.parquet import ParquetReader
from mkbviewer.store.library.problems import (
    is_write_refused,
    lost_index,
    told_as_library_problem,
    unknown,
)
from mkbviewer.store.library.releases import DatedRelease, OrderReason, order_releases
from mkbviewer.store.library.rows import (
    StoredRelease,
    WaitingFile,
    select_releases,
    select_structure,
)

INDEX: Final = "library.sqlite"


@dataclass(frozen=True)
class Holding:
    """All that an index knows: releases, the SHA-256 of each kept file by its path, what pends."""

    releases: tuple[StoredRelease, ...]
    originals: Mapping[str, str]
    pending: frozenset[str]


def has_lost_index(folder: Path) -> bool:
    """Whether imported files are kept in a folder, and the index that knows them is not there."""
    kept = folder / ORIGINALS
    return not (folder / INDEX).exists() and kept.is_dir() and any(kept.iterdir())


class Contents:
    """The tables and releases in one folder, as they are read.

    Every method may be called from any thread; calls wait for each other.
    """

    def __init__(
        self, folder: Path, *, read_only: bool = False, origin: Origin = Origin.IMPORTED
    ) -> None:
        """Open the library in `folder`, made where needed.

        `origin` says what its tables are; an embedded library is opened as one that nobody can
        write. Raises LibraryProblem when the folder or the index cannot be used.
        """
        self.folder = folder
        self.origin = origin
        self.read_only = read_only or origin is Origin.EMBEDDED
        self.notice = ""
        self.reader = ParquetReader()
        self._lock = threading.RLock()
        self._known: tuple[int, tuple[Table, ...]] | None = None
        self._open()

    def _open(self) -> None:
        index = self.folder / INDEX
        with self._guard():
            if self.read_only:
                self._index = self._open_read_only(index)
                return
            if has_lost_index(self.folder):
                raise lost_index(self.folder, INDEX)
            disk.make_folder(self.folder)
            try:
                self._index = schema.open_index(index)
            except sqlite3.OperationalError as problem:
                if not index.is_file() or not is_write_refused(problem):
                    raise
                self._index = self._open_read_only(index)
                self._become_read_only(
                    _("This library may only be read: its folder cannot be written to.")
                )
                return
            if schema.version(self._index) > schema.VERSION:
                self._become_read_only(
                    _(
                        "This library was made by a newer version of mkbviewer; it can be read, "
                        "but not changed. Install the newer version to import into it."
                    )
                )
                return
            trash.sweep(self._index, self.folder)

    def _open_read_only(self, index: Path) -> sqlite3.Connection:
        if has_lost_index(self.folder):
            raise lost_index(self.folder, INDEX)
        if not index.is_file():
            raise LibraryProblem(
                _("There is no library in {folder}.").format(folder=self.folder),
                _("The file {name} is not there.").format(name=INDEX),
                _("Choose the folder of a library, or import a file first."),
            )
        if self.origin is Origin.EMBEDDED:
            return schema.open_index_read_only(index, is_frozen=True)
        try:
            return schema.open_index_read_only(index, is_frozen=False)
        except sqlite3.OperationalError:
            # In a folder that cannot be written SQLite cannot keep its notes beside the index.
            return schema.open_index_read_only(index, is_frozen=True)

    def _become_read_only(self, notice: str) -> None:
        self.read_only = True
        self.notice = notice

    def close(self) -> None:
        """Let go of the files; the library cannot be used afterwards."""
        with self._lock:
            self.reader.close()
            self._index.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def tables(self) -> tuple[Table, ...]:
        """All tables, in order of title, each with the structure of its newest release."""
        with self._guard():
            (state,) = self._index.execute("PRAGMA data_version").fetchone()
            if self._known is None or self._known[0] != state:
                self._known = (state, self._read_tables())
            return self._known[1]

    def _read_tables(self) -> tuple[Table, ...]:
        by_table: defaultdict[str, list[StoredRelease]] = defaultdict(list)
        for stored in select_releases(self._index, "removed IS NULL"):
            by_table[stored.release.table].append(stored)
        tables = [self._table(table_id, stored) for table_id, stored in by_table.items()]
        return tuple(sorted(tables, key=lambda table: (table.title.casefold(), table.id)))

    def _table(self, table_id: str, stored: Sequence[StoredRelease]) -> Table:
        by_name = {one.release.name: one for one in stored}
        releases = order_releases(_dated(one) for one in stored)
        newest = by_name[releases[-1].name]
        # A file without metadata has the table's id for a title; an older release may know better.
        in_order = [by_name[release.name] for release in reversed(releases)]
        titled = next((one for one in in_order if one.title not in {"", table_id}), newest)
        described = next((one for one in in_order if one.description), newest)
        return Table(
            id=table_id,
            title=titled.title or table_id,
            origin=self.origin,
            structure=select_structure(self._index, newest),
            releases=releases,
            source=newest.source,
            description=described.description,
        )

    def find_table(self, table_id: str) -> Table | None:
        """The table with this id, in whatever case; None where there is none."""
        tables = self.tables()
        for table in tables:
            if table.id == table_id:
                return table
        folded = table_id.casefold()
        return next((table for table in tables if table.id.casefold() == folded), None)

    def table(self, table_id: str) -> Table:
        """The table with this id, in whatever case. Raises UnknownName."""
        if found := self.find_table(table_id):
            return found
        raise unknown(
            _("There is no table {name} in the library.").format(name=table_id),
            table_id,
            [table.id for table in self.tables()],
            nothing_there=_("The library is still empty; import a file first."),
        )

    def release(self, table_id: str, name: str = "") -> Release:
        """A release of a table, the newest where no name is given. Raises UnknownName."""
        table = self.table(table_id)
        if not name:
            return table.newest
        for release in table.releases:
            if release.name == name:
                return release
        raise unknown(
            _("Table {table} has no release {name}.").format(table=table.id, name=name),
            name,
            [release.name for release in table.releases],
        )

    def table_ids(self) -> tuple[str, ...]:
        """The id of every table that the library ever had, removed ones too."""
        with self._guard():
            rows = self._index.execute("SELECT id FROM tables ORDER BY id").fetchall()
        return tuple(table_id for (table_id,) in rows)

    def dated_releases(self, table_id: str) -> tuple[DatedRelease, ...]:
        """The releases of a table with their last periods; none where there is no such table."""
        with self._guard():
            found = select_releases(self._index, "table_id = ? AND removed IS NULL", (table_id,))
        return tuple(_dated(one) for one in found)

    def order_reasons(self, table_id: str) -> dict[str, OrderReason]:
        """By the name of each release of a table: what decided its place. Raises UnknownName."""
        table = self.table(table_id)
        return {one.release.name: one.reason for one in self.dated_releases(table.id)}

    def structure(self, table_id: str, release: str = "") -> Structure:
        """The structure of a release, the newest where none is named. Raises UnknownName."""
        table = self.table(table_id)
        if not release or release == table.newest.name:
            return table.structure
        with self._guard():
            return select_structure(self._index, self._stored(table_id, release))

    def release_file(self, table_id: str, release: str = "") -> Path:
        """The Parquet file of a release, the newest where none is named. Raises UnknownName."""
        with self._guard():
            return self.folder / self._stored(table_id, release).parquet

    def report(self, table_id: str, release: str = "") -> dict[str, Any]:
        """The import report that was kept with a release. Raises UnknownName."""
        with self._guard():
            stored = self._stored(table_id, release)
            row = self._index.execute(
                "SELECT report FROM reports WHERE release_id = ?", (stored.id,)
            ).fetchone()
        return dict(json.loads(row[0])) if row else {}

    def chosen_reading(self, release: Release) -> str:
        """The reading that the user chose for a release; empty where there was nothing to choose.

        Also of a release that was removed.
        """
        with self._guard():
            rows = self._index.execute(
                "SELECT report FROM reports JOIN releases ON id = release_id "
                "WHERE table_id = ? AND name = ? AND imported = ?",
                (release.table, release.name, release.imported),
            ).fetchall()
        return next((json.loads(report).get("reading", "") for (report,) in rows), "")

    def find_original(self, sha256: str) -> Release | None:
        """The release that was made from a file with this content, if there is one."""
        with self._guard():
            found = select_releases(self._index, "original = ? AND removed IS NULL", (sha256,))
        return found[0].release if found else None

    def may_have_original(self, size: int) -> bool:
        """Whether a release can have been made from a file of so many bytes."""
        with self._guard():
            query = (
                "SELECT 1 FROM releases WHERE (original_size = ? OR original_size IS NULL) "
                "AND original <> '' AND removed IS NULL LIMIT 1"
            )
            return self._index.execute(query, (size,)).fetchone() is not None

    def original_file(self, release: Release) -> Path:
        """The packed file that a release was made from. Raises UnknownName, LibraryProblem."""
        with self._guard():
            stored = self._stored(release.table, release.name)
            row = self._index.execute(
                "SELECT sha256, extension FROM originals WHERE release_id = ? AND NOT is_companion",
                (stored.id,),
            ).fetchone()
        if row is None:
            raise LibraryProblem(
                _("The file that release {release} was made from was not kept.").format(
                    release=release.name
                )
            )
        return self.folder / original_path(*row)

    def waiting(self) -> tuple[WaitingFile, ...]:
        """The metadata that waits for the figures of its table, in order of arrival."""
        with self._guard():
            rows = self._index.execute(
                "SELECT sha256, extension, file_name, table_id FROM waiting ORDER BY since, sha256"
            ).fetchall()
        return tuple(WaitingFile(*row) for row in rows)

    def holding(self) -> Holding:
        """Every release and every file that the index knows, what was removed too."""
        with self._guard():
            releases = select_releases(self._index, "true")
            originals = trash.kept_files(self._index)
            pending = self._index.execute("SELECT path FROM pending").fetchall()
        return Holding(
            tuple(releases),
            {
                trash.place_of(original_path(sha256, extension), is_aside=is_aside): sha256
                for sha256, extension, is_aside in originals
            },
            frozenset(path for (path,) in pending),
        )

    def whereabouts(self, release_id: int) -> str | None:
        """Where the Parquet file of a release is now; None when it is not in the index any more."""
        with self._guard():
            row = self._index.execute(
                "SELECT coalesce(former_parquet, parquet) FROM releases WHERE id = ?", (release_id,)
            ).fetchone()
        return str(row[0]) if row else None

    def stored_release(self, release: Release) -> StoredRelease:
        """A release as the index has it. Raises UnknownName."""
        with self._guard():
            return self._stored(release.table, release.name)

    def kept_files(self, release_id: int) -> tuple[tuple[Companion, bool], ...]:
        """The files that were kept with a release, and whether each came beside the figures."""
        with self._guard():
            rows = self._index.execute(
                "SELECT sha256, extension, file_name, is_companion FROM originals "
                "WHERE release_id = ?",
                (release_id,),
            ).fetchall()
        return tuple(
            (Companion(sha256, extension, file_name), bool(is_companion))
            for sha256, extension, file_name, is_companion in rows
        )

    def structure_of(self, stored: StoredRelease) -> Structure:
        """The structure of a release, of one that was removed too."""
        with self._guard():
            return select_structure(self._index, stored)

    def check_index(self) -> tuple[str, ...]:
        """What SQLite finds wrong with the index; nothing where it is sound."""
        with self._guard():
            rows = self._index.execute("PRAGMA integrity_check(20)").fetchall()
            broken = self._index.execute("PRAGMA foreign_key_check").fetchall()
        found = [str(text) for (text,) in rows if text != "ok"]
        return (*found, *(f"{table}: row {row} refers to nothing" for table, row, *_r in broken))

    def companions(self, release: Release) -> frozenset[str]:
        """The SHA-256 of the metadata and code lists that were kept with a release."""
        with self._guard():
            stored = self._stored(release.table, release.name)
            rows = self._index.execute(
                "SELECT sha256 FROM originals WHERE release_id = ? AND is_companion", (stored.id,)
            ).fetchall()
        return frozenset(sha for (sha,) in rows)

    def _stored(self, table_id: str, name: str) -> StoredRelease:
        release = self.release(table_id, name)
        (stored,) = select_releases(
            self._index,
            "table_id = ? AND name = ? AND removed IS NULL",
            (release.table, release.name),
        )
        return stored

    @contextmanager
    def _guard(self) -> Iterator[None]:
        with self._lock, told_as_library_problem(self.folder):
            yield


def _dated(stored: StoredRelease) -> DatedRelease:
    return DatedRelease(stored.release, stored.last, stored.place)
