"""Transformations, computed by hand."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkbviewer.core.errors import InvalidView
from mkbviewer.core.frame import Frame, Series
from mkbviewer.core.period import Period, parse_code
from mkbviewer.core.status import Status
from mkbviewer.core.transform import average, select_range, transform
from mkbviewer.core.view import AVERAGES, Transformation

NAN = float("nan")


def period(code: str) -> Period:
    found = parse_code(code)
    assert found is not None
    return found


def frame(codes: str, *columns: list[float], statuses: list[list[int]] | None = None) -> Frame:
    values = np.array(columns, dtype=float).T
    marks = np.where(np.isnan(values), Status.UNKNOWN.value, 0).astype(np.uint8)
    if statuses is not None:
        marks = np.array(statuses, dtype=np.uint8).T
    return Frame(
        tuple(period(code) for code in codes.split()),
        tuple(Series(f"s{n}", f"reeks {n}", "aantal", 0) for n in range(len(columns))),
        values,
        marks,
        unit="aantal",
    )


def in_units(level: Frame, *units: str) -> Frame:
    series = tuple(replace(one, unit=unit) for one, unit in zip(level.series, units, strict=True))
    return replace(level, series=series, unit=units[0] if len(set(units)) == 1 else "")


QUARTERS = "2021KW01 2021KW02 2021KW03 2021KW04 2022KW01 2022KW02"


def test_growth_on_a_year_earlier_compares_the_same_quarters() -> None:
    grown = transform(frame(QUARTERS, [100, 200, 50, 80, 110, 150]), Transformation.YEAR_ON_YEAR)
    assert grown.values[:, 0] == pytest.approx([NAN] * 4 + [10, -25], nan_ok=True)
    assert grown.unit == "%"
    assert [grown.status(row, 0) for row in (0, 4)] == [Status.UNDEFINED, Status.FINAL]


def test_growth_looks_for_the_quarter_itself_where_one_is_left_out() -> None:
    grown = transform(
        frame("2021KW01 2021KW03 2022KW01 2022KW02 2022KW03", [100, 50, 120, 9, 75]),
        Transformation.YEAR_ON_YEAR,
    )
    assert grown.values[:, 0] == pytest.approx([NAN, NAN, 20, NAN, 50], nan_ok=True)


def test_growth_from_zero_is_undefined_and_never_infinite() -> None:
    grown = transform(frame("2021JJ00 2022JJ00", [0, 5]), Transformation.YEAR_ON_YEAR)
    assert np.isnan(grown.values[1, 0])
    assert grown.status(1, 0) is Status.UNDEFINED


def test_growth_on_a_missing_figure_is_missing_in_the_same_kind() -> None:
    grown = transform(frame("2021JJ00 2022JJ00", [NAN, 5]), Transformation.YEAR_ON_YEAR)
    assert grown.status(1, 0) is Status.UNKNOWN


def test_what_is_made_from_a_provisional_figure_is_provisional() -> None:
    level = frame("2021JJ00 2022JJ00", [4, 5], statuses=[[0, Status.PROVISIONAL.value]])
    grown = transform(level, Transformation.YEAR_ON_YEAR)
    assert grown.values[1, 0] == pytest.approx(25)
    assert grown.status(1, 0) is Status.PROVISIONAL


def test_an_index_is_a_hundred_at_its_base() -> None:
    index = transform(
        frame("2020JJ00 2021JJ00", [50, 60], [8, 6]), Transformation.INDEX, "2020JJ00"
    )
    assert index.values.tolist() == [[100, 100], [120, 75]]


def test_an_index_without_a_stated_base_starts_where_all_series_have_a_value() -> None:
    index = transform(frame("2020JJ00 2021JJ00", [50, 60], [NAN, 6]), Transformation.INDEX)
    assert index.values[1].tolist() == [100, 100]
    assert index.unit.startswith("2021")


def test_an_index_on_a_period_that_is_not_there_is_refused() -> None:
    with pytest.raises(InvalidView, match="1999KW01"):
        transform(frame("2020JJ00", [50]), Transformation.INDEX, "1999KW01")


def test_a_year_as_base_is_the_mean_of_its_quarters() -> None:
    level = frame(QUARTERS, [90, 110, 80, 120, 150, 50], [1, NAN, 1, 1, 1, 1])
    index = transform(level, Transformation.INDEX, "2021JJ00")
    assert index.values[:, 0].tolist() == [90, 110, 80, 120, 150, 50]
    assert index.unit == "2021 = 100"
    # The base of the second series lacks a quarter.
    assert np.isnan(index.values[:, 1]).all()
    with pytest.raises(InvalidView):
        transform(level, Transformation.INDEX, "2022JJ00")


def test_shares_of_a_period_with_a_missing_part_are_missing() -> None:
    shares = transform(frame("2020JJ00 2021JJ00", [30, 1], [10, NAN]), Transformation.SHARE)
    assert shares.values[0].tolist() == [75, 25]
    assert np.isnan(shares.values[1]).all()


def test_a_share_is_of_the_total_where_that_is_shown_too() -> None:
    level = frame("2020JJ00 2021JJ00", [30, 1], [NAN, 1], [120, 4])
    series = (*level.series[:2], Series("s2", "Totaal", "aantal", 0, member="T001081"))
    whole = Frame(level.periods, series, level.values, level.statuses, unit="aantal")
    shares = transform(whole, Transformation.SHARE)
    # What is not shown is part of the total, so that a missing series takes nothing away.
    assert shares.values[:, 0].tolist() == [25, 25]
    assert shares.values[:, 2].tolist() == [100, 100]
    assert np.isnan(shares.values[0, 1])
    assert shares.transformation == "share of Totaal"


def test_a_moving_average_needs_all_its_periods() -> None:
    averaged = average(frame(QUARTERS, [1, 2, 3, 6, 9, NAN]), 4)
    assert averaged.transformation == "moving average of 4 periods"
    assert averaged.values[:, 0] == pytest.approx([NAN, NAN, NAN, 3, 5, NAN], nan_ok=True)


@pytest.mark.parametrize(("unit", "decimals"), [("aantal", 0), ("", None), ("%", 1)])
def test_what_counts_whole_things_differs_by_whole_things(unit: str, decimals: int | None) -> None:
    level = in_units(frame("2025KW01 2025KW02", [2385010, 2363145]), unit)
    stated = replace(level.series[0], decimals=decimals if unit != "%" else 0)
    changed = transform(replace(level, series=(stated,)), Transformation.CHANGE)

    assert changed.series[0].decimals == decimals


def test_a_change_in_percentages_is_in_percentage_points() -> None:
    level = frame("2020JJ00 2021JJ00", [30, 31.5])
    changed = transform(in_units(level, "%"), Transformation.CHANGE)
    assert changed.values[1, 0] == pytest.approx(1.5)
    assert changed.unit == "percentage points"


@pytest.mark.parametrize(
    ("unit", "unit_of_difference"),
    [
        ("%", "percentage points"),
        ("% bedrijven", "percentage points"),
        ("saldo %", "percentage points"),
        ("procentpunt", "procentpunt"),
        ("z-score", "z-score"),
    ],
)
def test_a_percentage_or_a_balance_is_compared_with_a_year_earlier_by_its_difference(
    unit: str, unit_of_difference: str
) -> None:
    level = frame("2021JJ00 2022JJ00", [4, 5], [-2, 3])
    compared = transform(in_units(level, unit, unit), Transformation.YEAR_ON_YEAR)
    # Not 25% more, and not 250% less.
    assert compared.values[1].tolist() == [1, 5]
    assert compared.unit == unit_of_difference


def test_series_of_several_units_are_each_compared_as_suits_their_own() -> None:
    level = in_units(frame("2022JJ00 2023JJ00", [200, 210], [40, 50]), "aantal", "%")

    found = transform(level, Transformation.YEAR_ON_YEAR)

    assert found.values[1].tolist() == pytest.approx([5.0, 10.0])
    assert [one.unit for one in found.series] == ["%", "percentage points"]
    assert found.unit == ""


def test_what_is_counted_in_several_units_has_no_shares() -> None:
    level = in_units(frame("2023JJ00", [200], [40]), "aantal", "%")

    found = transform(level, Transformation.SHARE)

    assert np.isnan(found.values).all()
    assert (found.statuses == Status.UNDEFINED).all()


def test_growth_and_index_from_a_figure_below_zero_are_not_computed() -> None:
    level = frame("2021JJ00 2022JJ00", [-2, 3])
    for transformation in (Transformation.YEAR_ON_YEAR, Transformation.INDEX):
        changed = transform(level, transformation)
        assert np.isnan(changed.values[1, 0])
        assert changed.status(1, 0) is Status.UNDEFINED


def test_a_range_takes_both_ends() -> None:
    chosen = select_range(frame(QUARTERS, [1, 2, 3, 4, 5, 6]), "2021KW03", "2022KW01")
    assert [one.code for one in chosen.periods] == ["2021KW03", "2021KW04", "2022KW01"]


def test_a_range_up_to_a_year_takes_in_all_of_that_year() -> None:
    chosen = select_range(frame(QUARTERS, [1, 2, 3, 4, 5, 6]), "2021KW04", "2022JJ00")
    assert [one.code for one in chosen.periods] == ["2021KW04", "2022KW01", "2022KW02"]


def test_a_range_that_is_no_period_is_refused() -> None:
    with pytest.raises(InvalidView):
        select_range(frame("2020JJ00", [1]), first="ooit")


def test_growth_on_the_previous_period_is_a_percentage() -> None:
    # Table 80472ned, open vacancies in thousands at the end of the quarters of 2015.
    level = frame("2015KW01 2015KW02 2015KW03 2015KW04", [127.0, 136.5, 130.9, 136.3])
    grown = transform(level, Transformation.PREVIOUS)
    assert grown.unit == "%"
    assert grown.values[:, 0] == pytest.approx([NAN, 7.48, -4.10, 4.13], abs=0.005, nan_ok=True)
    assert grown.transformation == "percentage change on the previous period"
    assert grown.is_change


def test_growth_of_a_percentage_on_the_previous_period_is_in_points() -> None:
    level = frame("2020JJ00 2021JJ00", [30, 31.5])
    grown = transform(in_units(level, "%"), Transformation.PREVIOUS)
    assert grown.values[1, 0] == pytest.approx(1.5)
    assert grown.unit == "percentage points"


def test_months_of_a_quarterly_survey_are_compared_with_the_survey_before() -> None:
    survey = frame("2022MM01 2022MM04 2022MM07 2022MM10", [100, 110, 99, 99])
    assert transform(survey, Transformation.PREVIOUS).values[1:, 0] == pytest.approx([10, -10, 0])
    assert average(survey, 2).values[1:, 0] == pytest.approx([105, 104.5, 99])


def test_steps_name_themselves_in_their_order() -> None:
    level = frame(QUARTERS, [1, 2, 3, 4, 5, 6])
    done = average(transform(level, Transformation.INDEX, "2021KW02"), 3)
    assert done.transformation == ("index, 2021 2nd quarter = 100 → moving average of 3 periods")
    # 50, 100, 150, 200: the mean of the last three of the first four quarters is 150.
    assert done.values[3, 0] == pytest.approx(150)
    assert done.unit == "2021 2nd quarter = 100"
    assert not done.adds_up


def test_a_share_of_nothing_is_undefined() -> None:
    shares = transform(frame("2020JJ00 2021JJ00", [0, 2], [0, -2]), Transformation.SHARE)
    assert np.isnan(shares.values).all()
    assert (shares.statuses == Status.UNDEFINED).all()


def test_an_average_with_a_provisional_figure_is_provisional() -> None:
    level = frame("2021JJ00 2022JJ00", [4, 6], statuses=[[0, Status.PROVISIONAL.value]])
    averaged = average(level, 2)
    assert averaged.values[1, 0] == 5
    assert averaged.status(1, 0) is Status.PROVISIONAL


values = st.lists(
    st.one_of(st.just(NAN), st.floats(-1e9, 1e9).map(lambda value: round(value, 3))),
    min_size=6,
    max_size=6,
)


@given(values, values, st.sampled_from(list(Transformation)))
def test_after_any_transformation_values_and_statuses_agree(
    first: list[float], second: list[float], transformation: Transformation
) -> None:
    result = transform(frame(QUARTERS, first, second), transformation)
    is_missing = result.statuses >= Status.UNKNOWN
    assert not np.isinf(result.values).any()
    assert (np.isnan(result.values) == is_missing).all()


present = st.lists(st.integers(-(10**6), 10**6).map(float), min_size=6, max_size=6)


@given(st.lists(st.floats(0.01, 1e9), min_size=6, max_size=6), st.integers(0, 5))
def test_an_index_is_a_hundred_at_any_base(figures: list[float], row: int) -> None:
    index = transform(frame(QUARTERS, figures), Transformation.INDEX, QUARTERS.split()[row])
    assert index.values[row, 0] == pytest.approx(100)


@given(st.floats(-1e9, 1e9), st.sampled_from(AVERAGES))
def test_a_moving_average_of_a_constant_is_that_constant(figure: float, count: int) -> None:
    averaged = average(frame(QUARTERS, [figure] * 6), count)
    whole = averaged.values[count - 1 :, 0]
    assert whole == pytest.approx([figure] * len(whole))
    assert np.isnan(averaged.values[: count - 1]).all()


@given(present)
def test_changes_added_to_the_first_figure_give_back_the_level(figures: list[float]) -> None:
    changes = transform(frame(QUARTERS, figures), Transformation.CHANGE).values[1:, 0]
    assert (figures[0] + np.cumsum(changes)).tolist() == figures[1:]


@given(values, values, st.sampled_from(list(Transformation)), st.sampled_from((0, *AVERAGES)))
def test_what_is_missing_never_becomes_a_number(
    first: list[float], second: list[float], transformation: Transformation, count: int
) -> None:
    level = frame(QUARTERS, first, second)
    result = average(transform(level, transformation), count)
    assert not np.isfinite(result.values[np.isnan(level.values)]).any()
    assert (np.isnan(result.values) == (result.statuses >= Status.UNKNOWN)).all()


def test_what_counts_the_same_twice_has_no_shares() -> None:
    # Businesses of 0 to 100 persons are those of 0 to 10 and of 10 to 100: 100 + 40 + 60 is no
    # whole, of which the smallest would be a fifth.
    level = frame("2021JJ00 2022JJ00 2023JJ00", [100, 110, 90], [40, 50, 30], [60, 60, 60])

    shares = transform(level, Transformation.SHARE)

    assert np.isnan(shares.values).all()
    assert (shares.statuses == Status.UNDEFINED).all()
    assert shares.lacks == "A total cannot be added to its parts."


@pytest.mark.parametrize("unit", ["%", "% bedrijven", "saldo %", "index", "1 000 euro per fte"])
def test_percentages_and_other_rates_have_no_shares(unit: str) -> None:
    level = in_units(frame("2021JJ00 2022JJ00", [60, 66], [20, 21]), unit, unit)

    shares = transform(level, Transformation.SHARE)

    assert np.isnan(shares.values).all()
    assert shares.lacks == "Percentages, averages, indices and changes have no shares."


def test_percentages_that_are_parts_of_one_whole_keep_their_shares() -> None:
    level = in_units(frame("2021JJ00 2022JJ00", [60, 70], [40, 30]), "% bedrijven", "% bedrijven")

    assert transform(level, Transformation.SHARE).values.tolist() == [[60, 40], [70, 30]]


def test_gains_and_losses_together_have_no_shares() -> None:
    # 30 and -10 make 20, of which 30 would be 150%.
    shares = transform(frame("2021JJ00 2022JJ00", [30, 30], [-10, 10]), Transformation.SHARE)

    assert np.isnan(shares.values[0]).all()
    assert shares.values[1].tolist() == [75, 25]


def test_what_has_no_unit_has_no_shares() -> None:
    # A balance of -8 between its bounds -12 and -4 looks like anything else without its unit.
    shares = transform(in_units(frame("2021JJ00", [8], [4]), "", ""), Transformation.SHARE)

    assert np.isnan(shares.values).all()
    assert shares.lacks == "Without a unit nobody knows whether these figures have shares."
