"""The list of the series of a comparison: to be moved, removed and opened."""

from PySide6.QtCore import QItemSelectionModel, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from mkbviewer.core.language import _
from mkbviewer.ui.charts.layout import wrap
from mkbviewer.ui.look.text_size import in_text
from mkbviewer.viewmodels.comparison.collected_rows import CollectedRole, CollectedRows
from mkbviewer.viewmodels.table.text_table import Index

_SIDE = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)


class _Rows(QStyledItemDelegate):
    """A series: a dot in its colour, what tells it from the others, and where it comes from."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, in_text(64))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        palette: QPalette = option.palette
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, palette.color(QPalette.ColorRole.AlternateBase))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(palette.color(QPalette.ColorRole.Highlight))
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
        colour = index.data(CollectedRole.COLOUR)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(
            QColor(colour) if colour else palette.color(QPalette.ColorRole.PlaceholderText)
        )
        line, dot = in_text(17), in_text(9)
        top = rect.top() + (rect.height() - 3 * line) // 2
        painter.drawEllipse(rect.left() + 6, top + line // 2 - dot // 2, dot, dot)
        inner = QRect(rect.left() + 6 + dot + 8, top, rect.width() - dot - 20, line)
        font = QFont(option.font)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        metrics = painter.fontMetrics()
        lines = wrap(str(index.data()), inner.width(), metrics.horizontalAdvance, 2)
        for text in lines:
            _write(painter, inner, text)
            inner.translate(0, line)
        painter.setFont(option.font)
        painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
        _write(painter, inner, str(index.data(CollectedRole.SOURCE)))
        painter.restore()


def _write(painter: QPainter, rect: QRect, text: str) -> None:
    cut = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, _SIDE, cut)


class SeriesList(QListView):
    """The series that were collected. Delete removes, Ctrl with up or down moves."""

    removed = Signal(object)
    moved = Signal(int, int)
    opened = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = CollectedRows(self)
        self.rows.moved.connect(self.moved)
        self.setModel(self.rows)
        self.setItemDelegate(_Rows(self))
        self.setObjectName("collected")
        self.setAccessibleName(_("Series of the comparison"))
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDropIndicatorShown(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.activated.connect(lambda index: self.opened.emit(index.row()))

    @property
    def chosen(self) -> tuple[int, ...]:
        """The rows that are selected, in order."""
        return tuple(sorted(index.row() for index in self.selectedIndexes()))

    def step(self, way: int) -> None:
        """Move the current series up (-1) or down (1)."""
        row = self.currentIndex().row()
        to = row + way
        if row >= 0 and 0 <= to < self.rows.rowCount():
            self.moved.emit(row, to)
            # Ctrl is held down, which would let go of what is selected.
            select = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.selectionModel().setCurrentIndex(self.rows.index(to, 0), select)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        with_control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self.chosen:
            self.removed.emit(self.chosen)
        elif with_control and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.step(-1 if event.key() == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)
