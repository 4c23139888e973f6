"""A file with several readings: with late metadata, saved rows, and in a library made anew."""

from collections.abc import Callable
from pathlib import Path

import pytest

from mkbviewer.store.importing.gather import gather
from mkbviewer.store.importing.importer import import_file, inspect_file
from mkbviewer.store.importing.rejections import read_rejected
from mkbviewer.store.library.contents import INDEX
from mkbviewer.store.library.draft import Terms
from mkbviewer.store.library.library import Library
from mkbviewer.store.library.parquet import source_of
from mkbviewer.store.library.report import ImportReport
from mkbviewer.store.upkeep.rebuild import Outcome, open_to_rebuild, rebuild
from mkbviewer.store.upkeep.verification import verify
from tests.store.importing.test_importer import write

Listing = Callable[[Path], dict[str, bytes]]

NAME = "99905NED_UntypedDataSet_01012024_120000.csv"
# Two columns of periods, neither called so; the last row has no number in it.
DATA = """"ID";"Instroom";"Uitstroom";"Banen_1"
"0";"2019KW01";"2020KW01";"      15"
"1";"2019KW01";"2020KW02";"      25"
"2";"2019KW02";"2020KW01";"      35"
"3";"2019KW03";"2020KW01";"    geen"
"""
METADATA = """"TableInfos"
"ID";"Title";"Identifier";"Modified"
"0";"Verzonnen banen";"99905NED";"2024-01-02T02:00:00"

"DataProperties"
Key;Title;Unit;Decimals;Type
Instroom;Kwartaal van instroom;;;{instroom}
Uitstroom;Kwartaal van uitstroom;;;{uitstroom}
Banen_1;Banen;x 1 000;0;Topic

"Instroom"
Key;Title;Description;Status
2019KW01;2019 1e kwartaal;;
2019KW02;2019 2e kwartaal;;
2019KW03;2019 3e kwartaal;;

"Uitstroom"
Key;Title;Description;Status
2020KW01;2020 1e kwartaal;;
2020KW02;2020 2e kwartaal;;
"""
TIME_IS_OUT = METADATA.format(instroom="Dimension", uitstroom="TimeDimension")
TIME_IS_IN = METADATA.format(instroom="TimeDimension", uitstroom="Dimension")
NO_TIME = METADATA.format(instroom="Dimension", uitstroom="Dimension")
OUT = "period-Uitstroom"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return write(tmp_path / "data" / NAME, DATA)


def metadata_of(tmp_path: Path, text: str) -> Path:
    return write(tmp_path / "metadata/99905NED_metadata.csv", text)


def drop(library: Library, *paths: Path, reading: str = "") -> ImportReport:
    (one,) = gather(paths)
    return import_file(library, one.path, one.companions, terms=Terms(reading=reading))


def contents(library: Library) -> list[object]:
    return [
        (
            table.id, table.title, release.name, library.chosen_reading(release),
            library.structure(table.id, release.name),
            list(library.reader.stream(
                f"SELECT * FROM {source_of(library.release_file(table.id, release.name))}"
            )),
        )
        for table in library.tables()
        for release in table.releases
    ]  # fmt: skip


def test_without_metadata_the_user_is_asked_and_nothing_is_imported(
    library: Library, data: Path
) -> None:
    report = drop(library, data)
    assert report.question is not None
    assert [one.key for one in report.question.choices] == ["period-Instroom", OUT, "category"]
    assert library.tables() == ()


@pytest.mark.parametrize(
    ("text", "first", "dimension", "reading"),
    [
        (TIME_IS_OUT, "2020KW01", "Instroom", OUT),
        (TIME_IS_IN, "2019KW01", "Uitstroom", "period-Instroom"),
    ],
)
@pytest.mark.parametrize("is_before", [True, False])
def test_metadata_decides_which_column_is_the_period(
    library: Library, data: Path, tmp_path: Path, text: str, first: str, dimension: str,
    reading: str, *, is_before: bool,
) -> None:  # fmt: skip
    metadata = metadata_of(tmp_path, text)
    if is_before:
        assert drop(library, metadata).waits
        report = drop(library, data)
    else:
        report = drop(library, data, metadata)
    assert (report.question, report.error) == (None, None)
    assert (report.first, report.reading) == (first, reading)
    assert dimension in [one.key for one in report.dimensions]
    assert report.companions == (metadata.name,)


def test_metadata_that_knows_no_period_says_that_there_is_none(
    library: Library, data: Path, tmp_path: Path
) -> None:
    report = drop(library, data, metadata_of(tmp_path, NO_TIME))
    assert (report.first, report.reading) == ("", "category")
    assert [one.key for one in report.dimensions] == ["Instroom", "Uitstroom"]


def test_late_metadata_keeps_the_reading_that_it_agrees_with(
    library: Library, data: Path, tmp_path: Path
) -> None:
    plain = drop(library, data, reading=OUT)
    report = drop(library, metadata_of(tmp_path, TIME_IS_OUT))
    assert (report.status, report.reading, report.first) == ("imported", OUT, plain.first)
    assert report.measures[0].unit == "x 1 000"
    assert not any("until now" in one for one in report.warnings)
    assert len(library.table("99905NED").releases) == 1


def test_late_metadata_that_tells_another_period_is_right_and_says_so(
    library: Library, data: Path, tmp_path: Path, listing: Listing
) -> None:
    drop(library, data, reading=OUT)
    metadata = metadata_of(tmp_path, TIME_IS_IN)
    before = listing(library.folder)
    foreseen = inspect_file(metadata, {}, library=library)
    assert listing(library.folder) == before
    report = drop(library, metadata)
    assert foreseen.to_json() == report.to_json()
    assert (report.reading, report.first) == ("period-Instroom", "2019KW01")
    assert any("otherwise until now" in one for one in report.warnings)
    library.take_back("99905NED", report.release)
    (back,) = library.table("99905NED").releases
    assert library.chosen_reading(back) == OUT


def test_the_same_file_again_is_known_with_its_reading(
    library: Library, data: Path, tmp_path: Path
) -> None:
    drop(library, data, reading="2")
    again = drop(library, data)
    assert (again.status, again.reading) == ("unchanged", OUT)
    drop(library, metadata_of(tmp_path, TIME_IS_OUT))
    again = drop(library, data)
    assert (again.status, again.reading) == ("unchanged", OUT)


def test_the_rows_left_out_are_those_of_the_reading_that_was_taken(
    library: Library, tmp_path: Path
) -> None:
    # As a period `nooit` cannot be read; as a category it can.
    rows = "".join(f'"{n}";"2019KW0{n}";"2020KW0{n}";"      {n}5"\n' for n in range(1, 5))
    text = f'{DATA.splitlines()[0]}\n{rows}"5";"nooit";"2020KW04";"      55"\n'
    file = write(tmp_path / "x" / NAME, text)
    for reading, lines in (("period-Instroom", [6]), (OUT, [])):
        report = drop(library, file, reading=reading)
        for told in (report, drop(library, file)):
            left_out = read_rejected(file, {}, reading=told.reading)
            assert [one.line for one in left_out] == [one.line for one in told.rejected] == lines


def test_the_rows_left_out_are_right_where_waiting_metadata_decided(
    library: Library, data: Path, tmp_path: Path
) -> None:
    drop(library, metadata_of(tmp_path, TIME_IS_OUT))
    report = drop(library, data)
    rows = read_rejected(data, {}, reading=report.reading)
    assert [one.line for one in rows] == [one.line for one in report.rejected] == [5]


@pytest.mark.parametrize("is_index_lost", [False, True])
@pytest.mark.parametrize("text", ["", TIME_IS_OUT, TIME_IS_IN])
def test_a_rebuilt_library_has_the_reading_and_the_metadata_that_came_late(
    library: Library, data: Path, tmp_path: Path, text: str, *, is_index_lost: bool
) -> None:
    drop(library, data, reading=OUT)
    if text:
        drop(library, metadata_of(tmp_path, text))
    before = contents(library)
    if is_index_lost:
        library.close()
        for path in library.folder.glob(f"{INDEX}*"):
            path.unlink()
        library = open_to_rebuild(library.folder)
    with library:
        done = rebuild(library)
        wanted = Outcome.FOUND if is_index_lost else Outcome.SAME
        assert {one.outcome for one in done} == {wanted}
        assert contents(library) == before
        assert verify(library).faults == ()


def test_a_choice_that_is_no_choice_is_asked_again(library: Library, data: Path) -> None:
    report = drop(library, data, reading="7")
    assert report.question is not None
    assert library.tables() == ()
