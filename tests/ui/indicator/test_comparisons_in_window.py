"""Comparing and explaining in the window: chosen, shown, undone, copied."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTreeView

from mkbviewer.core.view import View
from tests.ui.window_desk import Desk


@pytest.fixture
def bankruptcies(desk: Desk) -> Desk:
    desk.session.show(View("faillissementen"))
    return desk


def choose(desk: Desk, word: str) -> None:
    desk.page.controls.comparison.chosen.emit((word,))


def test_the_menu_offers_what_the_figures_allow(desk: Desk) -> None:
    desk.session.show(View("overleving"))
    offered = [one.key for one in desk.page.controls.comparison.options]
    assert offered == ["", "total", "cohorts"]


def test_a_page_that_allows_none_has_no_such_menu(desk: Desk) -> None:
    desk.session.show(View("liquiditeit"))
    assert not desk.page.controls.comparison.isVisibleTo(desk.page)


def test_both_quarters_stand_beside_each_other(bankruptcies: Desk) -> None:
    choose(bankruptcies, "year-earlier")
    # Bankruptcies of companies and institutions in 82242NED.
    assert bankruptcies.cells(1) == ["789", "926"]
    assert bankruptcies.page.controls.comparison.keys == ("year-earlier",)
    # One place apart, without room for the quarters between.
    axis = bankruptcies.chart.canvas.shapes.axis
    assert axis.last - axis.first == 1


def test_undo_takes_a_comparison_back(bankruptcies: Desk) -> None:
    before = bankruptcies.session.view
    choose(bankruptcies, "year-earlier")
    bankruptcies.session.undo()
    assert bankruptcies.session.view == before
    assert bankruptcies.page.controls.comparison.keys == ("",)


def test_nothing_ends_a_comparison(bankruptcies: Desk) -> None:
    before = bankruptcies.session.view
    choose(bankruptcies, "year-earlier")
    choose(bankruptcies, "")
    assert bankruptcies.session.view == before


def test_a_comparison_is_chosen_with_the_keyboard(bankruptcies: Desk) -> None:
    bankruptcies.window.actions.compare.trigger()
    chooser = bankruptcies.page.controls.comparison
    options = chooser._popup.findChild(QTreeView)
    QTest.keyClick(options, Qt.Key.Key_Down)
    QTest.keyClick(options, Qt.Key.Key_Return)
    assert chooser.keys == ("year-earlier",)


def test_a_computed_class_is_a_chip_only_while_it_is_compared(desk: Desk) -> None:
    desk.session.show(View("samenstelling-mkb"))
    chips = desk.page.controls.chips.chips
    assert not any("computed" in chip.text() for chip in chips)
    choose(desk, "zzp")
    assert desk.headings()[1:] == ["All SMEs", "SMEs excl. self-employed (computed)"]


def test_the_question_how_is_answered_for_the_marked_figure(bankruptcies: Desk) -> None:
    how = bankruptcies.page.panel.how
    how.button.click()
    assert how.text.text().startswith("Uitgesproken faillissementen, ")
    page = bankruptcies.session.page
    assert page is not None
    row = [one.code for one in page.frame.periods].index("2024KW01")
    bankruptcies.session.mark_periods((row,))
    bankruptcies.session.mark_series(("eenmanszaak",))
    assert "= 127" in how.text.text()
    bankruptcies.session.mark_series(("bedrijven en instellingen",))
    assert "= 926" in how.text.text()


def test_the_answer_can_be_copied(bankruptcies: Desk) -> None:
    how = bankruptcies.page.panel.how
    how.button.click()
    how.copy.click()
    assert QApplication.clipboard().text() == how.text.text()
    assert "82242NED" in how.text.text()
