"""The clock: places, ways and reach, at quarters and between them."""

import math
from pathlib import Path

import numpy as np
import pytest

from mkbviewer.core.cycle.clock import COMPOSITE, TAIL, Clock, positions_frame, quarter_words
from mkbviewer.core.cycle.cycle import Cycle, compute_cycle
from mkbviewer.core.cycle.cycle_method import Method
from mkbviewer.core.cycle.cycle_series import load_cycle_series, main_series
from mkbviewer.core.period import parse_code
from mkbviewer.paths import data_dir

PATH: Path = data_dir() / "barometer_series.csv"


@pytest.fixture(scope="module")
def cycle() -> Cycle:
    return compute_cycle(main_series(load_cycle_series(PATH)), Method.HP)


def row_of(cycle: Cycle, code: str) -> int:
    period = parse_code(code)
    assert period
    return cycle.row(period)


def test_a_point_is_at_its_change_and_its_level(cycle: Cycle) -> None:
    clock = Clock(cycle)
    row = row_of(cycle, "2023KW03")
    face = clock.face(row, frozenset(clock.keys))

    assert [hand.key for hand in face.hands] == list(clock.keys)
    for column, hand in enumerate(face.hands[:-1]):
        assert hand.place == (cycle.fixed.changes[row, column], cycle.fixed.levels[row, column])


def test_a_way_is_of_eight_quarters_and_ends_at_the_point(cycle: Cycle) -> None:
    clock = Clock(cycle)
    row = row_of(cycle, "2023KW03")
    hand = clock.face(row, {"bbp"}).hands[0]

    column = clock.keys.index("bbp")
    assert len(hand.way) == TAIL + 1
    assert [level for _change, level in hand.way] == clock.levels[
        row - TAIL : row + 1, column
    ].tolist()


def test_between_two_quarters_a_point_is_on_the_line_between_its_places(cycle: Cycle) -> None:
    clock = Clock(cycle)
    row = row_of(cycle, "2023KW02")
    here = clock.face(row, {"bbp"}).hands[0].place
    there = clock.face(row + 1, {"bbp"}).hands[0].place
    halfway = clock.face(row + 0.5, {"bbp"}).hands[0].place

    assert halfway == pytest.approx(((here[0] + there[0]) / 2, (here[1] + there[1]) / 2))


def test_everything_drawn_lies_within_the_reach(cycle: Cycle) -> None:
    for clock in (Clock(cycle), Clock(cycle, is_recomputed=True)):
        for moment in np.arange(clock.rows.start, clock.rows.stop - 1, 0.25):
            face = clock.face(float(moment), frozenset(clock.keys))
            for hand in face.hands:
                for change, level in hand.way:
                    assert abs(change) <= face.reach[0]
                    assert abs(level) <= face.reach[1]


def test_a_series_without_a_figure_is_missing_and_not_drawn(cycle: Cycle) -> None:
    clock = Clock(cycle)
    face = clock.face(row_of(cycle, "2024KW01"), frozenset(clock.keys))

    assert face.missing == ("mkb-omzet",)
    assert "mkb-omzet" not in {hand.key for hand in face.hands}
    assert COMPOSITE in {hand.key for hand in face.hands}


def test_only_what_is_shown_has_a_hand(cycle: Cycle) -> None:
    face = Clock(cycle).face(20, {"bbp", COMPOSITE})

    assert [hand.key for hand in face.hands] == ["bbp", COMPOSITE]


def test_fixed_and_recomputed_positions_differ(cycle: Cycle) -> None:
    row = row_of(cycle, "2023KW03")
    fixed = Clock(cycle).face(row, {"mkb-faillissementen"}).hands[0].place
    recomputed = Clock(cycle, is_recomputed=True).face(row, {"mkb-faillissementen"}).hands[0].place

    assert abs(fixed[1] - recomputed[1]) > 0.5


def test_the_positions_are_a_frame_of_levels_and_changes(cycle: Cycle) -> None:
    frame = positions_frame(Clock(cycle))

    assert len(frame.series) == 26
    assert frame.periods == cycle.periods
    assert frame.provenance.table_words.startswith("tables 85612NED, ")
    assert math.isnan(frame.values[0, 0])
    assert frame.status(0, 0).is_missing


@pytest.mark.parametrize(
    ("level", "change", "words"),
    [
        (1.0, 1.0, "above the trend, rising"),
        (1.0, -1.0, "above the trend, falling"),
        (-1.0, 1.0, "below the trend, rising"),
        (-1.0, -1.0, "below the trend, falling"),
    ],
)
def test_the_four_quarters_have_words(level: float, change: float, words: str) -> None:
    assert quarter_words(level, change, Method.HP) == words
    assert quarter_words(level, change, Method.MEAN) == words.replace("trend", "mean")
