"""How a figure follows from a table's own: one tree that is computed and that can be explained."""

import ast
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from mkbviewer.core.numbers import MINUS
from mkbviewer.core.period import Period, shift, year_earlier
from mkbviewer.core.recipes.composition import Figures, evaluate
from mkbviewer.core.recipes.explanation import DIVIDED, PLUS, TIMES, Term, Token, growth_tokens
from mkbviewer.core.recipes.recipe import Expression
from mkbviewer.core.status import Status


@dataclass(frozen=True, eq=False)
class Given:
    """One series as a table has it: `figures` of one column, `measure` and `members` its labels."""

    name: str
    figures: Figures
    unit: str = ""
    decimals: int | None = None
    measure: str = ""
    members: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Derived:
    """A series that follows from others; `find` gives the one that the expression names."""

    name: str
    expression: Expression
    find: "Callable[[str], Part]"
    unit: str = ""
    decimals: int | None = None


Part = Given | Derived


@dataclass(frozen=True, eq=False)
class Derivations:
    """The parts of a frame's series by key, over the periods of their figures."""

    periods: tuple[Period, ...]
    parts: "dict[str, Part]"


def derive(part: Part, periods: Sequence[Period]) -> Figures:
    """The figures of a part, one column. Raises InvalidRecipe when a name is not there."""
    if isinstance(part, Given):
        return part.figures
    find = part.find
    found = evaluate(part.expression, lambda name: derive(find(name), periods), periods)
    shape = (len(periods), 1)
    return Figures(np.broadcast_to(found.values, shape), np.broadcast_to(found.statuses, shape))


def explain(part: Part, periods: Sequence[Period], period: Period) -> Term:
    """One figure of a part with what it is made of; absent where there is no such period."""
    if isinstance(part, Given):
        value, status = _at(part.figures, periods, period)
        return Term(
            part.name,
            period,
            value,
            status,
            part.unit,
            part.decimals,
            measure=part.measure or part.name,
            members=part.members,
        )
    tokens = _Telling(part, tuple(periods)).of(part.expression.tree, period)
    if len(tokens) == 1 and isinstance(tokens[0], Term):
        # A plain name: what it stands for, under the name that it has here.
        inner = tokens[0]
        decimals = inner.decimals if part.decimals is None else part.decimals
        return replace(
            inner, name=part.name or inner.name, unit=part.unit or inner.unit, decimals=decimals
        )
    value, status = _at(derive(part, periods), periods, period)
    return Term(part.name, period, value, status, part.unit, part.decimals, formula=tokens)


def _at(figures: Figures, periods: Sequence[Period], period: Period) -> tuple[float, Status]:
    if period not in periods:
        return math.nan, Status.ABSENT
    row = tuple(periods).index(period)
    status = Status(int(figures.statuses[row, 0]))
    # One and the same NaN, so that a missing figure equals itself.
    return math.nan if status.is_missing else float(figures.values[row, 0]), status


_SIGNS: dict[type[ast.operator], tuple[str, int]] = {
    ast.Add: (PLUS, 1),
    ast.Sub: (MINUS, 1),
    ast.Mult: (TIMES, 2),
    ast.Div: (DIVIDED, 2),
}


@dataclass(frozen=True)
class _Telling:
    """An expression as a row of terms, numbers and signs, in one period."""

    part: Derived
    periods: tuple[Period, ...]

    def of(self, node: ast.expr, period: Period) -> tuple[Token, ...]:
        match node:
            case ast.Name(id=name) | ast.Constant(value=str() as name):
                return (explain(self.part.find(name), self.periods, period),)
            case ast.Constant(value=int() | float() as number):
                return (float(number),)
            case ast.UnaryOp(operand=operand):
                return (MINUS, *self._bracketed(operand, period, 2))
            case ast.BinOp(left=left, op=operator, right=right):
                sign, rank = _SIGNS[type(operator)]
                # What comes behind a minus or a division is bracketed at the same rank as well.
                is_strict = sign in (MINUS, DIVIDED)
                return (
                    *self._bracketed(left, period, rank),
                    sign,
                    *self._bracketed(right, period, rank + is_strict),
                )
            case ast.Call(func=ast.Name(id="growth"), args=[argument]):
                now = self._bracketed(argument, period, 3)
                return growth_tokens(now, self._earlier(argument, year_earlier(period), 3))
            case ast.Call(func=ast.Name(id="change"), args=[argument]):
                before = self._earlier(argument, shift(period, -1), 2)
                return (*self._bracketed(argument, period, 1), MINUS, *before)
            case ast.Call(args=[argument, ast.Constant(value=int() as year)]):
                return self._added_up(argument, period, year)
        return ()

    def _bracketed(self, node: ast.expr, period: Period, rank: int) -> tuple[Token, ...]:
        tokens = self.of(node, period)
        own = _SIGNS[type(node.op)][1] if isinstance(node, ast.BinOp) else 3
        if isinstance(node, ast.UnaryOp | ast.Call):
            own = 0
        return tokens if own >= rank or len(tokens) == 1 else ("(", *tokens, ")")

    def _earlier(self, node: ast.expr, period: Period | None, rank: int) -> tuple[Token, ...]:
        if period is not None:
            return self._bracketed(node, period, rank)
        return (math.nan,)

    def _added_up(self, node: ast.expr, last: Period, year: int) -> tuple[Token, ...]:
        added = [
            one for one in self.periods if one.year >= year and one.sort_key <= last.sort_key
        ] or [last]
        tokens: list[Token] = []
        for period in added:
            tokens += [PLUS] if tokens else []
            tokens += self._bracketed(node, period, 1)
        return tuple(tokens)
