"""Releases moved aside, and brought back as long as the trash was not emptied."""

import shutil
from collections.abc import Iterable
from dataclasses import dataclass, replace

from mkbviewer.core.errors import LibraryProblem, UnknownName
from mkbviewer.core.language import _
from mkbviewer.core.model import Release
from mkbviewer.store.library import schema, trash
from mkbviewer.store.library.contents import Contents
from mkbviewer.store.library.moment import moment_behind
from mkbviewer.store.library.releases import free_name, numbered_names, safe_file_name
from mkbviewer.store.library.rows import StoredRelease, select_releases


@dataclass(frozen=True, slots=True)
class Removal:
    """A release that was moved aside and can be brought back, and the moment (ISO 8601, UTC)."""

    release: Release
    title: str
    moment: str


class Recoverable(Contents):
    """Contents of which releases can be taken away and brought back, also after a restart."""

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
                self._move_aside(chosen)
            self._known = None
            trash.settle(self._index, self.folder)
        return tuple(one.release for one in chosen)

    def take_back(self, table_id: str, release: str) -> tuple[Release, ...]:
        """Undo the import of a release: move it aside, and bring back the one that it replaced.

        Answers what was moved aside; `restore` does the import again. Raises UnknownName and
        LibraryProblem.
        """
        self.require_writable()
        with self._guard():
            with schema.transaction(self._index):
                taken = self._stored(table_id, release)
                self._move_aside([taken])
                self._bring_back(select_releases(self._index, "replaced_by = ?", (taken.id,)))
            self._known = None
            trash.settle(self._index, self.folder)
        return (taken.release,)

    def restore(self, table_id: str, release: str | None = None) -> tuple[Release, ...]:
        """Bring back what was removed from a table last, or one release; answers what is back.

        A release whose name was given away meanwhile gets a letter behind it; one whose file was
        imported again meanwhile stays aside. Raises UnknownName when there is nothing to restore.
        """
        self.require_writable()
        with self._guard():
            with schema.transaction(self._index):
                restored = self._bring_back(self._removed_last(table_id, release))
            self._known = None
            trash.settle(self._index, self.folder)
        if not restored:
            raise UnknownName(
                _("Nothing was removed from table {table} that can be brought back.").format(
                    table=table_id
                ),
                "",
                _("`mkbviewer restore` lists what can be brought back."),
            )
        return restored

    def removals(self) -> tuple[Removal, ...]:
        """What `restore` can bring back, the last removed first."""
        with self._guard():
            found = [
                Removal(one.release, one.title, one.removed or "")
                for one in select_releases(self._index, _REMOVED)
                if not self._is_there_again(one)
            ]
        return tuple(sorted(found, key=lambda one: one.moment, reverse=True))

    def empty_trash(self) -> int:
        """Forget for good what was moved aside; answers the bytes that became free.

        Raises LibraryProblem.
        """
        self.require_writable()
        with self._guard():
            # Whatever a killed process left to be moved must be in its place first.
            trash.settle(self._index, self.folder)
            with schema.transaction(self._index):
                self._index.execute(
                    "UPDATE releases SET replaced_by = NULL WHERE replaced_by IN "
                    "(SELECT id FROM releases WHERE removed IS NOT NULL) AND removed IS NULL"
                )
                self._index.execute(
                    "UPDATE releases SET replaced_by = NULL WHERE removed IS NOT NULL"
                )
                self._index.execute("DELETE FROM releases WHERE removed IS NOT NULL")
                self._index.execute("DELETE FROM editions WHERE removed IS NOT NULL")
            folder = self.folder / trash.TRASH
            size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
            if folder.is_dir():
                shutil.rmtree(folder)
        return size

    def require_writable(self) -> None:
        """Raises LibraryProblem when this library may only be read."""
        if self.read_only:
            raise LibraryProblem(
                _("The library in {folder} cannot be changed.").format(folder=self.folder),
                self.notice,
                _("Choose another folder for the library."),
            )

    def _move_aside(self, chosen: Iterable[StoredRelease]) -> None:
        (last,) = self._index.execute("SELECT max(removed) FROM releases").fetchone()
        moment = moment_behind([last] if last else [])
        trash.move_aside(self._index, [one.id for one in chosen], moment)

    def _bring_back(self, chosen: Iterable[StoredRelease]) -> tuple[Release, ...]:
        restored = []
        for one in chosen:
            if self._is_there_again(one):
                continue
            # The poorer release that came back when this one was taken back makes room again.
            poorer = select_releases(self._index, "removed IS NULL AND replaced_by = ?", (one.id,))
            trash.move_aside(self._index, [old.id for old in poorer], one.removed or "", one.id)
            table = one.release.table
            name = free_name(one.release.name, self._names(table))
            trash.move_back(self._index, one.id, name, self._free_place(table, name))
            restored.append(replace(one.release, name=name))
        return tuple(restored)

    def _is_there_again(self, removed: StoredRelease) -> bool:
        return bool(removed.release.original) and bool(
            select_releases(
                self._index,
                "original = ? AND removed IS NULL AND replaced_by IS NOT ?",
                (removed.release.original, removed.id),
            )
        )

    def _removed_last(self, table_id: str, release: str | None) -> list[StoredRelease]:
        removed = select_releases(self._index, f"table_id = ? AND {_REMOVED}", (table_id,))
        if release:
            removed = [one for one in removed if one.release.name == release]
        moment = max((one.removed or "" for one in removed), default="")
        return [one for one in removed if one.removed == moment]

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


# A release that was replaced is aside because of the other; only that one's undo brings it back.
_REMOVED = "removed IS NOT NULL AND replaced_by IS NULL"
