"""The starter series and the fact check, read with the csv module alone."""

import csv
import functools
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from mkbviewer.paths import data_dir

FREQUENCIES = {"jaar": "JJ", "kwartaal": "KW", "maand": "MM"}
STATUSES = {"": "", "provisional": "*"}
DECIMALS_WRITTEN = 4
"""Shares and growth are written in the file rounded to so many decimals."""


@dataclass(frozen=True)
class Key:
    """What tells one series of a part from the others."""

    measure: str
    frequency: str
    size_class: str
    sector: str
    legal_form: str
    group: str

    def members(self, breakdowns: Iterable[str]) -> dict[str, str]:
        """Its member on each of these breakdowns."""
        return {name: getattr(self, name) for name in breakdowns}


@dataclass(frozen=True)
class Cell:
    """One figure as the file writes it, its status by CBS's symbol."""

    value: float
    status: str


Figures = Mapping[str, Cell]
"""The figures of one series by period code."""


def _read() -> dict[tuple[str, str], list[dict[str, str]]]:
    found: dict[tuple[str, str], list[dict[str, str]]] = defaultdict(list)
    with (data_dir() / "starter_series.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            found[row["indicator"], row["table"]].append(row)
    return dict(found)


@functools.cache
def rows() -> Mapping[tuple[str, str], Sequence[Mapping[str, str]]]:
    """The rows of the file by indicator and table."""
    return _read()


@functools.cache
def series(indicator: str, table: str) -> Mapping[Key, Figures]:
    """The series of one indicator from one table."""
    found: dict[Key, dict[str, Cell]] = defaultdict(dict)
    for row in rows()[indicator, table]:
        names = ("measure", "size_class", "sector", "legal_form", "group")
        key = Key(frequency=FREQUENCIES[row["frequency"]], **{name: row[name] for name in names})
        assert row["period"] not in found[key]
        found[key][row["period"]] = Cell(float(row["value"]), STATUSES[row["status"]])
    return dict(found)


def level(indicator: str, table: str, measure: str, size_class: str, sector: str) -> Figures:
    """The one series of a measure for a size class and a sector, over all legal forms."""
    (found,) = (
        figures
        for key, figures in series(indicator, table).items()
        if (key.measure, key.size_class, key.sector, key.legal_form)
        == (measure, size_class, sector, "")
    )
    return found
