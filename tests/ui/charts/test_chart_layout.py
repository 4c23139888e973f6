import itertools

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mkbviewer.ui.charts.layout import (
    flow,
    fold,
    scale_values,
    shorten,
    spread,
    tighten,
    wrap,
    wrap_evenly,
)


def measure(text: str) -> float:
    return float(len(text))


@pytest.mark.usefixtures("dutch")
def test_ticks_are_round_and_in_dutch() -> None:
    scale = scale_values(0, 1_284_615, 300, 50)

    assert scale.labels() == (
        "0",
        "250.000",
        "500.000",
        "750.000",
        "1.000.000",
        "1.250.000",
        "1.500.000",
    )


@pytest.mark.usefixtures("dutch")
def test_small_values_get_the_decimals_that_tell_them_apart() -> None:
    assert scale_values(0, 0.1, 300, 60).labels("%") == (
        "0,00%",
        "0,02%",
        "0,04%",
        "0,06%",
        "0,08%",
        "0,10%",
    )
    assert scale_values(0, 10, 300, 75).labels()[1] == "2,5"


@example(low=0.0, extent=5e-324, height=20.0, gap=15.0)
@example(low=28537661006.0, extent=1e-05, height=75.0, gap=15.0)
@given(
    st.floats(-1e12, 1e12),
    st.floats(0, 1e12),
    st.floats(20, 2000),
    st.floats(15, 100),
)
def test_the_axis_spans_the_figures_and_ends_on_ticks(
    low: float, extent: float, height: float, gap: float
) -> None:
    scale = scale_values(low, low + extent, height, gap)

    assert scale.low <= low + 1e-6 * max(abs(low), extent, 1)
    assert scale.high >= low + extent - 1e-6 * max(abs(low), extent, 1)
    assert len(scale.ticks) <= max(height / gap, 2) + 2
    assert len(set(scale.labels())) == len(scale.ticks)


def test_a_low_axis_ends_half_a_step_earlier_where_that_is_empty() -> None:
    high = tighten(scale_values(0, 100.5, 40, 20), 0, 100.5)
    both = tighten(scale_values(-75, 160, 80, 20), -75, 160)
    full = tighten(scale_values(0, 190, 40, 20), 0, 190)

    assert (high.low, high.high, high.ticks) == (0, 150, (0, 100))
    assert (both.low, both.high, both.ticks) == (-100, 200, (-100, 0, 100, 200))
    assert (full.low, full.high, full.ticks) == (0, 200, (0, 100, 200))


def test_names_that_lie_apart_stay_where_they_want() -> None:
    assert spread([10, 50, 90], [10, 10, 10], 0, 100) == [10, 50, 90]


def test_names_that_meet_move_apart_evenly() -> None:
    assert spread([50, 50], [10, 10], 0, 100) == [45, 55]


def test_names_stay_within_bounds() -> None:
    assert spread([100, 99, 98], [10, 10, 10], 0, 100) == [95, 85, 75]


@given(st.lists(st.floats(-50, 250), min_size=1, max_size=12))
def test_names_never_overlap(wanted: list[float]) -> None:
    placed = sorted(spread(wanted, [12.0] * len(wanted), 0, 200))

    assert all(other - one >= 12 - 1e-6 for one, other in itertools.pairwise(placed))
    assert placed[0] >= 6 - 1e-6
    assert placed[-1] <= 194 + 1e-6


def test_a_long_name_is_wrapped_before_it_is_cut() -> None:
    assert wrap("Bouw en handel", 8, measure) == ("Bouw en", "handel")
    assert wrap("Bouw en onroerend goed", 9, measure) == ("Bouw en", "onroeren…")
    assert shorten("Zakelijke diensten", 12, measure) == "Zakelijke d…"


def test_a_legend_flows_onto_the_next_row() -> None:
    entries = flow(["Zzp", "Micro", "Klein"], 14, 2, 1, measure)

    assert [(entry.x, entry.row) for entry in entries] == [(0, 0), (6, 0), (0, 1)]


def test_a_legend_that_is_too_high_tells_how_many_others_there_are() -> None:
    names = ["Zzp", "Micro", "Klein", "Midden", "Groot"]
    entries = flow(names, 14, 2, 1, measure)
    assert [(entry.x, entry.row) for entry in entries] == [(0, 0), (6, 0), (0, 1), (0, 2), (0, 3)]

    def told(most_rows: int) -> list[tuple[float, int, str]]:
        folded = fold(entries, most_rows, 14, measure, lambda count: f"+{count}")
        return [(entry.x, entry.row, entry.text) for entry in folded if entry.index < 0]

    assert told(4) == []
    assert told(3) == [(0, 2, "+2")]  # behind Midden there is no room: it gives way
    assert told(1) == [(6, 0, "+4")]  # in place of Micro


def test_a_name_of_two_lines_has_no_word_alone_on_the_second() -> None:
    name = "Totaal B-J, N en 95 (zonder L, M)"
    assert wrap(name, 31, len) == ("Totaal B-J, N en 95 (zonder L,", "M)")
    assert wrap_evenly(name, 31, len) == ("Totaal B-J, N en 95", "(zonder L, M)")
    assert wrap_evenly("Bouwnijverheid", 31, len) == ("Bouwnijverheid",)
