"""One sheet of A4: title, chart, figures, facts, source and page number."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtCore import QLineF, QMarginsF, QRectF
from PySide6.QtGui import QColor, QFont, QPagedPaintDevice, QPageLayout, QPageSize, QPainter, QPen

from mkbviewer.core.language import _, active_language, ngettext
from mkbviewer.core.period import MONTHS
from mkbviewer.core.report.fact_words import about_words
from mkbviewer.core.report.facts import Fact
from mkbviewer.ui.look.palette import LIGHT
from mkbviewer.ui.output.picture import SMALL_PT, Paper, Picture, paint_chart
from mkbviewer.ui.overview.card_words import fact_parts

_MARGIN_MM = 16.0
_CHART_MM = 92.0
_GAP_MM = 5.0
_CELL_GAP_MM = 3.0
_FEWEST_FACTS = 6
_MOST_HEADER_LINES = 3
_MOST_NOTE_LINES = 6
_NARROWEST_COLUMN_MM = 15.0
_WIDEST_COLUMN_MM = 34.0


@dataclass(frozen=True)
class Excerpt:
    """A table under a chart: the first column's heading, the rows' names, the other columns.

    A column is its heading and its figures, one a row. Rows are left out from the end.
    """

    corner: str
    rows: tuple[str, ...]
    columns: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, eq=False)
class Sheet:
    """What a sheet holds, from its head to its foot; what is empty is left out."""

    title: str
    subtitle: str = ""
    trail: str = ""
    picture: Picture | None = None
    chart_mm: float = _CHART_MM
    excerpt: Excerpt | None = None
    facts: tuple[Fact, ...] = ()
    said: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    source_line: str = ""


@dataclass(frozen=True)
class Imprint:
    """What stands at the foot of every sheet: the day, which sheet it is, and of how many."""

    day: date
    number: int = 1
    count: int = 1

    @property
    def day_words(self) -> str:
        """The day in the active language: 24 november 2026."""
        months = MONTHS[active_language()]
        return f"{self.day.day} {months[self.day.month - 1]} {self.day.year}"


def a4() -> QPageLayout:
    """The paper of a sheet, with its margins."""
    margins = QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM)
    return QPageLayout(
        QPageSize(QPageSize.PageSizeId.A4),
        QPageLayout.Orientation.Portrait,
        margins,
        QPageLayout.Unit.Millimeter,
    )


def paper_of(painter: QPainter, device: QPagedPaintDevice) -> Paper:
    """The paper that a painter paints on."""
    return Paper(painter, device, device.logicalDpiX() / 25.4)


@dataclass(frozen=True)
class _Column:
    """One column of the table: its heading in lines, its figures by row, its width."""

    heading: tuple[str, ...]
    figures: tuple[str, ...]
    width: float


class SheetPainter:
    """Fills sheets of one paper from the top; the foot is kept free."""

    def __init__(self, paper: Paper, width: float, height: float) -> None:
        self._paper = paper
        self._width = width
        self._height = height
        self._title = paper.font(15.0, QFont.Weight.Bold)
        self._figure = paper.font(17.0, QFont.Weight.DemiBold)
        self._heading = paper.font(8.5, QFont.Weight.DemiBold)
        self._text = paper.font(8.0)
        self._strong = paper.font(8.0, QFont.Weight.DemiBold)
        self._small = paper.font(SMALL_PT)
        self._line = paper.metrics(self._text).height() * 1.22

    def paint(self, sheet: Sheet, imprint: Imprint) -> None:
        """Paint everything."""
        paper = self._paper
        top = 0.0
        if sheet.trail:
            top += paper.write(sheet.trail, 0, top, self._text, LIGHT.muted)
        for line in paper.wrapped(sheet.title, self._width, self._title, 2):
            top += paper.write(line, 0, top, self._title)
        for line in paper.wrapped(sheet.subtitle, self._width, self._text, 2):
            top += paper.write(line, 0, top + paper.mm(0.5), self._text, LIGHT.muted)
        bottom = self.paint_foot((*sheet.notes, sheet.source_line), imprint)
        top += paper.mm(_GAP_MM)
        for words in sheet.said:
            for line in paper.wrapped(words, self._width, self._text, _MOST_NOTE_LINES):
                self._put(line, 0, top, self._text)
                top += self._line
            top += self._line * 0.4
        if sheet.picture is not None:
            chart = QRectF(0, top, self._width, paper.mm(sheet.chart_mm))
            paint_chart(paper, chart, sheet.picture)
            top = chart.bottom() + paper.mm(_GAP_MM)
        if sheet.excerpt is not None:
            top = self._paint_table(
                sheet.excerpt, top, bottom - top - self._room_for(sheet.facts)
            ) + paper.mm(_GAP_MM)
        if sheet.facts and sheet.picture is None:
            self._paint_large_facts(sheet.facts, top, bottom)
        elif sheet.facts:
            self._paint_facts(sheet.facts, top, bottom)

    def paint_foot(self, notes: Sequence[str], imprint: Imprint) -> float:
        """Notes, date and page number at the foot; gives where it begins."""
        paper = self._paper
        line = paper.metrics(self._small).height()
        printed = _("Printed with mkbviewer on {day}").format(day=imprint.day_words)
        number = _("page {number} of {count}").format(number=imprint.number, count=imprint.count)
        top = self._height - line
        paper.write(printed, 0, top, self._small, LIGHT.muted)
        width = paper.metrics(self._small).horizontalAdvance(number)
        paper.write(number, self._width - width, top, self._small, LIGHT.muted)
        top -= paper.mm(1.2)
        self._rule(top)
        top -= paper.mm(1.2)
        for text in reversed(notes):
            lines = paper.wrapped(text, self._width, self._small, _MOST_NOTE_LINES)
            for words in reversed(lines):
                top -= line
                paper.write(words, 0, top, self._small, LIGHT.muted)
        return top - paper.mm(3.0)

    def _paint_table(self, excerpt: Excerpt, top: float, room: float) -> float:
        """The first rows, as many as there is room for; gives where the table ends."""
        paper = self._paper
        names = (excerpt.corner, *excerpt.rows)
        left_width = max(paper.metrics(self._strong).horizontalAdvance(text) for text in names)
        columns, columns_left_out = self._columns(excerpt, left_width + paper.mm(_CELL_GAP_MM))
        header_lines = max((len(column.heading) for column in columns), default=1)
        most = int((room - (header_lines + 1.6) * self._line) / self._line)
        rows = excerpt.rows[: max(most, 0)]
        if not rows:
            return top
        top = self._paint_header(excerpt.corner, columns, header_lines, top)
        for row, name in enumerate(rows):
            self._put(name, 0, top, self._text)
            right = self._width - sum(column.width for column in columns)
            for column in columns:
                right += column.width
                self._put_right(column.figures[row], right, top, self._text)
            top += self._line
            self._rule(top - self._line * 0.08, LIGHT.grid)
        told = _left_out(len(excerpt.rows) - len(rows), columns_left_out)
        if told:
            top += self._line * 0.2
            paper.write(told, 0, top, self._small, LIGHT.muted)
            top += self._line
        return top

    def _paint_header(
        self, corner: str, columns: Sequence[_Column], lines: int, top: float
    ) -> float:
        bottom = top + lines * self._line
        self._put(corner, 0, bottom - self._line, self._strong)
        right = self._width - sum(column.width for column in columns)
        for column in columns:
            right += column.width
            for number, words in enumerate(column.heading):
                above = len(column.heading) - number
                self._put_right(words, right, bottom - above * self._line, self._strong)
        self._rule(bottom, LIGHT.axis)
        return bottom + self._line * 0.2

    def _columns(self, excerpt: Excerpt, left: float) -> tuple[list[_Column], int]:
        """The columns that fit beside the names, and how many do not."""
        paper = self._paper
        advance = paper.metrics(self._text).horizontalAdvance
        strong = paper.metrics(self._strong).horizontalAdvance
        columns: list[_Column] = []
        room = self._width - left
        for index, (label, figures) in enumerate(excerpt.columns):
            widest = max(map(advance, figures))
            narrowest = max(widest, paper.mm(_NARROWEST_COLUMN_MM))
            wanted = min(max(strong(label), narrowest), paper.mm(_WIDEST_COLUMN_MM))
            even = room / (len(excerpt.columns) - index) - paper.mm(_CELL_GAP_MM)
            width = max(min(wanted, even), narrowest)
            heading = paper.wrapped(label, width, self._strong, _MOST_HEADER_LINES)
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
        return columns, len(excerpt.columns) - len(columns)

    def _room_for(self, facts: Sequence[Fact]) -> float:
        """The height that the first facts take under a table, with their heading."""
        if not facts:
            return 0.0
        first = facts[:_FEWEST_FACTS]
        lines = sum(len(about) for _figure, about in self._fact_lines(first)[1])
        is_cut = len(facts) > len(first)
        return self._paper.mm(_GAP_MM) + (lines + 1.4 + is_cut) * self._line

    def _fact_lines(self, facts: Sequence[Fact]) -> tuple[float, list[tuple[str, tuple[str, ...]]]]:
        """How far the words of facts stand from the left; each figure with its words in lines."""
        advance = self._paper.metrics(self._strong).horizontalAdvance
        told = [_fact_words(fact) for fact in facts]
        indent = max(advance(figure) for figure, _about in told) + self._paper.mm(4)
        room = self._width - indent
        return indent, [
            (figure, self._paper.wrapped(about, room, self._text, 2)) for figure, about in told
        ]

    def _paint_facts(self, facts: Sequence[Fact], top: float, bottom: float) -> None:
        top = self._paint_facts_heading(top)
        indent, told = self._fact_lines(facts)
        for place, (figure, about) in enumerate(told):
            is_last = place == len(told) - 1
            if top + (len(about) + (not is_last)) * self._line > bottom + self._line * 0.2:
                self._say_left_out(len(told) - place, top)
                return
            self._put(figure, 0, top, self._strong)
            for line in about:
                self._put(line, indent, top, self._text)
                top += self._line

    def _paint_large_facts(self, facts: Sequence[Fact], top: float, bottom: float) -> None:
        """The facts where there is nothing else: large, two beside each other."""
        paper = self._paper
        top = self._paint_facts_heading(top + self._line) + self._line * 0.4
        width = self._width / 2
        height = paper.metrics(self._figure).height() + 2 * self._line + paper.mm(4)
        for place, fact in enumerate(facts):
            line, column = divmod(place, 2)
            above = top + line * height
            if above + height > bottom:
                self._say_left_out(len(facts) - place, above)
                return
            figure, about = _fact_words(fact)
            left = column * width
            above += paper.write(figure, left, above, self._figure, LIGHT.heading)
            for words in paper.wrapped(about, width - paper.mm(8), self._text, 2):
                self._put(words, left, above, self._text)
                above += self._line

    def _paint_facts_heading(self, top: float) -> float:
        heading = _("What the annual report states")
        self._paper.write(heading, 0, top, self._heading, LIGHT.heading)
        return top + self._line * 1.3

    def _say_left_out(self, count: int, top: float) -> None:
        told = ngettext("{count} more is left out", "{count} more are left out", count)
        self._paper.write(told.format(count=count), 0, top, self._small, LIGHT.muted)

    def _put(self, text: str, left: float, top: float, font: QFont) -> None:
        self._paper.write(text, left, top, font)

    def _put_right(self, text: str, right: float, top: float, font: QFont) -> None:
        width = self._paper.metrics(font).horizontalAdvance(text)
        self._paper.write(text, right - width, top, font)

    def _rule(self, top: float, colour: str = LIGHT.border) -> None:
        self._paper.painter.setPen(QPen(QColor(colour), self._paper.mm(0.2)))
        self._paper.painter.drawLine(QLineF(0, top, self._width, top))


def _left_out(rows: int, columns: int) -> str:
    told = []
    if rows:
        words = ngettext(
            "{count} earlier period is left out", "{count} earlier periods are left out", rows
        )
        told.append(words.format(count=rows))
    if columns:
        words = ngettext("{count} series is left out", "{count} series are left out", columns)
        told.append(words.format(count=columns))
    return "; ".join(told)


def _fact_words(fact: Fact) -> tuple[str, str]:
    number, unit = fact_parts(fact)
    figure = f"{number}{unit}" if unit.startswith("%") else f"{number} {unit}".strip()
    return figure, about_words(fact)
