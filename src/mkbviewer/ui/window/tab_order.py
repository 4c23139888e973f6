"""In which order Tab goes through a window: as it is read, whenever its widgets were made."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

_MOST_OVERLAP = 0.5
"""The part of a widget, as long as a line at most, that may lie beside what is read before it."""

_LINE = 40


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
    """Rows from the top; where none goes all the way across, columns from the left."""
    rows = _cut(widgets, lambda one: (one.y(), one.height()))
    groups = rows if len(rows) > 1 else _cut(widgets, lambda one: (one.x(), one.width()))
    if len(groups) < 2:
        yield from sorted(widgets, key=lambda one: (one.y(), one.x()))
        return
    for group in groups:
        yield from _as_read(group)


def _cut(widgets: list[QWidget], span: Callable[[QWidget], tuple[int, int]]) -> list[list[QWidget]]:
    """Groups one after another, where a line fits between them; little may stick out over it."""
    groups: list[list[QWidget]] = []
    end = 0
    for one in sorted(widgets, key=span):
        begin, length = span(one)
        if not groups or end - begin <= _MOST_OVERLAP * min(length, _LINE):
            groups.append([])
        groups[-1].append(one)
        end = max(end, begin + length) if len(groups[-1]) > 1 else begin + length
    return groups
