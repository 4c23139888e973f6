"""The line at the foot of the window: what there is, what is going on, what the symbols mean."""

from PySide6.QtCore import QSize, QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import (
    QLabel,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QStatusBar,
    QWidget,
)

from mkbviewer.core.language import _, ngettext
from mkbviewer.core.numbers import format_number
from mkbviewer.ui.look.text_size import hold
from mkbviewer.viewmodels.session.session import Session

SHOW_WORK_AFTER = 300
"""Milliseconds after which waiting is shown."""


class _Hint(QLabel):
    """Words that are shown whole or not at all, and leave the room to the others."""

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(text, parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.width() >= self.sizeHint().width():
            super().paintEvent(event)


class StatusLine:
    """Counts at the left, a hint in the middle, the legend of the symbols at the right."""

    def __init__(self, bar: QStatusBar, session: Session) -> None:
        self._session = session
        bar.setSizeGripEnabled(False)
        self.counts = QLabel(bar)
        self.hint = _Hint(_("Drag a CBS file to this window to read a new release"), bar)
        self._progress = QProgressBar(bar)
        self._progress.setRange(0, 0)
        hold(self._progress, "setFixedWidth", 90)
        self._progress.setAccessibleName(_("Reading the figures"))
        self._cancel = QPushButton(_("Cancel"), bar)
        self._cancel.setObjectName("link")
        self._cancel.clicked.connect(session.give_up)
        legend = QLabel(_("* provisional    . unknown    x secret"), bar)
        bar.addWidget(self.counts)
        bar.addWidget(self.hint, 1)
        bar.addPermanentWidget(self._progress)
        bar.addPermanentWidget(self._cancel)
        bar.addPermanentWidget(legend)
        self._timer = QTimer(bar)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOW_WORK_AFTER)
        self._timer.timeout.connect(lambda: self._show_work(is_on=True))
        session.loading_changed.connect(self._follow)
        self._show_work(is_on=False)

    def show_counts(self) -> None:
        """Count the tables and their figures again."""
        tables, figures = self._session.holdings.count()
        said = ngettext("{count} table", "{count} tables", tables).format(
            count=format_number(tables, 0)
        )
        self.counts.setText(
            said
            + " · "
            + ngettext("{count} figure kept here", "{count} figures kept here", figures).format(
                count=format_number(figures, 0)
            )
        )

    def _follow(self, is_loading: bool) -> None:
        if is_loading:
            self._timer.start()
        else:
            self._timer.stop()
            self._show_work(is_on=False)

    def _show_work(self, *, is_on: bool) -> None:
        self._progress.setVisible(is_on)
        self._cancel.setVisible(is_on)
