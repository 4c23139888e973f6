"""The sidebar: a search field over the tree of pages, indicators and own tables."""

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPoint,
    QRect,
    QSize,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QKeyEvent, QMouseEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from mkbviewer.core.language import _
from mkbviewer.ui.look.icons import icon
from mkbviewer.ui.look.text_size import hold, in_text
from mkbviewer.viewmodels.session.indicator_tree import IndicatorTree, Kind, TreeRole
from mkbviewer.viewmodels.session.tree_contents import Data
from mkbviewer.viewmodels.table.text_table import Index

WIDTH = 264
"""The width with which the sidebar begins, in pixels."""

_HEIGHTS = {Kind.PAGE: 30, Kind.THEME: 34, Kind.HEADING: 34, Kind.TOPIC: 24}
_ROW = 27
_NARROWEST = 150
_INDENT = 30
_SIDE = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)


class _Rows(QStyledItemDelegate):
    """Draws each kind of row in its own way."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, in_text(_HEIGHTS.get(Kind(index.data(TreeRole.KIND)), _ROW)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        kind = Kind(index.data(TreeRole.KIND))
        palette: QPalette = option.palette
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        is_selected = bool(state & QStyle.StateFlag.State_Selected)
        if is_selected:
            painter.fillRect(rect, palette.color(QPalette.ColorRole.AlternateBase))
            bar = QRect(rect.left(), rect.top(), 3, rect.height())
            painter.fillRect(bar, palette.color(QPalette.ColorRole.Highlight))
        elif state & QStyle.StateFlag.State_MouseOver and kind is not Kind.TOPIC:
            painter.fillRect(rect, palette.color(QPalette.ColorRole.Midlight))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(palette.color(QPalette.ColorRole.Highlight))
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
        if kind in (Kind.THEME, Kind.HEADING):
            view = self.parent()
            assert isinstance(view, QTreeView)
            name = "chevron-down" if view.isExpanded(index) else "chevron-right"
            place = QRect(rect.left() + 12, rect.center().y() - 6, 13, 13)
            icon(name, QPalette.ColorRole.PlaceholderText).paint(painter, place)
        self._write(painter, rect, index, kind, palette, is_selected)
        painter.restore()

    def _write(
        self,
        painter: QPainter,
        rect: QRect,
        index: Index,
        kind: Kind,
        palette: QPalette,
        is_selected: bool,
    ) -> None:
        text = str(index.data())
        font = QFont(painter.font())
        role = QPalette.ColorRole.Text
        left = _INDENT
        if kind is Kind.TOPIC:
            text = text.upper()
            font.setPixelSize(in_text(11))
            font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 0.6)
            role = QPalette.ColorRole.PlaceholderText
            rect = rect.adjusted(0, 4, 0, 0)
        elif kind is Kind.PAGE:
            font.setWeight(QFont.Weight.DemiBold)
            left = 15
        elif kind in (Kind.THEME, Kind.HEADING):
            font.setWeight(QFont.Weight.DemiBold)
            role = QPalette.ColorRole.Link
        elif index.data(TreeRole.DATA) == Data.NONE:
            role = QPalette.ColorRole.PlaceholderText
        if is_selected:
            font.setWeight(QFont.Weight.DemiBold)
            role = QPalette.ColorRole.Text
        painter.setFont(font)
        painter.setPen(palette.color(role))
        inner = rect.adjusted(left, 0, -10, 0)
        metrics = painter.fontMetrics()
        if metrics.horizontalAdvance(text) > inner.width():
            text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, _SIDE, text)


class _Tree(QTreeView):
    """The tree; a click on a theme opens or closes it."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and self.model().hasChildren(index):
            self.setExpanded(index, not self.isExpanded(index))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if event.key() in (
            Qt.Key.Key_Return,
            Qt.Key.Key_Enter,
            Qt.Key.Key_Space,
        ) and self.model().hasChildren(index):
            self.setExpanded(index, not self.isExpanded(index))
            return
        super().keyPressEvent(event)


class Sidebar(QFrame):
    """What can be opened. `chosen` carries the kind and the id of a row that the user opens."""

    chosen = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sidebar")
        hold(self, "setMinimumWidth", _NARROWEST)
        self._here: tuple[str, str] = ("", "")
        self._model: IndicatorTree | None = None
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(_("Filter the list    Ctrl+Shift+F"))
        self.search.setAccessibleName(_("Filter indicators and tables"))
        self.search.setClearButtonEnabled(True)
        sign = self.search.addAction(
            icon("search", QPalette.ColorRole.PlaceholderText),
            QLineEdit.ActionPosition.LeadingPosition,
        )
        sign.setText(_("Filter"))
        self.search.textChanged.connect(self._filter)
        self.search.installEventFilter(self)
        self.tree = _Tree(self)
        self.tree.setAccessibleName(_("Indicators and tables"))
        self.tree.setHeaderHidden(True)
        self.tree.setIndentation(0)
        self.tree.setRootIsDecorated(False)
        self.tree.setMouseTracking(True)
        self.tree.setExpandsOnDoubleClick(False)
        self.tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.tree.setVerticalScrollMode(QTreeView.ScrollMode.ScrollPerPixel)
        self.tree.setItemDelegate(_Rows(self.tree))
        self._rows = QSortFilterProxyModel(self)
        self._rows.setRecursiveFilteringEnabled(True)
        self._rows.setAutoAcceptChildRows(True)
        self._rows.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._rows.setFilterRole(Qt.ItemDataRole.ToolTipRole)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 0)
        layout.setSpacing(8)
        inset = QVBoxLayout()
        inset.setContentsMargins(12, 0, 12, 0)
        inset.addWidget(self.search)
        layout.addLayout(inset)
        layout.addWidget(self.tree, 1)
        self.tree.clicked.connect(self._open)
        self.tree.activated.connect(self._open)

    def show_tree(self, model: IndicatorTree) -> None:
        """Show the rows of a tree."""
        self._model = model
        self._rows.setSourceModel(model)
        if self.tree.model() is not self._rows:
            self.tree.setModel(self._rows)
            # After the tree's own: a row can be opened once the tree has it.
            self._rows.rowsInserted.connect(self._unfold)
        self.tree.expandAll()
        self.select(*self._here)

    def _unfold(self, parent: QModelIndex, first: int, last: int) -> None:
        """Open a heading that comes with its rows, such as that of the favourites."""
        if not parent.isValid():
            for row in range(first, last + 1):
                self.tree.expand(self._rows.index(row, 0))

    def select(self, kind: str, row_id: str) -> None:
        """Mark the row of what is open; nothing is marked where it has no row."""
        self._here = (kind, row_id)
        rows = self._model.find(kind, row_id) if self._model else QModelIndex()
        index = self._rows.mapFromSource(rows)
        if index.isValid():
            # First, for to become current scrolls too, row by row.
            self._bring_into_sight(index)
            self.tree.setCurrentIndex(index)
        else:
            self.tree.clearSelection()
            self.tree.setCurrentIndex(QModelIndex())

    def _bring_into_sight(self, index: QModelIndex) -> None:
        """Scroll no further than needed to a row that can be seen in part, else to its middle."""
        seen, row = self.tree.viewport().rect(), self.tree.visualRect(index)
        if not seen.contains(row):
            hints = QTreeView.ScrollHint
            is_partly_seen = not row.isEmpty() and seen.intersects(row)
            self.tree.scrollTo(
                index, hints.EnsureVisible if is_partly_seen else hints.PositionAtCenter
            )

    def focus_search(self) -> None:
        """Put the cursor into the search field."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _open(self, index: QModelIndex) -> None:
        if index.flags() & Qt.ItemFlag.ItemIsSelectable:
            self.chosen.emit(str(index.data(TreeRole.KIND)), str(index.data(TreeRole.ID)))

    def _filter(self, text: str) -> None:
        self._rows.setFilterFixedString(text.strip())
        self.tree.expandAll()
        if not text:
            self.select(*self._here)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            watched is self.search
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
        ):
            if event.key() == Qt.Key.Key_Escape and self.search.text():
                self.search.clear()
                return True
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._step_into_tree(opens=event.key() != Qt.Key.Key_Down)
                return True
        return super().eventFilter(watched, event)

    def _step_into_tree(self, *, opens: bool) -> None:
        index = self.tree.indexAt(QPoint(20, 4))
        while index.isValid() and not index.flags() & Qt.ItemFlag.ItemIsSelectable:
            index = self.tree.indexBelow(index)
        if not index.isValid():
            return
        self.tree.setCurrentIndex(index)
        if opens:
            self._open(index)
        else:
            self.tree.setFocus(Qt.FocusReason.TabFocusReason)
