"""Making a period of the chart the base of an index: by a click on its axis, or with the B key."""

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QToolTip, QWidget

from mkbviewer.core.language import _
from mkbviewer.core.period import Period
from mkbviewer.ui.canvas.chart_view import ChartView
from mkbviewer.ui.charts.plan import Pointing

_HAND = Qt.CursorShape.PointingHandCursor

_BELOW = 24
"""How many pixels below the plot still belong to the period axis."""


class BasePicker(QObject):
    """Watches a chart. `picked` carries the code of a period.

    A click on the axis counts only while an index is shown; B, at the crosshair, always does.
    """

    picked = Signal(str)

    def __init__(self, chart: ChartView) -> None:
        super().__init__(chart)
        self.shows_index = False
        self._chart = chart
        self._pressed: Period | None = None
        self._surfaces: tuple[QWidget, ...] = (chart.canvas.viewport(), chart.plan_canvas)
        for one in (*self._surfaces, chart):
            one.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self.shows_index and isinstance(watched, QWidget) and watched in self._surfaces:
            return self._follow_mouse(watched, event)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._take_key(event)
        return False

    def _follow_mouse(self, surface: QWidget, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            period = self._period_at(QPointF(event.pos()))
            if period is None:
                return False
            words = _("Click: {period} becomes 100").format(period=period.label)
            QToolTip.showText(event.globalPos(), words, surface)
            return True
        if not isinstance(event, QMouseEvent):
            return False
        period = self._period_at(event.position())
        if event.type() == QEvent.Type.MouseMove:
            shape = Qt.CursorShape.ArrowCursor if period is None else _HAND
            if surface.cursor().shape() != shape:
                surface.setCursor(shape)
        elif event.button() == Qt.MouseButton.LeftButton:
            if event.type() == QEvent.Type.MouseButtonPress:
                self._pressed = period
                return period is not None
            if event.type() == QEvent.Type.MouseButtonRelease:
                pressed, self._pressed = self._pressed, None
                if period is not None and period == pressed:
                    self.picked.emit(period.code)
                # The chart that is there now did not see the press.
                return pressed is not None
        return False

    def _take_key(self, event: QKeyEvent) -> bool:
        period = self._chart.period
        if event.key() != Qt.Key.Key_B or event.modifiers() or period is None:
            return False
        self.picked.emit(period.code)
        return True

    def _period_at(self, at: QPointF) -> Period | None:
        """The period under a place on the axis, below the plot."""
        if self._chart.painted is self._chart.plan_canvas:
            return self._period_in_plan(at)
        canvas = self._chart.canvas
        if canvas.shapes is None or canvas.arranged is None:
            return None
        plot, axis = canvas.arranged.plot, canvas.shapes.axis
        area = plot.area
        if not (0 < at.y() - area.bottom() <= _BELOW and area.left() <= at.x() <= area.right()):
            return None
        part = (at.x() - area.left()) / area.width()
        row = axis.row_at(plot.first + part * (plot.last - plot.first))
        return None if row is None else axis.periods[row]

    def _period_in_plan(self, at: QPointF) -> Period | None:
        """The period under a place below the lowest of small plots that have an axis of time."""
        canvas = self._chart.plan_canvas
        if canvas.shapes is None or canvas.placed is None:
            return None
        if canvas.placed.pointing is not Pointing.LINE:
            return None
        over = [one for one in canvas.placed.spots if one.rect.left() <= at.x() < one.rect.right()]
        lowest = max(over, key=lambda spot: spot.rect.bottom(), default=None)
        if lowest is None or not 0 < at.y() - lowest.rect.bottom() <= _BELOW:
            return None
        return canvas.shapes.frame.periods[lowest.row]
