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

Point = tuple[float, float]

_APART, _BESIDE_LINE = 1.6, 0.6
"""How many gaps a name with a line stays away from other points, and its line does."""


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
    name keeps the slot that it had `before` as long as that is free, so that names do not dance
    while points move. Without one it stands next to its point where no other point is as near, else
    where a line can lead to it past all others. A name for which there is no room at all has none.
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
    points: Sequence[Point],
) -> Label | None:
    marks = [_around(x, y, gap * 0.7) for x, y in points]
    others = [one for one in points if one != (anchor.x, anchor.y)]
    if kept is not None and kept != _AT_ANY_PLACE:
        box = _box(anchor, kept, gap)
        if _is_inside(box, bounds) and not _hits(box, taken) and not _hits(box, marks):
            return Label(anchor.key, box, kept, is_far=not _is_beside(anchor, box, kept, others))
    led: Label | None = None
    doubtful: Label | None = None
    over_a_mark: Label | None = None
    for slot in _slots():
        box = _box(anchor, slot, gap)
        if not _is_inside(box, bounds) or _hits(box, taken):
            continue
        if _hits(box, marks):
            over_a_mark = over_a_mark or Label(anchor.key, box, slot, is_far=slot[1] > 0)
        elif _is_beside(anchor, box, slot, others):
            return Label(anchor.key, box, slot, is_far=False)
        elif led is None and _is_clear(anchor, box, gap, others):
            led = Label(anchor.key, box, slot, is_far=True)
        else:
            doubtful = doubtful or Label(anchor.key, box, slot, is_far=True)
    if led is not None:
        return led
    for box in _anywhere(anchor, bounds):
        if _hits(box, taken) or _hits(box, marks):
            continue
        found = Label(anchor.key, box, _AT_ANY_PLACE, is_far=True)
        if _is_clear(anchor, box, gap, others):
            return found
        doubtful = doubtful or found
    return doubtful or over_a_mark


def _is_beside(anchor: Anchor, box: Box, slot: Slot, others: Sequence[Point]) -> bool:
    """Whether a name stands next to its point, and no other point is as near to it."""
    own = _distance(box, anchor.x, anchor.y)
    return slot[1] == 0 and all(_distance(box, x, y) > own for x, y in others)


def _is_clear(anchor: Anchor, box: Box, gap: float, others: Sequence[Point]) -> bool:
    """Whether a name with a line to its point is beside no other point, nor its line across one."""
    end = (min(max(anchor.x, box[0]), box[2]), min(max(anchor.y, box[1]), box[3]))
    return all(
        _distance(box, x, y) > _APART * gap
        and _distance_to_line((x, y), (anchor.x, anchor.y), end) > _BESIDE_LINE * gap
        for x, y in others
    )


def _distance_to_line(point: Point, start: Point, end: Point) -> float:
    across, down = end[0] - start[0], end[1] - start[1]
    length = across * across + down * down
    part = ((point[0] - start[0]) * across + (point[1] - start[1]) * down) / (length or 1.0)
    part = min(max(part, 0.0), 1.0)
    return math.hypot(start[0] + part * across - point[0], start[1] + part * down - point[1])


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
