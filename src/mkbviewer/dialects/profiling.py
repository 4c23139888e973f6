"""What the value columns of `cells` hold: numbers, symbols of what is missing, or words."""

# ruff: noqa: S608 - column numbers and quoted literals of this package only

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mkbviewer.core.language import _
from mkbviewer.dialects.cells import (
    CELLS,
    KNOWN,
    NIL,
    Loading,
    bare_text,
    sql_texts,
    symbol_of,
)
from mkbviewer.dialects.measures import MOST_DECIMALS, Profile

if TYPE_CHECKING:
    import duckdb

_PROFILED_AT_ONCE = 50
_COUNTED_AT_ONCE = 10


@dataclass(frozen=True)
class _Counted:
    """How many cells a value column has, with a number, with a text kept, and the largest number.

    `has_underscores` says whether a number may have been written with them.
    """

    cells: int
    numbers: int
    texts: int
    largest: float | None
    has_underscores: bool


def _count_cells(
    connection: "duckdb.DuckDBPyConnection", numbers: Sequence[int], *, has_underscores: bool
) -> dict[int, _Counted]:
    found = _batched(
        connection,
        numbers,
        lambda k: (
            "count(*)",
            f"count(v{k})",
            f"count(s{k})",
            f"max(abs(v{k}))",
            f"coalesce(bool_or(contains(s{k}, '_')), false)" if has_underscores else "false",
        ),
    )
    return {k: _Counted(*counts) for k, counts in found.items()}


def _clear_strange_numbers(
    connection: "duckdb.DuckDBPyConnection", number: int, counted: _Counted
) -> bool:
    """Make text again of what DuckDB takes for a number and CBS would not write.

    That is `nan` and `inf`, and `1_000` where the file has underscores at all. Answers whether
    there may have been any.
    """
    conditions = []
    if counted.largest is not None and not math.isfinite(counted.largest):
        conditions.append(f"not isfinite(v{number})")
    if counted.has_underscores:
        conditions.append(f"v{number} is not null and contains(s{number}, '_')")
    for condition in conditions:
        connection.execute(f"update {CELLS} set v{number} = null where {condition}")
    return bool(conditions)


def profile_cells(
    connection: "duckdb.DuckDBPyConnection",
    numbers: Sequence[int],
    decimal: str,
    loading: Loading,
) -> dict[int, Profile]:
    """Count what the value columns hold; CBS's old sign for nil becomes the number 0.

    `loading` says how they were loaded: its decimals are there in any case; more are looked for in
    the texts kept, unless it has None for a column.
    """
    underscores, known = loading.has_underscores, loading.decimals
    found = _count_cells(connection, numbers, has_underscores=underscores)
    strange = [k for k, counted in found.items() if _clear_strange_numbers(connection, k, counted)]
    found |= _count_cells(connection, strange, has_underscores=underscores)
    without = [k for k, counted in found.items() if counted.numbers < counted.cells]
    missing = _count_missing(connection, without)
    kept = [
        k
        for k, counted in found.items()
        if known.get(k, 0) is not None and counted.texts > missing.get(k, _NO_MISSING).texts
    ]
    decimals = _batched(connection, kept, lambda k: (_decimals_of(k, decimal),))
    profiles = {}
    for k, counted in found.items():
        odd, nil = missing.get(k, _NO_MISSING).odd, missing.get(k, _NO_MISSING).nil
        if nil:
            connection.execute(
                f"update {CELLS} set v{k} = 0.0 where v{k} is null and {symbol_of(k)} = '{NIL}'"
            )
        (written,) = decimals.get(k, (None,))
        most = max(written or 0, known.get(k) or 0)
        decimals_found = min(most, MOST_DECIMALS)
        profiles[k] = Profile(counted.numbers + nil, odd, decimals_found, counted.largest or 0.0)
    return profiles


@dataclass(frozen=True)
class _Missing:
    """How many cells without a number have a text, one that is none of CBS's symbols, and nil."""

    texts: int
    odd: int
    nil: int


_NO_MISSING = _Missing(0, 0, 0)


def _count_missing(
    connection: "duckdb.DuckDBPyConnection", numbers: Sequence[int]
) -> dict[int, _Missing]:
    """Count the cells without a number, by the few texts that they have.

    Several columns in one query, for making its plan takes longer than carrying it out; but not
    all, for the texts of all columns at once may be too many.
    """
    symbol = symbol_of("")
    found: dict[int, _Missing] = {}
    for first in range(0, len(numbers), _COUNTED_AT_ONCE):
        texts = " union all ".join(
            f"select {k} as k, s{k} as s, count(*) as n from {CELLS} where v{k} is null"
            f" group by s{k}"
            for k in numbers[first : first + _COUNTED_AT_ONCE]
        )
        rows = connection.execute(
            "select k, coalesce(sum(n) filter (s is not null), 0)::bigint,"
            f" coalesce(sum(n) filter ({symbol} not in {sql_texts(KNOWN)}), 0)::bigint,"
            f" coalesce(sum(n) filter ({symbol} = '{NIL}'), 0)::bigint from ({texts}) group by k"
        ).fetchall()
        found |= {k: _Missing(*counts) for k, *counts in rows}
    return found


def _batched(
    connection: "duckdb.DuckDBPyConnection",
    numbers: Sequence[int],
    expressions: Callable[[int], tuple[str, ...]],
) -> dict[int, tuple[Any, ...]]:
    """The outcome of some aggregates for each value column, many columns a query."""
    found: dict[int, tuple[Any, ...]] = {}
    for first in range(0, len(numbers), _PROFILED_AT_ONCE):
        batch = numbers[first : first + _PROFILED_AT_ONCE]
        parts = [", ".join(expressions(k)) for k in batch]
        row = _one(connection, f"select {', '.join(parts)} from {CELLS}")
        width = len(row) // len(batch)
        for place, k in enumerate(batch):
            found[k] = row[width * place : width * (place + 1)]
    return found


def _decimals_of(number: int, decimal: str) -> str:
    """SQL for the most decimals that a number is written with; whole numbers do not count."""
    v, s = f"v{number}", f"s{number}"
    # To strip every text takes three times as long as all the rest.
    bare = (
        f"case when ends_with({s}, ' ') or ends_with({s}, '*') then rtrim({s}, ' *') else {s} end"
    )
    decimals = f"strlen({bare}) - nullif(strpos({s}, '{decimal}'), 0)"
    return f"max({decimals}) filter ({v} <> floor({v}))"


def has_other_decimals(connection: "duckdb.DuckDBPyConnection", number: int, decimal: str) -> bool:
    """Whether cells are written with the other decimal mark, and cannot be meant otherwise."""
    decimals, grouped = _in_other_form(number, decimal)
    row = connection.execute(
        f"select 1 from {CELLS} where v{number} is null and {decimals} and not {grouped} limit 1"
    ).fetchone()
    return row is not None


def _in_other_form(number: int, decimal: str) -> tuple[str, str]:
    """SQL for a cell written with the other decimal mark, and for one that may be in thousands."""
    mark = "," if decimal == "." else r"\."
    text = bare_text(number)
    return (
        rf"regexp_full_match({text}, '[+-]?[0-9]*{mark}[0-9]+')",
        rf"regexp_full_match({text}, '[+-]?[1-9][0-9]{{0,2}}{mark}[0-9]{{3}}')",
    )


def read_other_decimals(
    connection: "duckdb.DuckDBPyConnection", number: int, profile: Profile, decimal: str
) -> tuple[Profile, str]:
    """Read the numbers of a measure that are written with the other decimal mark.

    The texts of all numbers must have been kept. Gives the new profile, and a warning when there
    were any. A number that can as well be one in thousands (`1.234`, `1,234`) is left as it is when
    nothing in the column decides.
    """
    if not has_other_decimals(connection, number, decimal):
        return profile, ""
    other = "," if decimal == "." else "."
    text = bare_text(number)
    decimals, grouped = _in_other_form(number, decimal)
    (written_so,) = _one(
        connection,
        f"select count(*) filter (v{number} is not null and contains(s{number}, '{decimal}'))"
        f" from {CELLS}",
    )
    is_mixed = written_so > 0
    chosen = f"{decimals} and not {grouped}" if is_mixed else decimals
    connection.execute(
        f"update {CELLS} set v{number} = try_cast(replace({text}, ',', '.') as double)"
        f" where v{number} is null and {chosen}"
    )
    loading = Loading(decimals={number: profile.decimals})
    after = profile_cells(connection, [number], other, loading)[number]
    if is_mixed:
        return after, _(
            "{measure}: decimal points and decimal commas stand in one column; both are read as"
            " decimal marks."
        )
    return after, _(
        "{measure}: its decimal mark is not that of the rest of the file; it was read as such."
    )


def profile_long(
    connection: "duckdb.DuckDBPyConnection", decimal: str, *, has_units: bool
) -> list[tuple[str, str, Profile]]:
    """Title, unit and profile of each measure of a long file, in the file's order."""
    unit = "u" if has_units else "''"
    odd = f"case when v0 is null then ({symbol_of(0)} not in {sql_texts(KNOWN)})::bigint end"
    query = (
        f"select m, {unit}, count(v0), coalesce(sum({odd}), 0)::bigint, {_decimals_of(0, decimal)}"
        f" from {CELLS} group by 1, 2 order by min(rowid)"
    )
    found: dict[tuple[str, str], Profile] = {}
    for title, unit, numbers, strange, decimals in connection.execute(query).fetchall():
        key = title.strip(" "), unit.strip(" ")
        known = found.get(key, Profile(0, 0, 0))
        found[key] = Profile(
            known.numbers + numbers,
            known.odd + strange,
            max(known.decimals, min(decimals or 0, MOST_DECIMALS)),
        )
    return [(title, unit, profile) for (title, unit), profile in found.items()]


def _one(connection: "duckdb.DuckDBPyConnection", query: str) -> tuple[Any, ...]:
    row = connection.execute(query).fetchone()
    assert row is not None
    return row
