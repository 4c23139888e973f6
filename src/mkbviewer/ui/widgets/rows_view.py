"""A table of rows that are sorted, chosen and copied as a whole."""

from collections.abc import Mapping

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QKeySequence, QPainter, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from mkbviewer.ui.look.icons import icon
from mkbviewer.ui.look.text_size import hold, in_text
from mkbviewer.viewmodels.table.text_table import Index

ROW_HEIGHT = 28
_MEASURED_ROWS = 200
_NARROWEST, _WIDEST = 64, 170
_NARROWEST_STRETCHED = 80
_ROOM, _ROOM_FOR_ARROW, _PADDING = 26, 14, 22


class _Lines(QStyledItemDelegate):
    """Cells with a line under each row; the chosen row is tinted as a whole."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        palette: QPalette = option.palette
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, palette.color(QPalette.ColorRole.AlternateBase))
        painter.setPen(palette.color(QPalette.ColorRole.Midlight))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        inner = rect.adjusted(11, 0, -11, 0)
        text = painter.fontMetrics().elidedText(
            str(index.data() or ""), Qt.TextElideMode.ElideRight, inner.width()
        )
        side = index.data(Qt.ItemDataRole.TextAlignmentRole) or Qt.AlignmentFlag.AlignVCenter
        painter.drawText(inner, int(side), text)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(in_text(_NARROWEST), in_text(ROW_HEIGHT))


class _Headings(QHeaderView):
    """Headings over a line, with the direction of sorting beside the words."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(40)
        hold(self, "setFixedHeight", 34)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        palette, across = self.palette(), Qt.Orientation.Horizontal
        painter.save()
        painter.fillRect(rect, palette.color(QPalette.ColorRole.Base))
        painter.setPen(palette.color(QPalette.ColorRole.Mid))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        role = Qt.ItemDataRole.TextAlignmentRole
        side = Qt.AlignmentFlag(self.model().headerData(logicalIndex, across, role) or 0)
        is_right = bool(side & Qt.AlignmentFlag.AlignRight)
        font = self.font()
        font.setWeight(font.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        inner = rect.adjusted(11, 0, -11, 0)
        text = str(self.model().headerData(logicalIndex, across) or "")
        if self.isSortIndicatorShown() and self.sortIndicatorSection() == logicalIndex:
            inner.setRight(inner.right() - _ROOM_FOR_ARROW)
            place = QRect(inner.right() + 3, inner.center().y() - 6, 12, 12)
            if not is_right:
                width = painter.fontMetrics().horizontalAdvance(text)
                place.moveLeft(min(inner.left() + width + 3, place.left()))
            is_rising = self.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
            name = "arrow-up" if is_rising else "arrow-down"
            icon(name, QPalette.ColorRole.PlaceholderText).paint(painter, place)
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
        flag = Qt.AlignmentFlag.AlignRight if is_right else Qt.AlignmentFlag.AlignLeft
        painter.drawText(inner, int(flag | Qt.AlignmentFlag.AlignVCenter), shown)
        painter.restore()


_ORDERS = {
    Qt.Key.Key_Up: Qt.SortOrder.AscendingOrder,
    Qt.Key.Key_Down: Qt.SortOrder.DescendingOrder,
}


class RowsView(QTableView):
    """Rows of which one is chosen. `stretches` divides the spare width over columns.

    `spared` gives columns that are out of sight, not of copies, in less than that many pixels.
    `row_chosen` carries the row, or -1 where none is.
    """

    row_chosen = Signal(int)

    def __init__(
        self,
        name: str,
        stretches: Mapping[int, int],
        parent: QWidget | None = None,
        *,
        spared: Mapping[int, int] | None = None,
    ) -> None:
        super().__init__(parent)
        self._stretches = dict(stretches)
        self._spared = dict(spared or {})
        self.setAccessibleName(name)
        self.setItemDelegate(_Lines(self))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        hold(self.verticalHeader(), "setDefaultSectionSize", ROW_HEIGHT)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setHorizontalHeader(_Headings(self))

    def follow_clicks(self) -> None:
        """Sort by a column when its heading is clicked: rising first, and figures falling.

        Alt with up or down sorts by the column of the cursor, as in the table of figures.
        """
        self.horizontalHeader().setSectionsClickable(True)
        self.horizontalHeader().sectionClicked.connect(self._sort_by)

    @property
    def chosen_row(self) -> int:
        """The row that is chosen, or -1."""
        rows = self.selectionModel().selectedRows()
        return rows[0].row() if rows else -1

    def choose_row(self, row: int) -> None:
        """Choose a row and bring it into sight."""
        self.selectRow(row)
        self.scrollTo(self.model().index(row, 0))

    def watch_choice(self) -> None:
        """Tell from now on which row is chosen; call it once the model is there."""
        self.selectionModel().selectionChanged.connect(
            lambda *_all: self.row_chosen.emit(self.chosen_row)
        )

    def stretch(self, stretches: Mapping[int, int]) -> None:
        """Divide the spare width over other columns from now on."""
        self._stretches = dict(stretches)
        self.fit_columns()

    def fit_columns(self) -> None:
        """Give each column the width of its words, and what is left to those that stretch."""
        model = self.model()
        for column, shown_from in self._spared.items():
            self.setColumnHidden(column, self.viewport().width() < in_text(shown_from))
        columns = [one for one in range(model.columnCount()) if not self.isColumnHidden(one)]
        fixed = {one: self._width_of(one) for one in columns if one not in self._stretches}
        stretched = [one for one in columns if one in self._stretches]
        spare = self.viewport().width() - sum(fixed.values())
        shares = sum(self._stretches[one] for one in stretched) or 1
        for column, width in fixed.items():
            self.setColumnWidth(column, width)
        for column in stretched:
            share = spare * self._stretches[column] // shares
            least = max(in_text(_NARROWEST_STRETCHED), self._heading_width(column) + _PADDING)
            self.setColumnWidth(column, max(least, share))

    def copy(self) -> None:
        """Copy the chosen row, or all of them, with the headings."""
        model, row = self.model(), self.chosen_row
        columns = [
            one
            for one in range(model.columnCount())
            if one in self._spared or not self.isColumnHidden(one)
        ]
        across = Qt.Orientation.Horizontal
        lines = [[str(model.headerData(one, across) or "") for one in columns]]
        lines += [
            [str(model.index(each, one).data() or "") for one in columns]
            for each in (range(model.rowCount()) if row < 0 else (row,))
        ]
        QApplication.clipboard().setText("\n".join("\t".join(line) for line in lines))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        has_alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        order = _ORDERS.get(Qt.Key(event.key())) if has_alt else None
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif order is not None and self.horizontalHeader().sectionsClickable():
            self._sort(self.currentIndex().column(), order)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_columns()

    def follow_text(self) -> None:
        """Let the columns follow the size of text."""
        if self.model() is not None:
            self.fit_columns()

    def _width_of(self, column: int) -> int:
        model, metrics = self.model(), self.fontMetrics()
        rows = range(min(model.rowCount(), _MEASURED_ROWS))
        texts = {str(model.index(row, column).data() or "") for row in rows}
        widest = max((metrics.horizontalAdvance(text) for text in texts), default=0)
        widest = max(widest, self._heading_width(column) + _ROOM_FOR_ARROW)
        return max(in_text(_NARROWEST), min(widest + _ROOM, in_text(_WIDEST)))

    def _heading_width(self, column: int) -> int:
        font = self.font()
        font.setWeight(font.Weight.DemiBold)
        heading = str(self.model().headerData(column, Qt.Orientation.Horizontal) or "")
        return QFontMetrics(font).horizontalAdvance(heading)

    def _sort_by(self, column: int) -> None:
        header, model = self.horizontalHeader(), self.model()
        rising, falling = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
        side = model.headerData(
            column, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole
        )
        is_figure = bool(Qt.AlignmentFlag(side or 0) & Qt.AlignmentFlag.AlignRight)
        order = falling if is_figure else rising
        if header.isSortIndicatorShown() and header.sortIndicatorSection() == column:
            order = rising if header.sortIndicatorOrder() == falling else falling
        self._sort(column, order)
        self.scrollToTop()

    def _sort(self, column: int, order: Qt.SortOrder) -> None:
        if column < 0:
            return
        header = self.horizontalHeader()
        header.setSortIndicatorShown(True)
        header.setSortIndicator(column, order)
        self.model().sort(column, order)


def card_around(rows: RowsView, parent: QWidget) -> QFrame:
    """A card with nothing but these rows in it."""
    card = QFrame(parent)
    card.setObjectName("card")
    inside = QVBoxLayout(card)
    inside.setContentsMargins(1, 1, 1, 1)
    inside.addWidget(rows)
    return card
