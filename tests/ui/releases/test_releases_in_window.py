"""Revisions, releases and removals as the window shows them."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QInputDialog, QPlainTextEdit, QPushButton

from mkbviewer.ui.look.palette import LIGHT
from mkbviewer.viewmodels.releases.revision_table import Column
from mkbviewer.viewmodels.session.places import REMOVALS, Place, PlaceKind
from tests.e2e.drawn import curve_data
from tests.two_releases import TABLE, write_releases
from tests.ui.window_desk import Desk, open_desk


@pytest.fixture
def two(desk: Desk, tmp_path) -> Desk:
    """A window that shows a table of which two releases were imported."""
    for file in write_releases(tmp_path):
        desk.drop_files(file)
    desk.session.open_table(TABLE)
    return desk


def names(desk: Desk) -> list[str]:
    return [one.name for one in desk.holdings.own.table(TABLE).releases]


def card(desk: Desk):
    desk.window.prepare_page()
    return desk.window.releases._card


def notice(desk: Desk):
    return desk.window.releases._notice


def revisions(desk: Desk):
    desk.window.releases.open_revisions_of(TABLE)
    return desk.window.releases._revisions


def test_the_origin_says_how_many_figures_were_revised(two):
    assert card(two).revisions.text().replace("\n", " · ") == "2 releases · 5 figures revised ›"
    assert notice(two).isVisibleTo(two.page)
    assert notice(two).link.text() == "5 figures revised ›"


def test_a_table_with_one_release_says_nothing_of_revisions(desk, tmp_path):
    desk.drop_files(write_releases(tmp_path)[0])
    desk.session.open_table(TABLE)
    assert not card(desk).revisions.isVisibleTo(desk.page)
    assert not card(desk).release.isVisibleTo(desk.page)
    assert not notice(desk).isVisibleTo(desk.page)


def test_an_embedded_page_has_no_releases_to_choose(desk):
    desk.session.open_indicator("samenstelling-mkb")
    assert not card(desk).isVisibleTo(desk.page)


def test_the_link_opens_the_revisions_of_the_last_two_releases(two):
    notice(two).link.click()
    page = two.window.releases._revisions
    assert two.window.places.currentWidget() is page
    assert two.session.place == Place(PlaceKind.REVISIONS, TABLE)
    assert page.counts.text() == "5 revised (1 by status only) · 1 added · 1 removed"
    assert page.rows.model().rowCount() == 7


def test_the_biggest_revision_is_chosen_and_drawn_from_both_releases(two):
    page = revisions(two)
    old, new = names(two)
    assert page.rows.chosen_row == 0
    drawn = curve_data(page.chart)
    assert set(drawn) == {old, new}
    assert drawn[old][1].tolist()[:3] == [100.0, 200.0, 0.0]
    assert drawn[new][1].tolist()[:3] == [110.0, 150.0, 3.0]


def test_the_older_release_is_muted_and_dashed_and_the_newer_in_accent(two):
    page = revisions(two)
    curves = page.chart.canvas.shapes.curves
    assert [one.colour for one in curves] == [LIGHT.muted, LIGHT.accent]
    assert curves[0].is_provisional.all()
    assert not curves[1].is_provisional[:2].any()


def test_choosing_another_row_draws_its_series(two):
    page = revisions(two)
    model = page.rows.model()
    row = next(i for i in range(7) if model.index(i, Column.MEMBERS).data() == "F")
    page.rows.choose_row(row)
    assert "F" in page.chart_title.text()


def test_a_click_on_a_heading_sorts_and_a_second_one_turns_it_round(two):
    page = revisions(two)
    header = page.rows.horizontalHeader()
    header.sectionClicked.emit(Column.DIFFERENCE)
    model = page.rows.model()
    assert model.index(0, Column.DIFFERENCE).data() == "+10"
    header.sectionClicked.emit(Column.DIFFERENCE)
    assert model.index(0, Column.DIFFERENCE).data() == "−50"


def test_the_releases_compared_can_be_swapped(two):
    page = revisions(two)
    old, new = names(two)
    page.old.chosen.emit((new,))
    assert (page.old.keys, page.new.keys) == ((new,), (old,))
    assert page.counts.text().startswith("5 revised")


def test_with_one_release_the_page_says_what_to_do(desk, tmp_path):
    desk.drop_files(write_releases(tmp_path)[0])
    page = revisions(desk)
    assert page.said.text() == "There is one release of this table only."


def test_the_import_report_leads_to_the_revisions(two):
    two.window.show_report(1)
    link = next(
        one
        for one in two.window.imports_panel.findChildren(QPushButton)
        if one.text() == "Show revisions"
    )
    link.click()
    assert two.session.place == Place(PlaceKind.REVISIONS, TABLE)


def test_going_back_from_the_revisions_shows_the_table_again(two):
    revisions(two)
    two.session.go_back()
    assert two.session.place == Place(PlaceKind.TABLE, TABLE)


def test_an_older_release_can_be_chosen_and_the_page_says_so(two):
    old, new = names(two)
    card(two).chosen.emit(old)
    assert two.session.view.release == old
    assert notice(two).words.text() == f"This is the older release {old}."
    notice(two).link.click()
    assert two.session.page.frame.provenance.release == new


def test_a_release_is_removed_from_the_dialog_and_comes_back(two):
    old, new = names(two)
    two.window.releases.open_dialog()
    dialog = two.window.releases.dialog
    assert dialog.table.names == (new, old)
    dialog.rows.choose_row(1)
    dialog.remove.click()
    assert names(two) == [new]
    assert "was removed" in two.said()
    assert dialog.table.names == (new,)
    two.session.undo()
    assert names(two) == [old, new]
    dialog.hide()


def test_the_order_is_corrected_in_the_dialog(two):
    old, new = names(two)
    two.window.releases.open_dialog()
    dialog = two.window.releases.dialog
    dialog.rows.choose_row(1)
    dialog.newer.click()
    assert names(two) == [new, old]
    assert dialog.table.names[dialog.rows.chosen_row] == old
    dialog.usual.click()
    assert names(two) == [old, new]
    dialog.hide()


def test_undo_beside_a_removal_takes_back_no_later_step(two):
    two.window.releases.releases.remove(TABLE)
    two.session.open_indicator("faillissementen")
    two.window.kept.toggle_favourite()

    (message,) = [
        one for one in two.window.messages.messages if "was removed" in one.accessibleName()
    ]
    (undo,) = [one for one in message.findChildren(QAbstractButton) if one.text() == "Undo"]
    undo.click()

    assert two.window.kept.shelf.now.favourites
    assert two.session.place == REMOVALS


def test_what_was_removed_is_put_back_in_another_window(two, qapp, tmp_path):
    old, new = names(two)
    two.window.releases.releases.remove(TABLE, old)
    later = open_desk(qapp, tmp_path)
    later.session.open_place(REMOVALS)
    page = later.window.releases._removals
    assert page is not None
    assert page.table.rowCount() == 1
    page.restore.click()
    assert names(later) == [old, new]
    assert page.table.rowCount() == 0
    assert "Put back" in later.said()
    later.close()


def test_a_table_of_ones_own_gets_another_name(two):
    card(two).name.click()
    dialog = two.window.shell.findChild(QInputDialog)
    dialog.setTextValue("Banen in de bouw")
    dialog.accept()
    assert two.page.header.title.text() == "Banen in de bouw"
    two.session.undo()
    assert two.page.header.title.text() != "Banen in de bouw"


def test_rows_left_out_are_shown_and_all_of_them_saved(desk, tmp_path):
    lines = ['"measure";"sector";"period";"value";"status"']
    lines += [f'"banen";"S{n}";"2022KW01";"{n}";""' for n in range(300)]
    lines += [f'"banen";"R{n}";"2022KW01";"geen getal";""' for n in range(150)]
    file = tmp_path / "99902NED.csv"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    desk.drop_files(file)
    desk.window.show_report(0)
    shown = desk.window.imports_panel.findChild(QPlainTextEdit).toPlainText().splitlines()
    assert len(shown) == 101
    assert shown[-1] == "and 50 more rows"
    target = tmp_path / "left out.csv"
    desk.window.rejections.write(0, target)
    saved = target.read_text(encoding="utf-8-sig").splitlines()
    assert saved[0] == "line;reason"
    assert [int(line.split(";")[0]) for line in saved[1:]] == list(range(302, 452))


def test_the_menu_offers_releases_only_where_there_are_some(two):
    actions = two.window.actions
    assert actions.releases.isEnabled()
    assert actions.revisions.isEnabled()
    two.session.open_overview()
    assert not actions.releases.isEnabled()
    assert not actions.revisions.isEnabled()


def test_copying_rows_takes_the_chosen_one_with_the_headings(two, qapp):
    page = revisions(two)
    page.rows.copy()
    heading, row = qapp.clipboard().text().split("\n")
    assert heading.split("\t")[:3] == ["What", "Measure", "Members"]
    assert row.count("\t") == heading.count("\t")


def test_headings_of_figures_stand_at_the_right(two):
    model = revisions(two).rows.model()
    role = Qt.ItemDataRole.TextAlignmentRole
    side = model.headerData(Column.OLD, Qt.Orientation.Horizontal, role)
    assert side & Qt.AlignmentFlag.AlignRight
