"""The list under a chooser: a tree that can be searched, with checks where several can be had."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from mkbviewer.core.language import _, ngettext
from mkbviewer.viewmodels.indicator.option_tree import Option, OptionTree

SEARCH_FROM = 10
"""The number of options from which the list can be searched."""

_ROWS_SHOWN = 14
_WIDEST_LIST = 560
_NARROWEST_LIST = 180
_NARROWEST_WITH_BUTTONS = 420
_OPENS_ALL_UNTIL = 150
_INDENT = 16
_LONGEST_MEASURED = 12
_CHECK_ROOM = 28


class _List(QTreeView):
    """A click anywhere on a row picks it; the arrow before it opens what it holds."""

    picked = Signal(QModelIndex)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        is_on_row = index.isValid() and self.visualRect(index).contains(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and is_on_row:
            self.picked.emit(index)


class ChoicePopup(QFrame):
    """What can be chosen, under the button. `picked` carries the keys as a tuple.

    With `several` every option has a check: `picked` comes after each change that leaves any.
    `top_asked` carries the keys among which the largest are asked for.
    """

    picked = Signal(object)
    top_asked = Signal(object)

    def __init__(self, button: QWidget, *, several: bool, has_top: bool = False) -> None:
        super().__init__(button, Qt.WindowType.Popup)
        self.setObjectName("popup")
        self._several = several
        self.model = OptionTree(several=several, parent=self)
        self._search = QLineEdit(self)
        self._search.setPlaceholderText(_("Search"))
        self._search.setAccessibleName(_("Search"))
        self._search.setClearButtonEnabled(True)
        self._search.textEdited.connect(self._filter)
        self._search.installEventFilter(self)
        self._list = _List(self)
        self._list.setModel(self.model)
        self._list.setHeaderHidden(True)
        self._list.setUniformRowHeights(True)
        self._list.setIndentation(_INDENT)
        self._list.setEditTriggers(QTreeView.EditTrigger.NoEditTriggers)
        self._list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setExpandsOnDoubleClick(False)
        self._list.picked.connect(self._pick)
        self._list.installEventFilter(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        layout.setSpacing(6)
        layout.addWidget(self._search)
        layout.addWidget(self._list)
        self._count = QLabel(self)
        self._count.setObjectName("small")
        self._count.setVisible(several)
        self._options: tuple[Option, ...] = ()
        if several:
            layout.addLayout(self._make_buttons(has_top=has_top))
            layout.addWidget(self._count)

    def _make_buttons(self, *, has_top: bool) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        buttons = [
            (_("All"), _("Check all that the search leaves"), self._check_all),
            (_("None"), _("Let all go that the search leaves, to choose anew"), self._check_none),
            (_("Invert"), _("Check what is not checked, and the other way round"), self._invert),
        ]
        if has_top:
            says = _("The ten largest by their newest figure, without totals and sums")
            buttons.append((_("Top ten"), says, self._ask_top))
        for text, hint, do in buttons:
            button = QPushButton(text, self)
            button.setToolTip(hint)
            button.clicked.connect(do)
            row.addWidget(button)
        row.addStretch()
        return row

    def show_options(self, name: str, options: Sequence[Option], chosen: Sequence[str]) -> None:
        """Fill the list."""
        self.setAccessibleName(name)
        self._list.setAccessibleName(name)
        self._options = tuple(options)
        self.model.show(options, chosen)
        self._search.setVisible(len(options) >= SEARCH_FROM)
        self._open_rows(all_of_them=len(options) <= _OPENS_ALL_UNTIL)
        self._list.setRootIsDecorated(self.model.is_deep)
        self._list.setCurrentIndex(self.model.find(chosen))
        self._tell_count()

    def follow(self, chosen: Sequence[str]) -> None:
        """Check what came to be chosen while the list is open."""
        self.model.check(chosen)
        self._tell_count()

    def open_under(self, button: QWidget) -> None:
        """Show the list under its button, inside the screen."""
        self._search.clear()
        rows = min(max(len(self._options), 1), _ROWS_SHOWN)
        height = max(self._list.sizeHintForRow(0), 24) * rows + 8
        least = _NARROWEST_WITH_BUTTONS if self._several else _NARROWEST_LIST
        wanted = min(max(self._widest() + 44, least), _WIDEST_LIST)
        self._list.setFixedSize(QSize(max(button.width(), wanted), height))
        self.adjustSize()
        self.move(_inside(button, self.size()))
        self.show()
        (self._search if self._search.isVisible() else self._list).setFocus()
        self._list.scrollTo(self._list.currentIndex(), QTreeView.ScrollHint.PositionAtCenter)

    def _widest(self) -> int:
        """The width of the longest labels; to measure all of thousands would take too long."""
        longest = sorted((one.label for one in self._options), key=len)[-_LONGEST_MEASURED:]
        metrics = self._list.fontMetrics()
        widest = max((metrics.horizontalAdvance(label) for label in longest), default=0)
        return widest + (3 * _INDENT if self.model.is_deep else 0) + _CHECK_ROOM * self._several

    def _open_rows(self, *, all_of_them: bool) -> None:
        if all_of_them:
            self._list.expandAll()
        else:
            self._list.collapseAll()

    def _filter(self, text: str) -> None:
        self.model.filter(text)
        self._open_rows(all_of_them=bool(text) or len(self._options) <= _OPENS_ALL_UNTIL)
        if text.strip():
            self._list.setCurrentIndex(self.model.find(()))

    def _pick(self, index: QModelIndex) -> None:
        option = self.model.option(index)
        if self._several:
            self.model.toggle(index)
            self._tell_checked()
        elif option is not None:
            self.hide()
            self.picked.emit((option.key,))

    def _check_all(self) -> None:
        self.model.check({*self.model.checked, *self._matching()})
        self._tell_checked()

    def _check_none(self) -> None:
        self.model.check(set(self.model.checked) - self._matching())
        self._tell_checked()

    def _invert(self) -> None:
        self.model.check(set(self.model.checked) ^ self._matching())
        self._tell_checked()

    def _ask_top(self) -> None:
        self.top_asked.emit(tuple(one.key for one in self.model.matching if not one.is_sum))

    def _matching(self) -> set[str]:
        return {one.key for one in self.model.matching}

    def _tell_checked(self) -> None:
        """Something is always shown: with nothing checked the page stays as it is."""
        self._tell_count()
        if self.model.checked:
            self.picked.emit(self.model.checked)

    def _tell_count(self) -> None:
        count = len(self.model.checked)
        self._count.setText(
            ngettext("{count} of {total} chosen", "{count} of {total} chosen", count).format(
                count=count, total=len(self._options)
            )
            if count
            else _("Choose at least one: until then the page stays as it is.")
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = event.key()
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or (
                key == Qt.Key.Key_Space and watched is self._list
            ):
                if self._list.currentIndex().isValid():
                    self._pick(self._list.currentIndex())
                return True
            if watched is self._search and key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                self._list.setFocus()
                return True
        return super().eventFilter(watched, event)


def _inside(button: QWidget, size: QSize) -> QPoint:
    """Where a list of this size stands: under its button, or above it, and inside the screen."""
    place = button.mapToGlobal(QPoint(0, button.height() + 2))
    screen: QRect = button.screen().availableGeometry()
    place.setX(max(screen.left(), min(place.x(), screen.right() - size.width())))
    if place.y() + size.height() > screen.bottom():
        above = button.mapToGlobal(QPoint(0, 0)).y() - size.height() - 2
        place.setY(max(screen.top(), above))
    return place
