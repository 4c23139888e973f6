"""What two releases of a table tell differently, the biggest revision first."""

# ruff: noqa: S608 - columns of this package and quoted literals only

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkbviewer.core.errors import InvalidView, UnknownName
from mkbviewer.core.frame import Frame
from mkbviewer.core.joining import join
from mkbviewer.core.language import _
from mkbviewer.core.model import Release, Structure
from mkbviewer.core.observations import MEASURE, PERIOD
from mkbviewer.core.period import parse_code
from mkbviewer.core.status import Status
from mkbviewer.store.library.library import Library
from mkbviewer.store.library.parquet import CONFIGURATION, literal, source_of, unreadable
from mkbviewer.store.library.report import Revisions
from mkbviewer.store.pages.query import read_frame
from mkbviewer.store.revisions.comparison import (
    SIZE,
    Kind,
    Telling,
    difference_query,
    has_numbers,
    numbered_query,
    relative_size,
    revisions_of,
)
from mkbviewer.store.revisions.counterparts import Counterparts

if TYPE_CHECKING:
    import duckdb

_MEMORY = "600MB"
_BATCH = 5_000


@dataclass(frozen=True, slots=True)
class Revision:
    """One figure that differs between two releases.

    `members` are codes in the order of the dimensions, `period` is a code; both as in the newer
    release. A value is None where it is missing or not there at all; a text is one of a measure of
    text. A status is a symbol, `absent` where the release does not have the figure.
    """

    kind: Kind
    measure: str
    members: tuple[str, ...]
    period: str
    old: float | str | None
    new: float | str | None
    old_status: str
    new_status: str

    @property
    def difference(self) -> float | None:
        """How much the figure rose; None where one of the two is no number."""
        if isinstance(self.old, float) and isinstance(self.new, float):
            return self.new - self.old
        return None

    @property
    def relative(self) -> float | None:
        """The difference as a part of the old figure; None where that cannot be computed."""
        difference = self.difference
        if difference is None or not isinstance(self.old, float) or self.old == 0:
            return None
        return difference / abs(self.old)


@dataclass(frozen=True)
class Diff:
    """How the newer of two releases differs from the older one.

    `structure` is that of the newer release; `counts` are of all differences, `revisions` holds
    the biggest; `silence` says in sentences what could not be compared.
    """

    table: str
    title: str
    old: Release
    new: Release
    structure: Structure
    counts: Revisions
    revisions: tuple[Revision, ...] = ()
    silence: tuple[str, ...] = ()

    @property
    def total(self) -> int:
        """How many figures differ."""
        return self.counts.added + self.counts.removed + self.counts.revised


def read_revisions(
    library: Library,
    table_id: str,
    old: str = "",
    new: str = "",
    limit: int | None = 100,
    *,
    measures: Sequence[str] = (),
    check_cancelled: Callable[[], None] | None = None,
) -> Diff:
    """The differences between two releases, the last two where none are named.

    Revised values come first, by their `comparison.relative_size`, then by size; then figures that
    came or went, then those with another status, then those that one release only has. No more than
    `limit` of them; only those of `measures` (keys of the newer release) where any are given.
    Raises UnknownName, InvalidView when the releases cannot be compared, LibraryProblem, Cancelled.
    """
    with opened_revisions(
        library, table_id, old, new, measures=measures, check_cancelled=check_cancelled
    ) as (diff, rows):
        return replace(diff, revisions=tuple(islice(rows, limit)))


@contextmanager
def opened_revisions(
    library: Library,
    table_id: str,
    old: str = "",
    new: str = "",
    *,
    measures: Sequence[str] = (),
    check_cancelled: Callable[[], None] | None = None,
) -> Iterator[tuple[Diff, Iterator[Revision]]]:
    """The counts of `read_revisions`, and its revisions one by one, however many there are."""
    diff, counterparts, telling = _prepare(library, table_id, old, new)
    newer, earlier = (
        source_of(library.release_file(diff.table, one.name)) for one in (diff.new, diff.old)
    )
    with _workplace(check_cancelled) as execute:
        if has_numbers(execute, newer) and has_numbers(execute, earlier):
            old_structure = library.structure(diff.table, diff.old.name)
            renumbering = counterparts.renumbering(diff.structure, old_structure)
            query = numbered_query(diff.structure, renumbering, newer, earlier, telling)
            parameters: list[object] = []
        else:
            query, parameters = difference_query(
                diff.structure, counterparts, newer, earlier, telling
            )
        if measures:
            query = (
                f"SELECT * FROM ({query}) WHERE {MEASURE} IN ({', '.join(map(literal, measures))})"
            )
        execute(f"CREATE TEMP TABLE differences AS {query}", parameters)
        counts = execute("SELECT kind, count(*) FROM differences GROUP BY kind").fetchall()
        yield (
            replace(diff, counts=revisions_of(dict(counts))),
            _stream(execute(_ordered(diff.structure)), len(diff.structure.dimensions)),
        )


def read_both_releases(
    library: Library, table_id: str, revision: Revision, old: str, new: str
) -> Frame:
    """The series of one revised figure as both releases have it: two series, named after them.

    Periods are those of either release, of the frequency of the figure. Raises UnknownName,
    InvalidView, LibraryProblem.
    """
    diff, counterparts, _telling = _prepare(library, table_id, old, new)
    period = parse_code(revision.period)
    frequency = period.frequency.value if period else ""
    codes = dict(zip((one.key for one in diff.structure.dimensions), revision.members, strict=True))
    frames = []
    for release, measure, where in (
        (
            diff.old,
            _earlier(counterparts.measures, revision.measure),
            {
                counterparts.dimensions[key]: _earlier(counterparts.members[key], code)
                for key, code in codes.items()
            },
        ),
        (diff.new, revision.measure, codes),
    ):
        frames.append(_series_of(library, diff.table, release, measure, where, frequency))
    return _side_by_side([one for one in frames if one is not None])


def _series_of(
    library: Library,
    table: str,
    release: Release,
    measure: str,
    where: Mapping[str, str],
    frequency: str,
) -> Frame | None:
    try:
        frame = read_frame(
            library,
            table,
            measures=[measure],
            where=where,
            frequency=frequency,
            release=release.name,
        )
    except UnknownName:
        # The measure or the member is not in this release.
        return None
    heading = replace(frame.series[0], key=release.name, label=release.name)
    return replace(frame, series=(heading,))


def _side_by_side(frames: Sequence[Frame]) -> Frame:
    if not frames:
        raise UnknownName(_("Neither release has this series."))
    joined = join(frames)
    return replace(
        frames[-1],
        periods=joined.periods,
        series=joined.series,
        values=joined.values,
        statuses=joined.statuses,
    )


def _prepare(
    library: Library, table_id: str, old: str, new: str
) -> tuple[Diff, Counterparts, Telling]:
    table = library.table(table_id)
    older, newer = _chosen(library, table_id, old, new)
    structure = library.structure(table.id, newer.name)
    earlier = library.structure(table.id, older.name)
    counterparts = Counterparts.of(structure, earlier)
    if counterparts is None:
        raise InvalidView(
            _("Releases {old} and {new} of table {table} cannot be compared.").format(
                old=older.name, new=newer.name, table=table.id
            ),
            _("They have other dimensions, so that no figure has a counterpart."),
        )
    structure = counterparts.with_decimals(structure, earlier)
    telling = Telling.of_release(library, older).both(Telling.of_release(library, newer))
    diff = Diff(
        table.id, table.title, older, newer, structure, Revisions(), silence=telling.silence()
    )
    return diff, counterparts, telling


def _chosen(library: Library, table_id: str, old: str, new: str) -> tuple[Release, Release]:
    releases = library.table(table_id).releases
    newer = library.release(table_id, new)
    if old:
        return library.release(table_id, old), newer
    place = releases.index(newer)
    if place == 0:
        raise UnknownName(
            _("Table {table} has no release before {release}.").format(
                table=table_id, release=newer.name
            ),
            "",
            _("Import an older or newer file of this table, and both can be compared."),
        )
    return releases[place - 1], newer


@contextmanager
def _workplace(
    check_cancelled: Callable[[], None] | None,
) -> Iterator[Callable[..., "duckdb.DuckDBPyConnection"]]:
    import duckdb

    with tempfile.TemporaryDirectory(prefix="mkbviewer-") as spill:
        connection = duckdb.connect(
            ":memory:",
            config={**CONFIGURATION, "memory_limit": _MEMORY, "temp_directory": str(Path(spill))},
        )

        def execute(query: str, parameters: Sequence[object] = ()) -> "duckdb.DuckDBPyConnection":
            if check_cancelled:
                check_cancelled()
            return connection.execute(query, parameters)

        try:
            yield execute
        except duckdb.Error as problem:
            raise unreadable(problem) from problem
        finally:
            connection.close()


def _ordered(structure: Structure) -> str:
    places = [f"d{number}" for number in range(len(structure.dimensions))]
    keys = ", ".join([MEASURE, *places, PERIOD])
    order = " ".join(f"WHEN '{kind}' THEN {place}" for place, kind in enumerate(Kind))
    return (
        f"SELECT kind, {keys}, "
        "old_value, new_value, old_text, new_text, old_status, new_status FROM differences "
        f"ORDER BY CASE kind {order} END, "
        f"{relative_size(structure)} DESC NULLS LAST, {SIZE} DESC NULLS LAST, {keys}"
    )


def _stream(result: "duckdb.DuckDBPyConnection", dimensions: int) -> Iterator[Revision]:
    while rows := result.fetchmany(_BATCH):
        yield from (_revision(row, dimensions) for row in rows)


def _revision(row: tuple[Any, ...], dimensions: int) -> Revision:
    kind, measure, *rest = row
    members, (period, *figures) = rest[:dimensions], rest[dimensions:]
    old_value, new_value, old_text, new_text, old_status, new_status = figures
    return Revision(
        kind=Kind(kind),
        measure=measure,
        members=tuple(members),
        period=period,
        old=old_value if old_text is None else old_text,
        new=new_value if new_text is None else new_text,
        old_status=Status.ABSENT.symbol if old_status is None else old_status,
        new_status=Status.ABSENT.symbol if new_status is None else new_status,
    )


def _earlier(renamed: Mapping[str, str], name: str) -> str:
    return next((old for old, new in renamed.items() if new == name), name)
