"""Putting rows in order of their keys, and seeing whether a key occurs more than once."""

# ruff: noqa: S608 - column numbers of this package only

from dataclasses import dataclass
from math import prod
from typing import TYPE_CHECKING

from mkbviewer.dialects.assemble import MATCHED
from mkbviewer.dialects.base import Layout, Role
from mkbviewer.dialects.cells import SCHEMA
from mkbviewer.dialects.columns import Columns

if TYPE_CHECKING:
    import duckdb

_ORDERED = "ordered"
_MOST_KEYS = 1 << 62
_MOST_INTERLEAVED = 16
_BLOCK_BITS = 12


def key_columns(layout: Layout) -> list[str]:
    """The columns of `matched` that make a row's key, the measure first and the period last."""
    keys = ["k"] if layout.is_long else []
    keys += [f"d{number}" for number in range(len(layout.dimensions))]
    return keys + (["p"] if layout.column(Role.PERIOD) else [])


@dataclass(frozen=True)
class Order:
    """How the rows of `matched` stand, and whether a key may occur twice among them.

    Where the measures of a long file are interleaved, the rows of each measure are in order.
    """

    is_interleaved: bool = False
    may_repeat: bool = False


def put_in_order(
    connection: "duckdb.DuckDBPyConnection", layout: Layout, columns: Columns
) -> Order:
    """Sort `matched` by key, unless the file did."""
    keys = key_columns(layout)
    number = _key_number(keys, keys, columns)
    ways = [(number, Order())]
    if layout.is_long and len(columns.measures) <= _MOST_INTERLEAVED:
        by_turns = _key_number([*keys[1:], "k"], keys, columns)
        ways.append((by_turns, Order(is_interleaved=True)))
        if _begins_by_turns(connection):
            ways.reverse()
    for way, order in ways:
        if way is not None and _rises(connection, way):
            return order
    _sort(connection, number or ", ".join(keys))
    distinct = f"distinct {number or ', '.join(keys)}"
    row = connection.execute(
        f"select (select count(*) from {MATCHED}) > (select count(*) from"
        f" (select {distinct} from {MATCHED}))"
    ).fetchone()
    return Order(may_repeat=row != (False,))


def _begins_by_turns(connection: "duckdb.DuckDBPyConnection") -> bool:
    """Whether the second row of a long file has another measure than the first."""
    row = connection.execute(
        f"select count(distinct k) > 1 from (select k from {MATCHED} limit 2)"
    ).fetchone()
    return row == (True,)


def _key_number(order: list[str], keys: list[str], columns: Columns) -> str | None:
    """SQL for a row's key as one integer in this order; None where there are too many keys."""
    lengths = [len(columns.measures)] if keys[:1] == ["k"] else []
    lengths += [len(dimension.members) for dimension in columns.dimensions]
    lengths += [len(columns.periods.found)] if columns.periods else []
    sizes = {key: max(1, length) for key, length in zip(keys, lengths, strict=True)}
    if prod(sizes.values()) >= _MOST_KEYS:
        return None
    number = "0::bigint"
    for key in order:
        number = f"({number} * {sizes[key]} + enum_code({key}))"
    return number


def _rises(connection: "duckdb.DuckDBPyConnection", number: str) -> bool:
    """Whether the key of each row is above that of the row before it.

    Then the distance from row number to key never falls. In a table with all its cells it stays the
    same for long; several threads can see that of blocks of rows, and only the others are gone
    through row by row.
    """
    distance = f"{number} - rowid"
    row = connection.execute(
        "select bool_and(low >= before), list(block) filter (low <> high) from (select *,"
        " lag(high, 1, low) over (order by block) as before from"
        f" (select rowid >> {_BLOCK_BITS} as block, min({distance}) as low,"
        f" max({distance}) as high from {MATCHED} group by 1))"
    ).fetchone()
    assert row is not None
    are_in_order, uneven = row
    if are_in_order is False or not uneven:
        return are_in_order is not False
    blocks = ", ".join(map(str, uneven))
    return _rises_row_by_row(
        connection, distance, f"{MATCHED} where rowid >> {_BLOCK_BITS} in ({blocks})"
    )


def _rises_row_by_row(connection: "duckdb.DuckDBPyConnection", distance: str, source: str) -> bool:
    row = connection.execute("select current_setting('threads')").fetchone()
    assert row is not None
    # Only one thread goes along the rows in their order; that it did is checked as well.
    connection.execute("set threads = 1")
    try:
        risen = connection.execute(
            "select bool_and(row > row_before and distance >= distance_before) from"
            " (select rowid as row, lag(rowid, 1, -1) over () as row_before,"
            f" {distance} as distance, lag({distance}) over () as distance_before from {source})"
        ).fetchone()
    finally:
        connection.execute(f"set threads = {row[0]}")
    return risen != (False,)


def _sort(connection: "duckdb.DuckDBPyConnection", order: str) -> None:
    connection.execute(f"create table {SCHEMA}.{_ORDERED} as from {MATCHED} order by {order}")
    connection.execute(f"drop table {MATCHED}")
    connection.execute(f"alter table {SCHEMA}.{_ORDERED} rename to {MATCHED.split('.')[1]}")
