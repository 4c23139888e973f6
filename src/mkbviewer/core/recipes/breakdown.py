"""The breakdowns of the dashboard: their names, the order and the labels of their members."""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from mkbviewer.core.language import _
from mkbviewer.core.model import Dimension, Member
from mkbviewer.core.words.wording import spell, spell_title

SIZE_CLASS: Final = "size_class"
SECTOR: Final = "sector"
LEGAL_FORM: Final = "legal_form"
GROUP: Final = "group"
BREAKDOWNS: Final = (SIZE_CLASS, SECTOR, LEGAL_FORM, GROUP)

SIZE_CLASSES: Final = ("zzp", "micro", "klein", "midden", "groot")
"""The size classes from small to large; the first four together are the mkb."""

TOTAL: Final = "totaal"
MKB: Final = "mkb"
MKB_WITHOUT_ZZP: Final = "mkb excl zzp"
TOTAL_WITHOUT_ZZP: Final = "totaal excl zzp"

UNBOUNDED: Final = 1_000_000
"""More persons than any business has."""

CLASS_BOUNDS: Final = {
    "zzp": (1, 1),
    "micro": (2, 9),
    "klein": (10, 49),
    "midden": (50, 249),
    "groot": (250, UNBOUNDED),
}
"""From how many persons to how many, both included."""

BETWEEN: Final = re.compile(r"(\d+)-(\d+)")
"""The code of a class of a table of its own: `10-50`."""

_FROM = re.compile(r"(\d+)\+")
_TOGETHER = {
    code: place
    for place, code in enumerate((MKB, MKB_WITHOUT_ZZP, TOTAL, TOTAL_WITHOUT_ZZP), start=1)
}

_SIZE_CLASS_CODES = frozenset({*SIZE_CLASSES, *_TOGETHER, "onbekend", "5-250 (mkb vanaf 5)"})


def breakdown_title(key: str) -> str:
    """The breakdown's name on screen; a dimension of a table keeps its own title."""
    return {
        SIZE_CLASS: _("Size class"),
        SECTOR: _("Sector"),
        LEGAL_FORM: _("Legal form"),
        GROUP: _("Group"),
    }.get(key, key)


def member_label(breakdown: str, code: str, sectors: Mapping[str, str]) -> str:
    """A member's label; an empty code stands for all together."""
    if not code:
        return _("All")
    if breakdown == SECTOR:
        return spell(sectors.get(code, code))
    if breakdown == SIZE_CLASS:
        return _size_class_label(code)
    return spell_title(code)


def _size_class_label(code: str) -> str:
    named = {
        "zzp": _("Self-employed"),
        "micro": _("Micro"),
        "klein": _("Small"),
        "midden": _("Medium"),
        "groot": _("Large"),
        MKB: _("All SMEs"),
        TOTAL: _("Total"),
        "onbekend": _("Size unknown"),
        "5-250 (mkb vanaf 5)": _("SMEs from 5 to 250 persons"),
        MKB_WITHOUT_ZZP: _("SMEs excl. self-employed (computed)"),
        TOTAL_WITHOUT_ZZP: _("Total excl. self-employed (computed)"),
    }.get(code)
    if named:
        return named
    if match := BETWEEN.fullmatch(code):
        return _("{first} to {last} persons").format(first=match[1], last=match[2])
    if (first := open_ended(code)) is not None:
        return _("{first} or more persons").format(first=first)
    return spell(code)


def open_ended(code: str) -> int | None:
    """Where a class without an end begins (`100+`), or None for any other."""
    match = _FROM.fullmatch(code)
    return int(match[1]) if match else None


def order_members(dimension: Dimension) -> Dimension:
    """The dimension with size classes from small to large; others keep their order."""
    if dimension.key != SIZE_CLASS:
        return dimension
    members = sorted(dimension.members, key=_size_order)
    return Dimension(dimension.key, dimension.title, tuple(members))


def _size_order(member: Member) -> tuple[int, int, int]:
    """Classes by their bounds in persons, then those of several together, then any other."""
    code = member.code
    if match := BETWEEN.fullmatch(code):
        return 0, int(match[1]), int(match[2])
    if (first := open_ended(code)) is not None and not is_total(member):
        return 0, first, UNBOUNDED
    if code in CLASS_BOUNDS:
        return 0, *CLASS_BOUNDS[code]
    return _TOGETHER.get(code, len(_TOGETHER) + 1), 0, 0


_TOTAL_STARTS = ("totaal", "total", "a-u ", "nederland", "netherlands", "the netherlands")
_TOTAL_CODES = ("", TOTAL, "A-U", "T001081", "NL01", "NL00", "5+", "10+")
"""With the whole of a survey among businesses from five or ten persons on."""


def is_total(member: Member) -> bool:
    """Whether a member stands for all, as far as its code or label tells."""
    return member.code in _TOTAL_CODES or member.label.lower().startswith(_TOTAL_STARTS)


def is_class(code: str) -> bool:
    """Whether a code is that of a size class, of several together or of those of unknown size."""
    return code in _SIZE_CLASS_CODES


def is_several_classes(code: str) -> bool:
    """Whether a code is that of several size classes together."""
    return code in _TOGETHER


def find_total(members: Iterable[Member]) -> Member | None:
    """The member that stands for all, as far as its code or label tells; else the first."""
    listed = tuple(members)
    for member in listed:
        if is_total(member):
            return member
    return listed[0] if listed else None
