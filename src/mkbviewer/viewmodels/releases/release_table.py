"""The releases of one table, and what was removed from the library, as tables."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import IntEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject

from mkbviewer.core.language import _
from mkbviewer.core.numbers import format_number
from mkbviewer.store.library.moment import day_of
from mkbviewer.viewmodels.table.text_table import Index, TextTable

if TYPE_CHECKING:
    from mkbviewer.core.model import Release
    from mkbviewer.store.library.editions import EditionRemoval
    from mkbviewer.store.library.recovery import Removal
    from mkbviewer.store.library.releases import OrderReason


class _WrittenTable(TextTable):
    """A table whose texts are made when its rows are."""

    def __init__(self, headings: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._headings = tuple(headings)
        self._rows: list[tuple[str, ...]] = []

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def headings(self) -> tuple[str, ...]:
        return self._headings

    def text(self, row: int, column: int) -> str:
        return self._rows[row][column]

    def _put(self, rows: Sequence[tuple[str, ...]]) -> None:
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()


class ReleaseColumn(IntEnum):
    """The columns of the releases of a table."""

    NAME = 0
    DAY = 1
    FILE = 2
    FIGURES = 3
    REASON = 4


class ReleaseTable(_WrittenTable):
    """The releases of a table, the newest on top."""

    figures = frozenset((ReleaseColumn.FIGURES,))

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__((_("Release"), _("Date"), _("File"), _("Figures"), _("Placed by")), parent)
        self._releases: tuple[Release, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the releases in the order of the rows."""
        return tuple(one.name for one in self._releases)

    def show(self, releases: "Sequence[Release]", reasons: "Mapping[str, OrderReason]") -> None:
        """Show releases that are given from old to new."""
        self._releases = tuple(reversed(releases))
        self._put(
            [
                (
                    one.name,
                    day_words(one),
                    one.file_name,
                    format_number(one.observations, 0),
                    reasons[one.name].label if one.name in reasons else "",
                )
                for one in self._releases
            ]
        )


class RemovalColumn(IntEnum):
    """The columns of what was removed."""

    TABLE = 0
    TITLE = 1
    RELEASE = 2
    FIGURES = 3
    MOMENT = 4


class RemovalTable(_WrittenTable):
    """The releases and the editions of the report that were removed, the last removed on top."""

    figures = frozenset((RemovalColumn.FIGURES,))
    naming = (RemovalColumn.TABLE, RemovalColumn.TITLE, RemovalColumn.RELEASE)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(
            (_("Table"), _("Title"), _("Release"), _("Figures"), _("Removed on")), parent
        )
        self._removals: tuple[Removal | EditionRemoval, ...] = ()

    def show(
        self, removals: "Sequence[Removal]", editions: "Sequence[EditionRemoval]" = ()
    ) -> None:
        """Show what can be brought back."""
        both: list[Removal | EditionRemoval] = [*removals, *editions]
        self._removals = tuple(sorted(both, key=lambda one: one.moment, reverse=True))
        self._put([_written(one) for one in self._removals])

    @property
    def removals(self) -> "tuple[Removal | EditionRemoval, ...]":
        """All rows."""
        return self._removals

    def removal(self, row: int) -> "Removal | EditionRemoval":
        """The removal of a row. Raises IndexError when there is none."""
        if not 0 <= row < len(self._removals):
            raise IndexError(row)
        return self._removals[row]


def _written(removal: "Removal | EditionRemoval") -> tuple[str, ...]:
    from mkbviewer.store.library.editions import EditionRemoval

    moment = _moment(removal.moment)
    if isinstance(removal, EditionRemoval):
        name = removal.edition.name
        title = _("Annual Report {edition}").format(edition=name)
        return "–", title, _("edition {name}").format(name=name), "–", moment
    release = removal.release
    figures = format_number(release.observations, 0)
    return release.table, removal.title, release.name, figures, moment


def day_words(release: "Release") -> str:
    """CBS's own date where it is known, else the day of import."""
    if release.modified:
        return _("CBS {day}").format(day=day_of(release.modified))
    return _("imported {day}").format(day=day_of(release.imported))


def describe_release(release: "Release") -> str:
    """The day, the file and the number of figures of a release, in one line."""
    figures = _("{count} figures").format(count=format_number(release.observations, 0))
    parts = (day_words(release), release.file_name, figures)
    return " · ".join(part for part in parts if part)


def _moment(moment: str) -> str:
    return f"{day_of(moment)} {datetime.fromisoformat(moment).astimezone():%H:%M}"
