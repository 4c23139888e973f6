"""The observations of a file stand in order of measure, members and period."""

import itertools
from pathlib import Path

import pytest

from mkbviewer.core.period import parse_code
from mkbviewer.dialects.period_column import in_order_of_time
from tests.dialects.reading_files import read_file, write_lines

HEADER = '"ID";"Sector";"RegioS";"Perioden";"Bedrijven_1";"Omzet_2"'
ROWS = (
    ("T1", "NL01", "2022KW01", 1, 21),
    ("T1", "NL01", "2022KW02", 2, 22),
    ("T1", "NL01", "2022JJ00", 3, 23),
    ("T1", "GM05", "2022KW01", 4, 24),
    ("T1", "GM05", "2022JJ00", 5, 25),
    ("F", "NL01", "2022KW01", 6, 26),
    ("F", "GM05", "2022KW01", 7, 27),
)
KEPT = [*range(1, 8), *range(21, 28)]


def values_of(path: Path, rows: list[tuple[str, str, str, int, int]]) -> list[float]:
    lines = [
        f'"{number}";"{sector}";"{region}";"{period}";"{first:>8}";"{second:>8}"'
        for number, (sector, region, period, first, second) in enumerate(rows)
    ]
    found = read_file(write_lines(path / "99901NED.csv", [HEADER, *lines]))
    assert found.recognition.dialect == "odata3"
    return [row["value"] for row in found.rows]


def test_members_stand_in_the_order_of_the_file_and_a_year_after_its_quarters(
    tmp_path: Path,
) -> None:
    assert values_of(tmp_path, [*ROWS]) == KEPT


@pytest.mark.parametrize("moved", [1, 2, 4, 5])
def test_rows_that_stand_elsewhere_are_put_in_order(tmp_path: Path, moved: int) -> None:
    rows = [*ROWS[:moved], *ROWS[moved + 1 :], ROWS[moved]]
    values = values_of(tmp_path, rows)
    assert sorted(values) == KEPT
    assert values[: len(ROWS)] == [value - 20 for value in values[len(ROWS) :]]
    firsts = values[: len(ROWS)]
    assert firsts.index(1) < firsts.index(2) < firsts.index(3)
    assert firsts.index(4) < firsts.index(5)


def test_a_key_that_comes_again_much_later_is_seen(tmp_path: Path) -> None:
    lines = [
        f'"{number}";"{sector}";"{region}";"{period}";"{first:>8}";"{second:>8}"'
        for number, (sector, region, period, first, second) in enumerate([*ROWS, ROWS[0]])
    ]
    found = read_file(write_lines(tmp_path / "99901NED.csv", [HEADER, *lines]))
    assert [row["value"] for row in found.rows] == KEPT
    assert [row.line for row in found.reading.rejected] == [9]


def test_many_rows_keep_their_order(tmp_path: Path) -> None:
    sectors = [f"{300000 - number}" for number in range(2000)]
    periods = [f"{year}KW0{quarter}" for year in range(1990, 2015) for quarter in range(1, 5)]
    path = tmp_path / "99901NED.csv"
    with path.open("w") as file:
        file.write('"ID";"Sector";"Perioden";"Bedrijven_1"\n')
        number = 0
        for sector in sectors:
            for period in periods:
                file.write(f'"{number}";"{sector}";"{period}";"{number:>8}"\n')
                number += 1
    values = [row["value"] for row in read_file(path).rows]
    assert values == [float(value) for value in range(number)]


@pytest.mark.parametrize("gap", [0, 977], ids=["complete", "with gaps"])
@pytest.mark.parametrize("moved", [None, 0, 4094, 4095, 4096, 8191, 9998])
def test_one_row_behind_its_follower_is_put_before_it(
    tmp_path: Path, moved: int | None, gap: int
) -> None:
    sectors = [f"{300000 + number}" for number in range(100)]
    periods = [f"{year}KW0{quarter}" for year in range(1990, 2015) for quarter in range(1, 5)]
    rows = list(enumerate(itertools.product(sectors, periods)))
    if moved is not None:
        rows[moved : moved + 2] = rows[moved + 1], rows[moved]
    rows = [row for row in rows if not gap or row[0] % gap != 5]
    lines = [f'"{number}";"{sector}";"{period}";"{number:>8}"' for number, (sector, period) in rows]
    header = '"ID";"Sector";"Perioden";"Bedrijven_1"'
    found = read_file(write_lines(tmp_path / "99901NED.csv", [header, *lines]))
    assert [row["value"] for row in found.rows] == sorted(number for number, _key in rows)


def test_periods_stand_by_their_ends_the_shorter_first() -> None:
    codes = "2022JJ00 2022HJ02 2022KW04 2022MM12 2023MM01 2022KW01 2021SJ00 2022MM08".split()
    periods = [period for code in codes if (period := parse_code(code))]
    assert [period.code for period in in_order_of_time(periods)] == (
        "2022KW01 2021SJ00 2022MM08 2022MM12 2022KW04 2022HJ02 2022JJ00 2023MM01".split()
    )


def test_measures_that_come_by_turns_are_put_one_after_the_other(tmp_path: Path) -> None:
    lines = ["measure,Sector,period,value,status"]
    for number, (sector, _region, period, *_figures) in enumerate(ROWS[:3]):
        lines += [f"Omzet,{sector},{period},{number},", f"Banen,{sector},{period},1{number},"]
    found = read_file(write_lines(tmp_path / "99901NED.csv", lines))
    assert [(row["measure"], row["value"]) for row in found.rows] == [
        ("Omzet", 0),
        ("Omzet", 1),
        ("Omzet", 2),
        ("Banen", 10),
        ("Banen", 11),
        ("Banen", 12),
    ]
