"""Bars side by side, a group for each period."""

from collections.abc import Sequence

import numpy as np

from mkbviewer.core.frame import Frame
from mkbviewer.core.language import _
from mkbviewer.core.numbers import decimals_for, format_number
from mkbviewer.ui.charts.base import Chart, axis_of
from mkbviewer.ui.charts.reference import span_of
from mkbviewer.ui.charts.shapes import (
    Bars,
    Mark,
    Reference,
    Shapes,
    lowest_and_highest,
    provisional_cells,
)
from mkbviewer.ui.look.palette import Palette

FEW_BARS = 48
"""Up to this many bars the figures may stand over them."""

_GROUP = 0.82
_FULL_GROUP = 0.94


class BarChart(Chart):
    """Grouped bars from zero, in the colours of the series."""

    name = "bar"
    icon = "chart-column"

    @property
    def title(self) -> str:
        """The kind in the user's words."""
        return _("Bar")

    def fit(self, frame: Frame) -> float:
        """Best for one or two periods, and still clear for a few."""
        if frame.is_empty:
            return 0.1
        count = len(frame.periods)
        return 0.95 if count < 3 else 0.6 if count <= 8 else 0.4

    def shapes(
        self, frame: Frame, palette: Palette, references: Sequence[Reference] = ()
    ) -> Shapes:
        """The bars of each series beside those of the others."""
        axis = axis_of(frame)
        colours = palette.series_colours(frame)
        is_provisional = provisional_cells(frame)
        count = max(len(frame.series), 1)
        group = _FULL_GROUP if count > 1 and len(frame.periods) > FEW_BARS / count else _GROUP
        width = group / count if count > 1 else 0.66
        bars = tuple(
            Bars(
                series.key,
                series.label,
                colours[column],
                axis.positions + (column - (count - 1) / 2) * width,
                width * (0.92 if count > 1 and len(frame.periods) * count <= FEW_BARS else 1.0),
                np.zeros(len(frame.periods)),
                frame.values[:, column],
                is_provisional[:, column],
            )
            for column, series in enumerate(frame.series)
        )
        low, high = lowest_and_highest(span_of(frame.values, references), with_zero=True)
        return Shapes(
            frame,
            axis,
            low,
            high,
            padding=0.5,
            bars=bars,
            marks=_figures_over(frame, bars),
            references=tuple(references),
            has_legend=count > 1 or frame.series[0].label not in ("", frame.title),
        )


def _figures_over(frame: Frame, bars: Sequence[Bars]) -> tuple[Mark, ...]:
    """The figure over each bar where there are few, the symbol where a figure is missing."""
    is_few = frame.values.size <= FEW_BARS
    there = np.abs(frame.values[np.isfinite(frame.values)])
    largest = float(there.max()) if there.size else 0.0
    marks = []
    for column, (series, drawn) in enumerate(zip(frame.series, bars, strict=True)):
        decimals = decimals_for(largest, series.unit or frame.unit, series.decimals)
        width = drawn.width if len(bars) > 1 else 1.0
        is_told = np.full(len(frame.periods), is_few) | ~np.isfinite(frame.values[:, column])
        for row in map(int, np.flatnonzero(is_told)):
            centre = float(drawn.centres[row])
            value, status = float(frame.values[row, column]), frame.status(row, column)
            if status.is_missing:
                symbol = status.mark
                marks.append(Mark(series.key, centre, 0.0, width, symbol, is_symbol=True))
            else:
                marks.append(Mark(series.key, centre, value, width, format_number(value, decimals)))
    return tuple(mark for mark in marks if mark.text)
