"""Putting cells, members, periods and measures together into observations."""

# ruff: noqa: S608 - column numbers and quoted literals of this package only

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mkbviewer.core.model import Dimension, Measure
from mkbviewer.core.observations import dimension_column
from mkbviewer.core.status import Status
from mkbviewer.dialects.base import Layout, Role
from mkbviewer.dialects.cells import (
    CELLS,
    SCHEMA,
    bare_text,
    sql_name,
    sql_text,
    sql_texts,
    symbol_of,
)
from mkbviewer.dialects.columns import Columns
from mkbviewer.dialects.lookups import (
    FREQUENCY_TYPE,
    MEASURE_TYPE,
    PERIOD_TYPE,
    STATUS_TYPE,
    Lookups,
)
from mkbviewer.dialects.reading import OBSERVATIONS
from mkbviewer.dialects.written_numbers import star_of

if TYPE_CHECKING:
    import duckdb

MOST_ALONE = 64
"""Up to as many measures of a wide file come one after the other; more of them by turns."""

MATCHED = f"{SCHEMA}.matched"
REJECTED = f"{SCHEMA}.rejected"
# Where no measure is in words, the whole column is NULL: as ENUM it is written in half the time.
_NO_TEXT = f"null::{STATUS_TYPE}"


def match_cells(
    connection: "duckdb.DuckDBPyConnection", layout: Layout, columns: Columns, lookups: Lookups
) -> None:
    """Make the table `matched`: the rows of `cells` that are not rejected, with codes for texts.

    Its columns: row, d0, d1, …, p, start, frequency and period_status, k and is_text (measure of a
    long file), status (of a status column); for each value column v of `cells`, s
    where it can hold text, and n, the kind of missing that a cell without a number is.
    Nothing is joined here, so that the rows stay in the file's order.
    """
    cells = [
        part
        for number in range(1 if layout.is_long else len(columns.measures))
        for part in (f"v{number}", f"s{number}")
    ]
    values = _value_columns(layout, columns)
    places = [f"{place} as {column}" for column, place in lookups.places.items()]
    found = [f"{value} as {column}" for column, value in lookups.values.items()]
    rejected = f"where cells.rowid not in (select row from {REJECTED})"
    connection.execute(f"drop table if exists {MATCHED}")
    connection.execute(
        f"create table {MATCHED} as select {', '.join(['row', *found, *values])} from"
        f" (select {', '.join(['cells.rowid as row', *places, *cells])} from {CELLS} cells"
        f" {rejected if _has_rejected(connection) else ''})"
    )


def _value_columns(layout: Layout, found: Columns) -> list[str]:
    """SQL for the value columns of `matched`."""
    measures = found.measures
    if layout.is_long:
        has_text, has_numbers = any(m.is_text for m in measures), True
        kinds = [(has_text, has_numbers)]
    else:
        kinds = [(measure.is_text, not measure.is_text) for measure in measures]
    columns = []
    for number, (has_text, has_numbers) in enumerate(kinds):
        columns += [f"v{number}"]
        columns += [f"s{number}"] if has_text else []
        star = star_of(number) if number in found.starred else ""
        columns += [f"{_missing_number(number, star)} as n{number}"] if has_numbers else []
    return columns


def _missing_number(number: int, star: str) -> str:
    """SQL for the kind of missing of a cell without a number; else NULL, or the number's star."""
    kind = f"case {symbol_of(number)} when '.' then '.' when 'x' then 'x' else 'blank' end"
    other = f" else {star}" if star else ""
    return f"(case when v{number} is null then {kind}{other} end)::{STATUS_TYPE}"


def _has_rejected(connection: "duckdb.DuckDBPyConnection") -> bool:
    return bool(connection.execute(f"select 1 from {REJECTED} limit 1").fetchone())


@dataclass(frozen=True)
class CellParts:
    """SQL, in terms of `matched`, for a cell's number, its text, and the kind of missing it is."""

    value: str
    text: str
    missing: str


def number_parts(number: int | str = "") -> CellParts:
    """The parts of a cell of a measure in numbers."""
    return CellParts(f"v{number}", _NO_TEXT, f"n{number}")


def text_parts(number: int) -> CellParts:
    """The parts of a cell of a measure in words."""
    text = f"coalesce({bare_text(number)}, '')"
    return CellParts(
        "null::double",
        f"case when {text} not in ('', '.') then {text} end",
        f"case {text} when '' then 'blank' when '.' then '.' end::{STATUS_TYPE}",
    )


def long_parts(layout: Layout, measures: Sequence[Measure]) -> CellParts:
    """The parts of a cell of a long file, where each row has a measure of its own."""
    parts = _mixed_parts() if any(measure.is_text for measure in measures) else number_parts(0)
    if layout.column(Role.STATUS):
        told = sql_texts([status.symbol for status in Status if status.is_missing])
        missing = (
            f"case when {parts.missing} is null then null"
            f" when r.status in {told} then r.status else {parts.missing} end"
        )
        return replace(parts, missing=missing)
    return parts


def _mixed_parts() -> CellParts:
    """The parts of a cell that holds a number or a text, as the measure of its row is."""
    number, text = number_parts(0), text_parts(0)
    return CellParts(
        f"case when is_text then null else {number.value} end",
        f"case when is_text then {text.text} end",
        f"case when is_text then {text.missing} else {number.missing} end",
    )


def assemble(
    connection: "duckdb.DuckDBPyConnection",
    layout: Layout,
    dimensions: Sequence[Dimension],
    measures: Sequence[Measure],
    *,
    is_interleaved: bool = False,
) -> None:
    """Make the observations: a view of `matched` with a row for each of its cells.

    It costs nothing to make and no memory to keep; who reads it reads it once. `is_interleaved`
    says that a long file has its measures by turns; the view has one by one.
    """
    key = _key_of(layout, dimensions)
    if layout.is_long:
        selects = _select_long(layout, measures, key, is_interleaved=is_interleaved)
    else:
        selects = _select_wide(measures, key)
    connection.execute(f"create view {OBSERVATIONS} as {' union all '.join(selects)}")


@dataclass(frozen=True)
class _Key:
    """SQL for what the cells of one row have in common: members, period, the period's status."""

    columns: str
    status: str

    def select(self, measure: str, parts: CellParts, source: str, given: str = "") -> str:
        """The observations of a measure, with the status that its rows are `given` or the key's."""
        return (
            f"select {measure}::{MEASURE_TYPE} as measure, {self.columns},"
            f" {parts.value} as value, coalesce({parts.missing}, {given}{self.status}) as status,"
            f" {parts.text} as text from {source} r"
        )


def _key_of(layout: Layout, dimensions: Sequence[Dimension]) -> _Key:
    columns = [
        f"r.d{number} as {sql_name(dimension_column(dimension.key))}"
        for number, dimension in enumerate(dimensions)
    ]
    if layout.column(Role.PERIOD):
        columns += ["r.p as period", "r.start", "r.frequency"]
        return _Key(", ".join(columns), "r.period_status")
    columns += [
        f"''::{PERIOD_TYPE} as period",
        "null::date as start",
        f"null::{FREQUENCY_TYPE} as frequency",
    ]
    return _Key(", ".join(columns), f"''::{STATUS_TYPE}")


def _select_long(
    layout: Layout, measures: Sequence[Measure], key: _Key, *, is_interleaved: bool
) -> list[str]:
    parts = long_parts(layout, measures)
    given = "r.status, " if layout.column(Role.STATUS) else ""
    sources = [("r.k", MATCHED)]
    if is_interleaved:
        names = [sql_text(measure.key) for measure in measures]
        sources = [(name, f"(from {MATCHED} where k = {name})") for name in names]
    return [key.select(name, parts, source, given) for name, source in sources]


def _select_wide(measures: Sequence[Measure], key: _Key) -> list[str]:
    """A query for each measure; of very many numbers one query that takes them by turns."""
    has_many = len(measures) > MOST_ALONE
    selects = [
        key.select(
            sql_text(measure.key),
            text_parts(number) if measure.is_text else number_parts(number),
            MATCHED,
        )
        for number, measure in enumerate(measures)
        if measure.is_text or not has_many
    ]
    together = [n for n, measure in enumerate(measures) if has_many and not measure.is_text]
    if together:
        pairs = ", ".join(
            f"(v{number}, n{number}) as {sql_name(measures[number].key)}" for number in together
        )
        unpivoted = f"{MATCHED} unpivot include nulls ((v, n) for key in ({pairs}))"
        selects.append(key.select("r.key", number_parts(), unpivoted))
    return selects


def count_observations(
    connection: "duckdb.DuckDBPyConnection", cells: int
) -> tuple[int, dict[str, int]]:
    """How many of the `cells` have a value, and how many of each kind are missing."""
    query = (
        f"select status::varchar, count(*) from {OBSERVATIONS}"
        " where value is null and text is null group by 1"
    )
    counts: dict[str, int] = dict(connection.execute(query).fetchall())
    missing = {
        status.symbol: counts[status.symbol]
        for status in Status
        if status.is_missing and status.symbol in counts
    }
    return cells - sum(missing.values()), missing


def has_provisional(connection: "duckdb.DuckDBPyConnection") -> bool:
    """Whether any observation is provisional."""
    query = f"select 1 from {OBSERVATIONS} where status in ('*', '**') limit 1"
    return connection.execute(query).fetchone() is not None
