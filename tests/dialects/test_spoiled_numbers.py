"""Numbers as people and spreadsheets leave them: what is certain is read, the rest is told."""

from pathlib import Path

import pytest

from mkbviewer.dialects import probe_file, recognise
from tests.dialects.reading_files import read_file, read_text


@pytest.mark.parametrize(
    ("omzet", "percentage", "expected"),
    [
        (("1.234,5", "12"), ("1,5", "2,5"), (1234.5, 12)),
        (("1 234", "\u22121 234,5"), ("1,5", "2,5"), (1234, -1234.5)),
    ],
)
def test_a_decimal_mark_in_one_column_tells_what_the_other_mark_is_in_all(
    tmp_path: Path, omzet: tuple[str, ...], percentage: tuple[str, ...], expected: tuple[float, ...]
) -> None:
    rows = zip(("2022", "2023"), omzet, percentage, strict=True)
    lines = [f"A;{year};{one};{other}" for year, one, other in rows]
    text = "\n".join(["Branche;Perioden;Omzet (mln euro);Groei (%)", *lines, ""])
    found = read_text(tmp_path, text)
    omzetten = [row["value"] for row in found.rows if row["measure"] == "Omzet"]
    assert omzetten == list(expected)
    assert [row["value"] for row in found.rows if row["measure"] == "Groei"] == [1.5, 2.5]


def test_thousands_are_not_guessed_at_beside_whole_numbers_without_a_mark(tmp_path: Path) -> None:
    rows = ["A;2022;1.234;1,5", "A;2023;12345;2,5", "A;2024;5;2,5", ""]
    text = "\n".join(["Branche;Perioden;Omzet (mln euro);Groei (%)", *rows])
    found = read_text(tmp_path, text)
    assert [(row.line, "1.234" in row.reason) for row in found.reading.rejected] == [(2, True)]


def test_a_column_of_percentages_is_one_of_numbers_in_per_cent(tmp_path: Path) -> None:
    text = "Jaar;Groei\n2020;1,5%\n2021;-2,25 %\n2022;.\n"
    found = read_text(tmp_path, text, "groei.csv")
    assert [row["value"] for row in found.rows] == [1.5, -2.25, None]
    (measure,) = found.reading.structure.measures
    assert (measure.unit, measure.decimals) == ("%", 2)


def test_numbers_with_words_behind_them_are_said_to_be_kept_as_text(tmp_path: Path) -> None:
    text = (
        "ID;Regio;Perioden;Groei_1\n0;NL;2021JJ00;5\n1;NL;2022JJ00;2.5 mln\n2;NL;2023JJ00;3 mln\n"
    )
    found = read_text(tmp_path, text)
    assert [row["text"] for row in found.rows] == ["5", "2.5 mln", "3 mln"]
    assert "Groei" in found.reading.warnings[0]
    assert "“2.5 mln”" in found.reading.warnings[0]


def test_a_star_behind_a_number_is_the_status_of_that_number(tmp_path: Path) -> None:
    rows = ["2021;1,5;x", "2022;2,5*;1", "2023;3,25 **;\u22121 234,5*", "2024*;4;5**", ""]
    found = read_text(tmp_path, "\n".join(["Jaar;A (%);B", *rows]), "a.csv")
    assert found.cell(measure="A", period="2021JJ00") == (1.5, "")
    assert found.cell(measure="A", period="2022JJ00") == (2.5, "*")
    assert found.cell(measure="A", period="2023JJ00") == (3.25, "**")
    assert found.cell(measure="A", period="2024JJ00") == (4.0, "*")
    assert found.cell(measure="B", period="2023JJ00") == (-1234.5, "*")
    assert found.cell(measure="B", period="2024JJ00") == (5.0, "**")
    assert found.reading.is_provisional
    assert [one.decimals for one in found.reading.structure.measures] == [2, 1]


def test_stars_in_a_table_layout_are_those_of_their_figures(tmp_path: Path) -> None:
    lines = ['"T"', '"";"Onderwerp"', '"";"A";"B"', '"Perioden";"aantal";"%"']
    text = "\n".join([*lines, '"2023 januari";"1*";"1,5"', '"2023 februari";"12";"2,25**"', ""])
    found = read_text(tmp_path, text, "t.csv")
    assert found.cell(measure="A", period="2023MM01") == (1.0, "*")
    assert found.cell(measure="A", period="2023MM02") == (12.0, "")
    assert found.cell(measure="B", period="2023MM02") == (2.25, "**")


def test_words_are_text_without_a_warning(tmp_path: Path) -> None:
    text = (
        '"Gemeente";"Perioden";"Provincie (naam)"\n"Ede";"2022";"Gelderland "\n"Goes";"2022";"."\n'
    )
    assert read_text(tmp_path, text).reading.warnings == ()


def test_numbers_that_a_computer_cannot_keep_exactly_are_told(tmp_path: Path) -> None:
    header = "ID;Regio;Perioden;Omzet_1;Banen_2\n"
    found = read_text(tmp_path, header + "0;NL;2021JJ00;123456789012345678;999999999999999\n")
    (warning,) = found.reading.warnings
    assert "Omzet" in warning
    assert "Banen" not in warning


def test_marks_between_thousands_are_not_believed_against_the_rest_of_the_file(
    tmp_path: Path,
) -> None:
    rows = [f"A{n};{1 + n % 900}.{100 + n % 900};1,5" for n in range(6000)]
    lines = ["T;;", ";Onderwerp;", ";Omzet;Groei", "Branche;mln euro;%", *rows]
    certain = read_text(tmp_path, "\n".join([*lines, ""]), "t.csv")
    assert certain.cell(Branche="A1", measure="Omzet") == (2101, "")
    mixed = read_text(tmp_path, "\n".join([*lines, "B;0.5;2,5", ""]), "t.csv")
    assert mixed.recognition.layout.grouping == ""


def test_points_beside_decimal_commas_are_a_question_where_cbs_writes_decimal_points(
    tmp_path: Path,
) -> None:
    path = tmp_path / "99950NED.csv"
    rows = "0;A;2021KW01;101.234;1,5\n1;A;2021KW02;99.875;2,5\n"
    path.write_text(f"ID;Branche;Perioden;Index_1;Groei_2\n{rows}", encoding="utf-8")
    found = recognise(probe_file(path))
    assert [one.key for one in found.alternatives] == ["decimals", "thousands"]
    by_key = {one.key: read_file(path, choice=one.key).rows for one in found.alternatives}
    assert [row["value"] for row in by_key["decimals"]] == [101.234, 99.875, 1.5, 2.5]
    assert [row["value"] for row in by_key["thousands"]] == [101234, 99875, 1.5, 2.5]


def test_a_dash_is_the_sign_for_nil_and_a_unit_makes_a_column_a_measure(tmp_path: Path) -> None:
    found = read_text(tmp_path, "Jaar;A (%);B\n2020;–;1\n2021;2,5;2\n2022;—;3\n", "a.csv")
    assert found.reading.structure.dimensions == ()
    assert [row["value"] for row in found.rows if row["measure"] == "A"] == [0, 2.5, 0]
    assert found.reading.rejected_count == 0


def test_the_example_of_what_is_kept_as_text_is_no_plain_number(tmp_path: Path) -> None:
    found = read_text(tmp_path, "Jaar;A (%)\n2020;1,5\n2021;2,5 p\n2022;3,5 p\n", "a.csv")
    (warning,) = found.reading.warnings
    assert "“2,5 p”" in warning


def test_texts_in_a_column_of_texts_are_no_spoiled_numbers(tmp_path: Path) -> None:
    rows = ["0;M1;A;2021JJ00;;9461 AA;None", "1;M1;B;2021JJ00;;1012 AB;None", ""]
    header = "Id;Measure;Regio;Perioden;Value;StringValue;ValueAttribute"
    found = read_text(tmp_path, "\n".join([header, *rows]), "Observations.csv")
    assert [row["text"] for row in found.rows] == ["9461 AA", "1012 AB"]
    assert found.reading.warnings == ()


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("- 3", -3),
        ("\u2212 3", -3),
        ("\u22123", -3),
        ("\u2013,5", -0.5),
        ("+ 3", 3),
        ("- 1 234,5", -1234.5),
        ("1\u2007234", 1234),
        ("\u20093\u00a0", 3),
        ("-,5", -0.5),
        ("1e3", 1000),
    ],
)
def test_signs_may_stand_apart_and_blanks_may_be_of_any_kind(
    cell: str, number: float, tmp_path: Path
) -> None:
    flat = f'Branche;Perioden;Omzet (mln euro)\nA;2022;1,5\nA;2023;"{cell}"\n'
    layout = f'Titel\n;Onderwerp\n;Omzet\nPerioden;euro\n2022;1,5\n2023;"{cell}"\n'
    figure = f'Jaar;Omzet\n2022;1,5\n2023;"{cell}"\n'
    tidy = f'measure;period;value\nOmzet;2022;1,5\nOmzet;2023;"{cell}"\n'
    bulk = "Id;Measure;Perioden;Value;StringValue;ValueAttribute\n"
    bulk += f'0;M1;2022JJ00;1,5;;None\n1;M1;2023JJ00;"{cell}";;None\n2;M2;2022JJ00;;- 3;None\n'
    for text in (flat, layout, figure, tidy, bulk):
        found = read_text(tmp_path, text, "a.csv")
        assert found.cell(period="2023JJ00") == (number, ""), found.recognition.dialect


@pytest.mark.parametrize("cell", ["(3)", "€ 3", "3 €", "<3", "3-", "3,-", "*3", "3 r", "5%"])
def test_what_may_be_no_plain_number_is_never_a_figure_and_always_told(
    cell: str, tmp_path: Path
) -> None:
    head = "Branche;Perioden;Omzet (mln euro)\n"
    one = read_text(tmp_path, f'{head}A;2021;1\nA;2022;2\nA;2023;"{cell}"\n', "a.csv")
    assert [row.line for row in one.reading.rejected] == [4]
    assert f"“{cell}”" in one.reading.rejected[0].reason
    rows = "".join(f'A;{year};"{cell}"\n' for year in (2021, 2022, 2023))
    every = read_text(tmp_path, head + rows, "b.csv")
    assert {row["text"] for row in every.rows} == {cell}
    assert f"“{cell}”" in every.reading.warnings[0]


def test_brackets_are_told_to_have_two_meanings(tmp_path: Path) -> None:
    found = read_text(tmp_path, "Jaar;Winst\n2021;5\n2022;6\n2023;(1.234)\n", "a.csv")
    assert "below zero, or uncertain" in found.reading.rejected[0].reason


def test_figures_that_a_spreadsheet_rounded_are_told(tmp_path: Path) -> None:
    found = read_text(tmp_path, "Jaar;Omzet\n2021;5\n2022;1,23457E+11\n", "a.csv")
    assert found.cell(period="2022JJ00") == (123457000000.0, "")
    assert "1,23457E+11" in found.reading.warnings[0]
    exact = read_text(tmp_path, "Jaar,Omzet\n2021,5\n2022,1.5e+05\n", "b.csv")
    assert exact.reading.warnings == ()


def test_a_bulk_set_says_when_its_numbers_are_kept_as_text(tmp_path: Path) -> None:
    header = "Id;Measure;Perioden;Value;StringValue;ValueAttribute\n"
    text = header + "0;M1;2022JJ00;(3);;None\n1;M1;2023JJ00;(4);;None\n"
    found = read_text(tmp_path, text, "Observations.csv")
    assert "kept as text" in found.reading.warnings[0]
