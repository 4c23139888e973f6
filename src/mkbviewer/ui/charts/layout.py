"""Where things go: the value axis, names that do not overlap, rows of a legend.

Lengths are in the units of the target (screen pixels, or a picture's dots).
"""

import itertools
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from mkbviewer.core.numbers import format_number

Measure = Callable[[str], float]

_NICE = (1.0, 2.0, 2.5, 5.0, 10.0)
_FINEST = 1e-9
_SMALLEST = 1e-290
_FEWEST_TICKS = 2


@dataclass(frozen=True, slots=True)
class ValueScale:
    """The value axis from `low` to `high`, with its ticks and the decimals that tell them apart."""

    low: float
    high: float
    ticks: tuple[float, ...]
    decimals: int

    is_log: bool = False

    def part(self, value: float) -> float:
        """How far along the axis a value is, from 0 to 1."""
        if self.is_log:
            return math.log(value / self.low) / math.log(self.high / self.low)
        return (value - self.low) / (self.high - self.low)

    def labels(self, suffix: str = "") -> tuple[str, ...]:
        """The ticks as texts in the active notation."""
        if not self.is_log:
            return tuple(format_number(tick, self.decimals) + suffix for tick in self.ticks)
        decimals = (max(0, -math.floor(math.log10(tick) + 1e-9)) for tick in self.ticks)
        return tuple(
            format_number(tick, places) + suffix
            for tick, places in zip(self.ticks, decimals, strict=True)
        )


def scale_values(low: float, high: float, height: float, gap: float) -> ValueScale:
    """An axis that spans the figures and ends on round ticks at least `gap` apart."""
    # Figures that differ by less than their own precision are one figure.
    if high - low <= max(_FINEST * max(abs(low), abs(high)), _SMALLEST):
        margin = max(abs(low), abs(high)) * 0.1
        margin = margin if margin > _SMALLEST else 1.0
        low, high = low - margin, high + margin
        if low < 0 <= low + margin:
            low = 0.0
    most = max(_FEWEST_TICKS, int(height / gap)) if gap > 0 else _FEWEST_TICKS
    step = _round_step((high - low) / most)
    while True:
        first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
        if last - first <= most:
            break
        step = _round_step(step * 1.01)
    decimals = max(0, -math.floor(math.log10(step) + 1e-9))
    if round(step, decimals) != round(step, decimals + 2):
        decimals += 1
    ticks = tuple(round(number * step, decimals + 2) + 0.0 for number in range(first, last + 1))
    return ValueScale(first * step, last * step, ticks, decimals)


def tighten(scale: ValueScale, low: float, high: float) -> ValueScale:
    """The axis, ended half a step earlier at either end where the figures leave that empty.

    For low plots, whose few ticks lie far apart; two ticks remain.
    """
    ticks = scale.ticks
    half = (ticks[1] - ticks[0]) / 2
    first, last = scale.low, scale.high
    if len(ticks) > _FEWEST_TICKS and last - half >= high:
        ticks, last = ticks[:-1], last - half
    if len(ticks) > _FEWEST_TICKS and first + half <= low and first:
        ticks, first = ticks[1:], first + half
    return replace(scale, low=first, high=last, ticks=ticks)


def scale_logarithmically(low: float, high: float, height: float, gap: float) -> ValueScale:
    """A logarithmic axis that spans positive figures, its ends and ticks one, two or five.

    The ticks are the finest of those, of the powers of ten, and of every second, third … power,
    that stand at least `gap` apart.
    """
    first, last = math.floor(math.log10(low)), math.ceil(math.log10(high) + 1e-12)
    finest = [digit * 10.0**power for power in range(first, last + 1) for digit in (1, 2, 5)]
    start = max(tick for tick in finest if tick <= low * (1 + 1e-9))
    end = min(tick for tick in finest if tick >= high * (1 - 1e-9))
    end = end if end > start else start * 10
    finest = [tick for tick in finest if start * (1 - 1e-9) <= tick <= end * (1 + 1e-9)]
    powers = [tick for tick in finest if abs(math.log10(tick) - round(math.log10(tick))) < 1e-9]
    sparse = [powers[::step] for step in range(1, len(powers) + 1)] if len(powers) > 1 else []
    span = math.log(end / start)
    for ticks in (finest, *sparse):
        apart = min(math.log(b / a) for a, b in itertools.pairwise(ticks)) if ticks[1:] else span
        if apart / span * height >= gap:
            return ValueScale(start, end, tuple(ticks), 0, is_log=True)
    return ValueScale(start, end, (start, end), 0, is_log=True)


def _round_step(least: float) -> float:
    magnitude = 10.0 ** math.floor(math.log10(least))
    for nice in _NICE:
        if nice * magnitude >= least * (1 - 1e-9):
            return nice * magnitude
    return 10 * magnitude


def spread(
    wanted: Sequence[float], heights: Sequence[float], low: float, high: float
) -> list[float]:
    """Middles as near as can be to the wanted ones (downwards), without overlap, within bounds.

    Neighbours that would overlap move together around the mean of what they want.
    """
    order = sorted(range(len(wanted)), key=lambda index: wanted[index])
    groups: list[list[int]] = []
    tops: list[float] = []
    for index in order:
        groups.append([index])
        tops.append(_top_of(groups[-1], wanted, heights, low, high))
        while len(groups) > 1 and tops[-2] + _total(groups[-2], heights) > tops[-1] + 1e-9:
            joined = groups[-2] + groups[-1]
            groups[-2:] = [joined]
            tops[-2:] = [_top_of(joined, wanted, heights, low, high)]
    placed = [0.0] * len(wanted)
    for group, top in zip(groups, tops, strict=True):
        for index in group:
            placed[index] = top + heights[index] / 2
            top += heights[index]  # noqa: PLW2901 - the running top within one group
    return placed


def _total(group: Sequence[int], heights: Sequence[float]) -> float:
    return sum(heights[index] for index in group)


def _top_of(
    group: Sequence[int],
    wanted: Sequence[float],
    heights: Sequence[float],
    low: float,
    high: float,
) -> float:
    total = _total(group, heights)
    offset, sum_of_tops = 0.0, 0.0
    for index in group:
        sum_of_tops += wanted[index] - heights[index] / 2 - offset
        offset += heights[index]
    top = sum_of_tops / len(group)
    return max(low, min(top, high - total))


def wrap(text: str, width: float, measure: Measure, most_lines: int = 2) -> tuple[str, ...]:
    """The text in lines of at most `width`; what does not fit ends in an ellipsis."""
    if measure(text) <= width:
        return (text,)
    lines: list[str] = []
    words = text.split(" ")
    while words and len(lines) < most_lines - 1:
        line = [words.pop(0)]
        while words and measure(" ".join([*line, words[0]])) <= width:
            line.append(words.pop(0))
        lines.append(shorten(" ".join(line), width, measure))
    if words:
        lines.append(shorten(" ".join(words), width, measure))
    return tuple(lines)


def wrap_evenly(text: str, width: float, measure: Measure) -> tuple[str, ...]:
    """The text in at most two lines, the second no shorter than half the first where it can be."""
    lines = wrap(text, width, measure)
    if len(lines) < 2 or " ".join(lines) != text:
        return lines
    first, second = (line.split(" ") for line in lines)
    while len(first) > 1 and measure(" ".join(second)) < measure(" ".join(first)) / 2:
        second.insert(0, first.pop())
    return " ".join(first), " ".join(second)


def shorten(text: str, width: float, measure: Measure) -> str:
    """The text, cut with an ellipsis where it is wider than `width`."""
    if measure(text) <= width:
        return text
    for length in range(len(text) - 1, 0, -1):
        cut = text[:length].rstrip(" ,;-(") + "…"
        if measure(cut) <= width:
            return cut
    return "…"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a legend: its place from the left, its row from the top, its text.

    `index` is the place of its series, or -1 for what tells how many others there are.
    """

    index: int
    x: float
    row: int
    text: str


def flow(
    texts: Sequence[str], width: float, swatch: float, gap: float, measure: Measure
) -> tuple[Entry, ...]:
    """The entries of a legend from left to right, on as many rows as the width asks for."""
    entries = []
    x, row = 0.0, 0
    for index, full in enumerate(texts):
        text = shorten(full, width - swatch, measure)
        length = swatch + measure(text)
        if x > 0 and x + length > width:
            x, row = 0.0, row + 1
        entries.append(Entry(index, x, row, text))
        x += length + gap
    return tuple(entries)


def fold(
    entries: Sequence[Entry],
    most_rows: int,
    width: float,
    measure: Measure,
    name_others: Callable[[int], str],
) -> tuple[Entry, ...]:
    """The entries of a legend on so many rows, and behind them how many others there are."""
    kept = [entry for entry in entries if entry.row < most_rows]
    if len(kept) == len(entries):
        return tuple(entries)
    # Where the first that is left out would stand, there is room behind those before it.
    while True:
        words = name_others(len(entries) - len(kept))
        x = entries[len(kept)].x if entries[len(kept)].row == most_rows - 1 else width
        if x + measure(words) <= width or not kept or kept[-1].row < most_rows - 1:
            x = x if x < width else 0.0
            return (*kept, Entry(-1, x, most_rows - 1, words))
        kept.pop()
