"""The overview: the state of the mkb at a glance, one column of cards for each theme."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from mkbviewer.core.cycle.weather import Barometer, Published
from mkbviewer.core.kept.arrangement import Arrangement
from mkbviewer.core.language import _, ngettext
from mkbviewer.core.page import Card
from mkbviewer.core.report.catalogue import Catalogue, Theme
from mkbviewer.core.report.facts import Fact
from mkbviewer.ui.cycle.barometer_strip import BarometerStrip
from mkbviewer.ui.look.palette import LIGHT, Palette
from mkbviewer.ui.look.text_size import in_text
from mkbviewer.ui.overview.card import OverviewCard
from mkbviewer.ui.overview.overview_column import OverviewColumn
from mkbviewer.ui.overview.overview_menus import card_menu, fill_cards_menu
from mkbviewer.ui.widgets.turning_row import TurningRow
from mkbviewer.viewmodels.session.places import BAROMETER_ID

MARGIN = 18

_HEADER_FROM, _COLUMNS_FROM = 540, 640
"""The widths from which the buttons stand beside the title, and the themes beside each other."""


class Overview(QScrollArea):
    """The first page. `chosen` carries the id of the indicator whose card is opened.

    `barometer_opened` comes when the strip of the barometer is. The others ask for another
    arrangement of the cards, with ids of indicators: `move_asked` that the first takes the place
    of the second, `put_back_asked` that hidden ones are shown again.
    """

    chosen = Signal(str)
    barometer_opened = Signal()
    pin_asked = Signal(str)
    unpin_asked = Signal(str)
    hide_asked = Signal(str)
    put_back_asked = Signal(object)
    move_asked = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(_("Overview"))
        self.columns: tuple[OverviewColumn, ...] = ()
        self.menu: QMenu | None = None
        self.arrangement = Arrangement()
        self._catalogue: Catalogue | None = None
        self._read: tuple[Card, ...] = ()
        self._whole: set[str] = set()
        self._strip: BarometerStrip | None = None
        self._facts: tuple[Fact, ...] = ()
        self._barometer: tuple[Barometer, Published | None] | None = None
        self._palette = LIGHT
        self.title = QLabel(_("The state of Dutch SMEs"))
        self.title.setObjectName("title")
        self.title.setWordWrap(True)
        self.subtitle = QLabel()
        self.subtitle.setObjectName("subtitle")
        self.subtitle.setWordWrap(True)
        self.cards_button = QToolButton()
        self.cards_button.setObjectName("button")
        self.cards_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._cards_menu = QMenu(self.cards_button)
        self._cards_menu.aboutToShow.connect(self._fill_cards_menu)
        self.cards_button.setMenu(self._cards_menu)
        self._lay_out()
        self._tell_hidden()

    def _lay_out(self) -> None:
        content = QWidget()
        self._inside = content
        content.setObjectName("scrolled")
        self._content = QVBoxLayout(content)
        self._content.setContentsMargins(MARGIN, 14, MARGIN, MARGIN)
        self._content.setSpacing(12)
        named = QWidget(content)
        words = QVBoxLayout(named)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(2)
        words.addWidget(self.title)
        words.addWidget(self.subtitle)
        self._head = TurningRow(_HEADER_FROM, 8, content)
        self._head.box.addWidget(named, 1)
        buttons = QWidget(content)
        self._buttons = QHBoxLayout(buttons)
        self._buttons.setContentsMargins(0, 0, 0, 0)
        self._buttons.setSpacing(8)
        self._buttons.addWidget(self.cards_button)
        self._buttons.addStretch()
        self._head.box.addWidget(buttons, 0, Qt.AlignmentFlag.AlignBottom)
        self._content.addWidget(self._head)
        self._columns = QHBoxLayout()
        self._columns.setSpacing(14)
        self._content.addLayout(self._columns)
        # Where a few cards leave room it is not the strip above them that takes it.
        self._content.addStretch(1)
        self.setWidget(content)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.follow_text()

    def follow_text(self) -> None:
        """Put themes beside each other where there is room."""
        is_beside = self.viewport().width() >= in_text(_COLUMNS_FROM)
        directions = QBoxLayout.Direction
        self._columns.setDirection(directions.LeftToRight if is_beside else directions.TopToBottom)

    def add_to_header(self, button: QWidget) -> None:
        """Put a button before the one of the cards."""
        self._buttons.insertWidget(self._buttons.indexOf(self.cards_button), button)

    @property
    def cards(self) -> tuple[OverviewCard, ...]:
        """The cards on the screen, column by column."""
        return tuple(card for column in self.columns for card in column.shown)

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
        self.subtitle.setText(" · ".join(parts))

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
        """Show the cards by theme: pinned ones first, then those that matter most."""
        self._catalogue, self._read = catalogue, tuple(cards)
        self._show_strip(tuple(one for one in facts if one.indicator == BAROMETER_ID))
        self._fill()

    def arrange(self, arrangement: Arrangement) -> None:
        """Show the cards as the user wants them."""
        self.arrangement = arrangement
        self._tell_hidden()
        if self._catalogue is not None:
            self._fill()

    def show_all(self) -> None:
        """Show every card of every theme, and ask for the hidden ones back."""
        for column in self.columns:
            column.show_whole(is_whole=True)
        if self._catalogue is not None:
            self._whole = {theme.id for theme in self._catalogue.themes}
        if hidden := self._hidden():
            self.put_back_asked.emit(tuple(card.indicator.id for card in hidden))

    def show_fewer(self) -> None:
        """Show of every theme the cards that matter most."""
        self._whole.clear()
        for column in self.columns:
            column.show_whole(is_whole=False)

    def _show_strip(self, facts: tuple[Fact, ...]) -> None:
        if self._strip is not None and facts == self._facts:
            return
        if self._strip is not None:
            self._strip.hide()
            self._strip.deleteLater()
        self._facts = facts
        self._strip = BarometerStrip(facts)
        self._strip.opened.connect(self.barometer_opened)
        self._strip.set_palette(self._palette)
        if self._barometer is not None:
            self._strip.show_barometer(*self._barometer)
        self._content.insertWidget(1, self._strip)

    def _fill(self) -> None:
        assert self._catalogue is not None
        place = self.verticalScrollBar().value()
        focused, position = self._focused()
        self._clear()
        columns = []
        for theme in self._catalogue.themes:
            cards = self._of_theme(theme)
            if not cards:
                continue
            column = OverviewColumn(
                theme.name,
                cards,
                self._make_card,
                self._inside,
                pinned=sum(one.indicator.id in self.arrangement.pinned for one in cards),
                is_whole=theme.id in self._whole,
            )
            column.expanded.connect(partial(self._keep_whole, theme.id))
            self._columns.addWidget(column, 1)
            columns.append(column)
        self.columns = tuple(columns)
        self._tell_hidden()
        self.verticalScrollBar().setValue(place)
        self._focus_again(focused, position)

    def _of_theme(self, theme: Theme) -> list[Card]:
        """The cards of a theme in order: pinned, most important, by topic, without any figure."""
        cards = [
            card
            for card in self._read
            if card.indicator.theme == theme.id
            and card.indicator.id != BAROMETER_ID
            and card.indicator.id not in self.arrangement.hidden
        ]
        topics = list(dict.fromkeys(card.indicator.topic for card in cards))
        pinned = self.arrangement.pinned

        def rank(card: Card) -> tuple[int, ...]:
            name = card.indicator.id
            holds = 0 if card.frame.series else 1 if card.fact else 2
            return (
                pinned.index(name) if name in pinned else len(pinned),
                theme.cards.index(name) if name in theme.cards else len(theme.cards),
                holds == 2,
                topics.index(card.indicator.topic),
                holds,
            )

        return sorted(cards, key=rank)

    def _make_card(self, card: Card) -> OverviewCard:
        name = card.indicator.id
        made = OverviewCard(card, self._inside)
        made.show_pinned(is_pinned=name in self.arrangement.pinned)
        made.clicked.connect(lambda: self.chosen.emit(name))
        made.pin_asked.connect(lambda: self._turn_pin(made))
        made.hide_asked.connect(lambda: self.hide_asked.emit(name))
        made.move_asked.connect(lambda step: self._step(made, step))
        made.menu_asked.connect(lambda where: self._open_menu(made, where))
        made.dragged.connect(lambda where: self._drag(made, where))
        made.dropped.connect(lambda where: self._drop(made, where))
        return made

    def _turn_pin(self, card: OverviewCard) -> None:
        name = card.card.indicator.id
        (self.unpin_asked if card.is_pinned else self.pin_asked).emit(name)

    def neighbour(self, card: OverviewCard, step: int) -> OverviewCard | None:
        """The pinned card of the same theme so many places later; None where there is none."""
        pinned = [one for one in self._column_of(card).shown if one.is_pinned]
        place = pinned.index(card) + step if card in pinned else -1
        return pinned[place] if 0 <= place < len(pinned) else None

    def _step(self, card: OverviewCard, step: int) -> None:
        if target := self.neighbour(card, step):
            self.move_asked.emit(card.card.indicator.id, target.card.indicator.id)

    def _open_menu(self, card: OverviewCard, where: QPoint) -> None:
        name = card.card.indicator.id
        self.menu = card_menu(
            card,
            open_page=lambda: self.chosen.emit(name),
            pin=lambda: self._turn_pin(card),
            hide=lambda: self.hide_asked.emit(name),
            move=partial(self._step, card),
            can_move=lambda step: self.neighbour(card, step) is not None,
        )
        self.menu.popup(where)

    def _target(self, card: OverviewCard, where: QPoint) -> OverviewCard | None:
        found = self._column_of(card).card_at(where)
        return found if found is not None and found is not card and found.is_pinned else None

    def _drag(self, card: OverviewCard, where: QPoint) -> None:
        target = self._target(card, where)
        for one in self._column_of(card).shown:
            one.show_target(is_target=one is target)

    def _drop(self, card: OverviewCard, where: QPoint) -> None:
        target = self._target(card, where)
        for one in self._column_of(card).shown:
            one.show_target(is_target=False)
        if target is not None:
            self.move_asked.emit(card.card.indicator.id, target.card.indicator.id)

    def _column_of(self, card: OverviewCard) -> OverviewColumn:
        return next(column for column in self.columns if card in column.shown)

    def _keep_whole(self, theme: str, is_whole: bool) -> None:
        (self._whole.add if is_whole else self._whole.discard)(theme)

    def _hidden(self) -> list[Card]:
        hidden = self.arrangement.hidden
        return [card for card in self._read if card.indicator.id in hidden]

    def _tell_hidden(self) -> None:
        count = len(self._hidden())
        text = ngettext("{count} hidden", "{count} hidden", count).format(count=count)
        told = " · ".join((_("Cards"), *((text,) if count else ())))
        self.cards_button.setText(f"{told}  ▾")
        self.cards_button.setAccessibleName(told)

    def _fill_cards_menu(self) -> None:
        fill_cards_menu(
            self._cards_menu,
            self._hidden(),
            show_all=self.show_all,
            show_fewer=self.show_fewer,
            put_back=lambda name: self.put_back_asked.emit((name,)),
        )

    def _focused(self) -> tuple[str, int]:
        """The id of the card that has the focus, and its place; empty where none has."""
        widget = QApplication.focusWidget()
        for place, card in enumerate(self.cards):
            if card is widget:
                return card.card.indicator.id, place
        return "", 0

    def _focus_again(self, name: str, position: int) -> None:
        if not name:
            return
        cards = list(self.cards)
        same = next((one for one in cards if one.card.indicator.id == name), None)
        card = same or (cards[min(position, len(cards) - 1)] if cards else None)
        if card is not None:
            card.setFocus()
            if same is not None:
                self._inside.adjustSize()
                self.ensureWidgetVisible(card)

    def _clear(self) -> None:
        self.columns = ()
        while item := self._columns.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
