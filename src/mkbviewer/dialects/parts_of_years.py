"""Periods of which the year and the part of it, a month or a quarter, stand apart."""

import re
from collections.abc import Sequence

from mkbviewer.core.period import Frequency, make_period
from mkbviewer.core.period_label import parse_period

_NUMBER = re.compile(r"(?:q|k|kw|h|m)?\s*(\d{1,2})(?:e|ste|de|st|nd|rd|th)?", re.IGNORECASE)
_YEAR = re.compile(r"(?:18|19|20)\d\d\s*\*{0,2}")
_PARTS = (Frequency.MONTH, Frequency.QUARTER, Frequency.HALF_YEAR, Frequency.WEEK)


def are_years(texts: Sequence[str]) -> bool:
    """Whether all texts are years and nothing more, with their stars."""
    filled = [text.strip() for text in texts if text.strip()]
    return bool(filled) and all(_YEAR.fullmatch(text) for text in filled)


def are_parts(texts: Sequence[str]) -> bool:
    """Whether all texts name a part of a year in words, at least two of them."""
    filled = {text.strip() for text in texts if text.strip()}
    return len(filled) > 1 and all(
        parse_period(f"2000 {text}")[0].frequency in _PARTS
        and parse_period(text)[0].frequency is Frequency.TEXT
        for text in filled
    )


def join_period(year: str, part: str, length: Frequency) -> str:
    """The period of a year and a part of it; the year alone without one.

    `length` is that of the part where it is a number only.
    """
    year, part = year.strip(), part.strip()
    stars = "*" * max(_stars(year), _stars(part))
    year, part = year.rstrip("* "), part.rstrip("* ")
    match = _NUMBER.fullmatch(part)
    if match is None or not year.isdecimal():
        return f"{year} {part}".strip() + stars
    try:
        return make_period(int(year), length, int(match[1])).code + stars
    except ValueError:
        return f"{year} {part}{stars}"


def length_of(name: str) -> Frequency:
    """How long the parts of a year are in a column of this name."""
    name = name.lower()
    if name.startswith(("kwartaal", "quarter")):
        return Frequency.QUARTER
    return Frequency.HALF_YEAR if name.startswith("half") else Frequency.MONTH


def _stars(text: str) -> int:
    return len(text) - len(text.rstrip("*"))
