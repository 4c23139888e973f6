"""The palette that Ctrl+K opens: a field over the list of what was found."""

from typing import Final

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPoint,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLabel,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from mkbviewer.core.language import _, ngettext
from mkbviewer.core.search.findable import Hit, Kind
from mkbviewer.core.view import View
from mkbviewer.ui.look.icons import icon
from mkbviewer.ui.look.text_size import in_text
from mkbviewer.ui.widgets.announcing import announce
from mkbviewer.viewmodels.search.search import HitRole, Search, kind_word
from mkbviewer.viewmodels.table.text_table import Index

_ROW: Final = 46
_MOST_ROWS: Final = 9
_WIDTH, _TOP, _SIDE = 640, 48, 24
_ICON: Final = 17
_GAP: Final = 12
_MIDDLE_LEFT: Final = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_MIDDLE_RIGHT: Final = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
_ICONS: Final = {
    Kind.INDICATOR: "chart-line",
    Kind.TABLE: "table",
    Kind.COMMAND: "chevron-right",
    Kind.TOPIC: "folder",
    Kind.MEASURE: "scale",
    Kind.FACT: "pin",
    Kind.MEMBER: "funnel",
    Kind.DEFINITION: "info",
    Kind.VIEW: "eye",
    Kind.RECENT: "history",
}
_MOVES: Final = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class _Finds(QStyledItemDelegate):
    """Draws a find on two lines, with the icon of its kind before and the word after it."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, in_text(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        kind = Kind(index.data(HitRole.KIND))
        palette: QPalette = option.palette
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, palette.color(QPalette.ColorRole.AlternateBase))
            bar = QRect(rect.left(), rect.top(), 3, rect.height())
            painter.fillRect(bar, palette.color(QPalette.ColorRole.Highlight))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, palette.color(QPalette.ColorRole.Midlight))
        sign = QRect(rect.left() + 14, rect.center().y() - _ICON // 2, _ICON, _ICON)
        icon(_ICONS[kind], QPalette.ColorRole.PlaceholderText).paint(painter, sign)
        small = QFont(option.font)
        small.setPixelSize(in_text(12))
        inner = rect.adjusted(14 + _ICON + _GAP, 0, -14, 0)
        painter.setFont(small)
        painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
        word = kind_word(kind)
        painter.drawText(inner, _MIDDLE_RIGHT, word)
        inner.setRight(inner.right() - painter.fontMetrics().horizontalAdvance(word) - _GAP)
        detail = " ".join(str(index.data(HitRole.DETAIL)).split())
        lines = inner.adjusted(0, 5, 0, -5)
        half = lines.height() // 2
        if detail:
            _write(painter, lines.adjusted(0, half, 0, 0), detail)
            lines.setHeight(half)
        painter.setFont(option.font)
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        _write(painter, lines, str(index.data()))
        painter.restore()


def _write(painter: QPainter, rect: QRect, text: str) -> None:
    fitting = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, _MIDDLE_LEFT, fitting)


class SearchPanel(QFrame):
    """Shows what was found; stands over the window until Escape, a choice, or a click elsewhere.

    `chosen` carries the Hit that the user opens, `collected` one to be added to the comparison.
    """

    chosen = Signal(object)
    collected = Signal(object)

    def __init__(self, search: Search, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("search")
        self._search = search
        self._came_from: QWidget | None = None
        self.field = QLineEdit(self)
        self.field.setObjectName("search_field")
        self.field.setPlaceholderText(_("Indicator, table, sector, definition, command, view…"))
        self.field.setAccessibleName(_("Search in everything"))
        self.field.setClearButtonEnabled(True)
        sign = self.field.addAction(
            icon("search", QPalette.ColorRole.PlaceholderText),
            QLineEdit.ActionPosition.LeadingPosition,
        )
        sign.setText(_("Search"))
        self.list = QListView(self)
        self.list.setObjectName("finds")
        self.list.setAccessibleName(_("What was found"))
        self.list.setModel(search.hits)
        self.list.setItemDelegate(_Finds(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.foot = QLabel(self)
        self.foot.setObjectName("small")
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self.field)
        column.addWidget(self.list, 1)
        column.addWidget(self.foot)
        self.foot.setContentsMargins(14, 7, 14, 8)
        self.field.textChanged.connect(search.look_up)
        self.field.installEventFilter(self)
        self.list.clicked.connect(self._choose)
        search.changed.connect(self._follow)
        selection = self.list.selectionModel()
        selection.currentChanged.connect(lambda now, _before: self._tell(now))
        window.installEventFilter(self)
        self.hide()

    def open(self) -> None:
        """Show the palette with what was searched before, and put the cursor into it."""
        focused = QApplication.focusWidget()
        self._came_from = focused if focused is not self.field else self._came_from
        self.field.setText("")
        self._search.look_up("")
        self._place()
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._follow_focus, Qt.ConnectionType.UniqueConnection)

    def close_palette(self) -> None:
        """Hide it, and go back to where the cursor was."""
        if self.isHidden():
            return
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.disconnect(self._follow_focus)
        self.hide()
        before, self._came_from = self._came_from, None
        if before is not None and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    def _follow_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is not None and now is not self and not self.isAncestorOf(now):
            self._came_from = None
            self.close_palette()

    def _follow(self) -> None:
        """Follow what was found: the best is chosen, and the palette is as high as it needs."""
        model = self._search.hits
        count = model.rowCount()
        if count and self._search.text.strip():
            self.list.setCurrentIndex(model.index(0, 0))
        self.list.setVisible(count > 0)
        self.foot.setText(self._words(count))
        if not self.isHidden():
            self._place()

    def _words(self, count: int) -> str:
        if not self._search.text.strip():
            return _("↑ ↓ choose · Enter opens · Ctrl+Enter compares · Esc closes")
        if self._search.is_gathering:
            return _("The names are still being gathered…")
        if not count:
            return _("Nothing found. Try fewer letters, or a word in the other language.")
        found = ngettext("{count} found", "{count} found", count).format(count=count)
        if count <= _MOST_ROWS:
            return found
        return found + " · " + _("a second word narrows: a sector and a table")

    def _place(self) -> None:
        window = self.parentWidget()
        assert window is not None
        width = min(in_text(_WIDTH), window.width() - 2 * _SIDE)
        rows = min(_MOST_ROWS, self._search.hits.rowCount())
        row = in_text(_ROW)
        room = window.height() - _TOP - in_text(120)
        self.list.setFixedHeight(min(rows * row, max(row, room)))
        layout = self.layout()
        assert layout is not None
        layout.activate()
        height = self.field.sizeHint().height() + self.foot.sizeHint().height() + 2
        height += self.list.height() if rows else 0
        self.setGeometry((window.width() - width) // 2, _TOP, width, height)

    def _tell(self, now: QModelIndex) -> None:
        said = now.data(Qt.ItemDataRole.AccessibleTextRole) if now.isValid() else ""
        self.field.setAccessibleDescription(str(said or ""))
        announce(self.field, str(said or ""))

    def _choose(self, index: QModelIndex) -> None:
        hit = self._search.hits.hit(index.row())
        if hit is None:
            return
        if hit.kind is Kind.RECENT:
            self.field.setText(hit.title)
            return
        self._open(hit)

    def _collect(self, index: QModelIndex) -> None:
        hit = self._search.hits.hit(index.row())
        if hit is not None and hit.view is not None:
            self._search.remember(self._search.text)
            self.close_palette()
            self.collected.emit(hit.view)

    def view_at(self, place: QPoint) -> View | None:
        """What stands at a point of the list, to be dragged elsewhere; the palette gives way."""
        hit = self._search.hits.hit(self.list.indexAt(place).row())
        if hit is None or hit.view is None:
            return None
        QTimer.singleShot(0, self, self.close_palette)
        return hit.view

    def _open(self, hit: Hit) -> None:
        self._search.remember(self._search.text)
        self.close_palette()
        self.chosen.emit(hit)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.parentWidget():
            if event.type() == QEvent.Type.Resize and not self.isHidden():
                self._place()
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._handle_key(event)
        return super().eventFilter(watched, event)

    def _handle_key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.close_palette()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self._collect(self.list.currentIndex())
            else:
                self._choose(self.list.currentIndex())
        elif key in _MOVES:
            self._move(event)
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            # The field and its list are one control; whoever tabs on would lose it.
            pass
        else:
            return False
        return True

    def _move(self, event: QKeyEvent) -> None:
        model = self._search.hits
        if not model.rowCount():
            return
        row = self.list.currentIndex().row()
        step = {
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_PageUp: -_MOST_ROWS,
            Qt.Key.Key_PageDown: _MOST_ROWS,
        }[Qt.Key(event.key())]
        moved = min(max(row + step, 0), model.rowCount() - 1)
        self.list.setCurrentIndex(model.index(moved, 0))
