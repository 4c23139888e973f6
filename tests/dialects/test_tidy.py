"""Our own export and files like it; the figures are made up."""

from pathlib import Path

import pytest

from tests.dialects.reading_files import SPECIMENS, ReadFile, read_file, write_lines

TIDY = SPECIMENS / "tidy/99903NED.csv"


@pytest.fixture
def found() -> ReadFile:
    return read_file(TIDY)


def test_statuses_come_back_as_they_were_written(found: ReadFile) -> None:
    assert found.recognition.dialect == "tidy"
    assert found.recognition.table == "99903NED"

    def cell(member: str, period: str) -> tuple[object, str]:
        return found.cell(measure="Omzet_1", Bedrijfsgrootte=member, period=period)

    assert cell("T001", "2021JJ00") == (10.5, "")
    assert cell("T001", "2022JJ00") == (11.25, "*")
    assert cell("T001", "2022KW04") == (12.5, "**")
    assert cell("WP1", "2021JJ00") == (None, ".")
    assert cell("WP1", "2022JJ00") == (None, "blank")
    assert cell("WP1", "2022KW04") == (None, "x")


def test_a_measure_of_words_goes_to_text(found: ReadFile) -> None:
    turnover, name = found.reading.structure.measures
    assert (turnover.is_text, turnover.decimals) == (False, 2)
    assert (name.is_text, name.decimals) == (True, None)
    assert found.cell(measure="Naam_2", Bedrijfsgrootte="T001") == ("Aa, en Hunze", "")
    assert found.cell(measure="Naam_2", Bedrijfsgrootte="WP1") == (None, ".")


def test_a_dimension_with_one_of_our_own_names_gets_its_name_back(found: ReadFile) -> None:
    assert [d.key for d in found.reading.structure.dimensions] == ["Bedrijfsgrootte", "Text"]
    assert {row["Text_"] for row in found.rows} == {"a"}


def test_a_measure_in_several_units_is_one_measure_for_each(tmp_path: Path) -> None:
    path = tmp_path / "eenheden.csv"
    path.write_text(
        "value;period;unit;measure;sector\n1,5;2021;%;omzet;A\n10;2021;mln euro;omzet;A\n"
        "7;2021;aantal;banen;\n",
        encoding="utf-8",
    )
    found = read_file(path)
    keys = [(m.key, m.title, m.unit) for m in found.reading.structure.measures]
    assert keys == [
        ("omzet (%)", "omzet", "%"),
        ("omzet (mln euro)", "omzet", "mln euro"),
        ("banen", "banen", "aantal"),
    ]
    assert found.cell(measure="omzet (%)") == (1.5, "")
    assert found.members("sector") == [("A", "A"), ("", "")]


def test_status_words_of_cbs_are_understood_and_others_are_told(tmp_path: Path) -> None:
    path = tmp_path / "woorden.csv"
    path.write_text(
        "measure,period,value,status\na,2021,1,Voorlopig\na,2022,2,Definitief\n"
        "a,2023,3,raar\na,2024*,4,\na,2020,5,.\n",
        encoding="utf-8",
    )
    found = read_file(path)
    statuses = {row["period"]: row["status"] for row in found.rows}
    assert statuses == {"2021JJ00": "*", "2022JJ00": "", "2023JJ00": "", "2024JJ00": "*"}
    assert "raar" in found.reading.warnings[0]
    assert [rejected.line for rejected in found.reading.rejected] == [6]
    assert "missing" in found.reading.rejected[0].reason


def test_a_table_without_time_has_empty_periods(tmp_path: Path) -> None:
    path = tmp_path / "tijdloos.csv"
    path.write_text("measure,g,period,value,status\na,x,,1,\na,y,,2,\n", encoding="utf-8")
    found = read_file(path)
    assert {(row["period"], row["start"]) for row in found.rows} == {("", None)}
    assert found.reading.structure.frequencies == ()
    assert found.reading.structure.first == ""
    assert found.reading.warnings == ()


def test_the_table_is_named_after_the_file(tmp_path: Path) -> None:
    path = tmp_path / "cijfers 1.2.tidy.csv"
    path.write_text("measure,period,value\na,2021,1\n", encoding="utf-8")
    assert read_file(path).recognition.table == "cijfers 1.2"


def test_a_table_without_time_may_lack_the_column_of_periods(tmp_path: Path) -> None:
    lines = ["measure,Size,value,status", "Omzet,T001,1.5,", "Omzet,WP1,,."]
    found = read_file(write_lines(tmp_path / "a.csv", lines))
    assert found.recognition.dialect == "tidy"
    assert found.cell(Size="T001") == (1.5, "")
    assert found.cell(Size="WP1") == (None, ".")
