"""The menus of the overview: that of a card, and that of all cards in its header."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QMenu

from mkbviewer.core.language import _
from mkbviewer.core.page import Card
from mkbviewer.ui.look.icons import icon
from mkbviewer.ui.overview.card import OverviewCard

Do = Callable[[], object]


def card_menu(
    card: OverviewCard,
    *,
    open_page: Do,
    pin: Do,
    hide: Do,
    move: Callable[[int], object],
    can_move: Callable[[int], bool],
) -> QMenu:
    """What can be done with one card; each line names its key, which works on the card itself."""
    menu = QMenu(card)
    menu.addAction(icon("external-link"), _keyed(_("Open"), _("Enter")), open_page)
    menu.addSeparator()
    text = _("Unpin") if card.is_pinned else _("Pin")
    menu.addAction(icon("pin"), _keyed(text, "P"), pin)
    if card.is_pinned:
        for step, name, words in (
            (-1, "arrow-up", _keyed(_("Earlier"), "Alt+↑")),
            (1, "arrow-down", _keyed(_("Later"), "Alt+↓")),
        ):
            action = menu.addAction(icon(name), words)
            action.triggered.connect(lambda _on=False, step=step: move(step))
            action.setEnabled(can_move(step))
    menu.addSeparator()
    menu.addAction(icon("eye-off"), _keyed(_("Hide"), _("Delete")), hide)
    menu.aboutToHide.connect(menu.deleteLater)
    return menu


def fill_cards_menu(
    menu: QMenu,
    hidden: Sequence[Card],
    *,
    show_all: Do,
    show_fewer: Do,
    put_back: Callable[[str], object],
) -> None:
    """Which cards are shown; each hidden one has a line that puts it back."""
    menu.clear()
    menu.addAction(icon("eye"), _("Show all cards"), show_all)
    menu.addAction(icon("star"), _("Show only the cards that matter most"), show_fewer)
    if not hidden:
        return
    menu.addSeparator()
    for card in hidden:
        name = card.indicator.id
        action = menu.addAction(
            icon("plus"), _("Put back: {title}").format(title=card.indicator.short_title)
        )
        action.triggered.connect(lambda _on=False, name=name: put_back(name))


def _keyed(text: str, key: str) -> str:
    """A line of a menu with a key behind it that is no shortcut of the whole window."""
    return f"{text}\t{key}"
