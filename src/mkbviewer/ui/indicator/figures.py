"""The figures of a page: the chart over the table, with what stands under the chart."""

import math
from collections.abc import Sequence

from PySide6.QtCore import QByteArray, QMargins, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from mkbviewer.core.frame import Frame
from mkbviewer.core.language import _
from mkbviewer.core.view import View
from mkbviewer.ui.canvas.chart_sentence import ChartSentence
from mkbviewer.ui.canvas.chart_view import ChartView
from mkbviewer.ui.indicator.period_range import PeriodRange
from mkbviewer.ui.look.text_size import hold, in_text
from mkbviewer.ui.table.table_bar import TableBar
from mkbviewer.ui.table.table_view import TableView
from mkbviewer.ui.widgets.divided import Divided
from mkbviewer.ui.widgets.turning_row import TurningRow
from mkbviewer.ui.widgets.words import Words

_LOWEST_CHART, _LOW_CHART = 120, 226
"""Pixels, at the usual size of text: how low a chart can be made, and how low it gets by itself.
Where there is less room than that, the page scrolls."""

_HIGHEST_WANTED = 460
"""How high a chart is made for all its series to be shown."""

_MARGINS = QMargins(12, 12, 12, 9)
"""What the card of the chart keeps free around it."""

_FOOT_FROM = 400
"""The width from which the periods are chosen beside the source, and not below it."""

_PARTS = (3, 1)
"""How chart and table share what comes once the user has moved what is between them."""


class Figures(Divided):
    """The chart over the table, each on a card."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, _("Height of the chart"), parent)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(10)
        self.chart = ChartView()
        self.sentence = ChartSentence()
        self.source = Words("small", self)
        self.range = PeriodRange()
        self.table = TableView()
        self.bar = TableBar(self.table.table)
        self.chart_card = chart_card = QFrame()
        chart_card.setObjectName("card")
        layout = QVBoxLayout(chart_card)
        layout.setContentsMargins(_MARGINS)
        layout.setSpacing(4)
        layout.addWidget(self.chart, 1)
        layout.addWidget(self.sentence)
        self.sentence.follow_height(chart_card)
        foot = TurningRow(_FOOT_FROM, 12)
        foot.box.addWidget(self.source, 1)
        foot.box.addWidget(self.range)
        layout.addWidget(foot)
        hold(self.chart, "setMinimumHeight", _LOWEST_CHART)
        self.table_card = table_card = QFrame()
        table_card.setObjectName("card")
        inside = QVBoxLayout(table_card)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.setSpacing(0)
        inside.addWidget(self.bar)
        inside.addWidget(self.table)
        hold(table_card, "setMinimumHeight", 124)
        self.addWidget(chart_card)
        self.addWidget(table_card)
        for place, part in enumerate(_PARTS):
            self.setStretchFactor(place, part)
        self._is_moved = False
        self._below = ("", QSize(), 0)
        self.splitterMoved.connect(lambda _place, _index: self._note_moved())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._keep_chart_whole()
        self.keep_whole()
        if self._is_moved:
            super().resizeEvent(event)
        else:
            self._share_room()

    def _share_room(self) -> None:
        """A high window has room for many rows, a low one for a chart and a few.

        Qt would share the room otherwise first, and lay out everything for that.
        """
        table = max(self.table_card.minimumHeight(), round(0.4 * self.height()) - 90)
        super().setSizes([self.height() - self.handleWidth() - table, table])

    def restoreState(self, state: "QByteArray | bytes | bytearray | memoryview[int]") -> bool:
        self._is_moved = super().restoreState(state)
        return self._is_moved

    def setSizes(self, sizes: Sequence[int]) -> None:
        self._note_moved()
        super().setSizes(sizes)

    def _note_moved(self) -> None:
        self._is_moved = True

    def show_below(self, words: str, level: Frame, view: View) -> None:
        """Show words under the chart, and the range of a view beside them."""
        self.source.setText(words)
        self.range.show_range(level, view.first, view.last)
        below = words, self.range.sizeHint(), self.source.fontMetrics().height()
        if below != self._below:  # Else all takes as much room as before.
            self._below = below
            self.keep_whole()

    def keep_whole(self) -> None:
        """Keep room for a chart and, at this width, for all lines of words under it."""
        layout = self.chart_card.layout()
        assert layout is not None
        self.chart_card.setMinimumHeight(layout.minimumHeightForWidth(self.width()))

    def follow_chart(self) -> None:
        """Keep room for another chart than before; where that takes more, the page scrolls."""
        if self._keep_chart_whole():
            self.keep_whole()
            if not self._is_moved:
                self._share_room()

    def _keep_chart_whole(self) -> bool:
        """Keep room for all series of the chart; whether that is another height than before."""
        room = self.width() - _MARGINS.left() - _MARGINS.right()
        wanted = min(math.ceil(self.chart.height_wanted(room)), in_text(_HIGHEST_WANTED))
        lowest = max(in_text(_LOWEST_CHART), wanted)
        is_other = lowest != self.chart.minimumHeight()
        if is_other:
            self.chart.setMinimumHeight(lowest)
        return is_other

    def minimumSizeHint(self) -> QSize:
        lacking = max(0, in_text(_LOW_CHART) - self.chart.minimumHeight())
        return super().minimumSizeHint() + QSize(0, lacking)

    def sizeHint(self) -> QSize:
        """The least that is worth looking at: where there is less, the page scrolls."""
        return self.minimumSizeHint()
