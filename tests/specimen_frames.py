"""Frames with made-up figures, small enough to check by eye."""

import numpy as np

from mkbviewer.core.frame import Frame, Provenance, Series
from mkbviewer.core.joining import join
from mkbviewer.core.model import Origin
from mkbviewer.core.period import Frequency, make_period
from mkbviewer.core.status import Status

NAN = float("nan")


def frame_of(
    codes: list[tuple[int, int]],
    columns: dict[str, list[float]],
    *,
    frequency: Frequency = Frequency.QUARTER,
    unit: str = "aantal",
    statuses: dict[tuple[int, int], Status] | None = None,
    title: str = "Voorbeeld",
) -> Frame:
    """A frame of periods (year, number) by named columns; NaN is unknown unless stated."""
    values = np.array(list(columns.values()), dtype=np.float64).T
    marks = np.where(np.isnan(values), int(Status.UNKNOWN), int(Status.FINAL)).astype(np.uint8)
    for cell, status in (statuses or {}).items():
        marks[cell] = int(status)
    return Frame(
        tuple(make_period(year, frequency, number) for year, number in codes),
        tuple(Series(name, name.capitalize(), unit, 0, "vestigingen", name) for name in columns),
        values,
        marks,
        Provenance("CBS", "99901NED", "Voorbeeldtabel", "2025-04-23", Origin.IMPORTED),
        title,
        unit,
    )


def quarters(first_year: int, count: int) -> list[tuple[int, int]]:
    """That many quarters from the first of a year on."""
    return [(first_year + index // 4, index % 4 + 1) for index in range(count)]


def gapped_frame() -> Frame:
    """Eight quarters of three size classes: gaps, a lone value, the last two provisional."""
    return frame_of(
        quarters(2022, 8),
        {
            "zzp": [1200, 1210, 1225, 1250, 1245, 1260, 1280, 1300],
            "micro": [300, 310, NAN, 305, NAN, NAN, 320, 325],
            "groot": [40, 41, 41, 42, 43, NAN, 44, 45],
        },
        statuses={
            (5, 2): Status.SUPPRESSED,
            (6, 0): Status.PROVISIONAL,
            (7, 0): Status.PROVISIONAL,
            (7, 1): Status.REVISED_PROVISIONAL,
            (6, 2): Status.PROVISIONAL,
            (7, 2): Status.PROVISIONAL,
        },
        title="Vestigingen naar grootteklasse",
    )


def share_frame() -> Frame:
    """Four years of three shares that are 100 together."""
    return frame_of(
        [(2019, 0), (2020, 0), (2021, 0), (2022, 0)],
        {
            "zzp": [70.5, 71, 72.25, 73],
            "micro": [24.5, 24, 22.75, 22],
            "groot": [5, 5, 5, 5],
        },
        frequency=Frequency.YEAR,
        unit="%",
        title="Samenstelling",
    )


def mixed_frame() -> Frame:
    """Two quarterly series of counts, one quarterly in per cent, and counts by year."""
    shares = frame_of(quarters(2022, 8), {"marge": [1.5, 2.0, 2.5, NAN, 3, 2, 1, 0.5]}, unit="%")
    years = frame_of(
        [(2021, 0), (2022, 0), (2023, 0)],
        {"per jaar": [1000, 1100, 1200]},
        frequency=Frequency.YEAR,
    )
    counts = frame_of(
        quarters(2022, 8),
        {
            "open": [120, 121, 122, 125, 124, 126, 128, 130],
            "vervuld": [30, 31, 32, 33, 34, 35, 36, 37],
        },
    )
    return join([counts, shares, years])
