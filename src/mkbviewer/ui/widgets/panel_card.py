"""A card with a small heading over what stands in it."""

from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from mkbviewer.ui.widgets.words import Words


class PanelCard(QFrame):
    """A card with a small heading."""

    def __init__(self, heading: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.content = QVBoxLayout(self)
        self.content.setContentsMargins(15, 13, 15, 14)
        self.content.setSpacing(7)
        self._heading = QLabel(self)
        self._heading.setObjectName("label")
        self.content.addWidget(self._heading)
        self.set_heading(heading)

    def set_heading(self, heading: str) -> None:
        """Show another heading."""
        self.setAccessibleName(heading)
        self._heading.setText(heading.upper())

    def add_words(self, name: str = "words") -> Words:
        """Add a paragraph that is still empty."""
        label = Words(name, self)
        label.hide()
        self.content.addWidget(label)
        return label
