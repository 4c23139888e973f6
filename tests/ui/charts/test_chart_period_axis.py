import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkbviewer.core.period import Frequency, Period, make_period, text_period
from mkbviewer.ui.charts.period_axis import PeriodAxis


def measure(text: str) -> float:
    return 7.0 * len(text)


def quarters(first: int, last: int) -> list[Period]:
    return [
        make_period(year, Frequency.QUARTER, number)
        for year in range(first, last + 1)
        for number in range(1, 5)
    ]


def labels(axis: PeriodAxis, low: float, high: float, width: float) -> list[tuple[str, str]]:
    return [(tick.label, tick.below) for tick in axis.ticks(low, high, width, measure)]


def test_many_quarters_are_labelled_by_years() -> None:
    axis = PeriodAxis(quarters(2017, 2023))

    assert labels(axis, axis.first, axis.last, 500) == [
        (str(year), "") for year in range(2017, 2024)
    ]


def test_little_room_leaves_every_second_or_fifth_year() -> None:
    axis = PeriodAxis(quarters(2005, 2023))

    assert labels(axis, axis.first, axis.last, 250) == [
        ("2005", ""),
        ("2010", ""),
        ("2015", ""),
        ("2020", ""),
    ]


@pytest.mark.usefixtures("dutch")
def test_few_quarters_are_named_with_the_year_below_the_first() -> None:
    axis = PeriodAxis(quarters(2022, 2023))

    assert labels(axis, axis.first, axis.last, 600) == [
        ("K1", "2022"),
        ("K2", ""),
        ("K3", ""),
        ("K4", ""),
        ("K1", "2023"),
        ("K2", ""),
        ("K3", ""),
        ("K4", ""),
    ]


@pytest.mark.usefixtures("dutch")
def test_months_are_named_in_dutch() -> None:
    axis = PeriodAxis([make_period(2023, Frequency.MONTH, number) for number in range(1, 7)])

    assert labels(axis, axis.first, axis.last, 400) == [
        ("jan", "2023"),
        ("feb", ""),
        ("mrt", ""),
        ("apr", ""),
        ("mei", ""),
        ("jun", ""),
    ]


def test_zooming_in_refines_the_labels() -> None:
    axis = PeriodAxis(quarters(2000, 2023))
    whole = axis.ticks(axis.first, axis.last, 600, measure)
    part = axis.ticks(axis.last - 6, axis.last, 600, measure)

    assert whole[0].label == "2000"
    assert [tick.label for tick in part] == ["Q2", "Q3", "Q4", "Q1", "Q2", "Q3", "Q4"]
    assert [tick.below for tick in part] == ["2022", "", "", "2023", "", "", ""]


def test_a_provisional_period_is_starred() -> None:
    years = [make_period(year, Frequency.YEAR) for year in (2021, 2022, 2023)]
    axis = PeriodAxis(years, starred=[2])

    assert labels(axis, axis.first, axis.last, 300) == [("2021", ""), ("2022", ""), ("2023*", "")]


def test_an_absent_period_leaves_its_room() -> None:
    years = [make_period(year, Frequency.YEAR) for year in (2015, 2016, 2019)]

    assert PeriodAxis(years).positions.tolist() == [2015, 2016, 2019]


def test_texts_stand_in_the_order_of_the_frame() -> None:
    axis = PeriodAxis([text_period("2012/2022"), text_period("voor 2012")])

    assert axis.positions.tolist() == [0, 1]
    assert labels(axis, 0, 1, 400) == [("2012/2022", ""), ("voor 2012", "")]


def test_school_years_are_written_as_such() -> None:
    axis = PeriodAxis([make_period(year, Frequency.SCHOOL_YEAR) for year in (2021, 2022)])

    assert labels(axis, axis.first, axis.last, 400) == [("2021/'22", ""), ("2022/'23", "")]


def test_the_nearest_period_is_found() -> None:
    axis = PeriodAxis(quarters(2022, 2023))

    assert axis.row_at(axis.first - 5) == 0
    assert axis.row_at(axis.first + 2.4) == 2
    assert axis.rows_between(axis.first + 0.5, axis.first + 3.2) == (1, 2, 3)
    assert PeriodAxis([]).row_at(3) is None


_FREQUENCIES = (
    (Frequency.YEAR, 0),
    (Frequency.HALF_YEAR, 2),
    (Frequency.QUARTER, 4),
    (Frequency.MONTH, 12),
    (Frequency.FOUR_WEEKS, 13),
    (Frequency.WEEK, 52),
)


@given(
    st.sampled_from(_FREQUENCIES),
    st.integers(1950, 2030),
    st.integers(2, 300),
    st.floats(60, 1600),
    st.floats(0, 0.9),
)
def test_labels_never_overlap(
    frequency: tuple[Frequency, int], year: int, count: int, width: float, start: float
) -> None:
    kind, per_year = frequency
    parts = max(per_year, 1)
    periods = [
        make_period(year + index // parts, kind, index % parts + 1 if per_year else 0)
        for index in range(count)
    ]
    axis = PeriodAxis(periods)
    low = axis.first + start * (axis.last - axis.first)
    ticks = axis.ticks(low, axis.last, width, measure)

    for texts in (
        [(tick.x, tick.label) for tick in ticks],
        [(tick.x, tick.below) for tick in ticks if tick.below],
    ):
        for (left, one), (right, other) in itertools.pairwise(texts):
            distance = (right - left) / (axis.last - low) * width
            assert distance >= (measure(one) + measure(other)) / 2
    assert all(low - 1e-6 <= tick.x <= axis.last + 1e-6 for tick in ticks)
    assert not any(math.isnan(tick.x) for tick in ticks)
