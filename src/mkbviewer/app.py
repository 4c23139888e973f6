"""The composition root: builds everything once, and runs the window.

The order is what the start costs: a plain window is painted first, with nothing but Qt's widgets
loaded; then sidebar and overview, from the libraries' indexes; what draws charts and reads
figures is loaded after that, in the background.
"""

import gc
import importlib
import logging
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from mkbviewer import paths
from mkbviewer.settings import FILE_NAME, Settings, load_settings
from mkbviewer.ui.window.shell import Shell

if TYPE_CHECKING:
    from tempfile import TemporaryDirectory

    from mkbviewer.core.errors import LibraryProblem
    from mkbviewer.store.pages.holdings import Holdings
    from mkbviewer.ui.window.main_window import MainWindow
    from mkbviewer.viewmodels.background.garbage import GarbageCollection
    from mkbviewer.viewmodels.background.tasks import Job, TaskRunner

WARM_UP_LANE = "warm-up"
MIDDLE_GREY = 128

log = logging.getLogger(__name__)


def run_window(files: Sequence[Path] = (), library: Path | None = None, language: str = "") -> int:
    """Open the window, import `files` in it, and answer the exit status when it is closed.

    A view is opened instead, be it in a file or as the text that stands in the place of a name.
    The language of the texts has been activated by the caller; `language` is that of Qt's own
    dialogs.
    """
    running = QApplication.instance()
    application = running if isinstance(running, QApplication) else QApplication(sys.argv[:1])
    application.setApplicationName("mkbviewer")
    application.setDesktopFileName("mkbviewer")
    settings = load_settings(paths.user_config_dir() / FILE_NAME)
    # Asking for the colour scheme would load every enumeration of Qt before the first painting.
    is_system_dark = application.palette().window().color().lightness() < MIDDLE_GREY
    is_dark = settings.theme.endswith("dark") or (settings.theme == "system" and is_system_dark)
    shell = Shell(settings.geometry, is_dark=is_dark)
    start = Start(
        application, shell, settings, tuple(files), library or paths.library_dir(), language
    )
    # Not at once: what has been painted must first come to the screen.
    shell.painted.connect(lambda: QTimer.singleShot(1, start.furnish))
    shell.show()
    status = application.exec()
    start.close()
    return status


class Start(QObject):
    """Furnishes the window, one step after the other, and closes what it opened."""

    def __init__(
        self,
        application: QApplication,
        shell: Shell,
        settings: Settings,
        files: tuple[Path, ...],
        library: Path,
        language: str = "",
    ) -> None:
        super().__init__(application)
        self._application = application
        self._shell = shell
        self._settings = settings
        self._files = files
        self._library = library
        self._language = language
        self._runner: TaskRunner | None = None
        self._garbage: GarbageCollection | None = None
        self._holdings: Holdings | None = None
        self._temporary: TemporaryDirectory[str] | None = None
        self.window: MainWindow | None = None

    def furnish(self) -> None:
        """Fill the window that has just been painted."""
        from mkbviewer.core.numbers import grouping_named, use_grouping
        from mkbviewer.ui.look.theme import Theme
        from mkbviewer.ui.window.crash import CrashHook, start_log
        from mkbviewer.ui.window.main_window import MainWindow, Program
        from mkbviewer.viewmodels.background.garbage import GarbageCollection
        from mkbviewer.viewmodels.background.tasks import TaskRunner
        from mkbviewer.viewmodels.imports.imports import Imports
        from mkbviewer.viewmodels.session.reading_ahead import ReadingAhead
        from mkbviewer.viewmodels.session.session import Session

        log_file = start_log(paths.user_log_dir())
        hook = CrashHook(log_file, self)
        hook.install()
        use_grouping(grouping_named(self._settings.grouping))
        theme = Theme(self._application, self._settings.theme, self._settings.text_size)
        self._speak()
        self._holdings, problem = self._open_library()
        holdings = self._holdings
        self._garbage = GarbageCollection(self)
        self._runner = runner = TaskRunner(self)
        session = Session(holdings, runner, self._settings, self)
        ReadingAhead(session)
        imports = Imports(holdings, runner, self)
        self.window = MainWindow(
            self._shell,
            Program(session, imports, self._settings, theme, self._library, log_file, hook.report),
        )
        # What has been loaded until now stays for good; looking through it for garbage would take
        # longer than a page may.
        self.window.furnished.connect(gc.freeze)
        for opened in (session.cards_read, session.page_opened):
            opened.connect(self._warm_up_later)
        if problem is not None:
            self._tell_temporary(problem)
        if self._settings.damaged is not None:
            self._tell_damaged(self._settings.damaged)
        if self._files:
            session.open_overview()
            self.window.take_files(self._files)
        else:
            session.open_last()

    def close(self) -> None:
        """Wait for what is running, and let go of the libraries."""
        gc.unfreeze()
        if self._runner is not None:
            self._runner.close()
            # Once nothing is written beside the window any more: this is what stays.
            if self.window is not None:
                self.window.session.save()
        if self._garbage is not None:
            self._garbage.stop()
        if self._holdings is not None:
            self._holdings.close()
        if self._temporary is not None:
            self._temporary.cleanup()

    def _open_library(self) -> "tuple[Holdings, LibraryProblem | None]":
        """What the library holds; where that cannot be had, an empty one in its place, and why."""
        from tempfile import TemporaryDirectory

        from mkbviewer.core.errors import LibraryProblem

        try:
            return self._open(self._library), None
        except LibraryProblem as problem:
            self._temporary = TemporaryDirectory(prefix="mkbviewer-", ignore_cleanup_errors=True)
            return self._open(Path(self._temporary.name)), problem

    def _open(self, library: Path) -> "Holdings":
        from mkbviewer.core.errors import MkbviewerError
        from mkbviewer.store.editions.edition_choice import remembered_edition, use_edition
        from mkbviewer.store.pages.holdings import open_holdings

        holdings = open_holdings(library, paths.resources_dir(), paths.data_dir())
        try:
            return use_edition(holdings, remembered_edition(holdings.own))
        except MkbviewerError:
            # Removed elsewhere, or not of this version: that of the program is always there.
            log.exception("The remembered edition cannot be used.")
            return holdings

    def _speak(self) -> None:
        """Let Qt's own dialogs speak the language of the program."""
        from mkbviewer.core.language import active_language
        from mkbviewer.ui.look.icons import application_icon
        from mkbviewer.ui.look.qt_words import speak

        speak(self._application, self._language or active_language())
        self._application.setWindowIcon(application_icon())

    def _tell_temporary(self, problem: "LibraryProblem") -> None:
        from mkbviewer.core.errors import LibraryProblem
        from mkbviewer.core.language import _

        assert self.window is not None
        remedy = _("Until then nothing that is imported is kept when the window closes.")
        self.window.messages.show_problem(
            LibraryProblem(problem.what, problem.why, f"{problem.remedy} {remedy}".strip())
        )

    def _tell_damaged(self, kept: Path) -> None:
        from mkbviewer.core.language import _

        assert self.window is not None
        self.window.messages.show_message(
            _("The settings could not be read: the window starts as it did the first time."),
            _("The file is kept as {file}. Your figures and notes are not in it.").format(
                file=kept
            ),
            kind="warning",
        )

    def _warm_up_later(self) -> None:
        assert self.window is not None
        session = self.window.session
        for opened in (session.cards_read, session.page_opened):
            opened.disconnect(self._warm_up_later)
        # What is opened is painted before anything else takes its time; a page is pointed at too.
        QTimer.singleShot(50 if session.page is None else 1000, self._warm_up)

    def _warm_up(self) -> None:
        assert self._runner is not None
        assert self.window is not None
        window = self.window
        self._runner.run(
            WARM_UP_LANE,
            _load_heavy_modules,
            lambda _done: QTimer.singleShot(0, self._rehearse),
            window.tell,
        )

    def _rehearse(self) -> None:
        from mkbviewer.ui.window.rehearsal import Rehearsal

        assert self.window is not None
        self.window.prepare_page()
        Rehearsal(self.window).go_on()


def _load_heavy_modules(_job: "Job") -> bool:
    """Load what the first page needs, so that it opens at once."""
    for name in ("duckdb", "pyqtgraph"):
        importlib.import_module(name)
    log.info("Ready for the first page")
    return True
