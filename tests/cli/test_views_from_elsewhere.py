"""`mkbviewer view:…` opens the window with a view; `show` and `export` take one too."""

from pathlib import Path

import pytest

from mkbviewer import cli
from mkbviewer.core.kept.view_text import SentView, view_to_text
from mkbviewer.core.view import View
from tests.cli.conftest import Run

TEXT = view_to_text(SentView(View("faillissementen", first="2019KW01")))


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[list[str]]:
    """What the window was opened with."""
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.setenv("MKBVIEWER_LIBRARY", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    return []


def start(opened: list[list[str]], *arguments: str) -> int:
    def open_window(files: object, _library: Path, _language: str) -> int:
        assert isinstance(files, list)
        opened.append([str(file) for file in files])
        return 0

    return cli.main(["--lang", "en", *arguments], open_window)


def test_a_view_stands_in_the_place_of_a_file(opened: list[list[str]], tmp_path: Path) -> None:
    file = tmp_path / "view.mkbview"
    file.touch()

    assert start(opened, TEXT, str(file)) == 0
    assert opened == [[TEXT, str(file)]]


def test_a_damaged_view_is_told_before_any_window_opens(
    opened: list[list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert start(opened, TEXT[:-2]) == 1
    assert opened == []
    assert "This view is damaged." in capsys.readouterr().err


def test_a_view_of_a_newer_version_is_told(
    opened: list[list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert start(opened, "view:9.abc") == 1
    assert "newer version" in capsys.readouterr().err


def test_show_takes_a_view_and_the_options_change_what_they_name(run: Run, made_up: Path) -> None:
    run("import", made_up)
    view = View(
        "99901NED",
        is_table=True,
        measures=("OpenstaandeVacatures_1",),
        by="Bedrijfstak",
        members=("C Industrie, bouw",),
        first="2021KW02",
    )
    text = view_to_text(SentView(view))

    assert run("show", text).lines == [
        'period,"C Industrie, bouw"',
        "2021KW02,2.5",
        "2022KW01,3",
        "2022KW02,5",
    ]
    assert run("show", text, "--members", "A-U Alle", "--from", "2022KW01").lines == [
        "period,A-U Alle",
        "2022KW01,21",
        "2022KW02,23",
    ]


def test_a_view_of_a_table_that_is_not_there_is_told(run: Run) -> None:
    answer = run("show", view_to_text(SentView(View("99999NED", is_table=True))))

    assert answer.status == 1
    assert "99999NED, which is not in this library" in answer.err
