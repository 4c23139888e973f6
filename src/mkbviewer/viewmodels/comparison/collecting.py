"""The comparison that the user collects: kept in the library, each change undoable."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from mkbviewer.core.kept.collection import (
    Collection,
    collection_from_text,
    collection_to_text,
    series_views,
)
from mkbviewer.core.language import _, ngettext
from mkbviewer.core.view import View
from mkbviewer.store.library.keepsakes import COLLECTION
from mkbviewer.viewmodels.background.tasks import Job
from mkbviewer.viewmodels.kept.kept_entry import EntryForm, KeptEntry
from mkbviewer.viewmodels.session.session import Session

if TYPE_CHECKING:
    from mkbviewer.core.page import Page
    from mkbviewer.store.pages.collection import CollectionPage

FORM = EntryForm(COLLECTION, "now", collection_from_text, collection_to_text)

COLLECTION_LANE = "collection"
SUBJECT_LANE = "collected"


class Collecting(KeptEntry[Collection]):
    """Adds, removes and moves series; `now` is what is compared.

    `read` carries the CollectionPage that was asked for; `added` how many series came in and how
    many found no room or were there already. `nothing_found` comes where a subject has no figures.
    """

    read = Signal(object)
    added = Signal(int, int)
    nothing_found = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(FORM, session.holdings.own, session.runner, session, parent)
        self._session = session

    def ask(self) -> None:
        """Read the figures of the comparison."""
        holdings, now = self._session.holdings, self.now

        def read(_job: Job) -> "CollectionPage":
            from mkbviewer.store.pages.collection import read_collection

            return read_collection(holdings, now)

        self._session.runner.run(COLLECTION_LANE, read, self.read.emit, self.failed.emit)

    def add_page(self, page: "Page", keys: Sequence[str] = ()) -> None:
        """Add the series of a page, or those with these keys."""
        self.add(series_views(page, keys))

    def add(self, views: Sequence[View]) -> None:
        """Add views of one series each."""
        count = len(views)
        text = ngettext(
            "addition of {count} series to the comparison",
            "addition of {count} series to the comparison",
            count,
        ).format(count=count)
        self._change(lambda one: one.add(views), text, self._told(count))

    def add_subject(self, view: View) -> None:
        """Add the one series that stands for an indicator or a table."""
        self._find([view], self.add)

    def compare(self, page: "Page", subjects: Sequence[View]) -> None:
        """Begin a comparison of the series of a page with those that stand for these subjects."""
        shown = series_views(page)

        def begin(found: tuple[View, ...]) -> None:
            views = (*shown, *found)
            self._change(
                lambda _one: Collection().add(views), _("new comparison"), self._told(len(views))
            )

        self._find(subjects, begin)

    def remove(self, places: Sequence[int]) -> None:
        """Take series out."""
        count = len(places)
        text = ngettext(
            "removal of {count} series from the comparison",
            "removal of {count} series from the comparison",
            count,
        ).format(count=count)
        self._change(lambda one: one.remove(set(places)), text)

    def clear(self) -> None:
        """Begin anew."""
        self._change(lambda _one: Collection(), _("emptying of the comparison"))

    def move(self, place: int, to: int) -> None:
        """Put a series elsewhere in the order."""
        self._change(lambda one: one.move(place, to), _("order of the comparison"))

    def change(self, **fields: Any) -> None:
        """Change what is done to all series, or the range of periods."""
        self._change(lambda one: replace(one, **fields), _("view of the comparison"))

    def _told(self, count: int) -> Callable[[Collection, Collection], None]:
        def tell(before: Collection, after: Collection) -> None:
            new = len([one for one in after.views if one not in before.views])
            self.added.emit(new, count - new)

        return tell

    def _find(self, views: Sequence[View], accept: Callable[[tuple[View, ...]], None]) -> None:
        holdings = self._session.holdings

        def find(_job: Job) -> tuple[View, ...]:
            from mkbviewer.store.pages.collection import main_views

            return tuple(one for view in views for one in main_views(holdings, view))

        def told(found: tuple[View, ...]) -> None:
            if found:
                accept(found)
            else:
                self.nothing_found.emit()

        self._session.runner.run(SUBJECT_LANE, find, told, self.failed.emit, keep_all=True)
