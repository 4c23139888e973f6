"""In which order Tab goes through a window: as it is read, whenever its widgets were made."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

_SAME_ROW = 0.5
"""The part of its height by which a widget must lie beside another to be read with it."""


def move_focus(window: QWidget, *, is_forward: bool) -> bool:
    """Give the focus to what is read next, or before; whether that could be done."""
    order = list(stops(window))
    now = QApplication.focusWidget()
    if now not in order or len(order) < 2:
        return False
    place = order.index(now) + (1 if is_forward else -1)
    reasons, goal = Qt.FocusReason, order[place % len(order)]
    goal.setFocus(reasons.TabFocusReason if is_forward else reasons.BacktabFocusReason)
    _bring_into_sight(goal)
    return True


def _bring_into_sight(goal: QWidget) -> None:
    """Scroll to it: Qt does so only from one place within an area to another, not into it."""
    around = goal.parentWidget()
    while around is not None:
        if isinstance(around, QScrollArea):
            around.ensureWidgetVisible(goal)
        around = around.parentWidget()


def stops(widget: QWidget) -> Iterator[QWidget]:
    """What below a widget can have the focus by Tab, from left to right and from top to bottom."""
    for child in _as_read(_children(widget)):
        if child.focusPolicy() & Qt.FocusPolicy.TabFocus and child.focusProxy() is None:
            yield child
        yield from stops(child)


def _children(widget: QWidget) -> list[QWidget]:
    return [
        one
        for one in widget.children()
        if isinstance(one, QWidget) and one.isVisible() and one.isEnabled() and not one.isWindow()
    ]


def _as_read(widgets: list[QWidget]) -> Iterator[QWidget]:
    """Rows from the top, each from its left."""
    rest = sorted(widgets, key=lambda one: (one.y(), one.x()))
    while rest:
        first = rest[0]
        bottom = first.y() + first.height()
        row = [one for one in rest if bottom - one.y() > _SAME_ROW * min(one.height(), 40)]
        row = row or [first]
        yield from sorted(row, key=lambda one: one.x())
        rest = [one for one in rest if one not in row]
