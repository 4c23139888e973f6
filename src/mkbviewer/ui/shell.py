"""The window before anything is in it: what is painted first, with nothing but Qt loaded."""

from pathlib import Path

from PySide6.QtCore import QByteArray, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QMainWindow

SMALLEST = QSize(960, 620)
FIRST_SIZE = QSize(1360, 860)
_BAR, _SIDEBAR, _FOOT = 38, 264, 27
_LIGHT = ("#f4f6f8", "#ffffff", "#edf1f4", "#dbe1e6")
_DARK = ("#12181e", "#1b242d", "#161e26", "#303c47")


class Shell(QMainWindow):
    """The main window. Until it is furnished it paints its bars and its sidebar as plain areas.

    `painted` comes once, after the first painting; `dragged` tells whether files hang over the
    window; `dropped` carries the paths that were let go, `refused` comes for anything else.
    `closing` comes before the window closes.
    """

    painted = Signal()
    resized = Signal()
    dragged = Signal(bool)
    dropped = Signal(object)
    refused = Signal()
    closing = Signal()

    def __init__(self, geometry: bytes = b"", *, is_dark: bool = False) -> None:
        super().__init__()
        self._colours = tuple(QColor(name) for name in (_DARK if is_dark else _LIGHT))
        self._is_painted = False
        self.is_furnished = False
        self.setWindowTitle("mkbviewer")
        self.setMinimumSize(SMALLEST)
        self.setAcceptDrops(True)
        if not (geometry and self.restoreGeometry(QByteArray(geometry))):
            self.resize(FIRST_SIZE)

    def geometry_bytes(self) -> bytes:
        """The window's place and size, as Qt's own bytes."""
        return bytes(self.saveGeometry().data())

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.is_furnished:
            super().paintEvent(event)
            return
        ground, bar, sidebar, border = self._colours
        width, height = self.width(), self.height()
        painter = QPainter(self)
        painter.fillRect(self.rect(), ground)
        painter.fillRect(QRect(0, _BAR, _SIDEBAR, height), sidebar)
        painter.fillRect(QRect(0, 0, width, _BAR), bar)
        painter.fillRect(QRect(0, height - _FOOT, width, _FOOT), bar)
        painter.setPen(border)
        painter.drawLine(0, _BAR, width, _BAR)
        painter.drawLine(0, height - _FOOT, width, height - _FOOT)
        painter.drawLine(_SIDEBAR, _BAR, _SIDEBAR, height - _FOOT)
        painter.end()
        if not self._is_painted:
            self._is_painted = True
            self.painted.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()
        super().closeEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        # Anything is let in: what cannot be read gets a kind word when it is dropped.
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.dragged.emit(bool(_paths_of(event)))

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.dragged.emit(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self.dragged.emit(False)
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        paths = _paths_of(event)
        if paths:
            self.dropped.emit(paths)
        else:
            self.refused.emit()


def _paths_of(event: QDropEvent) -> tuple[Path, ...]:
    urls = event.mimeData().urls()
    return tuple(Path(url.toLocalFile()) for url in urls if url.isLocalFile())
