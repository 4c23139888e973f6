"""The cells of a table as texts that paste into a spreadsheet: one at a time, or by columns."""

import numpy as np

from mkbviewer.core.status import Status
from mkbviewer.core.table.table_choice import AS_STATED
from mkbviewer.core.words.tab_separated import (
    CopyNotation,
    write_figure,
    write_figures,
    write_words,
)
from mkbviewer.viewmodels.table.table_arrangement import Arrangement
from mkbviewer.viewmodels.table.table_layout import Rows


def copy_cell(arranged: Arrangement, row: int, at: int, notation: CopyNotation) -> str:
    """A figure as a number, a missing one as the symbol that CBS writes, a name as a text."""
    cell = arranged.cell(row, at)
    if cell is None:
        is_figure = arranged.column(at).is_figure
        return "" if is_figure else write_words(arranged.text(row, at))
    if cell.status.is_missing:
        return cell.status.mark
    decimals = cell.decimals if cell.column is None else _decimals(arranged, cell.column)
    return write_figure(cell.value, decimals, notation)


def copy_column(arranged: Arrangement, rows: Rows, at: int, notation: CopyNotation) -> list[str]:
    """The cells of many rows in a column as `copy_cell` writes each; no row of totals."""
    if at >= len(arranged.columns):
        return [copy_cell(arranged, row, at, notation) for row in rows.tolist()]
    layout, column, lines = arranged.layout, arranged.columns[at], arranged.order[rows]
    if not layout.columns[column].is_figure:
        names = [write_words(name) for name in layout.names(column)]
        return [names[place] for place in layout.name_places(lines, column).tolist()]
    values, statuses, series = layout.figures(lines, column)
    texts = np.empty(len(lines), dtype=object)
    by_series = [_decimals(arranged, one) for one in range(len(arranged.frame.series))]
    for decimals in set(by_series):
        having = np.array([one == decimals for one in by_series])
        chosen = np.flatnonzero(having[series] & (statuses < Status.UNKNOWN))
        texts[chosen] = write_figures(values[chosen], decimals, notation)
    for status in (one for one in Status if one.is_missing):
        texts[statuses == status] = status.mark
    found: list[str] = texts.tolist()
    return found


def _decimals(arranged: Arrangement, column: int) -> int | None:
    """With how many decimals a series is copied; None where nobody says how exact it is."""
    is_stated = arranged.frame.series[column].decimals is not None
    return arranged.decimals(column) if is_stated or arranged.choice.decimals != AS_STATED else None
