"""Showing the largest members of a dimension, once they have been found in the background."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from mkbviewer.viewmodels.background.tasks import Job
from mkbviewer.viewmodels.session.session import Session

LARGEST_LANE = "largest"


class Largest(QObject):
    """Changes the open view to the largest members. `failed` carries an exception.

    `nothing_found` comes where no member has a figure.
    """

    failed = Signal(object)
    nothing_found = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session

    def show(self, dimension: str, members: Sequence[str]) -> None:
        """Show the largest of these members of a dimension, by their newest figures."""
        view = self._session.view
        if view is None:
            return
        holdings, field = self._session.holdings, "members"
        if dimension == view.beside:
            field = "beside_members"

        def find(_job: Job) -> tuple[str, ...]:
            from mkbviewer.store.pages.largest import largest_members

            return largest_members(holdings, view, dimension, members)

        def accept(found: tuple[str, ...]) -> None:
            # Another page may have been opened meanwhile.
            if not found:
                self.nothing_found.emit()
            elif self._session.view == view:
                self._session.change(**{field: found})

        self._session.runner.run(LARGEST_LANE, find, accept, self.failed.emit)
