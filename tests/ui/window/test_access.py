"""Whoever sees little, or uses no mouse, can do everything too."""

from collections import Counter

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QContextMenuEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QLineEdit,
    QScrollArea,
    QSlider,
    QTableView,
    QToolButton,
    QWidget,
)

from mkbviewer.ui.look.colours import contrast_between
from mkbviewer.ui.overview.card import OverviewCard
from tests.ui.walking import PLACES, arrive, name_of, settle, tab_stops, visible_widgets

MOST_STOPS = 400
ENOUGH_CONTRAST = 3
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


def press_round(key: Qt.Key) -> list[QWidget]:
    """What has the focus while a key is pressed, until it comes where it has been."""
    come_by: list[QWidget] = []
    for _step in range(MOST_STOPS):
        now = QApplication.focusWidget()
        if now is None or now in come_by:
            break
        come_by.append(now)
        QTest.keyClick(now, key)
    return come_by


@pytest.mark.parametrize("key", [Qt.Key.Key_Tab, Qt.Key.Key_Backtab])
@pytest.mark.parametrize("place", PLACES)
def test_tab_comes_by_every_control(active, place, key):
    arrive(active, place)
    wanted = tab_stops(active)
    assert wanted
    wanted[0].setFocus(Qt.FocusReason.TabFocusReason)
    come_by = press_round(key)
    assert [name_of(one) for one in wanted if one not in come_by] == []


@pytest.mark.parametrize("place", ["overview", "barometer", "clock"])
def test_what_tab_comes_to_is_scrolled_into_sight(active, place):
    active.window.shell.resize(1024, 700)
    arrive(active, place)
    active.window.sidebar.search.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(active.window.sidebar.search, Qt.Key.Key_Backtab)
    settle()
    last = QApplication.focusWidget()
    assert last is not None
    assert last is not active.window.sidebar.search
    assert not last.visibleRegion().isEmpty()


def test_arrows_go_along_choices_of_which_one_is_taken(active):
    arrive(active, "indicator")
    buttons = active.page.controls.chart._buttons
    chosen = next(one for one in buttons if one.isChecked())
    chosen.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(chosen, Qt.Key.Key_Left)
    settle()
    assert active.session.view.chart != chosen.property("key")


def _pixels(desk, widget: QWidget) -> list[str]:
    """The colours of the window where a widget is and two pixels around it."""
    shell = desk.window.shell
    area = QRect(widget.mapTo(shell, QPoint(0, 0)), widget.size()).adjusted(-2, -2, 2, 2)
    shown = shell.grab(area.intersected(shell.rect())).toImage()
    shown = shown.convertToFormat(QImage.Format.Format_RGB32)
    found = memoryview(shown.constBits()).cast("I")
    return [f"#{one & 0xFFFFFF:06x}" for one in found]


def _seen_change(before: list[str], after: list[str]) -> int:
    """How many pixels change so much that someone who sees little notices: WCAG's three to one."""
    changes = Counter(zip(before, after, strict=True))
    return sum(
        count
        for (old, new), count in changes.items()
        if old != new and contrast_between(old, new) >= ENOUGH_CONTRAST
    )


@pytest.mark.parametrize("theme", ["light", "contrast"])
@pytest.mark.parametrize("place", PLACES)
def test_it_can_be_seen_which_control_has_the_focus(active, place, theme):
    active.window.program.theme.choose(theme)
    try:
        arrive(active, place)
        unseen, alike = [], set()
        for one in tab_stops(active):
            other = active.window.sidebar.search
            other = active.window.sidebar.tree if one is other else other
            look = type(one).__name__, one.objectName(), one.property("segment")
            if look in alike:
                continue  # What looks alike shows its focus alike; to see all takes minutes.
            alike.add(look)
            one.setFocus(Qt.FocusReason.TabFocusReason)
            _see(one)
            settle()
            after = _pixels(active, one)
            other.setFocus(Qt.FocusReason.TabFocusReason)
            settle()
            if _seen_change(_pixels(active, one), after) < 2 * min(one.width(), one.height()):
                unseen.append(name_of(one))
        assert unseen == []
    finally:
        active.window.program.theme.choose("light")


def _see(widget: QWidget) -> None:
    around = widget.parentWidget()
    while around is not None:
        if isinstance(around, QScrollArea):
            around.ensureWidgetVisible(widget)
        around = around.parentWidget()


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


def test_enter_on_a_card_goes_to_the_chart_of_its_page_and_back_to_the_card(active):
    arrive(active, "overview")
    card = next(one for one in visible_widgets(active) if isinstance(one, OverviewCard))
    active.window.sidebar.tree.setFocus(Qt.FocusReason.TabFocusReason)
    while (focused := QApplication.focusWidget()) is not card:
        assert focused is not None
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    indicator = card.card.indicator
    QTest.keyClick(card, Qt.Key.Key_Return)
    settle()
    assert active.chart.hasFocus()
    assert active.chart.canvas.has_focus_ring

    active.session.go_back()
    settle()
    again = QApplication.focusWidget()
    assert isinstance(again, OverviewCard)
    assert again.card.indicator == indicator


def test_f10_goes_to_the_menus(active):
    arrive(active, "overview")
    QTest.keyClick(active.window.sidebar.tree, Qt.Key.Key_F10)
    bar = active.window.shell.menuBar()
    try:
        assert bar.activeAction() is bar.actions()[0]
    finally:
        bar.actions()[0].menu().close()


@pytest.mark.parametrize("place", ["overview", "own table", "texts"])
def test_every_button_in_a_field_says_what_it_is_for(active, place):
    arrive(active, place)
    nameless = [
        name_of(field)
        for field in visible_widgets(active)
        if isinstance(field, QLineEdit)
        for button in field.findChildren(QToolButton)
        if button.isVisible()
        and not QAccessible.queryAccessibleInterface(button).text(QAccessible.Text.Name)
    ]
    assert nameless == []


@pytest.mark.parametrize("place", ["checks", "clock", "texts"])
def test_every_row_of_a_table_has_a_heading_for_screen_readers(active, place):
    arrive(active, place)
    table = next(one for one in visible_widgets(active) if isinstance(one, QTableView))
    model = table.model()
    assert model.rowCount() > 1
    headings = [
        model.headerData(row, Qt.Orientation.Vertical, Qt.ItemDataRole.AccessibleTextRole)
        for row in range(model.rowCount())
    ]
    assert all(headings)
    # Below the headings of the columns each row begins with its own.
    told = QAccessible.queryAccessibleInterface(table).child(2 * (model.columnCount() + 1))
    assert told.role() is QAccessible.Role.RowHeader
    assert told.text(QAccessible.Text.Name) == headings[1]


def test_the_menu_of_the_chart_opens_in_the_chart_where_it_is_asked_by_key(active):
    arrive(active, "indicator")
    chart = active.chart
    reason = QContextMenuEvent.Reason.Keyboard
    QApplication.sendEvent(chart, QContextMenuEvent(reason, QPoint(), QPoint(3, 3)))
    menu = QApplication.activePopupWidget()
    assert menu is not None
    menu.close()
    assert chart.rect().contains(chart.mapFromGlobal(chart.asked_at))


def test_the_focus_goes_on_to_the_page_where_a_message_is_closed_by_key(active):
    arrive(active, "own table")
    message = active.window.messages.show_message("Done.")
    settle()
    close = message.findChild(QToolButton)
    close.setFocus(Qt.FocusReason.TabFocusReason)
    for one in active.window.messages.messages[1:]:
        one.close_it()
    QTest.keyClick(close, Qt.Key.Key_Space)
    settle()
    now = QApplication.focusWidget()
    assert now is not None
    assert active.page.isAncestorOf(now)


def test_a_quarter_that_the_slider_comes_to_is_told_to_screen_readers(active, monkeypatch):
    told: list[str] = []
    monkeypatch.setattr("mkbviewer.ui.cycle.time_bar.announce", lambda _of, text: told.append(text))
    arrive(active, "barometer")
    slider = next(one for one in visible_widgets(active) if isinstance(one, QSlider))
    slider.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(slider, Qt.Key.Key_Left)
    assert told == [slider.accessibleDescription()]
    assert told[0]
