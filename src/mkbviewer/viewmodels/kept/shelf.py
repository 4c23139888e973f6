"""Favourites, saved views and notes: kept in the library, each change undoable."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal, Slot

from mkbviewer.core.errors import LibraryProblem
from mkbviewer.core.kept.keepsake import (
    Favourite,
    Keepsake,
    Keepsakes,
    Note,
    Point,
    SavedView,
    keepsake_to_text,
    kind_of,
    new_key,
)
from mkbviewer.core.language import _
from mkbviewer.core.view import View
from mkbviewer.store.library.moment import this_moment
from mkbviewer.viewmodels.background.tasks import CHANGE_LANE, Runner
from mkbviewer.viewmodels.session.history import Step
from mkbviewer.viewmodels.session.places import Place
from mkbviewer.viewmodels.session.undoing import Undoing

if TYPE_CHECKING:
    from mkbviewer.store.library.library import Library

KEEPSAKES_LANE = "keepsakes"
_MOST_LETTERS = 30

Result = TypeVar("Result")

Pair = tuple[Keepsake | None, Keepsake | None]
"""Something before and after a change; None where it was not there, or is no more."""


class Shelf(QObject):
    """What the user keeps. `changed` comes once the library has kept it.

    `parted` comes after an edit of what another window changed meanwhile: theirs has stayed, and
    ours was kept beside it. `failed` carries an exception, after which nothing has changed.
    """

    changed = Signal()
    parted = Signal()
    failed = Signal(object)

    def __init__(
        self, library: "Library", runner: Runner, steps: Undoing, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._library = library
        self._runner = runner
        self._steps = steps
        self.now = library.keepsakes()

    def is_favourite(self, place: Place) -> bool:
        """Whether a page has a star."""
        return self.now.favourite(place.key) is not None

    def toggle_favourite(self, place: Place, title: str) -> None:
        """Give a page a star, or take it away."""
        if known := self.now.favourite(place.key):
            text = _("removal of “{title}” from the favourites")
            self._change((known, None), text.format(title=title or known.title))
        else:
            text = _("favourite “{title}”")
            self._change(
                (None, Favourite(place.key, title, this_moment())), text.format(title=title)
            )

    def save_view(self, name: str, view: View, note: str = "") -> str:
        """Keep a view under a name; answers its key."""
        saved = SavedView(new_key(), _one_line(name), view, note.strip(), this_moment())
        self._change((None, saved), _("saved view “{name}”").format(name=saved.name))
        return saved.key

    def edit_view(self, key: str, name: str, note: str) -> None:
        """Give a saved view another name or note."""
        if known := self.now.view(key):
            changed = replace(known, name=_one_line(name), note=note.strip())
            text = _("name and note of the view “{name}”").format(name=known.name)
            self._change((known, changed), text)

    def delete_view(self, key: str) -> None:
        """Keep a saved view no longer."""
        if known := self.now.view(key):
            text = _("deletion of the view “{name}”").format(name=known.name)
            self._change((known, None), text)

    def add_note(self, place: Place, text: str, point: Point | None = None) -> None:
        """Put a note on a page, or on one point of it."""
        note = Note(new_key(), place.key, text.strip(), point, this_moment())
        self._change((None, note), _("note “{text}”").format(text=_beginning(note)))

    def edit_note(self, key: str, text: str, point: Point | None) -> None:
        """Give a note another text, or another point that it is about."""
        if known := self.now.note(key):
            changed = replace(known, text=text.strip(), point=point)
            said = _("change of the note “{text}”").format(text=_beginning(known))
            self._change((known, changed), said)

    def delete_note(self, key: str) -> None:
        """Take a note away."""
        if known := self.now.note(key):
            said = _("deletion of the note “{text}”").format(text=_beginning(known))
            self._change((known, None), said)

    @Slot()
    def read_again(self) -> None:
        """Follow what other windows have changed meanwhile."""
        library = self._library
        self._runner.run(
            KEEPSAKES_LANE, lambda _job: library.keepsakes(), self._show, self.failed.emit
        )

    def _change(self, pair: Pair, text: str) -> None:
        before, after = pair
        if before == after:
            return

        def done(outcome: tuple[Keepsake | None, bool, Keepsakes]) -> None:
            kept, is_parted, now = outcome
            self._show(now)
            first = None if is_parted else before
            self._steps.record(
                Step(
                    text,
                    undo=partial(self._put, (kept, first)),
                    redo=partial(self._put, (first, kept)),
                )
            )
            if is_parted:
                self.parted.emit()

        def work() -> tuple[Keepsake | None, bool, Keepsakes]:
            if exchange(self._library, before, after):
                return after, False, self._library.keepsakes()
            if after is None or before is None or isinstance(after, Favourite):
                raise _changed_elsewhere()
            beside = replace(after, key=new_key())
            exchange(self._library, None, beside)
            return beside, True, self._library.keepsakes()

        self._run(work, done)

    def _put(self, pair: Pair) -> None:
        """Take a change back, or do it again, where nobody changed the same thing since."""

        def work() -> Keepsakes:
            if not exchange(self._library, *pair):
                raise _changed_elsewhere()
            return self._library.keepsakes()

        self._run(work, self._show)

    def _run(self, work: Callable[[], Result], done: Callable[[Result], None]) -> None:
        self._runner.run(CHANGE_LANE, lambda _job: work(), done, self._refuse, keep_all=True)

    def _refuse(self, problem: Exception) -> None:
        self.failed.emit(problem)
        self.read_again()

    def _show(self, now: Keepsakes) -> None:
        if now != self.now:
            self.now = now
            self.changed.emit()


def exchange(library: "Library", before: Keepsake | None, after: Keepsake | None) -> bool:
    """Put one thing in the place of another; False where another window has changed it."""
    known = before or after
    assert known is not None
    old, new = (keepsake_to_text(one) if one else None for one in (before, after))
    return library.exchange_keepsake(kind_of(known), known.key, old, new)


def _changed_elsewhere() -> LibraryProblem:
    return LibraryProblem(
        _("That was changed in another window meanwhile."),
        _("Nothing was changed here, so that nothing of it is lost."),
        _("Look at it as it is now, then try again."),
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _beginning(note: Note) -> str:
    line = _one_line(note.text)
    return line if len(line) <= _MOST_LETTERS else f"{line[: _MOST_LETTERS - 1].rstrip()}…"
