"""Releases that Arrow reads and writes are those that DuckDB would have made."""

import errno
import itertools
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from pyarrow import parquet

from mkbviewer.core.errors import Cancelled
from mkbviewer.dialects.regular import form
from mkbviewer.store.importing import arrow_release
from mkbviewer.store.importing.importer import import_file, inspect_file
from mkbviewer.store.library.library import Library
from mkbviewer.store.upkeep.rebuild import Outcome, rebuild
from mkbviewer.store.upkeep.verification import verify

SECTORS = [f"{300_000 + number}" for number in range(300)]
YEARS = ["2020JJ00", "2021KW01", "2021JJ00"]
GAPS = 129
"""Every seventh of 900 rows, beginning with the first."""


def write_table(path: Path, sectors: list[str] = SECTORS, changed: str = "1.5") -> Path:
    """Two measures: each row's number, and half of it with a gap in every seventh row."""
    lines = ['"ID";"Sector";"Perioden";"Omzet_1";"Winst_2"']
    for row, (sector, period) in enumerate(itertools.product(sectors, YEARS)):
        half = "" if row % 7 == 0 else changed if row == 3 else f"{row / 2:.1f}"
        lines.append(f'"{row}";"{sector}";"{period}";{row};{half}')
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def by_arrow(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Lets Arrow read files of any size, and lists what it wrote."""
    written: list[Path] = []
    write_release = arrow_release.write_release

    def note(file: Any, structure: Any, target: Path, check_cancelled: Any) -> bool:
        written.append(target)
        return write_release(file, structure, target, check_cancelled)

    monkeypatch.setattr(form, "LEAST_BYTES", 0)
    monkeypatch.setattr(arrow_release, "write_release", note)
    return written


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return write_table(tmp_path / "99903NED_TypedDataSet.csv")


@pytest.mark.parametrize("group", [61_440, 500, 7])
def test_both_write_the_same_rows_and_columns(
    library: Library,
    tmp_path: Path,
    path: Path,
    by_arrow: list[Path],
    monkeypatch: pytest.MonkeyPatch,
    group: int,
) -> None:
    monkeypatch.setattr(arrow_release, "ROW_GROUP", group)
    ours = import_file(library, path)
    assert len(by_arrow) == 1
    monkeypatch.setattr(form, "LEAST_BYTES", 1 << 40)
    with Library(tmp_path / "other") as other:
        theirs = import_file(other, path)
        assert len(by_arrow) == 1
        assert ours.observations == theirs.observations == 2 * 900 - GAPS
        structures = [
            one.structure("99903NED", report.release)
            for one, report in ((library, ours), (other, theirs))
        ]
        assert structures[0] == structures[1]
        files = [
            f"read_parquet('{one.release_file('99903NED', report.release)}')"
            for one, report in ((library, ours), (other, theirs))
        ]
        described, expected = (
            library.reader.fetch(f"SELECT column_name, column_type FROM (DESCRIBE FROM {file})")
            for file in files
        )
        assert described["column_name"].tolist() == expected["column_name"].tolist()
        assert described["column_type"].tolist() == expected["column_type"].tolist()
        for one, two in (files, files[::-1]):
            differing = library.reader.fetch(f"FROM {one} EXCEPT ALL FROM {two}")
            assert len(differing["series"]) == 0
    stored = library.reader.fetch(f"SELECT series, start FROM {files[0]}")
    assert stored["series"].tolist() == sorted(stored["series"].tolist())


def test_a_newer_file_is_compared_with_the_release_before(
    library: Library, path: Path, by_arrow: list[Path]
) -> None:
    import_file(library, path)
    newer = write_table(path, [*SECTORS[:-1], "B"], changed="99.5")
    foreseen = inspect_file(newer, library=library)
    report = import_file(library, newer)
    assert report.error is None
    assert len(by_arrow) == 3
    # The last sector went and another one came, with two figures in each of three periods.
    assert (report.revisions.added, report.revisions.removed, report.revisions.revised) == (6, 6, 1)
    assert report.revisions.biggest is not None
    assert (report.revisions.biggest.old, report.revisions.biggest.new) == (1.5, 99.5)
    assert foreseen.revisions == report.revisions
    file = library.release_file("99903NED", report.release)
    counts = library.reader.fetch(f"SELECT count(value) AS n FROM read_parquet('{file}')")
    assert counts["n"].tolist() == [2 * 900 - GAPS]


def test_what_was_imported_is_verified_and_rebuilt_the_same(
    library: Library, path: Path, by_arrow: list[Path]
) -> None:
    report = import_file(library, path)
    file = f"read_parquet('{library.release_file('99903NED', report.release)}')"
    query = f"SELECT measure, Sector, period, coalesce(value, -1) AS value, status FROM {file}"
    before = {name: each.tolist() for name, each in library.reader.fetch(query).items()}
    assert verify(library).faults == ()
    assert [one.outcome for one in rebuild(library)] == [Outcome.SAME]
    assert len(by_arrow) == 2
    library.reader.close()
    assert {name: each.tolist() for name, each in library.reader.fetch(query).items()} == before


@pytest.mark.usefixtures("by_arrow")
@pytest.mark.parametrize(
    ("column", "value"),
    [("value", 7.25), ("series", 1), ("Sector", "300007"), ("status", "*"), ("text", "word")],
)
def test_one_cell_written_otherwise_is_seen(
    library: Library, path: Path, monkeypatch: pytest.MonkeyPatch, column: str, value: object
) -> None:
    write_table = parquet.ParquetWriter.write_table

    def miswrite(self: Any, table: pa.Table, **options: Any) -> None:
        place = table.schema.get_field_index(column)
        cells = table.column(place).to_pylist()
        cells[20] = value
        kind = table.schema.field(place)
        plain = pa.array(cells, kind.type.value_type if column in ("Sector", "status") else None)
        changed = plain.dictionary_encode() if column in ("Sector", "status") else plain
        write_table(self, table.set_column(place, kind, changed.cast(kind.type)), **options)

    monkeypatch.setattr(parquet.ParquetWriter, "write_table", miswrite)
    report = import_file(library, path)
    assert "Reading it back" in str(report.error)
    assert library.tables() == ()


@pytest.mark.usefixtures("by_arrow")
@pytest.mark.parametrize(
    ("trouble", "said"),
    [
        (partial(OSError, errno.ENOSPC, "No space left on device"), "disk is full"),
        (partial(pa.ArrowMemoryError, "malloc of size 64 failed"), "not enough memory"),
    ],
)
def test_trouble_while_writing_is_told_and_leaves_nothing(
    library: Library,
    path: Path,
    monkeypatch: pytest.MonkeyPatch,
    listing: Callable[[Path], dict[str, bytes]],
    trouble: Callable[[], Exception],
    said: str,
) -> None:
    before = listing(library.folder)

    def fail(*_arguments: object, **_options: object) -> None:
        raise trouble()

    monkeypatch.setattr(parquet.ParquetWriter, "write_table", fail)
    report = import_file(library, path)
    assert said in str(report.error)
    assert listing(library.folder) == before


@pytest.mark.usefixtures("by_arrow")
@pytest.mark.parametrize("step", ["Reading the figures", "Writing the release"])
def test_cancelling_leaves_nothing(
    library: Library,
    path: Path,
    listing: Callable[[Path], dict[str, bytes]],
    step: str,
) -> None:
    before = listing(library.folder)
    seen: list[str] = []

    def check() -> None:
        if step in seen:
            raise Cancelled("cancelled")

    with pytest.raises(Cancelled):
        import_file(
            library, path, progress=lambda _part, told: seen.append(told), check_cancelled=check
        )
    assert listing(library.folder) == before


IMPORT = """
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from mkbviewer.store.importing.importer import import_file
from mkbviewer.store.library.library import Library

report = import_file(Library(Path(sys.argv[1])), Path(sys.argv[2]))
assert report.error is None, report.error
print(report.observations, *({"duckdb", "pandas", "pyarrow"} & sys.modules.keys()))
"""


def test_a_large_file_is_imported_without_duckdb_and_without_complaints(tmp_path: Path) -> None:
    path = tmp_path / "99903NED_TypedDataSet.csv"
    sectors = [f"{300_000 + number}" for number in range(10_000)]
    for changed, loaded in (("1.5", {"pyarrow"}), ("99.5", {"pyarrow", "duckdb"})):
        write_table(path, sectors, changed)
        assert path.stat().st_size > form.LEAST_BYTES
        done = subprocess.run(
            [sys.executable, "-c", IMPORT, str(tmp_path / "library"), str(path)],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.stderr == ""
        count, *modules = done.stdout.split()
        # 30,000 rows, every seventh of which has one figure.
        assert (count, set(modules)) == (str(60_000 - 4286), loaded)
