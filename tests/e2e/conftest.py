"""The display on which stories are told, with a hand that presses its keys."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.desk import Desk


@pytest.fixture
def display() -> Iterator[str]:
    """A display of its own."""
    reads, writes = os.pipe()
    server = subprocess.Popen(
        # -r: no key repeats itself, however late a busy machine lets it go.
        [
            "Xvfb",
            "-displayfd",
            str(writes),
            "-screen",
            "0",
            "1360x800x24",
            "-nolisten",
            "tcp",
            "-r",
        ],
        pass_fds=[writes],
        stderr=subprocess.DEVNULL,
    )
    os.close(writes)
    with os.fdopen(reads) as pipe:
        number = pipe.readline().strip()
    yield f":{number}"
    server.terminate()
    server.wait()


@pytest.fixture
def environment(display: str, tmp_path: Path) -> dict[str, str]:
    """The surroundings of a program on that display, with a library and settings of its own."""
    return {
        **{name: value for name, value in os.environ.items() if name != "WAYLAND_DISPLAY"},
        "DISPLAY": display,
        "QT_QPA_PLATFORM": "xcb",
        "MKBVIEWER_LIBRARY": str(tmp_path / "library"),
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "XDG_DATA_HOME": str(tmp_path / "data"),
        "XDG_STATE_HOME": str(tmp_path / "state"),
    }


@pytest.fixture
def desk(environment: dict[str, str], tmp_path: Path) -> Iterator[Desk]:
    """A desk of its own."""
    one = Desk(environment, tmp_path)
    yield one
    one.clear()
