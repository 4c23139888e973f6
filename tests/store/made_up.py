"""A small table with made-up figures, committed past the importer."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import duckdb

from mkbviewer.core.model import Dimension, Measure, Member, Release, Structure
from mkbviewer.core.period import Frequency, parse_code
from mkbviewer.store.files import disk
from mkbviewer.store.library.draft import Draft, Original
from mkbviewer.store.library.library import Library
from mkbviewer.store.library.parquet import literal

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
    name = literal(str(target))
    connection.execute(
        f'COPY (FROM o ORDER BY measure, "Sector", start, frequency, period) TO {name} '
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
        table=table,
        name=fields.get("name", "2023-01-31"),
        imported=fields.get("imported", "2023-02-01T12:00:00"),
        modified=fields.get("modified", ""),
        original=fields.get("original", ""),
        file_name="verzonnen.csv",
        dialect="odata3",
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
        originals = [pack(place, fields["original"])] if "original" in fields else []
        return library.commit(draft, place / "observations.parquet", originals)


def pack(place: Path, sha256: str) -> Original:
    """A stand-in for a packed original."""
    packed = place / "original-0"
    packed.write_bytes(sha256.encode())
    return Original(packed, sha256, "verzonnen.csv")
