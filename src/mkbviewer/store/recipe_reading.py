"""Reading a table's figures and carrying out a recipe over them."""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from mkbviewer.core.composition import (
    Figures,
    Lookup,
    absent,
    align,
    evaluate,
    join_columns,
    look_up_in,
)
from mkbviewer.core.frame import Frame, Provenance, Series
from mkbviewer.core.period import Period
from mkbviewer.core.recipe import COMPOSED, Output
from mkbviewer.core.wording import spell_title
from mkbviewer.store.query import RawBlock, read_raw
from mkbviewer.store.recipe_supply import Axis, RecipeSupply
from mkbviewer.store.supply import Choice

Where = tuple[tuple[str, str], ...]


def read_recipe(supply: RecipeSupply, choice: Choice) -> Frame:
    """The figures of one output of a recipe, split by one of its breakdowns or by none.

    Raises InvalidRecipe when the table lacks something, LibraryProblem when it cannot be read.
    """
    return _Reading(supply, choice).frame()


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
        self._raw_members = self._raw_members_needed()
        self._blocks = self._read_blocks()
        self._periods = _all_periods(list(self._blocks.values()))

    def _members_shown(self) -> tuple[str, ...]:
        if self._by is None:
            return ("",)
        wanted = self._choice.members
        listed = [member.code for member in self._by.dimension.members]
        shown = [code for code in listed if not wanted or code in wanted]
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

    def _raw_members_needed(self) -> tuple[str, ...]:
        if self._by is None or not self._by.raw_key:
            return ()
        needed = dict.fromkeys(
            raw for member in self._members for raw in self._by.raw.get(member, ())
        )
        return tuple(needed)

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
            combination: read_raw(
                self._supply.library,
                self._supply.table.id,
                measures=measures,
                dimension=self._by.raw_key if self._by else "",
                members=self._raw_members,
                where={**self._supply.where, **dict(combination)},
                frequency=self._choice.frequency,
                release=self._choice.release,
            )
            for combination in combinations
        }

    def _measures_named(self) -> list[str]:
        names = self._output.formula.names()
        plain = [name for name in names if name not in COMPOSED]
        if len(plain) < len(names):
            for axis in self._composed():
                shown = self._members if axis is self._by else (self._held_at(axis),)
                for member in dict.fromkeys((*shown, axis.breakdown.total)):
                    expression = axis.breakdown.expression(member)
                    plain += expression.names() if expression else ()
        return plain

    def _composed(self) -> tuple[Axis, ...]:
        """The breakdowns over measures."""
        return tuple(axis for axis in self._supply.axes.values() if not axis.raw_key)

    def _held_at(self, axis: Axis) -> str:
        return dict(self._choice.where).get(axis.breakdown.name, axis.breakdown.total)

    def frame(self) -> Frame:
        if not self._members or not self._blocks:
            columns = [absent(len(self._periods)) for _member in self._members]
        else:
            columns = [self._evaluate(member) for member in self._members]
        figures = join_columns(columns) if columns else absent(len(self._periods), 0)
        return Frame(
            periods=self._periods,
            series=tuple(self._series(member) for member in self._members),
            values=figures.values,
            statuses=figures.statuses,
            provenance=self._provenance(),
            title=spell_title(self._output.title),
            unit=self._output.unit,
        )

    def _evaluate(self, member: str) -> Figures:
        look_up = self._measure_lookup(member)
        chosen = [
            (axis, member if axis is self._by else self._held_at(axis)) for axis in self._composed()
        ]
        parts = [(axis, code) for axis, code in chosen if code != axis.breakdown.total]
        if len(parts) > 1:
            # The table counts by one breakdown or by the other: it has nothing for both at once.
            return absent(len(self._periods))
        if chosen:
            look_up = self._with_composed(*(parts or chosen)[0], look_up)
        found = evaluate(self._output.formula, look_up, self._periods)
        shape = (len(self._periods), 1)
        return Figures(np.broadcast_to(found.values, shape), np.broadcast_to(found.statuses, shape))

    def _with_composed(self, axis: Axis, member: str, look_up: Lookup) -> Lookup:
        def find(name: str) -> Figures:
            if name not in COMPOSED:
                return look_up(name)
            expression = axis.breakdown.expression(member if name == "x" else axis.breakdown.total)
            if expression is None:
                return absent(len(self._periods))
            return evaluate(expression, look_up, self._periods)

        return find

    def _measure_lookup(self, member: str) -> Lookup:
        def find(name: str) -> Figures:
            key = self._supply.find_measure(name)
            figures = self._over_fixed(key, self._fixed, ())
            return self._over_by(figures, member)

        return find

    def _over_fixed(self, measure: str, fixed: Sequence[_Fixed], where: Where) -> Figures:
        if not fixed:
            return _column_block(self._blocks[where], measure, self._periods)
        first, rest = fixed[0], fixed[1:]
        key = first.axis.raw_key
        by_raw = {
            raw: self._over_fixed(measure, rest, (*where, (key, raw)))
            for raw in first.axis.raw.get(first.member, ())
        }
        return self._combine(first.axis, first.member, by_raw)

    def _over_by(self, figures: Figures, member: str) -> Figures:
        if self._by is None or not self._by.raw_key:
            return figures
        by_raw = {
            raw: figures.column(self._raw_members.index(raw))
            for raw in self._by.raw.get(member, ())
        }
        return self._combine(self._by, member, by_raw)

    def _combine(self, axis: Axis, member: str, by_raw: Mapping[str, Figures]) -> Figures:
        expression = axis.breakdown.expression(member)
        if expression is None:
            return next(iter(by_raw.values()), absent(len(self._periods)))
        named = dict(zip(expression.names(), by_raw.values(), strict=True))
        return evaluate(expression, look_up_in(named), self._periods)

    def _series(self, member: str) -> Series:
        output, by = self._output, self._by
        found = by.dimension.member(member) if by else None
        return Series(
            key=member or output.title,
            label=found.label if found else spell_title(output.title),
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
        listed = [(name, axis.breakdown.expression(name)) for name in members]
        parts += [f"{name} = {expression}" for name, expression in listed if expression]
    return "; ".join(parts)


def _all_periods(blocks: Sequence[RawBlock]) -> tuple[Period, ...]:
    found = {period for block in blocks for period in block.periods}
    return tuple(sorted(found, key=lambda period: period.sort_key))


def _column_block(block: RawBlock, measure: str, periods: tuple[Period, ...]) -> Figures:
    figures = Figures(block.values[measure], block.statuses[measure])
    return align(figures, block.periods, periods)
