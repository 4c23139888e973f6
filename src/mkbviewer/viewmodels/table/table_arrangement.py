"""A frame as a table shows it: which rows and columns, in which order, and their totals."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mkbviewer.core.frame import Frame, Statuses, Values, decimals_shown
from mkbviewer.core.language import _
from mkbviewer.core.recipes.parts import Addition, add_up
from mkbviewer.core.status import Status
from mkbviewer.core.table.table_choice import TableChoice, TableForm
from mkbviewer.core.table.table_filter import parse_filter
from mkbviewer.viewmodels.table.table_layout import (
    LAYOUTS,
    Column,
    Place,
    Rows,
    TableLayout,
    sort_rows,
)

TOTAL = "total"
_NAMES = {TableForm.PERIODS: 1, TableForm.SERIES: 1, TableForm.LONG: 2}
"""How many columns in front name what stands in a row: these cannot be hidden."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure to be written, and the series that gives its unit (None for a sum of several)."""

    value: float
    status: Status
    decimals: int
    column: int | None


@dataclass(frozen=True, eq=False)
class Sums:
    """The sums along one side of the table; where one makes no sense `is_told` is False."""

    values: Values
    statuses: Statuses
    is_told: NDArray[np.bool_]


class Arrangement:
    """A frame in the form, order and columns that are chosen; what does not fit it is left out.

    Rows and columns are those of the screen; `order` has the layout's row of each.
    """

    def __init__(
        self,
        frame: Frame,
        choice: TableChoice,
        addition: Addition,
        before: "Arrangement | None" = None,
    ) -> None:
        self.frame, self.choice, self.addition = frame, choice, addition
        is_same = before is not None and before.frame is frame and before.choice.form is choice.form
        self.layout: TableLayout = (
            before.layout if before is not None and is_same else LAYOUTS[choice.form](frame)
        )
        self._decimals: dict[int, int] = {}
        self._places: Rows | None = None
        hidden = set(choice.hidden)
        self.columns = tuple(
            at
            for at, one in enumerate(self.layout.columns)
            if at < self.names or one.name not in hidden
        )
        self.order = self._find_order(before if is_same else None)
        self.down: Sums | None = None
        self.across: Sums | None = None
        if choice.has_totals and self.can_total and len(self.order):
            self._add_up()

    @property
    def names(self) -> int:
        """How many columns in front name what stands in a row."""
        return min(_NAMES[self.choice.form], len(self.layout.columns))

    @property
    def can_total(self) -> bool:
        """Whether any sum makes sense."""
        if self.choice.form is TableForm.LONG:
            return False
        return not self.addition.why_no_series or bool(self.addition.over_periods)

    @property
    def row_count(self) -> int:
        """The rows, with that of the totals."""
        return len(self.order) + (self.down is not None)

    @property
    def column_count(self) -> int:
        """The columns, with that of the totals."""
        return len(self.columns) + (self.across is not None)

    @property
    def sorted_by(self) -> tuple[int, bool]:
        """The column by which the rows are sorted, -1 for none, and whether they rise."""
        at = self.layout.column_named(self.choice.sort) if self.choice.sort else None
        if at is not None and at in self.columns:
            return self.columns.index(at), self.choice.is_rising
        return (-1, True) if self.choice.form is TableForm.SERIES else (0, False)

    def column(self, at: int) -> Column:
        """A column of the screen."""
        if at < len(self.columns):
            return self.layout.columns[self.columns[at]]
        return Column(TOTAL, _("Total"), self.how_across, is_figure=True)

    def is_total(self, row: int, at: int) -> bool:
        """Whether a cell belongs to the totals."""
        return row >= len(self.order) or at >= len(self.columns)

    def place(self, row: int, at: int) -> Place:
        """What a cell shows; nothing of the frame where it is a total."""
        if self.is_total(row, at):
            return Place(None, None)
        return self.layout.place(int(self.order[row]), self.columns[at])

    def row_of(self, frame_row: int, frame_column: int) -> int:
        """The row that shows a figure of the frame, or -1 where a filter leaves it out."""
        if self._places is None:
            self._places = np.full(self.layout.count, -1, dtype=np.intp)
            self._places[self.order] = np.arange(len(self.order))
        return int(self._places[self.layout.row_of(frame_row, frame_column)])

    def text(self, row: int, at: int) -> str:
        """A cell that is no figure."""
        if row >= len(self.order):
            return _("Total") if at == 0 else ""
        return self.layout.text(int(self.order[row]), self.columns[at])

    def cell(self, row: int, at: int) -> Cell | None:
        """The figure in a cell; None where there is none."""
        if self.is_total(row, at):
            return self._total(row, at)
        place = self.place(row, at)
        if not place.is_figure or place.row is None or place.column is None:
            return None
        frame = self.frame
        return Cell(
            float(frame.values[place.row, place.column]),
            frame.status(place.row, place.column),
            self.decimals(place.column),
            place.column,
        )

    def decimals(self, column: int) -> int:
        """The decimals with which the figures of a series of the frame are shown."""
        if self.choice.decimals >= 0:
            return self.choice.decimals
        if column not in self._decimals:
            self._decimals[column] = decimals_shown(self.frame, column)
        return self._decimals[column]

    @property
    def how_down(self) -> str:
        """How the totals below the rows are made."""
        if self.choice.form is TableForm.PERIODS:
            return _("Sum of the periods shown, of counts of what happens in a period")
        return _("Sum of the series shown")

    @property
    def how_across(self) -> str:
        """How the totals beside the columns are made."""
        if self.choice.form is TableForm.PERIODS:
            return _("Sum of the series shown")
        return _("Sum of the periods shown, of counts of what happens in a period")

    def _find_order(self, before: "Arrangement | None") -> Rows:
        choice, layout = self.choice, self.layout
        is_same_filter = before is not None and before.choice.filter == choice.filter
        order = layout.default_order()
        if before is not None and is_same_filter and choice.filter.strip():
            kept = np.zeros(layout.count, dtype=bool)
            kept[before.order] = True
            order = order[kept[order]]
        elif choice.filter.strip():
            order = order[layout.passes(parse_filter(choice.filter))[order]]
        at = layout.column_named(choice.sort) if choice.sort else None
        if at is None or at not in self.columns:
            return order
        return sort_rows(layout.keys(at), order, is_rising=choice.is_rising)

    def _add_up(self) -> None:
        """The totals of the figures shown, over their periods and over their series."""
        shown = [at for at in self.columns if self.layout.columns[at].is_figure]
        places = [self.layout.place(0, at) for at in shown]
        if self.choice.form is TableForm.PERIODS:
            series = [one.column for one in places if one.column is not None]
            grid = np.ix_(self.order, np.array(series, dtype=np.intp))
            values, statuses = self.frame.values[grid], self.frame.statuses[grid]
            by_period = self._can_add_periods(series)
            by_series = np.full(len(self.order), self._can_add_series(len(series)))
            self.down = _sums(values, statuses, 0, by_period)
            self.across = _sums(values, statuses, 1, by_series)
            return
        periods = [one.row for one in places if one.row is not None]
        grid = np.ix_(np.array(periods, dtype=np.intp), self.order)
        values, statuses = self.frame.values[grid].T, self.frame.statuses[grid].T
        by_series = np.full(len(periods), self._can_add_series(len(self.order)))
        self.down = _sums(values, statuses, 0, by_series)
        self.across = _sums(values, statuses, 1, self._can_add_periods(self.order.tolist()))

    def _can_add_series(self, count: int) -> bool:
        return count > 1 and not self.addition.why_no_series

    def _can_add_periods(self, columns: Sequence[int]) -> NDArray[np.bool_]:
        keys = self.addition.over_periods
        return np.array([self.frame.series[at].key in keys for at in columns], dtype=bool)

    def _total(self, row: int, at: int) -> Cell | None:
        first = self._first_figure
        below, beside = row >= len(self.order), at >= len(self.columns)
        if below and beside:
            return self._corner()
        sums, place = (self.down, at - first) if below else (self.across, row)
        if sums is None or place < 0 or not sums.is_told[place]:
            return None
        column = self._series_along(row, at)
        decimals = self.decimals(column) if column is not None else self._most_decimals()
        return Cell(float(sums.values[place]), Status(int(sums.statuses[place])), decimals, column)

    def _corner(self) -> Cell | None:
        if self.down is None or self.across is None:
            return None
        if not (self.down.is_told.all() and self.across.is_told.all()):
            return None
        values, statuses = add_up(self.down.values[:, np.newaxis], self.down.statuses[:, None], 0)
        return Cell(float(values[0]), Status(int(statuses[0])), self._most_decimals(), None)

    @property
    def _first_figure(self) -> int:
        """The first column of the screen that shows figures."""
        is_figure = [self.layout.columns[at].is_figure for at in self.columns]
        return is_figure.index(True) if True in is_figure else len(self.columns)

    def _series_along(self, row: int, at: int) -> int | None:
        """The series of which a total is the sum over periods; None where it is over series."""
        if self.choice.form is TableForm.PERIODS:
            return self.columns[at] - 1 if row >= len(self.order) else None
        return int(self.order[row]) if row < len(self.order) else None

    def _most_decimals(self) -> int:
        return max(self.decimals(column) for column in range(len(self.frame.series)))


def _sums(values: Values, statuses: Statuses, axis: int, is_told: NDArray[np.bool_]) -> Sums | None:
    if not is_told.any():
        return None
    return Sums(*add_up(values, statuses, axis), is_told)
