"""What is asked about a saved view or a note."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from mkbviewer.core.kept.keepsake import Point
from mkbviewer.core.language import _
from mkbviewer.ui.look.text_size import hold

MOST_LETTERS = 120
"""Of a name: it has to fit a list."""


class _Asking(QDialog):
    """A form over Save and Cancel. Save is there once `is_whole` says so."""

    def __init__(self, title: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        hold(self, "setMinimumWidth", 480)
        self.form = QFormLayout()
        self.form.setHorizontalSpacing(16)
        self.form.setVerticalSpacing(12)
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel
        )
        self.save = self.buttons.button(QDialogButtonBox.StandardButton.Save)
        self.save.setObjectName("primary")
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        shown = QKeySequence("Ctrl+Return").toString(QKeySequence.SequenceFormat.NativeText)
        self.save.setToolTip(shown)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(14)
        layout.addLayout(self.form)
        layout.addWidget(self.buttons)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # In a field of several lines Enter alone begins another one.
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.save.click()
        else:
            super().keyPressEvent(event)

    def add_row(self, text: str, field: QWidget) -> None:
        """Add a field under its name."""
        label = QLabel(text, self)
        label.setBuddy(field)
        field.setAccessibleName(text.replace("&", "").rstrip(":"))
        self.form.addRow(label, field)

    def add_text(self, text: str, content: str) -> QPlainTextEdit:
        """Add a field of several lines."""
        field = QPlainTextEdit(content, self)
        field.setTabChangesFocus(True)
        hold(field, "setFixedHeight", 96)
        self.add_row(text, field)
        return field


class ViewDialog(_Asking):
    """Asks for the name of a view, and for a note to go with it."""

    def __init__(self, title: str, name: str, note: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self.name = QLineEdit(name, self)
        self.name.setMaxLength(MOST_LETTERS)
        self.name.selectAll()
        self.add_row(_("&Name:"), self.name)
        self.note = self.add_text(_("N&ote:"), note)
        self.name.setFocus()
        self.name.textChanged.connect(lambda _text: self._check())
        self._check()

    def _check(self) -> None:
        self.save.setEnabled(bool(self.name.text().strip()))


@dataclass(frozen=True)
class Pointable:
    """What a note can be about: series and periods by their words, and the point of two places."""

    series: Sequence[str]
    periods: Sequence[str]
    point: Callable[[int, int], Point]


class NoteDialog(_Asking):
    """Asks for the text of a note, and whether it is about the page or about one figure.

    `kept` is the point that it is about already; `series` and `period` are the places that are
    proposed, -1 for the page as a whole.
    """

    def __init__(
        self,
        title: str,
        text: str,
        pointable: Pointable,
        *,
        kept: Point | None = None,
        series: int = -1,
        period: int = -1,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, parent)
        self._pointable, self._kept = pointable, kept
        self.text = self.add_text(_("&Note:"), text)
        self.about = QComboBox(self)
        self.about.addItem(_("The page as a whole"))
        if kept is not None:
            self.about.addItem(kept.label)
        self._first = self.about.count()
        self.about.addItems(list(pointable.series))
        self.about.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.period = QComboBox(self)
        self.period.addItems(list(pointable.periods))
        self.add_row(_("&About:"), self.about)
        self.add_row(_("&Period:"), self.period)
        self.about.setCurrentIndex(1 if kept else self._first + series if series >= 0 else 0)
        self.period.setCurrentIndex(period if period >= 0 else len(pointable.periods) - 1)
        self.text.setFocus()
        self.text.textChanged.connect(self._check)
        self.about.currentIndexChanged.connect(lambda _index: self._check())
        self._check()

    @property
    def point(self) -> Point | None:
        """The figure that it is about; None for the page as a whole."""
        chosen = self.about.currentIndex()
        if chosen <= 0:
            return None
        if chosen < self._first:
            return self._kept
        return self._pointable.point(chosen - self._first, self.period.currentIndex())

    def _check(self) -> None:
        self.save.setEnabled(bool(self.text.toPlainText().strip()))
        self.form.setRowVisible(self.period, self.about.currentIndex() >= self._first)
