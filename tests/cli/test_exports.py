import csv
import io
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.fixture
def imported(run: Run, made_up: Path) -> Run:
    assert run("import", made_up).status == 0
    return run


def png_size(path: Path) -> tuple[int, int]:
    content = path.read_bytes()
    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    return int.from_bytes(content[16:20]), int.from_bytes(content[20:24])


def test_a_picture_has_the_size_in_millimetres_at_its_dots(imported: Run, tmp_path: Path) -> None:
    pytest.importorskip("PySide6")
    target = tmp_path / "kaart.png"

    answer = imported("export", "99901NED", "-o", target)

    assert (answer.status, answer.out, answer.err) == (0, "", "")
    # 160 × 90 mm at 300 dots an inch.
    assert png_size(target) == (1890, 1063)


def test_size_and_dots_can_be_chosen(imported: Run, tmp_path: Path) -> None:
    pytest.importorskip("PySide6")
    target = tmp_path / "kaart.png"

    answer = imported("export", "99901NED", "-o", target, "--size", "127x63,5mm", "--dpi", "100")

    assert answer.status == 0
    assert png_size(target) == (500, 250)


def test_the_ending_says_what_is_written(imported: Run, tmp_path: Path) -> None:
    pytest.importorskip("PySide6")
    for ending, beginning in (("svg", b"<?xml"), ("pdf", b"%PDF"), ("xlsx", b"PK")):
        target = tmp_path / f"kaart.{ending}"

        assert imported("export", "99901NED", "-o", target).status == 0
        assert target.read_bytes().startswith(beginning)


def test_a_drawing_names_title_source_and_series_as_text(imported: Run, tmp_path: Path) -> None:
    pytest.importorskip("PySide6")
    target = tmp_path / "kaart.svg"

    imported("export", "99901NED", "-o", target)

    words = re.sub(r"<[^>]*>", " ", target.read_text(encoding="utf-8"))
    assert "A-U Alle" in words
    assert "CBS" in words
    assert "processed by mkbviewer" in words


def test_a_table_is_written_for_excel_in_the_language_asked_for(
    imported: Run, tmp_path: Path
) -> None:
    target = tmp_path / "tabel.csv"

    assert imported("--lang", "nl", "export", "99901NED", "-o", target).status == 0

    text = target.read_bytes()
    assert text.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(text.decode("utf-8-sig")), delimiter=";"))
    assert rows[1][1:4] == ["2021KW01", "10,5", "1,5"]


def test_view_options_count_for_an_export_too(imported: Run, tmp_path: Path) -> None:
    target = tmp_path / "tabel.csv"

    imported("export", "99901NED", "-o", target, "--members", "A-U Alle", "--transform", "yoy")

    rows = list(csv.reader(io.StringIO(target.read_text(encoding="utf-8-sig"))))
    assert [row[1:3] for row in rows if row[1:2] in (["2022KW01"], ["2022KW02"])] == [
        ["2022KW01", "100"],
        ["2022KW02", "100"],
    ]


def test_into_a_folder_each_page_has_a_file_of_its_own(imported: Run, tmp_path: Path) -> None:
    folder = tmp_path / "uitvoer"

    answer = imported(
        "export", "99901NED", "samenstelling-mkb", "-o", folder, "--format", "tidy.csv"
    )

    assert answer.status == 0
    assert sorted(path.name for path in folder.iterdir()) == [
        "99901NED.tidy.csv",
        "samenstelling-mkb.tidy.csv",
    ]


def test_a_tidy_export_comes_back_by_import(imported: Run, tmp_path: Path) -> None:
    target = tmp_path / "terug.tidy.csv"
    imported("export", "99901NED", "-o", target, "--measure", "OntstaneVacatures_2")

    (report,) = imported("import", target, "--json").json

    assert (report["status"], report["dialect"]) == ("imported", "tidy")
    assert (report["observations"], report["missing"]) == (7, {"blank": 1})


def test_one_page_that_fails_leaves_the_others(imported: Run, tmp_path: Path) -> None:
    folder = tmp_path / "uitvoer"

    answer = imported("export", "nergens", "99901NED", "-o", folder, "--format", "csv")

    assert answer.status == 1
    assert len(answer.err.splitlines()) == 1
    assert "nergens" in answer.err
    assert [path.name for path in folder.iterdir()] == ["99901NED.csv"]


def test_several_pages_into_one_file_is_wrong_usage(imported: Run, tmp_path: Path) -> None:
    answer = imported("export", "99901NED", "vacatures", "-o", tmp_path / "alles.png")

    assert answer.status == 2
    assert not (tmp_path / "alles.png").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ("-o", "kaart.doc"),
        ("-o", "nergens/kaart.csv"),
        ("-o", "kaart.png", "--chart", "taart"),
        ("-o", "kaart.png", "--size", "1x1"),
        ("-o", "kaart.png", "--dpi", "100000"),
        ("-o", "map/", "--format", "doc"),
    ],
)
def test_what_cannot_be_written_is_one_line(
    imported: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    pytest.importorskip("PySide6")
    monkeypatch.chdir(tmp_path)

    answer = imported("export", "99901NED", *arguments)

    assert answer.status == 1
    assert len(answer.err.splitlines()) == 1
    assert not list(tmp_path.glob("kaart*"))


@pytest.mark.parametrize(
    "kind",
    ["step", "bar", "grouped", "ranking", "categories", "dots", "heat", "facets"],
)
def test_every_kind_of_chart_has_a_word(imported: Run, tmp_path: Path, kind: str) -> None:
    pytest.importorskip("PySide6")
    target = tmp_path / f"{kind}.svg"

    answer = imported("export", "99901NED", "-o", target, "--chart", kind)

    assert answer.status == 0, answer.err
    assert "<svg" in target.read_text("utf-8")


def test_a_kind_that_does_not_suit_says_why(imported: Run, tmp_path: Path) -> None:
    pytest.importorskip("PySide6")
    arguments = ("--chart", "area", "--transform", "change")
    answer = imported("export", "99901NED", "-o", tmp_path / "kaart.svg", *arguments)

    assert answer.status == 1
    assert "A total cannot be added to its parts." in answer.err


def test_a_logarithmic_scale_is_named_in_the_picture(imported: Run, tmp_path: Path) -> None:
    pytest.importorskip("PySide6")
    target = tmp_path / "kaart.svg"

    answer = imported("export", "99901NED", "-o", target, "--chart", "line", "--scale", "log")

    assert answer.status == 0, answer.err
    assert "logarithmic scale" in target.read_text("utf-8")


def test_a_picture_is_drawn_without_a_display(imported: Run, library: Path, tmp_path: Path) -> None:
    pytest.importorskip("PySide6")
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    target = tmp_path / "kaart.png"

    done = subprocess.run(
        [
            *(sys.executable, "-m", "mkbviewer", "--library", str(library)),
            *("export", "99901NED", "-o", str(target)),
        ],
        capture_output=True,
        text=True,
        check=False,
        env={name: value for name, value in os.environ.items() if name not in hidden},
    )

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert png_size(target) == (1890, 1063)
