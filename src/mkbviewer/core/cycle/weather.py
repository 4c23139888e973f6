"""The barometer: the weather of each series and of the whole, in any quarter."""

import csv
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import numpy as np

from mkbviewer.core.cycle.cycle import Cycle, Positions
from mkbviewer.core.cycle.cycle_method import FEWEST, Method
from mkbviewer.core.cycle.cycle_series import CycleSeries
from mkbviewer.core.frame import Values
from mkbviewer.core.language import _, pick
from mkbviewer.core.period import Period, parse_code
from mkbviewer.core.report.catalogue import Texts
from mkbviewer.core.words.period_phrase import name_period

WHOLE_OF_THE_ECONOMY = "bbp"
"""Left out of the clock's composite, as CBS does: it holds what the others are parts of."""

FEWEST_KNOWN = 8
"""How many of the series must be known before there is weather of the whole."""


class Weather(StrEnum):
    """The weather of a level and its direction; the value is the name of its icon."""

    SUN = "sun"
    CLOUD = "cloud-sun"
    RAIN = "cloud-rain"

    @property
    def label(self) -> str:
        """The weather in words, in the active language."""
        return {
            Weather.SUN: _("sunny"),
            Weather.CLOUD: _("cloud before the sun"),
            Weather.RAIN: _("rain"),
        }[self]


def weather_of(level: float, change: float) -> Weather | None:
    """Above and improving is sun, below and worsening rain, all else a cloud before the sun.

    None where the level or the change is not known.
    """
    if not (math.isfinite(level) and math.isfinite(change)):
        return None
    if level > 0 and change > 0:
        return Weather.SUN
    if level < 0 and change < 0:
        return Weather.RAIN
    return Weather.CLOUD


@dataclass(frozen=True, eq=False)
class State:
    """One series in one quarter. `missing` says what is not known and why; empty where all is.

    `value` is the figure as CBS has it; `reference` the mean or trend in the same unit; `level`
    and `change` are positions (above zero is good). All are NaN where they are not known.
    """

    series: CycleSeries
    value: float
    reference: float
    level: float
    change: float
    missing: str = ""

    @property
    def weather(self) -> Weather | None:
        """The weather, or None where it is not known."""
        return weather_of(self.level, self.change)

    @property
    def is_worse(self) -> bool:
        """Whether it is known to be worse than a quarter earlier."""
        return self.change < 0

    @property
    def is_above(self) -> bool:
        """Whether it is known to be better than the mean or trend."""
        return self.level > 0

    def words(self, method: Method) -> str:
        """The level and the direction in words: above the mean, better."""
        if not math.isfinite(self.level):
            return self.missing
        parts = [_level_words(self.level, method, is_reversed=self.series.is_reversed)]
        if math.isfinite(self.change):
            parts.append(direction_words(self.change))
        return ", ".join(parts)


def _level_words(level: float, method: Method, *, is_reversed: bool) -> str:
    against_mean = method is Method.MEAN
    if level == 0:
        return _("at the mean") if against_mean else _("at the trend")
    if is_reversed:
        # Above and below would say the opposite of what the figure does.
        if level > 0:
            return _("better than the mean") if against_mean else _("better than the trend")
        return _("worse than the mean") if against_mean else _("worse than the trend")
    if level > 0:
        return _("above the mean") if against_mean else _("above the trend")
    return _("below the mean") if against_mean else _("below the trend")


def direction_words(change: float) -> str:
    """Which way a level goes, in words."""
    if change > 0:
        return _("better")
    return _("worse") if change < 0 else _("unchanged")


@dataclass(frozen=True, eq=False)
class Barometer:
    """The twelve in one quarter, and the whole.

    The level of the whole is the mean of the levels that are known; its change the mean of the
    changes that are known. NaN where fewer than `FEWEST_KNOWN` are.
    """

    period: Period
    method: Method
    states: tuple[State, ...]
    level: float
    change: float

    @property
    def weather(self) -> Weather | None:
        """The weather of the whole, or None where too few are known."""
        return weather_of(self.level, self.change)

    @property
    def known(self) -> int:
        """How many series have a level in this quarter."""
        return sum(math.isfinite(state.level) for state in self.states)

    @property
    def compared(self) -> int:
        """How many series can be compared with a quarter earlier."""
        return sum(math.isfinite(state.change) for state in self.states)

    @property
    def above(self) -> int:
        """How many are better than their mean or trend."""
        return sum(state.is_above for state in self.states)

    @property
    def worse(self) -> int:
        """How many are worse than a quarter earlier."""
        return sum(state.is_worse for state in self.states)


def read_barometer(cycle: Cycle, period: Period, *, recomputed: bool = False) -> Barometer:
    """The barometer of a quarter; raises ValueError when the cycle does not have it."""
    row = cycle.row(period)
    positions = cycle.recomputed if recomputed else cycle.fixed
    states = tuple(
        State(
            series,
            float(cycle.values[row, column]),
            float(cycle.references[row, column]),
            float(positions.levels[row, column]),
            float(positions.changes[row, column]),
            _what_is_missing(series, cycle, row, float(positions.levels[row, column])),
        )
        for column, series in enumerate(cycle.series)
    )
    whole = average(positions)
    return Barometer(
        period, cycle.method, states, float(whole.levels[row, 0]), float(whole.changes[row, 0])
    )


def _what_is_missing(series: CycleSeries, cycle: Cycle, row: int, level: float) -> str:
    if math.isfinite(level):
        return ""
    column = cycle.series.index(series)
    if math.isfinite(cycle.values[row, column]):
        return _("fewer than {count} quarters without a gap").format(count=FEWEST)
    newest = series.newest
    if newest is not None and newest.sort_key < cycle.periods[row].sort_key:
        return _("no figure after {period}").format(period=name_period(newest))
    return _("no figure for this quarter")


def missing_words(states: Iterable[State]) -> str:
    """The series that are missing, those with the same reason together; empty where none is."""
    by_reason: dict[str, list[str]] = {}
    for state in states:
        if state.missing:
            by_reason.setdefault(state.missing, []).append(state.series.short_label)
    return "; ".join(f"{', '.join(names)} ({reason})" for reason, names in by_reason.items())


def average(positions: Positions) -> Positions:
    """The mean of all series, as positions of one column."""
    return Positions(_mean(positions.levels), _mean(positions.changes))


def composite(cycle: Cycle, *, recomputed: bool = False) -> Positions:
    """The clock's composite: the unweighted mean of all series but GDP, as CBS makes it."""
    positions = cycle.recomputed if recomputed else cycle.fixed
    columns = [
        column for column, series in enumerate(cycle.series) if series.key != WHOLE_OF_THE_ECONOMY
    ]
    return average(Positions(positions.levels[:, columns], positions.changes[:, columns]))


def _mean(values: Values) -> Values:
    known = np.isfinite(values)
    counts = known.sum(axis=1)
    totals = np.where(known, values, 0.0).sum(axis=1)
    enough = counts >= min(FEWEST_KNOWN, values.shape[1])
    return np.where(enough, totals / np.maximum(counts, 1), np.nan)[:, np.newaxis]


def usual_quarter(cycle: Cycle) -> Period:
    """The newest quarter in which every series is known, else the newest of all."""
    complete = np.flatnonzero(np.isfinite(cycle.fixed.changes).all(axis=1))
    return cycle.periods[int(complete[-1])] if complete.size else cycle.periods[-1]


@dataclass(frozen=True)
class Published:
    """What CBS or the report itself published of the barometer of one quarter: a fact."""

    period: Period
    outcomes: Texts
    worse: int
    count: int
    source: str

    @property
    def outcome(self) -> str:
        """The published weather, in the active language."""
        return pick(dict(self.outcomes))


def load_published(path: Path) -> tuple[Published, ...]:
    """Read `barometer_published.csv`: the published outcomes, one a quarter."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return read_published_rows(csv.DictReader(file))


def read_published_rows(rows: Iterable[Mapping[str, str]]) -> tuple[Published, ...]:
    """The published outcomes of the rows of such a file."""
    return tuple(
        Published(
            period,
            {"nl": row["outcome_nl"], "en": row["outcome_en"] or row["outcome_nl"]},
            int(row["worse"]),
            int(row["count"]),
            row["source"],
        )
        for row in rows
        if (period := parse_code(row["period"]))
    )


def opening_quarter(cycle: Cycle, published: Iterable[Published]) -> Period:
    """The quarter with which the barometer opens: the last one of which an outcome is published.

    Where none is, the newest quarter in which every series is known.
    """
    told = [one.period for one in published if one.period in cycle.periods]
    return max(told, key=lambda one: one.sort_key) if told else usual_quarter(cycle)


def published_of(published: Iterable[Published], period: Period) -> Published | None:
    """What was published of a quarter, or None."""
    return next((one for one in published if one.period == period), None)
