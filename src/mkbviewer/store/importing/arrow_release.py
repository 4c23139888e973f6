"""Writing the observations of a regular file as a release's Parquet file, by Arrow."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
from pyarrow import parquet

from mkbviewer.core.model import Structure
from mkbviewer.core.observations import (
    FREQUENCY,
    MEASURE,
    PERIOD,
    SERIES,
    START,
    STATUS,
    TEXT,
    VALUE,
    dimension_column,
)
from mkbviewer.core.status import Status
from mkbviewer.dialects.regular.arrays import arrow_column, arrow_texts
from mkbviewer.dialects.regular.table import Part
from mkbviewer.store.library.numbering import is_numbered
from mkbviewer.store.library.parquet import ROW_GROUP

if TYPE_CHECKING:
    import numpy.typing as npt

    from mkbviewer.dialects.regular.reader import RegularFile

_THREADS = 2
_FEW_TEXTS = 1024
_MOST_DISTINCT_BYTES = 1 << 17
_FIRST_DAY = date(1970, 1, 1)
_NO_DAY = np.iinfo(np.int32).min


def write_release(
    file: "RegularFile", structure: Structure, target: Path, check_cancelled: Callable[[], None]
) -> bool:
    """Write all observations, in order of measure, members and time, and read them back.

    `structure` is that of the release. Answers whether the disk gave back what was written.
    Raises OSError, and what the check raises.
    """
    groups = _Groups(file, structure)
    with ThreadPoolExecutor(_THREADS) as threads:
        with (
            target.open("wb") as out,
            parquet.ParquetWriter(
                out,
                groups.schema,
                compression="lz4",
                use_dictionary=[*groups.texts, VALUE],
                dictionary_pagesize_limit=_MOST_DISTINCT_BYTES,
                write_batch_size=ROW_GROUP,
                # Queries skip groups of rows by the numbers of series.
                write_statistics=[SERIES],
            ) as writer,
        ):
            for group in _made_ahead(threads, groups):
                check_cancelled()
                writer.write_table(group, row_group_size=ROW_GROUP)

        def check(first: int) -> bool:
            """Compare every second group of rows."""
            with parquet.ParquetFile(target, read_dictionary=groups.texts) as written:
                return written.num_row_groups == groups.count and all(
                    written.read_row_group(number, use_threads=False).equals(groups.make(number))
                    for number in range(first, groups.count, _THREADS)
                )

        return all([*threads.map(check, range(_THREADS))])


def _made_ahead(threads: ThreadPoolExecutor, groups: "_Groups") -> Iterator["pa.Table"]:
    """All groups of rows, each of which is made while the one before it is used."""
    following = threads.submit(groups.make, 0)
    for number in range(1, groups.count):
        group = following.result()
        following = threads.submit(groups.make, number)
        yield group
    yield following.result()


class _Groups:
    """The observations as tables of Arrow, so many rows in each.

    Their texts are dictionaries: places in a list.
    """

    def __init__(self, file: "RegularFile", structure: Structure) -> None:
        self._observations = file.observations
        columns = file.columns
        codes = [[member.code for member in one.members] for one in columns.dimensions]
        self._measures = arrow_texts([one.key for one in columns.measures])
        self._members = [arrow_texts(each) for each in codes]
        self._statuses = arrow_texts([status.symbol for status in Status])
        counts = [max(1, len(one.members)) for one in structure.dimensions]
        self._counts = counts if is_numbered(structure) else None
        self._set_periods()
        names = [dimension_column(one.key) for one in columns.dimensions]
        self.texts = [MEASURE, *names, PERIOD, FREQUENCY, STATUS]
        text = pa.dictionary(pa.int32(), pa.string())
        # What is always there is written in less time.
        self.schema = pa.schema(
            [
                pa.field(SERIES, pa.int64(), nullable=self._counts is None),
                *(pa.field(name, text, nullable=False) for name in (MEASURE, *names, PERIOD)),
                pa.field(START, pa.date32()),
                pa.field(FREQUENCY, text, nullable=bool((self._frequency_places < 0).any())),
                pa.field(VALUE, pa.float64()),
                pa.field(STATUS, text, nullable=False),
                pa.field(TEXT, pa.string()),
            ]
        )

    def _set_periods(self) -> None:
        periods = self._observations.periods
        self._periods = arrow_texts([period.code for period in periods])
        days = [
            _NO_DAY if period.start is None else (period.start - _FIRST_DAY).days
            for period in periods
        ]
        self._starts = np.array(days, np.int32)
        symbols = [period.frequency.value or None for period in periods]
        frequencies = [symbol for symbol in dict.fromkeys(symbols) if symbol is not None]
        self._frequencies = arrow_texts(frequencies)
        self._frequency_places = np.array(
            [-1 if symbol is None else frequencies.index(symbol) for symbol in symbols], np.int32
        )

    @property
    def count(self) -> int:
        """How many tables there are."""
        return -(-len(self._observations) // ROW_GROUP)

    def make(self, number: int) -> "pa.Table":
        """The table with this number from 0."""
        first = number * ROW_GROUP
        part = self._observations.part(first, min(first + ROW_GROUP, len(self._observations)))
        starts = self._starts.take(part.periods)
        return pa.Table.from_arrays(
            [
                self._series(part),
                _text_column(part.measures, self._measures),
                *map(_text_column, part.members, self._members),
                _text_column(part.periods, self._periods),
                arrow_column(starts, pa.date32(), starts == _NO_DAY),
                _text_column(self._frequency_places.take(part.periods), self._frequencies),
                arrow_column(part.values, pa.float64(), np.isnan(part.values)),
                _text_column(part.statuses, self._statuses),
                pa.nulls(len(part.values), pa.string()),
            ],
            schema=self.schema,
        )

    def _series(self, part: Part) -> "pa.Array[Any]":
        """The number of the series of each observation; see `library.numbering`."""
        if self._counts is None:
            return pa.nulls(len(part.values), pa.int64())
        numbers = part.measures.astype(np.int64)
        for count, members in zip(self._counts, part.members, strict=True):
            numbers *= count
            numbers += members
        return arrow_column(numbers, pa.int64())


def _text_column(places: "npt.NDArray[Any]", texts: "pa.Array[Any]") -> "pa.Array[Any]":
    """Texts by their places, -1 for none; of a long list only those that occur are taken along."""
    if len(texts) > _FEW_TEXTS:
        found, places = _renumbered(places, len(texts))
        texts = arrow_texts([texts[place].as_py() for place in found.tolist()])
    is_missing = places < 0 if places.dtype.kind == "i" else None
    indices = arrow_column(places.astype(np.int32), pa.int32(), is_missing)
    return pa.DictionaryArray.from_arrays(indices, texts, safe=False)


def _renumbered(
    places: "npt.NDArray[Any]", count: int
) -> "tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]":
    """The places that occur, and where each one stands among them."""
    occurs = np.zeros(count, bool)
    occurs[places] = True
    return np.flatnonzero(occurs), (np.cumsum(occurs) - 1).take(places)
