"""Going through the pages before anybody opens one, so that none is slow at its first visit."""

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from mkbviewer.core.model import Origin
from mkbviewer.core.view import View
from mkbviewer.viewmodels.session.places import place_of

if TYPE_CHECKING:
    from mkbviewer.core.page import Page
    from mkbviewer.ui.window.main_window import MainWindow
    from mkbviewer.viewmodels.background.tasks import Job

log = logging.getLogger(__name__)

REHEARSAL_LANE = "rehearsal"
_PAUSE_MS = 5
_WAIT_MS = 200
"""How long nothing is done while the user waits for a page."""


class Rehearsal(QObject):
    """Reads every shipped page in the background, and paints some of them where nobody sees it.

    Files, fonts, icons and widgets are then there. Painted is what needs something that none before
    it needed: another kind of chart, more facts, more series. It goes in small steps, and once a
    page has been asked for, what shows it is left alone.
    """

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        views = [View(one.id) for one in window.session.holdings.catalogue.indicators]
        self._views = [one for one in reversed(views) if place_of(one).kind.is_page]
        self._kinds: set[str] = set()
        self._most = (0, 0)
        self._is_unseen = window.prepare_page().widget.page is None
        window.session.page_opened.connect(self._leave_alone)

    @property
    def is_over(self) -> bool:
        """Whether it has come to the last page."""
        return not self._views

    def go_on(self) -> None:
        """Take the next step."""
        session = self._window.session
        if self.is_over:
            return
        if session.is_loading:
            QTimer.singleShot(_WAIT_MS, self, self.go_on)
            return
        holdings, view = session.holdings, self._views.pop()

        def read(_job: "Job") -> "Page | None":
            from mkbviewer.store.pages.page import find_source, read_page

            _all, chosen = find_source(holdings, view)
            if chosen is None or chosen.source.origin is Origin.IMPORTED:
                return None  # A table of the user's may be so large that a page would wait for it.
            read_page(holdings, view)
            return read_page(holdings, view)  # A release that is asked for again is kept in memory.

        session.runner.run(REHEARSAL_LANE, read, self._take, self._pass_over)

    def _take(self, page: "Page | None") -> None:
        if page is not None and self._can_paint and self._is_of_use(page):
            self._lay_out(page)
            QTimer.singleShot(_PAUSE_MS, self, self._paint)
        else:
            QTimer.singleShot(_PAUSE_MS, self, self.go_on)

    def _is_of_use(self, page: "Page") -> bool:
        """Whether a page needs what none of those painted needed."""
        facts, series = len(page.facts), len(page.frame.series)
        is_new = page.view.chart not in self._kinds
        if not is_new and facts <= self._most[0] and series <= self._most[1]:
            return False
        self._kinds.add(page.view.chart)
        self._most = max(facts, self._most[0]), max(series, self._most[1])
        return True

    def _pass_over(self, problem: Exception) -> None:
        # Whoever opens the page is told.
        log.info("A page could not be read beforehand: %s", problem)
        QTimer.singleShot(_PAUSE_MS, self, self.go_on)

    def _leave_alone(self) -> None:
        # For good: to paint it hidden after it has been shown and hidden again ends in Qt's scene
        # with a crash.
        self._is_unseen = False

    @property
    def _can_paint(self) -> bool:
        """Whether no page was ever shown, and none is on its way."""
        return self._is_unseen and not self._window.session.is_loading

    def _lay_out(self, page: "Page") -> None:
        widget = self._window.prepare_page().widget
        widget.resize(self._window.places.size())
        widget.show_page(page, None)

    def _paint(self) -> None:
        if self._can_paint:
            self._window.prepare_page().widget.grab()
        QTimer.singleShot(_PAUSE_MS, self, self.go_on)
