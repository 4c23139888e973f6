"""Whoever sees little, or uses no mouse, can do everything too."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication

from tests.ui.walking import PLACES, arrive, name_of, settle, tab_stops

MOST_STOPS = 400
ITEMS = {
    QAccessible.Role.Cell,
    QAccessible.Role.TreeItem,
    QAccessible.Role.ListItem,
    QAccessible.Role.RowHeader,
    QAccessible.Role.ColumnHeader,
}


def interfaces(interface):
    """The controls below an interface; not the cells of tables and trees."""
    yield interface
    if isinstance(interface.object(), QAbstractItemView):
        return
    for place in range(interface.childCount()):
        child = interface.child(place)
        if child is not None and child.isValid() and child.role() not in ITEMS:
            yield from interfaces(child)


@pytest.fixture
def active(desk):
    desk.window.shell.activateWindow()
    settle()
    return desk


@pytest.mark.parametrize("place", PLACES)
def test_every_control_that_can_have_the_focus_has_a_name(active, place):
    arrive(active, place)
    root = QAccessible.queryAccessibleInterface(active.window.shell)
    nameless = [
        name_of(one.object())
        for one in interfaces(root)
        if one.state().focusable
        and not one.state().invisible
        and not one.text(QAccessible.Text.Name).strip()
    ]
    assert nameless == []


@pytest.mark.parametrize("place", PLACES)
def test_tab_comes_by_every_control(active, place):
    arrive(active, place)
    wanted = tab_stops(active)
    assert wanted
    wanted[0].setFocus(Qt.FocusReason.TabFocusReason)
    come_by = {QApplication.focusWidget()}
    for _step in range(MOST_STOPS):
        active.window.shell.focusNextChild()
        come_by.add(QApplication.focusWidget())
    assert [name_of(one) for one in wanted if one not in come_by] == []


def test_arrows_go_along_choices_of_which_one_is_taken(active):
    arrive(active, "indicator")
    buttons = active.page.controls.chart._buttons
    chosen = next(one for one in buttons if one.isChecked())
    chosen.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(chosen, Qt.Key.Key_Left)
    settle()
    assert active.session.view.chart != chosen.property("key")


@pytest.mark.parametrize("place", PLACES)
def test_it_can_be_seen_which_control_has_the_focus(active, place):
    arrive(active, place)
    unseen = []
    for one in tab_stops(active):
        other = active.window.sidebar.search
        if one is other:
            continue
        other.setFocus(Qt.FocusReason.TabFocusReason)
        settle()
        before = one.grab().toImage()
        one.setFocus(Qt.FocusReason.TabFocusReason)
        settle()
        if one.grab().toImage() == before:
            unseen.append(name_of(one))
    assert unseen == []


def test_tab_goes_as_the_page_is_read(active):
    arrive(active, "indicator")
    page = active.page
    wanted = [
        active.window.sidebar.search,
        active.window.sidebar.tree,
        page.header.save,
        page.controls.chips.chips[0],
        page.controls.breakdown,
        page.figures.chart,
        page.figures.table,
        page.panel,
    ]
    wanted[0].setFocus(Qt.FocusReason.TabFocusReason)
    order = [QApplication.focusWidget()]
    for _step in range(MOST_STOPS):
        active.window.shell.focusNextChild()
        order.append(QApplication.focusWidget())
    places = [order.index(one) for one in wanted]
    assert places == sorted(places)
