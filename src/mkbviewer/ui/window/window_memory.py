"""How the window stood: kept soon after each change, so that a power cut takes nothing along."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from mkbviewer.ui.look.text_size import in_text
from mkbviewer.ui.window.sidebar import WIDTH

if TYPE_CHECKING:
    from mkbviewer.ui.indicator.indicator_page import IndicatorPage
    from mkbviewer.ui.window.main_window import MainWindow

FIGURES = "page"
"""The name of the splitter of chart and table in the settings."""

_WIDEST_PART = 0.4
"""Of the window, for the sidebar where text grows or the window becomes smaller."""


class WindowMemory(QObject):
    """Gives the parts of the window the widths that they had, and keeps what becomes of them."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._settings = window.program.settings
        self._text_size = window.program.theme.text_size
        self._page: IndicatorPage | None = None
        self._shell_width = window.shell.width()
        width = self._settings.sidebar_width or in_text(WIDTH)
        self._divide(width)
        self.show_sidebar(is_shown=not self._settings.hides_sidebar)
        window.halves.splitterMoved.connect(self.keep)
        window.shell.placed.connect(self._leave_room)
        window.shell.placed.connect(self.keep)
        window.program.theme.changed.connect(self._follow_text)

    def follow(self, page: "IndicatorPage") -> None:
        """Divide the page as it was, and follow how it is divided from now on."""
        settings = self._settings
        if state := settings.splitters.get(FIGURES):
            page.figures.restoreState(state)
        page.want_panel(is_wanted=not settings.hides_panel, width=settings.panel_width)
        page.split.connect(self.keep)
        page.panel_wanted.connect(self._keep_panel)
        self._page = page

    def show_sidebar(self, *, is_shown: bool) -> None:
        """Show or hide the sidebar, also the next time."""
        self._window.sidebar.setVisible(is_shown)
        if is_shown is self._settings.hides_sidebar:
            self._settings.hides_sidebar = not is_shown
            self._window.session.save_soon()

    @Slot()
    def keep(self) -> None:
        """Keep how the window stands and is divided."""
        settings, window = self._settings, self._window
        settings.geometry = window.shell.geometry_bytes()
        if window.sidebar.isVisible():
            settings.sidebar_width = window.halves.sizes()[0]
        if self._page is not None:
            settings.splitters[FIGURES] = bytes(self._page.figures.saveState().data())
            settings.panel_width = self._page.panel_width
        window.session.save_soon()

    def _keep_panel(self, is_wanted: bool) -> None:
        self._settings.hides_panel = not is_wanted
        self._window.session.save_soon()

    def _divide(self, width: int) -> None:
        halves = self._window.halves
        halves.setSizes([width, max(400, self._window.shell.width() - width)])

    @Slot()
    def _follow_text(self) -> None:
        """The sidebar is as wide as its words ask for, but leaves the page its room."""
        before, self._text_size = self._text_size, self._window.program.theme.text_size
        if before != self._text_size:
            width = self._window.halves.sizes()[0] * self._text_size // before
            self._divide(min(width, self._widest))

    @property
    def _widest(self) -> int:
        return round(_WIDEST_PART * self._window.shell.width())

    @Slot()
    def _leave_room(self) -> None:
        """Give the page its part of a window that has become smaller."""
        before, self._shell_width = self._shell_width, self._window.shell.width()
        if self._shell_width < before and self._window.halves.sizes()[0] > self._widest:
            self._divide(self._widest)
