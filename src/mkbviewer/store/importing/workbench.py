"""The DuckDB connection on which one file is read, compared and written."""

import atexit
import gc
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from mkbviewer.core.errors import Cancelled, LibraryProblem
from mkbviewer.core.language import _
from mkbviewer.core.model import Structure
from mkbviewer.dialects.base import Layout
from mkbviewer.dialects.reading import Reading
from mkbviewer.dialects.regular.form import may_be_regular
from mkbviewer.store.library.parquet import CONFIGURATION, source_of
from mkbviewer.store.library.problems import import_problem
from mkbviewer.store.library.report import Revisions
from mkbviewer.urgency import short_turns

if TYPE_CHECKING:
    import duckdb

    from mkbviewer.dialects.plain import PlainFile
    from mkbviewer.dialects.regular.reader import RegularFile
    from mkbviewer.store.revisions.comparison import Telling

_MEMORY = "800MB"
_POLL_SECONDS = 0.1


class Workbench:
    """A connection in memory that spills into a folder and stops when the user cancels.

    To be used in a `with` statement, in one thread. `check_cancelled` is also called from a thread
    that watches while DuckDB is at work.
    """

    def __init__(self, spill: Path, check_cancelled: Callable[[], None] | None) -> None:
        self._spill = spill
        self._opened: Future[duckdb.DuckDBPyConnection] | None = None
        # What was read is some hundred megabytes to give back to the system.
        self._closing = threading.Thread(target=self._close)
        self._at_work: list[duckdb.DuckDBPyConnection] = []
        self._is_in_order = True
        self._regular: RegularFile | None = None
        self._written: Path | None = None
        self._check_cancelled = check_cancelled
        self._done = threading.Event()
        self._watch = threading.Thread(target=self._stop_when_cancelled, daemon=True)

    @property
    def connection(self) -> "duckdb.DuckDBPyConnection":
        """The connection, as soon as it is there."""
        return self.open_soon().result()

    def open_soon(self) -> "Future[duckdb.DuckDBPyConnection]":
        """Open the connection, beside the caller: to look at a file takes as long."""
        if self._opened is None:
            opening = ThreadPoolExecutor(1)
            self._opened = opening.submit(_open, self._spill)
            opening.shutdown(wait=False)
        return self._opened

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
        if self._opened is not None and self._opened.exception() is None:
            self.connection.close()

    def check_cancelled(self) -> None:
        """Raises Cancelled when the user cancelled."""
        if self._check_cancelled:
            self._check_cancelled()

    def read(self, path: Path, layout: Layout) -> Reading:
        """Read a file into the table of observations. Raises UnreadableFile, Cancelled."""
        from mkbviewer.dialects.plain import plain_file

        self._regular = self._written = None
        self.check_cancelled()
        with plain_file(path, layout.form, self.check_cancelled) as plain:
            if may_be_regular(layout, plain.path.stat().st_size):
                self._regular = self._read_regular(plain, layout)
            if self._regular is not None:
                return self._regular.reading
            return self._read_by_duckdb(plain, layout)

    def _read_regular(self, plain: "PlainFile", layout: Layout) -> "RegularFile | None":
        from mkbviewer.dialects.regular.reader import read_regular

        with _memory_told(plain.origin), short_turns():
            return read_regular(plain, layout, self.check_cancelled, _load_writer)

    def _read_by_duckdb(self, plain: "PlainFile", layout: Layout) -> Reading:
        from mkbviewer.dialects import rectangle

        with self._told(plain.origin):
            reading = rectangle.read(self.connection, plain, layout, self.check_cancelled)
        self._is_in_order = reading.is_in_order
        return reading

    def compare(
        self, structure: Structure, earlier: Structure, file: Path, telling: "Telling"
    ) -> Revisions | None:
        """Count what differs from an earlier release; None when nothing can be compared."""
        from mkbviewer.store.revisions.comparison import count_revisions

        with self._told(file):
            if self._regular is not None and self._written is None:
                self._lend_to_duckdb(structure)
            return count_revisions(self.connection, structure, earlier, file, telling)

    def write(self, structure: Structure, target: Path) -> None:
        """Write the observations as a release's Parquet file, and read them back.

        They are in order of measure, members and time. Raises LibraryProblem, Cancelled.
        """
        if self._written is not None:
            self._written.replace(target)
        elif not self._write(structure, target):
            raise _miswritten()

    def _write(self, structure: Structure, target: Path) -> bool:
        """Whether the disk gave back what was written."""
        if self._regular is not None:
            from mkbviewer.store.importing import arrow_release

            with _memory_told(target), short_turns():
                return arrow_release.write_release(
                    self._regular, structure, target, self.check_cancelled
                )
        from mkbviewer.store.importing import duckdb_release

        with self._told(target):
            return duckdb_release.write_release(
                self.connection, structure, target, self._at_work, is_in_order=self._is_in_order
            )

    def _lend_to_duckdb(self, structure: Structure) -> None:
        """Write the observations that Arrow read already, so that DuckDB can compare them."""
        from mkbviewer.dialects.lookups import lend_observations

        assert self._regular is not None
        self._spill.mkdir(exist_ok=True)
        written = self._spill / "observations.parquet"
        if not self._write(structure, written):
            raise _miswritten()
        lend_observations(self.connection, self._regular.columns, source_of(written))
        self._written = written

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
            raise _no_room(path, _first_line(problem)) from problem
        except duckdb.IOException as problem:
            raise import_problem(str(problem)) from problem
        self.check_cancelled()

    def _stop_when_cancelled(self) -> None:
        while not self._done.wait(_POLL_SECONDS):
            try:
                self.check_cancelled()
            except Cancelled:
                opened = [] if self._opened is None else [self.connection]
                for connection in (*opened, *self._at_work):
                    connection.interrupt()


def _open(spill: Path) -> "duckdb.DuckDBPyConnection":
    import duckdb

    return duckdb.connect(
        ":memory:",
        config={**CONFIGURATION, "memory_limit": _MEMORY, "temp_directory": str(spill)},
    )


@cache
def _load_writer() -> None:
    """Load what writes, for nothing waits for that while a file is read."""
    import mkbviewer.store.importing.arrow_release  # noqa: F401

    atexit.register(_leave_loaded)


def _leave_loaded() -> None:
    """Leave to the system what is loaded, at the end of a process that only imported.

    To take it down takes longer than writing a small table. DuckDB complains when nobody does.
    """
    if "duckdb" not in sys.modules:
        gc.freeze()


@contextmanager
def _memory_told(path: Path) -> Iterator[None]:
    try:
        yield
    except MemoryError as problem:
        raise _no_room(path, _first_line(problem)) from problem


def _no_room(path: Path, why: str) -> LibraryProblem:
    return LibraryProblem(
        _("There is not enough memory or disk space to import {name}.").format(name=path.name),
        why,
        _("Close other programs, or make room on the disk of the library."),
    )


def _miswritten() -> LibraryProblem:
    return LibraryProblem(
        _("The release was not written as it was read, and was not kept."),
        _("Reading it back from the disk gave other figures."),
        _("Import the file again, and check the disk if it happens once more."),
    )


def _first_line(problem: Exception) -> str:
    return (str(problem).strip().splitlines() or [""])[0]
