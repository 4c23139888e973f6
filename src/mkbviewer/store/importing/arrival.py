"""Metadata that comes without its figures: it fills in a release, or waits for one."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from mkbviewer.core.errors import LibraryProblem
from mkbviewer.core.language import _
from mkbviewer.core.model import Release, Structure, Table
from mkbviewer.dialects import probe_file, recognise
from mkbviewer.dialects.base import Recognition
from mkbviewer.dialects.metadata import Metadata, is_metadata, read_metadata
from mkbviewer.dialects.probe import table_id_of
from mkbviewer.store.files import disk
from mkbviewer.store.importing.packing import changed_meanwhile
from mkbviewer.store.library.draft import Original, Terms, original_path
from mkbviewer.store.library.library import Library
from mkbviewer.store.library.originals import unpack
from mkbviewer.store.library.problems import told_as_unreadable
from mkbviewer.store.library.report import IMPORTED, UNCHANGED, ImportReport

_HEAD = 64
_KEYED = frozenset({"odata3", "labelled"})
_CBS_ID = re.compile(r"\d{5}[A-Z]{3}", re.IGNORECASE)

Fill = Callable[[Path, Mapping[str, Path], Terms], ImportReport]
"""Imports a data file with companions on terms."""


def is_metadata_file(path: Path) -> bool:
    """Whether a file begins as the metadata of the open data portal does."""
    if not path.is_file():
        return False
    try:
        with path.open("rb") as file:
            return is_metadata(file.read(_HEAD).decode("utf-8-sig", errors="replace"))
    except OSError:
        return False


@dataclass(frozen=True)
class Arrival:
    """Metadata without figures, and what the library makes of it.

    `release` is the one that it fills in, None where it has to wait; `is_known` says that the
    library has it already, as part of that release or waiting.
    """

    path: Path
    metadata: Metadata
    table: str
    sha256: str
    release: Release | None = None
    is_known: bool = False


def look_at(library: Library, path: Path) -> Arrival:
    """What the library can do with a metadata file. Raises UnreadableFile."""
    with told_as_unreadable(path):
        sha256 = disk.hash_file(path)
        metadata = read_metadata(path)
    found = Arrival(path, metadata, metadata.table or table_id_of(path), sha256)
    poorer: list[tuple[Release, Structure]] = []
    for table, release in _releases(library):
        kept = library.companions(release)
        if sha256 in kept:
            return replace(found, release=release, is_known=True)
        is_older = bool(kept) and release.modified != metadata.modified
        if is_older or not release.original or release.dialect not in _KEYED:
            continue
        structure = library.structure(table.id, release.name)
        if _describes(found, table, structure):
            poorer.append((release, structure))
    if any(one.sha256 == sha256 for one in library.waiting()):
        return replace(found, is_known=True)
    periods = [member.code for member in metadata.members.get(metadata.time_dimension, ())]
    # The release that ends where the metadata ends, else one that it knows all of, else the newest.
    poorer.sort(key=lambda one: (periods[-1:] != [one[1].last], one[1].last not in periods))
    return replace(found, release=poorer[0][0] if poorer else None)


def _releases(library: Library) -> Iterator[tuple[Table, Release]]:
    for table in library.tables():
        for release in reversed(table.releases):
            yield table, release


def _describes(arrival: Arrival, table: Table, structure: Structure) -> bool:
    metadata = arrival.metadata
    if arrival.table and _CBS_ID.fullmatch(table.id):
        return arrival.table.casefold() == table.id.casefold()
    return _knows_all(
        metadata,
        [one.key for one in structure.measures],
        [one.key for one in structure.dimensions],
    )


def _knows_all(metadata: Metadata, measures: Iterable[str], dimensions: Iterable[str]) -> bool:
    """Whether metadata must be that of a table that bears no id: keys are short and can recur."""
    return bool(metadata.measures) and (
        all(metadata.measure(key) is not None for key in measures)
        and all(key in metadata.dimension_titles for key in dimensions)
    )


def take_in(library: Library, path: Path, fill: Fill) -> ImportReport:
    """Fill in the release that a metadata file describes, or keep the file until that one comes.

    Raises UnreadableFile, LibraryProblem, Cancelled.
    """
    library.require_writable()
    arrival = look_at(library, path)
    if arrival.is_known:
        return _known(arrival)
    with disk.workspace(library.folder) as place:
        if arrival.release:
            report = _fill(library, arrival, arrival.release, place, fill)
            if report is not None:
                return report
        packed = place / "original-0"
        if disk.compress_file(path, packed, lambda: False) != arrival.sha256:
            raise changed_meanwhile(path)
        library.keep_waiting(Original(packed, arrival.sha256, path.name), arrival.table)
    return _waiting(arrival)


def foresee(library: Library | None, path: Path, fill: Fill, place: Path) -> ImportReport:
    """The report that `take_in` would give, with `place` to work in; nothing changes.

    Raises UnreadableFile, LibraryProblem, Cancelled.
    """
    if library is None:
        metadata = read_metadata(path)
        return _waiting(Arrival(path, metadata, metadata.table or table_id_of(path), ""))
    arrival = look_at(library, path)
    if arrival.is_known:
        return _known(arrival)
    report = _fill(library, arrival, arrival.release, place, fill) if arrival.release else None
    return report or _waiting(arrival)


def _fill(
    library: Library, arrival: Arrival, release: Release, place: Path, fill: Fill
) -> ImportReport | None:
    """The release made anew with the metadata; None when its file has no use for it."""
    data = place / "data" / (Path(release.file_name).name or "data.csv")
    if unpack(library.original_file(release), data) != release.original:
        raise LibraryProblem(
            _("The file that release {release} was made from is damaged.").format(
                release=release.name
            ),
            "",
            _("`mkbviewer library verify` tells what is damaged; import the file again."),
        )
    path = arrival.path
    name = "" if arrival.metadata.modified else release.name
    reading = library.chosen_reading(release)
    terms = Terms(release=name, imported=release.imported, reading=reading)
    report = fill(data, {path.name: path}, terms)
    if report.error is not None:
        raise report.error
    if report.status != IMPORTED or path.name not in report.companions:
        return None
    reason = _(
        "This is the metadata of table {table}; titles, units, labels and statuses were filled in "
        "on the release that was already there."
    ).format(table=report.table)
    warnings = report.warnings
    if reading and report.reading != reading:
        told = _(
            "The file was read otherwise until now, as the user chose; the metadata decides how it "
            "must be read."
        )
        warnings = (told, *warnings)
    return replace(report, file=path, reasons=(reason, *report.reasons), warnings=warnings)


def _known(arrival: Arrival) -> ImportReport:
    if arrival.release is None:
        return _waiting(arrival)
    return replace(
        _report(arrival),
        table=arrival.release.table,
        release=arrival.release.name,
        reasons=(_("The library has this metadata already."),),
    )


def _waiting(arrival: Arrival) -> ImportReport:
    return replace(
        _report(arrival),
        waits=True,
        warnings=(
            _(
                "This is the metadata of table {table} and holds no figures. It is kept, and will "
                "be used when the figures of that table are imported."
            ).format(table=arrival.table or "?"),
        ),
    )


def _report(arrival: Arrival) -> ImportReport:
    return ImportReport(
        arrival.path,
        UNCHANGED,
        dialect="metadata",
        table=arrival.table,
        title=arrival.metadata.title,
        measures=arrival.metadata.measures,
    )


def use_waiting(
    library: Library,
    path: Path,
    companions: Mapping[str, Path],
    recognition: Recognition,
    place: Path,
) -> Recognition:
    """The recognition of a data file with metadata that waited for it, where there is any.

    `place` is a folder for the unpacked metadata. Raises LibraryProblem when it is damaged.
    """
    if recognition.used:
        return recognition
    for number, waiting in enumerate(reversed(library.waiting())):
        told = recognition.table.casefold()
        if told and waiting.table and told != waiting.table.casefold():
            continue
        metadata = place / f"waiting-{number}" / Path(waiting.file_name).name
        unpack(library.folder / original_path(waiting.sha256, waiting.extension), metadata)
        layout = recognition.layout
        if not told and not _knows_all(
            read_metadata(metadata),
            [one.key for one in layout.measures],
            [one.key for one in layout.dimensions],
        ):
            continue
        found = recognise(probe_file(path, {**companions, metadata.name: metadata}))
        if metadata in found.used:
            return found
    return recognition
