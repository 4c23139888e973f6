"""Undo and redo for whoever shows what there is to take back."""

from PySide6.QtCore import QObject, Signal, Slot

from mkbviewer.viewmodels.session.history import History, Step


class Undoing(QObject):
    """Keeps the steps that were done. `undo_changed` comes when other steps can be taken back."""

    undo_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._history = History()

    @property
    def can_undo(self) -> bool:
        """Whether there is something to take back."""
        return self._history.next_undo is not None

    @property
    def can_redo(self) -> bool:
        """Whether there is something to do again."""
        return self._history.next_redo is not None

    @property
    def undo_text(self) -> str:
        """What undo would take back, in words; empty where there is nothing."""
        step = self._history.next_undo
        return step.text if step else ""

    @property
    def redo_text(self) -> str:
        """What redo would do again, in words; empty where there is nothing."""
        step = self._history.next_redo
        return step.text if step else ""

    def record(self, step: Step) -> None:
        """Let undo take back a step; also one done elsewhere: an import, a removal."""
        self._history.push(step)
        self.undo_changed.emit()

    @Slot()
    def undo(self) -> None:
        """Take back the newest step."""
        if step := self._history.take_undo():
            step.undo()
            self.undo_changed.emit()

    @Slot()
    def redo(self) -> None:
        """Do again what was taken back last."""
        if step := self._history.take_redo():
            step.redo()
            self.undo_changed.emit()
