"""Keeping a file byte for byte, compressed beside the reading of it."""

import threading
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from mkbviewer.core.errors import UnreadableFile
from mkbviewer.core.language import _
from mkbviewer.store.disk import compress_file
from mkbviewer.store.draft import Original


class Packing:
    """Compresses one file in a thread of its own, from entering a `with` statement on.

    Leaving the statement stops it.
    """

    def __init__(self, path: Path, place: Path) -> None:
        self._path = path
        self._place = place
        self._stop = threading.Event()
        self._problem: BaseException | None = None
        self._found = ""
        self._thread = threading.Thread(target=self._pack, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._stop.set()
        self._thread.join()

    def _pack(self) -> None:
        try:
            self._found = compress_file(self._path, self._place / "original-0", self._stop.is_set)
        except OSError as problem:
            self._problem = problem

    def finish(self, sha256: str, companions: Sequence[tuple[Path, str]]) -> tuple[Original, ...]:
        """The file and its companions, each with the SHA-256 it had when it was read, packed.

        Raises UnreadableFile when one of them changed meanwhile, OSError when the disk refuses.
        """
        self._thread.join()
        if self._problem:
            raise self._problem
        originals = [self._original(0, self._path, sha256, self._found)]
        for number, (path, told) in enumerate(companions, start=1):
            found = compress_file(path, self._place / f"original-{number}", self._stop.is_set)
            originals.append(self._original(number, path, told, found))
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
