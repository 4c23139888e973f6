"""Words on the screen that can be selected and copied."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QEnterEvent, QFontMetrics
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

_SELECTABLE = Qt.TextInteractionFlag.TextSelectableByMouse
_NOTHING = Qt.TextInteractionFlag.NoTextInteraction


class Words(QLabel):
    """A label whose text can be selected and breaks where the width ends.

    Qt keeps a whole document behind a text that can be selected, and measuring that takes four
    times as long: so it can be only once the mouse has come over it, unless `at_once` (Qt draws
    large letters somewhat differently in a document, and that must not be seen).

    Layouts ask for the height at a width again and again, and a document that measures itself is
    painted anew: what was found is kept until the text or how it is written changes.
    """

    def __init__(
        self, name: str, parent: QWidget, text: str = "", *, at_once: bool = False
    ) -> None:
        super().__init__(text, parent)
        self._heights: dict[int, int] = {}
        self._at_rest = _SELECTABLE if at_once else _NOTHING
        self.setTextInteractionFlags(self._at_rest)
        self.setObjectName(name)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def setText(self, text: str) -> None:
        if text != self.text():
            if self.textInteractionFlags() != self._at_rest:
                self.setTextInteractionFlags(self._at_rest)
            self._heights.clear()
            super().setText(text)

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            self._heights[width] = super().heightForWidth(width)
        return self._heights[width]

    def changeEvent(self, event: QEvent) -> None:
        self._heights.clear()
        super().changeEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        if self.textInteractionFlags() == _NOTHING:
            self._heights.clear()
            self.setTextInteractionFlags(_SELECTABLE)

    def tell(self, text: str) -> None:
        """Show a text; an empty one takes no room."""
        self.setText(text)
        self.setVisible(bool(text))


def whole_words(text: str, metrics: QFontMetrics, room: int) -> str:
    """As many words of a text as there is room for; the first one, whatever the room."""
    words = text.split(" ")
    for count in range(len(words), 1, -1):
        kept = " ".join(words[:count])
        if count < len(words):
            kept = kept.rstrip(" ,;:·-–(") + "…"
        if metrics.horizontalAdvance(kept) <= room:
            return kept
    return words[0] + "…" if len(words) > 1 else text


def breakable(name: str) -> str:
    """A file name that can be broken behind its underscores where the width ends."""
    return name.replace("_", "_\u200b")
