"""Where a table's dimensions go: to series, side by side, in small charts; kept and undone."""

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from mkbviewer.core.view import View
from mkbviewer.store.importing.importer import import_file
from mkbviewer.ui.charts.facets import Facets
from mkbviewer.ui.indicator.dimension_choices import MEASURES
from mkbviewer.ui.widgets.dragging import DIMENSION, packed
from mkbviewer.viewmodels.session.places import OVERVIEW

SIZE, SECTOR = "Bedrijfsgrootte", "Sector"
TABLE = """"measure";"Sector";"Bedrijfsgrootte";"period";"value";"status"
"""


@pytest.fixture
def table(desk, tmp_path):
    rows = [TABLE]
    for sector, start in (("C Industrie", 10), ("F Bouw", 30), ("G Handel", 20)):
        for size, factor in (("klein", 1), ("groot", 10)):
            for year in range(2019, 2023):
                value = (start + year - 2019) * factor
                rows.append(f'"banen";"{sector}";"{size}";"{year}JJ00";"{value}";""\n')
    file = tmp_path / "99903NED.csv"
    file.write_text("".join(rows), encoding="utf-8")
    assert import_file(desk.holdings.own, file).error is None
    desk.session.show(View("99903NED", is_table=True, by=SECTOR))
    return desk


def dimensions(desk):
    return desk.page.controls.dimensions


def drop(widget, dimension):
    data, place = packed(DIMENSION, dimension), QPointF(5, 5)
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    copy = Qt.DropAction.CopyAction
    QApplication.sendEvent(widget, QDragEnterEvent(place.toPoint(), copy, data, left, none))
    QApplication.sendEvent(widget, QDropEvent(place, copy, data, left, none))


def act(desk, dimension, text):
    menu = dimensions(desk).make_menu(dimension)
    next(one for one in menu.actions() if one.text() == text).trigger()


def test_a_second_dimension_stands_side_by_side_in_chart_and_table(table):
    act(table, SIZE, "Side by side")

    assert table.session.view.beside == SIZE
    assert table.headings()[1:3] == ["C Industrie, klein", "C Industrie, groot"]
    assert table.cells(1) == ["13", "12", "11", "10"]
    assert table.cells(2) == ["130", "120", "110", "100"]


def test_small_charts_have_one_for_each_member_with_all_series(table):
    act(table, SIZE, "In small charts")

    plan = table.chart.plan_canvas.shapes.plan
    assert isinstance(plan, Facets)
    assert [(name, len(curves)) for name, curves in plan._facets()] == [("klein", 3), ("groot", 3)]


def test_a_dimension_that_is_dropped_on_the_series_makes_them(table):
    drop(table.page.controls.chips, SIZE)

    assert table.session.view.by == SIZE
    assert table.headings()[1:] == ["klein", "groot"]


def test_a_dimension_that_is_dropped_beside_them_stands_there(table):
    drop(dimensions(table).beside, SIZE)

    assert table.session.view.beside == SIZE


def test_series_and_what_stands_beside_them_change_places(table):
    act(table, SIZE, "Side by side")
    act(table, SECTOR, "Side by side")

    view = table.session.view
    assert (view.by, view.beside) == (SIZE, SECTOR)
    assert view.beside_members == ("C Industrie", "F Bouw", "G Handel")


def test_where_dimensions_went_is_undone_and_remembered_for_the_table(table):
    act(table, SIZE, "Side by side")
    table.session.open_place(OVERVIEW)
    table.session.open_table("99903NED")
    assert table.session.view.beside == SIZE

    act(table, SIZE, "Held at one member")
    assert table.session.view.beside == ""
    table.session.undo()
    assert table.session.view.beside == SIZE
    assert table.session.redo_text == "what stands side by side"


def test_the_largest_are_shown_and_can_be_undone(table):
    before = table.session.view.members

    table.page.controls.top_asked.emit(SECTOR, ("C Industrie", "G Handel"))
    assert table.session.view.members == ("C Industrie", "G Handel")
    table.session.undo()
    assert table.session.view.members == before


def test_several_measures_stand_side_by_side_and_go_again(desk, shared_data):
    import_file(desk.holdings.own, shared_data / "cbs" / "recipes" / "85611NED.csv")
    desk.session.show(
        View("85611NED", is_table=True, by=SIZE, members=("5 tot 50 werkzame personen",))
    )

    dimensions(desk).put(MEASURES, beside=True)
    measures = desk.session.view.measures
    assert len(measures) == 2
    assert len(desk.headings()) == 3
    assert desk.page.controls.measures.keys == measures
    dimensions(desk).put("", beside=True)
    assert desk.session.view.measures == measures[:1]
