"""Looking into ZIP files and unpacking what is needed, without trusting anything they say."""

import errno
import lzma
import stat
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from mkbviewer.core.errors import UnreadableFile
from mkbviewer.core.language import _
from mkbviewer.dialects.plain import FREE_BYTES, MOST_TIMES

MOST_MEMBERS = 10_000
MOST_BYTES = 64 << 30
"""The most that the files of one archive may hold together, unpacked."""

_OFFICE = ("[content_types].xml", "mimetype")
_ARCHIVES = (".zip", ".gz", ".tgz", ".tar", ".bz2", ".xz", ".7z", ".rar", ".zst", ".lzma", ".cab")
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    ValueError,
    IndexError,
    struct.error,
)
_ENCRYPTED = 0x1
_CHUNK = 1 << 20
_UNSAFE = str.maketrans(dict.fromkeys('<>:"|?*\\', "_"))


@dataclass(frozen=True)
class Member:
    """One file in an archive: its path in there, parted by `/`, and its size unpacked."""

    name: str
    size: int
    entry: zipfile.ZipInfo


def is_office_document(path: Path) -> bool:
    """Whether a ZIP archive is the file of an office program; a damaged one is not known as one.

    Raises OSError.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            return any(name.lower() in _OFFICE for name in archive.namelist())
    except (*_DAMAGED, NotImplementedError):
        return False


def list_members(path: Path) -> tuple[Member, ...]:
    """The files in an archive.

    Raises UnreadableFile when it is damaged, encrypted, too large, or when a name in it points
    outside of it or to another archive.
    """
    with _opened(path) as archive:
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    if len(entries) > MOST_MEMBERS:
        raise _refused(
            path, _("There are {count} files in it.").format(count=len(entries)), _unpack_yourself()
        )
    members = tuple(_checked(path, entry) for entry in entries)
    names = Counter(member.name.casefold() for member in members)
    twice = [member.name for member in members if names[member.name.casefold()] > 1]
    if twice:
        raise _refused(
            path,
            _("Two files in it have the same name: {name}.").format(name=twice[-1]),
            _unpack_yourself(),
        )
    total = sum(member.size for member in members)
    if total > MOST_BYTES:
        raise _refused(
            path,
            _("Its files would take {size} gigabytes.").format(size=total >> 30),
            _unpack_yourself(),
        )
    return members


def _unpack_yourself() -> str:
    return _("Unpack it yourself, and import the files in it that hold data.")


def _checked(path: Path, entry: zipfile.ZipInfo) -> Member:
    name = entry.filename.replace("\\", "/")
    parts = PurePosixPath(name).parts
    if name.startswith("/") or ".." in parts or not parts or ":" in parts[0]:
        raise _refused(
            path,
            _("A name in it points to a place outside of it: {name}.").format(name=name[:100]),
            _("Do not use it; ask whoever made it for another one."),
        )
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise _refused(
            path,
            _("{name} in it is a link to another place.").format(name=name),
            _unpack_yourself(),
        )
    if entry.flag_bits & _ENCRYPTED:
        raise _refused(
            path,
            _("It is protected with a password."),
            _("Unpack it with its password, and import the files in it."),
        )
    if name.lower().endswith(_ARCHIVES):
        raise _refused(
            path,
            _("There is another archive in it: {name}.").format(name=name),
            _unpack_yourself(),
        )
    if entry.file_size > max(FREE_BYTES, MOST_TIMES * entry.compress_size):
        raise _refused(
            path,
            _("{name} in it is {times} times as large as it is packed; no table is.").format(
                name=name, times=entry.file_size // max(1, entry.compress_size)
            ),
            _("Do not use it; download the table again."),
        )
    return Member(name, entry.file_size, entry)


def read_heads(path: Path, members: Iterable[Member], length: int) -> dict[str, bytes]:
    """How files in an archive begin, by name. Raises UnreadableFile."""
    with _opened(path) as archive:
        found = {}
        for member in members:
            with archive.open(member.entry) as file:
                found[member.name] = file.read(length)
        return found


def unpack(
    path: Path,
    members: Iterable[Member],
    folder: Path,
    check_cancelled: Callable[[], None] | None = None,
) -> dict[str, Path]:
    """Unpack files into `folder`; gives where each stands, by its name in the archive.

    The names on disk are made here, each in a folder of its own with the archive's name. Raises
    UnreadableFile, OSError.
    """
    found = {}
    with _opened(path) as archive:
        for number, member in enumerate(members):
            name = PurePosixPath(member.name).name
            target = folder / str(number) / _safe_name(path.stem) / _safe_name(name)
            target.parent.mkdir(parents=True)
            with archive.open(member.entry) as packed, target.open("wb") as plain:
                while chunk := packed.read(_CHUNK):
                    if check_cancelled:
                        check_cancelled()
                    plain.write(chunk)
            found[member.name] = target
    return found


def _safe_name(name: str) -> str:
    printable = "".join(character for character in name if character.isprintable())
    return printable.translate(_UNSAFE).strip(". ")[-120:] or "file"


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive
    except (*_DAMAGED, OSError) as problem:
        # An offset that is nonsense makes the system refuse to go there; a full disk is no damage.
        if isinstance(problem, OSError) and problem.errno != errno.EINVAL:
            raise
        raise _refused(
            path, _("The archive is damaged or was cut off."), _("Download it again.")
        ) from problem
    except (NotImplementedError, RuntimeError) as problem:
        raise _refused(
            path, _("It is packed in a way that cannot be read."), _unpack_yourself()
        ) from problem


def _refused(path: Path, why: str, remedy: str) -> UnreadableFile:
    return UnreadableFile(_("{file} cannot be unpacked.").format(file=path.name), why, remedy)
