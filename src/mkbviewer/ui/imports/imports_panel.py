"""Importing: the files, how far they are, what became of each, and the report of one of them."""

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLayoutItem,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from mkbviewer.core.language import _
from mkbviewer.ui.imports.import_question import question_card
from mkbviewer.ui.imports.import_report import ReportLinks, report_card
from mkbviewer.ui.look.icons import Sign
from mkbviewer.ui.widgets.link_button import link_button
from mkbviewer.ui.widgets.turning_row import TurningRow
from mkbviewer.ui.widgets.words import Words, breakable
from mkbviewer.viewmodels.imports.import_jobs import Column, ImportJobs, State
from mkbviewer.viewmodels.imports.imports import Imports

_SIGNS = {
    State.WAITING: "clock",
    State.BUSY: "refresh-cw",
    State.ASKING: "circle-help",
    State.IMPORTED: "circle-check",
    State.UNCHANGED: "check",
    State.REFUSED: "circle-alert",
    State.CANCELLED: "minus",
    State.UNDONE: "undo-2",
}
_BESIDE_FROM = 480
"""The width from which the button stands beside the words."""

_STRETCHES = (0, 5, 5, 2, 2, 6, 0)


class _Row:
    """The widgets of one file in the grid."""

    def __init__(self, panel: "ImportsPanel", grid: QGridLayout, place: int) -> None:
        parent = panel.list
        self.sign = Sign("clock", 18, parent=parent)
        self.name = Words("strong", parent)
        self.dialect = Words("small", parent)
        self.table = Words("words", parent)
        self.outcome = Words("words", parent)
        self.figures = QLabel(parent)
        self.figures.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.remarks = Words("words", parent)
        self.progress = QProgressBar(parent)
        self.progress.setTextVisible(False)
        self.progress.setRange(0, 100)
        self.action = link_button("", parent)
        self.action.clicked.connect(lambda: panel.act_on(place))
        file = QVBoxLayout()
        file.setSpacing(0)
        file.addStretch()
        file.addWidget(self.name)
        file.addWidget(self.dialect)
        file.addStretch()
        remarks = QVBoxLayout()
        remarks.setSpacing(4)
        remarks.addWidget(self.remarks)
        remarks.addWidget(self.progress)
        line = QFrame(parent)
        line.setObjectName("line")
        line.setFixedHeight(1)
        row = 2 * place + 2
        grid.addWidget(line, row - 1, 0, 1, len(_STRETCHES))
        grid.addWidget(self.sign, row, 0, Qt.AlignmentFlag.AlignVCenter)
        grid.addLayout(file, row, 1)
        grid.addWidget(self.table, row, 2)
        grid.addWidget(self.outcome, row, 3)
        grid.addWidget(self.figures, row, 4)
        grid.addLayout(remarks, row, 5)
        grid.addWidget(self.action, row, 6)

    def show_job(self, jobs: ImportJobs, row: int) -> None:
        """Write what is known of a file."""
        job = jobs.job(row)
        name, _newline, dialect = jobs.text(row, Column.FILE).partition("\n")
        self.name.setText(breakable(name))
        self.name.setToolTip(str(job.path))
        self.dialect.setText(dialect)
        self.table.setText(jobs.text(row, Column.TABLE))
        self.outcome.setText(jobs.text(row, Column.OUTCOME))
        self.figures.setText(jobs.text(row, Column.OBSERVATIONS))
        self.remarks.setText(jobs.text(row, Column.REMARKS))
        self.remarks.setObjectName("problem" if job.state is State.REFUSED else "words")
        self.remarks.style().polish(self.remarks)
        self.remarks.setVisible(bool(self.remarks.text()))
        role = (
            QPalette.ColorRole.BrightText
            if job.state is State.REFUSED
            else QPalette.ColorRole.Highlight
        )
        self.sign.show_icon(_SIGNS[job.state], role)
        self.sign.setAccessibleName(self.outcome.text())
        self.progress.setVisible(job.state.is_open)
        self.progress.setValue(int(100 * job.fraction))
        self.progress.setAccessibleName(_("Progress of {file}").format(file=name))
        says = _("Cancel") if job.state.is_open else _("Report")
        if job.state is State.REFUSED:
            says = _("Explanation")
        elif job.state is State.ASKING:
            says = _("Choose")
        self.action.setText(says)
        self.action.setAccessibleName(f"{says}: {name}")
        self.action.setVisible(job.state is not State.CANCELLED)


class ImportsPanel(QScrollArea):
    """All files of this session. `asked_for_files` comes when the user wants to choose some.

    `revisions_asked` carries the table whose revisions are to be shown, `rejections_asked` the row
    of the file whose rows left out are to be saved.
    """

    asked_for_files = Signal()
    revisions_asked = Signal(str)
    rejections_asked = Signal(int)

    def __init__(self, imports: Imports, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(_("Importing"))
        self._imports = imports
        self._rows: list[_Row] = []
        self._open_row = -1
        content = QWidget()
        self._inside = content
        content.setObjectName("scrolled")
        self._content = QVBoxLayout(content)
        self._content.setContentsMargins(18, 14, 18, 18)
        self._content.setSpacing(12)
        self._content.addWidget(self._make_target(content))
        self._content.addLayout(self._make_head(content))
        self.list = QFrame(content)
        self.list.setObjectName("card")
        self.list.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._grid = QGridLayout(self.list)
        self._grid.setContentsMargins(14, 10, 14, 10)
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(8)
        for column, stretch in enumerate(_STRETCHES):
            self._grid.setColumnStretch(column, stretch)
        self._grid.setColumnMinimumWidth(4, 74)
        self._content.addWidget(self.list)
        self.emptiness = Words(
            "words",
            content,
            _(
                "No file was imported since the program was started. What was imported before "
                "stands in the list at the left, under “Own tables”."
            ),
        )
        self._content.addWidget(self.emptiness)
        self._report: QWidget | None = None
        self._content.addStretch(1)
        self.setWidget(content)
        jobs = imports.jobs
        jobs.rowsInserted.connect(lambda *_: self._follow())
        jobs.rowsRemoved.connect(lambda *_: self._start_anew())
        jobs.dataChanged.connect(self._refresh)
        self._start_anew()

    def show_report(self, row: int, *, scrolls: bool = True) -> None:
        """Show the report of one file under the list, or what is asked about it.

        `scrolls` brings it into sight.
        """
        job = self._imports.jobs.job(row)
        if self._report is not None:
            self._report.hide()
            self._report.deleteLater()
            self._report = None
        self._open_row = row
        if job.report is not None and job.state is State.ASKING and job.report.question:
            self._report = question_card(
                job.path.name,
                job.report.question,
                self._inside,
                lambda key: self._imports.answer(row, key),
                lambda: self._imports.cancel(row),
            )
            self._content.insertWidget(self._content.count() - 1, self._report)
        elif job.report is not None or job.problem is not None:
            table = job.report.table if job.report else ""
            links = ReportLinks(
                show_revisions=lambda: self.revisions_asked.emit(table),
                save_rejected=lambda: self.rejections_asked.emit(row),
            )
            self._report = report_card(job, self._inside, links)
            self._content.insertWidget(self._content.count() - 1, self._report)
        self._show_undo()
        if scrolls and self._report is not None:
            # Its height is known when the layout has been made.
            QTimer.singleShot(0, self, self._scroll_to_report)

    def _scroll_to_report(self) -> None:
        if self._report is not None:
            self._content.activate()
            margin = self._content.contentsMargins().bottom()
            self.ensureWidgetVisible(self._report, 0, margin)

    def act_on(self, row: int) -> None:
        """Cancel an import that is under way, else show its report."""
        if self._imports.jobs.job(row).state.is_open:
            self._imports.cancel(row)
        else:
            self.show_report(row)

    def _make_target(self, parent: QWidget) -> QFrame:
        target = QFrame(parent)
        target.setObjectName("drop")
        row = TurningRow(_BESIDE_FROM, 12, target)
        inside = QVBoxLayout(target)
        inside.setContentsMargins(20, 14, 20, 14)
        inside.addWidget(row)
        told = QWidget(row)
        said = QVBoxLayout(told)
        said.setContentsMargins(0, 0, 0, 0)
        said.setSpacing(2)
        title = Words("heading", target, _("Drag CBS files to this window"))
        said.addWidget(title)
        said.addWidget(
            Words(
                "words",
                target,
                _("CSV, ZIP or folder · the file is recognised, nothing is overwritten"),
            )
        )
        row.box.addWidget(told, 1)
        choose = QPushButton(_("Choose files…"), target)
        choose.clicked.connect(self.asked_for_files)
        row.box.addWidget(choose, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return target

    def _make_head(self, parent: QWidget) -> QHBoxLayout:
        head = QHBoxLayout()
        title = QLabel(_("Importing"), parent)
        title.setObjectName("title")
        self._cancel_all = QPushButton(_("Cancel all"), parent)
        self._cancel_all.clicked.connect(self._imports.cancel_all)
        self._undo = QPushButton(parent)
        self._undo.clicked.connect(lambda: self._imports.undo_import(self._open_row))
        head.addWidget(title, 1)
        head.addWidget(self._cancel_all)
        head.addWidget(self._undo)
        return head

    def _start_anew(self) -> None:
        while item := self._grid.takeAt(0):
            _discard(item)
        self._rows = []
        jobs = self._imports.jobs
        for place, column in enumerate(Column, start=1):
            heading = QLabel(str(jobs.headerData(column, Qt.Orientation.Horizontal)), self.list)
            heading.setObjectName("strong")
            side = (
                Qt.AlignmentFlag.AlignRight
                if column is Column.OBSERVATIONS
                else Qt.AlignmentFlag.AlignLeft
            )
            self._grid.addWidget(heading, 0, place, side)
        self._follow()

    def _follow(self) -> None:
        jobs = self._imports.jobs
        while len(self._rows) < jobs.rowCount():
            row = _Row(self, self._grid, len(self._rows))
            self._rows.append(row)
            row.show_job(jobs, len(self._rows) - 1)
        self.list.setVisible(bool(self._rows))
        self.emptiness.setVisible(not self._rows)
        self._show_undo()

    def _refresh(self, first: QModelIndex, last: QModelIndex, _roles: object = None) -> None:
        jobs = self._imports.jobs
        for row in range(first.row(), last.row() + 1):
            self._rows[row].show_job(jobs, row)
            if self._may_show(row):
                self.show_report(row, scrolls=jobs.job(row).state is State.ASKING)
        self._show_undo()

    def _may_show(self, row: int) -> bool:
        """Whether a row that changed may show its report: not where another one asks."""
        jobs = self._imports.jobs
        if jobs.job(row).state.is_open:
            return row == self._open_row
        is_there = 0 <= self._open_row < jobs.rowCount()
        return (
            row == self._open_row
            or not is_there
            or jobs.job(self._open_row).state is not State.ASKING
        )

    def _show_undo(self) -> None:
        jobs = self._imports.jobs
        is_there = 0 <= self._open_row < jobs.rowCount()
        can_undo = is_there and self._imports.can_undo_import(self._open_row)
        self._undo.setVisible(can_undo)
        if can_undo:
            report = jobs.job(self._open_row).report
            self._undo.setText(_("Undo: {table}").format(table=report.table if report else ""))
        self._cancel_all.setVisible(any(job.state.is_open for job in jobs.jobs))


def _discard(item: QLayoutItem) -> None:
    widget, layout = item.widget(), item.layout()
    if widget is not None:
        widget.hide()
        widget.deleteLater()
    elif layout is not None:
        while inner := layout.takeAt(0):
            _discard(inner)
