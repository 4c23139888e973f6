"""The series of the barometer and the clock: what each counts and which way is good."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import numpy as np

from mkbviewer.core.frame import Values
from mkbviewer.core.language import _, pick
from mkbviewer.core.numbers import format_number
from mkbviewer.core.period import Period, parse_code
from mkbviewer.core.report.catalogue import Texts

_SHORT: dict[str, dict[str, str]] = {
    "bbp": {"nl": "Bbp", "en": "GDP"},
    "economische-ontwikkeling": {"nl": "Economische ontwikkeling", "en": "Economic climate"},
}

MAIN = "main"
"""The variant of a series that the barometer uses unless the user chooses another."""


class Kind(StrEnum):
    """What a series rests on: opinions, or what was counted."""

    SENTIMENT = "sentiment"
    REAL = "real"

    @property
    def label(self) -> str:
        """The kind in words, in the active language."""
        return {Kind.SENTIMENT: _("sentiment"), Kind.REAL: _("real economy")}[self]


class Adjustment(StrEnum):
    """How far the figures are cleaned by CBS, and whether they are levels that grow."""

    SEASONAL = "SA"
    YEAR_ON_YEAR = "yoy"
    NONE = "NSA"
    LEVEL = "NSA-level"
    SEASONAL_LEVEL = "SA-level"

    @property
    def has_season(self) -> bool:
        """Whether the season is still in the figures."""
        return self in (Adjustment.NONE, Adjustment.LEVEL)

    @property
    def is_level(self) -> bool:
        """Whether it is a count, of which equal ratios weigh alike: its logarithm is taken."""
        return self in (Adjustment.LEVEL, Adjustment.SEASONAL_LEVEL)


@dataclass(frozen=True, eq=False)
class CycleSeries:
    """One of the twelve, by quarter. `values` has one figure a period, NaN where there is none.

    `is_reversed` says that less of it is better. `table` and `filters` say which figures of CBS
    these are; `variant` is `main`, or names another series for the same indicator; `is_own` says
    that the user chose it.
    """

    key: str
    labels: Texts
    kind: Kind
    is_reversed: bool
    table: str
    filters: str
    adjustment: Adjustment
    periods: tuple[Period, ...]
    values: Values
    variant: str = MAIN
    unit: str = ""
    is_own: bool = False

    @property
    def label(self) -> str:
        """The name with what is meant by it, in the active language."""
        return pick(dict(self.labels))

    @property
    def short_label(self) -> str:
        """The name alone, for a point of the clock."""
        return pick(_SHORT.get(self.key, {})) or self.label.partition(" (")[0]

    @property
    def marked_label(self) -> str:
        """The name alone, with a mark where the series is the user's own."""
        return _("{name} (own)").format(name=self.short_label) if self.is_own else self.short_label

    @property
    def origin_words(self) -> str:
        """Which figures these are; of a series of the user's own that it is one."""
        said = f"{self.table}: {self.filters}"
        return _("Own series: {series}").format(series=said) if self.is_own else f"CBS, {said}"

    @property
    def newest(self) -> Period | None:
        """The last period with a figure, or None."""
        filled = np.flatnonzero(np.isfinite(self.values))
        return self.periods[int(filled[-1])] if filled.size else None

    def value_at(self, period: Period) -> float:
        """The figure of a period; NaN where there is none."""
        try:
            return float(self.values[self.periods.index(period)])
        except ValueError:
            return float("nan")

    def format(self, value: float) -> str:
        """A figure of this series with its unit: `+4,1`, `−0,7%`, `699`."""
        if self.adjustment is Adjustment.YEAR_ON_YEAR:
            return f"{format_number(value, 1, signed=True)}%"
        if self.adjustment.is_level:
            decimals = 0 if float(np.nanmax(np.abs(self.values))) >= 300 else 1
            return f"{format_number(value, decimals)} {self._unit_words}".strip()
        # Of what is never below zero, such as a count of the user's own, a sign would say a change.
        is_signed = not self.unit or bool((self.values < 0).any())
        return f"{format_number(value, 1, signed=is_signed)} {self._unit_words}".strip()

    @property
    def unit_label(self) -> str:
        """What the figures are, in the active language."""
        if self.adjustment is Adjustment.YEAR_ON_YEAR:
            return _("change on a year earlier")
        if self.adjustment.is_level:
            return self._unit_words or _("number")
        return self._unit_words or _("balance of answers")

    @property
    def _unit_words(self) -> str:
        return _("thousand") if self.unit == "x 1 000" else self.unit


def load_cycle_series(path: Path) -> tuple[CycleSeries, ...]:
    """Read `barometer_series.csv`: every variant, in the order of the file."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return read_cycle_series(csv.DictReader(file))


def read_cycle_series(rows: Iterable[Mapping[str, str]]) -> tuple[CycleSeries, ...]:
    """The series of the rows of such a file, in the order in which they begin."""
    parts: dict[tuple[str, str], list[Mapping[str, str]]] = {}
    for row in rows:
        parts.setdefault((row["indicator_key"], row["variant"]), []).append(row)
    return tuple(_read_part(part) for part in parts.values())


def _read_part(rows: list[Mapping[str, str]]) -> CycleSeries:
    first = rows[0]
    points = sorted(
        ((parse_code(row["period"]), row["value"]) for row in rows),
        key=lambda point: point[0].sort_key if point[0] else (),
    )
    return CycleSeries(
        key=first["indicator_key"],
        labels={"nl": first["label_nl"], "en": first["label_en"]},
        kind=Kind(first["kind"]),
        is_reversed=first["good_direction"] == "down",
        table=first["table"],
        filters=first["filters"],
        adjustment=Adjustment(first["adjustment"]),
        periods=tuple(period for period, _text in points if period),
        values=np.array([float(text) if text else np.nan for period, text in points if period]),
        variant=first["variant"],
        # 80472ned counts vacancies in thousands; the shipped file has no column for units.
        unit=first.get("unit") or ("x 1 000" if first["table"] == "80472ned" else ""),
    )


def main_series(variants: Iterable[CycleSeries]) -> tuple[CycleSeries, ...]:
    """The twelve that the barometer uses by itself."""
    return tuple(one for one in variants if one.variant == MAIN)
