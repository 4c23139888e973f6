"""Notes on a page and on its figures: written, shown in chart and list, taken along or not."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from mkbviewer.core.kept.keepsake import Note, ShownNote, point_of
from mkbviewer.core.status import Status
from mkbviewer.core.table.table_choice import TableChoice, TableForm
from mkbviewer.exporters import exporter_for
from mkbviewer.ui.charts.note_marks import note_at, place_notes, place_notes_in_plan
from mkbviewer.ui.indicator.page_export import page_shown
from mkbviewer.ui.output.export_dialog import ExportDialog, PictureChoice
from mkbviewer.ui.table.table_menu import make_menu
from tests.ui.window_desk import open_desk

INDICATOR = "faillissementen"


@pytest.fixture
def desk(qapp, tmp_path):
    desk = open_desk(qapp, tmp_path)
    desk.session.open_indicator(INDICATOR)
    desk.session.change(chart="line", first="2023KW01", last="2024KW04")
    yield desk
    desk.close()


def write(desk, text, row=None, column=0):
    page = desk.session.page
    point = None if row is None else point_of(page, row, page.frame.series[column])
    desk.window.kept.shelf.add_note(desk.session.place, text, point)


def card(desk):
    return desk.window.kept.notes._card


def listed(desk):
    rows = [words for _line, words in card(desk)._rows if not words.isHidden()]
    return [one.accessibleName() for one in rows]


def discs(desk):
    chart = desk.chart
    if chart.shapes.plan is not None:
        plan = chart.plan_canvas
        placed = place_notes_in_plan(
            plan.shapes, plan.placed, QRectF(plan.rect()), plan.style_of_chart
        )
    else:
        canvas = chart.canvas
        placed = place_notes(canvas.shapes, canvas.arranged.plot, canvas.style_of_chart)
    return {one.mark.number: one for one in placed}


def test_notes_stand_numbered_in_the_list_and_those_on_figures_in_the_chart(desk):
    write(desk, "Over de hele pagina")
    write(desk, "Over één kwartaal", 2)

    label = desk.session.page.frame.series[0].label
    assert listed(desk) == [
        "1, This page: Over de hele pagina",
        f"2, {label}, 2023 3rd quarter: Over één kwartaal",
    ]
    assert [(one.number, one.row) for one in desk.chart.shapes.note_marks] == [(2, 2)]
    assert "Over één kwartaal" in desk.chart.accessibleDescription()


def test_a_disc_stands_over_its_figure_and_tells_its_note(desk):
    write(desk, "Kijk hier", 2)
    canvas = desk.chart.canvas
    (disc,) = discs(desk).values()
    value = float(desk.session.page.frame.values[2, 0])

    assert disc.point.y() == pytest.approx(canvas.arranged.plot.y(value))
    assert disc.point.x() == pytest.approx(canvas.arranged.plot.x(canvas.shapes.axis.positions[2]))
    assert disc.middle.x() == pytest.approx(disc.point.x())
    pointed = note_at([disc], disc.middle + QPointF(3, 3))
    assert pointed is not None
    assert pointed.told.endswith("Kijk hier")
    assert note_at([disc], disc.middle + QPointF(30, 0)) is None


@pytest.mark.parametrize("kind", ["line", "step", "bar", "grouped", "stacked", "area", "heat"])
def test_every_kind_of_chart_shows_a_note_on_a_figure(desk, kind):
    write(desk, "Kijk hier", 6)
    desk.session.change(chart=kind)

    assert list(discs(desk)) == [1]


def test_two_notes_on_the_newest_figure_both_find_room(desk):
    last = len(desk.session.page.frame.periods) - 1
    write(desk, "eerste", last)
    write(desk, "tweede", last)
    one, two = discs(desk)[1], discs(desk)[2]

    assert one.middle.x() - two.middle.x() > 14
    assert desk.chart.canvas.arranged.plot.area.contains(one.middle)


def test_a_note_on_a_missing_figure_stands_on_the_axis(desk):
    frame = desk.session.page.frame
    values = frame.values.copy()
    statuses = frame.statuses.copy()
    values[2, 0], statuses[2, 0] = np.nan, Status.SUPPRESSED
    gap = replace(frame, values=values, statuses=statuses)
    note = ShownNote(1, Note("a", "", "Geheim"), 2, frame.series[0].key)
    desk.chart.show_frame(gap, "line", notes=(note,))
    (disc,) = discs(desk).values()

    assert disc.point.y() == desk.chart.canvas.arranged.plot.area.bottom()


def test_a_number_of_two_digits_fits_its_disc(desk):
    for number in range(12):
        write(desk, f"notitie {number}", 2)
    sizes = {number: disc.radius for number, disc in discs(desk).items()}
    style = desk.chart.canvas.style_of_chart

    assert sizes[12] > style.bold_width("12") / 2
    assert sizes[1] == sizes[9] <= sizes[10]


def test_in_a_heat_map_the_discs_leave_the_figure_of_the_cell_free(desk):
    desk.session.change(chart="heat")
    write(desk, "eerste", 6)
    write(desk, "tweede", 6)
    plan = desk.chart.plan_canvas
    key = desk.session.page.frame.series[0].key
    (cell,) = plan.placed.spots_of((6,), key)
    one, two = discs(desk)[1], discs(desk)[2]

    assert cell.rect.contains(one.middle)
    assert cell.rect.contains(two.middle)
    assert cell.rect.center().y() - one.middle.y() > 9
    assert one.middle.x() - two.middle.x() > 14


def test_two_notes_on_one_figure_stand_beside_each_other(desk):
    write(desk, "eerste", 2)
    write(desk, "tweede", 2)
    one, two = discs(desk)[1], discs(desk)[2]

    assert one.point == two.point
    assert two.middle.x() - one.middle.x() > 14


def test_a_note_follows_its_figure_and_says_so_where_that_is_not_shown(desk):
    write(desk, "Over één kwartaal", 2)
    desk.session.change(first="2024KW01")

    assert desk.chart.shapes.note_marks == ()
    (_line, words) = card(desk)._rows[0]
    assert words._away.text() == "This figure is not shown now."
    desk.session.change(first="2023KW02")
    assert [one.row for one in desk.chart.shapes.note_marks] == [1]
    desk.session.change(transformation="yoy")
    assert len(desk.chart.shapes.note_marks) == 1


def test_undo_takes_a_note_out_of_chart_and_list_and_redo_brings_it_back(desk):
    write(desk, "Kijk hier", 2)
    desk.session.undo()
    assert (listed(desk), desk.chart.shapes.note_marks) == ([], ())
    desk.session.redo()
    assert len(listed(desk)) == len(desk.chart.shapes.note_marks) == 1


def test_the_dialog_proposes_the_marked_figure_and_keeps_what_is_typed(desk):
    desk.session.mark_periods([3])
    desk.session.mark_series([desk.session.page.frame.series[1].key])
    desk.window.saved_menu.note.trigger()
    dialog = desk.window.kept.notes.dialog
    assert not dialog.save.isEnabled()
    dialog.text.setPlainText("Gemarkeerd")
    assert dialog.save.isEnabled()
    dialog.accept()

    (note,) = desk.window.kept.shelf.now.notes
    assert note.text == "Gemarkeerd"
    assert note.point == point_of(desk.session.page, 3, desk.session.page.frame.series[1])


def test_without_a_marked_figure_the_note_is_about_the_page(desk):
    card(desk).add.click()
    dialog = desk.window.kept.notes.dialog
    dialog.text.setPlainText("Over alles")
    dialog.accept()

    (note,) = desk.window.kept.shelf.now.notes
    assert note.point is None


def test_a_note_is_changed_and_keeps_its_figure_also_where_that_is_not_shown(desk):
    write(desk, "eerst", 2)
    (before,) = desk.window.kept.shelf.now.notes
    desk.session.change(first="2024KW01")
    card(desk)._rows[0][1].edit.click()
    dialog = desk.window.kept.notes.dialog
    dialog.text.setPlainText("beter")
    dialog.accept()

    assert desk.window.kept.shelf.now.notes == (replace(before, text="beter"),)


def test_a_note_is_deleted_from_the_list(desk):
    write(desk, "weg ermee")
    card(desk)._rows[0][1].delete.click()

    assert listed(desk) == []
    assert desk.session.undo_text == "deletion of the note “weg ermee”"


def test_the_other_button_offers_a_note_on_what_is_pointed_at(desk):
    page = desk.session.page
    series = page.frame.series[0]
    menu = desk.window.kept.notes.menu_at(page, 2, series.key)
    whole = desk.window.kept.notes.menu_at(page, None, None)

    figure = f"Note on {series.label}, 2023 3rd quarter…"
    assert [one.text() for one in menu.actions()] == [figure, "Note on this page…"]
    assert [one.text() for one in whole.actions()] == ["Note on this page…"]
    menu.actions()[0].trigger()
    assert desk.window.kept.notes.dialog.point == point_of(page, 2, series)


def svg_of(desk, *, with_notes):
    page = desk.session.page
    shown = page_shown(page, desk.window.kept.notes.notes_of(page))
    choice = PictureChoice(Path(), with_notes=with_notes)
    render = shown.export(choice).render
    assert render is not None
    return render("svg").decode("utf-8")


def test_a_picture_has_the_notes_only_where_that_was_chosen(desk):
    write(desk, "Over de pagina")
    write(desk, "Kijk hier", 2)

    without, along = svg_of(desk, with_notes=False), svg_of(desk, with_notes=True)
    assert "Kijk hier" not in without
    assert "Kijk hier" in along
    assert "Over de pagina" in along
    assert not PictureChoice(Path()).with_notes


def test_the_dialog_has_the_box_only_where_there_are_notes_and_it_is_off(desk, monkeypatch):
    seen = []

    def look():
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, ExportDialog):
            seen.append((dialog.notes.isVisibleTo(dialog), dialog.notes.isChecked()))
            dialog.reject()

    saving = desk.window.prepare_saving()
    for _times in range(2):
        QTimer.singleShot(0, look)
        saving.save(exporter_for(".png"))
        write(desk, "Over de pagina")

    assert seen == [(False, False), (True, False)]


def table_of(desk):
    return desk.window.prepare_page().widget.figures.table


def cell_of(table, row, column):
    return table.table.index(table.table.row_of(row, column), column + 1)


@pytest.mark.parametrize("form", list(TableForm))
def test_the_table_marks_a_figure_with_its_notes_in_every_form(desk, form):
    write(desk, "Over de pagina")
    write(desk, "Kijk hier", 2)
    write(desk, "En nog eens", 2)
    desk.session.change(table=TableChoice(form=form))
    model = table_of(desk).table
    marked = [
        (model.arranged.cell(row, column).value, numbers)
        for row in range(model.rowCount())
        for column in range(model.columnCount())
        if (numbers := model.numbers_of_notes(row, column))
    ]

    assert marked == [(float(desk.session.page.frame.values[2, 0]), "2, 3")]


def test_the_tooltip_in_the_table_tells_the_note_and_screen_readers_read_it(desk):
    write(desk, "Kijk hier", 2)
    index = cell_of(table_of(desk), 2, 0)

    for role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
        assert str(table_of(desk).table.data(index, role)).endswith("Note 1: Kijk hier")


def test_the_disc_in_the_table_is_painted_beside_its_figure_only(desk):
    write(desk, "Kijk hier", 6)
    table = table_of(desk)
    accent = QApplication.palette().color(QPalette.ColorRole.Highlight)

    def has_disc(row):
        rect = table.visualRect(cell_of(table, row, 0))
        table.viewport().repaint()
        picture = table.viewport().grab(rect).toImage()
        return any(
            picture.pixelColor(x, y) == accent
            for x in range(4, picture.width() - 4)
            for y in range(3, picture.height() - 3)
        )

    assert [has_disc(row) for row in (5, 6, 7)] == [False, True, False]


def test_copied_figures_take_their_notes_along_only_where_that_is_chosen(desk):
    write(desk, "Kijk hier", 2)
    write(desk, "Elders", 3)
    table = table_of(desk)
    table.selectRow(table.table.row_of(2, 0))

    table.copy()
    assert "Kijk hier" not in QApplication.clipboard().text()
    desk.window.actions.notes.trigger()
    table.copy()
    label = desk.session.page.frame.series[0].label
    copied = QApplication.clipboard().text().split("\r\n")
    assert copied[2:] == ["", f"Note 1, {label}, 2023 3rd quarter: Kijk hier", ""]
    assert desk.window.program.settings.takes_notes


def test_a_saved_table_and_a_sheet_take_the_notes_along_only_where_that_is_chosen(desk, tmp_path):
    write(desk, "Over de pagina")
    write(desk, "Kijk hier", 2)
    page, notes = desk.session.page, desk.window.kept.notes.notes_of(desk.session.page)
    told = []
    for is_chosen in (False, True):
        shown = page_shown(page, notes, prints_notes=is_chosen)
        target = tmp_path / "tabel.csv"
        content = shown.export(PictureChoice(target, with_notes=is_chosen))
        exporter_for(target.name).write(content, target)
        told.append("Kijk hier" in target.read_text(encoding="utf-8-sig"))
        told.append("Note 1: Over de pagina" in shown.sheet().notes)
    assert told == [False, False, True, True]
    sheet = page_shown(page, notes, prints_notes=True).sheet()
    assert sheet.excerpt is not None
    assert sheet.picture is not None
    figures = dict(sheet.excerpt.columns)[page.frame.series[0].label]
    assert [one for one in figures if one.startswith("(")] == [figures[-3]]
    assert figures[-3].startswith("(2) ")
    assert [one.number for one in sheet.picture.note_marks] == [2]


def test_ctrl_enter_saves_a_note(desk):
    desk.window.kept.notes.ask_note()
    dialog = desk.window.kept.notes.dialog
    dialog.text.setPlainText("Met het toetsenbord")
    QTest.keyClick(dialog.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    assert listed(desk) == ["1, This page: Met het toetsenbord"]


def test_ctrl_enter_saves_no_empty_note(desk):
    desk.window.kept.notes.ask_note()
    dialog = desk.window.kept.notes.dialog
    QTest.keyClick(dialog.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    assert dialog.isVisible()
    assert not listed(desk)
    dialog.reject()


def test_the_menu_of_a_cell_offers_a_note_on_its_figure(desk):
    table = table_of(desk)
    index = cell_of(table, 2, 0)
    label = desk.session.page.frame.series[0].label
    entries = {one.text(): one for one in make_menu(table, index.row(), index.column()).actions()}

    entries[f"Note on {label}, 2023 3rd quarter…"].trigger()
    dialog = desk.window.kept.notes.dialog
    assert dialog.point == point_of(desk.session.page, 2, desk.session.page.frame.series[0])
    dialog.reject()
    for row, column in ((index.row(), 0), (-1, index.column())):
        texts = [one.text() for one in make_menu(table, row, column).actions()]
        assert not [one for one in texts if one.startswith("Note on")]
