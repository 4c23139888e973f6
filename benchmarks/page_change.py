"""From choosing another page to its painted chart and table.

    python benchmarks/page_change.py [FILE…] [--rounds 3] [--platform offscreen]

Opens the window with an empty library, imports the files, and then goes through all indicators
and the imported tables, round by round. The clock runs from the call that a click in the sidebar
makes to the moment at which the page's widgets have been painted. The first round meets every
page for the first time. Prints the median, the 95th percentile and the slowest page of each round,
by the clock and in processor time; where other work shares the machine, only the latter tells.
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from mkbviewer.core.page import Page
    from mkbviewer.ui.window.main_window import MainWindow

GOAL_MS = 30.0
READY_SECONDS = 60.0
IMPORT_SECONDS = 600.0
SETTLE_SECONDS = 0.05


def percentile(figures: Sequence[float], percent: int) -> float:
    """The figure below which this share of the figures lies."""
    return statistics.quantiles(figures, n=100, method="inclusive")[percent - 1]


class Taken(NamedTuple):
    """Milliseconds by the clock, and of processor time of all threads together."""

    clock: float
    processor: float


class Driver:
    """Takes the place of the event loop: opens page after page and times each."""

    def __init__(self, files: Sequence[Path], rounds: int) -> None:
        self.files, self.rounds = files, rounds
        self.times: list[dict[str, Taken]] = []
        self._opened: list[Page] = []
        self._watches: list[PaintFlag] = []

    def run(self, *_arguments: Any) -> int:
        """Wait until the window is furnished, import the files, and measure every round."""
        from mkbviewer.core.view import View
        from mkbviewer.viewmodels.session.places import place_of

        window = self._furnished_window()
        window.session.page_opened.connect(partial(self._watch, window))
        self._import(window)
        window.prepare_page()
        self._pump_for(1.0)
        # The barometer is a place of its own, not a page.
        indicators = [
            one.id
            for one in window.session.holdings.catalogue.indicators
            if place_of(View(one.id)).kind.is_page
        ]
        tables = [table.id for table in window.session.holdings.own.tables()]
        for _round in range(self.rounds):
            times = {
                one: self._time(window, window.session.open_indicator, one) for one in indicators
            }
            times |= {one: self._time(window, window.session.open_table, one) for one in tables}
            self.times.append(times)
        return 0

    def _furnished_window(self) -> "MainWindow":
        from PySide6.QtWidgets import QApplication

        from mkbviewer.ui.window.main_window import MainWindow

        until = time.monotonic() + READY_SECONDS
        while time.monotonic() < until:
            self._pump_for(0.05)
            for top in QApplication.topLevelWidgets():
                if found := top.findChild(MainWindow):
                    return found
        raise SystemExit("the window was not furnished in time")

    def _import(self, window: "MainWindow") -> None:
        if not self.files:
            return
        finished: list[bool] = []
        window.program.imports.finished.connect(lambda *_all: finished.append(True))
        window.program.imports.add(self.files)
        until = time.monotonic() + IMPORT_SECONDS
        while not finished and time.monotonic() < until:
            self._pump_for(0.05)
        states = [str(job.state) for job in window.program.imports.jobs.jobs]
        if not finished or set(states) != {"imported"}:
            raise SystemExit(f"the files were not imported: {states}")

    def _time(self, window: "MainWindow", choose: Callable[[str], object], name: str) -> Taken:
        from PySide6.QtCore import QEventLoop
        from PySide6.QtWidgets import QApplication

        self._watches.clear()
        begin, spent = time.perf_counter(), time.process_time()
        choose(name)
        while not self._watches:
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        while not all(watch.is_painted for watch in self._watches):
            QApplication.processEvents()
        taken = Taken(1000 * (time.perf_counter() - begin), 1000 * (time.process_time() - spent))
        self._pump_for(SETTLE_SECONDS)
        return taken

    def _watch(self, window: "MainWindow", page: "Page") -> None:
        """Watch from when the window has been told: the next painting shows the page."""
        self._watches += self._watch_paints(window, page)

    def _watch_paints(self, window: "MainWindow", page: "Page") -> list[Any]:
        place = window.places.currentWidget()
        if page.frame.is_empty:
            watched = [place]
        else:
            figures = window.prepare_page().widget.figures
            watched = [figures.chart.painted, figures.table.viewport()]
        return [PaintFlag(widget) for widget in watched]

    def _pump_for(self, seconds: float) -> None:
        from PySide6.QtCore import QEventLoop, QTimer

        loop = QEventLoop()
        QTimer.singleShot(round(1000 * seconds), loop.quit)
        loop.exec()


@cache
def filter_class() -> Any:
    """The class of the event filters, made once: making one would be measured with the page."""
    from PySide6.QtCore import QEvent, QObject

    class Filter(QObject):
        is_painted = False

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
            if event.type() == QEvent.Type.Paint:
                self.is_painted = True
                watched.removeEventFilter(self)
            return False

    return Filter


class PaintFlag:
    """Tells whether a widget has been painted since the flag was made, if it is in sight."""

    def __init__(self, widget: Any) -> None:
        self._widget = widget
        self._filter = filter_class()()
        widget.installEventFilter(self._filter)
        widget.update()

    @property
    def is_painted(self) -> bool:
        """Whether the widget has been painted, or lies where the page must be scrolled to."""
        return self._filter.is_painted or self._widget.visibleRegion().isEmpty()


def main() -> int:
    """Measure and print; the exit status says whether the goal is reached."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--platform", default="offscreen")
    chosen = parser.parse_args()
    driver = Driver([file.resolve() for file in chosen.files], chosen.rounds)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
            os.environ[name] = str(Path(folder) / name.lower())
        os.environ["MKBVIEWER_LIBRARY"] = str(Path(folder) / "library")
        os.environ["QT_QPA_PLATFORM"] = chosen.platform
        from PySide6.QtWidgets import QApplication

        from mkbviewer.__main__ import main as start

        QApplication.exec = staticmethod(driver.run)  # type: ignore[method-assign, assignment]
        start([])
    for number, times in enumerate(driver.times, start=1):
        print(f"round {number}, {len(times)} pages")
        for kind in Taken._fields:
            figures = {name: getattr(taken, kind) for name, taken in times.items()}
            slowest = max(figures, key=lambda name: figures[name])
            print(
                f"  {kind:9}  p50 {percentile(list(figures.values()), 50):6.1f} ms"
                f"  p95 {percentile(list(figures.values()), 95):6.1f} ms"
                f"  slowest {figures[slowest]:6.1f} ms ({slowest})"
            )
    highest = max(
        percentile([taken.clock for taken in times.values()], 95) for times in driver.times
    )
    print(f"highest p95 of a round {highest:.1f} ms, goal at most {GOAL_MS:g} ms")
    return 0 if highest <= GOAL_MS else 1


if __name__ == "__main__":
    sys.exit(main())
