"""Putting cells, members, periods and measures together into the table of observations."""

# ruff: noqa: S608 - column numbers and quoted literals of this package only

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mkbviewer.core.model import Dimension, Measure
from mkbviewer.core.observations import COLUMN_TYPES, dimension_column
from mkbviewer.core.status import Status
from mkbviewer.dialects.base import Layout, Role
from mkbviewer.dialects.cells import CELLS, bare_text, sql_name, sql_text, symbol_of
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

_MOST_ALONE = 16
_MOST_TOGETHER = 100

MATCHED = PREFIX + "matched"
REJECTED = PREFIX + "rejected"


def match_cells(
    connection: "duckdb.DuckDBPyConnection", layout: Layout, measures: Sequence[Measure]
) -> None:
    """Make the table `matched`: the rows of `cells` that are not rejected, with codes for texts.

    Its columns: row, d0, d1, …, p, start, frequency and period_status, k and is_text (measure of a
    long file), status and is_missing (of a status column), the value columns s and v of `cells`.
    """
    parts, joins = ["cells.rowid as row"], []
    for number in range(len(layout.dimensions)):
        parts.append(f"d{number}.code as d{number}")
        joins.append(f"join {PREFIX}d{number} d{number} on d{number}.text = cells.d{number}")
    if layout.column(Role.PERIOD):
        parts += ["p.code as p", "p.start", "p.frequency", "p.status as period_status"]
        joins.append(f"join {PREFIX}p p on p.text = cells.p")
    if layout.is_long:
        unit = "trim(cells.u)" if layout.column(Role.UNIT) else "''"
        joins.append(f"join {PREFIX}m m on m.title = trim(cells.m) and m.unit = {unit}")
        parts += ["m.key as k", "m.is_text"]
    if layout.column(Role.STATUS):
        joins.append(f"join {PREFIX}t t on t.text = cells.t")
        parts += ["t.status", "t.is_missing"]
    for number in range(1 if layout.is_long else len(measures)):
        parts += [f"cells.v{number}", f"cells.s{number}"]
    rejected = f"where cells.rowid not in (select row from {REJECTED})"
    connection.execute(f"drop table if exists {MATCHED}")
    connection.execute(
        f"create temp table {MATCHED} as select {', '.join(parts)} from {CELLS} cells"
        f" {' '.join(joins)} {rejected if _has_rejected(connection) else ''}"
    )


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
    kind = f"case {symbol_of(number)} when '.' then '.' when 'x' then 'x' else 'blank' end"
    return CellParts(
        f"v{number}",
        "null::varchar",
        f"case when v{number} is null then {kind}::{STATUS_TYPE} end",
    )


def text_parts(number: int) -> CellParts:
    """The parts of a cell of a measure in words."""
    text = f"coalesce({bare_text(number)}, '')"
    return CellParts(
        "null::double",
        f"case when {text} not in ('', '.') then {text} end",
        f"case {text} when '' then 'blank' when '.' then '.' end::{STATUS_TYPE}",
    )


def long_parts(layout: Layout) -> CellParts:
    """The parts of a cell of a long file, where each row has a measure of its own."""
    number, text = number_parts(0), text_parts(0)
    missing = f"case when is_text then {text.missing} else {number.missing} end"
    if layout.column(Role.STATUS):
        missing = (
            f"case when {missing} is null then null"
            f" when r.is_missing then r.status else {missing} end"
        )
    return CellParts(
        f"case when is_text then null else {number.value} end",
        f"case when is_text then {text.text} end",
        missing,
    )


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
    place += "r.p, r.start, r.frequency" if has_periods else "'', null, null"
    period_status = "r.period_status" if has_periods else f"''::{STATUS_TYPE}"
    source = f"from {MATCHED} r"
    if layout.is_long:
        parts = long_parts(layout)
        given = "r.status" if layout.column(Role.STATUS) else f"null::{STATUS_TYPE}"
        connection.execute(
            f"insert into {OBSERVATIONS} select r.k, {place}, {parts.value},"
            f" coalesce({parts.missing}, {given}, {period_status}), {parts.text} {source}"
        )
        return
    has_many = len(measures) > _MOST_ALONE
    alone = [n for n, measure in enumerate(measures) if measure.is_text or not has_many]
    together = [n for n, measure in enumerate(measures) if has_many and not measure.is_text]
    for number in alone:
        check_cancelled()
        measure = measures[number]
        parts = text_parts(number) if measure.is_text else number_parts(number)
        connection.execute(
            f"insert into {OBSERVATIONS} select {sql_text(measure.key)}, {place}, {parts.value},"
            f" coalesce({parts.missing}, {period_status}), {parts.text} {source}"
        )
    for first in range(0, len(together), _MOST_TOGETHER):
        check_cancelled()
        pairs = ", ".join(
            f"(v{number}, s{number}) as {sql_name(measures[number].key)}"
            for number in together[first : first + _MOST_TOGETHER]
        )
        parts = number_parts()
        connection.execute(
            f"insert into {OBSERVATIONS} select measure, {place}, {parts.value},"
            f" coalesce({parts.missing}, {period_status}), {parts.text}"
            f" from {MATCHED} unpivot include nulls ((v, s) for measure in ({pairs})) r"
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
