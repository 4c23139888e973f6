"""The table of a page, linked with its chart."""

from collections.abc import Mapping

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
)
from PySide6.QtWidgets import (
    QApplication,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from mkbviewer.core.frame import Frame
from mkbviewer.core.language import _
from mkbviewer.ui.icons import icon
from mkbviewer.ui.text_size import hold, in_text
from mkbviewer.viewmodels.observation_table import ObservationTable, SeriesKeyRole

ROW_HEIGHT = 26
_NARROWEST, _WIDEST, _WIDEST_EXTRA = 96, 260, 160
_PERIOD_WIDTH = 150

_PERIOD_SIDE = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_FIGURE_SIDE = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

Index = QModelIndex | QPersistentModelIndex


class _Header(QHeaderView):
    """Column headings with a dot in the series' colour, and the direction of sorting."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.colours: Mapping[str, str] = {}
        self.setAccessibleName(_("Headings; choose one to sort"))
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setStretchLastSection(False)
        self.setMinimumSectionSize(_NARROWEST)
        hold(self, "setFixedHeight", 34)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        palette = self.palette()
        painter.save()
        painter.fillRect(rect, palette.color(QPalette.ColorRole.Base))
        painter.setPen(palette.color(QPalette.ColorRole.Mid))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        model = self.model()
        text = str(model.headerData(logicalIndex, Qt.Orientation.Horizontal) or "")
        key = model.headerData(logicalIndex, Qt.Orientation.Horizontal, SeriesKeyRole)
        font = self.font()
        font.setWeight(font.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        inner = rect.adjusted(12, 0, -12, 0)
        if self.isSortIndicatorShown() and self.sortIndicatorSection() == logicalIndex:
            is_rising = self.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
            place = QRect(inner.right() - 11, inner.center().y() - 6, 12, 12)
            if logicalIndex == 0:
                width = painter.fontMetrics().horizontalAdvance(text)
                place.moveLeft(inner.left() + width + 5)
            else:
                inner.setRight(inner.right() - 15)
            name = "arrow-up" if is_rising else "arrow-down"
            icon(name, QPalette.ColorRole.PlaceholderText).paint(painter, place)
        colour = self.colours.get(str(key)) if key else None
        room = inner.width() - (15 if colour else 0)
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room)
        side = Qt.AlignmentFlag.AlignLeft if logicalIndex == 0 else Qt.AlignmentFlag.AlignRight
        painter.drawText(inner, int(side | Qt.AlignmentFlag.AlignVCenter), shown)
        if colour:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colour))
            left = inner.right() - painter.fontMetrics().horizontalAdvance(shown) - 15
            painter.drawEllipse(left, inner.center().y() - 4, 9, 9)
        painter.restore()


class _Cells(QStyledItemDelegate):
    """Cells with a line under each row; the row that the chart points at is tinted."""

    def __init__(self, view: "TableView") -> None:
        super().__init__(view)
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        palette: QPalette = option.palette
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        row, column = index.row(), index.column()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, palette.color(QPalette.ColorRole.AlternateBase))
        elif row == self._view.pointed_row:
            painter.fillRect(rect, palette.color(QPalette.ColorRole.Midlight))
        painter.setPen(palette.color(QPalette.ColorRole.Midlight))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(palette.color(QPalette.ColorRole.Highlight))
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
        font = self._view.font()
        if self._view.pointed_cell == (row, column):
            font.setWeight(font.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        inner = rect.adjusted(12, 0, -12, 0)
        text = str(self._view.table.data(index) or "")
        metrics = painter.fontMetrics()
        if metrics.horizontalAdvance(text) > inner.width():
            text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, _PERIOD_SIDE if column == 0 else _FIGURE_SIDE, text)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(in_text(_NARROWEST), in_text(ROW_HEIGHT))


class TableView(QTableView):
    """Periods by series.

    `hovered` carries a row of the frame and a series' key, or None twice; `periods_selected` rows
    of the frame, `series_selected` keys.
    """

    hovered = Signal(object, object)
    periods_selected = Signal(object)
    series_selected = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Table of figures"))
        self.pointed_row = -1
        self.pointed_cell = (-1, -1)
        self._is_following = False
        self.table = ObservationTable(self)
        self._heading = _Header(self)
        self.setHorizontalHeader(self._heading)
        self.setModel(self.table)
        self.setItemDelegate(_Cells(self))
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setSortingEnabled(False)
        self.setAlternatingRowColors(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        hold(self.verticalHeader(), "setDefaultSectionSize", ROW_HEIGHT)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._heading.sectionClicked.connect(self._sort_by)
        self.selectionModel().selectionChanged.connect(self._tell_selection)

    def show_frame(self, frame: Frame, colours: Mapping[str, str]) -> None:
        """Show a frame; `colours` gives the colour of a series by its key."""
        self._heading.colours = colours
        self.pointed_row, self.pointed_cell = -1, (-1, -1)
        self._is_following = True
        self.table.show(frame)
        self._is_following = False
        self._heading.setSortIndicatorShown(True)
        self._heading.setSortIndicator(*self.table.sorted_by)
        self._fit_columns()
        self._heading.viewport().update()

    def point_at(self, row: int | None, key: str | None) -> None:
        """Tint the row of the frame that the chart points at."""
        before = self.pointed_row
        self.pointed_row = -1 if row is None else self.table.model_row(row)
        column = self._column_of(key) if key else -1
        self.pointed_cell = (self.pointed_row, column)
        if self.pointed_row >= 0 and not self.underMouse():
            self.scrollTo(self.table.index(self.pointed_row, 0))
        for one in {before, self.pointed_row} - {-1}:
            top, height = self.rowViewportPosition(one), self.rowHeight(one)
            self.viewport().update(0, top, self.viewport().width(), height)

    def mark(self, rows: tuple[int, ...], keys: tuple[str, ...]) -> None:
        """Select what is marked: rows of the frame, and series where no row is."""
        wanted = QItemSelection()
        last = self.table.columnCount() - 1
        for row in rows:
            place = self.table.model_row(row)
            wanted.select(self.table.index(place, 0), self.table.index(place, last))
        if not rows:
            for key in keys:
                column = self._column_of(key)
                bottom = self.table.rowCount() - 1
                wanted.select(self.table.index(0, column), self.table.index(bottom, column))
        if wanted == self.selectionModel().selection():
            return
        self._is_following = True
        self.selectionModel().select(wanted, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self._is_following = False

    def copy(self) -> None:
        """Copy what is selected, or all of it, with its headings."""
        indexes = self.selectionModel().selectedIndexes()
        if not indexes:
            rows, columns = range(self.table.rowCount()), range(self.table.columnCount())
            indexes = [self.table.index(row, column) for row in rows for column in columns]
        QApplication.clipboard().setText(self.table.copy_text(indexes))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid():
            key = self.table.headerData(index.column(), Qt.Orientation.Horizontal, SeriesKeyRole)
            self.hovered.emit(self.table.frame_row(index.row()), key or None)
        else:
            self.hovered.emit(None, None)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.hovered.emit(None, None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() == Qt.Key.Key_Escape:
            self.clearSelection()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        end = self._heading.length() - self._heading.offset()
        width = self.viewport().width()
        if end >= width:
            return
        # Where the columns end before the card does, the lines under the rows go on.
        painter = QPainter(self.viewport())
        painter.setPen(self.palette().color(QPalette.ColorRole.Midlight))
        first = max(0, self.rowAt(0))
        for row in range(first, self.table.rowCount()):
            bottom = self.rowViewportPosition(row) + self.rowHeight(row) - 1
            if bottom > self.viewport().height():
                break
            painter.drawLine(end, bottom, width, bottom)
        painter.end()

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._fit_columns()

    def _column_of(self, key: str) -> int:
        for column in range(1, self.table.columnCount()):
            if self.table.headerData(column, Qt.Orientation.Horizontal, SeriesKeyRole) == key:
                return column
        return -1

    def _fit_columns(self) -> None:
        columns = self.table.columnCount()
        if columns < 2:
            return
        metrics = self._heading.fontMetrics()
        wanted = [_PERIOD_WIDTH]
        for column in range(1, columns):
            text = str(self.table.headerData(column, Qt.Orientation.Horizontal) or "")
            width = metrics.horizontalAdvance(text) + 62
            wanted.append(max(_NARROWEST, min(width, _WIDEST)))
        spare = self.viewport().width() - sum(wanted)
        if spare < 0:
            share = (self.viewport().width() - _PERIOD_WIDTH) // (columns - 1)
            wanted[1:] = [max(_NARROWEST, min(width, share)) for width in wanted[1:]]
            spare = self.viewport().width() - sum(wanted)
        extra = min(max(0, spare) // columns, _WIDEST_EXTRA)
        for column, width in enumerate(wanted):
            self.setColumnWidth(column, width + extra)

    def _sort_by(self, column: int) -> None:
        header = self._heading
        is_same = header.isSortIndicatorShown() and header.sortIndicatorSection() == column
        order = (
            Qt.SortOrder.AscendingOrder
            if is_same and header.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder
            else Qt.SortOrder.DescendingOrder
        )
        header.setSortIndicatorShown(True)
        header.setSortIndicator(column, order)
        self.table.sort(column, order)

    def _tell_selection(self) -> None:
        if self._is_following:
            return
        selection = self.selectionModel().selection()
        ranges = [selection.at(place) for place in range(selection.count())]
        whole = self.table.rowCount()
        series: list[str] = []
        rows: set[int] = set()
        for each in ranges:
            if each.height() == whole and whole > 1:
                for column in range(max(1, each.left()), each.right() + 1):
                    key = self.table.headerData(column, Qt.Orientation.Horizontal, SeriesKeyRole)
                    series.append(str(key))
            else:
                rows.update(range(each.top(), each.bottom() + 1))
        self.periods_selected.emit(tuple(self.table.frame_row(row) for row in sorted(rows)))
        self.series_selected.emit(tuple(series))
