"""Reading the cells of a file into DuckDB: numbers as numbers, everything else as its text.

The table `cells` has one row per row of the file, in its order (rowid counts from 0):
d0, d1, … and p, m, u, t hold dimensions, period, measure, unit and status as text; s0, s1, … the
cells of the value columns as they are written, v0, v1, … the numbers in them. Where the number
says it all, s is NULL.
"""

# ruff: noqa: S608 - column numbers and quoted literals of this package only

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
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
LETTERS = {Role.PERIOD: "p", Role.MEASURE_KEY: "m", Role.UNIT: "u", Role.STATUS: "t"}
"""The columns of `cells` for roles that one column has."""
_PROFILED_AT_ONCE = 50
_COUNTED_AT_ONCE = 10
_MOST_DECIMALS = 15
_HUGE = "1e300"
# Smaller than DuckDB's own, so that also a file of some megabytes is read by two threads.
_BUFFER = 8_000_000


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


Decimals = Mapping[int, int | None]
"""A number of decimals by the number of a value column."""


@dataclass(frozen=True)
class Loading:
    """How the value columns are loaded, by number: those in `texts` as text only.

    The text of a number is kept where the number has more decimals than `decimals` says for its
    column: never where that is None, always where nothing is said. Where the file is a copy that
    was rewritten, its lines end as we wrote them, whatever stands in its cells.
    """

    texts: frozenset[int] = frozenset()
    decimals: Decimals = field(default_factory=dict)
    has_underscores: bool = False
    is_rewritten: bool = False


def load_cells(
    connection: "duckdb.DuckDBPyConnection", path: Path, layout: Layout, loading: Loading
) -> int:
    """Fill the table `cells`.

    Gives the number of rows. Raises duckdb.Error when the file is not strictly regular.
    """
    values = layout.columns_of(Role.VALUE if layout.is_long else Role.MEASURE)
    parts = [
        f"coalesce(c{column.index}, '') as d{number}"
        for number, column in enumerate(layout.columns_of(Role.DIMENSION))
    ]
    for role, letter in LETTERS.items():
        if column := layout.column(role):
            parts.append(f"coalesce(c{column.index}, '') as {letter}")
    numbers = []
    for number, column in enumerate(values):
        cell = f"c{column.index}"
        value = "null::double" if number in loading.texts else _number_in(cell, layout)
        numbers.append(f"{value} as v{number}")
        parts += [f"{_text_to_keep(number, cell, loading)} as s{number}", f"v{number}"]
    if layout.is_long and (column := layout.column(Role.TEXT)):
        parts[-2] = f"coalesce(c{values[0].index}, c{column.index}) as s0"
    options = ", ".join(
        (
            "columns={" + ", ".join(f"'c{c.index}': 'VARCHAR'" for c in layout.columns) + "}",
            f"delim={sql_text(layout.form.delimiter)}",
            f"quote={sql_text(layout.form.quote)}",
            f"escape={sql_text(layout.form.quote)}",
            f"skip={layout.header_rows}",
            f"header=false, auto_detect=false, strict_mode=true, buffer_size={_BUFFER}",
            *([r"new_line='\n'"] if loading.is_rewritten else []),
        )
    )
    connection.execute(f"drop table if exists {CELLS}")
    created = _one(
        connection,
        f"create table {CELLS} as select {', '.join(parts)} from"
        f" (select {', '.join(['*', *numbers])} from read_csv({sql_text(str(path))}, {options}))",
    )
    return int(created[0])


def _text_to_keep(number: int, cell: str, loading: Loading) -> str:
    if number in loading.texts or number not in loading.decimals:
        return cell
    plain = f"abs(v{number}) < {_HUGE}"
    if (decimals := loading.decimals[number]) is not None:
        scaled = f"v{number} * 1e{decimals}"
        plain += f" and {scaled} = round({scaled})"
    if loading.has_underscores:
        plain += f" and not contains({cell}, '_')"
    return f"case when {plain} then null else {cell} end"


def _number_in(cell: str, layout: Layout) -> str:
    number = f"try_cast({cell} as double)"
    if layout.decimal == ",":
        comma = f"try_cast(replace({cell}, ',', '.') as double)"
        number = f"case when contains({cell}, '.') then null else {comma} end"
    if layout.grouping:
        mark, decimal = re.escape(layout.grouping), re.escape(layout.decimal)
        form = f"[ ]*[+-]?[1-9][0-9]{{0,2}}({mark}[0-9]{{3}})+({decimal}[0-9]+)?[ ]*"
        bare = f"replace(replace({cell}, '{layout.grouping}', ''), '{layout.decimal}', '.')"
        number = (
            f"case when regexp_full_match({cell}, '{form}') then try_cast({bare} as double)"
            f" else {number} end"
        )
    return number


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
    found = _batched(
        connection,
        numbers,
        lambda k: (
            f"max(abs(v{k}))",
            f"bool_or(contains(s{k}, '_'))" if has_underscores else "false",
        ),
    )
    for k, (largest, may_have_underscores) in found.items():
        if largest is not None and not math.isfinite(largest):
            connection.execute(f"update {CELLS} set v{k} = null where not isfinite(v{k})")
        if may_have_underscores:
            connection.execute(
                f"update {CELLS} set v{k} = null where v{k} is not null and contains(s{k}, '_')"
            )


def profile_cells(
    connection: "duckdb.DuckDBPyConnection",
    numbers: Sequence[int],
    decimal: str,
    known: Decimals,
) -> dict[int, Profile]:
    """Count what the value columns hold; CBS's old sign for nil becomes the number 0.

    `known` has the decimals that are there in any case; more are looked for in the texts kept,
    unless it has None for a column.
    """
    found = _batched(connection, numbers, lambda k: ("count(*)", f"count(v{k})", f"count(s{k})"))
    without = [k for k, (total, valued, _texts) in found.items() if valued < total]
    missing = _count_missing(connection, without)
    kept = [
        k
        for k, (_total, _valued, texts) in found.items()
        if known.get(k, 0) is not None and texts > missing.get(k, _NO_MISSING).texts
    ]
    decimals = _batched(connection, kept, lambda k: (_decimals_of(k, decimal),))
    profiles = {}
    for k, (_total, valued, _texts) in found.items():
        odd, nil = missing.get(k, _NO_MISSING).odd, missing.get(k, _NO_MISSING).nil
        if nil:
            connection.execute(
                f"update {CELLS} set v{k} = 0.0 where v{k} is null and {symbol_of(k)} = '{NIL}'"
            )
        (written,) = decimals.get(k, (None,))
        most = max(written or 0, known.get(k) or 0)
        profiles[k] = Profile(valued + nil, odd, min(most, _MOST_DECIMALS))
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
            f" coalesce(sum(n) filter ({symbol} not in {sql_texts(_KNOWN)}), 0)::bigint,"
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
    decimals = f"strlen(rtrim({s})) - nullif(strpos({s}, '{decimal}'), 0)"
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
    known = {number: profile.decimals}
    after = profile_cells(connection, [number], other, known)[number]
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
    odd = f"case when v0 is null then ({symbol_of(0)} not in {sql_texts(_KNOWN)})::bigint end"
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
            max(known.decimals, min(decimals or 0, _MOST_DECIMALS)),
        )
    return [(title, unit, profile) for (title, unit), profile in found.items()]


def _one(connection: "duckdb.DuckDBPyConnection", query: str) -> tuple[Any, ...]:
    row = connection.execute(query).fetchone()
    assert row is not None
    return row
