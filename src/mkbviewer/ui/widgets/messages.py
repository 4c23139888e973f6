"""Messages at the top of the window: what happened, why, what to do. Never a modal box."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from mkbviewer.core.errors import MkbviewerError
from mkbviewer.core.language import _
from mkbviewer.ui.look.icons import Sign, icon
from mkbviewer.ui.widgets.announcing import announce
from mkbviewer.ui.widgets.link_button import link_button

MOST_SHOWN = 3

_ICONS = {
    "error": "circle-alert",
    "warning": "triangle-alert",
    "success": "circle-check",
    "info": "info",
}


@dataclass(frozen=True)
class Link:
    """One thing that the user can do about a message."""

    text: str
    follow: Callable[[], None]
    closes: bool = False


class Message(QFrame):
    """One message with its links and a button that closes it."""

    closed = Signal()

    def __init__(
        self, kind: str, text: str, detail: str, links: Sequence[Link], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setObjectName("message")
        self.setProperty("kind", kind)
        self.setAccessibleName(f"{text} {detail}".strip())
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 9, 8, 9)
        row.setSpacing(10)
        role = QPalette.ColorRole.Text if kind != "info" else QPalette.ColorRole.Highlight
        sign = Sign(_ICONS[kind], 18, role, self)
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._words(text, "strong"))
        if detail:
            words.addWidget(self._words(detail, "words"))
        row.addLayout(words, 1)
        for link in links:
            button = self._button(link)
            # Of several messages each has one.
            button.setAccessibleName(f"{link.text}: {self.accessibleName()}")
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        close = QToolButton(self)
        close.setObjectName("plain")
        close.setIcon(icon("x"))
        close.setToolTip(_("Close this message"))
        close.setAccessibleName(f"{close.toolTip()}: {self.accessibleName()}")
        close.clicked.connect(self.close_it)
        row.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)

    def close_it(self) -> None:
        """Take the message away; who was in it goes on to what is read next."""
        for _stop in self.findChildren(QAbstractButton):
            if self.isAncestorOf(QApplication.focusWidget() or self):
                self.focusNextChild()
        self.hide()
        self.closed.emit()
        self.deleteLater()

    def _words(self, text: str, name: str) -> QLabel:
        label = QLabel(text, self)
        label.setObjectName(name)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        label.setSizePolicy(policy)
        return label

    def _button(self, link: Link) -> QPushButton:
        button = link_button(link.text, self)

        def follow() -> None:
            if link.closes:
                self.close_it()
            link.follow()

        button.clicked.connect(follow)
        return button


class MessageBar(QWidget):
    """The messages, the newest on top. `count_changed` carries how many are open."""

    count_changed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # Not asked of the layout: its items are gone with their widgets, and Python does not know.
        self._open: list[Message] = []
        self.setAccessibleName(_("Messages"))
        self._list = QVBoxLayout(self)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(6)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    @property
    def messages(self) -> tuple[Message, ...]:
        """The messages that are open."""
        return tuple(self._open)

    def show_message(
        self, text: str, detail: str = "", *, kind: str = "info", links: Sequence[Link] = ()
    ) -> Message:
        """Show one message; `kind` is info, success, warning or error."""
        for old in self.messages:
            if old.accessibleName() == f"{text} {detail}".strip():
                old.close_it()
        message = Message(kind, text, detail, links, self)
        message.closed.connect(partial(self._forget, message))
        self._open.insert(0, message)
        self._list.insertWidget(0, message)
        message.show()
        announce(message, message.accessibleName(), is_urgent=kind == "error")
        for old in self.messages[MOST_SHOWN:]:
            old.close_it()
        self._tell_count()
        return message

    def show_problem(self, problem: MkbviewerError, links: Sequence[Link] = ()) -> Message:
        """Show expected trouble: what happened, why, and what to do."""
        detail = " ".join(part for part in (problem.why, problem.remedy) if part)
        return self.show_message(problem.what, detail, kind="error", links=links)

    def clear(self) -> None:
        """Close every message."""
        for message in self.messages:
            message.close_it()

    def _forget(self, message: Message) -> None:
        if message in self._open:
            self._open.remove(message)
        self._tell_count()

    def _tell_count(self) -> None:
        self.count_changed.emit(len(self.messages))
