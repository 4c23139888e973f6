"""A whole window on a library of its own, for tests; nothing of the user's is touched."""

from dataclasses import dataclass
from pathlib import Path

import shiboken6
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from mkbviewer import paths
from mkbviewer.settings import Settings
from mkbviewer.store.pages.holdings import Holdings, open_holdings
from mkbviewer.ui.look.theme import Theme
from mkbviewer.ui.window.main_window import MainWindow, Program
from mkbviewer.ui.window.shell import Shell
from mkbviewer.viewmodels.background.tasks import ImmediateRunner, Runner
from mkbviewer.viewmodels.imports.imports import Imports
from mkbviewer.viewmodels.session.session import Session

SPECIMEN = Path(__file__).resolve().parents[1] / "e2e" / "specimens" / "81589NED.csv"


@dataclass
class Desk:
    """The window with what it is made of."""

    window: MainWindow
    session: Session
    settings: Settings
    holdings: Holdings
    runner: Runner
    is_overlaid: bool = False

    @property
    def page(self):
        return self.window.prepare_page().widget

    @property
    def chart(self):
        return self.page.figures.chart

    @property
    def table(self):
        return self.page.figures.table

    def cells(self, column: int) -> list[str]:
        model = self.table.table
        return [str(model.index(row, column).data()) for row in range(model.rowCount())]

    def headings(self) -> list[str]:
        model = self.table.table
        across = Qt.Orientation.Horizontal
        return [str(model.headerData(one, across)) for one in range(model.columnCount())]

    def said(self) -> str:
        return "\n".join(one.accessibleName() for one in self.window.messages.messages)

    def drop(self, mime: QMimeData) -> None:
        shell, place = self.window.shell, QPointF(600, 400)
        copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
        none = Qt.KeyboardModifier.NoModifier
        enter = QDragEnterEvent(place.toPoint(), copy, mime, left, none)
        QApplication.sendEvent(shell, enter)
        self.is_overlaid = self.window.overlay.isVisibleTo(shell)
        QApplication.sendEvent(shell, QDropEvent(place, copy, mime, left, none))

    def drop_files(self, *files: Path) -> None:
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
        self.drop(mime)

    def close(self) -> None:
        """Take the window away, so that later windows do not pay for it."""
        self.window.shell.close()
        shiboken6.delete(self.window.shell)
        self.holdings.close()


def open_desk(
    application: QApplication,
    folder: Path,
    settings: Settings | None = None,
    runner: Runner | None = None,
) -> Desk:
    """Furnish a window that does everything at once, unless told otherwise; close it when done."""
    holdings = open_holdings(folder / "library", paths.resources_dir(), paths.data_dir())
    settings = settings or Settings()
    runner = runner or ImmediateRunner()
    session = Session(holdings, runner, settings)
    imports = Imports(holdings, runner)
    shell = Shell()
    theme = application.findChild(Theme) or Theme(application, "light")
    window = MainWindow(shell, Program(session, imports, settings, theme, folder / "library"))
    shell.resize(1440, 900)
    shell.show()
    return Desk(window, session, settings, holdings, runner)
