"""Keeping a file byte for byte, compressed beside the reading of it."""

import threading
import time
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from mkbviewer.core.errors import UnreadableFile
from mkbviewer.core.language import _
from mkbviewer.store.files.disk import compress_file, hash_file
from mkbviewer.store.library.draft import Original
from mkbviewer.urgency import give_way

# The coarsest clock of a file system ticks once in two seconds.
_TICK_SECONDS = 3.0


@dataclass(frozen=True)
class Stamp:
    """What tells, without reading a file, that it is still the same: its size and its moment."""

    size: int
    modified: int

    @classmethod
    def of(cls, path: Path) -> "Stamp":
        """The stamp of a file. Raises OSError."""
        found = path.stat()
        return cls(found.st_size, found.st_mtime_ns)

    @property
    def is_settled(self) -> bool:
        """Whether the file was left alone so long that a next change would be seen."""
        return time.time() - self.modified / 1e9 > _TICK_SECONDS


class Packing:
    """Compresses one file in a thread of its own, in a `with` statement, which stops it.

    Where the file itself `is_kept` not, it is only hashed. Raises OSError when it is not there.
    """

    def __init__(self, path: Path, place: Path, *, is_kept: bool = True) -> None:
        self._path = path
        self._place = place
        self._is_kept = is_kept
        self._stop = threading.Event()
        # Whoever waits, waits for the reading first.
        self._thread = ThreadPoolExecutor(1, initializer=give_way)
        self._found: Future[str] = Future()
        self.stamp = Stamp.of(path)

    def __enter__(self) -> Self:
        if self._is_kept:
            target = self._place / "original-0"
            self._found = self._thread.submit(compress_file, self._path, target, self._stop.is_set)
        else:
            self._found = self._thread.submit(hash_file, self._path)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._stop.set()
        self._thread.shutdown(cancel_futures=True)

    def finish(
        self, sha256: str, companions: Sequence[tuple[Path, str]]
    ) -> tuple[str, tuple[Original, ...]]:
        """The SHA-256 of the file, and what is to be kept: it and its companions, packed.

        `sha256` is what the file had when it was read, empty where nobody looked; each companion
        has its own. Raises UnreadableFile when one of them changed meanwhile, OSError when the
        disk refuses.
        """
        found = self._found.result()
        if found != (sha256 or found) or self._is_touched():
            raise changed_meanwhile(self._path)
        if not self._is_kept:
            return found, ()
        originals = [Original(self._place / "original-0", found, self._path.name)]
        for number, (path, told) in enumerate(companions, start=1):
            packed = self._place / f"original-{number}"
            if compress_file(path, packed, self._stop.is_set) != told:
                raise changed_meanwhile(path)
            originals.append(Original(packed, told, path.name, is_companion=True))
        return found, tuple(originals)

    def _is_touched(self) -> bool:
        try:
            return Stamp.of(self._path) != self.stamp
        except FileNotFoundError:
            # Whoever removes a file does not change what was read of it.
            return False


def changed_meanwhile(path: Path) -> UnreadableFile:
    """The error for a file that is not as it was when its import began."""
    return UnreadableFile(
        _("{name} changed while it was being imported.").format(name=path.name),
        _("Another program is still writing it."),
        _("Wait until it is complete, then import it again."),
    )
