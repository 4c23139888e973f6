"""Trend and cycle: where each series stands against its mean or trend, and which way it goes.

The arithmetic is that of `statsmodels`, imported here when it is first needed.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from mkbviewer.core.cycle.cycle_method import (
    FEWEST,
    LONGEST,
    SEASONS,
    SHORTEST,
    SMOOTHNESS,
    START,
    Method,
)
from mkbviewer.core.cycle.cycle_series import CycleSeries
from mkbviewer.core.errors import Cancelled
from mkbviewer.core.frame import Values
from mkbviewer.core.language import _
from mkbviewer.core.period import Period, shift


@dataclass(frozen=True, eq=False)
class Positions:
    """Levels and changes, (periods × series); a level above zero is good, NaN is not known.

    A level is a number of standard deviations, a change that of the level on a quarter earlier.
    """

    levels: Values
    changes: Values


@dataclass(frozen=True, eq=False)
class Cycle:
    """What one method makes of the series, over `periods`.

    `fixed` positions use no figure after their own quarter and never change afterwards;
    `recomputed` ones use all figures. `references` are the mean or trend at each quarter as the
    fixed positions saw it, `adjusted` the figures without their season; both in the series' own
    unit. `values` are the figures as they were found.
    """

    method: Method
    series: tuple[CycleSeries, ...]
    periods: tuple[Period, ...]
    values: Values
    adjusted: Values
    references: Values
    fixed: Positions
    recomputed: Positions

    def row(self, period: Period) -> int:
        """The row of a period; raises ValueError when it is not there."""
        return self.periods.index(period)


def quarters(series: Sequence[CycleSeries], last: Period | None = None) -> tuple[Period, ...]:
    """The quarters of the window: from its start up to the newest figure, or up to `last`."""
    ends = [one.newest for one in series]
    end = last or max((end for end in ends if end), key=lambda one: one.sort_key, default=START)
    found = [START]
    while found[-1].sort_key < end.sort_key:
        following = shift(found[-1], 1)
        assert following is not None
        found.append(following)
    return tuple(found)


def compute_cycle(
    series: Sequence[CycleSeries],
    method: Method,
    last: Period | None = None,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> Cycle:
    """Compute every position up to the newest figure, or as if nothing after `last` were known.

    Raises Cancelled once `is_cancelled` says so.
    """
    periods = quarters(series, last)
    places = {period: row for row, period in enumerate(periods)}
    shape = (len(periods), len(series))
    values, adjusted, references = (np.full(shape, np.nan) for _each in range(3))
    fixed = Positions(np.full(shape, np.nan), np.full(shape, np.nan))
    recomputed = Positions(np.full(shape, np.nan), np.full(shape, np.nan))
    for column, one in enumerate(series):
        for period, value in zip(one.periods, one.values, strict=True):
            if period in places:
                values[places[period], column] = value
        whole = _newest_run(values[:, column])
        if whole is not None:
            measured = _measure(values[whole, column], one, method)
            recomputed.levels[whole, column] = measured.levels
            recomputed.changes[whole, column] = _changes(measured.levels)
            adjusted[whole, column] = measured.adjusted
        for row in range(FEWEST - 1, len(periods)):
            if is_cancelled():
                raise Cancelled(_("The work was cancelled."))
            known = _newest_run(values[: row + 1, column])
            if known is None or known.stop != row + 1:
                continue
            measured = _measure(values[known, column], one, method)
            fixed.levels[row, column] = measured.levels[-1]
            fixed.changes[row, column] = measured.levels[-1] - measured.levels[-2]
            references[row, column] = measured.reference
    return Cycle(method, tuple(series), periods, values, adjusted, references, fixed, recomputed)


def _newest_run(values: Values) -> slice | None:
    """The last figures without a gap between them; None where they are too few."""
    filled = np.isfinite(values)
    if not filled.any():
        return None
    stop = int(np.flatnonzero(filled)[-1]) + 1
    gaps = np.flatnonzero(~filled[:stop])
    start = int(gaps[-1]) + 1 if gaps.size else 0
    return slice(start, stop) if stop - start >= FEWEST else None


def _changes(levels: Values) -> Values:
    return np.concatenate([[np.nan], np.diff(levels)])


@dataclass(frozen=True, eq=False)
class _Measured:
    """Levels and figures without their season; the mean or trend at the last of them."""

    levels: Values
    adjusted: Values
    reference: float


def _measure(values: Values, series: CycleSeries, method: Method) -> _Measured:
    sign = -1.0 if series.is_reversed else 1.0
    # A logarithm of nothing would be infinite: such a series is taken as it is.
    takes_logarithm = series.adjustment.is_level and bool((values > 0).all())
    figures = sign * (np.log(values) if takes_logarithm else values)
    if series.adjustment.has_season:
        figures = figures - _season(figures)
    cycle = _cycle(figures, method)
    mean, spread = float(cycle.mean()), float(cycle.std())
    levels = (cycle - mean) / spread if spread > 0 else np.full(len(cycle), np.nan)
    reference = sign * float(figures[-1] - cycle[-1] + mean)
    plain = sign * figures
    return _Measured(
        levels,
        np.exp(plain) if takes_logarithm else plain,
        float(np.exp(reference)) if takes_logarithm else reference,
    )


def _season(figures: Values) -> Values:
    from statsmodels.tsa.seasonal import seasonal_decompose

    decomposed = seasonal_decompose(figures, model="additive", period=SEASONS)
    return np.asarray(decomposed.seasonal, dtype=np.float64)


def _cycle(figures: Values, method: Method) -> Values:
    if method is Method.MEAN:
        cycle = figures - figures.mean()
    elif method is Method.HP:
        from statsmodels.tsa.filters.hp_filter import hpfilter

        cycle, _trend = hpfilter(figures, lamb=SMOOTHNESS)
    else:
        from statsmodels.tsa.filters.cf_filter import cffilter

        cycle, _trend = cffilter(figures, low=SHORTEST, high=LONGEST, drift=True)
    return np.asarray(cycle, dtype=np.float64)
