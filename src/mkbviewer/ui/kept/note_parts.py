"""Notes in the window: in the chart, beside it, and what is asked about them."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QMenu

from mkbviewer.core.kept.keepsake import Note, Point, ShownNote, point_of, show_notes
from mkbviewer.core.language import _
from mkbviewer.core.page import Page
from mkbviewer.ui.kept.keepsake_dialogs import NoteDialog, Pointable
from mkbviewer.viewmodels.kept.shelf import Shelf
from mkbviewer.viewmodels.session.places import place_of

if TYPE_CHECKING:
    from mkbviewer.ui.indicator.indicator_page import IndicatorPage
    from mkbviewer.ui.kept.own_notes import OwnNotesCard
    from mkbviewer.ui.window.main_window import MainWindow


class NoteParts(QObject):
    """Shows the notes on a page, and has them written, changed and deleted."""

    def __init__(self, window: "MainWindow", shelf: Shelf) -> None:
        super().__init__(window)
        self._window = window
        self._session = window.session
        self._shelf = shelf
        self._widget: IndicatorPage | None = None
        self._card: OwnNotesCard | None = None
        self.dialog: NoteDialog | None = None
        shelf.changed.connect(self._follow)

    def furnish(self, widget: "IndicatorPage") -> None:
        """Take the widget of the page, and put the list beside its figures."""
        from mkbviewer.ui.kept.own_notes import OwnNotesCard

        self._widget, self._card = widget, OwnNotesCard()
        widget.panel.add_card(self._card)
        self._card.add_asked.connect(self.ask_note)
        self._card.edit_asked.connect(self.ask_change)
        self._card.delete_asked.connect(self._shelf.delete_note)
        widget.figures.chart.note_asked.connect(self._offer)
        widget.figures.table.takes_notes = True
        widget.figures.table.note_asked.connect(self._ask)

    def notes_of(self, page: Page) -> tuple[ShownNote, ...]:
        """The notes on a page, with where they stand in its chart."""
        return show_notes(page, self._shelf.now.notes_on(place_of(page.view).key))

    def prepare(self, page: Page) -> None:
        """Have the notes ready for a page that is about to be shown."""
        if self._widget is not None and self._card is not None:
            notes = self.notes_of(page)
            self._widget.notes = notes
            self._card.show_notes(notes)

    def _follow(self) -> None:
        page = self._session.page
        if page is not None and self._widget is not None:
            before = self._widget.notes
            self.prepare(page)
            if self._widget.notes != before:
                self._widget.show_notes()

    def ask_note(self) -> None:
        """Ask for a note on the marked figure where one is marked, else on the page."""
        rows, keys = self._session.marked_periods, self._session.marked_series
        is_one = len(rows) == 1 and len(keys) == 1
        self._ask(rows[0] if is_one else -1, keys[0] if is_one else "")

    def ask_change(self, key: str) -> None:
        """Ask for another text of a note."""
        if note := self._shelf.now.note(key):
            self._open(
                _("Change the note"), note, lambda text, at: self._shelf.edit_note(key, text, at)
            )

    def _ask(self, row: int, key: str) -> None:
        page = self._session.page
        if page is None:
            return
        place = place_of(page.view)
        keys = [one.key for one in page.frame.series]
        series = keys.index(key) if key in keys else -1
        self._open(
            _("Add a note"),
            None,
            lambda text, at: self._shelf.add_note(place, text, at),
            series if row >= 0 else -1,
            row,
        )

    def _open(
        self,
        title: str,
        note: Note | None,
        accept: Callable[[str, Point | None], None],
        series: int = -1,
        period: int = -1,
    ) -> None:
        page = self._session.page
        if page is None:
            return
        frame = page.frame
        dialog = NoteDialog(
            title,
            note.text if note else "",
            Pointable(
                [one.label for one in frame.series] if frame.periods else [],
                [one.label for one in frame.periods],
                lambda column, row: point_of(page, row, frame.series[column]),
            ),
            kept=note.point if note else None,
            series=series,
            period=period,
            parent=self._window.shell,
        )
        dialog.accepted.connect(lambda: accept(dialog.text.toPlainText(), dialog.point))
        dialog.finished.connect(dialog.deleteLater)
        dialog.finished.connect(self._forget)
        self.dialog = dialog
        dialog.open()

    def _forget(self, _outcome: QDialog.DialogCode) -> None:
        self.dialog = None

    def _offer(self, row: int | None, key: str | None) -> None:
        """A menu in the chart: a note on what is pointed at, or on the page."""
        page = self._session.page
        if page is None or self._widget is None:
            return
        menu = self.menu_at(page, row, key)
        menu.popup(self._widget.figures.chart.asked_at)

    def menu_at(self, page: Page, row: int | None, key: str | None) -> QMenu:
        """The menu for a row of the frame and a series' key; either may be None."""
        menu = QMenu(self._window.shell)
        menu.aboutToHide.connect(menu.deleteLater)
        series = [one for one in page.frame.series if key in (None, one.key)]
        if row is not None and len(series) == 1:
            figure = f"{series[0].label}, {page.frame.periods[row].label}"
            text = _("Note on {figure}…").format(figure=figure)
            menu.addAction(text, partial(self._ask, row, series[0].key))
        menu.addAction(_("Note on this page…"), partial(self._ask, -1, ""))
        return menu
