"""Stories of users who change, keep and hand on what they see, in a real window.

Each is checked on figures of the files that go in, and on arithmetic.
"""

import csv
import itertools
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from tests.e2e.desk import Window, needs_a_display
from tests.two_releases import write_releases

pytestmark = [pytest.mark.slow, needs_a_display]

EDITION = Path(__file__).resolve().parents[1] / "specimens" / "editions" / "2031"


def open_by_search(window: Window, words: str, found: str) -> None:
    window.press("ctrl+k")
    window.type(words)
    window.find(found, kind="QListView")
    window.press("Return")


def import_by_name(window: Window, file: Path) -> None:
    """Ctrl+O, the file's name, Enter; then until the message of its import has come."""
    before = len(window.ask("said"))
    window.press("ctrl+o")
    window.find("Bestandsnaam:")
    window.type(str(file))
    window.press("Return")
    window.wait_for("said", lambda said: len(said) > before)
    window.wait_until_still()


def test_a_second_release_tells_its_revisions_and_undo_brings_the_first_back(desk):
    window = desk.open_program()
    old, new = write_releases(desk.folder)
    import_by_name(window, old)
    assert window.table["2022 1e kwartaal"]["T Huishoudens"] == "100"

    import_by_name(window, new)
    window.look()

    # One added, five revised, as the two files were written by hand.
    assert "1 nieuw en 5 herzien" in window.ask("said")[0]
    assert window.table["2022 1e kwartaal"]["T Huishoudens"] == "110"
    assert window.table["2022 4e kwartaal"]["T Huishoudens"] == "44*"
    window.press("ctrl+r")
    window.find("5 herzien (1 alleen in status) · 1 nieuw · 1 vervallen")
    rows = window.ask("rows_of", name="Cijfers die verschillen, de grootste herziening eerst")
    window.look()
    by_size = [row for row in rows if "200*" in row and "150" in row]
    assert len(by_size) == 1
    window.press("alt+Left")

    window.press("ctrl+z")

    undone = window.wait_for(
        "table", lambda table: table["2022 1e kwartaal"]["T Huishoudens"] == "100"
    )
    assert undone["2022 2e kwartaal"]["T Huishoudens"] == "200*"


def test_five_steps_are_taken_back_one_by_one_and_done_again(desk):
    window = desk.open_program()
    open_by_search(window, "totale omzet", "Totale omzet per bedrijfsgrootte")

    seen = [(window.ask("subtitle"), window.table)]
    for choose in (
        lambda: window.click("% j-o-j"),
        lambda: window.click("Index"),
        lambda: window.click("Niveau"),
        lambda: (window.click("2009", kind="Choice"), window.type("2015"), window.press("Return")),
        lambda: (window.click("geen gemiddelde"), window.press("Down", "Down", "Return")),
    ):
        choose()
        window.wait_until_still()
        seen.append((window.ask("subtitle"), window.table))
    window.look()
    for before, after in itertools.pairwise(seen):
        assert before != after

    for wanted in reversed(seen[:-1]):
        window.press("ctrl+z")
        assert (window.ask("subtitle"), window.table) == wanted
    for wanted in seen[1:]:
        window.press("ctrl+shift+z")
        assert (window.ask("subtitle"), window.table) == wanted


def test_what_is_saved_as_table_and_picture_says_what_the_screen_says(desk):
    window = desk.open_program()
    open_by_search(window, "totale omzet", "Totale omzet per bedrijfsgrootte")
    window.click("Index")
    shown, sentence = window.table, window.ask("sentence")

    table, picture = desk.folder / "omzet.csv", desk.folder / "omzet.png"
    for line, file in (
        ("CSV voor Excel (*.csv)…", table),
        ("PNG-afbeelding (*.png)…", picture),
    ):
        window.click("Bewaar als", kind="QToolButton")
        window.click(line)
        window.look()
        if file is picture:
            window.click("Bestand", kind="QLineEdit")
        window.press("ctrl+a")
        window.type(str(file))
        window.press("Return")
        if window.ask("place", words="Opslaan", beginning=False, kind="QPushButton"):
            window.press("Return")  # The names that the dialog proposed took the first one.
        window.find(f"Bewaard als {file.name}", beginning=True)

    with table.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))
    heading = next(row for row in rows if "F Bouwnijverheid" in row)
    saved = {row[0]: dict(zip(heading, row, strict=False)) for row in rows if len(row) > 2}
    for year, cells in shown.items():
        for series, figure in cells.items():
            exact = float(saved[year][series].replace(",", "."))
            assert exact == pytest.approx(float(figure.replace(",", ".")), abs=0.05)
    image = QImage(str(picture))
    # 160 × 90 mm at 300 dots an inch.
    assert (image.width(), image.height()) == (1890, 1063)
    assert image.text("Description") == sentence
    assert "81156ned" in image.text("Source")


def test_another_series_in_the_barometer_changes_its_weather_and_can_be_taken_back(desk):
    window = desk.open_program()
    window.click("MKBarometer", kind="QTreeView")
    # 8.4 and 9.6 stand in barometer_series.csv for 2023KW03, of 85842NED and of 85611NED.
    window.click("Vacature-indicator (personeelssterkte", beginning=True)

    window.click("85611NED", beginning=True)

    window.find("Vacature-indicator: +9,6", beginning=True)
    window.look()
    window.find("2 van 12 beter dan het langjarig gemiddelde", beginning=True)
    window.press("ctrl+z")
    window.find("Vacature-indicator (personeelssterkte komende 3 maanden): +8,4", beginning=True)
    window.find("3 van 12 beter dan het langjarig gemiddelde", beginning=True)


def test_another_edition_of_the_report_brings_its_own_pages_and_facts(desk):
    window = desk.open_program(EDITION)
    window.wait_for("said", bool)

    window.click("Editie 2023", beginning=True, kind="QToolButton")
    window.click("Editie 2031")

    window.find("Jaarbericht 2031 · 3 indicatoren", beginning=True, kind="QLabel")
    window.look()
    window.click("Verzonnen cijfer", kind="QTreeView")
    # The edition's own file states 41.5 for 2029 and more than 42.5 for 2030.
    window.find("41,5", beginning=True)
    window.find("42,5", beginning=True)
    window.look()


def test_a_saved_view_and_a_note_are_there_again_after_a_restart(desk):
    window = desk.open_program()
    open_by_search(window, "totale omzet", "Totale omzet per bedrijfsgrootte")
    window.click("Index")
    shown = window.table
    window.press("ctrl+s")
    window.find("Naam:")
    window.press("ctrl+a")
    window.type("Omzet op 2009")
    window.press("Return")
    window.press("ctrl+alt+n")
    window.find("Notitie:")
    window.type("Voor het jaarverslag")
    window.click("Opslaan")
    window.find("Voor het jaarverslag", beginning=True)
    window.look()
    window.click("% j-o-j")
    window.close()

    again = desk.open_program()
    # It opens where it was closed, with the note; the saved view is found by its name.
    again.find("Voor het jaarverslag", beginning=True)
    assert again.table != shown
    again.press("ctrl+k")
    again.type("omzet op 2009")
    again.find("Omzet op 2009", kind="QListView")
    again.press("Return")
    again.look()

    assert again.wait_for("table", lambda table: table == shown) == shown
    assert shown["2009"]["F Bouwnijverheid"] == "100,0"


def test_a_view_that_was_mailed_opens_with_someone_else_as_it_was_sent(desk):
    window = desk.open_program()
    open_by_search(window, "totale omzet", "Totale omzet per bedrijfsgrootte")
    window.click("% j-o-j")
    sent, subtitle = window.table, window.ask("subtitle")
    window.click("Bewaard")
    window.click("Deze weergave als tekst kopiëren")
    mail = desk.paste()
    assert mail.startswith("view:")
    window.close()

    other = desk.of_someone_else().open_program()
    other.press("ctrl+k")
    other.type(mail)
    other.wait_until_still()
    other.press("Return")
    other.look()

    assert other.wait_for("table", lambda table: table == sent) == sent
    assert other.ask("subtitle") == subtitle
    # By hand from the series: builders turned over 153 467 after 146 064 million euro.
    assert sent["2023"]["F Bouwnijverheid"] == "5,1"
