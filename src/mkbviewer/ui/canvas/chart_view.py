"""The chart on the screen: what the page tells it to show, and what the user does with it.

Imports pyqtgraph; import it when the first page is shown, not before.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLabel, QStackedLayout, QWidget

from mkbviewer.core.frame import Frame, empty_frame
from mkbviewer.core.kept.keepsake import ShownNote
from mkbviewer.core.language import _
from mkbviewer.core.period import Period
from mkbviewer.core.words.sentence import describe
from mkbviewer.core.words.spoken import say_period
from mkbviewer.ui.canvas.chart_canvas import ChartCanvas
from mkbviewer.ui.canvas.plan_canvas import PlanCanvas
from mkbviewer.ui.charts import draw_chart
from mkbviewer.ui.charts.arrangement import height_for_names
from mkbviewer.ui.charts.note_marks import marks_of
from mkbviewer.ui.charts.shapes import NoteMark, Reference, Shapes
from mkbviewer.ui.look.palette import LIGHT, Palette
from mkbviewer.ui.widgets.announcing import announce

_AROUND_NAMES = 8.0
"""What the canvas keeps free over and under a chart, in pixels."""

_BY_KEYBOARD = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)


class ChartView(QWidget):
    """A chart of one frame with crosshair, pan and zoom.

    `hovered` carries a row of the frame and a series' key (either may be None),
    `periods_selected` a tuple of rows, `series_clicked` a key or an empty text. With the keyboard:
    left and right move the crosshair, Home and End take it to the first and the last period (with
    Shift they select periods), up and down go along the series and Enter or Space selects one; +
    and - zoom, 0 shows everything, Escape clears marks. What the crosshair comes to is told to
    screen readers.
    `note_asked` carries the row and the key at the crosshair when a menu is asked there; `asked_at`
    is where on the screen.
    """

    hovered = Signal(object, object)
    periods_selected = Signal(object)
    series_clicked = Signal(str)
    note_asked = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame = empty_frame()
        self._kind = ""
        self._scale = ""
        self._title = ""
        self._references: tuple[Reference, ...] = ()
        self._note_marks: tuple[NoteMark, ...] = ()
        self._palette = LIGHT
        self._anchor: int | None = None
        self.asked_at = QPoint()
        self.canvas = ChartCanvas(LIGHT, self)
        self.plan_canvas = PlanCanvas(self.canvas.style_of_chart, self)
        self._surface: ChartCanvas | PlanCanvas = self.canvas
        self._emptiness = QLabel(self)
        self._emptiness.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._emptiness.setWordWrap(True)
        self._emptiness.setObjectName("muted")
        self._layout = QStackedLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.addWidget(self._emptiness)
        self._layout.addWidget(self.canvas)
        self._layout.addWidget(self.plan_canvas)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(QSize(240, 140))
        for surface in (self.canvas, self.plan_canvas):
            surface.pointed.connect(self.hovered)
            surface.picked.connect(self._pick)
            surface.range_dragged.connect(self._select_dragged)

    def show_frame(
        self,
        frame: Frame,
        kind: str = "",
        *,
        title: str = "",
        references: Sequence[Reference] = (),
        scale: str = "",
        sentence: str = "",
        notes: Sequence[ShownNote] = (),
    ) -> None:
        """Show a frame as a chart of this kind (where it can; else as the one that suits best).

        `sentence` is what is read in its place; without one it is made from the figures.
        """
        if frame.periods != self._frame.periods:
            self._anchor = None
            self._surface.marked_rows = ()
        self._frame, self._kind, self._title = frame, kind, title or frame.title
        self._scale = scale
        self._references = tuple(references)
        self._note_marks = marks_of(notes)
        self.setAccessibleName(_("Chart: {title}").format(title=self._title))
        told = [reference.told for reference in self._references if reference.told]
        told += [mark.told for mark in self._note_marks]
        sentence = sentence or describe(frame, self._title)
        self.setAccessibleDescription(" ".join([sentence, *(f"{one}." for one in told)]))
        self._draw()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        self.asked_at = self.mapToGlobal(self.rect().center()) if by_key else event.globalPos()
        self.note_asked.emit(self._surface.row, self._surface.key)

    def set_palette(self, palette: Palette) -> None:
        """Draw in the colours of this palette."""
        self._palette = palette
        self.canvas.set_palette(palette)
        self.plan_canvas.style_of_chart = self.canvas.style_of_chart
        self._draw()

    def mark_periods(self, rows: Collection[int]) -> None:
        """Lay a soft band behind these rows of the frame."""
        self._surface.mark(tuple(rows), self._surface.marked_keys)

    def mark_series(self, keys: Collection[str]) -> None:
        """Draw these series thicker and dim the others; none: all are alike."""
        self._surface.mark(self._surface.marked_rows, keys)

    def hover(self, row: int | None, key: str | None = None) -> None:
        """Show the crosshair at a row of the frame; emits nothing."""
        self._surface.point_at(row, key)

    @property
    def shapes(self) -> Shapes | None:
        """What is drawn."""
        return self._surface.shapes

    def height_wanted(self, width: float) -> float:
        """How high it must be at this width to show every series; 0 where any height will do."""
        shapes = self._surface.shapes
        if self._frame.is_empty or shapes is None:
            return 0.0
        if shapes.plan is not None:
            return self.plan_canvas.height_wanted(width)
        names = height_for_names(shapes, width, self.canvas.style_of_chart)
        return names + _AROUND_NAMES if names else 0.0

    @property
    def painted(self) -> QWidget:
        """The widget on which it is drawn."""
        return self.canvas.viewport() if self._surface is self.canvas else self.plan_canvas

    @property
    def period(self) -> Period | None:
        """The period at the crosshair, or None."""
        row = self._surface.row
        return self._frame.periods[row] if row is not None and not self._frame.is_empty else None

    def reset(self) -> None:
        """Show every period again."""
        self.canvas.show_all()

    def _draw(self) -> None:
        if self._frame.is_empty:
            self._emptiness.setText(self._frame.lacks or _("There are no figures to show."))
            self._layout.setCurrentWidget(self._emptiness)
            return
        shapes = draw_chart(self._frame, self._kind, self._palette, self._references, self._scale)
        shapes = replace(shapes, note_marks=self._note_marks)
        before = self._surface
        self._surface = self.canvas if shapes.plan is None else self.plan_canvas
        self._surface.show_shapes(shapes)
        if self._surface is not before:
            self._surface.mark(before.marked_rows, before.marked_keys)
            self._surface.has_focus_ring = before.has_focus_ring
        self._layout.setCurrentWidget(self._surface)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        count = len(self._frame.periods)
        steps = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Home: -count,
            Qt.Key.Key_End: count,
        }
        zooms = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1}
        key = Qt.Key(event.key())
        with_shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if self._frame.is_empty or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
        elif key in steps:
            self._step(steps[key], selects=with_shift)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._go_along(-1 if key == Qt.Key.Key_Up else 1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._surface.key:
            is_chosen = self._surface.marked_keys == {self._surface.key}
            self.series_clicked.emit("" if is_chosen else self._surface.key)
        elif key in zooms and self._surface is self.canvas:
            row = self.canvas.row
            around = (
                None
                if row is None or self.canvas.shapes is None
                else float(self.canvas.shapes.axis.positions[row])
            )
            self.canvas.zoom(zooms[key], around)
        elif key == Qt.Key.Key_0:
            self.reset()
        elif key == Qt.Key.Key_Escape:
            self._clear()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._show_focus(event.reason() in _BY_KEYBOARD)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._show_focus(False)

    def _show_focus(self, has_focus_ring: bool) -> None:
        for surface in (self.canvas, self.plan_canvas):
            surface.has_focus_ring = has_focus_ring
        self.canvas.viewport().update()
        self.plan_canvas.update()

    def _step(self, step: int, *, selects: bool) -> None:
        last = len(self._frame.periods) - 1
        row = self._surface.row
        begin = last if row is None and abs(step) == 1 else (row or 0) + step
        moved = min(max(begin, 0), last)
        if selects:
            self._anchor = moved if self._anchor is None or row is None else self._anchor
            rows = tuple(range(min(self._anchor, moved), max(self._anchor, moved) + 1))
            self.mark_periods(rows)
            self.periods_selected.emit(rows)
        else:
            self._anchor = moved
        if self._surface is self.canvas:
            self.canvas.bring_into_sight(moved)
        self._point_by_key(moved, self._surface.key)

    def _go_along(self, step: int) -> None:
        """From series to series, in the order of the table's columns; past the ends to all."""
        keys = [None, *(one.key for one in self._frame.series)]
        place = keys.index(self._surface.key) if self._surface.key in keys else 0
        row = self._surface.row
        last = len(self._frame.periods) - 1
        self._point_by_key(last if row is None else row, keys[(place + step) % len(keys)])

    def _point_by_key(self, row: int, key: str | None) -> None:
        self._surface.point_at(row, key)
        self.hovered.emit(row, key)
        announce(self, say_period(self._frame, row, key))

    def _clear(self) -> None:
        self._anchor = None
        self.mark_periods(())
        self.mark_series(())
        self.hover(None)
        self.periods_selected.emit(())
        self.series_clicked.emit("")
        self.hovered.emit(None, None)

    def _pick(self, key: str) -> None:
        if key or self._surface.marked_keys:
            self.series_clicked.emit(key)
        if not key and self._surface.marked_rows:
            self.mark_periods(())
            self.periods_selected.emit(())

    def _select_dragged(self, rows: tuple[int, ...], is_over: bool) -> None:
        if is_over:
            self.periods_selected.emit(rows)
