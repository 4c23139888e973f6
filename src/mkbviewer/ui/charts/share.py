"""Bars of one length: the share of each part in the whole."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from mkbviewer.core.frame import Frame
from mkbviewer.core.language import _
from mkbviewer.core.recipes.parts import are_shares, why_no_shares
from mkbviewer.core.transform import transform
from mkbviewer.core.view import Transformation
from mkbviewer.ui.charts.base import Chart, axis_of
from mkbviewer.ui.charts.shapes import Reference, Shapes
from mkbviewer.ui.charts.stacked import StackedChart, mark_incomplete, stack
from mkbviewer.ui.look.palette import Palette


class ShareChart(Chart):
    """The composition of a whole. Shares are drawn as they are; levels as their shares."""

    name = "share"
    icon = "chart-column-stacked"

    @property
    def title(self) -> str:
        """The kind in the user's words."""
        return _("Share")

    def fit(self, frame: Frame) -> float:
        """Made for shares that add up; possible for levels that can be added."""
        if are_shares(frame):
            return 0.97
        return 0.0 if self.hindrance(frame) else 0.9 * StackedChart().fit(frame)

    def hindrance(self, frame: Frame) -> str:
        """Why there is no whole of which the figures are shares."""
        if are_shares(frame):
            return ""
        return StackedChart().hindrance(frame) or why_no_shares(frame, has_whole=False)

    def shapes(
        self, frame: Frame, palette: Palette, references: Sequence[Reference] = ()
    ) -> Shapes:
        """The stack of each period for which every share is known."""
        shares = frame if are_shares(frame) else transform(frame, Transformation.SHARE)
        is_whole = np.isfinite(shares.values).all(axis=1, keepdims=True)
        whole = replace(shares, values=np.where(is_whole, shares.values, np.nan))
        bars = stack(whole, palette)
        return Shapes(
            shares,
            axis_of(shares),
            0.0,
            100.0,
            padding=0.5,
            bars=bars,
            marks=mark_incomplete(whole, bars),
            references=tuple(references) if shares is frame else (),
        )
