"""Longer periods made of shorter ones; figures by CBS, or computed on paper."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkbviewer.core.frame import Frame
from mkbviewer.core.frequency import (
    coarser_frequencies,
    combination_of,
    combine,
    part_of,
    step_of,
    without_frequency,
)
from mkbviewer.core.model import Measure, Structure
from mkbviewer.core.period import Frequency, make_period
from mkbviewer.core.status import Status
from mkbviewer.core.view import Combination
from tests.core.test_transform import NAN, frame, period

SUM, MEAN, LAST = Combination.SUM, Combination.MEAN, Combination.LAST

QUARTERS_OF_2015_AND_2016 = " ".join(f"{year}KW0{n}" for year in (2015, 2016) for n in range(1, 5))
# Table 80472ned, all economic activities, in thousands: the quarters and CBS's own years.
ARISEN = [198.0, 217, 204, 205, 224, 237, 229, 224]
ARISEN_BY_YEAR = [824, 915]
FILLED = [184.0, 208, 210, 199, 208, 228, 232, 220]
FILLED_BY_YEAR = [800, 887]
OPEN = [127.0, 136.5, 130.9, 136.3, 153.0, 161.8, 159.1, 163.4]


def test_quarters_add_up_to_the_years_that_cbs_gives() -> None:
    level = frame(QUARTERS_OF_2015_AND_2016, ARISEN, FILLED)
    years = combine(level, Frequency.YEAR, (SUM, SUM))
    assert [one.code for one in years.periods] == ["2015JJ00", "2016JJ00"]
    # CBS rounds each figure to thousands by itself.
    assert years.values[:, 0] == pytest.approx(ARISEN_BY_YEAR, abs=2)
    assert years.values[:, 1] == pytest.approx(FILLED_BY_YEAR, abs=2)
    assert years.transformation == "sum of 4 quarters"


def test_a_stock_at_the_end_of_a_year_is_that_of_its_last_quarter() -> None:
    years = combine(frame(QUARTERS_OF_2015_AND_2016, OPEN), Frequency.YEAR, (LAST,))
    assert years.values[:, 0].tolist() == [136.3, 163.4]
    assert years.transformation == "last quarter"


def test_a_rate_of_a_year_is_the_mean_and_has_a_decimal() -> None:
    level = frame("2020KW01 2020KW02 2020KW03 2020KW04", [2, 3, 4, 5])
    year = combine(level, Frequency.YEAR, (MEAN,))
    assert year.values.tolist() == [[3.5]]
    assert year.series[0].decimals == 1


def test_months_make_quarters() -> None:
    months = " ".join(f"2023MM{n:02d}" for n in range(1, 7))
    quarters = combine(frame(months, [1, 2, 3, 4, 5, 6]), Frequency.QUARTER, (SUM,))
    assert [one.code for one in quarters.periods] == ["2023KW01", "2023KW02"]
    assert quarters.values[:, 0].tolist() == [6, 15]


def test_a_year_of_which_a_quarter_is_not_there_is_no_partial_sum() -> None:
    level = frame("2022KW04 2023KW01 2023KW02 2023KW03 2023KW04 2024KW01", [9, 1, 2, 3, 4, 9])
    for how in (SUM, MEAN):
        years = combine(level, Frequency.YEAR, (how,))
        assert np.isfinite(years.values[:, 0]).tolist() == [False, True, False]
        assert years.status(0, 0) is Status.UNDEFINED
    # At the end of 2022 the last quarter is there, at the end of 2024 it is not.
    last = combine(level, Frequency.YEAR, (LAST,))
    assert last.values[:, 0] == pytest.approx([9, 4, NAN], nan_ok=True)


def test_a_missing_quarter_makes_the_year_missing_in_the_same_kind() -> None:
    secret = [0, 0, Status.SUPPRESSED.value, 0]
    level = frame("2023KW01 2023KW02 2023KW03 2023KW04", [1, 2, NAN, 4], statuses=[secret])
    year = combine(level, Frequency.YEAR, (SUM,))
    assert year.status(0, 0) is Status.SUPPRESSED
    assert np.isnan(year.values[0, 0])


def test_a_year_with_a_provisional_quarter_is_provisional() -> None:
    star = [[0, 0, 0, Status.PROVISIONAL.value]]
    level = frame("2023KW01 2023KW02 2023KW03 2023KW04", [1, 2, 3, 4], statuses=star)
    assert combine(level, Frequency.YEAR, (SUM,)).status(0, 0) is Status.PROVISIONAL
    first = frame("2023KW01 2023KW02 2023KW03 2023KW04", [1, 2, 3, 4], statuses=[star[0][::-1]])
    assert combine(first, Frequency.YEAR, (LAST,)).status(0, 0) is Status.FINAL


def test_months_of_a_quarterly_survey_are_four_to_a_year() -> None:
    survey = "2022MM01 2022MM04 2022MM07 2022MM10 2023MM01"
    level = frame(survey, [20.7, 22.2, 16.4, 20.7, 18.1])
    assert step_of(level.periods) == 3
    years = combine(level, Frequency.YEAR, (MEAN,))
    assert years.values[:, 0] == pytest.approx([20.0, NAN], nan_ok=True)
    assert years.transformation == "mean of 4 months"


def test_a_gap_in_a_series_is_no_grid() -> None:
    gapped = frame("2022MM01 2022MM02 2022MM04 2022MM05", [1, 2, 3, 4])
    assert step_of(gapped.periods) == 1
    assert step_of(frame("2022JJ00 2024JJ00 2026JJ00", [1, 2, 3]).periods) == 1


@pytest.mark.parametrize(
    ("title", "unit", "how"),
    [
        ("Openstaande vacatures", "x 1 000", LAST),
        ("Ontstane vacatures", "x 1 000", SUM),
        ("Vervulde vacatures", "x 1 000", SUM),
        ("uitgesproken faillissementen", "aantal", SUM),
        ("werkzame personen bij faillissement", "aantal", SUM),
        ("faillissementen bedrijven en instellingen", "aantal", SUM),
        ("Bedrijven", "aantal", LAST),
        ("Totaal bedrijven", "aantal", LAST),
        ("oprichtingen", "aantal", SUM),
        ("Opheffingen van bedrijven", "aantal", SUM),
        ("aandeel bedrijven", "%", MEAN),
        ("groei t.o.v. voorgaand jaar", "%", MEAN),
        ("saldo winstgevendheid", "saldo %", MEAN),
        ("winstgevendheid verbeterd", "% bedrijven", MEAN),
        ("indexcijfer omzet (2015=100)", "index", MEAN),
        ("Price index purchase prices", "2015=100", MEAN),
        ("Average purchase price", "euro", MEAN),
        ("Number of dwellings sold", "number", SUM),
        ("Total value purchase prices", "mln euro", SUM),
        ("omzet", "mln euro", SUM),
        ("uurloon", "euro", MEAN),
        ("toegevoegde waarde per fte (benadering)", "1 000 euro per fte", MEAN),
        ("gemiddelde gestandaardiseerde stand", "z-score", MEAN),
        ("indicatoren boven langjarig gemiddelde", "aantal van 12", MEAN),
        ("Banen van werknemers", "x 1 000", MEAN),
        ("werkzame personen (fte)", "1 000 fte", MEAN),
        ("Bevolking op 1 januari", "aantal", LAST),
        ("iets", "", MEAN),
        ("iets", "aantal", SUM),
    ],
)
def test_what_is_counted_says_how_periods_are_combined(
    title: str, unit: str, how: Combination
) -> None:
    assert combination_of(Measure("m", title, unit)) is how


def test_what_is_told_of_a_measure_counts_too() -> None:
    told = "Het aantal heeft betrekking op de laatste werkdag van het kwartaal."
    assert combination_of(Measure("m", "Lopende zaken", "aantal", description=told)) is LAST


def test_a_table_with_months_can_have_quarters_and_years() -> None:
    def structure(*frequencies: Frequency) -> Structure:
        return Structure((), (), frequencies)

    month, quarter, year = Frequency.MONTH, Frequency.QUARTER, Frequency.YEAR
    assert coarser_frequencies(structure(month)) == (quarter, year)
    assert coarser_frequencies(structure(quarter)) == (year,)
    assert coarser_frequencies(structure(quarter, year)) == ()
    assert (
        coarser_frequencies(structure(year)) == coarser_frequencies(structure(Frequency.WEEK)) == ()
    )
    # The longest that will do: CBS's own quarters before its months.
    assert part_of(structure(month, quarter), "JJ") is quarter


def test_a_title_names_no_frequency_that_is_gone() -> None:
    shorter = "Aantal faillissementen in het mkb per kwartaal"
    assert without_frequency(shorter) == "Aantal faillissementen in het mkb"
    assert without_frequency("Business deaths and births per second quarter") == (
        "Business deaths and births"
    )
    assert without_frequency("Vacatures in het kwartaal") == "Vacatures in het kwartaal"


numbers = st.floats(-1e9, 1e9).map(lambda value: round(value, 3))
cells = st.one_of(st.just(NAN), numbers)
months_of_years = st.integers(1, 4).flatmap(
    lambda years: st.lists(cells, min_size=12 * years, max_size=12 * years)
)


def monthly(figures: list[float]) -> Frame:
    codes = (
        make_period(2000 + place // 12, Frequency.MONTH, place % 12 + 1).code
        for place in range(len(figures))
    )
    return frame(" ".join(codes), figures)


@given(months_of_years)
def test_years_of_months_are_those_of_quarters_of_months(figures: list[float]) -> None:
    level = monthly(figures)
    for how in Combination:
        quarters = combine(level, Frequency.QUARTER, (how,))
        by_quarter = combine(quarters, Frequency.YEAR, (how,))
        at_once = combine(level, Frequency.YEAR, (how,))
        assert by_quarter.periods == at_once.periods
        assert np.allclose(by_quarter.values, at_once.values, rtol=1e-9, atol=1e-3, equal_nan=True)


@given(months_of_years)
def test_combined_figures_are_missing_exactly_where_one_of_the_parts_is(
    figures: list[float],
) -> None:
    years = combine(monthly(figures), Frequency.YEAR, (SUM,))
    expected = [np.isnan(figures[place : place + 12]).any() for place in range(0, len(figures), 12)]
    assert np.isnan(years.values[:, 0]).tolist() == expected
    assert (np.isnan(years.values) == (years.statuses >= Status.UNKNOWN)).all()


def test_a_frame_that_makes_up_no_longer_periods_stays_as_it_is() -> None:
    weeks = frame("2023W101 2023W102", [1, 2])
    assert combine(weeks, Frequency.YEAR, (SUM,)) is weeks
    assert period("2023W101").frequency is Frequency.WEEK
