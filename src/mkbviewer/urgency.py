"""How urgently a thread's work is done, where the system lets a program say so."""

import os
import sys
import threading
from contextlib import suppress

_LESS_URGENT = 10


def give_way() -> None:
    """Let other threads go first, before this one and those that it starts from now on."""
    if sys.platform == "linux":
        # Where the system does not allow even this, the work is done as urgently as the rest.
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _LESS_URGENT)
