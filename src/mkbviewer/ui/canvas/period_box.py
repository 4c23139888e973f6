"""The pane of a chart's figures: what dragging, turning the wheel and clicking do in it."""

from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt, Signal


class PeriodBox(pg.ViewBox):  # type: ignore[misc]  # pyqtgraph ships no types
    """The pane of the figures: panned and zoomed along the period axis only.

    `range_dragged` carries two places on that axis and whether the drag is over: while Shift is
    held, and where every period is in sight so that nothing can be panned. `clicked` carries a
    place in the scene.
    """

    range_dragged = Signal(float, float, bool)
    clicked = Signal(QPointF)
    double_clicked = Signal()

    def __init__(self) -> None:
        super().__init__(enableMenu=False, defaultPadding=0.0)
        self.setMouseEnabled(x=True, y=False)
        self.disableAutoRange()
        self.can_pan = False
        self._selects = False

    def mouseDragEvent(self, ev: Any, axis: int | None = None) -> None:
        if ev.button() != Qt.MouseButton.LeftButton:
            ev.ignore()
            return
        if ev.isStart():
            has_shift = bool(ev.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._selects = has_shift or not self.can_pan
        if self._selects:
            ev.accept()
            start, end = self.mapToView(ev.buttonDownPos()), self.mapToView(ev.pos())
            self.range_dragged.emit(start.x(), end.x(), ev.isFinish())
        else:
            super().mouseDragEvent(ev, axis)

    def mouseClickEvent(self, ev: Any) -> None:
        if ev.button() != Qt.MouseButton.LeftButton:
            return
        ev.accept()
        if ev.double():
            self.double_clicked.emit()
        else:
            self.clicked.emit(ev.scenePos())
