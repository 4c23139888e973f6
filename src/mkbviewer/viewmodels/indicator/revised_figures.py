"""Whether the figures of the open page were revised, found out in the background."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from mkbviewer.core.errors import MkbviewerError
from mkbviewer.viewmodels.background.tasks import REVISED_LANE, Job, Runner

if TYPE_CHECKING:
    from mkbviewer.core.page import Page
    from mkbviewer.store.pages.holdings import Holdings
    from mkbviewer.store.revisions.revised import Revised

Key = tuple[str, str, bool, str, str]


class RevisedFigures(QObject):
    """Counts revised figures behind pages, and keeps the counts.

    `counted` carries the page's Revised, or None where nothing was revised; it comes at once where
    that is known. `failed` carries an exception that nobody expected.
    """

    counted = Signal(object)
    failed = Signal(object)

    def __init__(self, holdings: "Holdings", runner: Runner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._holdings = holdings
        self._runner = runner
        self._known: dict[Key, Revised | None] = {}
        self._asked: Key | None = None

    def ask(self, page: "Page") -> None:
        """Make `counted` come for this page, and no more for the one before."""
        key = self._key(page)
        if key is not None and key == self._asked and key not in self._known:
            return
        self._runner.drop(REVISED_LANE)
        self._asked = key
        if key is None or key in self._known:
            self.counted.emit(self._known[key] if key else None)
            return
        self.counted.emit(None)
        holdings = self._holdings

        def work(job: Job) -> "Revised | None":
            from mkbviewer.store.revisions.revised import count_revised

            return count_revised(holdings, page, job.check_cancelled)

        self._runner.run(REVISED_LANE, work, partial(self._accept, key), self._refuse)

    def follow(self, holdings: "Holdings") -> None:
        """Work with other holdings: another edition was chosen."""
        self._holdings = holdings
        self._known.clear()

    def _key(self, page: "Page") -> Key | None:
        from mkbviewer.store.revisions.revised import releases_to_compare

        try:
            pair = releases_to_compare(self._holdings, page)
        except MkbviewerError:
            # Removed meanwhile: the page is being read again.
            return None
        if pair is None:
            return None
        old, new = (one.original or one.imported for one in pair)
        return page.view.subject, page.view.source, page.view.is_table, old, new

    def _accept(self, key: Key, revised: "Revised | None") -> None:
        self._known[key] = revised if revised is not None and revised.figures else None
        if key == self._asked:
            self.counted.emit(self._known[key])

    def _refuse(self, problem: Exception) -> None:
        self._asked = None
        # A hint that cannot be given is no trouble of the user's.
        if not isinstance(problem, MkbviewerError):
            self.failed.emit(problem)
