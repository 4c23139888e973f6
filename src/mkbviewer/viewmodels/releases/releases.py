"""What the user changes about tables and releases of the library, each of it undoable."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from mkbviewer.core.language import _
from mkbviewer.viewmodels.background.tasks import CHANGE_LANE, Runner
from mkbviewer.viewmodels.session.history import Step
from mkbviewer.viewmodels.session.undoing import Undoing

if TYPE_CHECKING:
    from mkbviewer.core.model import Release
    from mkbviewer.store.library.library import Library
    from mkbviewer.store.library.recovery import Removal

Result = TypeVar("Result")


@dataclass
class _Taken:
    """Releases that were moved aside together, by the names under which they are known now."""

    table: str
    names: tuple[str, ...]
    is_aside: bool = True


class Releases(QObject):
    """Removes, brings back, reorders and renames on the thread that reads pages.

    `changed` comes after each change; `removed` carries the words for what was removed, `restored`
    a table's id and the releases that are back; `failed` an exception, after which nothing changed.
    """

    changed = Signal()
    removed = Signal(str)
    restored = Signal(str, object)
    failed = Signal(object)

    def __init__(
        self, library: "Library", runner: Runner, steps: Undoing, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._library = library
        self._runner = runner
        self._steps = steps

    def remove(self, table_id: str, release: str = "") -> None:
        """Move one release aside, or a whole table where none is named."""

        def done(releases: "tuple[Release, ...]") -> None:
            taken = _Taken(table_id, tuple(one.name for one in releases))
            what = f"{table_id} {release}".strip()
            self._steps.record(
                Step(
                    _("removal of {table}").format(table=what),
                    undo=lambda: self._bring_back(taken),
                    redo=lambda: self._take_away(taken),
                    can_undo=lambda: taken.is_aside,
                    can_redo=lambda: not taken.is_aside,
                )
            )
            self.removed.emit(what)

        self._change(lambda: self._library.remove(table_id, release or None), done)

    def restore(self, removals: "Sequence[Removal]") -> None:
        """Bring back releases that were removed, also in an earlier session."""
        wanted = [(one.release.table, one.release.name) for one in removals]

        def work() -> "tuple[Release, ...]":
            back: list[Release] = []
            for table, name in wanted:
                back.extend(self._library.restore(table, name))
            return tuple(back)

        def done(releases: "tuple[Release, ...]") -> None:
            for table in dict.fromkeys(one.table for one in releases):
                names = tuple(one.name for one in releases if one.table == table)
                self._steps.record(self._step_back(_Taken(table, names, is_aside=False)))
            if releases:
                self.restored.emit(releases[-1].table, releases)

        self._change(work, done)

    def _step_back(self, taken: _Taken) -> Step:
        """That releases were brought back, as a step."""
        is_one = len(taken.names) == 1
        what = f"{taken.table} {taken.names[0]}" if is_one else taken.table
        return Step(
            _("bringing back of {table}").format(table=what),
            undo=lambda: self._take_away(taken),
            redo=lambda: self._bring_back(taken),
            can_undo=lambda: not taken.is_aside,
            can_redo=lambda: taken.is_aside,
        )

    def reorder(self, table_id: str, names: Sequence[str]) -> None:
        """Put the releases of a table in this order, from old to new; in the usual one for none."""

        def order(wanted: Sequence[str]) -> Callable[[], tuple[str, ...]]:
            return lambda: self._reorder(table_id, wanted)

        def done(before: tuple[str, ...]) -> None:
            self._steps.record(
                Step(
                    _("order of the releases of {table}").format(table=table_id),
                    undo=lambda: self._change(order(before)),
                    redo=lambda: self._change(order(names)),
                )
            )

        self._change(order(tuple(names)), done)

    def rename(self, table_id: str, title: str) -> None:
        """Give a table another title; that of its file where it is empty."""

        def done(before: str) -> None:
            self._steps.record(
                Step(
                    _("name of {table}").format(table=table_id),
                    undo=lambda: self._change(lambda: self._library.rename(table_id, before)),
                    redo=lambda: self._change(lambda: self._library.rename(table_id, title)),
                )
            )

        self._change(lambda: self._library.rename(table_id, title), done)

    def _reorder(self, table_id: str, names: Sequence[str]) -> tuple[str, ...]:
        from mkbviewer.store.library.releases import OrderReason

        reasons = self._library.order_reasons(table_id)
        releases = self._library.table(table_id).releases
        before = [one.name for one in releases if reasons[one.name] is OrderReason.USER]
        self._library.reorder(table_id, names)
        return tuple(before)

    def _bring_back(self, taken: _Taken) -> None:
        def work() -> "tuple[Release, ...]":
            back: list[Release] = []
            for name in taken.names:
                back.extend(self._library.restore(taken.table, name))
            return tuple(back)

        def done(releases: "tuple[Release, ...]") -> None:
            # A release whose name was given away meanwhile comes back under another.
            taken.names = tuple(one.name for one in releases)
            taken.is_aside = False
            self.restored.emit(taken.table, releases)

        self._change(work, done)

    def _take_away(self, taken: _Taken) -> None:
        def work() -> None:
            for name in taken.names:
                self._library.remove(taken.table, name)

        def done(_nothing: None) -> None:
            taken.is_aside = True

        self._change(work, done)

    def _change(
        self, work: Callable[[], Result], done: Callable[[Result], None] | None = None
    ) -> None:
        # On the thread that reads pages: none is read while a release moves out of the way.
        def accept(result: Result) -> None:
            if done is not None:
                done(result)
            self.changed.emit()

        self._runner.run(CHANGE_LANE, lambda _job: work(), accept, self.failed.emit, keep_all=True)
