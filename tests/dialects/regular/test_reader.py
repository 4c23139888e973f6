"""Files without a flaw are read by Arrow, and as DuckDB reads them; all others are left to it."""

import itertools
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mkbviewer.core.errors import UnreadableFile
from mkbviewer.dialects import probe_file, recognise
from mkbviewer.dialects.regular import pieces
from mkbviewer.dialects.regular.form import LEAST_BYTES, MOST_BYTES, may_be_regular
from tests.dialects.reading_files import ReadFile, read_by_arrow, read_file, read_text

WIDE = '"ID";"Sector";"Perioden";"Omzet_1";"Winst_2"\n'
LONG = "Id;Measure;Sector;Perioden;Value;StringValue;ValueAttribute\n"
YEARS = [f"{year}JJ00" for year in range(2001, 2021)]
SECTORS = ["T001081", "300000", "A"]
KEYS = [*itertools.product(SECTORS, YEARS)]


def by_arrow(folder: Path, text: str, name: str = "99907NED.csv") -> ReadFile | None:
    path = folder / name
    path.write_bytes(text.encode())
    return read_by_arrow(path, recognise(probe_file(path)))


def wide(figures: dict[int, str], plain: str = "1.5") -> str:
    """Sixty rows with two figures each, `figures` in place of the plain one where told."""
    cells = [figures.get(number, plain) for number in range(2 * len(KEYS))]
    return WIDE + "".join(
        f'"{row}";"{sector}";"{year}";{cells[2 * row]};{cells[2 * row + 1]}\n'
        for row, (sector, year) in enumerate(KEYS)
    )


def long(rows: list[tuple[str, str, str, str, str]]) -> str:
    """A bulk set of these measures, sectors, years, values and attributes."""
    return LONG + "".join(
        f"{number};{measure};{sector};{year};{value};;{attribute}\n"
        for number, (measure, sector, year, value, attribute) in enumerate(rows)
    )


def long_rows(measures: list[str], *, by_turns: bool) -> list[tuple[str, str, str, str, str]]:
    keys = [(measure, *key) for key in KEYS for measure in measures]
    keys = keys if by_turns else sorted(keys, key=lambda key: measures.index(key[0]))
    return [(*key, f"{number},{number % 10}", "None") for number, key in enumerate(keys)]


@pytest.fixture
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "_LEAST_PIECE", 100)
    monkeypatch.setattr(pieces, "_MOST_PIECE", 300)


def test_a_file_is_read_in_pieces_and_as_one(tmp_path: Path, small_pieces: None) -> None:
    found = by_arrow(tmp_path, wide({7: "", 110: "-3"}))
    assert found is not None
    assert found.reading == read_text(tmp_path, wide({7: "", 110: "-3"})).reading
    assert len(found.rows) == 120
    assert found.cell(measure="Winst_2", Sector="T001081", period="2004JJ00") == (None, "blank")
    assert found.cell(measure="Omzet_1", Sector="A", period="2016JJ00") == (-3.0, "")
    assert found.cell(measure="Winst_2", Sector="A", period="2020JJ00") == (1.5, "")


@pytest.mark.parametrize("by_turns", [True, False])
@pytest.mark.parametrize("count", [1, 3, 20])
def test_measures_of_a_bulk_set_come_one_after_the_other(
    tmp_path: Path, small_pieces: None, *, by_turns: bool, count: int
) -> None:
    measures = [f"M{number}_{number}" for number in range(count)]
    text = long(long_rows(measures, by_turns=by_turns))
    found = by_arrow(tmp_path, text, "Observations.csv")
    assert found is not None
    assert [row["measure"] for row in found.rows] == [key for key in measures for _key in KEYS]
    assert sorted(row["value"] for row in found.rows) == [
        number + number % 10 / 10 for number in range(60 * count)
    ]
    read_text(tmp_path, text, "Observations.csv")


def test_each_kind_of_missing_is_read_as_such(tmp_path: Path) -> None:
    figures = {0: '"       ."', 1: '""', 2: "x", 3: "NA", 4: "X", 5: '"   12.5"', 6: "nan"}
    found = by_arrow(tmp_path, wide(figures))
    assert found is not None
    assert [row["status"] for row in found.rows if row["value"] is None] == [
        *(".", "x", "x", "blank"),
        *("blank", "blank"),
    ]
    assert found.reading.missing == {".": 1, "blank": 3, "x": 2}
    read_text(tmp_path, wide(figures))


def test_decimals_are_those_of_the_first_rows_unless_more_follow(tmp_path: Path) -> None:
    text = WIDE + "".join(
        f'{number};"S{number // 20}";"{YEARS[number % 20]}";{number}.5;{number}.50\n'
        for number in range(400)
    )
    found = by_arrow(tmp_path, text)
    assert found is not None
    assert [measure.decimals for measure in found.reading.structure.measures] == [1, 2]
    found = by_arrow(tmp_path, text.replace(";399.5;", ";399.125;"))
    assert found is not None
    assert [measure.decimals for measure in found.reading.structure.measures] == [3, 2]
    read_text(tmp_path, text.replace(";399.5;", ";399.125;"))


def test_decimals_of_a_bulk_set_are_counted_for_each_measure(tmp_path: Path) -> None:
    rows = [
        ("A_1", "S", "2001JJ00", "1,25", "None"),
        ("A_1", "S", "2002JJ00", "7", "None"),
        ("B_2", "S", "2001JJ00", "12,0", "None"),
        ("B_2", "S", "2002JJ00", "", "Impossible"),
        ("C_3", "S", "2001JJ00", "", "Confidential"),
        ("C_3", "S", "2002JJ00", "", "None"),
    ]
    found = by_arrow(tmp_path, long(rows), "Observations.csv")
    assert found is not None
    assert [measure.decimals for measure in found.reading.structure.measures] == [2, 0, None]
    assert [row["status"] for row in found.rows] == ["", "", "", "blank", "x", "blank"]
    read_text(tmp_path, long(rows), "Observations.csv")


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("tail", ["", "\n", "\n\n\n"])
def test_lines_may_end_as_they_like(
    tmp_path: Path, small_pieces: None, end: str, tail: str
) -> None:
    text = (wide({}).rstrip("\n") + tail).replace("\n", end)
    found = by_arrow(tmp_path, text)
    assert found is not None
    assert found.reading.rows == 60
    read_text(tmp_path, text)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (';"A";', ';"A" b;'),
        (';"A";', ';A"b;'),
        (';"A";', ';"A""b";'),
        (';"2020JJ00";', ';"2019JJ00";'),
        (';"2020JJ00";', ';"2000JJ00";'),
        (';"2020JJ00";', ';"";'),
        (';"2020JJ00";', ';"Bron: CBS";'),
        (";1.5;1.5\n", ";1.5;onbekend\n"),
        (";1.5;1.5\n", ";1.5;-\n"),
        (";1.5;1.5\n", ";1.5;1_000\n"),
        (";1.5;1.5\n", ";1.5;12*\n"),
        (";1.5;1.5\n", ";1.5;1,5\n"),
        (";1.5;1.5\n", ";1.5;inf\n"),
        (";1.5;1.5\n", ";1.5;1e301\n"),
        (";1.5;1.5\n", ";1.5;1.5;2\n"),
        (";1.5;1.5\n", ";1.5\n"),
        (";1.5;1.5\n", ";1.5;1.5\n\n"),
        (';"A";', ';"\ufeffA";'),
    ],
)
def test_a_file_with_a_flaw_is_left_to_duckdb(
    tmp_path: Path, small_pieces: None, old: str, new: str
) -> None:
    before, _old, after = wide({}).rpartition(old + '"2020JJ00"' if '"A"' in old else old)
    after = '"2020JJ00"' + after if '"A"' in old else after
    text = before + new + after
    assert text.count("\n") >= 61
    if new == ";1.5;1.5\n\n":
        text += '60;"B";"2001JJ00";1;1\n'
    assert by_arrow(tmp_path, text) is None


def test_nul_bytes_further_on_are_left_to_duckdb(tmp_path: Path) -> None:
    path = tmp_path / "99907NED.csv"
    path.write_text(wide({}), encoding="utf-8")
    recognition = recognise(probe_file(path))
    path.write_text(wide({119: "1.5\0"}), encoding="utf-8")
    assert read_by_arrow(path, recognition) is None


def test_a_figure_that_is_said_to_be_missing_is_left_to_duckdb(tmp_path: Path) -> None:
    rows = long_rows(["A_1"], by_turns=False)
    assert by_arrow(tmp_path, long(rows), "Observations.csv") is not None
    rows[40] = (*rows[40][:4], "Impossible")
    assert by_arrow(tmp_path, long(rows), "Observations.csv") is None


def test_a_measure_that_is_written_in_two_ways_is_left_to_duckdb(tmp_path: Path) -> None:
    rows = long_rows(["A_1", "A_1 "], by_turns=False)
    assert by_arrow(tmp_path, long(rows), "Observations.csv") is None


def test_words_among_the_figures_of_a_bulk_set_are_left_to_duckdb(tmp_path: Path) -> None:
    text = long(long_rows(["A_1"], by_turns=False))
    assert by_arrow(tmp_path, text.replace("7,7;;", ";veel;"), "Observations.csv") is None


def test_small_and_huge_files_are_left_to_duckdb(tmp_path: Path) -> None:
    path = tmp_path / "99907NED.csv"
    path.write_text(wide({}), encoding="utf-8")
    layout = recognise(probe_file(path)).layout
    assert not may_be_regular(layout, LEAST_BYTES - 1)
    assert may_be_regular(layout, LEAST_BYTES)
    assert may_be_regular(layout, MOST_BYTES)
    assert not may_be_regular(layout, MOST_BYTES + 1)


CELLS = st.sampled_from(
    """1|1.5|-2.25||.|"       ."|"    12.5"|x|NA|nan|1e3|1.25e1|+5|-|1,5| 7|7 |1_0|0x1|1.50|.5|5.|-0
    |00012|"|\t3|9007199254740993|1e400|infinity|1.234|12345678901234567890|#N/A|12*""".split("|")
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(figures=st.dictionaries(st.integers(0, 119), CELLS, max_size=6))
def test_whatever_stands_in_a_cell_both_read_the_same_where_arrow_reads_it(
    tmp_path: Path, figures: dict[int, str]
) -> None:
    try:
        read_text(tmp_path, wide(figures))
    except UnreadableFile:
        assert by_arrow(tmp_path, wide(figures)) is None


KEY_CELLS = st.sampled_from(
    """S| S|"S ""1"|"S;1"|S 1||"|é|2003JJ00|2003JJ00 |"2003JJ00"|2003|2003KW01|2003KW01*
    |2003 herzien|1e kwartaal 2003|T001081 |Totaal|-|.|nan|Bron: CBS|None""".split("|")
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    cells=st.dictionaries(st.tuples(st.integers(0, 59), st.integers(1, 2)), KEY_CELLS, max_size=4)
)
def test_whatever_stands_in_a_key_both_read_the_same_where_arrow_reads_it(
    tmp_path: Path, cells: dict[tuple[int, int], str]
) -> None:
    header, *lines = wide({}).splitlines()
    rows = [line.split(";") for line in lines]
    for (row, column), cell in cells.items():
        rows[row][column] = cell
    text = "\n".join([header, *map(";".join, rows)]) + "\n"
    try:
        read_text(tmp_path, text)
    except UnreadableFile:
        assert by_arrow(tmp_path, text) is None


LONG_CELLS = st.sampled_from(
    """1,5|1.5|12||.|x|-|1,50| 7,25|7,2 |veel|Impossible|None|Confidential|Provisional|*|**|A_1|C_3
    |T001081|2003JJ00|2003KW04""".split("|")
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    by_turns=st.booleans(),
    cells=st.dictionaries(
        st.tuples(st.integers(0, 179), st.integers(1, 6)), LONG_CELLS, max_size=4
    ),
)
def test_whatever_stands_in_a_bulk_set_both_read_the_same_where_arrow_reads_it(
    tmp_path: Path, *, by_turns: bool, cells: dict[tuple[int, int], str]
) -> None:
    header, *lines = long(long_rows(["A_1", "B_2", "C_3"], by_turns=by_turns)).splitlines()
    rows = [line.split(";") for line in lines]
    for (row, column), cell in cells.items():
        rows[row][column] = cell
    text = "\n".join([header, *map(";".join, rows)]) + "\n"
    try:
        read_text(tmp_path, text, "Observations.csv")
    except UnreadableFile:
        assert by_arrow(tmp_path, text, "Observations.csv") is None


def test_a_table_of_many_measures_is_read_one_by_one(tmp_path: Path, small_pieces: None) -> None:
    keys = [f"Maat{number}_{number}" for number in range(1, 131)]
    text = ";".join(["ID", "Sector", "Perioden", *keys]) + "\n"
    for row, (sector, year) in enumerate(KEYS):
        text += ";".join([str(row), sector, year, *(str(row * 130 + n) for n in range(130))]) + "\n"
    path = tmp_path / "99907NED.csv"
    path.write_text(text, encoding="utf-8")
    found = read_by_arrow(path, recognise(probe_file(path)))
    assert found is not None
    assert [row["value"] for row in found.rows[58:62]] == [58 * 130, 59 * 130, 1, 131]
    read_file(path)
