"""The kinds of chart. A new kind is one file and its line in `CHARTS`."""

from mkbviewer.core.frame import Frame
from mkbviewer.ui.charts.area import AreaChart
from mkbviewer.ui.charts.bar import BarChart
from mkbviewer.ui.charts.base import Chart
from mkbviewer.ui.charts.categories import CategoriesChart
from mkbviewer.ui.charts.dots import DotsChart
from mkbviewer.ui.charts.facets import FacetsChart
from mkbviewer.ui.charts.grouped import GroupedChart
from mkbviewer.ui.charts.heat import HeatChart
from mkbviewer.ui.charts.line import LineChart
from mkbviewer.ui.charts.ranking import RankingChart
from mkbviewer.ui.charts.share import ShareChart
from mkbviewer.ui.charts.stacked import StackedChart
from mkbviewer.ui.charts.step import StepChart

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
    HeatChart(),
    FacetsChart(),
)


def suitable_charts(frame: Frame) -> tuple[Chart, ...]:
    """The kinds that can show a frame, in the order of `CHARTS`."""
    return tuple(chart for chart in CHARTS if chart.fit(frame) > 0)


def choose_chart(frame: Frame, kind: str = "") -> Chart:
    """The kind of this name where it can show the frame, else the one that suits it best."""
    for chart in CHARTS:
        if chart.name == kind and chart.fit(frame) > 0:
            return chart
    return max(CHARTS, key=lambda chart: chart.fit(frame))
