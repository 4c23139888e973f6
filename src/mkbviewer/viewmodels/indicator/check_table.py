"""The report's figures beside those computed again, as a table: one row for each figure."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from mkbviewer.core.language import _
from mkbviewer.core.numbers import format_number
from mkbviewer.core.report.agreement import Verdict
from mkbviewer.core.report.fact_words import (
    describe_fact,
    span_words,
    stated_words,
    unit_word,
    with_unit_word,
)
from mkbviewer.viewmodels.table.text_table import SortedTable

if TYPE_CHECKING:
    from mkbviewer.core.report.agreement import Check

_VERDICTS = tuple(Verdict)


class CheckColumn(IntEnum):
    """The columns of the table."""

    VERDICT = 0
    INDICATOR = 1
    FIGURE = 2
    PERIOD = 3
    STATED = 4
    COMPUTED = 5
    DIFFERENCE = 6
    TABLE = 7
    FORMULA = 8


class CheckTable(SortedTable):
    """One row for each fact of the verdict that is shown; `titles` names indicators by id.

    What was not computed comes last where the rows are sorted by it.
    """

    figures = frozenset((CheckColumn.STATED, CheckColumn.COMPUTED, CheckColumn.DIFFERENCE))
    naming = (CheckColumn.FIGURE, CheckColumn.PERIOD)

    def __init__(self, titles: Mapping[str, str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._titles = dict(titles)
        self._checks: tuple[Check, ...] = ()
        self._verdict: Verdict | None = None

    @property
    def verdict(self) -> Verdict | None:
        """The verdict of which the rows are shown; None for all."""
        return self._verdict

    @property
    def counts(self) -> Mapping[Verdict, int]:
        """How many facts have each verdict, shown or not."""
        return Counter(check.verdict for check in self._checks)

    def show(self, checks: "Sequence[Check]") -> None:
        """Show these checks; the filter and the order are kept."""
        self.beginResetModel()
        self._checks = tuple(checks)
        self.arrange()
        self.endResetModel()

    def show_only(self, verdict: Verdict | None) -> None:
        """Show the facts of one verdict, or all."""
        if verdict is not self._verdict:
            self.beginResetModel()
            self._verdict = verdict
            self.arrange()
            self.endResetModel()

    def check(self, row: int) -> "Check":
        """The check of a row. Raises IndexError when there is none."""
        return self._checks[self.place(row)]

    def headings(self) -> tuple[str, ...]:
        return (
            _("Verdict"),
            _("Indicator"),
            _("Figure"),
            _("Period"),
            _("Stated"),
            _("Computed"),
            _("Difference"),
            _("Table"),
            _("Formula"),
        )

    def text(self, row: int, column: int) -> str:
        return self._text(self.check(row), CheckColumn(column))

    def hint(self, row: int, column: int) -> str:
        return self.check(row).explanation or self.text(row, column)

    def shown_places(self) -> list[int]:
        return [
            place
            for place, check in enumerate(self._checks)
            if self._verdict is None or check.verdict is self._verdict
        ]

    def sort_key(self, column: int) -> Callable[[int], Any]:
        return lambda place: self._sort_key(self._checks[place], CheckColumn(column))

    def _sort_key(self, check: "Check", column: CheckColumn) -> Any:
        match column:
            case CheckColumn.VERDICT:
                return _VERDICTS.index(check.verdict)
            case CheckColumn.PERIOD:
                return check.fact.period.sort_key
            case CheckColumn.STATED:
                return check.fact.value
            case CheckColumn.COMPUTED:
                return check.computed
            case CheckColumn.DIFFERENCE:
                return check.difference
        return self._text(check, column).casefold() or None

    def _text(self, check: "Check", column: CheckColumn) -> str:
        fact = check.fact
        match column:
            case CheckColumn.VERDICT:
                return check.verdict.label
            case CheckColumn.INDICATOR:
                return self._titles.get(fact.indicator, fact.indicator)
            case CheckColumn.FIGURE:
                unit = unit_word(fact.unit)
                return describe_fact(fact) + (f" ({unit})" if unit else "")
            case CheckColumn.PERIOD:
                return span_words(fact) or fact.period.short_label
            case CheckColumn.STATED:
                return stated_words(fact, with_unit=False)
            case CheckColumn.COMPUTED:
                return computed_words(check, with_unit=False)
            case CheckColumn.DIFFERENCE:
                return difference_words(check)
            case CheckColumn.TABLE:
                return check.table
            case CheckColumn.FORMULA:
                return check.formula


def computed_words(check: "Check", *, with_unit: bool = True) -> str:
    """The computed figure, with a star where it is provisional; empty where there is none."""
    if check.computed is None:
        return ""
    figure = with_unit_word(
        format_number(check.computed, check.decimals), check.fact.unit, is_told=with_unit
    )
    return figure + check.status.mark


def difference_words(check: "Check") -> str:
    """Computed less stated, with its sign; empty where nothing was computed."""
    if check.difference is None:
        return ""
    return format_number(check.difference, check.decimals, signed=True)
