"""The clock as a picture, and its positions as a table."""

from collections.abc import Collection
from pathlib import Path

from PySide6.QtCore import QRectF

from mkbviewer.core.clock import COMPOSITE, Clock, positions_frame
from mkbviewer.core.cycle_method import endpoint_note
from mkbviewer.core.language import _
from mkbviewer.exporters.base import Export, source_line
from mkbviewer.ui.clock_drawing import paint_clock, paint_legend
from mkbviewer.ui.export_dialog import PictureChoice
from mkbviewer.ui.picture import Paper, Picture
from mkbviewer.ui.render import render
from mkbviewer.ui.weather_strip import capital, own_words

SIZE_MM = (160.0, 150.0)
"""A clock is about as high as it is wide."""


def clock_export(
    clock: Clock, moment: float, shown: Collection[str], chosen: PictureChoice | None = None
) -> Export:
    """What is saved of a clock: a picture of one moment, or all positions as figures."""
    frame = positions_frame(clock)
    method = clock.cycle.method
    period = clock.cycle.periods[round(moment)]
    title = _("Cycle clock, {period}").format(period=period.label)
    kind = _("recomputed positions") if clock.is_recomputed else _("fixed positions")
    subtitle = f"{capital(method.label)} ({method.parameters}), {kind}; {own_words()}"
    face = clock.face(moment, shown)
    notes = [endpoint_note(method)]
    if face.missing:
        labels = dict(zip(clock.keys, clock.labels, strict=True))
        absent = ", ".join(labels[key] for key in face.missing)
        notes.insert(0, _("Not known in this quarter: {series}.").format(series=absent))
    source = source_line(frame)
    picked = chosen or PictureChoice(Path())

    def paint(paper: Paper, rect: QRectF) -> None:
        style = paper.style()
        legend = QRectF(rect.left(), rect.bottom() - style.line * 1.4, rect.width(), style.line)
        paint_legend(paper.painter, legend, style, with_composite=COMPOSITE in shown)
        plot = rect.adjusted(0, 0, 0, -style.line * 1.6)
        paint_clock(paper.painter, plot, face, method, style)

    picture = Picture(frame, "", title, subtitle, source, tuple(notes), paint=paint)

    def draw(fmt: str) -> bytes:
        return render(picture, picked.size_mm, picked.dpi, fmt)

    return Export(
        frame, title=title, subtitle=subtitle, source_line=source, notes=tuple(notes), render=draw
    )
