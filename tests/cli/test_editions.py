"""Editions of the report on the command line; all files are made up."""

import shutil
from pathlib import Path

import pytest

from mkbviewer import cli
from mkbviewer.store.editions.edition_choice import remembered_edition
from mkbviewer.store.library.library import Library
from tests.cli.conftest import Run

MADE_UP = Path(__file__).resolve().parents[1] / "specimens" / "editions" / "2031"


@pytest.fixture
def with_edition(run: Run) -> Run:
    """Runs commands on a library that has a made-up edition."""
    answer = run("import", MADE_UP)
    assert answer.status == 0, answer.err
    return run


def test_an_imported_edition_is_reported_and_listed(run: Run) -> None:
    (report,) = run("import", MADE_UP, "--json").json
    listed = run("editions", "--json").json

    assert (report["status"], report["edition"], report["table"]) == ("imported", "2031", "")
    assert [(one["edition"], one["origin"], one["facts"]) for one in listed] == [
        ("2023", "embedded", 138),
        ("2031", "imported", 3),
    ]


def test_inspecting_an_edition_changes_nothing(run: Run) -> None:
    (report,) = run("inspect", MADE_UP, "--json").json

    assert report["status"] == "imported"
    assert [one["edition"] for one in run("editions", "--json").json] == ["2023"]


def test_indicators_and_checks_are_those_of_the_edition_asked_for(with_edition: Run) -> None:
    indicators = with_edition("indicators", "--edition", "2031", "--json").json
    checks = with_edition("--edition", "2031", "check", "--json").json

    assert [one["indicator"] for one in indicators] == [
        "samenstelling-mkb",
        "verzonnen-cijfer",
        "verzonnen-reeks",
    ]
    assert [(one["value"], one["verdict"]) for one in checks] == [
        (83, "differs"),
        (41.5, "cannot be checked"),
        (42.5, "cannot be checked"),
    ]


def test_without_asking_the_edition_of_the_program_is_used(with_edition: Run) -> None:
    assert len(with_edition("check", "--json").json) == 138


def test_an_edition_that_is_not_there_is_refused(run: Run) -> None:
    answer = run("indicators", "--edition", "1999")

    assert answer.status == 1
    assert "There is no edition 1999." in answer.err
    assert "2023" in answer.err


def test_each_problem_of_an_edition_is_told_with_its_line(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "edition"
    shutil.copytree(MADE_UP, folder)
    facts = folder / "facts_2031.csv"
    facts.write_text(facts.read_text().replace("41.5", "veel").replace("42.5", ""), "utf-8")

    answer = run("import", folder)

    assert answer.status == 1
    assert "line 3: facts_2031.csv: “veel” is no number." in answer.err
    assert "line 4: facts_2031.csv" in answer.err
    assert [one["edition"] for one in run("editions", "--json").json] == ["2023"]


def test_an_edition_is_removed_and_brought_back(with_edition: Run) -> None:
    assert with_edition("editions", "--remove", "2031").status == 0
    assert with_edition("indicators", "--edition", "2031").status == 1
    assert with_edition("editions", "--restore", "2031").status == 0
    assert with_edition("indicators", "--edition", "2031").status == 0
    assert with_edition("library", "verify").status == 0


def test_the_window_opens_on_the_edition_asked_for_and_remembers_it(
    with_edition: Run, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = []
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")

    def open_window(_files: object, folder: Path, _language: str) -> int:
        with Library(folder) as kept:
            opened.append(remembered_edition(kept))
        return 0

    for year in ("2031", "2023"):
        assert cli.main(["--library", str(library), "--edition", year], open_window) == 0

    # The edition of the program is the one that is shown where nothing else is remembered.
    assert opened == ["2031", ""]
