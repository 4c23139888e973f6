"""Dropped files and folders become data files with what belongs to them."""

import gzip
import os
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from mkbviewer.core.errors import UnreadableFile
from mkbviewer.store.importing.gather import Candidate, find_companions, gather
from mkbviewer.store.importing.source import open_source

DATA = '"ID";"Sector";"Perioden";"Bedrijven_1"\r\n"0";"T1";"2022KW01";"     90"\r\n'
METADATA = '\ufeff"TableInfos"\r\n"ID";"Title"\r\n"0";"Verzonnen bedrijven"\r\n'
CODES = "Key,Title,Description\nT1,Totaal,\n"
PROPERTIES = '"odata.type","ID","Position","ParentID","Type","Key"\n'


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="")
    return path


def summary(*paths: Path) -> list[tuple[str, list[str]]]:
    return [(one.path.name, sorted(one.companions)) for one in gather(paths)]


@pytest.mark.parametrize("order", [1, -1])
def test_metadata_goes_with_its_data_in_any_order(tmp_path: Path, order: int) -> None:
    data = write(tmp_path / "a/vacatures.csv", DATA)
    metadata = write(tmp_path / "b/anders_metadata.csv", METADATA)
    assert summary(*[data, metadata][::order]) == [("vacatures.csv", ["anders_metadata.csv"])]


def test_metadata_beside_the_data_is_found(tmp_path: Path) -> None:
    data = write(tmp_path / "vacatures.csv", DATA)
    write(tmp_path / "vacatures_metadata.csv", METADATA)
    write(tmp_path / "lonen_metadata.csv", METADATA)
    write(tmp_path / "lonen.csv", DATA)
    assert summary(data) == [("vacatures.csv", ["vacatures_metadata.csv"])]


def test_a_table_id_at_the_beginning_is_enough(tmp_path: Path) -> None:
    data = write(tmp_path / "99901NED_TypedDataSet_15012025_115740.csv", DATA)
    write(tmp_path / "99901NED_metadata.csv", METADATA)
    write(tmp_path / "99901NED_metadata (1).csv", CODES)
    write(tmp_path / "99901NE_metadata.csv", METADATA)
    assert sorted(find_companions(data)) == ["99901NED_metadata (1).csv", "99901NED_metadata.csv"]


def test_a_file_that_is_only_called_metadata_is_data(tmp_path: Path) -> None:
    data = write(tmp_path / "a_metadata.csv", DATA)
    assert summary(data) == [("a_metadata.csv", [])]


def test_metadata_alone_stands_for_itself(tmp_path: Path) -> None:
    assert summary(write(tmp_path / "a_metadata.csv", METADATA)) == [("a_metadata.csv", [])]


def test_a_dump_takes_the_lists_beside_it(tmp_path: Path) -> None:
    data = write(tmp_path / "data.csv", DATA)
    write(tmp_path / "DataProperties.csv", PROPERTIES)
    write(tmp_path / "Sector.csv", CODES)
    assert summary(data) == [("data.csv", ["DataProperties.csv", "Sector.csv"])]
    assert summary(tmp_path) == [("data.csv", ["DataProperties.csv", "Sector.csv"])]


def test_each_dump_in_a_folder_of_folders_has_its_own_lists(tmp_path: Path) -> None:
    for name in ("een", "twee"):
        write(tmp_path / name / "data.csv", DATA)
        write(tmp_path / name / "DataProperties.csv", PROPERTIES)
        write(tmp_path / name / f"{name}.csv", CODES)
    found = gather([tmp_path])
    assert [sorted(one.companions) for one in found] == [
        ["DataProperties.csv", "een.csv"],
        ["DataProperties.csv", "twee.csv"],
    ]
    assert [one.companions["DataProperties.csv"].parent.name for one in found] == ["een", "twee"]


def test_a_file_that_is_dropped_twice_is_imported_once(tmp_path: Path) -> None:
    data = write(tmp_path / "data.csv", DATA)
    assert summary(data, tmp_path, data) == [("data.csv", [])]


def test_links_in_a_circle_are_not_followed(tmp_path: Path) -> None:
    write(tmp_path / "map/data.csv", DATA)
    (tmp_path / "map/terug").symlink_to(tmp_path, target_is_directory=True)
    assert summary(tmp_path) == [("data.csv", [])]


def test_a_path_that_does_not_exist_stands_for_itself(tmp_path: Path) -> None:
    assert summary(tmp_path / "weg.csv") == [("weg.csv", [])]


def test_files_of_other_kinds_in_a_folder_are_left_alone(tmp_path: Path) -> None:
    write(tmp_path / "lees mij.pdf", "%PDF")
    write(tmp_path / ".verborgen.csv", DATA)
    write(tmp_path / "data.CSV", DATA)
    assert summary(tmp_path) == [("data.CSV", [])]


OBSERVATIONS = (
    "Id;Measure;Sector;Perioden;Value;StringValue;ValueAttribute\n0;M1;T1;2022JJ00;1;;None\n"
)
MEASURE_CODES = (
    "Identifier;MeasureGroupId;Index;Title;Description;DataType;Unit;Decimals\nM1;;1;A;;Long;;0\n"
)
SECTOR_CODES = (
    "Identifier;DimensionGroupId;DimensionId;Index;Title;Description\nT1;;Sector;1;Totaal;\n"
)


def write_set(folder: Path) -> Path:
    write(folder / "MeasureCodes.csv", MEASURE_CODES)
    write(folder / "SectorCodes.csv", SECTOR_CODES)
    return write(folder / "Observations.csv", OBSERVATIONS)


def pack_files(path: Path, files: dict[str, str]) -> Path:
    with ZipFile(path, "w") as made:
        for name, text in files.items():
            made.writestr(name, text)
    return path


def test_a_bulk_set_in_a_folder_is_one_candidate(tmp_path: Path) -> None:
    write_set(tmp_path / "99906NED")
    write(tmp_path / "vacatures.csv", DATA)
    assert summary(tmp_path) == [
        ("vacatures.csv", []),
        ("Observations.csv", ["MeasureCodes.csv", "SectorCodes.csv"]),
    ]


def test_the_observations_of_a_bulk_set_alone_find_the_other_files(tmp_path: Path) -> None:
    path = write_set(tmp_path)
    renamed = path.rename(tmp_path / "anders.csv")
    assert sorted(find_companions(renamed)) == ["MeasureCodes.csv", "SectorCodes.csv"]


def test_an_archive_with_one_table_is_one_candidate_whatever_is_in_it(tmp_path: Path) -> None:
    one = pack_files(
        tmp_path / "set.zip",
        {"Observations.csv": OBSERVATIONS, "MeasureCodes.csv": MEASURE_CODES, "D.json": "{}"},
    )
    two = pack_files(tmp_path / "gewoon.zip", {"map/data.csv": DATA, "map/lees.pdf": "%PDF"})
    assert summary(one, two) == [("set.zip", []), ("gewoon.zip", [])]


def test_an_archive_with_several_tables_is_a_candidate_for_each(tmp_path: Path) -> None:
    path = pack_files(
        tmp_path / "veel.zip",
        {
            "a/data.csv": DATA,
            "a/a_metadata.csv": METADATA,
            "b/data.csv": DATA,
            "__MACOSX/c.csv": "",
        },
    )
    found = gather([path])
    assert [one.path.relative_to(path).as_posix() for one in found] == ["a/data.csv", "b/data.csv"]
    assert [sorted(one.companions) for one in found] == [["a_metadata.csv"], []]


def test_archives_in_folders_are_looked_into(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    pack_files(tmp_path / "in/set.zip", {"data.csv": DATA})
    assert summary(tmp_path) == [("set.zip", [])]


def test_metadata_beside_an_archive_goes_with_the_table_in_it(tmp_path: Path) -> None:
    path = pack_files(tmp_path / "vacatures.zip", {"vacatures.csv": DATA})
    metadata = write(tmp_path / "vacatures_metadata.csv", METADATA)
    assert summary(path, metadata) == [("vacatures.zip", ["vacatures_metadata.csv"])]


@pytest.mark.parametrize(
    "files", [{}, {"MeasureCodes.csv": MEASURE_CODES}, {"lees.pdf": ""}, {"../a.csv": DATA}]
)
def test_an_archive_without_a_table_stands_for_itself(
    tmp_path: Path, files: dict[str, str]
) -> None:
    path = pack_files(tmp_path / "leeg.zip", files)
    write(tmp_path / "data.csv", DATA)
    assert summary(path, tmp_path / "data.csv") == [("data.csv", []), ("leeg.zip", [])]


def test_a_folder_with_lists_and_no_figures_is_one_candidate(tmp_path: Path) -> None:
    write(tmp_path / "99907NED/DataProperties.csv", PROPERTIES)
    write(tmp_path / "99907NED/Sector.csv", CODES)
    assert summary(tmp_path) == [("99907NED", [])]


def test_links_that_lead_to_each_other_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "a.csv").symlink_to("b.csv")
    (tmp_path / "b.csv").symlink_to("a.csv")
    write(tmp_path / "data.csv", DATA)
    assert summary(tmp_path) == [("data.csv", [])]
    assert summary(tmp_path / "a.csv") == [("a.csv", [])]


def metadata_of(table: str) -> str:
    return f'"TableInfos"\n"ID";"Title";"Identifier"\n"0";"Verzonnen";"{table}"\n'


def test_metadata_of_another_table_stands_for_itself(tmp_path: Path) -> None:
    data = tmp_path / "99901NED.csv"
    data.write_text(DATA, encoding="utf-8")
    other = tmp_path / "lonen_metadata.csv"
    other.write_text(metadata_of("99902NED"), encoding="utf-8")
    assert gather([tmp_path]) == (Candidate(data), Candidate(other))


def test_metadata_that_may_be_of_a_nameless_table_is_not_lost_if_it_is_not(tmp_path: Path) -> None:
    """Two files tell no id: it is tried with both, and waits for its figures else."""
    for name in ("een.csv", "twee.csv"):
        (tmp_path / name).write_text(DATA, encoding="utf-8")
    other = tmp_path / "lonen_metadata.csv"
    other.write_text(metadata_of("99902NED"), encoding="utf-8")
    first, second, alone = gather([tmp_path])
    assert first.companions == second.companions == {other.name: other}
    assert alone == Candidate(other)


def test_an_explanation_beside_the_data_is_passed_over(tmp_path: Path) -> None:
    data = write(tmp_path / "99901NED.csv", DATA)
    (tmp_path / "leesmij.txt").write_text("Deze map hoort bij tabel 99901, van het CBS.\n")
    assert gather([tmp_path]) == (Candidate(data),)
    alone = tmp_path / "leesmij.txt"
    assert gather([alone]) == (Candidate(alone),)


def test_packed_metadata_goes_with_packed_data(tmp_path: Path) -> None:
    data, metadata = tmp_path / "99901NED.csv.gz", tmp_path / "99901NED_metadata.csv.gz"
    data.write_bytes(gzip.compress(DATA.encode()))
    metadata.write_bytes(gzip.compress(metadata_of("99901NED").encode()))
    assert gather([tmp_path]) == (Candidate(data, {metadata.name: metadata}),)


def test_lists_with_the_row_numbers_of_pandas_or_r_are_lists(tmp_path: Path) -> None:
    data = write(tmp_path / "data.csv", "ID;Sector;Perioden;Omzet_1\n0;T1;2022JJ00;1\n")
    write(tmp_path / "Sector.csv", ",Key,Title,Description\n0,T1,Totaal,\n")
    properties = '"";"odata.type";"ID";"Position";"ParentID";"Type";"Key"\n'
    write(tmp_path / "DataProperties.csv", properties)
    (found,) = gather([tmp_path])
    assert found.path == data
    assert sorted(found.companions) == ["DataProperties.csv", "Sector.csv"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_refused_and_nobody_waits_for_it(tmp_path: Path) -> None:
    pipe = tmp_path / "a.csv"
    os.mkfifo(pipe)
    assert [one.path for one in gather([pipe])] == [pipe]
    with pytest.raises(UnreadableFile, match="neither a file nor a folder"):
        open_source(pipe, None, tmp_path / "place")


@pytest.mark.skipif(sys.platform != "linux", reason="only there a name can be of any bytes")
def test_a_file_whose_name_is_no_text_is_refused_and_beside_others_passed_over(
    tmp_path: Path,
) -> None:
    odd = Path(os.fsdecode(os.fsencode(tmp_path) + b"/99901NED_metadata_caf\xe9.csv"))
    odd.write_text('"TableInfos"\n')
    data = tmp_path / "99901NED.csv"
    data.write_text("ID;Perioden;A_1\n0;2022JJ00;1\n")
    assert find_companions(data) == {}
    with pytest.raises(UnreadableFile, match="another name"):
        open_source(odd, None, tmp_path / "place")
