"""How long the cycle clock takes to paint one frame while it plays.

    python benchmarks/clock.py [--frames 600] [--width 560 --height 620] [--method cf]

Moves the clock with all twelve series, the composite and their ways of eight quarters through its
quarters in even steps, and paints each step into a picture, offscreen. Prints the median, the 95th
percentile and the slowest frame by the clock and in processor time; where other work shares the
machine, only the latter tells. Sixty frames a second leave 16.7 ms for each.
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

GOAL_MS = 16.7
WARM_UP = 30


def main() -> int:
    """Paint and print; 1 where the 95th percentile of processor time misses the goal."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--frames", type=int, default=600)
    parser.add_argument("--width", type=int, default=560)
    parser.add_argument("--height", type=int, default=620)
    parser.add_argument("--method", default="cf", choices=("mean", "hp", "cf"))
    options = parser.parse_args()
    os.environ["QT_QPA_PLATFORM"] = "offscreen"

    from PySide6.QtGui import QImage
    from PySide6.QtWidgets import QApplication

    from mkbviewer import paths
    from mkbviewer.core.cycle.clock import Clock
    from mkbviewer.core.cycle.cycle_method import Method
    from mkbviewer.store.pages.barometer import read_cycle, read_series
    from mkbviewer.store.pages.holdings import open_holdings
    from mkbviewer.ui.cycle.clock_view import ClockView
    from mkbviewer.ui.look.theme import Theme

    application = QApplication([])
    theme = Theme(application, "light")
    with tempfile.TemporaryDirectory() as folder:
        holdings = open_holdings(Path(folder), paths.resources_dir(), paths.data_dir())
        series = read_series(holdings).series
        clock = Clock(read_cycle(holdings, series, Method(options.method)))
        holdings.close()
    view = ClockView()
    view.set_palette(theme.palette)
    view.resize(options.width, options.height)
    view.show_clock(clock, frozenset(clock.keys))
    image = QImage(view.size(), QImage.Format.Format_ARGB32_Premultiplied)
    rows = clock.rows
    taken, worked = [], []
    for frame in range(options.frames + WARM_UP):
        part = (frame % options.frames) / options.frames
        began, began_work = time.perf_counter(), time.process_time()
        view.show_moment(rows.start + part * (len(rows) - 1))
        view.render(image)
        if frame >= WARM_UP:
            taken.append(1000 * (time.perf_counter() - began))
            worked.append(1000 * (time.process_time() - began_work))
    for name, figures in (("clock", taken), ("processor", worked)):
        highest = statistics.quantiles(figures, n=100, method="inclusive")[94]
        print(
            f"{name}: p50 {statistics.median(figures):.1f} ms, p95 {highest:.1f} ms, "
            f"slowest {max(figures):.1f} ms"
        )
    return int(statistics.quantiles(worked, n=100, method="inclusive")[94] > GOAL_MS)


if __name__ == "__main__":
    sys.exit(main())
