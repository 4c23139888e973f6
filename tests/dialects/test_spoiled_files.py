"""Files as people and other programs spoil them: what is still certain is read, the rest named."""

from pathlib import Path

import pytest

from mkbviewer.core.errors import UnreadableFile
from tests.dialects.reading_files import read_file, read_text, values


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_cell_of_two_lines_at_the_beginning_of_a_row_stays_one_cell(
    tmp_path: Path, end: str
) -> None:
    rows = ['"Regio";"Perioden";"Omzet (mln euro)"', '"Noord\nen Oost";"2021";"5"']
    found = read_text(tmp_path, end.join([*rows, '"Zuid";"2021";"6";', ""]))
    assert values(found, "Regio") == {"Noord\nen Oost": 5, "Zuid": 6}
    assert found.reading.rejected_count == 0


def test_a_heading_of_two_lines_is_one_row_and_takes_no_figures_along(tmp_path: Path) -> None:
    text = '"Regio";"Perioden";"Groei\n(%)"\n"Noord\nen Oost";"2021";"-1.5"\n"Zuid";"2021";"3"\n'
    found = read_text(tmp_path, text)
    assert values(found, "Regio") == {"Noord\nen Oost": -1.5, "Zuid": 3}
    assert found.reading.rejected_count == 0
    assert found.reading.structure.measures[0].unit == "%"


@pytest.mark.parametrize("above", ["\ufeff\ufeff", "\n\n", ";;;\n", "sep=;\n", "sep=;\r\n\r\n"])
def test_marks_blank_lines_and_a_line_for_excel_above_the_header_are_no_rows(
    tmp_path: Path, above: str
) -> None:
    text = above + "ID;Regio;Perioden;Omzet_1\n0;GM1;2021JJ00;5\n1;GM2;2021JJ00;6\n"
    found = read_text(tmp_path, text)
    assert found.recognition.dialect == "odata3"
    assert values(found, "Regio") == {"GM1": 5, "GM2": 6}
    assert found.reading.rejected_count == 0


def test_rows_that_end_in_different_ways_are_rows_all_the_same(tmp_path: Path) -> None:
    text = "Regio;Perioden;Omzet (mln euro)\r\nA;2021;5\nB;2021;6\rC;2021;7\r\nD;2021;8\n"
    found = read_text(tmp_path, text)
    assert values(found, "Regio") == {"A": 5, "B": 6, "C": 7, "D": 8}


def test_a_header_longer_than_the_head_is_looked_at_whole(tmp_path: Path) -> None:
    topics = ";".join(
        f'"Groep {n // 10}/Een onderwerp met een lange naam {n} (aantal)"' for n in range(1500)
    )
    figures = ";".join(f'"{n}"' for n in range(1500))
    found = read_text(tmp_path, f'"Regio";"Perioden";{topics}\n"NL";"2022";{figures}\n')
    assert len(found.reading.structure.measures) == 1500
    assert sum(row["value"] for row in found.rows) == 1499 * 1500 / 2


def test_blank_rows_of_a_spreadsheet_are_neither_rows_nor_members_nor_mistakes(
    tmp_path: Path,
) -> None:
    with_time = "ID;Regio;Perioden;Omzet_1\n0;NL;2021JJ00;5\n;;;\n ;;;\n1;PV20;2021JJ00;6\n;;;\n"
    without = "Regio;Totaal (aantal);Deel (%)\nNoord;1;2\n;;\nZuid;3;.\n;;\n"
    for text, count in ((with_time, 2), (without, 4)):
        found = read_text(tmp_path, text)
        assert len(found.rows) == count
        assert "" not in {row["Regio"] for row in found.rows}
        assert found.reading.rejected_count == 0


def test_downloads_pasted_behind_each_other_are_read_and_their_headings_named(
    tmp_path: Path,
) -> None:
    header = '"Branche";"Perioden";"Omzet (mln euro)"\n'
    text = f'{header}"A";"2022";"1"\n"Bron: CBS";"";""\n{header}"A";"2023*";"2"\n"Bron: CBS"\n'
    found = read_text(tmp_path, text)
    assert found.cell(period="2023JJ00") == (2.0, "*")
    assert [row.line for row in found.reading.rejected] == [3, 4, 6]
    assert "repeated" in found.reading.rejected[1].reason
    assert found.reading.warnings == ()


def test_a_footer_below_the_periods_is_no_period(tmp_path: Path) -> None:
    text = (
        '"Perioden","Omzet (%)"\n"2023 1e kwartaal",1.5\n"2023 2e kwartaal*",-2.5\n"Bron: CBS",\n'
    )
    found = read_text(tmp_path, text)
    assert [row["period"] for row in found.rows] == ["2023KW01", "2023KW02"]
    assert [row.line for row in found.reading.rejected] == [4]
    assert "footer" in found.reading.rejected[0].reason


@pytest.mark.parametrize(
    "header",
    [
        ",ID,Regio,Perioden,Omzet_1",
        "Unnamed: 0,ID,Regio,Perioden,Omzet_1",
        '"","id","Regio","Perioden","Omzet_1"',
    ],
)
def test_the_numbers_that_pandas_and_r_give_to_rows_are_no_dimension(
    tmp_path: Path, header: str
) -> None:
    found = read_text(tmp_path, header + "\n0,0,Noord,2021,10.5\n1,1,Noord,2022,12.5\n")
    assert [one.key for one in found.reading.structure.dimensions] == ["Regio"]
    assert values(found, "period") == {"2021JJ00": 10.5, "2022JJ00": 12.5}


def test_the_columns_that_cbsodatar_adds_are_no_dimensions(tmp_path: Path) -> None:
    text = (
        '"ID","Regio","Regio_label","Perioden","Perioden_Date","Perioden_freq","Omzet_1"\n'
        '0,"NL01","Nederland","2021JJ00",2021-01-01,"Y",10.5\n'
        '1,"NL01","Nederland","2022JJ00",2022-01-01,"Y",12.5\n'
    )
    found = read_text(tmp_path, text)
    assert [one.key for one in found.reading.structure.dimensions] == ["Regio"]
    assert "Perioden_Date" in found.recognition.warnings[0]


def test_names_with_capitals_are_those_of_a_tidy_file_too(tmp_path: Path) -> None:
    found = read_text(
        tmp_path, "Measure,Regio,Period,Value,Status\nOmzet_1,GM01,2022JJ00,11.25,*\n"
    )
    assert found.recognition.dialect == "tidy"
    assert found.cell(measure="Omzet_1", Regio="GM01", period="2022JJ00") == (11.25, "*")


def test_a_column_of_numbers_without_which_most_keys_repeat_is_a_dimension(tmp_path: Path) -> None:
    rows = ['"2022";"0";"1"', '"2022";"1";"2"', '"2023";"0";"3"', '"2023";"1";"5"', ""]
    found = read_text(tmp_path, "\n".join(['"Perioden";"Leeftijd";"Bevolking (aantal)"', *rows]))
    assert found.cell(Leeftijd="1", period="2023JJ00") == (5.0, "")
    assert found.reading.rejected_count == 0


METADATA = """"TableInfos"
"ID";"Title";"Identifier"
"0";"Verzonnen";"99950NED"
"DataProperties"
ID;Position;ParentID;Type;Key;Title;Description;ReleasePolicy;Datatype;Unit;Decimals;Default
"0";"0";;"Dimension";"Grootte";"Grootteklasse";"";"false";"";;;
"1";"1";;"TimeDimension";"Perioden";"Perioden";"";"false";"";;;
"2";"2";;"Topic";"Omzet_1";"Omzet";"";;"Double";"mln euro";"1";"Missing"
"Grootte"
Key;Title;Description
"T001";"Totaal";""
"01";"1 persoon";""
"Perioden"
Key;Title;Description;Status
"2021JJ00";"2021";"";"Definitief"
"2012A061";"2012 tot 2015";"";"Definitief"
"20210101";"1 januari 2021";"";"Definitief"
"""


def test_what_metadata_calls_a_period_is_one_and_codes_that_it_lacks_are_told(
    tmp_path: Path,
) -> None:
    metadata = tmp_path / "99950NED_metadata.csv"
    metadata.write_text(METADATA, encoding="utf-8")
    rows = ["0;T001;2021JJ00;1", "1;T001;2012A061;2", "2;T001;20210101;3", "3;1;2021JJ00;4", ""]
    text = "\n".join(["ID;Grootte;Perioden;Omzet_1", *rows])
    found = read_text(tmp_path, text, companions={metadata.name: metadata})
    assert found.reading.rejected_count == 0
    assert found.cell(Grootte="T001", period="2012A061") == (2.0, "")
    assert found.recognition.warnings == (
        "Grootteklasse: codes without a label in the metadata: 1.",
    )


def test_what_stands_under_no_name_is_told(tmp_path: Path) -> None:
    text = (
        '"ID";"Regio";"Perioden";"Omzet_1";\n"0";"a";"2021JJ00";"5";\n"1";"b";"2021JJ00";"8";"9"\n'
    )
    found = read_text(tmp_path, text)
    assert values(found, "Regio") == {"a": 5, "b": 8}
    assert found.recognition.warnings == ("Columns without a name were left out: number 5.",)


def test_members_that_are_blank_or_were_taken_for_dates_are_told(tmp_path: Path) -> None:
    rows = ["0;3-5;2021JJ00;5", "1;01-okt;2021JJ00;6", "2;okt-50;2021JJ00;7", "3;;2021JJ00;8", ""]
    found = read_text(tmp_path, "\n".join(["ID;Grootte;Perioden;Omzet_1", *rows]))
    blank, changed = found.reading.warnings
    assert "Grootte is blank" in blank
    assert "01-okt, okt-50" in changed


def test_dimensions_that_differ_by_capitals_only_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="same name"):
        read_text(tmp_path, "ID;Regio;regio;Perioden;Omzet_1\n0;a;b;2021JJ00;1\n")


@pytest.mark.parametrize("rows", [1, 5000])
@pytest.mark.parametrize("tail", ["", ";;"])
def test_the_footer_below_one_header_line_tells_the_source(
    tmp_path: Path, rows: int, tail: str
) -> None:
    lines = [f'"Gemeente {n}";"2022*";"{n}"' for n in range(rows)]
    header = '\ufeff"Gemeente";"Perioden";"Woningen (aantal)"'
    found = read_text(tmp_path, "\r\n".join([header, *lines, f"Bron: CBS, Kadaster{tail}", ""]))
    assert found.recognition.source == "CBS, Kadaster"
    assert len(found.rows) == rows


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_line_pasted_in_another_encoding_does_not_spoil_the_others(
    tmp_path: Path, mark: bytes
) -> None:
    path = tmp_path / "99950NED.csv"
    header = '"ID";"Regio";"Perioden";"Omzet_1"\n"0";"Súdwest";"2021JJ00";"5"\n'
    others = '"1";"Fryslân";"2021JJ00";"6"\n'
    pasted = '"2";"Curaçao";"2021JJ00";"7"\n'
    path.write_bytes(mark + (header + others).encode() + pasted.encode("cp1252"))
    found = read_file(path)
    assert values(found, "Regio") == {"Súdwest": 5, "Fryslân": 6, "Curaçao": 7}
    assert "Windows-1252" in found.reading.warnings[0]


def test_several_days_among_longer_periods_are_days_and_a_lone_one_is_a_mistake(
    tmp_path: Path,
) -> None:
    codes = ["2021JJ00", "2022JJ00", "2023JJ00", "2021KW01", "2022KW01", "20210101", "20220101"]
    lines = [f"{n};NL;{code};{n}" for n, code in enumerate(codes)]
    both = read_text(tmp_path, "\n".join(["ID;Regio;Perioden;Omzet_1", *lines, ""]))
    assert both.reading.rejected_count == 0
    alone = read_text(tmp_path, "\n".join(["ID;Regio;Perioden;Omzet_1", *lines[:-1], ""]))
    assert [row.line for row in alone.reading.rejected] == [7]


def test_a_bulk_set_that_a_spreadsheet_saved_keeps_its_periods(tmp_path: Path) -> None:
    header = "Id;Measure;Grootte;Perioden;Value;StringValue;ValueAttribute;;"
    rows = ["0;M1;A;2021JJ00;1.234,5;;None;;", "1;M1;B;2022KW01;12.345;;None;;", ";;;;;;;;", ""]
    found = read_text(tmp_path, "\r\n".join([header, *rows]), "Observations.csv")
    assert values(found, "period") == {"2021JJ00": 1234.5, "2022KW01": 12345}
    assert [one.key for one in found.reading.structure.dimensions] == ["Grootte"]
    assert found.reading.rejected_count == 0


def test_a_row_without_a_measure_is_left_out_and_named(tmp_path: Path) -> None:
    text = "measure,Regio,period,value,status\n,A,2021,1,\nOmzet,A,2021,2,\nOmzet,B,2021,3,.\n"
    found = read_text(tmp_path, text)
    assert values(found, "measure") == {"Omzet": 2}
    no_measure, contradiction = found.reading.rejected
    assert (no_measure.line, "no measure" in no_measure.reason) == (2, True)
    assert "missing: “.”." in contradiction.reason


def test_what_pandas_makes_of_years_and_of_nothing_is_read(tmp_path: Path) -> None:
    rows = ["0.0,NL,2021.0,NaN", "1.0,NL,2022.0,None", "2.0,NL,2023.0,<NA>", "3.0,NL,2024.0,5.0"]
    found = read_text(tmp_path, "\n".join(["ID,Regio,Perioden,Omzet_1", *rows, ""]))
    assert found.reading.missing == {"blank": 3}
    assert found.cell(period="2024JJ00") == (5.0, "")


def test_metadata_in_another_encoding_is_metadata_all_the_same(tmp_path: Path) -> None:
    metadata = tmp_path / "99950NED_metadata.csv"
    metadata.write_bytes(METADATA.encode("utf-16"))
    text = "ID;Grootte;Perioden;Omzet_1\n0;T001;2021JJ00;1\n"
    found = read_text(tmp_path, text, companions={metadata.name: metadata})
    assert found.recognition.title == "Verzonnen"
    assert found.reading.structure.measures[0].unit == "mln euro"


@pytest.mark.parametrize("quote", ["", '"'])
def test_files_put_behind_each_other_have_no_mark_in_their_members_and_periods(
    tmp_path: Path, quote: str
) -> None:
    lines = ["Regio;Perioden;Omzet (mln)", "NL;2022;1", "\ufeffNL;2023;2", "NL;\ufeff2024;3", ""]
    text = "\n".join(lines).replace("NL", f"{quote}NL{quote}")
    found = read_text(tmp_path, text, "f.csv")
    assert found.members("Regio") == [("NL", "NL")]
    assert values(found, "period") == {"2022JJ00": 1, "2023JJ00": 2, "2024JJ00": 3}


def test_a_line_with_a_mark_is_read_beside_one_that_is_not_regular(tmp_path: Path) -> None:
    text = 'Regio;Perioden;Omzet (mln)\nNL;2022;1\n\ufeff"N;L";2023;2\nNL;2024\n'
    found = read_text(tmp_path, text, "f.csv")
    assert found.members("Regio") == [("NL", "NL"), ("N;L", "N;L")]
    assert [row.line for row in found.reading.rejected] == [4]


@pytest.mark.parametrize(
    ("end", "is_told"),
    [(";1", True), (";1\n", False), (';"1"', False), (";-1.", True), (";", False)],
)
def test_a_figure_at_the_very_end_of_a_file_may_not_be_whole(
    tmp_path: Path, end: str, *, is_told: bool
) -> None:
    text = f"ID;G;Perioden;Omzet_1\n0;a;2022JJ00;100\n1;a;2023JJ00{end}"
    found = read_text(tmp_path, text)
    assert any("not whole" in one for one in found.reading.warnings) is is_told


def test_what_differs_from_a_row_before_it_is_told_in_words(tmp_path: Path) -> None:
    text = "ID;G;Perioden;A_1\n0;a;2022JJ00;1\n1;a;2022JJ00;\n2;b;2022JJ00;3\n"
    (row,) = read_text(tmp_path, text).reading.rejected
    assert "A: 1 there, empty here" in row.reason


def test_rows_that_differ_by_their_star_only_are_not_said_to_be_the_same(tmp_path: Path) -> None:
    starred = "Regio;Perioden;Omzet (mln)\nNL;2022;1\nNL;2022*;1\nBE;2022*;2\n"
    (row,) = read_text(tmp_path, starred, "f.csv").reading.rejected
    assert "status: empty there, * here" in row.reason
    tidy = "measure,period,value,status\na,2022,1,*\na,2022,1,**\na,2023,1,*\n"
    (row,) = read_text(tmp_path, tidy, "t.csv").reading.rejected
    assert "status: * there, ** here" in row.reason


def test_a_row_without_a_period_among_others_with_one_is_left_out_and_named(
    tmp_path: Path,
) -> None:
    header = "Id;Measure;Sector;Perioden;Value;StringValue;ValueAttribute\n"
    rows = ["0;M1;A;2021JJ00;1;;None", "1;M1;A;;2;;None", "2;M1;A;2022JJ00;3;;None", ""]
    found = read_text(tmp_path, header + "\n".join(rows), "Observations.csv")
    assert values(found, "period") == {"2021JJ00": 1, "2022JJ00": 3}
    assert [(one.line, one.reason) for one in found.reading.rejected] == [
        (3, "The row names no period.")
    ]
