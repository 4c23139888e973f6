"""Undo for which part of the period axis a chart shows."""

from math import isclose

from PySide6.QtCore import QObject

from mkbviewer.core.language import _
from mkbviewer.core.period import Period
from mkbviewer.ui.canvas.chart_canvas import ChartCanvas
from mkbviewer.viewmodels.session.history import Step
from mkbviewer.viewmodels.session.marking import Marking

Seen = tuple[float, float]
"""The part of the axis that is in sight."""

Axis = tuple[tuple[Period, ...], Seen]
"""The periods of a chart, and the whole of the axis along which they stand."""


class ZoomSteps(QObject):
    """Records zooming and panning: however often, one after the other, it is one step.

    Other periods, or another kind of chart, have an axis of their own: what was zoomed on the one
    before is passed over until it is shown again.
    """

    def __init__(self, session: Marking, canvas: ChartCanvas) -> None:
        super().__init__(canvas)
        self._session = session
        self._canvas = canvas
        self._axis: Axis | None = None
        self._seen: Seen = (0.0, 0.0)
        self._is_stepping = False
        canvas.seen_changed.connect(self._follow)

    def _axis_now(self) -> Axis | None:
        shapes = self._canvas.shapes
        return (shapes.axis.periods, shapes.span) if shapes is not None else None

    def _seen_now(self) -> Seen:
        shapes = self._canvas.shapes
        # Rounding must not tell the whole from the whole.
        return self._canvas.seen if shapes is None or self._canvas.is_zoomed else shapes.span

    def _follow(self) -> None:
        before, axis, seen = self._seen, self._axis_now(), self._seen_now()
        is_users = axis is not None and axis == self._axis and not self._is_stepping
        self._axis, self._seen = axis, seen
        place = self._session.place
        if not is_users or axis is None or before == seen or place is None:
            return
        self._session.record(
            Step(
                _("zoom of the chart"),
                undo=lambda: self.look_at(before),
                redo=lambda: self.look_at(seen),
                can_undo=lambda: self._session.place == place and self._is_at(axis, seen),
                can_redo=lambda: self._session.place == place and self._is_at(axis, before),
                sequence=("zoom", place),
                ends=(before, seen),
            )
        )

    def _is_at(self, axis: Axis, seen: Seen) -> bool:
        now = self._seen_now()
        return axis == self._axis_now() and all(
            isclose(one, other, abs_tol=1e-6) for one, other in zip(now, seen, strict=True)
        )

    def look_at(self, seen: Seen) -> None:
        """Show this part of the axis; that is no step of the user's."""
        self._is_stepping = True
        self._canvas.box.setXRange(*seen, padding=0)
        self._is_stepping = False
