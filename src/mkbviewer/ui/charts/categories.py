"""Bars that lie, in the order of the table: for what is not a course through time."""

from collections.abc import Sequence

from mkbviewer.core.frame import Frame
from mkbviewer.core.language import _
from mkbviewer.core.period import Frequency
from mkbviewer.ui.charts.base import Chart, planned
from mkbviewer.ui.charts.ranking import FEWEST_NAMES, LyingBars, RankingChart
from mkbviewer.ui.charts.shapes import Reference, Shapes
from mkbviewer.ui.look.palette import Palette


class CategoriesChart(Chart):
    """The series of one period in the order of the table, in which classes have theirs."""

    name = "categories"
    icon = "chart-bar"

    @property
    def title(self) -> str:
        """The kind in the user's words."""
        return _("Categories")

    @property
    def hint(self) -> str:
        """What the kind is good for."""
        return _("One period, in the order of the table: for classes, and tables without periods")

    def fit(self, frame: Frame) -> float:
        """Made for a table without a course through time."""
        if self.hindrance(frame):
            return 0.0
        is_timeless = all(period.frequency is Frequency.TEXT for period in frame.periods)
        if is_timeless and len(frame.periods) == 1:
            return 0.98
        return 0.6 if len(frame.periods) == 1 and len(frame.series) >= FEWEST_NAMES else 0.3

    def hindrance(self, frame: Frame) -> str:
        """The same as for the order of value."""
        return RankingChart().hindrance(frame)

    def shapes(
        self, frame: Frame, palette: Palette, references: Sequence[Reference] = ()
    ) -> Shapes:
        """Bars that lie, as the frame has them."""
        compared = tuple(references)
        colours = palette.series_colours(frame)
        bars = LyingBars(frame, colours, is_sorted=False, references=compared)
        return planned(frame, bars, compared)
