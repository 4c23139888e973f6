"""What tests of windows and charts need: Qt without a display, and a window to look at."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from mkbviewer import paths
from tests.ui.window_desk import Desk, open_desk

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture
def desk(qapp, tmp_path, dutch) -> Iterator[Desk]:
    """A window that shows the overview, with nothing in the user's library."""
    opened = open_desk(qapp, tmp_path)
    opened.session.open_overview()
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def catalogues(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Dutch messages, compiled from their source."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    folder = tmp_path_factory.mktemp("i18n")
    target = folder / "nl" / "LC_MESSAGES" / "mkbviewer.mo"
    target.parent.mkdir(parents=True)
    with (paths.resources_dir() / "i18n" / "nl.po").open("rb") as source:
        messages = read_po(source)
    with target.open("wb") as compiled:
        write_mo(compiled, messages)
    return folder
