"""Which observations of which release a question asks for, checked against its structure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from mkbviewer.core.errors import InvalidView, UnknownName
from mkbviewer.core.language import _
from mkbviewer.core.model import Dimension, Measure, Member, Structure, Table
from mkbviewer.core.period import PER_YEAR, Frequency
from mkbviewer.store.library.library import Library
from mkbviewer.store.library.problems import unknown


@dataclass(frozen=True, slots=True)
class Split:
    """The dimension whose members become series, and which; no members stands for all."""

    by: str = ""
    members: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Selection:
    """Measures of one release, split by one dimension or none, every other one fixed.

    Without a split `members` is one member with an empty code.
    """

    table: Table
    release: str
    measures: tuple[Measure, ...]
    by: Dimension | None
    members: tuple[Member, ...]
    where: tuple[tuple[str, str], ...]
    frequency: Frequency | None


def select(
    library: Library,
    table_id: str,
    release: str,
    measures: Sequence[str],
    split: Split,
    where: Mapping[str, str],
    frequency: str,
) -> Selection:
    """Resolve names. Raises UnknownName, and InvalidView when a dimension is left open."""
    table = library.table(table_id)
    name = library.release(table_id, release).name
    structure = library.structure(table_id, name)
    breakdown = find_dimension(structure, split.by) if split.by else None
    if not measures and structure.measures and all(one.is_text for one in structure.measures):
        raise InvalidView(
            _("Table {table} has no figures: all its measures are in words.").format(
                table=table.id
            ),
            "",
            _("`mkbviewer query {table}` writes them.").format(table=table.id),
        )
    if not measures:
        raise InvalidView(_("No measure was chosen."), "", _("Choose at least one measure."))
    return Selection(
        table=table,
        release=name,
        measures=tuple(find_measure(structure, key) for key in measures),
        by=breakdown,
        members=_members(breakdown, split.members) if breakdown else (Member("", ""),),
        where=tuple(_fix(structure, breakdown, where)),
        frequency=_frequency(structure, frequency),
    )


def _fix(
    structure: Structure, by: Dimension | None, where: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    fixed = dict(find_member(structure, key, code) for key, code in where.items())
    for dimension in structure.dimensions:
        if by is not None and dimension.key == by.key:
            continue
        if dimension.key in fixed:
            yield dimension.key, fixed[dimension.key]
        elif len(dimension.members) == 1:
            yield dimension.key, dimension.members[0].code
        elif dimension.members:
            raise InvalidView(
                _("“{dimension}” must be fixed at one member.").format(dimension=dimension.title),
                _("Figures of different members cannot stand in one series."),
                _("Choose a member, or split by this dimension."),
            )


def _frequency(structure: Structure, wanted: str) -> Frequency | None:
    there = structure.frequencies
    if not wanted:
        return max(there, key=lambda one: PER_YEAR.get(one, 0), default=None)
    found = next((one for one in there if one.value == wanted), None)
    if found is None:
        raise unknown(
            _("The table has no frequency {name}.").format(name=wanted),
            wanted,
            [one.value for one in there],
        )
    return found


def find_measure(structure: Structure, key: str) -> Measure:
    """The measure with this key. Raises UnknownName."""
    found = structure.measure(key)
    if found is None:
        raise unknown(
            _("The table has no measure {name}.").format(name=key),
            key,
            [measure.key for measure in structure.measures],
        )
    return found


def find_dimension(structure: Structure, key: str) -> Dimension:
    """The dimension with this key. Raises UnknownName."""
    found = structure.dimension(key)
    if found is None:
        raise unknown(
            _("The table has no dimension {name}.").format(name=key),
            key,
            [dimension.key for dimension in structure.dimensions],
            nothing_there=_("It has no dimensions at all."),
        )
    return found


def _members(dimension: Dimension, codes: Sequence[str]) -> tuple[Member, ...]:
    if not codes:
        return dimension.members
    known = {member.code: member for member in dimension.members}
    for code in codes:
        if code not in known:
            raise _unknown_member(dimension, code)
    return tuple(known[code] for code in codes)


def find_member(structure: Structure, key: str, code: str) -> tuple[str, str]:
    """A dimension's key with the code of one of its members. Raises UnknownName."""
    dimension = find_dimension(structure, key)
    if dimension.member(code) is None:
        raise _unknown_member(dimension, code)
    return dimension.key, code


def _unknown_member(dimension: Dimension, code: str) -> UnknownName:
    return unknown(
        _("“{dimension}” has no member {name}.").format(dimension=dimension.title, name=code),
        code,
        [member.code for member in dimension.members],
    )
