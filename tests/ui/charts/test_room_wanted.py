"""How high charts of many plots want to be, and names of rings within their own plot."""

import itertools

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont

from mkbviewer.core.frame import Frame
from mkbviewer.ui.charts import choose_chart
from mkbviewer.ui.charts.arrangement import Style, arrange, height_for_names
from mkbviewer.ui.charts.plan import Plan, Words
from mkbviewer.ui.indicator.figures import Figures
from mkbviewer.ui.look.fonts import load_fonts
from mkbviewer.ui.look.palette import LIGHT
from mkbviewer.ui.output.picture import Picture
from mkbviewer.ui.output.render import render, size_that_shows
from tests.specimen_frames import frame_of, mixed_frame, quarters

pytestmark = pytest.mark.usefixtures("qapp", "dutch")

LONG_NAMES = [f"verhuur en overige zakelijke diensten {number}" for number in range(12)]


def long_names() -> Frame:
    return frame_of(
        quarters(2021, 12), {name: [float(row) for row in range(12)] for name in LONG_NAMES}
    )


def plan_of(kind: str, frame: Frame) -> Plan:
    plan = choose_chart(frame, kind).shapes(frame, LIGHT).plan
    assert plan is not None
    return plan


def style() -> Style:
    font = QFont(load_fonts())
    font.setPixelSize(12)
    return Style(LIGHT, font, font)


@pytest.mark.parametrize("width", [420, 640, 1000])
def test_at_the_height_that_they_want_all_facets_are_shown_with_whole_names(width: int) -> None:
    plan = plan_of("facets", long_names())
    height = plan.height_wanted(width, style())
    placed = plan.place(QRectF(0, 0, width, height), style())

    assert {spot.key for spot in placed.spots} == set(LONG_NAMES)
    written = " ".join(one.text for one in placed.pieces if isinstance(one, Words))
    assert "…" not in written


@pytest.mark.parametrize("kind", ["ranking", "categories", "dots", "slope", "heat"])
@pytest.mark.parametrize("width", [420, 640, 1000])
def test_at_the_height_that_they_want_all_rows_are_shown(kind: str, width: int) -> None:
    plan = plan_of(kind, long_names())
    height = plan.height_wanted(width, style())
    placed = plan.place(QRectF(0, 0, width, height), style())

    assert {one.key for one in placed.pieces if isinstance(one, Words) and one.key} >= set(
        LONG_NAMES
    )
    assert not any(one.text.startswith("and ") for one in placed.pieces if isinstance(one, Words))


@pytest.mark.parametrize("width", [640, 1000])
def test_at_the_height_that_they_want_lines_have_their_whole_names(width: int) -> None:
    shapes = choose_chart(long_names(), "line").shapes(long_names(), LIGHT)
    height = height_for_names(shapes, width, style())
    arranged = arrange(shapes, QRectF(0, 0, width, height), style())

    assert len(arranged.names) == len(LONG_NAMES)
    assert not any(name.is_cut for name in arranged.names)


def test_no_height_is_asked_for_what_no_page_could_show() -> None:
    frame = frame_of(quarters(2021, 12), {f"tak {n}": [float(n)] * 12 for n in range(60)})
    for kind in ("ranking", "dots", "slope", "heat", "facets"):
        assert plan_of(kind, frame).height_wanted(640, style()) == 0


def test_at_the_height_that_they_want_all_panels_are_shown() -> None:
    frame = mixed_frame()
    plan = plan_of("panels", frame)
    height = plan.height_wanted(420, style())
    placed = plan.place(QRectF(0, 0, 420, height), style())

    assert {spot.key for spot in placed.spots} == {series.key for series in frame.series}


def test_a_page_keeps_the_room_that_facets_want_and_lets_it_go_for_bars() -> None:
    figures = Figures()
    figures.resize(640, 500)
    lowest = figures.chart.minimumHeight()
    figures.chart.show_frame(long_names(), "facets")
    figures.follow_chart()

    assert figures.chart.minimumHeight() >= figures.chart.height_wanted(640 - 24) > 226
    assert figures.minimumSizeHint().height() > figures.chart.minimumHeight()
    figures.chart.show_frame(long_names(), "bar")
    figures.follow_chart()
    assert figures.chart.minimumHeight() == lowest


def test_a_picture_is_proposed_as_high_as_its_series_need() -> None:
    title, source = "Vacatures", "Bron: CBS"
    names = [f"verhuur en overige zakelijke diensten, deel {number}" for number in range(24)]
    frame = frame_of(quarters(2021, 12), {name: [1.0] * 12 for name in names})
    few = Picture(mixed_frame(), "line", title, source_line=source)
    many = Picture(frame, "facets", title, source_line=source)
    size = size_that_shows(many)

    assert size_that_shows(few) is None
    assert size is not None
    assert size[0] == 160
    assert 90 < size[1] <= 240
    svg = render(many, size, fmt="svg").decode("utf-8")
    assert all(f"deel {number}<" in svg for number in range(24))
    assert "and 1 other" not in svg


def test_what_the_report_states_is_named_within_the_facet_of_its_series() -> None:
    placed = plan_of("facets", long_names()).place(QRectF(0, 0, 640, 420), style())
    for name in LONG_NAMES:
        point, room = placed.find_point(name, 11, 5.0), placed.find_room(name)
        assert point is not None
        assert room is not None
        assert room.contains(point)
    rooms = [placed.find_room(name) or QRectF() for name in LONG_NAMES]
    assert not any(one.intersects(other) for one, other in itertools.combinations(rooms, 2))
