"""`verify` finds what was damaged, and only that."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from mkbviewer.store.files import disk
from mkbviewer.store.importing.importer import import_file
from mkbviewer.store.library.contents import INDEX
from mkbviewer.store.library.library import Library
from mkbviewer.store.upkeep.verification import Fault, verify
from tests.store.importing.test_importer import FIRST, METADATA, NAME, SECOND, write

Listing = Callable[[Path], dict[str, bytes]]


@pytest.fixture
def whole(library: Library, tmp_path: Path) -> Library:
    """Two releases, one with metadata, one release removed, metadata that waits."""
    metadata = write(tmp_path / "a/99901NED_metadata.csv", METADATA)
    import_file(library, write(tmp_path / "a" / NAME, FIRST), {metadata.name: metadata})
    import_file(library, write(tmp_path / "b" / NAME, SECOND), {})
    third = import_file(library, write(tmp_path / "c" / NAME, SECOND.replace("96", "97")), {})
    library.remove("99901NED", third.release)
    import_file(
        library,
        write(tmp_path / "d/99902NED_metadata.csv", METADATA.replace("99901NED", "99902NED")),
    )
    return library


def faults(library: Library) -> list[Fault]:
    return list(verify(library).faults)


def test_a_whole_library_has_no_faults(whole: Library, listing: Listing) -> None:
    before = listing(whole.folder)
    found = verify(whole)
    assert found.faults == ()
    assert (found.releases, found.originals) == (3, 5)
    assert found.size == sum(
        len(data) for name, data in before.items() if not name.startswith(INDEX)
    )
    assert listing(whole.folder) == before
    with Library(whole.folder, read_only=True) as reader:
        assert faults(reader) == []


def test_an_empty_library_has_no_faults(library: Library) -> None:
    assert faults(library) == []


@pytest.mark.parametrize("part", ["releases", "originals", "trash/releases", "trash/originals"])
@pytest.mark.parametrize("harm", ["gone", "cut", "bit"])
def test_every_damaged_file_is_found(whole: Library, part: str, harm: str) -> None:
    for path in sorted((whole.folder / part).rglob("*.*")):
        data = path.read_bytes()
        if harm == "gone":
            path.unlink()
        elif harm == "cut":
            path.write_bytes(data[: len(data) // 2])
        else:
            place = len(data) // 3
            path.write_bytes(data[:place] + bytes([data[place] ^ 4]) + data[place + 1 :])
        with Library(whole.folder) as again:
            found = faults(again)
        assert {one.path for one in found} == {path.relative_to(whole.folder).as_posix()}
        path.write_bytes(data)
    assert faults(whole) == []


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE releases SET observations = observations + 1 WHERE id = 1",
        """UPDATE releases SET missing = '{"x": 2}' WHERE id = 1""",
        "UPDATE releases SET is_provisional = 1 - is_provisional WHERE id = 1",
        "UPDATE releases SET last = '2031KW01' WHERE id = 1",
        "UPDATE measures SET key = 'Anders' WHERE release_id = 1 AND position = 0",
        "DELETE FROM members WHERE release_id = 1 AND position = 1",
    ],
)
def test_counts_that_do_not_fit_are_found(whole: Library, change: str) -> None:
    with closing(sqlite3.connect(whole.folder / INDEX)) as index, index:
        index.execute(change)
    with Library(whole.folder) as again:
        (fault,) = faults(again)
    assert (fault.table, fault.release) == ("99901NED", "2022-09-01")


def test_a_file_that_nobody_knows_is_found(whole: Library) -> None:
    (whole.folder / "releases/99901NED/vreemd.parquet").write_bytes(b"?")
    assert [one.path for one in faults(whole)] == ["releases/99901NED/vreemd.parquet"]


def test_a_file_that_another_process_is_adding_is_no_fault(whole: Library) -> None:
    with disk.workspace(whole.folder) as place:
        (whole.folder / "releases/99901NED/nieuw.parquet").write_bytes(b"?")
        with closing(sqlite3.connect(whole.folder / INDEX)) as index, index:
            index.execute(
                "INSERT INTO pending VALUES ('releases/99901NED/nieuw.parquet', ?, 0)",
                (disk.owner_of(place),),
            )
        assert faults(whole) == []
