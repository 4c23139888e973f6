"""How the user arranges the overview's cards: kept in the library, each change undoable."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from mkbviewer.core.kept.arrangement import Arrangement, arrangement_from_text, arrangement_to_text
from mkbviewer.core.language import _, ngettext
from mkbviewer.store.library.keepsakes import OVERVIEW
from mkbviewer.viewmodels.background.tasks import CHANGE_LANE, Job, Runner
from mkbviewer.viewmodels.session.history import Step
from mkbviewer.viewmodels.session.undoing import Undoing

if TYPE_CHECKING:
    from mkbviewer.store.library.library import Library

KIND, KEY = OVERVIEW, "cards"
"""Under what a library keeps the arrangement."""

Change = Callable[[Arrangement], Arrangement]


class CardArrangement(QObject):
    """Pins, hides and moves cards. `changed` comes once the library has kept it.

    `failed` carries an exception, after which nothing has changed.
    """

    changed = Signal()
    failed = Signal(object)

    def __init__(
        self, library: "Library", runner: Runner, steps: Undoing, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._library = library
        self._runner = runner
        self._steps = steps
        self.now = arrangement_from_text(library.entries(KIND).get(KEY))

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

    def _change(self, change: Change, text: str) -> None:
        def done(outcome: tuple[Arrangement, Arrangement]) -> None:
            before, after = outcome
            self._show(after)
            if before != after:
                self._steps.record(
                    Step(text, undo=partial(self._put, before), redo=partial(self._put, after))
                )

        self._run(change, done)

    def _put(self, arrangement: Arrangement) -> None:
        self._run(lambda _now: arrangement, lambda outcome: self._show(outcome[1]))

    def _run(self, change: Change, done: Callable[[tuple[Arrangement, Arrangement]], None]) -> None:
        library = self._library

        def keep(_job: Job) -> tuple[Arrangement, Arrangement]:
            def put(text: str | None) -> str:
                return arrangement_to_text(change(arrangement_from_text(text)))

            # From what is kept, not from what is shown: another window may have changed it.
            before, after = library.change_entry(KIND, KEY, put)
            return arrangement_from_text(before), arrangement_from_text(after)

        self._runner.run(CHANGE_LANE, keep, done, self.failed.emit, keep_all=True)

    def _show(self, arrangement: Arrangement) -> None:
        if arrangement != self.now:
            self.now = arrangement
            self.changed.emit()
