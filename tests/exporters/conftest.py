"""What tests of exports need: Dutch notation, and a way to renew reference files."""

import os

import pytest

from mkbviewer.core import language


@pytest.fixture
def dutch(monkeypatch: pytest.MonkeyPatch) -> None:
    """Figures, periods and separators in Dutch; the words stay as they are in the code."""
    monkeypatch.setattr(language, "_active_language", "nl")


@pytest.fixture
def update_references() -> bool:
    """Whether reference files are written anew, with MKBVIEWER_UPDATE_REFERENCES=1."""
    return os.environ.get("MKBVIEWER_UPDATE_REFERENCES") == "1"
