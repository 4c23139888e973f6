"""Tables with headings and periods as people and spreadsheets leave them."""

from pathlib import Path

import pytest

from tests.dialects.reading_files import read_text, values


def test_periods_in_columns_behind_a_blank_cell_head_a_table(tmp_path: Path) -> None:
    text = "Omzet mkb\n;2020;2021*\nKlein;1,5;3\nGroot;2,5;.\nBron: CBS\n"
    found = read_text(tmp_path, text, "omzet.csv")
    assert found.cell(measure="Klein", period="2021JJ00") == (3.0, "*")
    assert found.cell(measure="Groot", period="2021JJ00") == (None, ".")
    assert found.recognition.title == "Omzet mkb"


def test_topics_below_periods_make_no_dimension_of_blank_cells(tmp_path: Path) -> None:
    text = (
        '"T"\n"";"Perioden"\n"";"2021";"2022*"\n"Onderwerp";"";""\n"Omzet";"1";"2"\n"Bron: CBS"\n'
    )
    found = read_text(tmp_path, text, "t.csv")
    assert found.reading.structure.dimensions == ()
    assert found.cell(measure="Omzet", period="2022JJ00") == (2.0, "*")


def test_a_year_of_merged_cells_holds_for_the_quarters_below_it(tmp_path: Path) -> None:
    text = "Jaar;Kwartaal;A\n2020;1e kwartaal;1\n;2e kwartaal;2,5\n2021;1e kwartaal;7\n;2*;9\n"
    found = read_text(tmp_path, text, "a.csv")
    assert values(found, "period") == {
        "2020KW01": 1,
        "2020KW02": 2.5,
        "2021KW01": 7,
        "2021KW02": 9,
    }
    assert found.cell(period="2021KW02") == (9.0, "*")


def test_first_days_of_january_under_the_name_of_years_are_years(tmp_path: Path) -> None:
    found = read_text(tmp_path, "Jaar;A\n1-1-2018;1\n1-1-2019;2\n1-1-2020;3\n", "a.csv")
    assert [row["period"] for row in found.rows] == ["2018JJ00", "2019JJ00", "2020JJ00"]
    assert "years" in found.reading.warnings[0]
    days = read_text(tmp_path, "Peildatum;A\n1-1-2018;1\n1-1-2019;2\n1-1-2020;3\n", "b.csv")
    assert [row["period"] for row in days.rows] == ["20180101", "20190101", "20200101"]


def test_a_mangled_month_keeps_its_star(tmp_path: Path) -> None:
    found = read_text(tmp_path, "Periode;A\nApr-01;1,17\nMei-01;1,18\njun-01*;1,19\n", "a.csv")
    assert found.cell(period="2001MM06") == (1.19, "*")


def test_a_blank_cell_in_a_heading_never_takes_the_name_of_another_group(tmp_path: Path) -> None:
    rows = ['"Omzet";"";"Banen"', '"Binnenland";"Buitenland";""']
    lines = ['"T"', '"";"Onderwerp"', *(f'"";{row}' for row in rows)]
    text = "\n".join([*lines, '"Perioden";"mln";"mln";"aantal"', '"2022";"1";"2";"3"', ""])
    found = read_text(tmp_path, text, "t.csv")
    assert values(found, "measure") == {"Omzet|Binnenland": 1, "Omzet|Buitenland": 2, "Banen": 3}


def test_topics_in_two_numbered_rows_or_columns_are_one_path(tmp_path: Path) -> None:
    across = [
        '"";"Onderwerpen_1";"Omzet";"Omzet";"Banen"',
        '"";"Onderwerpen_2";"Binnenland";"Buitenland";"Banen"',
        '"Regio";"Perioden";"mln";"mln";"aantal"',
        '"NL";"2022";"1";"2";"3"',
    ]
    down = [
        '"";"";"Perioden"',
        '"";"";"2022";"2023"',
        '"Onderwerpen_1";"Onderwerpen_2";"";""',
        '"Omzet";"Binnenland";"1";"4"',
        '"";"Buitenland";"2";"5"',
        '"Banen";"Banen";"3";"6"',
    ]
    for lines in (across, down):
        found = read_text(tmp_path, "\n".join(['"T"', *lines, "Bron: CBS", ""]), "t.csv")
        in_2022 = {row["measure"]: row["value"] for row in found.rows if "2022" in row["period"]}
        assert in_2022 == {"Omzet|Binnenland": 1, "Omzet|Buitenland": 2, "Banen": 3}


@pytest.mark.parametrize(
    "lines",
    [
        ["Jaar;1e kwartaal;2e kwartaal", "2021;1;2", "2022*;3;4"],
        ["Kwartaal;2021;2022*", "1e kwartaal;1;3", "2e kwartaal;2;4"],
        ["Kwartaal;2021;2022*", "1;1;3", "2;2;4"],
        [";2021;2022*", "1e kwartaal;1;3", "2e kwartaal;2;4"],
        [
            ";2021;;2022;",
            ";1e kwartaal;2e kwartaal;1e kwartaal*;2e kwartaal*",
            "Onderwerp;;;;",
            "A;1;2;3;4",
        ],
    ],
)
def test_years_and_the_parts_of_them_across_each_other_are_periods(
    tmp_path: Path, lines: list[str]
) -> None:
    found = read_text(tmp_path, "\n".join(["Faillissementen", *lines, "Bron: CBS", ""]), "t.csv")
    assert values(found, "period") == {
        "2021KW01": 1,
        "2021KW02": 2,
        "2022KW01": 3,
        "2022KW02": 4,
    }
    assert found.cell(period="2022KW02") == (4.0, "*")
    assert found.reading.structure.dimensions == ()


def test_a_row_with_a_field_too_many_is_left_out_and_not_all_the_others(tmp_path: Path) -> None:
    lines = ['"T"', '"";"Onderwerp"', '"";"A"', '"Perioden";"aantal"']
    rows = ['"2022";"1"', '"2023";"3";"9"', '"2024";"5"', ""]
    found = read_text(tmp_path, "\n".join([*lines, *rows]), "t.csv")
    assert values(found, "period") == {"2022JJ00": 1, "2024JJ00": 5}
    assert [row.line for row in found.reading.rejected] == [6]


@pytest.mark.parametrize("label", ["", "Handel, horeca"])
@pytest.mark.parametrize("mark", ["\t", ";"])
def test_commas_in_a_title_and_in_numbers_part_no_fields(
    tmp_path: Path, label: str, mark: str
) -> None:
    before, title = (f"{label}{mark}", f"Branche{mark}") if label else ("", "")
    blank = mark if label else ""
    lines = [
        "Winkels, omzet",
        f"{blank}{mark}Onderwerp",
        f"{blank}{mark}Omzet, netto",
        f"{title}Perioden{mark}mln euro",
        f"{before}2021{mark}1,5",
        f"{before}2022*{mark}2,5",
        "Bron: CBS, Kadaster",
    ]
    found = read_text(tmp_path, "\n".join([*lines, ""]), "winkels.csv")
    assert values(found, "period") == {"2021JJ00": 1.5, "2022JJ00": 2.5}
    assert found.recognition.title == "Winkels, omzet"


def test_a_dimension_between_topics_and_periods_is_no_column_of_units(tmp_path: Path) -> None:
    lines = [
        '"Prijzen"',
        '"";"";"Perioden"',
        '"";"";"2023 januari*";"2023 februari*"',
        '"Onderwerp";"Bestedingen";"";""',
        '"CPI";"000000 Alle bestedingen";"126,54";"127,88"',
        '"CPI";"01 Voedingsmiddelen";"139,4";"."',
        "",
    ]
    found = read_text(tmp_path, "\n".join(lines), "t.csv")
    assert found.cell(measure="CPI", Bestedingen="01 Voedingsmiddelen", period="2023MM01") == (
        139.4,
        "*",
    )
    assert [one.unit for one in found.reading.structure.measures] == [""]


@pytest.mark.parametrize(
    "lines",
    [
        ["Onderwerp;2022;2023*", "Omzet (mln euro);1;2", "Banen (aantal);3;4"],
        ["Onderwerp;Eenheid;2022;2023*", "Omzet;mln euro;1;2", "Banen;aantal;3;4"],
        [
            ";;Perioden;Perioden",
            ";;2022;2023*",
            "Onderwerp;eenheid;;",
            "Omzet;mln euro;1;2",
            "Banen;aantal;3;4",
        ],
        [
            ";;Regio;Noord;Noord",
            "Onderwerp;;Perioden;2022;2023*",
            "Omzet;mln euro;;1;2",
            "Banen;aantal;;3;4",
        ],
    ],
)
def test_units_stand_in_brackets_under_their_own_title_or_under_none(
    tmp_path: Path, lines: list[str]
) -> None:
    found = read_text(tmp_path, "\n".join(["T", *lines, "Bron: CBS", ""]), "t.csv")
    measures = found.reading.structure.measures
    assert [(one.title, one.unit) for one in measures] == [
        ("Omzet", "mln euro"),
        ("Banen", "aantal"),
    ]
    assert found.cell(measure="Omzet", period="2023JJ00") == (2.0, "*")
    assert found.cell(measure="Banen", period="2022JJ00") == (3.0, "")


def test_periods_under_another_name_are_known_in_a_copy_with_tails(tmp_path: Path) -> None:
    lines = ["T;;;;", ";Onderwerp;;;", ";A;B;;", "Tijd;aantal;%;;", "2022 1e kwartaal;1;2;;"]
    text = "\r\n".join([*lines, "2022 2e kwartaal*;3;4,5;;", "Bron: CBS;;;;", ""])
    found = read_text(tmp_path, text, "t.csv")
    assert found.cell(measure="B", period="2022KW02") == (4.5, "*")
    assert found.reading.structure.dimensions == ()
