"""The head of the barometer's pages, and what can be chosen on them."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from mkbviewer.core.cycle.cycle_method import Method, endpoint_words, library_words
from mkbviewer.core.language import _
from mkbviewer.ui.cycle.time_bar import TimeBar
from mkbviewer.ui.cycle.weather_strip import capital, own_words
from mkbviewer.ui.look.text_size import hold
from mkbviewer.ui.widgets.save_button import SaveButton
from mkbviewer.ui.widgets.segments import Segment, Segments
from mkbviewer.ui.widgets.turning_row import ButtonRow, TurningRow
from mkbviewer.ui.widgets.words import Words

FIXED, RECOMPUTED = "fixed", "recomputed"
_LEAST_TIME = 380
_BESIDE_FROM = 600
"""The width from which the buttons stand beside the title."""


def method_words(method: Method) -> str:
    """A method on its button."""
    return {
        Method.MEAN: _("Mean"),
        Method.HP: _("Trend (HP)"),
        Method.CF: _("Cycle (CF)"),
    }[method]


class BarometerHeader(QWidget):
    """Title, what it is, how it is computed; and the buttons."""

    series_asked = Signal(QWidget)
    printed = Signal()

    def __init__(self, is_clock: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        title = Words("title", self, _("Cycle clock") if is_clock else _("SME barometer"))
        subtitle = Words(
            "subtitle",
            self,
            _("Twelve indicators of the business cycle by quarter: level, direction and weather"),
        )
        self.method = Words("small", self)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(subtitle)
        words.addWidget(self.method)
        self.formula = QPushButton(_("How is this computed?"), self)
        self.formula.setCheckable(True)
        self.series = QPushButton(_("Indicators"), self)
        self.series.setToolTip(_("Choose which indicators the clock shows"))
        self.series.clicked.connect(lambda: self.series_asked.emit(self.series))
        self.series.setVisible(not is_clock)
        self.print = QPushButton(_("Print"), self)
        self.print.clicked.connect(self.printed)
        self.save = SaveButton(self)
        buttons = (self.formula, self.series, self.print, self.save)
        for button in buttons:
            hold(button, "setFixedHeight", 32)
        row = TurningRow(_BESIDE_FROM, 8, self)
        row.box.addWidget(title, 1)
        row.box.addWidget(ButtonRow(buttons, self), 0, Qt.AlignmentFlag.AlignTop)
        self.explained = QFrame(self)
        self.explained.setObjectName("card")
        self._lines = Words("muted", self.explained)
        inside = QVBoxLayout(self.explained)
        inside.setContentsMargins(16, 10, 16, 10)
        inside.addWidget(self._lines)
        self.explained.hide()
        self.formula.toggled.connect(self.explained.setVisible)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(row)
        column.addLayout(words)
        column.addWidget(self.explained)

    def show_method(self, method: Method) -> None:
        """Name a method with its parameters, and explain it."""
        self.method.setText(f"{capital(method.label)}: {method.parameters}")
        self._lines.setText("\n".join(formula_lines(method)))


def formula_lines(method: Method) -> tuple[str, ...]:
    """How everything on the page is computed, a sentence a line."""
    return (
        _("{method}: {formula}; {parameters}.").format(
            method=capital(method.label), formula=method.formula, parameters=method.parameters
        ),
        _(
            "As shipped the page opens with the closest series that are open: of them only the "
            "vacancies (0 to 100 persons employed) are of SMEs alone. Pointing at one tells which "
            "figures it is."
        ),
        _(
            "Vacancies and bankruptcies by their logarithm; of the export indicator and the "
            "vacancies the season is taken out. Of bankruptcies less is better: they count the "
            "other way round."
        ),
        _(
            "Better than zero and improving is sun, worse than zero and worsening is rain, all "
            "else a cloud before the sun. The whole is the mean of the levels and of the changes "
            "that are known; the composite on the clock leaves GDP out."
        ),
        endpoint_words(method),
        _("With {library}; {own}.").format(library=library_words(), own=own_words()),
    )


class BarometerControls(QWidget):
    """The quarter, against what levels are measured, and which positions are shown."""

    method_chosen = Signal(object)
    recomputed_chosen = Signal(bool)

    def __init__(self, time: TimeBar, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.time = time
        self.method = Segments(_("Level against"), parent=self)
        self.positions = Segments(_("Positions"), parent=self)
        self.method.chosen.connect(lambda key: self.method_chosen.emit(Method(key)))
        self.positions.chosen.connect(lambda key: self.recomputed_chosen.emit(key == RECOMPUTED))
        self._choices = QWidget(self)
        inside = QHBoxLayout(self._choices)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(10)
        inside.addWidget(self.method)
        inside.addWidget(self.positions)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(0, 1)
        self._is_wide: bool | None = None
        self._arrange(is_wide=True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() - self._choices.sizeHint().width()
        self._arrange(is_wide=room >= _LEAST_TIME)

    def _arrange(self, *, is_wide: bool) -> None:
        if is_wide == self._is_wide:
            return
        self._is_wide = is_wide
        self._grid.addWidget(self.time, 0, 0)
        left = Qt.AlignmentFlag.AlignLeft
        if is_wide:
            self._grid.addWidget(self._choices, 0, 1)
        else:
            self._grid.addWidget(self._choices, 1, 0, left)

    def show_choices(self, method: Method, *, is_recomputed: bool) -> None:
        """Show what is chosen."""
        methods = [Segment(one.value, method_words(one), one.label) for one in Method]
        self.method.show_segments(methods, method.value)
        positions = (
            Segment(
                FIXED,
                _("Fixed"),
                _("As they could be known in the quarter itself: no later figure is used"),
            ),
            Segment(
                RECOMPUTED,
                _("Recomputed"),
                _("With all figures up to now, also those after the quarter"),
            ),
        )
        self.positions.show_segments(positions, RECOMPUTED if is_recomputed else FIXED)
