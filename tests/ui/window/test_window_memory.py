"""The window keeps how it stands, and text has the size that is chosen."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtTest import QTest

from mkbviewer.settings import Settings, load_settings
from mkbviewer.ui.look.text_size import in_text, scale_style
from mkbviewer.ui.look.theme import TEXT_SIZE
from tests.ui.walking import settle
from tests.ui.window_desk import open_desk


@pytest.fixture
def path(tmp_path):
    return tmp_path / "settings.json"


@pytest.fixture
def make_desk(qapp, tmp_path, path, dutch):
    opened = []

    def make():
        desk = open_desk(qapp, tmp_path, load_settings(path))
        opened.append(desk)
        return desk

    yield make
    for desk in opened:
        desk.window.program.theme.choose_text_size(100)
        desk.close()


@pytest.fixture
def large(desk):
    yield desk
    desk.window.program.theme.choose_text_size(100)


def test_a_hidden_sidebar_stays_hidden_and_f9_brings_it_back(make_desk, path, qtbot):
    first = make_desk()
    first.window.actions.sidebar.trigger()
    qtbot.waitUntil(lambda: path.exists() and load_settings(path).hides_sidebar, timeout=3000)

    second = make_desk()
    assert not second.window.sidebar.isVisible()
    second.window.actions.sidebar.trigger()
    assert second.window.sidebar.isVisible()


def test_the_panel_keeps_its_width_and_whether_it_is_wanted(make_desk, path, qtbot):
    first = make_desk()
    first.session.open_indicator("vacatures")
    settle()
    sides = first.page.sides
    sides.setSizes([sum(sides.sizes()) - 320, 320])
    sides.splitterMoved.emit(0, 1)
    first.window.actions.commands.toggle_panel()
    qtbot.waitUntil(lambda: path.exists() and load_settings(path).hides_panel, timeout=3000)

    second = make_desk()
    second.session.open_indicator("vacatures")
    settle()
    assert not second.page.panel.isVisible()
    second.window.actions.commands.toggle_panel()
    settle()
    assert second.page.panel.width() == pytest.approx(320, abs=2)


def test_place_and_size_are_on_disk_soon_after_the_window_was_moved(make_desk, path, qtbot):
    desk = make_desk()
    desk.window.shell.resize(1200, 800)
    qtbot.waitUntil(path.exists, timeout=3000)
    assert load_settings(path).geometry == desk.window.shell.geometry_bytes()


def test_the_keys_make_text_larger_and_smaller_and_usual_again(large):
    sizes = []
    for key in (Qt.Key.Key_Plus, Qt.Key.Key_Plus, Qt.Key.Key_Minus, Qt.Key.Key_0):
        QTest.keyClick(large.window.shell, key, Qt.KeyboardModifier.ControlModifier)
        sizes.append(large.window.program.theme.text_size)
    assert sizes == [110, 125, 110, 100]


@pytest.mark.parametrize("percent", [80, 150, 200])
def test_widgets_charts_tables_and_cards_follow_the_size_of_text(large, percent):
    window = large.window
    large.session.open_indicator("vacatures")
    settle()
    card = window.overview.cards[0]
    before = large.table.verticalHeader().defaultSectionSize()
    window.actions.commands.choose_text_size(str(percent))
    settle()

    def pixels(font: QFont) -> int:
        return font.pixelSize()

    assert pixels(window.sidebar.tree.font()) == round(TEXT_SIZE * percent / 100)
    assert pixels(large.chart.canvas.style_of_chart.font) == round(12 * percent / 100)
    assert pixels(large.table.font()) == round(TEXT_SIZE * percent / 100)
    after = large.table.verticalHeader().defaultSectionSize()
    assert after == pytest.approx(before * percent / 100, abs=1)
    # A card has one of two heights, as narrow as it is then.
    assert card.height() in {round(one * percent / 100) for one in (156, 172)}
    assert large.settings.text_size == percent


def test_the_size_of_text_comes_back_in_the_next_run(path):
    Settings(path, text_size=150, theme="contrast_dark").save()
    settings = load_settings(path)
    assert (settings.text_size, settings.theme) == (150, "contrast_dark")


def test_lines_of_the_style_sheet_keep_their_width(large):
    large.window.program.theme.choose_text_size(200)
    sheet = "a { font-size: 13px; border: 4px solid red; padding: 1px 6px; border-radius: 5px; }"
    assert scale_style(sheet) == (
        "a { font-size: 26px; border: 4px solid red; padding: 1px 12px; border-radius: 10px; }"
    )
    assert in_text(10) == 20


def test_a_window_that_becomes_smaller_leaves_the_page_three_fifths(qapp, tmp_path):
    desk = open_desk(qapp, tmp_path, Settings(sidebar_width=500))
    shell, halves = desk.window.shell, desk.window.halves
    qapp.processEvents()
    assert halves.sizes()[0] == 500

    shell.move(40, 40)
    qapp.processEvents()
    assert halves.sizes()[0] == 500
    shell.resize(1024, 700)
    qapp.processEvents()
    assert halves.sizes()[0] == 410  # 0.4 x 1024
    desk.close()
