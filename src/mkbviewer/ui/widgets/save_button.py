"""The button of a page that opens a menu with the ways to save it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from mkbviewer.core.language import _
from mkbviewer.ui.look.icons import icon
from mkbviewer.ui.look.text_size import hold


@dataclass(frozen=True)
class SaveFormat:
    """One line of a menu under “Save as”."""

    text: str
    choose: Callable[[], None]


class SaveButton(QToolButton):
    """“Save as”, with `ways` as the menu under it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("primary")
        self.setText(_("Save as"))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.setIcon(icon("chevron-down", QPalette.ColorRole.HighlightedText))
        hold(self, "setIconSize", 13)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.ways = QMenu(self)
        self.setMenu(self.ways)

    def show_formats(self, pictures: Sequence[SaveFormat], tables: Sequence[SaveFormat]) -> None:
        """Fill the menu."""
        self.ways.clear()
        for group, title in ((pictures, _("Chart")), (tables, _("Table"))):
            self.ways.addSection(title)
            for one in group:
                self.ways.addAction(one.text, one.choose)
