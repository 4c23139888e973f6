"""Releases on disk: committed whole, never changed, moved aside and back."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from mkbviewer.core.errors import LibraryProblem, UnknownName
from mkbviewer.core.model import Origin
from mkbviewer.store.files import disk
from mkbviewer.store.library import schema
from mkbviewer.store.library.contents import INDEX
from mkbviewer.store.library.library import Library, embedded_library
from mkbviewer.store.pages.query import read_frame
from tests.store.made_up import MEASURES, ROWS, SECTORS, commit_rows, write_parquet

Listing = Callable[[Path], dict[str, bytes]]


def test_what_was_committed_is_there_after_opening_again(tmp_path: Path) -> None:
    with Library(tmp_path / "library") as library:
        commit_rows(library, original="a" * 64)
    with Library(tmp_path / "library") as library:
        (table,) = library.tables()
        assert (table.id, table.title, table.origin) == (
            "99901NED",
            "Verzonnen bedrijven",
            Origin.IMPORTED,
        )
        assert table.structure.measures == MEASURES
        assert table.structure.dimensions == (SECTORS,)
        assert table.newest.observations == 8
        place = library.release_file("99901NED", "2023-01-31")
        assert place == tmp_path / "library/releases/99901NED/2023-01-31.parquet"
        assert place.is_file()
        found = library.find_original("a" * 64)
        assert found == table.newest
        assert (tmp_path / f"library/originals/{'a' * 64}.csv.zst").is_file()


def test_opening_and_listing_loads_no_heavy_modules(filled: Library) -> None:
    filled.close()
    script = (
        "import sys; from pathlib import Path\n"
        "from mkbviewer.store.library.library import Library\n"
        f"assert Library(Path({str(filled.folder)!r})).tables()\n"
        "print(sorted({'duckdb', 'pandas', 'numpy', 'zstandard', 'PySide6'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_a_table_is_found_in_whatever_case(filled: Library) -> None:
    assert filled.table("99901ned").id == "99901NED"
    commit_rows(filled, table="99901ned", name="2023-04-30", last="2023KW01")
    (table,) = filled.tables()
    assert [release.name for release in table.releases] == ["2023-01-31", "2023-04-30"]


def test_an_unknown_table_is_told_with_those_near_it(filled: Library) -> None:
    with pytest.raises(UnknownName, match="99901NED"):
        filled.table("99910NED")
    with pytest.raises(UnknownName, match="2023-01-31"):
        filled.release_file("99901NED", "2023-01-30")


def test_an_empty_library_says_so(library: Library) -> None:
    with pytest.raises(UnknownName) as caught:
        library.table("99901NED")
    assert caught.value.remedy


def test_a_second_release_of_a_day_gets_a_letter(filled: Library) -> None:
    assert commit_rows(filled, imported="2023-02-01T13:00:00").name == "2023-01-31b"
    assert [one.name for one in filled.table("99901NED").releases] == ["2023-01-31", "2023-01-31b"]
    assert filled.release_file("99901NED").name == "2023-01-31b.parquet"


def test_the_same_content_is_kept_once(filled: Library) -> None:
    first = commit_rows(filled, table="99902NED", original="b" * 64)
    assert commit_rows(filled, table="99902NED", original="b" * 64) == first
    assert len(filled.table("99902NED").releases) == 1
    assert len(list((filled.folder / "releases/99902NED").iterdir())) == 1


def test_an_older_release_that_knows_the_title_lends_it(filled: Library) -> None:
    commit_rows(filled, name="2023-04-30", last="2023KW01", title="99901NED")
    assert filled.table("99901NED").newest.name == "2023-04-30"
    assert filled.table("99901NED").title == "Verzonnen bedrijven"


def test_a_removed_release_comes_back_after_a_restart(filled: Library, listing: Listing) -> None:
    commit_rows(filled, name="2023-04-30", last="2023KW01", original="c" * 64)
    before = listing(filled.folder / "releases") | listing(filled.folder / "originals")
    removed = filled.remove("99901NED", "2023-04-30")
    assert [release.name for release in removed] == ["2023-04-30"]
    assert [release.name for release in filled.table("99901NED").releases] == ["2023-01-31"]
    assert filled.find_original("c" * 64) is None
    assert list(listing(filled.folder / "originals")) == []
    filled.close()
    with Library(filled.folder) as again:
        assert again.restore("99901NED") == removed
        assert again.table("99901NED").newest.name == "2023-04-30"
        assert listing(again.folder / "releases") | listing(again.folder / "originals") == before
        assert list(listing(again.folder / "trash")) == []


def test_a_removed_table_comes_back_with_all_its_releases(filled: Library) -> None:
    commit_rows(filled, name="2023-04-30", last="2023KW01")
    table = filled.table("99901NED")
    filled.remove("99901ned")
    assert filled.tables() == ()
    filled.restore("99901ned")
    assert filled.tables() == (table,)
    frame = read_frame(filled, "99901NED", measures=["Bedrijven_1"], by="Sector", frequency="JJ")
    assert frame.values[0, 0] == 100


def test_only_what_was_removed_last_comes_back(filled: Library) -> None:
    commit_rows(filled, name="2023-04-30", last="2023KW01")
    filled.remove("99901NED", "2023-01-31")
    filled.remove("99901NED", "2023-04-30")
    assert [release.name for release in filled.restore("99901NED")] == ["2023-04-30"]
    assert [release.name for release in filled.restore("99901NED")] == ["2023-01-31"]
    with pytest.raises(UnknownName):
        filled.restore("99901NED")


def test_a_release_whose_name_was_given_away_comes_back_with_a_letter(filled: Library) -> None:
    filled.remove("99901NED")
    commit_rows(filled)
    assert [release.name for release in filled.restore("99901NED")] == ["2023-01-31b"]
    assert len(filled.table("99901NED").releases) == 2


def test_a_release_whose_file_was_imported_again_stays_aside(library: Library) -> None:
    commit_rows(library, original="d" * 64)
    library.remove("99901NED")
    commit_rows(library, original="d" * 64)
    with pytest.raises(UnknownName):
        library.restore("99901NED")
    assert (library.folder / f"originals/{'d' * 64}.csv.zst").is_file()


def test_a_file_left_between_index_and_trash_follows_at_the_next_start(filled: Library) -> None:
    filled.remove("99901NED")
    (aside,) = (filled.folder / "trash/releases").iterdir()
    place = filled.folder / "releases/99901NED/2023-01-31.parquet"
    disk.move_into_place(aside, place)
    with closing(sqlite3.connect(filled.folder / INDEX)) as index, index:
        index.execute("UPDATE releases SET former_parquet = 'releases/99901NED/2023-01-31.parquet'")
    with Library(filled.folder):
        assert aside.is_file()
        assert not place.exists()


def test_entries_are_kept_by_kind_and_key(library: Library) -> None:
    library.put_entry("note", "groei", "Let op")
    library.put_entry("favourite", "groei", "")
    library.put_entry("note", "groei", "Let goed op")
    assert library.entries("note") == {"groei": "Let goed op"}
    library.put_entry("note", "groei", None)
    assert library.entries("note") == {}
    assert library.entries("favourite") == {"groei": ""}


def test_two_open_libraries_see_each_others_releases(tmp_path: Path) -> None:
    with Library(tmp_path / "library") as one, Library(tmp_path / "library") as other:
        assert other.tables() == ()
        commit_rows(one)
        assert [table.id for table in other.tables()] == ["99901NED"]
        other.remove("99901NED")
        assert one.tables() == ()


def test_a_reader_is_not_kept_waiting_by_a_writer(filled: Library) -> None:
    with closing(schema.open_index(filled.folder / INDEX)) as writer, schema.transaction(writer):
        writer.execute("DELETE FROM entries")
        with Library(filled.folder, read_only=True) as reader:
            assert [table.id for table in reader.tables()] == ["99901NED"]


def test_a_file_in_place_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "library").write_text("")
    with pytest.raises(LibraryProblem) as caught:
        Library(tmp_path / "library")
    assert caught.value.why
    assert caught.value.remedy


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(LibraryProblem):
        Library(tmp_path / "file" / "library")


def test_a_damaged_index_is_told(tmp_path: Path) -> None:
    (tmp_path / INDEX).write_bytes(b"this is no database at all" * 100)
    with pytest.raises(LibraryProblem, match="rebuild"):
        Library(tmp_path)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_only_be_read_can_be_read(filled: Library) -> None:
    filled.close()
    folders = [filled.folder, *(path for path in filled.folder.rglob("*") if path.is_dir())]
    for path in (*filled.folder.rglob("*"), filled.folder):
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        with Library(filled.folder) as library:
            assert library.table("99901NED").newest.name == "2023-01-31"
            with pytest.raises(LibraryProblem):
                commit_rows(library)
    finally:
        for path in folders:
            path.chmod(0o755)


def test_a_read_only_library_refuses_every_change(filled: Library, listing: Listing) -> None:
    filled.close()
    before = listing(filled.folder)
    # SQLite's own notes for readers beside the index come and go.
    notes = {f"{INDEX}-shm", f"{INDEX}-wal"}
    with Library(filled.folder, read_only=True) as library:
        for change in (
            lambda: library.remove("99901NED"),
            lambda: library.restore("99901NED"),
            lambda: library.put_entry("note", "a", "b"),
            lambda: commit_rows(library),
        ):
            with pytest.raises(LibraryProblem):
                change()
    after = listing(filled.folder)
    assert {name: after[name] for name in after.keys() - notes} == before


def test_a_library_of_a_newer_version_is_read_but_not_changed(filled: Library) -> None:
    filled.close()
    with closing(sqlite3.connect(filled.folder / INDEX)) as index:
        index.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    with Library(filled.folder) as library:
        assert library.read_only
        assert library.notice
        assert [table.id for table in library.tables()] == ["99901NED"]
        with pytest.raises(LibraryProblem, match="newer"):
            library.remove("99901NED")


def test_there_is_no_library_to_read_in_an_empty_folder(tmp_path: Path) -> None:
    with pytest.raises(LibraryProblem):
        Library(tmp_path, read_only=True)
    with pytest.raises(LibraryProblem):
        embedded_library(tmp_path)


def test_what_a_dead_process_left_is_swept_and_what_a_live_one_writes_is_not(
    filled: Library, listing: Listing
) -> None:
    before = listing(filled.folder / "releases")
    dead = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"],
                          capture_output=True, text=True, check=True).stdout.strip()  # fmt: skip
    with disk.workspace(filled.folder) as live:
        host = disk.owner_of(live).rpartition("@")[0]
        left = filled.folder / f".import-{host}@{dead}-0123abcd-1"
        left.mkdir()
        write_parquet(left / "observations.parquet", ROWS)
        orphan = filled.folder / "releases/99901NED/2023-09-30.parquet"
        orphan.write_bytes(b"half a release")
        stray = filled.folder / "releases/99901NED/unknown.parquet"
        stray.write_bytes(b"nobody announced this")
        filled.close()
        with closing(sqlite3.connect(filled.folder / INDEX)) as index, index:
            index.execute(
                "INSERT INTO pending VALUES (?, ?, 0)",
                ("releases/99901NED/2023-09-30.parquet", disk.owner_of(left)),
            )
        with Library(filled.folder):
            assert not left.exists()
            assert not orphan.exists()
            assert live.is_dir()
        # What nobody announced may be all that is left of a lost index: it stays.
        stray.unlink()
        assert listing(filled.folder / "releases") == before


def test_a_workspace_with_the_number_of_this_process_but_of_an_earlier_start_is_abandoned() -> None:
    host = disk._host()
    assert disk.is_abandoned(f"{host}@{os.getpid()}-00000000-1", 0)
    assert not disk.is_abandoned(f"elsewhere@{os.getpid()}-00000000-1", float("inf"))
