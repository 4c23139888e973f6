"""The editions of the report that a library keeps, beside the one that the program ships."""

import json
from dataclasses import dataclass

from mkbviewer.core.errors import UnknownName
from mkbviewer.core.language import _
from mkbviewer.store.library import schema, trash
from mkbviewer.store.library.draft import Original
from mkbviewer.store.library.moment import this_moment
from mkbviewer.store.library.naming import Naming


@dataclass(frozen=True, slots=True)
class KeptEdition:
    """One edition: its year, the hash of its kept file, what was dropped, and when (ISO 8601)."""

    name: str
    sha256: str
    file_name: str
    imported: str

    @property
    def key(self) -> str:
        """What tells its files from any others."""
        return f"{self.name}@{self.sha256[:12]}"


@dataclass(frozen=True, slots=True)
class EditionRemoval:
    """An edition that was moved aside and can be brought back, and the moment (ISO 8601, UTC)."""

    edition: KeptEdition
    moment: str


class KeptEditions(Naming):
    """A library that keeps editions too. Of each year one is in use; others are aside."""

    def editions(self, *, removed: bool = False) -> tuple[KeptEdition, ...]:
        """The editions in use by name, or those that are aside, the last one of each first."""
        with self._guard():
            rows = self._index.execute(
                "SELECT name, sha256, file_name, imported FROM editions "
                "WHERE (removed IS NOT NULL) = ? ORDER BY name, removed DESC",
                (removed,),
            ).fetchall()
        return tuple(KeptEdition(*row) for row in rows)

    def edition_removals(self) -> tuple[EditionRemoval, ...]:
        """What `restore_edition` brings back of the years of which no edition is in use."""
        with self._guard():
            rows = self._index.execute(
                "SELECT name, sha256, file_name, imported, max(removed) FROM editions "
                "GROUP BY name HAVING count(removed) = count(*) ORDER BY max(removed) DESC"
            ).fetchall()
        return tuple(EditionRemoval(KeptEdition(*row[:4]), row[4]) for row in rows)

    def edition(self, name: str) -> KeptEdition:
        """The edition of a year. Raises UnknownName."""
        found = next((one for one in self.editions() if one.name == name), None)
        if found is None:
            raise unknown_edition(name, [one.name for one in self.editions()])
        return found

    def edition_texts(self, edition: KeptEdition) -> dict[str, str]:
        """The texts of an edition's files, by name."""
        with self._guard():
            row = self._index.execute(
                "SELECT texts FROM editions WHERE sha256 = ? AND name = ?",
                (edition.sha256, edition.name),
            ).fetchone()
        return dict(json.loads(row[0])) if row else {}

    def commit_edition(
        self, edition: KeptEdition, texts: dict[str, str], original: Original
    ) -> None:
        """Keep an edition; one of the same year that is there is moved aside in the same step.

        The packed file lies in a `disk.workspace` of this library. Raises LibraryProblem; then
        nothing has changed.
        """
        self.require_writable()
        with self._guard():
            with trash.placing(self._index, self.folder, original):
                self._index.execute(
                    "UPDATE editions SET removed = ?, replaced_by = ? "
                    "WHERE name = ? AND removed IS NULL AND sha256 <> ?",
                    (this_moment(), edition.sha256, edition.name, edition.sha256),
                )
                self._index.execute(
                    "INSERT OR REPLACE INTO editions VALUES (?, ?, ?, ?, ?, NULL, NULL)",
                    (
                        edition.sha256,
                        edition.name,
                        edition.file_name,
                        edition.imported,
                        json.dumps(texts, ensure_ascii=False),
                    ),
                )
            trash.settle(self._index, self.folder)

    def correct_edition(self, edition: KeptEdition, texts: dict[str, str]) -> None:
        """Put the texts of an edition right. Raises LibraryProblem."""
        self.require_writable()
        with self._guard(), schema.transaction(self._index):
            self._index.execute(
                "UPDATE editions SET texts = ? WHERE sha256 = ? AND name = ?",
                (json.dumps(texts, ensure_ascii=False), edition.sha256, edition.name),
            )

    def remove_edition(self, name: str) -> KeptEdition:
        """Move an edition aside; answers it. Raises UnknownName, LibraryProblem."""
        return self._take_aside(name, brings_back=False)

    def take_back_edition(self, name: str) -> KeptEdition:
        """Undo the import of an edition: move it aside, and bring back the one that it replaced.

        Raises UnknownName, LibraryProblem.
        """
        return self._take_aside(name, brings_back=True)

    def _take_aside(self, name: str, *, brings_back: bool) -> KeptEdition:
        self.require_writable()
        taken = self.edition(name)
        with self._guard():
            with schema.transaction(self._index):
                self._index.execute(
                    "UPDATE editions SET removed = ? WHERE sha256 = ? AND name = ?",
                    (this_moment(), taken.sha256, name),
                )
                if brings_back:
                    self._index.execute(
                        "UPDATE editions SET removed = NULL, replaced_by = NULL "
                        "WHERE name = ? AND replaced_by = ?",
                        (name, taken.sha256),
                    )
            trash.settle(self._index, self.folder)
        return taken

    def restore_edition(self, name: str) -> KeptEdition:
        """Bring back the edition of a year that was moved aside last; one in use makes room.

        Raises UnknownName when there is none, LibraryProblem.
        """
        self.require_writable()
        aside = [one for one in self.editions(removed=True) if one.name == name]
        if not aside:
            raise unknown_edition(name, [one.name for one in self.editions(removed=True)])
        back = aside[0]
        with self._guard():
            with schema.transaction(self._index):
                self._index.execute(
                    "UPDATE editions SET removed = ?, replaced_by = ? "
                    "WHERE name = ? AND removed IS NULL",
                    (this_moment(), back.sha256, name),
                )
                self._index.execute(
                    "UPDATE editions SET removed = NULL, replaced_by = NULL "
                    "WHERE sha256 = ? AND name = ?",
                    (back.sha256, name),
                )
            trash.settle(self._index, self.folder)
        return back


def unknown_edition(name: str, known: list[str]) -> UnknownName:
    """Say that there is no such edition, and which there are."""
    return UnknownName(
        _("There is no edition {name}.").format(name=name),
        _("There is {names}.").format(names=", ".join(known)) if known else "",
        _("`mkbviewer editions` lists them; drop the files of another one to take it in."),
    )
