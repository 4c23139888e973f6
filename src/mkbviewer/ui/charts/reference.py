"""Figures to compare with: where they stand in a chart, and how they are painted.

A kind of chart hands its references on in its shapes, and has nothing else to do: they stand at the
curve or the bar of their series, a figure in a stack on top of what lies below it. A kind without
a place for periods hands on none.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from mkbviewer.core.fact_words import sentence_of, stated_words
from mkbviewer.core.language import _
from mkbviewer.core.limits import limits_of
from mkbviewer.core.page import Page
from mkbviewer.core.placement import PlacedFact, place_facts
from mkbviewer.ui.charts.arrangement import Arrangement, Plot, Style
from mkbviewer.ui.charts.painting import bar_rect
from mkbviewer.ui.charts.shapes import Bars, Curve, Floats, Reference, Shapes
from mkbviewer.ui.palette import LIGHT, blend

RADIUS = 5.0
"""The radius of a ring, in pixels of the screen."""

NEAR = 9.0
"""How many pixels from its middle still count as pointing at a ring."""

_BAND = 0.12
_WIDEST_LABEL = 0.6
_PARTS_TO_THE_LEFT = (0.5, 0.7, 0.3, 0.9, 0.1)
"""How much of a name may lie to the left of its ring, the best first."""
_MOST_STEPS = 9


@dataclass(frozen=True)
class Spot:
    """A reference with its place: on the period axis, and the value at which it stands."""

    reference: Reference
    x: float
    y: float


def references_of(page: Page) -> tuple[Reference, ...]:
    """What the report states about the series of a page, and the limits that it names.

    As far as the chart of the page has a place for them; nothing where the view hides them.
    """
    if page.view.hides_report:
        return ()
    limits = (
        Reference("", limit.value, limit.label, upper=limit.upper, told=limit.sentence)
        for limit in limits_of(page)
    )
    references = (*limits, *map(_reference, place_facts(page)))
    return _with_a_place(page, references) if references else ()


def _with_a_place(page: Page, references: Sequence[Reference]) -> tuple[Reference, ...]:
    # Each kind of chart hands its references on itself, and is known only where all kinds are.
    from mkbviewer.ui.charts import choose_chart

    shapes = choose_chart(page.frame, page.view.chart).shapes(page.frame, LIGHT, references)
    rings = tuple(spot.reference for spot in find_spots(shapes))
    limits = () if _lie_on_each_other(shapes) else shapes.references
    return (*(one for one in limits if not one.period), *rings)


def line_below(references: Sequence[Reference]) -> str:
    """What a ring means, in a few words, for the line under a chart on the screen."""
    return _("○ as the annual report states") if any(one.period for one in references) else ""


def notes_of(references: Sequence[Reference]) -> tuple[str, ...]:
    """What must be said under a chart that shows these: a line for rings, one for each limit."""
    rings = [one.told for one in references if one.period]
    limits = tuple(one.told for one in references if not one.period)
    if not rings:
        return limits
    return (*limits, _("○ As the annual report states: {figures}").format(figures="; ".join(rings)))


def _reference(placed: PlacedFact) -> Reference:
    fact = placed.fact
    words = stated_words(fact)
    label, told = _("Annual report: {figure}"), sentence_of(fact)
    if placed.is_other_definition:
        label = _("Annual report, other definition: {figure}")
        told = _("{fact} (other definition than the figures drawn)").format(fact=told)
    return Reference(
        fact.period.code,
        placed.value,
        label.format(figure=words),
        key=placed.series,
        told=told,
    )


def span_of(values: Floats, references: Sequence[Reference]) -> Floats:
    """The figures of a chart with those to compare with, for its value axis to span."""
    compared = [
        value for one in references for value in (one.value, one.upper) if value is not None
    ]
    return np.concatenate([values.ravel(), np.array(compared, dtype=np.float64)])


def find_spots(shapes: Shapes) -> tuple[Spot, ...]:
    """Where each reference at a period stands; those of a period or series not drawn nowhere."""
    rows = {period.code: row for row, period in enumerate(shapes.axis.periods)}
    drawn = {one.key: one for one in shapes.named}
    spots = []
    for reference in shapes.references:
        row, series = rows.get(reference.period), drawn.get(reference.key)
        if row is None or (reference.key and series is None):
            continue
        base = 0.0 if series is None or isinstance(series, Curve) else float(series.bases[row])
        places = series.centres if isinstance(series, Bars) else shapes.axis.positions
        spots.append(Spot(reference, float(places[row]), base + reference.value))
    return tuple(spots)


def spot_at(shapes: Shapes, plot: Plot, at: QPointF) -> Spot | None:
    """The ring that is pointed at, or None."""
    spots = find_spots(shapes)
    apart = [math.hypot(plot.x(one.x) - at.x(), plot.y(one.y) - at.y()) for one in spots]
    nearest = min(apart, default=NEAR)
    return spots[apart.index(nearest)] if nearest < NEAR else None


def paint_limits(painter: QPainter, shapes: Shapes, arranged: Arrangement, style: Style) -> None:
    """A light band between two limits, a dotted line at a single one, each with its name.

    Nothing where figures lie on each other: there a height is no figure to compare with.
    """
    if _lie_on_each_other(shapes):
        return
    plot, unit = arranged.plot, style.unit
    area = plot.area
    for limit in (one for one in shapes.references if not one.period):
        y = plot.y(limit.value)
        if limit.upper is not None:
            soft = blend(style.palette.accent, style.palette.card, _BAND)
            y = plot.y(limit.upper)
            painter.fillRect(
                QRectF(QPointF(area.left(), y), QPointF(area.right(), plot.y(limit.value))),
                QColor(soft),
            )
        else:
            pen = QPen(QColor(style.palette.muted), 1.3 * unit)
            pen.setStyle(Qt.PenStyle.DotLine)
            painter.setPen(pen)
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
        painter.setFont(style.font)
        painter.setPen(QColor(style.palette.muted))
        inside = style.metrics.ascent() + 3 * unit if limit.upper is not None else -4 * unit
        painter.drawText(QPointF(area.left() + 6 * unit, y + inside), limit.label)


def paint_references(painter: QPainter, shapes: Shapes, plot: Plot, style: Style) -> None:
    """A ring at the period and the figure of each reference, with its name where there is room."""
    spots = [spot for spot in find_spots(shapes) if plot.shows(spot.x)]
    rings = [_ring(plot.point(spot.x, spot.y), style) for spot in spots]
    taken = list(rings)
    for spot, ring in zip(spots, rings, strict=True):
        label = spot.reference.label
        room = next(_rooms_for(label, ring, rings, taken, shapes, plot, style), None)
        if room is not None:
            taken.append(room)
            _paint_label(painter, label, room, ring, style)
    for ring in rings:
        _paint_ring(painter, ring, style)


def _ring(middle: QPointF, style: Style) -> QRectF:
    radius = RADIUS * style.unit
    return QRectF(middle.x() - radius, middle.y() - radius, 2 * radius, 2 * radius)


def _paint_ring(painter: QPainter, ring: QRectF, style: Style) -> None:
    """A dark ring in a light one, so that it stands out from any colour."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for colour, width in ((style.palette.card, 4.4), (style.palette.text, 1.8)):
        circle = QPainterPath()
        circle.addEllipse(ring)
        painter.setPen(QPen(QColor(colour), width * style.unit))
        painter.drawPath(circle)


def _rooms_for(
    label: str,
    ring: QRectF,
    rings: Sequence[QRectF],
    taken: Sequence[QRectF],
    shapes: Shapes,
    plot: Plot,
    style: Style,
) -> Iterator[QRectF]:
    """The places for a name within the plot, the nearest first.

    They cover nothing else, and lie nearer to their own ring than to any other.
    """
    area, unit = plot.area, style.unit
    width, height = style.width(label) + 8 * unit, style.line + unit
    if width > area.width() * _WIDEST_LABEL:
        return
    gap = 5 * unit
    middle = ring.center()
    aside = (ring.right() + gap, ring.left() - gap - width)
    around = tuple(middle.x() - part * width for part in _PARTS_TO_THE_LEFT)
    within = area.adjusted(0, -height / 2, 0, 0)
    for step in range(-1, _MOST_STEPS):
        away = gap + step * height
        level = (middle.y() - height / 2,)
        for y in level if step < 0 else (ring.top() - away - height, ring.bottom() + away):
            for x in aside if step < 0 else (*aside, *around):
                room = QRectF(x, y, width, height)
                if (
                    within.contains(room)
                    and _is_nearest(room, ring, rings)
                    and not any(room.intersects(one) for one in taken)
                    and not _covers_figures(room, shapes, plot, style)
                ):
                    yield room


def _is_nearest(room: QRectF, ring: QRectF, rings: Sequence[QRectF]) -> bool:
    own = _distance(room, ring.center())
    return all(one is ring or _distance(room, one.center()) > own for one in rings)


def _distance(room: QRectF, at: QPointF) -> float:
    """From the nearest point of a rectangle."""
    across = max(room.left() - at.x(), at.x() - room.right(), 0.0)
    down = max(room.top() - at.y(), at.y() - room.bottom(), 0.0)
    return math.hypot(across, down)


def _covers_figures(room: QRectF, shapes: Shapes, plot: Plot, style: Style) -> bool:
    """Whether a line or a bar would be hidden by a rectangle.

    In a stack every place is on a figure: there nothing is hidden but a piece of plain colour.
    """
    margin = 3 * style.unit
    around = room.adjusted(-margin, -margin, margin, margin)
    low, high = _place_of(around.left(), plot), _place_of(around.right(), plot)
    for curve in shapes.curves:
        within = curve.xs[(curve.xs > low) & (curve.xs < high)]
        xs = np.concatenate([[low], within, [high]])
        between = np.interp(xs, curve.xs, curve.ys, np.nan, np.nan)
        ys = [plot.y(float(y)) for y in between[np.isfinite(between)]]
        if ys and min(ys) < around.bottom() and max(ys) > around.top():
            return True
    if _lie_on_each_other(shapes):
        return False
    return any(
        bar_rect(bars, int(row), plot).intersects(around)
        for bars in shapes.bars
        for row in np.flatnonzero(np.isfinite(bars.heights))
        if low <= bars.centres[row] + bars.width / 2 and bars.centres[row] - bars.width / 2 <= high
    )


def _place_of(x: float, plot: Plot) -> float:
    return plot.first + (x - plot.area.left()) / plot.area.width() * (plot.last - plot.first)


def _lie_on_each_other(shapes: Shapes) -> bool:
    return any(np.any(one.bases != 0) for one in shapes.named if not isinstance(one, Curve))


def _paint_label(painter: QPainter, label: str, room: QRectF, ring: QRectF, style: Style) -> None:
    unit = style.unit
    edge = room.top() if room.top() > ring.bottom() else room.bottom()
    from_ring = ring.bottom() if room.top() > ring.bottom() else ring.top()
    if abs(edge - from_ring) > room.height():
        painter.setPen(QPen(QColor(style.palette.muted), unit))
        x = min(max(ring.center().x(), room.left()), room.right())
        painter.drawLine(QPointF(ring.center().x(), from_ring), QPointF(x, edge))
    ground = QColor(style.palette.card)
    ground.setAlphaF(0.86)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(room, 3 * unit, 3 * unit)
    painter.setFont(style.font)
    painter.setPen(QColor(style.palette.text))
    metrics = style.metrics
    baseline = room.center().y() + (metrics.ascent() - metrics.descent()) / 2
    painter.drawText(QPointF(room.left() + 4 * unit, baseline), label)
