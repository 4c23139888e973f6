"""An imported table seen through an indicator's recipe."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mkbviewer.core.errors import InvalidRecipe
from mkbviewer.core.language import _
from mkbviewer.core.model import Dimension, Measure, Member, Structure, Table
from mkbviewer.core.period import Period, parse_code
from mkbviewer.core.recipes.aggregation import ADDED, ZZP
from mkbviewer.core.recipes.breakdown import (
    MKB,
    SIZE_CLASS,
    TOTAL,
    breakdown_title,
    find_total,
    order_members,
)
from mkbviewer.core.recipes.recipe import COMPOSED, Breakdown, Expression, Output, Recipe, find_name
from mkbviewer.core.report.catalogue import Filling
from mkbviewer.core.words.wording import spell_title
from mkbviewer.store.library.library import Library
from mkbviewer.store.pages.supply import Choice, label_of, title_of

if TYPE_CHECKING:
    from mkbviewer.core.frame import Frame
    from mkbviewer.core.recipes.derivation import Derivations


@dataclass(frozen=True)
class Axis:
    """One of our breakdowns over this table, its names resolved to the table's own.

    `raw` gives for each of our members the table's members that compose it.
    """

    breakdown: Breakdown
    dimension: Dimension
    raw_key: str
    raw: Mapping[str, tuple[str, ...]]


class RecipeSupply:
    """A table seen through an indicator's recipe.

    What the table lacks is left out: members of a breakdown, outputs. Raises InvalidRecipe at once
    when nothing is left.
    """

    def __init__(
        self,
        library: Library,
        table: Table,
        recipe: Recipe,
        sectors: Mapping[str, str],
        filling: Filling | None = None,
    ) -> None:
        self.library = library
        self.table = table
        self._codes = {label: code for code, label in sectors.items()}
        self._sectors = sectors
        self._filling = filling
        self._measure_names = {one.key: one.title for one in table.structure.measures}
        self.axes = {one.name: self._resolve(one) for one in self._there(recipe.breakdowns)}
        outputs = tuple(one for one in recipe.outputs if self._can_give(one))
        if not outputs:
            raise self._lacking(recipe.outputs[0].formula.text)
        self.recipe = replace(recipe, outputs=outputs)
        self.where = dict(self._resolve_where())
        self.structure = self._describe()
        self.totals = {name: axis.breakdown.total for name, axis in self.axes.items()}

    def find_measure(self, name: str) -> str:
        """The table's key of a measure that the recipe names."""
        found = find_name(name, self._measure_names)
        if found is None:
            raise self._lacking(name)
        return found

    def measure(self, name: str) -> Measure:
        """The table's measure that the recipe names, with a title that can stand in a sentence."""
        found = self.table.structure.measure(self.find_measure(name))
        assert found is not None
        return replace(found, title=_last_part(found.title))

    def members(self, dimension: str) -> tuple[Member, ...]:
        """The table's members of one of its dimensions."""
        found = self.table.structure.dimension(dimension)
        return found.members if found else ()

    def measures_used(self) -> tuple[str, ...]:
        """The table's keys of the measures from which the page's figures are computed."""
        formulas = [one.formula for one in self.recipe.outputs]
        for axis in self.axes.values():
            if not axis.raw_key:
                formulas += [expression for _member, expression in axis.breakdown.members]
        for output in self.recipe.outputs:
            formulas += [expression for _member, expression in output.members]
        names = {name for one in formulas for name in one.names()} - {*COMPOSED}
        return tuple(sorted(self.find_measure(name) for name in names))

    def _can_give(self, output: Output) -> bool:
        named = [output.formula, *(expression for _member, expression in output.members)]
        return all(map(self._has_measures, named)) and (
            "total" not in output.formula.names() or any(map(_has_total, self.axes.values()))
        )

    def _has_measures(self, expression: Expression) -> bool:
        names = [name for name in expression.names() if name not in COMPOSED]
        return all(find_name(name, self._measure_names) for name in names)

    def _lacking(self, name: str) -> InvalidRecipe:
        return InvalidRecipe(
            _("Table {table} cannot fill this page.").format(table=self.table.id),
            _("It has no “{name}”.").format(name=name),
            _("The table itself is under “Own tables”."),
        )

    def _find_dimension(self, name: str) -> Dimension:
        titles = {one.key: one.title for one in self.table.structure.dimensions}
        key = find_name(name, titles)
        found = self.table.structure.dimension(key) if key else None
        if found is None:
            raise self._lacking(name)
        return found

    def _resolve_where(self) -> Iterator[tuple[str, str]]:
        taken = {axis.raw_key for axis in self.axes.values()}
        for name, wanted in self.recipe.where.items():
            dimension = self._find_dimension(name)
            member = find_name(wanted, _labels(dimension))
            if member is None:
                raise self._lacking(wanted)
            yield dimension.key, member
            taken.add(dimension.key)
        for dimension in self.table.structure.dimensions:
            if dimension.key not in taken and (total := find_total(dimension.members)):
                yield dimension.key, total.code

    def _there(self, breakdowns: Sequence[Breakdown]) -> list[Breakdown]:
        """Without those over measures of which the table has none, as long as it has another."""
        over_measures = [one for one in breakdowns if not one.dimension]
        lacking = [one for one in over_measures if not self._members_there(one)]
        if lacking and len(lacking) == len(over_measures):
            raise self._lacking(lacking[0].members[0][1].text)
        return [one for one in breakdowns if one not in lacking]

    def _members_there(self, breakdown: Breakdown) -> tuple[tuple[str, Expression], ...]:
        return tuple(one for one in breakdown.members if self._has_measures(one[1]))

    def _resolve(self, breakdown: Breakdown) -> Axis:
        if breakdown.dimension:
            return self._resolve_over_dimension(breakdown)
        members = self._members_there(breakdown)
        found = replace(breakdown, members=members)
        return Axis(found, self._dimension(found.name, {}, members), "", {})

    def _resolve_over_dimension(self, breakdown: Breakdown) -> Axis:
        table_dimension = self._find_dimension(breakdown.dimension)
        labels = _labels(table_dimension)
        composed = {
            name: tuple(find_name(part, labels) or "" for part in expression.names())
            for name, expression in breakdown.members
        }
        members = tuple(one for one in breakdown.members if all(composed[one[0]]))
        raw = {name: composed[name] for name, _expression in members}
        claimed = {parts[0] for parts in raw.values() if len(parts) == 1}
        passed = {
            self._codes.get(one.label, one.code): one
            for one in table_dimension.members
            if breakdown.passes and one.code not in claimed
        }
        if not members and not passed:
            raise self._lacking(breakdown.dimension)
        found = replace(breakdown, members=members)
        return Axis(
            found,
            self._dimension(found.name, passed, members),
            table_dimension.key,
            {code: (one.code,) for code, one in passed.items()} | raw,
        )

    def _dimension(
        self,
        name: str,
        passed: Mapping[str, Member],
        composed: Sequence[tuple[str, Expression]],
    ) -> Dimension:
        members = [
            *(
                Member(code, label_of(name, code, self._sectors, self._filling))
                for code, _expression in composed
            ),
            *(Member(code, one.label) for code, one in passed.items()),
        ]
        return order_members(Dimension(name, breakdown_title(name), tuple(members)))

    def _describe(self) -> Structure:
        table = self.table.structure
        wanted = self.recipe.frequencies
        frequencies = tuple(one for one in table.frequencies if not wanted or one.value in wanted)
        first, last = table.first, table.last
        if self.stated_period is not None:
            frequencies = (self.stated_period.frequency,)
            first = last = self.stated_period.code
        return Structure(
            measures=tuple(
                Measure(output.title, self.title_of(output), output.unit, output.decimals)
                for output in self.recipe.outputs
            ),
            dimensions=tuple(axis.dimension for axis in self.axes.values()),
            frequencies=frequencies,
            first=first,
            last=last,
        )

    def title_of(self, output: Output) -> str:
        """What an output is called on this page."""
        return title_of(output.title, self._filling)

    @property
    def stated_period(self) -> Period | None:
        """The period of all figures, where the table has none and the recipe says which."""
        return None if self.table.structure.frequencies else parse_code(self.recipe.period)

    def computed_members(self, measures: Sequence[str]) -> Mapping[str, bool]:
        """The classes that are composed though the catalogue does not say so, or left out."""
        axis = self.axes.get(SIZE_CLASS)
        codes = [one.code for one in axis.dimension.members] if axis else []
        without = {code for title in measures for code in self.output(title).without}
        parts = {MKB if MKB in codes else TOTAL, ZZP}
        return {
            **{code: False for code in codes if code in without},
            **{code: not without & parts for code in codes if code in ADDED},
        }

    def read(self, choice: Choice) -> "Frame":
        """The figures that the recipe gives for one measure."""
        from mkbviewer.store.pages.recipe_reading import read_recipe

        return read_recipe(self, choice)

    def derivations(self, choice: Choice) -> "Derivations":
        """How each of these figures follows from the table's own."""
        from mkbviewer.store.pages.recipe_reading import read_derivations

        return read_derivations(self, choice)

    def output(self, title: str) -> Output:
        """The output with this title, else the first."""
        return next(
            (one for one in self.recipe.outputs if one.title == title), self.recipe.outputs[0]
        )


def _last_part(title: str) -> str:
    """The title without the headings over it: `Bedrijfsgrootte/1 werkzaam persoon`."""
    return spell_title(title.rsplit("/", 1)[-1].strip())


def _has_total(axis: Axis) -> bool:
    """Whether this is a breakdown over measures with what `total` stands for."""
    return not axis.raw_key and axis.breakdown.expression(axis.breakdown.total) is not None


def _labels(dimension: Dimension) -> dict[str, str]:
    return {member.code: member.label for member in dimension.members}
