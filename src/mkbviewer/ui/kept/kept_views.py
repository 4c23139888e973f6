"""Favourites and saved views in the window."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject

from mkbviewer.core.errors import MkbviewerError
from mkbviewer.core.kept.keepsake import SavedView
from mkbviewer.core.kept.view_text import SentView
from mkbviewer.core.language import _
from mkbviewer.core.view import View
from mkbviewer.store.pages.sent_views import fit_view, tell_lacking
from mkbviewer.ui.kept.keepsake_dialogs import ViewDialog
from mkbviewer.ui.kept.note_parts import NoteParts
from mkbviewer.ui.kept.view_exchange import ViewExchange
from mkbviewer.ui.widgets.messages import Link
from mkbviewer.viewmodels.kept.shelf import Shelf
from mkbviewer.viewmodels.session.indicator_tree import KeptRow, Kind
from mkbviewer.viewmodels.session.places import (
    SAVED_VIEWS,
    Place,
    PlaceKind,
    place_by_key,
    place_of,
)

if TYPE_CHECKING:
    from mkbviewer.ui.kept.views_page import ViewsPage
    from mkbviewer.ui.window.main_window import MainWindow

MOST_RECENT = 12
"""Pages that the menu offers."""

_WITHOUT_STAR = (
    PlaceKind.IMPORTS,
    PlaceKind.REMOVALS,
    PlaceKind.VIEWS,
    PlaceKind.REVISIONS,
    PlaceKind.TEXTS,
)


class KeptViews(QObject):
    """What the user keeps, as the window shows it. The list is made when it is first opened."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._session = session = window.session
        self.shelf = Shelf(session.holdings.own, session.runner, session, self)
        self.notes = NoteParts(window, self.shelf)
        self.exchange = ViewExchange(window, self)
        self.page: ViewsPage | None = None
        self.dialog: ViewDialog | None = None
        self.shelf.changed.connect(self._follow)
        self.shelf.failed.connect(window.tell)
        self.shelf.parted.connect(self._tell_parted)
        session.holdings_changed.connect(self._follow)
        # Another window may have changed something while this one was behind it.
        window.shell.installEventFilter(self)
        self._follow()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.WindowActivate:
            self.shelf.read_again()
        return super().eventFilter(watched, event)

    @property
    def can_be_favourite(self) -> bool:
        """Whether what is shown can have a star."""
        place = self._session.place
        return place is not None and place.kind not in _WITHOUT_STAR

    @property
    def is_favourite(self) -> bool:
        """Whether what is shown has a star."""
        place = self._session.place
        return place is not None and self.shelf.is_favourite(place)

    def toggle_favourite(self) -> None:
        """Give what is shown a star, or take it away."""
        place = self._session.place
        if place is not None and self.can_be_favourite:
            self.shelf.toggle_favourite(place, self.title_of(place))

    def title_of(self, place: Place) -> str:
        """What a place is called; empty where it is not there now."""
        holdings = self._session.holdings
        if place.kind is PlaceKind.INDICATOR:
            indicator = holdings.catalogue.indicator(place.id)
            return indicator.short_title if indicator else ""
        if place.kind is PlaceKind.TABLE:
            table = holdings.own.find_table(place.id) or holdings.embedded.find_table(place.id)
            return table.title if table else ""
        return str(self._window.tree.find_place(place).data() or "")

    def recent(self) -> Iterator[tuple[Place, str]]:
        """The pages shown last, the newest first, without the one that is shown."""
        count = 0
        for key in reversed(list(self._window.program.settings.views)):
            place = place_by_key(key)
            if place is None or place == self._session.place:
                continue
            if title := self.title_of(place):
                yield place, title
                count += 1
            if count == MOST_RECENT:
                return

    def open(self, kind: str, row_id: str) -> None:
        """Open what a row of the sidebar stands for: a favourite's place, or a view's key."""
        if kind == Kind.FAVOURITE:
            place = place_by_key(row_id)
            if place is not None:
                self._session.open_place(place)
        else:
            self.open_view(row_id)

    def open_view(self, key: str) -> None:
        """Show a saved view."""
        if saved := self.shelf.now.view(key):
            self._show(saved.view)

    def ask_name(self) -> None:
        """Ask under which name what is shown is to be kept."""
        sent = self.shown()
        if sent is not None:
            self._ask(_("Save this view"), sent.name, sent.note, self._save_shown)

    def ask_change(self, key: str) -> None:
        """Ask for another name or note of a saved view."""
        if saved := self.shelf.now.view(key):
            self._ask(
                _("Name and note of the view"),
                saved.name,
                saved.note,
                lambda name, note: self.shelf.edit_view(key, name, note),
            )

    def _save_shown(self, name: str, note: str) -> None:
        sent = self.shown()
        if sent is not None:
            self.keep(replace(sent, name=name, note=note))

    def keep(self, sent: SentView) -> None:
        """Save a view under its name, and say so."""
        self.shelf.save_view(sent.name, sent.view, sent.note)
        self._window.messages.show_message(
            _("The view “{name}” is saved.").format(name=sent.name),
            kind="success",
            links=[Link(_("Saved views"), self.open_list, closes=True)],
        )

    def _ask(self, title: str, name: str, note: str, accept: Callable[[str, str], None]) -> None:
        dialog = ViewDialog(title, name, note, self._window.shell)
        dialog.accepted.connect(lambda: accept(dialog.name.text(), dialog.note.toPlainText()))
        dialog.finished.connect(dialog.deleteLater)
        self.dialog = dialog
        dialog.open()

    def shown(self) -> SentView | None:
        """What is shown, under the name of its page; whoever opens it gets the same table."""
        page, asked = self._session.page, self._session.asked
        if page is None or asked is None:
            return None
        return SentView(replace(asked, source=page.view.source), page.title)

    def open_list(self) -> None:
        """Show the list of saved views."""
        self._session.open_place(SAVED_VIEWS)

    def show_place(self, _place: Place) -> str:
        """Bring up the list, and answer its name."""
        if self.page is None:
            from mkbviewer.ui.kept.views_page import ViewsPage

            self.page = ViewsPage()
            self.page.opened.connect(self.open_view)
            self.page.edit_asked.connect(self.ask_change)
            self.page.delete_asked.connect(self.shelf.delete_view)
            self.page.text_asked.connect(lambda key: self.exchange.copy_text(self._sent(key)))
            self.page.file_asked.connect(lambda key: self.exchange.save_file(self._sent(key)))
            self.page.other_asked.connect(self.exchange.ask_file)
            self._window.places.addWidget(self.page)
        self._window.places.setCurrentWidget(self.page)
        self._fill_list()
        self.page.rows.setFocus()
        return _("Saved views")

    def _show(self, view: View) -> None:
        try:
            shown = fit_view(self._session.holdings, view)
            self._session.show(shown)
            if lacking := tell_lacking(view, shown):
                self._window.messages.show_message(lacking, kind="warning")
        except MkbviewerError as problem:
            self._window.tell(problem)

    def _sent(self, key: str) -> SentView | None:
        saved = self.shelf.now.view(key)
        return SentView(saved.view, saved.name, saved.note) if saved else None

    def _follow(self) -> None:
        self._window.tree.show_kept(tuple(self._rows()))
        if self._session.place == SAVED_VIEWS:
            self._fill_list()

    def _rows(self) -> Iterator[KeptRow]:
        for favourite in self.shelf.now.favourites:
            place = place_by_key(favourite.place)
            title = (self.title_of(place) if place else "") or favourite.title
            yield KeptRow(Kind.FAVOURITE, favourite.place, title, title)
        for saved in self.shelf.now.views:
            about = "\n".join(part for part in (saved.name, saved.note) if part)
            yield KeptRow(Kind.VIEW, saved.key, saved.name, about)

    def _fill_list(self) -> None:
        if self.page is not None:
            views = self.shelf.now.views
            titles = {one.key: self._page_of(one) for one in views}
            self.page.show_views(views, titles)

    def _page_of(self, saved: SavedView) -> str:
        return self.title_of(place_of(saved.view)) or saved.view.subject

    def _tell_parted(self) -> None:
        self._window.messages.show_message(
            _("Another window has changed the same thing meanwhile: both are kept."),
            _("What you wrote stands beside it; delete what is no longer needed."),
            kind="warning",
        )
