"""A made-up edition in the window: dropped, chosen, followed, removed, undone."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPlainTextEdit

from mkbviewer.store.editions.edition_choice import remembered_edition
from mkbviewer.viewmodels.imports.import_jobs import Column, State
from mkbviewer.viewmodels.session.indicator_tree import Kind
from mkbviewer.viewmodels.session.places import BAROMETER, BAROMETER_ID, REMOVALS
from tests.barometer_of_edition import KEYS, write_barometer
from tests.ui.window_desk import Desk, open_desk

MADE_UP = Path(__file__).resolve().parents[2] / "specimens" / "editions" / "2031"


def shown(desk: Desk) -> set[str]:
    return {card.card.indicator.id for card in desk.window.overview.cards}


def menu_line(desk: Desk, start: str):
    menu = desk.window.editions.menu
    menu.aboutToShow.emit()
    return next(line for line in menu.actions() if line.text().startswith(start))


@pytest.fixture
def with_edition(desk):
    desk.drop_files(MADE_UP)
    return desk


def test_a_dropped_edition_is_kept_and_offered_on_the_overview(with_edition):
    jobs = with_edition.window.program.imports.jobs

    assert [job.state for job in jobs.jobs] == [State.IMPORTED]
    assert jobs.index(0, Column.TABLE).data() == "Annual Report 2031"
    assert jobs.index(0, Column.OUTCOME).data() == "new edition"
    assert "Imported: Annual Report 2031" in with_edition.said()
    assert with_edition.session.place.kind == "overview"
    # Nothing changes before it is chosen: who quotes figures must know of which report.
    assert "Edition 2023" in with_edition.window.editions.button.text()
    assert menu_line(with_edition, "Edition 2031").isCheckable()


def test_cards_sidebar_facts_and_checks_follow_the_edition_chosen(with_edition):
    menu_line(with_edition, "Edition 2031").trigger()
    window = with_edition.window

    assert shown(with_edition) == {"samenstelling-mkb", "verzonnen-cijfer", "verzonnen-reeks"}
    assert window.tree.find(Kind.INDICATOR, "verzonnen-cijfer").isValid()
    assert not window.tree.find(Kind.INDICATOR, "vacatures").isValid()
    assert "Annual Report 2031 · 3 indicators" in window.overview.subtitle.text()
    with_edition.session.open_indicator("verzonnen-cijfer")
    assert [fact.value for fact in with_edition.session.page.facts] == [41.5, 42.5]
    window.checks.checks.ask_all()
    assert [check.fact.edition for check in window.checks.checks._known[""]] == ["2031"] * 3


def test_the_barometer_follows_the_edition_chosen(desk, tmp_path):
    folder = tmp_path / "2031"
    shutil.copytree(MADE_UP, folder)
    write_barometer(folder)
    desk.drop_files(folder)
    desk.window.open(Kind.PAGE, BAROMETER_ID)
    barometer = desk.window.barometer.pages[BAROMETER]
    assert len(barometer.cards) == 12

    menu_line(desk, "Edition 2031").trigger()
    desk.window.open(Kind.PAGE, BAROMETER_ID)

    assert [card.key for card in barometer.cards] == list(KEYS)
    assert barometer.quarter.code == "2030KW04"
    assert barometer.strip.fact._outcome.text() == "verzonnen weer · 3 of 8 worse"
    desk.session.undo()
    desk.session.undo()
    desk.window.open(Kind.PAGE, BAROMETER_ID)
    assert len(barometer.cards) == 12


def test_a_page_that_the_edition_does_not_have_makes_way_for_the_overview(with_edition):
    with_edition.session.open_indicator("vacatures")
    with_edition.window.editions.editions.choose("2031")

    assert with_edition.session.place.kind == "overview"


def test_the_choice_is_undone_and_done_again(with_edition):
    before = shown(with_edition)
    with_edition.window.editions.editions.choose("2031")

    assert with_edition.session.undo_text == "choice of edition 2031"
    with_edition.session.undo()
    assert shown(with_edition) == before
    with_edition.session.redo()
    assert "verzonnen-cijfer" in shown(with_edition)


def test_the_choice_is_remembered_in_the_library(with_edition):
    library = with_edition.holdings.own
    with_edition.window.editions.editions.choose("2031")
    assert remembered_edition(library) == "2031"
    with_edition.window.editions.editions.choose("2023")
    assert remembered_edition(library) == ""


def test_an_edition_that_is_removed_while_it_is_in_use_gives_way_and_comes_back(with_edition):
    with_edition.window.editions.editions.choose("2031")
    menu_line(with_edition, "Remove edition 2031").trigger()

    assert "vacatures" in shown(with_edition)
    assert with_edition.window.editions.editions.names == ("2023",)
    with_edition.session.undo()
    assert with_edition.window.editions.editions.names == ("2023", "2031")
    assert "verzonnen-cijfer" in shown(with_edition)


def test_the_import_is_undone_and_the_one_in_use_gives_way(with_edition):
    window = with_edition.window
    window.editions.editions.choose("2031")
    window.program.imports.undo_import(0)

    assert window.editions.editions.names == ("2023",)
    assert "vacatures" in shown(with_edition)
    window.program.imports.step(0).redo()
    assert window.editions.editions.names == ("2023", "2031")


def test_a_corrected_edition_is_in_use_at_once_where_the_other_was(with_edition, tmp_path):
    with_edition.window.editions.editions.choose("2031")
    folder = tmp_path / "again"
    shutil.copytree(MADE_UP, folder)
    facts = folder / "facts_2031.csv"
    facts.write_text(facts.read_text().replace("42.5", "43.5"), "utf-8")

    with_edition.drop_files(folder)

    assert [fact.value for fact in with_edition.session.holdings.facts] == [83, 41.5, 43.5]


def test_an_edition_that_is_wrong_is_refused_with_its_first_problem(desk, tmp_path):
    folder = tmp_path / "wrong"
    shutil.copytree(MADE_UP, folder)
    facts = folder / "facts_2031.csv"
    facts.write_text(facts.read_text().replace("41.5", "veel"), "utf-8")

    desk.drop_files(folder)

    assert "facts_2031.csv, line 3: “veel” is no number." in desk.said()
    assert desk.window.editions.editions.names == ("2023",)


def test_pins_stay_when_another_edition_is_shown(with_edition, qapp, tmp_path):
    with_edition.window.overview_parts.arrangement.pin("vacatures", "")
    with_edition.window.editions.editions.choose("2031")
    with_edition.window.editions.editions.choose("2023")

    assert with_edition.window.overview_parts.arrangement.now.pinned == ("vacatures",)
    again = open_desk(qapp, tmp_path / "other")
    assert again.window.overview_parts.arrangement.now.pinned == ()
    again.close()


def test_the_report_of_a_refused_edition_names_every_problem(desk, tmp_path):
    folder = tmp_path / "wrong"
    shutil.copytree(MADE_UP, folder)
    (folder / "catalogue_2031.csv").unlink()
    facts = folder / "facts_2031.csv"
    facts.write_text(facts.read_text().replace("qualifier", "teken", 1), "utf-8")
    desk.drop_files(folder)
    desk.window.show_report(0)

    (listed,) = desk.window.imports_panel.findChildren(QPlainTextEdit)
    assert listed.toPlainText().splitlines() == [
        "catalogue_2031.csv: This file is missing.",
        "Line 1: facts_2031.csv: Column qualifier is missing.",
    ]


def test_a_removed_edition_is_on_the_page_of_what_was_removed_and_is_put_back(with_edition):
    window = with_edition.window
    menu_line(with_edition, "Remove edition 2031").trigger()
    with_edition.session.open_place(REMOVALS)
    page = window.releases._removals_page()

    assert [page.table.text(0, column) for column in range(4)] == [
        "–",
        "Annual Report 2031",
        "edition 2031",
        "–",
    ]
    page.restore.click()
    assert window.editions.editions.names == ("2023", "2031")
    assert page.table.rowCount() == 0
    assert "Put back: edition 2031" in with_edition.said()
    with_edition.session.undo()
    assert window.editions.editions.names == ("2023",)
    assert page.table.rowCount() == 1
