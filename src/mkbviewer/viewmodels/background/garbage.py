"""Collecting Python's garbage on the main thread only.

An object of Qt that is part of a reference ring is destroyed by whichever thread collects it. On
another thread than its own a timer cannot be stopped, and fires on memory that is no longer its.
"""

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY_MILLISECONDS = 250


class GarbageCollection(QObject):
    """Collects as often as Python would, between the events of the thread that made it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(collect_what_is_due)
        self._timer.start(_EVERY_MILLISECONDS)

    def stop(self) -> None:
        """Let Python collect by itself again; no other thread may be at work by then."""
        self._timer.stop()
        gc.enable()


def collect_what_is_due() -> None:
    """Collect the oldest generation whose threshold has been passed."""
    counts, thresholds = gc.get_count(), gc.get_threshold()
    for generation in reversed(range(len(counts))):
        if thresholds[generation] and counts[generation] > thresholds[generation]:
            gc.collect(generation)
            return
