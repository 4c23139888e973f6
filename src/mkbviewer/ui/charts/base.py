"""The contract of a chart kind: it judges how well it suits a frame, and says what to draw."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from functools import lru_cache
from typing import ClassVar

import numpy as np

from mkbviewer.core.frame import Frame
from mkbviewer.ui.charts.period_axis import PeriodAxis
from mkbviewer.ui.charts.plan import Plan
from mkbviewer.ui.charts.shapes import Reference, Shapes, provisional_cells
from mkbviewer.ui.look.palette import Palette


class Chart(ABC):
    """One kind of chart.

    `name` is its word in views and on the command line, `icon` the name of a shipped icon;
    `allows_log` tells that it has a meaning on a logarithmic axis too.
    """

    name: ClassVar[str]
    icon: ClassVar[str]
    allows_log: ClassVar[bool] = False

    @property
    @abstractmethod
    def title(self) -> str:
        """The kind in the user's words."""

    @property
    def hint(self) -> str:
        """What the kind is good for, in a sentence; empty where its title says enough."""
        return ""

    @abstractmethod
    def fit(self, frame: Frame) -> float:
        """How well the kind suits a frame: 0 cannot show it, 1 is made for it."""

    def hindrance(self, frame: Frame) -> str:
        """Why the kind cannot show a frame, in a sentence; empty where it can."""
        return ""

    @abstractmethod
    def shapes(
        self, frame: Frame, palette: Palette, references: Sequence[Reference] = ()
    ) -> Shapes:
        """What to draw of a frame."""


def planned(frame: Frame, plan: Plan, references: Sequence[Reference] = ()) -> Shapes:
    """The shapes of a kind that says by a plan what stands where."""
    compared = tuple(references)
    return Shapes(frame, axis_of(frame), 0.0, 1.0, padding=0.5, plan=plan, references=compared)


@lru_cache(maxsize=2)  # One kind after another asks it of the same frame.
def axis_of(frame: Frame) -> PeriodAxis:
    """The period axis of a frame; a period is starred where one of its figures is provisional."""
    rows = np.flatnonzero(provisional_cells(frame).any(axis=1)) if frame.series else ()
    return PeriodAxis(frame.periods, (int(row) for row in rows))
