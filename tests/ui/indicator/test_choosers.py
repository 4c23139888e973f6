"""The chooser with a list, the segments, and the layout that breaks lines."""

from typing import TypeVar

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QTreeView, QWidget

from mkbviewer.ui.widgets.choice import SEARCH_FROM, Choice, Option
from mkbviewer.ui.widgets.flow_layout import FlowLayout
from mkbviewer.ui.widgets.segments import Segment, Segments, Switch

Part = TypeVar("Part", bound=QWidget)

FEW = [Option("a", "Landbouw"), Option("b", "Industrie & bouw"), Option("c", "Handel")]
MANY = [Option(str(number), f"Tak {number}") for number in range(SEARCH_FROM + 5)]


def make(qtbot, options, chosen, **kinds) -> tuple[Choice, list[tuple[str, ...]]]:
    choice = Choice(**kinds)
    heard: list[tuple[str, ...]] = []
    qtbot.addWidget(choice)
    choice.chosen.connect(heard.append)
    choice.show_options("Bedrijfstak", options, chosen)
    choice.show()
    return choice, heard


def popup(choice: Choice) -> QWidget:
    assert choice._popup is not None
    return choice._popup


def part(choice: Choice, kind: type[Part]) -> Part:
    found = popup(choice).findChild(kind)
    assert isinstance(found, kind)
    return found


def test_the_button_says_what_is_chosen(qtbot):
    choice, _heard = make(qtbot, FEW, ("a",))

    assert choice.text() == "Bedrijfstak: Landbouw"
    assert choice.accessibleName() == "Bedrijfstak: Landbouw"


def test_an_ampersand_in_a_label_is_shown_as_one(qtbot):
    choice, _heard = make(qtbot, FEW, ("b",))

    assert choice.text() == "Bedrijfstak: Industrie && bouw"


def test_enter_in_the_list_chooses(qtbot):
    choice, heard = make(qtbot, FEW, ("a",))
    choice.open()
    view = part(choice, QTreeView)

    QTest.keyClick(view, Qt.Key.Key_Down)
    QTest.keyClick(view, Qt.Key.Key_Return)

    assert heard == [("b",)]
    assert not popup(choice).isVisible()


def test_a_short_list_has_no_search_and_a_long_one_has(qtbot):
    short, _heard = make(qtbot, FEW, ("a",))
    long, _also = make(qtbot, MANY, ("1",))
    short.open()
    is_searchable_short = part(short, QLineEdit).isVisible()
    popup(short).hide()
    long.open()

    assert not is_searchable_short
    assert part(long, QLineEdit).isVisible()
    popup(long).hide()


def test_typing_finds_and_enter_takes_the_first_that_matches(qtbot):
    choice, heard = make(qtbot, MANY, ("1",))
    choice.open()
    search = part(choice, QLineEdit)

    QTest.keyClicks(search, "tak 12")
    QTest.keyClick(search, Qt.Key.Key_Return)

    assert heard == [("12",)]


def test_several_can_be_checked_and_nothing_is_told_while_none_is(qtbot):
    choice, heard = make(qtbot, FEW, ("a",), several=True)
    choice.open()
    view = part(choice, QTreeView)

    QTest.keyClick(view, Qt.Key.Key_Space)
    assert heard == []
    QTest.keyClick(view, Qt.Key.Key_Down)
    QTest.keyClick(view, Qt.Key.Key_Space)
    QTest.keyClick(view, Qt.Key.Key_Down)
    QTest.keyClick(view, Qt.Key.Key_Space)

    assert heard == [("b",), ("b", "c")]
    popup(choice).hide()


def button(choice: Choice, text: str) -> QPushButton:
    return next(one for one in popup(choice).findChildren(QPushButton) if one.text() == text)


def test_invert_and_none_concern_what_the_search_leaves(qtbot):
    choice, heard = make(qtbot, MANY, ("1", "14"), several=True)
    choice.open()
    QTest.keyClicks(part(choice, QLineEdit), "tak 1")

    button(choice, "Invert").click()
    assert heard[-1] == ("10", "11", "12", "13")
    button(choice, "None").click()
    assert len(heard) == 1
    popup(choice).hide()


def test_accents_and_capitals_make_no_difference_to_the_search(qtbot):
    options = [*MANY, Option("k", "K Financiële dienstverlening")]
    choice, heard = make(qtbot, options, ("1",))
    choice.open()
    QTest.keyClicks(part(choice, QLineEdit), "FINANCIELE")
    QTest.keyClick(part(choice, QLineEdit), Qt.Key.Key_Return)

    assert heard == [("k",)]


def test_the_largest_are_asked_for_among_what_is_no_sum(qtbot):
    options = [Option("t", "Totaal", is_sum=True), *FEW]
    choice, _heard = make(qtbot, options, ("t",), several=True, has_top=True)
    choice.open()

    with qtbot.waitSignal(choice.top_asked) as asked:
        button(choice, "Top ten").click()

    assert asked.args == [("a", "b", "c")]
    popup(choice).hide()


def test_a_heading_checks_all_its_measures(qtbot):
    options = [
        Option("m1", "Omzet", group="Omzet/Binnenland"),
        Option("m2", "Afzet", group="Omzet/Binnenland"),
        Option("m3", "Export", group="Omzet"),
    ]
    choice, heard = make(qtbot, options, ("m3",), several=True)
    choice.open()
    view = part(choice, QTreeView)
    heading = view.model().index(0, 0)
    inland = view.model().index(0, 0, heading)

    view.setCurrentIndex(inland)
    QTest.keyClick(view, Qt.Key.Key_Space)

    assert (heading.data(), inland.data()) == ("Omzet", "Binnenland")
    assert heard == [("m1", "m2", "m3")]
    popup(choice).hide()


def test_all_checks_what_the_search_leaves(qtbot):
    choice, heard = make(qtbot, MANY, ("1",), several=True)
    choice.open()
    QTest.keyClicks(part(choice, QLineEdit), "tak 14")

    everything = next(one for one in popup(choice).findChildren(QPushButton) if one.text() == "All")
    everything.click()

    assert heard[-1] == ("1", "14")
    popup(choice).hide()


def test_what_is_not_possible_stands_in_the_menu_with_the_reason(qtbot):
    segments = Segments("Kind of chart", limit=2)
    qtbot.addWidget(segments)
    kinds = [
        Segment("line", "Line"),
        Segment("stacked", "Stacked", "A total cannot be stacked.", is_possible=False),
        Segment("bar", "Bar"),
        Segment("heat", "Heat map"),
    ]
    switch = Switch("Logarithmic scale", is_on=True)
    segments.show_segments(kinds, "heat", foremost=("heat", "bar"), switch=switch)

    assert [button.text() for button in segments._buttons] == ["Bar", "Heat map"]
    segments._menu.aboutToShow.emit()
    actions = [one for one in segments._menu.actions() if not one.isSeparator()]
    assert [one.text() for one in actions] == [one.label for one in kinds] + [switch.label]
    assert not actions[1].isEnabled()
    assert actions[1].toolTip() == "A total cannot be stacked."
    assert actions[-1].isChecked()
    with qtbot.waitSignal(segments.switched) as told:
        actions[-1].trigger()
    assert told.args == [False]


def test_what_does_not_fit_among_the_segments_takes_the_last_place_once_chosen(qtbot):
    segments = Segments("Transformation", limit=2)
    qtbot.addWidget(segments)
    three = [Segment("level", "Niveau"), Segment("yoy", "% j-o-j"), Segment("index", "Index")]

    segments.show_segments(three, "index")

    shown = [button.text() for button in segments._buttons]
    assert shown == ["Niveau", "Index"]
    segments._menu.aboutToShow.emit()
    assert [action.isChecked() for action in segments._menu.actions()] == [False, False, True]


@pytest.mark.parametrize(("width", "lines"), [(400, 1), (230, 2), (110, 3)])
def test_lines_break_where_the_width_ends(qtbot, width, lines):
    holder = QWidget()
    qtbot.addWidget(holder)
    layout = FlowLayout(holder, spacing=10)
    for _number in range(3):
        part = QWidget()
        part.setFixedSize(100, 30)
        layout.addWidget(part)
        part.show()

    assert layout.heightForWidth(width) == lines * 30 + (lines - 1) * 10


def test_what_belongs_at_the_right_stands_there(qtbot):
    holder = QWidget()
    qtbot.addWidget(holder)
    layout = FlowLayout(holder, spacing=10)
    left, right = QWidget(), QWidget()
    for part in (left, right):
        part.setFixedSize(100, 30)
    layout.addWidget(left)
    layout.add_at_right(right)
    holder.show()

    layout.setGeometry(QRect(0, 0, 500, 30))

    assert (left.x(), right.geometry().right()) == (0, 499)
