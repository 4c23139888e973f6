"""Areas on top of each other: parts that together are a whole, through time."""

from collections.abc import Sequence

import numpy as np

from mkbviewer.core.frame import Frame
from mkbviewer.core.language import _
from mkbviewer.ui.charts.base import Chart, axis_of
from mkbviewer.ui.charts.shapes import FEW_POINTS, Area, Reference, Shapes
from mkbviewer.ui.charts.stacked import StackedChart, mark_incomplete, stack
from mkbviewer.ui.look.palette import Palette

_FEWEST_PERIODS = 3


class AreaChart(Chart):
    """Levels that add up, stacked through time; broken where a part is missing."""

    name = "area"
    icon = "chart-line"

    @property
    def title(self) -> str:
        """The kind in the user's words."""
        return _("Areas")

    def fit(self, frame: Frame) -> float:
        """Where stacks suit, and there is a course to show."""
        if self.hindrance(frame):
            return 0.0
        return 0.55 if len(frame.periods) > FEW_POINTS else 0.45

    def hindrance(self, frame: Frame) -> str:
        """What stacks ask for, and three periods."""
        if len(frame.periods) < _FEWEST_PERIODS:
            return _("Areas need at least three periods.")
        return StackedChart().hindrance(frame)

    def shapes(
        self, frame: Frame, palette: Palette, references: Sequence[Reference] = ()
    ) -> Shapes:
        """The areas of each series on those before it, in periods of which every part is known."""
        bars = stack(frame, palette)
        is_whole = np.isfinite(frame.values).all(axis=1)
        totals = frame.values[is_whole].sum(axis=1)
        axis = axis_of(frame)
        return Shapes(
            frame,
            axis,
            0.0,
            float(totals.max()) if totals.size and totals.max() > 0 else 1.0,
            padding=0.006 * (axis.last - axis.first) or 0.5,
            areas=tuple(
                Area(
                    one.key,
                    one.label,
                    one.colour,
                    one.centres,
                    one.bases,
                    np.where(is_whole, one.heights, np.nan),
                    one.is_provisional,
                )
                for one in bars
            ),
            marks=mark_incomplete(frame, bars),
            references=tuple(references),
        )
