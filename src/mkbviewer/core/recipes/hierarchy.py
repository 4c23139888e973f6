"""Which members of a dimension hold which others: the sections, divisions and groups of SBI."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from mkbviewer.core.model import Member
from mkbviewer.core.recipes.breakdown import is_total

_FIRST_DIVISION: Final = {
    "A": 1, "B": 5, "C": 10, "D": 35, "E": 36, "F": 41, "G": 45, "H": 49, "I": 55, "J": 58, "K": 64,
    "L": 68, "M": 69, "N": 77, "O": 84, "P": 85, "Q": 86, "R": 90, "S": 94, "T": 97, "U": 99,
}  # fmt: skip
_LAST_DIVISION: Final = {
    **{one: _FIRST_DIVISION[next_one] - 1 for one, next_one in pairwise(_FIRST_DIVISION)},
    "U": 99,
}
_DIGITS: Final = 5
"""The digits of the finest classes of SBI; shorter codes span all that begin with them."""

_SECTIONS = re.compile(r"([A-U])(?:-([A-U]))?(?=[ .,]|$)")
_NUMBERS = re.compile(r"(\d{2,5})(?:-(\d{2,5}))?(?= |$)")
_SEVERAL_CODES = re.compile(
    r"\b[A-U]-[A-U]\b|\d\d\+\d\d|^\d{2,5}(?:-\d{2,5})?, \d\d|\b(?:in|ex)cl\b"
)
_FEWEST_SECTIONS = 2
_UP_TO = re.compile(r"(\D*)\b(?:tot|up to) ", re.IGNORECASE)
_OR_MORE = re.compile(
    r"(?:ten minste|minstens|minimaal|at least) "
    r"|(?:\d+|een|één|twee|drie|vier|vijf|tien|one|two|three|four|five|ten) (?:\w+ )?"
    r"(?:of|or) (?:meer|langer|ouder|more|longer|older)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Span:
    """The classes of SBI that a member takes together, as numbers of five digits."""

    low: int
    high: int
    is_section: bool

    def holds(self, other: "_Span") -> bool:
        """Whether the other lies within this one, and is not as much itself."""
        if not self.low <= other.low <= other.high <= self.high:
            return False
        is_wider = (self.low, self.high) != (other.low, other.high)
        return is_wider or (self.is_section and not other.is_section)


def are_counted_twice(labels: Sequence[str]) -> bool:
    """Whether the labels of members tell that what one of them counts another counts too.

    So do those of several breakdowns of one whole in a single dimension (`C Industrie` beside
    `Bedrijfsgrootte: 0 tot 10`), and several classes that are open at the same end (`Inkomen tot
    101%` beside `Inkomen tot 110%`).
    """
    parted = [label.partition(": ") for label in labels if label]
    if len({before if colon else "" for before, colon, _own in parted}) > 1:
        return True
    own = [after if colon else before for before, colon, after in parted]
    leads = [found[1].casefold() for label in own if (found := _UP_TO.match(label))]
    return len(set(leads)) < len(leads) or sum(bool(_OR_MORE.match(one)) for one in own) > 1


def holders_of(members: Sequence[Member]) -> tuple[str, ...]:
    """For each member the code of the one that holds it directly; empty where none does.

    Labels tell (`B-E Nijverheid`, `C Industrie`, `10-12 Voedings-, genotmiddelenindustrie`), else
    codes. Where they are not those of SBI no member holds another. A total holds none: it is
    more than the sum of what stands beside it.
    """
    found = [_span_of_member(one) for one in members]
    if len({span.low for span in found if span and span.is_section}) < _FEWEST_SECTIONS:
        return ("",) * len(members)
    return _find_holders(members, found)


def _find_holders(members: Sequence[Member], found: Sequence["_Span | None"]) -> tuple[str, ...]:
    holders = [""] * len(members)
    placed = [(span, place) for place, span in enumerate(found) if span is not None]
    placed.sort(key=lambda one: (one[0].low, -one[0].high, not one[0].is_section))
    around: list[tuple[_Span, int]] = []
    for span, place in placed:
        while around and not around[-1][0].holds(span):
            around.pop()
        if around:
            holders[place] = members[around[-1][1]].code
        around.append((span, place))
    return tuple(holders)


def hold_each_other(members: Sequence[Member]) -> bool:
    """Whether any of a few members holds another, as far as their labels tell.

    Of two or three nobody knows whether the others of their dimension are classes of SBI; the name
    behind the number of a class says it then (`47 Detailhandel`, not `10 tot 20 personen`). What
    takes classes of several kinds together may hold any. Ranges of sizes and of ages hold each
    other too, and those that have something in common count as such.
    """
    classes = [one for one in members if _CLASS_WITH_NAME.match(one.label) and not is_total(one)]
    spans = [_span_of(one.label) for one in classes]
    takes_several = len(classes) > 1 and None in spans
    if takes_several or any(holders_of(members)) or any(_find_holders(classes, spans)):
        return True
    ranges = sorted(found for one in members if (found := _range_of(one.label)) is not None)
    return any(after[0] < before[1] for before, after in pairwise(ranges))


_CLASS_WITH_NAME = re.compile(r"(?:[A-U](?:-[A-U])?|\d{2,5}(?:[-+]\d{2,5})?)(?:, ?[^ ]*)* [A-Z(]")
_FROM_TO = re.compile(r"(\d+) (?:tot|to) (?:minder dan |under )?(\d+)\b", re.IGNORECASE)
_FROM = re.compile(r"(\d+) (?:jaar of ouder|years? (?:or|and) older|of meer|or more|plus)\b")
_BELOW = re.compile(
    r"(?:tot|minder dan|jonger dan|less than|younger than|under) (\d+)\b", re.IGNORECASE
)


def _range_of(label: str) -> tuple[int, float] | None:
    """From what number to what number a label says that a class goes, the last not included."""
    if match := _FROM_TO.match(label):
        return int(match[1]), int(match[2])
    if match := _FROM.match(label):
        return int(match[1]), math.inf
    if match := _BELOW.match(label):
        return 0, int(match[1])
    return None


def sums_among(members: Sequence[Member]) -> frozenset[str]:
    """The codes of totals, of what holds others, and of what takes several classes together.

    Only the members that are left without these can be ranked together.
    """
    holding = set(holders_of(members))
    return frozenset(
        one.code
        for one in members
        if one.code in holding or is_total(one) or _SEVERAL_CODES.search(one.label)
    )


def _span_of_member(member: Member) -> _Span | None:
    return None if is_total(member) else _span_of(member.label) or _span_of(member.code)


def _span_of(text: str) -> _Span | None:
    if match := _SECTIONS.match(text):
        if _SEVERAL_CODES.search(text, match.end()):
            return None
        first, last = match[1], match[2] or match[1]
        low, high = _FIRST_DIVISION[first], _LAST_DIVISION[last]
        return _Span(_lowest(f"{low:02}"), _highest(f"{high:02}"), is_section=True)
    if match := _NUMBERS.match(text):
        return _Span(_lowest(match[1]), _highest(match[2] or match[1]), is_section=False)
    return None


def _lowest(digits: str) -> int:
    return int(digits.ljust(_DIGITS, "0"))


def _highest(digits: str) -> int:
    return int(digits.ljust(_DIGITS, "9"))
