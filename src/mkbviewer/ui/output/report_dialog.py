"""Choosing what the printed report holds, and waiting for it."""

from collections.abc import Callable, Collection
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QCloseEvent, QFont
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from mkbviewer.core.language import _
from mkbviewer.core.report.catalogue import Catalogue
from mkbviewer.ui.output.report_making import ReportMaking
from mkbviewer.ui.widgets.dialog_size import open_at
from mkbviewer.ui.widgets.words import Words

_ID = Qt.ItemDataRole.UserRole
_STEPS = 1000
_PARTLY = Qt.CheckState.PartiallyChecked


class ReportDialog(QDialog):
    """Themes and indicators to be checked, then a PDF. `written` carries its Path once it is there.

    `filled` are the ids of the indicators that have anything to print.
    """

    written = Signal(object, object)
    failed = Signal(object)

    def __init__(
        self,
        catalogue: Catalogue,
        filled: Collection[str],
        making: ReportMaking,
        propose: Callable[[], Path],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._making = making
        self._propose = propose
        making.setParent(self)
        self.setWindowTitle(_("Report"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        open_at(self, 560, 600)
        self.tree = QTreeWidget(self)
        self.tree.setObjectName("choice")
        self.tree.setHeaderHidden(True)
        self.tree.setAccessibleName(_("Indicators of the report"))
        self._fill(catalogue, filled)
        self.tree.itemChanged.connect(lambda item, _column: self._follow(item))
        self._everything = QPushButton(_("Choose &all"), self)
        self._everything.clicked.connect(lambda: self._check_all(Qt.CheckState.Checked))
        self._nothing = QPushButton(_("Choose &none"), self)
        self._nothing.clicked.connect(lambda: self._check_all(Qt.CheckState.Unchecked))
        self.counted = QLabel(self)
        self.counted.setObjectName("muted")
        choice = QHBoxLayout()
        choice.setSpacing(8)
        choice.addWidget(self._everything)
        choice.addWidget(self._nothing)
        choice.addStretch()
        choice.addWidget(self.counted)
        self.bar = QProgressBar(self)
        self.bar.setRange(0, _STEPS)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(_("Progress of the report"))
        self.make = QPushButton(_("&Save as PDF…"), self)
        self.make.setObjectName("primary")
        self.make.setDefault(True)
        self.make.clicked.connect(self._ask)
        self.stop = QPushButton(_("Cancel"), self)
        self.stop.clicked.connect(self._cancel)
        self._lay_out(choice)
        making.progressed.connect(lambda part: self.bar.setValue(round(part * _STEPS)))
        making.made.connect(self._finish)
        making.failed.connect(self._fail)
        self._show_busy(False)
        self._count()

    def _lay_out(self, choice: QHBoxLayout) -> None:
        title = Words("title", self, _("Report"))
        said = _("A cover with contents, and a page of A4 for each indicator, as one PDF.")
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.bar, 1)
        foot.addStretch()
        foot.addWidget(self.make)
        foot.addWidget(self.stop)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        column.addWidget(title)
        column.addWidget(Words("subtitle", self, said))
        column.addWidget(self.tree, 1)
        column.addLayout(choice)
        column.addLayout(foot)

    @property
    def chosen(self) -> list[str]:
        """The ids of the indicators that are checked."""
        return [
            str(item.data(0, _ID))
            for item in self._items()
            if item.checkState(0) is Qt.CheckState.Checked
        ]

    def save(self, target: Path) -> None:
        """Make the report of what is checked."""
        self._show_busy(True)
        self._making.start(self.chosen, target)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._making.cancel()
        super().closeEvent(event)

    def reject(self) -> None:
        self._making.cancel()
        super().reject()

    def _fill(self, catalogue: Catalogue, filled: Collection[str]) -> None:
        checkable = Qt.ItemFlag.ItemIsUserCheckable
        bold = QFont(self.tree.font())
        bold.setWeight(QFont.Weight.DemiBold)
        for theme in catalogue.themes:
            indicators = catalogue.of_theme(theme.id)
            if not indicators:
                continue
            shelf = QTreeWidgetItem(self.tree, [theme.name])
            shelf.setFlags(shelf.flags() | checkable)
            shelf.setCheckState(0, Qt.CheckState.Checked)
            shelf.setFont(0, bold)
            for one in indicators:
                item = QTreeWidgetItem(shelf, [one.title])
                item.setData(0, _ID, one.id)
                if one.id in filled:
                    item.setFlags(item.flags() | checkable)
                    item.setCheckState(0, Qt.CheckState.Checked)
                else:
                    item.setDisabled(True)
                    item.setText(0, _("{title} (no figures yet)").format(title=one.title))
        self.tree.expandAll()
        first = self.tree.topLevelItem(0)
        if first is not None:
            self.tree.setCurrentItem(first)

    def _items(self) -> list[QTreeWidgetItem]:
        shelves = [self.tree.topLevelItem(row) for row in range(self.tree.topLevelItemCount())]
        found = [one.child(row) for one in shelves if one for row in range(one.childCount())]
        return [item for item in found if item is not None]

    def _follow(self, item: QTreeWidgetItem) -> None:
        """A theme goes with its indicators, and the other way round.

        Qt's own way of doing so wants a check on every one of them.
        """
        shelf = item.parent() or item
        inside = [shelf.child(row) for row in range(shelf.childCount())]
        there = [one for one in inside if one is not None and not one.isDisabled()]
        with QSignalBlocker(self.tree):
            if item is shelf and shelf.checkState(0) is not _PARTLY:
                for one in there:
                    one.setCheckState(0, shelf.checkState(0))
            states = {one.checkState(0) for one in there} or {Qt.CheckState.Unchecked}
            shelf.setCheckState(0, states.pop() if len(states) == 1 else _PARTLY)
        self.tree.viewport().update()
        self._count()

    def _check_all(self, state: Qt.CheckState) -> None:
        for item in self._items():
            if not item.isDisabled():
                item.setCheckState(0, state)

    def _count(self) -> None:
        count = len(self.chosen)
        possible = sum(not item.isDisabled() for item in self._items())
        told = _("{count} of {possible} indicators").format(count=count, possible=possible)
        self.counted.setText(told)
        self.make.setEnabled(count > 0 and not self._making.is_busy)

    def _ask(self) -> None:
        found, _kind = QFileDialog.getSaveFileName(
            self, _("Save report"), str(self._propose()), _("PDF document") + " (*.pdf)"
        )
        if found:
            target = Path(found)
            self.save(target if target.suffix else target.with_suffix(".pdf"))

    def _cancel(self) -> None:
        if self._making.is_busy:
            self._making.cancel()
            self._show_busy(False)
        else:
            self.reject()

    def _finish(self, target: Path, problems: object) -> None:
        self.written.emit(target, problems)
        self.accept()

    def _fail(self, problem: Exception) -> None:
        self._show_busy(False)
        self.failed.emit(problem)

    def _show_busy(self, is_busy: bool) -> None:
        self.bar.setVisible(is_busy)
        for one in (self.tree, self._everything, self._nothing):
            one.setEnabled(not is_busy)
        self.make.setEnabled(not is_busy and bool(self.chosen))
        if is_busy:
            self.stop.setFocus()
