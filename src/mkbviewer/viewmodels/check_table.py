"""The report's figures beside those computed again, as a table: one row for each figure."""

from collections import Counter
from collections.abc import Mapping, Sequence
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from mkbviewer.core.agreement import Verdict
from mkbviewer.core.fact_words import describe_fact, stated_words, unit_word, with_unit_word
from mkbviewer.core.language import _
from mkbviewer.core.numbers import format_number

if TYPE_CHECKING:
    from mkbviewer.core.agreement import Check

Index = QModelIndex | QPersistentModelIndex

AS_STATED = -1
"""The column that stands for the order of the report's text."""

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
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

    @property
    def is_number(self) -> bool:
        """Whether its cells are figures, which stand at the right."""
        return self in (CheckColumn.STATED, CheckColumn.COMPUTED, CheckColumn.DIFFERENCE)


class CheckTable(QAbstractTableModel):
    """One row for each fact of the verdict that is shown; `titles` names indicators by id.

    Cells are written when they are asked for.
    """

    def __init__(self, titles: Mapping[str, str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._titles = dict(titles)
        self._checks: tuple[Check, ...] = ()
        self._order: list[int] = []
        self._verdict: Verdict | None = None
        self._sorted_by = (AS_STATED, Qt.SortOrder.AscendingOrder)

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
        self._order = self._arranged()
        self.endResetModel()

    def show_only(self, verdict: Verdict | None) -> None:
        """Show the facts of one verdict, or all."""
        if verdict is not self._verdict:
            self.beginResetModel()
            self._verdict = verdict
            self._order = self._arranged()
            self.endResetModel()

    def check(self, row: int) -> "Check":
        """The check of a row. Raises IndexError when there is none."""
        if not 0 <= row < len(self._order):
            raise IndexError(row)
        return self._checks[self._order[row]]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._order)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(CheckColumn)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(CheckColumn):
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if CheckColumn(section).is_number else _LEFT
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return {
            CheckColumn.VERDICT: _("Verdict"),
            CheckColumn.INDICATOR: _("Indicator"),
            CheckColumn.FIGURE: _("Figure"),
            CheckColumn.PERIOD: _("Period"),
            CheckColumn.STATED: _("Stated"),
            CheckColumn.COMPUTED: _("Computed"),
            CheckColumn.DIFFERENCE: _("Difference"),
            CheckColumn.TABLE: _("Table"),
            CheckColumn.FORMULA: _("Formula"),
        }[CheckColumn(section)]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column, check = CheckColumn(index.column()), self.check(index.row())
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._text(check, column)
            case Qt.ItemDataRole.ToolTipRole:
                return check.explanation or self._text(check, column)
            case Qt.ItemDataRole.TextAlignmentRole:
                return _RIGHT if column.is_number else _LEFT
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; what was not computed comes last, equals keep the report's order."""
        self.layoutAboutToBeChanged.emit()
        held = self.persistentIndexList()
        places = [(self._order[one.row()], one.column()) for one in held]
        self._sorted_by = (column, order)
        self._order = self._arranged()
        rows = {place: row for row, place in enumerate(self._order)}
        moved = [self.index(rows[place], across) for place, across in places]
        self.changePersistentIndexList(held, moved)
        self.layoutChanged.emit()

    def _arranged(self) -> list[int]:
        column, order = self._sorted_by
        shown = [
            place
            for place, check in enumerate(self._checks)
            if self._verdict is None or check.verdict is self._verdict
        ]
        if column == AS_STATED:
            return shown
        is_falling = order == Qt.SortOrder.DescendingOrder
        keys = {place: self._sort_key(self._checks[place], CheckColumn(column)) for place in shown}
        known = [place for place in shown if keys[place] is not None]
        rest = [place for place in shown if keys[place] is None]
        # Python's sort keeps equals in order also when it is reversed.
        return sorted(known, key=lambda place: keys[place], reverse=is_falling) + rest

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
                return fact.period.short_label if fact.period.start else fact.period.code
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
