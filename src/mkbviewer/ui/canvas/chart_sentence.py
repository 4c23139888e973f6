"""What the chart says in words, under the chart, with a button that copies it."""

import re
from collections.abc import Iterator

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from mkbviewer.core.language import _
from mkbviewer.ui.look.icons import icon
from mkbviewer.ui.look.text_size import hold

_LINES = 2
_BEFORE_LOWEST = re.compile(r", (?:en het laagst|and lowest) ")
_BEFORE_NEXT = re.compile(r"(?:,| en| and) (?=[−-]?\d[\d.,]*(?:%|\s))")
"""Where a sentence goes on with the next series, in both languages: one that tells of the highest
and the lowest only, and one that lists the series."""

_ROOM_FROM = 270
"""The height of the card, in pixels, from which there is room for words beside the chart."""


def _cut(sentence: str) -> Iterator[str]:
    """The sentence with less and less of its end: cut between two series, else between words.

    A figure is there as a whole or not at all: half of one would be another figure.
    """
    # Before it stands what the figures are of: a name may have numbers in it.
    begin = sentence.find(": ") + 1
    places = list(_BEFORE_LOWEST.finditer(sentence, begin))
    places = places or list(_BEFORE_NEXT.finditer(sentence, begin))
    for found in reversed(places):
        before = sentence[: found.start()]
        if before.count("(") == before.count(")"):
            yield f"{before}, …"
    words = sentence.split(" ")
    for count in range(len(words) - 1, 0, -1):
        yield " ".join(words[:count]) + " …"


class ChartSentence(QWidget):
    """Shows as many whole sentences as fit on two lines; all of them are copied and read aloud.

    `copied` comes once they are on the clipboard, with the source of the figures.
    """

    copied = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sentences: tuple[str, ...] = ()
        self._source = ""
        self.label = QLabel(self)
        self.label.setObjectName("small")
        self.label.setWordWrap(True)
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.button = QToolButton(self)
        self.button.setObjectName("plain")
        self.button.setIcon(icon("copy", QPalette.ColorRole.PlaceholderText))
        hold(self.button, "setIconSize", 14)
        self.button.setAccessibleName(_("Copy the sentences"))
        self.button.setToolTip(_("Copy these sentences, with the source"))
        self.button.clicked.connect(self.copy)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.label, 1)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)

    @property
    def text(self) -> str:
        """All sentences."""
        return " ".join(self._sentences)

    def show_sentences(self, sentences: tuple[str, ...], source: str) -> None:
        """Show these sentences; `source` goes along when they are copied."""
        self._source = source
        if sentences == self._sentences:
            return
        self._sentences = sentences
        self.label.setToolTip(self.text)
        self.label.setAccessibleName(self.text)
        self._fit()

    def follow_height(self, card: QWidget) -> None:
        """Give way to the chart where the card in which they stand is low."""
        card.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QResizeEvent) and event.type() == QEvent.Type.Resize:
            self.setVisible(event.size().height() >= _ROOM_FROM)
        return super().eventFilter(watched, event)

    def copy(self) -> None:
        """Put the sentences and the source on the clipboard."""
        QApplication.clipboard().setText(f"{self.text} {self._source}".strip())
        self.copied.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def follow_text(self) -> None:
        """Fit the sentences anew."""
        self._fit()

    def _fit(self) -> None:
        metrics = self.label.fontMetrics()
        self.label.setFixedHeight(_LINES * metrics.lineSpacing())
        fitting = self._sentences
        while len(fitting) > 1 and not self._fits(" ".join(fitting)):
            fitting = fitting[:-1]
        text = " ".join(fitting)
        if fitting and not self._fits(text):
            text = next((one for one in _cut(text) if self._fits(one)), "…")
        self.label.setText(text)

    def _fits(self, text: str) -> bool:
        room = self.label.rect()
        room.setHeight(10_000)
        flags = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignLeft)
        needed = self.label.fontMetrics().boundingRect(room, flags, text).height()
        return needed <= _LINES * self.label.fontMetrics().lineSpacing() + 1
