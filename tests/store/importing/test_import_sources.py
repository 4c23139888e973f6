"""Bulk sets, archives and folders are imported whole, and kept byte for byte."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from mkbviewer.store.importing.gather import gather
from mkbviewer.store.importing.importer import import_file, inspect_file
from mkbviewer.store.library.library import Library
from mkbviewer.store.library.originals import unpack
from mkbviewer.store.library.report import IMPORTED, REFUSED, UNCHANGED, ImportReport

PROPERTIES = (
    "Identifier;Title;Description;ModificationDate;ObservationCount;Source\n"
    '99906NED;Verzonnen bedrijven;"Over niets;\nmeer niet";2025-02-03T00:00:00+01:00;4;CBS.\n'
)
DIMENSIONS = (
    "Identifier;Title;Description;Kind;ContainsCodes;CodesUrl\n"
    "Sector;Bedrijfstak;;Dimension;True;SectorCodes.csv\n"
    "Perioden;Perioden;;TimeDimension;True;PeriodenCodes.csv\n"
)
MEASURES = (
    "Identifier;MeasureGroupId;Index;Title;Description;DataType;Unit;Decimals\n"
    "M1;;1;Omzet;Wat binnenkomt;Double;mln euro;1\n"
)
SECTORS = (
    "Identifier;DimensionGroupId;DimensionId;Index;Title;Description\n"
    "T1;;Sector;1;Totaal;\nF1;;Sector;2;Bouw;\n"
)
PERIODS = (
    "Identifier;DimensionGroupId;DimensionId;Index;Title;Description;Status\n"
    "2022JJ00;0;Perioden;1;2022;;Definitief\n2023JJ00;0;Perioden;2;2023;;Voorlopig\n"
)
OBSERVATIONS = (
    "Id;Measure;Sector;Perioden;Value;StringValue;ValueAttribute\n"
    "0;M1;T1;2022JJ00;10,5;;None\n"
    "1;M1;T1;2023JJ00;11,25;;None\n"
    "2;M1;F1;2022JJ00;2;;None\n"
    "3;M1;F1;2023JJ00;;;Impossible\n"
)
BULK_SET = {
    "Properties.csv": PROPERTIES,
    "Dimensions.csv": DIMENSIONS,
    "MeasureCodes.csv": MEASURES,
    "SectorCodes.csv": SECTORS,
    "PeriodenCodes.csv": PERIODS,
    "Observations.csv": OBSERVATIONS,
}
VACANCIES = "ID;Sector;Perioden;Vacatures_1\n0;T001081;2023KW01;1.5\n1;T001081;2023KW02;2.5\n"
BANKRUPT = "ID;Sector;Perioden;Faillissementen_1\n0;T001081;2023MM01;7\n"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library(tmp_path / "bibliotheek") as found:
        yield found


def write_folder(folder: Path, files: dict[str, str]) -> Path:
    folder.mkdir(parents=True)
    for name, text in files.items():
        (folder / name).write_bytes(text.encode())
    return folder


def pack(path: Path, files: dict[str, str]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in files.items():
            made.writestr(name, text)
    return path


def take_in(library: Library, *paths: Path) -> list[ImportReport]:
    return [import_file(library, one.path, one.companions) for one in gather(paths)]


def check_set(report: ImportReport) -> None:
    assert report.error is None
    assert report.dialect == "odata4"
    assert (report.table, report.title) == ("99906NED", "Verzonnen bedrijven")
    assert report.release == "2025-02-03"
    assert [(m.key, m.title, m.unit, m.decimals) for m in report.measures] == [
        ("M1", "Omzet", "mln euro", 1)
    ]
    assert [(d.key, d.title, len(d.members)) for d in report.dimensions] == [
        ("Sector", "Bedrijfstak", 2)
    ]
    assert (report.first, report.last) == ("2022JJ00", "2023JJ00")
    assert report.observations == 3
    assert report.missing == {"blank": 1}
    assert report.rejected_count == 0
    assert "MeasureCodes.csv" in report.companions


def originals(library: Library, report: ImportReport, tmp_path: Path) -> bytes:
    release = library.release(report.table, report.release)
    unpack(library.original_file(release), tmp_path / "terug")
    return (tmp_path / "terug").read_bytes()


def test_a_bulk_set_in_an_archive_is_kept_as_the_archive(library: Library, tmp_path: Path) -> None:
    path = pack(tmp_path / "mijn set.zip", BULK_SET)
    (report,) = take_in(library, path)
    assert report.status == IMPORTED
    assert report.file == path
    check_set(report)
    assert originals(library, report, tmp_path) == path.read_bytes()
    release = library.release(report.table, report.release)
    assert library.companions(release) == frozenset()
    (again,) = take_in(library, path)
    assert again.status == UNCHANGED
    check_set(again)
    assert not list(library.folder.glob(".import-*"))


def test_a_bulk_set_in_a_folder_is_kept_file_by_file(library: Library, tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "99906NED", BULK_SET)
    (report,) = take_in(library, folder)
    check_set(report)
    assert originals(library, report, tmp_path) == OBSERVATIONS.encode()
    assert len(library.companions(library.release(report.table, report.release))) == 5
    (again,) = take_in(library, folder / "Observations.csv")
    assert again.status == UNCHANGED


def test_inspecting_an_archive_tells_the_same_and_changes_nothing(tmp_path: Path) -> None:
    path = pack(tmp_path / "set.zip", BULK_SET)
    check_set(inspect_file(path))
    assert sorted(one.name for one in tmp_path.iterdir()) == ["set.zip"]


def test_each_table_of_an_archive_becomes_a_release(library: Library, tmp_path: Path) -> None:
    path = pack(tmp_path / "alles.zip", {"80472ned.csv": VACANCIES, "82242NED.csv": BANKRUPT})
    reports = take_in(library, path)
    assert [(one.status, one.table) for one in reports] == [
        (IMPORTED, "80472ned"),
        (IMPORTED, "82242NED"),
    ]
    assert reports[0].file == path / "80472ned.csv"
    assert originals(library, reports[1], tmp_path) == BANKRUPT.encode()
    assert {one.status for one in take_in(library, path)} == {UNCHANGED}


def test_an_archive_without_observations_says_so(library: Library, tmp_path: Path) -> None:
    files = {name: text for name, text in BULK_SET.items() if name != "Observations.csv"}
    for place in (pack(tmp_path / "deel.zip", files), write_folder(tmp_path / "deel", files)):
        (report,) = take_in(library, place)
        assert report.status == REFUSED
        assert report.error is not None
        assert "Observations.csv is missing" in report.error.what
        assert "99906NED" in report.error.why
    assert library.tables() == ()


def test_archives_that_cannot_be_trusted_leave_the_library_alone(
    library: Library, tmp_path: Path
) -> None:
    outside = pack(tmp_path / "buiten.zip", {"../80472ned.csv": VACANCIES})
    nested = pack(tmp_path / "genest.zip", {"80472ned.csv": VACANCIES, "meer.zip": "PK"})
    empty = pack(tmp_path / "leeg.zip", {})
    for report in take_in(library, outside, nested, empty):
        assert report.status == REFUSED
        assert report.error is not None
        assert report.error.remedy
    assert library.tables() == ()
    assert not list(library.folder.glob(".import-*"))


@pytest.mark.parametrize("encoding", ["utf-16", "cp1252", "iso-8859-1", "utf-8-sig"])
def test_a_packed_file_may_be_written_in_any_encoding(
    library: Library, tmp_path: Path, encoding: str
) -> None:
    text = 'Regio;Perioden;"Omzet (mln euro)"\n"Fryslân";2023;1,5\n"Súdwest";2023;2,5\n'
    path = tmp_path / "regio.zip"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("regio.csv", text.encode(encoding))
    (report,) = take_in(library, path)
    assert report.error is None
    assert [member.code for member in report.dimensions[0].members] == ["Fryslân", "Súdwest"]
    assert report.observations == 2


def test_the_real_bulk_sets_are_read_from_archive_and_folder(shared_data: Path) -> None:
    place = shared_data / "cbs/v3-odata4"
    for path in (place / "83841NED.zip", place / "83841NED"):
        (one,) = gather([path])
        report = inspect_file(one.path, one.companions)
        assert report.table == "83841NED"
        assert report.observations == 11_460
        assert report.release == "2025-10-08"


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("cbs/v3-odata4/81734NED-no-observations", ("Observations.csv", "81734NED")),
        ("hostile/99999NED_zonder_observations.zip", ("Observations.csv", "99999NED")),
        ("cbs/v4-r-python/84710ENG-entities", ("no data file", "84710ENG")),
        ("cbs/v3-odata4/mixed-83841NED-85678NED", ("another table", "RegioS")),
    ],
)
def test_sets_without_their_figures_are_refused_with_the_reason(
    shared_data: Path, place: str, words: tuple[str, ...]
) -> None:
    (one,) = gather([shared_data / place])
    report = inspect_file(one.path, one.companions)
    assert report.status == REFUSED
    assert all(word in str(report.error) for word in words)
