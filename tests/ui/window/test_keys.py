"""The list of keys that F1 opens."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from mkbviewer.ui.window.keys import KeyColumn, KeysDialog
from tests.ui.walking import arrive, settle
from tests.ui.window_desk import Desk


@pytest.fixture
def listed(desk) -> list[tuple[str, str, str]]:
    """What stands in the list, a line each."""
    arrive(desk, "overview")
    desk.window.shell.activateWindow()
    QTest.keyClick(desk.window.shell, Qt.Key.Key_F1)
    settle()
    dialog: KeysDialog = desk.window.shell.findChild(KeysDialog)
    assert dialog.isVisible()
    table = dialog.rows.model()
    lines = [
        (
            str(table.index(row, KeyColumn.PLACE).data()),
            str(table.index(row, KeyColumn.KEYS).data()),
            str(table.index(row, KeyColumn.DEED).data()),
        )
        for row in range(table.rowCount())
    ]
    dialog.close()
    return lines


def test_it_has_every_shortcut_of_the_menus(desk: Desk, listed: list[tuple[str, str, str]]) -> None:
    native = QKeySequence.SequenceFormat.NativeText
    told = " ".join(keys for _place, keys, _deed in listed)
    menus = [one.menu() for one in desk.window.shell.menuBar().actions()]
    lines = [one for menu in menus if isinstance(menu, QMenu) for one in menu.actions()]
    wanted = [key for one in lines for key in one.shortcuts()]
    assert len(wanted) > 20
    assert [one.toString() for one in wanted if one.toString(native) not in told] == []


def test_it_has_the_keys_of_the_chart(listed: list[tuple[str, str, str]]) -> None:
    deeds = {deed: keys for place, keys, deed in listed if place == "Chart"}
    assert deeds["To the first or the last period"] == "Home, End"
    assert deeds["Take this period as the base of the index"] == "B"


def test_no_line_is_empty(listed: list[tuple[str, str, str]]) -> None:
    assert all(part for line in listed for part in line)
