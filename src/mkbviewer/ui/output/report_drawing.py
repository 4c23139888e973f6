"""The printed report as a PDF: cover, contents, and a sheet for each page."""

import math
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QLineF, QRectF
from PySide6.QtGui import QColor, QFont, QPagedPaintDevice, QPainter, QPen

from mkbviewer.core.cycle.clock import Clock
from mkbviewer.core.kept.printed_report import (
    BarometerPage,
    Chapter,
    ContentsLine,
    Entry,
    PrintedReport,
    contents,
)
from mkbviewer.core.language import _, ngettext
from mkbviewer.exporters.base import write_atomically
from mkbviewer.ui.cycle.cycle_export import Moment, barometer_picture, picture_sheet
from mkbviewer.ui.look.palette import LIGHT
from mkbviewer.ui.output.page_sheet import page_sheet
from mkbviewer.ui.output.picture import Paper
from mkbviewer.ui.output.print import pdf_writer
from mkbviewer.ui.output.render import ensure_application
from mkbviewer.ui.output.sheet import Imprint, Sheet, SheetPainter, paper_of

_COVER_MM = 66.0
_FOOT_MM = 14.0
_LINE_MM = 5.4
_CHAPTER_LINES = 1.7


class ReportWriter:
    """Writes a report sheet by sheet, so that whoever waits for it can go on meanwhile.

    `step` paints one sheet and answers whether there are more; `save` writes the file once there
    are none. What is not saved leaves nothing behind.
    """

    def __init__(self, report: PrintedReport) -> None:
        ensure_application()
        self._buffer = QBuffer()
        self._buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        self._sheets = _paint_into(self._buffer, report)
        self.painted = 0

    def step(self) -> bool:
        """Paint the next sheet; False once there is none."""
        for _number in islice(self._sheets, 1):
            self.painted += 1
            return True
        return False

    def save(self, target: Path) -> None:
        """Write the file, whole or not at all. Raises ExportProblem."""
        write_atomically(target, bytes(self._buffer.data().data()))


def _paint_into(buffer: QBuffer, report: PrintedReport) -> Iterator[int]:
    # Who stops halfway lets go of all at once, and the painter must end before that on which it
    # paints: here the sheets end while the file and the buffer are still held.
    file = pdf_writer(buffer, f"{report.title} {report.edition}")
    yield from paint_report(file, report)


def report_to_pdf(report: PrintedReport, target: Path) -> int:
    """Write a report as a PDF; answers how many sheets it has. Raises ExportProblem."""
    writer = ReportWriter(report)
    while writer.step():
        pass
    writer.save(target)
    return writer.painted


def paint_report(device: QPagedPaintDevice, report: PrintedReport) -> Iterator[int]:
    """Paint a report on a printer or a PDF file; gives the number of each sheet once painted."""
    painter = QPainter(device)
    try:
        paper = paper_of(painter, device)
        width, height = float(device.width()), float(device.height())
        cover = _Cover(paper, width, height)
        parts = cover.parts(report)
        count = len(parts) + len(report.entries)
        for number, lines in enumerate(parts, start=1):
            if number > 1:
                device.newPage()
            cover.paint(report, lines, Imprint(report.day, number, count))
            yield number
        sheets = SheetPainter(paper, width, height)
        for number, (chapter, entry) in enumerate(report.entries, start=len(parts) + 1):
            device.newPage()
            sheets.paint(_sheet_of(chapter, entry), Imprint(report.day, number, count))
            yield number
    finally:
        painter.end()


def _sheet_of(chapter: Chapter, entry: Entry) -> Sheet:
    if isinstance(entry, BarometerPage):
        clock = Clock(entry.cycle)
        moment = Moment(clock, entry.period, clock.keys, entry.published)
        return picture_sheet(moment, barometer_picture(moment), chapter.name)
    topic = entry.indicator.topic if entry.indicator else ""
    return page_sheet(entry, trail=" › ".join(part for part in (chapter.name, topic) if part))


class _Cover:
    """The first sheet: title, edition, day and contents; and what more the contents take."""

    def __init__(self, paper: Paper, width: float, height: float) -> None:
        self._paper = paper
        self._width = width
        self._height = height
        self._title = paper.font(26.0, QFont.Weight.Bold)
        self._subtitle = paper.font(12.0)
        self._heading = paper.font(12.0, QFont.Weight.DemiBold)
        self._chapter = paper.font(9.5, QFont.Weight.DemiBold)
        self._text = paper.font(9.0)
        self._foot = SheetPainter(paper, width, height)

    def parts(self, report: PrintedReport) -> list[tuple[ContentsLine, ...]]:
        """The lines of the contents, a tuple for each sheet that they take."""
        # How many sheets the contents take decides the numbers in them, not how many lines.
        count = len(self._cut(tuple(contents(report, 1))))
        return self._cut(tuple(contents(report, count + 1)))

    def _cut(self, lines: Sequence[ContentsLine]) -> list[tuple[ContentsLine, ...]]:
        room = self._paper.mm(_LINE_MM)
        whole = (self._height - self._paper.mm(_FOOT_MM)) / room - 2.0
        left = whole - self._paper.mm(_COVER_MM) / room
        parts: list[list[ContentsLine]] = [[]]
        for place, line in enumerate(lines):
            taken = _CHAPTER_LINES if line.sheet is None else 1.0
            follows = 1.0 if line.sheet is None and place + 1 < len(lines) else 0.0
            if taken + follows > left:
                parts.append([])
                left = whole
            parts[-1].append(line)
            left -= taken
        return [tuple(part) for part in parts]

    def paint(self, report: PrintedReport, lines: Sequence[ContentsLine], imprint: Imprint) -> None:
        """Paint one sheet of it; the first has the title."""
        paper, is_first = self._paper, imprint.number == 1
        top = self._paint_title(report, imprint) if is_first else 0.0
        heading = _("Contents") if is_first else _("Contents, continued")
        paper.write(heading, 0, top, self._heading, LIGHT.heading)
        top += paper.mm(_LINE_MM) * 1.4
        for line in lines:
            if line.sheet is None:
                top += paper.mm(_LINE_MM) * (_CHAPTER_LINES - 1)
                paper.write(line.text, 0, top, self._chapter, LIGHT.heading)
            else:
                self._paint_line(line.text, line.sheet, top)
            top += paper.mm(_LINE_MM)
        self._foot.paint_foot((), imprint)

    def _paint_title(self, report: PrintedReport, imprint: Imprint) -> float:
        paper = self._paper
        bar = QRectF(0, 0, paper.mm(22.0), paper.mm(1.6))
        paper.painter.fillRect(bar, QColor(LIGHT.accent))
        top = paper.mm(8.0)
        for line in paper.wrapped(report.title, self._width, self._title, 2):
            top += paper.write(line, 0, top, self._title)
        top += paper.mm(2.0)
        count = len(report.entries)
        pages = ngettext("{count} indicator", "{count} indicators", count).format(count=count)
        for words in (
            _("Edition {edition} of the annual report").format(edition=report.edition),
            f"{imprint.day_words} · {pages}",
        ):
            top += paper.write(words, 0, top, self._subtitle, LIGHT.muted)
        said = _(
            "Figures from the library of mkbviewer, each page with its table, release and source; "
            "what the annual report states stands beside them."
        )
        top += paper.mm(2.0)
        for line in paper.wrapped(said, self._width, self._text, 3):
            top += paper.write(line, 0, top, self._text, LIGHT.muted)
        return paper.mm(_COVER_MM)

    def _paint_line(self, text: str, sheet: int, top: float) -> None:
        paper = self._paper
        advance = paper.metrics(self._text).horizontalAdvance
        number = str(sheet)
        right = self._width - advance(number)
        room = self._width - paper.mm(14.0)
        shown = next(iter(paper.wrapped(text, room, self._text, 1)), "")
        paper.write(shown, 0, top, self._text)
        paper.write(number, right, top, self._text)
        dots = QPen(QColor(LIGHT.axis), paper.mm(0.25))
        dots.setDashPattern((1.0, 5.0))
        paper.painter.setPen(dots)
        base = top + paper.metrics(self._text).ascent()
        left = math.ceil(advance(shown)) + paper.mm(2.0)
        paper.painter.drawLine(QLineF(left, base, self._width - paper.mm(8.0), base))
