"""Releases in the window: on a page, in a dialog, and the places of revisions and removals."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QInputDialog

from mkbviewer.core.errors import MkbviewerError
from mkbviewer.core.language import _
from mkbviewer.core.model import Origin, Release, Table
from mkbviewer.core.page import Page
from mkbviewer.ui.look.text_size import in_text
from mkbviewer.ui.widgets.messages import Link
from mkbviewer.viewmodels.indicator.revised_figures import RevisedFigures
from mkbviewer.viewmodels.releases.releases import Releases
from mkbviewer.viewmodels.session.places import REMOVALS, Place, PlaceKind

if TYPE_CHECKING:
    from mkbviewer.store.revisions.revised import Revised
    from mkbviewer.ui.releases.origin_releases import OriginReleases, ReleaseNotice
    from mkbviewer.ui.releases.releases_dialog import ReleasesDialog
    from mkbviewer.ui.releases.removals_page import RemovalsPage
    from mkbviewer.ui.releases.revisions_page import RevisionsPage
    from mkbviewer.ui.window.main_window import MainWindow


class ReleaseParts(QObject):
    """What the window knows of releases. Widgets are made when they are first needed."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._session = window.session
        holdings, runner = self._session.holdings, self._session.runner
        self.releases = Releases(holdings.own, runner, self._session, self)
        self.revised = RevisedFigures(holdings, runner, self)
        self.dialog: ReleasesDialog | None = None
        self._card: OriginReleases | None = None
        self._notice: ReleaseNotice | None = None
        self._revisions: RevisionsPage | None = None
        self._removals: RemovalsPage | None = None
        self.releases.changed.connect(self._follow_change)
        self.releases.removed.connect(window.arrivals.tell_removed)
        self.releases.restored.connect(self._tell_restored)
        self.releases.failed.connect(window.tell)
        self.revised.failed.connect(window.tell)
        self.revised.counted.connect(self._show_revised)

    def furnish(self, card: "OriginReleases", notice: "ReleaseNotice") -> None:
        """Take the widgets of the page."""
        self._card, self._notice = card, notice
        card.chosen.connect(self._choose)
        card.revisions_asked.connect(self.open_revisions)
        card.releases_asked.connect(self.open_dialog)
        card.name_asked.connect(self.ask_name)
        card.texts_asked.connect(self._window.texts.open)
        notice.revisions_asked.connect(self.open_revisions)
        notice.newest_asked.connect(lambda: self._session.show_release(""))

    def show_page(self, page: Page) -> None:
        """Show which releases are behind a page, and find out what the newest one revised."""
        if self._card is None or self._notice is None:
            return
        table = self._table_of(page)
        releases = table.releases if table else ()
        shown = page.frame.provenance.release or page.view.release
        self._card.show_releases(releases, shown, can_be_named=page.view.is_table)
        self._card.show_texts(sum(one.is_text for one in page.structure.measures))
        newest = releases[-1].name if releases else ""
        self._notice.show_older(shown if releases else "", newest)
        self.revised.ask(page)
        self._fill_dialog()

    def open_revisions(self) -> None:
        """Show the revisions of the table behind the page, or of the one shown in the imports."""
        page = self._session.page
        table = self._table_of(page) if page else None
        if table is not None:
            self.open_revisions_of(table.id)

    def open_revisions_of(self, table_id: str) -> None:
        """Show the revisions of a table."""
        self._session.open_place(Place(PlaceKind.REVISIONS, table_id))

    def show_place(self, place: Place) -> str:
        """Bring up the widget of a place, and answer the place's name."""
        window = self._window
        if place.kind is PlaceKind.REVISIONS:
            page = self._revisions_page()
            page.open_table(place.id, self._title_of(place.id))
            window.places.setCurrentWidget(page)
            return _("Revisions of {table}").format(table=place.id)
        removals = self._removals_page()
        self._fill_removals()
        window.places.setCurrentWidget(removals)
        return _("Removed releases")

    def open_dialog(self) -> None:
        """Show the releases of the table behind the page, to put them in order or remove one."""
        from mkbviewer.ui.releases.releases_dialog import ReleasesDialog

        if self.dialog is None:
            dialog = ReleasesDialog(self._window.shell)
            dialog.shown.connect(self._choose)
            dialog.removed.connect(self._remove)
            dialog.reordered.connect(self._reorder)
            self.dialog = dialog
        self.dialog.show()
        self._fill_dialog()

    def ask_name(self) -> None:
        """Ask for another title of the table that is shown."""
        page = self._session.page
        table = self._table_of(page) if page else None
        if table is None:
            return
        dialog = QInputDialog(self._window.shell)
        dialog.setWindowTitle(_("Name of the table"))
        dialog.setLabelText(
            _("Another name for table {table}. Leave it empty for the name in its file.").format(
                table=table.id
            )
        )
        dialog.setTextValue(table.title)
        dialog.resize(in_text(520), 0)
        table_id = table.id
        dialog.textValueSelected.connect(lambda title: self.releases.rename(table_id, title))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def repaint(self) -> None:
        """Draw in the colours of the theme."""
        if self._revisions is not None:
            self._revisions.set_palette(self._window.program.theme.palette)

    def _revisions_page(self) -> "RevisionsPage":
        if self._revisions is None:
            from mkbviewer.ui.releases.revisions_page import RevisionsPage
            from mkbviewer.viewmodels.releases.comparison import Comparison

            comparison = Comparison(self._session.holdings, self._session.runner, self)
            comparison.failed.connect(self._tell_unexpected)
            self._revisions = RevisionsPage(comparison)
            self._revisions.table_asked.connect(self._session.open_table)
            self._window.places.addWidget(self._revisions)
            self.repaint()
        return self._revisions

    def _removals_page(self) -> "RemovalsPage":
        if self._removals is None:
            from mkbviewer.ui.releases.removals_page import RemovalsPage

            self._removals = RemovalsPage()
            self._removals.restored.connect(self.releases.restore)
            editions = self._window.editions.editions
            self._removals.edition_restored.connect(editions.restore)
            editions.changed.connect(self._fill_removals)
            self._window.places.addWidget(self._removals)
        return self._removals

    def _fill_removals(self) -> None:
        if self._removals is None:
            return
        try:
            library = self._session.holdings.own
            self._removals.show_removals(library.removals(), library.edition_removals())
        except MkbviewerError as problem:
            self._window.tell(problem)

    def _fill_dialog(self) -> None:
        if self.dialog is None or not self.dialog.isVisible():
            return
        page = self._session.page
        table = self._table_of(page) if page else None
        if page is None or table is None:
            self.dialog.hide()
            return
        heading = " · ".join(dict.fromkeys((table.id, table.title)))
        reasons = self._session.holdings.own.order_reasons(table.id)
        shown = page.frame.provenance.release or page.view.release
        self.dialog.show_releases(heading, table.releases, reasons, shown)

    def release_of(self, page: Page) -> Release | None:
        """The release that a page shows; None where its table is none of the user's own."""
        table, source = self._table_of(page), page.source
        if table is None or source is None:
            return None
        name = page.frame.provenance.release or source.release
        return next((one for one in table.releases if one.name == name), None)

    def _table_of(self, page: Page | None) -> Table | None:
        source = page.source if page else None
        if source is None or source.origin is not Origin.IMPORTED:
            return None
        try:
            return self._session.holdings.own.table(source.table)
        except MkbviewerError:
            # Removed meanwhile: the page is being read again.
            return None

    def _title_of(self, table_id: str) -> str:
        try:
            return self._session.holdings.own.table(table_id).title
        except MkbviewerError:
            return ""

    def _remove(self, release: str) -> None:
        table = self._table_of(self._session.page)
        if table is not None:
            self.releases.remove(table.id, release)

    def _reorder(self, names: tuple[str, ...]) -> None:
        table = self._table_of(self._session.page)
        if table is not None:
            self.releases.reorder(table.id, names)

    def _choose(self, name: str) -> None:
        table = self._table_of(self._session.page)
        if table is not None:
            # The newest is left open, so that a still newer one takes its place.
            self._session.show_release("" if name == table.newest.name else name)

    def _show_revised(self, revised: "Revised | None") -> None:
        if self._card is not None and self._notice is not None:
            self._card.show_revised(revised)
            self._notice.show_revised(revised)

    def _follow_change(self) -> None:
        self._session.refresh()
        place = self._session.place
        if place == REMOVALS:
            self._fill_removals()
        elif place is not None and place.kind is PlaceKind.REVISIONS:
            self.show_place(place)

    def _tell_restored(self, table: str, releases: "tuple[Release, ...]") -> None:
        page = self._session.page
        if self._session.place != REMOVALS:
            if page is None or page.view.source != table:
                self._session.open_table(table)
            return
        names = ", ".join(one.name for one in releases)
        self._window.messages.show_message(
            _("Put back: {table}, {releases}").format(table=table, releases=names),
            kind="success",
            links=[Link(_("Show the table"), lambda: self._session.open_table(table))],
        )

    def _tell_unexpected(self, problem: Exception) -> None:
        if not isinstance(problem, MkbviewerError):
            self._window.tell(problem)
