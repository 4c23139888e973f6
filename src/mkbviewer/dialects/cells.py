"""Reading the cells of a file into DuckDB: numbers as numbers, everything else as its text.

The table `cells` has one row per row of the file, in its order (rowid counts from 0):
d0, d1, … and p, m, u, t hold dimensions, period, measure, unit and status as text; v0, v1, … the
numbers; s0, s1, … the trimmed text of a cell that is no number (of every cell in a long file);
n0, n1, … how many decimals the number is written with.
"""

# ruff: noqa: S608 - column numbers and quoted literals of this package only

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkbviewer.core.language import _
from mkbviewer.dialects.base import Layout, Role

if TYPE_CHECKING:
    import duckdb

CELLS = "mkbviewer_cells"
BLANKS = ("", "na", "n/a", "#n/a", "nan", "null")
"""Texts, in lower case, that stand for an empty cell."""
NIL = "-"
_KNOWN = (*BLANKS, ".", "x", NIL)
_TRIMMED = "' \t\u00a0\u202f'"
_LETTERS = {Role.PERIOD: "p", Role.MEASURE_KEY: "m", Role.UNIT: "u", Role.STATUS: "t"}
_PROFILED_AT_ONCE = 50


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
    is_whole: bool

    @property
    def is_text(self) -> bool:
        """Whether more cells hold text than numbers."""
        return self.odd > self.numbers

    @property
    def shown_decimals(self) -> int | None:
        """The decimals to show: none where every number is whole and ends in `.0`."""
        if not self.numbers:
            return None
        return 0 if self.is_whole and self.decimals <= 1 else self.decimals


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
        f"create temp table {CELLS} as select {', '.join(parts)}"
        f" from read_csv({sql_text(str(path))}, {options})"
    )
    return int(_one(connection, f"select count(*) from {CELLS}")[0])


def _value_parts(number: int, cell: str, layout: Layout, *, is_text: bool) -> list[str]:
    text = f"trim({cell}, {_TRIMMED})"
    if is_text:
        return [
            f"null::double as v{number}",
            f"coalesce({text}, '') as s{number}",
            f"null::utinyint as n{number}",
        ]
    kept = f"coalesce({text}, '')"
    if not layout.is_long:
        kept = f"case when v{number} is null or not isfinite(v{number}) then {kept} end"
    needs_decimals = layout.is_long or layout.measures[number].decimals is None
    decimals = (
        f"case when contains({cell}, '{layout.decimal}') then"
        f" strlen(rtrim({cell})) - strpos({cell}, '{layout.decimal}') else 0 end"
        if needs_decimals
        else "0"
    )
    return [
        f"{number_in(cell, layout.decimal)} as v{number}",
        f"{kept} as s{number}",
        f"least({decimals}, 15)::utinyint as n{number}",
    ]


def number_in(cell: str, decimal: str) -> str:
    """SQL for the number that a cell holds with this decimal mark, NULL when it holds none."""
    if decimal == ",":
        return (
            f"case when contains({cell}, '.') or contains({cell}, '_') then null"
            f" else try_cast(replace({cell}, ',', '.') as double) end"
        )
    return f"case when contains({cell}, '_') then null else try_cast({cell} as double) end"


def is_odd(number: int) -> str:
    """SQL for a cell that is neither a number nor one of CBS's symbols."""
    return f"(v{number} is null and lower(s{number}) not in {sql_texts(_KNOWN)})"


def profile_cells(connection: "duckdb.DuckDBPyConnection", numbers: Sequence[int]) -> list[Profile]:
    """Count what the value columns hold, after clearing numbers that are not finite."""
    profiles: list[Profile] = []
    for first in range(0, len(numbers), _PROFILED_AT_ONCE):
        batch = numbers[first : first + _PROFILED_AT_ONCE]
        counts = ", ".join(
            f"count(v{k}), count(*) filter ({is_odd(k)}), max(n{k}) filter (v{k} is not null),"
            f" bool_and(v{k} = floor(v{k})), bool_or(not isfinite(v{k}))"
            for k in batch
        )
        row = _one(connection, f"select {counts} from {CELLS}")
        for place, k in enumerate(batch):
            found, odd, decimals, is_whole, has_infinite = row[5 * place : 5 * place + 5]
            if has_infinite:
                connection.execute(
                    f"update {CELLS} set v{k} = null where v{k} is not null and not isfinite(v{k})"
                )
                profiles += profile_cells(connection, [k])
            else:
                profiles.append(Profile(found, odd, decimals or 0, bool(is_whole)))
    return profiles


def read_other_decimals(
    connection: "duckdb.DuckDBPyConnection",
    number: int,
    profile: Profile,
    decimal: str,
) -> tuple[Profile, str]:
    """Read the numbers of a measure that are written with the other decimal mark.

    Gives the new profile, and a warning when there were any. A number that can as well be one in
    thousands (`1.234`, `1,234`) is left as it is when nothing in the column decides.
    """
    other = "," if decimal == "." else "."
    mark = "," if other == "," else r"\."
    decimals = rf"regexp_full_match(s{number}, '[+-]?[0-9]*{mark}[0-9]+')"
    grouped = rf"regexp_full_match(s{number}, '[+-]?[1-9][0-9]{{0,2}}{mark}[0-9]{{3}}')"
    found, certain = _one(
        connection,
        f"select count(*) filter ({decimals}), count(*) filter ({decimals} and not {grouped})"
        f" from {CELLS} where v{number} is null",
    )
    if not certain:
        return profile, ""
    is_mixed = profile.decimals > 0 and profile.numbers > 0
    chosen = f"{decimals} and not {grouped}" if is_mixed else decimals
    connection.execute(
        f"update {CELLS} set v{number} = try_cast(replace(s{number}, ',', '.') as double),"
        f" n{number} = least(strlen(s{number}) - strpos(s{number}, '{other}'), 15)::utinyint"
        f" where v{number} is null and {chosen}"
    )
    read = certain if is_mixed else found
    after = profile_cells(connection, [number])[0]
    assert after.odd == profile.odd - read
    if is_mixed:
        return after, _(
            "{measure}: decimal points and decimal commas stand in one column; both are read as"
            " decimal marks."
        )
    return after, _(
        "{measure}: its decimal mark is not that of the rest of the file; it was read as such."
    )


def profile_long(
    connection: "duckdb.DuckDBPyConnection", *, has_units: bool
) -> list[tuple[str, str, Profile]]:
    """Title, unit and profile of each measure of a long file, in the file's order."""
    unit = "trim(u)" if has_units else "''"
    query = (
        f"select trim(m), {unit}, min(rowid), count(v0), count(*) filter ({is_odd(0)}),"
        " max(n0) filter (v0 is not null), bool_and(v0 = floor(v0))"
        f" from {CELLS} group by 1, 2 order by 3"
    )
    return [
        (title, unit, Profile(numbers, odd, decimals or 0, bool(is_whole)))
        for title, unit, _first, numbers, odd, decimals, is_whole in connection.execute(
            query
        ).fetchall()
    ]


def _one(connection: "duckdb.DuckDBPyConnection", query: str) -> tuple[Any, ...]:
    row = connection.execute(query).fetchone()
    assert row is not None
    return row
