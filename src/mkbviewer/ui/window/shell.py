"""The window before anything is in it: what is painted first, with nothing but Qt loaded.

Every millisecond here is one before the first painting. Naming an enumeration of Qt, or painting
with QPainter, makes PySide load all of them, a fifth of that time; a style sheet does not.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSize, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import (
        QCloseEvent,
        QDragEnterEvent,
        QDragLeaveEvent,
        QDropEvent,
        QMoveEvent,
        QPaintEvent,
        QResizeEvent,
    )

SMALLEST = QSize(960, 620)
FIRST_SIZE = QSize(1360, 860)
_OWN = "application/x-mkbviewer-"
_BAR_HEIGHT, _SIDEBAR_WIDTH, _FOOT_HEIGHT = 33, 264, 27
_LOOK = """
QMainWindow {{ background: {0}; }}
#bar {{ background: {1}; border-bottom: 1px solid {3}; }}
#foot {{ background: {1}; border-top: 1px solid {3}; }}
#side {{ background: {2}; border-right: 1px solid {3}; }}
"""
_LIGHT = ("#f4f6f8", "#ffffff", "#edf1f4", "#dbe1e6")
_DARK = ("#12181e", "#1b242d", "#161e26", "#303c47")


class Shell(QMainWindow):
    """The main window. Until it is furnished it shows its bars and its sidebar as plain areas.

    `painted` comes once, after the first painting; `dragged` tells whether files hang over the
    window; `dropped` carries the paths that were let go, `refused` comes for anything else.
    `placed` comes when it has another place or size, `closing` before it closes.
    """

    painted = Signal()
    dragged = Signal(bool)
    dropped = Signal(object)
    refused = Signal()
    placed = Signal()
    closing = Signal()

    def __init__(self, geometry: bytes = b"", *, is_dark: bool = False) -> None:
        super().__init__()
        self._is_painted = False
        self.setWindowTitle("mkbviewer")
        self.setMinimumSize(SMALLEST)
        self.setAcceptDrops(True)
        self.setStyleSheet(_LOOK.format(*(_DARK if is_dark else _LIGHT)))
        self.setCentralWidget(_plain_areas())
        if not (geometry and self.restoreGeometry(QByteArray(geometry))):
            self.resize(FIRST_SIZE)

    def furnish(self, content: QWidget) -> None:
        """Put what the window is for in the place of the plain areas."""
        self.setStyleSheet("")
        self.setCentralWidget(content)

    def geometry_bytes(self) -> bytes:
        """The window's place and size, as Qt's own bytes."""
        return bytes(self.saveGeometry().data())

    def paintEvent(self, event: "QPaintEvent") -> None:
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            self.painted.emit()

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002 - Qt's own name
        from mkbviewer.ui.window.tab_order import move_focus

        return move_focus(self, is_forward=next) or super().focusNextPrevChild(next)

    def resizeEvent(self, event: "QResizeEvent") -> None:
        super().resizeEvent(event)
        self.placed.emit()

    def moveEvent(self, event: "QMoveEvent") -> None:
        super().moveEvent(event)
        self.placed.emit()

    def closeEvent(self, event: "QCloseEvent") -> None:
        self.closing.emit()
        super().closeEvent(event)

    def dragEnterEvent(self, event: "QDragEnterEvent") -> None:
        # Anything is let in: what cannot be read gets a kind word when it is dropped.
        _accept_copy(event)
        self.dragged.emit(bool(_paths_of(event)))

    def dragLeaveEvent(self, event: "QDragLeaveEvent") -> None:
        self.dragged.emit(False)

    def dropEvent(self, event: "QDropEvent") -> None:
        self.dragged.emit(False)
        _accept_copy(event)
        paths = _paths_of(event)
        if any(one.startswith(_OWN) for one in event.mimeData().formats()):
            # Carried within the window, and let go where it has no meaning.
            return
        if paths:
            self.dropped.emit(paths)
        else:
            self.refused.emit()


def _plain_areas() -> QWidget:
    areas = QWidget()
    column = QVBoxLayout(areas)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(_area("bar", height=_BAR_HEIGHT))
    row = QHBoxLayout()
    row.addWidget(_area("side", width=_SIDEBAR_WIDTH))
    row.addStretch()
    column.addLayout(row, 1)
    column.addWidget(_area("foot", height=_FOOT_HEIGHT))
    return areas


def _area(name: str, *, width: int = 0, height: int = 0) -> QFrame:
    area = QFrame()
    area.setObjectName(name)
    if width:
        area.setFixedWidth(width)
    if height:
        area.setFixedHeight(height)
    return area


def _paths_of(event: "QDropEvent") -> tuple[Path, ...]:
    urls = event.mimeData().urls()
    return tuple(Path(url.toLocalFile()) for url in urls if url.isLocalFile())


def _accept_copy(event: "QDropEvent") -> None:
    from PySide6.QtCore import Qt

    event.setDropAction(Qt.DropAction.CopyAction)
    event.accept()
