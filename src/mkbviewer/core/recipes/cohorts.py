"""Cohorts: what the businesses born in one year have come to at each age.

A table counts by year, at several ages as measures: `overleeft na 5 jaar` in 2022 is about the
businesses born in 2017. By cohort that figure stands at 2017, so that a row is one cohort.
"""

import re
from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from mkbviewer.core.frame import Frame
from mkbviewer.core.language import _
from mkbviewer.core.period import PER_YEAR, Period, shift
from mkbviewer.core.status import Status

_AGE = re.compile(r"\b(?:na|after) (\d+) (?:jaar|years?)\b")


def age_of(title: str) -> int | None:
    """The age in years that a measure's title names, or None."""
    match = _AGE.search(title.lower())
    return int(match[1]) if match else None


def ages_of(titles: Mapping[str, str]) -> dict[str, int]:
    """The age of each measure (key to title) that has one, from young to old."""
    found = {key: age for key, title in titles.items() if (age := age_of(title)) is not None}
    return dict(sorted(found.items(), key=lambda one: one[1]))


def shift_years(period: Period, years: int) -> Period | None:
    """The same period so many years later."""
    return shift(period, years * PER_YEAR.get(period.frequency, 1))


def by_cohort(frame: Frame, ages: Mapping[str, int]) -> Frame:
    """The frame with each figure at the year of birth; as it was where a measure has no age."""
    if not frame.series or any(one.measure not in ages for one in frame.series):
        return frame
    places: dict[tuple[Period, int], int] = {}
    for row, period in enumerate(frame.periods):
        for column, one in enumerate(frame.series):
            if (born := shift_years(period, -ages[one.measure])) is not None:
                places[born, column] = row
    known = {
        born for (born, column), row in places.items() if np.isfinite(frame.values[row, column])
    }
    periods = tuple(sorted(known, key=lambda one: one.sort_key))
    values = np.full((len(periods), len(frame.series)), np.nan)
    statuses = np.full(values.shape, Status.ABSENT, dtype=np.uint8)
    for row, period in enumerate(periods):
        for column in range(len(frame.series)):
            if (found := places.get((period, column))) is not None:
                values[row, column] = frame.values[found, column]
                statuses[row, column] = frame.statuses[found, column]
    return replace(
        frame,
        periods=periods,
        values=values,
        statuses=statuses,
        transformation=_("by year of birth"),
        adds_up=False,
    )
