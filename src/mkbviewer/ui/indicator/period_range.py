"""From which period to which the page shows its figures."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from mkbviewer.core.frame import Frame
from mkbviewer.core.language import _, pgettext
from mkbviewer.core.period import Period
from mkbviewer.ui.widgets.choice import Choice, Option


class PeriodRange(QWidget):
    """Two choosers, from and to. `chosen` carries two codes; an end that is open is empty."""

    chosen = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._first, self._last = "", ""
        self._ends = ("", "")
        self._shown: tuple[tuple[Period, ...], str, str] | None = None
        self._options: tuple[Option, ...] = ()
        self.first = Choice(parent=self)
        self.last = Choice(parent=self)
        self.first.chosen.connect(lambda keys: self._choose(keys[0], self._last))
        self.last.chosen.connect(lambda keys: self._choose(self._first, keys[0]))
        between = QLabel("–", self)
        between.setObjectName("muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(5)
        row.addWidget(self.first)
        row.addWidget(between)
        row.addWidget(self.last)

    def show_range(self, level: Frame, first: str, last: str) -> None:
        """Show the periods of a frame, and which stretch of them is in view."""
        if (level.periods, first, last) == self._shown:
            return
        if self._shown is None or level.periods != self._shown[0]:
            self._options = tuple(
                Option(one.code, one.short_label, one.label)
                for one in level.periods
                if one.start is not None
            )
        self._shown = (level.periods, first, last)
        options = self._options
        self.setVisible(len(options) > 2)
        if not options:
            return
        codes = [one.key for one in options]
        self._ends = (codes[0], codes[-1])
        self._first = first if first in codes else codes[0]
        self._last = last if last in codes else codes[-1]
        until = codes.index(self._last)
        since = codes.index(self._first)
        self.first.show_options("", options[: until + 1], (self._first,))
        self.last.show_options("", options[since:], (self._last,))
        for chooser, name in (
            (self.first, pgettext("period", "From")),
            (self.last, pgettext("period", "To")),
        ):
            chooser.setAccessibleName(f"{name}: {chooser.words}")
            chooser.setToolTip(chooser.accessibleName())
        self.setAccessibleName(_("Range of periods"))

    def _choose(self, first: str, last: str) -> None:
        open_first, open_last = self._ends
        self.chosen.emit("" if first == open_first else first, "" if last == open_last else last)
