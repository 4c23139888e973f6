"""What of an earlier release of a table stands for what of a newer one, where names differ."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from mkbviewer.core.model import Dimension, Measure, Structure
from mkbviewer.store.revisions.renumbering import Renumbering


@dataclass(frozen=True)
class Counterparts:
    """What of an earlier release stands for what of a newer one.

    `measures` and each of `members` give the newer key or code by the earlier one, where they
    differ; `dimensions` give the earlier key by the newer one, in the newer release's order.
    """

    measures: Mapping[str, str]
    dimensions: Mapping[str, str]
    members: Mapping[str, Mapping[str, str]]

    @classmethod
    def of(cls, structure: Structure, earlier: Structure) -> "Counterparts | None":
        """Match by key and code, else by title and label where these are unique.

        None when the dimensions are others, so that no figure has a counterpart.
        """
        dimensions = _same_dimensions(structure.dimensions, earlier.dimensions)
        if dimensions is None:
            return None
        members = {}
        for dimension in structure.dimensions:
            known = earlier.dimension(dimensions[dimension.key])
            members[dimension.key] = _renamed_members(known, dimension) if known else {}
        return cls(_renamed_measures(earlier.measures, structure.measures), dimensions, members)

    def renumbering(self, structure: Structure, earlier: Structure) -> Renumbering:
        """How the numbers of series of the earlier release become those of the newer one."""
        return Renumbering.of(structure, earlier, self.measures, self.dimensions, self.members)

    def with_decimals(self, structure: Structure, earlier: Structure) -> Structure:
        """The newer structure with as many decimals as either has: no figure of both is rounded."""
        before = {newer: old for old, newer in self.measures.items()}
        measures = []
        for measure in structure.measures:
            known = earlier.measure(before.get(measure.key, measure.key))
            told = [one.decimals for one in (measure, known) if one and one.decimals is not None]
            measures.append(replace(measure, decimals=max(told, default=None)))
        return replace(structure, measures=tuple(measures))


def _same_dimensions(
    dimensions: Iterable[Dimension], earlier: Iterable[Dimension]
) -> Mapping[str, str] | None:
    left = {one.key: one for one in earlier}
    found = {}
    for dimension in dimensions:
        match = left.pop(dimension.key, None)
        if match is None:
            alike = [one for one in left.values() if _is_alike(one.title, dimension.title)]
            if len(alike) != 1:
                return None
            match = left.pop(alike[0].key)
        found[dimension.key] = match.key
    return None if left else found


def _renamed_measures(earlier: Iterable[Measure], measures: Iterable[Measure]) -> dict[str, str]:
    measures, earlier = tuple(measures), tuple(earlier)
    return _renamed(
        {one.key: (one.title.casefold(), one.group.casefold()) for one in earlier},
        {one.key: (one.title.casefold(), one.group.casefold()) for one in measures},
    ) or _renamed(
        {one.key: one.title.casefold() for one in earlier},
        {one.key: one.title.casefold() for one in measures},
    )


def _renamed_members(earlier: Dimension, dimension: Dimension) -> dict[str, str]:
    return _renamed(
        {member.code: member.label for member in earlier.members},
        {member.code: member.label for member in dimension.members},
    )


def _renamed(earlier: Mapping[str, object], newer: Mapping[str, object]) -> dict[str, str]:
    by_name: dict[object, str | None] = {}
    for key, name in newer.items():
        # A name that stands for two tells nothing.
        by_name[name] = None if name in by_name else key
    found = {}
    for key, name in earlier.items():
        match = by_name.get(name)
        if key not in newer and match is not None and match not in earlier:
            found[key] = match
    names = [earlier[key] for key in found]
    return {key: match for key, match in found.items() if names.count(earlier[key]) == 1}


def _is_alike(one: str, other: str) -> bool:
    return one.casefold() == other.casefold()
