"""Which periods and series the selected cells of a table stand for, and the other way round."""

from collections.abc import Collection, Sequence

import numpy as np
from PySide6.QtCore import QItemSelection, QItemSelectionRange

from mkbviewer.core.table.table_choice import TableForm
from mkbviewer.viewmodels.table.observation_table import ObservationTable
from mkbviewer.viewmodels.table.table_arrangement import Arrangement

_MOST_STRETCHES = 500
"""More separate stretches of rows than this are not selected."""


def ranges_of(selection: QItemSelection) -> list[QItemSelectionRange]:
    """The rectangles of a selection."""
    return [QItemSelectionRange(selection.at(place)) for place in range(selection.count())]


def read_selection(
    arranged: Arrangement, ranges: Sequence[QItemSelectionRange]
) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """The rows of the frame and the keys of series that are selected.

    A whole column stands for what it shows (a series, or a period), any other cell for its row; in
    the form with a figure a row both periods and series are meant, unless all series are.
    """
    height, series = arranged.row_count, arranged.frame.series
    is_long = arranged.choice.form is TableForm.LONG
    whole = [] if is_long else [one for one in ranges if one.height() == height and height > 1]
    others = [one for one in ranges if one not in whole]
    columns = sorted({at for one in whole for at in range(one.left(), one.right() + 1)})
    places = [arranged.place(0, at) for at in columns]
    by_column = [place for place in places if place.is_figure]
    is_selected = np.zeros(arranged.layout.count, dtype=bool)
    for one in others:
        is_selected[arranged.order[one.top() : one.bottom() + 1]] = True
    lines = np.flatnonzero(is_selected)
    match arranged.choice.form:
        case TableForm.PERIODS:
            keys = [series[one.column].key for one in by_column if one.column is not None]
            return tuple(lines.tolist()), tuple(keys)
        case TableForm.SERIES:
            rows = tuple(one.row for one in by_column if one.row is not None)
            return rows, tuple(series[at].key for at in lines.tolist())
        case TableForm.LONG:
            grid = is_selected.reshape(len(arranged.frame.periods), len(series))
            found = np.flatnonzero(grid.any(axis=0))
            is_all = len(found) == len(series)
            chosen = () if is_all else tuple(series[at].key for at in found.tolist())
            return tuple(np.flatnonzero(grid.any(axis=1)).tolist()), chosen


def select_marked(
    table: ObservationTable, rows: Sequence[int], columns: Sequence[int]
) -> QItemSelection:
    """The cells of marked periods, else those of marked series; both are places in the frame.

    Nothing in the form with a figure a row, where what is marked lies scattered.
    """
    wanted = QItemSelection()
    arranged = table.arranged
    if arranged is None or arranged.choice.form is TableForm.LONG:
        return wanted
    if arranged.choice.form is TableForm.PERIODS:
        lines = [arranged.row_of(row, 0) for row in rows]
        others: Collection[int] = () if rows else columns
    else:
        lines = [] if rows else [arranged.row_of(0, column) for column in columns]
        others = rows
    _add_lines(table, wanted, sorted(line for line in lines if line >= 0))
    _add_columns(table, arranged, wanted, set(others))
    return wanted


def _add_lines(table: ObservationTable, wanted: QItemSelection, lines: Sequence[int]) -> None:
    """Select whole rows: joined where they follow one another, none where too scattered."""
    if not lines:
        return
    places = np.array(lines, dtype=np.intp)
    stretches = np.split(places, np.flatnonzero(np.diff(places) > 1) + 1)
    last = table.columnCount() - 1
    for each in stretches if len(stretches) <= _MOST_STRETCHES else ():
        wanted.select(table.index(int(each[0]), 0), table.index(int(each[-1]), last))


def _add_columns(
    table: ObservationTable, arranged: Arrangement, wanted: QItemSelection, chosen: set[int]
) -> None:
    bottom = table.rowCount() - 1
    for at in range(len(arranged.columns) if chosen and len(arranged.order) else 0):
        place = arranged.place(0, at)
        shown = place.column if arranged.choice.form is TableForm.PERIODS else place.row
        if place.is_figure and shown in chosen:
            wanted.select(table.index(0, at), table.index(bottom, at))
