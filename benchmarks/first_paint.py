"""Windows that say when they were painted; each function runs in a process of its own.

Times are of the system's monotonic clock, in nanoseconds, written to stdout as JSON.
"""

import json
import sys
import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QWidget

WIDTH, HEIGHT = 1440, 900
POLL_MS = 2
GIVE_UP_MS = 20_000


class PaintWatch(QObject):
    """Calls `painted` once, when a widget has been painted."""

    def __init__(self, widget: QWidget, painted: Callable[[], None]) -> None:
        super().__init__(widget)
        self._widget, self._painted = widget, painted
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Let every event pass; after the first paint, tell."""
        if event.type() == QEvent.Type.Paint:
            self._widget.removeEventFilter(self)
            # The paint itself is still to come: it is done when this call is delivered.
            QTimer.singleShot(0, self._painted)
        return False


def finish(**moments: int) -> None:
    """Write the moments and stop."""
    print(json.dumps(moments))
    sys.stdout.flush()
    QApplication.exit(0)


def bare() -> None:
    """A window with a label."""
    application = QApplication([])
    window = QMainWindow()
    window.setCentralWidget(QLabel("mkbviewer"))
    window.resize(WIDTH, HEIGHT)
    PaintWatch(window, lambda: finish(window=time.monotonic_ns()))
    window.show()
    application.exec()


def plot() -> None:
    """A window with one plot of one line, and nothing else."""
    import pyqtgraph as pg

    application = QApplication([])
    window = QMainWindow()
    chart = pg.PlotWidget()
    chart.plot(range(60), [(7 * number) % 11 for number in range(60)])
    window.setCentralWidget(chart)
    window.resize(WIDTH, HEIGHT)
    PaintWatch(chart.viewport(), lambda: finish(window=time.monotonic_ns()))
    window.show()
    application.exec()


def overview() -> None:
    """Our own program, from its entry point to the overview with its data."""
    from mkbviewer.__main__ import main

    moments: dict[str, int] = {}
    run = QApplication.exec

    def watch_and_run(*_arguments: Any) -> int:
        window = next(one for one in QApplication.topLevelWidgets() if one.isVisible())
        PaintWatch(window, lambda: _await_cards(window, moments))
        QTimer.singleShot(GIVE_UP_MS, lambda: finish(**moments))
        return run()

    QApplication.exec = staticmethod(watch_and_run)  # type: ignore[method-assign, assignment]
    main([])


def _await_cards(window: QWidget, moments: dict[str, int]) -> None:
    moments.setdefault("window", time.monotonic_ns())
    from mkbviewer.ui.overview.card import OverviewCard

    cards = [card for card in window.findChildren(OverviewCard) if card.isVisible()]
    if not cards:
        QTimer.singleShot(POLL_MS, lambda: _await_cards(window, moments))
        return
    PaintWatch(cards[0], lambda: finish(**moments, overview=time.monotonic_ns()))
    cards[0].update()
