"""How the observations of a release differ from those of an earlier release of the same table."""

# ruff: noqa: S608 - columns of this package and quoted names and literals only

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkbviewer.core.language import _
from mkbviewer.core.model import Release, Structure
from mkbviewer.core.observations import (
    MEASURE,
    PERIOD,
    SERIES,
    STATUS,
    TEXT,
    VALUE,
    dimension_column,
)
from mkbviewer.core.transform import takes_difference
from mkbviewer.dialects.reading import OBSERVATIONS
from mkbviewer.store.library.numbering import is_numbered, number_expression
from mkbviewer.store.library.parquet import identifier, literal, source_of
from mkbviewer.store.library.report import BiggestRevision, Revisions
from mkbviewer.store.revisions.counterparts import Counterparts
from mkbviewer.store.revisions.renumbering import Renumbering

if TYPE_CHECKING:
    import duckdb

    from mkbviewer.store.library.contents import Contents


class Kind(StrEnum):
    """In what a figure differs: its value, whether it is there, its star or kind of missing."""

    VALUE = "value"
    PRESENCE = "presence"
    STATUS = "status"
    ADDED = "added"
    REMOVED = "removed"


REVISED = (Kind.VALUE, Kind.PRESENCE, Kind.STATUS)
SIZE = "abs(new_value - old_value)"
"""SQL for how much a value was revised, of the columns of `difference_query`."""


@dataclass(frozen=True)
class Telling:
    """What the layout of a release can tell: stars, and why a figure is missing.

    A layout that writes every missing figure as an empty cell says nothing when it differs from
    one that writes `.`; the same goes for stars.
    """

    stars: bool = True
    kinds: bool = True

    @classmethod
    def of_release(cls, library: "Contents", release: Release) -> "Telling":
        """What a release of a library tells."""
        return cls.of(
            release.dialect,
            is_provisional=release.is_provisional,
            has_metadata=bool(library.companions(release)),
        )

    @classmethod
    def of(cls, dialect: str, *, is_provisional: bool, has_metadata: bool) -> "Telling":
        """What a release tells, by the name of its dialect."""
        return cls(
            stars=is_provisional or has_metadata or dialect not in _WITHOUT_STARS,
            kinds=dialect not in _WITHOUT_KINDS,
        )

    def both(self, other: "Telling") -> "Telling":
        """What two releases both tell."""
        return Telling(self.stars and other.stars, self.kinds and other.kinds)

    def silence(self) -> tuple[str, ...]:
        """What is not compared, as sentences."""
        sentences = []
        if not self.stars:
            sentences.append(
                _(
                    "One of the releases does not tell which figures are provisional; a star that "
                    "comes or goes is not counted."
                )
            )
        if not self.kinds:
            sentences.append(
                _(
                    "One of the releases does not tell why a figure is missing; another reason is "
                    "not counted."
                )
            )
        return tuple(sentences)


_WITHOUT_STARS = frozenset({"odata3", "labelled", "figure"})
_WITHOUT_KINDS = frozenset({"labelled", "figure"})


def difference_query(
    structure: Structure,
    counterparts: Counterparts,
    newer: str,
    earlier: str,
    telling: Telling,
) -> tuple[str, list[object]]:
    """SQL for the observations that differ, and its parameters.

    `newer` and `earlier` are sources of observations as SQL. Columns: kind, measure, one per
    dimension (`d0`, `d1`, …; codes of the newer release), period, value, text and status of the
    earlier (`old_…`) and the newer release (`new_…`), and `usual`: the mean size of the series'
    figures in the earlier release.
    """
    selected, joins, parameters = _renaming(structure, counterparts)
    places = _places(structure)
    own = [
        f"CAST({identifier(dimension_column(one.key))} AS VARCHAR) AS {place}"
        for one, place in zip(structure.dimensions, places, strict=True)
    ]
    query = _joined(
        f"SELECT {', '.join([*selected, *_figures('e.')])} FROM {earlier} e {' '.join(joins)}",
        f"SELECT {', '.join([f'CAST({MEASURE} AS VARCHAR) AS {MEASURE}', *own, *_figures()])}"
        f" FROM {newer}",
        [MEASURE, *places],
        telling,
    )
    return query, parameters


def numbered_query(
    structure: Structure, renumbering: Renumbering, newer: str, earlier: str, telling: Telling
) -> str:
    """SQL with the outcome of `difference_query`, by the numbers of series.

    `newer` and `earlier` are sources with such numbers in both.
    """
    query = _joined(
        f"SELECT {', '.join([f'{renumbering.number()} AS {SERIES}', *_figures()])} FROM {earlier}",
        f"SELECT {', '.join([SERIES, *_figures()])} FROM {newer}",
        [SERIES],
        telling,
    )
    names = zip(renumbering.names(SERIES), [MEASURE, *_places(structure)], strict=True)
    named = ", ".join(f"{name} AS {column}" for name, column in names)
    return f"SELECT kind, {named}, * EXCLUDE (kind, {SERIES}) FROM ({query})"


def relative_size(structure: Structure) -> str:
    """SQL for the size of a revision, to compare revisions of whatever series with each other.

    It is a part of the old value, as revisions are stated. From nought there is no such part,
    and in percentages and balances, which lie about nought, it says nothing: there the size is a
    part of the largest of old value, new value and the usual size of the series' figures.
    """
    by_difference = [literal(one.key) for one in structure.measures if takes_difference(one.unit)]
    is_other = "old_value = 0"
    if by_difference:
        is_other += f" OR {MEASURE} IN ({', '.join(by_difference)})"
    largest = "greatest(abs(old_value), abs(new_value), usual)"
    return f"{SIZE} / CASE WHEN {is_other} THEN {largest} ELSE abs(old_value) END"


def _places(structure: Structure) -> list[str]:
    return [f"d{number}" for number in range(len(structure.dimensions))]


def _joined(earlier: str, newer: str, series: list[str], telling: Telling) -> str:
    """SQL for the figures of two queries side by side by series and period, where they differ.

    A full join, for figures come and go; and with each one the usual size of its series before.
    """
    matched = " AND ".join(f"n.{c} = o.{c}" for c in [*series, PERIOD])
    keys = ", ".join(f"coalesce(n.{c}, o.{c}) AS {c}" for c in [*series, PERIOD])
    figures = ", ".join(f"o.{c} AS old_{c}, n.{c} AS new_{c}" for c in (VALUE, TEXT, STATUS))
    names = ", ".join(series)
    same = " AND ".join(f"usual.{c} = o.{c}" for c in series)
    return (
        f"WITH o AS ({earlier}), n AS ({newer}), "
        f"usual AS (SELECT {names}, avg(abs({VALUE})) AS usual FROM o GROUP BY {names}) "
        f"SELECT {_kind(telling, series[0])} AS kind, {keys}, {figures}, usual.usual AS usual "
        f"FROM n FULL JOIN o ON {matched} LEFT JOIN usual ON {same} WHERE kind IS NOT NULL"
    )


def count_revisions(
    connection: "duckdb.DuckDBPyConnection",
    structure: Structure,
    earlier: Structure,
    earlier_file: Path,
    telling: Telling,
) -> Revisions | None:
    """Count what differs between the observations just read and those of an earlier release.

    None when the dimensions are others, so that no figure has a counterpart.
    """
    counterparts = Counterparts.of(structure, earlier)
    if counterparts is None:
        return None
    source = source_of(earlier_file)
    parameters: list[object] = []
    if is_numbered(structure) and has_numbers(connection.execute, source):
        numbers = number_expression(connection, structure)
        query = numbered_query(
            structure,
            counterparts.renumbering(structure, earlier),
            f"(SELECT {numbers} AS {SERIES}, * FROM {OBSERVATIONS})",
            source,
            telling,
        )
    else:
        query, parameters = difference_query(structure, counterparts, OBSERVATIONS, source, telling)
    keys = ", ".join([MEASURE, *_places(structure), PERIOD])
    # The first of the revisions in their order, found in one pass: the least of these rows.
    biggest = (
        f"min(row(-({relative_size(structure)}), -{SIZE}, {keys}, old_value, new_value))"
        f" FILTER (kind = '{Kind.VALUE}' AND {SIZE} IS NOT NULL)"
    )
    rows = connection.execute(
        f"SELECT kind, count(*), {biggest} FROM ({query}) GROUP BY kind",
        parameters,
    ).fetchall()
    counts = revisions_of({kind: count for kind, count, _row in rows})
    found = next((row for kind, _count, row in rows if kind == Kind.VALUE and row), None)
    if not found:
        return counts
    shown = counterparts.with_decimals(structure, earlier)
    return replace(counts, biggest=_biggest(shown, tuple(found)))


def has_numbers(execute: Callable[[str], "duckdb.DuckDBPyConnection"], source: str) -> bool:
    """Whether a release numbers its series; those of the first versions do not, nor huge ones."""
    columns = execute(f"SELECT * FROM {source} LIMIT 0").description or ()
    if SERIES not in (name for name, *_rest in columns):
        return False
    row = execute(f"SELECT 1 FROM {source} WHERE {SERIES} IS NULL LIMIT 1").fetchone()
    return row is None


def _biggest(structure: Structure, row: tuple[Any, ...]) -> BiggestRevision:
    _relative, _size, key, *codes, period, old, new = row
    measure = structure.measure(key)
    return BiggestRevision(
        measure.title if measure else key,
        tuple(one.label(code) for one, code in zip(structure.dimensions, codes, strict=True)),
        period,
        old,
        new,
        measure.unit if measure else "",
        measure.decimals if measure else None,
    )


def revisions_of(counts: Mapping[str, int]) -> Revisions:
    """The counts of each kind of difference as those of a report."""
    return Revisions(
        added=int(counts.get(Kind.ADDED, 0)),
        removed=int(counts.get(Kind.REMOVED, 0)),
        revised=sum(int(counts.get(kind, 0)) for kind in REVISED),
        restated=int(counts.get(Kind.STATUS, 0)),
    )


def _figures(prefix: str = "") -> list[str]:
    return [
        f"coalesce(CAST({prefix}{PERIOD} AS VARCHAR), '') AS {PERIOD}",
        f"{prefix}{VALUE} AS {VALUE}",
        f"{prefix}{TEXT} AS {TEXT}",
        f"coalesce(CAST({prefix}{STATUS} AS VARCHAR), '') AS {STATUS}",
    ]


def _renaming(
    structure: Structure, counterparts: Counterparts
) -> tuple[list[str], list[str], list[object]]:
    """SQL for the key of an earlier observation by its newer names: columns, joins, parameters.

    Names that differ are joined as a table of two columns, of which there may be thousands of rows.
    """
    selected, joins = [], []
    parameters: list[object] = []

    def add(column: str, target: str, renamed: Mapping[str, str]) -> None:
        if not renamed:
            selected.append(f"{column} AS {target}")
            return
        name = f"renamed_{target}"
        joins.append(
            f"LEFT JOIN (SELECT unnest(?::VARCHAR[]) AS old, unnest(?::VARCHAR[]) AS new) "
            f"{name} ON {name}.old = {column}"
        )
        parameters.extend([list(renamed), list(renamed.values())])
        selected.append(f"coalesce({name}.new, {column}) AS {target}")

    add(f"e.{MEASURE}", MEASURE, counterparts.measures)
    for number, dimension in enumerate(structure.dimensions):
        column = identifier(dimension_column(counterparts.dimensions[dimension.key]))
        add(f"e.{column}", f"d{number}", counterparts.members[dimension.key])
    return selected, joins, parameters


def _kind(telling: Telling, key: str) -> str:
    """SQL for the kind of a difference; NULL where nothing differs that both releases tell.

    A status is compared where both tell stars and kinds of missing; where only stars are told, of
    figures that are there, and where only kinds are, of those that are not.
    """
    is_there = "({0}.value IS NOT NULL OR {0}.text IS NOT NULL)"
    old, new = is_there.format("o"), is_there.format("n")
    compared = {(True, True): "true", (True, False): new, (False, True): f"NOT {new}"}
    may_differ = compared.get((telling.stars, telling.kinds), "false")
    return (
        f"CASE WHEN o.{key} IS NULL THEN '{Kind.ADDED}' "
        f"WHEN n.{key} IS NULL THEN '{Kind.REMOVED}' "
        f"WHEN {old} <> {new} THEN '{Kind.PRESENCE}' "
        f"WHEN n.{VALUE} IS DISTINCT FROM o.{VALUE} OR n.{TEXT} IS DISTINCT FROM o.{TEXT} "
        f"THEN '{Kind.VALUE}' "
        f"WHEN n.{STATUS} <> o.{STATUS} AND {may_differ} THEN '{Kind.STATUS}' END"
    )
