"""Transformations of a frame: growth, index, share, then a moving average; range of periods.

Each returns a new frame of the same series. A result that cannot be computed (no period a year
earlier, growth from nothing or from below zero) is missing with status UNDEFINED, never infinite; a
result made from a missing figure is missing with that figure's status; one made from a provisional
figure is provisional. What was done already stays in the frame's name.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from mkbviewer.core.errors import InvalidView
from mkbviewer.core.frame import (
    ARROW,
    Frame,
    Statuses,
    Values,
    combine_statuses,
    select_rows,
    settle,
)
from mkbviewer.core.frequency import parts_of, step_of, with_a_decimal
from mkbviewer.core.language import _
from mkbviewer.core.model import Member
from mkbviewer.core.numbers import IN_POINTS
from mkbviewer.core.period import (
    PER_YEAR,
    Frequency,
    Period,
    end_of,
    parse_code,
    shift,
    year_earlier,
)
from mkbviewer.core.recipes.breakdown import is_total
from mkbviewer.core.recipes.parts import why_no_shares
from mkbviewer.core.status import Status
from mkbviewer.core.view import Transformation


def transform(frame: Frame, transformation: Transformation, base: str = "") -> Frame:
    """The frame after one transformation; `base` is the period code at which an index is 100.

    The mean of its periods is 100 where the base is a whole year of shorter ones. Each series is
    compared as suits its own unit; what is no part of a whole has no shares. Raises InvalidView
    when the base is not a period of the frame.
    """
    match transformation:
        case Transformation.LEVEL:
            return frame
        case Transformation.CHANGE:
            everywhere = np.ones(len(frame.series), dtype=bool)
            changed = _against(frame, look_back(frame.periods), everywhere)
            return _changes(changed, _("change on the previous period"))
        case Transformation.PREVIOUS:
            differs = differences_of(frame)
            return _changes(
                _against(frame, look_back(frame.periods), differs),
                _("change on the previous period")
                if differs.any()
                else _("percentage change on the previous period"),
            )
        case Transformation.YEAR_ON_YEAR:
            changed = _against(frame, year_earlier, differences_of(frame))
            return _changes(changed, _("change on a year earlier"))
        case Transformation.INDEX:
            return _index(frame, base)
        case Transformation.SHARE:
            return _share(frame)


def _named(frame: Frame, name: str, unit: str) -> Frame:
    series = tuple(replace(one, unit=unit, decimals=1) for one in frame.series)
    named = replace(frame, series=series, unit=unit, is_change=False, adds_up=False)
    return replace(named, transformation=_after(frame, name))


def _changes(frame: Frame, name: str) -> Frame:
    units = {one.unit for one in frame.series}
    unit = units.pop() if len(units) == 1 else ""
    named = replace(frame, unit=unit, is_change=True, adds_up=False)
    return replace(named, transformation=_after(frame, name))


def _after(frame: Frame, name: str) -> str:
    """The steps done to the level in their order, with this one last."""
    return ARROW.join(part for part in (frame.transformation, name) if part)


def look_back(periods: tuple[Period, ...], lag: int = 1) -> Callable[[Period], Period | None]:
    """Gives the period so many figures before another, as far apart as a frame's periods are."""
    step = step_of(periods)
    return lambda period: shift(period, -lag * step)


_COMPARED_BY_DIFFERENCE = (*IN_POINTS, "z-score")


def takes_difference(unit: str) -> bool:
    """Whether figures of this unit are compared by their difference and not by a percentage.

    A percentage of a percentage is read as percentage points; a balance or a score passes
    through zero, where a percentage means nothing.
    """
    return unit.startswith(_COMPARED_BY_DIFFERENCE)


def differences_of(frame: Frame) -> NDArray[np.bool_]:
    """For each series whether it is compared by its difference."""
    return np.array(
        [takes_difference(frame.unit_of(column)) for column in range(len(frame.series))], dtype=bool
    )


def _difference_unit(unit: str) -> str:
    return _("percentage points") if unit.startswith(("%", "saldo")) else unit


def _grow(now: Values, then: Values) -> Values:
    """The percentage by which a figure grew; NaN from a figure that is not above zero."""
    return 100 * (now / np.where(then > 0, then, np.nan) - 1)


def rows_of(periods: tuple[Period, ...], wanted: list[Period | None]) -> NDArray[np.intp]:
    """The row of each wanted period, -1 where it is not among them."""
    rows = {period: row for row, period in enumerate(periods)}
    return np.array([rows.get(period, -1) if period else -1 for period in wanted], dtype=np.intp)


def compare_rows(
    values: Values,
    statuses: Statuses,
    earlier: NDArray[np.intp],
    compute: Callable[[Values, Values], Values],
) -> tuple[Values, Statuses]:
    """Each row against an earlier one (-1: none): values and statuses of the same shape."""
    has_earlier = (earlier >= 0)[:, np.newaxis]
    then = np.where(has_earlier, values[earlier], np.nan)
    then_statuses = np.where(has_earlier, statuses[earlier], Status.UNDEFINED).astype(np.uint8)
    with np.errstate(divide="ignore", invalid="ignore"):
        computed = compute(values, then)
    return settle(computed, combine_statuses(statuses, then_statuses))


def _against(
    frame: Frame,
    find_earlier: Callable[[Period], Period | None],
    differs: NDArray[np.bool_],
) -> Frame:
    """Each figure against an earlier one: by the difference where a series `differs`, else in %.

    What counts whole things differs by whole things.
    """

    def compute(now: Values, then: Values) -> Values:
        return np.where(differs, now - then, _grow(now, then))

    earlier = rows_of(frame.periods, [find_earlier(period) for period in frame.periods])
    values, statuses = compare_rows(frame.values, frame.statuses, earlier, compute)
    series = tuple(
        replace(
            one,
            unit=_difference_unit(frame.unit_of(column)) if differs[column] else "%",
            decimals=one.decimals
            if differs[column] and not takes_difference(frame.unit_of(column))
            else 1,
        )
        for column, one in enumerate(frame.series)
    )
    return replace(frame, series=series, values=values, statuses=statuses)


def default_base(frame: Frame) -> str:
    """The first period in which every series has a value, else the first with any."""
    filled = np.isfinite(frame.values)
    for rows in (np.flatnonzero(filled.all(axis=1)), np.flatnonzero(filled.any(axis=1))):
        if rows.size:
            return frame.periods[int(rows[0])].code
    return ""


def base_periods(frame: Frame, code: str) -> tuple[Period, ...]:
    """The periods of a frame at whose mean an index is 100: one, or those of a whole year.

    Empty where the frame has no such period, or not all of such a year.
    """
    by_code = _by_code(frame)
    found = (by_code[code],) if code in by_code else ()
    longer = parse_code(code)
    if found or longer is None or longer.frequency is not Frequency.YEAR or not frame.periods:
        return found
    part = frame.periods[0].frequency
    if PER_YEAR.get(part, 1) == 1:
        return ()
    parts = parts_of(longer, part, frame.periods)
    return parts if all(by_code.get(one.code) == one for one in parts) else ()


@lru_cache(maxsize=2)  # All years that can be a base are asked for one after another.
def _by_code(frame: Frame) -> Mapping[str, Period]:
    return {one.code: one for one in frame.periods}


def _index(frame: Frame, base: str) -> Frame:
    code = base or default_base(frame)
    periods = base_periods(frame, code)
    if not periods:
        if not code:
            return _named(frame, _("index"), _("index"))
        raise InvalidView(
            _("{period} cannot be the base of the index.").format(period=code),
            _("The series have no such period."),
            _("Choose a period that is in the table."),
        )
    rows = rows_of(frame.periods, list(periods))
    then = frame.values[rows].mean(axis=0)
    computed = 100 * frame.values / np.where(then > 0, then, np.nan)
    worst = combine_statuses(*frame.statuses[rows])
    values, statuses = settle(
        computed, combine_statuses(frame.statuses, np.broadcast_to(worst, frame.statuses.shape))
    )
    period = parse_code(code) or periods[0]
    label = period.label if len(periods) > 1 else periods[0].label
    name = _("index, {period} = 100").format(period=label)
    return _named(replace(frame, values=values, statuses=statuses), name, f"{label} = 100")


def whole_of(frame: Frame) -> int | None:
    """The series that stands for all others, as its member or its label tells; None without one."""
    found = [
        column
        for column, one in enumerate(frame.series)
        if is_total(Member(one.member or one.key, one.label))
    ]
    if len({one.unit for one in frame.series}) > 1:
        return None
    return found[0] if len(found) == 1 and len(frame.series) > 1 else None


def _share(frame: Frame) -> Frame:
    """Shares; all missing, and why, where the series have none."""
    whole = whole_of(frame)
    lacks = why_no_shares(frame, has_whole=whole is not None)
    if whole is None:
        name = _("share of the series shown")
        # What is lost and what is won have no whole: they would be shares above 100.
        is_whole = (frame.values >= 0).all(axis=1, keepdims=True)
        total = np.where(is_whole, frame.values.sum(axis=1, keepdims=True), np.nan)
        worst = frame.statuses.max(axis=1, initial=0, keepdims=True)
    else:
        name = _("share of {series}").format(series=frame.series[whole].label)
        total = frame.values[:, [whole]]
        worst = frame.statuses[:, [whole]]
    if lacks:
        total = np.full_like(total, np.nan)
    values = 100 * frame.values / np.where(total > 0, total, np.nan)
    values, statuses = settle(values, np.maximum(frame.statuses, worst))
    return _named(replace(frame, values=values, statuses=statuses, lacks=lacks), name, "%")


def average(frame: Frame, count: int) -> Frame:
    """The frame with each figure averaged with those of the periods before it, `count` in all.

    The frame as it is where `count` is no number of periods to average.
    """
    if count < 2:
        return frame
    total, statuses = frame.values, frame.statuses
    for lag in range(1, count):
        find = look_back(frame.periods, lag)
        rows = rows_of(frame.periods, [find(period) for period in frame.periods])
        is_there = (rows >= 0)[:, np.newaxis]
        total = total + np.where(is_there, frame.values[rows], np.nan)
        part = np.where(is_there, frame.statuses[rows], Status.UNDEFINED).astype(np.uint8)
        statuses = combine_statuses(statuses, part)
    values, statuses = settle(total / count, statuses)
    name = _("moving average of {count} periods").format(count=count)
    return replace(
        frame,
        series=tuple(with_a_decimal(one) for one in frame.series),
        values=values,
        statuses=statuses,
        transformation=_after(frame, name),
    )


def select_range(frame: Frame, first: str = "", last: str = "") -> Frame:
    """The frame's periods from `first` to `last` (codes, both included; empty is open).

    A code of another frequency stands for all the time that it takes: up to `2022JJ00` takes in
    the last quarter of 2022. Raises InvalidView when a code is not a period.
    """
    start = _period_of(first).start if first else None
    final = _period_of(last) if last else None
    end = (end_of(final) or final.start) if final else None
    rows = [
        row
        for row, period in enumerate(frame.periods)
        if period.start is None
        or ((start is None or period.start >= start) and _is_within(period, final, end))
    ]
    return select_rows(frame, np.array(rows, dtype=np.intp))


def select_season(frame: Frame, season: str) -> Frame:
    """The frame's periods in one part of the year (`KW03`: every third quarter); else all.

    Periods of another frequency have no such part, and all of them stay.
    """
    frequency, number = season[:2], season[2:]
    if not season or not any(one.frequency.value == frequency for one in frame.periods):
        return frame
    rows = [row for row, period in enumerate(frame.periods) if f"{period.number:02d}" == number]
    return select_rows(frame, np.array(rows, dtype=np.intp))


def _is_within(period: Period, final: Period | None, end: date | None) -> bool:
    if final is None or end is None or period == final:
        return True
    return period.start is None or period.start < end


def _period_of(code: str) -> Period:
    period = parse_code(code) or (parse_code(f"{code}JJ00") if code.isdigit() else None)
    if period is None:
        raise InvalidView(
            _("“{period}” is not a period.").format(period=code),
            _("Periods are written as CBS does: 2023JJ00, 2023KW03, 2023MM07."),
        )
    return period
