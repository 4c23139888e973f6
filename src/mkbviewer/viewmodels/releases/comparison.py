"""Comparing two releases of a table in the background."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from mkbviewer.core.errors import Cancelled
from mkbviewer.core.language import _
from mkbviewer.viewmodels.background.tasks import REVISIONS_LANE, Job, Runner
from mkbviewer.viewmodels.releases.revision_table import RevisionTable

if TYPE_CHECKING:
    from mkbviewer.core.frame import Frame
    from mkbviewer.core.model import Release
    from mkbviewer.store.pages.holdings import Holdings
    from mkbviewer.store.revisions.revisions import Diff

SERIES_LANE = "revised series"
MOST_ROWS = 5_000
"""How many figures the table holds; the counts are of all."""


class Comparison(QObject):
    """What two releases of a table tell differently, with `table` as its rows.

    `compared` comes when the rows are there, `series_read` carries the Frame of one figure's
    series in both releases, `failed` an exception. `busy_changed` tells whether figures are being
    compared.
    """

    compared = Signal()
    series_read = Signal(object)
    failed = Signal(object)
    busy_changed = Signal(bool)

    def __init__(self, holdings: "Holdings", runner: Runner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.table = RevisionTable(self)
        self.table_id = ""
        self._holdings = holdings
        self._runner = runner
        self._is_busy = False

    @property
    def diff(self) -> "Diff | None":
        """What was compared last; None while it is being compared, or where that failed."""
        return self.table.diff

    @property
    def is_busy(self) -> bool:
        """Whether figures are being compared."""
        return self._is_busy

    def releases(self) -> "tuple[Release, ...]":
        """The releases of the table, from old to new. Raises UnknownName."""
        return self._holdings.own.table(self.table_id).releases

    def compare(self, table_id: str, old: str = "", new: str = "") -> None:
        """Compare two releases of the user's own library, the last two where none are named."""
        self.table_id = table_id
        self._runner.drop(SERIES_LANE)
        self.table.show(None)
        library = self._holdings.own

        def work(job: Job) -> "Diff":
            from mkbviewer.store.revisions.revisions import read_revisions

            return read_revisions(
                library, table_id, old, new, MOST_ROWS, check_cancelled=job.check_cancelled
            )

        self._tell_busy(is_busy=True)
        self._runner.run(REVISIONS_LANE, work, self._accept, self._refuse)

    def read_series(self, row: int) -> None:
        """Read the series of a row's figure as both releases have it."""
        diff = self.table.diff
        if diff is None:
            return
        revision, library = self.table.revision(row), self._holdings.own

        def work(_job: Job) -> "Frame":
            from mkbviewer.store.revisions.revisions import read_both_releases

            return read_both_releases(library, diff.table, revision, diff.old.name, diff.new.name)

        self._runner.run(SERIES_LANE, work, self.series_read.emit, self.failed.emit)

    @Slot()
    def cancel(self) -> None:
        """Stop comparing."""
        if self._is_busy:
            self._runner.drop(REVISIONS_LANE)
            self._refuse(Cancelled(_("The work was cancelled.")))

    def _accept(self, diff: "Diff") -> None:
        self.table.show(diff)
        self._tell_busy(is_busy=False)
        self.compared.emit()

    def _refuse(self, problem: Exception) -> None:
        self._tell_busy(is_busy=False)
        self.failed.emit(problem)

    def _tell_busy(self, *, is_busy: bool) -> None:
        if is_busy != self._is_busy:
            self._is_busy = is_busy
            self.busy_changed.emit(is_busy)
