"""The page of an indicator or of a table: controls, chart, table, and what belongs to them."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from mkbviewer.core.kept.keepsake import ShownNote
from mkbviewer.core.language import _
from mkbviewer.core.model import Release
from mkbviewer.core.page import Page
from mkbviewer.core.recipes.parts import additions_of
from mkbviewer.core.transform import select_season
from mkbviewer.core.view import Transformation
from mkbviewer.core.words.sentence import name_page, tell
from mkbviewer.exporters.base import source_line
from mkbviewer.ui.canvas.base_picker import BasePicker
from mkbviewer.ui.charts.reference import line_below, notes_of, references_of
from mkbviewer.ui.charts.shapes import Reference
from mkbviewer.ui.indicator.chart_kinds import kind_choices
from mkbviewer.ui.indicator.controls import Controls
from mkbviewer.ui.indicator.facts_panel import FactsPanel
from mkbviewer.ui.indicator.figures import Figures
from mkbviewer.ui.indicator.linked_views import LinkedViews
from mkbviewer.ui.indicator.nothing_yet import NothingYet
from mkbviewer.ui.indicator.page_header import PageHeader
from mkbviewer.ui.indicator.steps import fields_of_base
from mkbviewer.ui.look.palette import LIGHT, Palette
from mkbviewer.ui.look.text_size import in_text
from mkbviewer.ui.widgets.divided import Divided
from mkbviewer.ui.widgets.held_layouts import held_layouts

PANEL_FROM = 930
"""The width of the page from which the panel stands beside the chart by itself, in pixels at the
usual size of text."""


class IndicatorPage(QWidget):
    """Shows a Page. `changed` carries fields of the view that the user changes.

    `hovered`, `periods_selected` and `series_selected` tell what the user points at and selects,
    in the chart or in the table; `split` comes when the page is divided otherwise, `panel_wanted`
    tells whether the user wants the panel beside the figures.
    """

    changed = Signal(object)
    hovered = Signal(object, object)
    periods_selected = Signal(object)
    series_selected = Signal(object)
    split = Signal()
    panel_wanted = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.page: Page | None = None
        self.notes: tuple[ShownNote, ...] = ()
        self._palette = LIGHT
        self._release: Release | None = None
        self._colours_by_member: dict[str, str] = {}
        self._subject = ("", "", "")
        self._figured: tuple[object, ...] | None = None  # what sentences and table show
        self._sentences: tuple[str, ...] = ()
        self._references: tuple[Reference, ...] = ()
        self.panel_width = 0
        self._wants_panel = True
        self._wants_panel_when_narrow = False
        self.header = PageHeader(self)
        self.controls = Controls(self)
        self.figures = Figures(self)
        self.panel = FactsPanel(self)
        self.links = LinkedViews(self.figures, self.controls.chips, self)
        self._nothing = NothingYet(self)
        self._body = QStackedWidget(self)
        self._body.addWidget(self.figures)
        self._body.addWidget(self._nothing)
        self._panel_in_place = QWidget(self)
        QVBoxLayout(self._panel_in_place).setContentsMargins(0, 0, 0, 0)
        self._body.addWidget(self._panel_in_place)
        self._side = side = QWidget(self)
        main = QVBoxLayout(side)
        main.setContentsMargins(0, 0, 0, 0)
        main.setSpacing(10)
        main.addWidget(self.header)
        main.addWidget(self.controls)
        main.addWidget(self._body, 1)
        self.sides = Divided(Qt.Orientation.Horizontal, _("Width of the panel"), self)
        self.sides.setChildrenCollapsible(False)
        self.sides.setHandleWidth(14)
        self.sides.addWidget(side)
        self.sides.addWidget(self.panel)
        self.sides.setStretchFactor(0, 1)
        self.sides.setStretchFactor(1, 0)
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(18, 14, 14, 14)
        row.addWidget(self.sides)
        self._held = (
            self,
            side,
            self.header,
            self.controls,
            self.figures.chart_card,
            *self.panel.held,
        )
        self._connect()

    def _connect(self) -> None:
        self.controls.changed.connect(self.changed)
        self.base = BasePicker(self.figures.chart)
        self.base.picked.connect(lambda code: self.changed.emit(fields_of_base(code)))
        self.figures.range.chosen.connect(
            lambda first, last: self.changed.emit({"first": first, "last": last})
        )
        self.header.panel_toggled.connect(self._toggle_panel)
        self.figures.splitterMoved.connect(lambda _place, _index: self.split.emit())
        self.sides.splitterMoved.connect(self._keep_panel_width)
        for one in (self.figures.bar.chosen, self.figures.table.choice_changed):
            one.connect(lambda choice: self.changed.emit({"table": choice}))
        self.figures.bar.copied.connect(self.figures.table.copy_all)
        self.links.hovered.connect(self.hovered)
        self.links.periods_selected.connect(self.periods_selected)
        self.links.series_selected.connect(self.series_selected)

    def set_palette(self, palette: Palette) -> None:
        """Draw in the colours of this palette."""
        self._palette = palette
        self._figured = None
        self.figures.chart.set_palette(palette)
        if self.page is not None:
            self.show_page(self.page, self._release)

    def show_page(self, page: Page, release: Release | None) -> None:
        """Show a page; `release` is the one in use, where it is known."""
        self.page, self._release = page, release
        self.base.shows_index = page.view.transformation is Transformation.INDEX
        has_figures = bool(page.frame.series) and bool(page.frame.periods)
        if has_figures:
            self.figures.chart.canvas.await_shapes()
        with held_layouts(self._held):
            self.header.show_page(page)
            self.panel.show_page(page, release, with_facts=bool(page.sources))
            if page.sources:
                self._show_choices(page, has_figures=has_figures)
            else:
                self._nothing.show_page(page)
            self._arrange_panel()
        if page.sources:
            self._show_figures(page)

    def _show_choices(self, page: Page, *, has_figures: bool) -> None:
        self._remember_colours(page, self._palette.series_colours(page.frame))
        kinds = kind_choices(page.frame, page.view) if has_figures else None
        self.controls.show_page(page, kinds, self._colours_by_member)
        is_related = page.source is not None and page.source.match == "related"
        self._references = references_of(page, self._palette)
        below = (
            source_line(page.frame),
            _("related figures, not those of the report") if is_related else "",
            line_below(self._references, is_related=is_related),
        )
        words = " · ".join(text for text in below if text)
        note = page.source.note if page.source else ""
        told = (note, *notes_of(self._references))
        self.figures.source.setToolTip("\n".join(one for one in told if one))
        level = select_season(page.level, page.view.season)
        self.figures.show_below(words, level, page.view)

    def _show_figures(self, page: Page) -> None:
        figured = (page.frame, name_page(page), page.view.table, self.notes)
        is_same = figured == self._figured
        self._figured = figured
        if not is_same:
            self._sentences = tell(page.frame, name_page(page))
        self.figures.chart.show_frame(
            page.frame,
            page.view.chart,
            title=page.title,
            references=self._references,
            scale=page.view.scale,
            sentence=" ".join(self._sentences),
            notes=self.notes,
        )
        self.figures.follow_chart()
        self.figures.sentence.show_sentences(self._sentences, source_line(page.frame))
        if is_same:
            self.figures.table.point_at(None, None)
        else:
            self._show_table(page)
        self.links.show_frame(page.frame)

    def _show_table(self, page: Page) -> None:
        colours = self._palette.series_colours(page.frame)
        by_key = {one.key: colour for one, colour in zip(page.frame.series, colours, strict=True)}
        self.figures.table.show_frame(
            page.frame, by_key, page.view.table, additions_of(page), self.notes
        )
        self.figures.bar.show_table()

    def show_notes(self) -> None:
        """Show the notes of `notes` in the chart that is shown."""
        if self.page is not None and self.page.sources:
            self._show_figures(self.page)

    def _remember_colours(self, page: Page, colours: Sequence[str]) -> None:
        """Members keep the colour they were shown in, so that a hidden one comes back in it."""
        subject = (page.view.subject, page.view.source, page.view.by)
        if subject != self._subject:
            self._subject, self._colours_by_member = subject, {}
        found: dict[str, set[str]] = {}
        for series, colour in zip(page.frame.series, colours, strict=True):
            found.setdefault(series.member, set()).add(colour)
        # A member of several series, such as one cohort at five ages, has no colour of its own.
        for member, its in found.items():
            self._colours_by_member.pop(member, None)
            if member and len(its) == 1:
                self._colours_by_member[member] = its.pop()

    def show_table(self, page: Page) -> None:
        """Show the same page with its table arranged otherwise."""
        self.page = page
        self.figures.table.show_choice(page.view.table)
        self.figures.bar.show_table()

    def point_at(self, row: int | None, key: str | None) -> None:
        """Mark what is pointed at, in every view of the figures."""
        self.links.point_at(row, key)

    def mark(self, rows: tuple[int, ...], keys: tuple[str, ...]) -> None:
        """Mark periods and series, in every view of the figures."""
        self.links.mark(rows, keys)

    def want_panel(self, *, is_wanted: bool, width: int = 0) -> None:
        """Show the panel beside the figures where there is room, or not; 0 is its usual width."""
        self._wants_panel, self.panel_width = is_wanted, width
        self._arrange_panel()

    def copy_figures(self) -> None:
        """Copy what is selected in the table; the range where its panel has the keyboard."""
        panel, used = self.links.range_panel, QApplication.focusWidget()
        if used is not None and panel.isAncestorOf(used):
            panel.copy()
        else:
            self.figures.table.copy()

    def toggle_panel(self) -> None:
        """Show or hide the panel."""
        self.header.panel.toggle()

    def _keep_panel_width(self) -> None:
        if self.sides.count() > 1:
            self.panel_width = self.sides.sizes()[1]
            self.split.emit()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        """The least height at which nothing lies over anything else."""
        margins, layout = self.contentsMargins() + self._row.contentsMargins(), self._side.layout()
        assert layout is not None
        room = width - margins.left() - margins.right()
        # Where the panel stands now: it follows a change of width a moment later, and a height that
        # meanwhile depends on how wide it still is lets the window's scroll area swing without end.
        if self.sides.indexOf(self.panel) >= 0 and self.panel.isVisible():
            room -= self.panel.width() + self.sides.handleWidth()
        return layout.totalHeightForWidth(room) + margins.top() + margins.bottom()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange_soon()
        self.links.range_panel.stay_inside()

    def _toggle_panel(self, is_wanted: bool) -> None:
        if self._is_wide:
            self._wants_panel = is_wanted
            self.panel_wanted.emit(is_wanted)
        else:
            self._wants_panel_when_narrow = is_wanted
        self._arrange_panel()

    def follow_text(self) -> None:
        """Keep the panel beside the figures only where both still have room."""
        self._arrange_soon()

    def _arrange_soon(self) -> None:
        # A panel that leaves the splitter takes its handle along, and that must not happen while
        # Qt goes through all widgets to give them another style or size.
        is_beside = self.sides.indexOf(self.panel) >= 0
        if is_beside != self._is_wide:
            QTimer.singleShot(0, self, self._arrange_panel)

    @property
    def _is_wide(self) -> bool:
        return self.width() >= in_text(PANEL_FROM)

    def _arrange_panel(self) -> None:
        """Beside the figures where there is room, else in place of them."""
        is_wide = self._is_wide
        is_shown = self._wants_panel if is_wide else self._wants_panel_when_narrow
        in_place = is_shown and not is_wide
        holder = self.sides if is_wide else self._panel_in_place.layout()
        assert holder is not None
        if holder.indexOf(self.panel) < 0:
            holder.addWidget(self.panel)
        was_shown = self.panel.isVisible()
        self.panel.setVisible(is_shown)
        if is_shown and is_wide and self.panel_width and not was_shown:
            room = self.sides.width() - self.sides.handleWidth()
            self.sides.setSizes([room - self.panel_width, self.panel_width])
        has_source = self.page is not None and bool(self.page.sources)
        self.controls.setVisible(has_source and not in_place)
        body = self.figures if has_source else self._nothing
        self._nothing.tell_notes(self.page, is_told_beside=is_shown or has_source)
        self._body.setCurrentWidget(self._panel_in_place if in_place else body)
        with QSignalBlocker(self.header.panel):
            self.header.panel.setChecked(is_shown)
