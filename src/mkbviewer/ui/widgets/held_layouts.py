"""Many changes of widgets that are laid out once."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from PySide6.QtWidgets import QWidget


@contextmanager
def held_layouts(widgets: Sequence[QWidget]) -> Iterator[None]:
    """Let the layouts of these widgets, the outermost first, wait until the end.

    Qt lays out everything around a widget each time that one is shown.
    """
    layouts = [layout for one in widgets if (layout := one.layout()) is not None]
    for layout in layouts:
        layout.setEnabled(False)
    try:
        yield
    finally:
        for layout in layouts:
            layout.setEnabled(True)
            if (held := layout.parentWidget()) and held.contentsRect() != layout.geometry():
                layout.invalidate()  # It was given another size while it waited.
        # From the inside: what lies around it must know first what it wants.
        for layout in reversed(layouts):
            layout.activate()  # Does nothing where nothing in it has changed.
