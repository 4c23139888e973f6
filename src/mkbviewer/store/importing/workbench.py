"""The DuckDB connection on which one file is read, compared and written."""

# ruff: noqa: S608 - columns of this package and quoted names and paths only

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from mkbviewer.core.errors import Cancelled, LibraryProblem
from mkbviewer.core.language import _
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
from mkbviewer.dialects.base import Layout
from mkbviewer.dialects.lookups import text_types
from mkbviewer.dialects.reading import OBSERVATIONS, Reading
from mkbviewer.store.library.numbering import number_expression
from mkbviewer.store.library.parquet import CONFIGURATION, identifier, literal
from mkbviewer.store.library.problems import import_problem
from mkbviewer.store.library.report import Revisions

if TYPE_CHECKING:
    import duckdb

    from mkbviewer.store.revisions.comparison import Telling

_MEMORY = "800MB"
_POLL_SECONDS = 0.1

_Tally = tuple[object, ...] | None

# A chart reads few series out of many: small groups of rows let it skip the others.
_ROW_GROUP = 61_440


class Workbench:
    """A connection in memory that spills into a folder and stops when the user cancels.

    To be used in a `with` statement, in one thread. `check_cancelled` is also called from a thread
    that watches while DuckDB is at work.
    """

    def __init__(self, spill: Path, check_cancelled: Callable[[], None] | None) -> None:
        # To open a connection takes as long as to look at a file, and both go side by side.
        opening = ThreadPoolExecutor(1)
        self._opened = opening.submit(_open, spill)
        opening.shutdown(wait=False)
        # What was read is some hundred megabytes to give back to the system.
        self._closing = threading.Thread(target=self._close)
        self._cursors: list[duckdb.DuckDBPyConnection] = []
        self._is_in_order = True
        self._check_cancelled = check_cancelled
        self._done = threading.Event()
        self._watch = threading.Thread(target=self._stop_when_cancelled, daemon=True)

    @property
    def connection(self) -> "duckdb.DuckDBPyConnection":
        """The connection, as soon as it is there."""
        return self._opened.result()

    def __enter__(self) -> Self:
        if self._check_cancelled:
            self._watch.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._closing.ident is None:
            self.close_soon()
        self._closing.join()

    def close_soon(self) -> None:
        """Let go of all that was read, beside the caller; leaving the statement waits for that."""
        self._done.set()
        if self._watch.is_alive():
            self._watch.join()
        self._closing.start()

    def _close(self) -> None:
        if self._opened.exception() is None:
            self.connection.close()

    def check_cancelled(self) -> None:
        """Raises Cancelled when the user cancelled."""
        if self._check_cancelled:
            self._check_cancelled()

    def read(self, path: Path, layout: Layout) -> Reading:
        """Read a file into the table of observations. Raises UnreadableFile, Cancelled."""
        from mkbviewer.dialects import rectangle
        from mkbviewer.dialects.plain import plain_file

        with self._told(path), plain_file(path, layout.form, self.check_cancelled) as plain:
            reading = rectangle.read(self.connection, plain, layout, self.check_cancelled)
        self._is_in_order = reading.is_in_order
        return reading

    def compare(
        self, structure: Structure, earlier: Structure, file: Path, telling: "Telling"
    ) -> Revisions | None:
        """Count what differs from an earlier release; None when nothing can be compared."""
        from mkbviewer.store.revisions.comparison import count_revisions

        with self._told(file):
            return count_revisions(self.connection, structure, earlier, file, telling)

    def write(self, structure: Structure, target: Path) -> None:
        """Write the observations as a release's Parquet file.

        They are in order of measure, members and time. The text columns are written as ENUM, which
        DuckDB cannot use to skip groups of rows, but in half the time: queries skip by the number
        of the series. What was written is read back and compared. Raises LibraryProblem, Cancelled.
        """
        dimensions = [dimension_column(one.key) for one in structure.dimensions]
        columns = [MEASURE, *dimensions, PERIOD, START, FREQUENCY, VALUE, STATUS, TEXT]
        with self._told(target):
            number = number_expression(self.connection, structure)
            keys = [identifier(column) for column in (MEASURE, *dimensions, PERIOD)]
            order = "" if self._is_in_order else f"ORDER BY {', '.join(keys)}"
            told_rows = [identifier(column) for column in columns]
            copying = (
                f"COPY (SELECT {number} AS {SERIES}, "
                f"{', '.join(map(identifier, columns))} FROM {OBSERVATIONS} {order}) "
                f"TO {literal(str(target))} "
                f"(FORMAT parquet, COMPRESSION lz4_raw, ROW_GROUP_SIZE {_ROW_GROUP}, "
                "WRITE_BLOOM_FILTER false)"
            )
            # Two threads of DuckDB 2.0.0 that meet new codes of an ENUM at the same moment now and
            # then leave one of them out of its dictionary; and one thread writes them as soon.
            with (
                self._one_thread(),
                self._beside(lambda beside: _tally_rows(beside, told_rows, OBSERVATIONS)) as told,
            ):
                self.connection.execute(copying)
            if self._tally_written(structure, columns, target) != told.result():
                raise LibraryProblem(
                    _("The release was not written as it was read, and was not kept."),
                    _("Reading it back from the disk gave other figures."),
                    _("Import the file again, and check the disk if it happens once more."),
                )

    @contextmanager
    def _one_thread(self) -> Iterator[None]:
        """Let each query run in the thread that asks it."""
        row = self.connection.execute("SELECT current_setting('threads')").fetchone()
        assert row is not None
        self.connection.execute("SET threads = 1")
        try:
            yield
        finally:
            self.connection.execute(f"SET threads = {row[0]}")

    @contextmanager
    def _beside(
        self, work: "Callable[[duckdb.DuckDBPyConnection], _Tally]"
    ) -> "Iterator[Future[_Tally]]":
        """Do something on a connection of its own in another thread meanwhile; wait for it."""
        cursor = self.connection.cursor()
        self._cursors.append(cursor)
        with ThreadPoolExecutor(1) as thread:
            future = thread.submit(work, cursor)
            try:
                yield future
            except BaseException:
                cursor.interrupt()
                raise

    def _tally_written(self, structure: Structure, columns: Sequence[str], target: Path) -> _Tally:
        """A figure in the wrong place would be worse than none: look at what is on the disk."""
        types = text_types(structure.dimensions)
        # A text that is none of the codes becomes NULL, and no code is.
        written = [
            f"try_cast({identifier(column)} AS {types[column]})"
            if column in types
            else identifier(column)
            for column in columns
        ]
        return _tally_rows(self.connection, written, f"read_parquet({literal(str(target))})")

    @contextmanager
    def _told(self, path: Path) -> Iterator[None]:
        import duckdb

        self.check_cancelled()
        try:
            yield
        except duckdb.InterruptException:
            self.check_cancelled()
            raise
        except duckdb.OutOfMemoryException as problem:
            raise LibraryProblem(
                _("There is not enough memory or disk space to import {name}.").format(
                    name=path.name
                ),
                _first_line(problem),
                _("Close other programs, or make room on the disk of the library."),
            ) from problem
        except duckdb.IOException as problem:
            raise import_problem(str(problem)) from problem
        self.check_cancelled()

    def _stop_when_cancelled(self) -> None:
        while not self._done.wait(_POLL_SECONDS):
            try:
                self.check_cancelled()
            except Cancelled:
                for connection in (self.connection, *self._cursors):
                    connection.interrupt()


def _open(spill: Path) -> "duckdb.DuckDBPyConnection":
    import duckdb

    return duckdb.connect(
        ":memory:",
        config={**CONFIGURATION, "memory_limit": _MEMORY, "temp_directory": str(spill)},
    )


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


def _first_line(problem: Exception) -> str:
    return str(problem).strip().splitlines()[0]
