"""Undo, redo and copy reach the window also while the cursor is in a field without use for them."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget


class UndoKeys(QObject):
    """Watches the field that has the cursor: Qt's fields take these keys even where they are empty.

    It watches that one field only, for a filter of all events would cost at every painting.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._follow)

    def _follow(self, before: QWidget | None, now: QWidget | None) -> None:
        if isinstance(before, QLineEdit):
            before.removeEventFilter(self)
        if isinstance(now, QLineEdit):
            now.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.ShortcutOverride or not isinstance(watched, QLineEdit):
            return False
        assert isinstance(event, QKeyEvent)
        is_for_window = (
            event.matches(QKeySequence.StandardKey.Undo) and not watched.isUndoAvailable()
        ) or (event.matches(QKeySequence.StandardKey.Redo) and not watched.isRedoAvailable())
        if event.matches(QKeySequence.StandardKey.Copy) and not watched.hasSelectedText():
            is_for_window = True
        if is_for_window:
            event.ignore()
        return is_for_window
