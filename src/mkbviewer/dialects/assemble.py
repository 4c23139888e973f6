"""Putting cells, members, periods and measures together into the table of observations."""

# ruff: noqa: S608 - column numbers and quoted literals of this package only

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from mkbviewer.core.model import Dimension, Measure
from mkbviewer.core.observations import COLUMN_TYPES, dimension_column
from mkbviewer.core.status import Status
from mkbviewer.dialects.base import Layout, Role
from mkbviewer.dialects.cells import CELLS, NIL, sql_name, sql_text
from mkbviewer.dialects.columns import (
    FREQUENCY_TYPE,
    MEASURE_TYPE,
    PERIOD_TYPE,
    PREFIX,
    STATUS_TYPE,
    dimension_type,
)
from mkbviewer.dialects.reading import OBSERVATIONS

if TYPE_CHECKING:
    import duckdb

MATCHED = PREFIX + "matched"
REJECTED = PREFIX + "rejected"


def match_cells(
    connection: "duckdb.DuckDBPyConnection", layout: Layout, measures: Sequence[Measure]
) -> None:
    """Make the table `matched`: the rows of `cells` that are not rejected, with codes for texts.

    Its columns: row, d0, d1, …, pid and p (period text and code), k (measure of a long file), and
    for each value column v (number), x (text) and m (kind of missing).
    """
    parts, joins = ["cells.rowid as row"], []
    for number in range(len(layout.dimensions)):
        parts.append(f"d{number}.code as d{number}")
        joins.append(f"join {PREFIX}d{number} d{number} on d{number}.text = cells.d{number}")
    if layout.column(Role.PERIOD):
        parts += ["p.id as pid", "p.code as p"]
        joins.append(f"join {PREFIX}p p on p.text = cells.p")
    if layout.is_long:
        unit = "trim(cells.u)" if layout.column(Role.UNIT) else "''"
        joins.append(f"join {PREFIX}m m on m.title = trim(cells.m) and m.unit = {unit}")
        parts += ["m.key as k", *_long_values(layout, joins)]
    else:
        for number, measure in enumerate(measures):
            parts += _text_value(number) if measure.is_text else _number_value(number)
    rejected = f"where cells.rowid not in (select row from {REJECTED})"
    connection.execute(f"drop table if exists {MATCHED}")
    connection.execute(
        f"create temp table {MATCHED} as select {', '.join(parts)} from {CELLS} cells"
        f" {' '.join(joins)} {rejected if _has_rejected(connection) else ''}"
    )


def _has_rejected(connection: "duckdb.DuckDBPyConnection") -> bool:
    return bool(connection.execute(f"select 1 from {REJECTED} limit 1").fetchone())


def _number_value(number: int) -> list[str]:
    v, s = f"v{number}", f"lower(s{number})"
    missing = f"case when {s} in ('.', 'x') then {s} else 'blank' end::{STATUS_TYPE}"
    return [
        f"case when {v} is null and {s} = '{NIL}' then 0.0 else {v} end as {v}",
        f"case when {v} is null and {s} <> '{NIL}' then {missing} end as m{number}",
    ]


def _text_value(number: int) -> list[str]:
    s = f"s{number}"
    return [
        f"case when {s} in ('', '.') then null else {s} end as x{number}",
        f"case {s} when '' then 'blank' when '.' then '.' end::{STATUS_TYPE} as m{number}",
    ]


def _long_values(layout: Layout, joins: list[str]) -> list[str]:
    (number, missing), (text, text_missing) = _number_value(0), _text_value(0)
    missing = f"case when m.is_text then {_bare(text_missing)} else {_bare(missing)} end"
    status = "null"
    if layout.column(Role.STATUS):
        joins.append(f"join {PREFIX}t t on t.text = cells.t")
        missing = (
            f"case when {missing} is null then null"
            f" when t.is_missing then t.status else {missing} end"
        )
        status = "t.status"
    return [
        f"case when not m.is_text then {_bare(number)} end as v0",
        f"case when m.is_text then {_bare(text)} end as x0",
        f"{missing} as m0",
        f"{status}::{STATUS_TYPE} as status",
    ]


def _bare(part: str) -> str:
    return part.rpartition(" as ")[0]


def assemble(
    connection: "duckdb.DuckDBPyConnection",
    layout: Layout,
    dimensions: Sequence[Dimension],
    measures: Sequence[Measure],
    check_cancelled: Callable[[], None],
) -> None:
    """Make the table of observations from `matched`."""
    has_periods = layout.column(Role.PERIOD) is not None
    names = [sql_name(dimension_column(dimension.key)) for dimension in dimensions]
    types = [f"{name} {dimension_type(number)}" for number, name in enumerate(names)]
    period_type = PERIOD_TYPE if has_periods else COLUMN_TYPES["period"]
    connection.execute(
        f"create or replace table {OBSERVATIONS} (measure {MEASURE_TYPE},"
        f" {''.join(f'{column}, ' for column in types)}period {period_type}, start DATE,"
        f" frequency {FREQUENCY_TYPE}, value DOUBLE, status {STATUS_TYPE}, text VARCHAR)"
    )
    place = "".join(f"r.d{number}, " for number in range(len(names)))
    place += "r.p, p.start, p.frequency" if has_periods else "'', null, null"
    period_status = "p.status" if has_periods else f"''::{STATUS_TYPE}"
    source = f"from {MATCHED} r" + (f" join {PREFIX}p p on p.id = r.pid" if has_periods else "")
    if layout.is_long:
        connection.execute(
            f"insert into {OBSERVATIONS} select r.k, {place}, r.v0,"
            f" coalesce(r.m0, r.status, {period_status}), r.x0 {source}"
        )
        return
    for number, measure in enumerate(measures):
        check_cancelled()
        value, text = ("null", f"r.x{number}") if measure.is_text else (f"r.v{number}", "null")
        connection.execute(
            f"insert into {OBSERVATIONS} select {sql_text(measure.key)}, {place}, {value},"
            f" coalesce(r.m{number}, {period_status}), {text} {source}"
        )


def count_observations(
    connection: "duckdb.DuckDBPyConnection",
) -> tuple[int, dict[str, int], bool]:
    """How many observations have a value, how many of each kind are missing; any provisional."""
    rows = connection.execute(
        f"select status::varchar, count(*) from {OBSERVATIONS} group by 1"
    ).fetchall()
    counts: dict[str, int] = dict(rows)
    missing = {
        status.symbol: counts[status.symbol]
        for status in Status
        if status.is_missing and status.symbol in counts
    }
    valued = sum(counts.values()) - sum(missing.values())
    is_provisional = any(
        status.symbol in counts for status in (Status.PROVISIONAL, Status.REVISED_PROVISIONAL)
    )
    return valued, missing, is_provisional
