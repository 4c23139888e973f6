"""What there is beside the open page: the overview's cards and the rows of the sidebar."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from mkbviewer.viewmodels.background.tasks import CARDS_LANE, Job, Runner
from mkbviewer.viewmodels.session.tree_contents import TreeContents, read_tree_contents

if TYPE_CHECKING:
    from mkbviewer.core.page import Card
    from mkbviewer.store.pages.holdings import Holdings

CONTENTS_LANE = "contents"


class Survey(QObject):
    """Reads cards and rows in the background, and keeps them until the holdings change."""

    cards_read = Signal(object)
    contents_read = Signal(object)
    failed = Signal(object)

    def __init__(self, holdings: "Holdings", runner: Runner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._holdings = holdings
        self._runner = runner
        self._cards: tuple[Card, ...] | None = None
        self._contents: TreeContents | None = None

    @property
    def cards(self) -> "tuple[Card, ...] | None":
        """The overview's cards; None until they have been read."""
        return self._cards

    @property
    def contents(self) -> TreeContents:
        """The rows; read here the first time, in the background after that."""
        if self._contents is None:
            self._contents = read_tree_contents(self._holdings)
        return self._contents

    def follow(self, holdings: "Holdings") -> None:
        """Work with other holdings; what is known stays until it is read again."""
        self._holdings = holdings

    def read_cards(self) -> None:
        """Make `cards_read` come: at once where the cards are known."""
        if self._cards is not None:
            self.cards_read.emit(self._cards)
            return
        holdings = self._holdings

        def read(job: Job) -> "tuple[Card, ...]":
            from mkbviewer.store.pages.cards import read_cards

            return read_cards(holdings, job.check_cancelled)

        self._runner.run(CARDS_LANE, read, self._accept_cards, self.failed.emit)

    def read_again(self, *, with_cards: bool) -> None:
        """Make `contents_read` come anew; the cards too, or else when they are next asked for."""
        holdings = self._holdings
        self._runner.run(
            CONTENTS_LANE,
            lambda _job: read_tree_contents(holdings),
            self._accept_contents,
            self.failed.emit,
        )
        # Cards that are being read now may be of before the change.
        self._runner.drop(CARDS_LANE)
        self._cards = None
        if with_cards:
            self.read_cards()

    def _accept_cards(self, cards: "tuple[Card, ...]") -> None:
        self._cards = cards
        self.cards_read.emit(cards)

    def _accept_contents(self, contents: TreeContents) -> None:
        self._contents = contents
        self.contents_read.emit(contents)
