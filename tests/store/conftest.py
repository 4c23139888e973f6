"""Small libraries with made-up figures."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

import duckdb
import pytest

from mkbviewer.core.model import Dimension, Measure, Member, Release, Structure
from mkbviewer.core.period import Frequency, parse_code
from mkbviewer.store import disk
from mkbviewer.store.draft import Draft
from mkbviewer.store.library import Library
from mkbviewer.store.parquet import literal

Row = tuple[str, str, str, float | None, str]
"""measure, sector, period code (or text), value, status"""

SECTORS = Dimension("Sector", "Bedrijfstak", (Member("T1", "Totaal"), Member("F", "Bouw")))
MEASURES = (
    Measure("Bedrijven_1", "Bedrijven", "aantal", 0),
    Measure("Omzet_2", "Omzet", "mln euro", 1),
)

ROWS: tuple[Row, ...] = (
    ("Bedrijven_1", "T1", "2022JJ00", 100.0, ""),
    ("Bedrijven_1", "T1", "2022KW01", 90.0, ""),
    ("Bedrijven_1", "T1", "2022KW02", 95.0, ""),
    ("Bedrijven_1", "T1", "2022KW03", 97.0, "**"),
    ("Bedrijven_1", "T1", "2022KW04", 99.0, "*"),
    ("Bedrijven_1", "F", "2022KW01", 9.0, ""),
    ("Bedrijven_1", "F", "2022KW02", None, "."),
    ("Bedrijven_1", "F", "2022KW03", None, "x"),
    ("Omzet_2", "T1", "2022KW01", 1000.5, ""),
    ("Omzet_2", "T1", "2022KW02", None, "blank"),
    ("Omzet_2", "T1", "2022KW04", -3.25, "*"),
)


def write_parquet(target: Path, rows: Sequence[Row]) -> None:
    """Write rows as the importer would: sorted, with the columns of `core.observations`."""
    connection = duckdb.connect()
    connection.execute(
        'CREATE TABLE o (measure VARCHAR, "Sector" VARCHAR, period VARCHAR, start DATE, '
        "frequency VARCHAR, value DOUBLE, status VARCHAR, text VARCHAR)"
    )
    for measure, sector, code, value, status in rows:
        period = parse_code(code)
        start: date | None = period.start if period else None
        frequency = period.frequency.value if period else None
        connection.execute(
            "INSERT INTO o VALUES (?, ?, ?, ?, ?, ?, ?, NULL)",
            [measure, sector, code, start, frequency, value, status],
        )
    connection.execute(
        f'COPY (FROM o ORDER BY measure, "Sector", start, frequency, period) TO {literal(str(target))} '
        "(FORMAT parquet, COMPRESSION zstd)"
    )
    connection.close()


def commit_rows(
    library: Library,
    rows: Sequence[Row] = ROWS,
    table: str = "99901NED",
    frequencies: tuple[Frequency, ...] = (Frequency.YEAR, Frequency.QUARTER),
    **fields: str,
) -> Release:
    """Commit a release of these rows, past the importer."""
    release = Release(
        **{
            "table": table,
            "name": "2023-01-31",
            "imported": "2023-02-01T12:00:00",
            **{name: value for name, value in fields.items() if name not in ("title", "last")},
        },
        observations=sum(row[3] is not None for row in rows),
    )
    structure = Structure(
        MEASURES,
        (SECTORS,),
        frequencies,
        "2022JJ00",
        fields.get("last", "2022KW04"),
    )
    with disk.workspace(library.folder) as place:
        write_parquet(place / "observations.parquet", rows)
        draft = Draft(release, structure, fields.get("title", "Verzonnen bedrijven"))
        return library.commit(draft, place / "observations.parquet")


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """An empty library."""
    with Library(tmp_path / "library") as opened:
        yield opened


@pytest.fixture
def filled(library: Library) -> Library:
    """A library with one release of a made-up table."""
    commit_rows(library)
    return library


@pytest.fixture
def listing() -> Callable[[Path], dict[str, bytes]]:
    """Reads every file in a folder: its path and its bytes."""

    def read(folder: Path) -> dict[str, bytes]:
        return {
            str(path.relative_to(folder)): path.read_bytes()
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        }

    return read
