"""“Cijfers getoetst”: what the report states beside the same figures computed again."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from mkbviewer.core.language import _, ngettext
from mkbviewer.core.model import Origin
from mkbviewer.core.report.agreement import Check, Verdict
from mkbviewer.core.report.fact_words import about_words, stated_words
from mkbviewer.ui.look.text_size import hold
from mkbviewer.ui.widgets.rows_view import RowsView, card_around
from mkbviewer.ui.widgets.segments import Segment, Segments
from mkbviewer.ui.widgets.words import Words
from mkbviewer.viewmodels.indicator.check_table import (
    CheckColumn,
    CheckTable,
    computed_words,
    difference_words,
)

ALL = "all"
_DETAIL_HEIGHT = 128


class _Rows(RowsView):
    """Rows that open at a click or with Enter; `pointed` carries the row under the mouse."""

    opened = Signal(int)
    pointed = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(
            _("Figures of the report, checked"),
            {CheckColumn.INDICATOR: 5, CheckColumn.FIGURE: 7, CheckColumn.FORMULA: 2},
            parent,
            # The card below tells them of the chosen row.
            spared={
                CheckColumn.PERIOD: 760,
                CheckColumn.DIFFERENCE: 880,
                CheckColumn.TABLE: 880,
                CheckColumn.FORMULA: 1300,
            },
        )
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.entered.connect(lambda index: self.pointed.emit(index.row()))
        self.clicked.connect(self._open)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.chosen_row >= 0:
            self.opened.emit(self.chosen_row)
            return
        super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(index.row())


class ChecksPage(QWidget):
    """Every fact with its verdict. `indicator_chosen` carries the id of the one to open."""

    indicator_chosen = Signal(str)

    def __init__(self, titles: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAccessibleName(_("Figures checked"))
        self.table = CheckTable(titles, self)
        title = Words("title", self)
        title.setText(_("Figures checked"))
        self.subtitle = Words("subtitle", self)
        self.subtitle.setText(_("The figures are being computed…"))
        self.verdicts = Segments(_("Verdict"), 1 + len(Verdict), self)
        self.verdicts.chosen.connect(self.show_only)
        choices = QHBoxLayout()
        choices.addWidget(self.verdicts)
        choices.addStretch()
        self.rows = _Rows(self)
        self.rows.setModel(self.table)
        self.rows.follow_clicks()
        self.rows.watch_choice()
        self.rows.opened.connect(self._open)
        self.rows.pointed.connect(self._tell)
        self.rows.row_chosen.connect(self._tell)
        card = card_around(self.rows, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 14)
        column.setSpacing(10)
        column.addWidget(title)
        column.addWidget(self.subtitle)
        column.addLayout(choices)
        column.addWidget(card, 1)
        column.addWidget(self._make_detail())

    def _make_detail(self) -> QFrame:
        """The card that tells all about one row; of one height, so that the rows stay in place."""
        detail = QFrame(self)
        detail.setObjectName("card")
        hold(detail, "setFixedHeight", _DETAIL_HEIGHT)
        told = QWidget(detail)
        inside = QVBoxLayout(told)
        inside.setContentsMargins(13, 9, 13, 9)
        inside.setSpacing(4)
        self.heading = Words("strong", told)
        self.comparison = Words("words", told)
        self.explanation = Words("words", told)
        self.origin = Words("small", told)
        for one in (self.heading, self.comparison, self.explanation, self.origin):
            inside.addWidget(one)
        inside.addStretch()
        around = QScrollArea(detail)
        around.setWidgetResizable(True)
        around.setFrameShape(QFrame.Shape.NoFrame)
        around.setAccessibleName(_("About the chosen figure"))
        around.setWidget(told)
        told.setObjectName("on_card")
        card = QVBoxLayout(detail)
        card.setContentsMargins(0, 0, 0, 0)
        card.addWidget(around)
        return detail

    def show_checks(self, checks: Sequence[Check]) -> None:
        """Show what came of checking."""
        self.table.show(checks)
        counts = self.table.counts
        checked = sum(counts.values()) - counts.get(Verdict.UNCHECKED, 0)
        self.subtitle.setText(
            ngettext(
                "{checked} of the {count} figure that the report states could be computed again.",
                "{checked} of the {count} figures that the report states could be computed again.",
                len(checks),
            ).format(checked=checked, count=len(checks))
        )
        self._show_verdicts()
        self._begin()

    def show_only(self, key: str) -> None:
        """Show the figures of one verdict, or all."""
        self.table.show_only(None if key == ALL else Verdict(key))
        self._show_verdicts()
        self._begin()

    def _show_verdicts(self) -> None:
        counts = self.table.counts
        segments = [Segment(ALL, f"{_('All')} ({sum(counts.values())})")]
        segments += [
            Segment(verdict.value, f"{verdict.label.capitalize()} ({counts.get(verdict, 0)})")
            for verdict in Verdict
        ]
        chosen = self.table.verdict
        self.verdicts.show_segments(segments, chosen.value if chosen else ALL)

    def _begin(self) -> None:
        self.rows.fit_columns()
        if self.table.rowCount():
            self.rows.choose_row(0)
        self._tell(0 if self.table.rowCount() else -1)

    def _open(self, row: int) -> None:
        self.indicator_chosen.emit(self.table.check(row).fact.indicator)

    def _tell(self, row: int) -> None:
        if not 0 <= row < self.table.rowCount():
            for one in (self.heading, self.comparison, self.explanation, self.origin):
                one.setText("")
            return
        check = self.table.check(row)
        self.heading.setText(f"{about_words(check.fact)} · {check.verdict.label}")
        self.comparison.setText(compare_in_words(check))
        self.explanation.tell(check.explanation[:1].upper() + check.explanation[1:])
        self.origin.tell(origin_in_words(check))


def compare_in_words(check: Check) -> str:
    """What the report states, what was computed, and the rule by which they agree or do not."""
    stated = _("The report: {stated}").format(stated=stated_words(check.fact))
    if check.computed is None:
        return stated
    difference = difference_words(check) or "0"
    if check.fact.unit.startswith("%"):
        difference = f"{difference} {_('percentage points')}"
    computed = _("computed: {computed} (difference {difference})").format(
        computed=computed_words(check), difference=difference
    )
    return "; ".join((stated, computed, _("agrees where: {rule}").format(rule=check.rule)))


def origin_in_words(check: Check) -> str:
    """The table, its release and the formula; empty where nothing was computed."""
    if not check.table:
        return ""
    origin = _("shipped with the program") if check.origin is Origin.EMBEDDED else _("imported")
    table = _("Table {table}, release {release}, {origin}").format(
        table=check.table, release=check.release, origin=origin
    )
    return f"{table} · {check.formula}"
