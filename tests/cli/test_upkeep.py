"""`library verify`, `library rebuild`, `library empty-trash`."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run


def test_a_whole_library_is_verified(run: Run, made_up: Path) -> None:
    run("import", made_up)
    answer = run("library", "verify", "--json")
    assert answer.status == 0
    assert answer.json["ok"] is True
    assert (answer.json["releases"], answer.json["originals"]) == (1, 1)
    assert answer.json["problems"] == []
    words = run("library", "verify")
    assert (words.status, words.err) == (0, "")
    assert "Releases checked: 1; kept files checked: 1." in words.out


def test_damage_is_told_and_mended(run: Run, made_up: Path, library: Path) -> None:
    run("import", made_up)
    before = run("query", "99901NED").out
    (parquet,) = library.rglob("*.parquet")
    parquet.write_bytes(b"damaged")
    answer = run("library", "verify", "--json")
    assert answer.status == 1
    assert {one["path"] for one in answer.json["problems"]} == {
        parquet.relative_to(library).as_posix()
    }
    assert "rebuild" in answer.err
    assert parquet.name in run("library", "verify").out
    rebuilt = run("library", "rebuild", "--json")
    assert rebuilt.status == 0
    assert [(one["table"], one["outcome"]) for one in rebuilt.json] == [("99901NED", "same")]
    assert run("library", "verify").status == 0
    assert run("query", "99901NED").out == before


def test_a_library_of_which_only_the_originals_are_left_is_made_anew(
    run: Run, made_up: Path, library: Path
) -> None:
    run("import", made_up)
    before = run("query", "99901NED").out, run("releases", "99901NED", "--json").json
    for path in sorted(library.rglob("*"), reverse=True):
        if path.is_file() and path.parent.name != "originals":
            path.unlink()
    assert "99901NED" in run("library", "rebuild").out
    assert (run("query", "99901NED").out, run("releases", "99901NED", "--json").json) == before


def test_a_release_that_cannot_be_made_anew_stays_and_is_told(
    run: Run, made_up: Path, library: Path
) -> None:
    run("import", made_up)
    before = run("query", "99901NED").out
    (original,) = (library / "originals").iterdir()
    original.write_bytes(b"damaged")
    answer = run("library", "rebuild")
    assert answer.status == 1
    assert "99901NED" in answer.err
    assert run("query", "99901NED").out == before
    assert run("library", "verify").status == 1


def test_the_trash_is_emptied(run: Run, made_up: Path, library: Path) -> None:
    run("import", made_up)
    run("remove", "99901NED")
    size = sum(path.stat().st_size for path in (library / "trash").rglob("*") if path.is_file())
    assert run("library", "empty-trash", "--json").json == {"bytes": size}
    assert run("restore", "99901NED").status == 1
    assert run("library", "verify").status == 0
    assert "empty" in run("library", "empty-trash").err


def test_looking_after_a_library_makes_none(run: Run, library: Path) -> None:
    for task in ("verify", "rebuild", "empty-trash"):
        answer = run("library", task)
        assert answer.status == 1
        assert "no library" in answer.err
        assert not library.exists()
    assert run("library").status == 2
    assert run("library", "polish").status == 2


def test_metadata_that_is_imported_first_says_that_it_waits(run: Run, tmp_path: Path) -> None:
    metadata = tmp_path / "99902NED_metadata.csv"
    metadata.write_text(
        '"TableInfos"\n"ID";"Title";"Identifier"\n"0";"Verzonnen";"99902NED"\n\n'
        '"DataProperties"\nKey;Title;Type\nPerioden;Perioden;TimeDimension\nBanen_1;Banen;Topic\n',
        encoding="utf-8",
    )
    (report,) = run("import", metadata, "--json").json
    assert (report["status"], report["waiting"], report["table"]) == ("unchanged", True, "99902NED")
    answer = run("import", metadata)
    assert answer.status == 0
    assert "kept until its figures come" in answer.out


def test_a_damaged_index_is_told_with_what_mends_it(run: Run, made_up: Path, library: Path) -> None:
    run("import", made_up)
    before = run("query", "99901NED").out
    (library / "library.sqlite").write_bytes(b"this is no database at all" * 100)
    answer = run("tables")
    assert answer.status == 1
    assert "mkbviewer library rebuild" in answer.err
    assert run("library", "rebuild").status == 0
    assert run("query", "99901NED").out == before


@pytest.mark.parametrize(
    "command", [("tables",), ("import", "x.csv"), ("inspect", "x.csv"), ("library", "verify")]
)
def test_a_library_whose_index_is_gone_is_not_begun_anew(
    run: Run, made_up: Path, library: Path, command: tuple[str, ...]
) -> None:
    run("import", made_up)
    before = run("query", "99901NED").out
    (library / "library.sqlite").unlink()
    answer = run(*command)
    assert answer.status == 1
    assert "library rebuild" in answer.err
    assert not (library / "library.sqlite").exists()
    assert run("library", "rebuild").status == 0
    assert run("query", "99901NED").out == before
    assert run("library", "verify").status == 0


def test_a_kept_file_that_is_gone_is_put_back_when_it_is_imported_again(
    run: Run, made_up: Path, library: Path
) -> None:
    run("import", made_up)
    (original,) = (library / "originals").iterdir()
    original.unlink()
    assert "importing it again" in run("library", "verify").out
    assert "importing it again" in run("library", "rebuild").err
    (report,) = run("import", made_up, "--json").json
    assert report["status"] == "unchanged"
    assert any("it is back" in one for one in report["warnings"])
    assert run("library", "verify").status == 0
    assert run("library", "rebuild").status == 0


def test_what_is_advised_for_damaged_figures_brings_them_back(
    run: Run, made_up: Path, library: Path
) -> None:
    run("import", made_up)
    before = run("query", "99901NED").out
    (figures,) = (library / "releases").rglob("*.parquet")
    figures.write_bytes(b"damaged")
    assert "library rebuild" in run("query", "99901NED").err
    assert run("library", "rebuild").status == 0
    assert run("query", "99901NED").out == before
