"""The menu with what the user keeps: favourites, saved views, notes, recent pages."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from mkbviewer.core.language import _
from mkbviewer.ui.look.icons import icon

if TYPE_CHECKING:
    from mkbviewer.ui.kept.kept_views import KeptViews
    from mkbviewer.ui.window.main_window import MainWindow


class SavedMenu(QObject):
    """Stands before Help, and follows what is shown."""

    def __init__(self, window: "MainWindow", kept: "KeptViews") -> None:
        super().__init__(window)
        self._window, self._kept = window, kept
        bar = window.shell.menuBar()
        self.menu = menu = QMenu(_("&Saved"), bar)
        bar.insertMenu(bar.actions()[-1], menu)
        self.favourite = self._add(_("&Favourite"), kept.toggle_favourite, "star", "Ctrl+D")
        self.favourite.setCheckable(True)
        self.save = self._add(_("&Save this view…"), kept.ask_name, "pin", "Ctrl+S")
        self.note = self._add(_("Add a &note…"), kept.notes.ask_note, "plus", "Ctrl+Alt+N")
        menu.addSeparator()
        self._add(_("Saved &views"), kept.open_list, "eye", "Ctrl+Alt+S")
        self.recent = menu.addMenu(icon("history"), _("&Recent pages"))
        menu.addSeparator()
        self.copy = self._add(_("&Copy this view as text"), kept.exchange.copy_text, "copy")
        self.file = self._add(_("Save this view as a fi&le…"), kept.exchange.save_file, "save")
        self._add(_("&Open a view…"), kept.exchange.ask_file, "folder-open")
        session = window.session
        kept.shelf.changed.connect(self.follow)
        session.trail_changed.connect(self.follow)
        session.page_opened.connect(lambda _page: self.follow())
        session.holdings_changed.connect(self.follow)
        menu.aboutToShow.connect(self.list_recent)
        self.follow()

    def follow(self) -> None:
        """Enable what can be done now."""
        kept = self._kept
        has_page = self._window.session.page is not None
        for action in (self.save, self.note, self.copy, self.file):
            action.setEnabled(has_page)
        self.favourite.setEnabled(kept.can_be_favourite)
        self.favourite.setChecked(kept.is_favourite)
        self.favourite.setIcon(icon("star-filled" if kept.is_favourite else "star"))

    def list_recent(self) -> None:
        """List the pages shown last; made when somebody looks, for every page changes it."""
        self.recent.clear()
        open_place = self._window.session.open_place
        for place, title in self._kept.recent():
            self.recent.addAction(title.replace("&", "&&"), partial(open_place, place))
        self.recent.menuAction().setEnabled(bool(self.recent.actions()))

    def _add(self, text: str, do: Callable[[], None], picture: str, keys: str = "") -> QAction:
        action = self.menu.addAction(icon(picture), text)
        if keys:
            action.setShortcut(QKeySequence(keys))
        action.triggered.connect(lambda _on: do())
        return action
