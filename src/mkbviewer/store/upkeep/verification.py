"""Checking a library: every file against its hash, every release against its counts."""

# ruff: noqa: S608 - columns of this package and quoted names and literals only

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkbviewer.core.errors import LibraryProblem
from mkbviewer.core.language import _
from mkbviewer.core.model import Structure
from mkbviewer.core.observations import MEASURE, PERIOD, STATUS, TEXT, VALUE, dimension_column
from mkbviewer.core.status import Status
from mkbviewer.store.files import disk
from mkbviewer.store.library.contents import Holding
from mkbviewer.store.library.draft import ORIGINALS
from mkbviewer.store.library.keepsakes import COPY
from mkbviewer.store.library.library import Library
from mkbviewer.store.library.originals import hash_content
from mkbviewer.store.library.parquet import identifier, literal, source_of
from mkbviewer.store.library.rows import StoredRelease
from mkbviewer.store.library.trash import TRASH
from mkbviewer.store.upkeep.edition_upkeep import check_editions

if TYPE_CHECKING:
    from mkbviewer.store.importing.importer import Progress


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: where (a path inside the library), and what, as a sentence."""

    path: str
    what: str
    table: str = ""
    release: str = ""


@dataclass(frozen=True)
class Verification:
    """What was checked, and what is wrong. `size` counts the bytes of all files."""

    releases: int
    originals: int
    size: int
    faults: tuple[Fault, ...]


def verify(
    library: Library,
    *,
    progress: "Progress | None" = None,
    check_cancelled: Callable[[], None] | None = None,
) -> Verification:
    """Check every release and every kept file, also what was removed; changes nothing.

    Others may import meanwhile. Raises LibraryProblem when the index cannot be read, Cancelled.
    """
    # What lies in the folders is looked up first: what comes later is in the index by then.
    found = _files(library.folder)
    faults = [Fault("library.sqlite", sentence) for sentence in library.check_index()]
    holding = library.holding()
    steps = len(holding.releases) + len(holding.originals)
    size = 0

    def step(number: int, name: str) -> None:
        if check_cancelled:
            check_cancelled()
        if progress:
            progress(number / max(steps, 1), name)

    for number, stored in enumerate(holding.releases):
        step(number, stored.parquet)
        faults += _check_release(library, stored)
        size += _size(library.folder / stored.parquet)
    for number, (path, sha256) in enumerate(holding.originals.items(), len(holding.releases)):
        step(number, path)
        faults += _check_original(library, path, sha256)
        size += _size(library.folder / path)
    faults += [Fault(path, what, name) for path, name, what in check_editions(library)]
    if not library.check_keepsakes():
        what = _("The copy of favourites, saved views and notes is not as the index has them.")
        faults.append(Fault(COPY, what))
    faults += _check_strangers(library.folder, found, holding)
    return Verification(len(holding.releases), len(holding.originals), size, tuple(faults))


def _files(folder: Path) -> list[str]:
    return [
        path.relative_to(folder).as_posix()
        for part in ("releases", ORIGINALS, TRASH)
        for root, _folders, names in os.walk(folder / part)
        for path in sorted(Path(root, name) for name in names)
    ]


def _check_release(library: Library, stored: StoredRelease) -> Iterator[Fault]:
    def fault(what: str) -> Fault:
        return Fault(stored.parquet, what, stored.release.table, stored.release.name)

    file = library.folder / stored.parquet
    if not file.is_file():
        # Another process may have moved it while this one was looking.
        moved = library.whereabouts(stored.id)
        if moved is None:
            return
        file = library.folder / moved
    try:
        found = disk.hash_file(file)
    except FileNotFoundError:
        yield fault(_("The figures of this release are gone."))
        return
    except OSError as problem:
        yield fault(_cannot_be_read(problem))
        return
    if found != stored.parquet_sha256:
        yield fault(_("The figures of this release are not as they were written."))
    structure = library.structure_of(stored)
    try:
        yield from map(fault, _check_counts(library, file, stored))
        yield from map(fault, _check_names(library, file, structure))
        yield from map(fault, _check_ends(library, file, stored))
    except LibraryProblem as problem:
        yield fault(_("The figures cannot be read: {reason}").format(reason=problem.why))


def _check_counts(library: Library, file: Path, stored: StoredRelease) -> Iterator[str]:
    missing = [status for status in Status if status.is_missing]
    sums = ", ".join(
        f"count(*) FILTER ({_IS_MISSING} AND {STATUS} = '{one.symbol}')" for one in missing
    )
    row = _one_row(
        library,
        f"SELECT count(*) FILTER (NOT {_IS_MISSING}), {sums}, "
        f"coalesce(bool_or({STATUS} IN ('*', '**')), false) FROM {source_of(file)}",
    )
    release = stored.release
    observations, counts, starred = row[0], row[1:-1], row[-1]
    if observations != release.observations:
        yield _("It holds {found} figures, and should hold {expected}.").format(
            found=observations, expected=release.observations
        )
    kinds = {one.symbol: int(count) for one, count in zip(missing, counts, strict=True) if count}
    if kinds != {symbol: count for symbol, count in release.missing.items() if count}:
        yield _("It holds {found} missing figures, and should hold {expected}.").format(
            found=kinds, expected=dict(release.missing)
        )
    if bool(starred) != release.is_provisional:
        yield _("Its provisional figures are not as they were counted.")


def _check_names(library: Library, file: Path, structure: Structure) -> Iterator[str]:
    columns = [
        (MEASURE, {one.key for one in structure.measures}),
        *(
            (dimension_column(one.key), {member.code for member in one.members})
            for one in structure.dimensions
        ),
    ]
    for column, expected in columns:
        rows = library.reader.stream(f"SELECT DISTINCT {identifier(column)} FROM {source_of(file)}")
        strange = sorted({str(name) for (name,) in rows} - expected)
        if strange:
            yield _("Column {column} holds what the index does not know: {names}.").format(
                column=column, names=", ".join(strange[:5])
            )


def _check_ends(library: Library, file: Path, stored: StoredRelease) -> Iterator[str]:
    if not (stored.first or stored.last):
        return
    ends = _one_row(
        library,
        f"SELECT coalesce(bool_or({PERIOD} = {literal(stored.first)}), false), "
        f"coalesce(bool_or({PERIOD} = {literal(stored.last)}), false) FROM {source_of(file)}",
    )
    if not all(ends):
        yield _("Its first or its last period is not there.")


_IS_MISSING = f"({VALUE} IS NULL AND {TEXT} IS NULL)"


def _one_row(library: Library, query: str) -> tuple[Any, ...]:
    return next(library.reader.stream(query))


def _check_original(library: Library, path: str, sha256: str) -> Iterator[Fault]:
    try:
        if hash_content(library.folder / path) != sha256:
            yield Fault(path, _("This kept file is not as it was imported."))
    except FileNotFoundError:
        if path in library.holding().originals:
            yield Fault(path, _("This kept file is gone; importing it again puts it back."))
    except OSError as problem:
        yield Fault(path, _cannot_be_read(problem))


def _check_strangers(folder: Path, found: list[str], holding: Holding) -> Iterator[Fault]:
    known = {stored.parquet for stored in holding.releases} | holding.originals.keys()
    for path in found:
        if path not in known and path not in holding.pending and (folder / path).is_file():
            yield Fault(path, _("The index does not know this file."))


def _cannot_be_read(problem: OSError) -> str:
    return _("It cannot be read: {reason}.").format(reason=problem.strerror or problem)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
