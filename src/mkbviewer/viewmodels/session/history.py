"""Undo and redo, and the way back and forward between subjects."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

MOST_STEPS = 200

Place = TypeVar("Place", bound=Hashable)


def _always() -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Step:
    """One thing the user did that can be taken back; `text` says what, for the menu.

    `can_undo` and `can_redo` tell whether there still is something to take back or to do again:
    a step that was taken back by other means is passed over. Steps of the same `sequence` that
    follow one another become one; `ends` is what was before a step and after it, and a sequence
    that ends where it began is no step at all.
    """

    text: str
    undo: Callable[[], None]
    redo: Callable[[], None]
    can_undo: Callable[[], bool] = _always
    can_redo: Callable[[], bool] = _always
    sequence: Hashable = None
    ends: tuple[object, object] = (None, None)

    def followed_by(self, later: "Step") -> "Step":
        """This step and a later one of the same sequence as one."""
        return replace(
            later, undo=self.undo, can_redo=self.can_redo, ends=(self.ends[0], later.ends[1])
        )

    @property
    def is_nothing(self) -> bool:
        """Whether a sequence ended where it began."""
        return self.sequence is not None and self.ends[0] == self.ends[1]


class History:
    """The steps done and undone, the newest last."""

    def __init__(self) -> None:
        self._done: list[Step] = []
        self._undone: list[Step] = []

    @property
    def next_undo(self) -> Step | None:
        """The step that undo would take back, or None."""
        return next((step for step in reversed(self._done) if step.can_undo()), None)

    @property
    def next_redo(self) -> Step | None:
        """The step that redo would do again, or None."""
        return next((step for step in reversed(self._undone) if step.can_redo()), None)

    def push(self, step: Step) -> None:
        """Add what was just done; what was undone before it can no longer be done again.

        A step of a sequence leaves that alone: to look at something takes no change away.
        """
        last = self._done[-1] if self._done else None
        if step.sequence is None:
            self._undone.clear()
        elif last is not None and last.sequence == step.sequence and last.ends[1] == step.ends[0]:
            step = self._done.pop().followed_by(step)
        if not step.is_nothing:
            self._done.append(step)
        del self._done[:-MOST_STEPS]

    def take_undo(self) -> Step | None:
        """Move to before the newest step, and answer it."""
        return _move(self.next_undo, self._done, self._undone)

    def take_redo(self) -> Step | None:
        """Move to behind the step undone last, and answer it."""
        return _move(self.next_redo, self._undone, self._done)


def _move(step: Step | None, source: list[Step], target: list[Step]) -> Step | None:
    if step is not None:
        source.remove(step)
        target.append(step)
    return step


class Trail(Generic[Place]):
    """The places visited, in order, and where in that order we are."""

    def __init__(self) -> None:
        self._places: list[Place] = []
        self._here = -1

    def at(self, steps: int) -> Place | None:
        """The place so many steps on (back where negative), or None beyond either end."""
        there = self._here + steps
        return self._places[there] if 0 <= there < len(self._places) else None

    def visit(self, place: Place) -> None:
        """Arrive at a place: it becomes the end, unless we are there already."""
        if self._here >= 0 and self._places[self._here] == place:
            return
        del self._places[self._here + 1 :]
        self._places.append(place)
        del self._places[:-MOST_STEPS]
        self._here = len(self._places) - 1

    def go(self, steps: int) -> None:
        """Move along the places already visited; raises IndexError beyond either end."""
        if self.at(steps) is None:
            raise IndexError("there is nothing there")
        self._here += steps
