"""Saving all rows that an import left out."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from mkbviewer.core.language import _, ngettext
from mkbviewer.core.numbers import format_number
from mkbviewer.settings import EXPORT_FOLDER
from mkbviewer.viewmodels.background.tasks import REJECTED_LANE, Job

if TYPE_CHECKING:
    from mkbviewer.ui.window.main_window import MainWindow


class Rejections(QObject):
    """Asks where, reads the file again in the background and writes every row left out."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window

    def save(self, row: int) -> None:
        """Save the rows that the import of this row left out."""
        job = self._window.program.imports.jobs.job(row)
        folder = self._window.program.settings.folder(EXPORT_FOLDER) or job.path.parent
        proposed = folder / _("{file} rows left out.csv").format(file=job.path.stem)
        found, _kind = QFileDialog.getSaveFileName(
            self._window.shell,
            _("Save the rows that were left out"),
            str(proposed),
            _("CSV for Excel") + " (*.csv)",
        )
        if found:
            target = Path(found)
            self.write(row, target if target.suffix else target.with_suffix(".csv"))

    def write(self, row: int, target: Path) -> None:
        """Write them to a file."""
        job = self._window.program.imports.jobs.job(row)
        path, companions = job.path, dict(job.companions)
        reading = job.report.reading if job.report else ""

        def work(task: Job) -> int:
            from mkbviewer.exporters.rejected_csv import write_rejected
            from mkbviewer.store.importing.rejections import read_rejected

            rejected = read_rejected(
                path, companions, reading=reading, check_cancelled=task.check_cancelled
            )
            write_rejected(rejected, target)
            return len(rejected)

        self._window.session.runner.run(
            REJECTED_LANE, work, lambda count: self._tell(target, count), self._window.tell
        )

    def _tell(self, target: Path, count: int) -> None:
        self._window.program.settings.others[EXPORT_FOLDER] = str(target.parent)
        self._window.messages.show_message(
            _("Saved as {file}").format(file=target.name),
            ngettext(
                "{count} row with its reason", "{count} rows with their reasons", count
            ).format(count=format_number(count, 0)),
            kind="success",
        )
