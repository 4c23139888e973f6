"""The releases of a table around a new one, and what those lend to it: names, no figures."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from mkbviewer.core.model import Dimension, Measure, Member, Release, Structure
from mkbviewer.dialects.titles import readable_title
from mkbviewer.store.library.library import Library
from mkbviewer.store.library.releases import DatedRelease, order_releases


@dataclass(frozen=True)
class History:
    """The releases before and after a new one, from old to new."""

    before: tuple[Release, ...] = ()
    after: tuple[Release, ...] = ()

    @classmethod
    def of(
        cls, library: Library | None, release: Release, replaced: Release | None, last: str
    ) -> "History":
        """The history of a release that ends with period `last` and takes the place of another."""
        known = library.dated_releases(release.table) if library else ()
        others = [one for one in known if one.release != replaced]
        ordered = order_releases([*others, DatedRelease(release, last)])
        place = ordered.index(release)
        return cls(ordered[:place], ordered[place + 1 :])

    @property
    def names(self) -> frozenset[str]:
        """The names that are taken."""
        return frozenset(one.name for one in (*self.before, *self.after))

    @property
    def earlier(self) -> str:
        """The name of the release just before; empty where there is none."""
        return self.before[-1].name if self.before else ""

    @property
    def newer(self) -> str:
        """The name of the newest release after it; empty where there is none."""
        return self.after[-1].name if self.after else ""


def inherit_names(
    library: Library | None, history: History, structure: Structure
) -> tuple[Structure, tuple[str, ...]]:
    """The structure with the titles, units, decimals and labels that other releases know.

    Only for measures, dimensions and members of the same key or code that the file itself does not
    describe; the release just before goes first, those after it come last. Answers the names of
    the releases that something was taken from too.
    """
    used = []
    if library:
        for other in (*reversed(history.before), *history.after):
            if not _lacks_any(structure):
                break
            richer = inherit_from(structure, library.structure(other.table, other.name))
            if richer != structure:
                structure = richer
                used.append(other.name)
    return structure, tuple(used)


def inherit_from(structure: Structure, other: Structure) -> Structure:
    """The structure with what another one of the same table knows more."""
    return replace(
        structure,
        measures=tuple(
            _inherit_measure(one, known) if (known := other.measure(one.key)) else one
            for one in structure.measures
        ),
        dimensions=tuple(
            _inherit_dimension(one, alike) if (alike := other.dimension(one.key)) else one
            for one in structure.dimensions
        ),
    )


def _inherit_measure(measure: Measure, known: Measure) -> Measure:
    if _is_described(measure) or not _is_described(known):
        return measure
    decimals = known.decimals
    if decimals is not None and measure.decimals is not None:
        # The figures may have more decimals than before: none of them is to be hidden.
        decimals = max(decimals, measure.decimals)
    return replace(
        measure,
        title=known.title,
        unit=known.unit,
        decimals=measure.decimals if decimals is None else decimals,
        group=known.group,
        description=known.description,
    )


def _inherit_dimension(dimension: Dimension, known: Dimension) -> Dimension:
    labels: Mapping[str, str] = {one.code: one.label for one in known.members}
    return replace(
        dimension,
        title=known.title if _is_bare(dimension.key, dimension.title) else dimension.title,
        members=tuple(
            Member(one.code, labels.get(one.code, one.label)) if one.label == one.code else one
            for one in dimension.members
        ),
    )


def _is_described(measure: Measure) -> bool:
    return bool(measure.unit or measure.description or measure.group) or not _is_bare(
        measure.key, measure.title
    )


def _is_bare(key: str, title: str) -> bool:
    return title in {key, readable_title(key)}


def _lacks_any(structure: Structure) -> bool:
    return (
        any(not _is_described(one) for one in structure.measures)
        or any(_is_bare(one.key, one.title) for one in structure.dimensions)
        or any(one.label == one.code for one in _members(structure.dimensions))
    )


def _members(dimensions: Iterable[Dimension]) -> Iterable[Member]:
    return (member for dimension in dimensions for member in dimension.members)
