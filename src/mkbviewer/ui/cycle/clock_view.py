"""The cycle clock on the screen: it moves, and tells what is pointed at."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from mkbviewer.core.cycle.clock import COMPOSITE, Clock, Face, quarter_words
from mkbviewer.core.language import _
from mkbviewer.core.numbers import format_number
from mkbviewer.ui.charts.arrangement import Style
from mkbviewer.ui.cycle.clock_drawing import Drawn, paint_clock, paint_legend
from mkbviewer.ui.cycle.clock_labels import Slot
from mkbviewer.ui.look.palette import LIGHT, Palette
from mkbviewer.ui.look.text_size import in_text, usual_part

_NEAR = 16.0
_LEGEND = 22


class ClockView(QWidget):
    """Shows a Clock at a moment. `pointed` carries the key of the series under the mouse, or "".

    `picked` carries the key of the one that is clicked, or "" beside every series.
    """

    pointed = Signal(str)
    picked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMouseTracking(True)
        self.setMinimumSize(280, 280)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._palette = LIGHT
        self._style: Style | None = None
        self._clock: Clock | None = None
        self._shown: frozenset[str] = frozenset()
        self._moment = 0.0
        self._marked = ""
        self._slots: dict[str, Slot] = {}
        self.drawn = Drawn()
        self.face: Face | None = None

    def set_palette(self, palette: Palette) -> None:
        """Draw in the colours of this palette."""
        self._palette = palette
        self._style = None
        self.update()

    def follow_text(self) -> None:
        """Write at the size of text in use."""
        self.set_palette(self._palette)

    def show_clock(self, clock: Clock, shown: frozenset[str]) -> None:
        """Show these series of a clock."""
        self._clock, self._shown = clock, shown
        self.show_moment(self._moment)

    def show_moment(self, moment: float) -> None:
        """Show the clock at a row of its periods, or between two."""
        self._moment = moment
        if self._clock is None:
            return
        rows = self._clock.rows
        # Another clock may have fewer quarters than the one that was shown.
        inside = min(max(moment, rows.start), max(rows.start, rows.stop - 1)) if rows else 0
        self._moment = inside
        self.face = self._clock.face(inside, self._shown)
        self._describe()
        self.update()

    def mark(self, key: str) -> None:
        """Let one series stand out, or none."""
        if key != self._marked:
            self._marked = key
            self.update()

    @property
    def style_in_use(self) -> Style:
        """How it is drawn now."""
        if self._style is None:
            font = QFont(self.font())
            font.setPixelSize(in_text(12))
            bold = QFont(font)
            bold.setWeight(QFont.Weight.DemiBold)
            self._style = Style(self._palette, font, bold, usual_part() / 100)
        return self._style

    def sizeHint(self) -> QSize:
        return QSize(440, 470)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.face is None or self._clock is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        style = self.style_in_use
        area = QRectF(self.rect())
        method = self._clock.cycle.method
        height = in_text(_LEGEND)
        legend = QRectF(area.left() + 6, area.bottom() - height, area.width(), height)
        paint_legend(painter, legend, style, with_composite=COMPOSITE in self._shown)
        area.setBottom(legend.top() - 2)
        self.drawn = paint_clock(
            painter, area, self.face, method, style, before=self._slots, marked=self._marked
        )
        self._slots = self.drawn.slots
        if self._marked:
            self._paint_readout(painter)
        painter.end()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        key = self._key_at(event.position())
        if key != self._marked:
            self.mark(key)
            self.pointed.emit(key)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self.picked.emit(self._key_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        if self._marked:
            self.mark("")
            self.pointed.emit("")

    def _key_at(self, spot: QPointF) -> str:
        for key, label in self.drawn.labels.items():
            left, top, right, bottom = label.box
            if left <= spot.x() <= right and top <= spot.y() <= bottom:
                return key
        near = [((point - spot).manhattanLength(), key) for key, point in self.drawn.points.items()]
        distance, key = min(near, default=(_NEAR + 1, ""))
        return key if distance <= _NEAR else ""

    def _paint_readout(self, painter: QPainter) -> None:
        lines = self._readout()
        if not lines:
            return
        style = self.style_in_use
        metrics = [style.bold_metrics, *[style.metrics] * (len(lines) - 1)]
        width = max(each.horizontalAdvance(line) for each, line in zip(metrics, lines, strict=True))
        height = style.line * len(lines)
        spot = self.drawn.points[self._marked]
        plot = self.drawn.plot
        box = QRectF(0, 0, width + 22, height + 16)
        # Away from the point, so that it never lies under its own box.
        left = spot.x() + 18 if spot.x() < plot.center().x() else spot.x() - 18 - box.width()
        top = spot.y() + 18 if spot.y() < plot.center().y() else spot.y() - 18 - box.height()
        box.moveTo(
            min(max(left, plot.left() + 2), plot.right() - box.width() - 2),
            min(max(top, plot.top() + 2), plot.bottom() - box.height() - 2),
        )
        palette = self._palette
        painter.setPen(QPen(QColor(palette.border), 1))
        painter.setBrush(QColor(palette.card))
        painter.drawRoundedRect(box, 6, 6)
        y = box.top() + 8
        for place, line in enumerate(lines):
            painter.setFont(style.bold if place == 0 else style.font)
            painter.setPen(QColor(palette.text if place == 0 else palette.muted))
            painter.drawText(QPointF(box.left() + 11, y + style.metrics.ascent()), line)
            y += style.line

    def _readout(self) -> list[str]:
        face, clock = self.face, self._clock
        hand = next((one for one in face.hands if one.key == self._marked), None) if face else None
        if hand is None or clock is None:
            return []
        change, level = hand.place
        row = round(self._moment)
        lines = [
            hand.label,
            clock.cycle.periods[row].label,
            _("level {level} \u03c3, change {change}").format(
                level=format_number(level, 2, signed=True),
                change=format_number(change, 2, signed=True),
            ),
            quarter_words(level, change, clock.cycle.method),
        ]
        column = clock.keys.index(hand.key)
        if column < len(clock.cycle.series):
            series = clock.cycle.series[column]
            value = series.value_at(clock.cycle.periods[row])
            lines.insert(2, _("figure {figure}").format(figure=series.format(value)))
        return lines

    def _describe(self) -> None:
        face, clock = self.face, self._clock
        assert face is not None
        assert clock is not None
        if self._moment != int(self._moment):
            # Nobody can listen to sixty sentences a second.
            return
        told = [
            f"{hand.label}: {quarter_words(hand.place[1], hand.place[0], clock.cycle.method)}"
            for hand in face.hands
        ]
        period = clock.cycle.periods[int(self._moment)].label
        self.setAccessibleName(_("Cycle clock, {period}").format(period=period))
        self.setAccessibleDescription("; ".join(told))
