"""Files that appear whole or not at all, and what a process left behind when it was killed."""

import os
import shutil
import socket
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from hashlib import sha256
from io import FileIO
from itertools import count
from pathlib import Path

_WORKSPACE = ".import-"
_STALE_SECONDS = 24 * 3600.0
# Large, for a thread that asks for more has to wait until the others let it.
_CHUNK = 1 << 22
_PROCESS_TOKEN = os.urandom(4).hex()
_serial = count(1)


@contextmanager
def workspace(folder: Path) -> Iterator[Path]:
    """A folder of its own for one import, inside `folder`; gone afterwards, whatever happens.

    Its name says which process owns it, so that another process sweeps it only when that one died.
    """
    place = folder / f"{_WORKSPACE}{_new_owner()}"
    place.mkdir()
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


def owner_of(place: Path) -> str:
    """The owner that a workspace's name tells."""
    return place.name.removeprefix(_WORKSPACE)


def is_abandoned(owner: str, since: float) -> bool:
    """Whether the process that `owner` names is gone; `since` is when it last wrote (epoch)."""
    host, _dash, rest = owner.rpartition("@")
    parts = rest.split("-")
    if host == _host() and len(parts) == 3 and parts[0].isdigit():
        if int(parts[0]) == os.getpid():
            return parts[1] != _PROCESS_TOKEN
        if not is_running(int(parts[0])):
            return True
    return time.time() - since > _STALE_SECONDS


def sweep_workspaces(folder: Path) -> None:
    """Remove the workspaces of processes that are gone."""
    for place in folder.glob(f"{_WORKSPACE}*"):
        try:
            since = place.stat().st_mtime
        except FileNotFoundError:
            continue
        if is_abandoned(owner_of(place), since):
            shutil.rmtree(place, ignore_errors=True)


def is_running(pid: int) -> bool:
    """Whether there is a process with this number on this machine."""
    if sys.platform == "win32":
        import ctypes

        kernel = ctypes.windll.kernel32
        query_limited_information, still_active = 0x1000, 259
        handle = kernel.OpenProcess(query_limited_information, False, pid)  # noqa: FBT003 - C knows no names
        if not handle:
            return False
        status = ctypes.c_ulong()
        kernel.GetExitCodeProcess(handle, ctypes.byref(status))
        kernel.CloseHandle(handle)
        return status.value == still_active
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def sync_file(path: Path) -> None:
    """Wait until a file's content is on the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Wait until the names in a folder are on the disk."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def make_folder(folder: Path) -> None:
    """Make a folder whose name is on the disk before anything is put into it."""
    if not folder.is_dir():
        make_folder(folder.parent)
        folder.mkdir(exist_ok=True)
        sync_folder(folder.parent)


def move_into_place(source: Path, target: Path) -> None:
    """Give a finished file its final name; it is there whole or not at all."""
    make_folder(target.parent)
    source.replace(target)
    sync_folder(target.parent)


def hash_file(path: Path) -> str:
    """The SHA-256 of a file's content, as hexadecimal digits."""
    digest = sha256()
    with path.open("rb", buffering=0) as file:
        for chunk in _chunks(file):
            digest.update(chunk)
    return digest.hexdigest()


def _chunks(file: FileIO) -> Iterator[memoryview]:
    """A file's content piece by piece, each in the memory of the one before."""
    memory = memoryview(bytearray(_CHUNK))
    while size := file.readinto(memory):
        yield memory[:size]


def compress_file(source: Path, target: Path, is_stopped: Callable[[], bool]) -> str:
    """Write `source` compressed to `target`, onto the disk; answers the SHA-256 of the source.

    When it is stopped the file is half written, and the answer is empty.
    """
    import zstandard

    digest = sha256()
    # Tables repeat themselves so much that the fastest level packs them as well as any.
    compressor = zstandard.ZstdCompressor(level=1, write_checksum=True)
    with (
        source.open("rb", buffering=0) as plain,
        target.open("wb") as packed,
        compressor.stream_writer(packed, closefd=False) as writer,
    ):
        for chunk in _chunks(plain):
            if is_stopped():
                return ""
            digest.update(chunk)
            writer.write(chunk)
    sync_file(target)
    return digest.hexdigest()


def _new_owner() -> str:
    return f"{_host()}@{os.getpid()}-{_PROCESS_TOKEN}-{next(_serial)}"


@cache
def _host() -> str:
    return "".join(c if c.isalnum() else "_" for c in socket.gethostname())[:40]
