"""Figures that are asked for again and again, kept in memory.

A view that is changed asks the same release for other series. DuckDB takes longer to read such a
question than to answer it; here it is answered from arrays.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from mkbviewer.core.period import Period, parse_code, text_period

if TYPE_CHECKING:  # the library is opened before numpy is loaded
    import numpy as np
    from numpy.typing import NDArray

_MOST_PARTS = 100
_MOST_ROWS_OF_A_FILE, _MOST_ROWS, _MOST_ROWS_OF_ALL = 50_000, 4_000_000, 5_000_000

Measures = frozenset[range]
"""Measures of a file, each by the numbers of all its series; none at all stands for the file."""

_WHOLE: Measures = frozenset()


@dataclass(frozen=True, eq=False)
class KeptFigures:
    """The rows of a file, or of some of its measures, series after series.

    `series` are the numbers of the series, rising; the rows of the one at place i begin at
    `starts[i]` and end before `starts[i + 1]`. In the column `period` is the place of each row
    among `periods`, which are in order of time, as are their `frequencies`. NaN is no value.
    """

    series: "NDArray[np.int64]"
    starts: "NDArray[np.intp]"
    periods: tuple[Period, ...]
    frequencies: tuple[str, ...]
    period: "NDArray[np.int32]"
    value: "NDArray[np.float64]"
    status: "NDArray[np.uint8]"

    def rows_of(self, numbers: Sequence[int], frequency: str | None) -> Mapping[str, Any]:
        """The rows of these series, of all frequencies or of one."""
        import numpy as np

        wanted = np.asarray(numbers, dtype=np.int64)
        places = np.searchsorted(self.series, wanted)
        is_there = np.append(self.series, -1)[places] == wanted
        places, wanted = places[is_there], wanted[is_there]
        begins, counts = self.starts[places], self.starts[places + 1] - self.starts[places]
        rows = np.repeat(begins - np.cumsum(counts) + counts, counts) + np.arange(counts.sum())
        series = np.repeat(wanted, counts)
        if frequency is not None:
            is_of_it = np.array([one == frequency for one in self.frequencies], dtype=bool)
            is_wanted = is_of_it[self.period[rows]]
            rows, series = rows[is_wanted], series[is_wanted]
        return {
            "series": series,
            "period": self.period[rows],
            "value": self.value[rows],
            "status": self.status[rows],
        }


@dataclass(frozen=True, slots=True)
class _Kept:
    """What was read of a file as it was at a `stamp`; no figures where these are too many."""

    stamp: int
    figures: KeptFigures | None


@dataclass(frozen=True, slots=True)
class Wish:
    """Measures that were asked of a large file as it was at a `stamp`."""

    path: Path
    stamp: int
    measures: Measures


class FigureKeeper:
    """Keeps the figures that were asked last, as long as their files stay the same.

    A small file is kept from the second time on that it is asked for in a row. Of a large one the
    measures are kept that were asked, once somebody has the time to read them.
    """

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[Path, Measures], _Kept] = OrderedDict()
        self._last: tuple[Path, int] | None = None
        self._lock = Lock()
        self._wish: Wish | None = None
        self._taken: Wish | None = None

    def find(
        self,
        path: Path,
        stamp: int,
        measures: Measures,
        count: int,
        read: Callable[[], Mapping[str, Any]],
    ) -> KeptFigures | None:
        """The figures of measures of a file as it is at a `stamp`; None where to ask a query.

        `count` is how many rows the file has; `read` reads them all, with the columns `series`,
        `frequency`, `period`, `value` and `status`.
        """
        with self._lock:
            whole = self._look(path, stamp, _WHOLE)
            if whole is None:
                was_asked, self._last = self._last == (path, stamp), (path, stamp)
                is_large = count > _MOST_ROWS_OF_A_FILE
                if not was_asked and not is_large:
                    return None
                file = None if is_large else _arrange_file(read())
                whole = self._keep(path, stamp, _WHOLE, file)
            if whole.figures is not None:
                return whole.figures
            for of, known in reversed(self._kept):
                if of == path and known >= measures:
                    part = self._look(path, stamp, known)
                    return part.figures if part else None
            wish = Wish(path, stamp, measures)
            self._wish = None if wish == self._taken else wish
            return None

    @property
    def has_wish(self) -> bool:
        """Whether measures were asked that are not kept, and that nobody reads now."""
        return self._wish is not None

    def fulfil(self, read: Callable[[Wish], KeptFigures | None]) -> None:
        """Keep what was wished for last, as `read` finds it; nothing where its rows are too many.

        Raises what `read` raises.
        """
        with self._lock:
            wish, self._wish = self._wish, None
            self._taken = wish
        if wish is None:
            return
        try:
            figures = read(wish)
        finally:
            with self._lock:
                self._taken = None
        with self._lock:
            self._keep(wish.path, wish.stamp, wish.measures, figures)

    def _look(self, path: Path, stamp: int, measures: Measures) -> _Kept | None:
        key = path, measures
        known = self._kept.get(key)
        if known is None:
            return None
        if known.stamp != stamp:
            del self._kept[key]
            return None
        self._kept.move_to_end(key)
        return known

    def _keep(
        self, path: Path, stamp: int, measures: Measures, figures: KeptFigures | None
    ) -> _Kept:
        kept = self._kept[path, measures] = _Kept(stamp, figures)
        while len(self._kept) > _MOST_PARTS or self._rows > _MOST_ROWS_OF_ALL:
            self._kept.popitem(last=False)
        return kept

    @property
    def _rows(self) -> int:
        return sum(len(one.figures.value) for one in self._kept.values() if one.figures)


def _arrange_file(found: Mapping[str, Any]) -> KeptFigures | None:
    """A whole file; None where series have no numbers, or a period has two frequencies."""
    import numpy as np

    if np.ma.is_masked(found["series"]):
        return None
    codes = np.asarray(found["period"]).tolist()
    frequencies = dict(zip(codes, np.asarray(found["frequency"]).tolist(), strict=True))
    if [frequencies[code] for code in codes] != np.asarray(found["frequency"]).tolist():
        return None
    in_time = put_in_time(frequencies)
    rows = {**found, "period": _places(codes, in_time)}
    return arrange_figures({code: frequencies[code] for code in in_time}, len(codes), [rows])


def arrange_figures(
    frequencies: Mapping[str, str], count: int, parts: Iterable[Mapping[str, Any]]
) -> KeptFigures | None:
    """So many rows to be kept, of which each part has some; None where they are not, or too many.

    `frequencies` has the frequency of each period by its code, in order of time. In the column
    `period` of a part is the place of each row among them. The series of a part come after those of
    the parts before it.
    """
    import numpy as np

    if count > _MOST_ROWS:
        return None
    period, value = np.empty(count, dtype=np.int32), np.empty(count)
    status = np.empty(count, dtype=np.uint8)
    series, starts, end = [], [], 0
    for part in parts:
        rows = slice(end, end := end + len(part["series"]))
        if end > count:
            break
        numbers = np.asarray(part["series"])
        in_order = np.argsort(numbers, kind="stable") if (np.diff(numbers) < 0).any() else ...
        numbers = numbers[in_order]
        begins = np.flatnonzero(np.diff(numbers, prepend=numbers[:1] - 1))
        series.append(numbers[begins])
        starts.append(begins + rows.start)
        period[rows] = part["period"][in_order]
        value[rows] = np.ma.filled(np.ma.asarray(part["value"], dtype=np.float64), np.nan)[in_order]
        status[rows] = part["status"][in_order]
    if end != count:
        return None  # The file is another one than when its rows were counted.
    return KeptFigures(
        np.concatenate([np.empty(0, dtype=np.int64), *series]),
        np.concatenate([*starts, [end]]).astype(np.intp),
        tuple(map(_period, frequencies)),
        tuple(frequencies.values()),
        period,
        value,
        status,
    )


def number_periods(codes: Sequence[str]) -> "tuple[tuple[Period, ...], NDArray[np.intp]]":
    """The periods among codes, in order of time, and of each code which of them it is."""
    in_time = put_in_time(codes)
    return tuple(map(_period, in_time)), _places(codes, in_time)


def put_in_time(codes: Iterable[str]) -> list[str]:
    """Codes of periods in order of time, each once."""
    return sorted(dict.fromkeys(codes), key=lambda code: _period(code).sort_key)


def _period(code: str) -> Period:
    return parse_code(code) or text_period(code)


def _places(texts: Sequence[str], order: Sequence[str]) -> "NDArray[np.intp]":
    import numpy as np

    places = {text: place for place, text in enumerate(order)}
    return np.fromiter(map(places.__getitem__, texts), dtype=np.intp, count=len(texts))
