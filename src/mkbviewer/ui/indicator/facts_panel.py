"""Beside the chart: what the report states, what is counted, and where the figures come from."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from mkbviewer.core.language import _, active_language, ngettext
from mkbviewer.core.model import Origin, Release
from mkbviewer.core.page import Page, Source
from mkbviewer.core.report.agreement import Check, Verdict
from mkbviewer.core.report.fact_words import about_words
from mkbviewer.core.report.facts import Fact
from mkbviewer.core.report.limits import limits_of
from mkbviewer.core.words.wording import spell_title
from mkbviewer.ui.indicator.controls import match_words
from mkbviewer.ui.indicator.how_computed import HowComputed
from mkbviewer.ui.look.text_size import hold, in_text
from mkbviewer.ui.overview.card_words import fact_parts
from mkbviewer.ui.widgets.words import Words
from mkbviewer.viewmodels.indicator.check_table import computed_words

WIDTH, NARROWEST = 252, 190
"""The width with which the panel begins, and the least that it can have, in pixels."""


def words(text: str, name: str, parent: QWidget) -> Words:
    """A label whose text can be selected and breaks where the width ends."""
    return Words(name, parent, text)


def breakable(name: str) -> str:
    """A file name that can be broken behind its underscores where the width ends."""
    return name.replace("_", "_\u200b")


_BESIDE_FIGURE = 7
"""Pixels between a figure and its unit."""


class FactWords(QWidget):
    """One figure of the report: large, with its qualifier, then what it is and where it stands."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(1)
        self._qualifier = Words("small", self)
        layout.addWidget(self._qualifier)
        self._row = row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        row.setSpacing(_BESIDE_FIGURE)
        self._figure = QLabel(self)
        self._figure.setObjectName("figure")
        row.addWidget(self._figure)
        self._unit = Words("strong", self)
        self._unit.setAlignment(Qt.AlignmentFlag.AlignBottom)
        self._unit.setContentsMargins(0, 0, 0, 4)
        row.addWidget(self._unit, 1)
        layout.addLayout(row)
        self._about = Words("words", self)
        self._mark = Words("small", self)
        self._section = Words("small", self)
        self._note = Words("small", self)
        for label in (self._about, self._mark, self._section, self._note):
            layout.addWidget(label)

    def show_fact(self, fact: Fact, *, with_section: bool = True) -> None:
        """Show a figure; `with_section` also says where in the report it stands."""
        number, unit = fact_parts(fact, with_sign=False)
        about = about_words(fact)
        section = _("Annual Report {edition}, {section}").format(
            edition=fact.edition, section=fact.section
        )
        self._qualifier.tell(fact.qualifier_words)
        self._figure.setText(number)
        self._unit.setText(unit)
        self._about.setText(about)
        self._section.tell(section if with_section else "")
        self._note.tell(_("Note: {note}").format(note=fact.remark) if fact.remark else "")
        said = " ".join(part for part in (fact.qualifier_words, number, unit) if part)
        self.setAccessibleName(f"{said}, {about}")
        self._place_unit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_unit()

    def _place_unit(self) -> None:
        """The unit beside its figure, or below it where a word of it would be cut."""
        measure = self._unit.fontMetrics().horizontalAdvance
        longest = max(map(measure, self._unit.text().split()), default=0)
        needed = self._figure.sizeHint().width() + _BESIDE_FIGURE + longest
        way = QBoxLayout.Direction
        turned = way.TopToBottom if longest and needed > self.width() else way.LeftToRight
        if turned != self._row.direction():
            self._row.setDirection(turned)
            self._row.setSpacing(_BESIDE_FIGURE if turned is way.LeftToRight else 0)

    def show_check(self, check: Check | None) -> None:
        """Say what came of computing the figure again; nothing where that cannot be done."""
        self._mark.tell(mark_words(check) if check else "")
        self._mark.setToolTip(check.explanation if check else "")


class PanelCard(QFrame):
    """A card with a small heading."""

    def __init__(self, heading: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.content = QVBoxLayout(self)
        self.content.setContentsMargins(15, 13, 15, 14)
        self.content.setSpacing(7)
        self._heading = QLabel(self)
        self._heading.setObjectName("label")
        self.content.addWidget(self._heading)
        self.set_heading(heading)

    def set_heading(self, heading: str) -> None:
        """Show another heading."""
        self.setAccessibleName(heading)
        self._heading.setText(heading.upper())

    def add_words(self, name: str = "words") -> Words:
        """Add a paragraph that is still empty."""
        label = Words(name, self)
        label.hide()
        self.content.addWidget(label)
        return label


class FactsCard(PanelCard):
    """What the report states."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._facts: list[tuple[QFrame, FactWords]] = []
        self._shown: tuple[Fact, ...] = ()
        self._checks: dict[tuple[str, ...], Check] = {}

    def show_checks(self, checks: Sequence[Check]) -> None:
        """Mark the figures that could be computed again, those shown and those still to come."""
        self._checks = {check.fact.key: check for check in checks if check.computed is not None}
        for fact, (_line, figure) in zip(self._shown, self._facts, strict=False):
            figure.show_check(self._checks.get(fact.key))

    def show_facts(self, facts: Sequence[Fact]) -> None:
        """Show these figures, with a line between them."""
        if tuple(facts) == self._shown:
            return
        self._shown = tuple(facts)
        self.set_heading(ngettext("Key figure", "Key figures", len(facts)))
        while len(self._facts) < len(facts):
            line = QFrame(self)
            line.setObjectName("line")
            line.setFixedHeight(1)
            self._facts.append((line, FactWords(self)))
            for widget in self._facts[-1]:
                self.content.addWidget(widget)
        for place, (line, figure) in enumerate(self._facts):
            is_shown = place < len(facts)
            if is_shown:
                # Figures of one section stand together: it is named under the last of them.
                section = facts[place].section
                is_last = place + 1 == len(facts) or facts[place + 1].section != section
                figure.show_fact(facts[place], with_section=is_last)
                figure.show_check(self._checks.get(facts[place].key))
            figure.setVisible(is_shown)
            line.setVisible(is_shown and place > 0)


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


def mark_words(check: Check) -> str:
    """The verdict on a figure, with what was computed: `✓ confirmed: 79.4%`."""
    sign = "✓ " if check.verdict is Verdict.CONFIRMED else ""
    return f"{sign}{check.verdict.label}: {computed_words(check)}"


def imported_words(moment: str) -> str:
    """When something was imported, in the local time; `moment` is in ISO 8601."""
    local = datetime.fromisoformat(moment).astimezone()
    day = local.strftime("%d-%m-%Y" if active_language() == "nl" else "%Y-%m-%d")
    return _("Imported on {day} at {time}").format(day=day, time=local.strftime("%H:%M"))
