"""The barometer and the clock to be saved, copied or printed: pictures, positions, sheets."""

import math
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QRectF

from mkbviewer.core.cycle.clock import COMPOSITE, Clock, positions_frame
from mkbviewer.core.cycle.cycle_method import endpoint_note
from mkbviewer.core.cycle.weather import (
    Barometer,
    Published,
    missing_words,
    read_barometer,
    weather_of,
)
from mkbviewer.core.language import _, pgettext
from mkbviewer.core.numbers import format_number
from mkbviewer.core.period import Period
from mkbviewer.exporters.base import Export, source_line
from mkbviewer.ui.cycle.barometer_drawing import figure_words, paint_barometer
from mkbviewer.ui.cycle.clock_drawing import paint_clock, paint_legend
from mkbviewer.ui.cycle.weather_strip import capital, own_words
from mkbviewer.ui.output.export_dialog import PictureChoice
from mkbviewer.ui.output.picture import Paper, Picture
from mkbviewer.ui.output.render import render
from mkbviewer.ui.output.sheet import Excerpt, Sheet

SIZE_MM = (160.0, 150.0)
"""A clock is about as high as it is wide, and the twelve cards are too."""

_SHEET_MM = 132.0


@dataclass(frozen=True, eq=False)
class Moment:
    """A clock at one quarter, with what was published of it. `shown` are the keys on the clock."""

    clock: Clock
    period: Period
    shown: Collection[str]
    published: Published | None = None

    @property
    def barometer(self) -> Barometer:
        """The twelve in that quarter."""
        clock = self.clock
        return read_barometer(clock.cycle, self.period, recomputed=clock.is_recomputed)

    @property
    def row(self) -> int:
        """The row of the quarter."""
        return self.clock.cycle.row(self.period)


def clock_picture(moment: Moment) -> Picture:
    """The clock at a quarter, with the words around it."""
    clock, shown = moment.clock, moment.shown
    method = clock.cycle.method
    face = clock.face(float(moment.row), shown)
    labels = dict(zip(clock.keys, clock.labels, strict=True))
    absent = ", ".join(labels[key] for key in face.missing)

    def paint(paper: Paper, rect: QRectF) -> None:
        style = paper.style()
        legend = QRectF(rect.left(), rect.bottom() - style.line * 1.4, rect.width(), style.line)
        paint_legend(paper.painter, legend, style, with_composite=COMPOSITE in shown)
        plot = rect.adjusted(0, 0, 0, -style.line * 1.6)
        paint_clock(paper.painter, plot, face, method, style)

    title = _("Cycle clock, {period}").format(period=moment.period.label)
    return _picture(moment, title, absent, paint)


def barometer_picture(moment: Moment) -> Picture:
    """The weather of the whole and of the twelve, with what was published, and words around it."""
    barometer, cycle = moment.barometer, moment.clock.cycle

    def paint(paper: Paper, rect: QRectF) -> None:
        paint_barometer(paper.painter, rect, barometer, cycle, moment.published, paper.style())

    title = _("SME barometer, {period}").format(period=moment.period.label)
    return _picture(moment, title, missing_words(barometer.states), paint)


def _picture(
    moment: Moment, title: str, absent: str, paint: Callable[[Paper, QRectF], None]
) -> Picture:
    clock = moment.clock
    frame, method = positions_frame(clock), clock.cycle.method
    kind = _("recomputed positions") if clock.is_recomputed else _("fixed positions")
    subtitle = f"{capital(method.label)}, {method.parameters}; {kind}; {own_words()}"
    own = (one for one in clock.cycle.series if one.is_own)
    notes = [endpoint_note(method), *(f"{one.short_label}: {one.origin_words}." for one in own)]
    if absent:
        notes.insert(0, _("Not known in this quarter: {series}.").format(series=absent))
    return Picture(frame, "", title, subtitle, source_line(frame), tuple(notes), paint=paint)


def picture_export(picture: Picture, chosen: PictureChoice | None = None) -> Export:
    """What is saved of a picture: itself, or all positions as figures."""
    picked = chosen or PictureChoice(Path(), SIZE_MM)

    def draw(fmt: str) -> bytes:
        return render(picture, picked.size_mm, picked.dpi, fmt)

    return Export(
        picture.frame,
        title=picture.title,
        subtitle=picture.subtitle,
        source_line=picture.source_line,
        notes=picture.notes,
        render=draw,
    )


def picture_sheet(moment: Moment, picture: Picture, trail: str = "") -> Sheet:
    """What is printed of a picture: itself over the twelve in figures."""
    method = moment.clock.cycle.method
    notes = (*picture.notes, f"{capital(method.formula)}; {method.parameters}.")
    return Sheet(
        picture.title,
        picture.subtitle,
        trail,
        picture,
        _SHEET_MM,
        _excerpt(moment),
        notes=notes,
        source_line=picture.source_line,
    )


def _excerpt(moment: Moment) -> Excerpt:
    """A row a series, the composite last: figure, level, change, weather."""
    clock, row = moment.clock, moment.row
    levels, changes = clock.levels[row].tolist(), clock.changes[row].tolist()
    weathers = [weather_of(level, change) for level, change in zip(levels, changes, strict=True)]
    return Excerpt(
        _("Indicator"),
        clock.labels,
        (
            (_("Figure"), (*map(figure_words, moment.barometer.states), "")),
            (pgettext("cycle", "Level"), tuple(map(_signed, levels))),
            (pgettext("cycle", "Change"), tuple(map(_signed, changes))),
            (_("Weather"), tuple(one.label if one else "" for one in weathers)),
        ),
    )


def _signed(value: float) -> str:
    return format_number(value, 2, signed=True) if math.isfinite(value) else ""
