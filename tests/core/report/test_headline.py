"""The newest figure of a series, its change and its age."""

from datetime import date

import pytest

from mkbviewer.core.period import parse_code
from mkbviewer.core.report.headline import age_in_words, read_headline
from mkbviewer.core.status import Status
from tests.specimen_frames import NAN, frame_of, quarters


def test_the_change_of_a_quarter_is_that_on_a_year_earlier() -> None:
    headline = read_headline(
        frame_of(quarters(2022, 5), {"a": [200, 1, 1, 1, 250]}, unit="bedrijven")
    )

    assert headline is not None
    assert headline.change is not None
    # 250 against 200.
    assert headline.change.amount == pytest.approx(25)
    assert headline.change.period.code == "2022KW01"
    assert headline.change.sentence == "+25.0% on a year earlier (2022 1st quarter)"


def test_a_share_changes_by_percentage_points() -> None:
    headline = read_headline(frame_of(quarters(2022, 5), {"a": [20, 1, 1, 1, 17]}, unit="%"))

    assert headline is not None
    assert headline.change is not None
    assert headline.change.amount == pytest.approx(-3)
    assert (headline.change.sign, headline.change.figure) == ("▼", "3 pp")


def test_percentage_points_change_by_their_difference() -> None:
    headline = read_headline(frame_of(quarters(2022, 2), {"a": [0.4, 0.5]}, unit="procentpunt"))

    assert headline is not None
    assert headline.change is not None
    # Not 25% more.
    assert headline.change.is_difference
    assert headline.change.amount == pytest.approx(0.1)


@pytest.mark.parametrize("unit", ["%", "procentpunt", "saldo %"])
def test_what_changes_in_points_says_so(unit: str) -> None:
    headline = read_headline(frame_of(quarters(2022, 2), {"a": [4, 7]}, unit=unit))

    assert headline is not None
    assert headline.change is not None
    assert headline.change.figure == "3 pp"
    assert headline.change.sentence.startswith("+3 percentage points")


def test_without_a_figure_of_a_year_earlier_the_previous_period_is_named() -> None:
    headline = read_headline(frame_of(quarters(2022, 5), {"a": [NAN, 1, 1, 100, 110]}))

    assert headline is not None
    assert headline.change is not None
    assert headline.change.amount == pytest.approx(10)
    assert headline.change.basis == "on the previous quarter"


def test_where_both_are_missing_no_change_is_invented() -> None:
    headline = read_headline(frame_of(quarters(2022, 5), {"a": [NAN, 1, 1, NAN, 110]}))

    assert headline is not None
    assert headline.change is None


def test_from_a_figure_below_zero_no_percentage_is_computed() -> None:
    headline = read_headline(frame_of(quarters(2022, 2), {"a": [-5, 10]}, unit="mln euro"))

    assert headline is not None
    assert headline.change is not None
    assert headline.change.is_difference
    assert headline.change.amount == 15


def test_the_newest_figure_is_the_last_that_is_not_missing() -> None:
    headline = read_headline(frame_of(quarters(2022, 3), {"a": [1, 2, NAN]}))

    assert headline is not None
    assert headline.value == 2
    assert headline.period.code == "2022KW02"


def test_a_change_on_a_provisional_figure_is_provisional() -> None:
    statuses = {(0, 0): Status.PROVISIONAL}
    headline = read_headline(frame_of(quarters(2022, 2), {"a": [100, 110]}, statuses=statuses))

    assert headline is not None
    assert headline.change is not None
    assert headline.change.figure == "10.0%*"


def test_there_is_no_headline_without_figures() -> None:
    assert read_headline(frame_of(quarters(2022, 2), {"a": [NAN, NAN]})) is None


@pytest.mark.parametrize(
    ("code", "today", "said"),
    [
        ("2023KW03", date(2023, 10, 20), "less than a month old"),
        ("2023KW03", date(2023, 11, 1), "1 month old"),
        ("2023KW03", date(2025, 9, 30), "23 months old"),
        ("2023KW03", date(2025, 10, 1), "2 years old"),
        ("2021JJ00", date(2026, 11, 27), "4 years old"),
        # Announced figures of a period that is not over have no age.
        ("2026JJ00", date(2026, 11, 27), ""),
    ],
)
def test_the_age_counts_from_the_end_of_the_period(code: str, today: date, said: str) -> None:
    period = parse_code(code)
    assert period is not None
    assert age_in_words(period, today) == said
