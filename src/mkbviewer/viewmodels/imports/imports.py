"""Importing files in the background, one after the other, each of which can be cancelled."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from mkbviewer.core.errors import Cancelled, MkbviewerError, UnknownName, UnreadableFile
from mkbviewer.core.language import _
from mkbviewer.viewmodels.background.tasks import CHANGE_LANE, GATHER_LANE, IMPORT_LANE, Job, Runner
from mkbviewer.viewmodels.imports.import_jobs import Imported, ImportJob, ImportJobs, State
from mkbviewer.viewmodels.session.history import Step

if TYPE_CHECKING:
    from mkbviewer.core.model import Release
    from mkbviewer.store.editions.edition_files import EditionFiles
    from mkbviewer.store.importing.gather import Candidate
    from mkbviewer.store.library.library import Library
    from mkbviewer.store.library.report import ImportReport
    from mkbviewer.store.pages.holdings import Holdings


class Imports(QObject):
    """The queue of files to import, with `jobs` as its table.

    `imported` carries the ImportReport of each file of which an import came to an end: imported,
    unchanged or refused. `asked` carries the row of a file that can be read in several ways: it
    waits for `answer`, or for `cancel`. `library_changed` tells that the user's library holds
    something else; `failed` carries an exception that no report tells; `finished` comes when
    nothing is waiting for its turn any more.
    """

    imported = Signal(object)
    asked = Signal(int)
    finished = Signal()
    library_changed = Signal()
    failed = Signal(object)

    def __init__(self, holdings: "Holdings", runner: Runner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.jobs = ImportJobs(self)
        self._holdings = holdings
        self._runner = runner
        self._gathering = 0
        self._by_job: dict[int, ImportJob] = {}
        runner.progressed.connect(self._show_progress)

    @property
    def is_busy(self) -> bool:
        """Whether anything is waiting or being imported."""
        return bool(self._gathering) or any(job.state.is_open for job in self.jobs.jobs)

    def add(self, paths: Iterable[Path]) -> None:
        """Import files, and all data files in folders, with the metadata that belongs to them."""
        dropped = tuple(paths)
        if not dropped:
            return

        def look(_job: Job) -> "tuple[Candidate, ...]":
            from mkbviewer.store.importing.gather import gather

            return gather(dropped)

        self._gathering += 1
        self._runner.run(
            GATHER_LANE,
            look,
            partial(self._queue, dropped),
            partial(self._give_up_gathering, dropped),
            keep_all=True,
        )

    def cancel(self, row: int) -> None:
        """Give up one import; one that has already been committed stays."""
        job = self.jobs.job(row)
        if job.state is State.ASKING:
            job.imported = None
            self._close(job, State.CANCELLED)
        elif job.job is not None and job.state.is_open:
            job.job.cancel()

    def answer(self, row: int, reading: str) -> None:
        """Go on with a file that can be read in several ways, with the key of the right one."""
        job = self.jobs.job(row)
        if job.state is State.ASKING:
            job.imported, job.problem, job.state = None, None, State.WAITING
            self.jobs.tell_changed(job)
            self._start(job, reading)

    @Slot()
    def cancel_all(self) -> None:
        """Give up everything that is waiting or being imported."""
        for row in range(len(self.jobs.jobs)):
            self.cancel(row)

    def can_undo_import(self, row: int) -> bool:
        """Whether the release of a row was imported and is still there to be taken back."""
        return self.jobs.job(row).state is State.IMPORTED

    def undo_import(self, row: int) -> None:
        """Take the release that this row imported out of the library again."""
        if self.can_undo_import(row):
            self._take_back(self.jobs.job(row))

    def step(self, row: int) -> Step:
        """The import of a row as a step that the session's undo can take back."""
        job = self.jobs.job(row)
        name = job.report.table or job.report.title if job.report else job.path.name
        return Step(
            _("import of {table}").format(table=name),
            undo=lambda: self._take_back(job),
            redo=lambda: self._bring_back(job),
            can_undo=lambda: job.state is State.IMPORTED,
            can_redo=lambda: job.state is State.UNDONE,
        )

    def _queue(self, dropped: tuple[Path, ...], candidates: "tuple[Candidate, ...]") -> None:
        self._gathering -= 1
        if not candidates:
            self._refuse_all(dropped, _nothing_found())
            return
        jobs = [ImportJob(one.path, dict(one.companions), one.edition) for one in candidates]
        self.jobs.add(jobs)
        for job in jobs:
            self._start(job)

    def _give_up_gathering(self, dropped: tuple[Path, ...], problem: Exception) -> None:
        self._gathering -= 1
        self._refuse_all(dropped, problem)

    def _refuse_all(self, dropped: tuple[Path, ...], problem: Exception) -> None:
        self.jobs.add([ImportJob(path, state=State.REFUSED, problem=problem) for path in dropped])
        self._tell_problem(problem)
        self._tell_finished()

    def _start(self, job: ImportJob, reading: str = "") -> None:
        library, holdings = self._holdings.own, self._holdings

        def work(task: Job) -> Imported:
            if job.edition is not None:
                return _import_edition(holdings, job.edition)
            return _import(library, job, reading, task)

        started = self._runner.run(
            IMPORT_LANE,
            work,
            partial(self._accept, job),
            partial(self._refuse, job),
            keep_all=True,
        )
        job.job = started
        # A runner that runs at once has already delivered the outcome.
        if job.state.is_open:
            self._by_job[started.id] = job

    @Slot(int, float, str)
    def _show_progress(self, job_id: int, fraction: float, step: str) -> None:
        job = self._by_job.get(job_id)
        if job is not None:
            job.state, job.fraction, job.step = State.BUSY, fraction, step
            self.jobs.tell_changed(job)

    def _accept(self, job: ImportJob, imported: Imported) -> None:
        job.imported = imported
        if imported.report.question:
            self._close(job, State.ASKING)
            self.asked.emit(self.jobs.jobs.index(job))
            self._tell_finished()
            return
        job.problem = imported.report.error
        self._close(job, State(imported.report.status))
        if job.state is State.IMPORTED:
            self.library_changed.emit()
        self.imported.emit(imported.report)
        self._tell_finished()

    def _refuse(self, job: ImportJob, problem: Exception) -> None:
        job.problem = problem
        is_cancelled = isinstance(problem, Cancelled)
        self._close(job, State.CANCELLED if is_cancelled else State.REFUSED)
        self._tell_problem(problem)
        self._tell_finished()

    def _close(self, job: ImportJob, state: State) -> None:
        if job.job is not None:
            self._by_job.pop(job.job.id, None)
        job.state, job.fraction, job.step = state, 1.0, ""
        self.jobs.tell_changed(job)

    def _tell_problem(self, problem: Exception) -> None:
        if not isinstance(problem, MkbviewerError):
            self.failed.emit(problem)

    def _tell_finished(self) -> None:
        if not self.is_busy:
            self.finished.emit()

    def _take_back(self, job: ImportJob) -> None:
        library, report = self._holdings.own, job.report
        if report is None or job.state is not State.IMPORTED:
            return
        self._change_library(job, lambda: _take_back(library, report), State.UNDONE)

    def _bring_back(self, job: ImportJob) -> None:
        library, report = self._holdings.own, job.report
        if report is None or job.state is not State.UNDONE:
            return
        self._change_library(job, lambda: _bring_back(library, report), State.IMPORTED)

    def _change_library(
        self, job: ImportJob, change: "Callable[[], tuple[Release, ...]]", state: State
    ) -> None:
        # On the thread that reads pages: no page is read while a release moves out of the way.
        if job.is_changing:
            return
        job.is_changing = True

        def accept(releases: "tuple[Release, ...]") -> None:
            job.is_changing = False
            if job.imported and len(releases) == 1:
                # A release whose name was given away meanwhile comes back under another.
                report = replace(job.imported.report, release=releases[0].name)
                job.imported = replace(job.imported, report=report)
            job.state = state
            self.jobs.tell_changed(job)
            self.library_changed.emit()

        def refuse(problem: Exception) -> None:
            job.is_changing = False
            self.failed.emit(problem)

        self._runner.run(CHANGE_LANE, lambda _job: change(), accept, refuse, keep_all=True)


def _import(library: "Library", job: ImportJob, reading: str, task: Job) -> Imported:
    from mkbviewer.store.importing.importer import import_file
    from mkbviewer.store.library.draft import Terms

    report = import_file(
        library,
        job.path,
        dict(job.companions),
        progress=task.report,
        check_cancelled=task.check_cancelled,
        terms=Terms(reading=reading),
    )
    if not report.table or report.question:
        return Imported(report)
    try:
        table = library.table(report.table)
    except UnknownName:
        # Another window has removed it already.
        return Imported(report)
    return Imported(report, len(table.releases), table.newest.name)


def _import_edition(holdings: "Holdings", edition: "EditionFiles") -> Imported:
    from mkbviewer.store.editions.edition_choice import shipped_edition
    from mkbviewer.store.editions.edition_import import import_edition

    return Imported(import_edition(holdings.own, edition, shipped_edition(holdings).catalogue))


def _take_back(library: "Library", report: "ImportReport") -> "tuple[Release, ...]":
    if report.edition:
        library.take_back_edition(report.edition)
        return ()
    return library.take_back(report.table, report.release)


def _bring_back(library: "Library", report: "ImportReport") -> "tuple[Release, ...]":
    if report.edition:
        library.restore_edition(report.edition)
        return ()
    return library.restore(report.table, report.release)


def _nothing_found() -> UnreadableFile:
    return UnreadableFile(
        _("There is nothing to import here."),
        _("No CSV file was found in the folder."),
        _("Drop a CSV file of CBS, or a folder that holds some."),
    )
