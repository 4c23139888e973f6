"""The comparison in the window: collected, shown, moved, saved; by mouse, menu and keyboard."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QDrag, QDragEnterEvent, QDropEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from mkbviewer.core.kept.keepsake import point_of
from mkbviewer.core.view import View
from mkbviewer.exporters import EXPORTERS
from mkbviewer.store.importing.importer import import_file
from mkbviewer.ui.comparison.collection_export import collection_shown
from mkbviewer.ui.comparison.collection_parts import packed_view
from mkbviewer.ui.output.export_dialog import PictureChoice
from mkbviewer.ui.widgets.dragging import SUBJECT, packed, unpacked
from mkbviewer.viewmodels.session.indicator_tree import Kind
from mkbviewer.viewmodels.session.places import COLLECTION, place_of
from tests.two_releases import TABLE, write_releases

COPY = Qt.DropAction.CopyAction


@pytest.fixture
def filled(desk):
    desk.window.collection.add_row(Kind.INDICATOR, "vacatures")
    desk.window.collection.add_row(Kind.INDICATOR, "uurloon")
    desk.session.open_place(COLLECTION)
    return desk


def page(desk):
    found = desk.window.collection.page
    assert found is not None
    return found


def labels(desk):
    rows = page(desk).list.rows
    return [str(rows.index(row, 0).data()) for row in range(rows.rowCount())]


def drop(widget, view):
    data, place = packed(SUBJECT, packed_view(view)), QPointF(20, 20)
    buttons, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(place.toPoint(), COPY, data, buttons, none)
    QApplication.sendEvent(widget, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(widget, QDropEvent(place, COPY, data, buttons, none))


def test_series_of_several_units_stand_in_charts_below_each_other(filled):
    chart = page(filled).figures.chart

    assert chart.plan_canvas.shapes.plan.panels[0].heading == "× 1.000, per quarter"
    assert chart.plan_canvas.shapes.plan.panels[1].heading == "%, per year"
    assert "nothing is interpolated" in page(filled).figures.source.text()


def test_an_empty_comparison_says_how_to_fill_it(desk):
    desk.session.open_place(COLLECTION)

    assert page(desk).shown.items == ()
    assert not page(desk).figures.isVisibleTo(page(desk))
    assert not desk.window.actions.print.isEnabled()


def test_what_is_dropped_on_the_page_joins_it(filled):
    drop(page(filled), View("faillissementen"))

    assert [one.subject for one in filled.window.collection.collecting.now.views] == [
        "vacatures",
        "uurloon",
        "faillissementen",
    ]
    assert len(labels(filled)) == 3


def test_what_is_dropped_on_a_chart_is_compared_with_what_that_shows(desk):
    desk.session.show(View("faillissementen", source="82242NED"))
    shown = len(desk.session.page.frame.series)

    drop(desk.page.figures.chart_card, View("vacatures"))

    assert desk.session.place == COLLECTION
    assert len(labels(desk)) == shown + 1


def test_the_command_on_a_page_adds_what_is_marked_there(desk):
    desk.session.show(View("vacatures"))
    key = desk.session.page.frame.series[1].key
    desk.session.mark_series((key,))

    desk.window.actions.collect.trigger()

    assert [one.members for one in desk.window.collection.collecting.now.views] == [(key,)]
    assert "1 series was added to the comparison." in desk.said()


def test_series_are_moved_and_removed_with_the_keyboard(filled):
    view, before = page(filled).list, labels(filled)
    view.setCurrentIndex(view.rows.index(0, 0))

    QTest.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert labels(filled) == before[::-1]
    QTest.keyClick(view, Qt.Key.Key_Delete)
    assert labels(filled) == before[1:]
    filled.session.undo()
    filled.session.undo()
    assert labels(filled) == before


def test_an_index_brings_all_series_to_one_unit_and_is_undone(filled):
    page(filled).done.chosen.emit("index")

    units = {one.unit for one in page(filled).shown.frame.series}
    assert len(units) == 1
    filled.session.undo()
    assert filled.window.collection.collecting.now.transformation == ""


def test_what_is_exported_names_every_source(filled, tmp_path):
    exporter = next(one for one in EXPORTERS if one.name == "csv")
    content = collection_shown(page(filled).shown).export(None)

    exporter.write(content, tmp_path / "vergelijking.csv")

    text = (tmp_path / "vergelijking.csv").read_text(encoding="utf-8-sig")
    for item in page(filled).shown.items:
        assert item.provenance.table in text
        assert item.label in text


def test_a_picture_and_a_sheet_are_made_of_it(filled, tmp_path):
    shown = collection_shown(page(filled).shown)

    render = shown.export(None).render
    assert render is not None
    assert "80472ned" in render("svg").decode()
    assert shown.sheet().excerpt is not None


def test_a_series_opens_its_own_page(filled):
    page(filled).opened.emit(0)

    assert filled.session.page.view.subject == "vacatures"
    assert filled.session.page.view.members == ("mkb",)


def test_a_line_of_the_sidebar_is_dragged_as_what_it_opens(desk, monkeypatch):
    carried = []
    monkeypatch.setattr(QDrag, "exec", lambda drag, _action: carried.append(drag.mimeData()))
    tree = desk.window.sidebar.tree
    index = tree.model().mapFromSource(desk.window.tree.find(Kind.INDICATOR, "vacatures"))
    tree.scrollTo(index)
    start = tree.visualRect(index).center()

    QTest.mousePress(tree.viewport(), Qt.MouseButton.LeftButton, pos=start)
    moved = QPointF(start + QPoint(60, 40))
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    event = QMouseEvent(QEvent.Type.MouseMove, moved, moved, left, left, none)
    QApplication.sendEvent(tree.viewport(), event)
    # A button that stays down would be down in every test that follows.
    QTest.mouseRelease(tree.viewport(), Qt.MouseButton.LeftButton, pos=moved.toPoint())

    assert [unpacked(SUBJECT, one) for one in carried] == [packed_view(View("vacatures"))]


def test_what_is_found_is_added_with_control_and_enter(desk, qtbot):
    panel = desk.window.search.panel
    with qtbot.waitSignal(desk.window.collection.collecting.changed):
        panel.collected.emit(View("uurloon"))

    assert desk.window.collection.collecting.now.views[0].subject == "uurloon"


def test_the_last_two_releases_of_a_table_are_added_by_a_command(desk, tmp_path):
    for file in write_releases(tmp_path):
        import_file(desk.holdings.own, file)
    desk.session.show(View(TABLE, is_table=True, measures=("banen",), by="sector", members=("T",)))

    desk.window.actions.collect_releases.trigger()

    kept = desk.window.collection.collecting.now.views
    names = [one.name for one in desk.holdings.own.table(TABLE).releases]
    assert [one.release for one in kept] == names


def test_what_is_let_go_where_it_has_no_meaning_is_no_refused_file(desk):
    desk.drop(packed(SUBJECT, packed_view(View("vacatures"))))

    assert desk.said() == ""


def test_an_indicator_without_figures_is_told_and_not_added(desk):
    desk.window.collection.add_row(Kind.INDICATOR, "startups")

    assert desk.window.collection.collecting.now.views == ()
    assert "There are no figures to compare." in desk.said()


def test_a_series_whose_unit_is_not_known_is_named(desk, tmp_path):
    for file in write_releases(tmp_path):
        import_file(desk.holdings.own, file)
    desk.window.collection.add_row(Kind.TABLE, TABLE)
    desk.session.open_place(COLLECTION)

    assert "The unit is not known of:" in page(desk).figures.source.text()


def test_a_note_on_a_figure_stands_beside_it_in_the_comparison_too(desk):
    desk.session.open_indicator("vacatures")
    shown = desk.session.page
    series = next(one for one in shown.frame.series if one.member == "mkb")
    row = next(at for at, one in enumerate(shown.frame.periods) if one.code == "2022KW02")
    shelf = desk.window.kept.shelf
    shelf.add_note(place_of(shown.view), "Hoogste ooit", point_of(shown, row, series))
    shelf.add_note(place_of(shown.view), "Over de hele pagina", None)
    desk.session.mark_series([series.key])
    desk.window.collection.add_shown()
    desk.window.collection.add_row(Kind.INDICATOR, "uurloon")

    desk.session.open_place(COLLECTION)

    (mark,) = page(desk).figures.chart.shapes.note_marks
    assert mark.told.endswith(": Hoogste ooit")
    assert page(desk).shown.frame.periods[mark.row].code == "2022KW02"
    assert page(desk).told_notes.text().endswith("Hoogste ooit")
    takes = replace(PictureChoice(Path()), with_notes=True)
    to_export = desk.window.collection.shown()
    assert to_export.has_notes
    assert len(to_export.export(takes).own_notes) == 1
    assert to_export.export(None).own_notes == ()

    shelf.delete_note(shelf.now.notes[0].key)
    assert page(desk).figures.chart.shapes.note_marks == ()


def test_what_was_done_to_all_series_is_a_title_with_a_capital(filled):
    filled.window.collection.collecting.change(transformation="index", base="2019JJ00")

    assert page(filled).header.title.text() == "Index, 2019 = 100"
