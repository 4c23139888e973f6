"""What the command line writes of a page, against the starter series as the file has them."""

import csv
import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests import starter
from tests.cli.conftest import Run

INDICATORS = (
    "samenstelling-mkb",
    "groei-aantal-bedrijven",
    "oprichtingen-opheffingen",
    "aandeel-mkb",
    "toegevoegde-waarde",
    "gebruik-ai",
    "patenten",
    "uitvoer",
    "vacatures",
    "winstgevendheid",
    "energiekosten",
    "rentabiliteit",
)

Table = dict[str, dict[str, float]]
"""Values by period code and series; what is missing is left out."""


def expected(page: Mapping[str, Any]) -> Table:
    """The figures in the file for the choice that a page says it shows, by member."""
    (measure,) = page["measures"]
    members = [series["member"] for series in page["series"]]
    found: Table = {}
    for row in starter.rows()[page["subject"], page["table"]]:
        is_chosen = (
            row["measure"] == measure
            and starter.FREQUENCIES[row["frequency"]] == page["frequency"]
            and row[page["by"]] in members
            and all(row[breakdown] == member for breakdown, member in page["where"].items())
        )
        if is_chosen:
            found.setdefault(row["period"], {})[row[page["by"]]] = float(row["value"])
    assert found
    return found


def choice(run: Run, indicator: str) -> dict[str, Any]:
    """What the page shows at first, in its own words."""
    answer = run("show", indicator, "--format", "json")
    assert answer.status == 0, answer.err
    page: dict[str, Any] = answer.json
    return page


def table(rows: list[list[Any]], page: Mapping[str, Any], first: int, decimal: str = ".") -> Table:
    """A written table by member: its series begin at column `first`; columns of statuses fall out.

    The column before them holds the period code.
    """
    header, *lines = rows
    columns = [place for place in range(first, len(header)) if not _is_status(header[place])]
    members = [series["member"] for series in page["series"]]
    assert [header[place] for place in columns] == [s["label"] for s in page["series"]]
    found: Table = {}
    for line in lines:
        for member, place in zip(members, columns, strict=True):
            cell = line[place]
            if cell not in ("", None):
                value = float(str(cell).replace(decimal, "."))
                found.setdefault(line[first - 1], {})[member] = value
    return found


def _is_status(heading: str) -> bool:
    return heading.endswith(": status")


@pytest.mark.parametrize("indicator", INDICATORS)
def test_show_writes_the_figures_of_the_file(run: Run, indicator: str) -> None:
    page = choice(run, indicator)
    answer = run("show", indicator, "--format", "csv")
    assert answer.status == 0
    assert table(list(csv.reader(io.StringIO(answer.out))), page, 1) == expected(page)
    values = {
        code: {
            series["member"]: series["values"][row]
            for series in page["series"]
            if series["values"][row] is not None
        }
        for row, code in enumerate(page["periods"])
    }
    assert values == expected(page)


@pytest.mark.parametrize("indicator", INDICATORS)
def test_a_table_for_excel_holds_the_figures_of_the_file(
    run: Run, tmp_path: Path, indicator: str
) -> None:
    page = choice(run, indicator)
    target = tmp_path / "tabel.csv"
    for language, delimiter, decimal in (("en", ",", "."), ("nl", ";", ",")):
        assert run("--lang", language, "export", indicator, "-o", target).status == 0
        page = run("--lang", language, "show", indicator, "--format", "json").json
        rows = list(csv.reader(io.StringIO(target.read_text("utf-8-sig")), delimiter=delimiter))
        rows = rows[: rows.index([])]
        rows[0] = [heading.removeprefix("'") for heading in rows[0]]
        assert table(rows, page, 2, decimal) == expected(page)


@pytest.mark.parametrize("indicator", INDICATORS)
def test_a_workbook_holds_the_figures_of_the_file_as_numbers(
    run: Run, tmp_path: Path, indicator: str
) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    page = choice(run, indicator)
    target = tmp_path / "tabel.xlsx"
    assert run("export", indicator, "-o", target).status == 0
    sheet = openpyxl.load_workbook(target).worksheets[0]
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    assert all(
        cell is None or isinstance(cell, int | float)
        for row in rows[1:]
        for cell, heading in zip(row[2:], rows[0][2:], strict=True)
        if not _is_status(heading)
    )
    assert table(rows, page, 2) == expected(page)


@pytest.mark.parametrize("indicator", INDICATORS)
def test_tidy_figures_are_those_of_the_file(run: Run, tmp_path: Path, indicator: str) -> None:
    page = choice(run, indicator)
    target = tmp_path / "reeks.tidy.csv"
    assert run("export", indicator, "-o", target).status == 0
    found: Table = {}
    with target.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            assert row["measure"] == page["measures"][0]
            assert row["unit"] == page["unit"]
            assert all(row[breakdown] == member for breakdown, member in page["where"].items())
            if row["value"]:
                found.setdefault(row["period"], {})[row[page["by"]]] = float(row["value"])
    assert found == expected(page)


def test_twelve_indicators_of_every_theme_and_frequency_are_written(run: Run) -> None:
    pages = [choice(run, indicator) for indicator in INDICATORS]
    assert {page["frequency"] for page in pages} == {"JJ", "KW", "MM"}
    assert len({page["unit"] for page in pages}) >= 6
