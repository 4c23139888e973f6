"""What tests of windows and charts need: Qt without a display, Dutch notation."""

import os
from collections.abc import Iterator

import pytest

from mkbviewer.core import language
from tests.ui.window_desk import Desk, open_desk

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture
def dutch(monkeypatch: pytest.MonkeyPatch) -> None:
    """Figures, periods and axes in Dutch; the words stay as they are in the code."""
    monkeypatch.setattr(language, "_active_language", "nl")


@pytest.fixture
def update_references() -> bool:
    """Whether reference files are written anew, with MKBVIEWER_UPDATE_REFERENCES=1."""
    return os.environ.get("MKBVIEWER_UPDATE_REFERENCES") == "1"


@pytest.fixture
def desk(qapp, tmp_path, dutch) -> Iterator[Desk]:
    """A window that shows the overview, with nothing in the user's library."""
    opened = open_desk(qapp, tmp_path)
    opened.session.open_overview()
    yield opened
    opened.close()
