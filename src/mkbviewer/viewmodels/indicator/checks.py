"""The checks of the report's figures, read in the background and kept."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from mkbviewer.viewmodels.background.tasks import CHECKS_LANE, Job, Runner

if TYPE_CHECKING:
    from mkbviewer.core.report.agreement import Check
    from mkbviewer.store.pages.holdings import Holdings

_ALL = ""


class Checks(QObject):
    """Reads the checks of one indicator, or of all, and keeps them until the holdings change.

    `read` carries an indicator's id (empty for all) and its tuple of Check; it comes at once
    where they are known. `failed` carries an exception.
    """

    read = Signal(str, object)
    failed = Signal(object)

    def __init__(self, holdings: "Holdings", runner: Runner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._holdings = holdings
        self._runner = runner
        self._known: dict[str, tuple[Check, ...]] = {}
        self._asked: set[str] = set()

    def ask_all(self) -> None:
        """Make `read` come with the checks of all facts."""
        self._ask(_ALL)

    def are_known(self, indicator_id: str) -> bool:
        """Whether the checks of an indicator have been read."""
        return indicator_id in self._known

    def ask(self, indicator_id: str) -> None:
        """Make `read` come with the checks of one indicator, where any can be carried out."""
        indicator = self._holdings.catalogue.indicator(indicator_id)
        if indicator is not None and indicator.checks:
            self._ask(indicator_id)

    def follow(self, holdings: "Holdings") -> None:
        """Work with other holdings: another edition was chosen."""
        self._holdings = holdings
        self.forget()

    @Slot()
    def forget(self) -> None:
        """Read everything anew from now on: the holdings have changed."""
        self._known.clear()
        self._asked.clear()
        self._runner.drop(CHECKS_LANE)

    def _ask(self, subject: str) -> None:
        if subject in self._known:
            self.read.emit(subject, self._known[subject])
            return
        if subject in self._asked:
            return
        self._asked.add(subject)
        holdings = self._holdings

        def work(_job: Job) -> "tuple[Check, ...]":
            from mkbviewer.store.pages.checks import read_checks

            return read_checks(holdings, subject)

        self._runner.run(
            CHECKS_LANE,
            work,
            partial(self._accept, subject),
            partial(self._refuse, subject),
            keep_all=True,
        )

    def _accept(self, subject: str, checks: "tuple[Check, ...]") -> None:
        self._asked.discard(subject)
        self._known[subject] = checks
        self.read.emit(subject, checks)

    def _refuse(self, subject: str, problem: Exception) -> None:
        self._asked.discard(subject)
        self.failed.emit(problem)
