"""The head of a page: where we are, what it is, where it comes from, and what can be done."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from mkbviewer.core.language import _
from mkbviewer.core.page import Page
from mkbviewer.ui.indicator.page_words import subtitle_parts
from mkbviewer.ui.look.icons import icon
from mkbviewer.ui.look.text_size import hold
from mkbviewer.ui.widgets.save_button import SaveButton
from mkbviewer.ui.widgets.turning_row import ButtonRow, TurningRow
from mkbviewer.ui.widgets.words import Words

_BUTTON_HEIGHT = 32
_BESIDE_FROM = 560
"""The width from which the buttons stand beside the title."""


class PageHeader(QWidget):
    """Breadcrumb, title and subtitle, with the buttons at the right.

    `printed` and `starred` come with their buttons, `panel_toggled` tells whether the panel is
    wanted.
    """

    printed = Signal()
    starred = Signal()
    panel_toggled = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = ""
        self._is_favourite: bool | None = None
        self.trail = Words("small", self)
        self.title = Words("title", self, at_once=True)
        self.subtitle = Words("subtitle", self)
        named = QWidget(self)
        words = QVBoxLayout(named)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(2)
        words.addWidget(self.trail)
        words.addWidget(self.title)
        self.panel = QToolButton(self)
        self.panel.setObjectName("button")
        self.panel.setIcon(icon("info"))
        hold(self.panel, "setIconSize", 16)
        self.panel.setCheckable(True)
        self.panel.setAccessibleName(_("Key figures and notes"))
        self.panel.setToolTip(_("Show or hide the key figures and notes (F8)"))
        self.panel.toggled.connect(self.panel_toggled)
        self.star = QToolButton(self)
        self.star.setObjectName("button")
        hold(self.star, "setIconSize", 16)
        self.star.clicked.connect(self.starred)
        self.show_star(is_favourite=False)
        self.print = QPushButton(_("Print"), self)
        self.print.clicked.connect(self.printed)
        self.save = SaveButton(self)
        buttons = (self.star, self.panel, self.print, self.save)
        for button in buttons:
            hold(button, "setFixedHeight", _BUTTON_HEIGHT)
        row = TurningRow(_BESIDE_FROM, 8, self)
        row.box.addWidget(named, 1)
        row.box.addWidget(ButtonRow(buttons, self), 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(row)
        column.addWidget(self.subtitle)

    def show_star(self, *, is_favourite: bool) -> None:
        """Show whether the page is a favourite."""
        if is_favourite == self._is_favourite:
            return  # Qt lays out all buttons for another icon, even for the same one.
        self._is_favourite = is_favourite
        role = QPalette.ColorRole.Highlight if is_favourite else QPalette.ColorRole.Text
        self.star.setIcon(icon("star-filled" if is_favourite else "star", role))
        name = _("Remove from the favourites") if is_favourite else _("Add to the favourites")
        self.star.setAccessibleName(name)
        self.star.setToolTip(f"{name} (Ctrl+D)")

    def add_notice(self, notice: QWidget) -> None:
        """Put a notice under the subtitle."""
        layout = self.layout()
        assert layout is not None
        layout.addWidget(notice)

    def show_page(self, page: Page) -> None:
        """Show what a page is about."""
        trail = (self._theme, page.indicator.topic) if page.indicator else (_("Own tables"),)
        self.trail.setText(" › ".join(part for part in trail if part))
        self.title.setText(page.title)
        self.subtitle.setText(" · ".join(subtitle_parts(page)))
        self.subtitle.setToolTip(page.frame.provenance.table_title)
        has_figures = bool(page.frame.series)
        self.print.setVisible(has_figures)
        self.save.setVisible(has_figures)

    def set_theme_name(self, name: str) -> None:
        """The theme with which the breadcrumb begins."""
        self._theme = name
