"""The page of an indicator: what can be chosen, and chart and table that go together."""

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from tests.e2e.drawn import curve_data
from tests.ui.window_desk import SPECIMEN, Desk

ZZP, MICRO, KLEIN = "Self-employed", "Micro", "Small"


@pytest.fixture
def composition(desk: Desk) -> Desk:
    """The composition of the mkb, computed from the specimen."""
    desk.drop_files(SPECIMEN)
    return desk


def chip(desk: Desk, label: str):
    chips = desk.page.controls.chips.chips
    return next(one for one in chips if one.accessibleName() == label)


def move(widget, place):
    none, nothing = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    spot = QPointF(place)
    event = QMouseEvent(QEvent.Type.MouseMove, spot, widget.mapToGlobal(spot), none, none, nothing)
    QApplication.sendEvent(widget, event)


def test_the_figures_are_those_computed_by_hand(composition):
    # 1000 of 1250 are one person: 80%. 90 + 50 + 35 = 175 of 1250 have 2 to 10: 14%.
    assert composition.headings()[:3] == ["Period", ZZP, MICRO]
    assert composition.cells(0)[0] == "2023 3e kwartaal"
    assert composition.cells(1)[0] == "80,0"
    assert composition.cells(2)[0] == "14,0"


def test_a_member_chip_hides_its_series_in_chart_and_table(composition):
    before = set(curve_data(composition.chart))

    chip(composition, MICRO).click()

    gone = before - set(curve_data(composition.chart))
    assert len(gone) == 1
    assert MICRO not in composition.headings()
    assert not chip(composition, MICRO).isChecked()


def test_another_kind_of_chart_leaves_the_table_as_it_is(composition, qtbot):
    table = composition.page.figures.table.table
    with qtbot.assertNotEmitted(table.modelReset):
        composition.session.change(chart="grouped")
    assert composition.cells(1)[0] == "80,0"
    with qtbot.waitSignal(table.modelReset):
        composition.session.change(transformation="change")


def test_the_last_member_that_is_shown_cannot_be_hidden(composition):
    composition.session.change(members=("zzp",))

    chip(composition, ZZP).click()

    assert composition.session.view.members == ("zzp",)
    assert chip(composition, ZZP).isChecked()


def test_ctrl_click_on_a_chip_leaves_that_member_alone(composition):
    QTest.mouseClick(
        chip(composition, KLEIN), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier
    )

    assert composition.headings() == ["Period", KLEIN]


def test_undo_brings_a_hidden_series_back(composition):
    chip(composition, MICRO).click()

    composition.window.actions.undo.trigger()

    assert MICRO in composition.headings()


def test_growth_on_a_year_earlier_is_computed(composition):
    segments = composition.page.controls.steps.transformation
    segments.chosen.emit("yoy")

    # Share of the self-employed: 72% in 2022KW03 and 80% in 2023KW03: 8 percentage points more.
    assert composition.cells(1)[0] == "8,0"
    assert composition.session.page.frame.unit == "percentage points"


def test_a_filter_shows_another_sector(composition):
    chooser = composition.page.controls.filters["sector"]
    industry = next(one.key for one in chooser.options if "Industrie" in one.label)

    chooser.chosen.emit((industry,))

    # 55 of 100.
    assert composition.cells(1)[0] == "55,0"


def test_the_range_leaves_periods_out_of_chart_and_table(composition):
    composition.page.figures.range.first.chosen.emit(("2023KW01",))

    assert composition.cells(0) == ["2023 3e kwartaal", "2023 2e kwartaal", "2023 1e kwartaal"]
    periods, _values = next(iter(curve_data(composition.chart).values()))
    assert [one.code for one in periods] == ["2023KW01", "2023KW02", "2023KW03"]


def test_pointing_at_a_row_points_at_its_period_in_the_chart(composition):
    pointed = []
    composition.session.hovered.connect(lambda row, key: pointed.append((row, key)))
    table = composition.table
    place = table.visualRect(table.table.index(1, 1)).center()

    move(table.viewport(), place)

    # The newest of the seven periods is on top, so the second row is the sixth period.
    assert pointed[-1][0] == 5


def test_pointing_at_the_chart_tints_the_row(composition):
    composition.chart.hovered.emit(5, None)

    assert composition.table.pointed_row == 1


def test_rows_that_are_selected_are_marked_in_the_chart(composition):
    composition.table.selectRow(0)

    assert composition.session.marked_periods == (6,)


def test_periods_marked_in_the_chart_are_selected_in_the_table(composition):
    composition.chart.periods_selected.emit((5, 6))

    rows = {index.row() for index in composition.table.selectionModel().selectedIndexes()}
    assert rows == {0, 1}


def test_a_click_on_a_heading_sorts_and_keeps_rows_and_chart_together(composition):
    header = composition.table.horizontalHeader()
    header.sectionClicked.emit(1)
    assert composition.cells(0)[0] == "2023 3e kwartaal"
    header.sectionClicked.emit(1)

    composition.chart.hovered.emit(0, None)

    # 70% is the lowest share, in the first period and in 2023KW01; the newer stands first.
    assert composition.cells(0)[:2] == ["2023 1e kwartaal", "2022 1e kwartaal"]
    assert composition.table.pointed_row == 1


def test_ctrl_c_copies_the_selection_with_headings(composition):
    composition.table.selectRow(0)

    QTest.keyClick(composition.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)

    lines = QApplication.clipboard().text().splitlines()
    assert lines[0].split("\t")[:2] == ["Period", ZZP]
    assert lines[1].split("\t")[:2] == ["2023 3e kwartaal", "80,0"]


def test_a_page_without_data_shows_its_facts_and_what_would_fill_it(desk):
    desk.session.open_indicator("startups")
    said = [label.text() for label in desk.page._nothing.findChildren(QLabel)]

    assert desk.page._body.currentWidget() is desk.page._nothing
    assert not desk.page.controls.isVisible()
    assert "NO FIGURES IN THE LIBRARY YET" in said


def test_a_fact_whose_period_the_text_does_not_state_says_so(desk):
    unstated = next(fact for fact in desk.holdings.facts if not fact.is_period_stated)

    desk.session.open_indicator(unstated.indicator)

    said = " ".join(label.text() for label in desk.page.findChildren(QLabel))
    assert "the text states no period" in said


def test_related_figures_are_marked_as_such(desk):
    desk.session.open_indicator("faillissementen")

    said = [label.text() for label in desk.page.panel.findChildren(QLabel)]
    assert "Related figures, not those of the report." in said


def test_in_a_narrow_window_the_panel_takes_the_place_of_the_figures(desk):
    desk.session.open_indicator("vacatures")
    desk.window.shell.resize(1024, 700)
    QApplication.processEvents()
    hidden = desk.page.panel.isVisible()

    desk.page.toggle_panel()

    assert not hidden
    assert desk.page.panel.isVisible()
    assert not desk.page.figures.isVisible()


def test_in_a_narrow_window_a_page_without_data_says_itself_what_it_counts(desk):
    desk.window.shell.resize(1024, 700)
    desk.session.open_indicator("startups")
    QApplication.processEvents()
    notes, definition = desk.page._nothing.notes, desk.page.page.indicator.definition

    assert definition in [label.text() for label in notes.findChildren(QLabel)]
    assert notes.isVisible()
    desk.window.shell.resize(1600, 900)
    QApplication.processEvents()
    assert desk.page.panel.isVisible()
    assert not notes.isVisible()


def test_related_figures_are_named_so_under_the_chart(desk):
    desk.session.open_indicator("faillissementen")

    assert "related figures, not those of the report" in desk.page.figures.source.text()
    note, stated = desk.page.figures.source.toolTip().split("\n")
    assert note == desk.page.page.source.note
    assert "627 bedrijven" in stated


@pytest.mark.parametrize("size", [(1024, 700), (1440, 900), (3840, 2160)])
def test_no_control_reaches_out_of_the_window(desk, size):
    desk.session.open_indicator("vacatures")
    desk.window.shell.resize(*size)
    QApplication.processEvents()
    controls = desk.page.controls

    shown = [one for one in controls.findChildren(type(controls.source)) if one.isVisible()]

    assert shown
    assert all(one.geometry().right() <= controls.width() for one in shown)
