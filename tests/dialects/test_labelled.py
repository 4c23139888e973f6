"""Dumps of the cbsodata packages, with and without their code lists; the figures are made up."""

from pathlib import Path

from tests.dialects.reading_files import SPECIMENS, beside, read_file

LABELLED = SPECIMENS / "labelled/99902NED.csv"


def test_labels_stand_for_members_and_become_period_codes() -> None:
    found = read_file(LABELLED)
    assert found.recognition.dialect == "labelled"
    assert found.recognition.title == "99902NED"
    assert ("Totaal", "Totaal") in found.members("Bedrijfsgrootte")
    key = {"measure": "Omzet_1", "Bedrijfsgrootte": "Totaal", "period": "2022KW04"}
    assert found.cell(**key) == (12.5, "")


def test_whole_numbers_with_a_zero_behind_the_point_have_no_decimals() -> None:
    measures = read_file(LABELLED).reading.structure.measures
    assert [m.decimals for m in measures] == [2, 0]


def test_code_lists_beside_it_give_codes_titles_and_statuses() -> None:
    found = read_file(LABELLED, beside(SPECIMENS / "labelled/lists"))
    assert found.recognition.title == "Verzonnen bedrijven; labels"
    assert found.recognition.modified == "2024-03-01"
    assert found.members("Bedrijfsgrootte") == [
        ("T001", "Totaal"),
        ("WP1", "1 werkzame persoon"),
        ("onbekende klasse", "onbekende klasse"),
    ]
    turnover = found.reading.structure.measures[0]
    assert (turnover.unit, turnover.group) == ("mln euro", "Geld/Binnen")
    key = {"measure": "Omzet_1", "Bedrijfsgrootte": "WP1", "period": "2022KW04"}
    assert found.cell(**key) == (0.25, "*")


def test_a_dump_of_codes_is_a_dump_when_its_code_lists_stand_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "data.csv"
    path.write_text(
        '"ID","Bedrijfsgrootte","Perioden","Omzet_1"\n0,"T001","2021JJ00",1.5\n'
        '1,"WP1","2021JJ00",1e+05\n',
        encoding="utf-8",
    )
    found = read_file(path, beside(SPECIMENS / "labelled/lists"))
    assert found.recognition.dialect == "labelled"
    assert found.recognition.table == "99902NED"
    assert found.members("Bedrijfsgrootte")[0] == ("T001", "Totaal")
    assert found.cell(Bedrijfsgrootte="WP1", period="2021JJ00") == (100000.0, "")


def test_a_label_that_only_the_code_list_can_place_gets_its_code(tmp_path: Path) -> None:
    path = tmp_path / "99902NED.csv"
    path.write_text(
        "ID;Bedrijfsgrootte;Perioden;Omzet_1\n0;Totaal;2021 tot en met 2023;1.5\n"
        "1;Totaal;2021;1.0\n",
        encoding="utf-8",
    )
    lists = tmp_path / "Perioden.csv"
    lists.write_text("Key,Title\n2021G300,2021 tot en met 2023\n", encoding="utf-8")
    assert {row["period"] for row in read_file(path).rows} == {"2021JJ00", "2021 tot en met 2023"}
    found = read_file(path, {"Perioden.csv": lists})
    assert {row["period"] for row in found.rows} == {"2021JJ00", "2021G300"}


def test_a_code_list_that_cannot_be_read_is_told_and_the_figures_stand(tmp_path: Path) -> None:
    found = read_file(LABELLED, {"Perioden.csv": tmp_path / "weg.csv"})
    assert found.reading.observations == 8
    assert "could not be read" in found.recognition.warnings[0]


def test_without_time_and_numbers_behind_the_keys_words_are_members(tmp_path: Path) -> None:
    path = tmp_path / "99950NED.csv"
    path.write_text("ID;Sector;Omzet;Banen\n0;Bouw;1.5;2\n1;Zorg;;3\n", encoding="utf-8")
    found = read_file(path)
    assert found.recognition.dialect == "labelled"
    assert found.cell(measure="Omzet", Sector="Bouw") == (1.5, "")
    assert found.cell(measure="Banen", Sector="Zorg") == (3.0, "")
