"""From dropped files, folders and archives to data files, each with the files that belong to it."""

import csv
import os
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from mkbviewer.core.errors import UnreadableFile
from mkbviewer.dialects.bulk_set import Part, part_of
from mkbviewer.dialects.metadata import is_metadata, read_metadata, read_text
from mkbviewer.dialects.plain import open_bytes
from mkbviewer.dialects.probe import stem_of, table_id_of
from mkbviewer.store.files.archive import list_members, read_heads
from mkbviewer.store.files.first_look import is_archive, is_text

if TYPE_CHECKING:
    from mkbviewer.store.editions.edition_files import EditionFiles

_HEAD = 4096


@dataclass(frozen=True)
class Candidate:
    """A file to import, and its metadata and code lists by file name.

    `path` is a file, an archive with one table in it, a file in an archive with several
    (`tables.zip/a.csv`), or a folder whose files belong to data that are not there. An `edition`
    of the report is a folder or an archive.
    """

    path: Path
    companions: Mapping[str, Path] = field(default_factory=dict)
    edition: "EditionFiles | None" = None


class Kind(Enum):
    """What a file is, by how it begins; the name tells nothing."""

    DATA = "data"
    OBSERVATIONS = "observations"
    SET_PART = "set part"
    LISTING = "listing"


@dataclass(frozen=True)
class Found:
    """A file, on disk or in an archive: there its path is the archive's with its own behind it."""

    path: Path
    kind: Kind
    archive: Path | None = None
    is_dropped: bool = False

    @property
    def is_data(self) -> bool:
        """Whether it holds figures."""
        return self.kind in (Kind.DATA, Kind.OBSERVATIONS)


def gather(paths: Iterable[Path]) -> tuple[Candidate, ...]:
    """The data files among what was dropped, in the order dropped, each once.

    Folders are searched with all that is in them, archives too; links to folders inside them are
    not followed, and explanations (`readme.txt`) are passed over. Metadata and code lists go with
    the data files of their folder, or with the only data file that there is. Where no data file
    wants them, they stand for themselves, so that the user is told what they are; a folder or
    archive with nothing else stands for all in it. A path that does not exist stands for itself
    too, and so does an archive that cannot be read.
    """
    # The catalogue behind it is loaded only where editions are looked for.
    from mkbviewer.store.editions.edition_files import find_editions

    paths = tuple(paths)
    editions, taken = find_editions(paths)
    files: list[Found] = []
    broken: list[Path] = []
    for path, is_dropped in _expand(paths):
        if path in taken:
            continue
        if is_archive(path):
            try:
                inside = look_into(path)
            except (UnreadableFile, OSError):
                inside = ()
            files += inside
            if not any(one.is_data for one in inside):
                broken.append(path)
        else:
            head = _head_of(path)
            if is_dropped or not _is_prose(path.name, head):
                files.append(Found(path, kind_of(head), is_dropped=is_dropped))
    candidates = assign(files)
    found = (Candidate(one.path, edition=one) for one in editions)
    return (*found, *_as_archives(files, candidates, broken))


def look_into(archive: Path) -> tuple[Found, ...]:
    """The CSV files in an archive. Raises UnreadableFile when it cannot be trusted or read."""
    members = [one for one in list_members(archive) if _is_csv(Path(one.name))]
    visible = [one for one in members if not _is_hidden(one.name)]
    heads = read_heads(archive, visible, _HEAD)
    return tuple(
        Found(archive / name, kind_of(head), archive)
        for name, head in heads.items()
        if not _is_prose(name, head)
    )


def assign(files: Iterable[Found]) -> list[Candidate]:
    """Data files with what belongs to them, then what no data file wants.

    Metadata of a table that no name of a data file tells goes with those that tell none, and stands
    for itself as well: where none of them is its table, it must wait for its figures.
    """
    files = list(files)
    data = [one for one in files if one.is_data]
    others = [one for one in files if not one.is_data]
    tables = {one.path: _table_of_metadata(one) for one in others}
    candidates: list[Candidate] = []
    taken: set[Path] = set()
    for one in data:
        own = table_id_of(one.path).casefold()
        chosen = [
            other.path
            for other in others
            if _goes_with(other, one, alone=len(data) == 1)
            and not (own and tables[other.path] and own != tables[other.path])
        ]
        taken.update(
            path
            for path in chosen
            if own or not tables[path] or len(data) == 1 or _is_metadata_of(path, one.path)
        )
        beside = {} if one.archive else find_companions(one.path)
        candidates.append(Candidate(one.path, {**beside, **{path.name: path for path in chosen}}))
    folders = {one.path.parent for one in data}
    left: dict[Path, list[Path]] = {}
    for one in others:
        if one.path not in taken:
            is_alone = one.is_dropped or one.path.parent in folders
            left.setdefault(one.path if is_alone else one.path.parent, []).append(one.path)
    for place, paths in left.items():
        candidates.append(Candidate(paths[0] if len(paths) == 1 else place))
    return candidates


def _as_archives(
    files: list[Found], candidates: list[Candidate], broken: list[Path]
) -> Iterator[Candidate]:
    """The candidates, with an archive in the place of the only table in it."""
    archives = {one.path: one.archive for one in files if one.archive}
    tables = [archives[one.path] for one in candidates if one.path in archives]
    for one in candidates:
        archive = archives.get(one.path) or _archive_around(one.path, archives)
        if archive is None:
            yield one
        elif archive not in broken:
            if tables.count(archive) > 1:
                yield one
                continue
            outside = {n: path for n, path in one.companions.items() if path not in archives}
            yield Candidate(archive, outside)
    yield from (Candidate(path) for path in broken)


def _archive_around(folder: Path, archives: Mapping[Path, Path | None]) -> Path | None:
    return next((a for a in archives.values() if a and folder.is_relative_to(a)), None)


def find_companions(path: Path) -> dict[str, Path]:
    """The metadata and code lists that stand beside a data file and belong to it.

    `vacatures.csv` takes `vacatures_metadata.csv`, and a table's id at the beginning of the name
    is enough (`84917ENG_TypedDataSet_….csv` takes `84917ENG_metadata.csv`). A dump that stands
    beside its own `DataProperties.csv` or `TableInfos.csv` takes every list in that folder, and
    the observations of a bulk set take the other files of the set.
    """
    try:
        beside = sorted(
            one
            for one in path.parent.iterdir()
            if one != path and _is_csv(one) and is_text(one.name)
        )
    except OSError:
        return {}
    names = {one.name.casefold() for one in beside}
    is_dump = bool(names & {"dataproperties.csv", "tableinfos.csv"})
    if kind_of(_head_of(path)) is Kind.OBSERVATIONS:
        return {one.name: one for one in beside if kind_of(_head_of(one)) is Kind.SET_PART}
    return {
        one.name: one
        for one in beside
        if (_is_metadata_of(one, path) or is_dump) and is_companion(one)
    }


def is_companion(path: Path) -> bool:
    """Whether a file holds metadata or a code list, by how it begins; the name tells nothing."""
    return kind_of(_head_of(path)) in (Kind.LISTING, Kind.SET_PART)


def kind_of(head: bytes) -> Kind:
    """What a file is that begins so."""
    encoding = "utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
    text = head[: len(head) // 2 * 2].decode(encoding, "replace").removeprefix("\ufeff").lstrip()
    first = text.splitlines()[0].strip() if text else ""
    if _METADATA_LINE.fullmatch(first) or _LIST_HEADER.match(first):
        return Kind.LISTING
    part = part_of(first)
    if part is Part.OBSERVATIONS:
        return Kind.OBSERVATIONS
    return Kind.DATA if part is None else Kind.SET_PART


def _head_of(path: Path) -> bytes:
    if not path.is_file():  # A pipe would keep us waiting for its beginning.
        return b""
    try:
        with open_bytes(path) as file:
            return file.read(_HEAD)
    except (OSError, EOFError, zlib.error):
        return b""


def _is_prose(name: str, head: bytes) -> bool:
    """Whether a text file has no columns in its first lines, as an explanation beside data."""
    if not name.casefold().endswith(".txt") or head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    return not any(_COLUMNS.search(line) for line in head.splitlines()[:3])


_COLUMNS = re.compile(rb"[;\t]|,(?! )")
# The first line of a metadata file is the name of its first section; the lists of a dump begin
# with their key, or with the columns of DataProperties, TableInfos and CategoryGroups, behind the
# column without a name in which pandas and R number the rows.
_METADATA_LINE = re.compile(r'"?TableInfos"?')
_LIST_HEADER = re.compile(
    r'(?:(?:"")?[;,])?"?(Key"?[;,]"?Title"?[;,]'
    r'|(odata\.type"?[;,]"?)?ID"?[;,]"?Position"?[;,]"?ParentID'
    r'|ID"?[;,]"?Title"?[;,]"?ShortTitle'
    r'|ID"?[;,]"?DimensionKey"?[;,]"?Title)'
)


def _goes_with(companion: Found, data: Found, *, alone: bool) -> bool:
    is_set = data.kind is Kind.OBSERVATIONS
    if (companion.kind is Kind.SET_PART) is not is_set:
        return False
    if companion.path.parent == data.path.parent or alone:
        return True
    return _is_metadata_of(companion.path, data.path)


def _table_of_metadata(found: Found) -> str:
    """The id of the table that a metadata file describes, in lower case; empty where none is told.

    Not of one in an archive: all in there is kept together.
    """
    if found.archive or found.kind is not Kind.LISTING:
        return ""
    try:
        if not is_metadata(read_text(found.path)[:64]):
            return ""
        return read_metadata(found.path).table.casefold()
    except (OSError, csv.Error):
        return ""


_METADATA_NAME = re.compile(r"(?P<stem>.+?)[ _-]?metadata.*\.csv(?:\.gz)?", re.IGNORECASE)


def _is_metadata_of(path: Path, data: Path) -> bool:
    match = _METADATA_NAME.fullmatch(path.name)
    if match is None:
        return False
    stem, own = match["stem"].casefold(), stem_of(data).casefold()
    return own == stem or own.startswith((f"{stem}_", f"{stem} ", f"{stem}-"))


def _expand(paths: Iterable[Path]) -> Iterator[tuple[Path, bool]]:
    """Each file once, and whether it was dropped itself."""
    seen: set[Path] = set()
    for path in paths:
        is_folder = path.is_dir()
        for file in _files_of(path) if is_folder else [path]:
            try:
                real = file.resolve()
            except (OSError, RuntimeError):
                real = file.absolute()
            if real not in seen:
                seen.add(real)
                yield file, not is_folder


def _files_of(folder: Path) -> Iterator[Path]:
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(root, name)
            if (_is_csv(path) or _is_zip(path)) and not _is_hidden(name) and path.is_file():
                yield path


def _is_hidden(name: str) -> bool:
    return any(part.startswith((".", "__MACOSX")) for part in name.split("/"))


def _is_zip(path: Path) -> bool:
    return path.name.casefold().endswith(".zip")


def _is_csv(path: Path) -> bool:
    return path.name.casefold().endswith((".csv", ".csv.gz", ".txt"))
