"""How figures are written: Dutch or English notation, units, signs and stars."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from enum import StrEnum
from functools import cache

from mkbviewer.core.language import _, active_language
from mkbviewer.core.status import Status
from mkbviewer.core.words.wording import spell

THIN_SPACE = "\u202f"
MINUS = "\u2212"


@dataclass(frozen=True, slots=True)
class Notation:
    """The decimal mark and the grouping mark between thousands."""

    decimal: str
    grouping: str


NOTATIONS = {"nl": Notation(",", "."), "en": Notation(".", ",")}


class Grouping(StrEnum):
    """What stands between thousands on the screen: what the language has, a thin space, nothing."""

    LANGUAGE = "language"
    SPACE = "space"
    NONE = "none"

    @property
    def label(self) -> str:
        """The mark with an example, in the active language."""
        notation = NOTATIONS[active_language()]
        return {
            Grouping.LANGUAGE: f"1{notation.grouping}234{notation.decimal}5",
            Grouping.SPACE: f"1{THIN_SPACE}234{notation.decimal}5",
            Grouping.NONE: f"1234{notation.decimal}5",
        }[self]


_grouping = Grouping.LANGUAGE


def use_grouping(grouping: Grouping) -> None:
    """Write every number on the screen with this mark between thousands from now on."""
    global _grouping  # noqa: PLW0603 - of the whole program, as its language is
    _grouping = grouping


def grouping_named(name: str) -> Grouping:
    """The mark of this name; what the language has where there is none of it."""
    return next((one for one in Grouping if one.value == name), Grouping.LANGUAGE)


def grouping_in_use() -> Grouping:
    """What stands between thousands now."""
    return _grouping


def _grouping_mark(notation: Notation) -> str:
    if _grouping is Grouping.LANGUAGE:
        return notation.grouping
    return THIN_SPACE if _grouping is Grouping.SPACE else ""


_DECIMALS_BY_UNIT = (
    ("%", 1),
    ("procentpunt", 1),
    ("saldo", 1),
    ("aantal", 0),
    ("bedrijven", 0),
    ("personen", 0),
    ("vacatures", 0),
    ("euro", 2),
    ("z-score", 2),
)
_MOST_DECIMALS = 6
_ANY_SIZE = Context(prec=350)
"""The largest number there is has 309 digits before its decimal mark."""

IN_POINTS = ("%", "procentpunt", "percentage point", "saldo")
"""How units begin of which a change is told in percentage points."""

_PART_OF = re.compile(
    r"(%|procentpunt) ((?:mkb-)?bedrijven\b.*|aanvragen|omzet|toegevoegde waarde)"
)
"""Units of a part with its whole, which Dutch joins with an article within a sentence."""


def decimals_of_unit(unit: str, default: int) -> int:
    """The decimals that a unit calls for where the table states none."""
    for start, decimals in _DECIMALS_BY_UNIT:
        if unit.startswith(start):
            return decimals
    return default


def decimals_for(largest: float, unit: str, stated: int | None) -> int:
    """How many decimals to show: as stated, else as the unit calls for, else by magnitude."""
    if stated is not None:
        return stated
    if not math.isfinite(largest) or largest == 0:
        return decimals_of_unit(unit, 1)
    by_size = max(0, min(_MOST_DECIMALS, 2 - math.floor(math.log10(abs(largest)))))
    return decimals_of_unit(unit, by_size)


def decimals_to_tell(figures: Sequence[float], unit: str, stated: int | None) -> int:
    """As many decimals as are shown, or more where figures that differ would look alike."""
    decimals = decimals_for(max(map(abs, figures), default=0.0), unit, stated)
    different = len(set(figures)) > 1
    while different and decimals < _MOST_DECIMALS:
        if len({format_number(one, decimals) for one in figures}) > 1:
            break
        decimals += 1
    return decimals


def format_number(
    value: float, decimals: int, *, signed: bool = False, grouping: str | None = None
) -> str:
    """A number in the active notation: `1.234,5`; a real minus sign; a plus when `signed`."""
    if not math.isfinite(value):
        return ""
    notation = NOTATIONS[active_language()]
    text = f"{_round_half_up(abs(value), decimals):,.{decimals}f}"
    is_zero = not text.strip("0.,")
    mark = _grouping_mark(notation) if grouping is None else grouping
    text = text.replace(",", "\0").replace(".", notation.decimal).replace("\0", mark)
    if value < 0 and not is_zero:
        return MINUS + text
    return f"+{text}" if signed and not is_zero else text


def _round_half_up(value: float, decimals: int) -> Decimal:
    """Round as people and spreadsheets do: 12.25 becomes 12.3."""
    return Decimal(repr(float(value))).quantize(_unit_of(decimals), ROUND_HALF_UP, _ANY_SIZE)


@cache
def _unit_of(decimals: int) -> Decimal:
    """One in the last of so many decimals."""
    return Decimal(1).scaleb(-decimals)


def format_cell(value: float, status: Status, decimals: int) -> str:
    """A figure with its star, or in place of a missing one the symbol that CBS writes."""
    if status.is_missing:
        return status.mark
    return format_number(value, decimals) + status.mark


def strip_noise(value: float) -> float:
    """The number without what adding and dividing leave behind its fifteenth digit: noise."""
    return float(f"{value:.15g}")


def format_plain(value: float) -> str:
    """A number for a file that programs read: decimal point, no grouping, nothing lost."""
    if not math.isfinite(value):
        return ""
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(float(value))


def format_with_unit(value: float, unit: str, decimals: int, *, signed: bool = False) -> str:
    """A figure with its unit: `79,4%`, `52% van de bedrijven`, `185.000 vacatures`."""
    number = format_number(value, decimals, signed=signed)
    if unit.casefold() in ("", "aantal"):
        return number
    label = part_label(unit)
    if unit[:1].isdecimal() and label[:1].isdecimal():
        return f"{number} × {label}"
    if unit == "z-score":
        return f"{number} ({label})"
    return f"{number}{label}" if unit.startswith("%") else f"{number} {label}"


def part_label(unit: str) -> str:
    """The unit as it is written after a figure: `% van de bedrijven`."""
    if active_language() == "nl" and (match := _PART_OF.fullmatch(unit)):
        return f"{match[1]} van de {match[2]}"
    return unit_label(unit)


def unit_label(unit: str) -> str:
    """The unit as the screen writes it; units of imported tables keep CBS's wording."""
    known = {
        "aantal": _("number"),
        "1 000": "× 1.000" if active_language() == "nl" else "× 1,000",
        "index": _("index"),
    }
    thousand = "1.000" if active_language() == "nl" else "1,000"
    # Without a translation the space within the number does not break.
    spelt = spell(unit.strip()).replace("1\u00a0000", "1 000")
    return known.get(unit, spelt.replace("1 000", thousand))
