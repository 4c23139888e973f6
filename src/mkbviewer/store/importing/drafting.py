"""From what was read of a file to the draft of a release: whose it is, and what it changes."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from mkbviewer.core.language import _
from mkbviewer.core.model import Release, Structure
from mkbviewer.dialects.base import Recognition
from mkbviewer.dialects.reading import Reading
from mkbviewer.store.importing.history import History, inherit_names
from mkbviewer.store.importing.identity import Identity, identify
from mkbviewer.store.importing.workbench import Workbench
from mkbviewer.store.library.draft import Draft, Terms
from mkbviewer.store.library.library import Library
from mkbviewer.store.library.moment import moment_behind, this_moment
from mkbviewer.store.library.releases import free_name
from mkbviewer.store.library.report import IMPORTED, ImportReport, Revisions, with_structure


@dataclass(frozen=True)
class Drafting:
    """What is known of a file besides what was read of it; without a library, of no others.

    `known` is the release that the same content made before; `sha256` is empty where nobody looked
    yet, `size` is in bytes.
    """

    library: Library | None
    path: Path
    terms: Terms
    sha256: str
    size: int
    known: Release | None

    def draft(
        self, bench: Workbench, recognition: Recognition, reading: Reading
    ) -> tuple[ImportReport, Draft]:
        """The report on what the bench has read, and the draft of its release.

        Raises LibraryProblem when an earlier release cannot be read, Cancelled.
        """
        identity = self._identify(recognition, reading.structure)
        release = self._release(recognition, reading, identity)
        history = History.of(self.library, release, self.known, reading.structure.last)
        structure, inherited = inherit_names(self.library, history, reading.structure)
        whole = replace(reading, structure=structure)
        revisions = self._count_revisions(bench, history, recognition, whole)
        release = replace(release, name=free_name(release.name, history.names))
        report = ImportReport(
            file=self.path,
            status=IMPORTED,
            dialect=recognition.dialect,
            table=release.table,
            title=self._known_title(identity),
            release=release.name,
            observations=reading.observations,
            missing=reading.missing,
            rejected=reading.rejected,
            rejected_count=reading.rejected_count,
            revisions=revisions or Revisions(),
            compared_with=history.earlier,
            warnings=(
                *recognition.warnings,
                *reading.warnings,
                *identity.warnings,
                *_warn_of_others(history, is_compared=revisions is not None),
                *_warn_of_clock(release.imported),
            ),
            reasons=(*recognition.reasons, *_inheritance_in_words(inherited)),
            table_reason=identity.reason,
            companions=tuple(path.name for path in recognition.used),
            inherited_from=inherited,
            reading=recognition.chosen,
        )
        report = with_structure(report, structure)
        draft = Draft(
            release=release,
            structure=structure,
            title=identity.title,
            source=recognition.source,
            description=recognition.description,
            report={**report.to_json(), "file": self.path.name},
        )
        return report, draft

    def _identify(self, recognition: Recognition, structure: Structure) -> Identity:
        if self.terms.table:
            title = self.terms.title or recognition.title or self.terms.table
            return Identity(self.terms.table, title, _("The table was named by the user."))
        return identify(self.library, recognition, structure, self.path)

    def _known_title(self, identity: Identity) -> str:
        """The title; that of the table in the library where the file tells its id only."""
        known = self.library.dated_releases(identity.table) if self.library else ()
        if not self.library or not known or identity.title.casefold() != identity.table.casefold():
            return identity.title
        return self.library.table(known[0].release.table).title

    def _release(self, recognition: Recognition, reading: Reading, identity: Identity) -> Release:
        today = datetime.now(UTC).astimezone().date().isoformat()
        known = self.library.dated_releases(identity.table) if self.library else ()
        behind = moment_behind(one.release.imported for one in known)
        return Release(
            table=identity.table,
            name=self.terms.release or _day(recognition.modified) or today,
            imported=self.terms.imported or behind,
            modified=recognition.modified,
            original=self.sha256,
            original_size=self.size,
            file_name=self.path.name,
            dialect=recognition.dialect,
            observations=reading.observations,
            missing=dict(reading.missing),
            is_provisional=reading.is_provisional,
        )

    def _count_revisions(
        self, bench: Workbench, history: History, recognition: Recognition, reading: Reading
    ) -> Revisions | None:
        """What differs from the release just before; None when nothing can be compared."""
        if not history.before or self.library is None:
            return Revisions()

        from mkbviewer.store.revisions.comparison import Telling

        earlier = history.before[-1]
        telling = Telling.of(
            recognition.dialect,
            is_provisional=reading.is_provisional,
            has_metadata=bool(recognition.used),
        )
        return bench.compare(
            reading.structure,
            self.library.structure(earlier.table, earlier.name),
            self.library.release_file(earlier.table, earlier.name),
            telling.both(Telling.of_release(self.library, earlier)),
        )


def _warn_of_others(history: History, *, is_compared: bool) -> Iterator[str]:
    """Warnings about the releases around the new one."""
    if not is_compared:
        yield _(
            "The dimensions differ from those of release {release}, so that the "
            "figures cannot be compared."
        ).format(release=history.earlier)
    if history.newer:
        yield _("Release {release} is newer than this file; pages go on showing it.").format(
            release=history.newer
        )


def _warn_of_clock(imported: str) -> Iterator[str]:
    if imported > this_moment():
        yield _(
            "The clock of this computer stands before the last import of this table; the release"
            " is put right behind that one."
        )


def _inheritance_in_words(releases: tuple[str, ...]) -> tuple[str, ...]:
    if not releases:
        return ()
    text = _(
        "The file comes without metadata; titles, units, decimals and labels of the same keys "
        "were taken over from release {releases} of this table."
    )
    return (text.format(releases=", ".join(releases)),)


def _day(modified: str) -> str:
    try:
        return date.fromisoformat(modified[:10]).isoformat()
    except ValueError:
        return ""
