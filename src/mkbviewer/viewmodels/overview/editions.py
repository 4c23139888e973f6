"""Which edition of the report the window shows, and what the user does with editions."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal, Slot

from mkbviewer.core.language import _
from mkbviewer.viewmodels.background.tasks import CHANGE_LANE
from mkbviewer.viewmodels.session.history import Step
from mkbviewer.viewmodels.session.session import Session

if TYPE_CHECKING:
    from mkbviewer.store.pages.holdings import Holdings

Result = TypeVar("Result")


class Editions(QObject):
    """Chooses and removes editions on the thread that reads pages, each as a step for undo.

    `used` comes when the session works with another edition, before anything of it is read;
    `changed` when there are other editions; `failed` carries an exception, after which nothing
    has changed; `restored` the year of an edition that is back.
    """

    used = Signal()
    restored = Signal(str)
    changed = Signal()
    failed = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session

    @property
    def names(self) -> tuple[str, ...]:
        """The years of which there is an edition."""
        from mkbviewer.store.editions.edition_choice import edition_names

        return edition_names(self._session.holdings)

    @property
    def shipped(self) -> str:
        """The year of the edition that the program ships."""
        from mkbviewer.store.editions.edition_choice import shipped_edition

        return shipped_edition(self._session.holdings).name

    @property
    def current(self) -> str:
        """The year of the edition in use."""
        return self._session.holdings.catalogue.edition

    def choose(self, name: str) -> None:
        """Use another edition."""
        before = self.current
        if name == before:
            return

        def done() -> None:
            self._session.record(
                Step(
                    _("choice of edition {name}").format(name=name),
                    undo=lambda: self._use(before),
                    redo=lambda: self._use(name),
                    can_undo=lambda: before in self.names,
                    can_redo=lambda: name in self.names,
                )
            )

        self._use(name, done)

    def remove(self, name: str) -> None:
        """Move an edition of the user's own aside; that of the program is used instead of it."""
        was_used = self.current == name
        library = self._session.holdings.own

        def take_away(done: Callable[[], None] | None = None) -> None:
            self._run(lambda: library.remove_edition(name), lambda _kept: self._after(done))

        def bring_back() -> None:
            def again(_kept: object) -> None:
                self.changed.emit()
                if was_used:
                    self._use(name)

            self._run(lambda: library.restore_edition(name), again)

        def record() -> None:
            self._session.record(
                Step(
                    _("removal of edition {name}").format(name=name),
                    undo=bring_back,
                    redo=take_away,
                    can_undo=lambda: name not in self.names,
                    can_redo=lambda: name in self.names,
                )
            )

        take_away(record)

    def restore(self, name: str) -> None:
        """Bring back an edition that was moved aside, also in an earlier session."""
        library = self._session.holdings.own

        def bring_back(done: Callable[[], None] | None = None) -> None:
            self._run(lambda: library.restore_edition(name), lambda _kept: self._after(done))

        def record() -> None:
            self._session.record(
                Step(
                    _("bringing back edition {name}").format(name=name),
                    undo=lambda: self._run(
                        lambda: library.remove_edition(name), lambda _kept: self._after(None)
                    ),
                    redo=bring_back,
                    can_undo=lambda: name in self.names,
                    can_redo=lambda: name not in self.names,
                )
            )
            self.restored.emit(name)

        bring_back(record)

    @Slot()
    def follow_library(self) -> None:
        """Use what is there now: an edition in use may have been corrected, or taken away."""
        holdings = self._session.holdings
        if holdings.edition_key:
            keys = {one.name: one.key for one in holdings.own.editions()}
            if keys.get(self.current) != holdings.edition_key:
                self._use(self.current if self.current in keys else self.shipped)
        self.changed.emit()

    def _after(self, done: Callable[[], None] | None) -> None:
        if done is not None:
            done()
        self.follow_library()

    def _use(self, name: str, done: Callable[[], None] | None = None) -> None:
        holdings, shipped = self._session.holdings, self.shipped

        def read() -> "Holdings":
            from mkbviewer.store.editions.edition_choice import remember_edition, use_edition

            used = use_edition(holdings, name)
            if not holdings.own.read_only:
                remember_edition(holdings.own, "" if name == shipped else name)
            return used

        def accept(used: "Holdings") -> None:
            self._session.use(used)
            if done is not None:
                done()
            self.used.emit()
            self._session.refresh()

        self._run(read, accept)

    def _run(self, work: Callable[[], Result], accept: Callable[[Result], None]) -> None:
        self._session.runner.run(
            CHANGE_LANE, lambda _job: work(), accept, self.failed.emit, keep_all=True
        )
