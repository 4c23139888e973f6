"""What is told of a range of periods, against arithmetic on paper."""

import math
from datetime import date

import pytest

from mkbviewer.core.period import Frequency, make_period, parse_code, text_period
from mkbviewer.core.range_summary import copy_text, summarise, years_between
from mkbviewer.core.status import Status
from mkbviewer.core.words.tab_separated import CopyNotation
from tests.specimen_frames import NAN, frame_of

YEAR = Frequency.YEAR


def years(first, count):
    return [(first + at, 0) for at in range(count)]


def told(frame, rows, keys=()):
    summary = summarise(frame, rows, keys)
    assert summary is not None
    return summary


def only(frame, rows, keys=()):
    (one,) = told(frame, rows, keys).series
    return one


def period(code):
    found = parse_code(code)
    assert found is not None
    return found


def test_start_end_change_mean_and_growth_of_a_doubling_in_a_year():
    # 100, 150 and 200 in 2020, 2021 and 2022; a doubling in 2 years is the root of 2 each year.
    one = only(frame_of(years(2020, 3), {"zzp": [100, 150, 200]}, frequency=YEAR), (0, 1, 2))
    assert (one.start.value, one.end.value, one.change.value) == (100, 200, 100)
    assert one.percentage.value == 100
    assert (one.mean.value, one.count) == (150, 3)
    assert one.yearly.value == pytest.approx(41.42135623731, abs=1e-9)


def test_growth_is_geometric_and_not_the_mean_of_the_growths():
    # 100, 300, 121: two years from 100 to 121 are 10% a year, since 1.1 × 1.1 = 1.21.
    one = only(frame_of(years(2020, 3), {"zzp": [100, 300, 121]}, frequency=YEAR), (0, 1, 2))
    assert one.yearly.value == pytest.approx(10)


def test_quarters_count_as_quarters_of_a_year():
    # From the first to the third quarter is half a year: 1.1 × 1.1 = 1.21, so 21% a year.
    codes = [(2020, 1), (2020, 2), (2020, 3)]
    summary = summarise(frame_of(codes, {"zzp": [100, 104, 110]}), (0, 2))
    assert summary is not None
    assert summary.years == 0.5
    assert summary.series[0].yearly.value == pytest.approx(21)
    assert (summary.periods, summary.series[0].mean.value) == (2, 105)


def test_rows_may_come_in_any_order_and_twice():
    frame = frame_of(years(2020, 3), {"zzp": [1, 2, 4]}, frequency=YEAR)
    one = only(frame, (2, 0, 2, 0))
    assert (one.start.value, one.end.value, one.count) == (1, 4, 2)


def test_percentages_change_in_points_and_grow_in_points_a_year():
    # From 10% to 16% in 3 years: 6 points, 2 a year; a percentage of a percentage is not told.
    frame = frame_of(years(2020, 4), {"zzp": [10, 11, 12, 16]}, frequency=YEAR, unit="%")
    one = only(frame, range(4))
    assert (one.change.value, one.yearly.value, one.in_points) == (6, 2, True)
    assert one.percentage.status is Status.UNDEFINED


@pytest.mark.parametrize("start", [0, -5])
def test_growth_from_nothing_or_from_below_zero_cannot_be_computed(start):
    one = only(frame_of(years(2020, 2), {"zzp": [start, 10]}, frequency=YEAR), (0, 1))
    assert one.change.value == 10 - start
    for figure in (one.percentage, one.yearly):
        assert math.isnan(figure.value)
        assert figure.status is Status.UNDEFINED


def test_growth_to_below_zero_cannot_be_computed_and_to_zero_is_all_of_it():
    one = only(frame_of(years(2020, 3), {"zzp": [8, 2, -2]}, frequency=YEAR), range(3))
    assert one.yearly.status is Status.UNDEFINED
    assert one.percentage.value == -125
    one = only(frame_of(years(2020, 3), {"zzp": [8, 2, 0]}, frequency=YEAR), range(3))
    assert one.yearly.value == -100


def test_a_missing_start_leaves_the_change_missing_in_its_own_kind():
    frame = frame_of(
        years(2020, 3),
        {"zzp": [NAN, 4, 8]},
        frequency=YEAR,
        statuses={(0, 0): Status.SUPPRESSED},
    )
    one = only(frame, range(3))
    for figure in (one.start, one.change, one.percentage, one.yearly):
        assert figure.status is Status.SUPPRESSED
        assert math.isnan(figure.value)
    # The mean is of the two figures there are: (4 + 8) / 2.
    assert (one.mean.value, one.mean.status, one.count) == (6, Status.FINAL, 2)


def test_without_any_figure_there_is_no_mean():
    one = only(frame_of(years(2020, 2), {"zzp": [NAN, NAN]}, frequency=YEAR), (0, 1))
    assert one.count == 0
    assert (math.isnan(one.mean.value), one.mean.status) == (True, Status.UNKNOWN)


def test_what_is_made_from_a_provisional_figure_is_provisional():
    frame = frame_of(
        years(2020, 3),
        {"zzp": [4, 6, 8], "micro": [4, 6, 8]},
        frequency=YEAR,
        statuses={(1, 0): Status.PROVISIONAL, (2, 1): Status.PROVISIONAL},
    )
    zzp, micro = told(frame, range(3)).series
    assert (zzp.change.status, zzp.mean.status) == (Status.FINAL, Status.PROVISIONAL)
    assert micro.start.status is Status.FINAL
    for figure in (micro.end, micro.change, micro.percentage, micro.mean, micro.yearly):
        assert figure.status is Status.PROVISIONAL


def test_one_period_is_no_range_and_named_series_are_the_only_ones():
    frame = frame_of(years(2020, 2), {"zzp": [1, 2], "micro": [3, 4]}, frequency=YEAR)
    assert summarise(frame, (1,)) is None
    assert summarise(frame, (1, 7)) is None
    assert only(frame, (0, 1), ("micro",)).series.key == "micro"
    assert len(told(frame, (0, 1)).series) == 2


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2015KW01", "2023KW01", 8.0),
        ("2015KW04", "2016KW01", 0.25),
        ("2020MM01", "2021MM07", 1.5),
        ("2019SJ00", "2022SJ00", 3.0),
        ("2020HJ02", "2021HJ01", 0.5),
        # Days: three anniversaries, and 73 of the 365 days to the next: a fifth.
        ("20200101", "20230315", 3 + 73 / 365),
        # 2020 is a leap year: from the first of January 2020 to the second of July are 183 days.
        ("20200101", "20200702", 183 / 366),
        ("20200229", "20210301", 1.0),
        # Weeks: 29 December 2014 to 4 January 2016 is a year and 6 of the 366 days of the next.
        ("2015W101", "2016W101", 1 + 6 / 366),
    ],
)
def test_the_years_between_two_periods_are_exact(first, last, expected):
    assert years_between(period(first), period(last)) == pytest.approx(expected, abs=1e-12)


def test_periods_without_a_place_in_time_have_no_years_between_them():
    assert years_between(text_period("voor"), text_period("na")) is None
    assert date(2014, 12, 29).isocalendar()[:2] == (2015, 1)


def test_the_summary_is_copied_with_dutch_decimals():
    frame = frame_of(
        years(2020, 3),
        {"zzp": [1000, 1150, 1210], "=micro": [NAN, 1, 2]},
        frequency=YEAR,
        statuses={(2, 0): Status.PROVISIONAL},
    )
    lines = copy_text(told(frame, range(3))).split("\r\n")
    cells = [line.split("\t") for line in lines]
    assert cells[0][2:4] == ["Start 2020", "End 2022"]
    assert cells[1] == [
        "Zzp", "number", "1000", "1210", "210", "21", "1120", "3", "10", "%", "provisional",
    ]  # fmt: skip
    assert cells[2][:7] == ["'=micro", "number", ".", "2", ".", ".", "1,5"]
    plain = copy_text(told(frame, range(3)), CopyNotation.PLAIN)
    assert plain.split("\r\n")[2].split("\t")[6] == "1.5"


def test_a_period_of_a_year_lies_a_year_on():
    assert years_between(make_period(2020, YEAR), make_period(2021, YEAR)) == 1
