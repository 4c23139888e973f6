"""Periods: codes, labels, arithmetic."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkbviewer.core.period import (
    PER_YEAR,
    Frequency,
    Period,
    end_of,
    make_period,
    parse_code,
    shift,
    text_period,
    year_earlier,
)
from mkbviewer.core.period_label import parse_period
from mkbviewer.core.status import Status


@st.composite
def even_periods(draw: st.DrawFn) -> Period:
    frequency = draw(st.sampled_from(list(PER_YEAR)))
    per_year = PER_YEAR[frequency]
    number = draw(st.integers(1, per_year)) if per_year > 1 else 0
    return make_period(draw(st.integers(1900, 2100)), frequency, number)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2023KW03", "2023KW03"),
        ("2010X000", "2010X000"),
        ("2023W101", "2023W101"),
        ("1997 1e kwartaal", "1997KW01"),
        ("2004 1st quarter", "2004KW01"),
        ("2004 4rd quarter", "2004KW04"),
        ("1995 januari", "1995MM01"),
        ("2010 december", "2010MM12"),
        ("2008 jaarcijfer", "2008JJ00"),
        ("2024 jaargem. /jaartotaal", "2024JJ00"),
        ("2023 annual average", "2023JJ00"),
        ("2021/'22", "2021SJ00"),
        ("2021/’22", "2021SJ00"),
        ("2023-W05", "2023W105"),
        ("2023W41", "2023W141"),
        ("week 5, 2023", "2023W105"),
        ("2022 week 1 (5 dagen)", "2022W101"),
        ("2022 KW 2", "2022KW02"),
        ("2023M01", "2023MM01"),
        ("2023-M12", "2023MM12"),
        ("2019-Q3", "2019KW03"),
        ("2021-'22", "2021SJ00"),
        ("seizoen 2021-2022", "2021SJ00"),
        ("Schooljaar 2021/'22", "2021SJ00"),
        ("1e kw. 2019", "2019KW01"),
        ("Q1 2019", "2019KW01"),
        ("2019 kwartaal 1", "2019KW01"),
        ("kwartaal 1, 2019", "2019KW01"),
        ("1e halfjaar 2025", "2025HJ01"),
        ("2024, 1 januari", "20240101"),
        ("2021/2022", "2021SJ00"),
        ("2019", "2019JJ00"),
        ("het tweede kwartaal van 2020", "2020KW02"),
        ("1st qtr 2023", "2023KW01"),
        ("Jan-2023", "2023MM01"),
        ("2023-okt", "2023MM10"),
        ("2023 maand 4", "2023MM04"),
        ("2023H1", "2023HJ01"),
        ("H2 2023", "2023HJ02"),
        ("jaar 2023", "2023JJ00"),
        ("Year 2023", "2023JJ00"),
        ("1 jan. 2024", "20240101"),
        ("January 1, 2024", "20240101"),
        ("2024 January 1", "20240101"),
        ("2023 vierweekse periode 13", "2023W413"),
        ("2023 four weeks 2", "2023W402"),
        ("2023 1e vierweekse periode", "2023W401"),
        ("2023 1)", "2023JJ00"),
        ("2023\u00b9", "2023JJ00"),
        ("1e kwartaal 2023\u00b2", "2023KW01"),
    ],
)
def test_codes_and_labels_of_cbs_give_the_same_period(text: str, code: str) -> None:
    assert parse_period(text) == (parse_code(code), Status.FINAL)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("2020 1e kwartaal*", Status.PROVISIONAL),
        ("2024**", Status.REVISED_PROVISIONAL),
        ("2024 **", Status.REVISED_PROVISIONAL),
        ("2024 (voorlopig)", Status.PROVISIONAL),
        ("2024 1e kwartaal (nader voorlopig)", Status.REVISED_PROVISIONAL),
        ("2023 (Definitief)", Status.FINAL),
        ("2023 definitief", Status.FINAL),
        ("2023 (definitieve cijfers)", Status.FINAL),
        ("2023 voorlopig", Status.PROVISIONAL),
        ("2023, voorlopig", Status.PROVISIONAL),
        ("2023 - voorlopige cijfers", Status.PROVISIONAL),
        ("2023 provisional figures", Status.PROVISIONAL),
        ("2e kw. 2023 nader voorlopig", Status.REVISED_PROVISIONAL),
        ("2023 revised provisional", Status.REVISED_PROVISIONAL),
        ("2023 4e kwartaal (nader voorlopig)*", Status.REVISED_PROVISIONAL),
    ],
)
def test_a_star_or_a_word_behind_a_period_is_its_status(text: str, status: Status) -> None:
    period, found = parse_period(text)
    assert period.frequency in (Frequency.YEAR, Frequency.QUARTER)
    assert found is status


@pytest.mark.parametrize(
    "text",
    [
        "2023KW05",
        "2023XX01",
        "onbekend",
        "Apr-01",
        "2012/2022",
        "2023MM13",
        "20230231",
        "",
        "2010-11",
        "2023M13",
        "2023W54",
        "2010-2011",
        "2010/'13",
        "2020-01-01",
        "2023 r",
        "2023 p",
        "2023 (voor revisie)",
        "2023 raming",
        "2023 (1)",
        "voorlopig",
        "2023 I",
        "2023H3",
    ],
)
def test_what_is_no_period_for_certain_stays_the_text_that_it_is(text: str) -> None:
    assert parse_period(text) == (text_period(text), Status.FINAL)


def test_a_quarter_and_a_month_that_begin_on_one_day_are_different_periods() -> None:
    quarter, month = parse_code("1981KW01"), parse_code("1981MM01")
    assert quarter is not None
    assert month is not None
    assert quarter.start == month.start == date(1981, 1, 1)
    assert quarter != month


@given(even_periods())
def test_a_code_is_read_back_as_the_period_that_wrote_it(period: Period) -> None:
    assert parse_code(period.code) == period


@given(even_periods())
def test_a_label_is_read_back_as_the_period_that_wrote_it(period: Period) -> None:
    assert parse_period(period.label)[0] == period


@given(even_periods(), st.integers(-300, 300))
def test_going_forth_and_back_ends_where_it_began(period: Period, steps: int) -> None:
    later = shift(period, steps)
    assert later is not None
    assert shift(later, -steps) == period


@given(even_periods())
def test_a_period_ends_where_the_next_one_starts(period: Period) -> None:
    following = shift(period, 1)
    assert following is not None
    assert end_of(period) == following.start


def test_a_year_earlier_keeps_the_quarter() -> None:
    quarter = parse_code("2023KW03")
    assert quarter is not None
    assert year_earlier(quarter) == parse_code("2022KW03")


def test_weeks_have_no_certain_year_earlier() -> None:
    week = parse_code("2023W101")
    assert week is not None
    assert week.frequency is Frequency.WEEK
    assert year_earlier(week) is None


def test_a_quarter_outside_the_year_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="no period 5"):
        make_period(2023, Frequency.QUARTER, 5)
