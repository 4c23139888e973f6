"""Figures of a release: as a page's frame, as matrices for a recipe, as a tidy CSV."""

# ruff: noqa: S608 - columns of this package and quoted names and literals only

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path
from typing import Any, TextIO

import numpy as np
from numpy.typing import NDArray

from mkbviewer.core.frame import Frame, Provenance, Series, Statuses, Values
from mkbviewer.core.observations import (
    FREQUENCY,
    MEASURE,
    PERIOD,
    SERIES,
    STATUS,
    TEXT,
    TIDY_LAST,
    VALUE,
    dimension_column,
)
from mkbviewer.core.period import Frequency, Period, parse_code
from mkbviewer.core.status import Status
from mkbviewer.store.library.kept_figures import KeptFigures, number_periods
from mkbviewer.store.library.library import Library
from mkbviewer.store.library.numbering import is_numbered, numbers_of, ranges_of
from mkbviewer.store.library.parquet import FIGURES, identifier, literal, source_of
from mkbviewer.store.pages.selection import (
    Selection,
    Split,
    find_measure,
    find_member,
    select,
)

_MOST_NUMBERS = 1000


@dataclass(frozen=True, eq=False)
class RawBlock:
    """Figures as the table has them: by measure, matrices of (periods × members).

    `members` are codes of one dimension in the order of the columns, one empty code where no
    dimension was asked for. NaN is missing; a cell that the table does not have is ABSENT.
    """

    periods: tuple[Period, ...]
    members: tuple[str, ...]
    values: Mapping[str, Values]
    statuses: Mapping[str, Statuses]

    def periods_with_figures(self) -> frozenset[Period]:
        """The periods in which anything at all is known."""
        rows = {
            int(row)
            for values in self.values.values()
            for row in np.flatnonzero(np.isfinite(values).any(axis=1))
        }
        return frozenset(self.periods[row] for row in rows)


def read_frame(  # noqa: PLR0913 - the parts of one question
    library: Library,
    table_id: str,
    *,
    measures: Sequence[str],
    by: str = "",
    members: Sequence[str] = (),
    where: Mapping[str, str] | None = None,
    frequency: str = "",
    first: str = "",
    last: str = "",
    release: str = "",
) -> Frame:
    """The figures of measures, split by the members of one dimension or not at all.

    Each other dimension is fixed by `where`; one with a single member fixes itself. No `members`
    stands for all of them; no `frequency` for the shortest one that the table has; `first` and
    `last` are period codes. A series' key is the member's code, the measure's key where there is
    no breakdown, and `measure/member` where several measures are split.
    Raises UnknownName, InvalidView when a dimension is left open, LibraryProblem.
    """
    chosen = select(
        library, table_id, release, measures, Split(by, members), where or {}, frequency
    )
    block = _read_block(library, chosen, first, last)
    values = [block.values[measure.key] for measure in chosen.measures]
    statuses = [block.statuses[measure.key] for measure in chosen.measures]
    units = {measure.unit for measure in chosen.measures}
    return Frame(
        periods=block.periods,
        series=tuple(_headings(chosen)),
        values=np.concatenate(values, axis=1),
        statuses=np.concatenate(statuses, axis=1),
        provenance=Provenance(
            source=chosen.table.source,
            table=chosen.table.id,
            table_title=chosen.table.title,
            release=chosen.release,
            origin=chosen.table.origin,
            is_dated=chosen.table.names_a_date_of_cbs(chosen.release),
        ),
        title=chosen.measures[0].title if len(chosen.measures) == 1 else chosen.table.title,
        unit=units.pop() if len(units) == 1 else "",
    )


def read_raw(  # noqa: PLR0913, PLR0917 - the parts of one question
    library: Library,
    table_id: str,
    measures: Sequence[str],
    dimension: str = "",
    members: Sequence[str] = (),
    where: Mapping[str, str] | None = None,
    frequency: str = "",
    release: str = "",
) -> RawBlock:
    """The figures of measures as matrices of (periods × members), for a recipe.

    Arguments and errors are those of `read_frame`.
    """
    split = Split(dimension, members)
    chosen = select(library, table_id, release, measures, split, where or {}, frequency)
    return _read_block(library, chosen)


def write_observations(
    library: Library,
    table_id: str,
    target: TextIO | Path,
    measures: Sequence[str] = (),
    where: Mapping[str, str] | None = None,
    release: str = "",
) -> int:
    """Write a release as tidy CSV, `measure,<dimensions>,period,value,status`; answers the rows.

    In order of measures and members as in the file, then of time. Measures by key, members by
    code, a decimal point; a missing cell is a row with an empty value and its symbol as status.
    Raises UnknownName, LibraryProblem, and OSError from the target.
    """
    if isinstance(target, Path):
        with target.open("w", encoding="utf-8", newline="") as file:
            return write_observations(library, table_id, file, measures, where, release)
    name = library.release(table_id, release).name
    structure = library.structure(table_id, name)
    keys = [find_measure(structure, key).key for key in measures]
    fixed = [find_member(structure, key, code) for key, code in (where or {}).items()]
    columns = [dimension_column(dimension.key) for dimension in structure.dimensions]
    selected = ", ".join(
        [identifier(column) for column in (MEASURE, *columns, PERIOD)]
        + [f"coalesce({TEXT}, {_DECIMAL_TEXT}, '')", identifier(STATUS)]
    )
    rows = library.reader.stream(
        f"SELECT {selected} FROM {source_of(library.release_file(table_id, name))} "
        f"WHERE {_condition(keys, fixed)}"
    )
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow([MEASURE, *columns, *TIDY_LAST])
    written = 0
    for row in rows:
        writer.writerow(row)
        written += 1
    return written


# DuckDB writes whole numbers as `3.0` and turns to exponents from 1e15 on.
_DECIMAL_TEXT = (
    f"CASE WHEN {VALUE} = trunc({VALUE}) AND abs({VALUE}) < 1e15 "
    f"THEN CAST(CAST({VALUE} AS BIGINT) AS VARCHAR) ELSE CAST({VALUE} AS VARCHAR) END"
)


def _numbers_of(library: Library, chosen: Selection, file: Path) -> list[int]:
    """The numbers of the series of a selection, the members of each measure together.

    Empty where the file has none, or where these are many.
    """
    measures = [measure.key for measure in chosen.measures]
    members = [member.code for member in chosen.members]
    structure = library.structure(chosen.table.id, chosen.release)
    if (
        len(measures) * len(members) > _MOST_NUMBERS
        or SERIES not in library.reader.columns(file)
        or not is_numbered(structure)
    ):
        return []
    wanted: dict[str, Sequence[str]] = {key: [code] for key, code in chosen.where}
    if chosen.by is not None:
        wanted[chosen.by.key] = members
    return numbers_of(structure, measures, wanted)


def _kept_figures(library: Library, chosen: Selection, file: Path) -> KeptFigures | None:
    structure = library.structure(chosen.table.id, chosen.release)
    measures = ranges_of(structure, [measure.key for measure in chosen.measures])
    return library.reader.kept_figures(file, measures)


def _rows_of(chosen: Selection, file: Path, numbers: Sequence[int]) -> str:
    """SQL for the rows of a selection: by the numbers of its series where they are known."""
    if numbers:
        # With the list in an IN, DuckDB reads every row of each group that has one of them.
        listed = f"SELECT unnest([{', '.join(map(str, numbers))}]::BIGINT[]) AS wanted"
        condition = _condition((), (), None, chosen.frequency)
        return f"{source_of(file)} SEMI JOIN ({listed}) ON {SERIES} = wanted WHERE {condition}"
    return f"{source_of(file)} WHERE {_condition_of(chosen)}"


def _condition_of(chosen: Selection) -> str:
    measures = [measure.key for measure in chosen.measures]
    members = [member.code for member in chosen.members]
    by = None
    if chosen.by is not None and len(members) < len(chosen.by.members):
        by = (chosen.by.key, members)
    return _condition(measures, chosen.where, by, chosen.frequency)


def _condition(
    measures: Sequence[str],
    fixed: Iterable[tuple[str, str]],
    by: tuple[str, Sequence[str]] | None = None,
    frequency: Frequency | None = None,
) -> str:
    parts = [f"{identifier(dimension_column(key))} = {literal(code)}" for key, code in fixed]
    if measures:
        parts.append(f"{MEASURE} IN ({', '.join(literal(key) for key in measures)})")
    if by:
        key, codes = by
        parts.append(f"{identifier(dimension_column(key))} IN ({', '.join(map(literal, codes))})")
    if frequency is Frequency.TEXT:
        parts.append(f"coalesce({FREQUENCY}, '') = ''")
    elif frequency is not None:
        parts.append(f"{FREQUENCY} = {literal(frequency.value)}")
    return " AND ".join(parts) or "true"


def _ask(
    library: Library, chosen: Selection, file: Path, numbers: Sequence[int]
) -> Mapping[str, Any]:
    member = identifier(dimension_column(chosen.by.key)) if chosen.by is not None else "''"
    names = f"{SERIES} AS series" if numbers else f"{MEASURE} AS measure, {member} AS member"
    return library.reader.fetch(f"SELECT {names}, {FIGURES} FROM {_rows_of(chosen, file, numbers)}")


def _read_block(library: Library, chosen: Selection, first: str = "", last: str = "") -> RawBlock:
    measures = [measure.key for measure in chosen.measures]
    members = [member.code for member in chosen.members]
    file = library.release_file(chosen.table.id, chosen.release)
    numbers = _numbers_of(library, chosen, file)
    kept = _kept_figures(library, chosen, file) if numbers else None
    if kept is not None:
        frequency = chosen.frequency
        found = kept.rows_of(numbers, None if frequency is None else frequency.value)
        periods, rows = _rows_in_range(kept.periods, found["period"], first, last)
    else:
        found = _ask(library, chosen, file, numbers)
        in_time, places = number_periods(found["period"].tolist())
        periods, rows = _rows_in_range(in_time, places, first, last)
    if numbers:
        layers, columns = divmod(_places_of_numbers(found["series"], numbers), len(members))
    else:
        columns = _places(found["member"].tolist(), members)
        layers = _places(found["measure"].tolist(), measures)
    is_inside = (rows >= 0) & (columns >= 0) & (layers >= 0)
    place = (layers[is_inside], rows[is_inside], columns[is_inside])
    shape = (len(measures), len(periods), len(members))
    values = np.full(shape, np.nan)
    statuses = np.full(shape, Status.ABSENT.value, dtype=np.uint8)
    figures = np.ma.filled(found["value"].astype(np.float64), np.nan)
    values[place] = figures[is_inside]
    statuses[place] = np.asarray(found["status"])[is_inside]
    _agree(values, statuses)
    return RawBlock(
        periods,
        tuple(members),
        dict(zip(measures, values, strict=True)),
        dict(zip(measures, statuses, strict=True)),
    )


def _agree(values: Values, statuses: Statuses) -> None:
    """A measure of text has no numbers to draw: such cells cannot be computed with."""
    is_nan, is_missing = np.isnan(values), statuses >= Status.UNKNOWN.value
    statuses[is_nan & ~is_missing] = Status.UNDEFINED.value
    values[~is_nan & is_missing] = np.nan


def _rows_in_range(
    in_time: Sequence[Period], places: NDArray[np.intp], first: str, last: str
) -> tuple[tuple[Period, ...], NDArray[np.intp]]:
    """The periods that there are figures of, between two codes; for each figure the row of its own.

    `places` has its place `in_time`; the row of one beside the range is -1.
    """
    used = np.flatnonzero(np.bincount(places, minlength=len(in_time)))
    if first or last:
        ends = parse_code(first), parse_code(last)
        inside = [_is_between(in_time[place], *ends) for place in used.tolist()]
        used = used[np.array(inside, dtype=bool)]
    rows = np.full(len(in_time), -1, dtype=np.intp)
    rows[used] = np.arange(len(used))
    return tuple(in_time[place] for place in used.tolist()), rows[places]


def _is_between(period: Period, earliest: Period | None, latest: Period | None) -> bool:
    if period.start is None:
        return True
    is_late = earliest is None or earliest.start is None or period.start >= earliest.start
    return is_late and (latest is None or latest.start is None or period.start <= latest.start)


def _places(texts: Sequence[str], order: Sequence[str]) -> NDArray[np.intp]:
    """The place of each text in `order`; -1 where it is not there."""
    places = {text: place for place, text in enumerate(order)}
    return np.fromiter(map(places.get, texts, repeat(-1)), dtype=np.intp, count=len(texts))


def _places_of_numbers(found: NDArray[np.int64], order: Sequence[int]) -> NDArray[np.intp]:
    """The place of each number in `order`, which has them all."""
    numbers = np.asarray(order, dtype=np.int64)
    rising = np.argsort(numbers)
    places: NDArray[np.intp] = rising[np.searchsorted(numbers[rising], np.asarray(found))]
    return places


def _headings(chosen: Selection) -> Iterable[Series]:
    for measure in chosen.measures:
        for member in chosen.members:
            if chosen.by is None:
                key, label = measure.key, measure.title
            elif len(chosen.measures) == 1:
                key, label = member.code, member.label
            else:
                key = f"{measure.key}/{member.code}"
                label = f"{measure.title}, {member.label}"
            yield Series(
                key=key,
                label=label,
                unit=measure.unit,
                decimals=measure.decimals,
                measure=measure.key,
                member=member.code,
            )
