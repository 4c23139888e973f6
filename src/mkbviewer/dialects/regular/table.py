"""The observations of a regular file, in memory, in as few bytes as do."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import prod

import numpy as np
import numpy.typing as npt

from mkbviewer.core.period import Period
from mkbviewer.core.status import Status
from mkbviewer.dialects.columns import Columns
from mkbviewer.dialects.period_column import in_order_of_time
from mkbviewer.dialects.regular.figures import Figures
from mkbviewer.dialects.regular.form import IrregularFile
from mkbviewer.dialects.regular.gathering import Gathered, Places, Rows, as_few_bytes, look_up

_MOST_KEYS = 1 << 62


@dataclass(frozen=True)
class Part:
    """Some observations in a row: for each its measure, members, period, figure and status.

    Measures, members and periods are places in the lists of the table; a missing figure is NaN.
    """

    measures: Places
    members: tuple[Places, ...]
    periods: Places
    values: npt.NDArray[np.float64]
    statuses: npt.NDArray[np.uint8]

    def __len__(self) -> int:
        return len(self.values)

    def rows(self, first: int, last: int) -> "Part":
        """The observations from one place to before another."""
        rows = slice(first, last)
        return Part(
            self.measures[rows],
            tuple(members[rows] for members in self.members),
            self.periods[rows],
            self.values[rows],
            self.statuses[rows],
        )


class ObservationTable:
    """All observations of a file, in parts that follow each other by measure, members and time.

    `periods` are those of the file in order of time.
    """

    def __init__(self, parts: Sequence[Part], periods: Sequence[Period]) -> None:
        self._parts = parts
        self._starts = [0, *accumulate(map(len, parts))]
        self.periods = tuple(periods)

    def __len__(self) -> int:
        return self._starts[-1]

    def part(self, first: int, last: int) -> Part:
        """The observations from one place to before another."""
        found = []
        for number in range(bisect_right(self._starts, first) - 1, len(self._parts)):
            start = self._starts[number]
            if start >= last:
                break
            part = self._parts[number]
            found.append(part.rows(max(first - start, 0), min(last - start, len(part))))
        return found[0] if len(found) == 1 else _joined(found)

    def missing(self) -> dict[Status, int]:
        """How many observations are missing, by status."""
        counts = np.zeros(len(Status), np.int64)
        for part in self._parts:
            counts += np.bincount(part.statuses, minlength=len(Status))
        return {
            status: int(counts[status]) for status in Status if status.is_missing and counts[status]
        }

    @property
    def has_provisional(self) -> bool:
        """Whether any observation is provisional."""
        stars = (Status.PROVISIONAL, Status.REVISED_PROVISIONAL)
        return any(np.isin(part.statuses, stars).any() for part in self._parts)


def _joined(parts: Sequence[Part]) -> Part:
    return Part(
        np.concatenate([part.measures for part in parts]),
        tuple(map(np.concatenate, zip(*(part.members for part in parts), strict=True))),
        np.concatenate([part.periods for part in parts]),
        np.concatenate([part.values for part in parts]),
        np.concatenate([part.statuses for part in parts]),
    )


def observations_of(gathered: Gathered, columns: Columns, *, is_long: bool) -> ObservationTable:
    """The observations of a file whose columns are understood.

    Raises IrregularFile where the rows of a measure do not stand in order, or two of them have the
    same key.
    """
    assert columns.periods is not None
    found = [columns.periods.found[text] for text in columns.texts["p"]]
    periods = in_order_of_time(period for period, _status in found)
    matching = _Matching.of(columns, periods)
    split = matching.split_long if is_long else matching.split_wide
    by_measure: list[list[Part]] = [[] for _measure in columns.measures]
    for piece in gathered.pieces:
        for measure, part in split(piece):
            by_measure[measure].append(part)
    sizes = [len(dimension.members) for dimension in columns.dimensions]
    for parts in by_measure:
        _check_order(parts, [*sizes, len(periods)])
    return ObservationTable([part for parts in by_measure for part in parts], periods)


@dataclass(frozen=True)
class _Matching:
    """What the texts of each column stand for, by their places.

    `given` is the status of each period; `told` the one of each word for a status, where the file
    has such, and one more than there are for a word that says nothing.
    """

    measures: Places
    members: tuple[Places, ...]
    periods: Places
    given: npt.NDArray[np.uint8]
    told: npt.NDArray[np.uint8] | None

    @classmethod
    def of(cls, columns: Columns, periods: Sequence[Period]) -> "_Matching":
        """How to match the texts of these columns, with periods in order of time."""
        assert columns.periods is not None
        found = [columns.periods.found[text] for text in columns.texts["p"]]
        in_time = {period: place for place, period in enumerate(periods)}
        measures = [place for place in columns.measure_places if place is not None]
        told = [len(Status) if status is None else status for status in columns.statuses]
        return cls(
            as_few_bytes(measures or range(len(columns.measures)), len(columns.measures)),
            tuple(_places_of_members(columns, number) for number in range(len(columns.dimensions))),
            as_few_bytes((in_time[period] for period, _status in found), len(periods)),
            np.array([status for _period, status in found], np.uint8),
            np.array(told, np.uint8) if told else None,
        )

    def split_long(self, rows: Rows) -> Iterator[tuple[int, Part]]:
        """The observations of rows of a long file, which stand by measure."""
        (figures,) = rows.figures
        texts = rows.texts["m"]
        part = self._match(rows, look_up(self.measures, texts), figures)
        cuts = [0, *(np.flatnonzero(texts[1:] != texts[:-1]) + 1).tolist(), len(part)]
        for first, last in pairwise(cuts):
            yield int(part.measures[first]), part.rows(first, last)

    def split_wide(self, rows: Rows) -> Iterator[tuple[int, Part]]:
        """The observations of rows of a wide file, one column after the other."""
        for measure, figures in enumerate(rows.figures):
            measures = np.full(len(figures.values), measure, self.measures.dtype)
            yield measure, self._match(rows, measures, figures)

    def _match(self, rows: Rows, measures: Places, figures: Figures) -> Part:
        texts = rows.texts
        return Part(
            measures,
            tuple(look_up(found, texts[f"d{n}"]) for n, found in enumerate(self.members)),
            look_up(self.periods, texts["p"]),
            figures.values,
            self._statuses_of(rows, figures),
        )

    def _statuses_of(self, rows: Rows, figures: Figures) -> npt.NDArray[np.uint8]:
        """The status of each figure: what its cell says, else its row, else its period.

        Where a figure is missing, what the row says of that comes first. Raises IrregularFile for
        a figure whose row says that it is missing.
        """
        is_missing = np.isnan(figures.values)
        missing, given = np.asarray(figures.missing, np.uint8), self.given.take(rows.texts["p"])
        if self.told is None:
            return np.where(is_missing, missing, given)
        told = self.told.take(rows.texts["t"])
        says_missing = (told >= Status.UNKNOWN) & (told < len(Status))
        if (says_missing & ~is_missing).any():
            raise IrregularFile("a figure that is said to be missing")
        return np.where(
            is_missing,
            np.where(says_missing, told, missing),
            np.where(told < len(Status), told, given),
        )


def _places_of_members(columns: Columns, number: int) -> Places:
    members = columns.dimensions[number].members
    place_of = {member.code: place for place, member in enumerate(members)}
    return as_few_bytes((place_of[code] for code in columns.members[number]), len(members))


def _check_order(parts: Sequence[Part], counts: Sequence[int]) -> None:
    """Raise IrregularFile unless the key of each observation is above that of the one before.

    All are of one measure; `counts` are the members of each dimension, and the periods.
    """
    if prod(max(1, count) for count in counts) >= _MOST_KEYS:
        raise IrregularFile("too many keys")
    last = -1
    for part in parts:
        number = np.zeros(len(part), np.int64)
        for column, count in zip((*part.members, part.periods), counts, strict=True):
            number *= max(1, count)
            number += column
        if number[0] <= last or (number[1:] <= number[:-1]).any():
            raise IrregularFile("rows out of order")
        last = int(number[-1])
