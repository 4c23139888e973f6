"""The pieces of a whole file, whose texts are known by one number throughout."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from mkbviewer.dialects.measures import MOST_DECIMALS, Profile
from mkbviewer.dialects.regular.figures import Figures
from mkbviewer.dialects.regular.form import Form, IrregularFile
from mkbviewer.dialects.regular.pieces import Piece, Texts

_MOST_TEXTS = 200_000
"""More distinct texts than any table of CBS has members; DuckDB counts them better."""

Places = npt.NDArray[np.unsignedinteger[Any]]
"""Where each row's text stands in a list, in as few bytes as do."""


@dataclass(frozen=True)
class Rows:
    """Some rows of a file: the places of their texts by column, and their columns of figures."""

    texts: dict[str, Places]
    figures: list[Figures]

    def without_decimals(self) -> "Rows":
        """The same rows when nobody asks any more how figures are written."""
        return Rows(self.texts, [figures.without_decimals() for figures in self.figures])

    def in_order_of(self, name: str) -> "Rows":
        """The same rows by the texts of a column; those with the same one in the file's order."""
        places = self.texts[name]
        if not len(places) or (places == places[0]).all():
            return self
        order = np.argsort(places, kind="stable")
        return Rows(
            {name: places[order] for name, places in self.texts.items()},
            [figures.in_order(order) for figures in self.figures],
        )


@dataclass(frozen=True)
class Gathered:
    """All rows of a file, its distinct texts by column, and what its figures are like.

    The rows of a long file stand by measure within their pieces. `profiles` has a list for each
    column of figures, with one for each measure in it.
    """

    rows: int
    pieces: list[Rows]
    texts: dict[str, list[str]]
    profiles: list[list[Profile]]


def gather(pieces: Iterable[Piece], form: Form, decimals: Iterable[int | None]) -> Gathered:
    """The rows of all pieces; `decimals` are known for each column of figures.

    Raises IrregularFile, OSError.
    """
    known: dict[str, dict[str, int]] = {name: {} for name in form.texts}
    counts = [_FigureCount(one) for one in decimals]
    rows = 0
    gathered: list[Rows] = []
    for piece in pieces:
        found = Rows(
            {name: _numbered(piece.texts[name], known[name]) for name in known}, piece.figures
        )
        measures = found.texts.get("m")
        for count, figures in zip(counts, found.figures, strict=True):
            count.add(figures, measures, len(known.get("m", ())) or 1)
        found = found.without_decimals()
        gathered.append(found.in_order_of("m") if form.is_long else found)
        rows += piece.rows
    return Gathered(
        rows,
        gathered,
        {name: [*texts] for name, texts in known.items()},
        [count.profiles() for count in counts],
    )


def _numbered(texts: Texts, known: dict[str, int]) -> Places:
    """The places of texts among all that are known, to which new ones are added."""
    numbers = [known.setdefault(text, len(known)) for text in texts.distinct]
    if len(known) > _MOST_TEXTS:
        raise IrregularFile("too many texts")
    return look_up(as_few_bytes(numbers, len(known)), texts.places)


def look_up(found: Places, places: npt.NDArray[np.integer[Any]]) -> Places:
    """What stands at each of these places; the places themselves where they would be found."""
    if np.array_equal(found, np.arange(len(found))):
        return places.astype(found.dtype, copy=False)
    return found.take(places)


def as_few_bytes(numbers: Iterable[int], count: int) -> Places:
    """Numbers below `count` as an array."""
    return np.array([*numbers], np.min_scalar_type(max(0, count - 1)))


class _FigureCount:
    """How many figures a column has of each measure in it, how large, and how they are written.

    `known` are the decimals that its first rows have: only of numbers that have more the written
    ones count. Where it is None, those of all numbers do.
    """

    def __init__(self, known: int | None) -> None:
        self._known = known
        self._numbers = np.zeros(0, np.int64)
        self._decimals = np.zeros(0, np.int64)
        self._largest = 0.0

    def add(self, figures: Figures, measures: Places | None, count: int) -> None:
        """Count the figures of a piece, of so many measures, with the place of each one's."""
        is_number = ~np.isnan(figures.values)
        self._numbers = _grown(self._numbers, count)
        if measures is None:
            self._numbers += np.count_nonzero(is_number)
            measures = np.zeros(len(figures.values), np.uint8)
        else:
            self._numbers += np.bincount(measures[is_number], minlength=count)
        self._decimals = _grown(self._decimals, count)
        self._largest = max(self._largest, float(np.nanmax(np.abs(figures.values), initial=0.0)))
        decimals = self._counted(figures, is_number)
        if decimals is not None:
            width = MOST_DECIMALS + 1
            pairs = measures.astype(np.int64) * width + np.minimum(decimals, MOST_DECIMALS)
            found = np.bincount(pairs, minlength=count * width).reshape(count, width) > 0
            self._decimals = np.maximum(self._decimals, (found * np.arange(width)).max(axis=1))

    def _counted(
        self, figures: Figures, is_number: npt.NDArray[np.bool_]
    ) -> npt.NDArray[np.int32] | None:
        """The decimals that count, 0 for the others; None where none of them does."""
        if self._known is None:
            return figures.decimals
        scaled = figures.values * 10.0**self._known
        is_more = (scaled != np.floor(scaled)) & is_number
        if not is_more.any():
            return None
        if figures.decimals is None:
            raise IrregularFile("more decimals than in the first rows")
        return np.where(is_more, figures.decimals, 0)

    def profiles(self) -> list[Profile]:
        """What each measure's figures are like."""
        known = self._known or 0
        return [
            Profile(numbers, 0, min(max(decimals, known), MOST_DECIMALS), self._largest)
            for numbers, decimals in zip(
                self._numbers.tolist(), self._decimals.tolist(), strict=True
            )
        ]


def _grown(counts: npt.NDArray[np.int64], count: int) -> npt.NDArray[np.int64]:
    return np.pad(counts, (0, count - len(counts)))
