"""How a figure of the report is computed again from the figures of a page."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mkbviewer.core.errors import InvalidRecipe
from mkbviewer.core.language import _
from mkbviewer.core.recipes.breakdown import GROUP, LEGAL_FORM, SECTOR, SIZE_CLASS
from mkbviewer.core.recipes.recipe import Expression, parse_expression
from mkbviewer.core.report.facts import Fact


@dataclass(frozen=True)
class Ingredient:
    """A figure that a formula names: a measure of the page, at these members.

    A breakdown that `where` leaves out is held at the member that the fact itself names, or else
    as the page opens.
    """

    name: str
    measure: str
    where: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Recomputation:
    """How the facts that agree with `fact` (column and text of the facts file) are computed.

    `formula` is an expression over the names of the ingredients; `period` is the code of the
    period in which it is taken, that of the fact where it is empty. `page` is the indicator whose
    page has the figures, `tables` those of its tables that may give them; without any, every
    table that is no neighbouring concept.
    """

    fact: tuple[tuple[str, str], ...]
    formula: Expression
    ingredients: tuple[Ingredient, ...]
    period: str = ""
    page: str = ""
    tables: tuple[str, ...] = ()

    def covers(self, fact: Fact) -> bool:
        """Whether this is how the fact is computed."""
        return all(fact_text(fact, column) == text for column, text in self.fact)

    def period_of(self, fact: Fact) -> str:
        """The code of the period in which the fact is computed."""
        return self.period or fact.period.code


def fact_text(fact: Fact, column: str) -> str:
    """What a column of the facts file says of a fact; the period as its code."""
    if column == "period":
        return fact.period.code
    return str(getattr(fact, column))


def members_of(fact: Fact) -> dict[str, str]:
    """The members that a fact names, by breakdown."""
    named = {
        SIZE_CLASS: fact.size_class,
        SECTOR: fact.sector,
        LEGAL_FORM: fact.legal_form,
        GROUP: fact.group,
    }
    return {breakdown: member for breakdown, member in named.items() if member}


_COLUMNS = ("measure", "unit", "period", SIZE_CLASS, SECTOR, LEGAL_FORM, GROUP)


def parse_recomputation(text: Mapping[str, Any]) -> Recomputation:
    """What a `[[check]]` of a catalogue file says. Raises InvalidRecipe when it does not fit."""
    formula = parse_expression(text.get("formula", "x"))
    ingredients = tuple(
        Ingredient(name, one["measure"], tuple(one.get("where", {}).items()))
        for name, one in text["figures"].items()
    )
    named = {one.name for one in ingredients}
    missing = [name for name in formula.names() if name not in named]
    unknown = [column for column in text["fact"] if column not in _COLUMNS]
    if missing or unknown:
        raise InvalidRecipe(
            _("A check of “{fact}” cannot be carried out.").format(
                fact=text["fact"].get("measure", "")
            ),
            _("Nobody says what {names} stands for.").format(names=", ".join(missing or unknown)),
        )
    return Recomputation(
        fact=tuple(text["fact"].items()),
        formula=formula,
        ingredients=ingredients,
        period=text.get("period", ""),
        page=text.get("page", ""),
        tables=tuple(text.get("tables", ())),
    )
