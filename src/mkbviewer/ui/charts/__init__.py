"""The kinds of chart. A new kind is one file and its line in `CHARTS`."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from mkbviewer.core.frame import Frame
from mkbviewer.core.language import _, active_language
from mkbviewer.core.view import LOGARITHMIC
from mkbviewer.ui.charts.area import AreaChart
from mkbviewer.ui.charts.bar import BarChart
from mkbviewer.ui.charts.base import Chart
from mkbviewer.ui.charts.categories import CategoriesChart
from mkbviewer.ui.charts.dots import DotsChart
from mkbviewer.ui.charts.facets import FacetsChart
from mkbviewer.ui.charts.grouped import GroupedChart
from mkbviewer.ui.charts.heat import HeatChart
from mkbviewer.ui.charts.line import LineChart
from mkbviewer.ui.charts.panels import PanelsChart
from mkbviewer.ui.charts.ranking import RankingChart
from mkbviewer.ui.charts.reference import span_of
from mkbviewer.ui.charts.shapes import Reference, Shapes, all_positive, lowest_and_highest
from mkbviewer.ui.charts.share import ShareChart
from mkbviewer.ui.charts.slope import SlopeChart
from mkbviewer.ui.charts.stacked import StackedChart
from mkbviewer.ui.charts.step import StepChart
from mkbviewer.ui.look.palette import Palette

CHARTS: tuple[Chart, ...] = (
    LineChart(),
    StepChart(),
    BarChart(),
    GroupedChart(),
    StackedChart(),
    AreaChart(),
    ShareChart(),
    RankingChart(),
    CategoriesChart(),
    DotsChart(),
    SlopeChart(),
    HeatChart(),
    FacetsChart(),
    PanelsChart(),
)


# A page asks these of its frame for the menu, for the chart and for the subtitle.
@lru_cache(maxsize=2)
def _fits(frame: Frame) -> Mapping[str, float]:
    """How well each kind suits a frame, by its name."""
    return {chart.name: chart.fit(frame) for chart in CHARTS}


@lru_cache(maxsize=2)
def suitable_charts(frame: Frame) -> tuple[Chart, ...]:
    """The kinds that can show a frame, in the order of `CHARTS`."""
    fits = _fits(frame)
    return tuple(one for one in CHARTS if fits[one.name] > 0 and not why_not(frame, one))


def why_not(frame: Frame, chart: Chart) -> str:
    """Why a kind cannot show a frame, in a sentence; empty where it can.

    What has several units or frequencies never shares one axis of values.
    """
    return _hindrances(frame, active_language())[chart.name]


@lru_cache(maxsize=2)
def _hindrances(frame: Frame, _language: str) -> Mapping[str, str]:
    found = {chart.name: chart.hindrance(frame) for chart in CHARTS}
    if not found[PanelsChart.name]:
        apart = _("The series have several units or frequencies: each has a chart of its own.")
        found = dict.fromkeys(found, apart) | {PanelsChart.name: ""}
    return found


def best_charts(frame: Frame, count: int) -> tuple[str, ...]:
    """The names of the kinds that suit a frame best, the best first."""
    fits = _fits(frame)
    ranked = sorted(suitable_charts(frame), key=lambda chart: -fits[chart.name])
    return tuple(chart.name for chart in ranked[:count])


def choose_chart(frame: Frame, kind: str = "") -> Chart:
    """The kind of this name where it can show the frame, else the one that suits it best."""
    for chart in CHARTS:
        if chart.name == kind and chart in suitable_charts(frame):
            return chart
    fits = _fits(frame)
    return max(CHARTS, key=lambda chart: fits[chart.name])


def why_no_log(frame: Frame, chart: Chart) -> str:
    """Why a chart cannot have a logarithmic axis; empty where it can."""
    if not chart.allows_log:
        return _("Only lines and dots can do without zero.")
    if not all_positive(frame.values):
        return _("Zero and negative figures have no place on a logarithmic axis.")
    return ""


# Where references have a place is asked of the shapes that are drawn next.
@lru_cache(maxsize=2)
def shapes_of(
    chart: Chart, frame: Frame, palette: Palette, references: tuple[Reference, ...]
) -> Shapes:
    """What to draw of a frame as this kind, on an axis with equal steps."""
    return chart.shapes(frame, palette, references)


def draw_chart(
    frame: Frame,
    kind: str,
    palette: Palette,
    references: Sequence[Reference] = (),
    scale: str = "",
) -> Shapes:
    """What to draw of a frame as this kind where it suits, on a logarithmic axis where asked."""
    chart = choose_chart(frame, kind)
    shapes = shapes_of(chart, frame, palette, tuple(references))
    if scale != LOGARITHMIC or why_no_log(frame, chart):
        return shapes
    placed = tuple(one for one in references if one.value > 0)
    if shapes.plan is not None:
        shapes = chart.shapes(frame, palette, placed)
        return replace(shapes, plan=shapes.plan.on_log_scale() if shapes.plan else None)
    low, high = lowest_and_highest(span_of(frame.values, placed), with_zero=False)
    return replace(shapes, is_log=True, low=low, high=high, references=placed)


def scale_words(frame: Frame, kind: str, scale: str) -> str:
    """What a subtitle says of the value axis; empty where it is the usual one."""
    is_log = scale == LOGARITHMIC and not why_no_log(frame, choose_chart(frame, kind))
    return _("logarithmic scale") if is_log else ""
