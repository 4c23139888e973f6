"""`diff`, `releases --order`, `restore`: two releases of one table."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from mkbviewer.core import language
from tests.cli.conftest import MADE_UP, Run
from tests.two_releases import TABLE, write_releases

NEWER = MADE_UP.replace("2021 1e kwartaal;10.5;20", "2021 1e kwartaal;1250.5;20").replace(
    "3;A-U Alle;2022 2e kwartaal;23.0;33", "3;A-U Alle;2022 2e kwartaal;24.0;33"
)


@pytest.fixture
def both(run: Run, made_up: Path, tmp_path: Path) -> Iterator[tuple[str, str]]:
    """The names of two imported releases."""
    newer = tmp_path / "new" / made_up.name
    newer.parent.mkdir()
    newer.write_text(NEWER, encoding="utf-8")
    assert run("import", made_up).status == 0
    assert run("import", newer).status == 0
    old, new = (one["release"] for one in run("releases", "99901NED", "--json").json)
    yield old, new
    language.activate(language.SOURCE_LANGUAGE, Path())


def test_differences_as_json(run: Run, both: tuple[str, str]) -> None:
    found = run("diff", "99901NED", "--json").json
    assert (found["old"], found["new"]) == both
    assert (found["added"], found["removed"], found["revised"]) == (0, 0, 2)
    first, second = found["revisions"]
    assert (first["measure"], first["period"]) == ("OpenstaandeVacatures_1", "2021KW01")
    assert first["members"] == {"Bedrijfstak": "A-U Alle"}
    assert (first["old_value"], first["new_value"], first["kind"]) == (10.5, 1250.5, "revised")
    assert (second["old_value"], second["new_value"]) == (23.0, 24.0)


def test_differences_in_words(run: Run, both: tuple[str, str]) -> None:
    answer = run("diff", "99901NED", *both)
    assert answer.status == 0
    assert "2 revised" in answer.out
    (line,) = [line for line in answer.lines if "A-U Alle" in line and "1,250.5" in line]
    assert "+1,240.0" in line
    (line,) = [line for line in run("diff", "99901NED", "--lang", "nl").lines if "1.250,5" in line]
    assert "+1.240,0" in line


def test_a_limit_names_fewer_and_counts_all(run: Run, both: tuple[str, str]) -> None:
    found = run("diff", "99901NED", "--limit", "1", "--json").json
    assert (len(found["revisions"]), found["revised"]) == (1, 2)
    assert "1 more" in run("diff", "99901NED", "--limit", "1").out
    by_title = run("diff", "99901NED", "--measure", "OntstaneVacatures", "--json").json
    assert by_title["revised"] == 0


def test_one_release_cannot_be_compared(run: Run, made_up: Path) -> None:
    run("import", made_up)
    answer = run("diff", "99901NED")
    assert answer.status == 1
    assert "before" in answer.err
    assert run("diff", "99901NED", "2001-01-01", "2002-01-01").status == 1
    assert run("diff", "99909NED").status == 1


def test_releases_are_put_in_another_order(run: Run, both: tuple[str, str]) -> None:
    old, new = both
    listed = run("releases", "99901NED", "--order", new, old, "--json").json
    assert [one["release"] for one in listed] == [new, old]
    assert {one["ordered_by"] for one in listed} == {"user"}
    assert run("tables", "--json").json[0]["releases"] == [new, old]
    assert run("diff", "99901NED", "--json").json["new"] == old
    usual = run("releases", "99901NED", "--order", "--json").json
    assert [one["release"] for one in usual] == [old, new]
    assert run("releases", "99901NED", "--order", "2001-01-01").status == 1


def test_what_was_removed_is_listed_and_brought_back(run: Run, both: tuple[str, str]) -> None:
    assert run("restore", "--json").json == []
    assert run("remove", "99901NED", both[1]).status == 0
    assert [one["release"] for one in run("restore", "--json").json] == [both[1]]
    assert both[1] in run("restore").out
    assert run("restore", "99901NED").status == 0
    assert [one["release"] for one in run("releases", "99901NED", "--json").json] == list(both)
    answer = run("restore", "99901NED")
    assert answer.status == 1
    assert "brought back" in answer.err


def test_words_show_what_is_missing_by_marks_and_not_by_words_of_the_files(
    run: Run, tmp_path: Path
) -> None:
    for file in write_releases(tmp_path):
        assert run("import", file).status == 0
    lines = run("diff", TABLE, "--lang", "nl").lines
    (added,) = [line.split() for line in lines if line.startswith("toegevoegd ")]
    assert added[-2:] == ["–", "8*"]
    assert "absent" not in " ".join(lines)


def test_no_figure_is_rounded_to_the_decimals_of_the_other_release(
    run: Run, tmp_path: Path
) -> None:
    header = "ID;Sector;Perioden;Omzet_1\n"
    for name, rows in (("a", "0;A;2021JJ00;10.5\n1;B;2021JJ00;3\n"), ("b", "0;A;2021JJ00;12\n")):
        file = tmp_path / f"99905NED_{name}.csv"
        file.write_text(header + rows, encoding="utf-8")
        report = run("import", file)
    assert "10.5 → 12.0" in report.out
    assert any("10.5" in line and "12.0" in line for line in run("diff", "99905NED").lines)
