"""The library on disk: tables with their releases, immutable, and the files that they came from."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from mkbviewer.core.errors import InvalidView
from mkbviewer.core.language import _
from mkbviewer.core.model import Origin, Release
from mkbviewer.store.files import disk
from mkbviewer.store.library import schema, trash
from mkbviewer.store.library.contents import INDEX
from mkbviewer.store.library.draft import Draft, Original
from mkbviewer.store.library.keepsakes import KeptKeepsakes, is_copied
from mkbviewer.store.library.moment import this_moment
from mkbviewer.store.library.releases import free_name
from mkbviewer.store.library.rows import KeptFile, adopt_release, insert_release


@dataclass(frozen=True)
class Adoption:
    """A release that was made anew: its number in the index and that in the other index.

    `has_other_file` is False where the file with its figures is the same and can stay.
    """

    release: int
    anew: int
    has_other_file: bool = True


class Library(KeptKeepsakes):
    """Tables and releases in one folder, shared by any number of processes.

    What a library holds is read through `Contents`, what was removed is in the hands of
    `Recoverable`; here the rest is changed. Every method may be called from any thread; calls wait
    for each other.
    """

    def commit(
        self,
        draft: Draft,
        parquet: Path,
        originals: Sequence[Original] = (),
        replaces: Release | None = None,
    ) -> Release:
        """Add a release from finished files, which are moved into their place.

        `parquet` and the packed originals lie in one `disk.workspace` of this library, so that a
        process that finds them after a kill knows whose they were. `replaces` is moved aside in
        the same step. When another process committed the same content meanwhile, its release is
        answered. Raises LibraryProblem when it cannot be written; then nothing has changed.
        """
        self.require_writable()
        owner = disk.owner_of(parquet.parent)
        with self._guard():
            disk.sync_file(parquet)
            kept = KeptFile(disk.hash_file(parquet), parquet.stat().st_size)
            with schema.transaction(self._index):
                table = self._known_id(draft.release.table)
                place = self._free_place(table, draft.release.name)
                paths = [place, *(original.path for original in originals)]
                trash.announce(self._index, owner, paths)
            try:
                for original in originals:
                    disk.move_into_place(original.packed, self.folder / original.path)
                disk.move_into_place(parquet, self.folder / place)
                with schema.transaction(self._index):
                    committed = self._committed(draft, replaces)
                    if committed is None:
                        committed = self._insert(draft, place, kept, originals, replaces)
                        self._index.execute("DELETE FROM pending WHERE owner = ?", (owner,))
            finally:
                self._known = None
                trash.withdraw(self._index, self.folder, owner)
            if replaces:
                trash.settle(self._index, self.folder)
        return committed

    def _committed(self, draft: Draft, replaces: Release | None) -> Release | None:
        sha256 = draft.release.original
        found = self.find_original(sha256) if sha256 else None
        return None if found == replaces else found

    def _insert(
        self,
        draft: Draft,
        place: str,
        kept: KeptFile,
        originals: Sequence[Original],
        replaces: Release | None,
    ) -> Release:
        replaced = self._stored(replaces.table, replaces.name) if replaces else None
        if replaced:
            trash.move_aside(self._index, [replaced.id], this_moment())
        table = self._known_id(draft.release.table)
        name = free_name(draft.release.name, self._names(table))
        release = replace(draft.release, table=table, name=name)
        self._index.execute("INSERT OR IGNORE INTO tables VALUES (?)", (table,))
        identity = insert_release(self._index, replace(draft, release=release), place, kept)
        self._index.executemany(
            "INSERT OR IGNORE INTO originals VALUES (?, ?, ?, ?, ?)",
            [
                (identity, one.sha256, one.extension, one.file_name, int(one.is_companion))
                for one in originals
            ],
        )
        self._index.executemany(
            "DELETE FROM waiting WHERE sha256 = ?", [(one.sha256,) for one in originals]
        )
        if replaced:
            self._index.execute(
                "UPDATE releases SET replaced_by = ? WHERE id = ?", (identity, replaced.id)
            )
            if replaced.release.table == table:
                self._index.execute(
                    "UPDATE releases SET place = ? WHERE id = ?", (replaced.place, identity)
                )
        return release

    def _known_id(self, table_id: str) -> str:
        # CBS writes one id in different cases; the first one seen stays.
        row = self._index.execute("SELECT id FROM tables WHERE id = ?", (table_id,)).fetchone()
        return str(row[0]) if row else table_id

    def adopt(self, made: Path, adoptions: Sequence[Adoption], owner: str) -> None:
        """Put releases that were made anew from the same files in place of those that are there.

        `made` is the folder of the library that they were made in, closed by now; `owner` is that
        of the workspace around it. Names, moments, places and titles stay. Raises LibraryProblem;
        then nothing has changed.
        """
        self.require_writable()
        places = {one: f"rebuilt/{one.release}.parquet" for one in adoptions if one.has_other_file}
        with self._guard():
            with schema.transaction(self._index):
                trash.announce(self._index, owner, list(places.values()))
            self._index.execute("ATTACH ? AS anew", (str(made / INDEX),))
            try:
                for one, place in places.items():
                    query = "SELECT parquet FROM anew.releases WHERE id = ?"
                    (file,) = self._index.execute(query, (one.anew,)).fetchone()
                    disk.move_into_place(made / file, self.folder / place)
                with schema.transaction(self._index):
                    for one in adoptions:
                        adopt_release(self._index, one.release, one.anew, places.get(one))
            finally:
                self._known = None
                self._index.execute("DETACH anew")
                trash.withdraw(self._index, self.folder, owner)
            trash.settle(self._index, self.folder)

    def reorder(self, table_id: str, names: Sequence[str]) -> tuple[Release, ...]:
        """Put releases of a table in this order, from old to new; answers all in their new order.

        Releases that are not named stand right behind the one that they would follow otherwise;
        without any name all are in the usual order again. Raises UnknownName, LibraryProblem, and
        InvalidView when a name is given twice.
        """
        self.require_writable()
        chosen = [self.release(table_id, name).name for name in names]
        if len(set(chosen)) < len(chosen):
            raise InvalidView(
                _("A release cannot have two places in the order."),
                _("You gave: {names}.").format(names=", ".join(chosen)),
                _("Name each release once, from old to new."),
            )
        table = self.table(table_id).id
        with self._guard(), schema.transaction(self._index):
            self._index.execute("UPDATE releases SET place = NULL WHERE table_id = ?", (table,))
            self._index.executemany(
                "UPDATE releases SET place = ? WHERE table_id = ? AND name = ? AND removed IS NULL",
                [(place, table, name) for place, name in enumerate(chosen)],
            )
            self._known = None
        return self.table(table).releases

    def keep_waiting(self, original: Original, table_id: str) -> None:
        """Keep metadata of a table whose figures are still to come.

        The packed file lies in a `disk.workspace` of this library. Raises LibraryProblem.
        """
        self.require_writable()
        file = original.sha256, original.extension, original.file_name
        with self._guard(), trash.placing(self._index, self.folder, original):
            self._index.execute(
                "INSERT OR REPLACE INTO waiting VALUES (?, ?, ?, ?, ?)",
                (*file, table_id, this_moment()),
            )

    def entries(self, kind: str) -> dict[str, str]:
        """What was kept under a kind, by key."""
        with self._guard():
            rows = self._index.execute(
                "SELECT key, value FROM entries WHERE kind = ? ORDER BY key", (kind,)
            )
            return dict(rows.fetchall())

    def put_entry(self, kind: str, key: str, value: str | None) -> None:
        """Keep a text under a kind and a key, or forget it where the value is None."""
        self.require_writable()
        with self._guard(), schema.transaction(self._index):
            self._index.execute("DELETE FROM entries WHERE kind = ? AND key = ?", (kind, key))
            if value is not None:
                self._index.execute("INSERT INTO entries VALUES (?, ?, ?)", (kind, key, value))
            if is_copied(kind):
                self._keep_copy()

    def change_entry(
        self, kind: str, key: str, change: Callable[[str | None], str]
    ) -> tuple[str | None, str]:
        """Make a kept text anew from what it is, in one step; answers it before and after.

        `change` is given None where nothing was kept. Raises LibraryProblem.
        """
        self.require_writable()
        with self._guard(), schema.transaction(self._index):
            row = self._index.execute(
                "SELECT value FROM entries WHERE kind = ? AND key = ?", (kind, key)
            ).fetchone()
            before = row[0] if row else None
            after = change(before)
            self._index.execute(
                "INSERT OR REPLACE INTO entries VALUES (?, ?, ?)", (kind, key, after)
            )
            if is_copied(kind):
                self._keep_copy()
        return before, after

    def freeze(self) -> None:
        """Leave the index as one file that can be shipped and opened where nobody may write."""
        self.require_writable()
        with self._guard():
            self._index.execute("PRAGMA journal_mode = DELETE")
            self._index.execute("VACUUM")


def embedded_library(data_dir: Path) -> Library:
    """The library inside the program. Raises LibraryProblem when it is not there."""
    return Library(data_dir / "library", read_only=True, origin=Origin.EMBEDDED)
