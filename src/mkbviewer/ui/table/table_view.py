"""The table of a page, linked with its chart."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
)
from PySide6.QtWidgets import QApplication, QHeaderView, QTableView, QWidget

from mkbviewer.core.frame import Frame
from mkbviewer.core.kept.keepsake import ShownNote
from mkbviewer.core.language import _
from mkbviewer.core.recipes.parts import Addition
from mkbviewer.core.table.table_choice import DEFAULT_TABLE, TableChoice, TableForm
from mkbviewer.core.words.tab_separated import CopyNotation, join_lines, write_words
from mkbviewer.ui.look.text_size import hold, in_text
from mkbviewer.ui.table.column_widths import MOST_FITTED, fit_columns
from mkbviewer.ui.table.table_cells import ROW_HEIGHT, TableCells
from mkbviewer.ui.table.table_headings import NARROWEST, TableHeader
from mkbviewer.ui.table.table_menu import make_menu
from mkbviewer.ui.table.table_selection import ranges_of, read_selection, select_marked
from mkbviewer.viewmodels.table.observation_table import ObservationTable
from mkbviewer.viewmodels.table.table_layout import Place

_ASCENDING, _DESCENDING = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder


class TableView(QTableView):
    """Figures in the form that is chosen.

    `hovered` carries a row of the frame and a series' key, either of them None;
    `periods_selected` rows of the frame, `series_selected` keys; `choice_changed` the TableChoice
    that the user makes in the table itself; `note_asked` a row and a key, where it `takes_notes`.
    """

    hovered = Signal(object, object)
    periods_selected = Signal(object)
    series_selected = Signal(object)
    choice_changed = Signal(object)
    note_asked = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Table of figures"))
        self.notation = CopyNotation.DUTCH
        self.takes_notes = self.copies_notes = False
        self.pointed_row = -1
        self.pointed_cell = (-1, -1)
        self._pointed: tuple[int | None, int | None] = (None, None)
        self._marked: tuple[frozenset[int], frozenset[int]] = (frozenset(), frozenset())
        self._fitted: tuple[tuple[object, ...], list[int], int] | None = None
        self._is_following = False
        self.table = ObservationTable(self)
        self._heading = TableHeader(self)
        self.setHorizontalHeader(self._heading)
        self.setModel(self.table)
        self.setItemDelegate(TableCells(self))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setSortingEnabled(False)
        self.setAlternatingRowColors(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        hold(self.verticalHeader(), "setDefaultSectionSize", ROW_HEIGHT)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._heading.sectionClicked.connect(self._sort_by)
        self._heading.pointed.connect(self._tell_heading)
        self._heading.asked.connect(self.selectColumn)
        self._heading.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._heading.customContextMenuRequested.connect(self._open_menu_of_column)
        self.selectionModel().selectionChanged.connect(self._tell_selection)

    def show_frame(
        self,
        frame: Frame,
        colours: Mapping[str, str],
        choice: TableChoice = DEFAULT_TABLE,
        addition: Addition | None = None,
        notes: Sequence[ShownNote] = (),
    ) -> None:
        """Show a frame and the notes on it; `colours` gives a series' colour by its key."""
        self._heading.colours = colours
        self._forget_pointed()
        self._is_following = True
        self.table.show(frame, choice, addition, notes)
        self._is_following = False
        self._follow_choice()

    def show_choice(self, choice: TableChoice) -> None:
        """Show the same figures as they are chosen now."""
        if choice == self.table.choice:
            return
        self._forget_pointed()
        self._is_following = True
        # What is selected would be moved along cell by cell: marks bring it back sooner.
        self.clearSelection()
        self.table.arrange(choice)
        self._is_following = False
        self._follow_choice()
        rows, columns = self._marked
        frame = self.table.frame
        if frame is not None and (rows or columns):
            keys = tuple(frame.series[at].key for at in sorted(columns))
            self.mark(tuple(sorted(rows)), keys)

    def point_at(self, row: int | None, key: str | None) -> None:
        """Tint the figures that are pointed at elsewhere."""
        column = self._frame_column(key)
        before, self._pointed = self.pointed_row, (row, column)
        self._heading.point_at(key)
        self.pointed_row = -1 if row is None else self.table.row_of(row, column or 0)
        self.pointed_cell = (self.pointed_row, (self.table.column_of(key) or -1) if key else -1)
        if self.pointed_row >= 0 and not self.underMouse():
            self.scrollTo(self.table.index(self.pointed_row, 0))
        if self.table.choice.form is not TableForm.PERIODS:
            self.viewport().update()
            return
        for one in {before, self.pointed_row} - {-1}:
            top, height = self.rowViewportPosition(one), self.rowHeight(one)
            self.viewport().update(0, top, self.viewport().width(), height)

    @property
    def tints_cells(self) -> bool:
        """Whether any cell is pointed at or marked without being selected."""
        return self._pointed != (None, None) or any(self._marked)

    def is_pointed(self, place: Place) -> tuple[bool, bool]:
        """Whether a cell is to be tinted, and whether it is the very one pointed at."""
        row, column = self._pointed
        has_row = row is not None and place.row == row
        has_column = column is not None and place.column == column
        match self.table.choice.form:
            case TableForm.PERIODS:
                return has_row, has_row and has_column
            case TableForm.SERIES:
                return has_row or has_column, has_row and has_column
            case TableForm.LONG:
                return has_row and (column is None or has_column), False

    def is_marked(self, place: Place) -> bool:
        """Whether a cell is to be tinted where what is marked is not selected cell by cell."""
        rows, columns = self._marked
        if self.table.choice.form is not TableForm.LONG or not (rows or columns):
            return False
        return (not rows or place.row in rows) and (not columns or place.column in columns)

    def mark(self, rows: tuple[int, ...], keys: tuple[str, ...]) -> None:
        """Select what is marked: rows of the frame, and series where no row is."""
        found = [at for key in keys if (at := self._frame_column(key)) is not None]
        self._marked = (frozenset(rows), frozenset(found))
        self.viewport().update()
        if self.table.arranged is None or self._selected() == (rows, keys):
            return
        wanted = select_marked(self.table, rows, found)
        self._is_following = True
        self.selectionModel().select(wanted, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self._is_following = False
        if not wanted.isEmpty() and not self.hasFocus():
            first = min(ranges_of(wanted), key=lambda one: one.top()).topLeft()
            self.scrollTo(first)

    def copy(self, notation: CopyNotation | None = None) -> None:
        """Copy what is selected, or all of it, with its headings."""
        used = notation or self.notation
        ranges = ranges_of(self.selectionModel().selection())
        if not ranges:
            self.copy_all(used)
            return
        if len({(one.left(), one.right()) for one in ranges}) == 1:
            lines = sorted({row for one in ranges for row in range(one.top(), one.bottom() + 1)})
            columns = range(ranges[0].left(), ranges[0].right() + 1)
            text = self.table.copy_block(lines, columns, used)
        else:
            text = self.table.copy_text(self.selectionModel().selectedIndexes(), used)
        nowhere = QModelIndex()
        self._put_on_clipboard(
            text, lambda row, at: any(one.contains(row, at, nowhere) for one in ranges)
        )

    def copy_all(self, notation: CopyNotation | None = None) -> None:
        """Copy the whole table, whatever is selected."""
        rows, columns = range(self.table.rowCount()), range(self.table.columnCount())
        text = self.table.copy_block(rows, columns, notation or self.notation)
        self._put_on_clipboard(text, lambda _row, _at: True)

    def _put_on_clipboard(self, text: str, has_cell: Callable[[int, int], bool]) -> None:
        notes = self.table.notes_among(has_cell) if self.copies_notes else ()
        told = join_lines([[""], *([write_words(one)] for one in notes)]) if notes else ""
        QApplication.clipboard().setText(text + told)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        index = self.indexAt(event.position().toPoint())
        self._tell_hovered(
            self.table.place(index.row(), index.column()) if index.isValid() else None
        )

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.hovered.emit(None, None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = event.modifiers()
        has_alt = bool(held & Qt.KeyboardModifier.AltModifier)
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() == Qt.Key.Key_Escape:
            self.clearSelection()
        elif has_alt and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            order = _ASCENDING if event.key() == Qt.Key.Key_Up else _DESCENDING
            self.sort_column(self.currentIndex().column(), order)
        elif event.key() == Qt.Key.Key_Space and held & Qt.KeyboardModifier.ControlModifier:
            here = self.currentIndex()
            self.selectColumn(here.column())
            stay = QItemSelectionModel.SelectionFlag.NoUpdate
            self.selectionModel().setCurrentIndex(here, stay)
        elif event.key() == Qt.Key.Key_Space and held & Qt.KeyboardModifier.ShiftModifier:
            self.selectRow(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index = self.currentIndex()
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            index = self.indexAt(event.pos())
        menu = make_menu(self, index.row(), index.column())
        menu.exec(event.globalPos())

    def _open_menu_of_column(self, place: QPoint) -> None:
        menu = make_menu(self, -1, self._heading.logicalIndexAt(place))
        menu.exec(self._heading.viewport().mapToGlobal(place))

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

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit_columns()

    def follow_text(self) -> None:
        """Let the columns follow the size of text."""
        self._fitted = None
        self._fit_columns()

    def _frame_column(self, key: str | None) -> int | None:
        frame = self.table.frame
        if frame is None or not key:
            return None
        return next((at for at, one in enumerate(frame.series) if one.key == key), None)

    def _forget_pointed(self) -> None:
        self._pointed, self.pointed_row, self.pointed_cell = (None, None), -1, (-1, -1)

    def _follow_choice(self) -> None:
        self._heading.setSortIndicatorShown(self.table.sorted_by[0] >= 0)
        self._heading.setSortIndicator(*self.table.sorted_by)
        self._fit_columns()
        self._heading.viewport().update()

    def _fit_columns(self) -> None:
        arranged, count = self.table.arranged, self.table.columnCount()
        if arranged is None or count < 2:
            return
        if count > MOST_FITTED:
            self._heading.show_lines(2)
            self._heading.setDefaultSectionSize(in_text(NARROWEST))
        columns = [arranged.column(at) for at in range(count)]
        labels = tuple(one.label for one in arranged.frame.series)
        room = self.viewport().width()
        wanted = (room, arranged.names, labels, *((one.name, one.heading) for one in columns))
        if self._fitted is None or self._fitted[0] != wanted:
            metrics = self.fontMetrics()
            widths = fit_columns(columns, arranged.names, labels, metrics, self._heading, room)
            self._fitted = wanted, widths, self._heading.lines
        _same, widths, lines = self._fitted
        self._heading.show_lines(lines)
        for at, width in enumerate(widths):
            self.setColumnWidth(at, width)

    def changeEvent(self, event: QEvent) -> None:
        self._fitted = None  # In another font all words are as wide as they are there.
        super().changeEvent(event)

    def _sort_by(self, column: int) -> None:
        at, order = self.table.sorted_by
        is_falling = at == column and order == _DESCENDING
        self.sort_column(column, _ASCENDING if is_falling else _DESCENDING)

    def sort_column(self, column: int, order: Qt.SortOrder) -> None:
        """Sort the rows by a column."""
        arranged = self.table.arranged
        if arranged is None or not 0 <= column < len(arranged.columns):
            self._follow_choice()
            return
        self.choose(self.table.sorted_choice(column, order))

    def choose(self, choice: TableChoice) -> None:
        """Arrange the table otherwise, and tell that the user did."""
        self.show_choice(choice)
        self._follow_choice()
        self.choice_changed.emit(choice)

    def _tell_heading(self, column: int) -> None:
        arranged = self.table.arranged
        is_there = arranged is not None and 0 <= column < len(arranged.columns)
        if arranged is None or not is_there or not len(arranged.order):
            self.hovered.emit(None, None)
            return
        place = arranged.place(0, column)
        is_by_period = arranged.choice.form is TableForm.PERIODS
        row = None if is_by_period or not place.is_figure else place.row
        at = place.column if is_by_period else None
        self._tell_hovered(Place(row, at))

    def _tell_hovered(self, place: Place | None) -> None:
        frame = self.table.frame
        if place is None or frame is None:
            self.hovered.emit(None, None)
            return
        key = None if place.column is None else frame.series[place.column].key
        self.hovered.emit(place.row, key)

    def _selected(self) -> tuple[tuple[int, ...], tuple[str, ...]]:
        """Which periods and which series are selected, as rows of the frame and as keys."""
        arranged = self.table.arranged
        if arranged is None:
            return (), ()
        return read_selection(arranged, ranges_of(self.selectionModel().selection()))

    def _tell_selection(self) -> None:
        if self._is_following:
            return
        rows, keys = self._selected()
        self.periods_selected.emit(rows)
        self.series_selected.emit(keys)
