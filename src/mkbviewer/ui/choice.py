"""A button that shows what is chosen and opens a list to choose from, with a search when long."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from mkbviewer.core.language import _, ngettext
from mkbviewer.ui.icons import icon

SEARCH_FROM = 10
"""The number of options from which the list can be searched."""

HEIGHT = 30
WIDEST = 190
"""Pixels of text on the button, at most; longer ones are cut."""

_KEY = Qt.ItemDataRole.UserRole
_ROWS_SHOWN = 12
_NARROWEST_NAME = 70
_WIDEST_LIST = 520


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose: its key, its words, and a note for the tooltip."""

    key: str
    label: str
    note: str = ""


class _Popup(QFrame):
    """The list under the button. With `several`, each option can be checked."""

    picked = Signal(object)

    def __init__(self, button: QWidget, *, several: bool) -> None:
        super().__init__(button, Qt.WindowType.Popup)
        self.setObjectName("popup")
        self._several = several
        self._model = QStandardItemModel(self)
        self._search = QLineEdit(self)
        self._search.setPlaceholderText(_("Search"))
        self._search.setAccessibleName(_("Search"))
        self._search.setClearButtonEnabled(True)
        self._search.textEdited.connect(self._filter)
        self._search.installEventFilter(self)
        self._list = QListView(self)
        self._list.setModel(self._model)
        self._list.setUniformItemSizes(True)
        self._list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self._list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.clicked.connect(self._pick)
        self._list.installEventFilter(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        layout.setSpacing(6)
        layout.addWidget(self._search)
        layout.addWidget(self._list)
        if several:
            layout.addLayout(self._make_buttons())

    def _make_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        everything = QPushButton(_("All"), self)
        everything.clicked.connect(lambda: self._check_all(Qt.CheckState.Checked))
        nothing = QPushButton(_("Only the first"), self)
        nothing.clicked.connect(lambda: self._check_all(Qt.CheckState.Unchecked))
        row.addWidget(everything)
        row.addWidget(nothing)
        row.addStretch()
        return row

    def show_options(self, name: str, options: Sequence[Option], chosen: Sequence[str]) -> None:
        """Fill the list."""
        self._list.setAccessibleName(name)
        self._model.clear()
        for option in options:
            item = QStandardItem(option.label)
            item.setData(option.key, _KEY)
            item.setToolTip(option.note or option.label)
            if self._several:
                item.setCheckable(True)
                item.setCheckState(
                    Qt.CheckState.Checked if option.key in chosen else Qt.CheckState.Unchecked
                )
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsUserCheckable)
            self._model.appendRow(item)
        self._search.setVisible(len(options) >= SEARCH_FROM)
        row = next((i for i, option in enumerate(options) if option.key in chosen), 0)
        self._list.setCurrentIndex(self._model.index(row, 0))

    def open_under(self, button: QWidget) -> None:
        """Show the list under its button, inside the screen."""
        self._search.clear()
        self._filter("")
        rows = min(self._model.rowCount(), _ROWS_SHOWN)
        height = max(self._list.sizeHintForRow(0), 24) * rows + 8
        wanted = self._list.sizeHintForColumn(0) + 44
        self._list.setFixedSize(max(180, button.width(), min(wanted, _WIDEST_LIST)), height)
        self.adjustSize()
        place = button.mapToGlobal(QPoint(0, button.height() + 2))
        screen = button.screen().availableGeometry()
        place.setX(max(screen.left(), min(place.x(), screen.right() - self.width())))
        if place.y() + self.height() > screen.bottom():
            place.setY(max(screen.top(), button.mapToGlobal(QPoint(0, 0)).y() - self.height() - 2))
        self.move(place)
        self.show()
        (self._search if self._search.isVisible() else self._list).setFocus()
        self._list.scrollTo(self._list.currentIndex(), QListView.ScrollHint.PositionAtCenter)

    def _filter(self, text: str) -> None:
        wanted = text.casefold().split()
        first = -1
        for row in range(self._model.rowCount()):
            label = self._model.item(row).text().casefold()
            is_shown = all(word in label for word in wanted)
            self._list.setRowHidden(row, not is_shown)
            first = row if is_shown and first < 0 else first
        if wanted and first >= 0:
            self._list.setCurrentIndex(self._model.index(first, 0))

    def _pick(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        item = self._model.itemFromIndex(index)
        if not self._several:
            self.hide()
            self.picked.emit((item.data(_KEY),))
            return
        is_on = item.checkState() == Qt.CheckState.Checked
        if is_on and len(self._checked()) == 1:
            return
        item.setCheckState(Qt.CheckState.Unchecked if is_on else Qt.CheckState.Checked)
        self.picked.emit(self._checked())

    def _check_all(self, state: Qt.CheckState) -> None:
        rows = [row for row in range(self._model.rowCount()) if not self._list.isRowHidden(row)]
        for row in rows:
            self._model.item(row).setCheckState(state)
        if not self._checked() and rows:
            self._model.item(rows[0]).setCheckState(Qt.CheckState.Checked)
        self.picked.emit(self._checked())

    def _checked(self) -> tuple[str, ...]:
        items = (self._model.item(row) for row in range(self._model.rowCount()))
        return tuple(
            item.data(_KEY) for item in items if item.checkState() == Qt.CheckState.Checked
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = event.key()
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or (
                key == Qt.Key.Key_Space and watched is self._list
            ):
                self._pick(self._list.currentIndex())
                return True
            if watched is self._search and key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                self._list.setFocus()
                return True
        return super().eventFilter(watched, event)


class Choice(QToolButton):
    """`name: what is chosen ▾`. `chosen` carries the keys as a tuple, one unless `several`."""

    chosen = Signal(object)

    def __init__(
        self, *, several: bool = False, widest: int = WIDEST, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("choice")
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._several = several
        self._widest = widest
        self._name = ""
        self._text = ""
        self._width = 0
        self._options: tuple[Option, ...] = ()
        self._keys: tuple[str, ...] = ()
        self._popup: _Popup | None = None
        self._arrow = icon("chevron-down")
        self.clicked.connect(self.open)

    @property
    def options(self) -> tuple[Option, ...]:
        """What can be chosen."""
        return self._options

    @property
    def keys(self) -> tuple[str, ...]:
        """What is chosen."""
        return self._keys

    def show_options(self, name: str, options: Sequence[Option], chosen: Sequence[str]) -> None:
        """Show a name, what can be chosen, and what is."""
        self._name, self._options, self._keys = name, tuple(options), tuple(chosen)
        said = self._words()
        self._text = f"{name}: {said}" if name else said
        labels = [option.label for option in self._options if option.key in self._keys]
        self.setToolTip("\n".join([name, *labels[:12]] if name else labels[:12]))
        self.setAccessibleName(self._text)
        fitted = self._fitted(name, said).replace("&", "&&")
        if fitted != self.text():
            self.setText(fitted)
            self._width = 0
            self.updateGeometry()

    def _fitted(self, name: str, said: str) -> str:
        metrics, cut = self.fontMetrics(), Qt.TextElideMode.ElideRight
        if name:
            room = max(self._widest - metrics.horizontalAdvance(f": {said}"), _NARROWEST_NAME)
            said = f"{metrics.elidedText(name, cut, room)}: {said}"
        return metrics.elidedText(said, cut, self._widest)

    def _words(self) -> str:
        count = len(self._keys)
        if self._several and count == len(self._options) > 1:
            return _("all ({count})").format(count=count)
        if count > 1:
            return ngettext("{count} of {total}", "{count} of {total}", count).format(
                count=count, total=len(self._options)
            )
        return next((one.label for one in self._options if one.key in self._keys), "–")

    def open(self) -> None:
        """Open the list."""
        if self._popup is None:
            self._popup = _Popup(self, several=self._several)
            self._popup.picked.connect(self.chosen)
        self._popup.show_options(self._name, self._options, self._keys)
        self._popup.open_under(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        if not self._width:
            text = self.fontMetrics().horizontalAdvance(self.text().replace("&&", "&"))
            self._width = text + 44
        return QSize(self._width, HEIGHT)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._width = 0

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: object) -> None:
        from PySide6.QtWidgets import QStyle, QStyleOptionToolButton, QStylePainter

        painter = QStylePainter(self)
        option = QStyleOptionToolButton()
        self.initStyleOption(option)
        text, option.text = option.text, ""
        painter.drawComplexControl(QStyle.ComplexControl.CC_ToolButton, option)
        inner = self.rect().adjusted(12, 0, -30, 0)
        painter.drawItemText(
            inner,
            int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
            | Qt.TextFlag.TextShowMnemonic,
            self.palette(),
            self.isEnabled(),
            text,
            self.foregroundRole(),
        )
        place = self.rect().adjusted(self.width() - 25, 0, -11, 0)
        self._arrow.paint(painter, place)
