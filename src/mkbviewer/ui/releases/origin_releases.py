"""The releases behind a page: in the card of its origin, and as a notice under its subtitle."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from mkbviewer.core.language import _, ngettext
from mkbviewer.core.model import Release
from mkbviewer.core.numbers import format_number
from mkbviewer.store.revisions.revised import Revised
from mkbviewer.ui.widgets.choice import Choice, Option
from mkbviewer.ui.widgets.link_button import link_button
from mkbviewer.viewmodels.releases.release_table import describe_release

_WIDEST = 206
"""Pixels of words on a link in the card, at most."""


class OriginReleases(QWidget):
    """Which releases there are, and what can be done with them and with the table.

    `chosen` carries the name of a release; the others come when their link is followed.
    """

    chosen = Signal(str)
    revisions_asked = Signal()
    releases_asked = Signal()
    name_asked = Signal()
    texts_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._count = 0
        self.release = Choice(parent=self)
        self.release.chosen.connect(lambda keys: self.chosen.emit(keys[0]))
        self.revisions = link_button("", self)
        self.revisions.clicked.connect(self.revisions_asked)
        self.manage = link_button(_("Manage the releases…"), self)
        self.manage.clicked.connect(self.releases_asked)
        self.name = link_button(_("Change the name…"), self)
        self.name.clicked.connect(self.name_asked)
        self.texts = link_button("", self)
        self.texts.clicked.connect(self.texts_asked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 0)
        column.setSpacing(3)
        for widget in (self.release, self.revisions, self.texts, self.manage, self.name):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignLeft)

    def show_releases(self, releases: Sequence[Release], shown: str, *, can_be_named: bool) -> None:
        """Show the releases of the user's own table, from old to new; none hides everything."""
        self._count = len(releases)
        several = self._count > 1
        if several:
            options = [
                Option(one.name, one.name, describe_release(one)) for one in reversed(releases)
            ]
            self.release.show_options(_("Release"), options, (shown or releases[-1].name,))
        self.release.setVisible(several)
        self.revisions.setVisible(several)
        self.name.setVisible(can_be_named)
        self.setVisible(self._count > 0)
        self.show_revised(None)

    def show_texts(self, measures: int) -> None:
        """Offer what so many measures say in words; nothing where there are none."""
        self.texts.setVisible(measures > 0)
        told = ngettext("{count} measure in words ›", "{count} measures in words ›", measures)
        self.texts.setText(told.format(count=format_number(measures, 0)))

    def show_revised(self, revised: Revised | None) -> None:
        """Say how many figures the newest release revised; None where that is not known."""
        count = ngettext("{count} release", "{count} releases", self._count).format(
            count=format_number(self._count, 0)
        )
        told = _figures_revised(revised) if revised else _("show revisions")
        one_line = f"{count} · {told} ›"
        fits = self.revisions.fontMetrics().horizontalAdvance(one_line) <= _WIDEST
        self.revisions.setText(one_line if fits else f"{count}\n{told} ›")


class ReleaseNotice(QWidget):
    """One line: that an older release is shown, or that the figures were revised."""

    revisions_asked = Signal()
    newest_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_older = False
        self.words = QLabel(self)
        self.words.setObjectName("subtitle")
        self.link = link_button("", self)
        self.link.clicked.connect(self._follow)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.words)
        row.addWidget(self.link)
        row.addStretch()
        self.hide()

    def show_older(self, shown: str, newest: str) -> None:
        """Say that an older release is shown; nothing where it is the newest."""
        self._is_older = bool(shown) and shown != newest
        self.setVisible(self._is_older)
        if self._is_older:
            self.words.setText(_("This is the older release {release}.").format(release=shown))
            self.link.setText(_("Show the newest, {release} ›").format(release=newest))

    def show_revised(self, revised: Revised | None) -> None:
        """Say that figures were revised, unless an older release is shown."""
        if self._is_older:
            return
        self.setVisible(revised is not None)
        if revised is not None:
            self.words.setText(
                _("Release {new} against {old}:").format(new=revised.new, old=revised.old)
            )
            self.link.setText(f"{_figures_revised(revised)} ›")

    def _follow(self) -> None:
        if self._is_older:
            self.newest_asked.emit()
        else:
            self.revisions_asked.emit()


def _figures_revised(revised: Revised) -> str:
    return ngettext("{count} figure revised", "{count} figures revised", revised.figures).format(
        count=format_number(revised.figures, 0)
    )
