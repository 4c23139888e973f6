"""Levels, directions and weather: against what others computed of the same figures, by hand."""

import csv
import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from mkbviewer.core.cycle.cycle import Cycle, compute_cycle
from mkbviewer.core.cycle.cycle_method import FEWEST, Method
from mkbviewer.core.cycle.cycle_series import (
    Adjustment,
    CycleSeries,
    Kind,
    load_cycle_series,
    main_series,
)
from mkbviewer.core.cycle.weather import (
    Weather,
    composite,
    load_published,
    published_of,
    read_barometer,
    usual_quarter,
    weather_of,
)
from mkbviewer.core.errors import Cancelled
from mkbviewer.core.period import Frequency, Period, make_period, parse_code, shift
from mkbviewer.paths import data_dir

SERIES = main_series(load_cycle_series(data_dir() / "barometer_series.csv"))
KEYS = [one.key for one in SERIES]


def quarter(code: str) -> Period:
    period = parse_code(code)
    assert period
    return period


REPORTED = quarter("2023KW03")


def series_of(values: list[float], *, is_reversed: bool = False) -> CycleSeries:
    periods: list[Period] = [make_period(2012, Frequency.QUARTER, 1)]
    while len(periods) < len(values):
        following = shift(periods[-1], 1)
        assert following
        periods.append(following)
    return CycleSeries(
        key="made-up",
        labels={"nl": "Bedacht (voor de proef)"},
        kind=Kind.REAL,
        is_reversed=is_reversed,
        table="99901NED",
        filters="",
        adjustment=Adjustment.SEASONAL,
        periods=tuple(periods),
        values=np.array(values),
    )


@pytest.fixture(scope="module")
def against_mean() -> Cycle:
    return compute_cycle(SERIES, Method.MEAN)


@pytest.fixture(scope="module")
def against_trend() -> Cycle:
    return compute_cycle(SERIES, Method.HP)


def test_the_twelve_are_six_of_sentiment_and_six_real_and_bankruptcies_count_the_other_way() -> (
    None
):
    assert len(SERIES) == 12
    assert [one.kind for one in SERIES] == [Kind.SENTIMENT] * 6 + [Kind.REAL] * 6
    assert [one.key for one in SERIES if one.is_reversed] == ["mkb-faillissementen"]


@pytest.mark.parametrize("method", [Method.MEAN, Method.HP])
def test_the_levels_of_the_report_s_quarter_are_those_of_the_check(
    method: Method,
    against_mean: Cycle,
    against_trend: Cycle,
    shared_data: Path,
) -> None:
    cycle = against_mean if method is Method.MEAN else against_trend
    path = shared_data / "starter" / "barometer_check.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        checked = {
            row["indicator_key"]: row for row in csv.DictReader(file) if row["method"] == method
        }
    barometer = read_barometer(cycle, REPORTED)

    assert [state.series.key for state in barometer.states] == list(checked)
    for state in barometer.states:
        row = checked[state.series.key]
        assert state.level == pytest.approx(float(row["z_2023KW03"]), abs=0.0006)
        before = state.level - state.change
        assert before == pytest.approx(float(row["z_2023KW02"]), abs=0.0006)
        assert state.is_worse == (row["worsened"] == "1")
        assert state.is_above == (row["above_mean"] == "1")


def test_against_the_mean_nine_of_twelve_worsen_in_the_report_s_quarter(
    against_mean: Cycle,
) -> None:
    barometer = read_barometer(against_mean, REPORTED)

    assert (barometer.worse, barometer.above, barometer.known) == (9, 3, 12)
    assert barometer.compared == 12
    assert barometer.weather is Weather.RAIN


def test_the_published_outcome_is_a_fact_of_its_own() -> None:
    published = published_of(load_published(data_dir() / "barometer_published.csv"), REPORTED)

    assert published
    assert (published.worse, published.count) == (7, 12)
    assert published.outcomes["nl"] == "licht bewolkt"


def test_as_if_known_up_to_the_report_s_quarter_the_whole_is_that_of_the_starter_series() -> None:
    # The starter series were computed elsewhere, over the same window.
    wanted: dict[str, dict[str, float]] = {}
    with (data_dir() / "starter_series.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            if row["indicator"] == "mkbarometer":
                wanted.setdefault(row["period"], {})[row["measure"]] = float(row["value"])
    cycle = compute_cycle(SERIES, Method.MEAN, last=REPORTED)

    assert cycle.periods[-1] == REPORTED
    for code, figures in wanted.items():
        barometer = read_barometer(cycle, quarter(code), recomputed=True)
        mean = figures["gemiddelde gestandaardiseerde stand"]
        worse = figures["indicatoren verslechterd t.o.v. vorig kwartaal"]
        assert barometer.level == pytest.approx(mean, abs=0.0001)
        assert barometer.worse == worse
        assert barometer.above == figures["indicatoren boven langjarig gemiddelde"]


def test_fixed_positions_never_change_when_quarters_come_in(against_trend: Cycle) -> None:
    earlier = compute_cycle(SERIES, Method.HP, last=REPORTED)
    rows = len(earlier.periods)

    np.testing.assert_allclose(against_trend.fixed.levels[:rows], earlier.fixed.levels)
    np.testing.assert_allclose(against_trend.fixed.changes[:rows], earlier.fixed.changes)
    # The newest fixed position is what all figures of that moment give.
    np.testing.assert_allclose(earlier.recomputed.levels[-1], earlier.fixed.levels[-1])
    assert not np.allclose(
        against_trend.recomputed.levels[rows - 1], earlier.recomputed.levels[-1], atol=0.05
    )


def test_a_level_is_the_distance_to_the_mean_in_standard_deviations() -> None:
    # Mean 3 and standard deviation 1 by hand: half are 2, half are 4.
    values = [2.0, 4.0] * 6
    cycle = compute_cycle([series_of(values)], Method.MEAN)

    assert cycle.recomputed.levels[:, 0].tolist() == [-1.0, 1.0] * 6
    assert cycle.fixed.levels[-1, 0] == 1.0
    assert cycle.fixed.changes[-1, 0] == 2.0
    assert cycle.references[-1, 0] == 3.0


def test_a_series_of_which_less_is_better_is_turned_round_but_its_mean_is_not() -> None:
    values = [2.0, 4.0] * 6
    cycle = compute_cycle([series_of(values, is_reversed=True)], Method.MEAN)

    assert cycle.fixed.levels[-1, 0] == -1.0
    assert cycle.fixed.changes[-1, 0] == -2.0
    assert cycle.references[-1, 0] == 3.0


def test_a_straight_line_has_no_cycle_around_its_trend() -> None:
    values = [float(step) for step in range(20)]
    values[-1] += 5
    cycle = compute_cycle([series_of(values)], Method.HP)

    assert cycle.recomputed.levels[-1, 0] > 2


def test_what_came_before_a_gap_is_not_used() -> None:
    values = [100.0, math.nan, *([2.0, 4.0] * 6)]
    cycle = compute_cycle([series_of(values)], Method.MEAN)

    assert cycle.recomputed.levels[2:, 0].tolist() == [-1.0, 1.0] * 6
    assert np.isnan(cycle.recomputed.levels[:2, 0]).all()


def test_too_few_quarters_say_nothing() -> None:
    values = [2.0, 4.0] * 5 + [2.0]
    assert len(values) == FEWEST - 1
    cycle = compute_cycle([series_of(values)], Method.MEAN)

    barometer = read_barometer(cycle, cycle.periods[-1])
    assert barometer.known == 0
    assert "12" in barometer.states[0].missing
    assert barometer.weather is None


def test_a_series_that_never_moves_has_no_level() -> None:
    cycle = compute_cycle([series_of([3.0] * 14)], Method.MEAN)

    assert np.isnan(cycle.fixed.levels).all()


@pytest.mark.parametrize(
    ("level", "change", "weather"),
    [
        (0.1, 0.1, Weather.SUN),
        (-0.1, -0.1, Weather.RAIN),
        (0.1, -0.1, Weather.CLOUD),
        (-0.1, 0.1, Weather.CLOUD),
        (0.0, -0.1, Weather.CLOUD),
        (0.1, 0.0, Weather.CLOUD),
        (math.nan, 0.1, None),
        (0.1, math.nan, None),
    ],
)
def test_the_weather_follows_from_level_and_direction(
    level: float, change: float, weather: Weather | None
) -> None:
    assert weather_of(level, change) is weather


def test_the_newest_quarter_says_which_series_are_missing_and_since_when(
    against_mean: Cycle,
) -> None:
    newest = read_barometer(against_mean, quarter("2024KW01"))
    missing = {state.series.key: state.missing for state in newest.states if state.missing}

    assert list(missing) == ["mkb-omzet"]
    assert "2023" in missing["mkb-omzet"]
    assert (newest.known, newest.compared) == (11, 11)
    assert math.isfinite(newest.level)


def test_there_is_no_weather_of_the_whole_when_fewer_than_eight_are_known(
    against_mean: Cycle,
) -> None:
    newest = read_barometer(against_mean, quarter("2025KW01"))

    assert newest.known == 7
    assert newest.weather is None


def test_the_usual_quarter_is_the_newest_in_which_all_twelve_are_known(
    against_mean: Cycle,
) -> None:
    assert usual_quarter(against_mean) == quarter("2023KW04")


def test_the_clock_s_composite_leaves_gdp_out(against_mean: Cycle) -> None:
    row = against_mean.row(REPORTED)
    levels = dict(zip(KEYS, against_mean.fixed.levels[row], strict=True))
    del levels["bbp"]

    assert composite(against_mean).levels[row, 0] == pytest.approx(sum(levels.values()) / 11)


def test_the_work_can_be_cancelled() -> None:
    with pytest.raises(Cancelled):
        compute_cycle(SERIES[:1], Method.MEAN, is_cancelled=lambda: True)


def test_figures_are_written_with_their_unit() -> None:
    by_key = {one.key: one for one in SERIES}

    assert by_key["ondernemersvertrouwen"].format(4.1) == "+4.1"
    assert by_key["bbp"].format(-0.7) == "\u22120.7%"
    assert by_key["mkb-faillissementen"].format(699.0) == "699"
    assert by_key["mkb-vacatures"].format(174.6) == "174.6 thousand"
    own = replace(by_key["mkb-vacatures"], adjustment=Adjustment.SEASONAL, is_own=True)
    assert own.format(174.6) == "174.6 thousand"
    assert replace(by_key["bbp"], values=np.array([])).short_label
