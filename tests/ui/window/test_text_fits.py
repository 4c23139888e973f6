"""No text is cut off: in either language, in a small window, with large text."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QHeaderView,
    QLabel,
    QLineEdit,
    QToolButton,
    QWidget,
)

from mkbviewer.core import language
from mkbviewer.ui.look.theme import Theme
from mkbviewer.ui.overview.card import OverviewCard
from tests.ui.walking import PLACES, arrive, name_of, settle, visible_widgets
from tests.ui.window_desk import open_desk

SMALL, USUAL = (1024, 700), (1440, 900)
_HEADING_PADDING = 12


@pytest.fixture
def make_desk(qapp, tmp_path, catalogues):
    opened = []
    theme = qapp.findChild(Theme) or Theme(qapp, "light")

    def make(code, size, percent=100):
        language.activate(code, catalogues)
        desk = open_desk(qapp, tmp_path)
        opened.append(desk)
        theme.choose_text_size(percent)
        desk.window.shell.resize(*size)
        settle()
        return desk

    yield make
    for desk in opened:
        desk.close()
    theme.choose_text_size(100)
    language.activate("en", catalogues)


def is_cut_by_its_parents(widget):
    """Whether a part of it lies outside a parent that cannot be scrolled."""
    area, parent = QRect(QPoint(0, 0), widget.size()), widget
    while not parent.isWindow():
        above = parent.parentWidget()
        area.translate(parent.pos())
        if isinstance(above.parentWidget(), QAbstractScrollArea):
            return False
        if not above.rect().adjusted(-1, -1, 1, 1).contains(area):
            return True
        parent = above
    return False


def is_cut(widget):
    """Whether it shows less than its whole text."""
    wanted = widget.sizeHint()
    if isinstance(widget, QLabel):
        if widget.wordWrap():
            height = widget.heightForWidth(widget.width())
            return height > widget.height() + 2
        return wanted.width() > widget.width() + 1 or wanted.height() > widget.height() + 1
    return wanted.width() > widget.width() + 1 or wanted.height() > widget.height() + 4


def has_text(widget):
    if type(widget).__name__ == "_Hint":
        return False  # It is shown as a whole or not at all.
    if isinstance(widget, QToolButton) and isinstance(widget.parent(), QLineEdit):
        return False  # A picture in a field, whose words are for screen readers.
    is_drawn = isinstance(widget, OverviewCard) or type(widget).__name__ == "BarometerCard"
    return isinstance(widget, QLabel | QAbstractButton) and bool(widget.text()) and not is_drawn


def cut_headings(widget):
    model, across = widget.model(), Qt.Orientation.Horizontal
    if model is None or widget.orientation() is not across or widget.isHidden():
        return
    for section in range(model.columnCount()):
        text = str(model.headerData(section, across) or "")
        hint = str(model.headerData(section, across, Qt.ItemDataRole.ToolTipRole) or "")
        room = widget.sectionSize(section)
        # A name of any length, of the data, is told in full by its hint.
        if (
            text not in hint
            and not widget.isSectionHidden(section)
            and (widget.fontMetrics().horizontalAdvance(text) + _HEADING_PADDING > room)
        ):
            yield f"heading {text}"


def cut_texts(desk):
    found = []
    for widget in visible_widgets(desk):
        if isinstance(widget, QHeaderView):
            found += cut_headings(widget)
        elif has_text(widget) and (is_cut(widget) or is_cut_by_its_parents(widget)):
            found.append(f"{name_of(widget)} {_sizes(widget)}")
    return found


def _sizes(widget: QWidget) -> str:
    hint = widget.sizeHint()
    high = widget.heightForWidth(widget.width())
    return f"{widget.width()}x{widget.height()} of {hint.width()}x{hint.height()} ({high})"


@pytest.mark.parametrize("code", language.LANGUAGES)
@pytest.mark.parametrize(
    ("size", "percent"), [(SMALL, 100), (USUAL, 150), (SMALL, 80), (SMALL, 200)]
)
def test_no_label_and_no_button_is_cut_on_any_page(make_desk, code, size, percent):
    desk = make_desk(code, size, percent)
    cut = {}
    for place in PLACES:
        arrive(desk, place)
        if found := cut_texts(desk):
            cut[place] = found
    assert cut == {}


@pytest.mark.parametrize("code", language.LANGUAGES)
def test_the_rows_of_the_sidebar_and_the_titles_of_cards_are_whole(make_desk, code):
    desk = make_desk(code, SMALL)
    arrive(desk, "overview")
    desk.window.overview.show_all()
    settle()
    small = [
        card.title
        for card in desk.window.overview.cards
        if card._metrics(11, card.font().Weight.DemiBold).horizontalAdvance(card.title)
        > card.width() - 2 * 14 - 16
    ]
    assert small == []


def lines_of_controls(desk):
    """On how many lines the controls over the chart stand."""
    controls = desk.window.prepare_page().widget.controls
    shown = [one for one in controls.findChildren(QAbstractButton) if one.isVisible()]
    tops = sorted(one.mapTo(controls, QPoint(0, one.height() // 2)).y() for one in shown)
    return sum(later - earlier > 8 for earlier, later in pairwise(tops)) + bool(tops)


@pytest.mark.parametrize("code", language.LANGUAGES)
def test_with_large_text_in_a_small_window_the_controls_take_three_lines_at_most(make_desk, code):
    desk = make_desk(code, SMALL, 150)
    lines = {}
    for place in PLACES:
        arrive(desk, place)
        if desk.session.page is not None and desk.session.page.sources:
            lines[place] = lines_of_controls(desk)
    assert lines
    assert {place: count for place, count in lines.items() if count > 3} == {}


@pytest.mark.parametrize("code", language.LANGUAGES)
def test_no_page_of_figures_scrolls_sideways_with_the_largest_text(make_desk, code):
    desk = make_desk(code, SMALL, 200)
    view = desk.window.places.parentWidget().parentWidget()
    assert isinstance(view, QAbstractScrollArea)
    beyond = {}
    for place in PLACES:
        arrive(desk, place)
        if desk.session.page is not None and desk.session.page.sources:
            beyond[place] = view.horizontalScrollBar().maximum()
    assert beyond
    assert set(beyond.values()) == {0}


def test_steps_without_room_are_in_a_menu_and_the_unused_ones_go_first(make_desk):
    desk = make_desk("en", SMALL, 150)
    desk.session.open_indicator("faillissementen")
    desk.session.change(average=4)
    settle()
    steps = desk.window.prepare_page().widget.controls.steps
    assert steps.foldable == (steps.frequency, steps.average)
    desk.session.change(average=0, frequency="JJ")
    settle()
    assert steps.foldable == (steps.average, steps.frequency)
    folded = [one for one in steps.foldable if one.isHidden()]
    assert steps.more.isVisible()
    assert steps.more.toolTip().split("\n") == [one.words for one in folded]


def test_with_large_text_the_head_of_the_overview_has_no_holes(make_desk):
    desk = make_desk("nl", SMALL, 150)
    arrive(desk, "overview")
    title, subtitle = desk.window.overview.title, desk.window.overview.subtitle

    assert title.height() <= title.heightForWidth(title.width()) + 2
    assert subtitle.height() <= subtitle.heightForWidth(subtitle.width()) + 2
