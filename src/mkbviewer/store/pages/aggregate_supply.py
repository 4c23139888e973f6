"""A supply with the size classes that follow from those it has."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from mkbviewer.core.language import _
from mkbviewer.core.model import Member, Structure
from mkbviewer.core.recipes.aggregation import adds_up, aggregates_of, formula_of
from mkbviewer.core.recipes.breakdown import (
    MKB_WITHOUT_ZZP,
    SIZE_CLASS,
    TOTAL_WITHOUT_ZZP,
    member_label,
    order_members,
)
from mkbviewer.core.recipes.recipe import Expression, Recipe
from mkbviewer.core.report.catalogue import Filling
from mkbviewer.core.status import Status
from mkbviewer.store.pages.supply import Choice, Supply

if TYPE_CHECKING:
    from mkbviewer.core.frame import Frame, Series
    from mkbviewer.core.period import Period
    from mkbviewer.core.recipes.composition import Figures
    from mkbviewer.core.recipes.derivation import Derivations, Part


@dataclass(frozen=True)
class AggregateSupply:
    """The figures of another supply, and `computed` classes added up from them.

    `adding` are the measures that can be added up over classes; of the others a computed class is
    undefined. `left_out` are the classes for which a measure says nothing. `filling` tells what a
    class is called for this table.
    """

    inner: Supply
    computed: Mapping[str, Expression]
    adding: frozenset[str]
    left_out: Mapping[str, frozenset[str]]
    filling: Filling | None = None

    @cached_property
    def structure(self) -> Structure:
        """What can be chosen; labels of computed members say that they are."""
        found = self.inner.structure
        extra = tuple(Member(code, self._label(code)) for code in self.computed)
        return replace(
            found,
            dimensions=tuple(
                order_members(replace(one, members=(*one.members, *extra)))
                if one.key == SIZE_CLASS
                else one
                for one in found.dimensions
            ),
        )

    def _label(self, code: str) -> str:
        own = self.filling.label(SIZE_CLASS, code) if self.filling else ""
        return own or computed_label(code)

    def computed_members(self, measures: Sequence[str]) -> Mapping[str, bool]:
        """The classes that are added up or left out, and whether these measures have them."""
        without = {code for one in measures for code in self.left_out.get(one, ())}
        can_add = all(measure in self.adding for measure in measures)
        return {
            **self.inner.computed_members(measures),
            **dict.fromkeys(without, False),
            **{
                code: can_add and not without & set(expression.names())
                for code, expression in self.computed.items()
            },
        }

    @property
    def totals(self) -> Mapping[str, str]:
        """Those of the other supply."""
        return self.inner.totals

    def read(self, choice: Choice) -> "Frame":
        """The level, with the computed classes among those that were asked for."""
        asked = self._asked(choice)
        if not asked:
            return self.inner.read(choice)

        from mkbviewer.core.recipes.composition import join_columns
        from mkbviewer.core.recipes.derivation import derive

        found = self.derivations(choice)
        like = self.inner.read(self._raw_choices(choice)[0])
        figures = join_columns([derive(part, found.periods) for part in found.parts.values()])
        told = like.provenance
        formulas = [f"{code} = {self.computed[code].text}" for code in asked]
        return replace(
            like,
            periods=found.periods,
            series=self._series(choice, like, found),
            values=figures.values,
            statuses=figures.statuses,
            provenance=replace(told, formula="; ".join(filter(None, (told.formula, *formulas)))),
        )

    def _series(self, choice: Choice, like: "Frame", found: "Derivations") -> "tuple[Series, ...]":
        if choice.by != SIZE_CLASS:
            return like.series
        by_measure = {one.measure: one for one in like.series}
        return tuple(
            replace(by_measure[measure], key=key, label=found.parts[key].name, member=member)
            for measure in choice.measures
            for member in choice.members
            if (key := _key(choice, measure, member)) in found.parts
        )

    def derivations(self, choice: Choice) -> "Derivations":
        """How each series follows: those of the other supply, and how these are added up."""
        if not self._asked(choice):
            return self.inner.derivations(choice)
        raw = [self.inner.derivations(one) for one in self._raw_choices(choice)]
        return (
            self._split_by_size(choice, raw[0])
            if choice.by == SIZE_CLASS
            else self._held_at_size(choice, raw)
        )

    def _split_by_size(self, choice: Choice, raw: "Derivations") -> "Derivations":
        from mkbviewer.core.recipes.derivation import Derivations

        parts: dict[str, Part] = {}
        for measure in choice.measures:
            for member in choice.members:
                key = _key(choice, measure, member)
                if member in self.computed:
                    named = {
                        name: raw.parts.get(_key(choice, measure, name))
                        for name in self.computed[member].names()
                    }
                    parts[key] = self._added_up(measure, member, named, raw.periods)
                elif key in raw.parts:
                    parts[key] = raw.parts[key]
        return Derivations(raw.periods, parts)

    def _held_at_size(self, choice: Choice, raw: "Sequence[Derivations]") -> "Derivations":
        """Series of another breakdown, each added up over the size classes."""
        from mkbviewer.core.recipes.composition import align
        from mkbviewer.core.recipes.derivation import Derivations, Given, derive

        (member,) = self._asked(choice)
        names = self.computed[member].names()
        periods = tuple(
            sorted({one for each in raw for one in each.periods}, key=lambda one: one.sort_key)
        )

        def on_all_periods(each: Derivations, key: str) -> "Part | None":
            part = each.parts.get(key)
            if part is None or each.periods == periods:
                return part
            figures = align(derive(part, each.periods), each.periods, periods)
            return Given(part.name, figures, part.unit, part.decimals)

        parts: dict[str, Part] = {}
        for key in raw[0].parts:
            measure = choice.measures[0] if len(choice.measures) == 1 else key.split("/")[0]
            named = {name: on_all_periods(each, key) for name, each in zip(names, raw, strict=True)}
            found = self._added_up(measure, member, named, periods)
            parts[key] = replace(found, name=raw[0].parts[key].name)
        return Derivations(periods, parts)

    def _added_up(
        self,
        measure: str,
        member: str,
        named: "Mapping[str, Part | None]",
        periods: "Sequence[Period]",
    ) -> "Part":
        from mkbviewer.core.recipes.composition import absent_figures
        from mkbviewer.core.recipes.derivation import Derived, Given

        label = self._label(member)
        known = {name: part for name, part in named.items() if part is not None}
        if measure not in self.adding or len(known) < len(named):
            return Given(
                label, undefined_figures(len(periods)) if known else absent_figures(len(periods))
            )
        like = next(iter(known.values()))
        return Derived(label, self.computed[member], known.__getitem__, like.unit, like.decimals)

    def _asked(self, choice: Choice) -> tuple[str, ...]:
        """The computed classes that a choice names."""
        held = dict(choice.where).get(SIZE_CLASS, "")
        named = choice.members if choice.by == SIZE_CLASS else (held,)
        return tuple(code for code in named if code in self.computed)

    def _raw_choices(self, choice: Choice) -> list[Choice]:
        """What has to be read: one choice where classes are series, else one for each class."""
        raw = dict.fromkeys(
            name
            for code in (choice.members if choice.by == SIZE_CLASS else self._asked(choice))
            for name in (self.computed[code].names() if code in self.computed else (code,))
        )
        if choice.by == SIZE_CLASS:
            return [replace(choice, members=tuple(raw))]
        return [
            replace(choice, where=tuple({**dict(choice.where), SIZE_CLASS: name}.items()))
            for name in raw
        ]


def _key(choice: Choice, measure: str, member: str) -> str:
    return member if len(choice.measures) == 1 else f"{measure}/{member}"


def undefined_figures(periods: int) -> "Figures":
    """Figures that cannot be computed."""
    import numpy as np

    from mkbviewer.core.recipes.composition import Figures

    return Figures(
        np.full((periods, 1), np.nan), np.full((periods, 1), Status.UNDEFINED, dtype=np.uint8)
    )


def computed_label(code: str) -> str:
    """The label of a size class that is computed: it says so."""
    label = member_label(SIZE_CLASS, code, {})
    says_so = code in (MKB_WITHOUT_ZZP, TOTAL_WITHOUT_ZZP)
    return label if says_so else _("{size} (computed)").format(size=label)


def with_computed_classes(
    supply: Supply, structure: Structure, recipe: Recipe | None, filling: Filling | None = None
) -> Supply:
    """The supply with the classes that can be added up from those it has; itself where none can.

    `structure` is its own, with labels or without: the sidebar asks this of every page at start.
    """
    sizes = structure.dimension(SIZE_CLASS)
    computed = aggregates_of([one.code for one in sizes.members]) if sizes else {}
    outputs = recipe.outputs if recipe else ()
    adding = frozenset(
        one.key for one in structure.measures if adds_up(one.unit, formula_of(outputs, one.key))
    )
    left_out = {one.title: frozenset(one.without) for one in outputs}
    if not (computed and adding):
        return supply
    return AggregateSupply(supply, computed, adding, left_out, filling)
