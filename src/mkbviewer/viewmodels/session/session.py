"""The open view and what is shown: the one place that knows, which everything else follows."""

import logging
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot

from mkbviewer.core.errors import InvalidView, UnknownName
from mkbviewer.core.view import View
from mkbviewer.settings import Settings
from mkbviewer.viewmodels.background.tasks import Job, Runner
from mkbviewer.viewmodels.session.history import Step, Trail
from mkbviewer.viewmodels.session.marking import Marking
from mkbviewer.viewmodels.session.marks import Marks
from mkbviewer.viewmodels.session.memory import Memory
from mkbviewer.viewmodels.session.places import (
    IMPORTS,
    OVERVIEW,
    Place,
    is_there,
    place_among,
    place_of,
)
from mkbviewer.viewmodels.session.survey import Survey
from mkbviewer.viewmodels.session.tree_contents import TreeContents
from mkbviewer.viewmodels.session.view_change import change_view, describe_change, differs

if TYPE_CHECKING:
    from mkbviewer.core.page import Card, Page
    from mkbviewer.store.pages.holdings import Holdings

log = logging.getLogger(__name__)

PAGE_LANE = "page"


@dataclass(frozen=True, slots=True)
class _Request:
    """A view to be read. `walk` is the steps along the trail, None for a new end of it.

    `is_recorded` says whether undo takes it back; `is_tolerant` whether the subject's default
    view will do where this view no longer fits, `fallback` which other view will do before that.
    """

    view: View
    walk: int | None = None
    is_recorded: bool = False
    is_tolerant: bool = False
    fallback: View | None = None


class Session(Marking):
    """What is open, what is shown of it, what is marked, and what can be undone.

    `page_opened` carries the Page that was read last; `view_changed` the View that was asked for
    (empty fields stand for defaults) before its page is read; `table_arranged` a Page of which
    only the arrangement of its table was changed; `failed` an Exception, after which
    what was shown has been told anew. `place_opened` carries a Place that is neither a page, the
    overview nor the imports. `cards_read` carries the overview's cards, `contents_read` the
    TreeContents of the sidebar.
    """

    page_opened = Signal(object)
    overview_opened = Signal()
    imports_opened = Signal()
    place_opened = Signal(object)
    cards_read = Signal(object)
    contents_read = Signal(object)
    view_changed = Signal(object)
    table_arranged = Signal(object)
    failed = Signal(object)
    loading_changed = Signal(bool)
    trail_changed = Signal()
    holdings_changed = Signal()

    def __init__(
        self,
        holdings: "Holdings",
        runner: Runner,
        settings: Settings,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.holdings = holdings
        self.settings = settings
        self._runner = runner
        self._memory = Memory(settings, runner, self)
        self._view: View | None = None
        self._known: tuple[View, Page] | None = None  # what was read of these holdings, for whom
        self._request: _Request | None = None
        self._survey = Survey(holdings, runner, self)
        self._trail: Trail[Place] = Trail()
        self._awaited_marks = Marks()
        self.marked_changed.connect(self._keep_marks)
        self._survey.cards_read.connect(self.cards_read)
        self._survey.contents_read.connect(self.contents_read)
        self._survey.contents_read.connect(self.holdings_changed)
        self._survey.failed.connect(self.failed)

    @property
    def runner(self) -> Runner:
        """Who does the work in the background."""
        return self._runner

    @property
    def view(self) -> View | None:
        """The view shown with every default filled in; None where no page is shown."""
        return self._page.view if self._page else None

    @property
    def asked(self) -> View | None:
        """The view shown as it was asked for: empty fields stand for what the page chooses."""
        return self._view

    @property
    def is_loading(self) -> bool:
        """Whether a page is being read."""
        return self._request is not None

    @property
    def cards(self) -> "tuple[Card, ...] | None":
        """The overview's cards; None until they have been read."""
        return self._survey.cards

    @property
    def contents(self) -> TreeContents:
        """What the sidebar shows; read here the first time, in the background after that."""
        return self._survey.contents

    def open_last(self) -> None:
        """Open what was open when the program ended, as it was, else the overview."""
        view, place = self._memory.last_view, self._memory.last_place
        if view is not None:
            self._awaited_marks = self._memory.last_marks
            self._ask(_Request(view, is_tolerant=True))
        elif place is not None and is_there(self.holdings, place):
            self.open_place(place)
        else:
            self.open_overview()

    @Slot()
    def open_overview(self) -> None:
        """Show the overview; its cards follow with `cards_read`."""
        self._open(OVERVIEW)

    @Slot()
    def open_imports(self) -> None:
        """Show the imports."""
        self._open(IMPORTS)

    def open_place(self, place: Place) -> None:
        """Show a place; a page as it was seen last."""
        self._open(place)

    def open_indicator(self, indicator_id: str) -> None:
        """Show an indicator's page as it was seen last, or the place that it has of its own."""
        self._open(place_of(View(indicator_id)))

    def open_table(self, table_id: str) -> None:
        """Show a table's own page as it was seen last."""
        self._open(place_of(View(table_id, is_table=True)))

    def open_imported(self, table_id: str) -> None:
        """Show what an imported table brings: the first indicator it fills, else the table."""
        filled = self.holdings.catalogue.filled_by(table_id)
        if filled:
            self.open_indicator(filled[0].id)
        else:
            self.open_table(table_id)

    def show(self, view: View) -> None:
        """Show this view; undo takes it back where its subject is already shown."""
        self._ask(_Request(view, is_recorded=place_of(view) == self._place))

    def change(self, **fields: Any) -> None:
        """Change fields of the open view; what depended on them falls back to its default."""
        if self._view is None or self._page is None:
            return
        asked, filled = self._view, self._page.view
        if self._request is not None:
            if place_of(self._request.view) != self._place:
                return
            asked = filled = self._request.view
        if differs(filled, **fields):
            self.show(change_view(asked, **fields))

    def show_release(self, name: str) -> None:
        """Show the open page as of a release, as of the newest where no name is given.

        Choices that the release does not offer fall back to their defaults.
        """
        if self._view is None or self._page is None or self._view.release == name:
            return
        bare = View(self._view.subject, self._view.is_table, self._page.view.source, release=name)
        self._ask(_Request(replace(self._view, release=name), is_recorded=True, fallback=bare))

    def use(self, holdings: "Holdings") -> None:
        """Work with other holdings, of another edition; `refresh` reads what is shown of them."""
        self.holdings, self._known = holdings, None
        self._survey.follow(holdings)

    @Slot()
    def refresh(self) -> None:
        """Read everything again, after the holdings have changed."""
        self._known = None
        self._survey.read_again(with_cards=self._place == OVERVIEW)
        self.undo_changed.emit()
        if self._request is not None:
            self._ask(self._request)
        elif self._view is not None:
            self._ask(_Request(self._view, walk=0, is_tolerant=True))

    def _open(self, place: Place, walk: int | None = None) -> None:
        if place.kind.is_page:
            self._ask(_Request(self._memory.view_of(place), walk=walk, is_tolerant=True))
            return
        self._runner.drop(PAGE_LANE)
        self._end_request()
        self._view = self._page = self._known = None
        self._arrive(place, walk)
        self._memory.keep_place(place)
        self._tell_place()
        if place == OVERVIEW:
            self._survey.read_cards()

    def _tell_place(self) -> None:
        if self._place == IMPORTS:
            self.imports_opened.emit()
        elif self._place == OVERVIEW:
            self.overview_opened.emit()
        else:
            self.place_opened.emit(self._place)

    def _arrive(self, place: Place, walk: int | None) -> None:
        if place == self._place and walk is None:
            return
        if place != self._place:
            self._place = place
            self.hover(None, None)
            self._mark(self._awaited_marks)
            self._awaited_marks = Marks()
        if walk is None:
            self._trail.visit(place)
        else:
            self._trail.go(walk)
        self.trail_changed.emit()

    def _ask(self, request: _Request) -> None:
        place = place_among(self.holdings, request.view)
        if not place.kind.is_page:
            self._open(place, request.walk)
            return
        if self._changes_table_only(request):
            self._arrange_table(request)
            return
        was_loading = self.is_loading
        self._request = request
        if not was_loading:
            self.loading_changed.emit(True)
        self.view_changed.emit(request.view)
        holdings, view, known = self.holdings, request.view, self._known

        def read(_job: Job) -> "Page":
            from mkbviewer.store.pages.page import read_page

            return read_page(holdings, view, known)

        self._runner.run(
            PAGE_LANE, read, partial(self._accept, request), partial(self._refuse, request)
        )

    def _changes_table_only(self, request: _Request) -> bool:
        """Whether nothing has to be read: the figures are shown, in another arrangement."""
        view = self._view
        if self._request is not None or self._page is None or view is None or request.walk == 0:
            return False
        return view != request.view and replace(view, table=request.view.table) == request.view

    def _arrange_table(self, request: _Request) -> None:
        assert self._page is not None
        before, self._view, table = self._view, request.view, request.view.table
        self._page = replace(self._page, view=replace(self._page.view, table=table))
        if request.is_recorded and before is not None:
            step, ends = self._step(before, request.view), (before, request.view)
            is_typed = before.table.filter != table.filter
            sequence = ("table filter", self._place) if is_typed else None
            self.record(replace(step, sequence=sequence, ends=ends))
        self._memory.keep(request.view)
        self.table_arranged.emit(self._page)

    def _accept(self, request: _Request, page: "Page") -> None:
        before, self._view, self._page = self._view, request.view, page
        self._known = (request.view, page)
        self._end_request()
        self._arrive(place_of(request.view), request.walk)
        if request.is_recorded and before is not None and before != request.view:
            self.record(self._step(before, request.view))
        self._memory.keep(request.view)
        self.page_opened.emit(page)
        if self._marks != Marks():
            self.marked_changed.emit()

    def _refuse(self, request: _Request, problem: Exception) -> None:
        place = place_of(request.view)
        is_misfit = isinstance(problem, InvalidView | UnknownName)
        if is_misfit and request.fallback is not None:
            self._ask(replace(request, view=request.fallback, fallback=None))
            return
        if request.is_tolerant and is_misfit:
            log.info("The remembered view of %s no longer fits: %s", place.key, problem)
            self._memory.forget(place)
            if request.view != place.default_view:
                self._ask(_Request(place.default_view, walk=request.walk, is_tolerant=True))
                return
            if self._place in (None, place):
                # The subject itself is gone: nothing of it can stay on the screen.
                self.open_overview()
                return
        self.give_up()
        self.failed.emit(problem)

    @Slot()
    def give_up(self) -> None:
        """Stop waiting for a page; what is shown is told anew, for whoever ran ahead of it."""
        if self._request is None:
            return
        self._runner.drop(PAGE_LANE)
        self._end_request()
        if self._page is not None:
            self.view_changed.emit(self._page.view)
            self.page_opened.emit(self._page)
        elif self._place is None or self._place.kind.is_page:
            self.open_overview()
        else:
            self._tell_place()

    def _end_request(self) -> None:
        if self._request is not None:
            self._request = None
            self.loading_changed.emit(False)

    @Slot()
    def undo(self) -> None:
        """Take back the newest step; a change whose page is still being read is given up."""
        if self._request and self._request.is_recorded:
            self.give_up()
        else:
            super().undo()

    def _step(self, before: View, after: View) -> Step:
        return Step(
            describe_change(before, after),
            undo=lambda: self._ask(_Request(before)),
            redo=lambda: self._ask(_Request(after)),
        )

    @property
    def can_go_back(self) -> bool:
        """Whether another place was shown before this one."""
        return self._trail.at(-1) is not None

    @property
    def can_go_forward(self) -> bool:
        """Whether we went back from another place."""
        return self._trail.at(1) is not None

    @Slot()
    def go_back(self) -> None:
        """Show the place shown before this one; a page still being opened is given up."""
        request = self._request
        if request and place_of(request.view) != self._place and not request.walk:
            self.give_up()
        else:
            self._walk(-1)

    @Slot()
    def go_forward(self) -> None:
        """Show the place from which we went back."""
        self._walk(1)

    def _walk(self, steps: int) -> None:
        if self._request and self._request.walk:
            steps += self._request.walk
        if (place := self._trail.at(steps)) is not None:
            self._open(place, walk=steps)

    @Slot()
    def _keep_marks(self) -> None:
        self._memory.keep_marks(self._marks)

    def save_soon(self) -> None:
        """Write the settings within a second, however often this is called in it."""
        self._memory.save_soon()

    @Slot()
    def save(self) -> None:
        """Write the settings now."""
        self._memory.save()
