"""Dragging within the window: what is carried, and what a place does with it when let go."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, Qt
from PySide6.QtGui import QDrag, QDragEnterEvent, QDragMoveEvent, QDropEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QFrame, QWidget

DIMENSION = "application/x-mkbviewer-dimension"
"""A dimension of the page, by its key."""

SUBJECT = "application/x-mkbviewer-subject"
"""What can be opened, or a view of it: a line of the sidebar, a find of the search, a series."""

Named = Callable[[], str]
"""What a widget stands for, asked when it is dragged."""

_OVER = (QDragEnterEvent, QDragMoveEvent, QDropEvent)


class Carrying(QObject):
    """Lets a widget be dragged; what it stands for is asked when it is. A click stays a click.

    `origin` is the point where the drag began. Without a text there is nothing to drag.
    """

    def __init__(self, widget: QWidget, named: Named, kind: str = DIMENSION) -> None:
        super().__init__(widget)
        self._widget = widget
        self._named = named
        self._kind = kind
        self._from: QPoint | None = None
        self.origin = QPoint()
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QMouseEvent):
            if event.type() == QEvent.Type.MouseButtonPress:
                is_left = event.button() == Qt.MouseButton.LeftButton
                self._from = event.position().toPoint() if is_left else None
            elif event.type() == QEvent.Type.MouseMove and self._from is not None:
                way = event.position().toPoint() - self._from
                if way.manhattanLength() >= QApplication.startDragDistance():
                    self.origin, self._from = self._from, None
                    self._drag()
                    return True
            elif event.type() == QEvent.Type.MouseButtonRelease:
                self._from = None
        return super().eventFilter(watched, event)

    def _drag(self) -> None:
        named = self._named()
        if not named:
            return
        if hasattr(self._widget, "setDown"):
            self._widget.setDown(False)
        drag = QDrag(self._widget)
        drag.setMimeData(packed(self._kind, named))
        if self._kind == DIMENSION:
            drag.setPixmap(self._widget.grab())
        drag.exec(Qt.DropAction.CopyAction)


class Receiving(QObject):
    """Lets something be dropped on a widget, which is framed while it hangs over it."""

    def __init__(
        self, widget: QWidget, receive: Callable[[str], None], kind: str = DIMENSION
    ) -> None:
        super().__init__(widget)
        self._receive = receive
        self._kind = kind
        self._frame = QFrame(widget)
        self._frame.setObjectName("droptarget")
        self._frame.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._frame.hide()
        self._widget = widget
        widget.setAcceptDrops(True)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DragLeave:
            self._frame.hide()
        elif isinstance(event, _OVER) and event.mimeData().hasFormat(self._kind):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self._show_frame(is_over=event.type() != QEvent.Type.Drop)
            if event.type() == QEvent.Type.Drop:
                self._receive(unpacked(self._kind, event.mimeData()))
            return True
        return super().eventFilter(watched, event)

    def _show_frame(self, *, is_over: bool) -> None:
        self._frame.setGeometry(self._widget.rect())
        self._frame.setVisible(is_over)
        self._frame.raise_()


def packed(kind: str, text: str) -> QMimeData:
    """What is carried."""
    data = QMimeData()
    data.setData(kind, text.encode())
    return data


def unpacked(kind: str, data: QMimeData) -> str:
    """What `packed` put in."""
    return bytes(data.data(kind).data()).decode()
