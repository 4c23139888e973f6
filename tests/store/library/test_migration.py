"""A library that an older version of the program made."""

import json
import shutil
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from mkbviewer.store.files import disk
from mkbviewer.store.library import schema
from mkbviewer.store.library.contents import INDEX
from mkbviewer.store.library.library import Library
from mkbviewer.store.pages.query import read_frame
from tests.store.made_up import MEASURES, ROWS, SECTORS, write_parquet

Listing = Callable[[Path], dict[str, bytes]]

OLD_SCHEMA = Path(__file__).with_name("index_version_1.sql")


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A library of schema version 1 with one release, put together without the program."""
    folder = tmp_path / "library"
    parquet = folder / "releases/99901NED/2023-01-31.parquet"
    parquet.parent.mkdir(parents=True)
    write_parquet(parquet, ROWS)
    with closing(sqlite3.connect(folder / INDEX)) as index, index:
        index.executescript(OLD_SCHEMA.read_text("utf-8"))
        index.execute("INSERT INTO tables VALUES ('99901NED')")
        index.execute(
            "INSERT INTO releases VALUES (1, '99901NED', '2023-01-31', 'Verzonnen bedrijven', "
            "'CBS', '', 'odata3', 'verzonnen.csv', '', '', '2023-02-01T12:00:00', 8, ?, 0, ?, "
            "'2022JJ00', '2022KW04', 'releases/99901NED/2023-01-31.parquet', NULL, ?, ?, NULL, "
            "NULL)",
            (
                json.dumps({".": 1, "blank": 1, "x": 1}),
                json.dumps(["JJ", "KW"]),
                disk.hash_file(parquet),
                parquet.stat().st_size,
            ),
        )
        index.executemany(
            "INSERT INTO measures VALUES (1, ?, ?, ?, ?, ?, '', '', 0)",
            [(n, one.key, one.title, one.unit, one.decimals) for n, one in enumerate(MEASURES)],
        )
        index.execute("INSERT INTO dimensions VALUES (1, 0, 'Sector', 'Bedrijfstak')")
        index.executemany(
            "INSERT INTO members VALUES (1, 0, ?, ?, ?)",
            [(n, one.code, one.label) for n, one in enumerate(SECTORS.members)],
        )
        index.execute("INSERT INTO reports VALUES (1, '{}')")
        index.execute("INSERT INTO entries VALUES ('note', 'groei', 'Let op')")
    return folder


def check_contents(library: Library) -> None:
    (table,) = library.tables()
    assert (table.id, table.structure.measures) == ("99901NED", MEASURES)
    frame = read_frame(library, "99901NED", measures=["Bedrijven_1"], by="Sector", frequency="JJ")
    assert frame.values[0, 0] == 100
    assert library.entries("note") == {"groei": "Let op"}
    assert library.waiting() == ()


def test_it_is_migrated_with_a_copy_kept(old: Path) -> None:
    with closing(sqlite3.connect(old / INDEX)) as index:
        before = list(index.iterdump())
    with Library(old) as library:
        check_contents(library)
        assert [one.name for one in library.reorder("99901NED", ["2023-01-31"])] == ["2023-01-31"]
    with closing(sqlite3.connect(old / INDEX)) as index:
        assert schema.version(index) == schema.VERSION
    with closing(sqlite3.connect(old / f"{INDEX}.v1")) as copy:
        assert schema.version(copy) == 1
        assert list(copy.iterdump()) == before


def test_it_gets_the_schema_of_a_new_one(old: Path, tmp_path: Path) -> None:
    def columns(folder: Path) -> dict[str, list[tuple]]:
        with closing(sqlite3.connect(folder / INDEX)) as index:
            tables = index.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
            ).fetchall()
            return {
                name: index.execute(f"PRAGMA table_info({name})").fetchall() for (name,) in tables
            }

    Library(old).close()
    Library(tmp_path / "new").close()
    assert columns(old) == columns(tmp_path / "new")


def test_who_may_only_read_leaves_it_as_it_is(old: Path, listing: Listing) -> None:
    before = listing(old)
    with Library(old, read_only=True) as library:
        check_contents(library)
    assert {name: data for name, data in listing(old).items() if name in before} == before
    with closing(sqlite3.connect(old / INDEX)) as index:
        assert schema.version(index) == 1


def test_when_several_open_it_at_once_the_copy_is_of_the_old_version(old: Path) -> None:
    def open_it(folder: Path) -> None:
        with Library(folder) as library:
            check_contents(library)

    for number in range(5):
        folder = old.with_name(f"library-{number}")
        shutil.copytree(old, folder)
        with ThreadPoolExecutor(3) as pool:
            list(pool.map(open_it, [folder] * 3))
        with closing(sqlite3.connect(folder / f"{INDEX}.v1")) as copy:
            assert schema.version(copy) == 1


def test_when_no_copy_can_be_made_nothing_is_migrated(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path, found: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(schema, "_keep_copy", refuse)
    with pytest.raises(Exception, match="disk is full"):
        Library(old)
    with closing(sqlite3.connect(old / INDEX)) as index:
        assert schema.version(index) == 1
