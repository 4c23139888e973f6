"""What a dropped path leads to: the file that is read, what goes with it, and what is kept."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from mkbviewer.core.errors import UnreadableFile
from mkbviewer.core.language import _
from mkbviewer.dialects.bulk_set import read_set
from mkbviewer.dialects.metadata import read_companions, read_metadata
from mkbviewer.store.files.archive import is_archive, list_members, unpack
from mkbviewer.store.importing.gather import (
    Candidate,
    Kind,
    assign,
    find_companions,
    is_companion,
    is_text,
    kind_of,
    look_into,
)


@dataclass(frozen=True)
class Source:
    """`data` is read with `companions`; `original` is kept, byte for byte.

    They are the same file unless it came in an archive: an archive with one table is kept itself,
    and so are those of its files that are `packed`, since they are in it.
    """

    original: Path
    data: Path
    companions: Mapping[str, Path]
    packed: frozenset[Path] = field(default_factory=frozenset)

    def outside(self, paths: Iterable[Path]) -> list[Path]:
        """Those of these files that are kept on their own."""
        return [path for path in paths if path not in self.packed]


def open_source(
    path: Path,
    companions: Mapping[str, Path] | None,
    place: Path,
    check_cancelled: Callable[[], None] | None = None,
) -> Source:
    """The file that a candidate's path stands for, unpacked into `place` where it is in an archive.

    Without `companions` those that belong to it are found. Raises UnreadableFile when there is no
    data file, or when an archive cannot be read.
    """
    if path.is_dir():
        raise _without_data(path, [one for one in sorted(path.iterdir()) if is_companion(one)])
    archive = next((one for one in path.parents if one.is_file() and is_archive(one)), None)
    if archive is not None:
        return _open_member(archive, path, companions, place / "unpacked", check_cancelled)
    if is_archive(path):
        return _open_archive(path, companions, place / "unpacked", check_cancelled)
    if path.exists() and not path.is_file():
        raise UnreadableFile(
            _("{file} cannot be opened.").format(file=path.name),
            _("It is neither a file nor a folder."),
            _("Choose a file."),
        )
    if not is_text(path.name):
        raise UnreadableFile(
            _("{file} cannot be opened.").format(file=ascii(path.name)[1:-1]),
            _("There are bytes in its name that are no letters."),
            _("Give the file another name, and import it again."),
        )
    found = find_companions(path) if companions is None else companions
    return Source(path, path, found)


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
