"""Whether there is a screen to draw on."""

import os
import sys


def has_display() -> bool:
    """Whether Qt has somewhere to draw: a screen, or a platform that the user named."""
    if sys.platform in ("win32", "darwin"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
