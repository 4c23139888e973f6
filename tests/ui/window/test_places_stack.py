"""The places of the window scroll where they have too little room, and always come to rest."""

from PySide6.QtCore import QSize
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from mkbviewer.ui.window.places_stack import PlacesStack, PlacesView


class Swinging(QWidget):
    """Asks for much height at the width that it has, and for little at any other."""

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return 900 if width == self.width() else 100

    def minimumSizeHint(self) -> QSize:
        return QSize(100, 100)


def test_a_place_whose_height_swings_with_its_width_comes_to_rest(qtbot):
    places = PlacesStack()
    view = PlacesView(places)
    qtbot.addWidget(view)
    places.addWidget(Swinging())
    view.resize(400, 300)
    view.show()

    for width in range(401, 440):
        view.resize(width, 300)
        QTest.qWait(0)

    assert view.width() == 439
    assert places.width() <= view.width()


def test_a_small_window_with_its_panel_open_can_be_made_wide(desk):
    shell, page = desk.window.shell, desk.page
    desk.session.open_indicator("technische-en-ict-vacatures")
    shell.resize(1060, 721)
    QTest.qWait(50)
    page.toggle_panel()
    QTest.qWait(50)
    assert page.sides.indexOf(page.panel) < 0

    # While the panel still stands in place of the figures, the height asked for is the same at
    # widths that hardly differ.
    page.resize(1078, 687)
    assert page.sides.indexOf(page.panel) < 0
    assert page.heightForWidth(1068) == page.heightForWidth(1078)

    shell.resize(1347, 809)
    QTest.qWait(50)
    assert page.sides.indexOf(page.panel) >= 0
