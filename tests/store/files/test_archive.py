"""ZIP files are looked into and unpacked within bounds, whatever they say of themselves."""

import stat
import struct
import zipfile
from pathlib import Path

import pytest

from mkbviewer.core.errors import Cancelled, UnreadableFile
from mkbviewer.store.files import archive
from mkbviewer.store.files.archive import list_members, unpack
from mkbviewer.store.files.first_look import is_archive

DATA = "ID;Sector;Perioden;Omzet_1\n0;T001081;2023JJ00;1\n"


def pack(path: Path, files: dict[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name, content)
    return path


def refusal(path: Path) -> str:
    with pytest.raises(UnreadableFile) as caught:
        list_members(path)
    assert path.name in caught.value.what
    assert caught.value.remedy
    return caught.value.why


def test_an_archive_is_known_by_how_it_begins(tmp_path: Path) -> None:
    assert is_archive(pack(tmp_path / "zonder einde", {"a.csv": DATA}))
    assert not is_archive(pack(tmp_path / "map.xlsx", {"[Content_Types].xml": "", "xl/a.xml": ""}))
    (tmp_path / "data.zip").write_text(DATA, encoding="utf-8")
    assert not is_archive(tmp_path / "data.zip")
    assert not is_archive(tmp_path / "weg.zip")


def test_files_are_unpacked_byte_for_byte_under_names_made_here(tmp_path: Path) -> None:
    path = pack(tmp_path / "a.zip", {"sub\\b.csv": "één", "c*?.csv": DATA, "sub/": b""})
    members = list_members(path)
    found = unpack(path, members, tmp_path / "in")
    assert {name: one.read_text(encoding="utf-8") for name, one in found.items()} == {
        "sub/b.csv": "één",
        "c*?.csv": DATA,
    }
    assert [one.name for one in found.values()] == ["b.csv", "c__.csv"]
    assert all(one.is_relative_to(tmp_path / "in") for one in found.values())


@pytest.mark.parametrize(
    "name", ["../boven.csv", "a/../../b.csv", "/etc/data.csv", "C:\\data.csv", "..\\boven.csv"]
)
def test_a_name_that_points_outside_is_refused(tmp_path: Path, name: str) -> None:
    path = pack(tmp_path / "kwaad.zip", {"goed.csv": DATA, name: DATA})
    assert "points to a place outside" in refusal(path)
    assert not (tmp_path.parent / "boven.csv").exists()


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "bom.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made, made.open("a.csv", "w") as out:
        for _count in range(80):
            out.write(bytes(1 << 20))
    assert path.stat().st_size < 1 << 20
    assert "times as large as it is packed" in refusal(path)


def test_many_files_that_are_large_together_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = pack(tmp_path / "veel.zip", {f"{n}.csv": DATA * 20 for n in range(5)})
    monkeypatch.setattr(archive, "MOST_BYTES", 3 * len(DATA) * 20)
    assert "gigabytes" in refusal(path)
    monkeypatch.setattr(archive, "MOST_MEMBERS", 4)
    assert "There are 5 files in it" in refusal(path)


def test_a_size_that_is_a_lie_unpacks_no_more_than_that(tmp_path: Path) -> None:
    path = pack(tmp_path / "leugen.zip", {"a.csv": b"0" * 100_000})
    raw = path.read_bytes()
    size = struct.pack("<I", 100_000)
    assert raw.count(size) == 2
    path.write_bytes(raw.replace(size, struct.pack("<I", 10)))
    with pytest.raises(UnreadableFile) as caught:
        unpack(path, list_members(path), tmp_path / "in")
    assert "damaged" in caught.value.why
    assert sum(one.stat().st_size for one in (tmp_path / "in").rglob("*.csv")) <= 10


@pytest.mark.parametrize("name", ["nog een.zip", "map/data.csv.gz", "DATA.TAR", "a.7z"])
def test_an_archive_in_an_archive_is_refused(tmp_path: Path, name: str) -> None:
    assert "another archive" in refusal(pack(tmp_path / "pop.zip", {name: b"PK"}))


def test_an_encrypted_archive_is_refused(tmp_path: Path) -> None:
    path = pack(tmp_path / "geheim.zip", {"a.csv": DATA})
    raw = bytearray(path.read_bytes())
    raw[6] |= 1
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(raw)
    assert "password" in refusal(path)


def test_a_link_in_an_archive_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "koppeling.zip"
    entry = zipfile.ZipInfo("a.csv")
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(path, "w") as made:
        made.writestr(entry, "/etc/passwd")
    assert "link" in refusal(path)


def test_a_damaged_archive_is_refused(tmp_path: Path) -> None:
    path = pack(tmp_path / "stuk.zip", {"a.csv": DATA * 100})
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    assert "damaged" in refusal(path)
    spoilt = bytearray(whole)
    spoilt[60] ^= 0xFF
    path.write_bytes(spoilt)
    with pytest.raises(UnreadableFile):
        unpack(path, list_members(path), tmp_path / "in")


def test_two_files_of_one_name_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "dubbel.zip"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("a.csv", DATA)
        made.writestr("A.csv", DATA)
    assert "same name" in refusal(path)


def test_unpacking_can_be_cancelled(tmp_path: Path) -> None:
    def cancel() -> None:
        raise Cancelled("")

    path = pack(tmp_path / "a.zip", {"a.csv": DATA})
    with pytest.raises(Cancelled):
        unpack(path, list_members(path), tmp_path / "in", cancel)


def test_names_that_differ_by_capitals_only_are_told_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("A/99901NED.csv", "x")
        archive.writestr("a/99901NED.csv", "y")
    with pytest.raises(UnreadableFile, match=r"a/99901NED\.csv"):
        list_members(path)
