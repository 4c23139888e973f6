"""Lines over time, one for each series."""

from collections.abc import Sequence

from mkbviewer.core.frame import Frame
from mkbviewer.core.language import _
from mkbviewer.core.period import Frequency
from mkbviewer.ui.charts.base import Chart, axis_of
from mkbviewer.ui.charts.reference import span_of
from mkbviewer.ui.charts.shapes import (
    FEW_POINTS,
    Curve,
    Reference,
    Shapes,
    lowest_and_highest,
    provisional_cells,
    reach_zero,
)
from mkbviewer.ui.look.palette import Palette


class LineChart(Chart):
    """Lines with gaps where figures are missing, dashed where provisional or former."""

    name = "line"
    icon = "chart-line"
    allows_log = True

    @property
    def title(self) -> str:
        """The kind in the user's words."""
        return _("Line")

    def fit(self, frame: Frame) -> float:
        """Best from three periods on; texts that name no period are not joined gladly."""
        if frame.is_empty:
            return 0.1
        if len(frame.periods) < 3:
            return 0.3
        is_text = any(period.frequency is Frequency.TEXT for period in frame.periods)
        return 0.4 if is_text else 0.9

    def shapes(
        self, frame: Frame, palette: Palette, references: Sequence[Reference] = ()
    ) -> Shapes:
        """One curve for each series, the figures as they are."""
        axis = axis_of(frame)
        is_provisional = provisional_cells(frame)
        colours = palette.series_colours(frame)
        curves = tuple(
            Curve(
                series.key,
                series.label,
                colours[column],
                axis.positions,
                frame.values[:, column],
                is_provisional[:, column] | series.is_former,
            )
            for column, series in enumerate(frame.series)
        )
        low, high = lowest_and_highest(span_of(frame.values, references), with_zero=False)
        low, high = reach_zero(low, high)
        span = axis.last - axis.first
        return Shapes(
            frame,
            axis,
            low,
            high,
            padding=(0.02 if len(frame.periods) <= FEW_POINTS else 0.006) * span or 0.5,
            curves=curves,
            references=tuple(references),
        )
