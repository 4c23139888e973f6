"""Icons take the colours of the palette in use."""

import pytest
from PySide6.QtGui import QColor, QPalette

from mkbviewer.ui.look.icons import icon

RED, BLUE = "#ff0000", "#0000ff"


@pytest.fixture
def in_colour(qapp):
    """Gives the program's text a colour."""
    before = qapp.palette()

    def give(colour: str) -> None:
        palette = QPalette(before)
        palette.setColor(QPalette.ColorRole.Text, QColor(colour))
        qapp.setPalette(palette)

    yield give
    qapp.setPalette(before)


def strongest(picture) -> str:
    image = picture.toImage()
    every = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return str(max(every, key=lambda one: one.alpha()).name())


def test_an_icon_that_was_drawn_follows_another_palette(in_colour):
    drawn = icon("info")
    in_colour(RED)
    assert strongest(drawn.pixmap(32, 32)) == RED
    in_colour(BLUE)
    assert strongest(drawn.pixmap(32, 32)) == BLUE
    in_colour(RED)
    assert strongest(icon("info").pixmap(32, 32)) == RED


def test_an_icon_is_drawn_in_every_size(in_colour):
    in_colour(RED)
    assert [icon("info").pixmap(side, side).width() for side in (16, 24, 16)] == [16, 24, 16]
