"""A chart with the words around it, painted within a rectangle of any target."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPaintDevice, QPainter

from mkbviewer.core.frame import Frame
from mkbviewer.core.language import _
from mkbviewer.ui.charts import draw_chart
from mkbviewer.ui.charts.arrangement import Style, arrange, height_for_names
from mkbviewer.ui.charts.figure_painting import paint_figures
from mkbviewer.ui.charts.layout import wrap
from mkbviewer.ui.charts.note_marks import paint_notes, paint_notes_along, place_notes_in_plan
from mkbviewer.ui.charts.painting import paint_ground, paint_legend, paint_marks, paint_names
from mkbviewer.ui.charts.plan_painting import paint_pieces
from mkbviewer.ui.charts.plan_references import paint_references_in
from mkbviewer.ui.charts.reference import paint_limits, paint_references
from mkbviewer.ui.charts.shapes import NoteMark, Reference
from mkbviewer.ui.look.fonts import load_fonts
from mkbviewer.ui.look.palette import LIGHT

TITLE_PT = 11.0
TEXT_PT = 7.5
SMALL_PT = 6.5
_UNIT_MM = 0.22
_MOST_TITLE_LINES = 3
_MOST_NOTE_LINES, _HIGHEST_NOTE = 3, 0.2
"""A note is cut after so many lines, and not before it takes such a part of the height."""


@dataclass(frozen=True, eq=False)
class Picture:
    """What a picture shows: the chart of a frame, and the words around it.

    `sentence` stands in for the chart where it is not seen: it goes into the file, not on paper.
    `paint` draws something else in the place of the chart.
    """

    frame: Frame
    kind: str = ""
    title: str = ""
    subtitle: str = ""
    source_line: str = ""
    notes: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()
    sentence: str = ""
    scale: str = ""
    note_marks: tuple[NoteMark, ...] = ()
    paint: "Callable[[Paper, QRectF], None] | None" = None


class Paper:
    """A target with a painter on it, measured in millimetres and points."""

    def __init__(self, painter: QPainter, device: QPaintDevice, dots_per_mm: float) -> None:
        self.painter = painter
        self.device = device
        self.dots_per_mm = dots_per_mm
        self._family = load_fonts()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)

    def mm(self, length: float) -> float:
        """A length in dots of the target."""
        return length * self.dots_per_mm

    def font(self, points: float, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
        """The program's font at a size in points, not fitted to the dots of any screen."""
        font = QFont(self._family)
        font.setPointSizeF(points)
        font.setWeight(weight)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        return font

    def metrics(self, font: QFont) -> QFontMetricsF:
        """The measures of a font on the target."""
        return QFontMetricsF(font, self.device)

    def style(self) -> Style:
        """How charts are drawn on paper."""
        return Style(
            LIGHT,
            self.font(TEXT_PT),
            self.font(TEXT_PT, QFont.Weight.DemiBold),
            self.mm(_UNIT_MM),
            self.device,
        )

    def write(
        self, text: str, left: float, top: float, font: QFont, colour: str = LIGHT.text
    ) -> float:
        """Write one line with its top there; gives the height that it takes."""
        metrics = self.metrics(font)
        self.painter.setFont(font)
        self.painter.setPen(QColor(colour))
        self.painter.drawText(QPointF(left, top + metrics.ascent()), text)
        return metrics.height()

    def wrapped(self, text: str, width: float, font: QFont, most_lines: int) -> tuple[str, ...]:
        """The text in lines that fit a width; none for an empty text."""
        if not text:
            return ()
        return wrap(text, width, self.metrics(font).horizontalAdvance, most_lines)


def paint_picture(paper: Paper, rect: QRectF, picture: Picture) -> None:
    """Paint title, subtitle, chart, notes and source line within a rectangle."""
    title_font = paper.font(TITLE_PT, QFont.Weight.Bold)
    text_font, small_font = paper.font(TEXT_PT), paper.font(SMALL_PT)
    top = rect.top()
    for line in paper.wrapped(picture.title, rect.width(), title_font, _MOST_TITLE_LINES):
        top += paper.write(line, rect.left(), top, title_font)
    for line in paper.wrapped(picture.subtitle, rect.width(), text_font, 2):
        top += paper.write(line, rect.left(), top + paper.mm(0.4), text_font, LIGHT.muted)
    bottom, line_height = rect.bottom(), paper.metrics(small_font).height()
    most = max(_MOST_NOTE_LINES, int(_HIGHEST_NOTE * rect.height() / line_height))
    for text in (picture.source_line, *reversed(_joined(picture.notes))):
        for line in reversed(paper.wrapped(text, rect.width(), small_font, most)):
            bottom -= line_height
            paper.write(line, rect.left(), bottom, small_font, LIGHT.muted)
    chart = QRectF(rect.left(), top + paper.mm(2.0), rect.width(), 0.0)
    chart.setBottom(bottom - paper.mm(1.2))
    paint_chart(paper, chart, picture)


def height_wanted(paper: Paper, width: float, picture: Picture) -> float:
    """How high a picture must be for its chart to show every series; 0 where any height will do."""
    if picture.frame.is_empty or picture.paint is not None:
        return 0.0
    shapes = draw_chart(picture.frame, picture.kind, LIGHT, picture.references, picture.scale)
    if shapes.plan is not None:
        wanted = shapes.plan.height_wanted(width, paper.style())
    else:
        wanted = height_for_names(shapes, width, paper.style())
    if not wanted:
        return 0.0
    words = [
        (picture.title, paper.font(TITLE_PT, QFont.Weight.Bold), _MOST_TITLE_LINES),
        (picture.subtitle, paper.font(TEXT_PT), 2),
        *((one, paper.font(SMALL_PT), 2 * _MOST_NOTE_LINES) for one in _joined(picture.notes)),
        (picture.source_line, paper.font(SMALL_PT), _MOST_NOTE_LINES),
    ]
    high = sum(
        len(paper.wrapped(text, width, font, most)) * paper.metrics(font).height()
        for text, font, most in words
    )
    return wanted + high + paper.mm(4.0)


def _joined(notes: tuple[str, ...]) -> tuple[str, ...]:
    """The stars on one line, longer notes each on their own."""
    stars = [note for note in notes if note.startswith("*")]
    others = tuple(note for note in notes if not note.startswith("*"))
    return ("   ".join(stars), *others) if stars else others


def paint_chart(paper: Paper, rect: QRectF, picture: Picture) -> None:
    """Paint the chart alone within a rectangle."""
    if picture.paint is not None:
        picture.paint(paper, rect)
        return
    style = paper.style()
    if picture.frame.is_empty:
        _paint_emptiness(paper, rect, picture.frame.lacks)
        return
    shapes = draw_chart(picture.frame, picture.kind, LIGHT, picture.references, picture.scale)
    shapes = replace(shapes, note_marks=picture.note_marks)
    painter = paper.painter
    if shapes.plan is not None:
        placed = shapes.plan.place(rect, style)
        paint_pieces(painter, placed, style)
        paint_references_in(painter, shapes, placed, rect, style)
        paint_notes(painter, place_notes_in_plan(shapes, placed, rect, style), style)
        return
    arranged = arrange(shapes, rect, style)
    paint_legend(painter, arranged, shapes, rect.left(), style)
    paint_limits(painter, shapes, arranged, style)
    paint_ground(painter, arranged, style)
    paint_figures(painter, shapes, arranged.plot, style)
    paint_references(painter, shapes, arranged.plot, style)
    paint_marks(painter, shapes, arranged.plot, style)
    paint_names(painter, arranged, style)
    paint_notes_along(painter, shapes, arranged.plot, style)


def _paint_emptiness(paper: Paper, rect: QRectF, why: str) -> None:
    paper.painter.setFont(paper.font(TEXT_PT))
    paper.painter.setPen(QColor(LIGHT.muted))
    words = why or _("There are no figures to show.")
    paper.painter.drawText(rect, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, words)
