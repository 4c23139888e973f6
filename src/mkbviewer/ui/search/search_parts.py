"""Search in the window: which commands it finds, and what opens when something is chosen."""

from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from mkbviewer.core.language import _
from mkbviewer.core.search.findable import Hit, Kind, Name, Subject
from mkbviewer.paths import resources_dir
from mkbviewer.viewmodels.search.search import Search
from mkbviewer.viewmodels.session.indicator_tree import OVERVIEW_ID, TreeRole
from mkbviewer.viewmodels.session.indicator_tree import Kind as RowKind
from mkbviewer.viewmodels.session.places import BAROMETER_ID, PlaceKind

if TYPE_CHECKING:
    from mkbviewer.ui.search.search_panel import SearchPanel
    from mkbviewer.ui.window.main_window import MainWindow


MOST_PAGES = 5
"""Pages shown last that the palette offers before anything is typed."""


class SearchParts(QObject):
    """Makes the palette when it is first opened, and opens what is chosen in it."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._deeds: list[Callable[[], None]] = []
        self._panel: SearchPanel | None = None
        program = window.program
        self.search = Search(
            window.session.holdings,
            window.session.runner,
            program.settings,
            resources_dir() / "search" / "thesaurus.toml",
            self,
        )
        self.search.failed.connect(window.tell)
        window.session.holdings_changed.connect(self.search.forget)
        self._goes_to_page = False
        window.session.page_opened.connect(self._go_to_page)

    @property
    def panel(self) -> "SearchPanel":
        """The palette."""
        if self._panel is None:
            from mkbviewer.ui.search.search_panel import SearchPanel

            self._panel = SearchPanel(self.search, self._window.shell)
            self._panel.chosen.connect(self._open)
            self._window.collection.furnish_search(self._panel)
        return self._panel

    def toggle(self) -> None:
        """Open the palette; close it where it is open."""
        if self._panel is not None and self._panel.isVisible():
            self._panel.close_palette()
            return
        found = [*self._pages(), *self._saved_views(), *self._menu_lines()]
        self._deeds = [deed for _name, deed in found]
        self.search.prepare([name for name, _deed in found])
        self.search.pages = tuple(self._recent_pages())
        self.panel.open()

    def _menu_lines(self) -> Iterator[tuple[Name, Callable[[], None]]]:
        for trail, action in _actions_in(self._window.shell.menuBar().actions()):
            yield _name_of(trail, action), action.trigger

    def _pages(self) -> Iterator[tuple[Name, Callable[[], None]]]:
        """The pages of the sidebar that are neither an indicator nor in the menus."""
        tree = self._window.tree
        for row in range(tree.rowCount()):
            index = tree.index(row, 0)
            kind, row_id = str(index.data(TreeRole.KIND)), str(index.data(TreeRole.ID))
            if kind == RowKind.PAGE and row_id not in (OVERVIEW_ID, BAROMETER_ID):
                about = str(index.data(Qt.ItemDataRole.ToolTipRole))
                name = Name(Kind.COMMAND, str(index.data()), about, context=about)
                yield name, partial(self._window.open, kind, row_id)

    def _saved_views(self) -> Iterator[tuple[Name, Callable[[], None]]]:
        kept = self._window.kept
        for saved in kept.shelf.now.views:
            name = Name(Kind.VIEW, saved.name, saved.note, body=saved.note)
            yield name, partial(kept.open_view, saved.key)

    def _recent_pages(self) -> Iterator[Hit]:
        kinds = {PlaceKind.INDICATOR: Kind.INDICATOR, PlaceKind.TABLE: Kind.TABLE}
        for place, title in islice(self._window.kept.recent(), MOST_PAGES):
            subject = Subject(place.id, title, place.kind is PlaceKind.TABLE)
            yield Hit(kinds[place.kind], title, _("Shown before"), 0.0, subject)

    def _go_to_page(self) -> None:
        """Take the keys to the chart of a page that was searched, once it is shown."""
        if self._goes_to_page:
            self._goes_to_page = False
            chart = self._window.prepare_page().widget.figures.chart
            QTimer.singleShot(0, chart, partial(chart.setFocus, Qt.FocusReason.ShortcutFocusReason))

    def _open(self, hit: Hit) -> None:
        session, view = self._window.session, hit.view
        self._goes_to_page = view is not None
        if hit.kind in (Kind.COMMAND, Kind.VIEW) and hit.key:
            self._deeds[int(hit.key)]()
        elif hit.kind is Kind.VIEW:
            self._window.kept.exchange.open_text(self.search.text)
        elif view is None:
            return
        elif hit.kind in (Kind.MEASURE, Kind.MEMBER):
            session.show(view)
        elif view.is_table:
            session.open_table(view.subject)
        else:
            session.open_indicator(view.subject)


def _actions_in(
    actions: list[QAction], trail: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], QAction]]:
    """What the menus can have done now, each with the names of the menus it is in."""
    for action in actions:
        menu = action.menu()
        if isinstance(menu, QMenu):
            yield from _actions_in(menu.actions(), (*trail, _plain(action.text())))
        elif not action.isSeparator() and action.isEnabled() and action.isVisible():
            yield trail, action


def _name_of(trail: tuple[str, ...], action: QAction) -> Name:
    keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    where = _("Menu {menu}").format(menu=" › ".join(trail))
    return Name(
        Kind.COMMAND,
        _plain(action.text()),
        " · ".join(part for part in (where, keys) if part),
        context=" ".join(trail),
    )


def _plain(text: str) -> str:
    """A menu's text without the mark of its underlined letter."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&").strip()
