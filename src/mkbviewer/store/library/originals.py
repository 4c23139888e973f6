"""The packed files in a library: read back byte for byte, and what each says about itself.

Behind the compressed file stands a frame that every zstd program skips. It holds how the file was
imported, so that a library can be made anew from its originals even when its index is lost.
"""

import json
import os
import struct
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from zlib import crc32

from mkbviewer.core.language import _
from mkbviewer.store.library.draft import Draft, Original

_MAGIC = 0x184D2A50
_HEAD = struct.Struct("<II")
_TAIL = struct.Struct("<II8s")
_MARK = b"mkbviewr"
_ZSTD = b"\x28\xb5\x2f\xfd"
_CHUNK = 1 << 16
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
    reading: str = ""


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
            reading=draft.report.get("reading", ""),
            companions=tuple(
                Companion(one.sha256, one.extension, one.file_name) for one in originals[1:]
            ),
        )
        told = asdict(provenance)
        if not provenance.reading:
            # Few files leave a choice; what older versions do not know is not written for nothing.
            del told["reading"]
        text = json.dumps(told, ensure_ascii=False).encode()
        with data.packed.open("ab") as packed:
            packed.write(_HEAD.pack(_MAGIC, len(text) + _TAIL.size))
            packed.write(text + _TAIL.pack(len(text), crc32(text), _MARK))
            packed.flush()
            os.fsync(packed.fileno())


def read_provenance(packed: Path) -> Provenance | None:
    """What a kept file says about itself; None where it says nothing. Raises OSError."""
    with packed.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        if size < _TAIL.size:
            return None
        file.seek(size - _TAIL.size)
        length, _sum, mark = _TAIL.unpack(file.read(_TAIL.size))
        whole = length + _HEAD.size + _TAIL.size
        if mark != _MARK or whole > min(size, _MOST_BYTES):
            return None
        file.seek(size - whole)
        return _parse(file.read(whole))


def _parse(frame: bytes) -> Provenance | None:
    if len(frame) < _HEAD.size + _TAIL.size:
        return None
    magic, size = _HEAD.unpack(frame[: _HEAD.size])
    text, tail = frame[_HEAD.size : -_TAIL.size], frame[-_TAIL.size :]
    if (magic, size) != (_MAGIC, len(text) + _TAIL.size):
        return None
    if _TAIL.unpack(tail) != (len(text), crc32(text), _MARK):
        return None
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
    digest = sha256()
    with target.open("wb") as file:
        for chunk in _content(packed):
            digest.update(chunk)
            file.write(chunk)
    return digest.hexdigest()


def hash_content(packed: Path) -> str:
    """The SHA-256 of the content of a kept file. Raises OSError, also when it is damaged."""
    digest = sha256()
    for chunk in _content(packed):
        digest.update(chunk)
    return digest.hexdigest()


def _content(packed: Path) -> Iterator[bytes]:
    """The content of a kept file; raises OSError when anything in it is not as it was written."""
    import zstandard

    unpacking = zstandard.ZstdDecompressor().decompressobj()
    rest = b""
    try:
        with packed.open("rb") as file:
            while chunk := rest or file.read(_CHUNK):
                rest = b""
                yield unpacking.decompress(chunk)
                if unpacking.eof:
                    rest = unpacking.unused_data + file.read(_CHUNK)
                    if rest[:4] != _ZSTD:
                        break
                    unpacking = zstandard.ZstdDecompressor().decompressobj()
            trailer = rest + file.read()
    except zstandard.ZstdError as problem:
        raise OSError(None, str(problem), str(packed)) from problem
    if not unpacking.eof or (trailer and _parse(trailer) is None):
        raise OSError(None, _("it is cut off, or something was put behind it"), str(packed))
