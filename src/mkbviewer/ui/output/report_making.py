"""Making the printed report: its pages are read in the background, its sheets painted in turn."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from mkbviewer.core.errors import Cancelled, MkbviewerError
from mkbviewer.core.language import _
from mkbviewer.viewmodels.background.tasks import REPORT_LANE, Job, Runner

if TYPE_CHECKING:
    from mkbviewer.store.pages.holdings import Holdings
    from mkbviewer.store.pages.printed_report import ReportReading
    from mkbviewer.ui.output.report_drawing import ReportWriter

_READING = 0.6
"""The part of the progress that reading takes; painting takes the rest."""


class ReportMaking(QObject):
    """Makes one report at a time. `progressed` carries how far it is, from 0 to 1.

    In the end comes `made`, with the Path and what could not be read by subject; or `failed`, with
    an Exception; or nothing, after `cancel`: then no file is written.
    """

    progressed = Signal(float)
    made = Signal(object, object)
    failed = Signal(object)

    def __init__(self, holdings: "Holdings", runner: Runner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._holdings = holdings
        self._runner = runner
        self._job: Job | None = None
        self._is_reading = False
        self._target = Path()
        self._reading: ReportReading | None = None
        self._writer: ReportWriter | None = None
        # Between two sheets the window paints and hears the user.
        self._turn = QTimer(self)
        self._turn.timeout.connect(self._paint_next)
        runner.progressed.connect(self._hear)

    @property
    def is_busy(self) -> bool:
        """Whether a report is being made."""
        return self._is_reading or self._writer is not None

    def start(self, subjects: Sequence[str], target: Path) -> None:
        """Make a report of these indicators and tables, as a PDF."""
        self.cancel()
        self._target = target
        holdings = self._holdings
        today = date.today()  # noqa: DTZ011 - the user's own day

        def read(job: Job) -> "ReportReading":
            from mkbviewer.store.pages.printed_report import read_printed_report

            return read_printed_report(holdings, subjects, today, job.check_cancelled, job.report)

        self.progressed.emit(0.0)
        self._is_reading = True
        self._job = self._runner.run(REPORT_LANE, read, self._accept, self._refuse)

    def cancel(self) -> None:
        """Stop; what was made so far is thrown away."""
        self._runner.drop(REPORT_LANE)
        self._turn.stop()
        self._is_reading = False
        self._job = self._writer = self._reading = None

    def _hear(self, job_id: int, fraction: float, _step: str) -> None:
        if self._is_reading and self._job is not None and self._job.id == job_id:
            self.progressed.emit(fraction * _READING)

    def _accept(self, reading: "ReportReading") -> None:
        from mkbviewer.ui.output.report_drawing import ReportWriter

        self._is_reading = False
        if not reading.report.chapters:
            self._refuse(next(iter(reading.problems.values()), Cancelled(_("Nothing was chosen."))))
            return
        self._reading = reading
        self._writer = ReportWriter(reading.report)
        self._turn.start(0)

    def _paint_next(self) -> None:
        writer, reading = self._writer, self._reading
        assert writer is not None
        assert reading is not None
        if writer.step():
            count = len(reading.report.entries) + 1
            self.progressed.emit(_READING + (1 - _READING) * min(1.0, writer.painted / count))
            return
        target, problems = self._target, reading.problems
        self.cancel()
        try:
            writer.save(target)
        except MkbviewerError as problem:
            self.failed.emit(problem)
            return
        self.made.emit(target, problems)

    def _refuse(self, problem: Exception) -> None:
        self.cancel()
        self.failed.emit(problem)
