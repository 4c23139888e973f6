"""Reading of a large release what the next change of its view will ask, while nobody waits."""

import logging

from PySide6.QtCore import QObject, QTimer, Slot

from mkbviewer.viewmodels.background.tasks import AHEAD_LANE, Job
from mkbviewer.viewmodels.session.session import Session

log = logging.getLogger(__name__)

_WAIT_MS = 100
"""How long after a page was read: its chart and table are to be painted first."""


class ReadingAhead(QObject):
    """Has the measures that a page shows of a large release kept in memory."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_WAIT_MS)
        self._timer.timeout.connect(self._read)
        session.page_opened.connect(self._wait)

    @Slot()
    def _wait(self) -> None:
        if not self._timer.isActive() and self._session.holdings.own.reader.can_read_ahead:
            self._timer.start()

    @Slot()
    def _read(self) -> None:
        reader = self._session.holdings.own.reader

        def read(job: Job) -> None:
            reader.read_ahead(job.check_cancelled)

        self._session.runner.run(AHEAD_LANE, read, lambda _done: None, _tell)


def _tell(problem: Exception) -> None:
    # Whoever asks for these figures is told; until then nothing is missing.
    log.info("Figures could not be read ahead: %s", problem)
