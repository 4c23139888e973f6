"""The raw data set of the open data portal, with and without metadata; figures are made up."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from mkbviewer.core.period import Frequency
from tests.dialects.reading_files import SPECIMENS, ReadFile, beside, read_file

ODATA3 = SPECIMENS / "odata3/99901NED_UntypedDataSet_01022024_120000.csv"
METADATA = {"99901NED_metadata.csv": SPECIMENS / "odata3/99901NED_metadata.csv"}


@pytest.fixture
def bare() -> ReadFile:
    return read_file(ODATA3)


@pytest.fixture
def told() -> ReadFile:
    return read_file(ODATA3, METADATA)


def test_is_recognised_with_its_reasons(bare: ReadFile) -> None:
    assert bare.recognition.dialect == "odata3"
    assert bare.recognition.table == "99901NED"
    assert bare.recognition.reasons == (
        "the first column is called ID",
        "the periods are CBS codes",
        "separated by semicolons, decimal point, UTF-8 with byte order mark",
    )


def test_members_are_trimmed_codes_in_the_files_order(bare: ReadFile) -> None:
    assert bare.members("Bedrijfsgrootte") == [("T001", "T001"), ("WP1", "WP1"), ("WP9", "WP9")]


def test_each_kind_of_missing_keeps_its_symbol_and_nil_is_zero(bare: ReadFile) -> None:
    def cell(measure: str, member: str, period: str) -> tuple[object, str]:
        return bare.cell(measure=measure, Bedrijfsgrootte=member, period=period)

    assert cell("Omzet_1", "WP1", "2021JJ00") == (None, ".")
    assert cell("Omzet_1", "WP1", "2022JJ00") == (None, "blank")
    assert cell("Banen_2", "WP1", "2022KW04") == (None, "x")
    assert cell("Banen_2", "WP9", "2021JJ00") == (0.0, "")
    assert cell("Omzet_1", "WP9", "2021JJ00") == (-1.5, "")
    assert bare.reading.observations == 10
    assert bare.reading.missing == {".": 2, "blank": 1, "x": 1}


def test_periods_have_a_place_in_time(bare: ReadFile) -> None:
    row = next(row for row in bare.rows if row["period"] == "2022KW04")
    assert (row["start"], row["frequency"]) == (date(2022, 10, 1), "KW")
    structure = bare.reading.structure
    assert structure.frequencies == (Frequency.YEAR, Frequency.QUARTER)
    assert (structure.first, structure.last) == ("2021JJ00", "2022KW04")


def test_decimals_are_seen_in_the_text(bare: ReadFile) -> None:
    assert [m.decimals for m in bare.reading.structure.measures] == [1, 0]


def test_metadata_gives_titles_units_labels_and_groups(told: ReadFile) -> None:
    recognition, structure = told.recognition, told.reading.structure
    assert recognition.title == "Verzonnen bedrijven; grootte"
    assert recognition.modified == "2024-02-01"
    assert recognition.description.startswith("Een tabel om mee te proeven.")
    assert recognition.used == tuple(METADATA.values())
    turnover, jobs = structure.measures
    assert (turnover.title, turnover.unit, turnover.decimals) == ("Omzet", "mln euro", 2)
    assert (turnover.group, jobs.group) == ("Geld", "")
    assert turnover.description == "Wat binnenkomt;\nin twee regels."
    assert structure.dimensions[0].title == "Bedrijfsgrootte klasse"


def test_a_code_that_older_metadata_lacks_stands_for_its_label(told: ReadFile) -> None:
    assert told.members("Bedrijfsgrootte") == [
        ("T001", "Totaal"),
        ("WP1", "1 werkzame persoon"),
        ("WP9", "WP9"),
    ]


def test_the_metadatas_period_status_marks_values_only(told: ReadFile) -> None:
    key = {"measure": "Omzet_1", "Bedrijfsgrootte": "T001"}
    assert told.cell(period="2021JJ00", **key) == (10.5, "")
    assert told.cell(period="2022JJ00", **key) == (11.0, "**")
    assert told.cell(period="2022KW04", **key) == (12.5, "*")
    assert told.reading.missing == {".": 2, "blank": 1, "x": 1}
    assert told.reading.is_provisional


def test_metadata_in_windows_1252_is_read_as_well(tmp_path: Path) -> None:
    text = METADATA["99901NED_metadata.csv"].read_text(encoding="utf-8")
    other = tmp_path / "meta.csv"
    other.write_bytes(text.replace('"Totaal"', '"Totaal café"').encode("cp1252"))
    found = read_file(ODATA3, {"meta.csv": other})
    assert ("T001", "Totaal café") in found.members("Bedrijfsgrootte")


def test_metadata_of_another_table_is_left_out_and_told(tmp_path: Path) -> None:
    other = tmp_path / "99909NED.csv"
    shutil.copy(ODATA3, other)
    found = read_file(other, METADATA)
    assert found.recognition.used == ()
    assert found.recognition.table == "99909NED"
    assert "99901NED" in found.recognition.warnings[0]


def test_metadata_of_a_table_with_the_same_measures_and_other_dimensions_is_not_used(
    tmp_path: Path,
) -> None:
    text = ODATA3.read_text(encoding="utf-8-sig").replace("Bedrijfsgrootte", "RegioS")
    path = tmp_path / "regio.csv"
    path.write_text(text, encoding="utf-8")
    found = read_file(path, beside(ODATA3.parent, "*metadata.csv")).recognition
    assert found.used == ()
    assert found.table == ""
    assert any("another table" in warning for warning in found.warnings)
