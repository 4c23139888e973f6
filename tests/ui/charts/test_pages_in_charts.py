"""Each page's chart read back: what stands in the drawn items against the starter series.

The figures are read from the file with the csv module; what is not in the file must be a gap.
"""

import math
from collections.abc import Iterator, Mapping
from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont

from mkbviewer.core.page import Page
from mkbviewer.ui.canvas.chart_items import CrispBars
from mkbviewer.ui.charts import choose_chart, suitable_charts
from mkbviewer.ui.charts.arrangement import Style
from mkbviewer.ui.charts.base import Chart
from mkbviewer.ui.charts.plan import Focus, Plan
from mkbviewer.ui.charts.shapes import Shapes
from mkbviewer.ui.look.palette import LIGHT
from tests import starter
from tests.e2e.drawn import curve_data
from tests.ui.window_desk import Desk, open_desk

BAROMETER = "mkbarometer"
"""Its twelve series have pages of their own, with charts of their own: test_barometer_page.py."""

INDICATORS = sorted({indicator for indicator, _table in starter.rows()} - {BAROMETER})
PER_YEAR = {"JJ": 1, "KW": 4, "MM": 12}
ROUNDED_SHARES = 1.5
"""Percentages that are together so near 100 are shares already."""

Row = Mapping[str, float]
"""The values of one period by series; what is missing is left out."""


@pytest.fixture(scope="module")
def desk(qapp, tmp_path_factory) -> Iterator[Desk]:
    """One window for all pages, with nothing in the user's library."""
    opened = open_desk(qapp, tmp_path_factory.mktemp("pages"))
    yield opened
    opened.close()


def open_page(desk: Desk, indicator: str) -> Page:
    desk.session.open_indicator(indicator)
    page = desk.session.page
    assert page is not None
    assert page.view.subject == indicator
    return page


def figures_of(page: Page) -> dict[str, dict[str, float]]:
    """What the file has for the page's choice: the values by period code and member."""
    view, source = page.view, page.source
    assert source is not None
    (measure,) = view.measures
    found: dict[str, dict[str, float]] = {}
    for row in starter.rows()[view.subject, source.table]:
        is_chosen = (
            row["measure"] == measure
            and starter.FREQUENCIES[row["frequency"]] == view.frequency
            and row["period"].endswith(view.season)
            and row[view.by] in view.members
            and all(row[breakdown] == member for breakdown, member in view.where)
        )
        if is_chosen:
            period = found.setdefault(row["period"], {})
            member = row[view.by] or measure
            assert member not in period, "two figures for one place"
            period[member] = float(row["value"])
    return found


def place_of(code: str) -> int:
    """How many periods of its own length a period is from the beginning of our era."""
    frequency, number = code[4:6], int(code[6:])
    return int(code[:4]) * PER_YEAR[frequency] + max(number - 1, 0)


def as_read(periods: list[str], drawn: Mapping[str, np.ndarray]) -> dict[str, Row]:
    """The values of drawn series by period, without gaps; periods without any are left out."""
    rows = {
        code: {
            key: float(values[row]) for key, values in drawn.items() if math.isfinite(values[row])
        }
        for row, code in enumerate(periods)
    }
    return {code: row for code, row in rows.items() if row}


@pytest.mark.parametrize("indicator", INDICATORS)
def test_the_chart_of_a_page_holds_the_figures_of_the_file_and_gaps_for_the_rest(
    desk: Desk, indicator: str
) -> None:
    page = open_page(desk, indicator)
    expected = figures_of(page)
    assert expected
    periods = [period.code for period in page.frame.periods]
    assert periods == sorted(expected)
    shapes = desk.chart.canvas.shapes
    wanted = as_drawn(choose_chart(page.frame, page.view.chart), page, expected)
    if not desk.chart.canvas.isVisible():
        # A kind without an axis of periods may show a few only: the newest is one of them.
        read = as_read(periods, figures_in_items(desk, periods))
        assert periods[-1] in read
        assert_rows_are_near(read, {code: wanted[code] for code in read}, indicator)
    elif shapes is not None and shapes.areas:
        # Areas are painted from the shapes themselves.
        assert_rows_are_near(read_shapes(shapes, periods), wanted, indicator)
    else:
        assert_rows_are_near(as_read(periods, figures_in_items(desk, periods)), wanted, indicator)
        origin = place_of(periods[0])
        points = {
            (place_of(code) - origin, round(value, 9))
            for code, row in wanted.items()
            for value in row.values()
        }
        assert points_on_the_screen(desk) == points


def figures_in_items(desk: Desk, periods: list[str]) -> dict[str, np.ndarray]:
    """The values of each series in the drawn items, all along the same periods."""
    drawn = curve_data(desk.chart)
    assert all([one.code for one in axis] == periods for axis, _values in drawn.values())
    return {key: values for key, (_axis, values) in drawn.items()}


def points_on_the_screen(desk: Desk) -> set[tuple[int, float]]:
    """The figures in the visible items of the pane: how many periods from the first, and value."""
    canvas = desk.chart.canvas
    assert canvas.shapes is not None
    first = canvas.shapes.axis.positions[0]
    found = set()
    for item in canvas.box.childGroup.childItems():
        if not item.isVisible():
            continue
        if isinstance(item, CrispBars):
            xs, ys = item.centres, item.heights
        else:
            xs, ys = item.getData()
        # Bars of one period stand within half a period of its middle.
        found |= {
            (round(float(x - first)), round(float(y), 9))
            for x, y in zip(xs, ys, strict=True)
            if math.isfinite(y)
        }
    return found


def test_pages_with_data_are_all_but_those_that_wait_for_it() -> None:
    # 51 indicators: 21 wait for data, and the barometer is drawn in its own way.
    assert len(INDICATORS) == 29


@pytest.mark.parametrize("indicator", INDICATORS)
def test_every_kind_of_chart_holds_the_figures_of_the_file(desk: Desk, indicator: str) -> None:
    page = open_page(desk, indicator)
    expected = figures_of(page)
    kinds = suitable_charts(page.frame)
    assert kinds
    for chart in kinds:
        shapes = chart.shapes(page.frame, LIGHT)
        periods = [period.code for period in page.frame.periods]
        wanted = as_drawn(chart, page, expected)
        if shapes.plan is None:
            read = read_shapes(shapes, periods)
        else:
            # Some of these show a few periods only: the newest is always one of them.
            read = read_plan(shapes.plan, periods)
            assert periods[-1] in read, chart.name
            wanted = {code: wanted[code] for code in read}
        assert_rows_are_near(read, wanted, chart.name)


def as_drawn(chart: Chart, page: Page, rows: Mapping[str, Row]) -> dict[str, Row]:
    """What a kind makes of the figures: a share of what is there whole, else the figures."""
    members = {series.key for series in page.frame.series}
    whole = {code: row for code, row in rows.items() if row.keys() == members}
    if chart.name == "area":
        return dict(whole)
    if chart.name != "share":
        return dict(rows)
    totals = {code: sum(row.values()) for code, row in whole.items()}
    if page.frame.unit.startswith("%"):
        assert all(abs(total - 100) <= ROUNDED_SHARES for total in totals.values())
        return dict(whole)
    return {
        code: {key: 100 * value / totals[code] for key, value in row.items()}
        for code, row in whole.items()
        if totals[code]
    }


def assert_rows_are_near(read: Mapping[str, Row], expected: Mapping[str, Row], kind: str) -> None:
    assert read.keys() == expected.keys(), kind
    for code, row in expected.items():
        assert read[code].keys() == row.keys(), (kind, code)
        for key, value in row.items():
            assert math.isclose(read[code][key], value, rel_tol=1e-12, abs_tol=1e-12), (kind, key)


def read_shapes(shapes: Shapes, periods: list[str]) -> dict[str, Row]:
    """The figures in the shapes, each at the place on the axis that its period has."""
    drawn = {}
    for curve in shapes.curves:
        assert_places(curve.xs, periods)
        drawn[curve.key] = curve.ys
    for bars in shapes.bars:
        assert_places(bars.centres, periods)
        drawn[bars.key] = bars.heights
    for area in shapes.areas:
        assert_places(area.xs, periods)
        drawn[area.key] = area.heights
    assert_stacked_without_overlap(shapes)
    return as_read(periods, drawn)


def assert_places(xs: np.ndarray, periods: list[str]) -> None:
    """Periods stand as far apart as they are in time, in one order; of a season a year is one."""
    assert len(xs) == len(periods)
    if len({code[4:] for code in periods}) == 1:
        periods = [f"{code[:4]}JJ00" for code in periods]
    for (here, there), (now, then) in zip(pairwise(xs), pairwise(periods), strict=True):
        assert there - here == pytest.approx(place_of(then) - place_of(now))


def assert_stacked_without_overlap(shapes: Shapes) -> None:
    """Bars and areas that do not stand on zero stand on those before them."""
    for stack in (shapes.bars, shapes.areas):
        if not any(np.any(one.bases != 0) for one in stack):
            continue
        below = np.zeros(len(stack[0].bases))
        for one in stack:
            np.testing.assert_allclose(one.bases, below, atol=1e-9)
            below = below + np.nan_to_num(one.heights)


def read_plan(plan: Plan, periods: list[str]) -> dict[str, Row]:
    """What a plan shows as each period in turn is pointed at."""
    font = QFont()
    style, rect = Style(LIGHT, font, font), QRectF(0, 0, 900, 4000)
    found: dict[str, dict[str, float]] = {}
    for row in range(len(periods)):
        for spot in plan.place(rect, style, Focus(row)).spots:
            if math.isfinite(spot.value):
                found.setdefault(periods[spot.row], {})[spot.key] = spot.value
    return dict(found)


def test_a_gap_in_the_figures_is_a_gap_in_the_chart(desk: Desk) -> None:
    # Growth of the large businesses in sector B is not there for all quarters.
    desk.session.open_indicator("groei-aantal-bedrijven")
    desk.session.change(where=(("sector", "B"),), chart="line")
    page = desk.session.page
    assert page is not None
    expected = figures_of(page)
    missing = [code for code, row in expected.items() if "groot" not in row]
    assert missing
    axis, values = curve_data(desk.chart)["groot"]
    gaps = [period.code for period, value in zip(axis, values, strict=True) if math.isnan(value)]
    assert gaps == sorted(missing)
