"""The report's figures in a chart: at their series, named, and told again under a picture."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont

from mkbviewer import paths
from mkbviewer.core.view import View
from mkbviewer.store.holdings import open_holdings
from mkbviewer.store.page import read_page
from mkbviewer.ui.charts import choose_chart
from mkbviewer.ui.charts.arrangement import Style, arrange
from mkbviewer.ui.charts.reference import find_spots, notes_of, references_of, spot_at
from mkbviewer.ui.charts.shapes import Reference
from mkbviewer.ui.palette import LIGHT
from mkbviewer.ui.render import render_picture
from tests.specimen_frames import frame_of, share_frame

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


def test_nothing_is_told_where_nothing_is_drawn() -> None:
    assert notes_of([]) == ()


@pytest.mark.parametrize("kind", ["ranking", "dots", "facets"])
def test_nothing_is_told_of_a_chart_that_has_no_place_for_it(tmp_path: Path, kind: str) -> None:
    holdings = open_holdings(tmp_path / "library", paths.resources_dir(), paths.data_dir())
    page = read_page(holdings, View("groei-aantal-bedrijven", chart="line"))
    drawn_otherwise = replace(page, view=replace(page.view, chart=kind))
    holdings.close()
    assert len(references_of(page)) == 3
    shapes = choose_chart(page.frame, kind).shapes(page.frame, LIGHT, references_of(page))
    assert len(references_of(drawn_otherwise)) == len(find_spots(shapes))


@pytest.mark.parametrize("hides", [False, True])
def test_the_view_says_whether_the_report_is_drawn(tmp_path: Path, hides: bool) -> None:
    holdings = open_holdings(tmp_path / "library", paths.resources_dir(), paths.data_dir())
    page = read_page(holdings, View("samenstelling-mkb", hides_report=hides))
    holdings.close()
    assert np.isfinite(page.frame.values).all()
    assert len(references_of(page)) == (0 if hides else 2)
