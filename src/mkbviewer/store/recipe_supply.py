"""An imported table seen through an indicator's recipe."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mkbviewer.core.breakdown import breakdown_title, find_total, member_label, order_members
from mkbviewer.core.errors import InvalidRecipe
from mkbviewer.core.language import _
from mkbviewer.core.model import Dimension, Measure, Member, Structure, Table
from mkbviewer.core.recipe import Breakdown, Output, Recipe, find_name
from mkbviewer.store.library import Library
from mkbviewer.store.supply import Choice

if TYPE_CHECKING:
    from mkbviewer.core.frame import Frame


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

    Raises InvalidRecipe at once when the table lacks a measure or dimension that the recipe names.
    """

    def __init__(
        self, library: Library, table: Table, recipe: Recipe, sectors: Mapping[str, str]
    ) -> None:
        self.library = library
        self.table = table
        self.recipe = recipe
        self._codes = {label: code for code, label in sectors.items()}
        self._measure_names = {one.key: one.title for one in table.structure.measures}
        self.axes = {one.name: self._resolve(one) for one in recipe.breakdowns}
        self.where = dict(self._resolve_where())
        for name in self._measures_needed():
            self.find_measure(name)
        self.structure = self._describe()

    def find_measure(self, name: str) -> str:
        """The table's key of a measure that the recipe names."""
        found = find_name(name, self._measure_names)
        if found is None:
            raise self._lacking(name)
        return found

    def _lacking(self, name: str) -> InvalidRecipe:
        return InvalidRecipe(
            _("Table {table} cannot fill this page.").format(table=self.table.id),
            _("It has no “{name}”.").format(name=name),
            _("The table itself is under “Own tables”."),
        )

    def _measures_needed(self) -> Iterator[str]:
        composed = [one for one in self.recipe.breakdowns if not one.dimension]
        for breakdown in composed:
            for _member, expression in breakdown.members:
                yield from expression.names()
        for output in self.recipe.outputs:
            yield from (name for name in output.formula.names() if name not in ("x", "total"))

    def _find_dimension(self, name: str) -> Dimension:
        titles = {one.key: one.title for one in self.table.structure.dimensions}
        key = find_name(name, titles)
        found = self.table.structure.dimension(key) if key else None
        if found is None:
            raise self._lacking(name)
        return found

    def _find_member(self, dimension: Dimension, name: str) -> str:
        labels = {member.code: member.label for member in dimension.members}
        found = find_name(name, labels)
        if found is None:
            raise self._lacking(name)
        return found

    def _resolve_where(self) -> Iterator[tuple[str, str]]:
        taken = {axis.raw_key for axis in self.axes.values()}
        for name, member in self.recipe.where.items():
            dimension = self._find_dimension(name)
            yield dimension.key, self._find_member(dimension, member)
            taken.add(dimension.key)
        for dimension in self.table.structure.dimensions:
            if dimension.key not in taken and (total := find_total(dimension.members)):
                yield dimension.key, total.code

    def _resolve(self, breakdown: Breakdown) -> Axis:
        labels = {code: label for label, code in self._codes.items()}
        composed = [
            Member(name, member_label(breakdown.name, name, labels))
            for name, _expression in breakdown.members
        ]
        title = breakdown_title(breakdown.name)
        if not breakdown.dimension:
            return Axis(breakdown, _dimension(breakdown.name, title, composed), "", {})
        table_dimension = self._find_dimension(breakdown.dimension)
        passed = (
            {self._codes.get(one.label, one.code): one for one in table_dimension.members}
            if breakdown.passes
            else {}
        )
        raw = {code: (one.code,) for code, one in passed.items()} | {
            name: tuple(self._find_member(table_dimension, part) for part in expression.names())
            for name, expression in breakdown.members
        }
        members = [Member(code, one.label) for code, one in passed.items()] + composed
        dimension = _dimension(breakdown.name, title, members)
        return Axis(breakdown, dimension, table_dimension.key, raw)

    def _describe(self) -> Structure:
        table = self.table.structure
        wanted = self.recipe.frequencies
        frequencies = tuple(one for one in table.frequencies if not wanted or one.value in wanted)
        return Structure(
            measures=tuple(
                Measure(output.title, output.title, output.unit, output.decimals)
                for output in self.recipe.outputs
            ),
            dimensions=tuple(axis.dimension for axis in self.axes.values()),
            frequencies=frequencies,
            first=table.first,
            last=table.last,
        )

    def read(self, choice: Choice) -> "Frame":
        """The figures that the recipe gives for one measure."""
        from mkbviewer.store.recipe_reading import read_recipe

        return read_recipe(self, choice)

    def output(self, title: str) -> Output:
        """The output with this title, else the first."""
        return next(
            (one for one in self.recipe.outputs if one.title == title), self.recipe.outputs[0]
        )


def _dimension(key: str, title: str, members: Sequence[Member]) -> Dimension:
    return order_members(Dimension(key, title, tuple(members)))
