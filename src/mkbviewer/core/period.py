"""Periods as CBS writes them: codes, labels, and the arithmetic between them."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from mkbviewer.core.language import _, active_language
from mkbviewer.core.status import Status, parse_status


class Frequency(StrEnum):
    """How long a period lasts; the value is the two characters in CBS's period code."""

    YEAR = "JJ"
    HALF_YEAR = "HJ"
    QUARTER = "KW"
    MONTH = "MM"
    FOUR_WEEKS = "W4"
    WEEK = "W1"
    DAY = "DD"
    SCHOOL_YEAR = "SJ"
    ROLLING_YEAR = "VJ"
    ROLLING_SEASON = "VS"
    THREE_MONTHS = "M3"
    TWO_YEARS = "G2"
    THREE_YEARS = "G3"
    FOUR_YEARS = "G4"
    FIVE_YEARS = "G5"
    OTHER = "X0"
    TEXT = ""

    @property
    def label(self) -> str:
        """The frequency in words, in the active language."""
        return {
            Frequency.YEAR: _("year"),
            Frequency.HALF_YEAR: _("half-year"),
            Frequency.QUARTER: _("quarter"),
            Frequency.MONTH: _("month"),
            Frequency.FOUR_WEEKS: _("four weeks"),
            Frequency.WEEK: _("week"),
            Frequency.DAY: _("day"),
            Frequency.SCHOOL_YEAR: _("school year or season"),
        }.get(self, _("other period"))


PER_YEAR = {
    Frequency.YEAR: 1,
    Frequency.SCHOOL_YEAR: 1,
    Frequency.HALF_YEAR: 2,
    Frequency.QUARTER: 4,
    Frequency.MONTH: 12,
}
"""The frequencies that divide a year evenly: the ones on which a year earlier is certain."""

_HIGHEST_NUMBER = {
    **dict.fromkeys(Frequency, 0),
    Frequency.HALF_YEAR: 2,
    Frequency.QUARTER: 4,
    Frequency.MONTH: 12,
    Frequency.FOUR_WEEKS: 13,
    Frequency.WEEK: 53,
    Frequency.THREE_MONTHS: 12,
    Frequency.ROLLING_YEAR: 12,
    Frequency.ROLLING_SEASON: 12,
}


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time of one frequency, or a text that names none with certainty.

    `code` is CBS's code (`2023KW03`; days as `20230703`), or the text as found where the
    frequency is TEXT. `number` counts within the year from 1; 0 where a year is not divided.
    """

    year: int
    frequency: Frequency
    number: int
    code: str

    @property
    def start(self) -> date | None:
        """The first day; None for a text."""
        return _start(self)

    @property
    def sort_key(self) -> tuple[date, int, str]:
        """Order in time, then from long to short, then by text."""
        return (self.start or date.min, _LENGTH_ORDER[self.frequency], self.code)

    @property
    def label(self) -> str:
        """The period as CBS writes it, in the active language."""
        return _label(self, active_language())

    @property
    def short_label(self) -> str:
        """The period for an axis or a narrow column: `2023 K3`, `2023 mrt`."""
        return _short_label(self, active_language())


_LENGTH_ORDER = {frequency: order for order, frequency in enumerate(Frequency)}

_CODE = re.compile(r"(\d{4})(JJ|HJ|KW|MM|W4|W1|SJ|VJ|VS|M3|G2|G3|G4|G5|X0)(\d\d)")
_DAY_CODE = re.compile(r"(\d{4})(\d\d)(\d\d)")


def make_period(year: int, frequency: Frequency, number: int = 0) -> Period:
    """The period of a frequency that divides a year; `number` from 1, or 0 for whole years.

    Raises ValueError when the year has no such period.
    """
    if year < 1 or not _has_number(frequency, number):
        raise ValueError(f"no period {number} of frequency {frequency.name} in {year}")
    return Period(year, frequency, number, f"{year:04d}{frequency.value}{number:02d}")


def text_period(text: str) -> Period:
    """A period that is known by its text only and has no place on the time axis."""
    return Period(0, Frequency.TEXT, 0, text)


@lru_cache(maxsize=65536)
def parse_code(text: str) -> Period | None:
    """The period of a CBS code, or None when the text is no valid code."""
    text = text.strip()
    if match := _CODE.fullmatch(text):
        year, frequency, number = int(match[1]), Frequency(match[2]), int(match[3])
        if year >= 1 and _has_number(frequency, number):
            return Period(year, frequency, number, text)
        return None
    if match := _DAY_CODE.fullmatch(text):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    return None


def _has_number(frequency: Frequency, number: int) -> bool:
    highest = _HIGHEST_NUMBER[frequency]
    return 1 <= number <= highest if highest else number == 0


def _day(year: int, month: int, day: int) -> Period | None:
    try:
        date(year, month, day)
    except ValueError:
        return None
    ordinal = date(year, month, day).timetuple().tm_yday
    return Period(year, Frequency.DAY, ordinal, f"{year:04d}{month:02d}{day:02d}")


@lru_cache(maxsize=65536)
def _start(period: Period) -> date | None:
    year, number = period.year, period.number
    match period.frequency:
        case Frequency.TEXT:
            return None
        case Frequency.HALF_YEAR:
            return date(year, 6 * number - 5, 1)
        case Frequency.QUARTER:
            return date(year, 3 * number - 2, 1)
        case Frequency.MONTH | Frequency.THREE_MONTHS:
            return date(year, number, 1)
        case Frequency.WEEK:
            return date.fromisocalendar(year, 1, 1) + timedelta(weeks=number - 1)
        case Frequency.FOUR_WEEKS:
            return date.fromisocalendar(year, 1, 1) + timedelta(weeks=4 * (number - 1))
        case Frequency.DAY:
            return date(year, 1, 1) + timedelta(days=number - 1)
        case Frequency.SCHOOL_YEAR:
            return date(year, 8, 1)
        case _:
            return date(year, 1, 1)


def end_of(period: Period) -> date | None:
    """The first day after the period; None where the length is not certain."""
    start = period.start
    if start is None:
        return None
    if period.frequency in PER_YEAR:
        following = shift(period, 1)
        return following.start if following else None
    match period.frequency:
        case Frequency.WEEK:
            return start + timedelta(weeks=1)
        case Frequency.FOUR_WEEKS:
            return start + timedelta(weeks=4)
        case Frequency.DAY:
            return start + timedelta(days=1)
        case _:
            return None


def shift(period: Period, steps: int) -> Period | None:
    """The period `steps` later (or earlier, when negative) of the same frequency.

    None where the frequency does not divide a year evenly.
    """
    per_year = PER_YEAR.get(period.frequency)
    if per_year is None:
        return None
    position = period.year * per_year + max(period.number - 1, 0) + steps
    year, offset = divmod(position, per_year)
    if year < 1:
        return None
    return make_period(year, period.frequency, offset + 1 if per_year > 1 else 0)


@lru_cache(maxsize=65536)
def year_earlier(period: Period) -> Period | None:
    """The same period of the year before; None where there is no certain one."""
    per_year = PER_YEAR.get(period.frequency)
    return None if per_year is None else shift(period, -per_year)


MONTHS = {
    "nl": tuple(
        "januari februari maart april mei juni juli augustus september oktober november "
        "december".split()
    ),
    "en": tuple(
        "January February March April May June July August September October November "
        "December".split()
    ),
}
SHORT_MONTHS = {
    "nl": tuple("jan feb mrt apr mei jun jul aug sep okt nov dec".split()),
    "en": tuple("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()),
}
ENGLISH_ORDINALS = ("1st", "2nd", "3rd", "4th")


def _label(period: Period, language: str) -> str:
    year, number, dutch = period.year, period.number, language == "nl"
    match period.frequency:
        case Frequency.YEAR:
            return str(year)
        case Frequency.HALF_YEAR:
            ordinal = f"{number}e" if dutch else ENGLISH_ORDINALS[number - 1]
            return f"{year} {ordinal} " + ("halfjaar" if dutch else "half-year")
        case Frequency.QUARTER:
            ordinal = f"{number}e" if dutch else ENGLISH_ORDINALS[number - 1]
            return f"{year} {ordinal} " + ("kwartaal" if dutch else "quarter")
        case Frequency.MONTH:
            return f"{year} {MONTHS[language][number - 1]}"
        case Frequency.WEEK:
            return f"{year} week {number}"
        case Frequency.FOUR_WEEKS:
            return f"{year} " + (
                f"vierweekse periode {number}" if dutch else f"four weeks {number}"
            )
        case Frequency.SCHOOL_YEAR:
            return f"{year}/'{(year + 1) % 100:02d}"
        case Frequency.DAY:
            start = period.start
            assert start is not None
            return f"{start.day} {MONTHS[language][start.month - 1]} {year}"
        case _:
            return period.code


def _short_label(period: Period, language: str) -> str:
    match period.frequency:
        case Frequency.QUARTER:
            return f"{period.year} {'K' if language == 'nl' else 'Q'}{period.number}"
        case Frequency.HALF_YEAR:
            return f"{period.year} H{period.number}"
        case Frequency.MONTH:
            return f"{period.year} {SHORT_MONTHS[language][period.number - 1]}"
        case _:
            return _label(period, language)


_WORD = (
    r"(?:nader[ ]?)?voorlopige?(?: cijfers?)?|definitie(?:f|ve)(?: cijfers?)?"
    r"|(?:revised )?provisional(?: figures?)?|final(?: figures?)?|definitive(?: figures?)?"
)
_STATUS_AT_END = re.compile(
    rf"(?:\s*(?P<stars>\*{{1,2}})|\s*\((?P<within>{_WORD})\)|[\s,\u2013-]+(?P<word>{_WORD}))$",
    re.IGNORECASE,
)
_OF_FIGURES = re.compile(r"(?<=voorlopig)e| (?:cijfers?|figures?)$", re.IGNORECASE)
# `2023 1)` and `2023\u00b9` point to a note below the table.
_NOTE_AT_END = re.compile(r"(?:(?<=\w)[\u00b9\u00b2\u00b3\u2070-\u2079]+\u207e?|\s+\d\))$")


def split_status(text: str) -> tuple[str, Status]:
    """A period's text without its star or word of status, and the status that this stands for.

    A mark that points to a note is left out. Of a word and a star together the one further from
    final counts.
    """
    text, found = _NOTE_AT_END.sub("", " ".join(text.split())), Status.FINAL
    while match := _STATUS_AT_END.search(text):
        word = match["stars"] or match["within"] or match["word"]
        status = parse_status(_OF_FIGURES.sub("", word).replace("definitieve", "definitief"))
        if status is None or not match.start():
            break
        text, found = text[: match.start()], max(found, status)
        if match["stars"] and text.endswith("*"):
            break
    return text, found
