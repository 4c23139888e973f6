"""The cycle clock painted within a rectangle of any target: screen, picture or paper."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF

from mkbviewer.core.cycle.clock import Face, Hand, Place, quarter_words
from mkbviewer.core.cycle.cycle_method import Method
from mkbviewer.core.cycle.cycle_series import Kind
from mkbviewer.core.language import _
from mkbviewer.core.numbers import format_number
from mkbviewer.ui.charts.arrangement import Style
from mkbviewer.ui.cycle.clock_labels import Anchor, Box, Label, Slot, place_labels
from mkbviewer.ui.look.colours import blend, readable
from mkbviewer.ui.look.palette import Palette

_QUARTERS = {
    (-1, 1): "#e07a1f",
    (1, 1): "#19a068",
    (-1, -1): "#c2385a",
    (1, -1): "#d9b51c",
}
"""The colours of the quarters, by their side (falling, rising) and height (below, above)."""

_INSET = 8.0
_TINT, _TINT_DARK = 0.15, 0.17
_POINT, _COMPOSITE_POINT = 5.0, 6.5
_TAIL_WIDTH, _COMPOSITE_TAIL_WIDTH = 2.0, 3.2
_DIMMED = 0.28
_GROUND = 0.62
_STEPS = (0.25, 0.5, 1.0, 2.0, 5.0, 10.0)
_MOST_TICKS = 4


@dataclass
class Drawn:
    """Where things came to be: for the mouse, and for the next moment."""

    plot: QRectF = field(default_factory=QRectF)
    points: dict[str, QPointF] = field(default_factory=dict)
    labels: dict[str, Label] = field(default_factory=dict)

    @property
    def slots(self) -> dict[str, Slot]:
        """Where the names stand, to be kept while there is room."""
        return {key: label.slot for key, label in self.labels.items()}


def hand_colour(kind: Kind | None, palette: Palette) -> str:
    """The colour of a series on the clock: by its kind, the composite like a total."""
    if kind is None:
        return palette.total
    return palette.members[0] if kind is Kind.SENTIMENT else palette.members[1]


def paint_clock(
    painter: QPainter,
    rect: QRectF,
    face: Face,
    method: Method,
    style: Style,
    *,
    before: Mapping[str, Slot] | None = None,
    marked: str = "",
) -> Drawn:
    """Paint the clock; `before` keeps names where they stood, `marked` is the key to stand out."""
    plot = _plot(rect, style)
    drawn = Drawn(plot)
    _paint_ground(painter, plot, face, method, style)
    hands = sorted(face.hands, key=lambda hand: (hand.key == marked, hand.kind is None))
    for hand in hands:
        drawn.points[hand.key] = _spot(hand.place, plot, face.reach)
    for hand in hands:
        _paint_way(painter, hand, plot, face.reach, style, is_dim=_is_dim(hand, marked))
    corners = _corner_words(plot, method, style)
    drawn.labels = _place_names(hands, drawn, style, before, corners)
    for hand in hands:
        _paint_leader(painter, hand, drawn, style, is_dim=_is_dim(hand, marked))
    for hand in hands:
        part = _DIMMED if _is_dim(hand, marked) else 1.0
        spot = drawn.points[hand.key]
        paint_mark(painter, spot, hand.kind, style.palette, style.unit, part)
    for hand in hands:
        _paint_name(painter, hand, drawn, style, marked)
    return drawn


def _is_dim(hand: Hand, marked: str) -> bool:
    return bool(marked) and hand.key != marked


def _plot(rect: QRectF, style: Style) -> QRectF:
    left = style.line * 1.35 + style.width("\u22122,5") + 6 * style.unit
    return rect.adjusted(left, 2 * style.unit, -2 * style.unit, -2.6 * style.line)


def _spot(place: Place, plot: QRectF, reach: Place) -> QPointF:
    middle = plot.center()
    return QPointF(
        middle.x() + place[0] / reach[0] * plot.width() / 2,
        middle.y() - place[1] / reach[1] * plot.height() / 2,
    )


def _paint_ground(
    painter: QPainter, plot: QRectF, face: Face, method: Method, style: Style
) -> None:
    palette = style.palette
    middle = plot.center()
    part = _TINT_DARK if palette.is_dark else _TINT
    for (side, height), colour in _QUARTERS.items():
        left = plot.left() if side < 0 else middle.x()
        top = middle.y() if height < 0 else plot.top()
        area = QRectF(left, top, plot.width() / 2, plot.height() / 2)
        painter.fillRect(area, QColor(blend(colour, palette.card, part)))
    painter.setFont(style.font)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    _paint_ticks(painter, plot, face.reach, style)
    painter.setPen(QPen(QColor(palette.axis), style.unit))
    painter.drawLine(QPointF(middle.x(), plot.top()), QPointF(middle.x(), plot.bottom()))
    painter.drawLine(QPointF(plot.left(), middle.y()), QPointF(plot.right(), middle.y()))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for (side, height), base in _QUARTERS.items():
        words = corner_lines(plot, quarter_words(height, side, method), style)
        box = _corner(plot, side, height, style, words.count("\n") + 1)
        colour = readable(base, blend(base, palette.card, part), palette.contrast)
        painter.setFont(style.bold)
        painter.setPen(QColor(colour))
        across = Qt.AlignmentFlag.AlignRight if side > 0 else Qt.AlignmentFlag.AlignLeft
        painter.drawText(box, int(across | Qt.AlignmentFlag.AlignVCenter), words)
    _paint_axis_names(painter, plot, method, style)


def _corner_words(plot: QRectF, method: Method, style: Style) -> tuple[Box, ...]:
    """Where the names of the quarters stand, which the names of the series leave free."""
    boxes: list[Box] = []
    for side, height in _QUARTERS:
        words = corner_lines(plot, quarter_words(height, side, method), style).split("\n")
        box = _corner(plot, side, height, style, len(words))
        width = min(max(_width(one, style, is_bold=True) for one in words), box.width())
        left = box.right() - width if side > 0 else box.left()
        boxes.append((left, box.top(), left + width, box.bottom()))
    return tuple(boxes)


def corner_lines(plot: QRectF, words: str, style: Style) -> str:
    """The name of a quarter, on two lines where it does not fit on one."""
    is_whole = _width(words, style, is_bold=True) <= plot.width() / 2 - 2 * _INSET * style.unit
    return words if is_whole else words.replace(", ", ",\n")


def _corner(plot: QRectF, side: int, height: int, style: Style, lines: int) -> QRectF:
    inset, high = _INSET * style.unit, lines * style.line
    width = plot.width() / 2 - 2 * inset
    left = plot.left() + inset if side < 0 else plot.center().x() + inset
    top = plot.top() + inset * 0.6 if height > 0 else plot.bottom() - inset * 0.6 - high
    return QRectF(left, top, width, high)


def _paint_ticks(painter: QPainter, plot: QRectF, reach: Place, style: Style) -> None:
    palette = style.palette
    grid = QColor(blend(palette.axis, palette.card, 0.35))
    line = style.line
    for value in _ticks(reach[0]):
        x = _spot((value, 0.0), plot, reach).x()
        painter.setPen(QPen(grid, style.unit))
        painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()))
        painter.setPen(QColor(palette.muted))
        box = QRectF(x - 40 * style.unit, plot.bottom() + 2 * style.unit, 80 * style.unit, line)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), _tick_text(value))
    for value in _ticks(reach[1]):
        y = _spot((0.0, value), plot, reach).y()
        painter.setPen(QPen(grid, style.unit))
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
        painter.setPen(QColor(palette.muted))
        right = plot.left() - 5 * style.unit
        box = QRectF(right - 60 * style.unit, y - line / 2, 60 * style.unit, line)
        painter.drawText(
            box, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), _tick_text(value)
        )


@lru_cache(maxsize=256)
def _tick_text(value: float) -> str:
    decimals = 0 if value == int(value) else 1 if value * 10 == int(value * 10) else 2
    return format_number(value, decimals)


def _ticks(reach: float) -> list[float]:
    step = next((one for one in _STEPS if reach / one <= _MOST_TICKS), _STEPS[-1])
    count = int(reach / step)
    return [step * place for place in range(-count, count + 1)]


def _paint_axis_names(painter: QPainter, plot: QRectF, method: Method, style: Style) -> None:
    painter.setFont(style.font)
    painter.setPen(QColor(style.palette.muted))
    below = QRectF(plot.left(), plot.bottom() + style.line * 1.15, plot.width(), style.line * 1.3)
    painter.drawText(
        below, int(Qt.AlignmentFlag.AlignCenter), _("change on the previous quarter") + " \u2192"
    )
    painter.save()
    middle = plot.center().y()
    painter.translate(plot.left() - style.width("\u22122,5") - style.line * 0.75, middle)
    painter.rotate(-90)
    half = plot.height() / 2
    words = _("level against the mean") if method is Method.MEAN else _("level against the trend")
    painter.drawText(
        QRectF(-half, -style.line / 2, 2 * half, style.line),
        int(Qt.AlignmentFlag.AlignCenter),
        f"{words}, \u03c3 \u2192",
    )
    painter.restore()


def _paint_way(
    painter: QPainter, hand: Hand, plot: QRectF, reach: Place, style: Style, *, is_dim: bool
) -> None:
    """A tail that thickens and darkens towards its point, so that its direction shows.

    In opaque colours: a translucent line takes thirty times as long.
    """
    spots = [_spot(place, plot, reach) for place in hand.way]
    base = hand_colour(hand.kind, style.palette)
    widest = (_COMPOSITE_TAIL_WIDTH if hand.kind is None else _TAIL_WIDTH) * style.unit
    pen = QPen()
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pieces = len(spots) - 1
    for place in range(pieces):
        part = (place + 1) / pieces
        strength = (0.3 + 0.5 * part * part) * (_DIMMED if is_dim else 1.0)
        pen.setColor(_pale(base, style.palette.card, round(strength, 2)))
        pen.setWidthF(widest * (0.5 + 0.5 * part))
        painter.setPen(pen)
        painter.drawLine(spots[place], spots[place + 1])


@lru_cache(maxsize=512)
def _pale(colour: str, ground: str, part: float) -> QColor:
    return QColor(blend(colour, ground, part))


def paint_mark(
    painter: QPainter,
    spot: QPointF,
    kind: Kind | None,
    palette: Palette,
    unit: float = 1.0,
    part: float = 1.0,
) -> None:
    """Paint the mark of a kind: a disc, a square, for the composite a diamond; `part` pales it."""
    painter.setPen(QPen(QColor(palette.card), 1.4 * unit))
    painter.setBrush(_pale(hand_colour(kind, palette), palette.card, part))
    if kind is Kind.SENTIMENT:
        painter.drawEllipse(spot, _POINT * unit, _POINT * unit)
    elif kind is Kind.REAL:
        half = _POINT * 0.9 * unit
        painter.drawRect(QRectF(spot.x() - half, spot.y() - half, 2 * half, 2 * half))
    else:
        half = _COMPOSITE_POINT * unit
        corners = ((0, -half), (half, 0), (0, half), (-half, 0))
        painter.drawPolygon(QPolygonF([spot + QPointF(x, y) for x, y in corners]))


def _place_names(
    hands: Sequence[Hand],
    drawn: Drawn,
    style: Style,
    before: Mapping[str, Slot] | None,
    reserved: Sequence[Box],
) -> dict[str, Label]:
    pad = 2 * style.unit
    anchors = []
    for hand in hands:
        spot = drawn.points[hand.key]
        width = _width(hand.label, style, is_bold=hand.kind is None) + 2 * pad
        anchors.append(Anchor(hand.key, spot.x(), spot.y(), width, style.line))
    plot = drawn.plot
    bounds: Box = (plot.left() + pad, plot.top() + pad, plot.right() - pad, plot.bottom() - pad)
    return place_labels(anchors, bounds, 8 * style.unit, before, reserved)


def _width(text: str, style: Style, *, is_bold: bool) -> float:
    metrics: QFontMetricsF = style.bold_metrics if is_bold else style.metrics
    return metrics.horizontalAdvance(text)


def _paint_leader(
    painter: QPainter, hand: Hand, drawn: Drawn, style: Style, *, is_dim: bool
) -> None:
    label = drawn.labels.get(hand.key)
    if label is None or not label.is_far:
        return
    spot = drawn.points[hand.key]
    left, top, right, bottom = label.box
    end = QPointF(min(max(spot.x(), left), right), min(max(spot.y(), top), bottom))
    # As dark as the name, so that it is not taken for one of the tails.
    strong = readable(hand_colour(hand.kind, style.palette), style.palette.card, 5.5)
    colour = _pale(strong, style.palette.card, 0.25 if is_dim else 1.0)
    painter.setPen(QPen(colour, style.unit))
    painter.drawLine(spot, end)


def _paint_name(painter: QPainter, hand: Hand, drawn: Drawn, style: Style, marked: str) -> None:
    label = drawn.labels.get(hand.key)
    if label is None:
        return
    palette = style.palette
    strong = readable(hand_colour(hand.kind, palette), palette.card, max(5.5, palette.contrast))
    colour = _pale(strong, palette.card, 0.45 if _is_dim(hand, marked) else 1.0)
    painter.setFont(style.bold if hand.kind is None or hand.key == marked else style.font)
    painter.setPen(colour)
    left, top, right, bottom = label.box
    ground = QColor(palette.card)
    ground.setAlphaF(_GROUND)
    painter.fillRect(QRectF(left, top, right - left, bottom - top), ground)
    painter.drawText(
        QRectF(left, top, right - left, bottom - top),
        int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip),
        hand.label,
    )


def paint_legend(painter: QPainter, rect: QRectF, style: Style, *, with_composite: bool) -> None:
    """Paint what the marks mean, on one line."""
    x = rect.left()
    kinds: list[Kind | None] = [Kind.SENTIMENT, Kind.REAL]
    if with_composite:
        kinds.append(None)
    for kind in kinds:
        words = kind.label if kind else _("composite (without GDP)")
        spot = QPointF(x + 6 * style.unit, rect.center().y())
        paint_mark(painter, spot, kind, style.palette, style.unit)
        painter.setFont(style.font)
        painter.setPen(QColor(style.palette.muted))
        left = x + 16 * style.unit
        painter.drawText(
            QRectF(left, rect.top(), style.width(words) + 2, rect.height()),
            int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip),
            words,
        )
        x = left + style.width(words) + 18 * style.unit
