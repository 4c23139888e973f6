"""Tables of texts under headings, and tables that are sorted by an order of their rows."""

from abc import abstractmethod
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

Index = QModelIndex | QPersistentModelIndex
"""What Qt asks a model with, of whatever kind."""

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter

AS_GIVEN = -1
"""The column that stands for the order in which the rows were given."""


class TextTable(QAbstractTableModel):
    """Rows of texts under headings, written when they are asked for."""

    figures: frozenset[int] = frozenset()
    """The columns whose cells are figures, which stand at the right."""

    naming: tuple[int, ...] = (0,)
    """The columns that tell what a row is about: its heading for screen readers."""

    @abstractmethod
    def headings(self) -> Sequence[str]:
        """The heading of each column."""

    @abstractmethod
    def text(self, row: int, column: int) -> str:
        """What stands in a cell."""

    def hint(self, row: int, column: int) -> str:
        """What is told when someone points at a cell."""
        return self.text(row, column)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.headings())

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if orientation == Qt.Orientation.Vertical:
            is_asked = role == Qt.ItemDataRole.AccessibleTextRole
            return self._name_row(section) if is_asked else None
        if not 0 <= section < self.columnCount():
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._side(section)
        return self.headings()[section] if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self.text(index.row(), index.column())
            case Qt.ItemDataRole.ToolTipRole:
                return self.hint(index.row(), index.column())
            case Qt.ItemDataRole.TextAlignmentRole:
                return self._side(index.column())
        return None

    def _name_row(self, row: int) -> str | None:
        if not 0 <= row < self.rowCount():
            return None
        return ", ".join(one for column in self.naming if (one := self.text(row, column)))

    def _side(self, column: int) -> Qt.AlignmentFlag:
        return RIGHT if column in self.figures else LEFT


class SortedTable(TextTable):
    """A table that is sorted by an order of its rows: what they show stays where it is.

    `places` is that order: for each row the place of what it shows. Rows whose key is None come
    last; equals keep the order in which they were given.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.places: list[int] = []
        self.sorted_by = (AS_GIVEN, Qt.SortOrder.AscendingOrder)

    @abstractmethod
    def shown_places(self) -> list[int]:
        """The places of all that is shown, in the order in which it was given."""

    @abstractmethod
    def sort_key(self, column: int) -> Callable[[int], Any]:
        """What tells the key of a place by which a column is sorted; None comes last."""

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.places)

    def place(self, row: int) -> int:
        """The place of what a row shows. Raises IndexError when there is no such row."""
        if not 0 <= row < len(self.places):
            raise IndexError(row)
        return self.places[row]

    def arrange(self) -> None:
        """Find the order of the rows anew; to be called while the model is being reset."""
        column, order = self.sorted_by
        shown = self.shown_places()
        if column != AS_GIVEN:
            key = self.sort_key(column)
            keys = {place: key(place) for place in shown}
            known = [place for place in shown if keys[place] is not None]
            rest = [place for place in shown if keys[place] is None]
            # Python's sort keeps equals in order also when it is reversed.
            is_falling = order == Qt.SortOrder.DescendingOrder
            shown = sorted(known, key=lambda place: keys[place], reverse=is_falling) + rest
        self.places = shown

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column, or as given; what the views hold on to moves along."""
        self.layoutAboutToBeChanged.emit()
        held = self.persistentIndexList()
        before = [(self.places[one.row()], one.column()) for one in held]
        self.sorted_by = (column, order)
        self.arrange()
        rows = {place: row for row, place in enumerate(self.places)}
        moved = [self.index(rows[place], across) for place, across in before]
        self.changePersistentIndexList(held, moved)
        self.layoutChanged.emit()
