"""Matching the texts of `cells` to codes, keys and statuses, in SQL.

Each column's texts become an ENUM in the file's order; what a text stands for is looked up by its
place in there. Codes, keys, frequencies and statuses are ENUMs too: they read, compare and are
written as text, and cost a byte or two.
"""

# ruff: noqa: S608 - column numbers and quoted literals of this package only

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mkbviewer.core.model import Dimension
from mkbviewer.core.observations import (
    FREQUENCY,
    MEASURE,
    PERIOD,
    SERIES,
    STATUS,
    dimension_column,
)
from mkbviewer.core.period import Frequency
from mkbviewer.core.status import Status
from mkbviewer.dialects.base import Layout
from mkbviewer.dialects.cells import CELLS, SCHEMA, sql_name, sql_text
from mkbviewer.dialects.columns import Columns, names_of_columns
from mkbviewer.dialects.period_column import in_order_of_time
from mkbviewer.dialects.reading import OBSERVATIONS
from mkbviewer.dialects.rows import BYTE_ORDER_MARK

if TYPE_CHECKING:
    import duckdb

STATUS_TYPE = f"{SCHEMA}.status"
FREQUENCY_TYPE = f"{SCHEMA}.frequency"
PERIOD_TYPE = f"{SCHEMA}.period"
MEASURE_TYPE = f"{SCHEMA}.measure"
_FEW = 4


@dataclass
class Lookups:
    """SQL for what the texts of `cells` stand for.

    `places` has it, in terms of `cells`, for the place of a row's text among the texts of a column;
    `values` for what is found there, in terms of such places, by the columns of `matched`.
    """

    places: dict[str, str] = field(default_factory=dict)
    values: dict[str, str] = field(default_factory=dict)


def dimension_type(number: int) -> str:
    """The name of the ENUM of a dimension's codes."""
    return f"{SCHEMA}.dimension{number}"


def text_types(dimensions: Sequence[Dimension]) -> dict[str, str]:
    """The name of the ENUM of each column of the observations that is one."""
    return {
        MEASURE: MEASURE_TYPE,
        PERIOD: PERIOD_TYPE,
        FREQUENCY: FREQUENCY_TYPE,
        STATUS: STATUS_TYPE,
        **{dimension_column(one.key): dimension_type(n) for n, one in enumerate(dimensions)},
    }


def forget_lookups(connection: "duckdb.DuckDBPyConnection") -> None:
    """Drop the observations of an earlier reading on this connection, and all that it made."""
    connection.execute(f"drop view if exists {OBSERVATIONS}")
    connection.execute(f"drop schema if exists {SCHEMA} cascade")
    connection.execute(f"create schema {SCHEMA}")


def lend_observations(
    connection: "duckdb.DuckDBPyConnection", columns: Columns, source: str
) -> None:
    """Make the observations out of a source in SQL that has them already, with texts as texts."""
    forget_lookups(connection)
    make_types(connection, columns)
    types = text_types(columns.dimensions)
    casts = [f"{sql_name(name)}::{kind} as {sql_name(name)}" for name, kind in types.items()]
    connection.execute(
        f"create view {OBSERVATIONS} as select * exclude ({SERIES}) replace ({', '.join(casts)})"
        f" from {source}"
    )


def find_texts(connection: "duckdb.DuckDBPyConnection", layout: Layout) -> dict[str, list[str]]:
    """The distinct texts of each column of `cells`, in the file's order."""
    named = names_of_columns(layout)
    texts = _texts_in_order(connection, named)
    if marked := [
        name for name in named if any(t.startswith(BYTE_ORDER_MARK) for t in texts[name])
    ]:
        _leave_out_marks(connection, marked)
        texts = _texts_in_order(connection, named)
    return texts


def _texts_in_order(
    connection: "duckdb.DuckDBPyConnection", columns: Sequence[str]
) -> dict[str, list[str]]:
    """In one query, so that the threads need not wait for each other between columns."""
    texts: dict[str, list[str]] = {column: [] for column in columns}
    parts = [
        f"select {sql_text(column)} as name, {column} as text, min(rowid) as first from {CELLS}"
        f" group by {column}"
        for column in columns
    ]
    if parts:
        query = f"select name, text from ({' union all '.join(parts)}) order by first"
        for name, text in connection.execute(query).fetchall():
            texts[name].append(text)
    return texts


def _leave_out_marks(connection: "duckdb.DuckDBPyConnection", columns: Iterable[str]) -> None:
    """Take byte order marks away, which stand where files were put behind each other.

    The marks of a quoted cell stand within the cell then.
    """
    for column in columns:
        bare = f"substr({column}, 2)"
        connection.execute(
            f"update {CELLS} set {column} = case when {bare} like '\"%\"'"
            f" then replace(substr({bare}, 2, length({bare}) - 2), '\"\"', '\"') else {bare} end"
            f" where starts_with({column}, {sql_text(BYTE_ORDER_MARK)})"
        )


def make_types(connection: "duckdb.DuckDBPyConnection", columns: Columns) -> None:
    """Make the ENUMs of what the columns of a file hold."""
    for number, codes in enumerate(columns.members):
        _make_enum(connection, dimension_type(number), codes)
    _make_enum(connection, FREQUENCY_TYPE, [f.value for f in Frequency if f.value])
    _make_enum(connection, STATUS_TYPE, [status.symbol for status in Status])
    _make_enum(connection, PERIOD_TYPE, _period_codes(columns) or [""])
    _make_enum(connection, MEASURE_TYPE, [measure.key for measure in columns.measures])


def _make_enum(connection: "duckdb.DuckDBPyConnection", name: str, values: Iterable[str]) -> None:
    literals = ", ".join(map(sql_text, dict.fromkeys(values)))
    connection.execute(f"create type {name} as enum ({literals})")


def _period_codes(columns: Columns) -> list[str]:
    found = columns.periods.found.values() if columns.periods else ()
    return [period.code for period in in_order_of_time(period for period, _status in found)]


def make_lookups(
    connection: "duckdb.DuckDBPyConnection", layout: Layout, columns: Columns
) -> Lookups:
    """Make the types to look up with what the texts of `cells` stand for."""
    make_types(connection, columns)
    lookups = Lookups()
    for number, codes in enumerate(columns.members):
        _look_up_members(connection, f"d{number}", dimension_type(number), codes, columns, lookups)
    if columns.periods:
        _look_up_periods(connection, columns, lookups)
    if layout.is_long:
        _look_up_measures(connection, columns, lookups)
    if columns.statuses:
        place = _keep_texts(connection, "t", columns.texts["t"], lookups)
        symbols = [None if status is None else status.symbol for status in columns.statuses]
        lookups.values["status"] = _look_up(place, symbols, STATUS_TYPE)
    return lookups


def _keep_texts(
    connection: "duckdb.DuckDBPyConnection", column: str, texts: Sequence[str], lookups: Lookups
) -> str:
    """Make the texts of a column of `cells` findable; gives SQL for the place of a row's text."""
    if len(texts) <= _FEW:
        # Comparing with each takes a third of the time of looking up in an ENUM.
        choices = " ".join(f"when {sql_text(text)} then {n}" for n, text in enumerate(texts))
        lookups.places[column] = f"case cells.{column} {choices} end::bigint"
        return column
    name = f"{SCHEMA}.text_{column}"
    _make_enum(connection, name, texts)
    lookups.places[column] = f"enum_code(cells.{column}::{name})::bigint"
    return column


def _look_up(place: str, values: Iterable[object], kind: str) -> str:
    """SQL for the value at a place among `values`."""
    literals = ["null" if value is None else sql_text(f"{value}") for value in values]
    if len(set(literals)) == 1:
        return f"{literals[0]}::{kind}"
    return f"([{', '.join(literals)}]::{kind}[])[{place} + 1]"


def _look_up_members(
    connection: "duckdb.DuckDBPyConnection",
    column: str,
    kind: str,
    codes: Sequence[str],
    columns: Columns,
    lookups: Lookups,
) -> None:
    texts = columns.texts[column]
    if list(codes) == list(texts):
        lookups.places[column] = f"cells.{column}::{kind}"
        lookups.values[column] = column
    else:
        place = _keep_texts(connection, column, texts, lookups)
        lookups.values[column] = _look_up(place, codes, kind)


def _look_up_periods(
    connection: "duckdb.DuckDBPyConnection", columns: Columns, lookups: Lookups
) -> None:
    assert columns.periods is not None
    codes, texts = _period_codes(columns), columns.texts["p"]
    are_codes = set(codes) == set(texts)
    if are_codes:
        texts = codes
        lookups.places["p"] = f"cells.p::{PERIOD_TYPE}"
        place = "enum_code(p)::bigint"
    else:
        place = _keep_texts(connection, "p", texts, lookups)
    found = [columns.periods.found.get(text) for text in texts]
    parts = [
        (None, None, None, None)
        if one is None
        else (one[0].code, one[0].start, one[0].frequency.value or None, one[1].symbol)
        for one in found
    ]
    names = ("p", "start", "frequency", "period_status")
    types = (PERIOD_TYPE, "date", FREQUENCY_TYPE, STATUS_TYPE)
    for name, kind, values in zip(names, types, zip(*parts, strict=True), strict=True):
        lookups.values[name] = _look_up(place, values, kind)
    if are_codes:
        lookups.values["p"] = "p"


def _look_up_measures(
    connection: "duckdb.DuckDBPyConnection", columns: Columns, lookups: Lookups
) -> None:
    place = _keep_texts(connection, "m", columns.texts["m"], lookups)
    if units := columns.texts.get("u"):
        place = f"({place} * {len(units)} + {_keep_texts(connection, 'u', units, lookups)})"
    found = [None if n is None else columns.measures[n] for n in columns.measure_places]
    keys = [None if one is None else one.key for one in found]
    are_texts = [None if one is None else one.is_text for one in found]
    lookups.values["k"] = _look_up(place, keys, MEASURE_TYPE)
    lookups.values["is_text"] = _look_up(place, are_texts, "boolean")
