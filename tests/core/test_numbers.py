"""Dutch and English notation."""

import pytest

from mkbviewer.core.numbers import (
    Grouping,
    decimals_for,
    format_cell,
    format_number,
    format_plain,
    grouping_named,
    use_grouping,
)
from mkbviewer.core.status import Status


@pytest.mark.usefixtures("dutch")
@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [(1234.5, 1, "1.234,5"), (-0.04, 1, "0,0"), (-1234567, 0, "−1.234.567"), (79.4307, 1, "79,4")],
)
def test_numbers_are_written_as_in_dutch(value: float, decimals: int, text: str) -> None:
    assert format_number(value, decimals) == text


def test_numbers_are_written_as_in_english() -> None:
    assert format_number(1234.5, 1) == "1,234.5"


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (12.25, 1, "12.3"),
        (0.465, 2, "0.47"),
        (2.5, 0, "3"),
        (-12.25, 1, "−12.3"),
        (1e18, 0, "1" + ",000" * 6),
    ],
)
def test_halves_are_rounded_away_from_zero(value: float, decimals: int, text: str) -> None:
    assert format_number(value, decimals) == text


def test_a_sign_is_shown_where_asked() -> None:
    assert format_number(0.5, 1, signed=True) == "+0.5"


@pytest.mark.parametrize(
    ("value", "status", "text"),
    [
        (3.0, Status.FINAL, "3"),
        (3.0, Status.PROVISIONAL, "3*"),
        (3.0, Status.REVISED_PROVISIONAL, "3**"),
        (float("nan"), Status.UNKNOWN, "."),
        (float("nan"), Status.SUPPRESSED, "x"),
        (float("nan"), Status.IMPOSSIBLE, ""),
    ],
)
def test_each_status_has_its_own_mark(value: float, status: Status, text: str) -> None:
    assert format_cell(value, status, 0) == text


def test_stated_decimals_go_before_what_the_unit_calls_for() -> None:
    assert decimals_for(12.0, "%", 3) == 3
    assert decimals_for(12.0, "%", None) == 1
    assert decimals_for(12.0, "aantal", None) == 0


def test_a_number_for_programs_loses_nothing() -> None:
    assert format_plain(0.1) == "0.1"
    assert format_plain(987345.0) == "987345"
    assert float(format_plain(1 / 3)) == 1 / 3


def test_the_mark_between_thousands_can_be_chosen() -> None:
    try:
        use_grouping(Grouping.SPACE)
        assert format_number(1234567.5, 1) == "1\u202f234\u202f567.5"
        use_grouping(Grouping.NONE)
        assert format_number(1234567.5, 1) == "1234567.5"
    finally:
        use_grouping(grouping_named("what nobody chose"))
    assert format_number(1234567.5, 1) == "1,234,567.5"
