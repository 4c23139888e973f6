"""From a dropped file to a release: hash, recognise, read, compare, write, commit."""

import tempfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from mkbviewer.core.errors import Cancelled, LibraryProblem, MkbviewerError
from mkbviewer.core.language import _
from mkbviewer.core.model import Release
from mkbviewer.dialects import probe_file, recognise
from mkbviewer.dialects.base import Recognition, choose
from mkbviewer.dialects.regular.form import LEAST_BYTES
from mkbviewer.store.files import disk
from mkbviewer.store.importing.arrival import foresee, is_metadata_file, take_in, use_waiting
from mkbviewer.store.importing.drafting import Drafting
from mkbviewer.store.importing.packing import Packing, Stamp
from mkbviewer.store.importing.question import ask
from mkbviewer.store.importing.source import Source, open_source
from mkbviewer.store.importing.workbench import Workbench
from mkbviewer.store.library.draft import Draft, Terms
from mkbviewer.store.library.library import Library
from mkbviewer.store.library.originals import add_provenance
from mkbviewer.store.library.problems import told_as_library_problem, told_as_unreadable
from mkbviewer.store.library.report import ImportReport, refusal, unchanged

Progress = Callable[[float, str], None]
"""Told the part that is done, from 0 to 1, and the step in words."""

CheckCancelled = Callable[[], None]
"""Raises Cancelled when the user cancelled; is called from more than one thread."""


def import_file(
    library: Library,
    path: Path,
    companions: Mapping[str, Path] | None = None,
    *,
    progress: Progress | None = None,
    check_cancelled: CheckCancelled | None = None,
    terms: Terms | None = None,
) -> ImportReport:
    """Import one file; answers what was found and done.

    `companions` are its metadata and code lists by file name; where None, those that stand beside
    the file are used. A file that cannot be imported gives a report with its error, and leaves the
    library as it was. Raises Cancelled; nothing is left behind then.
    """
    job = _Import(library, path, companions, progress, check_cancelled, terms or Terms())
    try:
        library.require_writable()
        if is_metadata_file(path):
            with told_as_library_problem(library.folder):
                return take_in(library, path, job.fill)
        with told_as_library_problem(library.folder), disk.workspace(library.folder) as place:
            return job.carry_out(place)
    except Cancelled:
        raise
    except MkbviewerError as error:
        return refusal(path, error)


def inspect_file(
    path: Path,
    companions: Mapping[str, Path] | None = None,
    *,
    library: Library | None = None,
    progress: Progress | None = None,
    check_cancelled: CheckCancelled | None = None,
    terms: Terms | None = None,
) -> ImportReport:
    """The report that `import_file` would give, without changing anything.

    Without a library nothing is known of other releases. Raises Cancelled.
    """
    job = _Import(library, path, companions, progress, check_cancelled, terms or Terms())
    try:
        with tempfile.TemporaryDirectory(prefix="mkbviewer-") as place:
            if is_metadata_file(path):
                return foresee(library, path, job.foresee_filling, Path(place))
            return job.inspect(Path(place))
    except Cancelled:
        raise
    except MkbviewerError as error:
        return refusal(path, error)


@dataclass(frozen=True)
class _Look:
    """What is known before a file is read: what goes with it, who had it before.

    `sha256` is empty where it can wait: no release can have come from the same content.
    """

    sha256: str
    stamp: Stamp
    source: Source
    recognition: Recognition
    known: Release | None


@dataclass(frozen=True)
class _Finding:
    """What was found in a file: the report, and all that is needed to commit it.

    `draft` is None when the library has this content already; `replaces` is the release that the
    same content made before, with less metadata; `used` are the companions that were read.
    """

    report: ImportReport
    draft: Draft | None = None
    replaces: Release | None = None
    used: tuple[tuple[Path, str], ...] = ()


@dataclass(frozen=True)
class _Import:
    """The import of one file."""

    library: Library | None
    path: Path
    companions: Mapping[str, Path] | None
    progress: Progress | None
    check_cancelled: CheckCancelled | None
    terms: Terms

    def carry_out(self, place: Path) -> ImportReport:
        """Do all of it, with `place` as the workspace inside the library."""
        assert self.library is not None
        source = self._open(place)
        parquet = place / "observations.parquet"
        is_kept = self.terms.keeps_originals
        with told_as_unreadable(source.original):
            packing = Packing(source.original, place, is_kept=is_kept)
        with packing, self._workbench(source, place / "spill") as bench:
            look = self._look(source, packing.stamp)
            if self._is_kept(look, source.companions.values()):
                return self._put_back(look, packing)
            found = self._examine(bench, look, place)
            if found.draft is None:
                return found.report
            self._tell(0.65, _("Writing the release"))
            bench.write(found.draft.structure, parquet)
            bench.close_soon()
            self._tell(0.9, _("Keeping the file"))
            sha256, originals = packing.finish(look.sha256, found.used)
            draft = found.draft.of_content(sha256)
            add_provenance(draft, originals)
            bench.check_cancelled()
            self._tell(0.95, _("Adding the release to the library"))
            release = self.library.commit(draft, parquet, originals, found.replaces)
        self._tell(1.0, _("Done"))
        return replace(found.report, table=release.table, release=release.name)

    def _put_back(self, look: _Look, packing: Packing) -> ImportReport:
        """The report on a file that the library has, whose kept copy is put back if it is gone."""
        assert self.library is not None
        assert look.known is not None
        report = self._unchanged(look)
        if not look.known.original or not self.terms.keeps_originals:
            return report
        try:
            kept = self.library.original_file(look.known)
        except LibraryProblem:  # It was never kept.
            return report
        if kept.exists():
            return report
        _sha256, (original,) = packing.finish(look.sha256, ())
        disk.move_into_place(original.packed, kept)
        told = _("The library had lost its copy of this file; it is back.")
        return replace(report, warnings=(told, *report.warnings))

    def inspect(self, place: Path) -> ImportReport:
        """Look only, with `place` as a folder to spill into."""
        source = self._open(place)
        with told_as_unreadable(source.original):
            stamp = Stamp.of(source.original)
        look = self._look(source, stamp)
        if self._is_kept(look, source.companions.values()):
            return self._unchanged(look)
        with self._workbench(source, place) as bench:
            report = self._examine(bench, look, place).report
        self._tell(1.0, _("Done"))
        return report

    def fill(self, data: Path, companions: Mapping[str, Path], terms: Terms) -> ImportReport:
        """Import another file in place of this one, on these terms. Raises Cancelled."""
        assert self.library is not None
        return import_file(
            self.library,
            data,
            companions,
            progress=self.progress,
            check_cancelled=self.check_cancelled,
            terms=terms,
        )

    def foresee_filling(
        self, data: Path, companions: Mapping[str, Path], terms: Terms
    ) -> ImportReport:
        """The report that `fill` would give. Raises Cancelled, and what else goes wrong."""
        job = replace(self, path=data, companions=companions, terms=terms)
        return job.inspect(data.parent)

    def _workbench(self, source: Source, spill: Path) -> Workbench:
        bench = Workbench(spill, self.check_cancelled)
        if source.data.stat().st_size < LEAST_BYTES:
            bench.open_soon()
        return bench

    def _open(self, place: Path) -> Source:
        self._tell(0.0, _("Looking at the file"))
        if self.check_cancelled:
            self.check_cancelled()
        return open_source(self.path, self.companions, place, self.check_cancelled)

    def _look(self, source: Source, stamp: Stamp) -> _Look:
        recognition = recognise(probe_file(source.data, source.companions))
        may_be_known = self.library is not None and self.library.may_have_original(stamp.size)
        sha256 = "" if stamp.is_settled and not may_be_known else self._hash(source.original)
        known = self.library.find_original(sha256) if self.library and sha256 else None
        return _Look(sha256, stamp, source, recognition, known)

    def _is_kept(self, look: _Look, companions: Iterable[Path]) -> bool:
        """Whether the library has this content, and everything that would tell more about it."""
        if look.known is None or self.library is None or self._is_read_otherwise(look):
            return False
        kept = self.library.companions(look.known)
        return all(self._hash(path) in kept for path in look.source.outside(companions))

    def _is_read_otherwise(self, look: _Look) -> bool:
        """Whether the user now chooses another reading than the one that the library has."""
        chosen = choose(look.recognition, self.terms.reading).chosen
        assert self.library is not None
        assert look.known is not None
        return bool(chosen) and chosen != self.library.chosen_reading(look.known)

    def _examine(self, bench: Workbench, look: _Look, place: Path) -> _Finding:
        data, companions = look.source.data, look.source.companions
        recognition = look.recognition
        if self.library:
            recognition = use_waiting(self.library, data, companions, recognition, place)
        if self._is_kept(look, recognition.used):
            return _Finding(self._unchanged(look))
        recognition = choose(recognition, self.terms.reading)
        if recognition.alternatives:
            return _Finding(ask(bench, self.path, probe_file(data), recognition, place))
        self._tell(0.1, _("Reading the figures"))
        reading = bench.read(data, recognition.layout)
        self._tell(0.5, _("Comparing with what the library has"))
        outside = look.source.outside(recognition.used)
        used = tuple((path, self._hash(path)) for path in outside)
        drafting = Drafting(
            self.library, self.path, self.terms, look.sha256, look.stamp.size, look.known
        )
        return _Finding(*drafting.draft(bench, recognition, reading), look.known, used)

    def _unchanged(self, look: _Look) -> ImportReport:
        release = look.known
        assert self.library is not None
        assert release is not None
        stored = self.library.report(release.table, release.name)
        structure = self.library.structure(release.table, release.name)
        return unchanged(self.path, release, stored, structure)

    def _hash(self, path: Path) -> str:
        with told_as_unreadable(path):
            return disk.hash_file(path)

    def _tell(self, fraction: float, step: str) -> None:
        if self.progress:
            self.progress(fraction, step)
