"""Small libraries with made-up figures."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mkbviewer.store.library.library import Library
from tests.store.made_up import commit_rows


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """An empty library."""
    with Library(tmp_path / "library") as opened:
        yield opened


@pytest.fixture
def filled(library: Library) -> Library:
    """A library with one release of a made-up table."""
    commit_rows(library)
    return library


@pytest.fixture
def listing() -> Callable[[Path], dict[str, bytes]]:
    """Reads every file in a folder: its path and its bytes."""

    def read(folder: Path) -> dict[str, bytes]:
        return {
            str(path.relative_to(folder)): path.read_bytes()
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        }

    return read
