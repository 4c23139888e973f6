"""How urgently a thread's work is done, where the system lets a program say so."""

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

_LESS_URGENT = 10
_SHORT_TURN = 0.0002


def give_way() -> None:
    """Let other threads go first, before this one and those that it starts from now on."""
    if sys.platform == "linux":
        # Where the system does not allow even this, the work is done as urgently as the rest.
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _LESS_URGENT)


@contextmanager
def short_turns() -> Iterator[None]:
    """Let threads wait less long for each other in between.

    Several of them that compute outside Python, and come back for moments only, otherwise wait
    longer for such a moment (5 ms) than it lasts.
    """
    usual = sys.getswitchinterval()
    sys.setswitchinterval(_SHORT_TURN)
    try:
        yield
    finally:
        sys.setswitchinterval(usual)
