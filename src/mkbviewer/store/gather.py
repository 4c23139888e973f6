"""From dropped files and folders to data files, each with the files that belong to it."""

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

_HEAD = 4096


@dataclass(frozen=True)
class Candidate:
    """A file to import, and its metadata and code lists by file name."""

    path: Path
    companions: Mapping[str, Path] = field(default_factory=dict)


def gather(paths: Iterable[Path]) -> tuple[Candidate, ...]:
    """The data files among what was dropped, in the order dropped, each once.

    Folders are searched with all that is in them; links to folders inside them are not followed.
    Metadata and code lists go with the data files of their folder, or with the only data file that
    there is; where no data file wants them, they stand for themselves, so that the user is told
    what they are. A path that does not exist stands for itself too.
    """
    files = list(_expand(paths))
    companions = [path for path in files if is_companion(path)]
    data = [path for path in files if path not in set(companions)]
    candidates = []
    taken: set[Path] = set()
    for path in data:
        chosen = [one for one in companions if _goes_with(one, path, alone=len(data) == 1)]
        taken.update(chosen)
        beside = find_companions(path)
        candidates.append(Candidate(path, {**beside, **{one.name: one for one in chosen}}))
    candidates += [Candidate(path) for path in companions if path not in taken]
    return tuple(candidates)


def find_companions(path: Path) -> dict[str, Path]:
    """The metadata and code lists that stand beside a data file and bear its name.

    `vacatures.csv` takes `vacatures_metadata.csv`, and a table's id at the beginning of the name
    is enough (`84917ENG_TypedDataSet_….csv` takes `84917ENG_metadata.csv`). A dump that stands
    beside its own `DataProperties.csv` or `TableInfos.csv` takes every list in that folder.
    """
    try:
        beside = sorted(one for one in path.parent.iterdir() if one != path and _is_csv(one))
    except OSError:
        return {}
    names = {one.name.casefold() for one in beside}
    is_dump = bool(names & {"dataproperties.csv", "tableinfos.csv"})
    return {
        one.name: one
        for one in beside
        if (_is_metadata_of(one, path) or is_dump) and is_companion(one)
    }


def is_companion(path: Path) -> bool:
    """Whether a file holds metadata or a code list, by how it begins; the name tells nothing."""
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError:
        return False
    text = head.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace").lstrip()
    first = text.splitlines()[0].strip() if text else ""
    return bool(_METADATA_LINE.fullmatch(first) or _LIST_HEADER.match(first))


# The first line of a metadata file is the name of its first section; the lists of a dump begin
# with their key, or with the columns of DataProperties, TableInfos and CategoryGroups.
_METADATA_LINE = re.compile(r'"?TableInfos"?')
_LIST_HEADER = re.compile(
    r'"?(Key"?[;,]"?Title"?[;,]'
    r'|(odata\.type"?[;,]"?)?ID"?[;,]"?Position"?[;,]"?ParentID'
    r'|ID"?[;,]"?Title"?[;,]"?ShortTitle'
    r'|ID"?[;,]"?DimensionKey"?[;,]"?Title)'
)


def _goes_with(companion: Path, data: Path, *, alone: bool) -> bool:
    if _is_metadata(companion):
        return alone or companion.parent == data.parent or _is_metadata_of(companion, data)
    return companion.parent == data.parent or alone


_METADATA_NAME = re.compile(r"(?P<stem>.+?)[ _-]?metadata.*\.csv", re.IGNORECASE)


def _is_metadata(path: Path) -> bool:
    return _METADATA_NAME.fullmatch(path.name) is not None


def _is_metadata_of(path: Path, data: Path) -> bool:
    match = _METADATA_NAME.fullmatch(path.name)
    if match is None:
        return False
    stem, own = match["stem"].casefold(), data.stem.casefold()
    return own == stem or own.startswith((f"{stem}_", f"{stem} ", f"{stem}-"))


def _expand(paths: Iterable[Path]) -> Iterator[Path]:
    seen: set[Path] = set()
    for path in paths:
        for file in _files_of(path) if path.is_dir() else [path]:
            real = file.resolve()
            if real not in seen:
                seen.add(real)
                yield file


def _files_of(folder: Path) -> Iterator[Path]:
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (
            Path(root, name)
            for name in sorted(names)
            if _is_csv(Path(name)) and not name.startswith(".")
        )


def _is_csv(path: Path) -> bool:
    return path.name.casefold().endswith((".csv", ".csv.gz", ".txt"))
