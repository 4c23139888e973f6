"""Parts beside each other that stand below each other where the width does not suffice."""

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLayoutItem, QWidget

from mkbviewer.ui.look.text_size import in_text
from mkbviewer.ui.widgets.flow_layout import FlowLayout

_GAP = 8


class TurningRow(QWidget):
    """Its `box` is a row from `beside_from` pixels on, at the usual size of text; else a column.

    It can be as narrow as the widest of its parts, and then is as high as all of them.
    """

    def __init__(self, beside_from: int, spacing: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._beside_from = beside_from
        self.box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(spacing)

    @property
    def is_beside(self) -> bool:
        """Whether its parts stand beside each other."""
        return self.box.direction() is QBoxLayout.Direction.LeftToRight

    def minimumSizeHint(self) -> QSize:
        widths = [item.minimumSize().width() for item in self._items()]
        return QSize(max(widths, default=0), self.box.minimumSize().height())

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if self._fits(width) and self.is_beside:
            return self.box.totalHeightForWidth(width)
        heights = [
            item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
            for item in self._items()
        ]
        return sum(heights) + self.box.spacing() * max(0, len(heights) - 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.follow_text()

    def follow_text(self) -> None:
        """Turn as the width and the size of text ask for."""
        directions = QBoxLayout.Direction
        self.box.setDirection(
            directions.LeftToRight if self._fits(self.width()) else directions.TopToBottom
        )

    def _fits(self, width: int) -> bool:
        return width >= in_text(self._beside_from)

    def _items(self) -> list[QLayoutItem]:
        found = (self.box.itemAt(place) for place in range(self.box.count()))
        return [item for item in found if item is not None and not item.isEmpty()]


class ButtonRow(QWidget):
    """Buttons beside each other, on more lines where there is no room for them on one."""

    def __init__(self, buttons: Sequence[QWidget], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons = tuple(buttons)
        self._flow = FlowLayout(self, _GAP)
        for one in buttons:
            self._flow.addWidget(one)

    def sizeHint(self) -> QSize:
        shown = [one.sizeHint() for one in self._buttons if not one.isHidden()]
        width = sum(one.width() for one in shown) + _GAP * max(0, len(shown) - 1)
        return QSize(width, self._flow.heightForWidth(width))
