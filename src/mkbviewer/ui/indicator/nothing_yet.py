"""In place of chart and table, where the library holds no figures for a page."""

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from mkbviewer.core.language import _
from mkbviewer.core.page import Page
from mkbviewer.core.report.facts import Fact
from mkbviewer.ui.indicator.facts_panel import NotesCard
from mkbviewer.ui.indicator.page_words import needed_words
from mkbviewer.ui.indicator.stated_figures import FactWords
from mkbviewer.ui.look.text_size import hold
from mkbviewer.ui.widgets.flow_layout import FlowLayout
from mkbviewer.ui.widgets.panel_card import PanelCard

_FACT_WIDTH = 300


class FactCards(QWidget):
    """The figures that the report states, each on a card, as many on a line as fit."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(self, spacing=12, at_top=True)
        self._cards: list[tuple[QFrame, FactWords]] = []

    def show_facts(self, facts: Sequence[Fact]) -> None:
        """Show these figures."""
        while len(self._cards) < len(facts):
            self._add_card()
        for place, (card, figure) in enumerate(self._cards):
            if place < len(facts):
                figure.show_fact(facts[place])
            card.setVisible(place < len(facts))

    def _add_card(self) -> None:
        card = QFrame(self)
        card.setObjectName("card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(16, 14, 16, 14)
        figure = FactWords(card)
        inside.addWidget(figure)
        inside.addStretch()
        hold(card, "setFixedWidth", _FACT_WIDTH)
        self._flow.addWidget(card)
        self._cards.append((card, figure))


class NothingYet(QScrollArea):
    """The facts as large cards, what would fill the page, and what it counts.

    The last only as long as the panel beside the page does not say it.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(_("No figures in the library yet"))
        content = QWidget()
        content.setObjectName("scrolled")
        layout = QVBoxLayout(content)
        layout.setContentsMargins(0, 4, 4, 0)
        layout.setSpacing(14)
        self._facts = FactCards(content)
        layout.addWidget(self._facts)
        card = PanelCard(_("No figures in the library yet"), content)
        self._needed = card.add_words()
        self._drag = card.add_words("strong")
        layout.addWidget(card)
        self.notes = NotesCard(content)
        layout.addWidget(self.notes)
        layout.addStretch()
        self.setWidget(content)

    def tell_notes(self, page: Page | None, *, is_told_beside: bool) -> None:
        """Say what a page counts, where nothing beside it does."""
        if page is not None and not is_told_beside:
            self.notes.show_notes(page)
        else:
            self.notes.hide()

    def show_page(self, page: Page) -> None:
        """Show what the report states for a page, and which table would fill it."""
        self._facts.show_facts(page.facts)
        self._facts.setVisible(bool(page.facts))
        self._needed.tell(needed_words(page))
        fillings = page.indicator.fillings if page.indicator else ()
        has_recipe = any(one.recipe for one in fillings)
        self._drag.tell(
            _("Drag the file onto this window to read it.")
            if has_recipe
            else _("A CBS file that you drag onto this window is kept as a table of your own.")
        )
        self.verticalScrollBar().setValue(0)
