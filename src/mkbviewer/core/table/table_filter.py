"""What is typed to filter a table: words, comparisons of figures, and the marks of statuses.

Terms stand apart by spaces and all of them have to hold: `micro >1000` is what says micro and has
a figure above a thousand. `10..20` is a range with both ends; `*` a provisional figure, `.`, `x`
and the other symbols a missing one of that kind; what stands between quotes is one word.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mkbviewer.core.frame import Statuses, Values
from mkbviewer.core.language import active_language
from mkbviewer.core.numbers import MINUS, NOTATIONS, THIN_SPACE
from mkbviewer.core.status import Status

Mask = NDArray[np.bool_]

_TERM = re.compile(r'"([^"]*)"?|(\S+)')
_COMPARISON = re.compile(r"(<=|>=|<>|!=|<|>|=|≤|≥|≠)(.+)")
_RANGE = re.compile(r"(.+?)\.\.(.+)")

_COMPARE: Final[dict[str, Callable[[Values, float], Mask]]] = {
    "<": lambda values, bound: values < bound,
    "<=": lambda values, bound: values <= bound,
    "≤": lambda values, bound: values <= bound,
    ">": lambda values, bound: values > bound,
    ">=": lambda values, bound: values >= bound,
    "≥": lambda values, bound: values >= bound,
    "=": lambda values, bound: np.isclose(values, bound, rtol=1e-12, atol=0),
    "<>": lambda values, bound: np.isfinite(values) & (values != bound),
    "!=": lambda values, bound: np.isfinite(values) & (values != bound),
    "≠": lambda values, bound: np.isfinite(values) & (values != bound),
}

_STATUSES: Final = {
    "*": (Status.PROVISIONAL, Status.REVISED_PROVISIONAL),
    "**": (Status.REVISED_PROVISIONAL,),
    ".": (Status.UNKNOWN,),
    "x": (Status.SUPPRESSED,),
    "–": (Status.ABSENT,),
    "÷": (Status.UNDEFINED,),
}


@dataclass(frozen=True, slots=True)
class TableFilter:
    """What a typed filter asks for: words in lower case, bounds of figures, kinds of status."""

    words: tuple[str, ...] = ()
    comparisons: tuple[tuple[str, float], ...] = ()
    statuses: tuple[tuple[Status, ...], ...] = ()

    @property
    def asks_figures(self) -> bool:
        """Whether it says anything of figures."""
        return bool(self.comparisons or self.statuses)


def parse_filter(text: str) -> TableFilter:
    """What was typed, in the active notation of numbers; what is nothing else is a word."""
    words: list[str] = []
    comparisons: list[tuple[str, float]] = []
    statuses: list[tuple[Status, ...]] = []
    for quoted, bare in _TERM.findall(text):
        if not bare:
            words.append(quoted.casefold())
        elif bare in _STATUSES:
            statuses.append(_STATUSES[bare])
        elif found := _bounds(bare):
            comparisons.extend(found)
        else:
            words.append(bare.casefold())
    return TableFilter(tuple(word for word in words if word), tuple(comparisons), tuple(statuses))


def _bounds(term: str) -> list[tuple[str, float]]:
    if match := _COMPARISON.fullmatch(term):
        number = read_number(match[2])
        return [] if number is None else [(match[1], number)]
    if match := _RANGE.fullmatch(term):
        low, high = read_number(match[1]), read_number(match[2])
        return [] if low is None or high is None else [(">=", low), ("<=", high)]
    return []


def read_number(text: str) -> float | None:
    """A number as the screen writes it, or with the other decimal mark where that is certain."""
    notation = NOTATIONS[active_language()]
    text = text.strip().replace(MINUS, "-").replace(THIN_SPACE, "").rstrip("%")
    grouped = rf"-?\d{{1,3}}(?:{re.escape(notation.grouping)}\d{{3}})+(?:{notation.decimal}\d+)?"
    if re.fullmatch(grouped, text):
        text = text.replace(notation.grouping, "")
    text = text.replace(",", ".")
    return float(text) if re.fullmatch(r"[-+]?(?:\d+\.?\d*|\.\d+)", text) else None


def match_words(words: Sequence[str], labels: Sequence[Sequence[str]]) -> list[Mask]:
    """For each word which labels hold it; `labels` are several texts of each item."""
    texts = [" ".join(parts).casefold() for parts in labels]
    return [np.array([word in text for text in texts], dtype=bool) for word in words]


def match_figures(asked: TableFilter, values: Values, statuses: Statuses) -> Mask:
    """Which figures are within all bounds and of all kinds; of any shape."""
    mask: Mask = np.ones(values.shape, dtype=bool)
    with np.errstate(invalid="ignore"):
        for sign, bound in asked.comparisons:
            mask &= _COMPARE[sign](values, bound)
    for kinds in asked.statuses:
        mask &= np.isin(statuses, [int(one) for one in kinds])
    return mask
