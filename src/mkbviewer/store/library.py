"""The library on disk: tables with their releases, immutable, and the files that they came from."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from mkbviewer.core.errors import LibraryProblem, UnknownName
from mkbviewer.core.language import _
from mkbviewer.core.model import Origin, Release
from mkbviewer.store import disk, schema, trash
from mkbviewer.store.contents import Contents
from mkbviewer.store.draft import Draft, Original
from mkbviewer.store.releases import free_name, numbered_names, safe_file_name
from mkbviewer.store.rows import KeptFile, StoredRelease, insert_release, select_releases


class Library(Contents):
    """Tables and releases in one folder, shared by any number of processes.

    What a library holds is read through `Contents`; here it is changed. Every method may be called
    from any thread; calls wait for each other.
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
        replaced = None
        if replaces:
            replaced = self._stored(replaces.table, replaces.name).id
            trash.move_aside(self._index, [replaced], _now())
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
        if replaced is not None:
            self._index.execute(
                "UPDATE releases SET replaced_by = ? WHERE id = ?", (identity, replaced)
            )
        return release

    def _known_id(self, table_id: str) -> str:
        # CBS writes one id in different cases; the first one seen stays.
        row = self._index.execute("SELECT id FROM tables WHERE id = ?", (table_id,)).fetchone()
        return str(row[0]) if row else table_id

    def remove(self, table_id: str, release: str | None = None) -> tuple[Release, ...]:
        """Move one release, or all of a table, aside; answers them. `restore` brings them back.

        Raises UnknownName and LibraryProblem.
        """
        self.require_writable()
        table = self.table(table_id)
        names = [self.release(table.id, release).name] if release else []
        with self._guard():
            with schema.transaction(self._index):
                live = select_releases(self._index, "table_id = ? AND removed IS NULL", (table.id,))
                chosen = [one for one in live if not names or one.release.name in names]
                trash.move_aside(self._index, [one.id for one in chosen], _now())
            self._known = None
            trash.settle(self._index, self.folder)
        return tuple(one.release for one in chosen)

    def restore(self, table_id: str, release: str | None = None) -> tuple[Release, ...]:
        """Bring back what was removed from a table last, or one release; answers what is back.

        A release whose name was given away meanwhile gets a letter behind it; one whose file was
        imported again meanwhile stays aside. Raises UnknownName when there is nothing to restore.
        """
        self.require_writable()
        with self._guard():
            restored = []
            with schema.transaction(self._index):
                for one in self._removed(table_id, release):
                    if one.release.original and self.find_original(one.release.original):
                        continue
                    table = one.release.table
                    name = free_name(one.release.name, self._names(table))
                    trash.move_back(self._index, one.id, name, self._free_place(table, name))
                    restored.append(replace(one.release, name=name))
            self._known = None
            trash.settle(self._index, self.folder)
        if not restored:
            raise UnknownName(
                _("Nothing was removed from table {table} that can be brought back.").format(
                    table=table_id
                )
            )
        return tuple(restored)

    def _removed(self, table_id: str, release: str | None) -> list[StoredRelease]:
        removed = select_releases(
            self._index,
            "table_id = ? AND removed IS NOT NULL AND replaced_by IS NULL",
            (table_id,),
        )
        if release:
            removed = [one for one in removed if one.release.name == release]
        moment = max((one.removed or "" for one in removed), default="")
        return [one for one in removed if one.removed == moment]

    def require_writable(self) -> None:
        """Raises LibraryProblem when this library may only be read."""
        if self.read_only:
            raise LibraryProblem(
                _("The library in {folder} may only be read.").format(folder=self.folder),
                self.notice,
                _("Choose another folder for the library."),
            )

    def entries(self, kind: str) -> dict[str, str]:
        """What was kept under a kind (favourites, notes, saved views), by key."""
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

    def freeze(self) -> None:
        """Leave the index as one file that can be shipped and opened where nobody may write."""
        self.require_writable()
        with self._guard():
            self._index.execute("PRAGMA journal_mode = DELETE")
            self._index.execute("VACUUM")

    def _names(self, table_id: str) -> set[str]:
        live = select_releases(self._index, "table_id = ? AND removed IS NULL", (table_id,))
        return {one.release.name for one in live}

    def _free_place(self, table_id: str, name: str) -> str:
        folder = f"releases/{safe_file_name(table_id)}"
        taken = {
            path
            for (path,) in self._index.execute(
                "SELECT parquet FROM releases UNION SELECT path FROM pending"
            )
        }
        for candidate in numbered_names(name):
            place = f"{folder}/{safe_file_name(candidate)}.parquet"
            if place not in taken and not (self.folder / place).exists():
                return place
        raise AssertionError("there is always a next letter")


def embedded_library(data_dir: Path) -> Library:
    """The library inside the program. Raises LibraryProblem when it is not there."""
    return Library(data_dir / "library", read_only=True, origin=Origin.EMBEDDED)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")
