"""What every test may use."""

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from mkbviewer.core import language

_BESIDE_THE_WORKING_COPY = Path(__file__).resolve().parents[2] / "shared" / "data"


os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# No test is about how long something takes: another program may be at work.
hypothesis.settings.register_profile("unhurried", deadline=None)
hypothesis.settings.load_profile("unhurried")


_TESTS_A_COLLECTION = 20
_finished = 0


@pytest.fixture(autouse=True)
def _garbage() -> Iterator[None]:
    """Garbage is collected on the main thread only (`viewmodels.background.garbage`)."""
    global _finished  # noqa: PLW0603 - how many tests this process has finished
    gc.disable()
    yield
    _finished += 1
    if _finished % _TESTS_A_COLLECTION == 0:
        gc.collect()


@pytest.fixture(scope="session", autouse=True)
def _application(request: pytest.FixtureRequest) -> None:
    """One application for windows, made before a picture makes one that cannot have windows."""
    if request.config.pluginmanager.hasplugin("pytest-qt"):
        request.getfixturevalue("qapp")


@pytest.fixture(autouse=True)
def _source_language() -> Iterator[None]:
    """Texts in English at the start of each test, whatever language one before it left."""
    language.activate(language.SOURCE_LANGUAGE, Path())
    yield
    language.activate(language.SOURCE_LANGUAGE, Path())


@pytest.fixture
def dutch(monkeypatch: pytest.MonkeyPatch) -> None:
    """Figures, periods and separators in Dutch; the words stay as they are in the code."""
    monkeypatch.setattr(language, "_active_language", "nl")


@pytest.fixture
def update_references() -> bool:
    """Whether reference files are written anew, with MKBVIEWER_UPDATE_REFERENCES=1."""
    return os.environ.get("MKBVIEWER_UPDATE_REFERENCES") == "1"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder with real CBS files and the report's figures; the test is skipped without it."""
    folder = Path(os.environ.get("MKBVIEWER_SHARED_DATA", _BESIDE_THE_WORKING_COPY))
    if not folder.is_dir():
        pytest.skip(f"no shared data at {folder}; set MKBVIEWER_SHARED_DATA")
    return folder
