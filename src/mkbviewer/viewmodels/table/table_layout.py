"""How the figures of a frame lie in rows and columns: by period, by series, or one figure a row.

A layout knows no order and hides nothing: it answers for its own rows and columns what stands
there, and gives the keys by which a column is sorted and the rows that a filter leaves. Columns
are named, so that what is chosen for them outlives a change of figures.
"""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mkbviewer.core.frame import Frame, Statuses, Values
from mkbviewer.core.language import _
from mkbviewer.core.numbers import unit_label
from mkbviewer.core.status import Status
from mkbviewer.core.table.table_choice import TableForm
from mkbviewer.core.table.table_filter import Mask, TableFilter, match_figures, match_words

Rows = NDArray[np.intp]
Keys = NDArray[Any]

PERIOD, SERIES, VALUE, STATUS, UNIT = "period", "series", "value", "status", "unit"
SERIES_PREFIX, PERIOD_PREFIX = "series:", "period:"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, its heading, what is told of it, and the series that it shows."""

    name: str
    heading: str
    hint: str = ""
    is_figure: bool = False
    key: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """What a cell shows: a period and a series, by their places in the frame; either may be None.

    `is_figure` tells that it is their figure, and not one of their names.
    """

    row: int | None
    column: int | None
    is_figure: bool = False


class TableLayout(ABC):
    """The rows and columns of one frame in one form."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self.columns: tuple[Column, ...] = tuple(self._columns())

    @property
    @abstractmethod
    def count(self) -> int:
        """How many rows there are."""

    @abstractmethod
    def place(self, row: int, column: int) -> Place:
        """What a cell shows."""

    @abstractmethod
    def row_of(self, frame_row: int, frame_column: int) -> int:
        """The row that shows a figure of the frame."""

    @abstractmethod
    def text(self, row: int, column: int) -> str:
        """A cell that is no figure."""

    @abstractmethod
    def names(self, column: int) -> Sequence[str]:
        """The different texts of a column that shows no figures."""

    @abstractmethod
    def name_places(self, rows: Rows, column: int) -> Rows:
        """Which of those texts each row has."""

    @abstractmethod
    def figures(self, rows: Rows, column: int) -> tuple[Values, Statuses, Rows]:
        """The figures of these rows in a column, their statuses, and the series of each."""

    @abstractmethod
    def default_order(self) -> Rows:
        """The rows with the newest period first and the series in their order."""

    @abstractmethod
    def keys(self, column: int) -> Keys:
        """A number for each row by which it is sorted; NaN comes last."""

    @abstractmethod
    def passes(self, asked: TableFilter) -> Mask:
        """Which rows a filter leaves."""

    @abstractmethod
    def _columns(self) -> Sequence[Column]: ...

    def column_named(self, name: str) -> int | None:
        """The place of a column, or None where there is none of that name."""
        return next((at for at, one in enumerate(self.columns) if one.name == name), None)

    def _period_labels(self) -> list[tuple[str, str]]:
        return [(one.label, one.code) for one in self.frame.periods]

    def _series_labels(self) -> list[tuple[str, str]]:
        series = enumerate(self.frame.series)
        return [(one.label, unit_label(self.frame.unit_of(column))) for column, one in series]


class PeriodRows(TableLayout):
    """A row a period, a column a series."""

    def _columns(self) -> Sequence[Column]:
        first = Column(PERIOD, _("Period"))
        return (first, *(_series_column(self.frame, at) for at in range(len(self.frame.series))))

    @property
    def count(self) -> int:
        return len(self.frame.periods)

    def place(self, row: int, column: int) -> Place:
        return Place(row, column - 1, True) if column else Place(row, None)

    def row_of(self, frame_row: int, frame_column: int) -> int:
        return frame_row

    def text(self, row: int, column: int) -> str:
        return self.frame.periods[row].label

    def names(self, column: int) -> Sequence[str]:
        return [one.label for one in self.frame.periods]

    def name_places(self, rows: Rows, column: int) -> Rows:
        return rows

    def figures(self, rows: Rows, column: int) -> tuple[Values, Statuses, Rows]:
        at, frame = column - 1, self.frame
        return frame.values[rows, at], frame.statuses[rows, at], np.full(len(rows), at)

    def default_order(self) -> Rows:
        return np.arange(self.count - 1, -1, -1)

    def keys(self, column: int) -> Keys:
        return self.frame.values[:, column - 1] if column else np.arange(self.count)

    def passes(self, asked: TableFilter) -> Mask:
        return _both(self.frame, asked, self._period_labels() if asked.words else (), across=1)


class SeriesRows(TableLayout):
    """A row a series, a column a period."""

    def _columns(self) -> Sequence[Column]:
        frame = self.frame
        periods = [
            Column(
                f"{PERIOD_PREFIX}{one.code}",
                one.short_label or _("Value"),
                one.label,
                is_figure=True,
            )
            for one in frame.periods
        ]
        return (Column(SERIES, _("Series")), Column(UNIT, _("Unit")), *periods)

    @property
    def count(self) -> int:
        return len(self.frame.series)

    def place(self, row: int, column: int) -> Place:
        return Place(column - 2, row, True) if column > 1 else Place(None, row)

    def row_of(self, frame_row: int, frame_column: int) -> int:
        return frame_column

    def text(self, row: int, column: int) -> str:
        return self._series_labels()[row][column]

    def names(self, column: int) -> Sequence[str]:
        return [labels[column] for labels in self._series_labels()]

    def name_places(self, rows: Rows, column: int) -> Rows:
        return rows

    def figures(self, rows: Rows, column: int) -> tuple[Values, Statuses, Rows]:
        at, frame = column - 2, self.frame
        return frame.values[at, rows], frame.statuses[at, rows], rows

    def default_order(self) -> Rows:
        return np.arange(self.count)

    def keys(self, column: int) -> Keys:
        if column > 1:
            figures: Keys = self.frame.values[column - 2]
            return figures
        return _ranks([labels[column] for labels in self._series_labels()])

    def passes(self, asked: TableFilter) -> Mask:
        return _both(self.frame, asked, self._series_labels() if asked.words else (), across=0)


class FigureRows(TableLayout):
    """A row a figure: period, series, value, status, unit."""

    def _columns(self) -> Sequence[Column]:
        return (
            Column(PERIOD, _("Period")),
            Column(SERIES, _("Series")),
            Column(VALUE, _("Value"), is_figure=True),
            Column(STATUS, _("Status")),
            Column(UNIT, _("Unit")),
        )

    @property
    def count(self) -> int:
        return len(self.frame.periods) * len(self.frame.series)

    def place(self, row: int, column: int) -> Place:
        period, series = divmod(row, len(self.frame.series))
        return Place(period, series, column == 2)

    def row_of(self, frame_row: int, frame_column: int) -> int:
        return frame_row * len(self.frame.series) + frame_column

    def text(self, row: int, column: int) -> str:
        period, series = divmod(row, len(self.frame.series))
        one = self.frame.series[series]
        match column:
            case 0:
                return self.frame.periods[period].label
            case 1:
                return one.label
            case 3:
                return self.frame.status(period, series).label
            case _:
                return unit_label(one.unit or self.frame.unit)

    def names(self, column: int) -> Sequence[str]:
        match column:
            case 0:
                return [one.label for one in self.frame.periods]
            case 1 | 4:
                return [labels[column == 4] for labels in self._series_labels()]
            case _:
                return [one.label for one in Status]

    def name_places(self, rows: Rows, column: int) -> Rows:
        match column:
            case 0:
                return rows // len(self.frame.series)
            case 1 | 4:
                return rows % len(self.frame.series)
            case _:
                return self.frame.statuses.ravel()[rows].astype(np.intp)

    def figures(self, rows: Rows, column: int) -> tuple[Values, Statuses, Rows]:
        frame = self.frame
        series = rows % len(frame.series)
        return frame.values.ravel()[rows], frame.statuses.ravel()[rows], series

    def default_order(self) -> Rows:
        shape = (len(self.frame.periods), len(self.frame.series))
        return np.arange(self.count).reshape(shape)[::-1].ravel()

    def keys(self, column: int) -> Keys:
        periods, series = len(self.frame.periods), len(self.frame.series)
        match column:
            case 0:
                return np.repeat(_small(np.arange(periods), periods), series)
            case 1 | 4:
                texts = [labels[column == 4] for labels in self._series_labels()]
                return np.tile(_small(_ranks(texts), series), periods)
            case 2:
                return self.frame.values.ravel()
            case _:
                return self.frame.statuses.ravel()

    def passes(self, asked: TableFilter) -> Mask:
        mask = match_figures(asked, self.frame.values, self.frame.statuses)
        if asked.words:
            by_status = match_words(asked.words, [(one.label,) for one in Status])
            lots = zip(
                match_words(asked.words, self._period_labels()),
                match_words(asked.words, self._series_labels()),
                by_status,
                strict=True,
            )
            for periods, series, kinds in lots:
                mask &= periods[:, np.newaxis] | series | kinds[self.frame.statuses]
        return mask.ravel()


LAYOUTS: dict[TableForm, type[TableLayout]] = {
    TableForm.PERIODS: PeriodRows,
    TableForm.SERIES: SeriesRows,
    TableForm.LONG: FigureRows,
}


def sort_rows(keys: Keys, order: Rows, *, is_rising: bool) -> Rows:
    """The rows of `order` sorted by their keys; NaN last either way, equals as they were."""
    # Whole numbers of 16 bits are sorted by counting, which is many times as fast.
    wanted = keys[order]
    if not is_rising:
        is_float = wanted.dtype.kind == "f"
        wanted = -wanted if is_float else np.iinfo(wanted.dtype).max - wanted
    return order[np.argsort(wanted, kind="stable")]


def _series_column(frame: Frame, at: int) -> Column:
    series = frame.series[at]
    unit = unit_label(series.unit)
    hint = f"{series.label} ({unit})" if unit else series.label
    return Column(f"{SERIES_PREFIX}{series.key}", series.label, hint, True, series.key)


def _both(frame: Frame, asked: TableFilter, labels: Sequence[Sequence[str]], across: int) -> Mask:
    """Rows of which all words stand in their names and one figure is as asked."""
    count = frame.values.shape[1 - across]
    mask: Mask = np.ones(count, dtype=bool)
    if asked.asks_figures:
        mask &= match_figures(asked, frame.values, frame.statuses).any(axis=across)
    for word in match_words(asked.words, labels):
        mask &= word
    return mask


def _ranks(texts: Sequence[str]) -> Keys:
    """The place of each text in the order of the alphabet; equal texts have equal places."""
    places = {text: at for at, text in enumerate(sorted(set(texts), key=str.casefold))}
    return np.array([places[text] for text in texts], dtype=np.intp)


def _small(keys: Keys, count: int) -> Keys:
    return keys.astype(np.uint16) if count <= np.iinfo(np.uint16).max else keys
