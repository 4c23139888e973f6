"""A file as plain UTF-8 text with counted lines, ready to be read as rows."""

import codecs
import gzip
import re
import tempfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import BinaryIO, cast

from mkbviewer.core.errors import UnreadableFile
from mkbviewer.core.language import _
from mkbviewer.dialects.base import TextForm

GZIP_MAGIC = b"\x1f\x8b"
_CHUNK = 1 << 20
# What fits in a processor's cache is gone through several times sooner.
_SMALL_CHUNK = 1 << 18
MOST_TIMES = 250
"""How many times larger than packed a file may be; CBS's own are 10 to 40 times as large."""
FREE_BYTES = 64 << 20
"""Files up to this size may be packed as tightly as they like."""
_LINE_END = re.compile(rb'"|\r*\n|\r')
_GLOB_CHARACTERS = re.compile(r"[*?\[\]{}]")


@dataclass(frozen=True)
class PlainFile:
    """A UTF-8 text file, `origin` or a copy.

    `folder` is a temporary folder for copies, gone when the reading is over.
    """

    origin: Path
    path: Path
    folder: Path
    check_cancelled: Callable[[], None]

    @cached_property
    def content(self) -> "Content":
        """What a look through the whole file tells. Raises UnreadableFile for NUL bytes."""
        return _look_through(self.path, self.check_cancelled)


def open_bytes(path: Path) -> BinaryIO:
    """The file's content, unpacked when it is gzipped. Raises OSError."""
    with path.open("rb") as file:
        is_gzip = file.read(2) == GZIP_MAGIC
    # A GzipFile reads as any binary file does, though its type does not say so.
    return cast("BinaryIO", gzip.open(path, "rb")) if is_gzip else path.open("rb")


@contextmanager
def plain_file(
    path: Path, form: TextForm, check_cancelled: Callable[[], None]
) -> Iterator[PlainFile]:
    """The file itself where it is plain UTF-8 already, else a temporary copy that is.

    Raises UnreadableFile for a packed file that is damaged.
    """
    with tempfile.TemporaryDirectory(prefix="mkbviewer-") as name:
        folder = Path(name)
        with path.open("rb") as file:
            is_gzip = file.read(2) == GZIP_MAGIC
        needs_copy = (
            is_gzip or form.encoding != "utf-8" or _GLOB_CHARACTERS.search(str(path)) is not None
        )
        plain = folder / "plain.csv" if needs_copy else path
        if needs_copy:
            _write_utf8(path, plain, form.encoding, check_cancelled)
        with plain.open("rb") as file:
            has_returns = ends_in_returns(file.read(_SMALL_CHUNK))
        if has_returns:
            plain = _end_lines(plain, folder / "lines.csv")
        yield PlainFile(path, plain, folder, check_cancelled)


def ends_in_returns(head: bytes) -> bool:
    """Whether a file's first line ends in a carriage return alone, as spreadsheets on a Mac write.

    The lines within a cell may end in another way.
    """
    is_quoted = False
    for match in _LINE_END.finditer(head):
        if match[0] == b'"':
            is_quoted = not is_quoted
        elif not is_quoted:
            return match[0] == b"\r"
    return False


@dataclass
class Content:
    """How many lines a file has up to the last one that is not blank, and what is in them.

    `has_underscores` says whether there are any after the first line.
    """

    lines: int = 0
    has_underscores: bool = False


def _keep_byte(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    return error.object[error.start : error.end].decode("latin-1"), error.end


codecs.register_error("mkbviewer-keep-byte", _keep_byte)


def _write_utf8(
    source: Path, target: Path, encoding: str, check_cancelled: Callable[[], None]
) -> None:
    decoder = codecs.getincrementaldecoder(encoding)(errors="mkbviewer-keep-byte")
    try:
        with open_bytes(source) as file, target.open("wb") as out:
            most = max(FREE_BYTES, MOST_TIMES * source.stat().st_size)
            size = 0
            while chunk := file.read(_CHUNK):
                check_cancelled()
                size += len(chunk)
                if size > most:
                    raise _bomb(source)
                out.write(chunk if encoding == "utf-8" else decoder.decode(chunk).encode())
            if encoding != "utf-8":
                out.write(decoder.decode(b"", final=True).encode())
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise damaged_package(source) from error


def _bomb(path: Path) -> UnreadableFile:
    return UnreadableFile(
        _("{file} cannot be unpacked.").format(file=path.name),
        _("It is more than {times} times as large as it is packed; no table is.").format(
            times=MOST_TIMES
        ),
        _("Do not use it; download the table again."),
    )


def damaged_package(path: Path) -> UnreadableFile:
    """The error for a gzipped file that cannot be unpacked."""
    return UnreadableFile(
        _("{file} cannot be unpacked.").format(file=path.name),
        _("The packed file is damaged or was cut off."),
        _("Download the file again."),
    )


def nul_bytes(path: Path, line: int) -> UnreadableFile:
    """The error for a text file with NUL bytes in it."""
    return UnreadableFile(
        _("{file} is damaged.").format(file=path.name),
        _("There are NUL bytes in it, the first on line {line}; no CBS file has them.").format(
            line=line
        ),
        _("Download the file again."),
    )


def _look_through(path: Path, check_cancelled: Callable[[], None]) -> Content:
    content = Content()
    newlines = blank_at_end = 0
    with path.open("rb") as file:
        while chunk := file.read(_SMALL_CHUNK):
            check_cancelled()
            if (place := chunk.find(b"\0")) >= 0:
                raise nul_bytes(path, newlines + chunk.count(b"\n", 0, place) + 1)
            found = chunk.count(b"\n")
            body = 0 if newlines else chunk.find(b"\n") + 1
            content.has_underscores |= chunk.find(b"_", body) >= 0
            if chunk[-1:].isspace():
                kept = chunk.rstrip()
                blank = chunk.count(b"\n", len(kept))
                blank_at_end = blank if kept else blank_at_end + blank
            else:
                blank_at_end = 0
            newlines += found
    content.lines = newlines - blank_at_end + 1
    return content


def _end_lines(source: Path, target: Path) -> Path:
    text = source.read_bytes().replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    target.write_bytes(text)
    return target
