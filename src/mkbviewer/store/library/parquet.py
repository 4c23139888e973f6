"""Reading the Parquet files of releases through DuckDB, which is loaded when first needed."""

# ruff: noqa: S608 - columns of this package and quoted paths only

import threading
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkbviewer.core.errors import LibraryProblem
from mkbviewer.core.language import _
from mkbviewer.core.observations import FREQUENCY, PERIOD, SERIES, STATUS, VALUE
from mkbviewer.core.status import Status
from mkbviewer.store.library.kept_figures import FigureKeeper, KeptFigures

if TYPE_CHECKING:
    import duckdb

_BATCH = 20_000

CONFIGURATION: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "threads": 2,
}
"""What every connection gets: it must not look for extensions on the network."""


class ParquetReader:
    """One long-lived DuckDB connection with the metadata of the files it read in memory.

    Calls from several threads wait for each other.
    """

    def __init__(self) -> None:
        self._connection: duckdb.DuckDBPyConnection | None = None
        self._lock = threading.Lock()
        self._columns: dict[Path, tuple[int, frozenset[str]]] = {}
        self._keeper = FigureKeeper()

    def fetch(self, query: str, parameters: Sequence[object] = ()) -> Mapping[str, Any]:
        """The columns of a query's result as numpy arrays (masked where values are NULL).

        Raises LibraryProblem when a file cannot be read.
        """
        import duckdb

        with self._lock:
            try:
                return self._open().execute(query, parameters).fetchnumpy()
            except duckdb.Error as problem:
                raise unreadable(problem) from problem

    def stream(self, query: str, parameters: Sequence[object] = ()) -> Iterator[tuple[Any, ...]]:
        """The rows of a query's result one by one, without holding them all in memory.

        Raises LibraryProblem when a file cannot be read.
        """
        import duckdb

        with self._lock:
            cursor = self._open().cursor()
        try:
            result = cursor.execute(query, parameters)
            while rows := result.fetchmany(_BATCH):
                yield from rows
        except duckdb.Error as problem:
            raise unreadable(problem) from problem
        finally:
            cursor.close()

    def columns(self, path: Path) -> frozenset[str]:
        """The names of a release's columns, kept in memory as long as the file stays the same.

        Raises LibraryProblem when the file cannot be read.
        """
        stamp = _stamp_of(path)
        if (known := self._columns.get(path)) and known[0] == stamp:
            return known[1]
        found = self.fetch(f"SELECT column_name FROM (DESCRIBE FROM {source_of(path)})")
        names = frozenset(found["column_name"].tolist())
        self._columns[path] = stamp, names
        return names

    def kept_figures(self, path: Path) -> KeptFigures | None:
        """The figures of a small release that is asked for again; None where a query does better.

        Its series have to be numbered. Raises LibraryProblem when the file cannot be read.
        """

        def read(count: int) -> Mapping[str, Any]:
            return self.fetch(
                f"SELECT {SERIES} AS series, coalesce({FREQUENCY}, '') AS frequency, "
                f"{FIGURES} FROM {source_of(path)} LIMIT {count}"
            )

        return self._keeper.find(path, _stamp_of(path), read)

    def close(self) -> None:
        """Let go of the connection; a next query opens it again."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def _open(self) -> "duckdb.DuckDBPyConnection":
        if self._connection is None:
            import duckdb

            self._connection = duckdb.connect(":memory:", config=CONFIGURATION)
            self._connection.execute("SET parquet_metadata_cache = true")
            self._connection.execute(_MAKE_STATUS_NUMBER)
        return self._connection


def _stamp_of(path: Path) -> int:
    """What changes when a file does; 0 without a file."""
    return path.stat().st_mtime_ns if path.exists() else 0


def identifier(name: str) -> str:
    """A column's name as SQL."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A text as SQL."""
    return "'" + text.replace("'", "''") + "'"


_MAKE_STATUS_NUMBER = (
    "CREATE TEMP MACRO status_number(symbol) AS CAST(CASE coalesce(symbol, '') "
    + " ".join(f"WHEN {literal(status.symbol)} THEN {status.value}" for status in Status)
    + f" ELSE {Status.UNKNOWN.value} END AS UTINYINT)"
)
FIGURES = f"coalesce({PERIOD}, '') AS period, {VALUE} AS value, status_number({STATUS}) AS status"
"""SQL for the columns of a figure, its status by number. A query that spells the statuses out takes
a quarter longer to read."""


def unreadable(problem: Exception) -> LibraryProblem:
    """What a failed query means for the user."""
    return LibraryProblem(
        _("The figures of this table cannot be read from the library."),
        str(problem).strip().splitlines()[0],
        _("Import the file again; the imported file itself is kept in the folder originals."),
    )


def source_of(path: Path) -> str:
    """A Parquet file as SQL, in a FROM clause."""
    return f"read_parquet({literal(str(path))})"
