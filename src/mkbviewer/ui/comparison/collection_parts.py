"""The comparison in the window: its page, and the ways in which series get there."""

import json
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from mkbviewer.core.kept.keepsake import ShownNote
from mkbviewer.core.language import _, ngettext
from mkbviewer.core.view import View, view_from_dict, view_to_dict
from mkbviewer.store.pages.collection import CollectionPage
from mkbviewer.ui.widgets.dragging import SUBJECT, Carrying, Receiving
from mkbviewer.ui.widgets.messages import Link, Message
from mkbviewer.viewmodels.comparison.collecting import Collecting
from mkbviewer.viewmodels.session.indicator_tree import Kind, TreeRole
from mkbviewer.viewmodels.session.places import BAROMETER_ID, COLLECTION, Place

if TYPE_CHECKING:
    from mkbviewer.ui.comparison.collection_page import CollectionView
    from mkbviewer.ui.indicator.page_parts import PageParts
    from mkbviewer.ui.output.saving import Shown
    from mkbviewer.ui.search.search_panel import SearchPanel
    from mkbviewer.ui.window.main_window import MainWindow

_FEWEST_RELEASES = 2


class CollectionParts(QObject):
    """What the window knows of the comparison. The page is made when it is first opened."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._session = window.session
        self.collecting = Collecting(window.session, self)
        self.page: CollectionView | None = None
        self.menu: QMenu | None = None
        self._told: Message | None = None
        self.collecting.read.connect(self._accept)
        self.collecting.failed.connect(window.tell)
        self.collecting.added.connect(self._tell_added)
        self.collecting.nothing_found.connect(
            lambda: window.messages.show_message(_("There are no figures to compare."))
        )
        self.collecting.changed.connect(self._read_where_shown)
        self._session.holdings_changed.connect(self._read_where_shown)
        tree = window.sidebar.tree
        self._carrying = Carrying(tree.viewport(), self._dragged_row, SUBJECT)
        tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        tree.customContextMenuRequested.connect(self._open_row_menu)

    def show_place(self, _place: Place) -> str:
        """Bring up the page, and answer its name."""
        self._window.places.setCurrentWidget(self._made())
        self._close_told()
        self.collecting.ask()
        return _("Comparison")

    def furnish(self, parts: "PageParts") -> None:
        """Let what is dropped on the chart of a page be compared with what it shows."""
        Receiving(parts.widget.figures.chart_card, self._compare_dropped, SUBJECT)

    def furnish_search(self, panel: "SearchPanel") -> None:
        """Let what was found be added: by a key, or by dragging it onto a chart."""
        panel.collected.connect(self.collecting.add_subject)

        def dragged() -> str:
            return packed_view(panel.view_at(finds.origin))

        finds = Carrying(panel.list.viewport(), dragged, SUBJECT)

    def repaint(self) -> None:
        """Draw in the colours of the theme."""
        if self.page is not None:
            self.page.set_palette(self._window.program.theme.palette)

    @property
    def is_shown(self) -> bool:
        """Whether the comparison is what the window shows."""
        return self._session.place == COLLECTION

    @property
    def has_figures(self) -> bool:
        """Whether there is something to save, copy and print."""
        shown = self.page.shown if self.page is not None else None
        return shown is not None and not shown.frame.is_empty

    def shown(self) -> "Shown | None":
        """The comparison, to be saved, copied or printed; None where it is not shown."""
        if not self.is_shown or self.page is None or self.page.shown is None:
            return None
        from mkbviewer.ui.comparison.collection_export import collection_shown

        prints_notes = self._window.program.settings.takes_notes
        return collection_shown(self.page.shown, self.page.notes, prints_notes=prints_notes)

    def copy_figures(self) -> None:
        """Copy what is selected in the table, or all of it."""
        if self.page is not None:
            self.page.figures.table.copy()

    def copy_sentences(self) -> None:
        """Copy what the charts say in words."""
        if self.page is not None:
            self.page.figures.sentence.copy()

    def add_shown(self) -> None:
        """Add the series of the page that is shown: those that are marked, else all."""
        page = self._session.page
        if page is not None:
            self.collecting.add_page(page, self._session.marked_series)

    def add_releases(self) -> None:
        """Add the series that are shown as the two newest releases of their table have them."""
        page = self._session.page
        if page is None or page.source is None:
            return
        from dataclasses import replace

        from mkbviewer.core.kept.collection import series_views

        table = self._session.holdings.own.find_table(page.source.table)
        names = [one.name for one in table.releases][-_FEWEST_RELEASES:] if table else []
        if len(names) < _FEWEST_RELEASES:
            self._window.messages.show_message(_("There is only one release of this table."))
            return
        views = series_views(page, self._session.marked_series)
        self.collecting.add([replace(one, release=name) for one in views for name in names])

    def add_row(self, kind: str, row_id: str) -> None:
        """Add what a line of the sidebar stands for."""
        view = _view_of_row(kind, row_id)
        if view is not None:
            self.collecting.add_subject(view)

    def _made(self) -> "CollectionView":
        if self.page is None:
            from mkbviewer.ui.canvas.zoom_steps import ZoomSteps
            from mkbviewer.ui.comparison.collection_page import CollectionView

            page = self.page = CollectionView()
            page.set_palette(self._window.program.theme.palette)
            page.changed.connect(lambda fields: self.collecting.change(**fields))
            page.removed.connect(self.collecting.remove)
            page.moved.connect(self.collecting.move)
            page.cleared.connect(self.collecting.clear)
            page.opened.connect(self._open_series)
            saving = self._window.prepare_saving()
            ZoomSteps(self._session, page.figures.chart.canvas)
            page.header.save.show_formats(*saving.formats)
            page.header.printed.connect(saving.print_shown)
            Receiving(page, self._add_dropped, SUBJECT)
            self._window.kept.shelf.changed.connect(self._follow_notes)
            page.figures.table.copies_notes = self._window.program.settings.takes_notes
            self._window.places.addWidget(page)
        return self.page

    def _accept(self, read: CollectionPage) -> None:
        page = self._made()
        page.notes = self._notes_of(read)
        page.show_collection(read)
        if self.is_shown:
            self._window.actions.enable_page(has_figures=self.has_figures)

    def _notes_of(self, read: CollectionPage) -> tuple[ShownNote, ...]:
        from mkbviewer.ui.comparison.collection_export import own_notes_of

        return own_notes_of(read, self._window.kept.shelf.now.notes)

    def _follow_notes(self) -> None:
        page = self.page
        if page is None or page.shown is None:
            return
        notes = self._notes_of(page.shown)
        if notes != page.notes:
            page.notes = notes
            page.show_collection(page.shown)

    def _read_where_shown(self) -> None:
        if self.is_shown:
            self.collecting.ask()

    def _open_series(self, place: int) -> None:
        self._session.show(self.collecting.now.views[place])

    def _tell_added(self, new: int, others: int) -> None:
        told = (
            ngettext(
                "{count} series was added to the comparison.",
                "{count} series were added to the comparison.",
                new,
            ).format(count=new)
            if new
            else _("The comparison has these series already.")
        )
        about = ""
        if new and others:
            about = _("{count} were there already, or found no room.").format(count=others)
        if self.is_shown and new:
            return
        link = Link(_("Show the comparison"), lambda: self._session.open_place(COLLECTION), True)
        kind = "success" if new else "info"
        self._close_told()
        links = [] if self.is_shown else [link]
        self._told = self._window.messages.show_message(told, about, kind=kind, links=links)
        self._told.closed.connect(self._forget_told)

    def _close_told(self) -> None:
        """One message about additions is enough, and none once the comparison is shown."""
        if self._told is not None:
            self._told.close_it()

    def _forget_told(self) -> None:
        self._told = None

    def _add_dropped(self, text: str) -> None:
        if view := _unpacked(text):
            self.collecting.add_subject(view)

    def _compare_dropped(self, text: str) -> None:
        page, view = self._session.page, _unpacked(text)
        if page is not None and view is not None:
            self.collecting.compare(page, [view])
            self._session.open_place(COLLECTION)

    def _dragged_row(self) -> str:
        tree = self._window.sidebar.tree
        index = tree.indexAt(self._carrying.origin)
        view = _view_of_row(str(index.data(TreeRole.KIND)), str(index.data(TreeRole.ID)))
        return packed_view(view) if view is not None else ""

    def _open_row_menu(self, place: QPoint) -> None:
        tree = self._window.sidebar.tree
        index = (
            tree.indexAt(place) if tree.viewport().rect().contains(place) else tree.currentIndex()
        )
        kind, row_id = str(index.data(TreeRole.KIND)), str(index.data(TreeRole.ID))
        if _view_of_row(kind, row_id) is None:
            return
        menu = self.menu = QMenu(tree)
        add = QAction(_("Add to the comparison"), menu)
        add.triggered.connect(lambda _on: self.add_row(kind, row_id))
        menu.addAction(add)
        if self._session.page is not None:
            beside = QAction(_("Compare with what is shown"), menu)
            beside.triggered.connect(
                lambda _on: self._compare_dropped(packed_view(_view_of_row(kind, row_id)))
            )
            menu.addAction(beside)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(tree.viewport().mapToGlobal(place))


def packed_view(view: View | None) -> str:
    """A view as a text that is carried by the mouse."""
    return json.dumps(view_to_dict(view)) if view is not None else ""


def _unpacked(text: str) -> View | None:
    try:
        return view_from_dict(json.loads(text))
    except ValueError:
        return None


def _view_of_row(kind: str, row_id: str) -> View | None:
    """What a line of the sidebar stands for; None where that has no series."""
    if kind == Kind.TABLE:
        return View(row_id, is_table=True)
    return View(row_id) if kind == Kind.INDICATOR and row_id != BAROMETER_ID else None
