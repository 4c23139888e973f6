"""Where the names on the clock stand: beside their points, over no other name and within bounds."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""

Slot = tuple[int, int]
"""In which direction from its point a name stands, and how far: to find it there again."""

_DIRECTIONS = ((1, 0), (-1, 0), (1, -1), (-1, -1), (1, 1), (-1, 1), (0, -1), (0, 1))
_DISTANCES = (1.0, 2.4, 4.2, 6.4)
_AT_ANY_PLACE: Slot = (-1, -1)


@dataclass(frozen=True, slots=True)
class Anchor:
    """A point with the size of its name."""

    key: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Label:
    """Where a name stands; `is_far` when a line must lead to its point.

    It must where the name is not beside its point, and where another point is as near to it.
    """

    key: str
    box: Box
    slot: Slot
    is_far: bool


def place_labels(
    anchors: Sequence[Anchor],
    bounds: Box,
    gap: float,
    before: Mapping[str, Slot] | None = None,
    reserved: Sequence[Box] = (),
) -> dict[str, Label]:
    """A place for each name such that no two overlap, as near to its point as there is room.

    `gap` is the distance between a point and its name; `reserved` is where other words stand. A
    name keeps the slot that it had `before`
    as long as that is free, so that names do not dance while points move. Without one it stands
    where no other point is nearer to it than its own, if it can. A name for which there is no room
    at all has none.
    """
    known = before or {}
    points = [(one.x, one.y) for one in anchors]
    placed: dict[str, Label] = {}
    taken: list[Box] = list(reserved)
    # Those in the thick of it first: the others have room to give.
    order = sorted(anchors, key=lambda one: _crowd(one, anchors))
    for anchor in order:
        label = _place(anchor, bounds, gap, known.get(anchor.key), taken, points)
        if label is not None:
            placed[anchor.key] = label
            taken.append(label.box)
    return placed


def _crowd(anchor: Anchor, anchors: Sequence[Anchor]) -> float:
    distances = sorted(abs(one.x - anchor.x) + 2 * abs(one.y - anchor.y) for one in anchors)
    return sum(distances[1:3])


def _place(
    anchor: Anchor,
    bounds: Box,
    gap: float,
    kept: Slot | None,
    taken: Sequence[Box],
    points: Sequence[tuple[float, float]],
) -> Label | None:
    marks = [_around(x, y, gap * 0.7) for x, y in points]
    if kept is not None and kept != _AT_ANY_PLACE:
        box = _box(anchor, kept, gap)
        if _is_inside(box, bounds) and not _hits(box, taken) and not _hits(box, marks):
            return _label(anchor, box, kept, points)
    doubtful: Label | None = None
    over_a_mark: Label | None = None
    for slot in _slots():
        box = _box(anchor, slot, gap)
        if not _is_inside(box, bounds) or _hits(box, taken):
            continue
        label = _label(anchor, box, slot, points)
        if _hits(box, marks):
            over_a_mark = over_a_mark or label
        elif not label.is_far:
            return label
        else:
            doubtful = doubtful or label
    if doubtful is not None:
        return doubtful
    for box in _anywhere(anchor, bounds):
        if not _hits(box, taken) and not _hits(box, marks):
            return Label(anchor.key, box, _AT_ANY_PLACE, is_far=True)
    return over_a_mark


def _label(anchor: Anchor, box: Box, slot: Slot, points: Sequence[tuple[float, float]]) -> Label:
    own = _distance(box, anchor.x, anchor.y)
    rivals = sum(_distance(box, x, y) <= own for x, y in points)
    # Its own point is one of them.
    return Label(anchor.key, box, slot, is_far=slot[1] > 0 or rivals > 1)


def _distance(box: Box, x: float, y: float) -> float:
    return math.hypot(max(box[0] - x, 0.0, x - box[2]), max(box[1] - y, 0.0, y - box[3]))


def _slots() -> Iterator[Slot]:
    for distance in range(len(_DISTANCES)):
        for direction in range(len(_DIRECTIONS)):
            yield direction, distance


def _box(anchor: Anchor, slot: Slot, gap: float) -> Box:
    across, down = _DIRECTIONS[slot[0]]
    distance = _DISTANCES[slot[1]] * gap
    width, height = anchor.width, anchor.height
    middle_x, middle_y = anchor.x, anchor.y
    if across:
        middle_x += across * (distance + width / 2)
        middle_y += down * (distance * 0.4 + height / 2)
    else:
        middle_y += down * (distance + height / 2)
    return (
        middle_x - width / 2,
        middle_y - height / 2,
        middle_x + width / 2,
        middle_y + height / 2,
    )


def _anywhere(anchor: Anchor, bounds: Box) -> list[Box]:
    left, top, right, bottom = bounds
    columns = max(1, int((right - left) // max(anchor.width / 2, 1.0)))
    lines = max(1, int((bottom - top) // max(anchor.height, 1.0)))
    boxes = [
        (x, y, x + anchor.width, y + anchor.height)
        for x in (
            left + (right - left - anchor.width) * step / columns for step in range(columns + 1)
        )
        for y in (top + (bottom - top - anchor.height) * step / lines for step in range(lines + 1))
    ]
    inside = [box for box in boxes if _is_inside(box, bounds)]
    return sorted(
        inside,
        key=lambda box: math.hypot(
            (box[0] + box[2]) / 2 - anchor.x, (box[1] + box[3]) / 2 - anchor.y
        ),
    )


def _around(x: float, y: float, half: float) -> Box:
    return (x - half, y - half, x + half, y + half)


def _is_inside(box: Box, bounds: Box) -> bool:
    return (
        box[0] >= bounds[0] and box[1] >= bounds[1] and box[2] <= bounds[2] and box[3] <= bounds[3]
    )


def _hits(box: Box, others: Sequence[Box]) -> bool:
    left, top, right, bottom = box
    for other in others:
        if left < other[2] and other[0] < right and top < other[3] and other[1] < bottom:
            return True
    return False
