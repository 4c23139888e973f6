"""The names of the four quarters of the clock, in their corners."""

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont

from mkbviewer.ui.charts.arrangement import Style
from mkbviewer.ui.cycle.clock_drawing import corner_lines
from mkbviewer.ui.look.fonts import load_fonts
from mkbviewer.ui.look.palette import LIGHT

pytestmark = pytest.mark.usefixtures("qapp")


def test_the_name_of_a_quarter_without_room_goes_on_below() -> None:
    font = QFont(load_fonts())
    font.setPixelSize(20)
    style = Style(LIGHT, font, font)
    words = "boven trend, toenemend"
    # Half of the plot is a quarter's; eight pixels stay free on either side of the words.
    enough = 2 * (style.bold_width(words) + 16) + 1

    assert corner_lines(QRectF(0, 0, enough, 300), words, style) == words
    assert corner_lines(QRectF(0, 0, enough - 4, 300), words, style) == "boven trend,\ntoenemend"
