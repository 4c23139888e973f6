"""A button that looks like a link: for what is done now and then, and must not stand out."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget


def link_button(text: str, parent: QWidget) -> QPushButton:
    """A button that looks like a link."""
    button = QPushButton(text, parent)
    button.setObjectName("link")
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    return button
