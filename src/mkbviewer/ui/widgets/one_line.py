"""Widgets on one line; those for which there is no room are asked for by a button at its end."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QWidget


class OneLine(QWidget):
    """Shows widgets in their order. What has no room is hidden, the highest rank first.

    `ranks` has all that can be shown. `crowded` comes when others are left out than before:
    `left_out` has them, and `more` is shown while there are any.
    """

    crowded = Signal()

    def __init__(self, more: QAbstractButton, gap: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.more = more
        self.left_out: tuple[QWidget, ...] = ()
        self.ranks: dict[QWidget, int] = {}
        self._gap = gap
        self._hints = (QSize(), QSize())
        more.setParent(self)
        more.hide()

    def show_widgets(self, widgets: Sequence[QWidget], ranks: Sequence[int]) -> None:
        """Show these widgets; among equal ranks the last one goes first."""
        self.ranks = dict(zip(widgets, ranks, strict=True))
        children = self.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
        for child in children:
            if child not in self.ranks and child is not self.more and not child.isWindow():
                child.hide()
        self._ask_room()
        self._arrange()

    def width_of(self, widths: Sequence[int]) -> int:
        """The width of a line of widgets of these widths."""
        return sum(widths) + self._gap * max(0, len(widths) - 1)

    def sizeHint(self) -> QSize:
        sizes = [one.sizeHint() for one in self.ranks]
        height = max((one.height() for one in sizes), default=0)
        return QSize(self.width_of([one.width() for one in sizes]), height)

    def minimumSizeHint(self) -> QSize:
        width = max((one.minimumSizeHint().width() for one in self.ranks), default=0)
        return QSize(max(0, width), self.sizeHint().height())

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._ask_room()
            self._arrange()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _ask_room(self) -> None:
        """Let the layout around it know where it wants another size than before."""
        hints = (self.sizeHint(), self.minimumSizeHint())
        if hints != self._hints:
            self._hints = hints
            self.updateGeometry()

    def _arrange(self) -> None:
        shown = self.fitting()
        x = 0
        for widget in self.ranks:
            widget.setVisible(widget in shown)
            if widget in shown:
                x = self._put(widget, x)
        left_out = tuple(one for one in self.ranks if one not in shown)
        self.more.setVisible(bool(left_out))
        self._put(self.more, x)
        if left_out != self.left_out:
            self.left_out = left_out
            self.crowded.emit()

    def _put(self, widget: QWidget, x: int) -> int:
        # A height that is held says more than what the widget asks for.
        size = widget.sizeHint().boundedTo(widget.maximumSize())
        width = min(size.width(), self.width())
        widget.setGeometry(QRect(x, (self.height() - size.height()) // 2, width, size.height()))
        return x + width + self._gap

    def fitting(self) -> set[QWidget]:
        """What there is room for: at least the foremost."""
        room = self.width()
        if self.width_of([one.sizeHint().width() for one in self.ranks]) <= room:
            return set(self.ranks)
        room -= self.more.sizeHint().width()
        shown: set[QWidget] = set()
        for widget in sorted(self.ranks, key=lambda one: self.ranks[one]):
            room -= widget.sizeHint().width() + self._gap
            if room < 0 and shown:
                break
            shown.add(widget)
        return shown
