"""Searching: the index made in the background, what is found, and what was searched before."""

from collections.abc import Sequence
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    Qt,
    Signal,
    Slot,
)

from mkbviewer.core.kept.view_text import has_view_text
from mkbviewer.core.language import _, pgettext
from mkbviewer.core.search.findable import Hit, Kind, Name, Occurrence, Register
from mkbviewer.core.search.search import Index as Names
from mkbviewer.core.search.search import best_of
from mkbviewer.core.search.thesaurus import load_thesaurus
from mkbviewer.settings import Settings
from mkbviewer.viewmodels.background.tasks import SEARCH_LANE, Job, Runner
from mkbviewer.viewmodels.table.text_table import Index

if TYPE_CHECKING:
    from mkbviewer.store.pages.holdings import Holdings

RECENT: Final = "recent_searches"
MOST_RECENT: Final = 8


def kind_word(kind: Kind) -> str:
    """The kind of a find in the user's words."""
    return {
        Kind.INDICATOR: _("indicator"),
        Kind.TABLE: _("table"),
        Kind.COMMAND: _("command"),
        Kind.TOPIC: pgettext("of the dashboard", "topic"),
        Kind.MEASURE: _("measure"),
        Kind.FACT: _("key figure"),
        Kind.MEMBER: _("member"),
        Kind.DEFINITION: _("definition"),
        Kind.VIEW: _("view"),
        Kind.RECENT: _("searched before"),
    }[kind]


class HitRole(IntEnum):
    """What the list tells of a find besides its title."""

    KIND = Qt.ItemDataRole.UserRole + 1
    DETAIL = Qt.ItemDataRole.UserRole + 2


class HitList(QAbstractListModel):
    """The finds, best first; a HitRole tells what each is and where."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hits: tuple[Hit, ...] = ()

    def show_hits(self, hits: Sequence[Hit]) -> None:
        """Show these finds in place of the others."""
        if tuple(hits) != self._hits:
            self.beginResetModel()
            self._hits = tuple(hits)
            self.endResetModel()

    def hit(self, row: int) -> Hit | None:
        """The find in a row, or None."""
        return self._hits[row] if 0 <= row < len(self._hits) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._hits)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        hit = self.hit(index.row()) if index.isValid() else None
        if hit is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return hit.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            said = f"{kind_word(hit.kind)}: {hit.title}"
            return f"{said}, {hit.detail}" if hit.detail else said
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{hit.title}\n{hit.detail}" if hit.detail else hit.title
        if role == HitRole.KIND:
            return hit.kind.value
        if role == HitRole.DETAIL:
            return hit.detail
        return None


class Search(QObject):
    """Looks up what is typed among all names, once they have been gathered, and the commands.

    `pages` are the pages shown last: they stand there before anything is typed.
    `changed` comes when the finds have been shown anew in `hits`; `failed` carries an exception.
    """

    changed = Signal()
    failed = Signal(object)

    def __init__(
        self,
        holdings: "Holdings",
        runner: Runner,
        settings: Settings,
        thesaurus: Path,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.hits = HitList(self)
        self._holdings = holdings
        self._runner = runner
        self._settings = settings
        self._thesaurus = thesaurus
        self._names: Names | None = None
        self._commands: Names | None = None
        self._text = ""
        self._is_gathering = False
        self._is_outdated = True
        self.pages: tuple[Hit, ...] = ()

    @property
    def is_gathering(self) -> bool:
        """Whether names are being gathered; until then those of before are found, and commands."""
        return self._is_gathering

    @property
    def text(self) -> str:
        """What is being searched for."""
        return self._text

    @property
    def recent(self) -> tuple[str, ...]:
        """What was searched for before, the newest first."""
        kept = self._settings.others.get(RECENT)
        return tuple(one for one in kept if isinstance(one, str)) if isinstance(kept, list) else ()

    def prepare(self, commands: Sequence[Name]) -> None:
        """Gather the names where that is to be done, and search these commands as well.

        A command's key is its place in the sequence.
        """
        register = Register()
        for number, name in enumerate(commands):
            register.add(name, Occurrence(key=str(number)))
        self._commands = Names(register, load_thesaurus(self._thesaurus))
        if self._is_outdated:
            self._gather()

    def look_up(self, text: str) -> None:
        """Show in `hits` what a text may mean; without words, the pages and the words of before.

        A text with a view in it means that view and nothing else.
        """
        self._text = text
        if not text.strip():
            recent = [Hit(Kind.RECENT, one, "", 0.0) for one in self.recent]
            self.hits.show_hits([*self.pages, *recent])
        elif has_view_text(text):
            detail = _("The view that stands in this text")
            self.hits.show_hits([Hit(Kind.VIEW, _("Open this view"), detail, 1.0)])
        else:
            indexes = [one for one in (self._names, self._commands) if one is not None]
            # One word may be nowhere: then what the others find is better than nothing.
            found = best_of(one.search(text) for one in indexes)
            self.hits.show_hits(found or best_of(one.search_partly(text) for one in indexes))
        self.changed.emit()

    def remember(self, text: str) -> None:
        """Keep a text among what was searched before."""
        text = " ".join(text.split())
        if text and not has_view_text(text):
            others = [one for one in self.recent if one.casefold() != text.casefold()]
            self._settings.others[RECENT] = [text, *others][:MOST_RECENT]

    def follow(self, holdings: "Holdings") -> None:
        """Work with other holdings: another edition was chosen."""
        self._holdings = holdings
        self.forget()

    @Slot()
    def forget(self) -> None:
        """Gather the names anew when they are next needed: the holdings have changed."""
        self._is_outdated = True
        if self._is_gathering:
            self._gather()

    def _gather(self) -> None:
        self._is_gathering, self._is_outdated = True, False
        holdings, thesaurus = self._holdings, self._thesaurus

        def work(job: Job) -> Names:
            from mkbviewer.store.pages.search_names import make_index

            return make_index(holdings, thesaurus, job.check_cancelled)

        self._runner.run(SEARCH_LANE, work, self._accept, self._refuse)

    def _accept(self, names: Names) -> None:
        self._is_gathering = False
        self._names = names
        self.look_up(self._text)

    def _refuse(self, problem: Exception) -> None:
        self._is_gathering, self._is_outdated = False, True
        self.failed.emit(problem)
