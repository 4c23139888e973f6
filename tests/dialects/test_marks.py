"""Decimal marks and marks between thousands: what decides, and what is asked."""

from collections.abc import Callable
from pathlib import Path

import pytest

from mkbviewer.dialects import probe_file, recognise
from mkbviewer.dialects.base import Recognition, choose
from mkbviewer.dialects.marks import Evidence, Marks
from tests.dialects.reading_files import read_file, write_lines

Recognise = Callable[..., Recognition]


@pytest.fixture
def figure(tmp_path: Path) -> Recognise:
    def recognise_lines(
        *rows: str, name: str = "omzet.csv", header: str = "Jaar;Omzet"
    ) -> Recognition:
        return recognise(probe_file(write_lines(tmp_path / name, [header, *rows])))

    return recognise_lines


def marks_of(*texts: str, own: str = "") -> tuple[Marks, ...]:
    return Evidence.of([texts]).marks(",", own)


@pytest.mark.parametrize(
    ("texts", "marks"),
    [
        (("1.5", "1.234"), Marks(".")),
        (("0.123", "1.234"), Marks(".")),
        (("1.2345", "1.234"), Marks(".")),
        (("1234", "1.234"), Marks(".")),
        (("1.234.567", "1.234"), Marks(",", ".")),
        (("1.234,5", "1.234"), Marks(",", ".")),
        (("1,234.5", "1,234"), Marks(".", ",")),
        (("1,5", "1,234"), Marks(",")),
        (("123", "4"), Marks(",")),
    ],
)
def test_one_number_that_leaves_no_doubt_decides(texts: tuple[str, ...], marks: Marks) -> None:
    assert marks_of(*texts) == (marks,)


@pytest.mark.parametrize("mark", [".", ","])
def test_numbers_that_may_all_be_in_thousands_can_be_read_in_two_ways(mark: str) -> None:
    other = {".": ",", ",": "."}[mark]
    assert marks_of(f"1{mark}234", f"-12{mark}345", "567") == (Marks(mark), Marks(other, mark))


def test_the_mark_with_which_cbs_writes_a_layout_is_no_question() -> None:
    assert marks_of("1.234", "2.345", own=".") == (Marks("."),)


def test_one_number_in_thousands_among_plain_ones_is_a_mistake_and_no_usage() -> None:
    assert marks_of("1.234,5", "1", "2", own=".") == (Marks(","),)


def test_thousands_and_decimals_are_both_read_where_the_file_shows_both(tmp_path: Path) -> None:
    lines = ["Jaar;Omzet", "2021;1.234.567,8", "2022;12,5", "2023;-2.345.678"]
    found = read_file(write_lines(tmp_path / "omzet.csv", lines))
    assert [row["value"] for row in found.rows] == [1234567.8, 12.5, -2345678.0]
    assert not found.reading.rejected


def test_each_alternative_reads_the_same_text_its_own_way(tmp_path: Path) -> None:
    path = write_lines(
        tmp_path / "omzet.csv", ["Jaar;Omzet", "2021;1.234", "2022;2.345", "2023;67"]
    )
    found = recognise(probe_file(path))
    assert [one.key for one in found.alternatives] == ["decimals", "thousands"]
    assert found.alternatives[0].says == "the point is the decimal mark"
    assert found.alternatives[1].says == "a point stands between thousands"
    assert not choose(found, "thousands").alternatives
    assert choose(found, "2").layout.grouping == "."
    assert choose(found, "2").chosen == "thousands"
    assert choose(found, "3") is found
    assert choose(found, "") is found


def test_a_number_beyond_the_head_decides_for_the_whole_file(tmp_path: Path) -> None:
    rows = [
        f"{2000 + n // 12 % 20}MM{n % 12 + 1:02};{1 + n % 900}.{100 + n % 900}" for n in range(9000)
    ]
    lines = ["Jaar;Omzet", *rows]
    assert recognise(probe_file(write_lines(tmp_path / "a.csv", lines))).alternatives
    decided = recognise(probe_file(write_lines(tmp_path / "b.csv", [*lines, "2023;0.5"])))
    assert not decided.alternatives
    assert decided.layout.decimal == "."


def test_a_column_of_years_under_another_name_can_be_period_or_category(figure: Recognise) -> None:
    found = figure("1990;Huur;15", "1990;Koop;16", "1991;Huur;17", header="Bouwjaar;Soort;Woningen")
    assert [one.key for one in found.alternatives] == ["period", "category"]
    period, category = (choose(found, one.key).layout for one in found.alternatives)
    assert [one.key for one in period.dimensions] == ["Soort"]
    assert [one.key for one in category.dimensions] == ["Bouwjaar", "Soort"]


def test_a_column_that_is_called_year_is_no_question(figure: Recognise) -> None:
    assert not figure("1990;Huur;15", "1991;Koop;16", header="Jaar;Soort;Woningen").alternatives


def test_two_doubts_are_one_question(figure: Recognise) -> None:
    found = figure("1990;1.234", "1991;2.345", header="Bouwjaar;Woningen")
    assert [one.key for one in found.alternatives] == [
        "period+decimals",
        "period+thousands",
        "category+decimals",
        "category+thousands",
    ]


def test_two_columns_with_periods_are_rivals_where_neither_is_called_so(
    figure: Recognise,
) -> None:
    found = figure(
        "0;2019 1e kwartaal;2020 1e kwartaal;15",
        "1;2019 2e kwartaal;2020 2e kwartaal;25",
        header="ID;Instroom;Uitstroom;Aantal_1",
    )
    assert [one.key for one in found.alternatives] == [
        "period-Instroom",
        "period-Uitstroom",
        "category",
    ]
