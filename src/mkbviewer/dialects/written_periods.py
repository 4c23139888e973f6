"""Periods as other programs write them: dates, and years with a number behind them.

One such text tells little: `2020-04-01` may be a day, a month or a quarter, `2010-11` a month or a
season. All texts of a column together often leave one reading only.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from mkbviewer.core.language import _
from mkbviewer.core.period import Frequency, Period, make_period, parse_code, split_status
from mkbviewer.core.status import Status

_MIDNIGHT = r"(?:[T ]0?0:00(?::00(?:\.0+)?)?Z?)?"
_DATES = (
    re.compile(r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)" + _MIDNIGHT),
    re.compile(r"(?P<day>\d{1,2})-(?P<month>\d{1,2})-(?P<year>\d{4})" + _MIDNIGHT),
)
_NUMBERED = re.compile(r"(?P<year>\d{4})-(?P<number>\d\d)")
_YEARS = re.compile(r"\d{4}\s*[-\u2013/]\s*\d{4}")
_ENOUGH = 3
"""As many texts that follow one rule do not follow it by chance."""

_BY_STEP = {
    1: Frequency.MONTH,
    3: Frequency.QUARTER,
    6: Frequency.HALF_YEAR,
    12: Frequency.YEAR,
}


@dataclass(frozen=True, slots=True)
class Together:
    """What the texts of a column stand for, and the sentence that says how they were read."""

    found: Mapping[str, tuple[Period, Status]]
    says: str


def resemble_periods(texts: Iterable[str]) -> bool:
    """Whether all texts have a form in which periods are written, read with certainty or not."""
    bare = [split_status(text)[0] for text in texts if text.strip()]
    return bool(bare) and all(
        any(form.fullmatch(text) for form in (*_DATES, _NUMBERED, _YEARS)) for text in bare
    )


def are_dates(texts: Iterable[str]) -> bool:
    """Whether all texts are dates."""
    return bool(_dates_of([split_status(text)[0] for text in texts if text.strip()]))


def read_together(
    texts: Iterable[str], *, are_years: bool = False, are_days: bool = False
) -> Together | None:
    """The periods of all texts of a column that are not blank; None where they are not certain.

    Dates are the longest periods of which they are first days without a doubt: at least three
    dates, two of them as far apart as the periods last, else the days that they name. Numbers
    behind years are the last two digits of the next year (a season), or months. Where the column
    `are_years` by its name, first days of January are those of years; where they `are_days`, dates
    are days.
    """
    bare = {text: split_status(text) for text in texts if text.strip()}
    forms = [form for form, _status in bare.values()]
    read = _read_dates(forms, are_years=are_years, are_days=are_days) or _read_numbers(forms)
    if read is None:
        return None
    periods, says = read
    return Together({text: (periods[form], status) for text, (form, status) in bare.items()}, says)


def explain(texts: Sequence[str]) -> str:
    """Why texts without a certain period have none, and what the user can do."""
    numbered = [text for text in texts if _NUMBERED.fullmatch(text)]
    if numbered:
        return _(
            "“{text}” may be a month, a season or another part of a year. Write in the file what "
            "is meant, for example 2010MM11, 2010/'11 or 2010KW04, and import it again."
        ).format(text=numbered[0])
    years = [text for text in texts if _YEARS.fullmatch(text)]
    if years:
        return _(
            "“{text}” may be a season or several years together. Write in the file what is "
            "meant, for example 2010/'11 or 2010G200, and import it again."
        ).format(text=years[0])
    return _(
        "Written as CBS does, for example 2023, 2023 1e kwartaal or 2023KW01, a period has a place "
        "in time."
    )


def _dates_of(forms: Sequence[str]) -> dict[str, date]:
    """The dates that texts are, all in the same way of writing; empty where one is none."""
    for form in _DATES:
        matches = {text: form.fullmatch(text) for text in forms}
        try:
            found = {
                text: date(int(match["year"]), int(match["month"]), int(match["day"]))
                for text, match in matches.items()
                if match
            }
        except ValueError:
            continue
        if len(found) == len(matches) and not _may_begin_with_months(found):
            return found
    return {}


def _may_begin_with_months(dates: Mapping[str, date]) -> bool:
    """Whether `04-01-2020` among others is rather the first of April, as Americans write it."""
    days = {one.day for one in dates.values()}
    months = {one.month for one in dates.values()}
    return months == {1} and len(days) > 1 and not any(text[:4].isdigit() for text in dates)


def _read_dates(
    forms: Sequence[str], *, are_years: bool, are_days: bool
) -> tuple[dict[str, Period], str] | None:
    dates = _dates_of(forms)
    if not dates:
        return None
    frequency = Frequency.DAY if are_days else _frequency_of(sorted(set(dates.values())))
    if are_years and all(day.day == day.month == 1 for day in dates.values()):
        frequency = Frequency.YEAR
    periods = {text: _period_of(day, frequency) for text, day in dates.items()}
    says = {
        Frequency.MONTH: _(
            "The periods are written as dates of first days; they are read as months."
        ),
        Frequency.QUARTER: _(
            "The periods are written as dates of first days; they are read as quarters."
        ),
        Frequency.HALF_YEAR: _(
            "The periods are written as dates of first days; they are read as half-years."
        ),
        Frequency.YEAR: _(
            "The periods are written as dates of first days; they are read as years."
        ),
        Frequency.DAY: _("The periods are written as dates; they are read as days."),
    }[frequency]
    if frequency is Frequency.YEAR and not are_years:
        says += " " + _(
            "Where the days themselves are meant, write them in the file as 20200101, and import it"
            " again."
        )
    if frequency is Frequency.DAY and not are_days and all(map(_is_edge, dates.values())):
        says += " " + _(
            "Where longer periods are meant, write these in the file, for example 2020 or "
            "2020KW01, and import it again."
        )
    return periods, says


def _frequency_of(days: Sequence[date]) -> Frequency:
    """The length of periods of which these are first days; a day where that is not certain.

    First days of January of years in a row are years: where CBS counts what is there on 1 January,
    it gives the year too, and the measure tells the day.
    """
    if len(days) < _ENOUGH or any(one.day != 1 for one in days):
        return Frequency.DAY
    months = [one.year * 12 + one.month - 1 for one in days]
    step = min(after - before for before, after in pairwise(months))
    if any(month % step for month in months):
        return Frequency.DAY
    return _BY_STEP.get(step, Frequency.DAY)


def _period_of(day: date, frequency: Frequency) -> Period:
    if frequency is Frequency.DAY:
        found = parse_code(f"{day:%Y%m%d}".zfill(8))
        assert found is not None
        return found
    if frequency is Frequency.YEAR:
        return make_period(day.year, frequency)
    months = {length: step for step, length in _BY_STEP.items()}[frequency]
    return make_period(day.year, frequency, (day.month - 1) // months + 1)


def _is_edge(day: date) -> bool:
    """Whether a day is the first or the last of a month."""
    return day.day == 1 or (day + timedelta(days=1)).day == 1


def _read_numbers(forms: Sequence[str]) -> tuple[dict[str, Period], str] | None:
    matches = {text: _NUMBERED.fullmatch(text) for text in forms}
    pairs = {text: (int(one["year"]), int(one["number"])) for text, one in matches.items() if one}
    if not pairs or len(pairs) < len(matches) or any(not year for year, _number in pairs.values()):
        return None
    numbers = [number for _year, number in pairs.values()]
    can_be_months = all(1 <= number <= 12 for number in numbers)
    if all(number == (year + 1) % 100 for year, number in pairs.values()):
        if can_be_months and len(pairs) < _ENOUGH:
            return None
        says = _("The periods are written as two years in a row; they are read as seasons.")
        return {
            text: make_period(year, Frequency.SCHOOL_YEAR) for text, (year, _n) in pairs.items()
        }, says
    # Up to four, a number may as well count quarters.
    if not can_be_months or max(numbers) <= 4:
        return None
    says = _("The periods are written as years with a number; they are read as months.")
    return {
        text: make_period(year, Frequency.MONTH, number) for text, (year, number) in pairs.items()
    }, says
