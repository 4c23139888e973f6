"""Which slopes have their names and figures beside them, and where these stand."""

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF

from mkbviewer.ui.charts.arrangement import MOST_NAMES, Plot, Style
from mkbviewer.ui.charts.dots import Pair
from mkbviewer.ui.charts.figure_painting import POINT_RADIUS
from mkbviewer.ui.charts.layout import spread, wrap

GAP = 11.0
_WIDEST_NAMES, _WIDEST_WORD = 0.45, 0.7

_FARTHEST = (6, 2)
"""How many lines figures and names may stand from their points where not all have theirs."""


@dataclass(frozen=True)
class Columns:
    """The figures left of the plot, and the figures and names right of it.

    `left` and `right` are where the figures on either side end, `start` where names begin. Of the
    series that are `named`, `names` has the lines of each, `middles` its height on the left and on
    the right.
    """

    left: float
    right: float
    start: float
    named: tuple[Pair, ...]
    names: tuple[tuple[str, ...], ...]
    middles: tuple[tuple[float, float], ...]


def widest_name(pairs: Sequence[Pair], room: float, style: Style) -> float:
    """How wide names get: whole words always have their room, as far as there is any."""
    names = [pair.label for pair in pairs]
    words = [style.width(word) for name in names for word in name.split(" ")]
    widest = min(max(map(style.width, names)), room * _WIDEST_NAMES)
    widest = max(widest, min(max(words), room * _WIDEST_WORD))
    return max(
        style.width(line) for name in names for line in wrap(name, widest, style.width, len(name))
    )


def place_columns(
    pairs: Sequence[Pair],
    plot: Plot,
    widths: tuple[float, float],
    rect: QRectF,
    style: Style,
    marked: Collection[str],
) -> Columns:
    """The words as near as can be to their points, without lying over each other.

    Where there are more series than can be told apart so, only those have words for which there
    is room beside their own points: what is marked, the highest and the lowest, the steepest.
    """
    area, line = plot.area, style.line
    lines = [wrap(pair.label, widths[1], style.width, len(pair.label)) for pair in pairs]
    top, bottoms = area.top() - line / 2, (rect.bottom(), rect.bottom())

    def wanted(pair: Pair, end: int) -> float:
        own, other = pair.values[end], pair.values[1 - end]
        if math.isfinite(own):
            return plot.y(own)
        return plot.y(other) if math.isfinite(other) else area.bottom()

    ends = [(wanted(pair, 0), wanted(pair, 1)) for pair in pairs]
    chosen: Sequence[int] = range(len(pairs))
    if len(pairs) > MOST_NAMES or sum(map(len, lines)) * line > bottoms[1] - top:
        # Under the names stands how many have none.
        bottoms = (bottoms[0], bottoms[1] - line)
        slots = (int((bottoms[0] - top) / line), max(1, int((bottoms[1] - top) / line)))
        places = [((left - top) / line, (right - top) / line) for left, right in ends]
        chosen = _choose(_by_weight(pairs, ends, marked), places, list(map(len, lines)), slots)
    heights = ([line] * len(chosen), [len(lines[one]) * line for one in chosen])
    left, right = (
        spread([ends[one][end] for one in chosen], heights[end], top, bottoms[end])
        for end in (0, 1)
    )
    away = (POINT_RADIUS + GAP) * style.unit
    return Columns(
        area.left() - away,
        area.right() + away + widths[0],
        area.right() + away + widths[0] + GAP * style.unit,
        tuple(pairs[one] for one in chosen),
        tuple(lines[one] for one in chosen),
        tuple(zip(left, right, strict=True)),
    )


def _by_weight(
    pairs: Sequence[Pair], ends: Sequence[tuple[float, float]], marked: Collection[str]
) -> list[int]:
    """The places of the series: marked ones, the outermost, then the steeper the earlier."""
    whole = [place for place, pair in enumerate(pairs) if all(map(math.isfinite, pair.values))]
    outermost = {whole[0], whole[-1]} if whole else set()

    def weight(place: int) -> tuple[bool, bool, bool, float]:
        left, right = ends[place]
        pair = pairs[place]
        is_whole = all(map(math.isfinite, pair.values))
        return pair.key not in marked, place not in outermost, not is_whole, -abs(right - left)

    return sorted(range(len(pairs)), key=weight)


def _choose(
    order: Sequence[int],
    places: Sequence[tuple[float, float]],
    lengths: Sequence[int],
    slots: tuple[int, int],
) -> list[int]:
    """Those that find free lines near their points, left and right; the first always does."""
    free = ([True] * slots[0], [True] * slots[1])
    chosen: list[int] = []
    for one in order:
        farthest = _FARTHEST if chosen else slots
        left = _nearest(free[0], places[one][0], 1, farthest[0])
        right = _nearest(free[1], places[one][1], lengths[one], farthest[1])
        if left is None or right is None:
            continue
        free[0][left] = False
        free[1][right : right + lengths[one]] = [False] * lengths[one]
        chosen.append(one)
    return sorted(chosen)


def _nearest(free: Sequence[bool], middle: float, length: int, farthest: int) -> int | None:
    """The first of so many free lines in a row, as near as can be to a place among them."""
    ideal = middle - length / 2
    starts = range(
        max(0, math.ceil(ideal - farthest)),
        min(len(free) - length, math.floor(ideal + farthest)) + 1,
    )
    fitting = [start for start in starts if all(free[start : start + length])]
    return min(fitting, key=lambda start: abs(start - ideal), default=None)
