"""How the marked figure of the open page was computed, read in the background while asked for."""

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, Signal, Slot

from mkbviewer.viewmodels.background.tasks import Job

if TYPE_CHECKING:
    from mkbviewer.core.frame import Frame
    from mkbviewer.core.recipes.explanation import Explanation
    from mkbviewer.viewmodels.session.session import Session

EXPLANATION_LANE = "explanation"


def choose_figure(
    frame: "Frame", rows: tuple[int, ...], keys: tuple[str, ...]
) -> tuple[int, int] | None:
    """The row and column of the figure that is meant: the marked one, else the newest.

    The first marked series, else the first that has a value; the last marked period, else the
    last in which that series has a value. None where the frame has nothing.
    """
    if not frame.series or not frame.periods:
        return None
    has_value = np.isfinite(frame.values)
    filled = np.flatnonzero(has_value.any(axis=0))
    column = frame.column(keys[0]) if keys else int(filled[0]) if filled.size else 0
    if rows:
        return rows[-1], column
    known = np.flatnonzero(has_value[:, column])
    return (int(known[-1]) if known.size else len(frame.periods) - 1), column


class Explaining(QObject):
    """Follows the marks of a session for as long as it is switched on.

    `explained` carries an Explanation, or None where there is nothing to explain; `failed` an
    exception.
    """

    explained = Signal(object)
    failed = Signal(object)

    def __init__(self, session: "Session", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._is_on = False
        session.page_opened.connect(self._read)
        session.marked_changed.connect(self._read)

    def switch(self, is_on: bool) -> None:
        """Explain from now on, or no longer."""
        self._is_on = is_on
        self._read()

    @Slot()
    def _read(self, _page: object = None) -> None:
        session = self._session
        page = session.page
        place = None
        if self._is_on and page is not None:
            place = choose_figure(page.frame, session.marked_periods, session.marked_series)
        if page is None or place is None:
            session.runner.drop(EXPLANATION_LANE)
            self.explained.emit(None)
            return
        holdings, (row, column) = session.holdings, place

        def work(_job: Job) -> "Explanation":
            from mkbviewer.store.pages.explanation import explain_figure

            return explain_figure(holdings, page, row, column)

        session.runner.run(EXPLANATION_LANE, work, self.explained.emit, self.failed.emit)
