"""Carrying out a recipe: from a table's figures to the figures of an indicator's page."""

import ast
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from mkbviewer.core.errors import InvalidRecipe
from mkbviewer.core.frame import Statuses, Values, combine_statuses, settle
from mkbviewer.core.language import _
from mkbviewer.core.period import Period, shift, year_earlier
from mkbviewer.core.recipes.recipe import Expression
from mkbviewer.core.status import Status
from mkbviewer.core.transform import compare_rows, rows_of


@dataclass(frozen=True, eq=False)
class Figures:
    """Values and statuses of the same shape, (periods × columns); NaN is missing."""

    values: Values
    statuses: Statuses

    def column(self, index: int) -> "Figures":
        """One column, still with two axes."""
        return Figures(self.values[:, [index]], self.statuses[:, [index]])


Lookup = Callable[[str], Figures]
"""Gives the figures of a measure or member that an expression names; raises InvalidRecipe."""


def join_columns(columns: Sequence[Figures]) -> Figures:
    """Figures side by side."""
    return Figures(
        np.concatenate([column.values for column in columns], axis=1),
        np.concatenate([column.statuses for column in columns], axis=1),
    )


def look_up_in(named: Mapping[str, Figures]) -> Lookup:
    """A lookup in a mapping that names what is missing."""

    def look_up(name: str) -> Figures:
        if name not in named:
            raise InvalidRecipe(
                _("The recipe cannot be carried out."),
                _("The table has no “{name}”.").format(name=name),
            )
        return named[name]

    return look_up


def evaluate(expression: Expression, look_up: Lookup, periods: Sequence[Period]) -> Figures:
    """The figures that an expression gives.

    A result is missing where one of its parts is, with the worst of their statuses; provisional
    where one of them is. Raises InvalidRecipe when a name is not there.
    """
    return _Evaluation(look_up, tuple(periods)).of(expression.tree)


@dataclass(frozen=True)
class _Evaluation:
    look_up: Lookup
    periods: tuple[Period, ...]

    def of(self, node: ast.expr) -> Figures:
        match node:
            case ast.Name(id=name):
                return self.look_up(name)
            case ast.Constant(value=str() as name):
                return self.look_up(name)
            case ast.Constant(value=int() | float() as number):
                return Figures(np.array([[float(number)]]), np.zeros((1, 1), dtype=np.uint8))
            case ast.UnaryOp(operand=operand):
                inner = self.of(operand)
                return Figures(-inner.values, inner.statuses)
            case ast.BinOp(left=left, op=operator, right=right):
                return _calculate(operator, self.of(left), self.of(right))
            case ast.Call(func=ast.Name(id="growth"), args=[argument]):
                return self._compare(
                    argument, year_earlier, lambda now, then: 100 * (now / then - 1)
                )
            case ast.Call(func=ast.Name(id="change"), args=[argument]):
                return self._compare(
                    argument, lambda period: shift(period, -1), lambda now, then: now - then
                )
            case ast.Call(
                func=ast.Name(id="since"), args=[argument, ast.Constant(value=int() as year)]
            ):
                return self._add_up(self.of(argument), year)
            case _:
                raise InvalidRecipe(_("The recipe cannot be carried out."), ast.unparse(node))

    def _add_up(self, figures: Figures, year: int) -> Figures:
        """Add up from the first period of a year on; only as far as no period is left out."""
        rows, columns = len(self.periods), figures.values.shape[1]
        values = np.full((rows, columns), np.nan)
        statuses = np.full((rows, columns), Status.UNDEFINED, dtype=np.uint8)
        first = next((row for row, one in enumerate(self.periods) if one.year >= year), rows)
        last = first
        while last < rows and self._follows(last, first, year):
            last += 1
        part = slice(first, last)
        values[part] = np.cumsum(np.broadcast_to(figures.values, (rows, columns))[part], axis=0)
        worst = np.broadcast_to(figures.statuses, (rows, columns))[part]
        statuses[part] = np.maximum.accumulate(worst, axis=0)
        return Figures(*settle(values, statuses))

    def _follows(self, row: int, first: int, year: int) -> bool:
        period = self.periods[row]
        if row == first:
            return period.year == year and period.number <= 1
        return shift(self.periods[row - 1], 1) == period

    def _compare(
        self,
        argument: ast.expr,
        find_earlier: Callable[[Period], Period | None],
        compute: Callable[[Values, Values], Values],
    ) -> Figures:
        inner = self.of(argument)
        earlier = rows_of(self.periods, [find_earlier(period) for period in self.periods])
        return Figures(*compare_rows(inner.values, inner.statuses, earlier, compute))


def _calculate(operator: ast.operator, left: Figures, right: Figures) -> Figures:
    with np.errstate(divide="ignore", invalid="ignore"):
        match operator:
            case ast.Add():
                values = left.values + right.values
            case ast.Sub():
                values = left.values - right.values
            case ast.Mult():
                values = left.values * right.values
            case _:
                values = left.values / right.values
    statuses = combine_statuses(
        np.broadcast_to(left.statuses, values.shape), np.broadcast_to(right.statuses, values.shape)
    )
    return Figures(*settle(values, statuses))


def align(figures: Figures, periods: Sequence[Period], wanted: Sequence[Period]) -> Figures:
    """Figures of some periods as figures of others; those that were not there are absent."""
    if tuple(periods) == tuple(wanted):
        return figures
    place = rows_of(tuple(periods), list(wanted))
    has_row = (place >= 0)[:, np.newaxis]
    return Figures(
        np.where(has_row, figures.values[place], np.nan),
        np.where(has_row, figures.statuses[place], Status.ABSENT).astype(np.uint8),
    )


def absent_figures(periods: int, columns: int = 1) -> Figures:
    """Figures that the table does not have."""
    return Figures(
        np.full((periods, columns), np.nan),
        np.full((periods, columns), Status.ABSENT, dtype=np.uint8),
    )
