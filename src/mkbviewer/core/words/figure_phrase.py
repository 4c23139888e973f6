"""Figures and changes within a sentence: with their unit, in points or in per cent."""

import math
from dataclasses import dataclass
from typing import Final

from mkbviewer.core.language import _
from mkbviewer.core.numbers import IN_POINTS, MINUS, format_number, format_with_unit, unit_label

_THOUSAND: Final = "1 000"
_TIMES: Final = "x "
_WITHOUT_RATIO: Final = ("z-score", "ratio", "weerbeeld", "aantal van 12")
"""Units of which a change in per cent says nothing."""


def write_amount(value: float, unit: str, decimals: int, *, names_base: bool = True) -> str:
    """A figure with its unit; of an index `names_base` says whether to tell what is 100."""
    number = format_number(value, decimals)
    if unit == "z-score":
        return _("a z-score of {number}").format(number=number)
    if unit.startswith("saldo"):
        return _("a balance of {number}%").format(number=number)
    if "=" in unit:
        return f"{number} ({unit_label(unit)})" if names_base else number
    if unit == "index":
        return number
    # Tables write “x 1 000” where the catalogue writes “1 000”.
    unit = unit.removeprefix(_TIMES) if unit.startswith(f"{_TIMES}{_THOUSAND}") else unit
    if unit.startswith(_THOUSAND):
        rest = unit_label(unit)[len(_THOUSAND) :].strip() if unit != _THOUSAND else ""
        return f"{number} {_('thousand')} {rest}".strip()
    if unit[:1].isdecimal():
        return f"{number} × {unit_label(unit)}"
    if number == "1":
        return f"1 {_singular(unit)}".strip()
    return format_with_unit(value, unit, decimals)


def _singular(unit: str) -> str:
    """The unit for one: the units of counts are plural."""
    if unit.casefold() in ("", "aantal"):
        return ""
    known = {
        "bedrijven": _("business"),
        "vacatures": _("vacancy"),
        "personen": _("person"),
    }
    return known.get(unit, unit_label(unit))


@dataclass(frozen=True, slots=True)
class Change:
    """How a figure changed: written with its sign and without; `sign` is -1, 0 or 1.

    `is_visible` is False where it rounds to nothing.
    """

    signed: str
    plain: str
    sign: int
    is_visible: bool


def find_change(now: float, then: float, unit: str, decimals: int) -> Change | None:
    """The change between two figures; None where either is missing.

    In percentage points where the figures are percentages, in per cent where both are above zero,
    else as the difference in their own unit. What has no unit may be a percentage: of it too only
    the difference is certain.
    """
    if not math.isfinite(now) or not math.isfinite(then):
        return None
    difference = now - then
    if unit.startswith(IN_POINTS):
        number = format_number(abs(difference), decimals)
        words = _("percentage point") if number == "1" else _("percentage points")
        plain = f"{number} {words}"
        shown = format_number(difference, decimals, signed=True)
    elif not unit or unit.startswith(_WITHOUT_RATIO) or now <= 0 or then <= 0:
        bare = "" if unit.startswith(_WITHOUT_RATIO) else unit
        plain = write_amount(abs(difference), bare, decimals, names_base=False)
        shown = format_number(difference, decimals, signed=True)
    else:
        percentage = 100 * (now / then - 1)
        plain = f"{format_number(abs(percentage), 1)}%"
        shown = format_number(percentage, 1, signed=True)
    mark = shown[0] if shown[0] in f"+{MINUS}" else ""
    sign = (difference > 0) - (difference < 0)
    return Change(f"{mark}{plain}", plain, sign, is_visible=bool(mark))
