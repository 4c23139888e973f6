"""The number of each series of a release, by which its rows are sorted and found.

A series is a measure with a member of each dimension. Their numbers count through the structure as
through nested loops: measures first, then the dimensions in order, the last one fastest.
"""

from collections.abc import Mapping, Sequence
from math import prod
from typing import TYPE_CHECKING

from mkbviewer.core.model import Structure
from mkbviewer.core.observations import MEASURE, dimension_column
from mkbviewer.dialects.lookups import MEASURE_TYPE, dimension_type
from mkbviewer.store.library.parquet import identifier

if TYPE_CHECKING:
    import duckdb

_MOST_SERIES = 1 << 62


def is_numbered(structure: Structure) -> bool:
    """Whether the numbers of all series fit in 64 bits; they are left out where they do not."""
    return prod(max(1, len(places)) for _column, places in _axes(structure)) < _MOST_SERIES


def numbers_of(
    structure: Structure, measures: Sequence[str], members: Mapping[str, Sequence[str]]
) -> list[int]:
    """The numbers of the series of these measures and these members of each dimension.

    A dimension that is not in `members` or has none is not looked at. All names are known ones.
    """
    (_measure, keys), *axes = _axes(structure)
    numbers = [keys.index(key) for key in measures]
    for dimension, (_column, codes) in zip(structure.dimensions, axes, strict=True):
        chosen = members.get(dimension.key, ())
        places = [codes.index(code) for code in chosen] or [0]
        numbers = [number * max(1, len(codes)) + place for number in numbers for place in places]
    return numbers


def ranges_of(structure: Structure, measures: Sequence[str]) -> frozenset[range]:
    """The numbers of all series of each of these measures. All names are known ones."""
    (_measure, keys), *axes = _axes(structure)
    count = prod(max(1, len(codes)) for _column, codes in axes)
    places = [keys.index(key) for key in measures]
    return frozenset(range(place * count, (place + 1) * count) for place in places)


def number_expression(connection: "duckdb.DuckDBPyConnection", structure: Structure) -> str:
    """SQL for the number of an observation's series; NULL where series are not numbered.

    The observations are those of the last reading: their ENUMs have every code of the structure.
    """
    if not is_numbered(structure):
        return "NULL::BIGINT"
    axes = _axes(structure)
    types = [MEASURE_TYPE, *map(dimension_type, range(len(structure.dimensions)))]
    ranges = ", ".join(f"enum_range(NULL::{name})" for name in types)
    row = connection.execute(f"SELECT {ranges}").fetchone()
    assert row is not None
    number = "0::BIGINT"
    for found, (column, codes) in zip(row, axes, strict=True):
        values = list(found)
        place = f"enum_code({column})"
        if values != codes:
            places = {code: place for place, code in enumerate(codes)}
            listed = ", ".join(str(places.get(value, "NULL")) for value in values)
            place = f"([{listed}]::BIGINT[])[{place} + 1]"
        number = f"({number} * {max(1, len(codes))} + {place})"
    return number


def _axes(structure: Structure) -> list[tuple[str, list[str]]]:
    """Each column that tells series apart, as SQL, with its keys or codes in order."""
    measures = [(identifier(MEASURE), [measure.key for measure in structure.measures])]
    return measures + [
        (identifier(dimension_column(one.key)), [member.code for member in one.members])
        for one in structure.dimensions
    ]
