"""What is written of a reading: in order, and as it was read."""

import itertools
from pathlib import Path
from typing import Any

import duckdb
import pytest

from mkbviewer.store.importing import duckdb_release
from mkbviewer.store.importing.importer import import_file
from mkbviewer.store.library.library import Library


def write_wide(path: Path, measures: int) -> None:
    """Two sectors and two years, each figure the number of its place in the file."""
    header = ["ID", "Sector", "Perioden", *(f"Maat{n}_{n}" for n in range(1, measures + 1))]
    lines = [";".join(f'"{name}"' for name in header)]
    keys = itertools.product(("S1", "S2"), ("2020JJ00", "2021JJ00"))
    for row, (sector, period) in enumerate(keys):
        figures = (str(row * measures + n) for n in range(measures))
        lines.append(f'"{row}";"{sector}";"{period}";' + ";".join(figures))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


@pytest.mark.parametrize("measures", [3, 64, 65, 130])
def test_observations_stand_in_order_of_measure_and_members(
    library: Library, tmp_path: Path, measures: int
) -> None:
    path = tmp_path / "99903NED_TypedDataSet.csv"
    write_wide(path, measures)
    report = import_file(library, path)
    assert report.error is None
    file = library.release_file("99903NED", report.release)
    rows = library.reader.fetch(
        f"SELECT series, measure, Sector, period, value FROM read_parquet('{file}')"
    )
    assert rows["series"].tolist() == sorted(rows["series"].tolist())
    first = list(zip(rows["measure"], rows["Sector"], rows["period"], rows["value"], strict=True))
    assert first[:4] == [
        ("Maat1_1", "S1", "2020JJ00", 0),
        ("Maat1_1", "S1", "2021JJ00", measures),
        ("Maat1_1", "S2", "2020JJ00", 2 * measures),
        ("Maat1_1", "S2", "2021JJ00", 3 * measures),
    ]


def test_a_release_that_reads_back_otherwise_is_not_kept(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "99903NED_TypedDataSet.csv"
    write_wide(path, 3)
    tally_rows = duckdb_release._tally_rows

    def misread(connection: Any, columns: list[str], source: str) -> tuple[object, ...] | None:
        found = tally_rows(connection, columns, source)
        return ("one row less",) if "read_parquet" in source else found

    monkeypatch.setattr(duckdb_release, "_tally_rows", misread)
    report = import_file(library, path)
    assert report.status == "refused"
    assert "Reading it back" in str(report.error)
    assert library.tables() == ()


def test_one_thread_writes_a_release_and_all_read_it_back(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "99903NED_TypedDataSet.csv"
    write_wide(path, 3)
    tally_rows, threads = duckdb_release._tally_rows, {}

    def note_threads(connection: Any, columns: list[str], source: str) -> tuple[object, ...] | None:
        (row,) = connection.execute("SELECT current_setting('threads')").fetchall()
        threads["read_parquet" in source] = row[0]
        return tally_rows(connection, columns, source)

    monkeypatch.setattr(duckdb_release, "_tally_rows", note_threads)
    report = import_file(library, path)
    assert report.error is None
    # The rows are summed up beside the writing of them.
    assert threads == {False: 1, True: 2}


@pytest.mark.parametrize(
    ("column", "other"),
    [
        ("measure", "'Maat2_2'"),
        ("measure", "'no measure'"),
        ("Sector", "'S2'"),
        ("period", "'2021JJ00'"),
        ("start", "DATE '2021-01-01'"),
        ("frequency", "'month'"),
        ("frequency", "NULL"),
        ("frequency", "'no frequency'"),
        ("value", "value + 1"),
        ("value", "NULL"),
        ("status", "'*'"),
        ("text", "'word'"),
    ],
)
def test_one_cell_written_otherwise_is_seen(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, column: str, other: str
) -> None:
    path = tmp_path / "99903NED_TypedDataSet.csv"
    write_wide(path, 3)
    tally_rows = duckdb_release._tally_rows

    def one_cell_otherwise(
        connection: Any, columns: list[str], source: str
    ) -> tuple[object, ...] | None:
        if "read_parquet" in source:
            changed = f"CASE WHEN value = 0 THEN {other} ELSE {column} END"
            source = f"(SELECT * REPLACE ({changed} AS {column}) FROM {source})"
        return tally_rows(connection, columns, source)

    monkeypatch.setattr(duckdb_release, "_tally_rows", one_cell_otherwise)
    report = import_file(library, path)
    assert "Reading it back" in str(report.error)
    assert library.tables() == ()


@pytest.mark.parametrize(
    ("told", "word"),
    [
        ('IO Error: Async write failed: {"message":"Could not write: No space left on device"}',
         "disk is full"),
        ('IO Error: Could not write: {"exception_type":"IO","errno":"27"}', "did not take or give"),
        ("IO Error: Could not read from file: Input/output error", "did not take or give"),
    ],
)  # fmt: skip
def test_trouble_of_the_disk_is_told_in_plain_words(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: str, word: str
) -> None:
    path = tmp_path / "99903NED_TypedDataSet.csv"
    write_wide(path, 3)

    def fail(*_arguments: object, **_options: object) -> None:
        raise duckdb.IOException(told)

    monkeypatch.setattr("mkbviewer.store.importing.duckdb_release._tally_rows", fail)
    report = import_file(library, path)
    assert report.error is not None
    assert word in report.error.what
    assert "errno" not in report.error.why
    assert library.tables() == ()
