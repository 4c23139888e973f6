"""The surface of a chart on the screen: pyqtgraph draws the figures, Qt's painter the rest."""

import math
from collections.abc import Collection

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from mkbviewer.ui.canvas.chart_items import ChartItems
from mkbviewer.ui.canvas.chart_pointing import find_pointed, name_at
from mkbviewer.ui.canvas.chart_readout import paint_crosshair, paint_edges, paint_readout
from mkbviewer.ui.canvas.period_box import PeriodBox
from mkbviewer.ui.charts.arrangement import Arrangement, Style, arrange
from mkbviewer.ui.charts.figure_painting import paint_areas
from mkbviewer.ui.charts.note_marks import paint_notes_along, told_by_note
from mkbviewer.ui.charts.painting import (
    paint_bands,
    paint_ground,
    paint_legend,
    paint_marks,
    paint_names,
)
from mkbviewer.ui.charts.reference import paint_limits, paint_references, spot_at
from mkbviewer.ui.charts.shapes import Shapes
from mkbviewer.ui.look.fonts import load_fonts
from mkbviewer.ui.look.palette import Palette
from mkbviewer.ui.look.text_size import in_text

TEXT_SIZE = 12
"""Pixels of the text in a chart, at its usual size."""

_MARGIN = 4.0
_HEADROOM = 6.0
_FEWEST_SEEN = 3.0
_ZOOM = 1.25
_SETTLED_MS = 150
"""How long nothing has moved before a sketch is painted finely."""


class ChartCanvas(pg.GraphicsView):  # type: ignore[misc]  # pyqtgraph ships no types
    """Draws shapes, and tells what the mouse does in periods and series.

    `pointed` carries a row of the frame and a series' key (or None), `picked` a key (empty beside
    every series), `range_dragged` rows and whether the drag is over, `seen_changed` nothing.
    """

    pointed = Signal(object, object)
    picked = Signal(str)
    range_dragged = Signal(object, bool)
    seen_changed = Signal()

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent, background=None)
        # Whoever changes something has it painted; the scene would once more, after the page.
        self.setViewportUpdateMode(self.ViewportUpdateMode.NoViewportUpdate)
        self.setCacheMode(self.CacheModeFlag.CacheNone)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(True)
        self.setAntialiasing(True)
        self.style_of_chart = _style(palette)
        self.shapes: Shapes | None = None
        self.arranged: Arrangement | None = None
        self.marked_rows: tuple[int, ...] = ()
        self.marked_keys: frozenset[str] = frozenset()
        self.row: int | None = None
        self.key: str | None = None
        self.has_focus_ring = False
        self.box = PeriodBox()
        self.addItem(self.box)
        self.items_of_chart = ChartItems(self.box)
        self._is_arranging = False
        self._waits = False
        self._still: QPixmap | None = None
        self._is_still_asked = self._leaves_out_pointing = False
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(_SETTLED_MS)
        self._settled.timeout.connect(self._settle)
        self.box.sigXRangeChanged.connect(self._follow_range)
        self.box.double_clicked.connect(self.show_all)
        self.box.clicked.connect(self._pick_at)
        self.box.range_dragged.connect(self._drag_range)

    def await_shapes(self) -> None:
        """Leave everything in its place until other shapes come, whatever the size becomes."""
        self._waits = True

    def show_shapes(self, shapes: Shapes) -> None:
        """Draw a chart; the part of the axis in sight stays where the periods are the same."""
        is_same_axis = (
            self.shapes is not None and self.shapes.axis.periods == shapes.axis.periods
        ) and self.shapes.padding == shapes.padding
        self.shapes = shapes
        self._still = None
        self._waits = False
        self.row = self.key = None
        self.items_of_chart.show(shapes, self.style_of_chart, self.marked_keys)
        if is_same_axis:
            self._arrange()
        else:
            self.show_all()

    def set_palette(self, palette: Palette) -> None:
        """Draw in the colours of this palette, from the next shapes on."""
        self.style_of_chart = _style(palette)
        self._still = None

    def mark(self, rows: Collection[int], keys: Collection[str]) -> None:
        """Mark periods with a band and series by their width."""
        count = len(self.shapes.frame.periods) if self.shapes else 0
        before = (self.marked_rows, self.marked_keys)
        self.marked_rows = tuple(row for row in rows if 0 <= row < count)
        self.marked_keys = frozenset(keys)
        if self.marked_keys != before[1]:
            self.items_of_chart.restyle(self.style_of_chart, self.marked_keys)
        if (self.marked_rows, self.marked_keys) != before:
            self._still = None
            self.viewport().update()

    def point_at(self, row: int | None, key: str | None) -> None:
        """Show the crosshair at a row, or none."""
        count = len(self.shapes.frame.periods) if self.shapes else 0
        row = row if row is not None and 0 <= row < count else None
        if (row, key) != (self.row, self.key):
            self.row, self.key = row, key
            if row is not None and self._still is None:
                self._still = self._take_still()
            self._is_still_asked = row is not None
            self.viewport().update()

    def _take_still(self) -> QPixmap:
        """The chart without what follows the mouse, which then is all that a move has to paint."""
        self._leaves_out_pointing = True
        still: QPixmap = self.viewport().grab()
        self._leaves_out_pointing = False
        return still

    @property
    def seen(self) -> tuple[float, float]:
        """The part of the period axis that is in sight."""
        low, high = self.box.viewRange()[0]
        return float(low), float(high)

    @property
    def is_zoomed(self) -> bool:
        """Whether a part of the period axis is out of sight."""
        if self.shapes is None:
            return False
        (low, high), (first, last) = self.seen, self.shapes.span
        return high - low < (last - first) * (1 - 1e-6)

    def show_all(self) -> None:
        """Show every period."""
        if self.shapes is None:
            return
        low, high = self.shapes.span
        fewest = min(_FEWEST_SEEN, high - low)
        self._is_arranging = True
        self.box.setLimits(xMin=low, xMax=high, minXRange=fewest, maxXRange=high - low)
        self.box.setXRange(low, high, padding=0)
        self._is_arranging = False
        self._arrange()
        self.seen_changed.emit()

    def zoom(self, steps: float, around: float | None = None) -> None:
        """Zoom in by positive steps, out by negative ones, around a place on the period axis."""
        low, high = self.seen
        middle = (low + high) / 2 if around is None else around
        factor = _ZOOM**-steps
        self.box.setXRange(
            middle - (middle - low) * factor, middle + (high - middle) * factor, padding=0
        )

    def bring_into_sight(self, row: int) -> None:
        """Pan so far that a period is in sight."""
        if self.shapes is None:
            return
        low, high = self.seen
        place = float(self.shapes.axis.positions[row])
        shift = min(place - self.shapes.padding - low, 0) + max(
            place + self.shapes.padding - high, 0
        )
        if shift:
            self.box.setXRange(low + shift, high + shift, padding=0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if hasattr(self, "box") and not self._waits:
            self._arrange()

    def paintEvent(self, event: QPaintEvent) -> None:
        still = self._still if self._is_still_asked else None
        self._is_still_asked = False
        if still is None or self._leaves_out_pointing:
            super().paintEvent(event)
            return
        painter = QPainter(self.viewport())
        painter.drawPixmap(0, 0, still)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_pointing(painter)
        painter.end()

    def drawBackground(self, painter: QPainter, rect: QRectF) -> None:
        painter.resetTransform()
        painter.fillRect(self.viewport().rect(), QColor(self.style_of_chart.palette.card))
        if self.shapes is None or self.arranged is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        paint_bands(painter, self.shapes, self.arranged.plot, self.marked_rows, self.style_of_chart)
        paint_limits(painter, self.shapes, self.arranged, self.style_of_chart)
        paint_ground(painter, self.arranged, self.style_of_chart)
        if self.shapes.areas:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_areas(
                painter,
                self.shapes,
                self.arranged.plot,
                self.style_of_chart,
                self.marked_keys,
                in_pieces=self.devicePixelRatioF().is_integer(),
            )

    def drawForeground(self, painter: QPainter, rect: QRectF) -> None:
        if self.shapes is None or self.arranged is None:
            return
        painter.resetTransform()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shapes, arranged, style = self.shapes, self.arranged, self.style_of_chart
        paint_edges(painter, shapes, arranged.plot, self.marked_rows, style)
        paint_legend(painter, arranged, shapes, _MARGIN, style)
        paint_references(painter, shapes, arranged.plot, style)
        paint_marks(painter, shapes, arranged.plot, style)
        stands_out = {self.key} if self.key and self.row is None else self.marked_keys
        paint_names(painter, arranged, style, stands_out)
        paint_notes_along(painter, shapes, arranged.plot, style)
        if self.is_zoomed:
            self._paint_whereabouts(painter, shapes, arranged.plot.area)
        if not self._leaves_out_pointing:
            self._paint_pointing(painter)

    def _paint_pointing(self, painter: QPainter) -> None:
        """What follows the mouse and the keyboard: crosshair, read-out, ring of the focus."""
        shapes, arranged, style = self.shapes, self.arranged, self.style_of_chart
        if shapes is None or arranged is None:
            return
        if self.row is not None and arranged.plot.shows(float(shapes.axis.positions[self.row])):
            paint_crosshair(painter, shapes, arranged.plot, self.row, self.key, style)
            paint_readout(painter, shapes, arranged.plot, self.row, self.key, style)
        if self.has_focus_ring:
            painter.setPen(QPen(QColor(style.palette.accent), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.viewport().rect()).adjusted(1, 1, -1, -1), 4, 4)

    def _paint_whereabouts(self, painter: QPainter, shapes: Shapes, area: QRectF) -> None:
        """A thin bar under the axis: which part of all periods is in sight."""
        (low, high), (first, last) = self.seen, shapes.span
        track = QRectF(area.left(), self.viewport().height() - 4.0, area.width(), 3.0)
        per_period = track.width() / (last - first)
        thumb = QRectF(track)
        thumb.setLeft(track.left() + (low - first) * per_period)
        thumb.setRight(track.left() + (high - first) * per_period)
        painter.setPen(Qt.PenStyle.NoPen)
        palette = self.style_of_chart.palette
        for rect, colour in ((track, palette.grid), (thumb, palette.accent)):
            painter.setBrush(QColor(colour))
            painter.drawRoundedRect(rect, 1.5, 1.5)

    def mouseMoveEvent(self, ev: QMouseEvent) -> None:
        super().mouseMoveEvent(ev)
        if not ev.buttons():
            self._tell_pointed(*self._find(ev.position()))

    def leaveEvent(self, ev: QEvent) -> None:
        super().leaveEvent(ev)
        self._tell_pointed(None, None)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            self._explain(event)
            return True
        return bool(super().viewportEvent(event))

    def _tell_pointed(self, row: int | None, key: str | None) -> None:
        if (row, key) != (self.row, self.key):
            self.point_at(row, key)
            self.pointed.emit(row, key)

    def _find(self, at: QPointF) -> tuple[int | None, str | None]:
        """The period and the series under a place of the viewport."""
        if self.shapes is None or self.arranged is None:
            return None, None
        return find_pointed(self.shapes, self.arranged, at, self.style_of_chart)

    def _explain(self, event: QHelpEvent) -> None:
        """What the report says where a ring is; the whole name where it had to be cut."""
        if self.shapes is None or self.arranged is None:
            return
        at = QPointF(event.pos())
        spot, key = (
            spot_at(self.shapes, self.arranged.plot, at),
            name_at(self.arranged, at, self.style_of_chart),
        )
        cut = next((one for one in self.arranged.names if one.end.key == key and one.is_cut), None)
        note = told_by_note(self.shapes, self.arranged.plot, self.style_of_chart, at)
        text = note or (spot.reference.told if spot else cut.end.label if cut else "")
        if text:
            QToolTip.showText(event.globalPos(), text, self)
        else:
            QToolTip.hideText()

    def _pick_at(self, in_scene: QPointF) -> None:
        self.picked.emit(self._find(QPointF(self.mapFromScene(in_scene)))[1] or "")

    def mouseReleaseEvent(self, ev: QMouseEvent) -> None:
        super().mouseReleaseEvent(ev)
        row, key = self._find(ev.position())
        if row is None and key and ev.button() == Qt.MouseButton.LeftButton:
            self.picked.emit(key)

    def _drag_range(self, start: float, end: float, is_over: bool) -> None:
        if self.shapes is None:
            return
        rows = self.shapes.axis.rows_between(
            min(start, end) - 0.5 + 1e-9, max(start, end) + 0.5 - 1e-9
        )
        self.mark(rows, self.marked_keys)
        self.range_dragged.emit(rows, is_over)

    def _follow_range(self) -> None:
        if not self._is_arranging:
            if self.items_of_chart.is_slow:
                self.items_of_chart.sketch(is_on=True)
                self._settled.start()
            self._arrange()
            self.seen_changed.emit()

    def _settle(self) -> None:
        """Paint finely again what was sketched while it moved."""
        self.items_of_chart.sketch(is_on=False)
        self._still = None
        self.viewport().update()

    def _arrange(self) -> None:
        """Give everything its place again, and the pane its rectangle and its value axis."""
        self._still = None
        if self.shapes is None or self.viewport().width() < 80 or self.viewport().height() < 60:
            self.arranged = None
            return
        self._is_arranging = True
        rect = QRectF(self.viewport().rect()).adjusted(_MARGIN, 2, -_MARGIN, -_MARGIN)
        self.arranged = arrange(
            self.shapes, rect, self.style_of_chart, self.seen, keeps_second_line=self.is_zoomed
        )
        plot = self.arranged.plot
        self.box.can_pan = self.is_zoomed
        # The pane cuts off what it shows: a point at an end of the value axis needs room beyond it.
        self.box.setGeometry(plot.area.adjusted(0, -_HEADROOM, 0, _HEADROOM))
        span = (plot.scale.low, plot.scale.high)
        low, high = map(math.log10, span) if plot.scale.is_log else span
        beyond = (high - low) * _HEADROOM / plot.area.height()
        self.box.setYRange(low - beyond, high + beyond, padding=0)
        # Else the box moves its items while it is painted, and is painted once more for that.
        self.box.prepareForPaint()
        self._is_arranging = False
        self.viewport().update()


def _style(palette: Palette) -> Style:
    font = QFont(load_fonts())
    font.setPixelSize(in_text(TEXT_SIZE))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    bold = QFont(font)
    bold.setWeight(QFont.Weight.DemiBold)
    return Style(palette, font, bold)
