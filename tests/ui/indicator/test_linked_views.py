"""One selection in chart, table, chips and range panel, and what is told of a range."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from mkbviewer.ui.widgets.rows_view import ROW_HEIGHT
from mkbviewer.viewmodels.indicator.range_table import Column
from mkbviewer.viewmodels.session.places import BAROMETER
from tests.ui.window_desk import SPECIMEN, Desk

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def composition(desk: Desk) -> Desk:
    """The composition of the mkb, computed from the specimen: seven quarters from 2022KW01 on."""
    desk.drop_files(SPECIMEN)
    return desk


def panel(desk):
    return desk.page.links.range_panel


def told(desk):
    """The cells of the panel, by row."""
    table = panel(desk).table
    return [[table.text(row, at) for at in Column] for row in range(table.rowCount())]


def chip(desk, code):
    chips = desk.page.controls.chips
    return next(
        chip
        for chip, member in zip(chips.chips, chips._members, strict=True)
        if member.code == code
    )


def key_of(desk, code):
    return next(one.key for one in desk.session.page.frame.series if one.member == code)


def test_a_range_in_the_chart_tells_start_end_change_mean_and_change_a_year(composition):
    # The self-employed: 72% in 2022KW03 (row 2) and 80% in 2023KW03 (row 6), a year later.
    composition.chart.periods_selected.emit(tuple(range(2, 7)))

    first = told(composition)[0]
    assert panel(composition).isVisible()
    assert first[Column.START : Column.PERCENTAGE] == ["72,0", "80,0", "+8,0"]
    assert first[Column.YEARLY] == "+8,00"
    assert panel(composition).rows.isColumnHidden(Column.PERCENTAGE)
    assert "1 years" in panel(composition).heading.text()


def test_one_period_is_no_range(composition):
    composition.chart.periods_selected.emit((2,))

    assert not panel(composition).isVisible()


def test_rows_selected_in_the_table_are_a_range_too(composition):
    table = composition.table
    table.selectRow(0)
    QTest.mouseClick(
        table.viewport(), LEFT, SHIFT, table.visualRect(table.table.index(4, 0)).center()
    )

    # The newest of seven quarters stands on top: rows 0 to 4 are the frame's rows 6 to 2.
    assert composition.session.marked_periods == (2, 3, 4, 5, 6)
    assert told(composition)[0][Column.CHANGE] == "+8,0"


def test_shift_and_arrows_select_a_range(composition):
    chart = composition.chart
    for _step in range(3):
        QTest.keyClick(chart, Qt.Key.Key_Left, SHIFT)

    assert len(composition.session.marked_periods) == 3
    assert panel(composition).isVisible()


@pytest.mark.parametrize("where", ["chart", "table"])
def test_escape_closes_the_panel_and_selects_nothing(composition, where):
    composition.window.shell.activateWindow()
    composition.chart.periods_selected.emit((2, 3, 4))
    widget = composition.chart if where == "chart" else composition.table
    widget.setFocus()

    QTest.keyClick(widget, Qt.Key.Key_Escape)

    assert composition.session.marked_periods == ()
    assert not panel(composition).isVisible()


def test_the_range_is_copied_for_a_dutch_excel(composition):
    composition.chart.periods_selected.emit(tuple(range(2, 7)))

    panel(composition).copy()

    lines = [line.split("\t") for line in QApplication.clipboard().text().split("\r\n")]
    assert lines[0][2] == "Start 2022 3e kwartaal"
    assert lines[1][2:5] == ["72,0", "80,0", "8,0"]


def test_the_panel_tells_the_selected_series_only(composition):
    composition.session.mark_series((key_of(composition, "micro"),))
    composition.session.mark_periods((2, 3))

    assert [row[Column.SERIES] for row in told(composition)] == ["Micro"]


def test_a_series_selected_on_its_chip_is_selected_everywhere(composition):
    QTest.mouseClick(chip(composition, "micro"), LEFT, SHIFT)

    key = key_of(composition, "micro")
    assert composition.session.marked_series == (key,)
    assert composition.chart._surface.marked_keys == {key}
    column = composition.table.table.column_of(key)
    assert composition.table.selectionModel().isColumnSelected(column)
    assert chip(composition, "micro").accessibleDescription() == "selected"
    assert chip(composition, "micro").isChecked()

    QTest.mouseClick(chip(composition, "micro"), LEFT, SHIFT)
    assert composition.session.marked_series == ()


def test_a_column_selected_in_the_table_is_selected_on_its_chip_and_in_the_chart(composition):
    key = key_of(composition, "klein")
    table, header = composition.table, composition.table.horizontalHeader()
    column = table.table.column_of(key)
    place = QPoint(header.sectionViewportPosition(column) + 20, header.height() // 2)
    QTest.mouseClick(header.viewport(), LEFT, CONTROL, place)

    assert composition.session.marked_series == (key,)
    assert chip(composition, "klein").accessibleDescription() == "selected"


def test_pointing_at_a_chip_points_at_its_series(composition):
    chips = composition.page.controls.chips
    chips.pointed.emit("micro")

    key = key_of(composition, "micro")
    assert composition.chart._surface.key == key
    assert composition.table.pointed_cell[1] == composition.table.table.column_of(key)
    chips.pointed.emit("")
    assert composition.chart._surface.key is None


def test_selecting_nothing_shows_all(composition):
    composition.session.mark_series((key_of(composition, "micro"),))
    composition.session.mark_series(())

    assert composition.chart._surface.marked_keys == frozenset()


def test_dragging_selects_periods_where_nothing_can_be_panned(composition):
    composition.session.change(chart="line")
    QApplication.processEvents()
    canvas = composition.chart.canvas
    plot, axis = canvas.arranged.plot, canvas.shapes.axis
    start, end = (QPointF(plot.x(axis.positions[row]), plot.area.center().y()) for row in (2, 5))

    drag(canvas.viewport(), start, end)

    assert composition.session.marked_periods == (2, 3, 4, 5)
    assert panel(composition).isVisible()


def test_dragging_over_a_heat_map_selects_its_periods(composition):
    composition.session.change(chart="heat")
    QApplication.processEvents()
    canvas = composition.chart.plan_canvas
    spots = {spot.row: spot.at for spot in canvas.placed.spots if spot.key == "zzp"}

    drag(canvas, spots[2], spots[4])

    assert composition.session.marked_periods == (2, 3, 4)
    assert panel(composition).isVisible()


def drag(widget, start, end):
    """Press the left button at one place, go to another, and let go there."""
    steps = [start + (end - start) * part / 8 for part in range(9)]
    kinds = [
        (QEvent.Type.MouseButtonPress, LEFT, start),
        *((QEvent.Type.MouseMove, Qt.MouseButton.NoButton, place) for place in steps),
        (QEvent.Type.MouseButtonRelease, LEFT, end),
    ]
    for kind, button, place in kinds:
        is_over = kind == QEvent.Type.MouseButtonRelease
        held = Qt.MouseButton.NoButton if is_over else LEFT
        event = QMouseEvent(kind, place, widget.mapToGlobal(place), button, held, NONE)
        QApplication.sendEvent(widget, event)
        QTest.qWait(15)  # the chart's library leaves out moves that follow too soon


def test_a_click_on_a_point_selects_its_series_until_it_is_taken_back(desk):
    desk.session.open_place(BAROMETER)
    page = desk.window.barometer.pages[BAROMETER]
    page.grab()
    spot = page.clock_view.drawn.points["consumptie-indicator"].toPoint()
    QTest.mouseClick(page.clock_view, LEFT, NONE, spot)
    QApplication.sendEvent(page.clock_view, QEvent(QEvent.Type.Leave))

    assert desk.session.marks.series == ("consumptie-indicator",)
    assert [card.key for card in page.cards if card._is_marked] == ["consumptie-indicator"]
    assert page.clock_view._marked == "consumptie-indicator"

    desk.window.actions.undo.trigger()
    assert not any(card._is_marked for card in page.cards)
    desk.window.actions.redo.trigger()
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert desk.session.marks.series == ()
    assert page.clock_view._marked == ""


def test_ctrl_c_copies_the_range_where_its_panel_has_the_keyboard(composition):
    composition.window.shell.activateWindow()
    composition.chart.periods_selected.emit(tuple(range(2, 7)))
    panel(composition).rows.setFocus()
    composition.window.actions.copy.trigger()
    assert QApplication.clipboard().text().startswith("Series\tUnit\tStart")

    composition.table.setFocus()
    composition.window.actions.copy.trigger()
    assert QApplication.clipboard().text().startswith("Period\t")


def test_the_panel_stays_where_it_was_moved(composition):
    composition.chart.periods_selected.emit((2, 3, 4))
    grip = QPointF(20, 12)
    drag(panel(composition), grip, grip - QPointF(60, 90))
    moved = panel(composition).pos()
    composition.chart.periods_selected.emit(())
    composition.chart.periods_selected.emit((3, 4, 5))

    assert panel(composition).pos() == moved


def test_control_and_space_select_a_column_and_shift_and_space_a_row(composition):
    table = composition.table
    table.setCurrentIndex(table.table.index(1, 2))
    QTest.keyClick(table, Qt.Key.Key_Space, CONTROL)
    assert composition.session.marked_series == (key_of(composition, "micro"),)

    QTest.keyClick(table, Qt.Key.Key_Space, SHIFT)
    # The second row is the sixth of seven quarters.
    assert composition.session.marked_periods == (5,)


def test_in_a_low_window_the_panel_of_a_range_leaves_the_chart_free(desk):
    desk.window.shell.resize(1024, 700)
    desk.session.open_indicator("vacatures")
    desk.session.change(chart="line")
    QApplication.processEvents()
    desk.session.mark_periods(range(4, 14))
    QApplication.processEvents()
    page = desk.page
    panel, chart = page.links.range_panel, page.figures.chart
    below = chart.mapTo(page, chart.rect().bottomLeft()).y()

    assert panel.isVisible()
    assert panel.geometry().top() > below
    assert panel.table.rowCount() == 4
    assert panel.rows.height() >= 2 * ROW_HEIGHT
