"""The overview: the state of the mkb at a glance, one column of cards for each theme."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from mkbviewer.core.catalogue import Catalogue
from mkbviewer.core.facts import Fact
from mkbviewer.core.language import _, ngettext
from mkbviewer.core.page import Card
from mkbviewer.core.weather import Barometer, Published
from mkbviewer.ui.barometer_strip import BarometerStrip
from mkbviewer.ui.card import OverviewCard
from mkbviewer.ui.palette import LIGHT, Palette

MARGIN = 18
GAP = 10
_WIDE_CARD = 430
"""A column wider than twice this shows two cards beside each other."""

_BAROMETER = "mkbarometer"


class _Column(QWidget):
    """The cards of one theme; two beside each other where there is room."""

    def __init__(self, title: str, cards: Iterable[OverviewCard], parent: QWidget) -> None:
        super().__init__(parent)
        self.cards = tuple(cards)
        self._across = 0
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GAP)
        heading = QLabel(title, self)
        heading.setObjectName("heading")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(heading)
        layout.addLayout(self._grid)
        layout.addStretch()
        self._arrange(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange(max(1, event.size().width() // _WIDE_CARD))

    def _arrange(self, across: int) -> None:
        if across == self._across:
            return
        self._across = across
        for place, card in enumerate(self.cards):
            row, column = divmod(place, across)
            self._grid.addWidget(card, row, column, Qt.AlignmentFlag.AlignTop)
        for column in range(self._grid.columnCount()):
            self._grid.setColumnStretch(column, 1 if column < across else 0)


class Overview(QScrollArea):
    """The first page. `chosen` carries the id of the indicator whose card is opened.

    `barometer_opened` comes when the strip of the barometer is.
    """

    chosen = Signal(str)
    barometer_opened = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(_("Overview"))
        self.cards: tuple[OverviewCard, ...] = ()
        self._title = QLabel(_("The state of Dutch SMEs"))
        self._title.setObjectName("title")
        self._subtitle = QLabel()
        self._subtitle.setObjectName("subtitle")
        self._strip: BarometerStrip | None = None
        self._barometer: tuple[Barometer, Published | None] | None = None
        self._palette = LIGHT
        content = QWidget()
        self._inside = content
        content.setObjectName("scrolled")
        self._content = QVBoxLayout(content)
        self._content.setContentsMargins(MARGIN, 14, MARGIN, MARGIN)
        self._content.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._subtitle)
        self._content.addLayout(words)
        self._columns = QHBoxLayout()
        self._columns.setSpacing(14)
        self._content.addLayout(self._columns)
        self._content.addStretch()
        self.setWidget(content)

    def show_counts(self, edition: str, indicators: int, own_tables: int) -> None:
        """Show what there is in a line under the title."""
        parts = [
            _("Annual Report {edition}").format(edition=edition),
            ngettext("{count} indicator", "{count} indicators", indicators).format(
                count=indicators
            ),
            ngettext("{count} table of your own", "{count} tables of your own", own_tables).format(
                count=own_tables
            ),
        ]
        self._subtitle.setText(" · ".join(parts))

    def set_palette(self, palette: Palette) -> None:
        """Draw in the colours of this palette."""
        self._palette = palette
        if self._strip is not None:
            self._strip.set_palette(palette)

    def show_barometer(self, barometer: Barometer, published: Published | None) -> None:
        """Show the weather and the twelve on the strip."""
        self._barometer = (barometer, published)
        if self._strip is not None:
            self._strip.show_barometer(barometer, published)

    def show_cards(
        self, catalogue: Catalogue, cards: Sequence[Card], facts: Sequence[Fact]
    ) -> None:
        """Show the cards by theme, those with data first within their topics."""
        place = self.verticalScrollBar().value()
        self._clear()
        if self._strip is None:
            self._strip = BarometerStrip([one for one in facts if one.indicator == _BAROMETER])
            self._strip.opened.connect(self.barometer_opened)
            self._strip.set_palette(self._palette)
            if self._barometer is not None:
                self._strip.show_barometer(*self._barometer)
            self._content.insertWidget(1, self._strip)
        made = []
        by_theme = {
            theme.id: [card for card in cards if card.indicator.theme == theme.id]
            for theme in catalogue.themes
        }
        for theme in catalogue.themes:
            shown = [card for card in by_theme[theme.id] if card.indicator.id != _BAROMETER]
            if not shown:
                continue
            column = [self._make_card(card) for card in _in_order(shown)]
            self._columns.addWidget(_Column(theme.name, column, self._inside), 1)
            made.extend(column)
        self.cards = tuple(made)
        self.verticalScrollBar().setValue(place)

    def _make_card(self, card: Card) -> OverviewCard:
        made = OverviewCard(card)
        made.clicked.connect(lambda: self.chosen.emit(card.indicator.id))
        return made

    def _clear(self) -> None:
        while item := self._columns.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()


def _in_order(cards: Sequence[Card]) -> list[Card]:
    topics = list(dict.fromkeys(card.indicator.topic for card in cards))

    def rank(card: Card) -> tuple[int, int]:
        holds = 0 if card.frame.series else 1 if card.fact else 2
        return (topics.index(card.indicator.topic), holds)

    return sorted(cards, key=rank)
