"""Bars on top of each other: parts that together are a whole."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from mkbviewer.core.frame import Frame
from mkbviewer.core.language import _, active_language
from mkbviewer.core.recipes.parts import why_no_parts
from mkbviewer.ui.charts.base import Chart, axis_of
from mkbviewer.ui.charts.shapes import Bars, Mark, Reference, Shapes, provisional_cells
from mkbviewer.ui.look.palette import Palette

MANY_PERIODS = 40
"""From this many periods on the bars touch, so that they read as areas."""

_NOT_ADDED = ("%", "index", "procentpunt", "percentage point", "saldo", "z-score")


def why_not_stacked(frame: Frame) -> str:
    """Why the series cannot stand on top of each other; empty where they can."""
    return _why_not_stacked(frame, active_language())


@lru_cache(maxsize=4)  # Every kind that stacks asks it of the same frame, and so does the menu.
def _why_not_stacked(frame: Frame, _language: str) -> str:
    if reason := why_no_parts(frame):
        return reason
    if (frame.values < 0).any():
        return _("Negative figures cannot be stacked.")
    return ""


def stack(frame: Frame, palette: Palette) -> tuple[Bars, ...]:
    """The bars of each series on top of those before it; a missing part adds no height."""
    axis = axis_of(frame)
    colours = palette.series_colours(frame)
    is_provisional = provisional_cells(frame)
    width = 1.0 if len(frame.periods) > MANY_PERIODS else 0.72
    heights = np.nan_to_num(frame.values)
    bases = np.cumsum(heights, axis=1) - heights
    return tuple(
        Bars(
            series.key,
            series.label,
            colours[column],
            axis.positions,
            width,
            bases[:, column],
            frame.values[:, column],
            is_provisional[:, column],
        )
        for column, series in enumerate(frame.series)
    )


def mark_incomplete(frame: Frame, bars: Sequence[Bars]) -> tuple[Mark, ...]:
    """The symbols of the missing parts, over each stack that lacks any.

    What CBS leaves empty has a dot there; where all of a stack is empty there is nothing to mark.
    """
    if not bars:
        return ()
    tops = np.nansum(frame.values, axis=1)
    marks = []
    for row in np.flatnonzero(~np.isfinite(frame.values).all(axis=1)):
        empty = "·" if np.isfinite(frame.values[row]).any() else ""
        symbols = dict.fromkeys(
            frame.status(int(row), column).mark or empty
            for column in range(len(frame.series))
            if frame.status(int(row), column).is_missing
        )
        x, text = float(bars[0].centres[row]), " ".join(symbols).strip()
        marks.append(Mark("", x, float(tops[row]), 1.0, text, is_symbol=True))
    return tuple(mark for mark in marks if mark.text)


class StackedChart(Chart):
    """Levels that add up, stacked in the order of the series."""

    name = "stacked"
    icon = "chart-column-stacked"

    @property
    def title(self) -> str:
        """The kind in the user's words."""
        return _("Stacked")

    def fit(self, frame: Frame) -> float:
        """Only for levels that can be added: not for growth, indices and shares."""
        return 0.0 if self.hindrance(frame) else 0.5

    def hindrance(self, frame: Frame) -> str:
        """What keeps the figures from being added."""
        if reason := why_not_stacked(frame):
            return reason
        if not frame.adds_up or frame.unit.lower().startswith(_NOT_ADDED):
            return _("Percentages, indices and changes cannot be added.")
        return ""

    def shapes(
        self, frame: Frame, palette: Palette, references: Sequence[Reference] = ()
    ) -> Shapes:
        """The stacks of each period, each height a figure as it is."""
        bars = stack(frame, palette)
        totals = np.nansum(frame.values, axis=1) if frame.series else np.zeros(1)
        return Shapes(
            frame,
            axis_of(frame),
            0.0,
            float(totals.max()) if totals.size and totals.max() > 0 else 1.0,
            padding=0.5,
            bars=bars,
            marks=mark_incomplete(frame, bars),
            references=tuple(references),
        )
