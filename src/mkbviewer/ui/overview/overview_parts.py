"""The overview in the window: what it shows, and what the user arranges on it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from mkbviewer.viewmodels.overview.arrangement import CardArrangement

if TYPE_CHECKING:
    from mkbviewer.core.page import Card
    from mkbviewer.ui.window.main_window import MainWindow


class OverviewParts(QObject):
    """Connects the overview with the session and with the arrangement that the library keeps."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._session = session = window.session
        self._overview = overview = window.overview
        self.arrangement = CardArrangement(session.holdings.own, session.runner, session, self)
        overview.arrange(self.arrangement.now)
        overview.chosen.connect(session.open_indicator)
        overview.pin_asked.connect(lambda card: self.arrangement.pin(card, self._title(card)))
        overview.unpin_asked.connect(lambda card: self.arrangement.unpin(card, self._title(card)))
        overview.hide_asked.connect(lambda card: self.arrangement.hide(card, self._title(card)))
        overview.put_back_asked.connect(self.arrangement.put_back)
        overview.move_asked.connect(self.arrangement.move)
        self.arrangement.changed.connect(lambda: overview.arrange(self.arrangement.now))
        self.arrangement.failed.connect(window.tell)
        session.cards_read.connect(self._show_cards)

    def _title(self, indicator_id: str) -> str:
        return self._session.holdings.indicator(indicator_id).short_title

    def _show_cards(self, cards: "tuple[Card, ...]") -> None:
        holdings = self._session.holdings
        self._overview.show_cards(holdings.catalogue, cards, holdings.facts)
