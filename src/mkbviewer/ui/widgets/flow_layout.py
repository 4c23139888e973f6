"""A layout of lines that break where the width ends, with a part that keeps to the right."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Widgets one after another, broken into lines; those added with `at_right` end a line.

    Lower ones stand in the middle of their line, or with `at_top` at its top.

    Qt asks for sizes some hundred times for one change: what was found is kept until `invalidate`.
    """

    def __init__(
        self, parent: QWidget | None = None, spacing: int = 8, *, at_top: bool = False
    ) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._at_right: list[QWidget] = []
        self._gap = spacing
        self._at_top = at_top
        self._shown: list[tuple[QLayoutItem, int]] | None = None
        self._smallest: QSize | None = None
        self._heights: dict[int, int] = {}
        self._arranged: QRect | None = None
        self._rounds = 0
        self.setContentsMargins(0, 0, 0, 0)

    def add_at_right(self, widget: QWidget) -> None:
        """Add a widget that stands at the right end of its line."""
        self.addWidget(widget)
        if widget not in self._at_right:
            self._at_right.append(widget)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)
        self.invalidate()

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        if not 0 <= index < len(self._items):
            return None
        self.invalidate()
        return self._items.pop(index)

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def invalidate(self) -> None:
        self._shown = self._smallest = self._arranged = None
        self._heights.clear()
        super().invalidate()

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            self._heights[width] = self._arrange(QRect(0, 0, width, 0), is_moving=False)
        return self._heights[width]

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        if rect != self._arranged:
            self._arranged = QRect(rect)
            self._arrange(rect, is_moving=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        if self._smallest is None:
            size = QSize()
            for item, _width in self._items_shown():
                size = size.expandedTo(item.minimumSize())
            self._smallest = size
        return self._smallest

    def _items_shown(self) -> list[tuple[QLayoutItem, int]]:
        """What takes room, with the width that it wants."""
        if self._shown is None:
            self._shown = [
                (item, item.sizeHint().width()) for item in self._items if not item.isEmpty()
            ]
        return self._shown

    def _lines(self, room: int) -> list[list[tuple[QLayoutItem, int]]]:
        """The lines, each of items with the widths that they get."""
        lines: list[list[tuple[QLayoutItem, int]]] = [[]]
        used = 0
        for item, wanted in self._items_shown():
            width = min(wanted, room)
            if lines[-1] and used + self._gap + width > room:
                lines.append([])
                used = 0
            used += width + (self._gap if lines[-1] else 0)
            lines[-1].append((item, width))
        return lines

    def _arrange(self, rect: QRect, *, is_moving: bool) -> int:
        self._rounds += is_moving
        this_round, y = self._rounds, rect.y()
        for line in self._lines(rect.width()):
            if not line:
                continue
            heights = [_height_of(item, width) for item, width in line]
            height = max(heights)
            used = sum(width for _item, width in line) + self._gap * (len(line) - 1)
            spare = rect.width() - used
            x = rect.x()
            for (item, width), own in zip(line, heights, strict=True):
                if item.widget() in self._at_right:
                    x += spare
                    spare = 0
                if is_moving:
                    top = y if self._at_top else y + (height - own) // 2
                    item.setGeometry(QRect(QPoint(x, top), QSize(width, own)))
                    if self._rounds != this_round:
                        # What it shows in its new size made everything be arranged anew meanwhile.
                        return 0
                x += width + self._gap
            y += height + self._gap
        return max(0, y - rect.y() - self._gap)


def _height_of(item: QLayoutItem, width: int) -> int:
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
