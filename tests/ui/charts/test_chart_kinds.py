"""Choosing a kind of chart in the window, and what stays when the kind changes."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.e2e.drawn import curve_data


@pytest.fixture
def vacancies(desk):
    """The page of the open vacancies, four series of quarters."""
    desk.session.open_indicator("vacatures")
    return desk


def menu_of(desk):
    menu = desk.page.controls.chart._menu
    menu.aboutToShow.emit()
    return menu


def action_of(desk, text):
    return next(one for one in menu_of(desk).actions() if one.text() == text)


def test_a_kind_is_chosen_in_the_menu_and_undone(vacancies):
    action_of(vacancies, "Heat map").trigger()

    assert vacancies.session.view.chart == "heat"
    assert vacancies.chart.plan_canvas.isVisibleTo(vacancies.chart)
    drawn = curve_data(vacancies.chart)
    for column, (_periods, values) in enumerate(drawn.values()):
        np.testing.assert_array_equal(values, vacancies.session.page.frame.values[:, column])
    vacancies.session.undo()

    assert vacancies.session.view.chart == "line"
    assert vacancies.chart.canvas.isVisibleTo(vacancies.chart)


def test_a_kind_that_does_not_suit_says_why_in_the_menu(vacancies):
    # Firms of 0 to 100 persons are those of 0 to 10 and 10 to 100: a whole beside its parts.
    stacked = action_of(vacancies, "Stacked")

    assert not stacked.isEnabled()
    assert stacked.toolTip() == "A total cannot be added to its parts."


def test_selection_and_colours_stay_when_the_kind_changes(vacancies):
    frame = vacancies.session.page.frame
    key = frame.series[1].key
    vacancies.session.mark_series([key])
    vacancies.session.mark_periods([3, 4])
    colours = {one.key: one.colour for one in vacancies.chart.canvas.shapes.named}
    for kind in ("facets", "dots", "bar", "ranking"):
        vacancies.session.change(chart=kind)
        surface = vacancies.chart._surface
        assert surface.marked_keys == {key}
        assert surface.marked_rows == (3, 4)
        palette = surface.style_of_chart.palette
        assert dict(zip(colours, palette.series_colours(frame), strict=True)) == colours


def test_a_ranking_follows_the_row_that_is_pointed_at_in_the_table(vacancies):
    vacancies.session.change(chart="ranking")
    newest = {spot.row for spot in vacancies.chart.plan_canvas.placed.spots}
    vacancies.session.hover(10, None)
    pointed = {spot.row for spot in vacancies.chart.plan_canvas.placed.spots}

    assert newest == {len(vacancies.session.page.frame.periods) - 1}
    assert pointed == {10}


def test_the_switch_of_the_menu_makes_the_axis_logarithmic_and_the_subtitle_says_so(
    vacancies,
):
    action_of(vacancies, "Logarithmic scale").trigger()

    assert vacancies.session.view.scale == "log"
    assert vacancies.chart.canvas.shapes.is_log
    assert "logarithmic scale" in vacancies.page.header.subtitle.text()
    vacancies.session.change(chart="bar")
    assert not vacancies.chart.canvas.shapes.is_log
    assert "logarithmic scale" not in vacancies.page.header.subtitle.text()
    assert not action_of(vacancies, "Logarithmic scale").isEnabled()


def test_arrow_keys_go_through_the_periods_of_a_ranking(vacancies):
    vacancies.session.change(chart="ranking")
    QTest.keyClick(vacancies.chart, Qt.Key.Key_Left)
    QTest.keyClick(vacancies.chart, Qt.Key.Key_Left)
    last = len(vacancies.session.page.frame.periods) - 1

    assert {spot.row for spot in vacancies.chart.plan_canvas.placed.spots} == {last - 1}
