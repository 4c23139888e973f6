"""Periods within a sentence: `in the 3rd quarter of 2023`, `in het 3e kwartaal van 2023`."""

from mkbviewer.core.language import active_language
from mkbviewer.core.period import ENGLISH_ORDINALS, MONTHS, Frequency, Period


def name_period(period: Period) -> str:
    """The period as a sentence names it: `the 3rd quarter of 2023`, `het 3e kwartaal van 2023`."""
    year, dutch = period.year, active_language() == "nl"
    of, the = ("van", "het") if dutch else ("of", "the")
    match period.frequency:
        case Frequency.HALF_YEAR | Frequency.QUARTER:
            return f"{the} {_part_of_year(period)} {of} {year}"
        case Frequency.MONTH:
            return f"{_part_of_year(period)} {year}"
        case Frequency.WEEK:
            return f"week {period.number} {of} {year}"
        case Frequency.FOUR_WEEKS:
            weeks = "de vierweekse periode" if dutch else "the four weeks"
            return f"{weeks} {period.number} {of} {year}"
        case _:
            return period.label


def name_season(period: Period) -> str:
    """The part of the year of a period, as one of every year: `the 3rd quarter of each year`."""
    each = "van elk jaar" if active_language() == "nl" else "of each year"
    return f"{_part_of_year(period)} {each}"


def _part_of_year(period: Period) -> str:
    number, dutch = period.number, active_language() == "nl"
    match period.frequency:
        case Frequency.HALF_YEAR:
            return f"{_ordinal(number)} {'halfjaar' if dutch else 'half'}"
        case Frequency.QUARTER:
            return f"{_ordinal(number)} {'kwartaal' if dutch else 'quarter'}"
        case Frequency.MONTH:
            return MONTHS[active_language()][number - 1]
        case _:
            return str(number)


def say_when(period: Period) -> str:
    """When something was: `in 2023`, `op 3 juli 2023`; for a text that names no period `bij …`."""
    dutch = active_language() == "nl"
    match period.frequency:
        case Frequency.DAY:
            return f"{'op' if dutch else 'on'} {name_period(period)}"
        case Frequency.TEXT:
            if not period.label:
                return "in deze tabel" if dutch else "in this table"
            return f"{'bij' if dutch else 'at'} “{period.label}”"
        case _:
            return f"in {name_period(period)}"


def _ordinal(number: int) -> str:
    return f"{number}e" if active_language() == "nl" else ENGLISH_ORDINALS[number - 1]
