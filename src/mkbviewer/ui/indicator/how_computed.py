"""“How is this computed?”: the recipe with the numbers of the marked figure filled in."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from mkbviewer.core.language import _
from mkbviewer.core.recipes.explanation import Explanation
from mkbviewer.ui.widgets.link_button import link_button
from mkbviewer.ui.widgets.words import Words


class HowComputed(QWidget):
    """The question, and behind it the answer for the figure that is marked.

    `opened` tells whether somebody wants to know. Until the numbers are there the formula of the
    page as a whole stands in their place.
    """

    opened = Signal(bool)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        self.button = link_button(_("How is this computed?"), self)
        self.button.setCheckable(True)
        self.button.setToolTip(_("Of the marked figure, or else of the newest"))
        self.copy = link_button(_("Copy"), self)
        self.copy.setAccessibleName(_("Copy how this is computed"))
        self.copy.clicked.connect(self._copy)
        head = QHBoxLayout()
        head.addWidget(self.button)
        head.addStretch()
        head.addWidget(self.copy)
        layout.addLayout(head)
        self.text = Words("words", self)
        layout.addWidget(self.text)
        self.button.toggled.connect(self._unfold)
        self._unfold(False)

    def show_formula(self, formula: str, *, has_figures: bool) -> None:
        """Show the formula of a page, until the figure itself is explained."""
        if not self.button.isChecked():
            self.text.setText(formula)
        self.setVisible(has_figures or bool(formula))

    def show_explanation(self, explanation: Explanation | None) -> None:
        """Show how a figure was computed."""
        if explanation is not None:
            self.text.setText(explanation.text)
            self.text.setAccessibleName(explanation.text)

    def _unfold(self, is_open: bool) -> None:
        self.text.setVisible(is_open)
        self.copy.setVisible(is_open)
        self.opened.emit(is_open)

    def _copy(self) -> None:
        QApplication.clipboard().setText(self.text.text())
