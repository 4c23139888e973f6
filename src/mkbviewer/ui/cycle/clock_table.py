"""The series of the clock in a table: to choose which are shown, and to read where they stand."""

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPoint,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QHeaderView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from mkbviewer.core.cycle.weather import Weather
from mkbviewer.core.language import _
from mkbviewer.ui.cycle.weather_sign import paint_weather
from mkbviewer.ui.look.palette import LIGHT, Palette
from mkbviewer.ui.look.text_size import hold, in_text
from mkbviewer.viewmodels.cycle.cycle_table import Column, CycleRole, CycleTable
from mkbviewer.viewmodels.table.text_table import Index

_ROW_HEIGHT = 32
_SIGN = 19
_WIDTHS = {Column.FIGURE: 114, Column.LEVEL: 60, Column.CHANGE: 94, Column.STATE: 74}


class _States(QStyledItemDelegate):
    """The weather in the place of the words of a state, which the tooltip tells."""

    palette_in_use = LIGHT

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        bare = QStyleOptionViewItem(option)
        self.initStyleOption(bare, index)
        bare.text = ""
        style = bare.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, bare, painter, bare.widget)
        middle = option.rect.center()
        side = in_text(_SIGN)
        area = QRectF(middle.x() - side / 2, middle.y() - side / 2, side, side)
        told = str(index.data(CycleRole.WEATHER))
        painter.save()
        paint_weather(painter, area, Weather(told) if told else None, self.palette_in_use)
        painter.restore()


class ClockTable(QFrame):
    """A card with the table. `pointed` carries the key of the row under the mouse or the cursor.

    It carries "" where that is none. `picked` carries the key of a row that is clicked, or on which
    Space is pressed beside its name; `series_asked` one for which another series is asked.
    """

    pointed = Signal(str)
    picked = Signal(str)
    series_asked = Signal(str)

    def __init__(self, table: CycleTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._table = table
        self._marked = ""
        self._popup: QFrame | None = None
        self.view = QTableView(self)
        self.view.setModel(table)
        self.view.setAccessibleName(_("Indicators of the clock"))
        self.view.setShowGrid(False)
        self.view.setMouseTracking(True)
        self.view.setWordWrap(False)
        self.view.setTabKeyNavigation(False)
        self.view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.view.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.view.verticalHeader().hide()
        hold(self.view.verticalHeader(), "setDefaultSectionSize", _ROW_HEIGHT)
        self.view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head = self.view.horizontalHeader()
        head.setHighlightSections(False)
        hold(head, "setMinimumSectionSize", 66)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setSectionResizeMode(Column.NAME, QHeaderView.ResizeMode.Stretch)
        self._states = _States(self.view)
        self.view.setItemDelegateForColumn(Column.STATE, self._states)
        self.view.entered.connect(lambda index: self._point(table.key_at(index.row())))
        self.view.clicked.connect(self._pick)
        self.view.doubleClicked.connect(lambda index: self._ask(index.row()))
        self.view.selectionModel().currentRowChanged.connect(self._follow_cursor)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.customContextMenuRequested.connect(self._ask_at)
        self.view.viewport().installEventFilter(self)
        self.view.installEventFilter(self)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.view)
        table.modelReset.connect(self._fit)
        hold(self, "setFixedHeight", _ROW_HEIGHT * 14 + 12)

    def set_palette(self, palette: Palette) -> None:
        """Draw in the colours of this palette."""
        self._states.palette_in_use = palette
        self.view.viewport().update()

    def corner_of(self, key: str) -> QPoint:
        """Where a menu for a row opens, on the screen."""
        area = self.view.visualRect(self._table.index(self._table.row_of(key), Column.NAME))
        return self.view.viewport().mapToGlobal(area.bottomLeft())

    def mark(self, key: str) -> None:
        """Select the row of a series, or none."""
        if key == self._marked:
            return
        self._marked = key
        row = self._table.row_of(key)
        if row < 0:
            self.view.clearSelection()
        elif row == self.view.currentIndex().row():
            # The cursor stays in its column.
            flags = QItemSelectionModel.SelectionFlag
            cursor = self.view.currentIndex()
            self.view.selectionModel().select(cursor, flags.ClearAndSelect | flags.Rows)
        else:
            self.view.selectRow(row)

    def choose_under(self, button: QWidget) -> None:
        """Open the names with their checks in a popup under a button."""
        popup = QFrame(button, Qt.WindowType.Popup)
        popup.setObjectName("popup")
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        names = QListView(popup)
        names.setModel(self._table)
        names.setModelColumn(Column.NAME)
        names.setAccessibleName(_("Choose which indicators the clock shows"))
        inside = QVBoxLayout(popup)
        inside.setContentsMargins(5, 5, 5, 5)
        inside.addWidget(names)
        height = names.sizeHintForRow(0) * self._table.rowCount() + 24
        popup.setFixedSize(names.sizeHintForColumn(0) + 60, height)
        corner = button.mapToGlobal(QPoint(0, button.height() + 4))
        corner.setX(corner.x() + button.width() - popup.width())
        popup.move(corner)
        popup.show()
        names.setFocus(Qt.FocusReason.PopupFocusReason)
        self._popup = popup

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave and watched is self.view.viewport():
            self._point("")
        if event.type() == QEvent.Type.MouseMove and isinstance(event, QMouseEvent):
            index = self.view.indexAt(event.position().toPoint())
            if not index.isValid() and watched is self.view.viewport():
                self._point("")
        if event.type() == QEvent.Type.FocusOut and watched is self.view:
            self._point("")
        if isinstance(event, QKeyEvent) and _asks_to_copy(event):
            self.copy()
            return True
        if isinstance(event, QKeyEvent) and _asks_to_choose(event):
            self._ask(self.view.currentIndex().row())
            return True
        if isinstance(event, QKeyEvent) and _asks_to_pick(event, self.view.currentIndex()):
            self._pick(self.view.currentIndex())
            return True
        return super().eventFilter(watched, event)

    def copy(self) -> None:
        """Copy all of it with its headings, as a spreadsheet takes it."""
        table = self._table
        heads = [str(table.headerData(column, Qt.Orientation.Horizontal)) for column in Column]
        lines = ["\t".join(heads)]
        for row in range(table.rowCount()):
            cells = [str(table.data(table.index(row, column)) or "") for column in Column]
            lines.append("\t".join(cells))
        QApplication.clipboard().setText("\n".join(lines))

    def _ask_at(self, spot: QPoint) -> None:
        self._ask(self.view.indexAt(spot).row())

    def _ask(self, row: int) -> None:
        key = self._table.key_at(row)
        if key:
            self.series_asked.emit(key)

    def _pick(self, index: QModelIndex) -> None:
        if index.column() != Column.NAME:  # there a click may be on the check beside the name
            self.picked.emit(self._table.key_at(index.row()))

    def _follow_cursor(self, now: QModelIndex) -> None:
        if self.view.hasFocus():
            self._point(self._table.key_at(now.row()))

    def _point(self, key: str) -> None:
        if key != self._marked:
            self.pointed.emit(key)

    def follow_text(self) -> None:
        """Let the columns follow the size of text."""
        self._fit()

    def _fit(self) -> None:
        head = self.view.horizontalHeader()
        for column, width in _WIDTHS.items():
            head.resizeSection(column, in_text(width))


def _asks_to_copy(event: QKeyEvent) -> bool:
    is_press = event.type() == QEvent.Type.KeyPress
    return is_press and event.matches(QKeySequence.StandardKey.Copy)


def _asks_to_choose(event: QKeyEvent) -> bool:
    is_press = event.type() == QEvent.Type.KeyPress
    return is_press and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def _asks_to_pick(event: QKeyEvent, at: QModelIndex) -> bool:
    """Space beside the name; on the name it puts its check on or off."""
    is_press = event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Space
    return is_press and at.isValid() and at.column() != Column.NAME
