"""The surface of a chart whose periods do not lie along the axis: it paints what a plan places."""

from collections.abc import Collection

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from mkbviewer.ui.canvas.chart_readout import paint_told, read_cell, read_stated
from mkbviewer.ui.charts.arrangement import Style
from mkbviewer.ui.charts.note_marks import (
    PlacedNote,
    note_at,
    paint_notes,
    place_notes_in_plan,
)
from mkbviewer.ui.charts.plan import Focus, Placed, Spot
from mkbviewer.ui.charts.plan_painting import paint_marked, paint_pieces, paint_pointed
from mkbviewer.ui.charts.plan_references import (
    paint_references_in,
    place_references,
    reference_at,
)
from mkbviewer.ui.charts.shapes import Shapes

_MARGIN = 6.0


class PlanCanvas(QWidget):
    """Paints a plan, and tells what the mouse does in periods and series.

    `pointed` carries a row of the frame and a series' key (or None), `picked` a key (empty beside
    every series), `range_dragged` rows and whether the drag is over.
    """

    pointed = Signal(object, object)
    picked = Signal(str)
    range_dragged = Signal(object, bool)

    def __init__(self, style: Style, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.style_of_chart = style
        self.shapes: Shapes | None = None
        self._placed: Placed | None = None
        self._is_placed = False
        self.marked_rows: tuple[int, ...] = ()
        self.marked_keys: frozenset[str] = frozenset()
        self.row: int | None = None
        self.key: str | None = None
        self.has_focus_ring = False
        self._pieces: QPixmap | None = None
        self._drag: tuple[int, int] | None = None

    @property
    def focus(self) -> Focus:
        """What is pointed at and marked."""
        return Focus(self.row, self.marked_rows, self.marked_keys)

    def show_shapes(self, shapes: Shapes) -> None:
        """Draw a chart that has a plan."""
        self.shapes = shapes
        self.row = self.key = None
        self._place()

    def mark(self, rows: Collection[int], keys: Collection[str]) -> None:
        """Mark periods and series."""
        count = len(self.shapes.frame.periods) if self.shapes else 0
        before = (self.marked_rows, self.marked_keys)
        self.marked_rows = tuple(row for row in rows if 0 <= row < count)
        self.marked_keys = frozenset(keys)
        if self.marked_keys != before[1]:
            self._pieces = None
        if (self.marked_rows, self.marked_keys) != before:
            self._follow_focus()

    def point_at(self, row: int | None, key: str | None) -> None:
        """Show a period and a series as pointed at, or none."""
        count = len(self.shapes.frame.periods) if self.shapes else 0
        row = row if row is not None and 0 <= row < count else None
        if (row, key) != (self.row, self.key):
            self.row, self.key = row, key
            self._follow_focus()

    def _follow_focus(self) -> None:
        if self.shapes and self.shapes.plan and self.shapes.plan.follows_focus:
            self._place()
        self.update()

    @property
    def placed(self) -> Placed | None:
        """What stands where, found when it is first asked for; None without a plan or room."""
        if not self._is_placed:
            plan = self.shapes.plan if self.shapes else None
            has_room = self.width() >= 80 and self.height() >= 60
            self._placed = None
            if plan is not None and has_room:
                self._placed = plan.place(self._within, self.style_of_chart, self.focus)
            self._is_placed = True
        return self._placed

    def _place(self) -> None:
        """Place everything anew before it is painted: the size may change more than once."""
        self._pieces = None
        self._is_placed = False
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        style = self.style_of_chart
        painter.fillRect(self.rect(), QColor(style.palette.card))
        if self.shapes is not None and self.placed is not None:
            paint_marked(painter, self.placed, self.focus, self.key, style)
            painter.drawPixmap(0, 0, self._painted(self.placed))
            paint_references_in(painter, self.shapes, self.placed, self._within, style)
            paint_notes(painter, self._placed_notes(), style)
            spot = paint_pointed(painter, self.placed, self.focus, self.key, style)
            if spot is not None:
                self._tell(painter, self.shapes, self.placed, spot)
        if self.has_focus_ring:
            painter.setPen(QPen(QColor(style.palette.accent), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
        painter.end()

    def height_wanted(self, width: float) -> float:
        """How high it must be at this width to show every series; 0 where any height will do."""
        plan = self.shapes.plan if self.shapes else None
        if plan is None:
            return 0.0
        return plan.height_wanted(width - 2 * _MARGIN, self.style_of_chart) + 2 * _MARGIN

    def _placed_notes(self) -> tuple[PlacedNote, ...]:
        if self.shapes is None or self.placed is None:
            return ()
        return place_notes_in_plan(
            self.shapes, self.placed, QRectF(self.rect()), self.style_of_chart
        )

    @property
    def _within(self) -> QRectF:
        return QRectF(self.rect()).adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)

    def _told_at(self, at: QPointF) -> str:
        """What the note or the stated figure that is pointed at says; empty for neither."""
        if self.shapes is None or self.placed is None:
            return ""
        note = note_at(self._placed_notes(), at)
        stated = reference_at(place_references(self.shapes, self.placed), at)
        return note.told if note else stated.told if stated else ""

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            told = self._told_at(QPointF(event.pos()))
            if told:
                QToolTip.showText(event.globalPos(), told, self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def _painted(self, placed: Placed) -> QPixmap:
        """The pieces as a picture, kept until they change: pointing must not paint them again."""
        ratio = self.devicePixelRatioF()
        if self._pieces is None or self._pieces.devicePixelRatio() != ratio:
            self._pieces = QPixmap((QRectF(self.rect()).size() * ratio).toSize())
            self._pieces.setDevicePixelRatio(ratio)
            self._pieces.fill(Qt.GlobalColor.transparent)
            painter = QPainter(self._pieces)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_pieces(painter, placed, self.style_of_chart, self.marked_keys)
            painter.end()
        return self._pieces

    def _tell(self, painter: QPainter, shapes: Shapes, placed: Placed, spot: Spot) -> None:
        column = shapes.frame.column(spot.key)
        colour = self.style_of_chart.palette.series_colours(shapes.frame)[column]
        stated = read_stated(shapes, spot.row, spot.key)
        told = (read_cell(shapes.frame, spot.row, column, colour), *stated)
        title = shapes.frame.periods[spot.row].label
        paint_told(painter, title, told, self._within, spot.at, None, self.style_of_chart)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        spot = self._spot_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and spot is not None:
            self._drag = (spot.row, spot.row)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        spot = self._spot_at(event.position())
        if not event.buttons():
            self._tell_pointed(spot)
        elif self._drag is not None and spot is not None and spot.row != self._drag[1]:
            self._drag = (self._drag[0], spot.row)
            self._tell_dragged(is_over=False)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        spot = self._spot_at(event.position())
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if self._drag is not None and self._drag[0] != self._drag[1]:
            self._tell_dragged(is_over=True)
        else:
            self.picked.emit(spot.key if spot else "")
        self._drag = None

    def _tell_dragged(self, *, is_over: bool) -> None:
        assert self._drag is not None
        rows = tuple(range(min(self._drag), max(self._drag) + 1))
        self.mark(rows, self.marked_keys)
        self.range_dragged.emit(rows, is_over)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._tell_pointed(None)

    def _spot_at(self, at: QPointF) -> Spot | None:
        return self.placed.spot_at(at) if self.placed else None

    def _tell_pointed(self, spot: Spot | None) -> None:
        row, key = (spot.row, spot.key) if spot else (None, None)
        if (row, key) != (self.row, self.key):
            self.point_at(row, key)
            self.pointed.emit(row, key)
