"""Writing the observations that DuckDB read as a release's Parquet file."""

# ruff: noqa: S608 - columns of this package and quoted names and paths only

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from mkbviewer.core.model import Structure
from mkbviewer.core.observations import (
    FREQUENCY,
    MEASURE,
    PERIOD,
    SERIES,
    START,
    STATUS,
    TEXT,
    VALUE,
    dimension_column,
)
from mkbviewer.dialects.lookups import text_types
from mkbviewer.dialects.reading import OBSERVATIONS
from mkbviewer.store.library.numbering import number_expression
from mkbviewer.store.library.parquet import ROW_GROUP, identifier, literal, source_of

if TYPE_CHECKING:
    import duckdb

_Tally = tuple[object, ...] | None


def write_release(
    connection: "duckdb.DuckDBPyConnection",
    structure: Structure,
    target: Path,
    at_work: "list[duckdb.DuckDBPyConnection]",
    *,
    is_in_order: bool,
) -> bool:
    """Write the observations, in order of measure, members and time, and read them back.

    The text columns are written as ENUM, which DuckDB cannot use to skip groups of rows, but in
    half the time: queries skip by the number of the series. `at_work` is given each connection
    that is used besides. Answers whether the disk gave back what was written.
    """
    dimensions = [dimension_column(one.key) for one in structure.dimensions]
    columns = [MEASURE, *dimensions, PERIOD, START, FREQUENCY, VALUE, STATUS, TEXT]
    number = number_expression(connection, structure)
    keys = [identifier(column) for column in (MEASURE, *dimensions, PERIOD)]
    order = "" if is_in_order else f"ORDER BY {', '.join(keys)}"
    told_rows = [identifier(column) for column in columns]
    copying = (
        f"COPY (SELECT {number} AS {SERIES}, "
        f"{', '.join(map(identifier, columns))} FROM {OBSERVATIONS} {order}) "
        f"TO {literal(str(target))} "
        f"(FORMAT parquet, COMPRESSION lz4_raw, ROW_GROUP_SIZE {ROW_GROUP}, "
        "WRITE_BLOOM_FILTER false)"
    )
    # Two threads of DuckDB 2.0.0 that meet new codes of an ENUM at the same moment now and then
    # leave one of them out of its dictionary; and one thread writes them as soon.
    with (
        _one_thread(connection),
        _beside(
            connection, at_work, lambda beside: _tally_rows(beside, told_rows, OBSERVATIONS)
        ) as told,
    ):
        connection.execute(copying)
    return _tally_written(connection, structure, columns, target) == told.result()


@contextmanager
def _one_thread(connection: "duckdb.DuckDBPyConnection") -> Iterator[None]:
    """Let each query run in the thread that asks it."""
    row = connection.execute("SELECT current_setting('threads')").fetchone()
    assert row is not None
    connection.execute("SET threads = 1")
    try:
        yield
    finally:
        connection.execute(f"SET threads = {row[0]}")


@contextmanager
def _beside(
    connection: "duckdb.DuckDBPyConnection",
    at_work: "list[duckdb.DuckDBPyConnection]",
    work: "Callable[[duckdb.DuckDBPyConnection], _Tally]",
) -> "Iterator[Future[_Tally]]":
    """Do something on a connection of its own in another thread meanwhile; wait for it."""
    cursor = connection.cursor()
    at_work.append(cursor)
    with ThreadPoolExecutor(1) as thread:
        future = thread.submit(work, cursor)
        try:
            yield future
        except BaseException:
            cursor.interrupt()
            raise


def _tally_written(
    connection: "duckdb.DuckDBPyConnection",
    structure: Structure,
    columns: Sequence[str],
    target: Path,
) -> _Tally:
    """A figure in the wrong place would be worse than none: look at what is on the disk."""
    types = text_types(structure.dimensions)
    # A text that is none of the codes becomes NULL, and no code is.
    written = [
        f"try_cast({identifier(column)} AS {types[column]})"
        if column in types
        else identifier(column)
        for column in columns
    ]
    return _tally_rows(connection, written, source_of(target))


def _tally_rows(
    connection: "duckdb.DuckDBPyConnection", columns: Sequence[str], source: str
) -> _Tally:
    """The number of rows, and the hashes of all of them in one: the same for the same rows.

    No two rows are equal, so that none can make up for another. Codes are hashed by their places in
    their ENUM, in a quarter of the time that their texts take. The only ones that may be NULL,
    frequencies, are counted as well.
    """
    row: _Tally = connection.execute(
        f"SELECT count(*), count({FREQUENCY}), bit_xor(hash({', '.join(columns)})) FROM {source}"
    ).fetchone()
    return row
