"""The headings of the table of a page: on one line or two, cut so that they differ."""

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QMouseEvent, QPainter, QPalette
from PySide6.QtWidgets import QHeaderView, QWidget

from mkbviewer.core.language import _
from mkbviewer.core.words.apart import apart_from
from mkbviewer.ui.look.icons import icon
from mkbviewer.ui.look.text_size import hold, in_text
from mkbviewer.viewmodels.table.observation_table import ObservationTable
from mkbviewer.viewmodels.table.table_arrangement import Arrangement
from mkbviewer.viewmodels.table.text_table import LEFT, RIGHT

NARROWEST = 96
BESIDE_WORDS = 42
"""Pixels of a heading that are not for its words."""

_HEADING, _HEADING_LINE = 34, 16
_MOST_WRITTEN = 500
_ALIKE = 8
"""Names that share so many letters at their start cannot be told apart by it."""

_AT_RIGHT, _AT_LEFT = int(RIGHT), int(LEFT)
_CUT_AT_END = Qt.TextElideMode.ElideRight


def longest_word(words: Sequence[str], metrics: QFontMetrics) -> int:
    """The width of the longest word."""
    return max(map(metrics.horizontalAdvance, words))


def width_on_two_lines(words: Sequence[str], metrics: QFontMetrics) -> int:
    """The least width at which words stand on two lines."""
    if len(words) < 2:
        return longest_word(words, metrics)
    cuts = range(1, len(words))
    lines = [(" ".join(words[:at]), " ".join(words[at:])) for at in cuts]
    return min(longest_word(both, metrics) for both in lines)


def lines_of(
    text: str, room: int, metrics: QFontMetrics, cut: Qt.TextElideMode, most: int
) -> tuple[str, ...]:
    """A heading on one line, or on two where it needs them; it is cut where two are too few."""
    words = text.split(" ")
    if most == 1 or len(words) == 1 or metrics.horizontalAdvance(text) <= room:
        return (metrics.elidedText(text, cut, room),)
    keeps_end = cut == Qt.TextElideMode.ElideLeft
    places = range(1, len(words))
    parts = [(" ".join(words[:at]), " ".join(words[at:])) for at in places]
    whole = [one for one in parts if longest_word(one, metrics) <= room]
    whole = whole or [one for one in parts if metrics.horizontalAdvance(one[keeps_end]) <= room]
    # As much as fits on the line that stays whole; what is left may have to be cut.
    first, last = (whole[0] if keeps_end else whole[-1]) if whole else parts[keeps_end - 1]
    return metrics.elidedText(first, cut, room), metrics.elidedText(last, cut, room)


class TableHeader(QHeaderView):
    """Column headings with a dot in the series' colour, and the direction of sorting.

    `pointed` carries the column under the mouse, or -1; `asked` one to select, by Ctrl+click.
    """

    pointed = Signal(int)
    asked = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.colours: Mapping[str, str] = {}
        self.pointed_key = ""
        self._written: dict[tuple[object, ...], tuple[str, ...]] = {}
        self.setAccessibleName(_("Headings; choose one to sort"))
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setStretchLastSection(False)
        hold(self, "setMinimumSectionSize", NARROWEST)
        self._lines = 0
        self.show_lines(1)
        self.setMouseTracking(True)

    def _bold(self) -> QFont:
        font = self.font()
        font.setWeight(QFont.Weight.DemiBold)
        return font

    def bold_metrics(self) -> QFontMetrics:
        """The measures of the headings as they are written."""
        return QFontMetrics(self._bold())

    @property
    def lines(self) -> int:
        """How many lines long headings get."""
        return self._lines

    def show_lines(self, count: int) -> None:
        """Give long headings so many lines."""
        if count != self._lines:
            self._lines = count
            hold(self, "setFixedHeight", _HEADING + (count - 1) * _HEADING_LINE)
            self.viewport().update()

    def point_at(self, key: str | None) -> None:
        """Let the heading of a series stand out, or none."""
        if (key or "") != self.pointed_key:
            self.pointed_key = key or ""
            self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.asked.emit(self.logicalIndexAt(event.position().toPoint()))
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        if not event.buttons():
            self.pointed.emit(self.logicalIndexAt(event.position().toPoint()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.pointed.emit(-1)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        palette, arranged = self.palette(), self._arranged
        if arranged is None:
            return
        column = arranged.column(logicalIndex)
        text, key, is_right = column.heading, column.key, column.is_figure
        painter.save()
        painter.fillRect(rect, palette.color(QPalette.ColorRole.Base))
        painter.setPen(palette.color(QPalette.ColorRole.Mid))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if key and key == self.pointed_key:
            line = QRect(rect.left() + 12, rect.bottom() - 1, rect.width() - 24, 2)
            painter.fillRect(line, palette.color(QPalette.ColorRole.Highlight))
        painter.setFont(self._bold())
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        inner = rect.adjusted(12, 0, -12, 0)
        if self.isSortIndicatorShown() and self.sortIndicatorSection() == logicalIndex:
            is_rising = self.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
            place = QRect(inner.right() - 11, inner.center().y() - 6, 12, 12)
            if is_right:
                inner.setRight(inner.right() - 15)
            else:
                width = painter.fontMetrics().horizontalAdvance(text)
                place.moveLeft(min(inner.left() + width + 5, place.left()))
            name = "arrow-up" if is_rising else "arrow-down"
            icon(name, QPalette.ColorRole.PlaceholderText).paint(painter, place)
        colour = self.colours.get(key) if key else None
        room = inner.width() - (15 if colour else 0)
        lines = self._lines_at(logicalIndex, room, painter.fontMetrics())
        painter.drawText(inner, _AT_RIGHT if is_right else _AT_LEFT, "\n".join(lines))
        if colour:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colour))
            left = inner.right() - max(map(painter.fontMetrics().horizontalAdvance, lines)) - 15
            painter.drawEllipse(left, inner.center().y() - 4, 9, 9)
        painter.restore()

    def _lines_at(self, column: int, room: int, metrics: QFontMetrics) -> tuple[str, ...]:
        """What is written of a heading where it has so much room."""
        text, *beside = map(self._heading_of, (column, column - 1, column + 1))
        wanted = (text, *beside, room, self._lines)
        if wanted not in self._written:
            lines = lines_of(text, room, metrics, cut_of(text, beside), self._lines)
            if any("…" in one for one in lines) and (told := apart_from(text, beside)) != text:
                lines = lines_of(f"…{told}", room, metrics, _CUT_AT_END, self._lines)
            if len(self._written) >= _MOST_WRITTEN:
                self._written.clear()
            self._written[wanted] = lines
        return self._written[wanted]

    @property
    def _arranged(self) -> Arrangement | None:
        model = self.model()
        return model.arranged if isinstance(model, ObservationTable) else None

    def _heading_of(self, column: int) -> str:
        arranged = self._arranged
        is_there = arranged is not None and 0 <= column < arranged.column_count
        return arranged.column(column).heading if arranged is not None and is_there else ""

    def changeEvent(self, event: QEvent) -> None:
        self._written.clear()  # Another font or another size of text has other widths.
        super().changeEvent(event)

    def widen_alike(self, widths: Sequence[int]) -> list[int]:
        """The widths of columns, larger where headings would be cut until they read the same."""
        metrics, beside_words = self.bold_metrics(), in_text(BESIDE_WORDS)
        alike: dict[tuple[str, ...], list[int]] = {}
        for column, width in enumerate(widths):
            lines = self._lines_at(column, width - beside_words, metrics)
            if any("…" in line for line in lines):
                alike.setdefault(lines, []).append(column)
        widened = list(widths)
        for columns in alike.values():
            for column in columns if len(columns) > 1 else ():
                words = self._heading_of(column).split(" ")
                whole = width_on_two_lines(words, metrics) + beside_words
                widened[column] = max(widths[column], whole)
        return widened


def cut_of(heading: str, beside: Iterable[str]) -> Qt.TextElideMode:
    """Where a heading is cut: names that begin alike keep their ends, which tell them apart."""
    begin = heading[:_ALIKE]
    is_alike = len(begin) == _ALIKE and any(one.startswith(begin) for one in beside)
    return Qt.TextElideMode.ElideLeft if is_alike else Qt.TextElideMode.ElideRight
