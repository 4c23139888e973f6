"""Parts whose line is moved without a mouse."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from mkbviewer.ui.widgets.divided import Divided

KEYS = Qt.Key


@pytest.mark.parametrize(
    ("orientation", "back", "on"),
    [
        (Qt.Orientation.Horizontal, KEYS.Key_Left, KEYS.Key_Right),
        (Qt.Orientation.Vertical, KEYS.Key_Up, KEYS.Key_Down),
    ],
)
@pytest.mark.parametrize("thickness", [1, 10])
def test_arrows_move_the_line_between_two_parts(qtbot, orientation, back, on, thickness):
    parts = Divided(orientation, "Width of the list")
    qtbot.addWidget(parts)
    parts.setHandleWidth(thickness)
    parts.setChildrenCollapsible(False)
    for _part in range(2):
        part = QWidget()
        part.setMinimumSize(100, 100)
        parts.addWidget(part)
    parts.resize(600, 600)
    parts.show()
    parts.setSizes([300, 300])
    line, begin = parts.handle(1), parts.sizes()[0]
    assert line.accessibleName() == "Width of the list"
    assert line.focusPolicy() == Qt.FocusPolicy.TabFocus
    moved = []
    parts.splitterMoved.connect(lambda place, _index: moved.append(place))

    QTest.keyClick(line, on)
    assert parts.sizes()[0] == begin + 24
    QTest.keyClick(line, back)
    QTest.keyClick(line, back)
    assert parts.sizes()[0] == begin - 24
    QTest.keyClick(line, KEYS.Key_Home)
    assert parts.sizes()[0] == 100
    QTest.keyClick(line, KEYS.Key_End)
    assert parts.sizes()[1] == 100
    assert moved
