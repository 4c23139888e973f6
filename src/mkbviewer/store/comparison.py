"""How a reading differs from an earlier release of the same table."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from mkbviewer.core.model import Dimension, Structure
from mkbviewer.core.observations import MEASURE, PERIOD, TEXT, VALUE, dimension_column
from mkbviewer.dialects.reading import OBSERVATIONS
from mkbviewer.store.parquet import identifier, source_of
from mkbviewer.store.report import Revisions

if TYPE_CHECKING:
    import duckdb


def count_revisions(
    connection: "duckdb.DuckDBPyConnection",
    structure: Structure,
    earlier: Structure,
    earlier_file: Path,
) -> Revisions | None:
    """Count what differs between the observations just read and those of an earlier release.

    A figure is revised when its value differs, or when it is missing in one of the two. A star
    that comes or goes is no revision, and neither is another kind of missing, since some layouts
    write every kind as an empty cell. A member that had another code is recognised by its label.
    None when the dimensions are others, so that no figure has a counterpart.
    """
    if {one.key for one in structure.dimensions} != {one.key for one in earlier.dimensions}:
        return None
    columns, joins, parameters = [], [], []
    for number, dimension in enumerate(structure.dimensions):
        column = identifier(dimension_column(dimension.key))
        known = earlier.dimension(dimension.key)
        renamed = dict(_renamed(known, dimension)) if known else {}
        if renamed:
            name = f"renamed_{number}"
            joins.append(
                f"LEFT JOIN (SELECT unnest(?::VARCHAR[]) AS old, unnest(?::VARCHAR[]) AS new) "
                f"{name} ON {name}.old = e.{column}"
            )
            parameters += [list(renamed), list(renamed.values())]
            columns.append(f"coalesce({name}.new, e.{column}) AS {column}")
        else:
            columns.append(f"e.{column}")
    own = [identifier(dimension_column(one.key)) for one in structure.dimensions]
    selected = ", ".join([f"e.{MEASURE}", *columns, *(f"e.{c}" for c in _COMPARED)])
    matched = " AND ".join(f"n.{c} = o.{c}" for c in [MEASURE, *own])
    row = connection.execute(
        f"WITH o AS (SELECT {selected} FROM {source_of(earlier_file)} e {' '.join(joins)}) "  # noqa: S608
        f"SELECT count(*) FILTER (o.{MEASURE} IS NULL), count(*) FILTER (n.{MEASURE} IS NULL), "
        f"count(*) FILTER (n.{MEASURE} IS NOT NULL AND o.{MEASURE} IS NOT NULL AND {_DIFFERS}) "
        f"FROM {OBSERVATIONS} n FULL JOIN o "
        f"ON {matched} AND coalesce(n.{PERIOD}, '') = coalesce(o.{PERIOD}, '')",
        parameters,
    ).fetchone()
    assert row is not None
    return Revisions(*(int(number) for number in row))


_COMPARED = (PERIOD, VALUE, TEXT)
_DIFFERS = f"(n.{VALUE} IS DISTINCT FROM o.{VALUE} OR n.{TEXT} IS DISTINCT FROM o.{TEXT})"


def _renamed(earlier: Dimension, dimension: Dimension) -> Iterator[tuple[str, str]]:
    codes = {member.code for member in dimension.members}
    by_label: dict[str, str | None] = {}
    for member in dimension.members:
        # A label that stands for two members tells nothing.
        by_label[member.label] = None if member.label in by_label else member.code
    for member in earlier.members:
        code = by_label.get(member.label)
        if member.code not in codes and code is not None:
            yield member.code, code
