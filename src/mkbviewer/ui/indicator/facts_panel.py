"""Beside the chart: what the report states, what is counted, and where the figures come from."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QFrame,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from mkbviewer.core.language import _, active_language, ngettext
from mkbviewer.core.model import Origin, Release
from mkbviewer.core.page import Page, Source
from mkbviewer.core.report.agreement import Check
from mkbviewer.core.report.limits import limits_of
from mkbviewer.core.words.wording import spell_title
from mkbviewer.ui.indicator.how_computed import HowComputed
from mkbviewer.ui.indicator.page_words import match_words
from mkbviewer.ui.indicator.stated_figures import FactsCard
from mkbviewer.ui.look.text_size import hold, in_text
from mkbviewer.ui.widgets.panel_card import PanelCard
from mkbviewer.ui.widgets.words import breakable

WIDTH, NARROWEST = 252, 190
"""The width with which the panel begins, and the least that it can have, in pixels."""


class NotesCard(PanelCard):
    """What is counted, and how the figures differ from the report's."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Notes"), parent)
        self._definition = self.add_words()
        self._limits = self.add_words()
        self._warning = self.add_words("warning")
        self._note = self.add_words()
        self._figures = self.add_words("small")

    def show_notes(self, page: Page) -> None:
        """Show what there is to say; the card takes no room where that is nothing."""
        indicator, source = page.indicator, page.source
        definition = indicator.definition if indicator else ""
        numbers = indicator.figures if indicator else ()
        figures = ngettext(
            "Figure {numbers} of the annual report",
            "Figures {numbers} of the annual report",
            len(numbers),
        ).format(numbers=", ".join(numbers))
        is_related = source is not None and source.match == "related"
        self._definition.tell(definition)
        self._limits.tell(_limit_words(page))
        self._warning.tell(_("Related figures, not those of the report.") if is_related else "")
        self._note.tell(source.note if source else "")
        self._figures.tell(figures if numbers else "")
        note = source.note if source else ""
        self.setVisible(indicator is not None and bool(definition or numbers or note))


class OriginCard(PanelCard):
    """Where the figures come from."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Origin"), parent)
        self._table = self.add_words("strong")
        self._title = self.add_words()
        self._successor = self.add_words("small")
        self._release = self.add_words()
        self._arrival = self.add_words("small")
        self._file = self.add_words("small")
        self._match = self.add_words("small")
        self.how = HowComputed(self)
        self.content.addWidget(self.how)

    def show_origin(self, page: Page, source: Source, release: Release | None) -> None:
        """Show the source of a page; `release` is the one in use where it is known."""
        told = page.frame.provenance
        # Shipped series bear the title of their page, which is not that of the table of CBS.
        is_shipped = source.origin is Origin.EMBEDDED
        title = "" if is_shipped else source.title or told.table_title
        arrival, file = "", ""
        if source.origin is Origin.EMBEDDED:
            arrival = _("Shipped with the program")
        elif release is not None and release.imported:
            arrival, file = imported_words(release.imported), breakable(release.file_name)
        match = match_words(source.match)
        words = told.table_words
        self._table.tell(words[:1].upper() + words[1:])
        self._title.tell(title if title != source.table else "")
        filling = page.indicator.filling(source.table) if page.indicator else None
        successor = filling.successor if filling else ""
        self._successor.tell(
            _("Succeeded by table {table}").format(table=successor) if successor else ""
        )
        named = _("Release {release}").format(release=told.release or source.release)
        self._release.tell(named if told.is_dated else "")
        self._arrival.tell(arrival)
        self._file.tell(file)
        self._match.tell(_("Against the report: {match}").format(match=match) if match else "")
        has_figures = bool(page.frame.series) and bool(page.frame.periods)
        self.how.show_formula(told.formula or source.formula, has_figures=has_figures)


class FactsPanel(QScrollArea):
    """The cards KEY FIGURES, NOTES and ORIGIN of a page."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        hold(self, "setMinimumWidth", NARROWEST)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(_("Key figures and notes"))
        self._subject = ""
        content = QWidget()
        content.setObjectName("scrolled")
        cards = QVBoxLayout(content)
        cards.setContentsMargins(0, 0, 4, 0)
        cards.setSpacing(10)
        self._facts = FactsCard(content)
        self._notes = NotesCard(content)
        self._origin = OriginCard(content)
        for card in (self._facts, self._notes, self._origin):
            cards.addWidget(card)
        cards.addStretch()
        self.setWidget(content)
        self._content, self._cards = content, cards

    @property
    def held(self) -> tuple[QWidget, ...]:
        """The widgets whose layouts can wait while a page is being shown, the outermost first."""
        return (self._content, self._facts, self._notes, self._origin)

    def sizeHint(self) -> QSize:
        return QSize(in_text(WIDTH), super().sizeHint().height())

    def show_checks(self, checks: Sequence[Check]) -> None:
        """Mark the facts that could be computed again."""
        self._facts.show_checks(checks)

    @property
    def how(self) -> HowComputed:
        """The question how the marked figure was computed."""
        return self._origin.how

    def add_card(self, card: QWidget) -> None:
        """Put another card before that of the origin."""
        self._cards.insertWidget(self._cards.indexOf(self._origin), card)

    def add_to_origin(self, widget: QWidget) -> None:
        """Put something at the foot of the card of the origin."""
        self._origin.content.addWidget(widget)

    def show_page(self, page: Page, release: Release | None, *, with_facts: bool = True) -> None:
        """Show what belongs to a page; `release` is the one in use where it is known."""
        facts = page.facts if with_facts else ()
        if facts:
            self._facts.show_facts(facts)
        self._facts.setVisible(bool(facts))
        self._notes.show_notes(page)
        if page.source is not None:
            self._origin.show_origin(page, page.source, release)
        self._origin.setVisible(page.source is not None)
        if page.view.subject != self._subject:
            self._subject = page.view.subject
            self.verticalScrollBar().setValue(0)


def _limit_words(page: Page) -> str:
    """The limits that the report names, and that none is drawn where the figures are others."""
    limits = page.indicator.limits if page.indicator else ()
    told = [spell_title(limit.sentence) for limit in limits]
    if told and page.sources and not limits_of(page):
        told.append(_("These figures are of another kind: the limit is not drawn with them."))
    return "\n".join(told)


def imported_words(moment: str) -> str:
    """When something was imported, in the local time; `moment` is in ISO 8601."""
    local = datetime.fromisoformat(moment).astimezone()
    day = local.strftime("%d-%m-%Y" if active_language() == "nl" else "%Y-%m-%d")
    return _("Imported on {day} at {time}").format(day=day, time=local.strftime("%H:%M"))
