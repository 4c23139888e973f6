"""`mkbviewer view:…` opens the window with a view."""

from pathlib import Path

import pytest

from mkbviewer import cli
from mkbviewer.core.view import View
from mkbviewer.core.view_text import SentView, view_to_text

TEXT = view_to_text(SentView(View("faillissementen", first="2019KW01")))


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[list[str]]:
    """What the window was opened with."""
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.setenv("MKBVIEWER_LIBRARY", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    return []


def run(opened: list[list[str]], *arguments: str) -> int:
    def open_window(files: object, _library: Path, _language: str) -> int:
        assert isinstance(files, list)
        opened.append([str(file) for file in files])
        return 0

    return cli.main(["--lang", "en", *arguments], open_window)


def test_a_view_stands_in_the_place_of_a_file(opened: list[list[str]], tmp_path: Path) -> None:
    file = tmp_path / "view.mkbview"
    file.touch()

    assert run(opened, TEXT, str(file)) == 0
    assert opened == [[TEXT, str(file)]]


def test_a_damaged_view_is_told_before_any_window_opens(
    opened: list[list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(opened, TEXT[:-2]) == 1
    assert opened == []
    assert "This view is damaged." in capsys.readouterr().err


def test_a_view_of_a_newer_version_is_told(
    opened: list[list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(opened, "view:9.abc") == 1
    assert "newer version" in capsys.readouterr().err
