"""StatLine's table layout: dimensions in rows and in columns, whatever stands above and below."""

from pathlib import Path

import pytest

from mkbviewer.core.errors import UnreadableFile
from tests.dialects.reading_files import SPECIMENS, ReadFile, read_file, write_lines

FOLDER = SPECIMENS / "statline_layout"


def read_specimen(name: str) -> ReadFile:
    found = read_file(FOLDER / name)
    assert found.recognition.dialect == "statline_layout"
    assert found.reading.rejected == ()
    return found


def measures(found: ReadFile) -> list[tuple[str, str, str]]:
    return [(m.key, m.title, m.unit) for m in found.reading.structure.measures]


def test_topics_in_columns_below_a_title_and_a_filter() -> None:
    found = read_specimen("Verzonnen_bedrijven__omzet_01022024_120000.csv")
    assert found.recognition.title == "Verzonnen bedrijven; omzet"
    assert found.recognition.source == "CBS, Kadaster"
    assert found.members("Sector") == [("Totaal", "Totaal")]
    assert measures(found) == [
        ("Omzet|Binnenland", "Binnenland", "mln euro"),
        ("Omzet|Buitenland", "Buitenland", "mln euro"),
        ("Banen", "Banen", "aantal"),
    ]
    assert found.reading.structure.measures[0].group == "Omzet"
    assert found.cell(measure="Omzet|Binnenland", period="2022JJ00") == (1.5, "")
    assert found.cell(measure="Omzet|Binnenland", period="2023JJ00") == (None, ".")
    assert found.cell(measure="Omzet|Buitenland", period="2023JJ00") == (None, "blank")
    assert found.cell(measure="Banen", period="2023JJ00") == (12.0, "*")


def test_topics_in_rows_with_a_column_of_units() -> None:
    found = read_specimen("onderwerpen_in_rijen.csv")
    assert measures(found) == [("Omzet", "Omzet", "mln euro"), ("Banen", "Banen", "aantal")]
    assert found.members("Grootte") == [("Klein", "Klein"), ("Groot", "Groot")]
    key = {"measure": "Omzet", "period": "2022KW02"}
    assert found.cell(Grootte="Groot", **key) == (None, ".")
    assert found.cell(measure="Banen", period="2022KW02", Grootte="Klein") == (5.0, "**")
    assert found.cell(measure="Banen", period="2022KW02", Grootte="Groot") == (None, "blank")
    assert found.recognition.source == "CBS"


def test_older_tables_with_titles_beside_the_headings() -> None:
    found = read_specimen("oud_gestapeld.csv")
    keys = [dimension.key for dimension in found.reading.structure.dimensions]
    assert keys == ["Leeftijd", "Regio", "Geslacht"]
    assert measures(found) == [("Kosten", "Kosten", "euro")]
    key = {"Leeftijd": "0 tot 65", "Regio": "Fryslân"}
    assert found.cell(Geslacht="Vrouwen", period="2020JJ00", **key) == (None, "blank")
    assert found.cell(Geslacht="Vrouwen", period="2021JJ00", **key) == (120.0, "*")
    assert found.members("Regio")[1][0] == "Súdwest"


def test_an_english_copy_that_excel_saved_again() -> None:
    found = read_specimen("excel.csv")
    assert found.recognition.title == "Employment"
    assert measures(found) == [("Jobs", "Jobs", "number"), ("Hours", "Hours", "x 1 000")]
    assert found.cell(measure="Hours", period="2004KW04") == (1.6, "*")
    assert found.reading.rows == 4


def test_a_copy_that_r_saved_again_loses_its_wrapping() -> None:
    found = read_specimen("R.csv")
    assert found.recognition.title == "Verzonnen banen; provincie"
    assert measures(found) == [("Banen", "Banen", "%")]
    assert found.cell(**{"Regio's": "Fryslân", "period": "2022JJ00"}) == (None, "blank")
    assert found.cell(**{"Regio's": "Nederland", "period": "2023JJ00"}) == (7.9, "")


def test_a_copy_whose_title_and_footer_were_taken_away() -> None:
    found = read_specimen("bewerkt.csv")
    assert measures(found) == [
        ("Banen|Mannen", "Mannen", "x 1 000"),
        ("Banen|Vrouwen", "Vrouwen", "x 1 000"),
    ]
    assert found.cell(measure="Banen|Vrouwen", period="2022JJ00") == (5.5, "")


def read_lines(tmp_path: Path, *lines: str, name: str = "tabel.csv") -> ReadFile:
    return read_file(write_lines(tmp_path / name, lines))


HEADING = ('"Titel"', '"";"Onderwerp"', '"";"A";"B"', '"Perioden";"%";"%"')


def test_a_bad_row_is_named_with_its_line_and_takes_no_others(tmp_path: Path) -> None:
    found = read_lines(
        tmp_path,
        *HEADING,
        '"2020";"1,5";"2"',
        '"2021";"1,5"',
        '"Hier begint iets anders"',
        '"2022";"veel";"4"',
        '"Bron: CBS"',
        '"Nog een regel"',
    )
    assert [row.line for row in found.reading.rejected] == [6, 7, 8]
    assert "stands between" in found.reading.rejected[1].reason
    assert "veel" in found.reading.rejected[2].reason
    assert found.reading.rejected_count == 3
    assert found.reading.rows == 3


def test_a_row_without_any_figure_is_a_row(tmp_path: Path) -> None:
    found = read_lines(tmp_path, *HEADING, '"2020";"1";"2"', '"2021";"";""', '"Bron: CBS"')
    assert found.reading.missing == {"blank": 2}


def test_a_blank_line_before_the_footer_is_nothing(tmp_path: Path) -> None:
    found = read_lines(tmp_path, *HEADING, '"2020";"1";"2"', '""', '"Toelichting"', '"Bron: CBS"')
    assert found.reading.rejected == ()
    assert found.recognition.description == "Toelichting"


def test_merged_headings_stand_for_all_their_columns(tmp_path: Path) -> None:
    found = read_lines(
        tmp_path,
        "Titel;;;;",
        ";;Onderwerp;;",
        ";;A;;B",
        ";;Geslacht;;",
        ";;Mannen;Vrouwen;Mannen",
        "Regio;Perioden;%;%;%",
        "Noord;2020;1;2;3",
        ";2021;4;5;6",
        "Zuid;2020;7;8;9",
    )
    assert found.reading.rejected == ()
    key = {"Regio": "Noord", "period": "2021JJ00"}
    assert found.cell(measure="A", Geslacht="Vrouwen", **key) == (5.0, "")
    assert found.cell(measure="B", Geslacht="Mannen", **key) == (6.0, "")


def test_a_table_without_topics_or_periods_counts_what_its_title_says(tmp_path: Path) -> None:
    found = read_lines(
        tmp_path, "Aantal winkels", ";Grootte;Klein;Groot", "Regio;;;", "Noord;;1;2", "Zuid;;3;4"
    )
    assert [m.title for m in found.reading.structure.measures] == ["Aantal winkels"]
    assert found.reading.structure.first == ""


def test_more_rows_than_the_head_holds_are_read(tmp_path: Path) -> None:
    rows = [f'"Regio {number:05d}";"{number},5";"."' for number in range(6000)]
    heading = ('"Titel"', '"";"Onderwerp"', '"";"A";"B"', '"Regio";"%";"%"')
    found = read_lines(tmp_path, *heading, *rows)
    assert found.reading.observations == 6000
    assert sum(row["value"] or 0 for row in found.rows) == sum(range(6000)) + 3000


def test_headings_that_are_longer_than_the_head_are_read(tmp_path: Path) -> None:
    names = [f"Gemeente met een lange naam, nummer {number:05d}" for number in range(3000)]
    found = read_lines(
        tmp_path,
        '"Titel"',
        '"";"";"Gemeenten"',
        '"Onderwerp";"";' + ";".join(f'"{name}"' for name in names),
        '"Omzet";"euro";' + ";".join(f'"{number}"' for number in range(3000)),
    )
    assert found.reading.rows == 3000
    assert len(found.members("Gemeenten")) == 3000


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "cp1252"])
def test_the_encoding_makes_no_difference(tmp_path: Path, encoding: str) -> None:
    lines = ['"Titel"', '"";"Onderwerp"', '"";"Omzet"', '"Regio\'s";"€"', '"Fryslân";"1,5"']
    found = read_file(write_lines(tmp_path / "tabel.csv", lines, encoding))
    assert found.cell(measure="Omzet") == (1.5, "")
    assert found.members("Regio's")[0][0] == "Fryslân"


def test_units_stand_behind_topics_under_the_title_of_the_only_dimension(tmp_path: Path) -> None:
    found = read_lines(
        tmp_path,
        '"Titel"',
        '"Onderwerp";"Perioden";"2020";"2021*"',
        '"Omzet";"mln euro";"1,5";"2"',
        '"Banen";"aantal";"3";"4"',
    )
    assert measures(found) == [("Omzet", "Omzet", "mln euro"), ("Banen", "Banen", "aantal")]
    assert found.cell(measure="Banen", period="2021JJ00") == (4.0, "*")


def test_a_dimension_behind_the_topics_is_no_unit(tmp_path: Path) -> None:
    found = read_lines(tmp_path, "Onderwerp;Regio;2020;2021", "Omzet;Noord;1,5;2", "Omzet;Zuid;3;4")
    assert measures(found) == [("Omzet", "Omzet", "")]
    assert found.cell(Regio="Zuid", period="2021JJ00") == (4.0, "")


def test_topics_another_dimension_and_units_stand_in_the_rows(tmp_path: Path) -> None:
    found = read_lines(
        tmp_path,
        '"Titel"',
        '"Geslacht: Mannen"',
        '"";"";"";"Perioden"',
        '"Regio\'s";"Onderwerp";"";"2020";"2021"',
        '"Noord";"Omzet";"euro";"1";"2"',
        '"Noord";"Banen";"aantal";"3";"4"',
        '"Zuid";"Omzet";"euro";"5";"6"',
    )
    assert measures(found) == [("Omzet", "Omzet", "euro"), ("Banen", "Banen", "aantal")]
    key = {"Regio's": "Zuid", "Geslacht": "Mannen"}
    assert found.cell(measure="Omzet", period="2021JJ00", **key) == (6.0, "")


def test_one_topic_with_two_units_is_two_measures(tmp_path: Path) -> None:
    found = read_lines(
        tmp_path,
        "Titel;;",
        ";Onderwerp;",
        ";Omzet;Omzet",
        "Perioden;mln euro;%",
        "2020;1,5;2",
    )
    assert measures(found) == [
        ("Omzet (mln euro)", "Omzet (mln euro)", "mln euro"),
        ("Omzet (%)", "Omzet (%)", "%"),
    ]


def test_a_period_that_was_chosen_holds_for_all_figures(tmp_path: Path) -> None:
    found = read_lines(
        tmp_path,
        '"Titel"',
        '"Perioden: 2023 1e kwartaal*"',
        '"";"Onderwerp"',
        '"";"Omzet"',
        '"Regio";"euro"',
        '"Noord";"1,5"',
    )
    assert found.cell(Regio="Noord", period="2023KW01") == (1.5, "*")


def test_headings_without_figures_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile) as caught:
        read_lines(tmp_path, *HEADING, '"Bron: CBS"')
    assert "headings" in caught.value.why


def test_notes_with_the_empty_cells_of_a_spreadsheet_are_no_rows(tmp_path: Path) -> None:
    one = ["Titel;", ";Onderwerp", ";Omzet", "Sector;euro", "Bouw;1,5", "Onbekend;", "Noot: x;"]
    found = read_file(write_lines(tmp_path / "a.csv", [*one, "© CBS;"]))
    assert [code for code, _label in found.members("Sector")] == ["Bouw", "Onbekend"]
    assert "Noot: x" in found.recognition.description
    two = ["Titel;;", ";;Onderwerp", ";;Omzet", "Sector;Soort;euro", "Bouw;A;1,5", "Zorg;B;2"]
    found = read_file(write_lines(tmp_path / "b.csv", [*two, "De cijfers zijn afgerond;;"]))
    assert [code for code, _label in found.members("Sector")] == ["Bouw", "Zorg"]
    assert found.reading.rejected == ()


def test_many_headings_that_are_longer_than_the_head_are_read(tmp_path: Path) -> None:
    figures = 700
    blanks = ";" * (figures - 1)
    lines = ["Titel", *([""] * 2)]
    for number in range(6):
        member = f"Een lange naam van het enige lid van dimensie {number}"
        lines += [f";Dimensie {number}{blanks}", ";" + ";".join([member] * figures)]
    lines += [f";Onderwerp{blanks}", ";" + ";".join(f"Onderwerp {n}" for n in range(figures))]
    lines += ["Perioden;" + ";".join(["euro"] * figures)]
    lines += ["2022;" + ";".join(f"{n},5" for n in range(figures)), "Bron: CBS"]
    path = write_lines(tmp_path / "x.csv", lines)
    assert path.stat().st_size > 3 * 65536
    found = read_file(path)
    assert found.cell(measure="Onderwerp 699") == (699.5, "")
    assert len(found.reading.structure.dimensions) == 6


def test_periods_in_columns_may_be_known_by_their_title_only(tmp_path: Path) -> None:
    lines = ["Titel", ";;Perioden", "Onderwerp;;2008;2008 bijzonder", "Omzet;euro;1,5;2", "© CBS"]
    found = read_file(write_lines(tmp_path / "x.csv", lines))
    assert found.cell(period="2008JJ00") == (1.5, "")
    assert found.cell(period="2008 bijzonder") == (2.0, "")
