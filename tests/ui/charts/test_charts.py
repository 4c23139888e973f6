from typing import TYPE_CHECKING, cast

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF

from mkbviewer.core.frame import empty_frame
from mkbviewer.core.period import Frequency
from mkbviewer.core.status import Status
from mkbviewer.core.transform import transform
from mkbviewer.core.view import Transformation, View
from mkbviewer.ui.charts import (
    CHARTS,
    choose_chart,
    draw_chart,
    scale_words,
    suitable_charts,
    why_no_log,
)
from mkbviewer.ui.charts.arrangement import arrange
from mkbviewer.ui.charts.layout import scale_logarithmically
from mkbviewer.ui.charts.painting import paint_marks
from mkbviewer.ui.charts.shapes import find_ends, take_apart
from mkbviewer.ui.indicator.chart_kinds import kind_choices
from mkbviewer.ui.look.palette import LIGHT
from tests.specimen_frames import NAN, frame_of, gapped_frame, quarters, share_frame
from tests.ui.charts.test_chart_plans import style_of

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter


def shapes_of(kind, frame):
    return choose_chart(frame, kind).shapes(frame, LIGHT)


def test_every_kind_has_a_name_of_its_own_and_an_icon() -> None:
    assert len({chart.name for chart in CHARTS}) == len(CHARTS)
    assert all(chart.icon and chart.title for chart in CHARTS)


def test_time_series_are_lines_shares_are_shares_and_single_periods_bars() -> None:
    assert choose_chart(gapped_frame()).name == "line"
    assert choose_chart(share_frame()).name == "share"
    assert choose_chart(frame_of([(2023, 1)], {"zzp": [1], "micro": [2]})).name == "bar"


def test_a_kind_that_cannot_show_a_frame_gives_way_to_the_best() -> None:
    growth = transform(gapped_frame(), Transformation.YEAR_ON_YEAR)

    assert choose_chart(growth, "stacked").name == "line"
    assert choose_chart(gapped_frame(), "stacked").name == "stacked"
    assert {"line", "bar"} <= {chart.name for chart in suitable_charts(growth)}
    assert not {"stacked", "area", "share"} & {chart.name for chart in suitable_charts(growth)}


def test_a_total_is_never_stacked_on_its_parts() -> None:
    frame = frame_of(quarters(2022, 4), {"zzp": [1] * 4, "micro": [2] * 4, "totaal": [3] * 4})

    assert "stacked" not in {chart.name for chart in suitable_charts(frame)}


def test_a_series_that_is_the_sum_of_others_is_not_stacked_on_them() -> None:
    # Open vacancies of CBS, 2024: firms of 0 to 100 persons are those of 0 to 10 and 10 to 100.
    columns: dict[str, list[float]] = {
        "mkb (0 tot 100)": [168.1, 165.5, 160.0, 154.5],
        "0 tot 10": [65.8, 63.5, 63.6, 63.2],
        "10 tot 100": [102.3, 102.0, 96.4, 91.3],
        "100 of meer": [244.9, 253.5, 236.4, 229.3],
    }
    parts = {name: values for name, values in columns.items() if not name.startswith("mkb")}

    assert choose_chart(frame_of(quarters(2024, 4), columns), "stacked").name != "stacked"
    assert choose_chart(frame_of(quarters(2024, 4), parts), "stacked").name == "stacked"


def test_an_empty_frame_has_a_kind_all_the_same() -> None:
    assert choose_chart(empty_frame()).name in {"line", "bar"}


def test_curves_hold_the_figures_unchanged() -> None:
    frame = gapped_frame()
    shapes = shapes_of("line", frame)

    for column, curve in enumerate(shapes.curves):
        np.testing.assert_array_equal(curve.ys, frame.values[:, column])
        assert curve.key == frame.series[column].key


def test_a_line_is_dashed_from_the_last_final_point_on() -> None:
    zzp = shapes_of("line", gapped_frame()).curves[0]
    strokes = take_apart(zzp)

    assert np.flatnonzero(np.isfinite(strokes.drawn)).tolist() == [0, 1, 2, 3, 4, 5]
    assert np.flatnonzero(np.isfinite(strokes.dashed)).tolist() == [5, 6, 7]


def test_missing_figures_break_the_line_and_a_lone_one_is_a_point() -> None:
    micro = shapes_of("line", gapped_frame()).curves[1]
    strokes = take_apart(micro)

    assert np.flatnonzero(np.isfinite(strokes.drawn)).tolist() == [0, 1, 6, 7][:2]
    assert np.flatnonzero(np.isfinite(strokes.dashed)).tolist() == [6, 7]
    assert np.flatnonzero(strokes.is_lone).tolist() == [3]


def test_no_line_crosses_a_year_that_the_table_does_not_have() -> None:
    years = [(2012, 0), (2013, 0), (2014, 0), (2016, 0), (2017, 0), (2019, 0)]
    frame = frame_of(years, {"a": [4, -15, -1, 3, 1, 5]}, frequency=Frequency.YEAR)
    strokes = take_apart(shapes_of("line", frame).curves[0])

    np.testing.assert_array_equal(strokes.xs, [2012, 2013, 2014, 2016, 2016, 2017, 2019, 2019])
    np.testing.assert_array_equal(strokes.drawn, [4, -15, -1, NAN, 3, 1, NAN, NAN])
    assert np.flatnonzero(strokes.is_lone).tolist() == [5]


def test_a_survey_of_each_third_month_is_one_line() -> None:
    frame = frame_of([(2023, 1), (2023, 4), (2023, 7)], {"a": [4, 5, 6]}, frequency=Frequency.MONTH)

    assert take_apart(shapes_of("line", frame).curves[0]).drawn.tolist() == [4, 5, 6]


def test_zero_is_on_the_axis_where_the_figures_come_near_it() -> None:
    near = frame_of(quarters(2022, 4), {"a": [40, 50, 90, 100]})
    far = frame_of(quarters(2022, 4), {"a": [90, 95, 99, 100]})

    assert shapes_of("line", near).low == 0
    assert shapes_of("line", far).low == 90
    assert shapes_of("bar", far).low == 0


def test_bars_stand_on_zero_side_by_side() -> None:
    frame = frame_of([(2023, 1)], {"zzp": [10], "micro": [-5]})
    first, second = shapes_of("bar", frame).bars

    assert (first.bases[0], first.heights[0]) == (0, 10)
    assert (second.bases[0], second.heights[0]) == (0, -5)
    assert first.centres[0] + first.width / 2 <= second.centres[0] - second.width / 2 + 1e-9


@pytest.mark.usefixtures("dutch")
def test_a_missing_bar_shows_the_symbol_that_cbs_writes() -> None:
    frame = frame_of(
        quarters(2023, 2),
        {"zzp": [1234, NAN], "micro": [NAN, 10]},
        statuses={(0, 1): Status.SUPPRESSED},
    )
    marks = {(mark.text, mark.is_symbol) for mark in shapes_of("bar", frame).marks}

    assert marks == {("1.234", False), ("10", False), (".", True), ("x", True)}


def test_stacks_stand_on_each_other_and_tell_what_is_missing() -> None:
    frame = frame_of(quarters(2023, 2), {"zzp": [10, 11], "micro": [4, NAN], "groot": [1, 2]})
    shapes = shapes_of("stacked", frame)

    assert [bars.bases.tolist() for bars in shapes.bars] == [[0, 0], [10, 11], [14, 11]]
    assert [(mark.x - shapes.axis.first, mark.y, mark.text) for mark in shapes.marks] == [
        (1, 13, ".")
    ]
    assert shapes.high == 15


def test_a_stack_of_which_all_is_empty_has_no_dot_that_reads_as_unknown() -> None:
    empty = dict.fromkeys([(0, 0), (0, 1), (1, 1)], Status.IMPOSSIBLE)
    frame = frame_of(quarters(2023, 3), {"a": [NAN, 11, 12], "b": [NAN, NAN, 3]}, statuses=empty)
    shapes = shapes_of("stacked", frame)

    assert [(mark.x - shapes.axis.first, mark.text) for mark in shapes.marks] == [(1, "·")]


def test_shares_are_drawn_as_they_are_and_levels_as_their_shares() -> None:
    shares = shapes_of("share", share_frame())
    levels = shapes_of("share", frame_of(quarters(2023, 1), {"zzp": [3], "micro": [1]}))

    assert [bars.heights[2] for bars in shares.bars] == [72.25, 22.75, 5]
    assert [bars.heights[0] for bars in levels.bars] == [75, 25]


def test_without_a_part_the_shares_of_a_period_are_not_drawn() -> None:
    frame = frame_of(quarters(2023, 2), {"zzp": [3, 3], "micro": [1, NAN]})
    shapes = shapes_of("share", frame)

    assert all(np.isnan(bars.heights[1]) for bars in shapes.bars)
    assert [mark.text for mark in shapes.marks] == ["."]


def test_a_name_stands_at_the_last_figure_in_sight() -> None:
    shapes = shapes_of("line", gapped_frame())
    first = shapes.axis.first

    whole = {end.key: end.y for end in find_ends(shapes, *shapes.span)}
    part = {end.key: (end.x - first, end.y) for end in find_ends(shapes, first, first + 5)}

    assert whole == {"zzp": 1300, "micro": 325, "groot": 45}
    assert part == {"zzp": (5, 1260), "micro": (3, 305), "groot": (4, 43)}


def test_a_step_is_as_wide_as_its_period_and_joined_to_the_next_one_only() -> None:
    frame = frame_of([(2020, 0), (2021, 0), (2023, 0)], {"a": [1, 2, 4]}, frequency=Frequency.YEAR)
    strokes = take_apart(shapes_of("step", frame).curves[0])

    levels = [(2019.5, 2020.5, 2020.5), (2020.5, 2021.5, 2021.5), (2022.5, 2023.5, 2023.5)]
    assert strokes.xs.reshape(3, 3).tolist() == [list(level) for level in levels]
    np.testing.assert_array_equal(strokes.drawn, [1, 1, 1, 2, 2, NAN, 4, 4, NAN])


def test_a_provisional_step_is_dashed() -> None:
    zzp = shapes_of("step", gapped_frame()).curves[0]
    strokes = take_apart(zzp)

    assert np.isfinite(strokes.drawn).tolist() == [True] * 17 + [True] + [False] * 6
    assert np.isfinite(strokes.dashed).tolist() == [False] * 17 + [True] * 6 + [False]


def test_areas_are_stacked_and_broken_where_a_part_is_missing() -> None:
    frame = frame_of(quarters(2023, 3), {"zzp": [10, 11, 12], "micro": [4, NAN, 6]})
    zzp, micro = shapes_of("area", frame).areas

    np.testing.assert_array_equal(zzp.tops, [10, NAN, 12])
    np.testing.assert_array_equal(micro.bases, [10, 11, 12])
    np.testing.assert_array_equal(micro.tops, [14, NAN, 18])
    assert [mark.text for mark in shapes_of("area", frame).marks] == ["."]


def test_a_kind_says_why_it_cannot_show_a_frame() -> None:
    frames = [
        gapped_frame(),
        share_frame(),
        empty_frame(),
        transform(gapped_frame(), Transformation.YEAR_ON_YEAR),
        frame_of([(2023, 1)], {"zzp": [1], "micro": [2]}),
        frame_of(quarters(2022, 4), {"zzp": [1] * 4, "totaal": [3] * 4}),
    ]
    for chart in CHARTS:
        for frame in frames:
            assert (chart.fit(frame) == 0) == bool(chart.hindrance(frame)), chart.name


def test_a_logarithmic_axis_spans_the_figures_and_has_ticks_of_one_two_and_five() -> None:
    scale = scale_logarithmically(3, 700, height=400, gap=30)

    assert [scale.low, scale.high] == [2, 1000]
    assert list(scale.ticks) == [2, 5, 10, 20, 50, 100, 200, 500, 1000]
    assert list(scale_logarithmically(3, 700, height=100, gap=30).ticks) == [10, 100, 1000]
    assert scale.part(2) == 0
    assert scale.part(1000) == pytest.approx(1)


@pytest.mark.usefixtures("dutch")
def test_each_tick_of_a_logarithmic_axis_has_the_decimals_it_needs() -> None:
    assert scale_logarithmically(0.03, 30, 400, 30).labels("%") == (
        "0,02%",
        "0,05%",
        "0,1%",
        "0,2%",
        "0,5%",
        "1%",
        "2%",
        "5%",
        "10%",
        "20%",
        "50%",
    )


def test_lines_of_positive_figures_can_have_a_logarithmic_axis_and_others_say_why_not() -> None:
    line, bar = choose_chart(gapped_frame(), "line"), choose_chart(gapped_frame(), "bar")
    with_zero = frame_of(quarters(2022, 4), {"a": [0, 1, 2, 3]})

    assert why_no_log(gapped_frame(), line) == ""
    assert why_no_log(gapped_frame(), bar) == "Only lines and dots can do without zero."
    assert "Zero and negative" in why_no_log(with_zero, line)
    shapes = draw_chart(gapped_frame(), "line", LIGHT, scale="log")
    assert shapes.is_log
    assert (shapes.low, shapes.high) == (40, 1300)
    assert not draw_chart(gapped_frame(), "bar", LIGHT, scale="log").is_log
    assert not draw_chart(with_zero, "line", LIGHT, scale="log").is_log


def test_a_subtitle_names_a_logarithmic_axis_where_there_is_one() -> None:
    assert scale_words(gapped_frame(), "line", "log") == "logarithmic scale"
    assert scale_words(gapped_frame(), "dots", "log") == "logarithmic scale"
    assert scale_words(gapped_frame(), "bar", "log") == ""
    assert scale_words(gapped_frame(), "line", "") == ""


def test_the_kinds_offered_are_all_of_them_the_two_best_in_front() -> None:
    kinds = kind_choices(gapped_frame(), View("x", chart="heat"))

    assert [one.key for one in kinds.segments] == [chart.name for chart in CHARTS]
    assert kinds.chosen == "heat"
    assert kinds.foremost == ("line", "bar")
    assert not kinds.switch.is_possible
    assert kind_choices(gapped_frame(), View("x", chart="line", scale="log")).switch.is_on


class Listening:
    """A painter that keeps what it is told to write, and how high."""

    def __init__(self) -> None:
        self.written: dict[str, float] = {}

    def drawText(self, at: QPointF, text: str) -> None:
        self.written[text] = at.y()

    def setFont(self, _font: object) -> None:
        pass

    def setPen(self, _pen: object) -> None:
        pass


@pytest.mark.parametrize("figure", [-40.0, 40.0])
def test_the_symbol_of_a_missing_figure_stands_on_the_side_of_the_bars(qapp, figure):
    style = style_of()
    frame = frame_of([(2022, 1), (2023, 1)], {"a": [figure, figure], "b": [figure, NAN]})
    shapes = draw_chart(frame, "bar", LIGHT)
    plot = arrange(shapes, QRectF(0, 0, 640, 300), style).plot
    painter = Listening()

    paint_marks(cast("QPainter", painter), shapes, plot, style)

    is_below = painter.written["."] > plot.y(0.0)
    assert is_below == (figure < 0)
