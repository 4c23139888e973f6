"""The small files behind the charts on cbs.nl."""

from pathlib import Path

import pytest

from mkbviewer.core.errors import UnreadableFile
from mkbviewer.core.period import Frequency
from mkbviewer.dialects.figure import repair_period
from mkbviewer.dialects.parts_of_years import join_period
from tests.dialects.reading_files import SPECIMENS, ReadFile, read_file, write_lines

FOLDER = SPECIMENS / "figure"


def read_specimen(name: str) -> ReadFile:
    found = read_file(FOLDER / name)
    assert found.recognition.dialect == "figure"
    assert found.reading.rejected == ()
    return found


def values(found: ReadFile, measure: str) -> dict[str, tuple[object, str]]:
    return {
        row["period"]: (row["value"], row["status"])
        for row in found.rows
        if row["measure"] == measure
    }


def test_a_year_and_a_month_make_one_period_and_the_footer_is_no_row() -> None:
    found = read_specimen("Cyclus (afwijking).csv")
    assert values(found, "Cyclus") == {
        "2001MM01": (1.17, ""),
        "2001MM02": (None, "blank"),
        "2001MM03": (-0.5, ""),
        "2001MM04": (1.0, "*"),
    }
    assert found.recognition.description == "*Voorlopige cijfers"
    assert found.recognition.table == ""


def test_months_that_a_spreadsheet_mangled_are_read_and_told() -> None:
    found = read_specimen("Omzet mkb (%).csv")
    assert list(values(found, "mkb")) == ["2001MM01", "2001MM02", "2001MM04"]
    assert [(m.key, m.unit) for m in found.reading.structure.measures] == [
        ("mkb", "%"),
        ("groot", "%"),
    ]
    assert "Apr-01" in found.recognition.warnings[0]
    assert found.recognition.description.startswith("Toelichting")


def test_a_copy_that_r_saved_again_has_its_periods_in_words() -> None:
    found = read_specimen("kwartaal.csv")
    assert values(found, "Limburg") == {"2015KW01": (None, "blank"), "2015KW02": (9.6, "")}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Apr-01", "2001MM04"),
        ("dec-99", "1999MM12"),
        ("mrt-24", "2024MM03"),
        ("Sep 29", "2029MM09"),
        ("okt-30", "1930MM10"),
        ("1-apr", "1-apr"),
        ("abc-01", "abc-01"),
        ("april 2001", "april 2001"),
    ],
)
def test_a_mangled_month_is_never_a_day(text: str, code: str) -> None:
    assert repair_period(text) == code


@pytest.mark.parametrize(
    ("year", "part", "length", "text"),
    [
        ("2023", "januari", "MM", "2023 januari"),
        ("2023*", "juli", "MM", "2023 juli*"),
        ("2023", "7", "MM", "2023MM07"),
        ("2023", "3", "KW", "2023KW03"),
        ("2023", "2e", "HJ", "2023HJ02"),
        ("2023", "3e kwartaal", "KW", "2023 3e kwartaal"),
        ("2023", "Q3**", "KW", "2023KW03**"),
        ("2023", "", "MM", "2023"),
        ("2023", "13", "MM", "2023 13"),
        ("2023", "5", "KW", "2023 5"),
    ],
)
def test_a_year_and_a_part_of_it_are_joined(year: str, part: str, length: str, text: str) -> None:
    assert join_period(year, part, Frequency(length)) == text


def test_a_number_in_a_column_of_quarters_is_a_quarter(tmp_path: Path) -> None:
    lines = ["Jaar;Kwartaal;Omzet", "2019;1e kwartaal;1,5", "2019;2;3"]
    found = read_file(write_lines(tmp_path / "omzet.csv", lines))
    assert list(values(found, "Omzet")) == ["2019KW01", "2019KW02"]


def test_words_before_the_figures_are_a_dimension(tmp_path: Path) -> None:
    lines = ["Kwartaal;Sector;Omzet", "2023 1e kwartaal;Bouw;1,5", "2023 1e kwartaal;Zorg;2"]
    found = read_file(write_lines(tmp_path / "omzet.csv", lines))
    assert found.cell(Sector="Zorg", period="2023KW01") == (2.0, "")


def test_months_as_in_iso_8601_are_months_unless_they_may_be_quarters(tmp_path: Path) -> None:
    lines = ["Date,Value", *(f"2023-{month:02d},{month}.5" for month in range(1, 13))]
    found = read_file(write_lines(tmp_path / "a.csv", lines))
    assert found.cell(period="2023MM07") == (7.5, "")
    doubtful = read_file(write_lines(tmp_path / "b.csv", lines[:4]))
    assert doubtful.cell(period="2023-03") == (3.5, "")
    assert "outside the time axis" in doubtful.reading.warnings[0]


def test_a_title_above_the_header_is_the_title(tmp_path: Path) -> None:
    lines = ["Omzet in de bouw;", "Jaar;Omzet", "2022;1,5", "2023*;2", "Bron: CBS, Kadaster;"]
    found = read_file(write_lines(tmp_path / "omzet.csv", lines))
    assert found.recognition.title == "Omzet in de bouw"
    assert found.recognition.source == "CBS, Kadaster"
    assert found.cell(period="2023JJ00") == (2.0, "*")


def test_words_and_figures_without_periods_are_a_table_of_categories(tmp_path: Path) -> None:
    lines = ["Aandeel per sector;;", "Sector;Zzp;Mkb (%)", "Bouw;1,5;2", "Zorg;.;3", "Bron: CBS;;"]
    found = read_file(write_lines(tmp_path / "aandeel.csv", lines))
    assert found.recognition.dialect == "figure"
    assert "there are no periods" in found.recognition.reasons[0]
    assert found.recognition.title == "Aandeel per sector"
    assert found.members("Sector") == [("Bouw", "Bouw"), ("Zorg", "Zorg")]
    assert found.cell(measure="Zzp", Sector="Bouw") == (1.5, "")
    assert found.cell(measure="Zzp", Sector="Zorg") == (None, ".")
    assert found.cell(measure="Mkb", Sector="Zorg") == (3.0, "")
    assert found.reading.structure.frequencies == ()


def test_categories_under_no_name_get_one(tmp_path: Path) -> None:
    found = read_file(write_lines(tmp_path / "x.csv", [",Waarde", "Bouw,1", "Zorg,2"]))
    assert found.cell(Categorie="Zorg") == (2.0, "")


@pytest.mark.parametrize(
    "lines",
    [
        ["Naam;Waarde", "Bouw;1", "Bouw;2"],  # the words do not tell the rows apart
        ["Naam;Telefoon;Plaats", "Jansen;1;Gouda", "Smit;2;Delft"],  # words behind the numbers
        ["Maand;Waarde", "Louwmaand;1", "Sprokkelmaand;2"],  # called a period
        ["Naam;Waarde", "Bouw;1"],  # one row shows no rule
        ["Naam;Telefoon", "Jansen;0182512345", "Smit;0152123456"],  # nobody counts with these
    ],
)
def test_lists_that_are_no_tables_of_categories_are_refused(
    lines: list[str], tmp_path: Path
) -> None:
    with pytest.raises(UnreadableFile):
        read_file(write_lines(tmp_path / "x.csv", lines))


def test_a_classification_in_brackets_is_a_dimension_of_the_chart(tmp_path: Path) -> None:
    lines = ["Jaar;Branche (SBI 2008);Omzet (%)", "2022;A Bouw;1,5", "2022;B Zorg;2"]
    found = read_file(write_lines(tmp_path / "x.csv", lines))
    assert found.cell(**{"Branche (SBI 2008)": "B Zorg"}) == (2.0, "")


def test_half_of_what_is_called_the_period_may_be_known_by_its_text_only(tmp_path: Path) -> None:
    lines = ["Periode;Omzet", "2021;1", "2021 - 2022;2", "2022;3", "2022 - 2023;4"]
    found = read_file(write_lines(tmp_path / "x.csv", lines))
    assert found.cell(period="2022JJ00") == (3.0, "")
    assert found.cell(period="2021 - 2022") == (2.0, "")
