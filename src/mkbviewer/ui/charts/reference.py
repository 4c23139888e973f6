"""Figures to compare with: where they stand in a chart, and how they are painted.

A kind of chart hands its references on in its shapes, and has nothing else to do: they stand at the
curve or the bar of their series, a figure in a stack on top of what lies below it. Of a kind with a
plan they stand where the plan finds a place for them (`plan_references.py`).
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from mkbviewer.core.frame import Frame
from mkbviewer.core.language import _
from mkbviewer.core.page import Page
from mkbviewer.core.report.fact_words import sentence_of, stated_words
from mkbviewer.core.report.limits import limits_of
from mkbviewer.core.report.placement import PlacedFact, place_facts
from mkbviewer.ui.charts.arrangement import Arrangement, Plot, Style
from mkbviewer.ui.charts.plan import Plan
from mkbviewer.ui.charts.rings import NEAR, paint_rings
from mkbviewer.ui.charts.shapes import Bars, Curve, Floats, Reference, Shapes
from mkbviewer.ui.look.colours import blend
from mkbviewer.ui.look.palette import LIGHT, Palette

_BAND = 0.12
_LONGEST_LINE = 180
"""The most characters about rings in the line under a chart, which must leave it room."""


@dataclass(frozen=True)
class Spot:
    """A reference with its place: on the period axis, and the value at which it stands."""

    reference: Reference
    x: float
    y: float


def references_of(page: Page, palette: Palette = LIGHT) -> tuple[Reference, ...]:
    """What the report states about the series of a page, and the limits that it names.

    As far as the chart of the page, drawn with this palette, has a place for them; nothing where
    the view hides them.
    """
    if page.view.hides_report:
        return ()
    limits = (
        Reference("", limit.value, limit.label, upper=limit.upper, told=limit.sentence)
        for limit in limits_of(page)
    )
    references = (*limits, *map(_reference, place_facts(page)))
    return _with_a_place(page, palette, references) if references else ()


def _with_a_place(
    page: Page, palette: Palette, references: tuple[Reference, ...]
) -> tuple[Reference, ...]:
    # Each kind of chart hands its references on itself, and is known only where all kinds are.
    from mkbviewer.ui.charts import choose_chart, shapes_of

    chart = choose_chart(page.frame, page.view.chart)
    shapes = shapes_of(chart, page.frame, palette, references)
    if shapes.plan is not None:
        return tuple(_with_a_place_in(shapes.plan, shapes))
    rings = tuple(spot.reference for spot in find_spots(shapes))
    limits = () if _lie_on_each_other(shapes) else shapes.references
    return (*(one for one in limits if not one.period), *rings)


def _with_a_place_in(plan: Plan, shapes: Shapes) -> Iterator[Reference]:
    """Limits where there is an axis for them; a figure of a period not in sight is told only."""
    frame = shapes.frame
    in_sight = {frame.periods[row].code for row in plan.rows_shown(len(frame.periods))}
    for one in shapes.references:
        if one.period:
            yield replace(one, is_aside=one.period not in in_sight)
        elif plan.has_values:
            yield one


def line_below(references: Sequence[Reference], *, is_related: bool = False) -> str:
    """What the rings mean, for the line under a chart on the screen: named where that is short.

    What the report states of a period that is not in sight is told whole. Where the line already
    says that the figures drawn are related ones, it is not said again of each ring.
    """
    stated = [one for one in references if one.period]
    rings = "; ".join((is_related and one.fact) or one.told for one in stated if not one.is_aside)
    named = _("○ As the annual report states: {figures}").format(figures=rings)
    words = [named if len(rings) <= _LONGEST_LINE else _("○ as the annual report states")]
    words = words if rings else []
    told = "; ".join(one.told for one in stated if one.is_aside)
    words += [_("The annual report states: {figures}").format(figures=told)] if told else []
    return " · ".join(words)


def notes_of(references: Sequence[Reference]) -> tuple[str, ...]:
    """What must be said under a chart that shows these: a line for rings, one for each limit."""
    notes = [one.told for one in references if not one.period]
    rings, aside = (
        "; ".join(one.told for one in references if one.period and one.is_aside is is_aside)
        for is_aside in (False, True)
    )
    if rings:
        notes.append(_("○ As the annual report states: {figures}").format(figures=rings))
    if aside:
        notes.append(_("The annual report states: {figures}").format(figures=aside))
    return tuple(notes)


def _reference(placed: PlacedFact) -> Reference:
    fact = placed.fact
    words = stated_words(fact)
    label, sentence = _("Annual report: {figure}"), sentence_of(fact)
    told = sentence
    if placed.is_other_definition:
        label = _("Annual report, other definition: {figure}")
        told = _("{fact} (other definition than the figures drawn)").format(fact=told)
    return Reference(
        placed.period,
        placed.value,
        label.format(figure=words),
        key=placed.series,
        told=told,
        fact=sentence,
    )


def span_of(values: Floats, references: Sequence[Reference]) -> Floats:
    """The figures of a chart with those to compare with, for its value axis to span."""
    compared = [
        value for one in references for value in (one.value, one.upper) if value is not None
    ]
    return np.concatenate([values.ravel(), np.array(compared, dtype=np.float64)])


def limits_in(references: Sequence[Reference]) -> list[Reference]:
    """Those that are limits."""
    return [one for one in references if not one.period]


def references_at(frame: Frame, row: int, references: Sequence[Reference]) -> dict[str, Reference]:
    """What is stated of one period, by the key of its series."""
    code = frame.periods[row].code
    return {one.key: one for one in references if one.period == code}


def band_colour(style: Style) -> str:
    """The colour of what lies between two limits."""
    return blend(style.palette.accent, style.palette.card, _BAND)


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
    for limit in limits_in(shapes.references):
        y = plot.y(limit.value)
        if limit.upper is not None:
            y = plot.y(limit.upper)
            painter.fillRect(
                QRectF(QPointF(area.left(), y), QPointF(area.right(), plot.y(limit.value))),
                QColor(band_colour(style)),
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
    rings = [(spot.reference.label, plot.point(spot.x, spot.y)) for spot in spots]
    areas = [plot.area] * len(rings)
    paint_rings(
        painter, rings, areas, lambda room: _covers_figures(room, shapes, plot, style), style
    )


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
        between = between[np.isfinite(between)]
        if not between.size:
            continue
        lowest, highest = plot.y(float(between.min())), plot.y(float(between.max()))
        if highest < around.bottom() and lowest > around.top():
            return True
    if _lie_on_each_other(shapes):
        return False
    return any(_bars_reach(bars, around, plot) for bars in shapes.bars)


def _bars_reach(bars: Bars, around: QRectF, plot: Plot) -> bool:
    """Whether any bar of a series and a rectangle have a place in common."""
    is_there = np.isfinite(bars.heights)
    centres, feet = bars.centres[is_there], bars.bases[is_there]
    lefts, ends = plot.coordinates(centres - bars.width / 2, feet)
    rights, tops = plot.coordinates(centres + bars.width / 2, feet + bars.heights[is_there])
    reaches = (lefts < around.right()) & (rights > around.left())
    reaches &= np.minimum(tops, ends) < around.bottom()
    reaches &= np.maximum(tops, ends) > around.top()
    return bool(reaches.any())


def _place_of(x: float, plot: Plot) -> float:
    return plot.first + (x - plot.area.left()) / plot.area.width() * (plot.last - plot.first)


def _lie_on_each_other(shapes: Shapes) -> bool:
    return any(np.any(one.bases != 0) for one in shapes.named if not isinstance(one, Curve))
