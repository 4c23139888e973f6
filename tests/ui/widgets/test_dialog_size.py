"""How large dialogs open."""

import pytest
from PySide6.QtWidgets import QDialog

from mkbviewer.ui.look.text_size import use_text_size
from mkbviewer.ui.widgets.dialog_size import open_at


@pytest.fixture
def dialog(qtbot):
    made = QDialog()
    qtbot.addWidget(made)
    yield made
    use_text_size(100)


def test_a_dialog_goes_with_the_size_of_text(dialog):
    use_text_size(150)
    open_at(dialog, 200, 100)
    assert dialog.size().toTuple() == (300, 150)


def test_a_dialog_is_never_larger_than_the_screen(dialog):
    use_text_size(200)
    open_at(dialog, 5000, 5000)
    room = dialog.screen().availableSize()
    assert dialog.width() < room.width()
    assert dialog.height() < room.height()
