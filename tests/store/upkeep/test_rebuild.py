"""A library made anew from its originals answers every query as before."""

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from mkbviewer.core.errors import Cancelled, LibraryProblem
from mkbviewer.store.importing.gather import gather
from mkbviewer.store.importing.importer import import_file
from mkbviewer.store.library import trash
from mkbviewer.store.library.contents import INDEX
from mkbviewer.store.library.draft import Terms
from mkbviewer.store.library.library import Library
from mkbviewer.store.library.parquet import source_of
from mkbviewer.store.upkeep.rebuild import Outcome, open_to_rebuild, rebuild
from mkbviewer.store.upkeep.verification import verify
from tests.store.importing.test_importer import FIRST, METADATA, NAME, SECOND, write

Listing = Callable[[Path], dict[str, bytes]]

THIRD = SECOND.replace('"4";"T001081";"2022KW03";"      97"', '"4";"T001081";"2022KW04";"      98"')


@pytest.fixture
def whole(library: Library, tmp_path: Path) -> Library:
    """Releases with and without metadata, one removed, one by another name, an order by hand."""
    import_file(library, write(tmp_path / "a" / NAME, FIRST), {})
    metadata = write(tmp_path / "a/99901NED_metadata.csv", METADATA)
    first = import_file(library, metadata)
    second = import_file(library, write(tmp_path / "b" / NAME, SECOND), {})
    third = import_file(library, write(tmp_path / "c" / NAME, THIRD), {})
    own = write(tmp_path / "d/Mijn cijfers.csv", FIRST.replace("Sector", "Regio"))
    import_file(library, own, {}, terms=Terms("mijn", "Mijn eigen titel", "versie 1"))
    library.remove("99901NED", third.release)
    library.reorder("99901NED", [second.release, first.release])
    library.put_entry("note", "groei", "Let op")
    return library


def contents(library: Library) -> dict[str, object]:
    """Everything that can be asked of a library."""
    observations = {
        (table.id, release.name): (
            release,
            library.structure(table.id, release.name),
            sorted(
                map(
                    str,
                    library.reader.stream(
                        f"SELECT * FROM {source_of(library.release_file(table.id, release.name))}"
                    ),
                )
            ),
        )
        for table in library.tables()
        for release in table.releases
    }
    return {
        "tables": library.tables(),
        "observations": observations,
        "entries": library.entries("note"),
        "removals": library.removals(),
    }


def test_every_query_has_the_same_answer(whole: Library) -> None:
    before = contents(whole)
    done = rebuild(whole)
    assert {one.outcome for one in done} == {Outcome.SAME}
    # The one that metadata replaced, and the removed one, are made anew too.
    assert len(done) == 5
    assert contents(whole) == before
    with Library(whole.folder) as again:
        assert contents(again) == before
        assert verify(again).faults == ()


def test_figures_that_are_gone_or_damaged_come_back(whole: Library) -> None:
    before = contents(whole)
    files = sorted((whole.folder / "releases").rglob("*.parquet"))
    files[0].unlink()
    files[1].write_bytes(b"damaged")
    shutil.rmtree(whole.folder / "trash/releases")
    whole.close()
    with Library(whole.folder) as again:
        assert verify(again).faults
        done = rebuild(again)
        assert sum("back" in one.why for one in done) == 4
        assert verify(again).faults == ()
        assert contents(again) == before


def test_a_lost_index_is_made_anew(library: Library, tmp_path: Path) -> None:
    metadata = write(tmp_path / "a/99901NED_metadata.csv", METADATA)
    import_file(library, write(tmp_path / "a" / NAME, FIRST), {metadata.name: metadata})
    import_file(library, write(tmp_path / "b" / NAME, SECOND), {})
    own = write(tmp_path / "d/Mijn cijfers.csv", FIRST.replace("Sector", "Regio"))
    import_file(library, own, {}, terms=Terms("mijn", "Mijn eigen titel", "versie 1"))
    before = contents(library)
    library.close()
    for lost in (INDEX, f"{INDEX}-wal", f"{INDEX}-shm"):
        (library.folder / lost).unlink(missing_ok=True)
    with open_to_rebuild(library.folder) as again:
        assert again.tables() == ()
        assert {one.outcome for one in rebuild(again)} == {Outcome.FOUND}
        assert contents(again) == before
        assert verify(again).faults == ()
        assert {one.outcome for one in rebuild(again)} == {Outcome.SAME}


def test_a_damaged_index_is_put_aside_and_made_anew(whole: Library) -> None:
    tables = [table.id for table in whole.tables()]
    whole.close()
    (whole.folder / INDEX).write_bytes(b"this is no database at all" * 100)
    with pytest.raises(LibraryProblem):
        Library(whole.folder)
    with open_to_rebuild(whole.folder) as again:
        rebuild(again)
        assert [table.id for table in again.tables()] == tables
    assert len(list(whole.folder.glob(f"{INDEX}.damaged-*"))) == 1


def test_there_must_be_something_to_rebuild(tmp_path: Path) -> None:
    with pytest.raises(LibraryProblem):
        open_to_rebuild(tmp_path / "nothing")


def test_a_release_whose_original_is_damaged_stays_as_it_is(whole: Library) -> None:
    before = contents(whole)
    newest = whole.table("99901NED").releases[0]
    whole.original_file(newest).write_bytes(b"damaged")
    kept = [one for one in rebuild(whole) if one.outcome is Outcome.KEPT]
    assert [one.release for one in kept] == [newest.name]
    assert kept[0].why
    assert contents(whole) == before


def test_a_figure_that_is_read_otherwise_now_is_told(
    whole: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    from mkbviewer.store.importing import workbench

    write_as_it_is = workbench.Workbench.write

    def write_rounded(bench, structure, target):
        write_as_it_is(bench, structure, target)
        other = target.with_suffix(".other")
        bench.connection.execute(
            f"COPY (SELECT * REPLACE (round(value / 1000) AS value) FROM {source_of(target)}) "
            f"TO '{other}' (FORMAT parquet)"
        )
        other.replace(target)

    monkeypatch.setattr(workbench.Workbench, "write", write_rounded)
    done = rebuild(whole)
    assert {one.outcome for one in done} == {Outcome.CHANGED}
    # Six figures of the first file: each is gone, and another is there in its place.
    assert done[0].differences == 12
    assert verify(whole).faults == ()


def test_cancelling_leaves_the_library_as_it_was(whole: Library, listing: Listing) -> None:
    before = contents(whole), listing(whole.folder).keys()
    calls = iter(range(100_000))

    def check() -> None:
        if next(calls) > 12:
            raise Cancelled("cancelled")

    with pytest.raises(Cancelled):
        rebuild(whole, check_cancelled=check)
    assert (contents(whole), listing(whole.folder).keys()) == before


def test_a_rebuild_that_is_killed_before_its_files_moved_is_finished_at_the_next_start(
    whole: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(whole)
    for path in (whole.folder / "releases").rglob("*.parquet"):
        path.write_bytes(b"damaged")
    settle = trash.settle

    def die(index: sqlite3.Connection, folder: Path) -> None:
        if folder == whole.folder:
            raise KeyboardInterrupt
        settle(index, folder)

    with monkeypatch.context() as patched:
        patched.setattr(trash, "settle", die)
        with pytest.raises(KeyboardInterrupt):
            rebuild(whole)
    assert list((whole.folder / "rebuilt").iterdir())
    with Library(whole.folder) as again:
        assert not (whole.folder / "rebuilt").exists()
        assert verify(again).faults == ()
        assert contents(again) == before


def test_a_rebuild_that_cannot_be_committed_changes_nothing(
    whole: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(whole)
    (lost, *_others) = sorted((whole.folder / "releases").rglob("*.parquet"))
    data = lost.read_bytes()
    lost.unlink()

    def refuse(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("mkbviewer.store.library.library.adopt_release", refuse)
        with pytest.raises(LibraryProblem, match="full"):
            rebuild(whole)
    assert not (whole.folder / "rebuilt").exists()
    lost.write_bytes(data)
    assert verify(whole).faults == ()
    assert contents(whole) == before


@pytest.mark.slow
def test_the_files_of_cbs_are_made_anew(library: Library, shared_data: Path) -> None:
    for one in gather([shared_data / "cbs/v1-odata3"]):
        if one.path.stat().st_size < 3_000_000:
            import_file(library, one.path, one.companions)
    before = contents(library)
    assert len(library.tables()) > 3
    assert {one.outcome for one in rebuild(library)} == {Outcome.SAME}
    assert contents(library) == before
    assert verify(library).faults == ()


@pytest.mark.parametrize("is_index_lost", [False, True])
def test_a_reading_that_the_user_chose_is_chosen_again(
    library: Library, tmp_path: Path, *, is_index_lost: bool
) -> None:
    doubtful = write(tmp_path / "omzet.csv", "Jaar;Omzet\n2021;1.234\n2022;2.345\n")
    report = import_file(library, doubtful, terms=Terms(reading="thousands"))
    assert library.chosen_reading(library.release(report.table, "")) == "thousands"
    folder = library.folder
    if is_index_lost:
        library.close()
        for path in folder.glob(f"{INDEX}*"):
            path.unlink()
        library = open_to_rebuild(folder)
    (done,) = rebuild(library)
    assert done.outcome is (Outcome.FOUND if is_index_lost else Outcome.SAME)
    path = library.release_file(report.table)
    values = library.reader.fetch(f"SELECT value FROM {source_of(path)}")["value"]
    assert sorted(values) == [1234, 2345]
    assert library.chosen_reading(library.table(report.table).newest) == "thousands"


def test_removed_and_replaced_releases_are_found_when_the_index_is_lost(
    library: Library, tmp_path: Path
) -> None:
    first = import_file(library, write(tmp_path / "a" / NAME, FIRST), {})
    second = import_file(library, write(tmp_path / "b" / NAME, SECOND), {})
    # The metadata replaces the release that ends where it ends.
    import_file(library, write(tmp_path / "c/99901NED_metadata.csv", METADATA))
    second_content = library.release("99901NED", second.release).original
    library.remove("99901NED", second.release)
    before = [release.original for release in library.table("99901NED").releases]
    assert first.release
    library.close()
    for path in library.folder.glob(f"{INDEX}*"):
        path.unlink()
    with open_to_rebuild(library.folder) as again:
        done = rebuild(again)
        assert {one.outcome for one in done} == {Outcome.FOUND}
        assert [release.original for release in again.table("99901NED").releases] == before
        (removal,) = again.removals()
        assert removal.release.original == second_content
        again.restore("99901NED")
        assert len(again.table("99901NED").releases) == 2
        assert verify(again).faults == ()
