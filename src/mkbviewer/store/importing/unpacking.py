"""What is opened in an archive, and what is said of a folder or archive without figures."""

from collections.abc import Callable, Mapping
from pathlib import Path

from mkbviewer.core.errors import UnreadableFile
from mkbviewer.core.language import _
from mkbviewer.dialects.bulk_set import read_set
from mkbviewer.dialects.metadata import read_companions, read_metadata
from mkbviewer.store.files.archive import list_members, unpack
from mkbviewer.store.importing.gather import (
    Candidate,
    Kind,
    assign,
    is_companion,
    kind_of,
    look_into,
)
from mkbviewer.store.importing.source import Source


def open_packed(
    path: Path,
    archive: Path | None,
    companions: Mapping[str, Path] | None,
    place: Path,
    check_cancelled: Callable[[], None] | None,
) -> Source:
    """The file that stands for an archive, for a folder, or for a file within an `archive`.

    It is unpacked into `place`. Raises UnreadableFile, for a folder always: where it is imported
    itself it holds no figures.
    """
    if path.is_dir():
        raise _without_data(path, [one for one in sorted(path.iterdir()) if is_companion(one)])
    if archive is not None:
        return _open_member(archive, path, companions, place, check_cancelled)
    return _open_archive(path, companions, place, check_cancelled)


def _open_archive(
    archive: Path,
    companions: Mapping[str, Path] | None,
    place: Path,
    check_cancelled: Callable[[], None] | None,
) -> Source:
    files = look_into(archive)
    candidates = [one for one in assign(files) if any(f.path == one.path for f in files)]
    data = [one for one in candidates if any(f.path == one.path and f.is_data for f in files)]
    if len(data) > 1:
        raise UnreadableFile(
            _("{file} holds several tables.").format(file=archive.name),
            _("These files in it hold figures: {names}.").format(
                names=", ".join(one.path.name for one in data)
            ),
            _("Import them one by one."),
        )
    if not data:
        unpacked = _unpack(archive, [one.path for one in files], place, check_cancelled)
        raise _without_data(archive, sorted(unpacked.values()))
    inside = _unpacked(archive, data[0], place, check_cancelled)
    return Source(
        archive,
        inside.path,
        {**inside.companions, **(companions or {})},
        frozenset((inside.path, *inside.companions.values())),
    )


def _open_member(
    archive: Path,
    path: Path,
    companions: Mapping[str, Path] | None,
    place: Path,
    check_cancelled: Callable[[], None] | None,
) -> Source:
    """One of several tables in an archive: its own files are kept, not the archive."""
    if companions is None:
        found = {one.path: one.companions for one in assign(look_into(archive))}
        companions = found.get(path, {})
    inside = _unpacked(archive, Candidate(path, companions), place, check_cancelled)
    return Source(inside.path, inside.path, inside.companions)


def _unpacked(
    archive: Path,
    candidate: Candidate,
    place: Path,
    check_cancelled: Callable[[], None] | None,
) -> Candidate:
    """The candidate with the places where its files from the archive now stand."""
    packed = [candidate.path, *candidate.companions.values()]
    moved = _unpack(archive, packed, place, check_cancelled)
    if candidate.path not in moved:
        raise UnreadableFile(
            _("{file} cannot be opened.").format(file=candidate.path.name),
            _("There is no such file in {archive}.").format(archive=archive.name),
            _("Check whether it was moved or renamed."),
        )
    return Candidate(
        moved[candidate.path],
        {name: moved.get(path, path) for name, path in candidate.companions.items()},
    )


def _unpack(
    archive: Path,
    paths: list[Path],
    place: Path,
    check_cancelled: Callable[[], None] | None,
) -> dict[Path, Path]:
    wanted = [one for one in list_members(archive) if archive / one.name in paths]
    found = unpack(archive, wanted, place, check_cancelled)
    return {archive / name: path for name, path in found.items()}


def _without_data(place: Path, listings: list[Path]) -> UnreadableFile:
    """The error for a folder or archive with metadata and code lists and no figures."""
    by_name = {path.name: path for path in listings}
    kinds = {path: kind_of(path.read_bytes()[:4096]) for path in listings}
    if any(kind is Kind.SET_PART for kind in kinds.values()):
        table = read_set(by_name).table
        return UnreadableFile(
            _("Observations.csv is missing from {place}.").format(place=place.name),
            _("It holds the other files of a bulk set of table {table}.").format(
                table=table or "?"
            ),
            _("Download the set again, and import it whole."),
        )
    if listings:
        table = _table_of(by_name)
        return UnreadableFile(
            _("{place} holds no figures.").format(place=place.name),
            _("There are metadata and code lists of table {table}, and no data file.").format(
                table=table or "?"
            ),
            _("Import them together with the data file of the same table."),
        )
    return UnreadableFile(
        _("{place} holds no figures.").format(place=place.name),
        _("There is no CSV file in it."),
        _("Choose a file or folder with CSV files of CBS."),
    )


def _table_of(listings: Mapping[str, Path]) -> str:
    found = read_companions(listings, ())
    if found is not None and found.table:
        return found.table
    tables = (read_metadata(path).table for path in listings.values())
    return next((table for table in tables if table), "")
