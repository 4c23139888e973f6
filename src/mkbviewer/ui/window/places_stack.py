"""The places of the window, one on top; they scroll where they have too little room."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QStackedWidget, QWidget

_DEEPEST = 4
"""How often a place may be fitted again while it is being fitted."""


class PlacesStack(QStackedWidget):
    """Asks for the room of the place on top only, not of the largest one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._begins: dict[QWidget, QWidget] = {}
        self.currentChanged.connect(lambda _place: self.updateGeometry())

    def add_place(self, place: QWidget, begin: QWidget) -> None:
        """Add a place; the focus begins at a widget of it where that comes from another place."""
        self.addWidget(place)
        self._begins[place] = begin

    def setCurrentWidget(self, place: QWidget) -> None:
        """Show a place. The focus that was in another goes to its begin.

        Qt would go to what was made first, which may stand anywhere, and forget that the focus came
        by a key.
        """
        is_other = place is not self.currentWidget()
        by_key = self.window().testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
        super().setCurrentWidget(place)
        begin, focused = self._begins.get(place), QApplication.focusWidget()
        if is_other and begin is not None and focused is not None and place.isAncestorOf(focused):
            reasons = Qt.FocusReason
            begin.setFocus(reasons.TabFocusReason if by_key else reasons.OtherFocusReason)

    def minimumSizeHint(self) -> QSize:
        top = self.currentWidget()
        return top.minimumSizeHint() if top is not None else QSize()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        top = self.currentWidget()
        if top is None or not top.hasHeightForWidth():
            return self.minimumSizeHint().height()
        return top.heightForWidth(width)


class PlacesView(QScrollArea):
    """Shows the places. Nothing of them is cut off, however large text is in a small window."""

    _depth = 0

    def __init__(self, places: PlacesStack, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        # What is in it takes the focus, and brings itself into sight.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        places.setObjectName("scrolled")
        self.setWidget(places)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Qt fits its place to the bars and the bars to its place, until neither changes: where the
        # height that a place asks for swings with its width, until there is no stack left.
        if event.type() != QEvent.Type.Resize:
            return bool(super().eventFilter(watched, event))
        if self._depth >= _DEEPEST:
            return False
        self._depth += 1
        try:
            return bool(super().eventFilter(watched, event))
        finally:
            self._depth -= 1
