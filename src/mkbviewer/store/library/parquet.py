"""Reading the Parquet files of releases through DuckDB, which is loaded when first needed."""

# ruff: noqa: S608 - columns of this package and quoted paths only

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkbviewer.core.errors import LibraryProblem
from mkbviewer.core.language import _
from mkbviewer.core.observations import FREQUENCY, PERIOD, SERIES, STATUS, VALUE
from mkbviewer.core.status import Status

if TYPE_CHECKING:
    import duckdb

    from mkbviewer.store.library.kept_figures import FigureKeeper, KeptFigures, Measures, Wish

ROW_GROUP = 61_440
"""How many rows a group has: a chart reads few series out of many, and skips the other groups."""
_BATCH = 20_000
_ROWS_AT_ONCE = 250_000

CONFIGURATION: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "threads": 2,
}
"""What every connection gets: it must not look for extensions on the network."""


@dataclass(frozen=True, slots=True)
class _Described:
    """What a file is like, as it was at a `stamp`."""

    stamp: int
    columns: frozenset[str]
    rows: int


class ParquetReader:
    """One long-lived DuckDB connection with the metadata of the files it read in memory.

    Calls from several threads wait for each other.
    """

    def __init__(self) -> None:
        self._connection: duckdb.DuckDBPyConnection | None = None
        self._lock = threading.Lock()
        self._described: dict[Path, _Described] = {}

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

    @cached_property
    def _keeper(self) -> "FigureKeeper":
        from mkbviewer.store.library.kept_figures import FigureKeeper

        return FigureKeeper()

    def columns(self, path: Path) -> frozenset[str]:
        """The names of a release's columns, kept in memory as long as the file stays the same.

        Raises LibraryProblem when the file cannot be read.
        """
        return self._describe(path).columns

    def _describe(self, path: Path) -> _Described:
        stamp = _stamp_of(path)
        if (known := self._described.get(path)) and known.stamp == stamp:
            return known
        source = source_of(path)
        names = self.fetch(f"SELECT column_name AS name FROM (DESCRIBE FROM {source})")["name"]
        (rows,) = self.fetch(f"SELECT count(*) AS rows FROM {source}")["rows"]
        found = self._described[path] = _Described(stamp, frozenset(names.tolist()), int(rows))
        return found

    def kept_figures(self, path: Path, measures: "Measures") -> "KeptFigures | None":
        """The figures of these measures that are kept in memory; None where a query is to be asked.

        Their series have to be numbered. Raises LibraryProblem when the file cannot be read.
        """

        def read() -> Mapping[str, Any]:
            return self.fetch(
                f"SELECT {SERIES} AS series, coalesce({FREQUENCY}, '') AS frequency, "
                f"{FIGURES} FROM {source_of(path)}"
            )

        described = self._describe(path)
        return self._keeper.find(path, described.stamp, measures, described.rows, read)

    @property
    def can_read_ahead(self) -> bool:
        """Whether a measure of a large release was asked that is not kept in memory."""
        return self._keeper.has_wish

    def read_ahead(self, check_cancelled: Callable[[], None]) -> None:
        """Keep in memory what was last asked of a large release: its next questions are quick.

        Raises LibraryProblem when the file cannot be read, and what `check_cancelled` raises.
        """
        import duckdb

        # By itself, with the caller's thread alone: nobody who waits for figures waits for these.
        try:
            with duckdb.connect(":memory:", config={**CONFIGURATION, "threads": 1}) as connection:
                connection.execute(_MAKE_STATUS_NUMBER)
                self._keeper.fulfil(lambda wish: _read_measures(connection, wish, check_cancelled))
        except duckdb.Error as problem:
            raise unreadable(problem) from problem

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
        _("The system says: {reason}.").format(reason=str(problem).strip().splitlines()[0]),
        _("Let `mkbviewer library rebuild` make them anew from the file that was imported."),
    )


def source_of(path: Path) -> str:
    """A Parquet file as SQL, in a FROM clause."""
    return f"read_parquet({literal(str(path))})"


def _read_measures(
    connection: "duckdb.DuckDBPyConnection", wish: "Wish", check_cancelled: Callable[[], None]
) -> "KeptFigures | None":
    """Measures of a file; None where they have too many rows, or a period has two frequencies."""
    from mkbviewer.store.library.kept_figures import arrange_figures, put_in_time

    of_them = f"FROM {source_of(wish.path)} WHERE {_is_within(wish.measures)}"
    rows = connection.execute(
        f"SELECT DISTINCT coalesce({PERIOD}, ''), coalesce({FREQUENCY}, '') {of_them}"
    ).fetchall()
    frequencies = dict(rows)
    if len(frequencies) < len(rows):
        return None
    (count,) = connection.execute(f"SELECT count(*) {of_them}").fetchone() or (0,)
    in_time = put_in_time(frequencies)
    listed = ", ".join(map(literal, in_time))

    def read() -> Iterator[Mapping[str, Any]]:
        for part in _parts_of(wish.measures, -(-count // _ROWS_AT_ONCE)):
            check_cancelled()
            yield connection.execute(
                f"SELECT {SERIES} AS series, "
                f"enum_code(CAST(coalesce({PERIOD}, '') AS ENUM({listed}))) AS period, "
                f"{VALUE} AS value, status_number({STATUS}) AS status "
                f"FROM {source_of(wish.path)} WHERE {_is_within([part])}"
            ).fetchnumpy()

    return arrange_figures({code: frequencies[code] for code in in_time}, count, read())


def _is_within(measures: Iterable[range]) -> str:
    return " OR ".join(f"{SERIES} BETWEEN {one[0]} AND {one[-1]}" for one in measures)


def _parts_of(measures: "Measures", count: int) -> Iterator[range]:
    """Ranges of numbers, about so many, that make up those of the measures."""
    size = max(1, sum(map(len, measures)) // max(1, count))
    for one in sorted(measures, key=lambda one: one.start):
        for start in range(one.start, one.stop, size):
            yield range(start, min(start + size, one.stop))
