"""Where plans draw things close together: words across lines, and cells that touch."""

import itertools
import math
from dataclasses import replace

import pytest
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QImage, QPainter

from mkbviewer.core.frame import Frame
from mkbviewer.core.period import Frequency
from mkbviewer.core.status import Status
from mkbviewer.ui.charts import choose_chart
from mkbviewer.ui.charts.arrangement import Style
from mkbviewer.ui.charts.plan import Box, Cells, Dot, Placed, Stroke, Words
from mkbviewer.ui.charts.plan_painting import paint_pieces
from mkbviewer.ui.look.fonts import load_fonts
from mkbviewer.ui.look.palette import LIGHT
from tests.specimen_frames import NAN, frame_of, quarters

pytestmark = pytest.mark.usefixtures("qapp", "dutch")


def place(kind: str, frame: Frame) -> Placed:
    plan = choose_chart(frame, kind).shapes(frame, LIGHT).plan
    assert plan is not None
    font = QFont(load_fonts())
    font.setPixelSize(12)
    return plan.place(QRectF(0, 0, 640, 300), Style(LIGHT, font, font))


def cells_of(placed: Placed) -> list[Box]:
    return [one for piece in placed.pieces if isinstance(piece, Cells) for one in piece.boxes]


def test_no_line_of_the_axis_goes_through_a_figure_beside_a_point() -> None:
    # 3 of 100 lies so near to zero that its figure stands where the zero line is.
    frame = frame_of([(2022, 1), (2023, 1)], {"a": [3, 6], "b": [1, 100]})
    placed = place("dots", frame)
    lines = [one for one in placed.pieces if isinstance(one, Stroke) and not one.key]
    zero = next(one.points[0].x() for one in lines if one.colour == LIGHT.axis)
    words = [one.rect for one in placed.pieces if isinstance(one, Words) and one.key]

    assert any(rect.left() < zero < rect.right() for rect in words)
    for line, rect in itertools.product(lines, words):
        start, end = line.points
        is_beside = not rect.left() < start.x() < rect.right()
        assert is_beside or end.y() <= rect.top() or start.y() >= rect.bottom()


def test_a_slope_has_a_hollow_point_where_its_figure_is_provisional() -> None:
    frame = frame_of(
        [(2022, 1), (2023, 1)],
        {"a": [3, 6], "b": [1, 9]},
        statuses={(1, 0): Status.PROVISIONAL},
    )
    dots = [one for one in place("slope", frame).pieces if isinstance(one, Dot)]

    assert [one.fill == LIGHT.card for one in dots if one.key == "a"] == [False, True]
    assert [one.fill == LIGHT.card for one in dots if one.key == "b"] == [False, False]


def test_cells_too_narrow_for_a_line_between_them_show_no_seam() -> None:
    frame = frame_of(quarters(1995, 120), {"a": list(range(1, 121)), "b": list(range(1, 121))})
    cells = [one.rect for one in cells_of(place("heat", frame))]
    by_row = [list(row) for _top, row in itertools.groupby(cells, QRectF.top)]

    assert [len(row) for row in by_row] == [120, 120]
    assert all(
        one.right() > other.left() for row in by_row for one, other in itertools.pairwise(row)
    )


def test_the_colours_of_a_heat_map_part_at_zero_where_figures_are_on_both_sides() -> None:
    frame = frame_of(quarters(2023, 2), {"a": [-10, 10], "b": [5, 0]})
    low, high, half, zero = (cell.fill for cell in cells_of(place("heat", frame)))

    assert high == LIGHT.accent
    assert low == LIGHT.size_classes["groot"]
    assert len({low, high, half, zero}) == 4


@pytest.mark.parametrize("ratio", [1.0, 2.0])
@pytest.mark.parametrize("count", [40, 300])
def test_on_the_screen_each_cell_has_its_colour_and_a_missing_one_none(
    count: int, ratio: float
) -> None:
    figures = [NAN if row == 7 else row for row in range(count)]
    placed = place("heat", frame_of(quarters(1940, count), {"a": figures, "b": figures[::-1]}))
    screen = QImage(QSize(640, 300) * ratio, QImage.Format.Format_ARGB32_Premultiplied)
    screen.setDevicePixelRatio(ratio)
    screen.fill(Qt.GlobalColor.white)
    cells = replace(placed, pieces=tuple(one for one in placed.pieces if isinstance(one, Cells)))
    painter = QPainter(screen)
    paint_pieces(painter, cells, Style(LIGHT, QFont(), QFont()))
    painter.end()

    for spot in placed.spots:
        fills = [one.fill for one in cells_of(placed) if one.rect.contains(spot.at)]
        at = (spot.at * ratio).toPoint()
        wanted = fills[-1] if math.isfinite(spot.value) else "#ffffff"
        assert screen.pixelColor(at).name() == wanted


def test_narrow_cells_that_follow_each_other_without_a_figure_have_one_edge() -> None:
    quarterly = [1 if month % 3 == 0 else NAN for month in range(120)]
    frame = frame_of(
        [(2015 + month // 12, month % 12 + 1) for month in range(120)],
        {"a": quarterly, "b": list(range(120))},
        frequency=Frequency.MONTH,
    )
    empty = [one.rect for one in place("heat", frame).pieces if isinstance(one, Box) and one.edge]

    assert len(empty) == 40
    assert empty[1].left() - empty[0].left() == pytest.approx(1.5 * empty[0].width())


def test_only_the_parts_of_the_year_that_there_are_take_room() -> None:
    frame = frame_of([(year, 2) for year in range(2020, 2024)], {"a": [1, 2, 3, 4]})
    placed = place("grouped", frame)
    bars = [one.rect for one in placed.pieces if isinstance(one, Box) and one.key]

    assert "K2" in [one.text for one in placed.pieces if isinstance(one, Words)]
    assert "K1" not in [one.text for one in placed.pieces if isinstance(one, Words)]
    assert bars[-1].right() - bars[0].left() > 0.7 * placed.area.width()


def test_a_change_across_zero_is_no_percentage() -> None:
    frame = frame_of([(2022, 1), (2023, 1)], {"a": [6, -4], "b": [4, 5]})
    written = [one.text for one in place("dots", frame).pieces if isinstance(one, Words)]

    assert {"−10", "+1 (+25,0%)"} <= set(written)


def test_a_cell_does_not_reach_into_a_year_that_is_absent() -> None:
    years = [(year, 0) for year in range(1850, 2020) if year != 1900]
    frame = frame_of(years, {"a": [1] * 169, "b": [2] * 169}, frequency=Frequency.YEAR)
    cells = [one.rect for one in cells_of(place("heat", frame))]
    width = cells[1].left() - cells[0].left()

    assert cells[49].right() == pytest.approx(cells[49].left() + width)  # of 1899
    assert cells[168].right() == pytest.approx(cells[168].left() + width)  # of 2019
