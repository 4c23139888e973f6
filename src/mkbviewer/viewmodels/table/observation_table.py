"""The table under the chart, in the form, order and columns that are chosen."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from mkbviewer.core.frame import Frame
from mkbviewer.core.kept.keepsake import ShownNote, lines_of
from mkbviewer.core.language import _
from mkbviewer.core.numbers import format_cell, format_with_unit
from mkbviewer.core.recipes.parts import Addition
from mkbviewer.core.table.table_choice import DEFAULT_TABLE, TableChoice
from mkbviewer.core.words.tab_separated import CopyNotation, join_lines, write_words
from mkbviewer.viewmodels.table.table_arrangement import Arrangement, Cell
from mkbviewer.viewmodels.table.table_copy import copy_cell, copy_column
from mkbviewer.viewmodels.table.table_layout import PERIOD, Place
from mkbviewer.viewmodels.table.text_table import LEFT, RIGHT, Index

PERIOD_COLUMN = 0
_MOST_HELD = 10_000
"""Of more indexes that views hold on to than this none is moved along when the rows are sorted."""


ASCENDING, DESCENDING = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder


class ObservationTable(QAbstractTableModel):
    """A frame as a table: periods by series, series by periods, or one figure a row.

    Nothing is copied from the frame: cells are written when they are asked for; sorting and
    filtering change the order of the rows only. `frame_row` and `model_row` go from one to the
    other where a row is a period, `place` and `row_of` in every form.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._arranged: Arrangement | None = None
        self._choice = DEFAULT_TABLE
        self._notes: Mapping[tuple[int, str], Sequence[ShownNote]] = {}

    @property
    def frame(self) -> Frame | None:
        """The frame that is shown, or None before there is one."""
        return self._arranged.frame if self._arranged else None

    @property
    def arranged(self) -> Arrangement | None:
        """How it is shown, or None before there is anything."""
        return self._arranged

    @property
    def choice(self) -> TableChoice:
        """What is chosen for the table."""
        return self._choice

    @property
    def sorted_by(self) -> tuple[int, Qt.SortOrder]:
        """The column (-1 for none) and the direction in which the rows are sorted."""
        at, is_rising = self._arranged.sorted_by if self._arranged else (PERIOD_COLUMN, False)
        return at, ASCENDING if is_rising else DESCENDING

    def show(
        self,
        frame: Frame,
        choice: TableChoice | None = None,
        addition: Addition | None = None,
        notes: Sequence[ShownNote] = (),
    ) -> None:
        """Show a frame, as it is chosen (as before where nothing is said), with notes on it."""
        self.beginResetModel()
        found: defaultdict[tuple[int, str], list[ShownNote]] = defaultdict(list)
        for one in notes:
            if one.series:
                found[one.row, one.series].append(one)
        self._notes = found
        self._choice = choice or self._choice
        self._arranged = Arrangement(frame, self._choice, addition or Addition("-"))
        self.endResetModel()

    def arrange(self, choice: TableChoice) -> None:
        """Show the same figures in another form, order or columns."""
        before, self._choice = self._arranged, choice
        if before is None or before.choice == choice:
            return
        after = Arrangement(before.frame, choice, before.addition, before)
        kept = replace(before.choice, sort=choice.sort, is_rising=choice.is_rising)
        held = self.persistentIndexList() if kept == choice else []
        if kept != choice or len(held) > _MOST_HELD:
            self.beginResetModel()
            self._arranged = after
            self.endResetModel()
            return
        self.layoutAboutToBeChanged.emit()
        held = self.persistentIndexList()
        rows = [before.order[one.row()] if one.row() < len(before.order) else -1 for one in held]
        self._arranged = after
        places = np.full(after.layout.count, len(after.order), dtype=np.intp)
        places[after.order] = np.arange(len(after.order))
        moved = [
            self.index(int(places[row]) if row >= 0 else one.row(), one.column())
            for row, one in zip(rows, held, strict=True)
        ]
        self.changePersistentIndexList(held, moved)
        self.layoutChanged.emit()

    def notes_at(self, row: int, column: int) -> Sequence[ShownNote]:
        """The notes on the figure in a cell."""
        if not self._notes or self._arranged is None:
            return ()
        place = self._arranged.place(row, column)
        if not place.is_figure or place.row is None or place.column is None:
            return ()
        return self._notes.get((place.row, self._arranged.frame.series[place.column].key), ())

    def numbers_of_notes(self, row: int, column: int) -> str:
        """The numbers of the notes on the figure in a cell; empty where there are none."""
        return ", ".join(str(one.number) for one in self.notes_at(row, column))

    def notes_among(self, has_cell: Callable[[int, int], bool]) -> tuple[str, ...]:
        """The notes on the figures in the cells for which that is true, in lines by number."""
        arranged = self._arranged
        if arranged is None or not self._notes:
            return ()
        found = {}
        for notes in self._notes.values():
            column = arranged.frame.column(notes[0].series)
            row = arranged.row_of(notes[0].row, column)
            cells = ((row, at) for at in range(len(arranged.columns)) if row >= 0)
            if any(self.notes_at(*one) == notes and has_cell(*one) for one in cells):
                found.update({one.number: one for one in notes})
        return lines_of([found[number] for number in sorted(found)])

    def place(self, row: int, column: int) -> Place:
        """What a cell shows, by places in the frame."""
        return self._arranged.place(row, column) if self._arranged else Place(None, None)

    def frame_row(self, model_row: int) -> int:
        """The period that is shown in this row. Raises IndexError where the row is none."""
        arranged = self._arranged
        if arranged is None or not 0 <= model_row < len(arranged.order):
            raise IndexError(model_row)
        found = arranged.place(model_row, 0).row
        if found is None:
            raise IndexError(model_row)
        return found

    def model_row(self, frame_row: int) -> int:
        """The row that shows this period. Raises IndexError where there is none."""
        arranged = self._arranged
        if arranged is None or not 0 <= frame_row < len(arranged.frame.periods):
            raise IndexError(frame_row)
        found = arranged.row_of(frame_row, 0)
        if found < 0:
            raise IndexError(frame_row)
        return found

    def row_of(self, frame_row: int, frame_column: int) -> int:
        """The row that shows a figure of the frame, or -1 where none does."""
        return self._arranged.row_of(frame_row, frame_column) if self._arranged else -1

    def column_of(self, key: str) -> int | None:
        """The column of a series by its key, or None where it has none."""
        for at in range(self.columnCount()):
            if self._arranged and self._arranged.column(at).key == key:
                return at
        return None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() or not self._arranged else self._arranged.row_count

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() or not self._arranged else self._arranged.column_count

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        arranged = self._arranged
        if arranged is None or not index.isValid():
            return None
        row, at = index.row(), index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self.text(row, at)
            case Qt.ItemDataRole.TextAlignmentRole:
                return RIGHT if arranged.column(at).is_figure else LEFT
            case Qt.ItemDataRole.ToolTipRole:
                return self._describe(arranged, row, at, "\n") or None
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._describe(arranged, row, at, ", ") or self.text(row, at)
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < self.columnCount():
            return None
        assert self._arranged is not None
        column = self._arranged.column(section)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return column.heading
            case Qt.ItemDataRole.ToolTipRole:
                return column.hint or None
            case Qt.ItemDataRole.TextAlignmentRole:
                return RIGHT if column.is_figure else LEFT
        return None

    def sort(self, column: int, order: Qt.SortOrder = ASCENDING) -> None:
        if self._arranged is not None and 0 <= column < len(self._arranged.columns):
            self.arrange(self.sorted_choice(column, order))

    def sorted_choice(self, column: int, order: Qt.SortOrder) -> TableChoice:
        """What is chosen once the rows are sorted by a column of the screen."""
        assert self._arranged is not None
        name = self._arranged.column(column).name
        if name == PERIOD and order == DESCENDING:
            return replace(self._choice, sort="", is_rising=False)
        return replace(self._choice, sort=name, is_rising=order == ASCENDING)

    def copy_text(
        self, indexes: Iterable[Index], notation: CopyNotation = CopyNotation.DUTCH
    ) -> str:
        """Cells as tab-separated text with their headings and names; empty for no cells."""
        cells = {(index.row(), index.column()) for index in indexes if index.isValid()}
        rows = sorted({row for row, _column in cells})
        columns = sorted({column for _row, column in cells})
        return self._copy(rows, columns, cells, notation)

    def copy_block(
        self,
        rows: Sequence[int],
        columns: Sequence[int],
        notation: CopyNotation = CopyNotation.DUTCH,
    ) -> str:
        """All cells of these rows and columns as `copy_text` writes them."""
        arranged = self._arranged
        if arranged is None or not rows or not columns:
            return ""
        ats = [*range(arranged.names), *(at for at in columns if at >= arranged.names)]
        lines = np.array([row for row in rows if row < len(arranged.order)], dtype=np.intp)
        texts = [copy_column(arranged, lines, at, notation) for at in ats]
        body = join_lines(zip(*texts, strict=True))
        headings = [write_words(arranged.column(at).heading) for at in ats]
        totals = [row for row in rows if row >= len(arranged.order)]
        last = self._copy(totals, columns, None, notation).partition("\r\n")[2]
        return join_lines([headings]) + body + last

    def _copy(
        self,
        rows: Sequence[int],
        columns: Sequence[int],
        cells: set[tuple[int, int]] | None,
        notation: CopyNotation,
    ) -> str:
        """Figures paste as numbers, and a missing one as the symbol that CBS writes."""
        arranged = self._arranged
        if arranged is None or not rows or not columns:
            return ""
        names = range(arranged.names)
        others = [at for at in columns if at not in names]
        headings = [arranged.column(at).heading for at in (*names, *others)]
        lines = [[write_words(one) for one in headings]]
        for row in rows:
            line = [write_words(arranged.text(row, at)) for at in names]
            for at in others:
                is_chosen = cells is None or (row, at) in cells
                line.append(copy_cell(arranged, row, at, notation) if is_chosen else "")
            lines.append(line)
        return join_lines(lines)

    def text(self, row: int, at: int) -> str:
        """What is written in a cell."""
        arranged = self._arranged
        if arranged is None:
            return ""
        if not arranged.column(at).is_figure:
            return arranged.text(row, at)
        cell = arranged.cell(row, at)
        return format_cell(cell.value, cell.status, cell.decimals) if cell else ""

    def _describe(self, arranged: Arrangement, row: int, at: int, between: str) -> str:
        """A figure in words; empty for a name."""
        cell = arranged.cell(row, at)
        if cell is None:
            return ""
        frame, place = arranged.frame, arranged.place(row, at)
        parts = []
        if place.row is not None and place.column is not None:
            parts = [frame.series[place.column].label, frame.periods[place.row].label]
        elif arranged.is_total(row, at):
            is_below = row >= len(arranged.order)
            parts = [arranged.how_down if is_below else arranged.how_across]
        if not cell.status.is_missing:
            parts.append(self._with_unit(frame, cell))
        notes = (
            _("Note {note}").format(note=f"{one.number}: {one.note.text}")
            for one in self.notes_at(row, at)
        )
        return between.join([*parts, cell.status.label, *notes])

    def _with_unit(self, frame: Frame, cell: Cell) -> str:
        series = frame.series[cell.column or 0]
        return format_with_unit(cell.value, series.unit, cell.decimals)
