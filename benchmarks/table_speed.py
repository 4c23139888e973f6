"""A table of 1,000,000 rows: shown, scrolled, sorted, filtered, copied.

    python benchmarks/table_speed.py [--series 100] [--periods 10000] [--platform offscreen]

Shows a made-up frame in the table of a page, in the form with one figure a row and in that with a
row a period. The baselines run in the same process: numpy's own stable argsort of the same figures
for sorting, and an empty QTableView over as many rows without words (shown, and a page of it
scrolled and painted) for the rest. Each is told by the clock and in processor time; where other
work shares the machine, only the latter tells. Exits with 1 when a goal is missed in either.
"""

import argparse
import os
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

SHOWN_MS, PAGE_MS, SORTED_MS, FILTERED_MS = 100.0, 16.0, 300.0, 100.0
PAGES = 200


class Taken(NamedTuple):
    """Milliseconds by the clock, and of processor time."""

    clock: float
    processor: float


def timed(work: Callable[[], object]) -> Taken:
    """How long one call takes."""
    clock, processor = time.perf_counter(), time.process_time()
    work()
    return Taken(1000 * (time.perf_counter() - clock), 1000 * (time.process_time() - processor))


def middle(taken: Sequence[Taken]) -> Taken:
    """The median."""
    return Taken(
        statistics.median(one.clock for one in taken),
        statistics.median(one.processor for one in taken),
    )


def worst(taken: Sequence[Taken], percent: int = 95) -> Taken:
    """The figure below which this share lies."""
    clock, processor = (
        statistics.quantiles([one[at] for one in taken], n=100, method="inclusive")[percent - 1]
        for at in (0, 1)
    )
    return Taken(clock, processor)


def make_frame(periods: int, series: int) -> Any:
    """Figures drawn anew, one in fifty missing and one in ten provisional."""
    import numpy as np

    from mkbviewer.core.frame import Frame, Series
    from mkbviewer.core.period import Frequency, make_period
    from mkbviewer.core.status import Status

    draw = np.random.default_rng(1)
    values = draw.lognormal(6, 2, size=(periods, series))
    statuses = np.where(draw.random(values.shape) < 0.1, Status.PROVISIONAL, Status.FINAL)
    lacks = draw.random(values.shape) < 0.02
    values[lacks] = np.nan
    statuses[lacks] = Status.UNKNOWN
    months = [make_period(1000 + at // 12, Frequency.MONTH, 1 + at % 12) for at in range(periods)]
    named = [Series(f"s{at}", f"Reeks {at:03d}", "aantal", 1) for at in range(series)]
    return Frame(tuple(months), tuple(named), values, statuses.astype(np.uint8), unit="aantal")


class Told:
    """Prints what was measured, and remembers whether a goal was missed."""

    is_missed = False

    def tell(
        self, what: str, taken: Taken, goal: float = 0.0, baseline: Taken | None = None
    ) -> None:
        """One line; `goal` in milliseconds of processor time, 0 for none."""
        line = f"{what:<44}{taken.clock:9.1f} ms {taken.processor:9.1f} ms of processor time"
        if baseline is not None:
            ratio = taken.processor / max(baseline.processor, 0.01)
            line += f", baseline {baseline.processor:.1f} ms = {ratio:.2f}"
        if goal:
            is_missed = taken.processor > goal
            self.is_missed |= is_missed
            line += f", goal {goal:.0f} ms{': MISSED' if is_missed else ''}"
        print(line, flush=True)


def paint(view: Any) -> None:
    """Paint what is in sight, now."""
    view.viewport().repaint()
    view.horizontalHeader().viewport().repaint()


def scroll(view: Any) -> list[Taken]:
    """Go through the whole table in leaps, and paint each page."""
    bar = view.verticalScrollBar()
    step = max(1, bar.maximum() // PAGES)

    def go(to: int) -> None:
        bar.setValue(to)
        paint(view)

    return [timed(lambda to=at * step: go(to)) for at in range(1, PAGES)]


def measure_empty(application: Any, rows: int) -> tuple[Taken, Taken]:
    """An empty QTableView over as many rows: shown, and a page of it scrolled."""
    from PySide6.QtCore import QAbstractTableModel, QModelIndex
    from PySide6.QtWidgets import QTableView

    class Bare(QAbstractTableModel):
        """As many rows and five columns, and nothing in them."""

        def rowCount(self, parent: Any = QModelIndex()) -> int:  # noqa: B008, N802
            return rows

        def columnCount(self, parent: Any = QModelIndex()) -> int:  # noqa: B008, N802
            return 5

        def data(self, index: Any, role: int = 0) -> None:
            return None

    view = QTableView()
    view.resize(1100, 700)
    view.show()
    application.processEvents()

    def show() -> None:
        view.setModel(Bare(view))
        paint(view)

    found = timed(show), worst(scroll(view))
    view.close()
    return found


class Bench:
    """One table, in sight, that is shown and arranged."""

    def __init__(self, application: Any, frame: Any, told: Told) -> None:
        from mkbviewer.ui.table.table_view import TableView

        self.frame, self.told = frame, told
        self.empty_shown, self.empty_page = measure_empty(application, frame.values.size)
        self.view = TableView()
        self.view.resize(1100, 700)
        self.view.show()
        application.processEvents()

    def arrange(self, **fields: object) -> Taken:
        """Another order or filter, painted."""

        def go() -> None:
            self.view.show_choice(replace(self.view.table.choice, **fields))  # type: ignore[arg-type]
            paint(self.view)

        return timed(go)

    def measure(self, form: Any, name: str, sorted_by: dict[str, Any]) -> None:
        """Everything in one form; `sorted_by` gives columns with the keys that numpy sorts."""
        import numpy as np

        from mkbviewer.core.table.table_choice import TableChoice

        def show() -> None:
            self.view.show_frame(self.frame, {}, TableChoice(form))
            paint(self.view)

        tell = self.told.tell
        tell(f"{name}: shown, first time", timed(show), SHOWN_MS, self.empty_shown)
        tell(f"{name}: shown again", middle([timed(show) for _ in range(7)]), SHOWN_MS)
        tell(f"{name}: a page, p95", worst(scroll(self.view)), PAGE_MS, self.empty_page)
        for column, keys in sorted_by.items():
            bare = [timed(lambda keys=keys: np.argsort(keys, kind="stable")) for _ in range(5)]
            sorts = [self.arrange(sort=column, is_rising=bool(at % 2)) for at in range(6)]
            tell(f"{name}: sorted by {column}", middle(sorts), SORTED_MS, middle(bare))
        self.arrange(sort="")
        for typed in ("12", ">1000", "* 5..50"):
            filters = []
            for _ in range(5):
                self.arrange(filter="")
                filters.append(self.arrange(filter=typed))
            tell(f"{name}: filtered by {typed}", middle(filters), FILTERED_MS)
        self.arrange(filter="")
        everything = timed(self.view.copy_all)
        tell(f"{name}: all of it copied", everything)


def main() -> int:
    """Measure, and answer whether every goal was reached."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--series", type=int, default=100)
    parser.add_argument("--periods", type=int, default=10_000)
    parser.add_argument("--platform", default="offscreen")
    chosen = parser.parse_args()
    os.environ["QT_QPA_PLATFORM"] = chosen.platform
    import numpy as np
    from PySide6.QtWidgets import QApplication

    from mkbviewer.core.table.table_choice import TableForm

    application = QApplication.instance() or QApplication([])
    frame = make_frame(chosen.periods, chosen.series)
    told = Told()
    print(f"{frame.values.size:,} figures, {chosen.periods:,} periods × {chosen.series} series")
    bench = Bench(application, frame, told)
    middle_series = frame.series[chosen.series // 2].key
    figures = frame.values[:, chosen.series // 2]
    names = np.tile(np.arange(chosen.series, dtype=np.uint16), chosen.periods)
    bench.measure(
        TableForm.LONG, "a figure a row", {"value": frame.values.ravel(), "series": names}
    )
    bench.measure(TableForm.PERIODS, "a row a period", {f"series:{middle_series}": figures})
    return 1 if told.is_missed else 0


if __name__ == "__main__":
    sys.exit(main())
