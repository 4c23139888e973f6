"""One thing that the library keeps as a text: changed from what is kept, each change undoable."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import QObject, Signal

from mkbviewer.viewmodels.background.tasks import CHANGE_LANE, Job, Runner
from mkbviewer.viewmodels.session.history import Step
from mkbviewer.viewmodels.session.undoing import Undoing

if TYPE_CHECKING:
    from mkbviewer.store.library.library import Library

Kept = TypeVar("Kept")


@dataclass(frozen=True)
class EntryForm(Generic[Kept]):
    """Under what a library keeps a thing, and how that is read from its text and written."""

    kind: str
    key: str
    read: Callable[[str | None], Kept]
    write: Callable[[Kept], str]


class KeptEntry(QObject, Generic[Kept]):
    """What is kept `now`. `changed` comes once the library has kept something else.

    `failed` carries an exception, after which nothing has changed.
    """

    changed = Signal()
    failed = Signal(object)

    def __init__(
        self,
        form: EntryForm[Kept],
        library: "Library",
        runner: Runner,
        steps: Undoing,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._form = form
        self._library = library
        self._runner = runner
        self._steps = steps
        self.now: Kept = form.read(library.entries(form.kind).get(form.key))

    def _change(
        self,
        change: Callable[[Kept], Kept],
        text: str,
        told: Callable[[Kept, Kept], None] | None = None,
    ) -> None:
        """Change what is kept; `text` says what for the menu, `told` hears of before and after."""

        def done(outcome: tuple[Kept, Kept]) -> None:
            before, after = outcome
            self._show(after)
            if before != after:
                self._steps.record(
                    Step(text, undo=partial(self._put, before), redo=partial(self._put, after))
                )
            if told is not None:
                told(before, after)

        self._run(change, done)

    def _put(self, kept: Kept) -> None:
        self._run(lambda _now: kept, lambda outcome: self._show(outcome[1]))

    def _run(
        self, change: Callable[[Kept], Kept], done: Callable[[tuple[Kept, Kept]], None]
    ) -> None:
        library, form = self._library, self._form

        def keep(_job: Job) -> tuple[Kept, Kept]:
            # From what is kept, not from what is shown: another window may have changed it.
            before, after = library.change_entry(
                form.kind, form.key, lambda text: form.write(change(form.read(text)))
            )
            return form.read(before), form.read(after)

        self._runner.run(CHANGE_LANE, keep, done, self.failed.emit, keep_all=True)

    def _show(self, kept: Kept) -> None:
        if kept != self.now:
            self.now = kept
            self.changed.emit()
