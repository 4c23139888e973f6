"""The steps that are done to figures, in the window: the row of choosers, the chart, undo."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from mkbviewer.core.view import Transformation
from mkbviewer.store.importing.importer import import_file
from mkbviewer.ui.indicator.chart_kinds import kind_choices
from tests.ui.window_desk import Desk

# Embedded table 82242NED: bankruptcies of businesses and institutions pronounced per quarter.
OF_2023 = (633, 712, 718, 808)


@pytest.fixture
def bankruptcies(desk: Desk) -> Desk:
    desk.session.open_indicator("faillissementen")
    desk.session.change(chart="line")
    return desk


def steps(desk: Desk):
    return desk.page.controls.steps


def test_years_are_offered_by_every_way_and_counts_are_summed_by_themselves(bankruptcies):
    row = steps(bankruptcies)
    assert [one.key for one in row.frequency.options] == ["KW", "JJ:sum", "JJ:mean", "JJ:last"]

    bankruptcies.session.change(frequency="JJ")

    assert row.frequency.keys == ("JJ:sum",)
    assert row.frequency.text() == "per year (sum)"
    years = [one.code for one in bankruptcies.session.page.frame.periods]
    values = bankruptcies.session.page.frame.values[:, 0]
    assert values[years.index("2023JJ00")] == sum(OF_2023)


def test_another_way_of_combining_is_chosen_and_taken_back(bankruptcies):
    row = steps(bankruptcies)

    row.frequency.chosen.emit(("JJ:mean",))
    years = [one.code for one in bankruptcies.session.page.frame.periods]
    mean = bankruptcies.session.page.frame.values[years.index("2023JJ00"), 0]
    assert mean == pytest.approx(sum(OF_2023) / 4)

    bankruptcies.window.actions.undo.trigger()
    assert row.frequency.keys == ("KW",)
    assert bankruptcies.session.view.frequency == "KW"


def test_the_row_says_the_whole_chain_in_words(bankruptcies):
    row = steps(bankruptcies)
    row.frequency.chosen.emit(("JJ:mean",))
    row.transformation.chosen.emit("previous")
    row.average.chosen.emit(("3",))

    assert row.accessibleDescription() == (
        "per year (mean) → % on the previous period → moving average of 3 periods"
    )
    assert "mean of 4 quarters → percentage change" in bankruptcies.page.header.subtitle.text()
    for _step in range(3):
        bankruptcies.window.actions.undo.trigger()
    assert row.accessibleDescription() == "per quarter → level"


def test_the_title_names_no_quarters_where_years_are_shown(bankruptcies):
    assert bankruptcies.page.header.title.text().endswith("per kwartaal")
    bankruptcies.session.change(frequency="JJ")
    assert bankruptcies.page.header.title.text() == "Aantal faillissementen in het mkb"


def test_the_base_of_an_index_is_chosen_from_its_menu(bankruptcies):
    row = steps(bankruptcies)
    assert row.base.isHidden()
    row.transformation.chosen.emit("index")
    assert row.base.isVisible()
    # Whole years first, then each quarter: the list is made when it opens.
    assert {"2023JJ00", "2023KW01"} <= {one.key for one in row.base.options}

    row.base.chosen.emit(("2023KW01",))

    codes = [one.code for one in bankruptcies.session.page.frame.periods]
    index = bankruptcies.session.page.frame.values[:, 0]
    assert index[codes.index("2023KW01")] == 100
    assert index[codes.index("2023KW02")] == pytest.approx(100 * 712 / 633)
    assert row.base.text() == "2023 K1 = 100"


def test_a_click_on_the_axis_makes_that_period_the_base(bankruptcies):
    steps(bankruptcies).transformation.chosen.emit("index")
    canvas = bankruptcies.chart.canvas
    area = canvas.arranged.plot.area
    row = canvas.shapes.axis.row_at(
        canvas.arranged.plot.first + 0.5 * (canvas.arranged.plot.last - canvas.arranged.plot.first)
    )
    code = canvas.shapes.axis.periods[row].code

    place = QPoint(round(area.center().x()), round(area.bottom()) + 12)
    QTest.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=place)

    assert bankruptcies.session.view.base == code


def test_a_click_on_the_axis_of_a_level_changes_nothing(bankruptcies):
    canvas = bankruptcies.chart.canvas
    area = canvas.arranged.plot.area
    before = bankruptcies.session.view

    place = QPoint(round(area.center().x()), round(area.bottom()) + 12)
    QTest.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=place)

    assert bankruptcies.session.view == before


def test_a_click_on_the_axis_under_small_charts_makes_that_period_the_base(desk):
    desk.session.open_indicator("vacatures")
    desk.session.change(transformation=Transformation.INDEX, chart="facets")
    surface, page = desk.chart.plan_canvas, desk.session.page
    before = page.view.base
    assert surface.placed is not None
    key = page.frame.series[-1].key  # the last one stands on the lowest row
    spot = next(one for one in surface.placed.spots if one.key == key and one.row == 40)
    at = QPoint(round(spot.rect.center().x()), round(spot.rect.bottom()) + 10)

    QTest.mouseClick(surface, Qt.MouseButton.LeftButton, pos=at)

    assert desk.session.view.base == page.frame.periods[40].code
    assert (desk.session.page.frame.values[40] == 100).all()
    desk.window.actions.undo.trigger()
    assert desk.session.view.base == before
    desk.session.change(transformation=Transformation.LEVEL)
    level = desk.session.view
    QTest.mouseClick(surface, Qt.MouseButton.LeftButton, pos=at)
    assert desk.session.view == level


def test_the_key_b_makes_the_period_at_the_crosshair_the_base(bankruptcies):
    QTest.keyClick(bankruptcies.chart, Qt.Key.Key_Left)
    QTest.keyClick(bankruptcies.chart, Qt.Key.Key_Left)
    code = bankruptcies.session.page.frame.periods[-2].code
    assert bankruptcies.chart.period.code == code

    QTest.keyClick(bankruptcies.chart, Qt.Key.Key_B)

    assert bankruptcies.session.view.transformation is Transformation.INDEX
    assert bankruptcies.session.view.base == code


def test_the_report_stands_at_the_level_only(bankruptcies):
    bankruptcies.session.open_indicator("vacatures")
    assert bankruptcies.page.figures.chart._references
    steps(bankruptcies).average.chosen.emit(("4",))
    assert not bankruptcies.page.figures.chart._references


def test_the_page_of_a_second_quarter_opens_with_it_and_offers_the_others(desk):
    desk.session.open_indicator("oprichtingen-opheffingen-sector")
    row = steps(desk)
    assert row.frequency.keys == ("KW02",)
    assert desk.session.page.frame.periods[-1].code == "2024KW02"
    assert desk.page.figures.range.last.keys == ("2024KW02",)

    row.frequency.chosen.emit(("KW",))
    assert row.frequency.keys == ("KW",)
    assert desk.session.page.frame.periods[-1].code == "2024KW04"

    row.frequency.chosen.emit(("KW01",))
    assert desk.session.page.frame.periods[-1].code == "2024KW01"

    row.frequency.chosen.emit(("JJ:mean",))
    assert desk.session.page.frame.periods[-1].code == "2024JJ00"
    desk.window.actions.undo.trigger()
    assert row.frequency.keys == ("KW01",)


def test_vacancies_have_no_shares_while_a_whole_stands_beside_its_parts(desk):
    # Embedded table 80472ned: businesses of 0 to 100 persons are those of 0 to 10 and 10 to 100.
    desk.session.open_indicator("vacatures")
    share = next(
        one for one in steps(desk).transformation._segments if one.key == Transformation.SHARE
    )
    assert not share.is_possible
    assert share.hint == "A total cannot be added to its parts."

    desk.session.change(transformation=Transformation.SHARE)
    assert desk.page.figures.chart.findChild(QLabel).text() == share.hint

    # 2024KW04: 63.2, 91.3 and 229.3 thousand vacancies are 383.8 thousand.
    desk.session.change(members=("0-10", "10-100", "100+"))
    frame = desk.session.page.frame
    assert frame.periods[-1].code == "2024KW04"
    assert frame.values[-1] == pytest.approx(
        [100 * 63.2 / 383.8, 100 * 91.3 / 383.8, 100 * 229.3 / 383.8]
    )


def test_hourly_wages_are_not_stacked(desk):
    # Embedded table 81432ned: euros, but of one hour; three classes together earn nothing.
    desk.session.open_indicator("uurloon")
    desk.session.change(measures=("uurloon",))

    kinds = kind_choices(desk.session.page.frame, desk.session.page.view)
    stacked = next(one for one in kinds.segments if one.key == "stacked")

    assert not stacked.is_possible


def test_a_table_without_time_has_no_growth_and_no_index(desk, shared_data):
    import_file(desk.holdings.own, shared_data / "cbs" / "v4b-api-dumps" / "84404NED.csv")
    desk.session.refresh()
    desk.session.open_table("84404NED")
    assert [one.start for one in desk.session.page.level.periods] == [None]

    assert [one.key for one in steps(desk).transformation._segments] == ["level", "share"]
