"""Unexpected trouble: into the log, and on the screen with everything that a report needs."""

import logging
import sys
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from mkbviewer.core.language import _

LOG_NAME = "mkbviewer.log"
_LARGEST_LOG = 1_000_000

log = logging.getLogger(__name__)


def start_log(folder: Path) -> Path | None:
    """Write the log into this folder; None where that cannot be, then it goes to stderr only."""
    root = logging.getLogger()
    root.setLevel(logging.INFO)
    path = folder / LOG_NAME
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            path, maxBytes=_LARGEST_LOG, backupCount=2, encoding="utf-8", delay=True
        )
    except OSError as problem:
        log.warning("There is no log file: %s", problem)
        return None
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root.addHandler(handler)
    return path


class CrashDialog(QDialog):
    """Versions and traceback, to be copied into a report."""

    def __init__(self, trace: str, log_file: Path | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Something unexpected went wrong"))
        self.setMinimumSize(680, 440)
        said = QLabel(
            _(
                "mkbviewer met an error that it did not expect. Your library was not damaged by "
                "it. You can go on working; please send the text below with a report."
            ),
            self,
        )
        said.setWordWrap(True)
        # Loaded here: a program that starts asks for nobody's version.
        from mkbviewer.ui.window.about import versions

        self.text = f"{versions()}\n\n{trace}"
        details = QPlainTextEdit(self.text, self)
        details.setReadOnly(True)
        details.setAccessibleName(_("Versions and traceback"))
        details.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        copy = QPushButton(_("Copy"), self)
        copy.clicked.connect(lambda: QApplication.clipboard().setText(self.text))
        buttons.addButton(copy, QDialogButtonBox.ButtonRole.ActionRole)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 14)
        layout.setSpacing(12)
        layout.addWidget(said)
        layout.addWidget(details, 1)
        if log_file is not None:
            where = QLabel(_("The log: {path}").format(path=log_file), self)
            where.setObjectName("small")
            layout.addWidget(where)
        layout.addWidget(buttons)


class CrashHook(QObject):
    """Takes over `sys.excepthook`: every error that nobody caught is logged and shown once."""

    crashed = Signal(str)

    def __init__(self, log_file: Path | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._log_file = log_file
        self._is_shown = False
        self._before = sys.excepthook
        self.crashed.connect(self._show)

    def install(self) -> None:
        """Begin."""
        sys.excepthook = self._catch

    def remove(self) -> None:
        """Give `sys.excepthook` back."""
        sys.excepthook = self._before

    def report(self, problem: BaseException) -> None:
        """Log and show an error that was caught elsewhere."""
        self._catch(type(problem), problem, problem.__traceback__)

    def _catch(
        self, kind: type[BaseException], problem: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        log.critical("An error that nobody expected", exc_info=(kind, problem, trace))
        # The signal brings it to the main thread, wherever the error was.
        self.crashed.emit("".join(traceback.format_exception(kind, problem, trace)))

    def _show(self, trace: str) -> None:
        if self._is_shown:
            return
        self._is_shown = True
        dialog = CrashDialog(trace, self._log_file, QApplication.activeWindow())
        dialog.finished.connect(self._allow_next)
        dialog.open()

    def _allow_next(self) -> None:
        self._is_shown = False
