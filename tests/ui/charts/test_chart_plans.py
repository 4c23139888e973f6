"""Kinds of chart whose periods do not lie along the axis: their figures and their places."""

import itertools
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QFont
from PySide6.QtTest import QTest

from mkbviewer.core.frame import Frame
from mkbviewer.core.period import Frequency, text_period
from mkbviewer.core.status import Status
from mkbviewer.ui.canvas.chart_view import ChartView
from mkbviewer.ui.charts import CHARTS, choose_chart
from mkbviewer.ui.charts.arrangement import Style
from mkbviewer.ui.charts.plan import NO_FOCUS, Box, Focus, Placed, Stroke, Words
from mkbviewer.ui.look.fonts import load_fonts
from mkbviewer.ui.look.palette import DARK, LIGHT
from tests.e2e.drawn import values_of
from tests.specimen_frames import NAN, frame_of, gapped_frame, mixed_frame, quarters

pytestmark = pytest.mark.usefixtures("qapp", "dutch")

SECTORS = (
    "landbouw, bosbouw en visserij",
    "winning van delfstoffen",
    "industrie",
    "energievoorziening",
    "waterbedrijven en afvalbeheer",
    "bouwnijverheid",
    "verhuur en handel van onroerend goed",
    "specialistische zakelijke diensten",
    "verhuur en overige zakelijke diensten",
    "cultuur, sport en recreatie",
)


def sector_frame(count: int = 8) -> Frame:
    """Ten sectors; the last period lacks one and has a provisional one."""
    return frame_of(
        quarters(2022, count),
        {
            name: [100.0 * (place + 1) + 3 * row for row in range(count)]
            for place, name in enumerate(SECTORS[:-1])
        }
        | {SECTORS[-1]: [55.0] * (count - 1) + [NAN]},
        statuses={(count - 1, 9): Status.SUPPRESSED, (count - 1, 2): Status.PROVISIONAL},
    )


def style_of(palette=LIGHT) -> Style:
    font = QFont(load_fonts())
    font.setPixelSize(12)
    bold = QFont(font)
    bold.setWeight(QFont.Weight.DemiBold)
    return Style(palette, font, bold)


def place(
    kind: str, frame: Frame, focus: Focus = NO_FOCUS, width: float = 640, height: float = 300
) -> Placed:
    chart = choose_chart(frame, kind)
    assert chart.name == kind
    plan = chart.shapes(frame, LIGHT).plan
    assert plan is not None
    return plan.place(QRectF(0, 0, width, height), style_of(), focus)


def texts(placed: Placed) -> list[str]:
    return [piece.text for piece in placed.pieces if isinstance(piece, Words)]


def frame_for(kind: str) -> Frame:
    """Ten sectors, or three size classes where a kind has no room for ten series."""
    chart = next(chart for chart in CHARTS if chart.name == kind)
    return next(
        frame for frame in (sector_frame(), gapped_frame(), mixed_frame()) if chart.fit(frame) > 0
    )


def plan_kinds() -> list[str]:
    return [
        chart.name
        for chart in CHARTS
        if chart.shapes(frame_for(chart.name), LIGHT).plan is not None
    ]


@pytest.mark.parametrize("kind", plan_kinds())
@pytest.mark.parametrize(("width", "height"), [(420, 240), (640, 300), (1400, 700)])
def test_no_text_is_cut_or_lies_over_another(kind: str, width: int, height: int) -> None:
    placed = place(kind, frame_for(kind), width=width, height=height)
    words = [piece for piece in placed.pieces if isinstance(piece, Words)]

    for one in words:
        assert QRectF(-0.5, -0.5, width + 1, height + 1).contains(one.rect), one
        assert "…" not in one.text
    for one, other in itertools.combinations(words, 2):
        # Rectangles hold ascent and descent, of which lines set solid may share a pixel.
        assert not one.rect.adjusted(0, 1, 0, -1).intersects(other.rect.adjusted(0, 1, 0, -1)), (
            one,
            other,
        )


@pytest.mark.parametrize("kind", plan_kinds())
def test_spots_do_not_lie_over_each_other(kind: str) -> None:
    spots = place(kind, frame_for(kind)).spots

    assert spots
    for one, other in itertools.combinations(spots, 2):
        assert not one.rect.adjusted(0.1, 0.1, -0.1, -0.1).intersects(other.rect)


@pytest.mark.parametrize("kind", plan_kinds())
@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=lambda palette: palette.name)
def test_a_plan_is_painted_and_answers_in_the_window(qtbot, kind: str, palette) -> None:
    view = ChartView()
    qtbot.addWidget(view)
    view.resize(760, 380)
    view.set_palette(palette)
    view.show()
    view.show_frame(frame_for(kind), kind)
    surface = view.plan_canvas
    assert surface.isVisible()
    assert surface.placed is not None
    spot = next(one for one in surface.placed.spots if np.isfinite(one.value))

    with qtbot.waitSignal(view.hovered) as told:
        QTest.mouseMove(surface, spot.rect.center().toPoint())
    assert told.args == [spot.row, spot.key]
    with qtbot.waitSignal(view.series_clicked) as picked:
        QTest.mouseClick(surface, Qt.MouseButton.LeftButton, pos=spot.rect.center().toPoint())
    assert picked.args == [spot.key]
    view.mark_series([spot.key])
    view.mark_periods([1, 2])
    assert surface.marked_keys == {spot.key}
    assert not view.grab().isNull()
    QTest.mouseMove(surface, QPoint(1, 1))


def test_marks_stay_when_the_kind_changes(qtbot) -> None:
    view = ChartView()
    qtbot.addWidget(view)
    view.resize(760, 380)
    view.show_frame(gapped_frame(), "line")
    view.mark_series(["micro"])
    view.mark_periods([2, 3])
    view.show_frame(gapped_frame(), "ranking")
    assert view.plan_canvas.marked_keys == {"micro"}
    assert view.plan_canvas.marked_rows == (2, 3)
    view.show_frame(gapped_frame(), "bar")

    assert view.canvas.marked_keys == {"micro"}
    assert view.canvas.marked_rows == (2, 3)


def test_a_ranking_shows_the_newest_period_the_highest_on_top_and_the_missing_below() -> None:
    placed = place("ranking", sector_frame())
    drawn = [spot.key for spot in placed.spots]

    assert drawn == [*reversed(SECTORS[:-1]), SECTORS[-1]]
    assert [spot.value for spot in placed.spots][:2] == [921, 821]
    assert {spot.row for spot in placed.spots} == {7}
    assert "2023 4e kwartaal" in texts(placed)
    assert {"921", "321*", "x secret"} <= set(texts(placed))


def test_a_ranking_shows_the_period_that_is_pointed_at_or_marked() -> None:
    frame = sector_frame()

    assert {spot.row for spot in place("ranking", frame, Focus(2)).spots} == {2}
    assert {spot.row for spot in place("ranking", frame, Focus(None, (1, 4))).spots} == {4}
    assert {spot.row for spot in place("ranking", frame, Focus(2, (1, 4))).spots} == {2}


def test_lying_bars_stand_on_zero_and_are_as_long_as_their_figures() -> None:
    frame = frame_of([(2023, 1)], {"a": [200], "b": [-100], "c": [50]})
    boxes = {
        piece.key: piece.rect
        for piece in place("ranking", frame).pieces
        if isinstance(piece, Box) and piece.key
    }

    assert boxes["a"].left() == pytest.approx(boxes["c"].left())
    assert boxes["b"].right() == pytest.approx(boxes["a"].left())
    assert boxes["a"].width() == pytest.approx(4 * boxes["c"].width())
    assert boxes["b"].width() == pytest.approx(2 * boxes["c"].width())


def test_a_provisional_bar_is_pale_with_a_dashed_edge() -> None:
    boxes = {
        piece.key: piece
        for piece in place("ranking", sector_frame()).pieces
        if isinstance(piece, Box) and piece.key
    }

    assert boxes["industrie"].edge
    assert not boxes["energievoorziening"].edge
    assert boxes["industrie"].fill != boxes["industrie"].edge


def test_categories_keep_the_order_of_the_table() -> None:
    assert [spot.key for spot in place("categories", sector_frame()).spots] == list(SECTORS)


def test_a_table_without_periods_opens_as_categories() -> None:
    frame = frame_of([(2023, 1)], {name: [1.0] for name in SECTORS[:4]})
    timeless = replace(frame, periods=(text_period("alle jaren samen"),))

    assert timeless.periods[0].frequency is Frequency.TEXT
    assert choose_chart(timeless).name == "categories"


def test_what_has_no_room_is_counted() -> None:
    frame = frame_of([(2023, 1)], {f"tak {n}": [float(n)] for n in range(60)})
    placed = place("ranking", frame, height=240)

    assert placed.spots[0].key == "tak 59"
    assert f"and {60 - len(placed.spots)} others" in texts(placed)


def test_the_figures_of_a_plan_can_be_read_back() -> None:
    placed = place("ranking", sector_frame())
    found = values_of(placed, SECTORS, 8)

    assert found["industrie"][7] == 321
    assert np.isnan(found["industrie"][:7]).all()


def test_two_periods_are_the_first_and_the_last_with_the_change_of_each() -> None:
    placed = place("dots", gapped_frame())

    assert [spot.key for spot in placed.spots] == ["zzp", "micro", "groot"]
    assert [spot.value for spot in placed.spots] == [1300, 325, 45]
    assert {"2022 1e kwartaal", "2023 4e kwartaal"} <= set(texts(placed))
    # 100 of 1200 and 25 of 300 are a twelfth, 5 of 40 is an eighth.
    assert {"+100 (+8,3%)", "+25 (+8,3%)", "+5 (+12,5%)"} <= set(texts(placed))
    assert {"1.200", "1.300*", "325**"} <= set(texts(placed))


def test_two_periods_are_the_ends_of_those_that_are_marked() -> None:
    placed = place("dots", gapped_frame(), Focus(None, (1, 2, 3)))

    assert [spot.value for spot in placed.spots] == [1250, 305, 42]
    assert "+40 (+3,3%)" in texts(placed)  # 1250 - 1210 = 40; 40 / 1210 = 3.306%


@pytest.mark.parametrize("unit", ["%", "procentpunt", "saldo"])
def test_a_change_of_percentages_is_in_percentage_points(unit: str) -> None:
    shares = frame_of([(2022, 1), (2023, 1)], {"a": [10, 12], "b": [5, 4]}, unit=unit)
    written = texts(place("dots", shares))

    assert "Change (percentage points)" in written
    assert {"+2", "−1"} <= set(written)


def test_a_change_of_changes_is_no_percentage() -> None:
    # From 47 more to 23 more is 24 less; half of a change is no change of half.
    changes = frame_of([(2022, 1), (2023, 1)], {"a": [47, 23], "b": [-56, -10]})
    written = texts(place("dots", replace(changes, is_change=True)))

    assert {"−24", "+46"} <= set(written)


def test_a_series_that_lacks_one_of_two_periods_says_which() -> None:
    placed = place("dots", sector_frame())

    assert placed.spots[-1].key == SECTORS[-1]
    assert np.isnan(placed.spots[-1].value)
    assert "2023 K4: x" in texts(placed)


def strokes(placed: Placed) -> dict[str, Stroke]:
    return {one.key: one for one in placed.pieces if isinstance(one, Stroke) and one.key}


def test_a_slope_goes_from_the_first_figure_to_the_last_one_of_its_series() -> None:
    placed = place("slope", gapped_frame())
    spots = {(spot.key, spot.row): spot for spot in placed.spots}

    assert [spots["zzp", row].value for row in (0, 7)] == [1200, 1300]
    assert {"2022 1e kwartaal", "2023 4e kwartaal"} <= set(texts(placed))
    assert {"1.200", "1.300*", "300", "325**", "40", "45*"} <= set(texts(placed))
    start, end = strokes(placed)["zzp"].points
    assert (start, end) == (spots["zzp", 0].at, spots["zzp", 7].at)
    assert (start.x(), end.x()) == (placed.area.left(), placed.area.right())
    # The axis is even: from 45 to 1300 it is 1255 steps of the same height.
    low, high = spots["groot", 7].at.y(), end.y()
    per_one = (low - high) / (1300 - 45)
    assert start.y() - high == pytest.approx(100 * per_one)
    assert strokes(placed)["zzp"].is_dashed  # its last figure is provisional


def test_slopes_are_between_the_ends_of_what_is_marked() -> None:
    placed = place("slope", gapped_frame(), Focus(None, (1, 2, 3)))

    assert {spot.row for spot in placed.spots} == {1, 3}
    assert {"1.210", "1.250"} <= set(texts(placed))


def test_a_series_that_lacks_an_end_has_no_slope_but_its_symbol() -> None:
    placed = place("slope", sector_frame(), height=420)

    assert "x" in texts(placed)
    assert SECTORS[-1] not in strokes(placed)
    assert len(strokes(placed)) == len(SECTORS) - 1


def test_slopes_without_room_for_their_names_are_counted() -> None:
    placed = place("slope", sector_frame(), height=120)
    named = {one.key for one in placed.pieces if isinstance(one, Words) and one.key}

    assert 0 < len(named) < len(SECTORS)
    assert {spot.key for spot in placed.spots} == set(SECTORS)
    assert f"and {len(SECTORS) - len(named)} others" in texts(placed)
    assert len(strokes(placed)) == len(SECTORS) - 1


def test_a_heat_map_has_a_cell_for_each_figure_and_the_symbol_of_a_missing_one() -> None:
    frame = gapped_frame()
    placed = place("heat", frame)

    assert len(placed.spots) == frame.values.size
    found = values_of(placed, [series.key for series in frame.series], 8)
    for column, values in enumerate(found.values()):
        np.testing.assert_array_equal(values, frame.values[:, column])
    assert {"x", ".", "1.300*", "x = secret"} <= set(texts(placed))


def test_each_series_has_a_facet_with_its_figures_on_the_same_axis() -> None:
    frame = gapped_frame()
    placed = place("facets", frame)
    spots = {(spot.key, spot.row): spot for spot in placed.spots}

    assert {"Zzp", "Micro", "Groot"} <= set(texts(placed))
    assert spots["zzp", 0].value == 1200
    assert np.isnan(spots["micro", 2].value)
    # A line chart of these figures has zero on its axis: 1200 is four times as high as 300.
    zero_lines = [
        piece.points
        for piece in placed.pieces
        if isinstance(piece, Stroke) and piece.colour == LIGHT.axis
    ]
    heights = []
    for at in (spots["zzp", 0].at, spots["micro", 0].at):
        feet = [
            line[0].y()
            for line in zero_lines
            if line[0].x() <= at.x() <= line[1].x() and line[0].y() >= at.y()
        ]
        heights.append(min(feet) - at.y())
    assert heights[0] == pytest.approx(4 * heights[1])


def test_a_quarter_has_its_years_beside_each_other() -> None:
    frame = frame_of(quarters(2021, 12), {"a": [float(n) for n in range(1, 13)]})
    spots = sorted(place("grouped", frame).spots, key=lambda spot: spot.rect.left())

    # The first quarter of 2021, 2022 and 2023 are the first, fifth and ninth figure.
    assert [spot.value for spot in spots] == [1, 5, 9, 2, 6, 10, 3, 7, 11, 4, 8, 12]
    assert {"K1", "K2", "K3", "K4", "2021", "2022", "2023"} <= set(texts(place("grouped", frame)))


def test_of_more_years_than_fit_it_says_how_many_are_left() -> None:
    told = texts(place("grouped", frame_of(quarters(2015, 32), {"a": [1.0] * 32})))
    assert "Only the last 6 of 8 years fit here." in told
    assert {"2017", "2022"} <= set(told)
    assert "2016" not in told


def test_the_newest_year_has_the_deepest_colour_and_a_missing_bar_its_symbol() -> None:
    frame = frame_of(quarters(2022, 8), {"a": [1, 1, 1, 1, 1, 1, 1, NAN]})
    placed = place("grouped", frame)
    boxes = [
        piece for piece in placed.pieces if isinstance(piece, Box) and piece.rect.height() > 20
    ]

    assert {box.fill for box in boxes if box.key} >= {LIGHT.members[0]}
    assert "." in texts(placed)
    assert len(boxes) == 7


@pytest.mark.parametrize("kind", ["ranking", "categories"])
def test_a_period_without_any_figure_lists_every_series_as_missing(kind: str) -> None:
    frame = frame_of(quarters(2023, 2), {"a": [NAN, 1], "b": [NAN, 2]})
    placed = place(kind, frame, Focus(0))

    assert [np.isnan(spot.value) for spot in placed.spots] == [True, True]
    assert texts(placed).count(". unknown, unreliable or secret") == 2


def test_a_long_reason_why_a_figure_is_missing_stays_within_a_narrow_chart() -> None:
    frame = frame_of([(2023, 1)], {"a": [NAN], "een reeks met een vrij lange naam": [2], "c": [1]})
    for words in place("ranking", frame, width=260, height=160).pieces:
        if isinstance(words, Words):
            assert QRectF(-0.5, -0.5, 261, 161).contains(words.rect), words
