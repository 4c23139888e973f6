"""What is in the window: sidebar, pages, messages, status bar; and who tells whom."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect, Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mkbviewer.core.errors import Cancelled, MkbviewerError
from mkbviewer.core.language import _
from mkbviewer.core.model import Origin
from mkbviewer.core.page import Page
from mkbviewer.settings import Settings
from mkbviewer.ui.comparison.collection_parts import CollectionParts
from mkbviewer.ui.cycle.barometer_parts import BarometerParts
from mkbviewer.ui.imports.arrivals import Arrivals
from mkbviewer.ui.imports.drop_overlay import DropOverlay
from mkbviewer.ui.imports.rejections import Rejections
from mkbviewer.ui.indicator.check_parts import CheckParts
from mkbviewer.ui.kept.kept_views import KeptViews
from mkbviewer.ui.kept.saved_menu import SavedMenu
from mkbviewer.ui.look.theme import Theme
from mkbviewer.ui.overview.edition_parts import EditionParts
from mkbviewer.ui.overview.overview import Overview
from mkbviewer.ui.overview.overview_parts import OverviewParts
from mkbviewer.ui.releases.release_parts import ReleaseParts
from mkbviewer.ui.search.search_parts import SearchParts
from mkbviewer.ui.table.text_parts import TextParts
from mkbviewer.ui.widgets.divided import Divided
from mkbviewer.ui.widgets.messages import MessageBar
from mkbviewer.ui.window.actions import Actions, Chosen
from mkbviewer.ui.window.commands import make_commands
from mkbviewer.ui.window.places_stack import PlacesStack, PlacesView
from mkbviewer.ui.window.shell import Shell
from mkbviewer.ui.window.sidebar import Sidebar
from mkbviewer.ui.window.status_bar import StatusLine
from mkbviewer.ui.window.undo_keys import UndoKeys
from mkbviewer.ui.window.window_memory import WindowMemory
from mkbviewer.viewmodels.imports.imports import Imports
from mkbviewer.viewmodels.session.indicator_tree import PAGES, IndicatorTree, Kind, row_of
from mkbviewer.viewmodels.session.places import (
    BAROMETER,
    CHECKS,
    CLOCK,
    COLLECTION,
    SAVED_VIEWS,
    Place,
    PlaceKind,
)
from mkbviewer.viewmodels.session.session import Session

if TYPE_CHECKING:
    from mkbviewer.ui.imports.imports_panel import ImportsPanel
    from mkbviewer.ui.indicator.page_parts import PageParts
    from mkbviewer.ui.output.saving import Saving, Shown

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Program:
    """What the composition root has built, for the window to show."""

    session: Session
    imports: Imports
    settings: Settings
    theme: Theme
    library: Path
    log_file: Path | None = None
    report_crash: Callable[[BaseException], None] | None = None


class MainWindow(QObject):
    """Furnishes a Shell and connects what is in it. `furnished` comes once the pages can be made.

    The page of an indicator is made when the first one is opened, for what it needs is heavy.
    """

    furnished = Signal()

    def __init__(self, shell: Shell, program: Program) -> None:
        super().__init__(shell)
        self.shell = shell
        self.program = program
        self.session = program.session
        self.messages = MessageBar()
        self.sidebar = Sidebar()
        self.overview = Overview()
        self.tree = IndicatorTree(self.session.holdings.catalogue, self.session.contents, self)
        self.sidebar.show_tree(self.tree)
        self.status = StatusLine(shell.statusBar(), self.session)
        self.arrivals = Arrivals(self.session, program.imports, self.messages, self)
        self.rejections = Rejections(self)
        self.releases = ReleaseParts(self)
        self.checks = CheckParts(self)
        self.texts = TextParts(self)
        self.barometer = BarometerParts(self)
        self.overview_parts = OverviewParts(self)
        self.search = SearchParts(self)
        self.editions = EditionParts(self)
        self.collection = CollectionParts(self)
        self.kept = KeptViews(self)
        self.undo_keys = UndoKeys(self)
        self.overlay = DropOverlay(shell)
        self._page: PageParts | None = None
        self.imports_panel: ImportsPanel | None = None
        self._saving: Saving | None = None
        self._lay_out()
        self.actions = Actions(shell, make_commands(self), Chosen.of(program.settings))
        self.saved_menu = SavedMenu(self, self.kept)
        self._connect()
        self._show_counts()
        self._follow_undo()
        self._follow_trail()
        self.actions.enable_page()

    def _lay_out(self) -> None:
        self.places = PlacesStack()
        self.places.addWidget(self.overview)
        ground = QWidget()
        ground.setObjectName("ground")
        column = QVBoxLayout(ground)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._message_frame = QWidget(ground)
        inset = QVBoxLayout(self._message_frame)
        inset.setContentsMargins(18, 10, 18, 0)
        inset.addWidget(self.messages)
        self._message_frame.hide()
        self.messages.count_changed.connect(lambda count: self._message_frame.setVisible(count > 0))
        column.addWidget(self._message_frame)
        column.addWidget(PlacesView(self.places), 1)
        self.halves = Divided(Qt.Orientation.Horizontal, _("Width of the sidebar"))
        self.halves.setHandleWidth(1)
        self.halves.setChildrenCollapsible(False)
        self.halves.addWidget(self.sidebar)
        self.halves.addWidget(ground)
        self.halves.setStretchFactor(0, 0)
        self.halves.setStretchFactor(1, 1)
        self.shell.furnish(self.halves)
        self.memory = WindowMemory(self)

    def _connect(self) -> None:
        session, shell = self.session, self.shell
        self.sidebar.chosen.connect(self.open)
        self.overview.barometer_opened.connect(lambda: session.open_place(BAROMETER))
        session.overview_opened.connect(self._show_overview)
        session.page_opened.connect(self._show_page)
        session.imports_opened.connect(self._show_imports)
        session.place_opened.connect(self._show_place)
        session.contents_read.connect(self.tree.show_contents)
        session.contents_read.connect(lambda _contents: self._show_counts())
        session.failed.connect(self.tell)
        session.undo_changed.connect(self._follow_undo)
        session.trail_changed.connect(self._follow_trail)
        self.program.imports.failed.connect(self.tell)
        self.program.theme.changed.connect(self._repaint)
        shell.dragged.connect(self._show_overlay)
        shell.dropped.connect(self.take_files)
        shell.refused.connect(self.arrivals.refuse_drop)
        self.arrivals.report_asked.connect(self.show_report)
        shell.closing.connect(self.remember)

    def take_files(self, paths: "Sequence[Path]") -> None:
        """Open the views among files that came in, and import the others."""
        self.program.imports.add(self.kept.exchange.take_files(paths))

    def open(self, kind: str, row_id: str) -> None:
        """Open what a row of the sidebar stands for."""
        if kind == Kind.TABLE:
            self.session.open_table(row_id)
        elif kind in (Kind.FAVOURITE, Kind.VIEW):
            self.kept.open(kind, row_id)
        elif kind == Kind.PAGE and row_id in PAGES:
            self.session.open_place(PAGES[row_id])
        else:
            self.session.open_indicator(row_id)

    def tell(self, problem: Exception) -> None:
        """Show expected trouble as a message; hand on what nobody expected."""
        if isinstance(problem, Cancelled):
            return
        if isinstance(problem, MkbviewerError):
            self.messages.show_problem(problem)
        elif self.program.report_crash is not None:
            self.program.report_crash(problem)
        else:
            log.error("Unexpected", exc_info=problem)
        self._select_row()

    def prepare_page(self) -> "PageParts":
        """Make the widgets of the page, if that has not been done yet."""
        if self._page is None:
            from mkbviewer.ui.indicator.page_parts import PageParts

            self._page = PageParts(self)
            self.places.add_place(self._page.widget, self._page.widget.figures.chart)
            self.memory.follow(self._page.widget)
            self.collection.furnish(self._page)
            self.furnished.emit()
        return self._page

    def prepare_saving(self) -> "Saving":
        """What saves, copies and prints; with it File ▸ Save as gets its lines."""
        if self._saving is None:
            from mkbviewer.ui.output.saving import Saving

            program = self.program
            saving = Saving(self.shell, program.settings, self.messages, self._shown)
            pictures, tables = saving.formats
            self.actions.show_formats([*pictures, *tables])
            self._saving = saving
        return self._saving

    def _shown(self) -> "Shown | None":
        if self.session.page is None:
            return self.collection.shown() or self.barometer.shown()
        return self.prepare_page().shown()

    def show_report(self, row: int) -> None:
        """Show the imports with the report of one of them."""
        self.session.open_imports()
        if self.imports_panel is not None:
            self.imports_panel.show_report(row)

    def remember(self) -> None:
        """Keep how the window stands, and write it down before it goes."""
        self.memory.keep()
        self.session.save()

    def _show_overview(self) -> None:
        self.places.setCurrentWidget(self.overview)
        self.actions.enable_page()
        self._name(_("Overview"))
        self._select_row()

    def _show_imports(self) -> None:
        if self.imports_panel is None:
            from mkbviewer.ui.imports.imports_panel import ImportsPanel

            panel = ImportsPanel(self.program.imports)
            panel.asked_for_files.connect(self.actions.commands.import_files)
            self.imports_panel = panel
            panel.revisions_asked.connect(self.releases.open_revisions_of)
            panel.rejections_asked.connect(self.rejections.save)
            self.places.addWidget(panel)
        self.places.setCurrentWidget(self.imports_panel)
        self.actions.enable_page()
        self._name(_("Importing"))
        self._select_row()

    def _show_place(self, place: Place) -> None:
        is_ready = self.barometer.is_ready(place)
        if place == COLLECTION:
            is_ready = self.collection.has_figures
        is_in_words = place.kind is PlaceKind.TEXTS
        self.actions.enable_page(has_figures=is_ready, is_own_table=is_in_words)
        if place in (BAROMETER, CLOCK):
            name = self.barometer.show_place(place)
        elif place == COLLECTION:
            name = self.collection.show_place(place)
        elif place == CHECKS:
            name = self.checks.show_place(place)
        elif is_in_words:
            name = self.texts.show_place(place)
        elif place == SAVED_VIEWS:
            name = self.kept.show_place(place)
        else:
            name = self.releases.show_place(place)
        self._name(name)
        self._select_row()

    def _show_page(self, page: Page) -> None:
        parts = self.prepare_page()
        parts.show(page)
        self.places.setCurrentWidget(parts.widget)
        origin = page.source.origin if page.source else None
        self.actions.enable_page(
            has_figures=bool(page.frame.series) and bool(page.frame.periods),
            is_own_table=page.view.is_table and origin is Origin.IMPORTED,
            has_releases=origin is Origin.IMPORTED,
            has_texts=any(one.is_text for one in page.structure.measures),
        )
        has_report = page.indicator is not None and bool(page.facts or page.indicator.limits)
        self.actions.show_report_choice(
            is_shown=not page.view.hides_report, has_any=has_report and bool(page.frame.series)
        )
        self._name(page.title)
        self._select_row()

    def _select_row(self) -> None:
        self.sidebar.select(*row_of(self.session.place))

    def _name(self, what: str) -> None:
        self.shell.setWindowTitle(f"{what} – mkbviewer")

    def _show_counts(self) -> None:
        holdings = self.session.holdings
        catalogue = holdings.catalogue
        own = len(holdings.own.tables())
        self.overview.show_counts(catalogue.edition, len(catalogue.indicators), own)
        self.status.show_counts()

    def _follow_undo(self) -> None:
        session = self.session
        self.actions.show_undo(
            session.undo_text if session.can_undo else None,
            session.redo_text if session.can_redo else None,
        )

    def _follow_trail(self) -> None:
        self.actions.back.setEnabled(self.session.can_go_back)
        self.actions.forward.setEnabled(self.session.can_go_forward)

    @Slot()
    def _repaint(self) -> None:
        if self._page is not None:
            self._page.widget.set_palette(self.program.theme.palette)
        self.releases.repaint()
        self.barometer.repaint()
        self.collection.repaint()
        self.overview.set_palette(self.program.theme.palette)

    def _show_overlay(self, is_over: bool) -> None:
        if not is_over:
            self.overlay.hide()
            return
        self.overlay.show_over(QRect(self.halves.pos(), self.halves.size()))
