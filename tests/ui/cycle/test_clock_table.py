"""The table beside the clock, without a mouse."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from mkbviewer.ui.cycle.barometer_page import BarometerPage
from mkbviewer.ui.window.tab_order import stops
from tests.ui.walking import arrive, settle


def _clock(desk) -> BarometerPage:
    arrive(desk, "clock")
    desk.window.shell.activateWindow()
    settle()
    pages: list[BarometerPage] = desk.window.shell.findChildren(BarometerPage)
    return next(one for one in pages if one.isVisible())


def test_tab_leaves_the_table_of_the_clock(desk, qapp):
    view = _clock(desk).list.view
    view.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(view, Qt.Key.Key_Tab)
    assert qapp.focusWidget() is not view
    assert qapp.focusWidget() in list(stops(desk.window.shell))


def test_the_clock_points_at_the_series_of_the_row_that_the_arrows_come_to(desk):
    page = _clock(desk)
    view, table = page.list.view, page.table
    view.setFocus(Qt.FocusReason.TabFocusReason)
    view.setCurrentIndex(table.index(1, 2))
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert page.clock_view._marked == table.key_at(2)
    assert (view.currentIndex().row(), view.currentIndex().column()) == (2, 2)

    page.header.save.setFocus(Qt.FocusReason.TabFocusReason)
    assert page.clock_view._marked == ""


def test_space_beside_a_name_selects_the_series_in_the_clock(desk):
    page = _clock(desk)
    view, table = page.list.view, page.table
    view.setFocus(Qt.FocusReason.TabFocusReason)
    view.setCurrentIndex(table.index(3, 1))
    QTest.keyClick(view, Qt.Key.Key_Space)
    page.header.save.setFocus(Qt.FocusReason.TabFocusReason)
    assert page.clock_view._marked == table.key_at(3)
