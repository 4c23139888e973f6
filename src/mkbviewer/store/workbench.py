"""The DuckDB connection on which one file is read, compared and written."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

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
from mkbviewer.dialects.reading import OBSERVATIONS, Reading
from mkbviewer.store.comparison import Telling, count_revisions
from mkbviewer.store.numbering import number_expression
from mkbviewer.store.parquet import CONFIGURATION, identifier, literal
from mkbviewer.store.report import Revisions

_MEMORY = "400MB"
_POLL_SECONDS = 0.1

# A chart reads few series out of many: small groups of rows let it skip the others.
_ROW_GROUP = 61_440


class Workbench:
    """A connection in memory that spills into a folder and stops when the user cancels.

    To be used in a `with` statement, in one thread. `check_cancelled` is also called from a thread
    that watches while DuckDB is at work.
    """

    def __init__(self, spill: Path, check_cancelled: Callable[[], None] | None) -> None:
        import duckdb

        self.connection = duckdb.connect(
            ":memory:",
            config={**CONFIGURATION, "memory_limit": _MEMORY, "temp_directory": str(spill)},
        )
        self._check_cancelled = check_cancelled
        self._done = threading.Event()
        self._watch = threading.Thread(target=self._stop_when_cancelled, daemon=True)

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
        self._done.set()
        if self._check_cancelled:
            self._watch.join()
        self.connection.close()

    def check_cancelled(self) -> None:
        """Raises Cancelled when the user cancelled."""
        if self._check_cancelled:
            self._check_cancelled()

    def read(self, path: Path, layout: Layout) -> Reading:
        """Read a file into the table of observations. Raises UnreadableFile, Cancelled."""
        from mkbviewer.dialects import rectangle

        with self._told(path):
            return rectangle.read(self.connection, path, layout, self.check_cancelled)

    def compare(
        self, structure: Structure, earlier: Structure, file: Path, telling: Telling
    ) -> Revisions | None:
        """Count what differs from an earlier release; None when nothing can be compared."""
        with self._told(file):
            return count_revisions(self.connection, structure, earlier, file, telling)

    def write(self, structure: Structure, target: Path) -> None:
        """Write the observations as a release's Parquet file.

        They stand in order of measure, members and time already. The text columns are written as
        ENUM, which DuckDB cannot use to skip groups of rows, but in half the time: queries skip by
        the number of the series. Raises LibraryProblem, Cancelled.
        """
        dimensions = [dimension_column(one.key) for one in structure.dimensions]
        columns = [MEASURE, *dimensions, PERIOD, START, FREQUENCY, VALUE, STATUS, TEXT]
        with self._told(target):
            number = number_expression(self.connection, structure, OBSERVATIONS)
            self.connection.execute(
                f"COPY (SELECT {number} AS {SERIES}, "  # noqa: S608
                f"{', '.join(identifier(column) for column in columns)} FROM {OBSERVATIONS}) "
                f"TO {literal(str(target))} "
                f"(FORMAT parquet, COMPRESSION lz4_raw, ROW_GROUP_SIZE {_ROW_GROUP}, "
                "WRITE_BLOOM_FILTER false)"
            )

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
            raise LibraryProblem(
                _("The disk did not take or give what was asked while importing."),
                _first_line(problem),
                _("Make room on the disk of the library, and check that it can be written."),
            ) from problem
        self.check_cancelled()

    def _stop_when_cancelled(self) -> None:
        while not self._done.wait(_POLL_SECONDS):
            try:
                self.check_cancelled()
            except Cancelled:
                self.connection.interrupt()


def _first_line(problem: Exception) -> str:
    return str(problem).strip().splitlines()[0]
