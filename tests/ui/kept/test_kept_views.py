"""Favourites and saved views in the window, and views that come from elsewhere."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from mkbviewer.core.kept.view_text import SentView, view_from_file, view_from_text, view_to_text
from mkbviewer.core.view import View
from mkbviewer.settings import Settings
from mkbviewer.ui.kept.view_exchange import ViewExchange
from mkbviewer.viewmodels.session.indicator_tree import Kind, TreeRole
from mkbviewer.viewmodels.session.places import BAROMETER, SAVED_VIEWS
from tests.ui.window_desk import SPECIMEN, open_desk

INDICATOR = "faillissementen"


@pytest.fixture
def desk(qapp, tmp_path):
    desk = open_desk(qapp, tmp_path)
    desk.session.open_indicator(INDICATOR)
    yield desk
    desk.close()


def shelf(desk, kind):
    """The rows of the sidebar of one kind: their ids and texts, and whether they can be seen."""
    tree, rows = desk.window.sidebar.tree, desk.window.sidebar.tree.model()
    found = []
    for row in range(rows.rowCount()):
        heading = rows.index(row, 0)
        for inner in range(rows.rowCount(heading)):
            index = rows.index(inner, 0, heading)
            if index.data(TreeRole.KIND) == kind:
                found.append((index.data(TreeRole.ID), index.data(), tree.isExpanded(heading)))
    return found


def choose(desk, kind, row_id):
    desk.window.sidebar.chosen.emit(kind, row_id)


def headings(desk):
    tree = desk.window.tree
    return [tree.index(row, 0).data() for row in range(tree.rowCount())]


def save(desk, name, note=""):
    desk.window.saved_menu.save.trigger()
    dialog = desk.window.kept.dialog
    dialog.name.setText(name)
    dialog.note.setPlainText(note)
    dialog.accept()


def test_a_star_puts_the_page_into_the_sidebar_and_a_click_there_opens_it(desk):
    assert "Favourites" not in headings(desk)
    desk.page.header.star.click()
    desk.session.open_overview()

    assert shelf(desk, Kind.FAVOURITE) == [(f"indicator:{INDICATOR}", "Bankruptcies", True)]
    choose(desk, Kind.FAVOURITE, f"indicator:{INDICATOR}")
    assert desk.session.view.subject == INDICATOR


def test_the_star_and_the_menu_say_whether_the_page_is_a_favourite(desk):
    star, line = desk.page.header.star, desk.window.saved_menu.favourite
    star.click()
    assert star.accessibleName() == "Remove from the favourites"
    assert line.isChecked()
    desk.session.undo()
    assert star.accessibleName() == "Add to the favourites"
    assert not line.isChecked()
    assert "Favourites" not in headings(desk)


def test_the_barometer_can_be_a_favourite_and_the_imports_cannot(desk):
    desk.session.open_place(BAROMETER)
    desk.window.saved_menu.favourite.trigger()
    assert [row_id for row_id, _text, _seen in shelf(desk, Kind.FAVOURITE)] == [BAROMETER.key]
    desk.session.open_imports()
    assert not desk.window.saved_menu.favourite.isEnabled()


def test_a_view_is_saved_with_name_and_note_and_opens_as_it_was(desk):
    desk.session.change(transformation="yoy", first="2019KW01")
    frame = desk.session.page.frame
    save(desk, "Jaar op jaar", "Voor maart")
    desk.session.undo()  # the saved view
    desk.session.redo()
    desk.session.change(transformation="level", first="")
    ((key, text, is_seen),) = shelf(desk, Kind.VIEW)
    choose(desk, Kind.VIEW, key)

    assert (text, is_seen) == ("Jaar op jaar", True)
    assert desk.session.page.frame.periods == frame.periods
    assert desk.session.page.frame.transformation == frame.transformation


def test_a_saved_view_leaves_open_what_was_left_open(desk):
    save(desk, "Zoals de pagina opent")

    (saved,) = desk.window.kept.shelf.now.views
    assert saved.view.source
    assert (saved.view.last, saved.view.release, saved.view.chart) == ("", "", "")


def test_the_list_renames_deletes_and_opens(desk):
    save(desk, "Eerste")
    save(desk, "Tweede")
    desk.window.kept.open_list()
    page = desk.window.kept.page
    assert desk.session.place == SAVED_VIEWS
    assert [page.table.index(row, 0).data() for row in range(2)] == ["Eerste", "Tweede"]
    assert page.table.index(0, 1).data() == "Bankruptcies"

    page.rows.choose_row(0)
    page.edit.click()
    dialog = desk.window.kept.dialog
    dialog.name.setText("Laatste")
    dialog.accept()
    assert [page.table.index(row, 0).data() for row in range(2)] == ["Laatste", "Tweede"]
    QTest.keyClick(page.rows, Qt.Key.Key_Delete)
    assert [one.name for one in desk.window.kept.shelf.now.views] == ["Tweede"]
    QTest.keyClick(page.rows, Qt.Key.Key_Return)
    assert desk.session.view.subject == INDICATOR


def test_a_saved_view_of_a_release_that_is_gone_says_that_it_shows_the_newest(desk):
    desk.drop_files(SPECIMEN)
    of_then = View("81589NED", is_table=True, source="81589NED", release="2019-03-01")
    key = desk.window.kept.shelf.save_view("Toen", of_then)

    desk.window.kept.open_view(key)

    assert desk.session.page.view.release == ""
    assert "2019-03-01" in desk.said()


def test_undo_names_a_view_with_an_ampersand_as_it_is_called(desk):
    save(desk, "R&D & meer")

    assert "R&&D && meer" in desk.window.actions.undo.text()


def test_a_name_of_blanks_cannot_be_saved(desk):
    desk.window.saved_menu.save.trigger()
    dialog = desk.window.kept.dialog
    dialog.name.setText("   ")
    assert not dialog.save.isEnabled()
    dialog.reject()
    assert desk.window.kept.shelf.now.views == ()


def test_everything_kept_is_there_in_the_next_window(desk, qapp, tmp_path):
    desk.page.header.star.click()
    save(desk, "Blijft", "ook dit")
    again = open_desk(qapp, tmp_path, Settings())
    try:
        assert [text for _id, text, _seen in shelf(again, Kind.FAVOURITE)] == ["Bankruptcies"]
        assert [text for _id, text, _seen in shelf(again, Kind.VIEW)] == ["Blijft"]
        save_of_first = again.window.kept.shelf.now.views[0]
        again.window.kept.shelf.delete_view(save_of_first.key)
        # The first window follows when it comes to the front.
        desk.window.kept.shelf.read_again()
        assert shelf(desk, Kind.VIEW) == []
    finally:
        again.close()


def test_the_text_of_a_view_opens_it_from_the_search_field(desk):
    desk.session.change(transformation="yoy", first="2019KW01")
    shown = desk.session.page.frame
    desk.window.saved_menu.copy.trigger()
    text = QApplication.clipboard().text()
    assert view_from_text(text).view.first == "2019KW01"

    desk.session.open_indicator("samenstelling-mkb")
    desk.window.search.toggle()
    panel = desk.window.search.panel
    panel.field.setText(f"Kijk: {text[:30]} {text[30:]}")
    assert panel.list.currentIndex().data() == "Open this view"
    QTest.keyClick(panel.field, Qt.Key.Key_Return)

    assert desk.session.view.subject == INDICATOR
    assert desk.session.page.frame.periods == shown.periods
    assert desk.session.page.frame.transformation == shown.transformation
    assert "View from elsewhere" in desk.said()


def test_a_damaged_text_is_told_and_nothing_else_changes(desk):
    before = desk.session.view
    desk.window.kept.exchange.open_text(view_to_text(SentView(View("groei")))[:-3])

    assert "This view is damaged." in desk.said()
    assert desk.session.view == before


def test_a_view_of_a_table_that_is_not_there_is_told(desk):
    sent = SentView(View("99999NED", is_table=True), "Van elders")
    desk.window.kept.exchange.open_text(view_to_text(sent))

    assert "99999NED, which is not in this library" in desk.said()
    assert desk.session.view.subject == INDICATOR


def test_a_view_is_saved_as_a_file_and_opens_when_it_is_dropped(desk, tmp_path, monkeypatch):
    desk.session.change(first="2019KW01")
    target = tmp_path / "mijn weergave"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_all: (str(target), ""))
    desk.window.saved_menu.file.trigger()
    file = target.with_suffix(".mkbview")
    assert json.loads(file.read_text(encoding="utf-8"))["view"]["first"] == "2019KW01"
    assert view_from_file(file.read_text(encoding="utf-8")).view.subject == INDICATOR

    desk.session.open_overview()
    desk.drop_files(file)
    assert desk.session.asked.first == "2019KW01"
    assert not desk.window.program.imports.jobs.jobs


def test_a_view_and_a_table_that_are_dropped_together_are_opened_and_imported(desk, tmp_path):
    file = tmp_path / "weergave.mkbview"
    file.write_text(json.dumps({"mkbview": 1, "view": {"subject": INDICATOR}}), encoding="utf-8")
    desk.drop_files(file, SPECIMEN)

    assert "View from elsewhere" in desk.said()
    assert [table.id for table in desk.holdings.own.tables()] == ["81589NED"]


def test_a_view_that_came_in_can_be_saved_with_its_name_and_note(desk):
    sent = SentView(View(INDICATOR, first="2019KW01"), "Van een collega", "Let op Q2")
    desk.window.kept.exchange.open_text(view_to_text(sent))
    message = desk.window.messages.messages[0]
    next(one for one in message.findChildren(type(desk.page.header.print)) if one.text()).click()

    (saved,) = desk.window.kept.shelf.now.views
    assert (saved.name, saved.note) == ("Van een collega", "Let op Q2")


def test_recent_pages_stand_in_the_menu_and_before_anything_is_typed(desk):
    desk.session.open_indicator("exportstarters")
    desk.window.saved_menu.menu.aboutToShow.emit()
    titles = [one.text() for one in desk.window.saved_menu.recent.actions()]
    assert titles == ["Bankruptcies"]

    desk.window.search.toggle()
    hits = desk.window.search.search.hits
    assert hits.hit(0).title == "Bankruptcies"
    desk.window.search.panel.close_palette()
    desk.window.saved_menu.recent.actions()[0].trigger()
    assert desk.session.view.subject == INDICATOR


def test_a_saved_view_is_found_by_its_name(desk):
    save(desk, "Kwartalen van de bouw")
    desk.session.open_overview()
    desk.window.search.toggle()
    panel = desk.window.search.panel
    panel.field.setText("kwartalen bouw")
    hit = desk.window.search.search.hits.hit(panel.list.currentIndex().row())
    assert hit.title == "Kwartalen van de bouw"
    QTest.keyClick(panel.field, Qt.Key.Key_Return)

    assert desk.session.view.subject == INDICATOR


def test_a_view_stands_on_the_command_line_in_the_place_of_a_file(desk, monkeypatch):
    opened = []
    monkeypatch.setattr(ViewExchange, "open_text", lambda _self, text: opened.append(text))
    text = view_to_text(SentView(View(INDICATOR)))
    assert desk.window.kept.exchange.take_files([Path(text), SPECIMEN]) == (SPECIMEN,)
    assert opened == [text]
