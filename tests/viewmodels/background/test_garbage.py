"""What is left behind is collected, and by the main thread."""

import gc
import threading
import weakref

import pytest
from PySide6.QtCore import QObject

from mkbviewer.viewmodels.background.garbage import GarbageCollection


@pytest.fixture
def collection(qapp):
    was_enabled = gc.isenabled()
    one = GarbageCollection()
    yield one
    one.stop()
    if not was_enabled:
        gc.disable()


class Ring(QObject):
    """An object of Qt that holds on to itself."""

    def __init__(self) -> None:
        super().__init__()
        self.itself = self


def leave_rings(count):
    return [weakref.ref(Ring()) for _number in range(count)]


def test_another_thread_collects_nothing(collection):
    left = leave_rings(3)
    made: list[list[int]] = []
    thread = threading.Thread(target=lambda: made.extend([number] for number in range(100_000)))
    thread.start()
    thread.join()
    assert all(ring() is not None for ring in left)


def test_the_main_thread_collects_between_events(collection, qtbot):
    gc.collect()
    left = leave_rings(3)
    made = [[number] for number in range(100_000)]
    qtbot.waitUntil(lambda: all(ring() is None for ring in left), timeout=5000)
    assert len(made) == 100_000
