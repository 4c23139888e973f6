"""Reading the cells of a file into DuckDB: numbers as numbers, everything else as its text.

The table `cells` has one row per row of the file, in its order (rowid counts from 0):
d0, d1, … and p, m, u, t hold dimensions, period, measure, unit and status as text; s0, s1, … the
cells of the value columns as they are written, v0, v1, … the numbers in them. Where the number
says it all, s is NULL. Beside a column of texts, w0 tells which value cells are no number.
"""

# ruff: noqa: S608 - column numbers and quoted literals of this package only

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from mkbviewer.dialects.base import Layout, Role

if TYPE_CHECKING:
    import duckdb

SCHEMA = "mkbviewer"
"""The schema in which a reading keeps its tables and types."""
CELLS = f"{SCHEMA}.cells"
ODD_VALUE = "w0"
BLANKS = ("", "na", "n/a", "#n/a", "nan", "null", "none", "<na>")
"""Texts, in lower case, that stand for an empty cell."""
NIL = "-"
KNOWN = (*BLANKS, ".", "x", NIL)
"""Texts, in lower case, of a cell without a number."""
_TRIMMED = "' \t\u00a0\u2007\u2009\u202f\u200b\ufeff'"
LETTERS = {Role.PERIOD: "p", Role.MEASURE_KEY: "m", Role.UNIT: "u", Role.STATUS: "t"}
"""The columns of `cells` for roles that one column has."""
_HUGE = "1e300"
# DuckDB reads a file in pieces; two threads are done soonest when both get as many.
_LEAST_PIECE = 8_000_000
_MOST_IN_TWO_PIECES = 24_000_000
_PIECE_MARGIN = 1 << 16


def sql_text(text: str) -> str:
    """A text as a literal in SQL."""
    return "'" + text.replace("'", "''") + "'"


def sql_name(name: str) -> str:
    """A name as an identifier in SQL."""
    return '"' + name.replace('"', '""') + '"'


def sql_texts(texts: Sequence[str]) -> str:
    """Texts as a list in SQL."""
    return "(" + ", ".join(map(sql_text, texts)) + ")"


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
        value = "null::double" if number in loading.texts else number_in(cell, layout)
        numbers.append(f"{value} as v{number}")
        parts += [f"{_text_to_keep(number, cell, loading)} as s{number}", f"v{number}"]
    if layout.is_long and (column := layout.column(Role.TEXT)):
        cell = f"c{values[0].index}"
        parts[-2] = f"coalesce({cell}, c{column.index}) as s0"
        parts.append(f"v0 is null and {cell} is not null as {ODD_VALUE}")
    options = ", ".join(
        (
            "columns={" + ", ".join(f"'c{c.index}': 'VARCHAR'" for c in layout.columns) + "}",
            f"delim={sql_text(layout.form.delimiter)}",
            f"quote={sql_text(layout.form.quote)}",
            f"escape={sql_text(layout.form.quote)}",
            f"skip={layout.header_rows}",
            f"header=false, auto_detect=false, strict_mode=true, buffer_size={_piece_of(path)}",
            *([r"new_line='\n'"] if loading.is_rewritten else []),
        )
    )
    connection.execute(f"drop table if exists {CELLS}")
    created = connection.execute(
        f"create table {CELLS} as select {', '.join(parts)} from"
        f" (select {', '.join(['*', *numbers])} from read_csv({sql_text(str(path))}, {options}))",
    ).fetchone()
    assert created is not None
    return int(created[0])


def _piece_of(path: Path) -> int:
    """The bytes that a thread reads at a time."""
    size = path.stat().st_size
    pairs = math.ceil(size / _MOST_IN_TWO_PIECES) or 1
    return max(_LEAST_PIECE, size // (2 * pairs) + _PIECE_MARGIN)


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


def number_in(cell: str, layout: Layout) -> str:
    """SQL for the number that a cell's text is, with the marks of the layout; else NULL."""
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
    return f"(v{number} is null and {symbol_of(number)} not in {sql_texts(KNOWN)})"
