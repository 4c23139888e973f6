"""The beginning of a file: what is no text, how text is encoded, and how it falls into rows."""

import gzip
import json
import subprocess
import sys
from pathlib import Path

import pytest

from mkbviewer.core.errors import UnreadableFile
from mkbviewer.dialects import probe_file, recognise
from mkbviewer.dialects.probe import table_id_of
from tests.dialects.reading_files import read_file

ROWS = "ID;RegioS;Perioden;Omzet_1\n0;NL01;2021JJ00;1.5\n1;Fryslân;2021JJ00;2.5\n"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf \r\n", "is empty"),
        (b"\x89PNG\r\n\x1a\n....", "a PNG image"),
        (b"%PDF-1.7\n%\xe2\xe3", "a PDF document"),
        (b"PK\x03\x04\x14\x00xl/workbook.xml", "Excel workbook (.xlsx)"),
        (b"PK\x03\x04\x14\x00Observations.csv", "a ZIP archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "(.xls)"),
        (b"PAR1\x15\x04", "a Parquet file"),
        (b"SQLite format 3\x00", "a SQLite database"),
        (bytes(range(32)) * 40, "a binary file"),
        (b"ID;Perioden;A_1\n0;20\x0021JJ00;1\n", "NUL bytes"),
        (b"<!DOCTYPE html><html><title>Fout 404</title>", "Fout 404"),
        (b"  <html><body>x</body>", "a web page (HTML)"),
        (b"<?xml version='1.0'?><a/>", "an XML document"),
        (b'{"value": [1, 2]}', "a JSON file"),
        (
            json.dumps({"odata.error": {"code": "", "message": {"value": "Te veel"}}}).encode(),
            "Te veel",
        ),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 123\n", "123 bytes"),
        (b"\x1f\x8b\x08\x00damaged", "damaged"),
    ],
)
def test_what_is_no_csv_is_named(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "data.csv"
    path.write_bytes(content)
    with pytest.raises(UnreadableFile) as caught:
        probe_file(path)
    assert words in str(caught.value)
    assert "data.csv" in caught.value.what


def test_a_file_that_is_not_there_and_a_folder_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="There is no file"):
        probe_file(tmp_path / "weg.csv")
    with pytest.raises(UnreadableFile, match="is a folder"):
        probe_file(tmp_path)


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("cp1252", "cp1252"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
    ],
)
def test_every_encoding_gives_the_same_figures(tmp_path: Path, encoding: str, name: str) -> None:
    path = tmp_path / "data.csv"
    path.write_bytes(ROWS.encode(encoding))
    assert probe_file(path).form.encoding == name
    found = read_file(path)
    assert found.members("RegioS") == [("NL01", "NL01"), ("Fryslân", "Fryslân")]
    assert [row["value"] for row in found.rows] == [1.5, 2.5]


def test_a_gzipped_file_is_read_as_what_is_in_it(tmp_path: Path) -> None:
    path = tmp_path / "99901NED.csv.gz"
    path.write_bytes(gzip.compress(ROWS.encode()))
    found = read_file(path)
    assert found.recognition.table == "99901NED"
    assert [row["value"] for row in found.rows] == [1.5, 2.5]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_every_line_end_is_understood(tmp_path: Path, ending: str) -> None:
    path = tmp_path / "data.csv"
    path.write_bytes(ROWS.replace("\n", ending).encode())
    assert [row["value"] for row in read_file(path).rows] == [1.5, 2.5]


def test_mixed_line_ends_and_blank_lines_at_the_end_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "data.csv"
    path.write_bytes(ROWS.replace("\n", "\r\n", 1).encode() + b"\n  \n")
    found = read_file(path)
    assert [row["value"] for row in found.rows] == [1.5, 2.5]
    assert found.reading.rejected_count == 0


def test_a_late_line_in_windows_1252_is_read_and_told(tmp_path: Path) -> None:
    lines = [f"{n};NL{n};2021JJ00;1.5\n".encode() for n in range(5000)]
    path = tmp_path / "data.csv"
    path.write_bytes(
        b"ID;RegioS;Perioden;Omzet_1\n" + b"".join(lines) + b"5000;Frysl\xe2n;2021JJ00;7\n"
    )
    found = read_file(path)
    assert ("Fryslân", "Fryslân") in found.members("RegioS")
    assert "Windows-1252" in found.reading.warnings[0]


@pytest.mark.parametrize(
    ("text", "delimiter", "value"),
    [
        ("ID;RegioS;Perioden;Omzet_1\n0;A, B;2021JJ00;1,5\n", ";", 1.5),
        ("ID;RegioS;Perioden;Omzet_1\n0;A;2021JJ00;1.5\n", ";", 1.5),
        ('ID,RegioS,Perioden,Omzet_1\n0,A,2021JJ00,"1,5"\n', ",", 1.5),
        ('"ID","RegioS","Perioden","Omzet_1"\n0,"A; B","2021JJ00",1.5\n', ",", 1.5),
        ("ID\tRegioS\tPerioden\tOmzet_1\n0\tA\t2021JJ00\t1,5\n", "\t", 1.5),
        (
            "Winkels; omzet\n\tOnderwerp\n\tOmzet\nPerioden\tmln euro\n2021\t1,5\nBron: CBS\n",
            "\t",
            1.5,
        ),
    ],
)
def test_delimiter_and_decimal_mark_are_decided_together(
    tmp_path: Path, text: str, delimiter: str, value: float
) -> None:
    path = tmp_path / "data.csv"
    path.write_text(text, encoding="utf-8")
    assert probe_file(path).form.delimiter == delimiter
    assert [row["value"] for row in read_file(path).rows] == [value]


@pytest.mark.parametrize(
    ("name", "table"),
    [
        ("80472ned_UntypedDataSet_05022022_160508.csv", "80472ned"),
        ("81589NED.csv", "81589NED"),
        ("37763_full_data.csv", "37763"),
        ("table__85231ENG.csv", "85231ENG"),
        ("Bedrijven__bedrijfstak_23032020_155149.csv", ""),
        ("20230101_cijfers.csv", ""),
        ("data.csv", ""),
    ],
)
def test_the_table_id_is_taken_from_a_name_only_where_it_is_one(name: str, table: str) -> None:
    assert table_id_of(Path(name)) == table


def test_a_long_file_is_looked_at_by_its_first_whole_lines_only(tmp_path: Path) -> None:
    path = tmp_path / "data.csv"
    path.write_text("a;b\n" + "1;2\n" * 50_000, encoding="utf-8")
    probe = probe_file(path)
    assert len(probe.head) <= 1 << 16
    assert set(probe.rows[1:]) == {("1", "2")}


def test_commas_in_a_title_and_in_members_part_nothing(tmp_path: Path) -> None:
    lines = ["Bedrijven; omzet, banen", "\tOnderwerp", "\tOmzet\tBanen", "Branche\teuro\taantal"]
    lines += [f"Sector {name}, overig\t{name},5\t{name}" for name in range(20)]
    path = tmp_path / "a.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    assert probe_file(path).form.delimiter == "\t"


def test_an_unknown_layout_is_refused_with_its_first_line(tmp_path: Path) -> None:
    path = tmp_path / "boodschappen.csv"
    path.write_text("wat,waar\nbrood,bakker\nmelk,winkel\n", encoding="utf-8")
    with pytest.raises(UnreadableFile) as caught:
        recognise(probe_file(path))
    assert "wat,waar" in caught.value.why
    assert "StatLine" in caught.value.remedy


def test_the_dialects_load_without_anything_heavy() -> None:
    script = (
        "import sys, mkbviewer.dialects, mkbviewer.dialects.rectangle;"
        "print(*({'duckdb', 'pandas', 'numpy', 'pyarrow'} & set(sys.modules)))"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert loaded.stdout.strip() == ""


def test_a_gzipped_bomb_is_refused_before_it_fills_the_disk(tmp_path: Path) -> None:
    path = tmp_path / "bom.csv.gz"
    with gzip.open(path, "wb") as packed:
        packed.write(b"ID;Sector;Perioden;Omzet_1\n0;T1;2023JJ00;1\n")
        for _count in range(80):
            packed.write(b" " * (1 << 20))
    with pytest.raises(UnreadableFile) as caught:
        read_file(path)
    assert "as large as it is packed" in caught.value.why


@pytest.mark.parametrize(
    "header",
    [
        ["Id", "Measure", "Value", *(f"D{number}" for number in range(200))],
        ["ID", "Sector", "Perioden", *(f"M_{number}" for number in range(6000))],
    ],
)
def test_more_columns_than_any_table_has_are_refused(tmp_path: Path, header: list[str]) -> None:
    path = tmp_path / "breed.csv"
    row = ["0", "T1", "2020JJ00", *("1" for _name in header[3:])]
    path.write_text(f"{';'.join(header)}\n{';'.join(row)}\n", encoding="utf-8")
    with pytest.raises(UnreadableFile) as caught:
        read_file(path)
    assert f"{len(header)} columns" in caught.value.why


def test_a_damaged_gzipped_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "stuk.csv.gz"
    whole = gzip.compress(b"ID;Sector;Perioden;Omzet_1\n0;T1;2023JJ00;1\n" * 50)
    for spoilt in (whole[:-20], whole[:20] + b"\xff\xff" + whole[22:], whole[:12]):
        path.write_bytes(spoilt)
        with pytest.raises(UnreadableFile) as caught:
            read_file(path)
        assert "unpacked" in caught.value.what


def test_a_file_of_a_quotation_mark_alone_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "99950NED.csv"
    path.write_bytes(b'\xef\xbb\xbf"')
    with pytest.raises(UnreadableFile, match="no whole row"):
        probe_file(path)
