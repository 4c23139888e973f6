"""Periods as other programs write them: read where the column leaves one reading, else told."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkbviewer.core.period import Frequency, Period
from mkbviewer.core.status import Status
from mkbviewer.dialects.period_column import read_periods
from mkbviewer.dialects.written_periods import read_together
from tests.dialects.reading_files import ReadFile, read_file, write_lines

FIRST_DAYS = "dates of first days"
SEASONS = ["2010-11", "2011-12", "2012-13"]
QUARTERS = ["2020-01-01", "2020-04-01", "2020-07-01", "2020-10-01", "2021-01-01"]


@pytest.mark.parametrize(
    ("texts", "codes", "word"),
    [
        (QUARTERS, ["2020KW01", "2020KW02", "2020KW03", "2020KW04", "2021KW01"], "quarters"),
        (["2020-10-01", "2021-01-01", "2021-07-01"], ["2020KW04", "2021KW01", "2021KW03"],
         "quarters"),
        (["2019-12-01", "2020-01-01", "2020-02-01"], ["2019MM12", "2020MM01", "2020MM02"],
         "months"),
        (["2020-01-01", "2020-07-01", "2021-01-01"], ["2020HJ01", "2020HJ02", "2021HJ01"],
         "half-years"),
        (["01-01-2020", "01-04-2020", "01-07-2020"], ["2020KW01", "2020KW02", "2020KW03"],
         "quarters"),
        (["2020-01-01T00:00:00", "2020-02-01T00:00:00", "2020-03-01T00:00:00"],
         ["2020MM01", "2020MM02", "2020MM03"], "months"),
        (["2018-01-01", "2019-01-01", "2020-01-01"], ["2018JJ00", "2019JJ00", "2020JJ00"], "years"),
        (["2010-01-01", "2011-01-01", "2015-01-01*"], ["2010JJ00", "2011JJ00", "2015JJ00"],
         "years"),
        (SEASONS, ["2010SJ00", "2011SJ00", "2012SJ00"], "seasons"),
        (["2008-09", "2009-10", "2010-11"], ["2008SJ00", "2009SJ00", "2010SJ00"], "seasons"),
        (["1999-00", "2012-13"], ["1999SJ00", "2012SJ00"], "seasons"),
        (["2020-11", "2020-12", "2021-01"], ["2020MM11", "2020MM12", "2021MM01"], "months"),
    ],
)  # fmt: skip
def test_a_column_that_leaves_one_reading_is_read_so_and_says_it(
    texts: list[str], codes: list[str], word: str
) -> None:
    column = read_periods(texts, {}, {}, may_be_text=True)
    assert [column.found[text][0].code for text in texts] == codes
    assert len(column.warnings) == 1
    assert f"read as {word}." in column.warnings[0]


@pytest.mark.parametrize(
    "texts",
    [
        ["2020-01-01", "2020-01-02", "2020-01-03"],
        ["2020-01-15", "2020-02-15", "2020-03-15"],
        ["2020-01-01", "2020-04-01"],
        ["2020-02-01", "2020-05-01", "2020-08-01"],
        ["2019-01-01", "2020-01-01"],
        ["2010-01-01", "2015-01-01", "2020-01-01"],
        ["2020-03-31", "2020-06-30", "2020-09-30"],
    ],
)
def test_dates_that_need_not_be_first_days_of_longer_periods_are_the_days_they_name(
    texts: list[str],
) -> None:
    column = read_periods(texts, {}, {}, may_be_text=True)
    assert [column.found[text][0].code for text in texts] == [
        text.replace("-", "") for text in texts
    ]
    assert "read as days" in column.warnings[0]


def test_dates_that_may_mean_years_are_told_how_to_be_years() -> None:
    column = read_periods(["2019-01-01", "2020-01-01"], {}, {}, may_be_text=True)
    assert "write these in the file, for example 2020" in column.warnings[0]


def test_dates_that_are_read_as_years_are_told_how_to_be_days() -> None:
    column = read_periods(["2018-01-01", "2019-01-01", "2020-01-01"], {}, {}, may_be_text=True)
    assert "write them in the file as 20200101" in column.warnings[0]


def test_a_revised_period_is_that_period_unless_the_other_is_there_too() -> None:
    alone = read_periods(["2021", "2022 herzien", "2023 (revised)"], {}, {}, may_be_text=True)
    codes = [period.code for period, _status in alone.found.values()]
    assert codes == ["2021JJ00", "2022JJ00", "2023JJ00"]
    assert ["“2022 herzien” is read as 2022" in one for one in alone.warnings] == [True, False]
    both = read_periods(["2022", "2022 herzien"], {}, {}, may_be_text=True)
    assert [period.code for period, _status in both.found.values()] == [
        "2022JJ00",
        "2022 herzien",
    ]


@pytest.mark.parametrize(
    ("texts", "meant"),
    [
        (["2010-11", "2011-12"], "2010/'11"),
        (["2020-01", "2020-02", "2020-03"], "2010KW04"),
        (["2020-01", "2020-53"], "2010MM11"),
        (["2010-2011", "2011-2012", "2012-2013"], "2010G200"),
        (["04-01-2020", "07-01-2020", "10-01-2020"], "2023KW01"),
        (["vroeger", "later"], "2023KW01"),
    ],
)
def test_what_has_two_readings_stays_text_and_says_what_to_write(
    texts: list[str], meant: str
) -> None:
    column = read_periods(texts, {}, {}, may_be_text=True)
    assert {period.frequency for period, _status in column.found.values()} == {Frequency.TEXT}
    (warning,) = column.warnings
    assert "outside the time axis" in warning
    assert meant in warning


def test_stars_and_blanks_do_not_hinder() -> None:
    found = read_together(["2010-11", "2011-12", "2012-13*", ""])
    assert found is not None
    period, status = found.found["2012-13*"]
    assert (period.code, status) == ("2012SJ00", Status.PROVISIONAL)
    assert "" not in found.found


def test_one_date_among_other_words_is_not_read_with_them() -> None:
    assert read_together([*QUARTERS, "2021 2e kwartaal"]) is None


@given(st.lists(st.dates(date(1900, 1, 1), date(2100, 1, 1)), min_size=1, unique=True))
def test_a_date_is_read_as_a_period_that_begins_on_it(days: list[date]) -> None:
    found = read_together([day.isoformat() for day in days])
    assert found is not None
    for day in days:
        period: Period = found.found[day.isoformat()][0]
        assert period.start == day
    assert len({period for period, _status in found.found.values()}) == len(days)


@given(st.integers(1900, 2090), st.integers(3, 40))
def test_consecutive_quarters_by_their_first_days_are_those_quarters(
    first: int, count: int
) -> None:
    quarters = [(first + place // 4, place % 4) for place in range(count)]
    texts = [f"{year}-{3 * quarter + 1:02d}-01" for year, quarter in quarters]
    found = read_together(texts)
    assert found is not None
    assert [found.found[text][0].code for text in texts] == [
        f"{year}KW{quarter + 1:02d}" for year, quarter in quarters
    ]


@given(st.lists(st.text(alphabet="0123456789-/' T:*", max_size=12), max_size=6))
def test_no_text_breaks_it(texts: list[str]) -> None:
    column = read_periods(texts, {}, {}, may_be_text=True)
    assert set(column.texts) == set(texts)


def figure_of(texts: list[str], path: Path) -> ReadFile:
    lines = [f"{text};{number},5" for number, text in enumerate(texts)]
    return read_file(write_lines(path / "grafiek.csv", ["Periode;Omzet", *lines]))


def flat_of(texts: list[str], path: Path) -> ReadFile:
    lines = [f'"Totaal";"{text}";"    {number}.5"' for number, text in enumerate(texts)]
    header = '"Bedrijfstak";"Perioden";"Omzet (mln euro)"'
    return read_file(write_lines(path / "tabel.csv", [header, *lines]))


@pytest.mark.parametrize("texts", [QUARTERS, SEASONS, ["2010-11", "2011-12"], ["2010 - 2011"] * 1])
def test_charts_and_statline_files_with_such_periods_are_read(
    texts: list[str], tmp_path: Path
) -> None:
    for found, dialect in (
        (figure_of(texts, tmp_path), "figure"),
        (flat_of(texts, tmp_path), "statline_flat"),
    ):
        assert found.recognition.dialect == dialect
        assert [row["value"] for row in found.rows] == [n + 0.5 for n in range(len(texts))]
        assert len({row["period"] for row in found.rows}) == len(texts)
        assert len(found.reading.warnings) == 1


def test_the_day_after_a_table_of_days_is_in_order_of_time(tmp_path: Path) -> None:
    days = [date(2019, 12, 30) + timedelta(days=number) for number in range(4)]
    found = figure_of([day.isoformat() for day in days], tmp_path)
    assert found.reading.structure.first == "20191230"
    assert found.reading.structure.last == "20200102"
