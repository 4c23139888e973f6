"""The checks in the window: a place of their own, and marks on the facts of a page."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from mkbviewer.core.language import _
from mkbviewer.core.page import Page
from mkbviewer.core.report.agreement import Check
from mkbviewer.viewmodels.indicator.checks import Checks
from mkbviewer.viewmodels.session.places import CHECKS, Place

if TYPE_CHECKING:
    from mkbviewer.ui.indicator.checks_page import ChecksPage
    from mkbviewer.ui.indicator.facts_panel import FactsPanel
    from mkbviewer.ui.window.main_window import MainWindow


_LATER_MS = 100


class CheckParts(QObject):
    """What the window knows of checks. The page is made when it is first opened."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._session = window.session
        self.checks = Checks(self._session.holdings, self._session.runner, self)
        self.page: ChecksPage | None = None
        self._panel: FactsPanel | None = None
        self._subject = ""
        # Checking beside the thread that paints would keep it waiting.
        self._later = QTimer(self, singleShot=True, interval=_LATER_MS)
        self._later.timeout.connect(self._ask)
        self.checks.read.connect(self._accept)
        self.checks.failed.connect(window.tell)
        self._session.holdings_changed.connect(self._read_again)

    def furnish(self, panel: "FactsPanel") -> None:
        """Take the panel with the facts of a page."""
        self._panel = panel

    def mark_facts(self, page: Page) -> None:
        """Mark the facts of a page once they have been checked."""
        if self._panel is None or not page.sources:
            return
        subject = "" if page.view.is_table else page.view.subject
        if subject != self._subject:
            self._subject = subject
            self._panel.show_checks(())
        if self.checks.are_known(subject):
            self._ask()
        else:
            self._later.start()

    def _ask(self) -> None:
        if self._subject:
            self.checks.ask(self._subject)

    def show_place(self, _place: Place) -> str:
        """Bring up the page of the checks, and answer its name."""
        if self.page is None:
            from mkbviewer.ui.indicator.checks_page import ChecksPage

            indicators = self._session.holdings.catalogue.indicators
            self.page = ChecksPage({one.id: one.short_title for one in indicators})
            self.page.indicator_chosen.connect(self._session.open_indicator)
            self._window.places.addWidget(self.page)
        self._window.places.setCurrentWidget(self.page)
        self.checks.ask_all()
        return _("Figures checked")

    def forget_page(self) -> None:
        """Make the page anew when it is next opened: its indicators are others."""
        if self.page is not None:
            self._window.places.removeWidget(self.page)
            self.page.deleteLater()
            self.page = None
            if self._session.place == CHECKS:
                self.show_place(CHECKS)

    def _accept(self, subject: str, checks: Sequence[Check]) -> None:
        if not subject:
            if self.page is not None:
                self.page.show_checks(checks)
        elif subject == self._subject and self._panel is not None:
            self._panel.show_checks(checks)

    def _read_again(self) -> None:
        self.checks.forget()
        if self._session.place == CHECKS:
            self.checks.ask_all()
        else:
            self._ask()
