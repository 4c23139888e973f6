"""The packed files in a library: read back byte for byte, and what each says about itself.

Behind the compressed file stands a frame that every zstd program skips. It holds how the file was
imported, so that a library can be made anew from its originals even when its index is lost.
"""

import json
import os
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import IO

from mkbviewer.store.draft import Draft, Original

_MAGIC = 0x184D2A50
_HEAD = struct.Struct("<II")
_TAIL = struct.Struct("<I8s")
_MARK = b"mkbviewr"
_CHUNK = 1 << 20
_MOST_BYTES = 1 << 20


@dataclass(frozen=True)
class Companion:
    """A file that was read with another one: its content, its name, the ending it is kept by."""

    sha256: str
    extension: str
    file_name: str


@dataclass(frozen=True)
class Provenance:
    """How a kept file became a release."""

    table: str
    title: str
    release: str
    imported: str
    file_name: str
    companions: tuple[Companion, ...] = ()


def add_provenance(draft: Draft, originals: tuple[Original, ...]) -> None:
    """Write behind the packed data file how it is imported, onto the disk. Raises OSError."""
    release = draft.release
    for data in originals[:1]:
        provenance = Provenance(
            table=release.table,
            title=draft.title,
            release=release.name,
            imported=release.imported,
            file_name=data.file_name,
            companions=tuple(
                Companion(one.sha256, one.extension, one.file_name) for one in originals[1:]
            ),
        )
        text = json.dumps(asdict(provenance), ensure_ascii=False).encode()
        with data.packed.open("ab") as packed:
            packed.write(_HEAD.pack(_MAGIC, len(text) + _TAIL.size))
            packed.write(text + _TAIL.pack(len(text), _MARK))
            packed.flush()
            os.fsync(packed.fileno())


def read_provenance(packed: Path) -> Provenance | None:
    """What a kept file says about itself; None where it says nothing. Raises OSError."""
    with packed.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        if size < _TAIL.size:
            return None
        file.seek(size - _TAIL.size)
        length, mark = _TAIL.unpack(file.read(_TAIL.size))
        if mark != _MARK or length > min(size, _MOST_BYTES):
            return None
        file.seek(size - _TAIL.size - length)
        text = file.read(length)
    try:
        found = json.loads(text)
        companions = tuple(Companion(**one) for one in found.pop("companions"))
        return Provenance(**found, companions=companions)
    except (ValueError, TypeError, KeyError):
        return None


def unpack(packed: Path, target: Path) -> str:
    """Write a kept file as it came; answers the SHA-256 of its content.

    Raises OSError, also when the packed file is damaged.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as file:
        return _unpack(packed, file)


def hash_content(packed: Path) -> str:
    """The SHA-256 of the content of a kept file. Raises OSError, also when it is damaged."""
    return _unpack(packed, None)


def _unpack(packed: Path, target: IO[bytes] | None) -> str:
    digest = sha256()
    with _opened(packed) as content:
        while chunk := content.read(_CHUNK):
            digest.update(chunk)
            if target:
                target.write(chunk)
    return digest.hexdigest()


@contextmanager
def _opened(packed: Path) -> Iterator[IO[bytes]]:
    import zstandard

    try:
        with (
            packed.open("rb") as file,
            zstandard.ZstdDecompressor().stream_reader(file, read_across_frames=True) as content,
        ):
            yield content
    except zstandard.ZstdError as problem:
        raise OSError(None, str(problem), str(packed)) from problem
