import csv
import io
from pathlib import Path
from typing import Any

import pytest

from mkbviewer.cli import files
from mkbviewer.store.importing.importer import import_file
from mkbviewer.store.library.library import Library
from mkbviewer.store.library.report import ImportReport
from tests.cli.conftest import MADE_UP, Run

FIELDS = (
    "file",
    "status",
    "dialect",
    "table",
    "title",
    "release",
    "dimensions",
    "measures",
    "frequencies",
    "first",
    "last",
    "observations",
    "missing",
    "rejected",
    "revisions",
    "warnings",
    "error",
)


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_an_import_reports_what_was_read(run: Run, made_up: Path) -> None:
    answer = run("import", made_up, "--json")
    (report,) = answer.json

    assert answer.status == 0
    assert set(FIELDS) <= report.keys()
    assert report["file"] == str(made_up)
    assert (report["status"], report["dialect"]) == ("imported", "labelled")
    assert report["table"] == "99901NED"
    assert [(one["name"], one["members"]) for one in report["dimensions"]] == [("Bedrijfstak", 2)]
    assert report["measures"] == ["OpenstaandeVacatures_1", "OntstaneVacatures_2"]
    assert (report["frequencies"], report["first"], report["last"]) == (
        ["KW"],
        "2021KW01",
        "2022KW02",
    )
    assert (report["observations"], report["missing"]) == (15, {"blank": 1})
    assert (report["rejected"], report["error"]) == ([], None)


def test_an_import_says_in_words_what_was_read(run: Run, made_up: Path) -> None:
    answer = run("import", made_up)

    assert answer.status == 0
    assert answer.lines[0] == f"{made_up}: imported"
    assert "2021KW01-2022KW02 (quarter)" in answer.out
    assert answer.err == ""


def test_the_same_file_again_changes_nothing(run: Run, made_up: Path) -> None:
    run("import", made_up)

    (report,) = run("import", made_up, "--json").json

    assert report["status"] == "unchanged"
    assert len(run("releases", "99901NED", "--json").json) == 1


def test_a_newer_file_is_a_new_release_with_its_revisions(run: Run, made_up: Path) -> None:
    run("import", made_up)
    made_up.write_text(
        MADE_UP.replace("23.0;33", "24.0;33") + "8;A-U Alle;2022 3e kwartaal;25.0;34\n",
        encoding="utf-8",
    )

    (report,) = run("import", made_up, "--json").json

    assert report["revisions"] == {"added": 2, "removed": 0, "revised": 1}
    assert len(run("releases", "99901NED", "--json").json) == 2


def test_an_inspection_reports_the_same_and_makes_no_library(
    run: Run, made_up: Path, library: Path
) -> None:
    (inspected,) = run("inspect", made_up, "--json").json

    assert not library.exists()
    (imported,) = run("import", made_up, "--json").json
    assert {name: inspected[name] for name in FIELDS} == {name: imported[name] for name in FIELDS}


def test_an_inspection_leaves_the_library_as_it_is(run: Run, made_up: Path, library: Path) -> None:
    run("import", made_up)
    before = contents(library / "releases") | contents(library / "originals")
    made_up.write_text(MADE_UP.replace("23.0;33", "24.0;33"), encoding="utf-8")

    (report,) = run("inspect", made_up, "--json").json

    assert report["revisions"] == {"added": 0, "removed": 0, "revised": 1}
    assert contents(library / "releases") | contents(library / "originals") == before
    assert len(run("releases", "99901NED", "--json").json) == 1


@pytest.mark.parametrize("word", ["import", "inspect"])
def test_a_file_that_cannot_be_read_is_one_line_and_the_others_still_run(
    run: Run, made_up: Path, tmp_path: Path, word: str
) -> None:
    empty = tmp_path / "leeg.csv"
    empty.touch()

    answer = run(word, empty, tmp_path / "nergens.csv", made_up, "--json")

    assert answer.status == 1
    assert [one["status"] for one in answer.json] == ["refused", "refused", "imported"]
    assert answer.json[0]["error"]
    assert len(answer.err.splitlines()) == 2
    assert str(empty) in answer.err


def test_refused_files_leave_no_trace_in_the_library(
    run: Run, made_up: Path, library: Path, tmp_path: Path
) -> None:
    run("import", made_up)
    before = contents(library)
    page = tmp_path / "pagina.csv"
    page.write_text("<!DOCTYPE html><html><body>Niet gevonden</body></html>", encoding="utf-8")

    assert run("import", page).status == 1
    assert contents(library).keys() == before.keys()
    assert len(run("tables", "--json").json) > 0


def test_a_folder_stands_for_the_files_in_it(run: Run, made_up: Path, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    made_up.rename(folder / made_up.name)

    (report,) = run("import", folder, "--json").json

    assert report["status"] == "imported"


def test_an_empty_folder_is_a_problem(run: Run, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()

    answer = run("import", tmp_path / "folder")

    assert answer.status == 1
    assert len(answer.err.splitlines()) == 1


def test_rejected_rows_are_named_by_line(run: Run, made_up: Path) -> None:
    made_up.write_text(MADE_UP + "8;A-U Alle\n", encoding="utf-8")

    (report,) = run("inspect", made_up, "--json").json
    words = run("inspect", made_up).out

    assert [one["line"] for one in report["rejected"]] == [10]
    assert report["rejected"][0]["reason"]
    assert "line 10:" in words


def test_a_query_writes_tidy_figures_with_missing_ones(run: Run, made_up: Path) -> None:
    run("import", made_up)

    rows = list(csv.DictReader(io.StringIO(run("query", "99901NED").out)))

    assert list(rows[0]) == ["measure", "Bedrijfstak", "period", "value", "status"]
    assert len(rows) == 16
    (missing,) = [row for row in rows if row["status"] == "blank"]
    assert missing == {
        "measure": "OntstaneVacatures_2",
        "Bedrijfstak": "A-U Alle",
        "period": "2022KW01",
        "value": "",
        "status": "blank",
    }


def test_a_query_narrows_by_title_and_label(run: Run, made_up: Path) -> None:
    run("import", made_up)

    answer = run(
        "query",
        "99901ned",
        "--measure",
        "openstaande vacatures",
        "--where",
        "bedrijfstak=C Industrie, bouw",
    )

    assert answer.lines == [
        "measure,Bedrijfstak,period,value,status",
        'OpenstaandeVacatures_1,"C Industrie, bouw",2021KW01,1.5,',
        'OpenstaandeVacatures_1,"C Industrie, bouw",2021KW02,2.5,',
        'OpenstaandeVacatures_1,"C Industrie, bouw",2022KW01,3,',
        'OpenstaandeVacatures_1,"C Industrie, bouw",2022KW02,5,',
    ]


def test_a_query_goes_to_a_file_whole(run: Run, made_up: Path, tmp_path: Path) -> None:
    run("import", made_up)
    target = tmp_path / "cijfers.csv"

    answer = run("query", "99901NED", "-o", target)

    assert (answer.status, answer.out) == (0, "")
    assert target.read_text(encoding="utf-8") == run("query", "99901NED").out
    assert not list(tmp_path.glob(".*"))


def test_a_query_that_cannot_be_written_is_a_problem(
    run: Run, made_up: Path, tmp_path: Path
) -> None:
    run("import", made_up)

    answer = run("query", "99901NED", "-o", tmp_path / "nergens" / "cijfers.csv")

    assert answer.status == 1
    assert len(answer.err.splitlines()) == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ("query", "99999NED"),
        ("releases", "99999NED"),
        ("query", "99901NED", "--measure", "Omzet"),
        ("query", "99901NED", "--where", "Regio=Utrecht"),
        ("query", "99901NED", "--where", "Bedrijfstak=Z"),
        ("query", "99901NED", "--release", "1999-01-01"),
        ("remove", "99999NED"),
    ],
)
def test_a_name_that_is_not_there_is_a_problem(
    run: Run, made_up: Path, arguments: tuple[str, ...]
) -> None:
    run("import", made_up)

    answer = run(*arguments)

    assert answer.status == 1
    assert answer.out == ""
    assert len(answer.err.splitlines()) == 1


def test_tables_list_the_users_own_first(run: Run, made_up: Path) -> None:
    run("import", made_up)

    first, *others = run("tables", "--json").json

    assert (first["table"], first["origin"]) == ("99901NED", "imported")
    assert len(first["releases"]) == 1
    assert first["measures"] == ["OpenstaandeVacatures_1", "OntstaneVacatures_2"]
    assert first["dimensions"][0]["name"] == "Bedrijfstak"
    assert (first["frequencies"], first["first"], first["last"]) == (["KW"], "2021KW01", "2022KW02")
    assert first["observations"] == 15
    assert {one["origin"] for one in others} == {"embedded"}
    assert "99901NED" in run("tables").lines[1]


def test_releases_tell_where_each_came_from(run: Run, made_up: Path) -> None:
    run("import", made_up)

    (release,) = run("releases", "99901NED", "--json").json

    assert (release["file"], release["dialect"]) == ("99901NED.csv", "labelled")
    assert (release["observations"], release["missing"]) == (15, {"blank": 1})
    assert release["release"] in run("releases", "99901NED").out


def test_a_removed_table_is_gone_from_the_list(run: Run, made_up: Path) -> None:
    run("import", made_up)

    assert run("remove", "99901NED").status == 0
    assert "99901NED" not in [one["table"] for one in run("tables", "--json").json]


def test_an_error_of_our_own_is_told_and_the_other_files_still_run(
    run: Run, made_up: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "99902NED.csv"
    other.write_text(MADE_UP, encoding="utf-8")

    def fail_on_one(library: Library, path: Path, *rest: Any, **options: Any) -> ImportReport:
        if path == other:
            raise ZeroDivisionError("made up")
        return import_file(library, path, *rest, **options)

    monkeypatch.setattr(files, "import_file", fail_on_one)

    answer = run("import", other, made_up, "--json")

    assert answer.status == 1
    assert [one["status"] for one in answer.json] == ["refused", "imported"]
    assert "ZeroDivisionError: made up" in answer.err
    assert len(answer.err.splitlines()) == 1


@pytest.fixture
def doubtful(tmp_path: Path) -> Path:
    """Every figure has a point that can be a decimal mark, or stand between thousands."""
    path = tmp_path / "omzet.csv"
    path.write_text("Jaar;Omzet\n2021;1.234\n2022;2.345\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("word", ["inspect", "import"])
def test_a_file_that_can_be_read_in_two_ways_is_refused_with_both(
    run: Run, doubtful: Path, word: str
) -> None:
    answer = run(word, doubtful)
    assert answer.status == 1
    assert answer.out == ""
    assert "--reading 1  the point is the decimal mark" in answer.err
    assert "--reading 2  a point stands between thousands" in answer.err
    assert "2021    Omzet    1,234" in answer.err
    assert run("tables", "--json").json == [
        one for one in run("tables", "--json").json if one["origin"] == "embedded"
    ]


def test_the_question_is_in_the_json_with_its_previews(run: Run, doubtful: Path) -> None:
    answer = run("inspect", doubtful, "--json")
    (report,) = answer.json
    assert (answer.status, report["status"]) == (1, "refused")
    assert [one["key"] for one in report["question"]["choices"]] == ["decimals", "thousands"]
    heading = ["Period", "Measure", "Figure"]
    assert [one["heading"] for one in report["question"]["choices"]] == [heading, heading]
    assert [one["preview"][1] for one in report["question"]["choices"]] == [
        ["2022", "Omzet", "2.345"],
        ["2022", "Omzet", "2,345"],
    ]
    assert "--reading" in report["error"]["remedy"]


@pytest.mark.parametrize(
    ("reading", "value"),
    [("1", "1.234"), ("2", "1234"), ("decimals", "1.234"), ("thousands", "1234")],
)
def test_a_file_is_read_as_the_user_chooses(
    run: Run, doubtful: Path, reading: str, value: str
) -> None:
    answer = run("import", doubtful, "--reading", reading, "--json")
    (report,) = answer.json
    assert (answer.status, report["status"], report["question"]) == (0, "imported", None)
    assert report["reading"] in ("decimals", "thousands")
    assert run("query", report["table"]).lines[1] == f"Omzet,2021JJ00,{value},"


def test_another_reading_of_the_same_file_takes_the_place_of_the_first(
    run: Run, doubtful: Path
) -> None:
    (first,) = run("import", doubtful, "--reading", "1", "--json").json
    (again,) = run("import", doubtful, "--json").json
    assert (again["status"], again["question"]) == ("unchanged", None)
    (second,) = run("import", doubtful, "--reading", "2", "--json").json
    assert (second["status"], second["table"]) == ("imported", first["table"])
    assert run("query", first["table"]).lines[1] == "Omzet,2021JJ00,1234,"
    assert len(run("releases", first["table"], "--json").json) == 1


def test_every_row_that_is_left_out_is_saved_on_request(run: Run, tmp_path: Path) -> None:
    lines = [
        "ID;Sector;Perioden;Aantal_1",
        *(f"{n};A{n};2021 1e kwartaal;fout" for n in range(150)),
    ]
    lines += [f"{n};B{n};2021 1e kwartaal;{n}" for n in range(200)]
    path = tmp_path / "99901NED.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    target = tmp_path / "rows left out.csv"
    answer = run("inspect", path, "--rejected", target, "--json")
    (report,) = answer.json
    assert (answer.status, len(report["rejected"]), report["rejected_count"]) == (0, 100, 150)
    saved = target.read_text(encoding="utf-8-sig").splitlines()
    assert saved[0] == "line,reason"
    assert [line.split(",")[0] for line in saved[1:]] == [str(n) for n in range(2, 152)]


def test_the_users_own_tables_are_offered_first_for_one_that_is_not_there(
    run: Run, made_up: Path
) -> None:
    run("import", made_up)
    answer = run("query", "zzzzzzzz")
    assert answer.status == 1
    assert "There are: 99901NED, " in answer.err
