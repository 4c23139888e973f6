"""Reading a table's figures and carrying out a recipe over them."""

import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from mkbviewer.core.frame import Frame, Provenance, Series
from mkbviewer.core.model import Measure
from mkbviewer.core.period import Period
from mkbviewer.core.recipes.composition import Figures, absent_figures, align, join_columns
from mkbviewer.core.recipes.derivation import Derivations, Derived, Given, Part, derive
from mkbviewer.core.recipes.recipe import COMPOSED, Output
from mkbviewer.store.pages.query import RawBlock, read_raw
from mkbviewer.store.pages.recipe_supply import Axis, RecipeSupply
from mkbviewer.store.pages.supply import Choice, labels_where

Where = tuple[tuple[str, str], ...]
Find = Callable[[str], Part]


def read_recipe(supply: RecipeSupply, choice: Choice) -> Frame:
    """The figures of one output of a recipe, split by one of its breakdowns or by none.

    Raises InvalidRecipe when the table lacks something, LibraryProblem when it cannot be read.
    """
    return _Reading(supply, choice).frame()


def read_derivations(supply: RecipeSupply, choice: Choice) -> Derivations:
    """How each series that `read_recipe` gives follows from the table's own figures."""
    return _Reading(supply, choice).derivations()


@dataclass(frozen=True)
class _Fixed:
    """A breakdown over one of the table's dimensions, held at one member."""

    axis: Axis
    member: str


class _Reading:
    def __init__(self, supply: RecipeSupply, choice: Choice) -> None:
        self._supply = supply
        self._choice = choice
        self._output = supply.output(choice.measures[0] if choice.measures else "")
        self._by = supply.axes.get(choice.by)
        self._members = self._members_shown()
        self._fixed = self._fixed_axes()
        self._beside = self._held_beside()
        self._raw_members = self._raw_members_needed()
        self._blocks = self._read_blocks()
        self.periods = self._periods_told()

    def _periods_told(self) -> tuple[Period, ...]:
        """Every period of the table but the months between two surveys, where nobody was asked."""
        blocks = list(self._blocks.values())
        months = self._supply.recipe.months
        periods = _all_periods(blocks)
        if not months:
            return periods
        filled = {period for block in blocks for period in block.periods_with_figures()}
        return tuple(
            one
            for one in periods
            if one in filled or one.start is None or one.start.month in months
        )

    def _members_shown(self) -> tuple[str, ...]:
        if self._by is None:
            return ("",)
        listed = [member.code for member in self._by.dimension.members]
        wanted = dict.fromkeys(self._choice.members)
        shown = [code for code in wanted if code in listed] if wanted else listed
        return tuple(code for code in shown if code not in self._output.without)

    def _fixed_axes(self) -> tuple[_Fixed, ...]:
        fixed: dict[str, _Fixed] = {}
        for axis in self._supply.axes.values():
            if axis is self._by or not axis.raw_key:
                continue
            member = dict(self._choice.where).get(axis.breakdown.name) or axis.breakdown.total
            if self._by is not None and axis.raw_key == self._by.raw_key:
                continue
            if axis.raw_key in fixed and member == axis.breakdown.total:
                continue
            fixed[axis.raw_key] = _Fixed(axis, member or axis.dimension.members[0].code)
        return tuple(fixed.values())

    def _held_beside(self) -> _Fixed | None:
        """A member other than the total to which a breakdown over the split dimension is held."""
        if self._by is None or not self._by.raw_key:
            return None
        for axis in self._supply.axes.values():
            member = dict(self._choice.where).get(axis.breakdown.name, axis.breakdown.total)
            is_over_the_same = axis is not self._by and axis.raw_key == self._by.raw_key
            if is_over_the_same and member != axis.breakdown.total:
                return _Fixed(axis, member)
        return None

    def _raw_members_needed(self) -> tuple[str, ...]:
        if self._by is None or not self._by.raw_key:
            return ()
        chosen = [(self._by, member) for member in self._members]
        if self._beside is not None:
            chosen.append((self._beside.axis, self._beside.member))
        return tuple(dict.fromkeys(raw for axis, code in chosen for raw in axis.raw.get(code, ())))

    def _read_blocks(self) -> dict[Where, RawBlock]:
        measures = tuple(
            dict.fromkeys(self._supply.find_measure(name) for name in self._measures_named())
        )
        combinations = itertools.product(
            *(
                [(fixed.axis.raw_key, raw) for raw in fixed.axis.raw.get(fixed.member, ())]
                for fixed in self._fixed
            )
        )
        return {
            combination: self._dated(
                read_raw(
                    self._supply.library,
                    self._supply.table.id,
                    measures=measures,
                    dimension=self._by.raw_key if self._by else "",
                    members=self._raw_members,
                    where={**self._supply.where, **dict(combination)},
                    frequency="" if self._supply.stated_period else self._choice.frequency,
                    release=self._choice.release,
                )
            )
            for combination in combinations
        }

    def _dated(self, block: RawBlock) -> RawBlock:
        """The block with the period that the recipe states, where the table has none."""
        stated = self._supply.stated_period
        return block if stated is None else replace(block, periods=(stated,) * len(block.periods))

    def _measures_named(self) -> list[str]:
        names = self._output.formula.names()
        plain = [name for name in names if name not in COMPOSED]
        if len(plain) < len(names):
            for axis in self._composed():
                shown = self._members if axis is self._by else (self._held_at(axis),)
                for member in dict.fromkeys((*shown, axis.breakdown.total)):
                    expression = self._output.composition(member, axis.breakdown)
                    plain += expression.names() if expression else ()
        return plain

    def _composed(self) -> tuple[Axis, ...]:
        """The breakdowns over measures."""
        return tuple(axis for axis in self._supply.axes.values() if not axis.raw_key)

    def _held_at(self, axis: Axis) -> str:
        return dict(self._choice.where).get(axis.breakdown.name, axis.breakdown.total)

    def frame(self) -> Frame:
        columns = [derive(self.part(member), self.periods) for member in self._members]
        figures = join_columns(columns) if columns else absent_figures(len(self.periods), 0)
        return Frame(
            periods=self.periods,
            series=tuple(self._series(member) for member in self._members),
            values=figures.values,
            statuses=figures.statuses,
            provenance=self._provenance(),
            title=self._supply.title_of(self._output),
            unit=self._output.unit,
        )

    def derivations(self) -> Derivations:
        """The parts of the frame's series."""
        parts = {self._series(member).key: self.part(member) for member in self._members}
        return Derivations(self.periods, parts)

    def part(self, member: str) -> Part:
        """How the figures of one member follow from the table's own."""
        chosen = [
            (axis, member if axis is self._by else self._held_at(axis)) for axis in self._composed()
        ]
        parts = [(axis, code) for axis, code in chosen if code != axis.breakdown.total]
        if not self._blocks or len(parts) > 1:
            # The table counts by one breakdown or by the other: it has nothing for both at once.
            return Given(self._label(member), absent_figures(len(self.periods)))
        output = self._output
        find = partial(self._measure, member)
        if chosen:
            find = partial(self._composed_part, *(parts or chosen)[0], find)
        return Derived(self._label(member), output.formula, find, output.unit, output.decimals)

    def _composed_part(self, axis: Axis, member: str, find: Find, name: str) -> Part:
        if name not in COMPOSED:
            return find(name)
        code = member if name == "x" else axis.breakdown.total
        expression = self._output.composition(code, axis.breakdown)
        label = axis.dimension.label(code)
        if expression is None:
            return Given(label, absent_figures(len(self.periods)))
        return Derived(label, expression, find)

    def _measure(self, member: str, name: str) -> Part:
        measure = self._supply.measure(name)
        steps = list(self._fixed)
        if self._by is not None and self._by.raw_key:
            if self._beside is not None and member != self._by.breakdown.total:
                # The dimension counts by one breakdown or by the other: nothing is both at once.
                return Given(measure.title, absent_figures(len(self.periods)))
            steps.insert(0, self._beside or _Fixed(self._by, member))
        return self._over_members(measure, measure.title, steps, {})

    def _over_members(
        self, measure: Measure, name: str, steps: Sequence[_Fixed], raw: Mapping[str, str]
    ) -> Part:
        """The measure with each axis at its member, itself composed of the table's members."""
        if not steps:
            return self._given(measure, name, raw)
        axis, rest = steps[0].axis, steps[1:]
        codes = axis.raw.get(steps[0].member, ())
        if not codes:
            return Given(name, absent_figures(len(self.periods)))
        expression = axis.breakdown.expression(steps[0].member)
        if expression is None:
            return self._over_members(measure, name, rest, {**raw, axis.raw_key: codes[0]})
        places = dict(zip(expression.names(), codes, strict=True))
        labels = {one.code: one.label for one in self._supply.members(axis.raw_key)}

        def find(part: str) -> Part:
            code = places[part]
            label = labels.get(code, code) if len(places) > 1 else name
            return self._over_members(measure, label, rest, {**raw, axis.raw_key: code})

        return Derived(name, expression, find, measure.unit, measure.decimals)

    def _given(self, measure: Measure, name: str, raw: Mapping[str, str]) -> Given:
        by = self._by.raw_key if self._by else ""
        where = tuple((fixed.axis.raw_key, raw[fixed.axis.raw_key]) for fixed in self._fixed)
        figures = _column_block(self._blocks[where], measure.key, self.periods)
        if by:
            figures = figures.column(self._raw_members.index(raw[by]))
        return Given(
            name,
            figures,
            measure.unit,
            measure.decimals,
            measure.title,
            labels_where(self._supply.table.structure, {**self._supply.where, **raw}),
        )

    def _label(self, member: str) -> str:
        found = self._by.dimension.member(member) if self._by else None
        return found.label if found else self._supply.title_of(self._output)

    def _series(self, member: str) -> Series:
        output = self._output
        return Series(
            key=member or output.title,
            label=self._label(member),
            unit=output.unit,
            decimals=output.decimals,
            measure=output.title,
            member=member,
        )

    def _provenance(self) -> Provenance:
        table = self._supply.table
        release = self._choice.release or table.newest.name
        return Provenance(
            source=table.source,
            table=table.id,
            table_title=table.title,
            release=release,
            origin=table.origin,
            is_dated=table.names_a_date_of_cbs(release),
            formula=self._formula(),
        )

    def _formula(self) -> str:
        composed = self._composed()
        for axis in composed:
            held = self._held_at(axis)
            if axis is not self._by and held != axis.breakdown.total:
                return formula_in_words(self._output, axis, (held,))
        is_over_measures = self._by in composed
        axis_shown = self._by if is_over_measures else next(iter(composed), self._by)
        return formula_in_words(self._output, axis_shown, self._members)


def formula_in_words(output: Output, axis: Axis | None, members: Sequence[str]) -> str:
    """How an output is computed: its formula and how each member is composed."""
    parts = [f"{output.title} = {output.formula}"]
    if axis is not None:
        listed = [(name, output.composition(name, axis.breakdown)) for name in members]
        parts += [f"{name} = {expression}" for name, expression in listed if expression]
    return "; ".join(parts)


def _all_periods(blocks: Sequence[RawBlock]) -> tuple[Period, ...]:
    found = {period for block in blocks for period in block.periods}
    return tuple(sorted(found, key=lambda period: period.sort_key))


def _column_block(block: RawBlock, measure: str, periods: tuple[Period, ...]) -> Figures:
    figures = Figures(block.values[measure], block.statuses[measure])
    return align(figures, block.periods, periods)
