"""How the user arranges the overview's cards: kept in the library, each change undoable."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from mkbviewer.core.kept.arrangement import Arrangement, arrangement_from_text, arrangement_to_text
from mkbviewer.core.language import _, ngettext
from mkbviewer.store.library.keepsakes import OVERVIEW
from mkbviewer.viewmodels.background.tasks import Runner
from mkbviewer.viewmodels.kept.kept_entry import EntryForm, KeptEntry
from mkbviewer.viewmodels.session.undoing import Undoing

if TYPE_CHECKING:
    from mkbviewer.store.library.library import Library

FORM = EntryForm(OVERVIEW, "cards", arrangement_from_text, arrangement_to_text)


class CardArrangement(KeptEntry[Arrangement]):
    """Pins, hides and moves cards; `now` is how they are arranged."""

    def __init__(
        self, library: "Library", runner: Runner, steps: Undoing, parent: QObject | None = None
    ) -> None:
        super().__init__(FORM, library, runner, steps, parent)

    def pin(self, card: str, title: str) -> None:
        """Put a card before those that are not pinned."""
        self._change(
            lambda one: one.pin(card), _("pinning of the card “{title}”").format(title=title)
        )

    def unpin(self, card: str, title: str) -> None:
        """Let a card stand in its usual place."""
        text = _("unpinning of the card “{title}”").format(title=title)
        self._change(lambda one: one.unpin(card), text)

    def hide(self, card: str, title: str) -> None:
        """Take a card off the overview."""
        self._change(
            lambda one: one.hide(card), _("hiding of the card “{title}”").format(title=title)
        )

    def put_back(self, cards: Sequence[str]) -> None:
        """Show hidden cards again."""
        text = ngettext(
            "putting back of {count} card", "putting back of {count} cards", len(cards)
        ).format(count=len(cards))
        self._change(lambda one: one.put_back(cards), text)

    def move(self, card: str, target: str) -> None:
        """Put a card in the place of a pinned one."""
        self._change(lambda one: one.move(card, target), _("order of the pinned cards"))
