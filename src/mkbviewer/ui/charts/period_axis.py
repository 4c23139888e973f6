"""The period axis: places in time, and tick labels that suit the part that is seen."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from mkbviewer.core.language import active_language
from mkbviewer.core.period import SHORT_MONTHS, Frequency, Period, make_period

Measure = Callable[[str], float]
"""The width of a text in the units of the target."""

_PER_YEAR = {
    Frequency.HALF_YEAR: 2,
    Frequency.QUARTER: 4,
    Frequency.MONTH: 12,
    Frequency.THREE_MONTHS: 12,
    Frequency.ROLLING_YEAR: 12,
    Frequency.ROLLING_SEASON: 12,
    Frequency.FOUR_WEEKS: 13,
}
_BY_DATE = {Frequency.WEEK: 7, Frequency.DAY: 1}
_STEPS_WITHIN_YEAR = {2: (1,), 4: (1,), 12: (1, 3), 13: (1,)}
_STEPS_OF_YEARS = (1, 2, 5, 10, 20, 50, 100)


@dataclass(frozen=True, slots=True)
class Tick:
    """A tick and its label; `below` is the year on the second line, where one is needed."""

    x: float
    label: str
    below: str = ""


class PeriodAxis:
    """Where each period stands: counted in periods of the frame's own frequency.

    So that years, quarters and months are each equally far apart and an absent period leaves its
    room. Texts that name no period stand in the order of the frame, one apart. Where all periods
    are the same part of their years, those years are counted instead.
    """

    def __init__(self, periods: Sequence[Period], starred: Iterable[int] = ()) -> None:
        self.periods = tuple(periods)
        self._starred = frozenset(starred)
        frequencies = {period.frequency for period in self.periods}
        self._frequency = frequencies.pop() if len(frequencies) == 1 else Frequency.TEXT
        per_year = _PER_YEAR.get(self._frequency, 1)
        parts = {period.number for period in self.periods}
        self._is_seasonal = per_year > 1 and len(parts) == 1 < len(self.periods)
        self._per_year = 1 if self._is_seasonal else per_year

    @cached_property
    def positions(self) -> NDArray[np.float64]:
        """The place of each period, in the order of the frame."""
        if self._frequency is Frequency.TEXT:
            return np.arange(len(self.periods), dtype=np.float64)
        if days := _BY_DATE.get(self._frequency):
            places = [one.start.toordinal() / days for one in self.periods if one.start]
        elif self._is_seasonal:
            places = [float(one.year) for one in self.periods]
        else:
            divided = self._per_year
            places = [one.year * divided + max(one.number - 1, 0.0) for one in self.periods]
        return np.array(places, dtype=np.float64)

    @property
    def first(self) -> float:
        """The place of the first period; 0 without periods."""
        return float(self.positions[0]) if self.periods else 0.0

    @property
    def last(self) -> float:
        """The place of the last period; 0 without periods."""
        return float(self.positions[-1]) if self.periods else 0.0

    @property
    def is_divided(self) -> bool:
        """Whether a year holds several periods, so that labels may need a second line."""
        return self._per_year > 1 or self._frequency in _BY_DATE

    def row_at(self, x: float) -> int | None:
        """The row of the period nearest to a place; None without periods."""
        if not self.periods:
            return None
        return int(np.argmin(np.abs(self.positions - x)))

    def rows_between(self, low: float, high: float) -> tuple[int, ...]:
        """The rows of the periods between two places."""
        inside = (self.positions >= min(low, high)) & (self.positions <= max(low, high))
        return tuple(int(row) for row in np.flatnonzero(inside))

    def ticks(self, low: float, high: float, width: float, measure: Measure) -> tuple[Tick, ...]:
        """The ticks between two places that are `width` apart on the target, none overlapping.

        Takes the finest division whose labels all fit with a space between them.
        """
        if not self.periods or high <= low:
            return ()
        per_unit = width / (high - low)
        gap = measure("00")
        best: tuple[Tick, ...] = ()
        closest = gap / per_unit
        for candidates in self._divisions(max(low, self.first), min(high, self.last), closest):
            best = tuple(candidates)
            if _fit(best, per_unit, gap, measure):
                return best
        return _thin(best, per_unit, gap, measure)

    @cached_property
    def _rows(self) -> dict[float, int]:
        return {float(place): row for row, place in enumerate(self.positions)}

    def _divisions(self, low: float, high: float, closest: float) -> Iterator[list[Tick]]:
        """The ways to label a stretch, from fine to coarse; none finer than `closest` together."""
        if self._frequency is Frequency.TEXT:
            yield self._label_rows(low, high)
            return
        if self._frequency in _BY_DATE:
            yield from self._divide_by_date(low, high)
            return
        if self._is_seasonal:
            yield self._label_rows(low, high)
        for step in _STEPS_WITHIN_YEAR.get(self._per_year, ()):
            if step >= closest or high - low < step:
                yield self._divide_years(low, high, step)
        for step in _STEPS_OF_YEARS:
            yield self._label_years(low, high, step)

    def _label_rows(self, low: float, high: float) -> list[Tick]:
        return [
            Tick(float(place), self._starred_text(period.short_label, float(place)))
            for period, place in zip(self.periods, self.positions, strict=True)
            if low <= place <= high
        ]

    def _divide_years(self, low: float, high: float, step: int) -> list[Tick]:
        names = self._part_names()
        ticks: list[Tick] = []
        for place in range(int(np.ceil(low - 1e-9)), int(np.floor(high + 1e-9)) + 1):
            year, part = divmod(place, self._per_year)
            if part % step:
                continue
            is_first = not ticks or part == 0
            label = self._starred_text(names[part], float(place))
            ticks.append(Tick(float(place), label, str(year) if is_first else ""))
        if len(ticks) > 1 and ticks[1].below and ticks[0].below and self._per_year > 2:
            ticks[0] = Tick(ticks[0].x, ticks[0].label)
        return ticks

    def _label_years(self, low: float, high: float, step: int) -> list[Tick]:
        first, last = low / self._per_year, high / self._per_year
        ticks = []
        for year in range(int(np.ceil(first - 1e-9)), int(np.floor(last + 1e-9)) + 1):
            if year % step == 0:
                place = float(year * self._per_year)
                ticks.append(Tick(place, self._year_text(year, place)))
        return ticks

    def _divide_by_date(self, low: float, high: float) -> Iterator[list[Tick]]:
        days = _BY_DATE[self._frequency]
        yield (
            [
                Tick(
                    tick.x,
                    tick.label.removeprefix(str(self.periods[self._rows[tick.x]].year)).strip(),
                )
                for tick in self._label_rows(low, high)
            ]
            if high - low <= 40 / days
            else []
        )
        months = SHORT_MONTHS[active_language()]
        starts = [
            date(year, month, 1)
            for year in range(_date_at(low, days).year, _date_at(high, days).year + 1)
            for month in range(1, 13)
        ]
        seen = [start for start in starts if low <= start.toordinal() / days <= high]
        for every in (1, 3, 6):
            yield [
                Tick(
                    start.toordinal() / days,
                    months[start.month - 1],
                    str(start.year) if start.month == 1 or start is seen[0] else "",
                )
                for start in seen
                if (start.month - 1) % every == 0
            ]
        for step in _STEPS_OF_YEARS:
            yield [
                Tick(start.toordinal() / days, str(start.year))
                for start in seen
                if start.month == 1 and start.year % step == 0
            ]

    def _part_names(self) -> Sequence[str]:
        return _names_of_parts(self._per_year)

    def _year_text(self, year: int, place: float) -> str:
        if self._per_year > 1:
            return str(year)
        is_year = self._frequency in (Frequency.YEAR, Frequency.SCHOOL_YEAR)
        text = make_period(year, self._frequency).label if is_year else str(year)
        return self._starred_text(text, place)

    def _starred_text(self, text: str, place: float) -> str:
        return f"{text}*" if self._rows.get(place) in self._starred else text


def parts_of_year(frequency: Frequency) -> tuple[str, ...]:
    """The short names of the half-years, quarters or months of a year; none for others."""
    is_parted = frequency in (Frequency.HALF_YEAR, Frequency.QUARTER, Frequency.MONTH)
    return tuple(_names_of_parts(_PER_YEAR[frequency])) if is_parted else ()


def _names_of_parts(per_year: int) -> Sequence[str]:
    match per_year:
        case 2:
            return ("H1", "H2")
        case 4:
            letter = "K" if active_language() == "nl" else "Q"
            return tuple(f"{letter}{number}" for number in range(1, 5))
        case 12:
            return SHORT_MONTHS[active_language()]
        case _:
            return tuple(str(number) for number in range(1, per_year + 1))


def _date_at(place: float, days: int) -> date:
    return date.min + timedelta(days=place * days - 1)


def _fit(ticks: Sequence[Tick], per_unit: float, gap: float, measure: Measure) -> bool:
    for texts in (
        [(tick.x, tick.label) for tick in ticks],
        [(tick.x, tick.below) for tick in ticks if tick.below],
    ):
        widths = [measure(text) for _, text in texts]
        for (left, _), (right, _), one, other in zip(
            texts, texts[1:], widths, widths[1:], strict=False
        ):
            if (right - left) * per_unit < (one + other) / 2 + gap:
                return False
    return bool(ticks)


def _thin(ticks: Sequence[Tick], per_unit: float, gap: float, measure: Measure) -> tuple[Tick, ...]:
    """Every second, third ... tick, as many as fit."""
    for step in range(1, len(ticks) + 1):
        kept = tuple(ticks[::step])
        if _fit(kept, per_unit, gap, measure):
            return kept
    return tuple(ticks[:1])
