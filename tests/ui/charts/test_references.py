"""The report's figures in a chart: at their series, named, and told again under a picture."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont

from mkbviewer import paths
from mkbviewer.core.period import Frequency
from mkbviewer.core.view import View
from mkbviewer.store.pages.holdings import open_holdings
from mkbviewer.store.pages.page import read_page
from mkbviewer.ui.canvas.chart_readout import read_row, read_stated
from mkbviewer.ui.charts import choose_chart
from mkbviewer.ui.charts.arrangement import Style, arrange
from mkbviewer.ui.charts.plan import NO_FOCUS, Box, Focus, Placed, Words
from mkbviewer.ui.charts.plan_references import PlacedReference, place_references
from mkbviewer.ui.charts.reference import (
    band_colour,
    find_spots,
    line_below,
    notes_of,
    references_of,
    spot_at,
)
from mkbviewer.ui.charts.shapes import Reference
from mkbviewer.ui.look.palette import LIGHT
from mkbviewer.ui.output.render import render_picture
from tests.specimen_frames import frame_of, share_frame

TWO_YEARS = frame_of(
    [(year, part) for year in (2022, 2023) for part in (1, 2, 3, 4)],
    {"zzp": [70, 72, 72, 74, 76, 76, 78, 80], "micro": [50, 48, 46, 44, 42, 42, 41, 40]},
)
QUARTERS = frame_of([(2022, 1), (2022, 2), (2022, 3)], {"zzp": [70, 72, 74], "micro": [30, 28, 26]})


def at(period: str, value: float, key: str = "zzp") -> Reference:
    return Reference(period, value, f"Report: {value:g}", key=key, told=f"stated {value:g}")


def spots(kind: str, *references: Reference) -> list[tuple[float, float]]:
    shapes = choose_chart(QUARTERS, kind).shapes(QUARTERS, LIGHT, references)
    places = list(shapes.axis.positions)
    return [(round(spot.x - places[1], 3), spot.y) for spot in find_spots(shapes)]


def test_a_figure_stands_at_its_period_and_value() -> None:
    assert spots("line", at("2022KW02", 75.0)) == [(0.0, 75.0)]


def test_a_figure_stands_over_the_bar_of_its_series() -> None:
    # Two bars of 0.41 period each, the first to the left of the period's place.
    assert spots("bar", at("2022KW02", 75.0)) == [(-0.205, 75.0)]


def test_a_figure_in_a_stack_stands_on_what_lies_below_it() -> None:
    # 72 self-employed below; the report's 27 of the micro businesses ends at 99.
    assert spots("stacked", at("2022KW02", 27.0, "micro")) == [(0.0, 99.0)]


def test_a_figure_of_a_series_or_period_that_is_not_drawn_stands_nowhere() -> None:
    assert spots("line", at("2022KW02", 27.0, "groot"), at("2019KW01", 27.0)) == []


def test_levels_that_are_drawn_as_shares_have_no_figures_to_compare_with() -> None:
    frame = replace(QUARTERS, values=QUARTERS.values * 10, unit="aantal")
    assert (
        choose_chart(frame, "share").shapes(frame, LIGHT, [at("2022KW02", 72.0)]).references == ()
    )
    shares = share_frame()
    told = [at(shares.periods[0].code, 80.0)]
    assert choose_chart(shares, "share").shapes(shares, LIGHT, told).references == tuple(told)


def test_the_value_axis_reaches_to_the_figures_of_the_report() -> None:
    for kind in ("line", "bar"):
        chart = choose_chart(QUARTERS, kind)
        assert chart.shapes(QUARTERS, LIGHT, [at("2022KW02", 90.0)]).high == 90.0
        band = Reference("", 80.0, "good", upper=95.0)
        assert chart.shapes(QUARTERS, LIGHT, [band]).high == 95.0


def test_a_ring_is_found_where_it_is_pointed_at() -> None:
    shapes = choose_chart(QUARTERS, "line").shapes(QUARTERS, LIGHT, [at("2022KW02", 75.0)])
    font = QFont()
    plot = arrange(shapes, QRectF(0, 0, 600, 300), Style(LIGHT, font, font)).plot
    middle = plot.point(float(shapes.axis.positions[1]), 75.0)
    found = spot_at(shapes, plot, middle + QPointF(3, -3))
    assert found is not None
    assert found.reference.told == "stated 75"
    assert spot_at(shapes, plot, middle + QPointF(12, 0)) is None


def test_what_is_drawn_is_told_under_the_picture() -> None:
    band = Reference("", 25.0, "good: 25% to 40%", upper=40.0, told="good, says the report")
    told = notes_of([band, at("2022KW02", 75.0), at("2022KW03", 76.0)])
    assert told == ("good, says the report", "○ As the annual report states: stated 75; stated 76")
    svg = render_picture(QUARTERS, "line", references=[band, at("2022KW02", 75.0)], fmt="svg")
    for text in ("Report: 75", "good: 25% to 40%", "stated 75"):
        assert text in svg.decode("utf-8")


def test_a_ring_is_named_under_the_chart_where_that_is_short() -> None:
    one, other = at("2022KW02", 75.0), at("2022KW03", 76.0)
    assert line_below([one, other]) == "○ As the annual report states: stated 75; stated 76"
    long = [replace(one, told="a figure with a long story " * 7), other]
    assert line_below(long) == "○ as the annual report states"
    bare = replace(one, told="75 (of another kind)", fact="75")
    assert line_below([bare]).endswith("75 (of another kind)")
    assert line_below([bare], is_related=True).endswith(": 75")
    assert line_below([]) == ""


def test_pointing_at_a_period_tells_what_the_report_states_of_it_under_its_series() -> None:
    shapes = choose_chart(QUARTERS, "bar").shapes(QUARTERS, LIGHT, [at("2022KW02", 75.0)])
    told = [(one.label, one.figure) for one in read_row(shapes, 1)]
    assert told == [("Zzp", "72"), ("Report: 75", ""), ("Micro", "28")]
    assert [one.label for one in read_row(shapes, 0)] == ["Zzp", "Micro"]
    (stated,) = read_stated(shapes, 1, "zzp")
    assert stated.colour == ""
    assert read_stated(shapes, 1, "micro") == ()


def test_nothing_is_told_where_nothing_is_drawn() -> None:
    assert notes_of([]) == ()


@pytest.mark.parametrize("kind", ["ranking", "dots", "slope", "grouped", "heat", "facets"])
def test_of_a_period_that_a_chart_does_not_show_the_figure_is_told_under_it(
    tmp_path: Path, kind: str
) -> None:
    holdings = open_holdings(tmp_path / "library", paths.resources_dir(), paths.data_dir())
    page = read_page(holdings, View("groei-aantal-bedrijven", chart=kind, members=("zzp", "klein")))
    holdings.close()
    # The newest quarter and the oldest one are not 2022KW03 and 2023KW03; the others show all.
    found = references_of(page)
    assert [one.is_aside for one in found] == [kind in ("ranking", "dots", "slope")] * 3
    assert line_below(found).startswith("The" if kind in ("ranking", "dots", "slope") else "○ As")
    (note,) = notes_of(found)
    assert note.endswith(
        "zzp: 13% (2023 3rd quarter); Groei t.o.v. voorgaand jaar, klein: 8% "
        "(2022 3rd quarter); Groei t.o.v. voorgaand jaar, klein: 0.5% (2023 3rd quarter)"
    )


@pytest.mark.parametrize("hides", [False, True])
def test_the_view_says_whether_the_report_is_drawn(tmp_path: Path, hides: bool) -> None:
    holdings = open_holdings(tmp_path / "library", paths.resources_dir(), paths.data_dir())
    page = read_page(holdings, View("samenstelling-mkb", hides_report=hides))
    holdings.close()
    assert np.isfinite(page.frame.values).all()
    assert len(references_of(page)) == (0 if hides else 2)


def placed_in_plan(
    kind: str, *references: Reference, focus: Focus = NO_FOCUS
) -> tuple[Placed, tuple[PlacedReference, ...]]:
    shapes = choose_chart(TWO_YEARS, kind).shapes(TWO_YEARS, LIGHT, references)
    assert shapes.plan is not None
    placed = shapes.plan.place(QRectF(0, 0, 640, 320), Style(LIGHT, QFont(), QFont()), focus)
    return placed, place_references(shapes, placed)


@pytest.mark.parametrize(
    ("kind", "axis"),
    [("ranking", "x"), ("categories", "x"), ("dots", "x"), ("slope", "y"), ("grouped", "y")],
)
def test_a_stated_figure_stands_at_its_bar_as_far_along_as_it_says(kind: str, axis: str) -> None:
    # 60 is half way between 40 (micro) and 80 (zzp) in the last quarter.
    placed, found = placed_in_plan(kind, at("2023KW04", 60.0, "zzp"))
    ends = {spot.key: spot.at for spot in placed.spots if spot.row == 7}
    across = "y" if axis == "x" else "x"
    (ring,) = found
    assert getattr(ring.point, across)() == pytest.approx(getattr(ends["zzp"], across)())
    middle = (getattr(ends["zzp"], axis)() + getattr(ends["micro"], axis)()) / 2
    assert getattr(ring.point, axis)() == pytest.approx(middle)


def test_in_a_field_of_colours_a_ring_stands_in_the_cell_of_its_figure() -> None:
    placed, (ring,) = placed_in_plan("heat", at("2022KW02", 60.0, "micro"))
    (cell,) = placed.spots_of((1,), "micro")
    assert cell.rect.contains(ring.point)


def test_a_facet_has_the_ring_of_its_own_series() -> None:
    placed, (ring,) = placed_in_plan("facets", at("2022KW03", 72.0, "zzp"))
    (spot,) = placed.spots_of((2,), "zzp")
    assert (ring.point.x(), ring.point.y()) == pytest.approx((spot.at.x(), spot.at.y()))


def test_a_ranking_has_the_ring_of_the_period_that_it_shows() -> None:
    stated = at("2022KW02", 75.0, "zzp")
    assert placed_in_plan("ranking", stated)[1] == ()
    _placed, found = placed_in_plan("ranking", stated, focus=Focus(pointed=1))
    assert [one.reference for one in found] == [stated]


@pytest.mark.parametrize("kind", ["ranking", "grouped", "dots", "slope", "facets"])
def test_a_limit_lies_across_a_chart_with_a_plan_and_is_named(kind: str) -> None:
    placed, _found = placed_in_plan(kind, Reference("", 50.0, "good: 50 to 60", upper=60.0))
    colour = band_colour(Style(LIGHT, QFont(), QFont()))
    bands = [one for one in placed.pieces if isinstance(one, Box) and one.fill == colour]
    assert len(bands) == (2 if kind == "facets" else 1)
    names = [one.text for one in placed.pieces if isinstance(one, Words)]
    assert names.count("good: 50 to 60") == 1


@pytest.mark.parametrize("kind", ["ranking", "grouped", "dots", "slope", "facets", "heat"])
def test_a_picture_of_a_plan_tells_what_the_report_states(kind: str) -> None:
    stated = at("2023KW04", 78.0, "zzp")
    svg = render_picture(TWO_YEARS, kind, references=[stated], fmt="svg").decode("utf-8")
    assert "○ " in svg
    assert "stated 78" in svg


def test_the_value_labels_of_facets_lie_within_the_chart() -> None:
    shares = frame_of(
        [(2010 + row, 0) for row in range(14)],
        {"a": [0.9 - 0.01 * row for row in range(14)], "b": [0.2 * row for row in range(14)]},
        frequency=Frequency.YEAR,
    )
    shares = replace(shares, unit="% omzet")
    plan = choose_chart(shares, "facets").shapes(shares, LIGHT).plan
    assert plan is not None
    for height in (200, 320, 480):
        placed = plan.place(QRectF(0, 0, 800, height), Style(LIGHT, QFont(), QFont()))
        assert min(one.rect.left() for one in placed.pieces if isinstance(one, Words)) >= 0
