"""Reading and computing the twelve series of the barometer in the background."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from mkbviewer.core.cycle.cycle_method import Method
from mkbviewer.core.language import _
from mkbviewer.viewmodels.background.tasks import CYCLE_LANE, Job, Runner
from mkbviewer.viewmodels.session.history import Step

if TYPE_CHECKING:
    from mkbviewer.core.cycle.cycle import Cycle
    from mkbviewer.core.cycle.weather import Published
    from mkbviewer.store.pages.barometer import Replacement, SeriesChoice
    from mkbviewer.store.pages.holdings import Holdings

_CHOICE_LANE = "series of the barometer"


@dataclass(frozen=True, eq=False)
class Reading:
    """The series in use, what was computed of them, and what was published."""

    choice: "SeriesChoice"
    cycle: "Cycle"
    published: "tuple[Published, ...]"


class CycleReading(QObject):
    """Reads what a method makes of the series; keeps it until the holdings change.

    `read` carries a Reading, `failed` an Exception; `busy_changed` tells whether one is awaited.
    `chosen` carries a Step after another series was put in the place of one.
    """

    read = Signal(object)
    failed = Signal(object)
    busy_changed = Signal(bool)
    chosen = Signal(object)

    def __init__(self, holdings: "Holdings", runner: Runner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._holdings = holdings
        self._runner = runner
        self._readings: dict[Method, Reading] = {}
        self._awaited: Method | None = None
        self._last: Method | None = None

    def ask(self, method: Method) -> None:
        """Make `read` come: at once where it is known."""
        self._last = method
        if method in self._readings:
            if self._awaited is not None:
                self._runner.drop(CYCLE_LANE)
                self._await(None)
            self.read.emit(self._readings[method])
            return
        if method is self._awaited:
            return
        self._await(method)
        holdings = self._holdings

        def work(job: Job) -> Reading:
            from mkbviewer.store.pages.barometer import read_cycle, read_published, read_series

            choice = read_series(holdings)
            cycle = read_cycle(holdings, choice.series, method, lambda: job.is_cancelled)
            return Reading(choice, cycle, read_published(holdings))

        self._runner.run(
            CYCLE_LANE, work, lambda reading: self._accept(method, reading), self._fail
        )

    def follow(self, holdings: "Holdings") -> None:
        """Read from other holdings from now on: those of the edition in use."""
        self._holdings = holdings
        self.forget()

    def forget(self) -> None:
        """Read everything anew when it is next asked for."""
        self._runner.drop(CYCLE_LANE)
        self._await(None)
        self._readings.clear()

    def choose(self, key: str, choice: "Replacement | str | None") -> None:
        """Put another series in the place of one; `chosen` follows, then what was asked last."""
        holdings = self._holdings

        def put() -> str | None:
            from mkbviewer.store.pages.barometer import choose_series

            return choose_series(holdings, key, choice)

        def restore(before: str | None) -> None:
            from mkbviewer.store.pages.barometer import restore_choice

            restore_choice(holdings, key, before)

        def undo(before: str | None) -> Callable[[], None]:
            return lambda: self._change(lambda: restore(before), lambda _done: None)

        def done(before: str | None) -> None:
            self.chosen.emit(
                Step(
                    _("Series of the barometer"),
                    undo=undo(before),
                    redo=lambda: self._change(put, lambda _before: None),
                )
            )

        self._change(put, done)

    def _change(
        self, work: Callable[[], str | None] | Callable[[], None], done: Callable[..., None]
    ) -> None:
        def finish(outcome: object) -> None:
            self.forget()
            done(outcome)
            if self._last is not None:
                self.ask(self._last)

        self._runner.run(_CHOICE_LANE, lambda _job: work(), finish, self._fail, keep_all=True)

    def _accept(self, method: Method, reading: Reading) -> None:
        self._readings[method] = reading
        self._await(None)
        self.read.emit(reading)

    def _fail(self, problem: Exception) -> None:
        self._await(None)
        self.failed.emit(problem)

    def _await(self, method: Method | None) -> None:
        was_busy = self._awaited is not None
        self._awaited = method
        if was_busy != (method is not None):
            self.busy_changed.emit(method is not None)
