"""Making a library anew from the files that were imported into it."""

# ruff: noqa: S608 - quoted names and paths only

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from mkbviewer.core.errors import LibraryProblem, MkbviewerError
from mkbviewer.core.language import _
from mkbviewer.core.model import Release
from mkbviewer.store.editions.edition_files import EXTENSION
from mkbviewer.store.files import disk
from mkbviewer.store.importing.importer import Progress, import_file
from mkbviewer.store.library import schema
from mkbviewer.store.library.contents import INDEX, has_lost_index
from mkbviewer.store.library.draft import ORIGINALS, Terms, original_path
from mkbviewer.store.library.library import Adoption, Library
from mkbviewer.store.library.originals import Companion, read_provenance, unpack
from mkbviewer.store.library.parquet import identifier, source_of
from mkbviewer.store.library.problems import told_as_library_problem
from mkbviewer.store.library.rows import StoredRelease
from mkbviewer.store.library.trash import TRASH, find_kept
from mkbviewer.store.upkeep.edition_upkeep import rebuild_editions, rescue_edition
from mkbviewer.store.upkeep.verification import verify


class Outcome(StrEnum):
    """What became of a release: every figure the same, others, as it was, or found again."""

    SAME = "same"
    CHANGED = "changed"
    KEPT = "kept"
    FOUND = "found"


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """One release after a rebuild.

    `differences` counts the observations that are read otherwise than before; `why` tells, as a
    sentence, why a release was kept as it was or what is odd about it.
    """

    table: str
    release: str
    outcome: Outcome
    differences: int = 0
    why: str = ""


def open_to_rebuild(folder: Path) -> Library:
    """Open a library that is to be rebuilt; an index that cannot be read is put aside first.

    Raises LibraryProblem when there is no library, or its folder cannot be used.
    """
    index = folder / INDEX
    if not index.is_file() and not (folder / ORIGINALS).is_dir():
        return Library(folder, read_only=True)
    if has_lost_index(folder):
        return _begin_anew(folder)
    try:
        return Library(folder)
    except LibraryProblem as problem:
        if not isinstance(problem.__cause__, sqlite3.DatabaseError) or not _is_damaged(index):
            raise
    moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
    with told_as_library_problem(folder):
        for ending in ("-wal", "-shm", ""):
            damaged = index.with_name(INDEX + ending)
            if damaged.exists():
                damaged.replace(damaged.with_name(f"{INDEX}.damaged-{moment}{ending}"))
    return _begin_anew(folder)


def _begin_anew(folder: Path) -> Library:
    """A library with an empty index beside the files that were imported."""
    with told_as_library_problem(folder):
        schema.open_index(folder / INDEX).close()
    return Library(folder)


def _is_damaged(index: Path) -> bool:
    try:
        with sqlite3.connect(f"{index.absolute().as_uri()}?mode=ro", uri=True) as connection:
            connection.execute("SELECT count(*) FROM sqlite_master")
    except sqlite3.OperationalError:
        return False
    except sqlite3.DatabaseError:
        return True
    return False


def rebuild(
    library: Library,
    *,
    progress: Progress | None = None,
    check_cancelled: Callable[[], None] | None = None,
) -> tuple[Rebuilt, ...]:
    """Read every kept file again, and put what was read in place of what the library has.

    Names, moments of import, order and titles stay. Everything is made and checked in a folder of
    its own first; one transaction then puts it in place, so that the library is as before or as
    after at any moment, and others can go on using it. A release whose file cannot be read again
    stays as it is. Files that the index does not know (it was lost) are imported last. What the
    user kept stays too: a library that lost its index has it from the copy once it is opened.
    Raises LibraryProblem, Cancelled; nothing has changed then.
    """
    library.require_writable()
    job = _Rebuild(library, progress, check_cancelled)
    with told_as_library_problem(library.folder):
        with disk.workspace(library.folder) as place:
            done = job.remake_known(place)
        library.mend_copy()
        return (*done, *job.remake_editions(), *job.find_lost())


@dataclass(frozen=True)
class _Rebuild:
    library: Library
    progress: Progress | None
    check_cancelled: Callable[[], None] | None

    def remake_known(self, place: Path) -> tuple[Rebuilt, ...]:
        holding = self.library.holding()
        releases = sorted(holding.releases, key=lambda one: one.id)
        outcomes, adoptions = [], []
        with Library(place / "library") as scratch:
            for number, stored in enumerate(releases):
                self._tell(number / max(1, len(releases)), stored.release)
                adoption, outcome = self._remake(scratch, stored, releases, place / str(stored.id))
                outcomes.append(outcome)
                if adoption:
                    adoptions.append(adoption)
            faults = verify(scratch, check_cancelled=self.check_cancelled).faults
        if faults:
            raise LibraryProblem(
                _("The library could not be made anew; it is as it was."),
                f"{faults[0].path}: {faults[0].what}",
                _("Check the disk, then try again."),
            )
        self.library.adopt(scratch.folder, adoptions, disk.owner_of(place))
        return tuple(outcomes)

    def _remake(
        self, scratch: Library, stored: StoredRelease, releases: list[StoredRelease], place: Path
    ) -> tuple[Adoption | None, Rebuilt]:
        release = stored.release
        done = Rebuilt(release.table, release.name, Outcome.KEPT)
        files = self.library.kept_files(stored.id)
        data = next((one for one, is_companion in files if not is_companion), None)
        if data is None:
            return None, replace(done, why=_("The file that it was made from was not kept."))
        try:
            path = self._unpack(data, place)
            companions = {
                one.file_name: self._unpack(one, place / "companions")
                for one, is_companion in files
                if is_companion
            }
        except FileNotFoundError:
            why = _("The file that it was made from is gone; importing it again puts it back.")
            return None, replace(done, why=why)
        except OSError as problem:
            why = _("The file that it was made from cannot be read: {reason}.").format(
                reason=problem.strerror or problem
            )
            return None, replace(done, why=why)
        self._make_room(scratch, stored, releases)
        title = stored.title if stored.title != release.table else ""
        made = self._import(scratch, path, companions, Terms(
            release.table, title, release.name, release.imported,
            self.library.chosen_reading(release),
        ))  # fmt: skip
        if isinstance(made, MkbviewerError):
            return None, replace(done, why=str(made))
        return self._compare(scratch, stored, made)

    @staticmethod
    def _make_room(scratch: Library, stored: StoredRelease, releases: list[StoredRelease]) -> None:
        """Move the same content aside, unless this release takes its place."""
        known = scratch.find_original(stored.release.original)
        is_replaced = any(
            one.replaced_by == stored.id and one.release.original == stored.release.original
            for one in releases
        )
        if known and not is_replaced:
            scratch.remove(known.table, known.name)

    def _compare(
        self, scratch: Library, stored: StoredRelease, made: Release
    ) -> tuple[Adoption, Rebuilt]:
        anew = scratch.stored_release(made)
        old = self.library.folder / (self.library.whereabouts(stored.id) or stored.parquet)
        new = scratch.folder / anew.parquet
        done = Rebuilt(stored.release.table, stored.release.name, Outcome.SAME)
        adoption = Adoption(stored.id, anew.id)
        try:
            is_sound = disk.hash_file(old) == stored.parquet_sha256
        except OSError:
            is_sound = False
        if not is_sound:
            why = _("Its figures were gone or damaged; they are back.")
            return adoption, replace(done, why=why)
        if anew.parquet_sha256 == stored.parquet_sha256:
            return replace(adoption, has_other_file=False), done
        differences = count_differences(self.library, old, new)
        if differences:
            why = _("Some figures are read otherwise than when the file was imported.")
            return adoption, replace(
                done, outcome=Outcome.CHANGED, differences=differences, why=why
            )
        return adoption, done

    def remake_editions(self) -> Iterator[Rebuilt]:
        """Read the kept files of editions again."""
        for name, is_changed, why in rebuild_editions(self.library):
            outcome = Outcome.CHANGED if is_changed else Outcome.KEPT if why else Outcome.SAME
            yield Rebuilt(_("edition"), name, outcome, why=why)

    def find_lost(self) -> Iterator[Rebuilt]:
        """Import the kept files that the index does not know."""
        known = self.library.holding()
        folder = self.library.folder / ORIGINALS
        lost = [
            path
            for path in sorted(folder.glob("*.zst"))
            if f"{ORIGINALS}/{path.name}" not in {*known.originals, *known.pending}
        ]
        told = {path: read_provenance(path) for path in lost}
        by_moment = [
            path
            for _moment, path in sorted(
                (provenance.imported, path) for path, provenance in told.items() if provenance
            )
        ]
        companions = {
            original_path(one.sha256, one.extension)
            for provenance in told.values()
            if provenance
            for one in provenance.companions
        }
        strange = [
            one for one in lost if not told[one] and f"{ORIGINALS}/{one.name}" not in companions
        ]
        for path in (*by_moment, *strange):
            if path.name.endswith(f".{EXTENSION}.zst"):
                yield from self._bring_in_edition(path)
            else:
                yield self._bring_in(path)
        yield from self._find_removed()
        self._clear_trash()

    def _find_removed(self) -> Iterator[Rebuilt]:
        """Import the files of removed releases that the index does not know, and remove them."""
        known = self.library.holding().originals
        for path in sorted((self.library.folder / TRASH / ORIGINALS).glob("*.zst")):
            is_known = {
                f"{ORIGINALS}/{path.name}",
                f"{TRASH}/{ORIGINALS}/{path.name}",
            } & known.keys()
            if is_known or not read_provenance(path):
                continue
            found = self._bring_in(path)
            if found.outcome is Outcome.FOUND:
                self.library.remove(found.table, found.release)
                found = replace(found, why=_("It was removed before; `restore` brings it back."))
            yield found

    def _clear_trash(self) -> None:
        """Let go of figures aside that no release of the index has; their files are kept."""
        known = {stored.parquet for stored in self.library.holding().releases}
        for path in (self.library.folder / TRASH / "releases").glob("*.parquet"):
            if path.relative_to(self.library.folder).as_posix() not in known:
                path.unlink()

    def _bring_in_edition(self, path: Path) -> Iterator[Rebuilt]:
        try:
            for name in rescue_edition(self.library, path):
                yield Rebuilt(_("edition"), name, Outcome.FOUND)
        except (OSError, MkbviewerError) as problem:
            yield Rebuilt("", "", Outcome.KEPT, why=f"{ORIGINALS}/{path.name}: {problem}")

    def _bring_in(self, path: Path) -> Rebuilt:
        sha256, extension = path.name.split(".")[:2]
        provenance = read_provenance(path)
        with disk.workspace(self.library.folder) as place:
            companions: Mapping[str, Path] = {}
            if provenance:
                file = Companion(sha256, extension, provenance.file_name)
                companions = {
                    one.file_name: self._unpack(one, place / "companions")
                    for one in provenance.companions
                    if (self.library.folder / original_path(one.sha256, one.extension)).is_file()
                }
                title = provenance.title if provenance.title != provenance.table else ""
                terms = Terms(
                    provenance.table,
                    title,
                    provenance.release,
                    provenance.imported,
                    provenance.reading,
                )
            else:
                file, terms = Companion(sha256, extension, f"{sha256[:12]}.{extension}"), Terms()
            try:
                data = self._unpack(file, place / "data")
            except OSError as problem:
                return Rebuilt("", "", Outcome.KEPT, why=f"{ORIGINALS}/{path.name}: {problem}")
            made = self._import(self.library, data, companions, terms)
        if isinstance(made, MkbviewerError):
            return Rebuilt("", "", Outcome.KEPT, why=f"{ORIGINALS}/{path.name}: {made}")
        self._clear_duplicate(made)
        return Rebuilt(made.table, made.name, Outcome.FOUND)

    def _clear_duplicate(self, made: Release) -> None:
        """Remove the figures that the lost index left, where they are those read again."""
        own = self.library.release_file(made.table, made.name)
        known = {stored.parquet for stored in self.library.holding().releases}
        for path in own.parent.glob("*.parquet"):
            if path.relative_to(self.library.folder).as_posix() in known:
                continue
            if disk.hash_file(path) == disk.hash_file(own):
                path.unlink()

    def _import(
        self, target: Library, path: Path, companions: Mapping[str, Path], terms: Terms
    ) -> Release | MkbviewerError:
        report = import_file(
            target, path, companions, check_cancelled=self.check_cancelled, terms=terms
        )
        if report.error is not None:
            return report.error
        if not report.release:
            return LibraryProblem(" ".join(report.warnings) or path.name)
        return target.release(report.table, report.release)

    def _unpack(self, file: Companion, place: Path) -> Path:
        target = place / (Path(file.file_name).name or file.sha256)
        packed = find_kept(self.library.folder, file.sha256, file.extension)
        if unpack(packed, target) != file.sha256:
            raise OSError(None, _("it is not as it was imported"), str(packed))
        return target

    def _tell(self, fraction: float, release: Release) -> None:
        if self.check_cancelled:
            self.check_cancelled()
        if self.progress:
            self.progress(fraction, f"{release.table} {release.name}")


def count_differences(library: Library, one: Path, other: Path) -> int:
    """How many observations are in one of two Parquet files only. Raises LibraryProblem."""
    columns = [
        sorted(library.reader.fetch(f"SELECT * FROM {source_of(path)} LIMIT 0"))
        for path in (one, other)
    ]
    if columns[0] != columns[1]:
        query = " UNION ALL ".join(
            f"SELECT count(*) FROM {source_of(path)}" for path in (one, other)
        )
    else:
        chosen = ", ".join(map(identifier, columns[0]))
        left, right = (f"SELECT {chosen} FROM {source_of(path)}" for path in (one, other))
        query = " UNION ALL ".join(
            f"SELECT count(*) FROM ({a} EXCEPT ALL {b})" for a, b in ((left, right), (right, left))
        )
    return sum(int(count) for (count,) in library.reader.stream(query))
