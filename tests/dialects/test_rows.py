"""The careful path: line by line, each bad line named, and never in disagreement with the fast."""

import tempfile
from pathlib import Path
from typing import Any
from unittest.mock import patch

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mkbviewer.dialects import probe_file, recognise, rectangle
from mkbviewer.dialects.reading import Reading
from mkbviewer.dialects.rows import split_fields
from tests.dialects import written
from tests.dialects.reading_files import read_file, read_with, write_lines
from tests.dialects.written import MadeUp

few = settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
HEADER = "ID;Sector;Perioden;Omzet_1"


def read_both_ways(path: Path) -> tuple[list[Any], list[Any], Reading]:
    """The observations by the fast path and by the careful one, and the careful reading."""
    layout = recognise(probe_file(path)).layout
    found: list[list[Any]] = []
    for is_strict in (True, False):
        connection = duckdb.connect()
        source = rectangle._Source
        load = source._load_strictly if is_strict else lambda self, texts: False
        with patch.object(source, "_load_strictly", load):
            reading = read_with(connection, path, layout)
        found.append(connection.execute("select * from observations order by all").fetchall())
        connection.close()
    return found[0], found[1], reading


@few
@given(
    st.one_of(
        written.tables(written.codes).map(written.odata3),
        written.tables(written.labels).map(lambda table: written.labelled(table, ",")),
        written.tables(written.labels).map(lambda table: written.statline_flat(table, ",")),
        written.tables(written.labels).map(lambda table: written.tidy(table, ";")),
    )
)
def test_both_paths_read_the_same_from_a_regular_file(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "data.csv"
        path.write_bytes(text.encode())
        fast, careful, reading = read_both_ways(path)
    assert fast == careful
    assert reading.rejected_count == 0


BAD_LINES = (
    '"9";"A1";"2021JJ00"',
    '"9";"A1";"2021JJ00";"1";"2";"3";"4";"5";"6"',
    '"9";"A1";"2021JJ00;"1"',
    "Bron: CBS",
    '"9";"A1";"geen periode";"1";"1";"1"',
)


@few
@given(written.tables(written.codes), st.data())
def test_bad_lines_take_no_good_row_with_them(table: MadeUp, data: st.DataObject) -> None:
    lines = written.odata3(table).splitlines()
    bad = data.draw(st.lists(st.sampled_from(BAD_LINES[:4]), min_size=1, max_size=3))
    places = sorted(data.draw(st.integers(1, len(lines))) for _line in bad)
    for place, line in reversed(list(zip(places, bad, strict=True))):
        lines.insert(place, line)
    expected_lines = [place + 1 + number for number, place in enumerate(places)]
    with tempfile.TemporaryDirectory() as folder:
        found = read_file(write_lines(Path(folder) / "data.csv", lines))
    assert [rejected.line for rejected in found.reading.rejected] == expected_lines
    assert len(found.rows) == len(table.observed())
    values = {(r["Sector"], r["period"], r["measure"]): r["value"] for r in found.rows}
    for (number, member, period), (value, _status) in table.observed().items():
        assert values[member, period, table.measures[int(number)]] == value


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("a;b;c", ["a", "b", "c"]),
        ('"a";"b;c"', ["a", "b;c"]),
        ('"a ""b""";c', ['a "b"', "c"]),
        ('"a"  ;"b"', ["a", "b"]),
        ('a"b;c', ['a"b', "c"]),
        ('"";', ["", ""]),
        ('"a', None),
        ('"a"b;c', None),
        ('"a\nb";c', ["a\nb", "c"]),
    ],
)
def test_fields_are_split_as_the_fast_path_does(text: str, fields: list[str] | None) -> None:
    assert split_fields(text, ";") == fields


def test_a_label_over_two_lines_is_one_row(tmp_path: Path) -> None:
    path = write_lines(
        tmp_path / "data.csv",
        [HEADER, '0;"Handel', 'en vervoer";2021;1.5', "1;Bouw;2021;2.5", "2;Zorg;2021"],
    )
    found = read_file(path)
    assert [code for code, _label in found.members("Sector")] == ["Handel\nen vervoer", "Bouw"]
    assert [rejected.line for rejected in found.reading.rejected] == [5]


def test_blank_lines_inside_are_skipped_and_lines_still_count(tmp_path: Path) -> None:
    path = write_lines(
        tmp_path / "data.csv",
        [HEADER, "0;A;2021;1", "", "   ", "1;B;2021;veel", "2;C;2021;3", "3;D;2021;4"],
    )
    found = read_file(path)
    assert [(r.line, "veel" in r.reason) for r in found.reading.rejected] == [(5, True)]
    assert [row["value"] for row in found.rows] == [1, 3, 4]


def test_a_tail_of_empty_fields_is_forgiven_and_a_shorter_row_within_it_too(
    tmp_path: Path,
) -> None:
    path = write_lines(
        tmp_path / "data.csv",
        [HEADER + ";;", "0;A;2021;1;;", "1;B;2021;2", "2;C;2021;3;;;;", "3;D;2021;4;;vergeten"],
    )
    found = read_file(path)
    assert [row["value"] for row in found.rows] == [1, 2, 3, 4]
    assert [measure.key for measure in found.reading.structure.measures] == ["Omzet_1"]


def test_no_more_than_a_hundred_bad_lines_are_listed_and_all_are_counted(tmp_path: Path) -> None:
    lines = [HEADER, *(f"{n};S{n};2021;1" for n in range(300)), *("kapot" for _n in range(150))]
    found = read_file(write_lines(tmp_path / "data.csv", lines))
    assert len(found.reading.rejected) == 100
    assert found.reading.rejected_count == 150
    assert found.reading.rejected[0].line == 302
