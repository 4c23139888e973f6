"""The files being imported and what became of them, as a table."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject

from mkbviewer.core.errors import MkbviewerError
from mkbviewer.core.language import _, ngettext
from mkbviewer.core.numbers import format_number
from mkbviewer.viewmodels.table.text_table import Index, TextTable

if TYPE_CHECKING:
    from mkbviewer.store.editions.edition_files import EditionFiles
    from mkbviewer.store.library.report import ImportReport
    from mkbviewer.viewmodels.background.tasks import Job


class State(StrEnum):
    """How far the import of one file is."""

    WAITING = "waiting"
    BUSY = "busy"
    ASKING = "asking"
    IMPORTED = "imported"
    UNCHANGED = "unchanged"
    REFUSED = "refused"
    CANCELLED = "cancelled"
    UNDONE = "undone"

    @property
    def is_open(self) -> bool:
        """Whether it waits for its turn or is under way."""
        return self in (State.WAITING, State.BUSY)


class Column(IntEnum):
    """The columns of the table."""

    FILE = 0
    TABLE = 1
    OUTCOME = 2
    OBSERVATIONS = 3
    REMARKS = 4


@dataclass(frozen=True)
class Imported:
    """The report of one import, and where its release stands among those of its table.

    `releases` counts them all; `newest` is the name of the newest.
    """

    report: "ImportReport"
    releases: int = 0
    newest: str = ""


@dataclass(eq=False)
class ImportJob:
    """One file: where it is, how far it is, and what became of it."""

    path: Path
    companions: Mapping[str, Path] = field(default_factory=dict)
    edition: "EditionFiles | None" = None
    state: State = State.WAITING
    fraction: float = 0.0
    step: str = ""
    job: "Job | None" = None
    imported: Imported | None = None
    problem: Exception | None = None
    is_changing: bool = False

    @property
    def report(self) -> "ImportReport | None":
        """What was found and done; None until then."""
        return self.imported.report if self.imported else None


class ImportJobs(TextTable):
    """One row per file, in the order in which they were dropped."""

    figures = frozenset((Column.OBSERVATIONS,))

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs: list[ImportJob] = []

    @property
    def jobs(self) -> tuple[ImportJob, ...]:
        """All rows."""
        return tuple(self._jobs)

    def add(self, jobs: list[ImportJob]) -> None:
        """Put files at the end."""
        if not jobs:
            return
        first = len(self._jobs)
        self.beginInsertRows(QModelIndex(), first, first + len(jobs) - 1)
        self._jobs.extend(jobs)
        self.endInsertRows()

    def job(self, row: int) -> ImportJob:
        """The import of a row. Raises IndexError when there is none."""
        if not 0 <= row < len(self._jobs):
            raise IndexError(row)
        return self._jobs[row]

    def tell_changed(self, job: ImportJob) -> None:
        """Let the views write a row again."""
        if job in self._jobs:
            row = self._jobs.index(job)
            self.dataChanged.emit(self.index(row, 0), self.index(row, len(Column) - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._jobs)

    def headings(self) -> tuple[str, ...]:
        return (_("File and layout"), _("Table"), _("Outcome"), _("Figures"), _("Remarks"))

    def text(self, row: int, column: int) -> str:
        return _text(self._jobs[row], Column(column))

    def hint(self, row: int, column: int) -> str:
        return _tooltip(self._jobs[row], Column(column))


def _text(job: ImportJob, column: Column) -> str:
    match column:
        case Column.FILE:
            return f"{job.path.name}\n{_dialect(job) or '–'}"
        case Column.TABLE:
            report = job.report
            if report is None or not (report.table or report.edition):
                return ""
            return " ".join(dict.fromkeys((report.table, report.title))).strip()
        case Column.OUTCOME:
            return _outcome(job)
        case Column.OBSERVATIONS:
            report = job.report
            if report is None or not (report.table or report.edition):
                return ""
            has_figures = report.question is None and report.error is None
            return format_number(report.observations, 0) if has_figures else ""
        case Column.REMARKS:
            return next(iter(_remarks(job)), "")


def _tooltip(job: ImportJob, column: Column) -> str:
    match column:
        case Column.FILE:
            return str(job.path)
        case Column.REMARKS:
            return "\n".join(_remarks(job))
        case _:
            return _text(job, column)


def _dialect(job: ImportJob) -> str:
    if job.report is None or not job.report.dialect:
        return ""
    from mkbviewer.dialects import DIALECTS

    name = job.report.dialect
    if job.report.edition:
        return _("edition of the annual report")
    return next((one.title for one in DIALECTS if one.name == name), name)


def _outcome(job: ImportJob) -> str:
    match job.state:
        case State.WAITING:
            return _("waiting")
        case State.BUSY:
            return _("busy {percent}%").format(percent=int(100 * job.fraction))
        case State.ASKING:
            return _("question")
        case State.IMPORTED:
            return _kind_of_release(job.imported) if job.imported else ""
        case State.UNCHANGED:
            is_kept = job.report is not None and job.report.waits
            return _("kept") if is_kept else _("already imported")
        case State.REFUSED:
            return _("refused")
        case State.CANCELLED:
            return _("cancelled")
        case State.UNDONE:
            return _("undone")


def _kind_of_release(imported: Imported) -> str:
    if imported.report.file.name in imported.report.companions:
        # Metadata: the figures were there already.
        return _("filled in")
    if imported.report.edition:
        return _("new edition")
    if imported.releases <= 1:
        return _("new table")
    if imported.newest and imported.newest != imported.report.release:
        return _("older release")
    return _("new release")


def _remarks(job: ImportJob) -> list[str]:
    """What is worth knowing, the most important first."""
    if job.state is State.BUSY:
        return [job.step] if job.step else []
    if job.state is State.ASKING:
        return [_("It can be read in more than one way; choose which is right.")]
    if isinstance(job.problem, MkbviewerError):
        return [] if job.state is State.CANCELLED else [str(job.problem)]
    if job.problem is not None:
        return [_("Something unexpected went wrong; the library was not changed.")]
    report = job.report
    if report is None:
        return []
    if report.error is not None:
        return [str(report.error)]
    remarks = list(report.warnings)
    if report.rejected_count:
        count = report.rejected_count
        text = ngettext("{count} row was left out", "{count} rows were left out", count)
        remarks.append(text.format(count=format_number(count, 0)))
    remarks += _revisions(report)
    return remarks


def _revisions(report: "ImportReport") -> list[str]:
    found = report.revisions
    parts = [
        text.format(count=format_number(count, 0))
        for count, text in (
            (found.added, _("{count} new")),
            (found.revised, _("{count} revised")),
            (found.removed, _("{count} dropped")),
        )
        if count
    ]
    return [", ".join(parts)] if report.compared_with and parts else []
