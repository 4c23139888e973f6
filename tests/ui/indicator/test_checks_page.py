"""The page of the checked figures, and the marks beside the facts of a page."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from mkbviewer.core.report.agreement import Verdict
from mkbviewer.ui.indicator.checks_page import ALL
from mkbviewer.viewmodels.indicator.check_table import CheckColumn
from mkbviewer.viewmodels.session.indicator_tree import CHECKS_ID, Kind
from mkbviewer.viewmodels.session.places import CHECKS


def open_checks(desk):
    desk.window.open(Kind.PAGE, CHECKS_ID)
    page = desk.window.checks.page
    assert page is not None
    return page


def test_its_row_in_the_sidebar_opens_the_page(desk):
    page = open_checks(desk)
    assert desk.session.place == CHECKS
    assert desk.window.places.currentWidget() is page
    assert page.table.rowCount() == 138
    assert page.table.counts[Verdict.CONFIRMED] == 19
    assert "27" in page.subtitle.text()
    row = desk.window.sidebar.tree.currentIndex()
    assert row.data() == "Figures checked"


def test_a_verdict_shows_its_own_figures_only(desk):
    page = open_checks(desk)
    page.verdicts.chosen.emit(Verdict.REVISED.value)
    assert page.table.rowCount() == 3
    assert "2022" in page.explanation.text()
    page.verdicts.chosen.emit(ALL)
    assert page.table.rowCount() == 138


def test_the_chosen_row_is_told_in_full(desk):
    page = open_checks(desk)
    page.rows.choose_row(0)
    assert page.heading.text() == "Aandeel bedrijven, zzp\u00a0· 2023 3e kwartaal · confirmed"
    assert "nearly 80%" in page.comparison.text()
    assert "79,4%" in page.comparison.text()
    assert "between 93% of the value" in page.comparison.text()
    assert "81588NED" in page.origin.text()


def test_in_a_narrow_window_the_card_tells_what_has_no_column_and_copies_have_all(desk):
    desk.window.shell.resize(1024, 700)
    rows = open_checks(desk).rows
    QApplication.processEvents()
    rows.clearSelection()

    assert rows.isColumnHidden(CheckColumn.DIFFERENCE)
    assert rows.isColumnHidden(CheckColumn.FORMULA)
    assert not rows.horizontalScrollBar().isVisible()
    rows.copy()
    assert QApplication.clipboard().text().splitlines()[0].count("\t") == len(CheckColumn) - 1


def test_a_click_opens_the_indicator(desk):
    page = open_checks(desk)
    cell = page.rows.visualRect(page.table.index(2, CheckColumn.FIGURE))
    place = cell.center() if cell.isValid() else QPoint(5, 5)
    QTest.mouseClick(page.rows.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert desk.session.page.view.subject == "groei-aantal-bedrijven"


def test_enter_opens_the_indicator_of_the_chosen_row(desk):
    page = open_checks(desk)
    page.rows.choose_row(0)
    QTest.keyClick(page.rows, Qt.Key.Key_Return)
    assert desk.session.page.view.subject == "samenstelling-mkb"
    desk.session.go_back()
    assert desk.session.place == CHECKS


def marks(desk):
    panel = desk.page.panel
    return [figure._mark.text() for _line, figure in panel._facts._facts]


def test_alt_with_an_arrow_sorts_by_the_column_of_the_cursor(desk):
    rows = open_checks(desk).rows
    rows.setCurrentIndex(rows.model().index(4, CheckColumn.INDICATOR))
    QTest.keyClick(rows, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    shown = [str(rows.model().index(row, CheckColumn.INDICATOR).data()) for row in range(138)]
    QTest.keyClick(rows, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    again = [str(rows.model().index(row, CheckColumn.INDICATOR).data()) for row in range(138)]
    assert (shown[0], shown[-1]) == (again[-1], again[0])
    assert shown[0] != shown[-1]


def test_the_facts_of_a_page_are_marked_with_their_verdict(desk, qtbot):
    desk.session.open_indicator("oprichtingen-opheffingen")
    qtbot.waitUntil(lambda: any(marks(desk)))
    assert marks(desk)[:2] == ["✓ confirmed: 84,5%", "revised since: 91,3%"]


def test_a_fact_that_cannot_be_checked_has_no_mark(desk, qtbot):
    desk.session.open_indicator("oprichtingen-opheffingen")
    qtbot.waitUntil(lambda: any(marks(desk)))
    desk.session.open_indicator("faillissementen")
    qtbot.wait(200)
    shown = len(desk.session.page.facts)
    assert marks(desk)[:shown] == [""] * shown


def test_marks_stay_when_the_view_changes(desk, qtbot):
    desk.session.open_indicator("samenstelling-mkb")
    qtbot.waitUntil(lambda: any(marks(desk)))
    desk.session.change(chart="line")
    assert marks(desk)[:2] == ["✓ confirmed: 79,4%", "✓ confirmed: 0,14%"]
