"""Parts with lines between them, which are moved by the mouse or by key."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QSplitter, QSplitterHandle, QWidget

_STEP = 24
_THICKNESS = 3


class Divided(QSplitter):
    """A splitter whose lines Tab comes by. `name` tells screen readers what a line changes."""

    def __init__(
        self, orientation: Qt.Orientation, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(orientation, parent)
        self._name = name

    def createHandle(self) -> QSplitterHandle:
        line = _Line(self.orientation(), self)
        line.setAccessibleName(self._name)
        return line


class _Line(QSplitterHandle):
    """A line; arrows move it, Home and End take it as far as it goes."""

    def __init__(self, orientation: Qt.Orientation, parent: QSplitter) -> None:
        super().__init__(orientation, parent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_across = self.orientation() == Qt.Orientation.Horizontal
        keys = Qt.Key
        back, on = (keys.Key_Left, keys.Key_Right) if is_across else (keys.Key_Up, keys.Key_Down)
        far = self.splitter().width() if is_across else self.splitter().height()
        steps = {back: -_STEP, on: _STEP, keys.Key_Home: -far, keys.Key_End: far}
        step = steps.get(keys(event.key()))
        if step is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
            return
        # A thin line is wider than it looks, to be caught by the mouse.
        corner = self.geometry().marginsRemoved(self.contentsMargins()).topLeft()
        place = corner.x() if is_across else corner.y()
        self.moveSplitter(self.closestLegalPosition(place + step))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.hasFocus():
            return
        line = self.contentsRect()
        if self.orientation() == Qt.Orientation.Horizontal:
            thickness = min(_THICKNESS, line.width())
            line.setLeft(line.center().x() - thickness // 2)
            line.setWidth(thickness)
        else:
            thickness = min(_THICKNESS, line.height())
            line.setTop(line.center().y() - thickness // 2)
            line.setHeight(thickness)
        painter = QPainter(self)
        painter.fillRect(line, self.palette().color(QPalette.ColorRole.Highlight))
        painter.end()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()
