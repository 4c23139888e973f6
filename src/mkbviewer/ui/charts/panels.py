"""Charts below each other, one for each unit and frequency, over one axis of time."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from PySide6.QtCore import QPointF, QRectF

from mkbviewer.core.frame import Frame
from mkbviewer.core.language import _
from mkbviewer.core.numbers import unit_label
from mkbviewer.core.period import PER_YEAR, Frequency, Period, make_period
from mkbviewer.core.status import Status
from mkbviewer.core.words.apart import shared_parts, without_shared
from mkbviewer.ui.charts.arrangement import Plot, Style, words_for_more
from mkbviewer.ui.charts.base import Chart, planned
from mkbviewer.ui.charts.layout import ValueScale, scale_values, wrap
from mkbviewer.ui.charts.period_axis import PeriodAxis
from mkbviewer.ui.charts.plan import (
    NO_FOCUS,
    Focus,
    Piece,
    Placed,
    Plan,
    Pointing,
    Spot,
    Words,
    write,
    write_centred,
)
from mkbviewer.ui.charts.shapes import (
    FEW_POINTS,
    Curve,
    Floats,
    Reference,
    Shapes,
    lowest_and_highest,
    provisional_cells,
    reach_zero,
)
from mkbviewer.ui.charts.small_plots import curve_pieces, grid_pieces, spots_between
from mkbviewer.ui.look.colours import readable
from mkbviewer.ui.look.palette import Palette

_LEAST_LINES = 2.4
"""The least height of the figures of a panel, in lines of text."""

_COMFORTABLE = 3.6
"""The height of its figures that a panel asks for where the page can give it."""

_BY_DATE = (Frequency.WEEK, Frequency.DAY)


@dataclass(frozen=True, eq=False)
class Panel:
    """The series of one unit and frequency; `rows` are those of the frame that have its periods."""

    heading: str
    unit: str
    curves: tuple[Curve, ...]
    rows: tuple[int, ...]
    low: float
    high: float


def frequency_of(frame: Frame, column: int) -> Frequency:
    """How often a series has a figure, in a frame that may hold several frequencies."""
    there = np.flatnonzero(frame.statuses[:, column] != Status.ABSENT)
    found = {frame.periods[row].frequency for row in there}
    known = found or {period.frequency for period in frame.periods}
    return min(known, key=lambda one: -PER_YEAR.get(one, 0)) if known else Frequency.TEXT


# Each kind of chart asks it of the same frame, more than once.
@lru_cache(maxsize=2)
def panel_keys(frame: Frame) -> tuple[tuple[str, Frequency], ...]:
    """For each series its unit and frequency: those of one panel have both in common."""
    known = {period.frequency for period in frame.periods}
    if len(known) == 1:
        (only,) = known
        return tuple((one.unit or frame.unit, only) for one in frame.series)
    return tuple(
        (one.unit or frame.unit, frequency_of(frame, column))
        for column, one in enumerate(frame.series)
    )


@dataclass(frozen=True, eq=False)
class Panels(Plan):
    """Plots below each other with the same places in time."""

    axis: PeriodAxis
    panels: tuple[Panel, ...]
    first: float
    last: float
    has_points: bool

    def place(self, rect: QRectF, style: Style, focus: Focus = NO_FOCUS) -> Placed:
        unit, line = style.unit, style.line
        ticks = self.axis.ticks(self.first, self.last, 0.9 * rect.width(), style.width)
        foot = line * (2.1 if any(tick.below for tick in ticks) else 1.1) + 9 * unit
        heads = [_head(panel, rect, style) for panel in self.panels]
        shown = self._shown([height for _pieces, height in heads], rect.height() - foot, line)
        room = rect.height() - foot - sum(height for _pieces, height in heads[:shown])
        room -= line if shown < len(self.panels) else 0.0
        high = max(room / shown, line)
        scales = [_scale(panel, high - 0.6 * line, style) for panel in self.panels[:shown]]
        widest = max(style.width(text) for one, end in scales for text in one.labels(end))
        left, right = rect.left() + widest + 8 * unit, rect.right() - style.width("0000") / 2
        pieces: list[Piece] = []
        drawn: list[tuple[Panel, Plot]] = []
        top = rect.top()
        for panel, (head, height), (scale, end) in zip(self.panels, heads, scales, strict=False):
            pieces += [_moved(piece, top) for piece in head]
            area = QRectF(left, top + height, right - left, high - 0.6 * line)
            plot = Plot(area, self.first, self.last, scale)
            pieces += grid_pieces(plot, style, end)
            for curve in panel.curves:
                pieces += curve_pieces(curve, plot, style, has_points=self.has_points)
            drawn.append((panel, plot))
            top += height + high
        lowest = drawn[-1][1]
        pieces += self._period_labels(lowest, style)
        if shown < len(self.panels):
            words = words_for_more(sum(len(one.curves) for one in self.panels[shown:]))
            middle = rect.bottom() - line / 2
            pieces.append(write(words, rect.left(), middle, style, style.palette.muted))
        whole = QRectF(left, rect.top(), right - left, top - rect.top())

        def find_spots() -> list[Spot]:
            return [
                replace(one, row=panel.rows[one.row])
                for panel, plot in drawn
                for one in spots_between(panel.curves, plot)
            ]

        def find_point(key: str, row: int, value: float) -> QPointF | None:
            for panel, plot in drawn:
                for curve in panel.curves:
                    if curve.key == key and row in panel.rows:
                        return plot.point(float(curve.xs[panel.rows.index(row)]), value)
            return None

        return Placed(whole, tuple(pieces), find_spots, Pointing.LINE, find_point)

    def height_wanted(self, width: float, style: Style) -> float:
        """How high it must be for the figures of every panel."""
        rect = QRectF(0, 0, width, 0)
        heads = sum(_head(panel, rect, style)[1] for panel in self.panels)
        return heads + (len(self.panels) * (_COMFORTABLE + 0.6) + 2.8) * style.line

    def _shown(self, heads: Sequence[float], height: float, line: float) -> int:
        """How many panels there is room for; one always is."""
        for count in range(len(heads), 1, -1):
            if (height - sum(heads[:count])) / count >= (_LEAST_LINES + 0.6) * line:
                return count
        return 1

    def _period_labels(self, plot: Plot, style: Style) -> list[Piece]:
        pieces: list[Piece] = []
        for tick in self.axis.ticks(plot.first, plot.last, plot.area.width(), style.width):
            for line, text in enumerate((tick.label, tick.below)):
                if text:
                    middle = plot.area.bottom() + 8 * style.unit + (line + 0.5) * style.line
                    pieces.append(
                        write_centred(text, plot.x(tick.x), middle, style, style.palette.muted)
                    )
        return pieces


def _head(panel: Panel, rect: QRectF, style: Style) -> tuple[list[Words], float]:
    """What a panel is of, and its series in their colours; with the height that this takes."""
    text = style.palette.text
    start, end = shared_parts([curve.label for curve in panel.curves])
    heading = ", ".join(part for part in (start, panel.heading, end) if part)
    if style.width(heading) > rect.width():
        heading, start, end = panel.heading, "", ""
    pieces = [write(heading, rect.left(), style.line / 2, style, text)]
    gap, middle = 16 * style.unit, style.line / 2
    left = rect.left() + style.width(heading) + gap
    for curve in panel.curves:
        label = without_shared(curve.label, start, end)
        if left > rect.left() and left + style.bold_width(label) > rect.right():
            left, middle = rect.left(), middle + 1.2 * style.line
        colour = readable(curve.colour, style.palette.card, style.palette.contrast)
        lines = wrap(label, rect.width(), style.bold_width)
        for number, text in enumerate(lines):
            middle += 1.2 * style.line if number else 0.0
            pieces.append(write(text, left, middle, style, colour, is_bold=True, key=curve.key))
        left += style.bold_width(lines[-1]) + gap
    return pieces, middle + 1.1 * style.line


def _moved(piece: Words, down: float) -> Words:
    return replace(piece, rect=piece.rect.translated(0, down), baseline=piece.baseline + down)


def _scale(panel: Panel, height: float, style: Style) -> tuple[ValueScale, str]:
    suffix = "%" if panel.unit.startswith("%") else ""
    return scale_values(panel.low, panel.high, max(height, 1.0), 1.7 * style.line), suffix


def _places(frame: Frame) -> tuple[PeriodAxis, Floats]:
    """The axis of the shortest periods, and on it the middle of every period of the frame."""
    frequencies = {period.frequency for period in frame.periods}
    if len(frequencies) <= 1:
        axis = PeriodAxis(frame.periods)
        return axis, axis.positions
    finest = max(frequencies, key=lambda one: PER_YEAR.get(one, 0))
    per_year = PER_YEAR.get(finest, 1)
    places = np.array([_place(one, per_year) for one in frame.periods])
    if finest not in PER_YEAR:
        return PeriodAxis([one for one in frame.periods if one.frequency is finest]), places
    # All of them, or time would be without words where only longer periods have figures.
    count = range(math.floor(places.min()), math.ceil(places.max()) + 1)
    parts = (divmod(place, per_year) for place in count)
    whole = [make_period(year, finest, part + 1 if per_year > 1 else 0) for year, part in parts]
    return PeriodAxis(whole), places


def _place(period: Period, per_year: int) -> float:
    """The middle of a period, counted in periods of which a year has so many."""
    start = period.start
    assert start is not None
    begin = start.year + (start.timetuple().tm_yday - 1) / 366
    own = PER_YEAR.get(period.frequency, 1)
    if own in (1, 2, 4, 12):
        begin = period.year + max(period.number - 1, 0) / own
    return begin * per_year + (per_year / own - 1) / 2


class PanelsChart(Chart):
    """A chart for each unit and frequency, below each other, with one axis of time."""

    name = "panels"
    icon = "layout-dashboard"

    @property
    def title(self) -> str:
        """The kind in the user's words."""
        return _("Below each other")

    @property
    def hint(self) -> str:
        """What the kind is good for."""
        return _("A chart for each unit, below each other on one axis of time")

    def fit(self, frame: Frame) -> float:
        """Made for series of several units or frequencies, and for nothing else."""
        return 0.0 if self.hindrance(frame) else 1.0

    def hindrance(self, frame: Frame) -> str:
        """Several units or frequencies, and time."""
        if frame.is_empty:
            return _("There are no figures to show.")
        if len(set(panel_keys(frame))) < 2:
            return _("All series have the same unit: they stand in one chart.")
        if any(period.start is None for period in frame.periods):
            return _("Without periods there is no axis of time.")
        return ""

    def shapes(
        self, frame: Frame, palette: Palette, references: Sequence[Reference] = ()
    ) -> Shapes:
        """The series of each unit, with places in time that all have in common."""
        axis, places = _places(frame)
        colours = palette.series_colours(frame)
        is_provisional = provisional_cells(frame)
        keys = panel_keys(frame)
        panels = []
        for unit, frequency in dict.fromkeys(keys):
            columns = [place for place, key in enumerate(keys) if key == (unit, frequency)]
            rows = [r for r, one in enumerate(frame.periods) if one.frequency is frequency]
            curves = tuple(
                Curve(
                    frame.series[column].key,
                    frame.series[column].label,
                    colours[column],
                    places[rows],
                    frame.values[rows, column],
                    is_provisional[rows, column] | frame.series[column].is_former,
                )
                for column in columns
            )
            low, high = lowest_and_highest(frame.values[np.ix_(rows, columns)], with_zero=False)
            low, high = reach_zero(low, high)
            heading = ", ".join(
                part
                for part in (
                    unit_label(unit),
                    _("per {frequency}").format(frequency=frequency.label),
                )
                if part
            )
            panels.append(Panel(heading, unit, curves, tuple(rows), low, high))
        half = 0.5
        plan = Panels(
            axis,
            tuple(panels),
            float(places.min()) - half,
            float(places.max()) + half,
            len(frame.periods) <= FEW_POINTS,
        )
        return planned(frame, plan)
