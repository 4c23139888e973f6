"""What differs between two releases, as a table: one row for each figure."""

import math
from collections.abc import Callable
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt

from mkbviewer.core.language import _
from mkbviewer.core.numbers import decimals_to_tell, format_number, unit_label
from mkbviewer.core.period_label import parse_period
from mkbviewer.core.status import Status, parse_status
from mkbviewer.viewmodels.table.text_table import AS_GIVEN, SortedTable

if TYPE_CHECKING:
    from mkbviewer.store.revisions.revisions import Diff, Revision


class Column(IntEnum):
    """The columns of the table."""

    KIND = 0
    MEASURE = 1
    MEMBERS = 2
    PERIOD = 3
    OLD = 4
    NEW = 5
    DIFFERENCE = 6
    RELATIVE = 7


class RevisionTable(SortedTable):
    """One row for each figure that differs; sorting changes the order of the rows only.

    What cannot be compared comes last.
    """

    figures = frozenset((Column.OLD, Column.NEW, Column.DIFFERENCE, Column.RELATIVE))
    naming = (Column.MEASURE, Column.MEMBERS, Column.PERIOD)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._diff: Diff | None = None
        self._labels: list[dict[str, str]] = []

    @property
    def diff(self) -> "Diff | None":
        """What is shown; None before there is anything."""
        return self._diff

    def show(self, diff: "Diff | None") -> None:
        """Show the revisions in the order in which they were read."""
        self.beginResetModel()
        self._diff = diff
        self._labels = [
            {member.code: member.label for member in dimension.members}
            for dimension in (diff.structure.dimensions if diff else ())
        ]
        self.sorted_by = (AS_GIVEN, Qt.SortOrder.AscendingOrder)
        self.arrange()
        self.endResetModel()

    def revision(self, row: int) -> "Revision":
        """The revision of a row. Raises IndexError when there is none."""
        place = self.place(row)
        assert self._diff is not None
        return self._diff.revisions[place]

    def describe(self, revision: "Revision") -> str:
        """The series that a revision belongs to, in words: its measure and its members."""
        members = self._members(revision)
        return ", ".join(part for part in (self._measure(revision), members) if part)

    def headings(self) -> tuple[str, ...]:
        return (
            _("What"),
            _("Measure"),
            _("Members"),
            _("Period"),
            _("Old"),
            _("New"),
            _("Difference"),
            _("In %"),
        )

    def text(self, row: int, column: int) -> str:
        return self._text(self.revision(row), Column(column))

    def hint(self, row: int, column: int) -> str:
        return self._tooltip(self.revision(row), Column(column))

    def shown_places(self) -> list[int]:
        return list(range(len(self._diff.revisions))) if self._diff else []

    def sort_key(self, column: int) -> Callable[[int], Any]:
        assert self._diff is not None
        key, revisions = self._key(Column(column)), self._diff.revisions
        return lambda place: key(revisions[place])

    def _key(self, column: Column) -> "Callable[[Revision], Any]":
        from mkbviewer.store.revisions.comparison import Kind

        kinds = list(Kind)
        return {
            Column.KIND: lambda one: kinds.index(one.kind),
            Column.MEASURE: lambda one: self._measure(one).casefold(),
            Column.MEMBERS: lambda one: self._members(one).casefold(),
            Column.PERIOD: lambda one: one.period,
            Column.OLD: lambda one: one.old if isinstance(one.old, float) else None,
            Column.NEW: lambda one: one.new if isinstance(one.new, float) else None,
            Column.DIFFERENCE: lambda one: _without_noise(one.difference),
            Column.RELATIVE: lambda one: _without_noise(one.relative),
        }[column]

    def _measure(self, revision: "Revision") -> str:
        assert self._diff is not None
        found = self._diff.structure.measure(revision.measure)
        return found.title if found else revision.measure

    def _members(self, revision: "Revision") -> str:
        return ", ".join(
            labels.get(code, code)
            for labels, code in zip(self._labels, revision.members, strict=True)
        )

    def _text(self, revision: "Revision", column: Column) -> str:
        match column:
            case Column.KIND:
                return _kind_in_words(revision)
            case Column.MEASURE:
                return self._measure(revision)
            case Column.MEMBERS:
                return self._members(revision)
            case Column.PERIOD:
                return parse_period(revision.period)[0].label
        decimals = self._decimals(revision)
        match column:
            case Column.OLD:
                return _figure(revision.old, revision.old_status, decimals)
            case Column.NEW:
                return _figure(revision.new, revision.new_status, decimals)
            case Column.DIFFERENCE:
                difference = revision.difference
                return format_number(difference, decimals, signed=True) if difference else ""
            case _:
                return _percentage(revision.relative)

    def _tooltip(self, revision: "Revision", column: Column) -> str:
        if column not in (Column.OLD, Column.NEW):
            return self._text(revision, column)
        symbol = revision.old_status if column is Column.OLD else revision.new_status
        status = parse_status(symbol)
        assert self._diff is not None
        measure = self._diff.structure.measure(revision.measure)
        unit = unit_label(measure.unit) if measure else ""
        told = " ".join(part for part in (self._text(revision, column), unit) if part)
        is_missing = status is not None and status.is_missing
        parts = ("" if is_missing else told, status.label if status else symbol)
        return "\n".join(part for part in parts if part)

    def _decimals(self, revision: "Revision") -> int:
        """As many as the measure has, or more where old and new would look alike."""
        assert self._diff is not None
        measure = self._diff.structure.measure(revision.measure)
        figures = [one for one in (revision.old, revision.new) if isinstance(one, float)]
        unit, stated = (measure.unit, measure.decimals) if measure else ("", None)
        return decimals_to_tell(figures, unit, stated)


def _without_noise(value: float | None) -> float | None:
    """Without what the last bits of floating point add, so that equals are equal."""
    return None if value is None else float(f"{value:.10g}")


def _figure(value: float | str | None, symbol: str, decimals: int) -> str:
    status = parse_status(symbol)
    if isinstance(value, str):
        return value
    if value is None:
        if status is Status.IMPOSSIBLE:
            return _("empty")
        return status.mark if status else symbol
    return format_number(value, decimals) + (status.mark if status else "")


def _percentage(relative: float | None) -> str:
    if not relative or not math.isfinite(relative):
        return ""
    percentage = 100 * relative
    decimals = 1 if abs(percentage) >= 0.05 else 3
    return f"{format_number(percentage, decimals, signed=True)}%"


def _kind_in_words(revision: "Revision") -> str:
    from mkbviewer.store.revisions.comparison import Kind

    return {
        Kind.VALUE: _("revised"),
        Kind.PRESENCE: _("revised"),
        Kind.STATUS: _("status"),
        Kind.ADDED: _("added"),
        Kind.REMOVED: _("removed"),
    }[revision.kind]
