"""Choosers on one line; a menu at its end opens those for which there is no room."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from mkbviewer.core.language import _
from mkbviewer.ui.look.icons import icon
from mkbviewer.ui.look.text_size import hold
from mkbviewer.ui.widgets.choice import HEIGHT, Choice
from mkbviewer.ui.widgets.one_line import OneLine

_ICON = 15


class MoreChoices(QToolButton):
    """Opens the choosers for which there is no room, each under itself."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("button")
        self.setIcon(icon("ellipsis"))
        hold(self, "setIconSize", _ICON)
        hold(self, "setFixedHeight", HEIGHT)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._left_out: Sequence[Choice] = ()
        self._said: list[str] | None = None
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill_menu)
        self.setMenu(self._menu)

    def show_left_out(self, choosers: Sequence[Choice]) -> None:
        """Offer these choosers, and say what they choose."""
        self._left_out = tuple(choosers)
        said = [one.words for one in choosers]
        if said == self._said:
            return
        self._said = said
        self.setAccessibleName(_("More to choose: {names}").format(names=", ".join(said)))
        self.setToolTip("\n".join(said))

    def _fill_menu(self) -> None:
        self._menu.clear()
        for chooser in self._left_out:
            action = self._menu.addAction(chooser.words.replace("&", "&&") + "…")
            action.triggered.connect(lambda _on=False, one=chooser: one.open(self))


class ChoiceLine(OneLine):
    """Choosers, by rank: the higher it is, the sooner one goes into the menu."""

    def __init__(self, gap: int, parent: QWidget | None = None) -> None:
        self._button = MoreChoices()
        super().__init__(self._button, gap, parent)
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

    def _tell_left_out(self) -> None:
        self._button.show_left_out([one for one in self.left_out if isinstance(one, Choice)])
