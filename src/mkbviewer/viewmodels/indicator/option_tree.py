"""What can be chosen, as a tree that can be searched: topics with measures, sections of SBI."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, Qt

from mkbviewer.core.search.spelling import fold
from mkbviewer.viewmodels.table.text_table import Index

_ROOT = -1
_STEP = re.compile(r"/(?=[A-Z\d])")


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose: its key, its words, and a note for the tooltip.

    `group` is the path of headings under which it stands, parted by slashes; `within` the key of
    the option that holds it; a `is_sum` takes others together, and is not ranked among them.
    """

    key: str
    label: str
    note: str = ""
    group: str = ""
    within: str = ""
    is_sum: bool = False


@dataclass(slots=True)
class _Row:
    """An option or, without one, a heading."""

    label: str
    option: Option | None
    parent: int
    folded: str
    children: list[int]
    place: int = 0


class OptionTree(QAbstractItemModel):
    """One column of options under headings and under each other; with `several` each has a check.

    `filter` leaves what matches and what that stands under. Nothing is made for a row before it is
    shown.
    """

    def __init__(self, *, several: bool, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._several = several
        self._rows: list[_Row] = []
        self._top: list[int] = []
        self._shown: dict[int, list[int]] = {}
        self._matching: tuple[int, ...] = ()
        self._words: list[str] = []
        self._checked: set[str] = set()

    def show(self, options: Sequence[Option], chosen: Collection[str]) -> None:
        """Show these options, and which of them are chosen."""
        self.beginResetModel()
        self._rows = []
        self._top = []
        self._checked = set(chosen)
        self._build(options)
        self._apply("")
        self.endResetModel()

    def filter(self, text: str) -> None:
        """Leave the options that have every word of a text; accents do not matter."""
        self.beginResetModel()
        self._apply(text)
        self.endResetModel()

    @property
    def checked(self) -> tuple[str, ...]:
        """The keys of what is checked, in the order of the options."""
        return tuple(key for key in self._keys(range(len(self._rows))) if key in self._checked)

    @property
    def matching(self) -> tuple[Option, ...]:
        """The options that match the filter."""
        return tuple(self._options(self._matching))

    @property
    def is_deep(self) -> bool:
        """Whether any row stands under another."""
        return len(self._top) < len(self._rows)

    def check(self, keys: Iterable[str]) -> None:
        """Check these options and no others."""
        self._checked = set(keys)
        self._tell_checks()

    def toggle(self, index: Index) -> None:
        """Check an option or let it go; a heading stands for all that match under it."""
        row = self._rows[index.internalId()]
        if row.option is not None:
            self._checked ^= {row.option.key}
        else:
            below = set(self._keys(self._below(index.internalId())))
            self._checked = (
                self._checked - below if below <= self._checked else self._checked | below
            )
        self._tell_checks()

    def option(self, index: Index) -> Option | None:
        """The option of a row; None for a heading."""
        return self._rows[index.internalId()].option if index.isValid() else None

    def find(self, keys: Collection[str]) -> QModelIndex:
        """The first row shown whose option is one of these, else the one that matches best.

        That is the first in which the words of the filter begin words: `handel` in `Handel`, and
        not in `oppervlaktebehandeling`.
        """
        wanted = [
            number
            for number in self._matching
            if (one := self._rows[number].option) and one.key in keys
        ]
        begun = (number for number in self._matching if self._begins(number))
        found = wanted or list(islice(begun, 1)) or list(self._matching[:1])
        return self._index_of(found[0]) if found else QModelIndex()

    def _begins(self, number: int) -> bool:
        text = f" {self._rows[number].folded}"
        return all(f" {word}" in text for word in self._words)

    def _build(self, options: Sequence[Option]) -> None:
        headings: dict[tuple[str, ...], int] = {}
        numbers: dict[str, int] = {}
        for option in options:
            path = tuple(_STEP.split(option.group)) if option.group else ()
            parent = _ROOT
            for depth in range(1, len(path) + 1):
                known = headings.get(path[:depth])
                if known is None:
                    known = headings[path[:depth]] = self._add(path[depth - 1], None, parent)
                parent = known
            numbers[option.key] = self._add(option.label, option, parent)
        for number in numbers.values():
            one = self._rows[number].option
            holder = numbers.get(one.within) if one and one.within else None
            if holder is not None:
                self._rows[number].parent = holder
        for number, row in enumerate(self._rows):
            (self._top if row.parent == _ROOT else self._rows[row.parent].children).append(number)

    def _add(self, label: str, option: Option | None, parent: int) -> int:
        self._rows.append(_Row(label, option, parent, fold(label), []))
        return len(self._rows) - 1

    def _apply(self, text: str) -> None:
        words = self._words = fold(text).split()
        self._matching = tuple(
            number
            for number, row in enumerate(self._rows)
            if row.option and all(self._has(number, word) for word in words)
        )
        seen: set[int] = set()
        for number in self._matching:
            above = number
            while above != _ROOT and above not in seen:
                seen.add(above)
                above = self._rows[above].parent
        self._shown = {_ROOT: [one for one in self._top if one in seen]}
        for number in seen:
            self._shown[number] = [one for one in self._rows[number].children if one in seen]
        for children in self._shown.values():
            for place, number in enumerate(children):
                self._rows[number].place = place

    def _has(self, number: int, word: str) -> bool:
        """Whether a row has a word, or a heading that it stands under."""
        row = self._rows[number]
        if word in row.folded:
            return True
        above = row.parent
        while above != _ROOT:
            if self._rows[above].option is None and word in self._rows[above].folded:
                return True
            above = self._rows[above].parent
        return False

    def _below(self, number: int) -> Iterator[int]:
        for child in self._shown.get(number, ()):
            yield child
            yield from self._below(child)

    def _options(self, numbers: Iterable[int]) -> Iterator[Option]:
        return (one for number in numbers if (one := self._rows[number].option))

    def _keys(self, numbers: Iterable[int]) -> Iterator[str]:
        return (option.key for option in self._options(numbers))

    def _tell_checks(self) -> None:
        """All rows may have changed; a view repaints what it shows."""
        if self.rowCount():
            last = self.index(self.rowCount() - 1, 0)
            self.dataChanged.emit(self.index(0, 0), last, [Qt.ItemDataRole.CheckStateRole])

    def _index_of(self, number: int) -> QModelIndex:
        return self.createIndex(self._rows[number].place, 0, number)

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        children = self._shown.get(parent.internalId() if parent.isValid() else _ROOT, ())
        if column != 0 or not 0 <= row < len(children):
            return QModelIndex()
        return self.createIndex(row, 0, children[row])

    def parent(self, child: Index) -> QModelIndex:  # type: ignore[override]
        number = self._rows[child.internalId()].parent if child.isValid() else _ROOT
        return QModelIndex() if number == _ROOT else self._index_of(number)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return len(self._shown.get(parent.internalId() if parent.isValid() else _ROOT, ()))

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if not self._several and self.option(index) is None:
            return Qt.ItemFlag.ItemIsEnabled
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsUserCheckable if self._several else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.internalId()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row.label
        if role == Qt.ItemDataRole.ToolTipRole:
            return (row.option.note if row.option else "") or row.label
        if role == Qt.ItemDataRole.CheckStateRole and self._several:
            return self._check_state(index.internalId(), row)
        return None

    def _check_state(self, number: int, row: _Row) -> Qt.CheckState:
        if row.option is not None:
            is_on = row.option.key in self._checked
            return Qt.CheckState.Checked if is_on else Qt.CheckState.Unchecked
        states = {key in self._checked for key in self._keys(self._below(number))}
        if len(states) > 1:
            return Qt.CheckState.PartiallyChecked
        return Qt.CheckState.Checked if True in states else Qt.CheckState.Unchecked
