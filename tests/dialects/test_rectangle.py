"""The one reader: numbers, text, decimal marks, keys and periods in any layout."""

from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from mkbviewer.core.errors import Cancelled, UnreadableFile
from mkbviewer.dialects import probe_file, recognise
from tests.dialects.reading_files import SPECIMENS, ReadFile, read_file, read_with, write_lines

ODATA3 = SPECIMENS / "odata3/99901NED_UntypedDataSet_01022024_120000.csv"
Read = Callable[..., ReadFile]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Read lines below the usual header of one dimension and one measure."""

    def read_lines(*lines: str, header: str = "ID;Sector;Perioden;Omzet_1") -> ReadFile:
        return read_file(write_lines(tmp_path / "data.csv", [header, *lines]))

    return read_lines


def values(found: ReadFile) -> list[object]:
    return [row["value"] for row in found.rows]


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("1.5", 1.5),
        ("  -1.5 ", -1.5),
        ("987345.0", 987345.0),
        ("1e+05", 100000.0),
        ("1 000", 1000.0),
        ("12\u00a0345.6", 12345.6),
        ("\u22121.5", -1.5),
        ("\u20131 234", -1234.0),
        ("-", 0.0),
        ("0", 0.0),
        ("\u00a0", None),
        ("NA", None),
        ("nan", None),
        ("X", None),
    ],
)
def test_a_cell_is_the_number_that_is_written(read: Read, cell: str, value: float | None) -> None:
    assert values(read("0;A;2021;1", f"1;B;2021;{cell}"))[1] == value


@pytest.mark.parametrize(
    "cell", ["1_000", "inf", "1.234,5", "0x10", "12***", "(3)", "3-", "5%", "#REF!"]
)
def test_a_cell_that_is_no_number_rejects_its_row_with_the_reason(read: Read, cell: str) -> None:
    found = read("0;A;2021;1", "1;B;2021;2", f"2;C;2021;{cell}", "3;D;2021;4")
    assert values(found) == [1, 2, 4]
    (rejected,) = found.reading.rejected
    assert rejected.line == 4
    assert cell in rejected.reason
    assert [code for code, _label in found.members("Sector")] == ["A", "B", "D"]


def test_a_column_with_the_other_decimal_mark_is_read_and_told(read: Read) -> None:
    found = read(
        "0;A;2021;   475,4;1.5;0.1",
        "1;B;2021;1,25;2;0.2",
        header="ID;S;Perioden;Banen_1;Omzet_2;Winst_3",
    )
    assert values(found) == [475.4, 1.25, 1.5, 2.0, 0.1, 0.2]
    assert [m.decimals for m in found.reading.structure.measures] == [2, 1, 1]
    assert found.reading.warnings[0].startswith("Banen:")


def test_a_number_that_may_be_one_in_thousands_is_not_guessed_at(read: Read) -> None:
    found = read("0;A;2021;1.5", "1;B;2021;2.5", "2;C;2021;1,234", "3;D;2021;0,5")
    assert values(found) == [1.5, 2.5, 0.5]
    assert [rejected.line for rejected in found.reading.rejected] == [4]


def test_a_measure_of_words_is_kept_as_text_with_its_numbers_as_written(read: Read) -> None:
    found = read("0;A;2021;GM0363", "1;B;2021;Aa en Hunze ", "2;C;2021;0123", "3;D;2021;.")
    assert found.reading.structure.measures[0].is_text
    assert [row["text"] for row in found.rows] == ["GM0363", "Aa en Hunze", "0123", None]
    assert values(found) == [None] * 4
    assert found.reading.observations == 3
    assert found.reading.missing == {".": 1}


def test_a_column_of_missing_cells_is_a_measure_in_numbers(read: Read) -> None:
    found = read("0;A;2021;.", "1;B;2021;")
    measure = found.reading.structure.measures[0]
    assert (measure.is_text, measure.decimals) == (False, None)
    assert found.reading.missing == {".": 1, "blank": 1}


def test_one_table_mixes_frequencies_that_begin_on_the_same_day(read: Read) -> None:
    found = read("0;A;1981MM01;1", "1;A;1981KW01;2", "2;A;1981JJ00;3", "3;A;2010X000;4")
    assert {row["frequency"] for row in found.rows} == {"MM", "KW", "JJ", "X0"}
    assert found.reading.rejected_count == 0


def test_a_text_that_is_no_certain_period_stays_text_in_a_labelled_file(read: Read) -> None:
    found = read("0;A;2021 1e kwartaal;1", "1;A;2021 1e-3e kwartaal;2")
    kept = {row["period"]: (row["start"], row["frequency"]) for row in found.rows}
    assert kept["2021 1e-3e kwartaal"] == (None, None)
    assert "2021 1e-3e kwartaal" in found.reading.warnings[0]
    assert found.reading.structure.last == "2021KW01"


def test_the_same_period_with_and_without_a_star_is_one_key(read: Read) -> None:
    found = read("0;A;2021;1", "1;A;2021*;2", "2;B;2021*;3")
    assert [rejected.line for rejected in found.reading.rejected] == [3]
    assert [(row["value"], row["status"]) for row in found.rows] == [(1, ""), (3, "*")]


def test_rows_that_cannot_be_told_apart_are_refused(read: Read) -> None:
    with pytest.raises(UnreadableFile, match="cannot be told apart"):
        read(*(f"{n};A;2021;{n}" for n in range(9)))


def test_a_file_that_stops_at_ten_thousand_rows_is_said_to_be_truncated(read: Read) -> None:
    assert "10 000" in read(*(f"{n};S{n};2021;1" for n in range(10_000))).reading.warnings[0]
    assert read(*(f"{n};S{n};2021;1" for n in range(9_999))).reading.warnings == ()


def test_a_header_without_rows_is_refused(read: Read) -> None:
    with pytest.raises(UnreadableFile):
        read()


def test_a_file_of_bad_rows_only_is_refused_with_the_first_reason(read: Read) -> None:
    with pytest.raises(UnreadableFile, match="Line 2"):
        read("0;A;2021JJ00", "1;B;2021JJ00")


def test_many_measures_are_read_as_few_are(read: Read) -> None:
    keys = [f"Onderwerp_{n}" for n in range(1, 130)]
    cells = ["." if n % 7 == 0 else f"{n}.5" for n in range(1, 129)]
    found = read("0;A;2021;" + ";".join([*cells, "naam"]), header="ID;S;Perioden;" + ";".join(keys))
    assert found.cell(measure="Onderwerp_128") == (128.5, "")
    assert found.cell(measure="Onderwerp_7") == (None, ".")
    assert found.cell(measure="Onderwerp_129") == ("naam", "")
    assert found.reading.missing == {".": 18}


def test_a_name_with_the_signs_of_a_pattern_is_the_file_itself(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "data[1]*.csv", ["ID;S;Perioden;Omzet_1", "0;A;2021;1"])
    assert values(read_file(path)) == [1]


def test_quotes_in_labels_and_names_do_no_harm(read: Read) -> None:
    found = read('0;"\'; drop table x --";2021;1', '1;"zeg ""ja""";2021;2')
    labels = [code for code, _label in found.members("Sector")]
    assert labels == ["'; drop table x --", 'zeg "ja"']


def test_one_connection_reads_file_after_file(tmp_path: Path) -> None:
    connection = duckdb.connect()
    for name in (ODATA3, SPECIMENS / "tidy/99903NED.csv", ODATA3):
        layout = recognise(probe_file(name)).layout
        reading = read_with(connection, name, layout)
        counted = connection.execute("select count(*) from observations").fetchone()
        assert counted == (reading.observations + sum(reading.missing.values()),)


def test_observations_have_the_columns_that_the_store_expects() -> None:
    connection = duckdb.connect()
    read_with(connection, ODATA3, recognise(probe_file(ODATA3)).layout)
    columns = connection.execute("describe observations").fetchall()
    assert [(name, kind.partition("(")[0]) for name, kind, *_rest in columns] == [
        ("measure", "ENUM"),
        ("Bedrijfsgrootte", "ENUM"),
        ("period", "ENUM"),
        ("start", "DATE"),
        ("frequency", "ENUM"),
        ("value", "DOUBLE"),
        ("status", "ENUM"),
        ("text", "ENUM"),
    ]


def test_cancelling_stops_the_reading(tmp_path: Path) -> None:
    def cancel() -> None:
        raise Cancelled("stop")

    layout = recognise(probe_file(ODATA3)).layout
    with duckdb.connect() as connection, pytest.raises(Cancelled):
        read_with(connection, ODATA3, layout, cancel)
