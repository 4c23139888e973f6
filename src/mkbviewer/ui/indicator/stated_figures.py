"""The figures that the report states, in large, with what came of computing them again."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QLabel, QVBoxLayout, QWidget

from mkbviewer.core.language import _, ngettext
from mkbviewer.core.report.agreement import Check, Verdict
from mkbviewer.core.report.fact_words import about_words
from mkbviewer.core.report.facts import Fact
from mkbviewer.ui.overview.card_words import fact_parts
from mkbviewer.ui.widgets.panel_card import PanelCard
from mkbviewer.ui.widgets.words import Words
from mkbviewer.viewmodels.indicator.check_table import computed_words

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


def mark_words(check: Check) -> str:
    """The verdict on a figure, with what was computed: `✓ confirmed: 79.4%`."""
    sign = "✓ " if check.verdict is Verdict.CONFIRMED else ""
    return f"{sign}{check.verdict.label}: {computed_words(check)}"
