"""What a list of choices says of itself to screen readers."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from mkbviewer.ui.widgets.choice import Choice
from mkbviewer.ui.widgets.choice_popup import ChoicePopup
from tests.ui.walking import arrive, settle


@pytest.mark.parametrize("place", ["indicator", "own table"])
def test_every_list_of_choices_has_the_name_of_its_button(desk, place):
    arrive(desk, place)
    desk.window.shell.activateWindow()
    settle()
    choices = [one for one in desk.page.findChildren(Choice) if one.isVisible()]
    assert choices
    for one in choices:
        QTest.keyClick(one, Qt.Key.Key_Space)
        popup = QApplication.activePopupWidget()
        assert isinstance(popup, ChoicePopup)
        assert popup.accessibleName()
        assert one.accessibleName().startswith(popup.accessibleName())
        popup.hide()


def test_a_list_of_several_choices_says_which_are_on(desk):
    arrive(desk, "own table")
    desk.page.figures.bar.columns.click()
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, ChoicePopup)
    rows = QAccessible.queryAccessibleInterface(popup._list)
    told = [rows.child(place) for place in range(rows.childCount())]
    told = [one for one in told if one.role() is QAccessible.Role.TreeItem]
    popup.hide()
    assert told
    assert all(one.state().checkable and one.state().checked for one in told)
