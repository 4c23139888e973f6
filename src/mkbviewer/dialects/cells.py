"""Reading the cells of a file into DuckDB: numbers as numbers, everything else as its text.

The table `cells` has one row per row of the file, in its order (rowid counts from 0):
d0, d1, … and p, m, u, t hold dimensions, period, measure, unit and status as text; s0, s1, … the
cells of the value columns as they are written, v0, v1, … the numbers in them.
"""

# ruff: noqa: S608 - column numbers and quoted literals of this package only

import math
from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkbviewer.core.language import _
from mkbviewer.dialects.base import Layout, Role

if TYPE_CHECKING:
    import duckdb

SCHEMA = "mkbviewer"
"""The schema in which a reading keeps its tables and types."""
CELLS = f"{SCHEMA}.cells"
BLANKS = ("", "na", "n/a", "#n/a", "nan", "null")
"""Texts, in lower case, that stand for an empty cell."""
NIL = "-"
_KNOWN = (*BLANKS, ".", "x", NIL)
_TRIMMED = "' \t\u00a0\u202f'"
_LETTERS = {Role.PERIOD: "p", Role.MEASURE_KEY: "m", Role.UNIT: "u", Role.STATUS: "t"}
_PROFILED_AT_ONCE = 50
_MOST_DECIMALS = 15
_MANY_DECIMALS = 4


def sql_text(text: str) -> str:
    """A text as a literal in SQL."""
    return "'" + text.replace("'", "''") + "'"


def sql_name(name: str) -> str:
    """A name as an identifier in SQL."""
    return '"' + name.replace('"', '""') + '"'


def sql_texts(texts: Sequence[str]) -> str:
    """Texts as a list in SQL."""
    return "(" + ", ".join(map(sql_text, texts)) + ")"


@dataclass(frozen=True)
class Profile:
    """What the cells of one measure hold: `odd` cells are neither number nor missing."""

    numbers: int
    odd: int
    decimals: int

    @property
    def is_text(self) -> bool:
        """Whether more cells hold text than numbers."""
        return self.odd > self.numbers

    @property
    def shown_decimals(self) -> int | None:
        """The decimals to show; None where there is no number to show."""
        return self.decimals if self.numbers else None


def load_cells(
    connection: "duckdb.DuckDBPyConnection",
    path: Path,
    layout: Layout,
    texts: frozenset[int],
) -> int:
    """Fill the table `cells`; the measures in `texts` (by number) are read as text only.

    Gives the number of rows. Raises duckdb.Error when the file is not strictly regular.
    """
    values = layout.columns_of(Role.VALUE if layout.is_long else Role.MEASURE)
    parts = [
        f"coalesce(c{column.index}, '') as d{number}"
        for number, column in enumerate(layout.columns_of(Role.DIMENSION))
    ]
    for role, letter in _LETTERS.items():
        if column := layout.column(role):
            parts.append(f"coalesce(c{column.index}, '') as {letter}")
    for number, column in enumerate(values):
        parts += _value_parts(number, f"c{column.index}", layout, is_text=number in texts)
    if layout.is_long and (column := layout.column(Role.TEXT)):
        parts[-2] = f"coalesce(c{values[0].index}, c{column.index}) as s0"
    options = ", ".join(
        (
            "columns={" + ", ".join(f"'c{c.index}': 'VARCHAR'" for c in layout.columns) + "}",
            f"delim={sql_text(layout.form.delimiter)}",
            f"quote={sql_text(layout.form.quote)}",
            f"escape={sql_text(layout.form.quote)}",
            f"skip={layout.header_rows}",
            "header=false, auto_detect=false, strict_mode=true",
        )
    )
    connection.execute(f"drop table if exists {CELLS}")
    connection.execute(
        f"create table {CELLS} as select {', '.join(parts)}"
        f" from read_csv({sql_text(str(path))}, {options})"
    )
    return int(_one(connection, f"select count(*) from {CELLS}")[0])


def _value_parts(number: int, cell: str, layout: Layout, *, is_text: bool) -> list[str]:
    value = "null::double" if is_text else _number_in(cell, layout.decimal)
    return [f"{cell} as s{number}", f"{value} as v{number}"]


def _number_in(cell: str, decimal: str) -> str:
    if decimal == ",":
        return (
            f"case when contains({cell}, '.') then null"
            f" else try_cast(replace({cell}, ',', '.') as double) end"
        )
    return f"try_cast({cell} as double)"


def bare_text(number: int | str) -> str:
    """SQL for a cell's text without the blanks around it."""
    return f"trim(s{number}, {_TRIMMED})"


def symbol_of(number: int | str) -> str:
    """SQL for a cell's text in lower case, by which CBS's symbols are known; blank when NULL."""
    return f"lower(coalesce({bare_text(number)}, ''))"


def is_odd(number: int) -> str:
    """SQL for a cell that is neither a number nor one of CBS's symbols."""
    return f"(v{number} is null and {symbol_of(number)} not in {sql_texts(_KNOWN)})"


def clear_strange_numbers(
    connection: "duckdb.DuckDBPyConnection", numbers: Sequence[int], *, has_underscores: bool
) -> None:
    """Make text again of what DuckDB takes for a number and CBS would not write.

    That is `nan` and `inf`, and `1_000` where the file has underscores at all.
    """
    found = _batched(connection, numbers, lambda k: (f"max(abs(v{k}))",))
    for k, (largest,) in found.items():
        if largest is not None and not math.isfinite(largest):
            connection.execute(f"update {CELLS} set v{k} = null where not isfinite(v{k})")
    if has_underscores:
        for k in numbers:
            connection.execute(
                f"update {CELLS} set v{k} = null where v{k} is not null and contains(s{k}, '_')"
            )


def profile_cells(
    connection: "duckdb.DuckDBPyConnection",
    numbers: Sequence[int],
    decimal: str,
    known: Container[int] = (),
) -> dict[int, Profile]:
    """Count what the value columns hold; CBS's old sign for nil becomes the number 0.

    Decimals are not looked for in the columns whose decimals are `known`.
    """
    found = _batched(
        connection,
        numbers,
        lambda k: (
            "count(*)",
            f"count(v{k})",
            "null" if k in known else _decimals_of(k, decimal),
        ),
    )
    profiles = {}
    for k, (total, valued, decimals) in found.items():
        odd = nil = 0
        if valued < total:
            odd, nil = _one(
                connection,
                f"select coalesce(sum(n) filter ({is_odd(k)}), 0)::bigint,"
                f" coalesce(sum(n) filter ({symbol_of(k)} = '{NIL}'), 0)::bigint from"
                f" (select s{k}, v{k}, count(*) as n from {CELLS} where v{k} is null"
                " group by 1, 2)",
            )
        if nil:
            connection.execute(
                f"update {CELLS} set v{k} = 0.0 where v{k} is null and {symbol_of(k)} = '{NIL}'"
            )
        if (decimals or 0) > _MANY_DECIMALS:
            padded = _decimals_of(k, decimal, f"rtrim(s{k})")
            most = _one(connection, f"select {padded} from {CELLS}")[0]
        else:
            most = decimals or 0
        profiles[k] = Profile(valued + nil, odd, min(most, _MOST_DECIMALS))
    return profiles


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


def _decimals_of(number: int, decimal: str, text: str = "") -> str:
    """SQL for the most decimals that a number is written with; whole numbers do not count."""
    v, s = f"v{number}", text or f"s{number}"
    place = f"nullif(strpos({s}, '{decimal}'), 0)"
    return f"max(case when {v} <> floor({v}) then strlen({s}) - {place} end)"


def read_other_decimals(
    connection: "duckdb.DuckDBPyConnection", number: int, profile: Profile, decimal: str
) -> tuple[Profile, str]:
    """Read the numbers of a measure that are written with the other decimal mark.

    Gives the new profile, and a warning when there were any. A number that can as well be one in
    thousands (`1.234`, `1,234`) is left as it is when nothing in the column decides.
    """
    other = "," if decimal == "." else "."
    mark = "," if other == "," else r"\."
    text = bare_text(number)
    decimals = rf"regexp_full_match({text}, '[+-]?[0-9]*{mark}[0-9]+')"
    grouped = rf"regexp_full_match({text}, '[+-]?[1-9][0-9]{{0,2}}{mark}[0-9]{{3}}')"
    certain, written_so = _one(
        connection,
        f"select count(*) filter (v{number} is null and {decimals} and not {grouped}),"
        f" count(*) filter (v{number} is not null and contains(s{number}, '{decimal}'))"
        f" from {CELLS}",
    )
    if not certain:
        return profile, ""
    is_mixed = written_so > 0
    chosen = f"{decimals} and not {grouped}" if is_mixed else decimals
    connection.execute(
        f"update {CELLS} set v{number} = try_cast(replace({text}, ',', '.') as double)"
        f" where v{number} is null and {chosen}"
    )
    after = profile_cells(connection, [number], other)[number]
    after = replace(after, decimals=max(after.decimals, profile.decimals))
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
    unit = "trim(u)" if has_units else "''"
    query = (
        f"select trim(m), {unit}, min(rowid), count(v0), count(*) filter ({is_odd(0)}),"
        f" {_decimals_of(0, decimal, 'rtrim(s0)')}"
        f" from {CELLS} group by 1, 2 order by 3"
    )
    return [
        (title, unit, Profile(numbers, odd, min(decimals or 0, _MOST_DECIMALS)))
        for title, unit, _first, numbers, odd, decimals in connection.execute(query).fetchall()
    ]


def _one(connection: "duckdb.DuckDBPyConnection", query: str) -> tuple[Any, ...]:
    row = connection.execute(query).fetchone()
    assert row is not None
    return row
