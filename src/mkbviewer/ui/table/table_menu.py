"""What can be done with a cell of a table and with its column."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from mkbviewer.core.language import _
from mkbviewer.core.words.tab_separated import CopyNotation

if TYPE_CHECKING:
    from mkbviewer.ui.table.table_view import TableView


def make_menu(view: "TableView", row: int, column: int) -> QMenu:
    """The menu of a cell; -1 as its row for that of a heading."""
    menu, arranged = QMenu(view), view.table.arranged
    menu.addAction(_("Copy with headings"), view.copy)
    menu.addAction(_("Copy plain, with decimal points"), lambda: view.copy(CopyNotation.PLAIN))
    if arranged is None or not 0 <= column < len(arranged.columns):
        return menu
    rising, falling = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
    menu.addSeparator()
    menu.addAction(_("Sort rising (Alt+Up)"), lambda: view.sort_column(column, rising))
    menu.addAction(_("Sort falling (Alt+Down)"), lambda: view.sort_column(column, falling))
    choice, name = view.table.choice, arranged.column(column).name
    if column >= arranged.names:
        hidden = (*choice.hidden, name)
        menu.addAction(_("Hide this column"), lambda: view.choose(replace(choice, hidden=hidden)))
    elif 0 <= row < len(arranged.order):
        text = arranged.text(row, column)
        words = f'"{text}"' if " " in text else text
        menu.addAction(
            _("Only rows with “{text}”").format(text=text),
            lambda: view.choose(replace(choice, filter=words)),
        )
    _add_note(menu, view, row, column)
    return menu


def _add_note(menu: QMenu, view: "TableView", row: int, column: int) -> None:
    """A note on the figure in the cell, where there is one."""
    arranged = view.table.arranged
    if arranged is None or not view.takes_notes or not 0 <= row < len(arranged.order):
        return
    place, frame = arranged.place(row, column), arranged.frame
    if not place.is_figure or place.row is None or place.column is None:
        return
    at, series = place.row, frame.series[place.column]
    figure = f"{series.label}, {frame.periods[at].label}"
    menu.addSeparator()
    menu.addAction(
        _("Note on {figure}…").format(figure=figure),
        lambda: view.note_asked.emit(at, series.key),
    )
