"""In which order Tab goes through what stands in rows and in columns."""

import pytest
from PySide6.QtWidgets import QPushButton, QWidget

from mkbviewer.ui.window.tab_order import stops


@pytest.fixture
def window(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(400, 300)
    return made


def _place(window: QWidget, **places: tuple[int, int, int, int]) -> list[str]:
    """Buttons at x, y, width and height, in the order in which Tab comes to them."""
    for name, place in places.items():
        QPushButton(name, window).setGeometry(*place)
    window.show()
    return [one.text() for one in stops(window) if isinstance(one, QPushButton)]


def test_rows_are_read_from_the_top_and_each_from_its_left(window):
    assert _place(
        window,
        below=(0, 40, 400, 30),
        right=(200, 2, 100, 34),
        left=(0, 0, 100, 30),
    ) == ["left", "right", "below"]


def test_a_column_beside_several_rows_is_read_after_all_of_them(window):
    assert _place(
        window,
        panel=(300, 0, 100, 300),
        header=(0, 0, 290, 30),
        body=(0, 40, 290, 260),
    ) == ["header", "body", "panel"]


def test_columns_are_read_whole_under_a_row_that_goes_across(window):
    assert _place(
        window,
        second_below=(200, 150, 200, 100),
        second=(200, 40, 200, 100),
        first_below=(0, 210, 190, 80),
        first=(0, 40, 190, 160),
        across=(0, 0, 400, 30),
    ) == ["across", "first", "first_below", "second", "second_below"]
