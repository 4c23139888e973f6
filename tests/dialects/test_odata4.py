"""A bulk set of datasets.cbs.nl: codes and figures, with what the other files of the set tell."""

import shutil
from pathlib import Path

import pytest

from mkbviewer.core.errors import UnreadableFile
from mkbviewer.core.period import Frequency
from tests.dialects.reading_files import SPECIMENS, ReadFile, beside, read_file

SET = SPECIMENS / "odata4/99906NED"


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    return shutil.copytree(SET, tmp_path / "set")


def read_set(folder: Path) -> ReadFile:
    return read_file(folder / "Observations.csv", beside(folder))


def change(path: Path, old: str, new: str) -> None:
    text = path.read_bytes().decode()
    assert old in text
    path.write_bytes(text.replace(old, new).encode())


def test_the_set_tells_table_title_and_date() -> None:
    found = read_set(SET).recognition
    assert (found.dialect, found.table) == ("odata4", "99906NED")
    assert found.title == "Verzonnen bedrijven; sector"
    assert (found.modified, found.source) == ("2025-02-03", "CBS")
    assert found.description.startswith("Over niets.")


def test_columns_are_read_by_name_and_values_with_a_decimal_comma() -> None:
    found = read_set(SET)
    assert found.cell(measure="M001_1", Sector="T001081", period="2022JJ00") == (1234.5, "")
    assert found.cell(measure="M001_1", Sector="T001081", period="2023JJ00") == (1300.0, "*")
    assert found.cell(measure="M001_2", Sector="350000", period="2023JJ00") == (None, "blank")
    assert found.cell(measure="M001_1", Sector="350000", period="2022JJ00") == (None, "x")
    assert found.reading.rejected == ()
    assert found.reading.warnings == ()
    assert found.reading.missing == {"blank": 1, "x": 1}
    structure = found.reading.structure
    assert structure.frequencies == (Frequency.YEAR, Frequency.QUARTER)


def test_measures_have_titles_units_and_decimals_and_equal_titles_their_group() -> None:
    measures = read_set(SET).reading.structure.measures
    assert [(m.key, m.title, m.unit, m.decimals, m.is_text) for m in measures] == [
        ("M001_1", "Omzet: Totaal", "mln euro", 1, False),
        ("M001_2", "Banen: Totaal", "aantal", 0, False),
        ("M002", "Gebied", "", None, True),
    ]
    assert measures[0].description == 'Wat binnenkomt, "bruto"'
    assert measures[0].group == "Omzet"


def test_measures_of_text_keep_their_text() -> None:
    found = read_set(SET)
    assert found.cell(measure="M002", period="2022JJ00") == ("Zee;land", "")
    assert found.cell(measure="M002", period="2023JJ00") == ("12", "*")


def test_a_code_without_a_label_stands_for_itself_and_is_told() -> None:
    found = read_set(SET)
    assert found.members("Sector") == [
        ("T001081", "Totaal"),
        ("350000", "F Bouw"),
        ("999999", "999999"),
    ]
    assert "999999" in found.recognition.warnings[0]


def test_without_other_files_codes_stand_for_themselves(tmp_path: Path) -> None:
    path = tmp_path / "Observations.csv"
    shutil.copy(SET / "Observations.csv", path)
    found = read_file(path)
    assert found.recognition.table == ""
    assert found.reading.structure.dimensions[0].title == "Sector"
    assert found.cell(measure="M001_1", period="2023JJ00") == (1300.0, "")


def test_the_column_that_is_called_the_period_is_it_beside_others_with_periods(
    tmp_path: Path,
) -> None:
    path = tmp_path / "Observations.csv"
    path.write_text(
        "Id;Measure;Oprichting;Perioden;Value;ValueAttribute\n"
        "0;M001_1;2019JJ00;2023JJ00;5;None\n"
        "1;M001_1;2020JJ00;2023JJ00;7;None\n",
        encoding="utf-8",
    )
    found = read_file(path)
    assert [one.key for one in found.reading.structure.dimensions] == ["Oprichting"]
    assert found.cell(measure="M001_1", Oprichting="2020JJ00", period="2023JJ00") == (7.0, "")


def test_the_table_is_known_by_the_name_of_the_folder(tmp_path: Path) -> None:
    path = tmp_path / "99906NED/Observations.csv"
    path.parent.mkdir()
    shutil.copy(SET / "Observations.csv", path)
    assert read_file(path).recognition.table == "99906NED"


def test_files_of_a_set_are_known_by_their_headers(copied: Path) -> None:
    for number, path in enumerate(sorted(copied.glob("*s.csv"))):
        if path.name != "Observations.csv":
            path.rename(copied / f"bestand {number}.csv")
    found = read_set(copied)
    assert found.recognition.table == "99906NED"
    assert found.members("Sector")[0] == ("T001081", "Totaal")


def test_a_list_without_a_dimension_is_known_by_its_name(copied: Path) -> None:
    text = "Identifier;Index;Title\nT001081;1;Alles\n350000;2;Bouw\n"
    (copied / "SectorCodes.csv").write_text(text, encoding="utf-8")
    found = read_set(copied)
    assert ("T001081", "Alles") in found.members("Sector")


def test_lists_of_other_dimensions_are_not_used(copied: Path) -> None:
    text = "Identifier;DimensionGroupId;DimensionId;Index;Title;Description\n1;;Geslacht;1;A;\n"
    (copied / "GeslachtCodes.csv").write_text(text, encoding="utf-8")
    used = {path.name for path in read_set(copied).recognition.used}
    assert "SectorCodes.csv" in used
    assert "GeslachtCodes.csv" not in used


def test_a_table_of_others_with_measures_and_values_is_no_bulk_set(tmp_path: Path) -> None:
    path = tmp_path / "oecd.csv"
    path.write_text("Measure,Country,Year,Value\nGDP,NLD,2020,1.5\n", encoding="utf-8")
    assert read_file(path).recognition.dialect != "odata4"


def test_dimensions_of_another_table_are_refused_by_name(copied: Path) -> None:
    change(copied / "Dimensions.csv", "Sector;", "RegioS;")
    with pytest.raises(UnreadableFile) as caught:
        read_set(copied)
    assert "99906NED" in caught.value.what
    assert "RegioS, Sector" in caught.value.why


def test_measures_of_another_table_are_refused_by_name(copied: Path) -> None:
    text = (copied / "MeasureCodes.csv").read_text(encoding="utf-8").replace("M00", "A00")
    (copied / "MeasureCodes.csv").write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableFile) as caught:
        read_set(copied)
    assert "M001_1" in caught.value.why


def test_two_table_ids_in_one_set_are_refused(copied: Path) -> None:
    (copied / "Distribution.csv").write_text(
        "Format;MediaType;DownloadUrl;AccessUrl;Language\n"
        "csv;csv;https://datasets.cbs.nl/csv/CBS/nl/99999NED;https://example.org;nl\n",
        encoding="utf-8",
    )
    with pytest.raises(UnreadableFile) as caught:
        read_set(copied)
    assert "99999NED" in caught.value.why


def test_a_header_with_the_same_name_twice_is_refused(copied: Path) -> None:
    change(copied / "Observations.csv", "Id;Measure", "Sector;Measure")
    with pytest.raises(UnreadableFile) as caught:
        read_set(copied)
    assert "Sector" in caught.value.why


def test_a_value_that_is_no_number_rejects_its_row_only(copied: Path) -> None:
    change(copied / "Observations.csv", "1300", "dertien")
    found = read_set(copied)
    assert [(row.line, "dertien" in row.reason) for row in found.reading.rejected] == [(3, True)]
    assert found.reading.rows == 8


def test_a_list_that_cannot_be_read_is_left_out_with_a_warning(copied: Path) -> None:
    (copied / "SectorCodes.csv").unlink()
    companions = {**beside(copied), "SectorCodes.csv": copied / "SectorCodes.csv"}
    found = read_file(copied / "Observations.csv", companions)
    assert any("SectorCodes.csv" in warning for warning in found.recognition.warnings)
    assert found.members("Sector")[0] == ("T001081", "T001081")


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("Impossible", "blank"),
        ("Unknown", "."),
        ("Unreliable", "."),
        ("NotAvailable", "."),
        ("Confidential", "x"),
    ],
)
def test_the_attribute_tells_why_a_figure_is_missing(
    word: str, status: str, tmp_path: Path
) -> None:
    path = tmp_path / "Observations.csv"
    rows = f"0;M1;2022JJ00;1,5;None\n1;M1;2023JJ00;;{word}\n"
    path.write_text(f"Id;Measure;Perioden;Value;ValueAttribute\n{rows}", encoding="utf-8")
    found = read_file(path)
    assert found.cell(period="2023JJ00") == (None, status)
    assert found.reading.warnings == ()


def test_a_list_that_names_the_groups_of_its_codes_is_a_code_list(copied: Path) -> None:
    codes = "Identifier;Index;Title;Description;DimensionGroupId\nT001081;1;Alles samen;;0\n"
    (copied / "SectorCodes.csv").write_text(codes)
    assert ("T001081", "Alles samen") in read_set(copied).members("Sector")
