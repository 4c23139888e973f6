"""The letters and the shortcuts of the menus: each stands for one thing."""

import re
from collections import Counter
from collections.abc import Iterator

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from mkbviewer.core import language
from tests.ui.walking import arrive
from tests.ui.window_desk import Desk, open_desk


@pytest.fixture(params=["en", "nl"])
def spoken(qapp, tmp_path, catalogues, request) -> Iterator[Desk]:
    language.activate(request.param, catalogues)
    opened = open_desk(qapp, tmp_path)
    arrive(opened, "own table")
    yield opened
    opened.close()


def _menus(actions: list[QAction]) -> Iterator[list[QAction]]:
    yield actions
    for action in actions:
        menu = action.menu()
        if isinstance(menu, QMenu):
            menu.aboutToShow.emit()
            yield from _menus(menu.actions())


def _letter(action: QAction) -> str:
    found = re.search(r"&([^&])", action.text().replace("&&", ""))
    return found.group(1).lower() if found else ""


def test_no_two_lines_of_a_menu_have_the_same_letter(spoken):
    shared = []
    for actions in _menus(spoken.window.shell.menuBar().actions()):
        letters = Counter(_letter(one) for one in actions if one.isVisible())
        twice = {one for one, count in letters.items() if one and count > 1}
        shared += [one.text() for one in actions if _letter(one) in twice]
    assert shared == []


def test_no_shortcut_stands_for_two_things(spoken):
    keys = Counter(
        key.toString()
        for actions in _menus(spoken.window.shell.menuBar().actions())
        for one in actions
        for key in one.shortcuts()
    )
    assert [one for one, count in keys.items() if count > 1] == []
