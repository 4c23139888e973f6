"""Beside the chart: what the report states, what is counted, and where the figures come from."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from mkbviewer.core.catalogue import Indicator
from mkbviewer.core.facts import Fact
from mkbviewer.core.language import _, active_language, ngettext
from mkbviewer.core.model import Origin, Release
from mkbviewer.core.page import Page, Source
from mkbviewer.ui.card import fact_parts
from mkbviewer.ui.controls import match_words

WIDTH = 252
_NO_LIMIT = 16777215


def words(text: str, name: str, parent: QWidget) -> QLabel:
    """A label whose text can be selected and breaks where the width ends."""
    label = QLabel(text, parent)
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    return label


class FactWords(QWidget):
    """One figure of the report: large, with its qualifier, then what it is and where it stands."""

    def __init__(
        self, fact: Fact, parent: QWidget | None = None, *, with_section: bool = True
    ) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(1)
        number, unit = fact_parts(fact, with_sign=False)
        if fact.qualifier_words:
            layout.addWidget(words(fact.qualifier_words, "small", self))
        row = QHBoxLayout()
        row.setSpacing(7)
        figure = QLabel(number, self)
        figure.setObjectName("figure")
        row.addWidget(figure)
        beside = words(unit, "strong", self)
        beside.setAlignment(Qt.AlignmentFlag.AlignBottom)
        beside.setContentsMargins(0, 0, 0, 4)
        row.addWidget(beside, 1)
        layout.addLayout(row)
        about = ", ".join((fact.title, *fact.members))
        period = fact.period.label if fact.period.start else fact.period.code
        if not fact.is_period_stated:
            period = _("{period} (the text states no period)").format(period=period)
        layout.addWidget(words(f"{about} · {period}", "words", self))
        if with_section:
            section = _("Annual Report 2023, {section}").format(section=fact.section)
            layout.addWidget(words(section, "small", self))
        if fact.remark:
            layout.addWidget(words(_("Note: {note}").format(note=fact.remark), "small", self))
        said = " ".join(part for part in (fact.qualifier_words, number, unit) if part)
        self.setAccessibleName(f"{said}, {about}, {period}")


class PanelCard(QFrame):
    """A card with a small heading."""

    def __init__(self, heading: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setAccessibleName(heading)
        self.content = QVBoxLayout(self)
        self.content.setContentsMargins(15, 13, 15, 14)
        self.content.setSpacing(7)
        title = QLabel(heading.upper(), self)
        title.setObjectName("label")
        self.content.addWidget(title)

    def add_words(self, text: str, name: str = "words") -> None:
        """Add a paragraph; an empty one is left out."""
        if text:
            self.content.addWidget(words(text, name, self))


class Formula(QWidget):
    """“How is this computed?” with the formula behind it."""

    def __init__(self, formula: str, parent: QWidget) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        self.button = QPushButton(self)
        self.button.setObjectName("link")
        self.button.setText(_("How is this computed?"))
        self.button.setCheckable(True)
        self.text = words(formula, "small", self)
        self.text.hide()
        self.button.toggled.connect(self.text.setVisible)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.text)


class FactsPanel(QScrollArea):
    """The cards KEY FIGURES, NOTES and ORIGIN of a page."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_beside(is_beside=True)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(_("Key figures and notes"))

    def set_beside(self, *, is_beside: bool) -> None:
        """Keep one width beside the figures, or take all there is."""
        if is_beside:
            self.setFixedWidth(WIDTH)
        else:
            self.setMinimumWidth(0)
            self.setMaximumWidth(_NO_LIMIT)

    def show_page(self, page: Page, release: Release | None, *, with_facts: bool = True) -> None:
        """Show what belongs to a page; `release` is the one in use where it is known."""
        content = QWidget()
        content.setObjectName("scrolled")
        cards = QVBoxLayout(content)
        cards.setContentsMargins(0, 0, 4, 0)
        cards.setSpacing(10)
        if with_facts and page.facts:
            cards.addWidget(facts_card(page.facts))
        if page.indicator is not None and (notes := notes_card(page.indicator, page.source)):
            cards.addWidget(notes)
        if page.source is not None:
            cards.addWidget(origin_card(page, page.source, release))
        cards.addStretch()
        self.setWidget(content)


def facts_card(facts: Sequence[Fact]) -> PanelCard:
    """What the report states."""
    card = PanelCard(ngettext("Key figure", "Key figures", len(facts)))
    for place, fact in enumerate(facts):
        if place:
            line = QFrame(card)
            line.setObjectName("line")
            line.setFixedHeight(1)
            card.content.addWidget(line)
        # Figures of one section stand together: it is named once, under the last of them.
        is_last = place + 1 == len(facts) or facts[place + 1].section != fact.section
        card.content.addWidget(FactWords(fact, card, with_section=is_last))
    return card


def notes_card(indicator: Indicator, source: Source | None) -> PanelCard | None:
    """What is counted, and how the figures differ from the report's; None for nothing to say."""
    figures = ""
    if indicator.figures:
        figures = ngettext(
            "Figure {numbers} of the annual report",
            "Figures {numbers} of the annual report",
            len(indicator.figures),
        ).format(numbers=", ".join(indicator.figures))
    is_related = source is not None and source.match == "related"
    if not (indicator.definition or figures or is_related):
        return None
    card = PanelCard(_("Notes"))
    card.add_words(indicator.definition)
    if source is not None and is_related:
        card.add_words(_("Related figures, not those of the report."), "warning")
        card.add_words(source.note)
    elif source is not None:
        card.add_words(source.note)
    card.add_words(figures, "small")
    return card


def imported_words(moment: str) -> str:
    """When something was imported, in the local time; `moment` is in ISO 8601."""
    local = datetime.fromisoformat(moment).astimezone()
    day = local.strftime("%d-%m-%Y" if active_language() == "nl" else "%Y-%m-%d")
    return _("Imported on {day} at {time}").format(day=day, time=local.strftime("%H:%M"))


def origin_card(page: Page, source: Source, release: Release | None) -> PanelCard:
    """Where the figures come from."""
    card = PanelCard(_("Origin"))
    told = page.frame.provenance
    card.add_words(_("Table {table}").format(table=source.table), "strong")
    title = source.title or told.table_title
    card.add_words(title if title != source.table else "")
    if told.is_dated:
        card.add_words(_("Release {release}").format(release=told.release or source.release))
    if source.origin is Origin.EMBEDDED:
        card.add_words(_("Shipped with the program"), "small")
    elif release is not None and release.imported:
        card.add_words(imported_words(release.imported), "small")
        card.add_words(release.file_name, "small")
    match = match_words(source.match)
    if match:
        card.add_words(_("Against the report: {match}").format(match=match), "small")
    formula = told.formula or source.formula
    if formula:
        card.content.addWidget(Formula(formula, card))
    return card
