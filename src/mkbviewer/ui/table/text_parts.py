"""The texts of a table in the window: a place of their own."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from mkbviewer.core.errors import UnknownName
from mkbviewer.core.language import _
from mkbviewer.viewmodels.background.tasks import TEXTS_LANE, Job
from mkbviewer.viewmodels.session.places import Place, PlaceKind

if TYPE_CHECKING:
    from mkbviewer.store.pages.texts import TextRows
    from mkbviewer.ui.table.texts_page import TextsPage
    from mkbviewer.ui.window.main_window import MainWindow


class TextParts(QObject):
    """What the window knows of measures in words. The page is made when it is first opened."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._session = window.session
        self.page: TextsPage | None = None
        self._session.holdings_changed.connect(self._read_again)

    def open(self) -> None:
        """Show the texts of the table behind the page."""
        page = self._session.page
        if page is not None and page.source is not None:
            self._session.open_place(Place(PlaceKind.TEXTS, page.source.table))

    def show_place(self, place: Place) -> str:
        """Bring up the page of a table's texts, and answer its name."""
        if self.page is None:
            from mkbviewer.ui.table.texts_page import TextsPage

            self.page = TextsPage()
            self.page.table_asked.connect(self._session.open_table)
            self._window.places.addWidget(self.page)
        self.page.show_texts(None)
        self._window.places.setCurrentWidget(self.page)
        self._read(place)
        return _("{table} in words").format(table=place.id)

    def _read(self, place: Place) -> None:
        holdings = self._session.holdings

        def work(_job: Job) -> "TextRows":
            from mkbviewer.store.pages.texts import read_texts

            return read_texts(holdings, place.id)

        self._session.runner.run(
            TEXTS_LANE, work, partial(self._accept, place), partial(self._refuse, place)
        )

    def _accept(self, place: Place, texts: "TextRows") -> None:
        if self.page is not None and place == self._session.place:
            self.page.show_texts(texts)

    def _refuse(self, place: Place, problem: Exception) -> None:
        if place != self._session.place:
            return
        if isinstance(problem, UnknownName):
            # The table was removed meanwhile.
            self._session.open_overview()
        else:
            self._window.tell(problem)

    def _read_again(self) -> None:
        place = self._session.place
        if place is not None and place.kind is PlaceKind.TEXTS:
            self._read(place)
