"""Reading a file through the whole of the dialects, as the importer does."""

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import duckdb

from mkbviewer.core.observations import dimension_column
from mkbviewer.core.status import Status
from mkbviewer.dialects import probe_file, recognise, rectangle
from mkbviewer.dialects.base import Layout, Recognition, choose
from mkbviewer.dialects.plain import plain_file
from mkbviewer.dialects.reading import Reading
from mkbviewer.dialects.regular.form import LEAST_BYTES, may_be_regular
from mkbviewer.dialects.regular.reader import RegularFile, read_regular

SPECIMENS = Path(__file__).resolve().parents[1] / "specimens"


@dataclass(frozen=True)
class ReadFile:
    """One file as it was recognised and read, with its observations as rows by column name."""

    recognition: Recognition
    reading: Reading
    rows: list[dict[str, Any]]

    def cell(self, **key: object) -> tuple[object, str]:
        """Value (or text) and status of the one observation with this key."""
        found = [row for row in self.rows if all(row[k] == v for k, v in key.items())]
        assert len(found) == 1, found
        row = found[0]
        return (row["value"] if row["text"] is None else row["text"]), row["status"]

    def members(self, dimension: str) -> list[tuple[str, str]]:
        """Code and label of each member of a dimension, in order."""
        found = self.reading.structure.dimension(dimension)
        assert found is not None
        return [(member.code, member.label) for member in found.members]


def read_file(
    path: Path,
    companions: Mapping[str, Path] | None = None,
    *,
    with_rows: bool = True,
    choice: str = "",
) -> ReadFile:
    """Read a file, as the alternative of this key where there are several."""
    recognition = choose(recognise(probe_file(path, companions)), choice)
    connection = duckdb.connect()
    try:
        reading = read_with(connection, path, recognition.layout)
        rows = rows_in(connection) if with_rows else []
    finally:
        connection.close()
    found = ReadFile(recognition, reading, rows)
    if with_rows and (by_arrow := read_by_arrow(path, recognition)) is not None:
        compare_readings(by_arrow, found)
    return found


def rows_in(connection: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    """The observations that were last read on a connection."""
    cursor = connection.execute("select * from observations")
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def read_by_arrow(path: Path, recognition: Recognition) -> ReadFile | None:
    """Read a file as large ones are read; None where it is not regular."""
    layout = recognition.layout
    with plain_file(path, layout.form, lambda: None) as plain:
        found = None
        if may_be_regular(layout, LEAST_BYTES):
            found = read_regular(plain, layout, lambda: None)
    return None if found is None else ReadFile(recognition, found.reading, rows_of(found))


def rows_of(file: RegularFile) -> list[dict[str, Any]]:
    """The observations that Arrow read, as DuckDB has them."""
    columns, table = file.columns, file.observations
    names = [dimension_column(one.key) for one in columns.dimensions]
    codes = [[member.code for member in one.members] for one in columns.dimensions]
    part = table.part(0, len(table))
    places = zip(*(each.tolist() for each in part.members), strict=True)
    members: Iterable[tuple[int, ...]] = places if names else [()] * len(table)
    rows = []
    for measure, own, period_place, value, status in zip(
        part.measures.tolist(),
        members,
        part.periods.tolist(),
        part.values.tolist(),
        part.statuses.tolist(),
        strict=True,
    ):
        period = table.periods[period_place]
        rows.append(
            {
                "measure": columns.measures[measure].key,
                **{name: codes[n][own[n]] for n, name in enumerate(names)},
                "period": period.code,
                "start": period.start,
                "frequency": period.frequency.value or None,
                "value": None if math.isnan(value) else value,
                "status": Status(status).symbol,
                "text": None,
            }
        )
    return rows


def compare_readings(by_arrow: ReadFile, by_duckdb: ReadFile) -> None:
    """Both readers tell the same of a file that both can read."""
    one, other = by_arrow.reading, by_duckdb.reading
    assert replace(one, is_in_order=other.is_in_order) == other
    # Many measures stand by turns in DuckDB's view, which its writer puts in order.
    keys = {measure.key: place for place, measure in enumerate(other.structure.measures)}
    expected = sorted(by_duckdb.rows, key=lambda row: keys[row["measure"]])
    assert by_arrow.rows == expected


def read_with(
    connection: "duckdb.DuckDBPyConnection",
    path: Path,
    layout: Layout,
    check_cancelled: Callable[[], None] = lambda: None,
) -> Reading:
    with plain_file(path, layout.form, check_cancelled) as plain:
        return rectangle.read(connection, plain, layout, check_cancelled)


def beside(folder: Path, pattern: str = "*.csv") -> dict[str, Path]:
    """The files of a folder by name, as companions."""
    return {path.name: path for path in sorted(folder.glob(pattern))}


def write_lines(path: Path, lines: Iterable[str], encoding: str = "utf-8") -> Path:
    path.write_bytes("".join(line + "\n" for line in lines).encode(encoding))
    return path


def read_text(
    folder: Path,
    text: str,
    name: str = "99950NED.csv",
    companions: Mapping[str, Path] | None = None,
) -> ReadFile:
    """Read a file of this name with this text, whose lines end as they stand there."""
    path = folder / name
    path.write_bytes(text.encode())
    return read_file(path, companions)


def values(found: ReadFile, by: str) -> dict[object, object]:
    """The values by what stands in one column."""
    return {row[by]: row["value"] for row in found.rows}
