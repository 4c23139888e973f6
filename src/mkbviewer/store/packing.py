"""Keeping a file byte for byte, compressed beside the reading of it."""

import threading
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import Self

from mkbviewer.core.errors import UnreadableFile
from mkbviewer.core.language import _
from mkbviewer.store.disk import compress_file, hash_file
from mkbviewer.store.draft import Original
from mkbviewer.urgency import give_way


class Packing:
    """Hashes one file and compresses it, in threads of their own, in a `with` statement.

    Leaving the statement stops it.
    """

    def __init__(self, path: Path, place: Path) -> None:
        self._path = path
        self._place = place
        self._stop = threading.Event()
        self._hashing = ThreadPoolExecutor(1)
        # Whoever waits, waits for the reading first.
        self._packing = ThreadPoolExecutor(1, initializer=give_way)
        self._hashed: Future[str] = Future()
        self._packed: Future[str] = Future()

    def __enter__(self) -> Self:
        self._hashed = self._hashing.submit(hash_file, self._path)
        self._packed = self._packing.submit(
            compress_file, self._path, self._place / "original-0", self._stop.is_set
        )
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._stop.set()
        for threads in (self._hashing, self._packing):
            threads.shutdown(cancel_futures=True)

    @property
    def sha256(self) -> str:
        """The SHA-256 of the file's content, waited for. Raises OSError."""
        return self._hashed.result()

    def finish(self, companions: Sequence[tuple[Path, str]]) -> tuple[Original, ...]:
        """The file and its companions, each with the SHA-256 it had when it was read, packed.

        Raises UnreadableFile when one of them changed meanwhile, OSError when the disk refuses.
        """
        originals = [self._original(0, self._path, self.sha256, self._packed.result())]
        for number, (path, sha256) in enumerate(companions, start=1):
            found = compress_file(path, self._place / f"original-{number}", self._stop.is_set)
            originals.append(self._original(number, path, sha256, found))
        return tuple(originals)

    def _original(self, number: int, path: Path, sha256: str, found: str) -> Original:
        if found != sha256:
            raise UnreadableFile(
                _("{name} changed while it was being imported.").format(name=path.name),
                _("Another program is still writing it."),
                _("Wait until it is complete, then import it again."),
            )
        packed = self._place / f"original-{number}"
        return Original(packed, sha256, path.name, is_companion=number > 0)
