"""Charts below each other: one for each unit and frequency, on one axis of time."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QRectF

from mkbviewer.core.joining import join
from mkbviewer.core.period import Frequency
from mkbviewer.ui.charts import CHARTS, choose_chart, suitable_charts, why_not
from mkbviewer.ui.charts.panels import Panels
from mkbviewer.ui.charts.plan import Placed, Words
from mkbviewer.ui.look.palette import LIGHT
from tests.e2e.drawn import values_of
from tests.specimen_frames import frame_of, gapped_frame, mixed_frame
from tests.ui.charts.test_chart_plans import style_of


@pytest.fixture
def plan(qapp) -> Panels:
    made = choose_chart(mixed_frame()).shapes(mixed_frame(), LIGHT).plan
    assert isinstance(made, Panels)
    return made


@pytest.fixture
def placed(plan: Panels) -> Placed:
    return plan.place(QRectF(0, 0, 700, 480), style_of())


def test_series_of_several_units_never_share_an_axis():
    frame = mixed_frame()

    assert [one.name for one in suitable_charts(frame)] == ["panels"]
    assert choose_chart(frame, "line").name == "panels"
    assert all(why_not(frame, one) for one in CHARTS if one.name != "panels")


def test_series_of_one_unit_stand_in_one_chart():
    assert choose_chart(gapped_frame(), "panels").name != "panels"


def test_the_same_unit_and_frequency_is_one_panel(plan):
    assert [[one.key for one in panel.curves] for panel in plan.panels] == [
        ["open", "vervuld"],
        ["marge"],
        ["per jaar"],
    ]
    assert [panel.heading for panel in plan.panels] == [
        "number, per quarter",
        "%, per quarter",
        "number, per year",
    ]


def test_a_year_stands_in_the_middle_of_its_quarters(plan):
    quarters, years = plan.panels[0].curves[0].xs, plan.panels[2].curves[0].xs

    assert years[1] == pytest.approx(np.mean(quarters[:4]))
    assert years[2] == pytest.approx(np.mean(quarters[4:]))


def test_the_figures_drawn_are_those_of_the_frame(placed):
    frame = mixed_frame()
    keys = [one.key for one in frame.series]

    drawn = values_of(placed, keys, len(frame.periods))

    for column, key in enumerate(keys):
        assert np.array_equal(drawn[key], frame.values[:, column], equal_nan=True)


def test_the_mouse_finds_the_series_nearest_to_it(placed):
    for spot in placed.spots:
        if np.isfinite(spot.value):
            found = placed.spot_at(spot.at)
            assert found is not None
            assert found.key == spot.key


def test_where_there_is_no_room_it_is_said_how_many_are_left_out(plan):
    low = plan.place(QRectF(0, 0, 500, 130), style_of())

    words = [one.text for one in low.pieces if isinstance(one, Words)]
    assert any("other" in text for text in words)


def test_time_is_told_also_where_only_longer_periods_have_figures(qapp):
    years = frame_of(
        [(year, 0) for year in range(1981, 2024)],
        {"per jaar": [100.0] * 43},
        frequency=Frequency.YEAR,
    )
    months = frame_of(
        [(year, month) for year in range(2015, 2024) for month in range(1, 13)],
        {"per maand": [10.0] * 108},
        frequency=Frequency.MONTH,
    )
    frame = join([years, months])
    plan = choose_chart(frame).shapes(frame, LIGHT).plan

    assert plan is not None
    placed = plan.place(QRectF(0, 0, 700, 480), style_of())

    told = {piece.text for piece in placed.pieces if isinstance(piece, Words)}
    assert {"1985", "1990", "2010", "2020"} <= told


def test_no_name_of_a_series_is_wider_than_the_chart(qapp):
    frame = mixed_frame()
    name = "Laag en langdurig laag inkomen van huishoudens, Inkomen tot lage-inkomensgrens"
    series = tuple(replace(one, label=f"{name}, {one.label}") for one in frame.series)
    plan = choose_chart(frame).shapes(replace(frame, series=series), LIGHT).plan
    assert plan is not None
    placed = plan.place(QRectF(0, 0, 380, 700), style_of())

    names = [one for one in placed.pieces if isinstance(one, Words) and one.is_bold]
    assert {one.key for one in names} == {one.key for one in frame.series}
    assert all(one.rect.left() >= 0 and one.rect.right() <= 380 for one in names)
    assert any("Laag en langdurig" in one.text for one in names)
