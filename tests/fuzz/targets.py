"""What is fuzzed: bytes go in, and nothing but observations or UnreadableFile may come out."""

import random
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import duckdb

from mkbviewer.core.errors import UnreadableFile
from mkbviewer.dialects import DIALECTS, probe_file, rectangle
from mkbviewer.dialects.plain import plain_file
from mkbviewer.dialects.refusal import refuse, refuse_other_kinds, refuse_too_wide
from mkbviewer.dialects.regular.form import LEAST_BYTES, may_be_regular
from mkbviewer.dialects.regular.reader import read_regular
from mkbviewer.store.files.archive import list_members, unpack
from mkbviewer.store.importing.gather import gather
from tests.dialects.reading_files import ReadFile, compare_readings, rows_in, rows_of

SPECIMENS = Path(__file__).resolve().parents[1] / "specimens"
ARCHIVE = "archive"
TARGETS = (*(dialect.name for dialect in DIALECTS), ARCHIVE)


def specimen_sets(target: str) -> list[list[Path]]:
    """The specimens of a dialect, each with its companions; the data file first."""
    folder = SPECIMENS / target
    folders = [folder, *(one for one in sorted(folder.rglob("*")) if one.is_dir())]
    sets = []
    for place in folders:
        found = gather(sorted(one for one in place.iterdir() if one.is_file()))
        sets += [[one.path, *one.companions.values()] for one in found]
    return sets


@cache
def seeds(target: str) -> tuple[bytes, ...]:
    """Inputs to begin with: a byte that says which file of which specimen it is, then the file."""
    if target == ARCHIVE:
        return tuple(_packed(files) for files in specimen_sets("odata4"))
    return tuple(
        bytes([number]) + files[place].read_bytes()[:4000]
        for number, (files, place) in enumerate(_places(target))
    )


def _packed(files: list[Path]) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.zip"
        with ZipFile(path, "w", ZIP_DEFLATED) as made:
            for file in files[:3]:
                made.write(file, file.name)
        return path.read_bytes()


@cache
def _places(target: str) -> tuple[tuple[list[Path], int], ...]:
    return tuple((files, place) for files in specimen_sets(target) for place in range(len(files)))


@cache
def _connection() -> "duckdb.DuckDBPyConnection":
    connection = duckdb.connect()
    connection.execute("set threads = 1; set memory_limit = '500MB'")
    return connection


def read_input(target: str, data: bytes) -> bool:
    """Whether an input was read with a dialect; whatever else than UnreadableFile is a fault."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            if target == ARCHIVE:
                return _read_archive(Path(folder), data)
            return _read_file(target, Path(folder), data)
        except UnreadableFile:
            return False


def _read_file(target: str, folder: Path, data: bytes) -> bool:
    places = _places(target)
    files, chosen = places[(data[0] if data else 0) % len(places)]
    copies = {}
    for number, file in enumerate(files):
        copies[file.name] = folder / file.name
        copies[file.name].write_bytes(data[1:] if number == chosen else file.read_bytes())
    path = copies[files[0].name]
    probe = probe_file(path, copies)
    dialect = next(one for one in DIALECTS if one.name == target)
    refuse_other_kinds(probe)
    found = dialect.recognise(probe)
    if found is None:
        assert refuse(probe).what
        return False
    refuse_too_wide(probe, found.layout)
    with plain_file(path, found.layout.form, lambda: None) as plain:
        by_arrow = None
        if may_be_regular(found.layout, LEAST_BYTES):
            by_arrow = read_regular(plain, found.layout, lambda: None)
        reading = rectangle.read(_connection(), plain, found.layout, lambda: None)
    if by_arrow is not None:
        found_by_arrow = ReadFile(found, by_arrow.reading, rows_of(by_arrow))
        compare_readings(found_by_arrow, ReadFile(found, reading, rows_in(_connection())))
    row = _connection().execute("select count(*), count(value) from observations").fetchone()
    assert row is not None
    assert row[0] == reading.observations + sum(reading.missing.values())
    return True


def _read_archive(folder: Path, data: bytes) -> bool:
    path = folder / "a.zip"
    path.write_bytes(data)
    gather([path])
    place = folder / "in"
    unpacked = unpack(path, list_members(path), place)
    assert all(one.is_relative_to(place) for one in unpacked.values())
    return bool(unpacked)


_MARKS = (b";", b",", b'"', b"\n", b"\r\n", b"\0", b"*", b".", b"|", b"\xff\xfe", b"\x1f\x8b", b"'")
_WORDS = (
    b"Perioden", b"Onderwerp", b"Id;Measure;Value;StringValue", b"TableInfos", b"Bron: CBS",
    b"9999999999999999999999", b"2023KW03", b"1e400", b"nan", b"\xe9", b"Apr-01", b"\xef\xbb\xbf",
)  # fmt: skip


def mutate(data: bytes, chance: random.Random) -> bytes:
    """The data with a few changes of the kinds that break readers."""
    changed = bytearray(data)
    for _count in range(chance.randint(1, 6)):
        place = chance.randrange(len(changed) + 1)
        length = chance.choice((1, 2, 5, 20, 100))
        change = chance.choice(_CHANGES)
        change(changed, place, length, chance)
    return bytes(changed)


def _delete(data: bytearray, place: int, length: int, _chance: random.Random) -> None:
    del data[place : place + length]


def _insert(data: bytearray, place: int, _length: int, chance: random.Random) -> None:
    data[place:place] = chance.choice((*_MARKS, *_WORDS))


def _repeat(data: bytearray, place: int, length: int, chance: random.Random) -> None:
    data[place:place] = data[place : place + length] * chance.choice((1, 3, 50))


def _scramble(data: bytearray, place: int, length: int, chance: random.Random) -> None:
    data[place : place + length] = chance.randbytes(min(length, 5))


def _cut(data: bytearray, place: int, _length: int, _chance: random.Random) -> None:
    del data[max(place, 10) :]


def _swap_mark(data: bytearray, _place: int, _length: int, chance: random.Random) -> None:
    old, new = chance.choice(_MARKS), chance.choice(_MARKS)
    data[:] = data.replace(old, new, chance.choice((1, 1, -1)))


_CHANGES: tuple[Callable[[bytearray, int, int, random.Random], None], ...] = (
    _delete,
    _insert,
    _repeat,
    _scramble,
    _cut,
    _swap_mark,
)
