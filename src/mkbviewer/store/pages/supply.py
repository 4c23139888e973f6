"""What fills a page: a choice of figures, and a table as it stands that gives them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from mkbviewer.core.model import Dimension, Measure, Member, Origin, Structure, Table
from mkbviewer.core.numbers import decimals_of_unit
from mkbviewer.core.recipes.breakdown import (
    BREAKDOWNS,
    breakdown_title,
    member_label,
    order_members,
)
from mkbviewer.core.report.catalogue import Filling
from mkbviewer.core.words.wording import spell_title
from mkbviewer.store.library.library import Library

if TYPE_CHECKING:
    from mkbviewer.core.frame import Frame, Series
    from mkbviewer.core.recipes.derivation import Derivations


@dataclass(frozen=True)
class Choice:
    """What is asked of a supply: one measure or more, split by one dimension or none.

    `where` fixes each other dimension at one member; `frequency` is empty where there is no time.
    """

    measures: tuple[str, ...]
    by: str
    members: tuple[str, ...]
    where: tuple[tuple[str, str], ...]
    frequency: str
    release: str = ""


class Supply(Protocol):
    """Figures with the structure that a page can choose from."""

    @property
    def structure(self) -> Structure:
        """What can be chosen."""
        ...

    @property
    def totals(self) -> Mapping[str, str]:
        """By dimension the member that stands for all, where that is known."""
        ...

    def computed_members(self, measures: Sequence[str]) -> Mapping[str, bool]:
        """The size classes that are computed or left out, and whether these measures have them."""
        ...

    def read(self, choice: Choice) -> "Frame":
        """The level: periods × series. Raises MkbviewerError when it cannot be read."""
        ...

    def derivations(self, choice: Choice) -> "Derivations":
        """How each series of the level follows from the table's own figures."""
        ...


def labels_where(structure: Structure, where: Mapping[str, str]) -> tuple[str, ...]:
    """The labels of members that are fixed, in the order of the dimensions that offer a choice."""
    fixed = [
        dimension.member(where[dimension.key])
        for dimension in structure.dimensions
        if dimension.key in where and len(dimension.members) > 1
    ]
    return tuple(one.label for one in fixed if one)


def label_of(breakdown: str, code: str, sectors: Mapping[str, str], filling: Filling | None) -> str:
    """A member's label: what the catalogue calls it for this table, else what it is everywhere."""
    own = filling.label(breakdown, code) if filling else ""
    return own or member_label(breakdown, code, sectors)


def title_of(measure: str, filling: Filling | None) -> str:
    """A measure's title: what the catalogue calls it for this table, else its own."""
    own = filling.title(measure) if filling else ""
    return own or spell_title(measure)


@dataclass(frozen=True)
class TableSupply:
    """A table of a library as it stands; our own breakdowns get our labels and order."""

    library: Library
    table: Table
    sectors: Mapping[str, str]
    filling: Filling | None = None

    @cached_property
    def structure(self) -> Structure:
        """The table's structure."""
        found = self.table.structure
        return replace(
            found,
            measures=tuple(self._describe(one) for one in found.measures),
            dimensions=tuple(self._label(dimension) for dimension in found.dimensions),
        )

    @property
    def totals(self) -> Mapping[str, str]:
        """A table does not say which of its members stand for all."""
        return {}

    def computed_members(self, measures: Sequence[str]) -> Mapping[str, bool]:
        """None: a table has what it has."""
        return {}

    def _describe(self, measure: Measure) -> Measure:
        return replace(
            measure,
            title=title_of(measure.title, self.filling),
            decimals=self._decimals(measure.decimals, measure.unit),
        )

    def _decimals(self, stated: int | None, unit: str) -> int | None:
        """Embedded figures were computed and kept whole; their unit says how they are shown."""
        if self.table.origin is Origin.IMPORTED or stated is None:
            return stated
        return min(stated, decimals_of_unit(unit, default=1))

    def _label(self, dimension: Dimension) -> Dimension:
        if dimension.key not in BREAKDOWNS:
            return dimension
        members = tuple(
            Member(member.code, label_of(dimension.key, member.code, self.sectors, self.filling))
            for member in dimension.members
        )
        return order_members(Dimension(dimension.key, breakdown_title(dimension.key), members))

    def read(self, choice: Choice) -> "Frame":
        """The table's own figures."""
        from mkbviewer.store.pages.query import read_frame

        frame = read_frame(
            self.library,
            self.table.id,
            measures=choice.measures,
            by=choice.by,
            members=choice.members,
            where=dict(choice.where),
            frequency=choice.frequency,
            release=choice.release,
        )
        dimension = self.structure.dimension(choice.by)
        is_ours = dimension is not None and dimension.key in BREAKDOWNS
        titles = {one.key: one.title for one in self.structure.measures}
        has_several = len(choice.measures) > 1
        # Of several measures the frame has their titles in its labels already.
        members = dimension.members if dimension and (is_ours or has_several) else ()
        labels = {one.code: one.label for one in members}

        def with_measure(series: "Series") -> str:
            label = labels.get(series.member, series.label)
            if not has_several:
                return label
            title = titles.get(series.measure, series.measure)
            return f"{title}, {label}" if len(choice.members) != 1 and choice.by else title

        series = tuple(
            replace(
                one,
                label=with_measure(one),
                decimals=self._decimals(one.decimals, one.unit),
            )
            for one in frame.series
        )
        return replace(frame, series=series, title=title_of(frame.title, self.filling))

    def derivations(self, choice: Choice) -> "Derivations":
        """Each series as the table has it."""
        from mkbviewer.core.recipes.composition import Figures
        from mkbviewer.core.recipes.derivation import Derivations, Given

        frame = self.read(choice)
        whole = Figures(frame.values, frame.statuses)
        titles = {one.key: one.title for one in self.structure.measures}
        parts = {
            one.key: Given(
                one.label,
                whole.column(column),
                one.unit,
                one.decimals,
                titles.get(one.measure, one.measure),
                labels_where(self.structure, {**dict(choice.where), choice.by: one.member}),
            )
            for column, one in enumerate(frame.series)
        }
        return Derivations(frame.periods, dict(parts))
