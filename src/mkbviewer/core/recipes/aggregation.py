"""Members that a table does not have but that follow from those it has: mkb, with and without zzp.

A class counts the businesses from a first to a last number of persons employed; classes that
join without a gap can be added up, where the measure counts or is a part of one whole.
"""

import ast
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from mkbviewer.core.recipes.breakdown import (
    BETWEEN,
    CLASS_BOUNDS,
    MKB,
    MKB_WITHOUT_ZZP,
    SIZE_CLASS,
    TOTAL,
    TOTAL_WITHOUT_ZZP,
    UNBOUNDED,
    open_ended,
)
from mkbviewer.core.recipes.recipe import Breakdown, Expression, Output, Recipe, parse_expression

ADDED = (MKB_WITHOUT_ZZP, TOTAL_WITHOUT_ZZP)
"""The classes that no table and no recipe of the catalogue has."""

ZZP, LARGE = "zzp", "groot"

_LAST_OF_MKB = CLASS_BOUNDS["midden"][1]
_UNKNOWN_SIZE = "onbekend"

QUANTITIES = frozenset(
    {
        "aantal",
        "bedrijven",
        "personen",
        "1 000",
        "euro per jaar",
        "1 000 euro",
        "mln euro",
        "mld euro",
        "1 000 fte",
        "fte",
    }
)
"""The units of what can be added up over classes."""


def aggregates_of(codes: Sequence[str]) -> dict[str, Expression]:
    """The size classes that follow from those of a table by adding up, with how.

    Only what is certain: no gap between the classes, no businesses of unknown size in a total
    from which others are taken.
    """
    there = set(codes)
    found: dict[str, str] = {}
    if MKB not in there and (parts := _parts_of_mkb(codes)):
        found[MKB] = " + ".join(f"'{part}'" for part in parts)
    has_certain_total = TOTAL in there and _UNKNOWN_SIZE not in there
    if LARGE not in there and MKB in there and has_certain_total and not _ends_elsewhere(codes):
        found[LARGE] = f"'{TOTAL}' - '{MKB}'"
    if ZZP in there and MKB in there | set(found):
        whole = found.get(MKB, f"'{MKB}'")
        found[MKB_WITHOUT_ZZP] = f"{whole} - '{ZZP}'"
    elif ZZP in there and TOTAL in there:
        found[TOTAL_WITHOUT_ZZP] = f"'{TOTAL}' - '{ZZP}'"
    missing = {code: text for code, text in found.items() if code not in there}
    return {code: _parsed(text) for code, text in missing.items()}


def _parts_of_mkb(codes: Sequence[str]) -> tuple[str, ...]:
    """Classes that follow on each other from one person to 249; the coarsest of them first."""
    bounds = {code: found for code in codes if (found := _bounds_of(code))}
    chains: list[tuple[tuple[str, ...], int]] = [
        ((code,), last) for code, (first, last) in bounds.items() if first <= 1
    ]
    while chains:
        chain, last = chains.pop(0)
        if last == _LAST_OF_MKB:
            return chain
        chains += [
            ((*chain, code), end) for code, (first, end) in bounds.items() if first == last + 1
        ]
    return ()


def _ends_elsewhere(codes: Sequence[str]) -> bool:
    """Whether a table's mkb ends at another size than 250: its largest class is `100+`, say."""
    begins = (open_ended(code) for code in codes)
    return any(one not in (None, _LAST_OF_MKB + 1) for one in begins)


_SPANS = {
    MKB: (1, _LAST_OF_MKB),
    MKB_WITHOUT_ZZP: (2, _LAST_OF_MKB),
    TOTAL: (1, UNBOUNDED),
    TOTAL_WITHOUT_ZZP: (2, UNBOUNDED),
}


def overlap(codes: Sequence[str]) -> bool:
    """Whether two of these size classes have businesses in common, as far as their codes tell."""
    spans = []
    for code in codes:
        begin = open_ended(code)
        span = _SPANS.get(code) or ((begin, UNBOUNDED) if begin is not None else _bounds_of(code))
        if span is not None:
            spans.append(span)
    spans.sort()
    return any(after[0] <= before[1] for before, after in pairwise(spans))


def _bounds_of(code: str) -> tuple[int, int] | None:
    if code in CLASS_BOUNDS:
        return CLASS_BOUNDS[code]
    match = BETWEEN.fullmatch(code)
    # CBS's `10-50` ends below 50.
    return (int(match[1]), int(match[2]) - 1) if match else None


def adds_up(unit: str, formula: Expression | None) -> bool:
    """Whether figures of classes can be added up: quantities, and parts of one and the same whole.

    `formula` is that of the recipe which gives the measure, where it is known.
    """
    return unit in QUANTITIES or (formula is not None and _is_proportional(formula.tree))


def _is_proportional(node: ast.expr) -> bool:
    """Whether a formula is so many times `x`, or a part of a whole that is the same for all."""
    match node:
        case ast.Name(id="x"):
            return True
        case ast.BinOp(left=left, op=ast.Mult(), right=right):
            return (_is_proportional(left) and not _names_x(right)) or (
                _is_proportional(right) and not _names_x(left)
            )
        case ast.BinOp(left=left, op=ast.Div(), right=right):
            return _is_proportional(left) and not _names_x(right)
    return False


def _names_x(node: ast.expr) -> bool:
    return any(isinstance(one, ast.Name) and one.id == "x" for one in ast.walk(node))


def with_aggregates(recipe: Recipe) -> Recipe:
    """The recipe with the size classes that follow from its own.

    Where the classes are measures of the table, they are composed before any formula, so that a
    growth or a ratio of them is right as well. Other breakdowns stay as they are.
    """
    breakdowns = tuple(_extended(one) for one in recipe.breakdowns)
    outputs = tuple(
        replace(one, members=_added(one.members)) if one.members else one for one in recipe.outputs
    )
    return replace(recipe, breakdowns=breakdowns, outputs=outputs)


def _extended(breakdown: Breakdown) -> Breakdown:
    if breakdown.name != SIZE_CLASS or breakdown.dimension:
        return breakdown
    return replace(breakdown, members=_added(breakdown.members))


def _added(
    members: tuple[tuple[str, Expression], ...],
) -> tuple[tuple[str, Expression], ...]:
    composed: Mapping[str, Expression] = dict(members)
    more = aggregates_of(tuple(composed))
    return (
        *members,
        *((code, _inserted(expression, composed)) for code, expression in more.items()),
    )


def _inserted(expression: Expression, composed: Mapping[str, Expression]) -> Expression:
    """The expression over members as one over what these are composed of."""
    text = expression.text
    for name in expression.names():
        text = text.replace(f"'{name}'", f"({composed[name].text})")
    return _parsed(text)


@lru_cache(maxsize=256)
def _parsed(text: str) -> Expression:
    """A recipe is extended whenever its page is read, each time to the same."""
    return parse_expression(text)


def formula_of(outputs: Sequence[Output], measure: str) -> Expression | None:
    """The formula of the output with this title, or None."""
    return next((one.formula for one in outputs if one.title == measure), None)
