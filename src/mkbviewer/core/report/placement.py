"""Where the report's figures belong among the series of a page."""

import ast
from collections.abc import Mapping
from dataclasses import dataclass

from mkbviewer.core.frame import Series
from mkbviewer.core.model import Structure
from mkbviewer.core.page import Page
from mkbviewer.core.recipes.breakdown import GROUP, find_total
from mkbviewer.core.recipes.cohorts import age_of, shift_years
from mkbviewer.core.recipes.recipe import Expression
from mkbviewer.core.report.facts import Fact
from mkbviewer.core.report.recomputation import Recomputation, members_of


@dataclass(frozen=True)
class PlacedFact:
    """A fact at the series and the period of a frame to which it belongs.

    `value` is the stated figure in the unit of the series, `period` the code of where it stands.
    With `is_other_definition` the series is of a neighbouring concept: whoever shows the fact
    beside it must say so.
    """

    fact: Fact
    series: str
    value: float
    period: str
    is_other_definition: bool = False


def place_facts(page: Page) -> tuple[PlacedFact, ...]:
    """The facts of a page that can stand in its chart, in the order of the report's text.

    A fact belongs to a series of the same measure, unit and members, as the catalogue says it is
    computed (`[[check]]`), beside what it stands (`[[mark]]`) or as its own words say. What is
    counted over a span (`2012/2022`) stands at the period with which it is computed; what is said
    of a cohort at its year of birth or, by year, at the year in which it has that age. Without a
    stated period, in a period that is not shown, or where the level is transformed, it belongs
    nowhere.
    """
    if page.indicator is None or not page.shows_level:
        return ()
    shown = frozenset(period.code for period in page.frame.periods)
    placed = (_place(page, fact) for fact in page.facts if fact.is_period_stated)
    return tuple(one for one in placed if one is not None and one.period in shown)


@dataclass(frozen=True)
class _Wanted:
    """The series that a fact asks for; `factor` of its units are one unit of the fact."""

    measure: str
    members: Mapping[str, str]
    period: str
    unit: str = ""
    factor: float = 1.0


def _place(page: Page, fact: Fact) -> PlacedFact | None:
    wanted = _wanted(page, fact)
    if wanted is None:
        return None
    fixed = dict(page.view.where)
    for series in page.frame.series:
        if not _is_measure(page.structure, series, wanted):
            continue
        members = {**fixed, page.view.by: series.member} if page.view.by else fixed
        if _agree(page, members, wanted.members):
            source = page.source
            return PlacedFact(
                fact,
                series.key,
                fact.value / wanted.factor,
                wanted.period,
                source is not None and source.match == "related",
            )
    return None


def _wanted(page: Page, fact: Fact) -> _Wanted | None:
    """As the catalogue computes the fact from this very page, else as the fact words it."""
    assert page.indicator is not None
    # A fact that is checked with figures of another page can be marked on its own.
    known = (*page.indicator.marks, *page.indicator.checks)
    how = next((one for one in known if one.covers(fact)), None)
    if how is None:
        return _Wanted(fact.measure, members_of(fact), fact.period.code, fact.unit)
    table = page.source.table.lower() if page.source else ""
    if (
        how.page not in ("", page.indicator.id)
        or (fact.period.start is not None and how.period_of(fact) != fact.period.code)
        or (how.tables and table not in {one.lower() for one in how.tables})
    ):
        return None
    factor = _factor(how)
    if factor is None:
        return None
    ingredient = how.ingredients[0]
    members = {**members_of(fact), **dict(ingredient.where)}
    period = how.period_of(fact)
    if (age := age_of(ingredient.measure)) is not None and members.pop(GROUP, ""):
        at_age = fact.period if page.view.by_cohort else shift_years(fact.period, age)
        period = at_age.code if at_age else ""
    return _Wanted(ingredient.measure, members, period, factor=factor)


def _factor(how: Recomputation) -> float | None:
    """By how much a figure of the page is multiplied; None for what is computed otherwise."""
    if len(how.ingredients) != 1:
        return None
    return _times(how.formula, how.ingredients[0].name)


def _times(formula: Expression, name: str) -> float | None:
    match formula.tree:
        case ast.Name(id=found) if found == name:
            return 1.0
        case ast.BinOp(
            left=ast.Constant(value=int() | float() as number), op=ast.Mult(), right=ast.Name()
        ):
            return float(number)
    return None


def _is_measure(structure: Structure, series: Series, wanted: _Wanted) -> bool:
    measure = structure.measure(series.measure)
    if measure is None or series.is_former:
        return False
    has_unit = not wanted.unit or (series.unit or measure.unit) == wanted.unit
    return has_unit and wanted.measure in (measure.key, measure.title)


def _agree(page: Page, shown: Mapping[str, str], wanted: Mapping[str, str]) -> bool:
    """Whether a series has the members that a fact names, and is of all together elsewhere."""
    if any(key not in shown for key in wanted if page.structure.dimension(key)):
        return False
    for dimension in page.structure.dimensions:
        member = shown.get(dimension.key, "")
        if dimension.key in wanted:
            if member != wanted[dimension.key]:
                return False
        elif len(dimension.members) > 1:
            total = find_total(dimension.members)
            if total is None or member != total.code:
                return False
    missing = [key for key in wanted if not page.structure.dimension(key)]
    return all(wanted[key] in ("", "totaal") for key in missing)
