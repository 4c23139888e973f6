"""The series of a comparison as a list: each with its source, to be moved by dragging."""

from collections.abc import Mapping, Sequence
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QByteArray,
    QMimeData,
    QModelIndex,
    QObject,
    Qt,
    Signal,
)

from mkbviewer.core.language import _
from mkbviewer.viewmodels.table.text_table import Index

if TYPE_CHECKING:
    from mkbviewer.store.pages.collection import Collected


ROW = "application/x-mkbviewer-row"


class CollectedRole(IntEnum):
    """What a row tells besides its label."""

    SOURCE = Qt.ItemDataRole.UserRole + 1
    COLOUR = Qt.ItemDataRole.UserRole + 2
    KEY = Qt.ItemDataRole.UserRole + 3


class CollectedRows(QAbstractListModel):
    """One row a series. `moved` carries from where to where the user drags one."""

    moved = Signal(int, int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._items: tuple[Collected, ...] = ()
        self._colours: Mapping[str, str] = {}

    @property
    def items(self) -> "tuple[Collected, ...]":
        """What is shown."""
        return self._items

    def show(self, items: "Sequence[Collected]", colours: Mapping[str, str]) -> None:
        """Show these series, in these colours by key."""
        self.beginResetModel()
        self._items, self._colours = tuple(items), colours
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._items)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        item = self._items[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return item.label
        if role == CollectedRole.SOURCE:
            return _source(item)
        if role == CollectedRole.COLOUR:
            return self._colours.get(item.key, "")
        if role == CollectedRole.KEY:
            return item.key
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(part for part in (item.title, _source(item)) if part)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{item.label}, {_source(item)}"
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsDragEnabled

    def mimeTypes(self) -> list[str]:
        return [ROW]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        data.setData(ROW, QByteArray(str(indexes[0].row()).encode()))
        return data

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction | Qt.DropAction.CopyAction

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        if not data.hasFormat(ROW):
            return False
        place = int(bytes(data.data(ROW).data()).decode())
        to = row if row >= 0 else len(self._items)
        self.moved.emit(place, to - 1 if to > place else to)
        # What is kept tells the new order: the view must not take the row away itself.
        return False


def _source(item: "Collected") -> str:
    if item.problem is not None:
        return str(item.problem)
    if item.provenance is None:
        return _("no figures")
    told = item.provenance
    parts = (told.source, told.table, told.release_words, item.unit)
    per = _("per {frequency}").format(frequency=item.frequency) if item.frequency else ""
    return ", ".join(part for part in (*parts, per) if part)
