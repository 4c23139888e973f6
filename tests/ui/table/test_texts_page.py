"""A table in words in the window."""

from mkbviewer.core.view import View
from mkbviewer.viewmodels.session.places import OVERVIEW, Place, PlaceKind
from tests.texts_table import write_mixed, write_words_only
from tests.ui.window_desk import Desk

WORDS = Place(PlaceKind.TEXTS, "99908NED")


def cells(desk: Desk) -> list[list[str]]:
    assert desk.window.texts.page is not None
    table = desk.window.texts.page.table
    return [
        [table.text(row, column) for column in range(table.columnCount())]
        for row in range(table.rowCount())
    ]


def test_a_dropped_table_in_words_opens_with_its_texts(desk, tmp_path):
    desk.drop_files(write_words_only(tmp_path))
    assert desk.session.place == WORDS
    assert cells(desk) == [
        ["GM9001", "GM9001", "Aa en Bee"],
        ["GM9002", "GM9002", "Ceedrecht"],
        ["GM9003", "GM9003", ""],
    ]
    assert not desk.window.texts.page.back.isVisibleTo(desk.window.texts.page)
    assert "99908NED" in desk.said()
    assert "5 texts" in desk.said()
    assert "No measure" not in desk.said()


def test_the_sidebar_and_a_view_lead_to_the_texts_as_well(desk, tmp_path):
    desk.drop_files(write_words_only(tmp_path))
    desk.session.open_overview()
    desk.window.open("table", "99908NED")
    assert desk.session.place == WORDS
    desk.session.open_overview()
    desk.session.show(View("99908NED", is_table=True))
    assert desk.session.place == WORDS
    assert desk.window.tree.find_place(WORDS).isValid()


def test_typing_leaves_the_rows_with_these_words_and_counts_them(desk, tmp_path):
    desk.drop_files(write_words_only(tmp_path))
    page = desk.window.texts.page
    page.filter.setText("ceed")
    assert cells(desk) == [["GM9002", "GM9002", "Ceedrecht"]]
    assert page.count.text() == "1 row of 3"

    desk.session.open_overview()
    desk.session.open_table("99908NED")
    assert page.filter.text() == ""
    assert len(cells(desk)) == 3


def test_a_table_with_figures_offers_its_words_and_leads_back(desk, tmp_path):
    desk.drop_files(write_mixed(tmp_path))
    assert desk.session.place == Place(PlaceKind.TABLE, "99909NED")
    card = desk.window.releases._card
    assert card.texts.isVisibleTo(card)
    assert desk.window.actions.texts.isEnabled()
    card.texts.click()
    assert desk.session.place == Place(PlaceKind.TEXTS, "99909NED")
    assert [row[1:] for row in cells(desk)][:2] == [["GM9001", "Aa"], ["GM9001", "Aa en Bee"]]
    desk.window.texts.page.back.click()
    assert desk.session.place == Place(PlaceKind.TABLE, "99909NED")


def test_a_page_without_words_offers_none(desk):
    desk.session.open_indicator("vacatures")
    assert not desk.window.actions.texts.isEnabled()


def test_removing_the_table_leaves_the_overview_and_undo_brings_it_back(desk, tmp_path):
    desk.drop_files(write_words_only(tmp_path))
    desk.window.actions.remove.trigger()
    assert desk.session.place == OVERVIEW
    assert desk.holdings.own.tables() == ()
    desk.session.undo()
    assert [one.id for one in desk.holdings.own.tables()] == ["99908NED"]
