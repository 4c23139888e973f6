"""Keys become titles that can be read, and titles that occur twice are told apart."""

from pathlib import Path

import pytest

from mkbviewer.core.model import Measure
from mkbviewer.dialects.known_tables import known_title
from mkbviewer.dialects.titles import readable_title, tell_apart
from tests.dialects.reading_files import read_file, write_lines


@pytest.mark.parametrize(
    ("key", "title"),
    [
        ("k_0Tot250WerkzamePersonen_11", "0 tot 250 werkzame personen"),
        ("TotaalBedrijven_1", "Totaal bedrijven"),
        ("BedrijfstakkenBranchesSBI2008", "Bedrijfstakken branches SBI 2008"),
        ("k_1WerkzaamPersoon_2", "1 werkzaam persoon"),
        ("k_1eKwartaal_3", "1e kwartaal"),
        ("AantalBBPPerInwoner_12", "Aantal BBP per inwoner"),
        ("RegioS", "Regio's"),
        ("WinstgevendheidIsVerslechterd", "Winstgevendheid is verslechterd"),
        ("Financiële_Positie_4", "Financiële positie"),
        ("A_1", "A"),
    ],
)
def test_a_key_of_cbs_becomes_words(key: str, title: str) -> None:
    assert readable_title(key) == title


@pytest.mark.parametrize("text", ["Omzet (mln euro)", "t/m 2", "", "___", "k__1"])
def test_what_is_no_key_of_words_stays_as_it_is(text: str) -> None:
    assert readable_title(text) == text


def titles(*measures: Measure) -> list[str]:
    return [measure.title for measure in tell_apart(measures)]


def test_the_topic_group_tells_equal_titles_apart() -> None:
    assert titles(
        Measure("Totaal_5", "Totaal", group="Banen/Mannen"),
        Measure("Totaal_8", "Totaal", group="Banen/Vrouwen"),
        Measure("Omzet_9", "Omzet", group="Geld"),
    ) == ["Mannen: Totaal", "Vrouwen: Totaal", "Omzet"]


def test_as_much_of_the_group_is_shown_as_is_needed() -> None:
    assert titles(
        Measure("Totaal_5", "Totaal", group="Banen/Mannen"),
        Measure("Totaal_8", "Totaal", group="Vacatures/Mannen"),
    ) == ["Banen: Mannen: Totaal", "Vacatures: Mannen: Totaal"]


def test_without_groups_unit_or_number_tell_them_apart() -> None:
    assert titles(Measure("Omzet_1", "Omzet", "euro"), Measure("Omzet_2", "Omzet", "%")) == [
        "Omzet (euro)",
        "Omzet (%)",
    ]
    assert titles(Measure("Totaal_5", "Totaal"), Measure("Totaal_8", "Totaal")) == [
        "Totaal (5)",
        "Totaal (8)",
    ]


def test_the_key_stays_the_key(tmp_path: Path) -> None:
    lines = ["ID;BedrijfsGrootte;Perioden;Totaal_5;Totaal_8", "0;T001081;2023JJ00;1;2"]
    found = read_file(write_lines(tmp_path / "99904NED.csv", lines))
    structure = found.reading.structure
    assert [(m.key, m.title) for m in structure.measures] == [
        ("Totaal_5", "Totaal (5)"),
        ("Totaal_8", "Totaal (8)"),
    ]
    assert structure.dimensions[0].key == "BedrijfsGrootte"
    assert structure.dimensions[0].title == "Bedrijfs grootte"


def test_a_known_table_has_its_title_from_the_list_and_the_report_says_so(tmp_path: Path) -> None:
    lines = ["ID;SBI;Perioden;Totaal_1", "0;T001081;2023JJ00;1"]
    known = read_file(write_lines(tmp_path / "82242NED.csv", lines)).recognition
    assert known.title == "Faillissementen; kerncijfers"
    assert "own list" in known.reasons[-1]
    other = read_file(write_lines(tmp_path / "99905NED.csv", lines)).recognition
    assert other.title == "99905NED"
    assert not any("own list" in reason for reason in other.reasons)
    assert known_title("80472NED") == known_title("80472ned") != ""
