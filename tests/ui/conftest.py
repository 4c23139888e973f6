"""What tests of windows and charts need: Qt without a display, Dutch notation."""

import os

import pytest

from mkbviewer.core import language

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture
def dutch(monkeypatch: pytest.MonkeyPatch) -> None:
    """Figures, periods and axes in Dutch; the words stay as they are in the code."""
    monkeypatch.setattr(language, "_active_language", "nl")
