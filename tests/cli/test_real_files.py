"""Real CBS files from the command line, against what the report states and the files hold."""

import csv
import io
import os
import runpy
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run

FILES = {
    "81589NED": "v4b-api-dumps/81589NED.csv",
    "82242NED": "v4b-api-dumps/82242NED.csv",
    "80472ned": "v4b-api-dumps/80472ned.csv",
}
VACANCIES = "v1-odata3/80472ned-vacatures/vacatures.csv"


def show(run: Run, *arguments: str) -> dict[str, dict[str, float]]:
    answer = run("show", *arguments)
    assert answer.status == 0, answer.err
    return {
        row.pop("period"): {name: float(value) for name, value in row.items() if value}
        for row in csv.DictReader(io.StringIO(answer.out))
    }


def by_member(run: Run, *arguments: str) -> dict[str, list[float | None]]:
    answer = run("show", *arguments, "--format", "json")
    assert answer.status == 0, answer.err
    return {series["member"]: series["values"] for series in answer.json["series"]}


def test_81589_gives_the_composition_of_the_mkb(run: Run, shared_data: Path) -> None:
    assert run("import", shared_data / "cbs" / FILES["81589NED"]).status == 0

    shares = by_member(
        run,
        "samenstelling-mkb",
        "--source",
        "81589NED",
        "--measure",
        "aandeel bedrijven",
        "--from",
        "2023KW03",
        "--to",
        "2023KW03",
    )

    # Figure 4 of the report: nearly 80 per cent; 0.1 per cent.
    assert shares["zzp"] == [pytest.approx(79.43, abs=0.005)]
    assert shares["groot"] == [pytest.approx(0.1, abs=0.05)]


def test_81589_gives_the_growth_per_size_class(run: Run, shared_data: Path) -> None:
    run("import", shared_data / "cbs" / FILES["81589NED"])

    growth = by_member(
        run,
        "groei-aantal-bedrijven",
        "--source",
        "81589NED",
        "--from",
        "2023KW03",
        "--to",
        "2023KW03",
    )

    # Figure 5 of the report: 0.5 and 13 per cent.
    assert growth["klein"] == [pytest.approx(0.465, abs=0.0005)]
    assert growth["zzp"] == [pytest.approx(13.387, abs=0.0005)]


def test_80472_gives_the_vacancies_of_the_mkb(run: Run, shared_data: Path) -> None:
    run("import", shared_data / "cbs" / FILES["80472ned"])

    page = run(
        "show",
        "vacatures",
        "--measure",
        "openstaande vacatures",
        "--by",
        "size_class",
        "--members",
        "mkb",
        "--from",
        "2023KW02",
        "--to",
        "2023KW02",
        "--format",
        "json",
    ).json

    # The report: about 185 000; the table counts thousands.
    assert page["unit"] == "1 000"
    assert page["series"][0]["values"] == [184]


def test_82242_fills_the_bankruptcies(run: Run, shared_data: Path) -> None:
    run("import", shared_data / "cbs" / FILES["82242NED"])
    indicators = {one["indicator"]: one for one in run("indicators", "--json").json}

    assert "82242NED" in indicators["faillissementen"]["tables"]
    bankruptcies = show(
        run,
        "82242NED",
        "--members",
        "Totaal rechtsvormen Nederland/buitenland",
        "--frequency",
        "month",
        "--from",
        "1981",
        "--to",
        "1981 februari",
    )

    assert [list(figures.values()) for figures in bankruptcies.values()] == [[509], [588]]


def test_metadata_beside_an_odata3_file_is_used(run: Run, shared_data: Path) -> None:
    (report,) = run("import", shared_data / "cbs" / VACANCIES, "--json").json

    assert (report["table"], report["dialect"]) == ("80472ned", "odata3")
    assert (report["observations"], report["missing"]) == (23084, {".": 58})
    assert report["title"].startswith("Vacatures; SBI 2008")


@pytest.mark.parametrize("file", [*FILES.values(), VACANCIES])
def test_a_query_gives_back_what_the_file_holds(
    run: Run, shared_data: Path, tmp_path: Path, file: str
) -> None:
    (report,) = run("import", shared_data / "cbs" / file, "--json").json
    tidy = tmp_path / "read.csv"
    assert run("query", report["table"], "-o", tidy).status == 0

    check: dict[str, Any] = runpy.run_path(str(shared_data / "check_reading.py"))
    expectations = str(shared_data / "cbs" / "expectations.json")

    assert check["main"]([expectations, file, str(tidy)]) == 0


def test_the_commands_run_where_qt_is_not_installed(
    shared_data: Path, tmp_path: Path, library: Path
) -> None:
    program = (
        "import sys\n"
        "for name in ('PySide6', 'shiboken6', 'pyqtgraph'): sys.modules[name] = None\n"
        "from mkbviewer.__main__ import main\n"
        "sys.exit(main(sys.argv[1:]))"
    )
    file = shared_data / "cbs" / FILES["81589NED"]
    for arguments in (
        ("inspect", str(file)),
        ("import", str(file)),
        ("tables",),
        ("releases", "81589NED"),
        ("query", "81589NED"),
        ("indicators",),
        ("show", "samenstelling-mkb", "--format", "json"),
        ("export", "samenstelling-mkb", "-o", str(tmp_path / "table.csv")),
        ("remove", "81589NED"),
    ):
        done = subprocess.run(
            [sys.executable, "-c", program, "--library", str(library), *arguments],
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "HOME": str(tmp_path), "LC_ALL": "C"},
        )
        assert done.returncode == 0, (arguments, done.stderr)


def test_a_reader_that_stops_reading_ends_a_command_quietly(
    run: Run, shared_data: Path, library: Path
) -> None:
    run("import", shared_data / "cbs" / FILES["81589NED"])

    done = subprocess.run(
        f'"{sys.executable}" -m mkbviewer --library "{library}" query 81589NED | head -n 2',
        shell=True,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.stdout.splitlines()[0].startswith("measure,")
    assert len(done.stdout.splitlines()) == 2
    assert done.stderr == ""


def test_output_is_utf_8_in_any_locale(run: Run, shared_data: Path, library: Path) -> None:
    run("import", shared_data / "cbs" / VACANCIES)

    done = subprocess.run(
        [sys.executable, "-m", "mkbviewer", "--library", str(library), "tables", "--json"],
        capture_output=True,
        check=True,
        env={**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "latin-1"},
    )

    assert "Vacatures" in done.stdout.decode("utf-8")
