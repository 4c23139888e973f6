"""The page of revisions: what two releases of a table tell differently, the biggest first.

Imports pyqtgraph with the chart; import it when the page is first shown.
"""

from dataclasses import replace

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from mkbviewer.core.errors import Cancelled, MkbviewerError
from mkbviewer.core.frame import Frame
from mkbviewer.core.language import _
from mkbviewer.core.model import Release
from mkbviewer.core.numbers import format_number, unit_label
from mkbviewer.store.revisions.revisions import Diff
from mkbviewer.ui.canvas.chart_view import ChartView
from mkbviewer.ui.look.palette import LIGHT, Palette
from mkbviewer.ui.look.text_size import hold
from mkbviewer.ui.widgets.choice import HEIGHT, Choice, Option
from mkbviewer.ui.widgets.divided import Divided
from mkbviewer.ui.widgets.flow_layout import FlowLayout
from mkbviewer.ui.widgets.rows_view import RowsView
from mkbviewer.ui.widgets.words import Words
from mkbviewer.viewmodels.releases.comparison import Comparison
from mkbviewer.viewmodels.releases.release_table import describe_release
from mkbviewer.viewmodels.releases.revision_table import Column

SHOW_WORK_AFTER = 300
"""Milliseconds after which waiting is shown."""

_WIDE = 840


class RevisionsPage(QWidget):
    """Two releases of one table side by side. `table_asked` comes to go back to the table."""

    table_asked = Signal(str)

    def __init__(self, comparison: Comparison, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAccessibleName(_("Revisions"))
        self._comparison = comparison
        self._palette = LIGHT
        self._has_kinds = False
        self._make_head()
        self._make_figures()
        self._make_message()
        self._body = QStackedWidget(self)
        self._body.addWidget(self._figures)
        self._body.addWidget(self._message)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 14)
        column.setSpacing(10)
        column.addLayout(self._head)
        column.addLayout(self._choices)
        column.addWidget(self._silence)
        column.addWidget(self._body, 1)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOW_WORK_AFTER)
        self._timer.timeout.connect(self._show_work)
        comparison.compared.connect(self._show_revisions)
        comparison.series_read.connect(self._show_series)
        comparison.failed.connect(self._show_problem)

    def _make_head(self) -> None:
        self.title = Words("title", self)
        self.title.setText(_("Revisions"))
        self.subtitle = Words("subtitle", self)
        self.back = QPushButton(_("Show the table"), self)
        self.back.clicked.connect(lambda: self.table_asked.emit(self._comparison.table_id))
        said = QVBoxLayout()
        said.setSpacing(2)
        said.addWidget(self.title)
        said.addWidget(self.subtitle)
        self._head = QHBoxLayout()
        self._head.addLayout(said, 1)
        self._head.addWidget(self.back, 0, Qt.AlignmentFlag.AlignTop)
        self.old = Choice(widest=300, parent=self)
        self.old.chosen.connect(lambda keys: self._compare(old=keys[0]))
        self.new = Choice(widest=300, parent=self)
        self.new.chosen.connect(lambda keys: self._compare(new=keys[0]))
        self.counts = QLabel(self)
        self.counts.setObjectName("strong")
        hold(self.counts, "setFixedHeight", HEIGHT)
        self.counts.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._choices = FlowLayout(spacing=8)
        for widget in (self.old, self.new):
            self._choices.addWidget(widget)
        self._choices.add_at_right(self.counts)
        self._silence = Words("small", self)
        self._silence.hide()

    def _make_figures(self) -> None:
        self.chart = ChartView(self)
        self.chart_title = Words("strong", self)
        self.chart_unit = Words("small", self)
        chart_card = QFrame(self)
        chart_card.setObjectName("card")
        inside = QVBoxLayout(chart_card)
        inside.setContentsMargins(14, 11, 14, 9)
        inside.setSpacing(2)
        inside.addWidget(self.chart_title)
        inside.addWidget(self.chart_unit)
        inside.addWidget(self.chart, 1)
        hold(chart_card, "setMinimumHeight", 190)
        self.rows = RowsView(
            _("Figures that differ, the biggest revision first"),
            {Column.MEASURE: 2, Column.MEMBERS: 3},
            self,
        )
        self.rows.setModel(self._comparison.table)
        self.rows.follow_clicks()
        self.rows.watch_choice()
        self.rows.row_chosen.connect(self._read_series)
        self._rest = QLabel(self)
        self._rest.setObjectName("small")
        self._rest.setContentsMargins(12, 5, 12, 7)
        table_card = QFrame(self)
        table_card.setObjectName("card")
        under = QVBoxLayout(table_card)
        under.setContentsMargins(1, 1, 1, 1)
        under.setSpacing(0)
        under.addWidget(self.rows, 1)
        under.addWidget(self._rest)
        hold(table_card, "setMinimumHeight", 120)
        self._figures = Divided(Qt.Orientation.Vertical, _("Height of the chart"), self)
        self._figures.setChildrenCollapsible(False)
        self._figures.setHandleWidth(10)
        self._figures.addWidget(chart_card)
        self._figures.addWidget(table_card)
        self._figures.setSizes([330, 370])

    def _make_message(self) -> None:
        self._message = QFrame(self)
        self._message.setObjectName("card")
        self.said = Words("strong", self._message)
        self.explained = Words("words", self._message)
        self._progress = QProgressBar(self._message)
        self._progress.setRange(0, 0)
        hold(self._progress, "setMaximumWidth", 260)
        self._progress.setAccessibleName(_("Comparing the releases"))
        self._cancel = QPushButton(_("Cancel"), self._message)
        self._cancel.clicked.connect(self._comparison.cancel)
        inside = QVBoxLayout(self._message)
        inside.setContentsMargins(18, 16, 18, 16)
        inside.setSpacing(8)
        inside.addWidget(self.said)
        inside.addWidget(self.explained)
        inside.addWidget(self._progress)
        inside.addWidget(self._cancel, 0, Qt.AlignmentFlag.AlignLeft)
        inside.addStretch()

    def set_palette(self, palette: Palette) -> None:
        """Draw in the colours of this palette: the older release muted, the newer in accent."""
        self._palette = palette
        self.chart.set_palette(replace(palette, members=(palette.muted, palette.accent)))

    def open_table(self, table_id: str, title: str) -> None:
        """Compare the last two releases of a table, or the two that were compared before."""
        diff = self._comparison.diff
        names = [one.name for one in self._releases(table_id)]
        is_same = diff is not None and diff.table == table_id
        if is_same and diff is not None and {diff.old.name, diff.new.name} <= set(names):
            old, new = diff.old.name, diff.new.name
        else:
            old, new = names[-2:] if len(names) > 1 else ("", "")
        self.subtitle.setText(" · ".join(dict.fromkeys((table_id, title))))
        if len(names) < 2:
            self._comparison.table.show(None)
            self._show_choices(table_id, "", "")
            self._say(
                _("There is one release of this table only."),
                _("Import an older or newer file of this table, and both can be compared."),
            )
            return
        self._run(table_id, old, new)

    def _compare(self, old: str = "", new: str = "") -> None:
        chosen_old, chosen_new = old or self.old.keys[0], new or self.new.keys[0]
        if chosen_old == chosen_new:
            # The same one twice: the two change places.
            chosen_old, chosen_new = self.new.keys[0], self.old.keys[0]
        self._run(self._comparison.table_id, chosen_old, chosen_new)

    def _run(self, table_id: str, old: str, new: str) -> None:
        self._show_choices(table_id, old, new)
        self._silence.tell("")
        self.counts.setText("")
        self._timer.start()
        self._comparison.compare(table_id, old, new)

    def _releases(self, table_id: str) -> tuple[Release, ...]:
        self._comparison.table_id = table_id
        try:
            return self._comparison.releases()
        except MkbviewerError:
            return ()

    def _show_choices(self, table_id: str, old: str, new: str) -> None:
        releases = self._releases(table_id)
        options = [Option(one.name, one.name, describe_release(one)) for one in reversed(releases)]
        self.old.show_options(_("Old"), options, (old,))
        self.new.show_options(_("New"), options, (new,))
        for one in (self.old, self.new):
            one.setVisible(len(options) > 1)
        self.counts.setVisible(len(options) > 1)
        self._choices.invalidate()

    def _show_work(self) -> None:
        if self._comparison.is_busy:
            self._say(_("Comparing the releases…"), "", is_busy=True)

    def _say(self, what: str, why: str, *, is_busy: bool = False) -> None:
        self._timer.stop()
        self.said.setText(what)
        self.explained.tell(why)
        self._progress.setVisible(is_busy)
        self._cancel.setVisible(is_busy)
        self._body.setCurrentWidget(self._message)

    def _show_revisions(self) -> None:
        diff = self._comparison.diff
        if diff is None:
            return
        self._timer.stop()
        self.counts.setText(counts_in_words(diff))
        self._choices.invalidate()
        self._silence.tell(" ".join(diff.silence))
        if not diff.revisions:
            self._say(
                _("Both releases have the same figures."),
                _("No figure was added, removed or revised."),
            )
            return
        last = self._comparison.table.rowCount() - 1
        kinds = {self._comparison.table.index(row, Column.KIND).data() for row in (0, last)}
        self._has_kinds = len(kinds) > 1
        self._fit_rows()
        self.rows.horizontalHeader().setSortIndicatorShown(False)
        rest = diff.total - len(diff.revisions)
        self._rest.setText(
            _("The first {count} of {total} figures that differ").format(
                count=format_number(len(diff.revisions), 0), total=format_number(diff.total, 0)
            )
        )
        self._rest.setVisible(rest > 0)
        self._body.setCurrentWidget(self._figures)
        self.rows.choose_row(0)

    def _fit_rows(self) -> None:
        """Leave out what figures are, where they are all alike or where there is no room."""
        self.rows.setColumnHidden(Column.KIND, not self._has_kinds or self.width() < _WIDE)
        self.rows.fit_columns()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_rows()

    def _read_series(self, row: int) -> None:
        if row >= 0 and self._comparison.diff is not None:
            self._comparison.read_series(row)

    def _show_series(self, frame: Frame) -> None:
        diff, row = self._comparison.diff, self.rows.chosen_row
        if diff is None or row < 0:
            return
        names = {
            diff.old.name: _("old: {release}").format(release=diff.old.name),
            diff.new.name: _("new: {release}").format(release=diff.new.name),
        }
        series = tuple(
            replace(one, label=names.get(one.key, one.label), is_former=one.key == diff.old.name)
            for one in frame.series
        )
        frame = replace(frame, series=series)
        revision = self._comparison.table.revision(row)
        title = self._comparison.table.describe(revision)
        self.chart_title.setText(title)
        self.chart_unit.tell(unit_label(frame.unit or (series[0].unit if series else "")))
        both = (self._palette.muted, self._palette.accent)
        shown = tuple(both[0] if one.is_former else both[1] for one in series)
        self.chart.set_palette(replace(self._palette, members=shown or both, total=shown[-1]))
        self.chart.show_frame(frame, "line", title=title)
        place = [number for number, one in enumerate(frame.periods) if one.code == revision.period]
        self.chart.mark_periods(tuple(place))

    def _show_problem(self, problem: Exception) -> None:
        if isinstance(problem, Cancelled):
            self._say(_("Comparing was cancelled."), _("Choose two releases to compare them."))
        elif isinstance(problem, MkbviewerError):
            self._say(problem.what, " ".join(one for one in (problem.why, problem.remedy) if one))


def counts_in_words(diff: Diff) -> str:
    """How many figures were revised, added and removed."""
    counts = diff.counts
    parts = [_("{count} revised").format(count=format_number(counts.revised, 0))]
    if counts.restated:
        parts[0] += " " + _("({count} by status only)").format(
            count=format_number(counts.restated, 0)
        )
    parts.append(_("{count} added").format(count=format_number(counts.added, 0)))
    parts.append(_("{count} removed").format(count=format_number(counts.removed, 0)))
    return " · ".join(parts)
