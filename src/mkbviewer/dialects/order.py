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
    if number is not None and _rises(connection, number):
        return Order()
    if layout.is_long and len(columns.measures) <= _MOST_INTERLEAVED:
        by_turns = _key_number([*keys[1:], "k"], keys, columns)
        if by_turns is not None and _rises(connection, by_turns):
            return Order(is_interleaved=True)
    _sort(connection, number or ", ".join(keys))
    distinct = f"distinct {number or ', '.join(keys)}"
    row = connection.execute(
        f"select (select count(*) from {MATCHED}) > (select count(*) from"
        f" (select {distinct} from {MATCHED}))"
    ).fetchone()
    return Order(may_repeat=row != (False,))


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
    """Whether the key of each row is above that of the row before it in the file."""
    row = connection.execute("select current_setting('threads')").fetchone()
    assert row is not None
    # Only one thread goes along the rows in their order; that it did is checked as well.
    connection.execute("set threads = 1")
    try:
        risen = connection.execute(
            "select bool_and(row > row_before and key > key_before) from (select row,"
            f" lag(row, 1, -1) over () as row_before, {number} as key,"
            f" lag({number}, 1, -1::bigint) over () as key_before from {MATCHED})"
        ).fetchone()
    finally:
        connection.execute(f"set threads = {row[0]}")
    return risen != (False,)


def _sort(connection: "duckdb.DuckDBPyConnection", order: str) -> None:
    connection.execute(f"create table {SCHEMA}.{_ORDERED} as from {MATCHED} order by {order}")
    connection.execute(f"drop table {MATCHED}")
    connection.execute(f"alter table {SCHEMA}.{_ORDERED} rename to {MATCHED.split('.')[1]}")
