"""How what was done to the level is explained: longer periods, transformations, averages."""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from mkbviewer.core.frame import Frame
from mkbviewer.core.numbers import MINUS
from mkbviewer.core.period import Period, year_earlier
from mkbviewer.core.recipes.explanation import (
    DIVIDED,
    PLUS,
    TIMES,
    Term,
    Token,
    growth_tokens,
)
from mkbviewer.core.status import Status
from mkbviewer.core.transform import (
    base_periods,
    default_base,
    look_back,
    takes_difference,
    transform,
    whole_of,
)
from mkbviewer.core.view import Combination, Transformation, View

TermAt = Callable[[int, Period], Term]
"""Gives the figure on the level of a series (its place) in a period."""


@dataclass(frozen=True, eq=False)
class Steps:
    """What a view does to a level; `at` tells of the figures of that level."""

    level: Frame
    view: View
    at: TermAt

    def explain(self, shown: Frame, row: int, column: int) -> Term:
        """The figure at a row and column of what is shown, down to the level."""
        period = shown.periods[row]
        if self.view.average < 2:
            return self._transformed(self._changed(), column, period)
        changed = self._changed()
        window = [
            look_back(self.level.periods, lag)(period) for lag in reversed(range(self.view.average))
        ]
        parts = [
            math.nan if one is None else self._transformed(changed, column, one) for one in window
        ]
        formula = ("(", *join(parts), ")", DIVIDED, float(self.view.average))
        return term_of(shown, column, period, formula)

    def _changed(self) -> Frame:
        return transform(self.level, self.view.transformation, self.view.base)

    def _transformed(self, changed: Frame, column: int, period: Period) -> Term:
        if self.view.transformation is Transformation.LEVEL:
            return self.at(column, period)
        return term_of(changed, column, period, self._tokens(column, period))

    def _tokens(self, column: int, period: Period) -> tuple[Token, ...]:
        level = self.level

        def figure(when: Period | None) -> Token:
            return self.at(column, when) if when is not None else math.nan

        now = self.at(column, period)
        before = look_back(level.periods)(period)
        match self.view.transformation:
            case Transformation.YEAR_ON_YEAR:
                return self._against(column, now, figure(year_earlier(period)))
            case Transformation.PREVIOUS:
                return self._against(column, now, figure(before))
            case Transformation.CHANGE:
                return (now, MINUS, figure(before))
            case Transformation.INDEX:
                base = base_periods(level, self.view.base or default_base(level))
                return (now, DIVIDED, *_mean([figure(one) for one in base]), TIMES, 100.0)
            case _:
                whole = whole_of(level)
                if whole is not None:
                    return (now, DIVIDED, self.at(whole, period), TIMES, 100.0)
                parts = [self.at(index, period) for index in range(len(level.series))]
                return (now, DIVIDED, "(", *join(parts), ")", TIMES, 100.0)

    def _against(self, column: int, now: Token, then: Token) -> tuple[Token, ...]:
        if takes_difference(self.level.unit_of(column)):
            return (now, MINUS, then)
        return growth_tokens((now,), (then,))


def term_of(frame: Frame, column: int, period: Period, formula: tuple[Token, ...]) -> Term:
    """A figure of a frame with the formula that gives it; undefined where it has no such period."""
    series = frame.series[column]
    row = frame.periods.index(period) if period in frame.periods else None
    status = Status.UNDEFINED if row is None else frame.status(row, column)
    return Term(
        name=", ".join(part for part in (series.label, frame.transformation) if part),
        period=period,
        value=math.nan if row is None or status.is_missing else frame.values[row, column].item(),
        status=status,
        unit=series.unit,
        decimals=series.decimals,
        formula=formula,
    )


def combined_tokens(how: Combination, parts: Sequence[Token]) -> tuple[Token, ...]:
    """How the figures of shorter periods make that of a longer one."""
    match how:
        case Combination.SUM:
            return tuple(join(parts))
        case Combination.MEAN:
            return ("(", *join(parts), ")", DIVIDED, float(len(parts)))
        case Combination.LAST:
            return tuple(parts[-1:])


def _mean(parts: Sequence[Token]) -> tuple[Token, ...]:
    if len(parts) < 2:
        return tuple(parts) or (math.nan,)
    return ("(", "(", *join(parts), ")", DIVIDED, float(len(parts)), ")")


def join(parts: Sequence[Token]) -> Iterator[Token]:
    """The parts with a plus between them."""
    for place, part in enumerate(parts):
        if place:
            yield PLUS
        yield part
