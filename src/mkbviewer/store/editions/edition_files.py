"""The files of an edition of the report: found among what was dropped, packed, and read back."""

import os
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from mkbviewer.core.errors import UnreadableFile
from mkbviewer.core.language import _
from mkbviewer.core.report.edition import EditionProblem, InvalidEdition
from mkbviewer.store.files.archive import list_members, read_heads
from mkbviewer.store.files.first_look import is_archive

EXTENSION = "edition"
"""What the kept file of an edition is called after: a ZIP archive of its files."""

_MAIN = re.compile(r"(?:facts|catalogue)_(\d{4})\.csv", re.IGNORECASE)
_PART = re.compile(
    r"(?:facts|catalogue|fact_check|barometer_series|barometer_published)_(\d{4})\.csv",
    re.IGNORECASE,
)
_COLUMN = re.compile(rb"(^|[,;\xbf])\"?indicator\"?[,;]")
_HEAD = 512
_MOST_BYTES = 32 << 20
_ALWAYS = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class EditionFiles:
    """One edition among what was dropped: the folder that it lies in, or the archive.

    `files` are the files by their names inside the folder; none for an archive.
    """

    name: str
    path: Path
    files: Mapping[str, Path] = field(default_factory=dict)


def find_editions(paths: Iterable[Path]) -> tuple[tuple[EditionFiles, ...], frozenset[Path]]:
    """The editions among files, folders and archives, and all paths that belong to them.

    A file belongs to an edition by its name (`facts_2024.csv`) and by how it begins; what lies
    beside it is found too.
    """
    found: dict[tuple[Path, str], EditionFiles] = {}
    taken: set[Path] = set()
    paths = tuple(paths)
    for path in paths:
        for file in _candidates(path):
            match = _MAIN.fullmatch(file.name)
            if match and _is_about_indicators(file):
                key = (file.parent, match[1])
                if key not in found:
                    found[key] = _beside(file.parent, match[1])
                taken.update(found[key].files.values())
        if path.is_file() and path not in taken and is_archive(path):
            for name in names_in(path):
                found[path, name] = EditionFiles(name, path)
                taken.add(path)
    return tuple(found.values()), frozenset(taken)


def _candidates(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    for root, folders, names in os.walk(path):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(root, name) for name in sorted(names) if _MAIN.fullmatch(name))


def _is_about_indicators(file: Path) -> bool:
    if not file.is_file():
        return False
    try:
        with file.open("rb") as opened:
            return bool(_COLUMN.search(opened.read(_HEAD)))
    except OSError:
        return False


def _beside(folder: Path, name: str) -> EditionFiles:
    files = {}
    for file in sorted(folder.iterdir()):
        match = _PART.fullmatch(file.name)
        if match and match[1] == name:
            files[file.name.lower()] = file
    for file in sorted((folder / f"catalogue_{name}").glob("*.toml")):
        files[f"catalogue_{name}/{file.name}"] = file
    return EditionFiles(name, folder, files)


def names_in(archive: Path) -> tuple[str, ...]:
    """The years of the editions in an archive that holds nothing but editions."""
    try:
        members = [
            one for one in list_members(archive) if one.name.lower().endswith((".csv", ".txt"))
        ]
        parts = [PurePosixPath(one.name).name for one in members]
        matches = [_PART.fullmatch(part) for part in parts]
        if not members or not all(matches):
            return ()
        main = [one for one, part in zip(members, parts, strict=True) if _MAIN.fullmatch(part)]
        heads = read_heads(archive, main, _HEAD)
    except (UnreadableFile, OSError):
        return ()
    if not main or not all(map(_COLUMN.search, heads.values())):
        return ()
    return tuple(sorted({match[1] for match in matches if match}))


def pack_edition(found: EditionFiles, target: Path) -> Path:
    """One archive with the files of an edition: the dropped one itself, or a new one.

    The same files make the same archive. Raises OSError.
    """
    if not found.files:
        return found.path
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, file in sorted(found.files.items()):
            archive.writestr(zipfile.ZipInfo(name, _ALWAYS), file.read_bytes())
    return target


def read_texts(archive: Path, name: str) -> dict[str, str]:
    """The texts of an edition's files by name, from its archive; TOML without its folder.

    Raises UnreadableFile, InvalidEdition where a file is no UTF-8.
    """
    wanted = {}
    for member in list_members(archive):
        path = PurePosixPath(member.name)
        match = _PART.fullmatch(path.name)
        is_part = bool(match and match[1] == name)
        is_page = path.suffix == ".toml" and path.parent.name == f"catalogue_{name}"
        if is_part or is_page:
            wanted[path.name.lower()] = member
    size = sum(member.size for member in wanted.values())
    if size > _MOST_BYTES:
        raise UnreadableFile(
            _("{file} cannot be an edition of the report.").format(file=archive.name),
            _("Its files would take {size} megabytes.").format(size=size >> 20),
        )
    heads = read_heads(archive, wanted.values(), _MOST_BYTES)
    texts, problems = {}, []
    for file, member in wanted.items():
        try:
            texts[file] = heads[member.name].decode("utf-8-sig")
        except UnicodeDecodeError as problem:
            line = heads[member.name].count(b"\n", 0, problem.start) + 1
            problems.append(EditionProblem(file, line, _("This is not UTF-8.")))
    if problems:
        raise InvalidEdition(name, tuple(problems))
    return texts
