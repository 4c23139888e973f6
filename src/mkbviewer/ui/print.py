"""A page on paper: A4 upright with chart, figures, facts and source, after a preview."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np
from PySide6.QtCore import QBuffer, QIODevice, QLineF, QMarginsF, QRectF
from PySide6.QtGui import (
    QColor,
    QFont,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QPen,
)
from PySide6.QtWidgets import QWidget

from mkbviewer.core.facts import Fact
from mkbviewer.core.frame import Frame
from mkbviewer.core.language import _, active_language, ngettext
from mkbviewer.core.numbers import decimals_for, format_cell
from mkbviewer.core.page import Page
from mkbviewer.core.period import MONTHS
from mkbviewer.exporters.base import footnotes, source_line, write_atomically
from mkbviewer.ui.card import fact_parts
from mkbviewer.ui.page_header import subtitle_parts
from mkbviewer.ui.palette import LIGHT
from mkbviewer.ui.picture import SMALL_PT, Paper, Picture, paint_chart

_MARGIN_MM = 16.0
_CHART_MM = 92.0
_GAP_MM = 5.0
_CELL_GAP_MM = 3.0
_MOST_FACTS = 6
_MOST_HEADER_LINES = 3
_NARROWEST_COLUMN_MM = 15.0
_WIDEST_COLUMN_MM = 34.0
_RESOLUTION = 600


def print_page(parent: QWidget | None, page: Page, kind: str = "") -> None:
    """Show how a page prints, with Qt's preview; the user prints from there."""
    from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageLayout(_layout())
    printer.setDocName(page.title)
    printer.setCreator("mkbviewer")
    dialog = QPrintPreviewDialog(printer, parent)
    dialog.setWindowTitle(_("Print: {title}").format(title=page.title))
    dialog.paintRequested.connect(lambda device: paint_page(device, page, kind))
    if parent is not None:
        dialog.resize(parent.window().size() * 0.85)
    dialog.exec()


def page_to_pdf(page: Page, kind: str, path: Path, today: date | None = None) -> None:
    """Write what `print_page` would print as a PDF file. Raises ExportProblem."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_RESOLUTION)
    writer.setPageLayout(_layout())
    writer.setTitle(page.title)
    writer.setCreator("mkbviewer")
    paint_page(writer, page, kind, today)
    write_atomically(path, bytes(buffer.data().data()))


def paint_page(
    device: QPagedPaintDevice, page: Page, kind: str = "", today: date | None = None
) -> None:
    """Paint a page on the one sheet of a printer or a PDF file."""
    painter = QPainter(device)
    paper = Paper(painter, device, device.logicalDpiX() / 25.4)
    _Sheet(paper, float(device.width()), float(device.height())).paint(
        page,
        kind or page.view.chart,
        today or date.today(),  # noqa: DTZ011 - the user's own day
    )
    painter.end()


def _layout() -> QPageLayout:
    margins = QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM)
    return QPageLayout(
        QPageSize(QPageSize.PageSizeId.A4),
        QPageLayout.Orientation.Portrait,
        margins,
        QPageLayout.Unit.Millimeter,
    )


@dataclass(frozen=True)
class _Column:
    """One column of the table: its heading in lines, its figures by row, its width."""

    heading: tuple[str, ...]
    figures: tuple[str, ...]
    width: float


class _Sheet:
    """One sheet of paper, filled from the top; the foot is kept free."""

    def __init__(self, paper: Paper, width: float, height: float) -> None:
        self._paper = paper
        self._width = width
        self._height = height
        self._title = paper.font(15.0, QFont.Weight.Bold)
        self._heading = paper.font(8.5, QFont.Weight.DemiBold)
        self._text = paper.font(8.0)
        self._strong = paper.font(8.0, QFont.Weight.DemiBold)
        self._small = paper.font(SMALL_PT)
        self._line = paper.metrics(self._text).height() * 1.22

    def paint(self, page: Page, kind: str, today: date) -> None:
        """Paint everything."""
        paper, frame = self._paper, page.frame
        top = 0.0
        for line in paper.wrapped(page.title, self._width, self._title, 2):
            top += paper.write(line, 0, top, self._title)
        subtitle = " · ".join(subtitle_parts(page)[:2])
        for line in paper.wrapped(subtitle, self._width, self._text, 2):
            top += paper.write(line, 0, top + paper.mm(0.5), self._text, LIGHT.muted)
        bottom = self._paint_foot(frame, today)
        top += paper.mm(_GAP_MM)
        facts = self._fact_lines(page.facts)
        if not frame.is_empty:
            chart = QRectF(0, top, self._width, paper.mm(_CHART_MM))
            paint_chart(paper, chart, Picture(frame, kind))
            top = chart.bottom() + paper.mm(_GAP_MM)
            room = bottom - top - (len(facts) + 2) * self._line * bool(facts)
            top = self._paint_table(frame, top, room) + paper.mm(_GAP_MM)
        if facts:
            self._paint_facts(facts, top, bottom)

    def _paint_foot(self, frame: Frame, today: date) -> float:
        """Source, notes, date and page number at the foot; gives where it begins."""
        paper = self._paper
        line = paper.metrics(self._small).height()
        months = MONTHS[active_language()]
        day = f"{today.day} {months[today.month - 1]} {today.year}"
        printed = _("Printed with mkbviewer on {day}").format(day=day)
        number = _("page {number} of {count}").format(number=1, count=1)
        top = self._height - line
        paper.write(printed, 0, top, self._small, LIGHT.muted)
        width = paper.metrics(self._small).horizontalAdvance(number)
        paper.write(number, self._width - width, top, self._small, LIGHT.muted)
        top -= paper.mm(1.2)
        self._rule(top)
        top -= paper.mm(1.2)
        for text in reversed((*footnotes(frame), source_line(frame))):
            for words in reversed(paper.wrapped(text, self._width, self._small, 3)):
                top -= line
                paper.write(words, 0, top, self._small, LIGHT.muted)
        return top - paper.mm(3.0)

    def _paint_table(self, frame: Frame, top: float, room: float) -> float:
        """The newest figures, as many as there is room for; gives where the table ends."""
        paper = self._paper
        periods = [f"{period.label}{_star(frame, row)}" for row, period in enumerate(frame.periods)]
        left_width = max(paper.metrics(self._text).horizontalAdvance(text) for text in periods)
        columns, columns_left_out = self._columns(frame, left_width + paper.mm(_CELL_GAP_MM))
        header_lines = max((len(column.heading) for column in columns), default=1)
        most = int((room - (header_lines + 1.6) * self._line) / self._line)
        rows = list(range(len(periods)))[::-1][: max(most, 0)]
        if not rows:
            return top
        top = self._paint_header(columns, header_lines, top)
        for row in rows:
            self._put(periods[row], 0, top, self._text)
            right = self._width - sum(column.width for column in columns)
            for column in columns:
                right += column.width
                self._put_right(column.figures[row], right, top, self._text)
            top += self._line
            self._rule(top - self._line * 0.08, LIGHT.grid)
        told = self._left_out(len(periods) - len(rows), columns_left_out)
        if told:
            top += self._line * 0.2
            paper.write(told, 0, top, self._small, LIGHT.muted)
            top += self._line
        return top

    def _paint_header(self, columns: Sequence[_Column], lines: int, top: float) -> float:
        bottom = top + lines * self._line
        self._put(_("Period"), 0, bottom - self._line, self._strong)
        right = self._width - sum(column.width for column in columns)
        for column in columns:
            right += column.width
            for number, words in enumerate(column.heading):
                above = len(column.heading) - number
                self._put_right(words, right, bottom - above * self._line, self._strong)
        self._rule(bottom, LIGHT.axis)
        return bottom + self._line * 0.2

    def _columns(self, frame: Frame, left: float) -> tuple[list[_Column], int]:
        """The columns that fit beside the periods, and how many do not."""
        paper = self._paper
        advance = paper.metrics(self._text).horizontalAdvance
        strong = paper.metrics(self._strong).horizontalAdvance
        columns: list[_Column] = []
        room = self._width - left
        for index, series in enumerate(frame.series):
            figures = _figures(frame, index)
            widest = max(map(advance, figures))
            narrowest = max(widest, paper.mm(_NARROWEST_COLUMN_MM))
            wanted = min(max(strong(series.label), narrowest), paper.mm(_WIDEST_COLUMN_MM))
            even = room / (len(frame.series) - index) - paper.mm(_CELL_GAP_MM)
            width = max(min(wanted, even), narrowest)
            heading = paper.wrapped(series.label, width, self._strong, _MOST_HEADER_LINES)
            width += paper.mm(_CELL_GAP_MM)
            if width > room:
                break
            room -= width
            columns.append(_Column(heading, figures, width))
        widest = paper.mm(_WIDEST_COLUMN_MM)
        extra = room / max(len(columns), 1)
        columns = [
            replace(one, width=max(one.width, min(one.width + extra, widest))) for one in columns
        ]
        return columns, len(frame.series) - len(columns)

    def _left_out(self, periods: int, series: int) -> str:
        told = []
        if periods:
            told.append(
                ngettext(
                    "{count} earlier period is left out",
                    "{count} earlier periods are left out",
                    periods,
                ).format(count=periods)
            )
        if series:
            told.append(
                ngettext(
                    "{count} series is left out", "{count} series are left out", series
                ).format(count=series)
            )
        return "; ".join(told)

    def _fact_lines(self, facts: Sequence[Fact]) -> list[tuple[str, str]]:
        lines = []
        for fact in facts[:_MOST_FACTS]:
            number, unit = fact_parts(fact)
            figure = f"{number}{unit}" if unit.startswith("%") else f"{number} {unit}".strip()
            period = fact.period.label if fact.period.start else fact.period.code
            lines.append((figure, f"{', '.join((fact.title, *fact.members))}, {period}"))
        return lines

    def _paint_facts(self, facts: list[tuple[str, str]], top: float, bottom: float) -> None:
        paper = self._paper
        paper.write(_("What the annual report states"), 0, top, self._heading, LIGHT.heading)
        top += self._line * 1.3
        advance = paper.metrics(self._strong).horizontalAdvance
        indent = max(advance(figure) for figure, _about in facts) + paper.mm(4)
        for figure, about in facts:
            lines = paper.wrapped(about, self._width - indent, self._text, 2)
            if top + len(lines) * self._line > bottom:
                return
            self._put(figure, 0, top, self._strong)
            for line in lines:
                self._put(line, indent, top, self._text)
                top += self._line

    def _put(self, text: str, left: float, top: float, font: QFont) -> None:
        self._paper.write(text, left, top, font)

    def _put_right(self, text: str, right: float, top: float, font: QFont) -> None:
        width = self._paper.metrics(font).horizontalAdvance(text)
        self._paper.write(text, right - width, top, font)

    def _rule(self, top: float, colour: str = LIGHT.border) -> None:
        self._paper.painter.setPen(QPen(QColor(colour), self._paper.mm(0.2)))
        self._paper.painter.drawLine(QLineF(0, top, self._width, top))


def _star(frame: Frame, row: int) -> str:
    marks = {frame.status(row, column).mark for column in range(len(frame.series))}
    return "*" if "*" in marks else "**" if "**" in marks else ""


def _figures(frame: Frame, column: int) -> tuple[str, ...]:
    series = frame.series[column]
    values = np.abs(frame.values[:, column])
    largest = float(np.max(values, initial=0.0, where=np.isfinite(values)))
    decimals = decimals_for(largest, series.unit or frame.unit, series.decimals)
    return tuple(
        format_cell(float(frame.values[row, column]), frame.status(row, column), decimals)
        for row in range(len(frame.periods))
    )
