"""The series of the clock as rows: which are shown, and where each stands."""

import math
from collections.abc import Collection
from enum import IntEnum
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    Qt,
    Signal,
)

from mkbviewer.core.cycle.clock import COMPOSITE, Clock, quarter_words
from mkbviewer.core.cycle.weather import Weather, weather_of
from mkbviewer.core.language import _, pgettext
from mkbviewer.core.numbers import format_number
from mkbviewer.viewmodels.table.text_table import Index


class Column(IntEnum):
    """The columns, from left to right."""

    NAME = 0
    FIGURE = 1
    LEVEL = 2
    CHANGE = 3
    STATE = 4


class CycleRole(IntEnum):
    """What a row tells besides its texts: its weather by value."""

    WEATHER = Qt.ItemDataRole.UserRole + 1


def replacing_words() -> str:
    """How another series is put in the place of one."""
    return _("Click for another series, also one of your own.")


class CycleTable(QAbstractTableModel):
    """A row a series, the composite last, as they stand at one row of the clock's periods.

    The first column can be checked; `shown_changed` comes after it was.
    """

    shown_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock: Clock | None = None
        self._row = 0
        self._hidden: set[str] = set()

    @property
    def shown(self) -> frozenset[str]:
        """The keys of the series that are shown."""
        return frozenset(self._keys) - self._hidden

    @property
    def hidden(self) -> frozenset[str]:
        """The keys of those that are not."""
        return frozenset(self._hidden)

    def hide(self, keys: Collection[str]) -> None:
        """Hide these series and show all others."""
        self._hidden = set(keys)
        self._tell_rows()
        self.shown_changed.emit()

    def show_clock(self, clock: Clock, row: int) -> None:
        """Show where the series of a clock stand at a row of its periods."""
        if self._clock is None or self._clock.keys != clock.keys:
            self.beginResetModel()
            self._clock, self._row = clock, row
            self.endResetModel()
            return
        self._clock, self._row = clock, row
        self._tell_rows()

    @property
    def _keys(self) -> tuple[str, ...]:
        return self._clock.keys if self._clock else ()

    def _tell_rows(self) -> None:
        if self._clock:
            last = self.index(len(self._keys) - 1, len(Column) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def key_at(self, row: int) -> str:
        """The key of a row; empty where there is none."""
        return self._keys[row] if 0 <= row < len(self._keys) else ""

    def row_of(self, key: str) -> int:
        """The row of a key, or -1."""
        return self._keys.index(key) if key in self._keys else -1

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._keys)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(Column)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if orientation is Qt.Orientation.Vertical:
            is_asked = role == Qt.ItemDataRole.AccessibleTextRole
            return self.data(self.index(section, Column.NAME)) if is_asked else None
        if not 0 <= section < len(Column):
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(section)
        if role == Qt.ItemDataRole.ToolTipRole and section in (Column.LEVEL, Column.CHANGE):
            return _("In standard deviations (\u03c3); above zero is good")
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return {
            Column.NAME: _("Indicator"),
            Column.FIGURE: _("Figure"),
            Column.LEVEL: pgettext("cycle", "Level"),
            Column.CHANGE: pgettext("cycle", "Change"),
            Column.STATE: _("Weather"),
        }[Column(section)]

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.isValid() and index.column() == Column.NAME:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        clock = self._clock
        if clock is None or not index.isValid():
            return None
        column = Column(index.column())
        key = self._keys[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._text(clock, index.row(), column)
        if role == Qt.ItemDataRole.ToolTipRole and column is Column.NAME and key != COMPOSITE:
            series = clock.cycle.series[index.row()]
            return f"{series.label}\n{series.origin_words}\n{replacing_words()}"
        if role == Qt.ItemDataRole.ToolTipRole and column is Column.STATE:
            return self._text(clock, index.row(), column)
        if role == Qt.ItemDataRole.CheckStateRole and column is Column.NAME:
            is_shown = key not in self._hidden
            return Qt.CheckState.Checked if is_shown else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(column)
        if role == CycleRole.WEATHER:
            weather = self._weather(clock, index.row())
            return weather.value if weather else ""
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        is_name = index.isValid() and index.column() == Column.NAME
        if not is_name or role != Qt.ItemDataRole.CheckStateRole:
            return False
        key = self._keys[index.row()]
        if Qt.CheckState(value) == Qt.CheckState.Checked:
            self._hidden.discard(key)
        else:
            self._hidden.add(key)
        self.dataChanged.emit(index, index)
        self.shown_changed.emit()
        return True

    @staticmethod
    def _alignment(column: int) -> Qt.AlignmentFlag:
        if column == Column.STATE:
            return Qt.AlignmentFlag.AlignCenter
        is_number = column in (Column.FIGURE, Column.LEVEL, Column.CHANGE)
        side = Qt.AlignmentFlag.AlignRight if is_number else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter

    def _place(self, clock: Clock, row: int) -> tuple[float, float]:
        return float(clock.levels[self._row, row]), float(clock.changes[self._row, row])

    def _weather(self, clock: Clock, row: int) -> Weather | None:
        return weather_of(*self._place(clock, row))

    def _text(self, clock: Clock, row: int, column: Column) -> str:
        level, change = self._place(clock, row)
        if column is Column.NAME:
            twelve = clock.cycle.series
            return twelve[row].marked_label if row < len(twelve) else clock.labels[row]
        if column is Column.LEVEL:
            return format_number(level, 2, signed=True)
        if column is Column.CHANGE:
            return format_number(change, 2, signed=True)
        if column is Column.STATE:
            if math.isfinite(level) and math.isfinite(change):
                return quarter_words(level, change, clock.cycle.method)
            return _("not known in this quarter")
        if row >= len(clock.cycle.series):
            return ""
        series = clock.cycle.series[row]
        value = float(clock.cycle.values[self._row, row])
        return series.format(value) if math.isfinite(value) else ""
