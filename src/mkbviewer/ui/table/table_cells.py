"""The cells of the table of a page, with the notes on them."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from mkbviewer.ui.look.text_size import in_text
from mkbviewer.ui.table.table_headings import NARROWEST
from mkbviewer.viewmodels.table.text_table import LEFT, RIGHT, Index

if TYPE_CHECKING:
    from mkbviewer.ui.table.table_view import TableView

ROW_HEIGHT = 26
_AT_RIGHT, _AT_LEFT = int(RIGHT), int(LEFT)
_SELECTED = QStyle.StateFlag.State_Selected.value
_HAS_FOCUS = QStyle.StateFlag.State_HasFocus.value


def paint_note(painter: QPainter, numbers: str, room: QRect) -> None:
    """The numbers of notes on a disc at the right of a room, as they stand in the chart."""
    font = painter.font()
    font.setPixelSize(round(0.8 * painter.fontInfo().pixelSize()))
    font.setWeight(font.Weight.DemiBold)
    painter.save()
    painter.setFont(font)
    metrics = painter.fontMetrics()
    height = min(metrics.height() + 1, room.height() - 4)
    width = max(height, metrics.horizontalAdvance(numbers) + in_text(8))
    disc = QRect(0, 0, width, height)
    disc.moveCenter(room.center())
    disc.moveRight(room.right())
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    # That of the program: the style sheet gives tables a paler colour of what is selected.
    palette = QApplication.palette()
    painter.setBrush(palette.color(QPalette.ColorRole.Highlight))
    painter.drawRoundedRect(disc, height / 2, height / 2)
    painter.setPen(palette.color(QPalette.ColorRole.HighlightedText))
    painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, numbers)
    painter.restore()


class TableCells(QStyledItemDelegate):
    """Cells with a line under each row; what is marked or pointed at elsewhere is tinted."""

    def __init__(self, view: "TableView") -> None:
        super().__init__(view)
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        view, table = self._view, self._view.table
        arranged = table.arranged
        if arranged is None:
            return
        palette: QPalette = option.palette
        rect: QRect = option.rect
        state: int = option.state.value
        row, column = index.row(), index.column()
        is_marked = is_pointed = is_the_cell = False
        if view.tints_cells:
            place = arranged.place(row, column)
            is_marked = view.is_marked(place)
            is_pointed, is_the_cell = view.is_pointed(place)
        if state & _SELECTED or is_marked:
            painter.fillRect(rect, palette.color(QPalette.ColorRole.AlternateBase))
        elif is_pointed:
            painter.fillRect(rect, palette.color(QPalette.ColorRole.Midlight))
        painter.setPen(palette.color(QPalette.ColorRole.Midlight))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if row == len(arranged.order):
            painter.setPen(palette.color(QPalette.ColorRole.Mid))
            painter.drawLine(rect.topLeft(), rect.topRight())
        if state & _HAS_FOCUS:
            # Not the paler colour that the style sheet gives tables: it is seen on no ground.
            painter.setPen(QApplication.palette().color(QPalette.ColorRole.Highlight))
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
        font = view.font()
        if is_the_cell or arranged.is_total(row, column):
            font.setWeight(font.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        inner = rect.adjusted(12, 0, -12, 0)
        text = table.text(row, column)
        metrics = painter.fontMetrics()
        if metrics.horizontalAdvance(text) > inner.width():
            text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
        is_figure = arranged.column(column).is_figure
        painter.drawText(inner, _AT_RIGHT if is_figure else _AT_LEFT, text)
        if notes := table.numbers_of_notes(row, column):
            right = inner.right() - metrics.horizontalAdvance(text) - in_text(6)
            room = QRect(rect.topLeft(), QPoint(right, rect.bottom()))
            paint_note(painter, notes, room)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(in_text(NARROWEST), in_text(ROW_HEIGHT))
