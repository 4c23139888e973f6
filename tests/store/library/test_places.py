"""Libraries in odd places: names that programs trip over, full disks, folders that are locked."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from mkbviewer.core.errors import LibraryProblem
from mkbviewer.store.importing.importer import import_file
from mkbviewer.store.library.library import Library
from mkbviewer.store.pages.query import read_frame
from mkbviewer.store.revisions.revisions import read_revisions
from mkbviewer.store.upkeep.rebuild import Outcome, rebuild
from mkbviewer.store.upkeep.verification import verify
from tests.store.importing.test_crash import write_file
from tests.store.importing.test_importer import FIRST, METADATA, NAME, SECOND, write

ODD_NAMES = [
    "map met spaties",
    "l'état d'été",
    'het "mkb"',
    "cijfers 📈 köln",
    "[a-z] *? {x}",
    "100%;--drop $HOME `x`",
    "nieuwe\nregel",
    "e\u0301 en \u00e9",
]
if sys.platform == "win32":
    ODD_NAMES = [name for name in ODD_NAMES if not set(name) & set('<>:"|?*\n')]


@pytest.mark.parametrize("name", ODD_NAMES)
def test_any_name_of_a_folder_will_do(tmp_path: Path, name: str) -> None:
    place = tmp_path / name
    metadata = write(place / "bron" / f"99901NED_{name}_metadata.csv", METADATA)
    with Library(place / "library") as library:
        first = import_file(library, write(place / "bron" / NAME, FIRST), {metadata.name: metadata})
        odd = write(place / "later" / f"99901NED {name}.csv", SECOND)
        second = import_file(library, odd, {})
        assert (first.error, second.error) == (None, None)
        assert first.companions == (metadata.name,)
        frame = read_frame(library, "99901NED", measures=["Omzet_2"], by="Sector")
        assert frame.values[0, 0] == 1000.5
        assert read_revisions(library, "99901NED").counts.revised == 2
        assert {one.outcome for one in rebuild(library)} == {Outcome.SAME}
        library.remove("99901NED")
        library.restore("99901NED")
        assert verify(library).faults == ()


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Path]:
    """A folder on another file system than the temporary folder."""
    shared = Path("/dev/shm")
    if not os.access(shared, os.W_OK) or shared.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("no second file system to write in")
    folder = Path(tempfile.mkdtemp(prefix="mkbviewer-test-", dir=shared))
    yield folder
    shutil.rmtree(folder)


def test_a_library_on_another_file_system_than_the_files(tmp_path: Path, elsewhere: Path) -> None:
    with Library(elsewhere / "library") as library:
        assert import_file(library, write(tmp_path / NAME, FIRST), {}).error is None
        assert import_file(library, write(elsewhere / NAME, SECOND), {}).error is None
        assert {one.outcome for one in rebuild(library)} == {Outcome.SAME}
        assert verify(library).faults == ()


def test_a_library_that_is_a_link_to_another_file_system(tmp_path: Path, elsewhere: Path) -> None:
    (elsewhere / "library").mkdir()
    (tmp_path / "library").symlink_to(elsewhere / "library", target_is_directory=True)
    with Library(tmp_path / "library") as library:
        assert import_file(library, write(tmp_path / NAME, FIRST), {}).error is None
        assert verify(library).faults == ()


def test_originals_on_another_file_system_are_refused_clearly(
    tmp_path: Path, elsewhere: Path
) -> None:
    with Library(tmp_path / "library") as library:
        (library.folder / "originals").symlink_to(elsewhere, target_is_directory=True)
        report = import_file(library, write(tmp_path / NAME, FIRST), {})
        assert isinstance(report.error, LibraryProblem)
        assert "file system" in str(report.error)
        assert library.tables() == ()
        assert list(elsewhere.iterdir()) == []


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 3 MB, for who may mount one."""
    place = tmp_path / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(place)]
    if not shutil.which("mount") or subprocess.call(command):
        pytest.skip("no right to mount a small file system")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def test_a_full_disk_is_told_and_what_was_there_stays(tmp_path: Path, small_disk: Path) -> None:
    with Library(small_disk / "library") as library:
        assert import_file(library, write(tmp_path / NAME, FIRST), {}).error is None
        filling = small_disk / "filling"
        for shift, room in enumerate((0, 20_000, 60_000, 200_000)):
            filling.unlink(missing_ok=True)
            free = shutil.disk_usage(small_disk).free
            filling.write_bytes(b"\0" * max(0, free - room))
            file = write_file(tmp_path / f"{room}/99902NED.csv", 1960, shift)
            report = import_file(library, file, {})
            assert isinstance(report.error, LibraryProblem), report.error
            assert "room" in report.error.remedy
            assert verify(library).faults == ()
            assert [table.id for table in library.tables()] == ["99901NED"]
        filling.unlink()
        assert verify(library).faults == ()
    with Library(small_disk / "library") as library:
        assert [table.id for table in library.tables()] == ["99901NED"]
        assert import_file(library, write(tmp_path / "x" / NAME, SECOND), {}).error is None


READ_ONLY = """
import os, sys
from pathlib import Path
import duckdb, numpy.ma, zstandard
from mkbviewer.core.errors import LibraryProblem
from mkbviewer.store.importing.importer import import_file
from mkbviewer.store.library.library import Library
from mkbviewer.store.pages.query import read_frame
from mkbviewer.store.upkeep.verification import verify
duckdb.connect().execute("SELECT 1 AS a").fetchnumpy()
if os.geteuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
with Library(Path(sys.argv[1])) as library:
    frame = read_frame(library, "99901NED", measures=["Omzet_2"], by="Sector")
    assert frame.values[0, 0] == 1000.5
    report = import_file(library, Path(sys.argv[2]), {})
    print(library.read_only, report.status, report.error.what)
    print(verify(library).faults)
    try:
        library.remove("99901NED")
    except LibraryProblem as problem:
        print(problem)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="rights of POSIX")
def test_a_folder_that_may_only_be_read_is_read_and_refuses_changes() -> None:
    with tempfile.TemporaryDirectory(prefix="mkbviewer-test-") as name:
        place = Path(name)
        data = write(place / NAME, FIRST)
        with Library(place / "library") as library:
            import_file(library, data, {})
        newer = write(place / "new" / NAME, SECOND)
        for path in (place, *place.rglob("*")):
            path.chmod(0o555 if path.is_dir() else 0o444)
        try:
            done = subprocess.run(
                [sys.executable, "-c", READ_ONLY, str(place / "library"), str(newer)],
                capture_output=True,
                check=False,
                text=True,
            )
        finally:
            for path in (place, *place.rglob("*")):
                path.chmod(0o755 if path.is_dir() else 0o644)
    assert done.returncode == 0, done.stderr
    told, faults, refused = done.stdout.splitlines()
    assert told.startswith("True refused The library in")
    assert faults == "()"
    assert "only be read" in refused
