"""The newest figure of a series as a card tells it: its change, and how old it is."""

import math
from dataclasses import dataclass
from datetime import date

from mkbviewer.core.frame import Frame, newest_period
from mkbviewer.core.language import _, ngettext
from mkbviewer.core.numbers import IN_POINTS, decimals_for, format_number, unit_label
from mkbviewer.core.period import PER_YEAR, Frequency, Period, end_of, shift, year_earlier
from mkbviewer.core.status import Status
from mkbviewer.core.transform import takes_difference

_INDEX = "index"
"""The unit of what is a percentage of something already: it changes by so many points."""

_MONTHS_TOLD = 24
"""Figures younger than this are so many months old, older ones so many years."""


@dataclass(frozen=True, slots=True)
class Change:
    """How much the newest figure is above an earlier one, and above which.

    `amount` is a difference where `is_difference`, in `unit`; else a percentage of the earlier
    figure. `status` is the worse of both statuses.
    """

    amount: float
    unit: str
    decimals: int
    period: Period
    is_year_earlier: bool
    status: Status
    is_difference: bool = True

    @property
    def sign(self) -> str:
        """An arrow up or down; a sign of equality where nothing is left after rounding."""
        if not format_number(self.amount, self.decimals).strip("−0.,"):
            return "="
        return "▲" if self.amount > 0 else "▼"

    @property
    def figure(self) -> str:
        """The amount without its sign, with a short unit."""
        number = format_number(abs(self.amount), self.decimals)
        if not self.is_difference:
            return f"{number}%{self.status.mark}"
        points = _("pp") if self.unit.startswith(IN_POINTS) else ""
        return f"{number}{self.status.mark} {points}".strip()

    @property
    def basis(self) -> str:
        """What the figure is compared with, in words."""
        if self.is_year_earlier:
            return _("on a year earlier")
        return {
            Frequency.QUARTER: _("on the previous quarter"),
            Frequency.MONTH: _("on the previous month"),
            Frequency.HALF_YEAR: _("on the previous half-year"),
        }.get(self.period.frequency, _("on the previous year"))

    @property
    def span(self) -> str:
        """The time in which it changed so, where there is no room for `basis`."""
        if self.is_year_earlier:
            return _("in a year")
        return {
            Frequency.QUARTER: _("in a quarter"),
            Frequency.MONTH: _("in a month"),
            Frequency.HALF_YEAR: _("in half a year"),
        }.get(self.period.frequency, _("in a year"))

    @property
    def sentence(self) -> str:
        """All of it in words, for who cannot see the card and for its tip."""
        number, mark = format_number(self.amount, self.decimals, signed=True), self.status.mark
        in_points = self.unit.startswith(IN_POINTS)
        unit = _("percentage points") if in_points else unit_label(self.unit)
        amount = f"{number}{mark} {unit}".strip() if self.is_difference else f"{number}%{mark}"
        return _("{amount} {basis} ({period})").format(
            amount=amount, basis=self.basis, period=self.period.label
        )


@dataclass(frozen=True, slots=True)
class Headline:
    """The newest figure of a frame's first series."""

    value: float
    status: Status
    unit: str
    decimals: int
    period: Period
    change: Change | None


def read_headline(frame: Frame) -> Headline | None:
    """The newest figure of the first series, or None where it has none.

    Its change is that on a year earlier, else on the previous period; None where there is no
    figure of either. Shares and balances change by a difference, other figures by a percentage,
    which is not computed from a figure that is not above zero.
    """
    row = newest_period(frame) if frame.series else None
    if row is None:
        return None
    series, value = frame.series[0], float(frame.values[row, 0])
    if not math.isfinite(value):
        return None
    unit = frame.unit_of(0)
    decimals = decimals_for(abs(value), unit, series.decimals)
    period = frame.periods[row]
    change = _change(frame, row, unit, decimals)
    return Headline(value, frame.status(row, 0), unit, decimals, period, change)


def _change(frame: Frame, row: int, unit: str, decimals: int) -> Change | None:
    period, now = frame.periods[row], float(frame.values[row, 0])
    rows = {one: place for place, one in enumerate(frame.periods)}
    for earlier, is_year_earlier in ((year_earlier(period), True), (shift(period, -1), False)):
        place = rows.get(earlier) if earlier else None
        if place is None or earlier is None or not math.isfinite(frame.values[place, 0]):
            continue
        then = float(frame.values[place, 0])
        status = max(frame.status(row, 0), frame.status(place, 0))
        if takes_difference(unit) or unit.startswith(_INDEX) or then <= 0:
            return Change(now - then, unit, decimals, earlier, is_year_earlier, status)
        percent = 100 * (now / then - 1)
        return Change(percent, "", 1, earlier, is_year_earlier, status, is_difference=False)
    return None


def age_in_words(period: Period, today: date) -> str:
    """How long ago a period ended: months up to two years, then years; empty where uncertain."""
    end = end_of(period)
    if end is None or period.frequency not in PER_YEAR:
        return ""
    months = (today.year - end.year) * 12 + today.month - end.month - (today.day < end.day)
    if months < 1:
        return _("less than a month old") if today >= end else ""
    if months < _MONTHS_TOLD:
        return ngettext("{count} month old", "{count} months old", months).format(count=months)
    years = months // 12
    return ngettext("{count} year old", "{count} years old", years).format(count=years)
