"""The figures of small releases that are asked for again and again, kept in memory.

A view that is changed asks the same release for other series. DuckDB takes longer to read such a
question than to answer it; here it is answered from arrays.
"""

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from mkbviewer.core.period import Period, parse_code, text_period

if TYPE_CHECKING:  # the library is opened before numpy is loaded
    import numpy as np
    from numpy.typing import NDArray

_MOST_FILES = 100
_MOST_ROWS, _MOST_ROWS_OF_ALL = 50_000, 400_000


@dataclass(frozen=True, eq=False)
class KeptFigures:
    """The columns of one file: `series` are numbers.

    In the column `period` is the place of each among `periods`, which are in order of time;
    `frequency` has the place of each among `frequencies`.
    """

    series: "NDArray[np.int64]"
    frequencies: tuple[str, ...]
    frequency: "NDArray[np.intp]"
    periods: tuple[Period, ...]
    others: Mapping[str, Any]

    def rows_of(self, numbers: Sequence[int], frequency: str | None) -> Mapping[str, Any]:
        """The rows of these series, of all frequencies or of one."""
        import numpy as np

        rows = np.flatnonzero(np.isin(self.series, numbers))
        if frequency is not None:
            names = self.frequencies
            place = names.index(frequency) if frequency in names else -1
            rows = rows[self.frequency[rows] == place]
        return {"series": self.series[rows]} | {
            name: column[rows] for name, column in self.others.items()
        }


class FigureKeeper:
    """Keeps the figures of the files that were asked last, as long as these stay the same.

    A file is kept from the second time on that it is asked for in a row; one of many rows never.
    """

    def __init__(self) -> None:
        self._kept: OrderedDict[Path, tuple[int, KeptFigures | None]] = OrderedDict()
        self._last: tuple[Path, int] | None = None
        self._lock = Lock()

    def find(
        self, path: Path, stamp: int, read: Callable[[int], Mapping[str, Any]]
    ) -> KeptFigures | None:
        """The figures of a file as it is at a `stamp`; None where a query is to be asked.

        `read` reads at most so many rows, with the columns `series`, `frequency` and others.
        """
        with self._lock:
            if (known := self._kept.get(path)) and known[0] == stamp:
                self._kept.move_to_end(path)
                return known[1]
            self._kept.pop(path, None)
            was_asked, self._last = self._last == (path, stamp), (path, stamp)
            if not was_asked:
                return None
            self._kept[path] = stamp, _keep(read(_MOST_ROWS + 1))
            found = self._kept[path][1]
            while len(self._kept) > _MOST_FILES or self._rows > _MOST_ROWS_OF_ALL:
                self._kept.popitem(last=False)
            return found

    @property
    def _rows(self) -> int:
        return sum(len(one.series) for _stamp, one in self._kept.values() if one is not None)


def _keep(found: Mapping[str, Any]) -> KeptFigures | None:
    """What was read; None where there is more of it, or series have no numbers."""
    import numpy as np

    series = found["series"]
    if len(series) > _MOST_ROWS or np.ma.is_masked(series):
        return None
    others = {name: found[name] for name in found if name not in ("series", "frequency")}
    frequencies = np.asarray(found["frequency"]).tolist()
    names = tuple(dict.fromkeys(frequencies))
    periods, others["period"] = number_periods(np.asarray(found["period"]).tolist())
    return KeptFigures(
        np.asarray(series, dtype=np.int64), names, _places(frequencies, names), periods, others
    )


def number_periods(codes: Sequence[str]) -> "tuple[tuple[Period, ...], NDArray[np.intp]]":
    """The periods among codes, in order of time, and of each code which of them it is."""
    known = {code: parse_code(code) or text_period(code) for code in dict.fromkeys(codes)}
    in_time = sorted(known, key=lambda code: known[code].sort_key)
    return tuple(known[code] for code in in_time), _places(codes, in_time)


def _places(texts: Sequence[str], order: Sequence[str]) -> "NDArray[np.intp]":
    import numpy as np

    places = {text: place for place, text in enumerate(order)}
    return np.fromiter(map(places.__getitem__, texts), dtype=np.intp, count=len(texts))
