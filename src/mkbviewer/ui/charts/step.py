"""Levels over time, each as wide as its period."""

from collections.abc import Sequence
from dataclasses import replace

from mkbviewer.core.frame import Frame
from mkbviewer.core.language import _
from mkbviewer.ui.charts.base import Chart
from mkbviewer.ui.charts.line import LineChart
from mkbviewer.ui.charts.shapes import Reference, Shapes
from mkbviewer.ui.look.palette import Palette


class StepChart(Chart):
    """Lines that keep the level of a period until the next begins."""

    name = "step"
    icon = "chart-line"
    allows_log = True

    @property
    def title(self) -> str:
        """The kind in the user's words."""
        return _("Steps")

    @property
    def hint(self) -> str:
        """What the kind is good for."""
        return _("Each figure as wide as its period: for what holds during the whole of it")

    def fit(self, frame: Frame) -> float:
        """Where lines suit, though less."""
        return 0.5 * LineChart().fit(frame)

    def shapes(
        self, frame: Frame, palette: Palette, references: Sequence[Reference] = ()
    ) -> Shapes:
        """The lines of the line chart, in steps."""
        lines = LineChart().shapes(frame, palette, references)
        curves = tuple(replace(curve, is_stepped=True) for curve in lines.curves)
        return replace(lines, padding=0.5, curves=curves)
