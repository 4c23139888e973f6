"""StatLine's flat CSV; the figures are made up."""

import gzip
from pathlib import Path

import pytest

from tests.dialects.reading_files import SPECIMENS, ReadFile, read_file, write_lines

FLAT = SPECIMENS / "statline_flat/Verzonnen_bedrijven__omzet_01022024_120000.csv"


@pytest.fixture
def found() -> ReadFile:
    return read_file(FLAT)


def test_topics_split_into_group_title_and_unit(found: ReadFile) -> None:
    turnover, growth, number = found.reading.structure.measures
    assert (turnover.key, turnover.group) == ("Omzet/Binnenland/Waarde", "Omzet/Binnenland")
    assert (turnover.title, turnover.unit, turnover.decimals) == ("Waarde", "mln euro", 1)
    assert (growth.title, growth.unit) == ("Ontwikkeling", "%")
    assert (number.title, number.group, number.decimals) == ("Aantal bedrijven", "", 0)


def test_stars_of_periods_become_statuses(found: ReadFile) -> None:
    key = {"measure": "Omzet/Binnenland/Waarde", "Bedrijfstak/branche": "A Landbouw, bosbouw"}
    assert found.cell(period="2022JJ00", **key) == (2.5, "")
    assert found.cell(period="2023KW01", **key) == (2.6, "**")
    assert found.cell(period="2023JJ00", **key) == (2.7, "*")


def test_the_footer_is_told_and_is_no_row(found: ReadFile) -> None:
    assert [rejected.line for rejected in found.reading.rejected] == [8]
    assert "footer" in found.reading.rejected[0].reason
    assert found.reading.rows == 6
    assert found.reading.missing == {".": 1, "blank": 1}


def test_the_title_comes_from_the_name_that_statline_gives(found: ReadFile) -> None:
    assert found.recognition.title == "Verzonnen bedrijven; omzet"
    assert found.recognition.table == ""


def test_a_topic_in_two_units_is_two_measures(tmp_path: Path) -> None:
    path = tmp_path / "twee.csv"
    path.write_text("Perioden;Omzet (euro);Omzet (%)\n2022;10;1,5\n2023;11;2\n", encoding="utf-8")
    found = read_file(path)
    assert [m.key for m in found.reading.structure.measures] == ["Omzet (euro)", "Omzet (%)"]
    assert found.cell(measure="Omzet (%)", period="2022JJ00") == (1.5, "")


def test_a_dimension_of_numbers_behind_the_periods_is_seen_by_its_keys(tmp_path: Path) -> None:
    rows = [f"{y};{age};{10 * age}" for y in (2022, 2023, 2024) for age in range(5)]
    path = tmp_path / "leeftijd.csv"
    path.write_text("\n".join(["Perioden;Leeftijd;Aantal", *rows]), encoding="utf-8")
    found = read_file(path)
    assert [d.key for d in found.reading.structure.dimensions] == ["Leeftijd"]
    assert found.cell(Leeftijd="3", period="2023JJ00") == (30.0, "")


def test_a_footer_with_the_empty_cells_of_a_spreadsheet_is_no_member(tmp_path: Path) -> None:
    lines = [
        "Buurt;Soort;Omzet (mln euro);Banen (aantal);;",
        "Lintelo;Totaal;1.5;3;;",
        "Bronckhorst;Totaal;;4;;",
        "Bron: CBS.;;;;;",
        "Bron: te klein;Totaal;;5;;",
    ]
    found = read_file(write_lines(tmp_path / "tabel.csv", lines))
    assert found.recognition.dialect == "statline_flat"
    assert [label for _code, label in found.members("Buurt")] == [
        "Lintelo",
        "Bronckhorst",
        "Bron: te klein",
    ]
    (footer,) = found.reading.rejected
    assert footer.line == 4
    assert "footer" in footer.reason
    assert found.reading.missing == {"blank": 2}


@pytest.mark.parametrize(
    ("lines", "dimensions"),
    [
        (["Postcode;Omzet (mln euro)", "1011;10.5", "1012;1.5"], ["Postcode"]),
        (
            ["Regio;Postcode;Omzet (mln euro)", "A;1011;10.5", "A;1012;1.5", "B;1011;2"],
            ["Regio", "Postcode"],
        ),
        (["Regio;Banen;Omzet (mln euro)", "A;1;10.5", "B;1;1.5"], ["Regio"]),
    ],
)
def test_without_time_numbers_that_tell_rows_apart_are_members(
    lines: list[str], dimensions: list[str], tmp_path: Path
) -> None:
    found = read_file(write_lines(tmp_path / "x.csv", lines))
    assert found.recognition.dialect == "statline_flat"
    assert [one.key for one in found.reading.structure.dimensions] == dimensions
    assert found.reading.rejected == ()


def test_numbers_that_may_be_years_are_asked_about_without_time(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "x.csv", ["Bouwjaar;Huizen (aantal)", "1990;1", "1991;2"])
    found = read_file(path)
    assert [one.key for one in found.recognition.alternatives] == ["period", "category"]


def test_a_classification_in_brackets_is_no_unit(tmp_path: Path) -> None:
    rows = ["A Landbouw;10.5;Ede", "C Industrie;1.5;Delft"]
    lines = ["Bedrijfstak (SBI 2008);Omzet (mln euro);Plaats (naam)", *rows]
    found = read_file(write_lines(tmp_path / "x.csv", lines))
    assert [one.key for one in found.reading.structure.dimensions] == ["Bedrijfstak (SBI 2008)"]
    assert found.cell(measure="Omzet", **{"Bedrijfstak (SBI 2008)": "A Landbouw"}) == (10.5, "")
    assert [one.is_text for one in found.reading.structure.measures] == [False, True]
    behind = ["Perioden;Bedrijfstak (SBI 2008);Omzet (%)", "2022;A Bouw;1", "2022;B Zorg;2"]
    found = read_file(write_lines(tmp_path / "y.csv", behind))
    assert found.cell(**{"Bedrijfstak (SBI 2008)": "B Zorg"}) == (2.0, "")


def test_a_packed_file_has_the_title_of_the_one_in_it(tmp_path: Path) -> None:
    path = tmp_path / f"{FLAT.name}.gz"
    path.write_bytes(gzip.compress(FLAT.read_bytes()))
    assert read_file(path).recognition.title == read_file(FLAT).recognition.title


def test_the_periods_may_have_another_title(tmp_path: Path) -> None:
    rows = ["A;1 januari 2021;10.5", "A;1 januari 2022*;1.5", "Bron: CBS;;"]
    lines = ["Regio;Peildatum;Inwoners (aantal)", *rows]
    found = read_file(write_lines(tmp_path / "x.csv", lines))
    assert found.cell(period="20220101") == (1.5, "*")
    assert [one.key for one in found.reading.structure.dimensions] == ["Regio"]


def test_lines_within_titles_and_members_are_blanks(tmp_path: Path) -> None:
    text = '"Sector";"Perioden";"Omzet\nbinnenland (mln\neuro)"\n"Bouw\nnijverheid";"2022";"1.5"\n'
    path = tmp_path / "x.csv"
    path.write_text(text, encoding="utf-8")
    found = read_file(path)
    (measure,) = found.reading.structure.measures
    assert (measure.title, measure.unit) == ("Omzet binnenland", "mln euro")
    assert [label for _code, label in found.members("Sector")] == ["Bouw nijverheid"]
