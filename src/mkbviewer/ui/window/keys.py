"""Which keys do what: those of the menus, and those that a page, a chart or a table has itself."""

from collections.abc import Iterator, Sequence
from enum import IntEnum

from PySide6.QtCore import QModelIndex, QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QMenu, QMenuBar, QVBoxLayout, QWidget

from mkbviewer.core.language import _
from mkbviewer.ui.widgets.dialog_size import open_at
from mkbviewer.ui.widgets.rows_view import RowsView, card_around
from mkbviewer.ui.widgets.words import Words
from mkbviewer.viewmodels.table.text_table import Index, TextTable

Line = tuple[str, str, str]
"""Where, which keys, what they do."""


class KeyColumn(IntEnum):
    """The columns of the list."""

    PLACE = 0
    KEYS = 1
    DEED = 2


class KeyTable(TextTable):
    """The lines under their headings."""

    naming = (KeyColumn.DEED,)

    def __init__(self, lines: Sequence[Line], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines = tuple(lines)

    def headings(self) -> Sequence[str]:
        return _("Where"), _("Keys"), _("What they do")

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._lines)

    def text(self, row: int, column: int) -> str:
        return self._lines[row][column]


class KeysDialog(QDialog):
    """The list, with a button that closes it; so does Escape."""

    def __init__(self, bar: QMenuBar, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Keys"))
        open_at(self, 900, 620)
        title = Words("title", self, _("Keys"))
        self.rows = RowsView(
            _("Keys"), {KeyColumn.PLACE: 2, KeyColumn.KEYS: 3, KeyColumn.DEED: 4}, self
        )
        self.rows.setModel(KeyTable([*_of_parts(), *_of_menus(bar.actions())], self.rows))
        self.rows.choose_row(0)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(14)
        column.addWidget(title)
        column.addWidget(card_around(self.rows, self), 1)
        column.addWidget(buttons)
        self.rows.setFocus()


def _of_parts() -> Iterator[Line]:
    everywhere = _("Everywhere")
    yield everywhere, _keys("Tab", "Shift+Tab"), _("To what is read next, or before")
    yield everywhere, _keys("Menu", "Shift+F10"), _("The menu of what has the focus")
    yield everywhere, _keys("F10"), _("To the menus of the window")
    lines = _("Lines between parts")
    yield lines, _keys("Left", "Right", "Up", "Down"), _("Give a part more room, or less")
    chart = _("Chart")
    yield chart, _keys("Left", "Right"), _("To the period before or after")
    yield chart, _keys("Shift+Left", "Shift+Right"), _("Select periods")
    yield chart, _keys("Home", "End"), _("To the first or the last period")
    yield chart, _keys("Up", "Down"), _("From series to series")
    yield chart, _keys("Enter", "Space"), _("Select the series, or let it go")
    yield chart, _keys("+", "-", "0"), _("Zoom in, zoom out, show everything")
    yield chart, _keys("B"), _("Take this period as the base of the index")
    yield chart, _keys("Esc"), _("Nothing selected")
    chips = _("Members")
    yield chips, _keys("Space"), _("Show or hide it")
    yield chips, _keys("Ctrl+Enter"), _("Show this one only")
    yield chips, _keys("Shift+Enter"), _("Select its series")
    table = _("Tables")
    yield table, _keys("Alt+Up", "Alt+Down"), _("Sort by this column")
    yield table, _keys("Ctrl+Space", "Shift+Space"), _("Select the column, or the row")
    cards = _("Cards")
    yield cards, _keys("P"), _("Pin it, or let it go")
    yield cards, _keys("Alt+Up", "Alt+Down"), _("Move a pinned one")
    yield cards, _keys("Del"), _("Hide it")
    yield _("Comparison"), _keys("Ctrl+Up", "Ctrl+Down"), _("A place up or down")
    yield _("Comparison"), _keys("Del"), _("Take it out")
    yield _("Search"), _keys("Ctrl+Enter"), _("Add what was found to the comparison")


def _of_menus(actions: Sequence[QAction], where: str = "") -> Iterator[Line]:
    for action in actions:
        menu = action.menu()
        plain = action.text().replace("&", "")
        if isinstance(menu, QMenu):
            yield from _of_menus(menu.actions(), f"{where} › {plain}" if where else plain)
        elif action.shortcuts():
            native = QKeySequence.SequenceFormat.NativeText
            keys = (one.toString(native) for one in action.shortcuts())
            yield where, ", ".join(keys), plain.rstrip("…")


def _keys(*names: str) -> str:
    """Keys as they are called on this system and in this language."""
    native = QKeySequence.SequenceFormat.NativeText
    return ", ".join(QKeySequence(name).toString(native) for name in names)
