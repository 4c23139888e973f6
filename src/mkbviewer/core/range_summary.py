"""What happened to each series over a range of periods: start, end, change, mean, growth a year."""

import math
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from mkbviewer.core.frame import Frame, Series, decimals_shown
from mkbviewer.core.language import _
from mkbviewer.core.numbers import IN_POINTS, strip_noise, unit_label
from mkbviewer.core.period import PER_YEAR, Period
from mkbviewer.core.status import Status
from mkbviewer.core.transform import takes_difference
from mkbviewer.core.words.tab_separated import CopyNotation, join_lines, write_figure, write_words


@dataclass(frozen=True, slots=True)
class Figure:
    """A value with its status; NaN where it is missing or cannot be computed."""

    value: float
    status: Status


@dataclass(frozen=True, slots=True)
class SeriesSummary:
    """One series over a range, with the decimals of its figures.

    `percentage` is the change in per cent of the start. `yearly` is the growth a year: geometric
    and in per cent, or where the series is compared `in_points` the change divided by the years.
    `mean` is that of the `count` figures there are.
    """

    series: Series
    unit: str
    decimals: int
    in_points: bool
    start: Figure
    end: Figure
    change: Figure
    percentage: Figure
    mean: Figure
    count: int
    yearly: Figure


@dataclass(frozen=True, slots=True)
class RangeSummary:
    """A range of a frame: its ends, the periods in it, the years between the ends, its series.

    `years` is None where the periods have no certain place in time.
    """

    first: Period
    last: Period
    periods: int
    years: float | None
    series: tuple[SeriesSummary, ...]


def summarise(frame: Frame, rows: Iterable[int], keys: Collection[str] = ()) -> RangeSummary | None:
    """What happened over these rows of a frame to these series, to all where none is named.

    None for fewer than two rows: one period is no range. A figure made from a provisional one is
    provisional; one that is missing at an end of the range leaves what follows from it missing.
    """
    within = sorted({row for row in rows if 0 <= row < len(frame.periods)})
    if len(within) < 2:
        return None
    first, last = frame.periods[within[0]], frame.periods[within[-1]]
    years = years_between(first, last)
    columns = [at for at, one in enumerate(frame.series) if not keys or one.key in keys]
    told = tuple(_summarise_one(frame, np.array(within), column, years) for column in columns)
    return RangeSummary(first, last, len(within), years, told)


def _summarise_one(
    frame: Frame, rows: NDArray[np.intp], column: int, years: float | None
) -> SeriesSummary:
    series = frame.series[column]
    unit = frame.unit_of(column)
    in_points = takes_difference(unit) or frame.is_change
    start, end = (
        Figure(float(frame.values[row, column]), frame.status(row, column))
        for row in (int(rows[0]), int(rows[-1]))
    )
    worst = max(start.status, end.status)
    change = _figure(end.value - start.value, worst)
    grows = start.value > 0 and not in_points
    percentage = 100 * (end.value / start.value - 1) if grows else math.nan
    return SeriesSummary(
        series,
        unit,
        decimals_shown(frame, column),
        in_points,
        start,
        end,
        change,
        _figure(percentage, worst),
        *_mean(frame, rows, column),
        _figure(_yearly(start.value, end.value, years, in_points=in_points), worst),
    )


def _figure(value: float, status: Status) -> Figure:
    """A computed value with the worst status of what it is made from."""
    if status.is_missing:
        return Figure(math.nan, status)
    if not math.isfinite(value):
        return Figure(math.nan, Status.UNDEFINED)
    return Figure(strip_noise(value), status)


def _mean(frame: Frame, rows: NDArray[np.intp], column: int) -> tuple[Figure, int]:
    """The mean of the figures there are, and how many those are."""
    values, statuses = frame.values[rows, column], frame.statuses[rows, column]
    is_there = np.isfinite(values)
    count = int(np.count_nonzero(is_there))
    if not count:
        return Figure(math.nan, Status(int(statuses.max()))), 0
    worst = Status(int(statuses[is_there].max()))
    return _figure(math.fsum(values[is_there]) / count, worst), count


def _yearly(start: float, end: float, years: float | None, *, in_points: bool) -> float:
    if not years:
        return math.nan
    if in_points:
        return (end - start) / years
    if not (start > 0 and end >= 0):
        return math.nan
    return 100.0 * (math.pow(end / start, 1 / years) - 1)


def years_between(first: Period, last: Period) -> float | None:
    """The years from the start of one period to that of another; None where that is not certain.

    Halves, quarters and months count as equal parts of a year; other periods by their days.
    """
    per_year = PER_YEAR.get(first.frequency)
    if per_year and first.frequency is last.frequency:
        steps = (last.year - first.year) * per_year + last.number - first.number
        return steps / per_year
    start, end = first.start, last.start
    if start is None or end is None or end < start:
        return None
    whole = end.year - start.year
    if _anniversary(start, whole) > end:
        whole -= 1
    since, until = _anniversary(start, whole), _anniversary(start, whole + 1)
    return whole + (end - since).days / (until - since).days


def _anniversary(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # the 29th of February
        return date(day.year + years, 3, 1)


def copy_text(summary: RangeSummary, notation: CopyNotation = CopyNotation.DUTCH) -> str:
    """The summary as tab-separated text with headings, a line a series.

    Computed figures are not rounded; a missing one is the symbol that CBS writes.
    """
    headings = (
        _("Series"),
        _("Unit"),
        _("Start {period}").format(period=summary.first.label),
        _("End {period}").format(period=summary.last.label),
        _("Change"),
        _("Change in %"),
        _("Mean"),
        _("Figures in the mean"),
        _("Per year"),
        _("Unit per year"),
        _("Status"),
    )
    lines = [[write_words(one) for one in headings]]
    lines += [_copied_line(one, notation) for one in summary.series]
    return join_lines(lines)


def _copied_line(one: SeriesSummary, notation: CopyNotation) -> list[str]:
    stated = one.series.decimals
    figures = [
        _copy(figure, decimals, notation)
        for figure, decimals in (
            (one.start, stated),
            (one.end, stated),
            (one.change, stated),
            (one.percentage, None),
            (one.mean, None),
        )
    ]
    statuses = dict.fromkeys(
        figure.status.label
        for figure in (one.start, one.end, one.mean)
        if figure.status is not Status.FINAL
    )
    return [
        write_words(one.series.label),
        write_words(unit_label(one.unit)),
        *figures,
        str(one.count),
        _copy(one.yearly, None, notation),
        write_words(yearly_unit(one)),
        ", ".join(statuses),
    ]


def yearly_unit(one: SeriesSummary) -> str:
    """In what the growth a year of a series is told."""
    if not one.in_points:
        return "%"
    if one.unit.startswith(IN_POINTS):
        return _("percentage points")
    return unit_label(one.unit)


def _copy(figure: Figure, decimals: int | None, notation: CopyNotation) -> str:
    if figure.status.is_missing:
        return figure.status.mark
    return write_figure(figure.value, decimals, notation)
