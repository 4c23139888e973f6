"""The range of periods that is marked, as a table: a row a series."""

from collections.abc import Sequence
from enum import IntEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject

from mkbviewer.core.language import _, ngettext
from mkbviewer.core.numbers import format_number, unit_label
from mkbviewer.viewmodels.table.text_table import Index, TextTable

if TYPE_CHECKING:
    from mkbviewer.core.range_summary import Figure, RangeSummary, SeriesSummary


class Column(IntEnum):
    """The columns, from left to right."""

    SERIES = 0
    START = 1
    END = 2
    CHANGE = 3
    PERCENTAGE = 4
    MEAN = 5
    YEARLY = 6


class RangeTable(TextTable):
    """Shows a RangeSummary, with figures as the table of the page shows them."""

    figures = frozenset(Column) - {Column.SERIES}

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.summary: RangeSummary | None = None

    def show(self, summary: "RangeSummary") -> None:
        """Show what happened over a range."""
        self.beginResetModel()
        self.summary = summary
        self.endResetModel()

    def headings(self) -> Sequence[str]:
        first = self.summary.first.short_label if self.summary else ""
        last = self.summary.last.short_label if self.summary else ""
        return (
            _("Series"),
            first,
            last,
            _("Change"),
            _("In %"),
            _("Mean"),
            _("Per year"),
        )

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() or not self.summary else len(self.summary.series)

    def text(self, row: int, column: int) -> str:
        one = self._series(row)
        if one is None:
            return ""
        match column:
            case Column.SERIES:
                return one.series.label
            case Column.START:
                return _write(one.start, one.decimals)
            case Column.END:
                return _write(one.end, one.decimals)
            case Column.CHANGE:
                return _write(one.change, one.decimals, signed=True)
            case Column.PERCENTAGE:
                return "" if one.in_points else _write(one.percentage, 1, "%", signed=True)
            case Column.MEAN:
                lacks = one.count < self.summary.periods if self.summary else False
                count = f" ({one.count})" if lacks and one.count else ""
                return _write(one.mean, max(one.decimals, 1)) + count
            case _:
                unit = "" if one.in_points else "%"
                decimals = one.decimals + 1 if one.in_points else 1
                return _write(one.yearly, decimals, unit, signed=True)

    def hint(self, row: int, column: int) -> str:
        one, summary = self._series(row), self.summary
        if one is None or summary is None:
            return ""
        match column:
            case Column.SERIES:
                return ", ".join(part for part in (one.series.label, unit_label(one.unit)) if part)
            case Column.START:
                return f"{summary.first.label}, {one.start.status.label}"
            case Column.END:
                return f"{summary.last.label}, {one.end.status.label}"
            case Column.CHANGE:
                return f"{_('End minus start')}, {one.change.status.label}"
            case Column.PERCENTAGE:
                if one.in_points:
                    return _("Not told of figures that are percentages, balances or changes")
                return f"{_('Change as a percentage of the start')}, {one.percentage.status.label}"
            case Column.MEAN:
                words = ngettext(
                    "Mean of the {count} figure there is, of {total} periods",
                    "Mean of the {count} figures there are, of {total} periods",
                    one.count,
                )
                return words.format(count=one.count, total=summary.periods)
            case _:
                return f"{yearly_words(one, summary.years)}, {one.yearly.status.label}"

    def _series(self, row: int) -> "SeriesSummary | None":
        found = self.summary.series if self.summary else ()
        return found[row] if 0 <= row < len(found) else None


def yearly_words(one: "SeriesSummary", years: float | None) -> str:
    """How the growth a year of a series is computed."""
    if years is None:
        return _("The time between these periods is not certain")
    span = _years(years)
    if one.in_points:
        return _("Change divided by {years} years").format(years=span)
    return _("Geometric: (end ÷ start) to the power 1 ÷ {years}, minus 1").format(years=span)


def range_words(summary: "RangeSummary") -> str:
    """The range in words: its ends, its periods and its length."""
    words = ngettext("{count} period", "{count} periods", summary.periods)
    parts = [
        f"{summary.first.label} – {summary.last.label}",
        words.format(count=format_number(summary.periods, 0)),
    ]
    if summary.years is not None:
        parts.append(_("{years} years").format(years=_years(summary.years)))
    return " · ".join(parts)


def _years(years: float) -> str:
    decimals = next((one for one in range(3) if years == round(years, one)), 2)
    return format_number(years, decimals)


def _write(figure: "Figure", decimals: int, unit: str = "", *, signed: bool = False) -> str:
    status = figure.status
    if status.is_missing:
        return status.mark
    return format_number(figure.value, decimals, signed=signed) + unit + status.mark
