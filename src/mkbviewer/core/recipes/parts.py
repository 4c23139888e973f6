"""Whether the series of a frame are parts of one whole, and which sums of them make sense."""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mkbviewer.core.frame import Frame, Series, Values, settle
from mkbviewer.core.frequency import adds_over_time, is_rate
from mkbviewer.core.language import _
from mkbviewer.core.model import Measure, Member, Structure
from mkbviewer.core.page import Page
from mkbviewer.core.recipes.aggregation import overlap
from mkbviewer.core.recipes.breakdown import is_total
from mkbviewer.core.recipes.hierarchy import are_counted_twice, hold_each_other

_WHOLES: Final = ("totaal", "total")
_FEWEST_PERIODS: Final = 3
_ROUNDING: Final = 0.005
_OFF_BY_ROUNDING: Final = 1.5
"""How far rounded shares may be from 100 together."""


def why_no_parts(frame: Frame) -> str:
    """Why the series cannot be the parts of one whole; empty where they can.

    Parts are several, of one measure, and no total is among them.
    """
    if frame.is_empty:
        return _("There are no figures to show.")
    if len(frame.series) < 2:
        return _("A whole needs at least two parts.")
    if _frame_has_whole(frame) or _frame_has_sum(frame):
        return _("A total cannot be added to its parts.")
    if _frame_overlaps(frame):
        return _("Some of these series are part of others.")
    if len({series.measure for series in frame.series}) > 1:
        return _("Different measures cannot be added.")
    return ""


def why_no_shares(level: Frame, *, has_whole: bool) -> str:
    """Why the series have no shares, of a whole among them or else of all; empty where they have.

    Shares are of counts and amounts, and of percentages that are parts of one whole already.
    """
    if len({level.unit_of(column) for column in range(len(level.series))}) > 1:
        return _("Series of several units have no shares.")
    if len(level.series) < 2:
        return _("A whole needs at least two parts.")
    reason = "" if has_whole else why_no_parts(level)
    if not level.unit_of(0):
        return reason or _("Without a unit nobody knows whether these figures have shares.")
    of_rates = not level.adds_up or is_rate(Measure("", "", level.unit_of(0)))
    if of_rates and (has_whole or reason or not are_shares(level)):
        return _("Percentages, averages, indices and changes have no shares.")
    return reason


def are_shares(frame: Frame) -> bool:
    """Whether the figures are percentages that together are 100, but for rounding."""
    if not frame.unit.startswith("%") or why_no_parts(frame) or (frame.values < 0).any():
        return False
    totals = frame.values.sum(axis=1)
    totals = totals[np.isfinite(totals)]
    return bool(totals.size) and bool((np.abs(totals - 100) <= _OFF_BY_ROUNDING).all())


# Every kind of chart that stacks asks all of this of the same frame.
@lru_cache(maxsize=2)
def _frame_has_whole(frame: Frame) -> bool:
    return any(map(_is_whole, frame.series))


@lru_cache(maxsize=2)
def _frame_has_sum(frame: Frame) -> bool:
    return _has_sum(frame.values)


@lru_cache(maxsize=2)
def _frame_overlaps(frame: Frame) -> bool:
    members = {one.member: _own_label(one) for one in frame.series if one.member}
    beside = {one.beside: one.facet for one in frame.series if one.beside}
    return any(
        hold_each_other([Member(*one) for one in found.items()])
        or overlap(tuple(found))
        or are_counted_twice(tuple(found.values()))
        for found in (members, beside)
    )


def _own_label(series: Series) -> str:
    """The label of a series without that of what stands side by side; empty where it has no own."""
    if not series.facet:
        return series.label
    return "" if series.label == series.facet else series.label.removesuffix(f", {series.facet}")


def _is_whole(series: Series) -> bool:
    """Whether a series is a total, of its own dimension or of that which stands side by side."""
    label = _own_label(series)
    return (
        label.strip().lower().startswith(_WHOLES)
        or (bool(series.member) and is_total(Member(series.member, label)))
        or (bool(series.beside) and is_total(Member(series.beside, series.facet)))
    )


def _has_sum(values: Values) -> bool:
    """Whether one series is the sum of others that follow each other, whatever it is called.

    Told from the figures, in at least three periods and but for rounding: `mkb (0 to 100)` beside
    `0 to 10` and `10 to 100`.
    """
    whole = values[np.isfinite(values).all(axis=1)]
    whole = whole[(whole > 0).all(axis=1)]
    count = values.shape[1]
    if len(whole) < _FEWEST_PERIODS or count < 3:
        return False
    sums = np.concatenate([np.zeros((len(whole), 1)), np.cumsum(whole, axis=1)], axis=1)
    # Sums of what is above zero rise: where one begins, and what it has to be, tells where it ends.
    columns, firsts = (each.ravel() for each in np.indices((count, count)))
    newest, wanted = sums[-1], whole[-1][columns]
    low = np.searchsorted(newest, newest[firsts] + wanted / (1 + _ROUNDING), "left")
    high = np.searchsorted(newest, newest[firsts] + wanted / (1 - _ROUNDING), "right")
    low = np.maximum(low, firsts + 2)
    lengths = np.maximum(high - low, 0)
    columns, firsts, low = (np.repeat(each, lengths) for each in (columns, firsts, low))
    lasts = low + np.arange(len(low)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    is_beside = (columns < firsts) | (columns >= lasts)
    columns, firsts, lasts = columns[is_beside], firsts[is_beside], lasts[is_beside]
    # Almost every sum falls out on the newest periods.
    for row in range(len(whole) - 1, -1, -1):
        runs = sums[row, lasts] - sums[row, firsts]
        is_near = np.abs(whole[row, columns] - runs) <= _ROUNDING * runs
        columns, firsts, lasts = columns[is_near], firsts[is_near], lasts[is_near]
        if not len(columns):
            return False
    return True


@dataclass(frozen=True, slots=True)
class Addition:
    """Which sums of a frame make sense: of its series, and of the periods of a series.

    `why_no_series` says why its series cannot be added, and is empty where they can;
    `over_periods` has the keys of the series whose periods can.
    """

    why_no_series: str = ""
    over_periods: frozenset[str] = frozenset()


def additions_of(page: Page) -> Addition:
    """Which sums of the figures of a page make sense.

    Series that are parts of one whole are added where they are counts or amounts; the periods of a
    series where it counts what happens in a period, and not what is there at one moment.
    """
    frame = page.frame
    measures = [_measure_of(page, at) for at in range(len(frame.series))]
    reason = why_no_parts(frame)
    different = frozenset(measures)
    if any(is_rate(one) or not one.unit for one in different) or not frame.adds_up:
        reason = _("Percentages, indices and changes cannot be added.")
        return Addition(reason)
    adding = frozenset(one for one in different if adds_over_time(one))
    keys = (
        series.key
        for series, measure in zip(frame.series, measures, strict=True)
        if measure in adding
    )
    return Addition(reason, frozenset() if frame.is_change else frozenset(keys))


def has_rates(frame: Frame, structure: Structure) -> bool:
    """Whether any series of a frame of this structure is a rate, a price or an index."""
    measures = {_measure_in(structure, frame, column) for column in range(len(frame.series))}
    return any(map(is_rate, measures))


def _measure_of(page: Page, column: int) -> Measure:
    return _measure_in(page.structure, page.frame, column)


def _measure_in(structure: Structure, frame: Frame, column: int) -> Measure:
    series = frame.series[column]
    found = structure.measure(series.measure) or Measure(series.measure, series.label)
    unit = frame.unit_of(column)
    return found if found.unit == unit else replace(found, unit=unit)


def add_up(
    values: Values, statuses: NDArray[np.uint8], axis: int
) -> tuple[Values, NDArray[np.uint8]]:
    """The sums along an axis with the worst status of their parts: no part may be missing."""
    if not values.shape[axis]:
        length = values.shape[1 - axis]
        return np.zeros(length), np.zeros(length, dtype=np.uint8)
    return settle(values.sum(axis=axis), statuses.max(axis=axis))
