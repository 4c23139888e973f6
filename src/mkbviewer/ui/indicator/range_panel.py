"""A small panel over the page: what happened over the range of periods that is selected."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QMouseEvent, QShortcut
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from mkbviewer.core.language import _
from mkbviewer.core.range_summary import RangeSummary, copy_text
from mkbviewer.core.words.tab_separated import CopyNotation
from mkbviewer.ui.look.icons import plain_button
from mkbviewer.ui.look.text_size import in_text
from mkbviewer.ui.widgets.rows_view import ROW_HEIGHT, RowsView
from mkbviewer.viewmodels.indicator.range_table import Column, RangeTable, range_words, yearly_words

_LABEL_SHARE = 1
_NARROWEST, _WIDEST_LABEL = 420, 240
_FEWEST_ROWS, _MOST_ROWS = 2, 6
_MEASURED = 50
"""Rows whose names decide on the width of the panel."""

_HEADINGS = 34
_INSET = 10
_FRAME = 12


class _Rows(RowsView):
    """The rows of the panel, of which Ctrl+C copies all with their exact figures."""

    copy_asked = Signal()

    def copy(self) -> None:
        self.copy_asked.emit()


class RangePanel(QFrame):
    """Shows a RangeSummary over whatever lies under it; it is moved by its edges, and stays there.

    `closed` comes when Escape or the cross takes it away, `copied` once it is on the clipboard.
    """

    closed = Signal()
    copied = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._page = parent
        self.setObjectName("card")
        self.setAccessibleName(_("Selected range of periods"))
        self.notation = CopyNotation.DUTCH
        self._grip: QPoint | None = None
        self._spot: QPoint | None = None
        self._over = self._clear_of = parent
        self._has_method = False
        self.table = RangeTable(self)
        self.heading = QLabel(self)
        self.heading.setObjectName("strong")
        self.heading.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.method = QLabel(self)
        self.method.setObjectName("small")
        self.copy_button = plain_button("copy", _("Copy these figures (Ctrl+C)"), self)
        self.copy_button.clicked.connect(self.copy)
        self.close_button = plain_button("x", _("Close (Escape)"), self)
        self.close_button.clicked.connect(self.closed)
        self.rows = _Rows(_("Range of each series"), {Column.SERIES: _LABEL_SHARE}, self)
        self.rows.setModel(self.table)
        self.rows.copy_asked.connect(self.copy)
        self.rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        top = QHBoxLayout()
        top.setContentsMargins(12, 7, 7, 0)
        top.addWidget(self.heading, 1)
        top.addWidget(self.copy_button)
        top.addWidget(self.close_button)
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 3, 12, 7)
        foot.addWidget(self.method)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.rows, 1)
        column.addLayout(foot)
        self._escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), parent, self.closed.emit)
        self._escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._escape.setEnabled(False)
        self.hide()

    def show_summary(
        self, summary: RangeSummary | None, over: QWidget, clear_of: QWidget | None = None
    ) -> None:
        """Show a range over the lower right corner of a widget; None takes the panel away.

        It is lower, and its rows scroll, where it would lie over what it has to be `clear_of`.
        """
        self._over, self._clear_of = over, clear_of or self._page
        self._escape.setEnabled(summary is not None)
        if summary is None or not summary.series:
            self.hide()
            return
        self.table.show(summary)
        self.heading.setText(range_words(summary))
        ways = dict.fromkeys(yearly_words(one, summary.years) for one in summary.series)
        self.method.setText(_("Per year: {way}").format(way=next(iter(ways))))
        self._has_method = len(ways) == 1
        has_percentages = any(not one.in_points for one in summary.series)
        self.rows.setColumnHidden(Column.PERCENTAGE, not has_percentages)
        was_hidden = self.isHidden()
        # Only what is shown has its style, and with it its size.
        self.show()
        self._fit(len(summary.series))
        if was_hidden and self._spot is None:
            self._place()
        else:
            self.move(self._inside(self._spot or self.pos()))
        self.raise_()
        self.rows.fit_columns()

    def copy(self) -> None:
        """Put the figures on the clipboard, as text that pastes into a spreadsheet."""
        if self.table.summary is not None:
            QApplication.clipboard().setText(copy_text(self.table.summary, self.notation))
            self.copied.emit()

    def stay_inside(self) -> None:
        """Keep within the page after that has become smaller."""
        if not self.isHidden():
            self._fit(self.table.rowCount())
            if self._spot is None:
                self._place()
            else:
                self.move(self._inside(self.pos()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._grip = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grip is not None:
            self._spot = self._inside(self.pos() + event.position().toPoint() - self._grip)
            self.move(self._spot)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._grip = None

    def _fit(self, count: int) -> None:
        rows = min(count, _MOST_ROWS)
        layout = self.layout()
        assert layout is not None
        room = self._height_below()
        # The way of computing is in the tooltips too; rows that are left out can be scrolled to.
        for has_method, fewer in ((True, 0), (False, 0), *((False, one) for one in range(1, rows))):
            shown = max(rows - fewer, min(rows, _FEWEST_ROWS))
            self.method.setVisible(has_method and self._has_method)
            self.rows.setFixedHeight(in_text(_HEADINGS + shown * ROW_HEIGHT) + _FRAME)
            layout.invalidate()
            layout.activate()
            if layout.minimumSize().height() <= room:
                break
        # A few pixels of the style must not bring a scroll bar where every row is in sight.
        fits = count <= shown
        off, as_needed = (
            Qt.ScrollBarPolicy.ScrollBarAlwaysOff,
            Qt.ScrollBarPolicy.ScrollBarAsNeeded,
        )
        self.rows.setVerticalScrollBarPolicy(off if fits else as_needed)
        width = self._in_sight().width() - 2 * _INSET
        self.rows.fit_columns()
        others = [one for one in Column if one != Column.SERIES]
        figures = sum(self.rows.columnWidth(one) for one in others)
        labels = [self.table.text(row, Column.SERIES) for row in range(min(count, _MEASURED))]
        widths = (self.rows.fontMetrics().horizontalAdvance(label) for label in labels)
        label = min(max(widths, default=0) + in_text(30), in_text(_WIDEST_LABEL))
        wanted = max(in_text(_NARROWEST), figures + max(label, in_text(90)) + in_text(14))
        self.resize(QSize(min(wanted, width), layout.minimumSize().height()))

    def _height_below(self) -> int:
        """How high it can be in sight, and clear of what it must not lie over."""
        if self._clear_of is self._page or self._spot is not None:
            return self._in_sight().height()
        below = self._clear_of.mapTo(self._page, self._clear_of.rect().bottomLeft()).y()
        return self._in_sight().bottom() - below - 4

    def _place(self) -> None:
        corner = self._over.mapTo(self._page, self._over.rect().bottomRight())
        self.move(self._inside(corner - QPoint(self.width() + 14, self.height() + 8)))

    def _inside(self, place: QPoint) -> QPoint:
        room = self._in_sight().adjusted(2, 2, -2, -2)
        left = max(room.left(), min(place.x(), room.right() - self.width()))
        top = max(room.top(), min(place.y(), room.bottom() - self.height()))
        return QPoint(left, top)

    def _in_sight(self) -> QRect:
        """The part of the page that no scrolling has taken out of sight."""
        rect, above = self._page.rect(), self._page.parentWidget()
        while above is not None:
            corner = self._page.mapTo(above, QPoint(0, 0))
            rect &= QRect(-corner, above.size())
            above = above.parentWidget()
        return rect
