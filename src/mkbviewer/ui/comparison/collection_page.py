"""The page of a comparison: charts, table, and the series that were collected."""

from collections.abc import Iterable

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from mkbviewer.core.kept.collection import AS_COLLECTED
from mkbviewer.core.kept.keepsake import ShownNote, lines_of
from mkbviewer.core.language import _
from mkbviewer.core.period_label import parse_period
from mkbviewer.core.table.table_choice import TableChoice
from mkbviewer.core.view import Transformation, View
from mkbviewer.store.pages.collection import CollectionPage
from mkbviewer.ui.comparison.collection_export import (
    frequency_note,
    sentences_of,
    sources_of,
    tables_of,
    title_of,
    unit_note,
)
from mkbviewer.ui.comparison.series_list import SeriesList
from mkbviewer.ui.indicator.chart_kinds import kind_choices
from mkbviewer.ui.indicator.chips import MemberChips
from mkbviewer.ui.indicator.figures import Figures
from mkbviewer.ui.indicator.linked_views import LinkedViews
from mkbviewer.ui.indicator.page_header import PageHeader
from mkbviewer.ui.look.icons import icon
from mkbviewer.ui.look.palette import LIGHT, Palette
from mkbviewer.ui.look.text_size import hold, in_text
from mkbviewer.ui.widgets.choice import Choice, Option
from mkbviewer.ui.widgets.panel_card import PanelCard
from mkbviewer.ui.widgets.segments import Segment, Segments
from mkbviewer.ui.widgets.words import Words
from mkbviewer.viewmodels.comparison.collected_rows import CollectedRole

_WIDTH = 272
_LIST_FROM = 880
"""The width of the page from which the list stands beside the figures, in pixels."""
_FEW_SERIES, _HIGHEST_NOTES = 3, 150
_NO_LIMIT = 16777215


class CollectionView(QWidget):
    """Shows a comparison. `changed` carries fields of the collection that the user changes.

    `removed` carries places, `moved` from where to where, `opened` a place whose page is asked
    for; `cleared` comes when all are to go.
    """

    changed = Signal(object)
    removed = Signal(object)
    moved = Signal(int, int)
    opened = Signal(int)
    cleared = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.shown: CollectionPage | None = None
        self.notes: tuple[ShownNote, ...] = ()
        self._palette = LIGHT
        self.header = PageHeader(self)
        self.header.panel.setAccessibleName(_("Series of the comparison"))
        self.header.panel.setToolTip(_("Show or hide the series that are compared (F8)"))
        self.header.panel.toggled.connect(self._toggle_list)
        self._wants_list, self._wants_list_in_place = True, False
        self.done = Segments(_("What is done to all series"), 4, self)
        self.done.chosen.connect(self._choose_transformation)
        self.base = Choice(parent=self)
        self.base.chosen.connect(lambda keys: self.changed.emit({"base": keys[0]}))
        self.chart = Segments(_("Kind of chart"), 2, self)
        self.chart.chosen.connect(lambda key: self.changed.emit({"chart": key}))
        self.figures = Figures(self)
        self._table = TableChoice()
        for arranged in (self.figures.bar.chosen, self.figures.table.choice_changed):
            arranged.connect(self._arrange_table)
        self.figures.bar.copied.connect(self.figures.table.copy_all)
        self.figures.setSizes([520, 200])
        self.figures.range.chosen.connect(
            lambda first, last: self.changed.emit({"first": first, "last": last})
        )
        self.links = LinkedViews(self.figures, MemberChips(self), self)
        self.links.series_selected.connect(lambda keys: self._mark(keys=keys))
        self.links.periods_selected.connect(lambda rows: self._mark(rows=rows))
        self.links.hovered.connect(self.links.point_at)
        self._marked: tuple[tuple[int, ...], tuple[str, ...]] = ((), ())
        self.list = SeriesList(self)
        self.list.removed.connect(self.removed)
        self.list.moved.connect(self.moved)
        self.list.opened.connect(self.opened)
        self.list.selectionModel().selectionChanged.connect(lambda _on, _off: self._mark_chosen())
        self._lay_out()

    def _lay_out(self) -> None:
        controls = QWidget(self)
        line = QHBoxLayout(controls)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.done)
        line.addWidget(self.base)
        line.addStretch(1)
        line.addWidget(self.chart)
        self._controls = controls
        empty = PanelCard(_("Nothing to compare yet"), self)
        empty.add_words().tell(
            _(
                "Drag indicators and tables from the list at the left onto this page, or choose "
                "“Add to comparison” on a page or in the menu of a line of the list."
            )
        )
        holder = QWidget(self)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(empty)
        column.addStretch()
        self._body = QStackedWidget(self)
        self._body.addWidget(holder)
        self._body.addWidget(self.figures)
        self._in_place = QWidget(self)
        QVBoxLayout(self._in_place).setContentsMargins(0, 0, 0, 0)
        self._body.addWidget(self._in_place)
        main = QVBoxLayout()
        main.setSpacing(10)
        main.addWidget(self.header)
        main.addWidget(controls)
        main.addWidget(self._body, 1)
        self.card = PanelCard(_("Series compared"), self)
        self.card.content.addWidget(self.list, 1)
        self.card.content.addWidget(self._make_notes())
        self.card.content.addLayout(self._make_buttons())
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 14, 14, 14)
        row.setSpacing(14)
        row.addLayout(main, 1)
        row.addWidget(self.card)
        self._row = row

    def _make_notes(self) -> QScrollArea:
        """The notes under the series, which keep most of the room."""
        self.told_notes = Words("words", self)
        self._notes_view = view = QScrollArea(self.card)
        view.setWidgetResizable(True)
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setWidget(self.told_notes)
        view.setAccessibleName(_("Own notes"))
        hold(view, "setMaximumHeight", _HIGHEST_NOTES)
        view.hide()
        return view

    def _make_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        for name, hint, do in (
            ("chevron-up", _("Move up (Ctrl+Up)"), lambda: self.list.step(-1)),
            ("chevron-down", _("Move down (Ctrl+Down)"), lambda: self.list.step(1)),
            ("x", _("Take the chosen series out (Del)"), self._remove_chosen),
            ("trash-2", _("Take all series out"), self.cleared.emit),
        ):
            button = QToolButton(self)
            button.setObjectName("button")
            button.setIcon(icon(name))
            button.setToolTip(hint)
            button.setAccessibleName(hint)
            button.clicked.connect(do)
            row.addWidget(button)
        row.addStretch()
        return row

    def toggle_panel(self) -> None:
        """Show or hide the list of the series."""
        self.header.panel.toggle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _toggle_list(self, is_wanted: bool) -> None:
        if self.width() >= in_text(_LIST_FROM):
            self._wants_list = is_wanted
        else:
            self._wants_list_in_place = is_wanted
        self._arrange()

    def _arrange(self) -> None:
        """The list stands beside the figures where there is room, else in place of them."""
        is_wide = self.width() >= in_text(_LIST_FROM)
        has_series = self.shown is not None and bool(self.shown.items)
        is_shown = has_series and (self._wants_list if is_wide else self._wants_list_in_place)
        holder = self._row if is_wide else self._in_place.layout()
        assert holder is not None
        if holder.indexOf(self.card) < 0:
            holder.addWidget(self.card)
            self.card.setMaximumWidth(_NO_LIMIT)
            self.card.setMinimumWidth(0)
        if is_wide:
            self.card.setFixedWidth(in_text(_WIDTH))
        self.card.setVisible(is_shown)
        has_figures = self.shown is not None and not self.shown.frame.is_empty
        if is_shown and not is_wide:
            self._body.setCurrentWidget(self._in_place)
        else:
            self._body.setCurrentIndex(1 if has_figures else 0)
        with QSignalBlocker(self.header.panel):
            self.header.panel.setChecked(is_shown)
        self.header.panel.setVisible(has_series)

    def set_palette(self, palette: Palette) -> None:
        """Draw in the colours of this palette."""
        self._palette = palette
        self.figures.chart.set_palette(palette)
        if self.shown is not None:
            self.show_collection(self.shown)

    def show_collection(self, page: CollectionPage) -> None:
        """Show a comparison."""
        self.shown = page
        frame, collection = page.frame, page.collection
        has_figures = bool(frame.series) and bool(frame.periods)
        self._show_header(page, has_figures=has_figures)
        self.told_notes.setText("\n".join(lines_of(self.notes)))
        self._notes_view.setVisible(bool(self.notes))
        colours = self._palette.series_colours(frame)
        by_key = {one.key: colour for one, colour in zip(frame.series, colours, strict=True)}
        self.list.rows.show(page.items, by_key)
        self._controls.setVisible(has_figures)
        self._arrange()
        if not has_figures:
            return
        kinds = kind_choices(frame, View("", chart=collection.chart))
        self.chart.show_segments(kinds.segments, kinds.chosen, kinds.foremost)
        self._show_done(page)
        # Their room is known only once the page has been laid out.
        for one in (self.done, self.chart):
            QTimer.singleShot(0, one, one.follow_text)
        title, line = title_of(page), sources_of(page)
        sentences = sentences_of(page)
        note = frequency_note(page)
        short = line if len(page.items) < _FEW_SERIES else tables_of(page)
        self.figures.source.setText(
            " · ".join(text for text in (short, note, unit_note(page)) if text)
        )
        self.figures.source.setToolTip(line)
        self.figures.range.show_range(page.level, collection.first, collection.last)
        self.figures.chart.show_frame(
            frame,
            collection.chart,
            title=title,
            sentence=" ".join(sentences),
            notes=self.notes,
        )
        self.figures.follow_chart()
        self.figures.sentence.show_sentences(sentences, line)
        self.figures.table.show_frame(frame, by_key, self._table, notes=self.notes)
        self.figures.bar.show_table()
        self.links.show_frame(frame)
        self._marked = ((), ())

    def _arrange_table(self, choice: TableChoice) -> None:
        self._table = choice
        self.figures.table.show_choice(choice)
        self.figures.bar.show_table()

    def _show_header(self, page: CollectionPage, *, has_figures: bool) -> None:
        header, count = self.header, len(page.items)
        header.trail.setText(_("Comparison"))
        header.title.setText(title_of(page))
        tables = dict.fromkeys(one.provenance.table for one in page.items if one.provenance)
        parts = (
            _("{count} series").format(count=count) if count else "",
            _("tables {tables}").format(tables=", ".join(tables)) if tables else "",
        )
        header.subtitle.setText(" · ".join(part for part in parts if part))
        header.print.setVisible(has_figures)
        header.save.setVisible(has_figures)

    def _show_done(self, page: CollectionPage) -> None:
        collection = page.collection
        words = (
            (AS_COLLECTED, _("As collected"), _("Each series as it was when it was added")),
            (Transformation.LEVEL.value, _("Level"), _("The figures as they are")),
            (Transformation.YEAR_ON_YEAR.value, _("% y-o-y"), _("Change on a year earlier")),
            (Transformation.INDEX.value, _("Index"), _("One period is 100")),
        )
        segments = [Segment(key, label, hint) for key, label, hint in words]
        self.done.show_segments(segments, collection.transformation)
        base = collection.base if collection.base in page.bases else next(iter(page.bases), "")
        options = [
            Option(code, _("{period} = 100").format(period=parse_period(code)[0].label))
            for code in page.bases
        ]
        self.base.setVisible(bool(options))
        self.base.show_options("", options, (base,))

    def _choose_transformation(self, key: str) -> None:
        self.changed.emit({"transformation": key, "base": ""})

    def _remove_chosen(self) -> None:
        if self.list.chosen:
            self.removed.emit(self.list.chosen)

    def _mark_chosen(self) -> None:
        keys = tuple(str(one.data(CollectedRole.KEY)) for one in self.list.selectedIndexes())
        self._mark(keys=keys)

    def _mark(
        self, *, rows: Iterable[int] | None = None, keys: Iterable[str] | None = None
    ) -> None:
        """Mark periods or series; those that are not given stay as they are."""
        before_rows, before_keys = self._marked
        self._marked = (
            before_rows if rows is None else tuple(rows),
            before_keys if keys is None else tuple(keys),
        )
        self.links.mark(*self._marked)
