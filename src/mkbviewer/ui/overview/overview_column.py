"""The cards of one theme on the overview: the ones that matter most, the others on request."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from mkbviewer.core.language import _, ngettext
from mkbviewer.core.page import Card
from mkbviewer.ui.look.text_size import in_text
from mkbviewer.ui.overview.card import OverviewCard
from mkbviewer.ui.widgets.link_button import link_button

GAP = 10
FEWEST = 6
"""As many cards of a theme are shown at first, for each beside another."""

_NARROWEST = 300
"""Two cards stand beside each other where each is at least this wide."""


class OverviewColumn(QWidget):
    """Cards in a grid below the theme's name, with a button for those that do not show yet.

    `expanded` comes with the button. `cards` are all of them, the first `pinned` always shown;
    `shown` are those on the screen, each made by `make` when it is first shown.
    """

    expanded = Signal(bool)

    def __init__(
        self,
        title: str,
        cards: Sequence[Card],
        make: Callable[[Card], OverviewCard],
        parent: QWidget,
        *,
        pinned: int,
        is_whole: bool,
    ) -> None:
        super().__init__(parent)
        self.cards = tuple(cards)
        self._make = make
        self._made: list[OverviewCard] = []
        self._pinned = pinned
        self.shown: tuple[OverviewCard, ...] = ()
        self._is_whole = is_whole
        self._across = 0
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GAP)
        heading = QLabel(title, self)
        heading.setObjectName("heading")
        self.more = link_button("", self)
        self.more.clicked.connect(self._turn)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(heading)
        layout.addLayout(self._grid)
        layout.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch()
        self._arrange(1)

    @property
    def is_whole(self) -> bool:
        """Whether every card is asked for, not only those that matter most."""
        return self._is_whole

    def show_whole(self, *, is_whole: bool) -> None:
        """Show every card, or only those that matter most."""
        if is_whole != self._is_whole:
            self._is_whole = is_whole
            self._fill()

    def card_at(self, place: QPoint) -> OverviewCard | None:
        """The card at a place on the screen, or None."""
        here = self.mapFromGlobal(place)
        return next((one for one in self.shown if one.geometry().contains(here)), None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.follow_text()

    def follow_text(self) -> None:
        """Put as many cards beside each other as there is room for."""
        self._arrange(max(1, (self.width() + GAP) // (in_text(_NARROWEST) + GAP)))

    def _arrange(self, across: int) -> None:
        if across != self._across:
            self._across = across
            self._fill()

    def _turn(self) -> None:
        self.show_whole(is_whole=not self._is_whole)
        self.expanded.emit(self._is_whole)

    def _fill(self) -> None:
        first = self._first()
        count = len(self.cards) if self._is_whole else first
        self._made += map(self._make, self.cards[len(self._made) : count])
        self.shown = tuple(self._made[:count])
        for place, card in enumerate(self._made):
            self._grid.removeWidget(card)
            card.setVisible(place < len(self.shown))
            if place < len(self.shown):
                row, column = divmod(place, self._across)
                self._grid.addWidget(card, row, column, Qt.AlignmentFlag.AlignTop)
        for column in range(self._grid.columnCount()):
            self._grid.setColumnStretch(column, 1 if column < self._across else 0)
        rest = len(self.cards) - first
        self.more.setVisible(rest > 0)
        self.more.setText(
            _("Fewer cards")
            if self._is_whole
            else ngettext("{count} more card", "{count} more cards", rest).format(count=rest)
        )

    def _first(self) -> int:
        """How many are shown at first: the pinned ones always."""
        first = max(FEWEST * self._across, self._pinned)
        # One card is no more trouble than the button for it.
        return len(self.cards) if len(self.cards) <= first + 1 else first
