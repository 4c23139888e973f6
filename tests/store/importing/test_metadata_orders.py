"""Metadata before its figures, together with them, after them; and where there is none."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from mkbviewer.core.model import Table
from mkbviewer.core.status import Status
from mkbviewer.store.importing.gather import gather
from mkbviewer.store.importing.importer import import_file, inspect_file
from mkbviewer.store.library.library import Library
from mkbviewer.store.library.parquet import source_of
from mkbviewer.store.library.report import ImportReport
from mkbviewer.store.pages.query import read_frame
from tests.store.importing.test_importer import FIRST, METADATA, NAME, SECOND, write

Listing = Callable[[Path], dict[str, bytes]]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return write(tmp_path / "data" / NAME, FIRST)


@pytest.fixture
def metadata(tmp_path: Path) -> Path:
    return write(tmp_path / "metadata/99901NED_metadata.csv", METADATA)


def drop(library: Library, *paths: Path) -> list[ImportReport]:
    return [import_file(library, one.path, one.companions) for one in gather(paths)]


def contents(library: Library, table_id: str) -> tuple:
    """All that can be seen of a table's newest release, and every observation of it."""
    table: Table = library.table(table_id)
    query = f"SELECT * FROM {source_of(library.release_file(table_id))}"
    newest = table.newest
    return (
        (table.id, table.title, table.source, table.description, table.structure),
        (newest.name, newest.modified, newest.original, newest.missing, newest.is_provisional),
        list(library.reader.stream(query)),
    )


def check_every_order(tmp_path: Path, data: Path, metadata: Path, table_id: str) -> None:
    """The three orders end alike, and each after a restart."""
    seen = []
    for name, order in (
        ("together", [[data, metadata]]),
        ("after", [[data], [metadata]]),
        ("before", [[metadata], [data]]),
    ):
        for paths in order:
            # The pair must not be found in one folder.
            alone = [
                Path(shutil.copy(path, _folder(tmp_path / name / str(len(paths)) / path.stem)))
                for path in paths
            ]
            with Library(tmp_path / f"library-{name}") as library:
                assert all(report.error is None for report in drop(library, *alone)), name
        with Library(tmp_path / f"library-{name}") as library:
            assert len(library.table(table_id).releases) == 1
            assert library.waiting() == ()
            seen.append(contents(library, table_id))
    assert seen[0] == seen[1]
    assert seen[0] == seen[2]


def _folder(path: Path) -> Path:
    path.mkdir(parents=True, exist_ok=True)
    return path


def test_every_order_ends_alike(tmp_path: Path, data: Path, metadata: Path) -> None:
    check_every_order(tmp_path, data, metadata, "99901NED")


@pytest.mark.parametrize(
    ("folder", "data_name", "metadata_name", "table_id"),
    [
        ("80472ned-vacatures", "vacatures.csv", "vacatures_metadata.csv", "80472ned"),
        ("81901NED", "81901NED_UntypedDataSet_24102017_212134.csv", "81901NED_metadata.csv",
         "81901NED"),
        ("84917ENG", "84917ENG_TypedDataSet_15012025_115740.csv", "84917ENG_metadata (1).csv",
         "84917ENG"),
    ],
)  # fmt: skip
def test_every_order_ends_alike_for_files_of_cbs(
    shared_data: Path,
    tmp_path: Path,
    folder: str,
    data_name: str,
    metadata_name: str,
    table_id: str,
) -> None:
    place = shared_data / "cbs/v1-odata3" / folder
    check_every_order(tmp_path, place / data_name, place / metadata_name, table_id)


def test_metadata_before_its_figures_is_kept_and_says_that_it_waits(
    library: Library, metadata: Path, data: Path
) -> None:
    (report,) = drop(library, metadata)
    assert (report.status, report.waits, report.error) == ("unchanged", True, None)
    assert (report.table, report.title) == ("99901NED", "Verzonnen bedrijven; sector")
    assert "kept" in report.warnings[0]
    assert [one.file_name for one in library.waiting()] == ["99901NED_metadata.csv"]
    assert library.tables() == ()
    with Library(library.folder) as again:
        assert drop(again, metadata)[0].waits
        assert len(again.waiting()) == 1
        (used,) = drop(again, data)
        assert used.companions == ("99901NED_metadata.csv",)
        assert again.waiting() == ()
        frame = read_frame(again, "99901NED", measures=["Omzet_2"], by="Sector")
        assert frame.unit == "mln euro"
        assert frame.status(1, 1) is Status.PROVISIONAL


def test_metadata_after_its_figures_fills_in_the_release(
    library: Library, metadata: Path, data: Path
) -> None:
    (plain,) = drop(library, data)
    imported = library.table("99901NED").newest.imported
    (report,) = drop(library, metadata)
    assert (report.status, report.file, report.table) == ("imported", metadata, "99901NED")
    assert report.release == "2022-09-01"
    assert any("filled in" in reason for reason in report.reasons)
    (release,) = library.table("99901NED").releases
    assert (release.imported, release.file_name) == (imported, NAME)
    assert drop(library, metadata)[0].status == "unchanged"
    library.take_back("99901NED", report.release)
    assert library.table("99901NED").newest.name == plain.release


def test_metadata_fills_in_a_table_that_was_known_by_its_file_name_only(
    library: Library, metadata: Path, tmp_path: Path
) -> None:
    (own,) = drop(library, write(tmp_path / "x/Mijn cijfers.csv", FIRST))
    assert own.table == "mijn-cijfers"
    (report,) = drop(library, metadata)
    assert (report.status, report.table) == ("imported", "99901NED")
    assert [table.id for table in library.tables()] == ["99901NED"]


def test_metadata_waits_where_keys_alone_are_not_enough(
    library: Library, metadata: Path, tmp_path: Path
) -> None:
    drop(library, metadata)
    unlike = FIRST.replace("Sector", "Regio")
    (report,) = drop(library, write(tmp_path / "x/Andere cijfers.csv", unlike))
    assert (report.table, report.companions) == ("andere-cijfers", ())
    assert len(library.waiting()) == 1


def test_metadata_of_a_newer_state_waits_for_the_figures_of_that_state(
    library: Library, metadata: Path, data: Path, tmp_path: Path
) -> None:
    drop(library, data)
    drop(library, metadata)
    later = METADATA.replace("2022-09-01", "2023-09-01").replace("Omzet;", "Omzet nieuw;")
    (report,) = drop(library, write(tmp_path / "later/99901NED_metadata.csv", later))
    assert report.waits
    (newest,) = drop(library, write(tmp_path / "later" / "x" / NAME, SECOND))
    assert newest.release == "2023-09-01"
    assert [one.title for one in newest.measures] == ["Aantal bedrijven", "Omzet nieuw"]
    assert len(library.table("99901NED").releases) == 2


def test_of_several_releases_metadata_fills_in_the_one_that_ends_where_it_ends(
    library: Library, metadata: Path, data: Path, tmp_path: Path
) -> None:
    drop(library, data)
    (newer,) = drop(library, write(tmp_path / NAME, SECOND))
    (report,) = drop(library, metadata)
    assert (report.status, report.last) == ("imported", "2022KW02")
    names = [one.name for one in library.table("99901NED").releases]
    assert sorted(names) == sorted([report.release, newer.release])


def test_inspecting_metadata_foresees_what_an_import_does(
    library: Library, metadata: Path, data: Path, listing: Listing
) -> None:
    assert inspect_file(metadata).waits
    assert inspect_file(metadata, library=library).waits
    drop(library, data)
    before = listing(library.folder)
    foreseen = inspect_file(metadata, {}, library=library)
    assert listing(library.folder) == before
    assert foreseen.to_json() == drop(library, metadata)[0].to_json()


def test_a_release_without_metadata_inherits_names_and_no_figures(
    library: Library, metadata: Path, data: Path, tmp_path: Path
) -> None:
    drop(library, data, metadata)
    (report,) = drop(library, write(tmp_path / "later" / NAME, SECOND))
    assert report.title == "Verzonnen bedrijven; sector"
    assert report.inherited_from == ("2022-09-01",)
    assert [(one.title, one.unit, one.decimals) for one in report.measures] == [
        ("Aantal bedrijven", "aantal", 0),
        ("Omzet", "mln euro", 1),
    ]
    (sector,) = report.dimensions
    assert sector.title == "Bedrijfstak"
    assert [one.label for one in sector.members] == ["Alle sectoren", "Bouw"]
    assert any("2022-09-01" in reason for reason in report.reasons)
    frame = read_frame(library, "99901NED", measures=["Omzet_2"], by="Sector")
    assert frame.values[0, 0] == 1000.5
    # A star belongs to the state of its own release.
    assert frame.status(1, 1) is Status.FINAL


def test_more_decimals_than_before_are_not_hidden(
    library: Library, metadata: Path, data: Path, tmp_path: Path
) -> None:
    drop(library, data, metadata)
    finer = SECOND.replace("1100.0", "1100.25")
    (report,) = drop(library, write(tmp_path / "later" / NAME, finer))
    assert report.measures[1].unit == "mln euro"
    assert report.measures[1].decimals == 2


def test_a_labelled_dump_of_cbs_inherits_from_the_release_with_metadata(
    library: Library, shared_data: Path
) -> None:
    drop(library, shared_data / "cbs/v1-odata3/80472ned-vacatures")
    known = library.structure("80472ned")
    (report,) = drop(library, shared_data / "cbs/v4b-api-dumps/80472ned.csv")
    assert report.inherited_from
    for measure in report.measures:
        described = known.measure(measure.key)
        if described is not None:
            assert (measure.title, measure.unit) == (described.title, described.unit)
