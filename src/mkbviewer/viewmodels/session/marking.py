"""What is marked and pointed at on the page shown, and undo for the former."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from mkbviewer.core.language import _
from mkbviewer.viewmodels.session.history import Step
from mkbviewer.viewmodels.session.marks import Marks
from mkbviewer.viewmodels.session.places import Place
from mkbviewer.viewmodels.session.undoing import Undoing

if TYPE_CHECKING:
    from mkbviewer.core.page import Page


class Marking(Undoing):
    """Keeps the marks of the place shown.

    `marked_changed` comes when others are marked; `hovered` carries a row of the frame and a
    series' key, or None. However often the marks change one after the other, it is one step.
    """

    marked_changed = Signal()
    hovered = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._place: Place | None = None
        self._page: Page | None = None
        self._marks = Marks()
        self._hovered: tuple[int | None, str | None] = (None, None)

    @property
    def place(self) -> Place | None:
        """The place shown; None before anything is."""
        return self._place

    @property
    def page(self) -> "Page | None":
        """The page shown; None where it is no page that is shown."""
        return self._page

    @property
    def marks(self) -> Marks:
        """What is marked, whether it is shown or not."""
        return self._marks

    @property
    def marked_periods(self) -> tuple[int, ...]:
        """The rows of the frame shown whose periods are marked."""
        return self._marks.rows_in(self._page.frame) if self._page else ()

    @property
    def marked_series(self) -> tuple[str, ...]:
        """The keys of the series that are marked and shown."""
        return self._marks.series_in(self._page.frame) if self._page else ()

    def mark_periods(self, rows: Iterable[int]) -> None:
        """Mark the periods of these rows of the frame shown, and no others."""
        if self._page:
            self._choose(self._marks.with_rows(self._page.frame, rows))

    def mark_series(self, keys: Iterable[str]) -> None:
        """Mark these series, and no others."""
        self._choose(self._marks.with_series(keys))

    def hover(self, row: int | None, key: str | None) -> None:
        """Point at a row of the frame and at a series, either of them or neither."""
        if (row, key) != self._hovered:
            self._hovered = (row, key)
            self.hovered.emit(row, key)

    def _choose(self, marks: Marks) -> None:
        if marks != self._marks:
            before = self._marks
            self._mark(marks)
            if self._place is not None:
                self.record(self._step_between(self._place, before, marks))

    def _mark(self, marks: Marks) -> None:
        if marks != self._marks:
            self._marks = marks
            self.marked_changed.emit()

    def _step_between(self, place: Place, before: Marks, after: Marks) -> Step:
        # Leaving the place takes the marks away: the step then waits until they are there again.
        return Step(
            _("selection"),
            undo=lambda: self._mark(before),
            redo=lambda: self._mark(after),
            can_undo=lambda: self._place == place and self._marks == after,
            can_redo=lambda: self._place == place and self._marks == before,
            sequence=("selection", place),
            ends=(before, after),
        )
