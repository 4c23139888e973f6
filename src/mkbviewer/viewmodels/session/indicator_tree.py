"""The sidebar's tree: overview, themes with their topics and indicators, the user's own tables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, Qt

from mkbviewer.core.language import _, ngettext
from mkbviewer.viewmodels.session.places import (
    BAROMETER,
    BAROMETER_ID,
    CHECKS,
    CLOCK,
    COLLECTION,
    OVERVIEW,
    Place,
    PlaceKind,
)
from mkbviewer.viewmodels.session.tree_contents import Data, TreeContents
from mkbviewer.viewmodels.table.text_table import Index

if TYPE_CHECKING:
    from mkbviewer.core.model import Table
    from mkbviewer.core.report.catalogue import Catalogue

OVERVIEW_ID = "overview"
CLOCK_ID = "clock"
CHECKS_ID = "checks"
COLLECTION_ID = "collection"

PAGES: Mapping[str, Place] = {
    OVERVIEW_ID: OVERVIEW,
    BAROMETER_ID: BAROMETER,
    CLOCK_ID: CLOCK,
    CHECKS_ID: CHECKS,
    COLLECTION_ID: COLLECTION,
}
"""The rows of pages by their ids, each with the place that it opens."""


class Kind(StrEnum):
    """The kinds of row."""

    PAGE = "page"
    THEME = "theme"
    TOPIC = "topic"
    INDICATOR = "indicator"
    HEADING = "heading"
    TABLE = "table"
    FAVOURITE = "favourite"
    VIEW = "view"


OPENED = frozenset({Kind.PAGE, Kind.INDICATOR, Kind.TABLE, Kind.FAVOURITE, Kind.VIEW})
"""The kinds of row that open something."""


def row_of(place: Place | None) -> tuple[str, str]:
    """The kind and the id of the row that stands for a place; empty where none does."""
    match place:
        case Place(PlaceKind.INDICATOR, indicator_id):
            return Kind.INDICATOR, indicator_id
        case Place(PlaceKind.TABLE | PlaceKind.TEXTS | PlaceKind.REVISIONS, table_id):
            return Kind.TABLE, table_id
    return next(((Kind.PAGE, row_id) for row_id, one in PAGES.items() if one == place), ("", ""))


class TreeRole(IntEnum):
    """What the tree tells of a row besides its text."""

    KIND = Qt.ItemDataRole.UserRole + 1
    ID = Qt.ItemDataRole.UserRole + 2
    DATA = Qt.ItemDataRole.UserRole + 3


@dataclass(frozen=True, slots=True)
class KeptRow:
    """A row for something that the user keeps: a favourite by its place, a view by its key."""

    kind: Kind
    id: str
    text: str
    tooltip: str = ""


@dataclass(eq=False)
class _Node:
    kind: Kind
    id: str
    text: str
    tooltip: str = ""
    parent: "_Node | None" = None
    children: "list[_Node]" = field(default_factory=list)

    def add(self, child: "_Node") -> "_Node":
        child.parent = self
        self.children.append(child)
        return child

    @property
    def row(self) -> int:
        return self.parent.children.index(self) if self.parent else 0


class IndicatorTree(QAbstractItemModel):
    """One column of rows; a TreeRole tells what a row is, its id, its data.

    Topics stand as rows above their indicators, inside the theme; they and the headings cannot
    be selected. `show_contents` follows what is imported and removed, and keeps every other row;
    `show_kept` does so with favourites and saved views, whose headings are there only with rows.
    """

    def __init__(
        self,
        catalogue: "Catalogue",
        contents: TreeContents | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._catalogue = catalogue
        self._data = dict(contents.data) if contents else {}
        self._root = _build(catalogue)
        self._tables = self._root.children[-1]
        self._kept = {
            Kind.FAVOURITE: _Node(Kind.HEADING, "favourites", _("Favourites")),
            Kind.VIEW: _Node(Kind.HEADING, "views", _("Saved views")),
        }
        for table in contents.tables if contents else ():
            self._tables.add(_table_node(table))

    def show_contents(self, contents: TreeContents) -> None:
        """Follow what has been imported or removed since."""
        changed = {
            indicator.id
            for indicator in self._catalogue.indicators
            if self._data.get(indicator.id) != contents.data.get(indicator.id)
        }
        self._data = dict(contents.data)
        self._follow(self._tables, [_table_node(table) for table in contents.tables])
        for indicator_id in changed:
            index = self.find_place(Place(PlaceKind.INDICATOR, indicator_id))
            self.dataChanged.emit(index, index)

    def show_catalogue(self, catalogue: "Catalogue") -> None:
        """Show the pages of another edition; tables of the user's own stay."""
        self.beginResetModel()
        tables = self._tables.children
        self._catalogue = catalogue
        self._root = _build(catalogue)
        self._tables = self._root.children[-1]
        for table in tables:
            self._tables.add(table)
        for shelf in self._kept.values():
            if shelf.children:
                self._put_shelf(shelf)
        self.endResetModel()

    def show_kept(self, rows: Sequence[KeptRow]) -> None:
        """Follow what the user keeps: the rows of each kind stand in this order."""
        for kind, shelf in self._kept.items():
            nodes = [_Node(kind, one.id, one.text, one.tooltip) for one in rows if one.kind is kind]
            if shelf.children and nodes:
                self._follow(shelf, nodes)
            elif shelf.children:
                self.beginRemoveRows(QModelIndex(), shelf.row, shelf.row)
                self._root.children.remove(shelf)
                shelf.children.clear()
                self.endRemoveRows()
            elif nodes:
                row = self._row_of_shelf(shelf)
                self.beginInsertRows(QModelIndex(), row, row)
                for node in nodes:
                    shelf.add(node)
                self._put_shelf(shelf)
                self.endInsertRows()

    def _row_of_shelf(self, shelf: _Node) -> int:
        """Behind the pages; favourites come first."""
        before = [one for one in self._kept.values() if one.children]
        earlier = before.index(shelf) if shelf in before else len(before)
        if shelf is self._kept[Kind.FAVOURITE]:
            earlier = 0
        return sum(one.kind is Kind.PAGE for one in self._root.children) + earlier

    def _put_shelf(self, shelf: _Node) -> None:
        shelf.parent = self._root
        self._root.children.insert(self._row_of_shelf(shelf), shelf)

    def _follow(self, shelf: _Node, nodes: Sequence[_Node]) -> None:
        """Let the rows under a heading become these, and keep those that stay."""
        parent = self._index_of(shelf)
        wanted = {node.id for node in nodes}
        for row in reversed(range(len(shelf.children))):
            if shelf.children[row].id not in wanted:
                self.beginRemoveRows(parent, row, row)
                del shelf.children[row]
                self.endRemoveRows()
        for row, node in enumerate(nodes):
            self._put_row(shelf, row, node)
        self.dataChanged.emit(parent, parent)

    def _put_row(self, shelf: _Node, row: int, node: _Node) -> None:
        parent, children = self._index_of(shelf), shelf.children
        at = next((i for i, child in enumerate(children) if child.id == node.id), None)
        if at is None:
            node.parent = shelf
            self.beginInsertRows(parent, row, row)
            children.insert(row, node)
            self.endInsertRows()
            return
        if at != row:
            # The rows before this one are in place already, so it can only move up.
            self.beginMoveRows(parent, at, at, parent, row)
            children.insert(row, children.pop(at))
            self.endMoveRows()
        known = children[row]
        if (known.text, known.tooltip) != (node.text, node.tooltip):
            known.text, known.tooltip = node.text, node.tooltip
            index = self._index_of(known)
            self.dataChanged.emit(index, index)

    def find_place(self, place: Place | None) -> QModelIndex:
        """The row that opens a place, or an invalid index where none does."""
        return self.find(*row_of(place))

    def find(self, kind: str, row_id: str) -> QModelIndex:
        """The row of this kind and id, or an invalid index; an indicator may have a page's row."""
        match kind:
            case Kind.INDICATOR:
                return self._find({Kind.PAGE, Kind.INDICATOR}, row_id)
            case Kind.PAGE | Kind.TABLE | Kind.FAVOURITE | Kind.VIEW:
                return self._find({Kind(kind)}, row_id)
        return QModelIndex()

    def _find(self, kinds: set[Kind], row_id: str) -> QModelIndex:
        nodes = list(self._root.children)
        while nodes:
            node = nodes.pop()
            if node.kind in kinds and node.id == row_id:
                return self._index_of(node)
            nodes.extend(node.children)
        return QModelIndex()

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        # Not by hasIndex: a view asks this some hundred times for one painting.
        children = self._node(parent).children
        if column != 0 or not 0 <= row < len(children):
            return QModelIndex()
        return self.createIndex(row, column, children[row])

    def parent(self, child: Index) -> QModelIndex:  # type: ignore[override]
        node = self._node(child).parent if child.isValid() else None
        return self._index_of(node) if node else QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return len(self._node(parent).children) if parent.column() <= 0 else 0

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        node = self._node(index)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return node.text
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tooltip(node)
        if role == TreeRole.KIND:
            return node.kind.value
        if role == TreeRole.ID:
            return node.id
        if role == TreeRole.DATA:
            return self._data_of(node).value
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled
        node = self._node(index)
        if node.kind in OPENED:
            flags |= Qt.ItemFlag.ItemIsSelectable
        if not node.children and node is not self._tables:
            flags |= Qt.ItemFlag.ItemNeverHasChildren
        return flags

    def _node(self, index: Index) -> _Node:
        if not index.isValid():
            return self._root
        node = index.internalPointer()
        assert isinstance(node, _Node)
        return node

    def _index_of(self, node: _Node) -> QModelIndex:
        return QModelIndex() if node is self._root else self.createIndex(node.row, 0, node)

    def _data_of(self, node: _Node) -> Data:
        if node.kind in (Kind.TABLE, Kind.FAVOURITE, Kind.VIEW):
            return Data.SERIES
        return self._data.get(node.id, Data.NONE)

    def _tooltip(self, node: _Node) -> str:
        if node is self._tables:
            count = len(node.children)
            return ngettext("{count} table", "{count} tables", count).format(count=count)
        if node.kind is not Kind.INDICATOR or self._data_of(node) is Data.SERIES:
            return node.tooltip
        lacking = {
            Data.FACTS: _("Only the figures that the report itself states."),
            Data.NONE: _("No figures yet."),
        }[self._data_of(node)]
        return f"{node.tooltip}\n{lacking}"


def _build(catalogue: "Catalogue") -> _Node:
    root = _Node(Kind.HEADING, "", "")
    barometer = catalogue.indicator(BAROMETER_ID)
    # An edition need not have it as a page: it shows series of its own.
    names = (barometer.short_title, barometer.title) if barometer else (_("SME barometer"), "")
    for row_id, text, tooltip in (
        (OVERVIEW_ID, _("Overview"), _("All indicators at a glance")),
        (BAROMETER_ID, *names),
        (
            CLOCK_ID,
            _("Cycle clock"),
            _("The twelve indicators of the barometer on the cycle clock"),
        ),
        (
            CHECKS_ID,
            _("Figures checked"),
            _("The figures of the report beside the same figures computed again"),
        ),
        (
            COLLECTION_ID,
            _("Comparison"),
            _("Series of several tables that you collect, in one chart"),
        ),
    ):
        root.add(_Node(Kind.PAGE, row_id, text, tooltip))
    for theme in catalogue.themes:
        indicators = [one for one in catalogue.of_theme(theme.id) if one is not barometer]
        if not indicators:
            continue
        shelf = root.add(_Node(Kind.THEME, theme.id, theme.name))
        topic = ""
        for indicator in indicators:
            if indicator.topic != topic:
                topic = indicator.topic
                shelf.add(_Node(Kind.TOPIC, topic, topic))
            shelf.add(_Node(Kind.INDICATOR, indicator.id, indicator.short_title, indicator.title))
    root.add(_Node(Kind.HEADING, "tables", _("Own tables")))
    return root


def _table_node(table: "Table") -> _Node:
    text = table.title or table.id
    return _Node(Kind.TABLE, table.id, text, f"{table.id} · {text}")
