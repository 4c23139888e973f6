"""Reading the labels with which CBS writes periods, Dutch and English."""

import re
from collections.abc import Callable
from functools import cache, lru_cache

from mkbviewer.core.period import (
    MONTHS,
    SHORT_MONTHS,
    Frequency,
    Period,
    make_period,
    parse_code,
    split_status,
    text_period,
)
from mkbviewer.core.status import Status

_MONTH_NUMBERS = {
    name.lower(): number
    for names in (*MONTHS.values(), *SHORT_MONTHS.values())
    for number, name in enumerate(names, start=1)
}
_ORDINALS = {
    "eerste": 1,
    "tweede": 2,
    "derde": 3,
    "vierde": 4,
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
}
_ORDINAL = r"(\d)(?:e|ste|de|st|nd|rd|th)|(eerste|tweede|derde|vierde|first|second|third|fourth)"
_HALF = r"(?:halfjaar|half-?year|half year|helft|half)"
_QUARTER = r"(?:kwartaal|quarter|qtr\b\.?|kw\b\.?)"
_FOUR_WEEKS = (
    r"(?:(?:vier|4)-?\s?wekelijkse\s+periode|(?:vier|4)-?weekse\s+periode"
    r"|four[ -]weeks?(?:\s+period)?)"
)
_PART_OF_WEEK = r"(?:\s+\(\d\s+(?:dag(?:en)?|days?)\))?"
_SEASON = r"(?:seizoen|schooljaar|studiejaar|oogstjaar|season|school\s+year|crop\s+year)"
_WHOLE_YEAR = (
    r"(?:jaar(?:cijfer|gem(?:iddelde)?\.?|totaal)?(?:\s*/\s*jaartotaal)?"
    r"|annual\s+(?:figure|average|total)"
    r"|year(?:ly)?(?:\s*(?:figure|average|total))?\.?(?:\s*/\s*(?:yearly\s*)?total)?)"
)


def _ordinal(digit: str | None, word: str | None) -> int:
    return int(digit) if digit else _ORDINALS[(word or "").lower()]


def _year(match: re.Match[str]) -> Period:
    return make_period(int(match["year"]), Frequency.YEAR)


def _quarter(match: re.Match[str]) -> Period:
    return make_period(
        int(match["year"]), Frequency.QUARTER, _ordinal(match["digit"], match["word"])
    )


def _half_year(match: re.Match[str]) -> Period:
    return make_period(
        int(match["year"]), Frequency.HALF_YEAR, _ordinal(match["digit"], match["word"])
    )


def _month(match: re.Match[str]) -> Period:
    return make_period(int(match["year"]), Frequency.MONTH, _MONTH_NUMBERS[match["month"].lower()])


def _numbered_half(match: re.Match[str]) -> Period:
    return make_period(int(match["year"]), Frequency.HALF_YEAR, int(match["number"]))


def _four_weeks(match: re.Match[str]) -> Period:
    return make_period(int(match["year"]), Frequency.FOUR_WEEKS, int(match["number"]))


def _numbered_month(match: re.Match[str]) -> Period:
    return make_period(int(match["year"]), Frequency.MONTH, int(match["number"]))


def _week(match: re.Match[str]) -> Period:
    return make_period(int(match["year"]), Frequency.WEEK, int(match["number"]))


def _day(match: re.Match[str]) -> Period:
    month = _MONTH_NUMBERS[match["month"].lower()]
    found = parse_code(f"{match['year']}{month:02d}{int(match['day']):02d}")
    if found is None:
        raise ValueError(match[0])
    return found


def _school_year(match: re.Match[str]) -> Period:
    first, last = int(match["year"]), int(match["last"])
    if last not in (first + 1, (first + 1) % 100):
        raise ValueError(match[0])
    return make_period(first, Frequency.SCHOOL_YEAR)


_named_ordinal = _ORDINAL.replace(r"(\d)", r"(?P<digit>\d)").replace("(eerste", "(?P<word>eerste")

_LABELS: tuple[tuple[str, Callable[[re.Match[str]], Period]], ...] = (
    (r"(?:(?:jaar|year)\s+)?(?P<year>\d{4})", _year),
    (rf"(?P<year>\d{{4}}),?\s+{_WHOLE_YEAR}", _year),
    (rf"(?P<year>\d{{4}}),?\s+(?:{_named_ordinal})\s+{_QUARTER}", _quarter),
    (
        rf"(?:het\s+)?(?:{_named_ordinal})\s+{_QUARTER}\s+(?:van\s+|of\s+)?(?P<year>\d{{4}})",
        _quarter,
    ),
    (r"(?P<year>\d{4})[- ]?(?:Q|K|KW) ?(?P<digit>[1-4])(?P<word>)", _quarter),
    (r"(?:Q|K|KW) ?(?P<digit>[1-4])[- ](?P<year>\d{4})(?P<word>)", _quarter),
    (r"(?P<year>\d{4}),?\s+(?:kwartaal|quarter)\s+(?P<digit>[1-4])(?P<word>)", _quarter),
    (r"(?:kwartaal|quarter)\s+(?P<digit>[1-4])[,\s]\s*(?P<year>\d{4})(?P<word>)", _quarter),
    (rf"(?P<year>\d{{4}}),?\s+(?:{_named_ordinal})\s+{_HALF}", _half_year),
    (rf"(?:{_named_ordinal})\s+{_HALF}\s+(?P<year>\d{{4}})", _half_year),
    (r"(?P<year>\d{4})[- ]?HJ?[- ]?0?(?P<number>[12])", _numbered_half),
    (r"HJ?(?P<number>[12])[- ](?P<year>\d{4})", _numbered_half),
    (r"(?P<year>\d{4})(?:,?\s+|-)(?P<month>[^\W\d]+)\.?", _month),
    (r"(?P<month>[^\W\d]+)\.?[\s-]\s*(?P<year>\d{4})", _month),
    (r"(?P<year>\d{4})[- ]?M(?P<number>\d{1,2})", _numbered_month),
    (r"(?P<year>\d{4}),?\s+(?:maand|month)\s+(?P<number>\d{1,2})", _numbered_month),
    (rf"(?P<year>\d{{4}}),?\s+{_FOUR_WEEKS}\s+(?P<number>\d{{1,2}})", _four_weeks),
    (
        rf"(?P<year>\d{{4}}),?\s+(?P<number>\d{{1,2}})(?:e|ste|de|st|nd|rd|th)\s+{_FOUR_WEEKS}",
        _four_weeks,
    ),
    (rf"(?P<year>\d{{4}}),?\s+week\s+(?P<number>\d{{1,2}}){_PART_OF_WEEK}", _week),
    (r"(?P<year>\d{4})-?W(?P<number>\d\d)", _week),
    (r"week\s+(?P<number>\d{1,2})[,\s]\s*(?P<year>\d{4})", _week),
    (r"(?P<year>\d{4}),?\s+(?P<day>\d{1,2})\s+(?P<month>[^\W\d]+)", _day),
    (r"(?P<day>\d{1,2})\s+(?P<month>[^\W\d]+)\.?,?\s+(?P<year>\d{4})", _day),
    (r"(?P<year>\d{4}),?\s+(?P<month>[^\W\d]+)\s+(?P<day>\d{1,2})", _day),
    (r"(?P<month>[^\W\d]+)\.?\s+(?P<day>\d{1,2}),\s+(?P<year>\d{4})", _day),
    (rf"(?:{_SEASON}\s+)?(?P<year>\d{{4}})\s*/\s*['’]?(?P<last>\d{{2,4}})", _school_year),
    (r"(?P<year>\d{4})\s*-\s*['’](?P<last>\d{2})", _school_year),
    (rf"{_SEASON}\s+(?P<year>\d{{4}})\s*-\s*['’]?(?P<last>\d{{2,4}})", _school_year),
)


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Period]], ...]:
    # Made when the first label comes: many files have codes only.
    return tuple((re.compile(pattern, re.IGNORECASE), read) for pattern, read in _LABELS)


@lru_cache(maxsize=65536)
def parse_period(text: str) -> tuple[Period, Status]:
    """The period that a code or a label stands for, and the status of its star.

    A text that names no period with certainty comes back as a period of frequency TEXT.
    """
    bare, status = split_status(text)
    found = parse_code(bare) or _parse_label(bare)
    return (found or text_period(bare)), status


def _parse_label(text: str) -> Period | None:
    for pattern, read in _patterns():
        if match := pattern.fullmatch(text):
            try:
                return read(match)
            except (KeyError, ValueError):
                continue
    return None
