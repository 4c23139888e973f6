"""The table under the chart: periods by series, the newest period on top."""

from collections.abc import Iterable, Sequence
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from mkbviewer.core.language import _
from mkbviewer.core.numbers import (
    MINUS,
    NOTATIONS,
    decimals_for,
    format_cell,
    format_number,
    format_plain,
    format_with_unit,
    unit_label,
)

if TYPE_CHECKING:
    from mkbviewer.core.frame import Frame, Series

Index = QModelIndex | QPersistentModelIndex

PERIOD_COLUMN = 0
FORMULA_STARTS = ("=", "+", "-", "@")


class TableRole(IntEnum):
    """What the table tells of a cell besides its text."""

    SERIES_KEY = Qt.ItemDataRole.UserRole + 1
    VALUE = Qt.ItemDataRole.UserRole + 2
    STATUS = Qt.ItemDataRole.UserRole + 3
    PERIOD_CODE = Qt.ItemDataRole.UserRole + 4


SeriesKeyRole = TableRole.SERIES_KEY

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class ObservationTable(QAbstractTableModel):
    """A frame as a table. Column 0 holds the periods, each further column one series.

    Nothing is copied from the frame: cells are written when they are asked for, and sorting
    changes the order of the rows only. `frame_row` and `model_row` go from one to the other.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._frame: Frame | None = None
        self._order: Sequence[int] = ()
        self._places: Sequence[int] | None = None
        self._decimals: dict[int, int] = {}
        self._sorted_by = (PERIOD_COLUMN, Qt.SortOrder.DescendingOrder)

    @property
    def frame(self) -> "Frame | None":
        """The frame that is shown, or None before there is one."""
        return self._frame

    @property
    def sorted_by(self) -> tuple[int, Qt.SortOrder]:
        """The column and the direction in which the rows are sorted."""
        return self._sorted_by

    def show(self, frame: "Frame") -> None:
        """Show a frame; the order of the rows is kept where the series are the same."""
        keys = [one.key for one in frame.series]
        same = self._frame is not None and [one.key for one in self._frame.series] == keys
        self.beginResetModel()
        self._frame = frame
        self._decimals.clear()
        if not same:
            self._sorted_by = (PERIOD_COLUMN, Qt.SortOrder.DescendingOrder)
        self._sort()
        self.endResetModel()

    def frame_row(self, model_row: int) -> int:
        """The frame's row that is shown in this row. Raises IndexError when there is none."""
        if not 0 <= model_row < len(self._order):
            raise IndexError(model_row)
        return self._order[model_row]

    def model_row(self, frame_row: int) -> int:
        """The row that shows this row of the frame. Raises IndexError when there is none."""
        if not 0 <= frame_row < len(self._order):
            raise IndexError(frame_row)
        if self._places is None:
            self._places = _invert(self._order)
        return self._places[frame_row]

    def column_of(self, key: str) -> int | None:
        """The column of a series by its key, or None where it is not shown."""
        for place, series in enumerate(self._series):
            if series.key == key:
                return place + 1
        return None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._order)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() or self._frame is None else len(self._series) + 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or self._frame is None:
            return None
        row = self.frame_row(index.row())
        if index.column() == PERIOD_COLUMN:
            return self._period_data(row, role)
        return self._figure_data(row, index.column() - 1, role)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < self.columnCount():
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _LEFT if section == PERIOD_COLUMN else _RIGHT
        if section == PERIOD_COLUMN:
            return _("Period") if role == Qt.ItemDataRole.DisplayRole else None
        series = self._series[section - 1]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return series.label
            case Qt.ItemDataRole.ToolTipRole:
                unit = unit_label(series.unit)
                return f"{series.label} ({unit})" if unit else series.label
            case TableRole.SERIES_KEY:
                return series.key
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if self._frame is None or not 0 <= column < self.columnCount():
            return
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        rows = [self.frame_row(index.row()) for index in before]
        self._sorted_by = (column, order)
        self._sort()
        after = [
            self.index(self.model_row(row), index.column())
            for row, index in zip(rows, before, strict=True)
        ]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def copy_text(self, indexes: Iterable[Index]) -> str:
        """The cells as tab-separated text with their headings and periods, for a Dutch Excel.

        Decimal commas, no grouping, a plain minus and no stars, so that figures paste as numbers;
        a missing figure pastes as the symbol that CBS writes. Empty for no cells.
        """
        cells = {(index.row(), index.column()) for index in indexes if index.isValid()}
        if not cells or self._frame is None:
            return ""
        columns = sorted({column for _row, column in cells} - {PERIOD_COLUMN})
        headings = [_("Period"), *(self._series[column - 1].label for column in columns)]
        lines = ["\t".join(map(_guard, headings))]
        for row in sorted({row for row, _column in cells}):
            frame_row = self.frame_row(row)
            figures = [
                self._copy_figure(frame_row, column - 1) if (row, column) in cells else ""
                for column in columns
            ]
            lines.append("\t".join([_guard(self._frame.periods[frame_row].label), *figures]))
        return "".join(f"{line}\r\n" for line in lines)

    @property
    def _series(self) -> "tuple[Series, ...]":
        return self._frame.series if self._frame else ()

    def _period_data(self, row: int, role: int) -> Any:
        assert self._frame is not None
        period = self._frame.periods[row]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return period.label
            case Qt.ItemDataRole.TextAlignmentRole:
                return _LEFT
            case TableRole.PERIOD_CODE:
                return period.code
        return None

    def _figure_data(self, row: int, column: int, role: int) -> Any:
        assert self._frame is not None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._text(row, column)
            case Qt.ItemDataRole.TextAlignmentRole:
                return _RIGHT
            case Qt.ItemDataRole.ToolTipRole:
                return self._describe(row, column, "\n")
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._describe(row, column, ", ")
            case TableRole.SERIES_KEY:
                return self._series[column].key
            case TableRole.VALUE:
                return float(self._frame.values[row, column])
            case TableRole.STATUS:
                return int(self._frame.status(row, column))
            case TableRole.PERIOD_CODE:
                return self._frame.periods[row].code
        return None

    def _text(self, row: int, column: int) -> str:
        assert self._frame is not None
        value = float(self._frame.values[row, column])
        return format_cell(value, self._frame.status(row, column), self._decimals_of(column))

    def _describe(self, row: int, column: int, between: str) -> str:
        assert self._frame is not None
        series, status = self._series[column], self._frame.status(row, column)
        parts = [series.label, self._frame.periods[row].label]
        if not status.is_missing:
            value = float(self._frame.values[row, column])
            parts.append(format_with_unit(value, series.unit, self._decimals_of(column)))
        parts.append(status.label)
        return between.join(parts)

    def _decimals_of(self, column: int) -> int:
        if column not in self._decimals:
            assert self._frame is not None
            import numpy as np

            values = np.abs(self._frame.values[:, column])
            largest = float(np.max(values, initial=0.0, where=np.isfinite(values)))
            series = self._series[column]
            self._decimals[column] = decimals_for(largest, series.unit, series.decimals)
        return self._decimals[column]

    def _copy_figure(self, row: int, column: int) -> str:
        assert self._frame is not None
        status = self._frame.status(row, column)
        if status.is_missing:
            return status.mark
        value = float(self._frame.values[row, column])
        if self._series[column].decimals is None:
            # Nobody says how exact the figure is: then nothing of it may be lost.
            return format_plain(value).replace(".", ",")
        text = format_number(value, self._decimals_of(column), grouping="").replace(MINUS, "-")
        return text.replace(NOTATIONS["en"].decimal, NOTATIONS["nl"].decimal)

    def _sort(self) -> None:
        assert self._frame is not None
        column, order = self._sorted_by
        count = len(self._frame.periods)
        is_descending = order == Qt.SortOrder.DescendingOrder
        self._places = None
        if column == PERIOD_COLUMN:
            self._order = range(count - 1, -1, -1) if is_descending else range(count)
            return
        self._order = _sorted_rows(self._frame, column - 1, is_descending=is_descending)


def _sorted_rows(frame: "Frame", column: int, *, is_descending: bool) -> Sequence[int]:
    import numpy as np

    # From the newest on, so that equal figures stand newest first; NaN always sorts last.
    newest_first = np.arange(len(frame.periods) - 1, -1, -1)
    values = frame.values[newest_first, column]
    keys = -values if is_descending else values
    rows: list[int] = newest_first[np.argsort(keys, kind="stable")].tolist()
    return rows


def _invert(order: Sequence[int]) -> Sequence[int]:
    if isinstance(order, range):
        return order
    import numpy as np

    places = np.empty(len(order), dtype=np.intp)
    places[np.asarray(order)] = np.arange(len(order))
    inverted: list[int] = places.tolist()
    return inverted


def _guard(text: str) -> str:
    """A label that a spreadsheet takes for text: on one line, in one cell, and no formula."""
    flat = " ".join(text.split())
    return f"'{flat}" if flat.startswith(FORMULA_STARTS) else flat
