"""The rows of controls of a page: what is shown of it, and how."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mkbviewer.core.language import _
from mkbviewer.core.model import Dimension, Member, Origin
from mkbviewer.core.page import Page, Source
from mkbviewer.core.report.comparisons import Preset, cleared, presets_of, shown_preset
from mkbviewer.core.view import LOGARITHMIC, without_steps
from mkbviewer.ui.indicator.chips import MemberChips
from mkbviewer.ui.indicator.dimension_choices import (
    DimensionChoices,
    measure_options,
    member_options,
)
from mkbviewer.ui.indicator.page_words import match_words
from mkbviewer.ui.indicator.steps import SHOWN, Steps
from mkbviewer.ui.widgets.choice import Choice, Option
from mkbviewer.ui.widgets.choice_line import ChoiceLine
from mkbviewer.ui.widgets.dragging import Receiving
from mkbviewer.ui.widgets.flow_layout import FlowLayout
from mkbviewer.ui.widgets.segments import Segments

if TYPE_CHECKING:  # the kinds are loaded with the first chart
    from mkbviewer.ui.indicator.chart_kinds import KindChoices

CHIPS_AT_MOST = 7
_CHARTS_SHOWN = 2
_BUTTONS = ((SHOWN, _CHARTS_SHOWN, 0), (SHOWN, 1, 0), (2, 1, 0), (1, 1, 0), (1, 1, 1), (1, 1, 2))
"""How many transformations and kinds of chart stand on buttons, and how many of the other steps go
into a menu, from where there is most room."""
_NO_COMPARISON = ""
_GAP = 8


class Controls(QWidget):
    """Everything that can be chosen on a page. `changed` carries the fields of the view to change.

    `top_asked` carries a dimension and the members among which its largest are asked for.

    What leaves no choice is not shown.
    """

    changed = Signal(object)
    top_asked = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page: Page | None = None
        self._presets: tuple[Preset, ...] = ()
        self._offered: tuple[object, ...] | None = None
        self._chosen: tuple[object, ...] | None = None
        self._room_of_steps = QSize()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(_GAP)
        self._shown = FlowLayout(spacing=_GAP)
        self._made = FlowLayout(spacing=_GAP)
        rows.addLayout(self._shown)
        rows.addLayout(self._made)
        self.chips = MemberChips(self)
        self.chips.chosen.connect(self._put_on)
        self.line = line = ChoiceLine(_GAP, self)
        self.members = Choice(several=True, has_top=True, parent=line)
        self.members.chosen.connect(lambda codes: self._change(members=codes))
        self.members.top_asked.connect(self._ask_top)
        self.chips.more_asked.connect(lambda: self.members.open(self.chips.more))
        self.measure = self._choice(lambda keys: {"measures": keys})
        self.measures = Choice(several=True, parent=line)
        self.measures.chosen.connect(lambda keys: self._change(measures=keys))
        self.breakdown = self._choice(lambda keys: {"by": keys[0]})
        self.dimensions = DimensionChoices(line)
        self.dimensions.changed.connect(lambda fields: self._change(**fields))
        self.dimensions.top_asked.connect(self.top_asked)
        for shown in (self.chips, self.members, self.breakdown):
            self.dimensions.furnish(shown, lambda: self._page.view.by if self._page else "")
            Receiving(shown, self.dimensions.put)
        Receiving(line.more, lambda key: self.dimensions.put(key, beside=True))
        self.comparison = Choice(nothing=_NO_COMPARISON, parent=line)
        self.comparison.chosen.connect(lambda keys: self._change(**self._compare(keys)))
        self.source = self._choice(lambda keys: {"source": keys[0]})
        self.steps = Steps(self)
        self.steps.changed.connect(lambda fields: self._change(**fields))
        self.chart = Segments(_("Kind of chart"), _CHARTS_SHOWN, self)
        self.chart.chosen.connect(lambda key: self._change(chart=key))
        self.chart.switched.connect(lambda is_on: self._change(scale=LOGARITHMIC if is_on else ""))
        self._shown.addWidget(self.chips)
        self._shown.addWidget(line)
        self._made.addWidget(self.steps)
        self._made.add_at_right(self.chart)

    @property
    def filters(self) -> Mapping[str, Choice]:
        """The choosers of the members at which other dimensions are fixed, by dimension."""
        return self.dimensions.filters

    def show_page(
        self, page: Page, kinds: "KindChoices | None", colours: Mapping[str, str]
    ) -> None:
        """Show a page's choices; `colours` gives a colour by member code."""
        self._page = page
        self._show_comparisons(page)
        self.dimensions.show_page(page)
        # Most changes are of a step: then all that says which figures are read stays as it is.
        chosen = (
            *(page.structure, page.sources, dict(page.computed), without_steps(page.view)),
            *(dict(colours), bool(self._presets), self.comparison.is_used),
        )
        if chosen != self._chosen:
            self._chosen = chosen
            self._show_read(page, colours)
        self.steps.show_page(page)
        self.chart.setVisible(kinds is not None)
        if kinds is not None:
            self.chart.show_segments(kinds.segments, kinds.chosen, kinds.foremost, kinds.switch)
        self._fit_steps()

    def _show_read(self, page: Page, colours: Mapping[str, str]) -> None:
        """Show what decides which figures are read."""
        view, structure = page.view, page.structure
        own_members = self._show_members(page, colours)
        measures = measure_options(structure.measures)
        for chooser in (self.measure, self.measures):
            chooser.show_options("", measures, view.measures)
            chooser.setAccessibleName(_("Measure: {name}").format(name=chooser.text()))
        dimensions = [Option(one.key, one.title) for one in structure.dimensions]
        self.breakdown.show_options(_("Split by"), dimensions, (view.by,))
        sources = [_source_option(one) for one in page.sources]
        self.source.show_options(_("Source"), sources, (view.source,), page.view.source)
        offered: dict[Choice, bool] = {
            self.members: own_members,
            self.measure: len(measures) > 1 and bool(view.by) and len(view.measures) == 1,
            self.measures: len(measures) > 1 and (not view.by or len(view.measures) > 1),
            self.breakdown: len(dimensions) > 1,
            **dict.fromkeys(self.dimensions.shown, True),
            self.source: len(sources) > 1,
            self.comparison: bool(self._presets),
        }
        self.line.show_choices({one: self._rank(one) for one, is_it in offered.items() if is_it})
        self.line.setVisible(any(offered.values()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_steps()

    def follow_text(self) -> None:
        """Put on buttons what there is room for at the size of text in use."""
        self._fit_steps()

    def _fit_steps(self) -> None:
        """The steps and the kinds of chart stand on one line: their menus have what does not."""
        room = self.width()
        has_kinds = not self.chart.isHidden()
        for steps, kinds, folded in _BUTTONS:
            beside = _GAP + self.chart.width_at(kinds) if has_kinds else 0
            if self.steps.width_at(steps, folded) + beside <= room:
                break
        self.steps.fold(folded)
        self.steps.transformation.show_at_most(steps)
        self.chart.show_at_most(kinds)
        hint = self.steps.sizeHint()
        if hint != self._room_of_steps:
            # Their own layout would tell of it only after this one has been arranged.
            self._room_of_steps = hint
            self.steps.updateGeometry()

    def _rank(self, chooser: Choice) -> int:
        """Which goes into the menu first where there is no room: the highest."""
        if not chooser.is_used:
            return 3
        is_first = chooser in (self.members, self.measure, self.measures, self.comparison)
        return 0 if is_first else 2 if chooser is self.source else 1

    def _show_comparisons(self, page: Page) -> None:
        view = page.view
        offered = page.structure, page.computed, page.level, view.season, without_steps(view)
        if offered != self._offered:  # A step done to the same figures allows the same ones.
            self._offered = offered
            self._presets = presets_of(page)
        shown = shown_preset(page, self._presets)
        options = [Option(one.comparison.value, one.comparison.label) for one in self._presets]
        options.insert(0, Option(_NO_COMPARISON, _("nothing")))
        chosen = shown.comparison.value if shown else _NO_COMPARISON
        self.comparison.show_options(_("Compare"), options, (chosen,))

    def _compare(self, keys: tuple[str, ...]) -> dict[str, Any]:
        """The fields that show a comparison, or that end the one shown."""
        found = next((one for one in self._presets if one.comparison.value == keys[0]), None)
        if found is not None:
            return dict(found.fields)
        shown = shown_preset(self._page, self._presets) if self._page else None
        return cleared(shown) if shown else {}

    def _show_members(self, page: Page, colours: Mapping[str, str]) -> bool:
        """Show them as chips, or else say that they need a chooser of their own."""
        dimension = page.structure.dimension(page.view.by)
        members = _offered(page, dimension) if dimension else ()
        has_choice = len(members) > 1
        own = [one for one in members if one.code not in page.computed]
        as_chips = has_choice and len(own) <= CHIPS_AT_MOST
        self.chips.setVisible(as_chips)
        if dimension is None:
            return False
        if as_chips:
            self.chips.show_members(dimension.title, members, page.view.members, colours)
        # The list of the chooser is also where the chips without room are.
        options = member_options(replace(dimension, members=members))
        self.members.show_options(dimension.title, options, page.view.members)
        return has_choice and not as_chips

    def _ask_top(self, codes: tuple[str, ...]) -> None:
        if self._page:
            self.top_asked.emit(self._page.view.by, codes)

    def _choice(self, fields: Callable[[tuple[str, ...]], dict[str, Any]]) -> Choice:
        chooser = Choice(parent=self.line)
        chooser.chosen.connect(lambda keys: self._change(**fields(keys)))
        return chooser

    def _put_on(self, codes: tuple[str, ...]) -> None:
        self._chosen = None  # A chip that was clicked shows it, also where it is then refused.
        self._change(members=codes)

    def _change(self, **fields: Any) -> None:
        if self._page and replace(self._page.view, **fields) != self._page.view:
            self.changed.emit(fields)


def _offered(page: Page, dimension: Dimension) -> tuple[Member, ...]:
    """The members to choose from; a computed one only while a comparison shows it."""
    shown = page.view.members
    return tuple(
        one for one in dimension.members if one.code in shown or one.code not in page.computed
    )


def _source_option(source: Source) -> Option:
    parts = [source.table, source.period] if source.period else [source.table]
    if words := match_words(source.match):
        parts.append(words)
    if source.origin is Origin.IMPORTED:
        parts.append(_("own library"))
    return Option(source.table, " · ".join(parts), source.note or source.title)
