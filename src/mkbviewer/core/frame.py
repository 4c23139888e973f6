"""The page's frame: periods by series, what charts draw, tables show and exports write."""

from dataclasses import dataclass, field, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from mkbviewer.core.language import _
from mkbviewer.core.model import Origin
from mkbviewer.core.numbers import decimals_for
from mkbviewer.core.period import Period
from mkbviewer.core.status import Status

ARROW = " → "
"""Between what was done to the level first and what was done to the result."""

Values = NDArray[np.float64]
Statuses = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Series:
    """The heading of one series: a stable key, a label, a unit and its decimals.

    `member` is the member of the breakdown that the series stands for, `measure` its measure;
    `beside` is the member of the dimension that stands side by side and `facet` its label, where
    there is one. `is_former` tells that these are the figures of an older release, beside those of
    a newer one.
    """

    key: str
    label: str
    unit: str = ""
    decimals: int | None = None
    measure: str = ""
    member: str = ""
    is_former: bool = False
    beside: str = ""
    facet: str = ""


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a frame's figures come from, in the words of the source line.

    `match` is confirmed, definition, related or empty; `note` says how a related concept differs;
    `formula` says how computed figures were computed. `is_dated` is False where the release is
    named after the day of import, since CBS's own date is not known.
    """

    source: str = "CBS"
    table: str = ""
    table_title: str = ""
    release: str = ""
    origin: Origin = Origin.IMPORTED
    match: str = ""
    note: str = ""
    formula: str = ""
    is_dated: bool = True

    @property
    def table_words(self) -> str:
        """The table as a source line names it; figures of our own making are in a file."""
        if self.table.endswith(".csv"):
            words = _("file {table}")
        else:
            words = _("tables {table}") if ", " in self.table else _("table {table}")
        return words.format(table=self.table) if self.table else ""

    @property
    def release_words(self) -> str:
        """The release as a source line names it; empty where there is none."""
        if not self.release:
            return ""
        if self.is_dated:
            return _("release {release}").format(release=self.release)
        return _("imported {release}").format(release=self.release)


@dataclass(frozen=True, eq=False)
class Frame:
    """Figures of one page: `values` and `statuses` are (periods × series); NaN is missing.

    Every NaN has a status that is missing, and every other value one that is not. Periods are in
    order of time and of one frequency. `transformation` names all that was done to the level.
    `is_change` tells that the figures are changes themselves, `adds_up` that series may be added:
    not where they are rates. `lacks` says why nothing could be computed, where that is so.
    """

    periods: tuple[Period, ...]
    series: tuple[Series, ...]
    values: Values
    statuses: Statuses
    provenance: Provenance = field(default_factory=Provenance)
    title: str = ""
    unit: str = ""
    transformation: str = ""
    is_change: bool = False
    adds_up: bool = True
    lacks: str = ""

    def __post_init__(self) -> None:
        shape = (len(self.periods), len(self.series))
        if self.values.shape != shape or self.statuses.shape != shape:
            raise ValueError(f"a frame of {shape} cannot hold {self.values.shape}")

    @property
    def is_empty(self) -> bool:
        """Whether there is no value at all."""
        return not np.isfinite(self.values).any()

    def status(self, row: int, column: int) -> Status:
        """The status of one cell."""
        return Status(int(self.statuses[row, column]))

    def unit_of(self, column: int) -> str:
        """The unit of one series: its own, else that of all."""
        return self.series[column].unit or self.unit

    def column(self, key: str) -> int:
        """The place of a series; raises KeyError when there is none with this key."""
        for index, series in enumerate(self.series):
            if series.key == key:
                return index
        raise KeyError(key)


def combine_statuses(*parts: Statuses) -> Statuses:
    """The status of a figure made from several: the worst of theirs."""
    worst: Statuses = np.maximum.reduce(parts).astype(np.uint8)
    return worst


def settle(values: Values, statuses: Statuses) -> tuple[Values, Statuses]:
    """Make values and statuses agree: no infinity, each NaN missing, each missing NaN."""
    is_missing = statuses >= Status.UNKNOWN
    is_undefined = ~np.isfinite(values) & ~is_missing
    settled = np.where(is_missing | is_undefined, np.nan, values)
    return settled, np.where(is_undefined, Status.UNDEFINED, statuses).astype(np.uint8)


def select_rows(frame: Frame, rows: NDArray[np.intp]) -> Frame:
    """The frame with these periods only, in this order."""
    return replace(
        frame,
        periods=tuple(frame.periods[row] for row in rows),
        values=frame.values[rows],
        statuses=frame.statuses[rows],
    )


def empty_frame(provenance: Provenance | None = None, title: str = "", unit: str = "") -> Frame:
    """A frame without periods and series."""
    return Frame(
        (),
        (),
        np.empty((0, 0)),
        np.empty((0, 0), dtype=np.uint8),
        provenance or Provenance(),
        title,
        unit,
    )


def newest_period(frame: Frame) -> int | None:
    """The last row in which any series has a value, or None."""
    rows = np.flatnonzero(np.isfinite(frame.values).any(axis=1))
    return int(rows[-1]) if rows.size else None


@lru_cache(maxsize=32)  # Table, chart and sentences ask the same of every series.
def decimals_shown(frame: Frame, column: int) -> int:
    """The decimals with which the figures of a series are shown."""
    series, values = frame.series[column], np.abs(frame.values[:, column])
    largest = float(np.max(values, initial=0.0, where=np.isfinite(values)))
    return decimals_for(largest, frame.unit_of(column), series.decimals)
