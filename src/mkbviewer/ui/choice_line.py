"""Choosers on one line; a menu at its end opens those for which there is no room."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from mkbviewer.core.language import _
from mkbviewer.ui.choice import HEIGHT, Choice
from mkbviewer.ui.icons import icon
from mkbviewer.ui.one_line import OneLine
from mkbviewer.ui.text_size import hold

_ICON = 15


class ChoiceLine(OneLine):
    """Choosers, by rank: the higher it is, the sooner one goes into the menu."""

    def __init__(self, gap: int, parent: QWidget | None = None) -> None:
        more = QToolButton()
        more.setObjectName("button")
        more.setIcon(icon("ellipsis"))
        hold(more, "setIconSize", _ICON)
        hold(more, "setFixedHeight", HEIGHT)
        more.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        super().__init__(more, gap, parent)
        self._menu = QMenu(more)
        self._menu.aboutToShow.connect(self._fill_menu)
        more.setMenu(self._menu)
        self.crowded.connect(self._tell_left_out)

    def show_choices(self, ranks: Mapping[Choice, int]) -> None:
        """Show these choosers, in their order."""
        self.show_widgets(tuple(ranks), tuple(ranks.values()))
        self._tell_left_out()

    def open(self, chooser: Choice) -> bool:
        """Open the list of a chooser, wherever it is; False where it is not offered."""
        if chooser not in self.ranks:
            return False
        chooser.open(self.more if chooser in self.left_out else None)
        return True

    @property
    def _choices_left_out(self) -> Sequence[Choice]:
        return [one for one in self.left_out if isinstance(one, Choice)]

    def _tell_left_out(self) -> None:
        said = [one.words for one in self._choices_left_out]
        self.more.setAccessibleName(_("More to choose: {names}").format(names=", ".join(said)))
        self.more.setToolTip("\n".join(said))

    def _fill_menu(self) -> None:
        self._menu.clear()
        for chooser in self._choices_left_out:
            action = self._menu.addAction(chooser.words.replace("&", "&&") + "…")
            action.triggered.connect(lambda _on=False, one=chooser: self.open(one))
