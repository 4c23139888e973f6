"""The steps that are done to a table's figures, in their fixed order, each to be chosen."""

from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QLabel, QWidget

from mkbviewer.core.frame import Frame
from mkbviewer.core.frequency import (
    coarser_frequencies,
    combination_label,
    combinations_of,
    part_of,
)
from mkbviewer.core.language import _
from mkbviewer.core.page import Page
from mkbviewer.core.period import Frequency, Period, make_period, parse_code
from mkbviewer.core.recipes.parts import why_no_shares
from mkbviewer.core.transform import base_periods, takes_difference, whole_of
from mkbviewer.core.view import AVERAGES, WHOLE_YEAR, Combination, Transformation
from mkbviewer.core.words.period_phrase import name_season
from mkbviewer.core.words.step_words import base_of, chain_of, combined_name, frequency_name
from mkbviewer.ui.widgets.choice import Choice, Option
from mkbviewer.ui.widgets.choice_line import MoreChoices
from mkbviewer.ui.widgets.flow_layout import FlowLayout
from mkbviewer.ui.widgets.segments import Segment, Segments

SHOWN = 3
"""How many transformations stand on buttons where there is room."""
_FOREMOST = (Transformation.LEVEL, Transformation.YEAR_ON_YEAR, Transformation.INDEX)
_THROUGH_TIME = frozenset(Transformation) - {Transformation.LEVEL, Transformation.SHARE}
_WIDEST_FREQUENCY = 220
_GAP = 5


def transformation_segments(unit: str = "") -> tuple[Segment, ...]:
    """The transformations with their short names, for figures of a unit."""
    in_percent = (_("% y-o-y"), _("Percentage change on the same period a year earlier"))
    in_points = (_("y-o-y"), _("Difference from the same period a year earlier"))
    words = {
        Transformation.LEVEL: (_("Level"), _("The figures as they are")),
        Transformation.CHANGE: (_("Change"), _("Difference from the period before")),
        Transformation.PREVIOUS: (
            _("% on the previous period"),
            _("Percentage change on the period before"),
        ),
        Transformation.YEAR_ON_YEAR: in_points if takes_difference(unit) else in_percent,
        Transformation.INDEX: (_("Index"), _("One period is 100")),
        Transformation.SHARE: (
            _("Share"),
            _("Each series as a share of the total, or of the series shown"),
        ),
    }
    return tuple(Segment(key.value, label, hint) for key, (label, hint) in words.items())


class Steps(QWidget):
    """Periods, then what is done to the level, then a moving average, with arrows between them.

    `changed` carries the fields of the view to change. What leaves no choice is not shown.
    """

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_combined = False
        self._is_of_season = False
        self._frequency = ""
        self.setAccessibleName(_("What is done to the figures, in order"))
        self.frequency = Choice(widest=_WIDEST_FREQUENCY, parent=self)
        self.frequency.chosen.connect(lambda keys: self._choose_frequency(keys[0]))
        self.transformation = Segments(_("Transformation"), SHOWN, self)
        self.transformation.chosen.connect(
            lambda key: self.changed.emit({"transformation": Transformation(key)})
        )
        self.base = Choice(parent=self)
        self.base.chosen.connect(lambda keys: self.changed.emit({"base": keys[0]}))
        self.average = Choice(parent=self)
        self.average.chosen.connect(lambda keys: self.changed.emit({"average": int(keys[0])}))
        self._arrows = (self._arrow(), self._arrow())
        self.more = MoreChoices(self)
        self.more.hide()
        self._has_choice = {self.frequency: False, self.average: False}
        row = FlowLayout(self, _GAP)
        for widget in (
            self.frequency,
            self._arrows[0],
            self.transformation,
            self.base,
            self._arrows[1],
            self.average,
            self.more,
        ):
            row.addWidget(widget)

    def _arrow(self) -> QLabel:
        arrow = QLabel("→", self)
        arrow.setObjectName("muted")
        return arrow

    @property
    def foldable(self) -> tuple[Choice, ...]:
        """What can go into the menu, that first with which least is done."""
        used = {self.average: self.average.keys != ("0",), self.frequency: self._is_combined}
        offered = [one for one in used if self._has_choice[one]]
        return tuple(sorted(offered, key=lambda one: used[one]))

    def fold(self, count: int) -> None:
        """Put so many choosers into a menu at the end, or none."""
        folded = self.foldable[:count]
        for chooser, arrow in zip(self._has_choice, self._arrows, strict=True):
            is_shown = self._has_choice[chooser] and chooser not in folded
            chooser.setVisible(is_shown)
            arrow.setVisible(is_shown)
        self.more.setVisible(bool(folded))
        self.more.show_left_out(folded)

    def width_at(self, limit: int, folded: int = 0) -> int:
        """The width of the row with so many transformations on buttons, and so many folded."""
        inside = self.foldable[:folded]
        widths = [self.transformation.width_at(limit)]
        for chooser, arrow in zip(self._has_choice, self._arrows, strict=True):
            if self._has_choice[chooser] and chooser not in inside:
                widths += [chooser.sizeHint().width(), arrow.sizeHint().width()]
        others = ((self.base, not self.base.isHidden()), (self.more, bool(inside)))
        widths += [one.sizeHint().width() for one, is_shown in others if is_shown]
        return sum(widths) + _GAP * (len(widths) - 1)

    def sizeHint(self) -> QSize:
        folded = sum(self._has_choice.values()) - sum(
            not one.isHidden() for one in self._has_choice
        )
        width = self.width_at(self.transformation.limit, folded)
        return QSize(width, super().sizeHint().height())

    def show_page(self, page: Page) -> None:
        """Show the steps of a page."""
        self._show_frequencies(page)
        self._show_transformations(page)
        self._show_bases(page)
        self._show_averages(page)
        words = chain_of(page)
        self.setAccessibleDescription(words)
        for arrow in self._arrows:
            arrow.setToolTip(words)

    def _show_frequencies(self, page: Page) -> None:
        structure, view = page.structure, page.view
        options = [Option(one.value, frequency_name(one)) for one in structure.frequencies]
        seasons = _seasons_of(page)
        options += seasons
        is_of_season = any(one.key == view.season for one in seasons)
        chosen = view.season if is_of_season else view.frequency
        self._is_of_season = is_of_season
        for longer in coarser_frequencies(structure):
            part = part_of(structure, longer.value)
            assert part is not None
            for how in Combination:
                name = combined_name(longer, combination_label(how, part))
                note = _("Made of the figures per {frequency}").format(frequency=part.label)
                options.append(Option(f"{longer.value}:{how.value}", name, note))
        if page.is_combined:
            chosen = f"{view.frequency}:{combinations_of(view, structure, page.level)[0].value}"
        has_choice = len(options) > 1
        self._has_choice[self.frequency] = has_choice
        self._is_combined, self._frequency = page.is_combined, view.frequency
        self.frequency.show_options("", options, (chosen,))
        self.frequency.setAccessibleName(_("Frequency: {name}").format(name=self.frequency.text()))

    def _choose_frequency(self, key: str) -> None:
        if key[2:].isdigit():
            self.changed.emit({"season": key})
            return
        frequency, _colon, how = key.partition(":")
        fields: dict[str, Any] = {"frequency": frequency, "combination": how}
        if self._is_of_season and frequency == self._frequency:
            fields["season"] = WHOLE_YEAR
        self.changed.emit(fields)

    def _show_transformations(self, page: Page) -> None:
        unit, shown = page.level.unit, page.view.transformation
        left_out: set[Transformation] = set()
        if len(page.level.periods) < 2 or page.level.periods[0].start is None:
            left_out |= _THROUGH_TIME
        if len(page.frame.series) < 2:
            left_out.add(Transformation.SHARE)
        if takes_difference(unit):
            left_out.add(Transformation.PREVIOUS)
        lacks = why_no_shares(page.level, has_whole=whole_of(page.level) is not None)
        segments = [
            replace(one, hint=lacks, is_possible=one.key == shown)
            if lacks and one.key == Transformation.SHARE
            else one
            for one in transformation_segments(unit)
            if one.key not in left_out or one.key == shown
        ]
        self.transformation.show_segments(segments, shown, _FOREMOST)

    def _show_bases(self, page: Page) -> None:
        is_index = page.view.transformation is Transformation.INDEX
        self.base.setVisible(is_index)
        if not is_index:
            return
        self.base.show_one("", _base(page), partial(_bases_of, page.level))
        self.base.setAccessibleName(_("Base of the index: {name}").format(name=self.base.text()))
        self.base.setToolTip(_("The period that is 100; or click on the period axis of the chart"))

    def _show_averages(self, page: Page) -> None:
        periods = page.level.periods
        frequency = periods[0].frequency if periods else Frequency.TEXT
        shown = page.view.average
        counts = [one for one in AVERAGES if one < len(periods) or one == shown]
        has_choice = bool(counts) and frequency is not Frequency.TEXT
        self._has_choice[self.average] = has_choice
        options = [Option("0", _("no average"), _("Every figure stands for itself"))]
        for count in counts:
            spelled = _("Moving average of {count} periods").format(count=count)
            options.append(Option(str(count), _("average of {count}").format(count=count), spelled))
        self.average.show_options("", options, (str(shown),))
        name = _("Moving average: {name}").format(name=self.average.text())
        self.average.setAccessibleName(name)
        spelled = next((one.note for one in options if one.key == str(shown)), "")
        self.average.setToolTip(f"{name}\n{spelled}" if shown else name)


def _seasons_of(page: Page) -> list[Option]:
    """Each part of the year of which a page could show that of every year, where it does so."""
    view, periods = page.view, page.level.periods
    if not view.season or view.frequency not in (Frequency.QUARTER, Frequency.MONTH):
        return []
    parts = {one.code[4:]: one for one in periods}
    return [Option(season, name_season(parts[season])) for season in sorted(parts)]


def _bases_of(level: Frame) -> tuple[Option, ...]:
    """The periods that can be 100: whole years of shorter periods, then each period."""
    periods = [one for one in level.periods if one.start is not None]
    years = [make_period(one, Frequency.YEAR) for one in dict.fromkeys(p.year for p in periods)]
    whole = [one for one in years if len(base_periods(level, one.code)) > 1]
    return tuple(map(_option_of, (*whole, *periods)))


def _base(page: Page) -> Option:
    """The period that is 100; none where the level has no such period."""
    code = base_of(page)
    found = base_periods(page.level, code)
    base = found[0] if len(found) == 1 else parse_code(code) if found else None
    return _option_of(base) if base is not None and base.start is not None else Option(code, "–")


def _option_of(base: Period) -> Option:
    return Option(base.code, f"{base.short_label} = 100", base.label)


def fields_of_base(code: str) -> dict[str, Any]:
    """The fields of a view that make a period the base of an index."""
    return {"transformation": Transformation.INDEX, "base": code}
