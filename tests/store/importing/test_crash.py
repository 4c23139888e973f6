"""Killed, crowded out of the disk, or with company: the library is as before or as after."""

import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from mkbviewer.store.files import disk
from mkbviewer.store.importing.importer import import_file
from mkbviewer.store.library.contents import INDEX
from mkbviewer.store.library.library import Library
from mkbviewer.store.upkeep.verification import verify

KILLS = 54
"""How many moments of an import are tried; a fixed seed draws them."""

Listing = Callable[[Path], dict[str, bytes]]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and limits of POSIX")

IMPORT = """
import sys
from pathlib import Path
import duckdb, numpy, zstandard
from mkbviewer.store.importing.importer import import_file
from mkbviewer.store.library.library import Library
library = Library(Path(sys.argv[1]))
print("ready", flush=True)
sys.stdin.readline()
#LIMIT
for name in sys.argv[2:]:
    report = import_file(library, Path(name), {})
    print(report.status, report.error or "", flush=True)
"""


def write_file(path: Path, first_year: int, shift: int = 0) -> Path:
    """An odata3 file with made-up figures, large enough to be killed in the middle of."""
    lines = ['\ufeff"ID";"Sector";"Perioden";"Bedrijven_1";"Omzet_2"']
    keys = [
        (sector, f"{year}KW{quarter:02d}")
        for sector in range(150)
        for year in range(first_year, first_year + 20)
        for quarter in (1, 2, 3, 4)
    ]
    lines += [
        f'"{number}";"S{sector:03d}";"{period}";"{number + shift:8d}";"{number / 10:8.1f}"'
        for number, (sector, period) in enumerate(keys)
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def start(library: Path, *files: Path, limit: str = "") -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", IMPORT.replace("#LIMIT", limit), str(library), *map(str, files)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    assert process.stdout.readline() == "ready\n"
    return process


def go(process: subprocess.Popen[str]) -> None:
    assert process.stdin
    process.stdin.write("\n")
    process.stdin.flush()


def check_whole(library: Library) -> None:
    """Every release has its files as the index tells, and no other file lies about."""
    assert verify(library).faults == ()
    with closing(sqlite3.connect(library.folder / INDEX)) as index:
        releases = index.execute("SELECT parquet, parquet_sha256 FROM releases").fetchall()
        originals = index.execute(
            "SELECT 'originals/' || sha256 || '.' || extension || '.zst' FROM originals"
        ).fetchall()
        assert index.execute("SELECT count(*) FROM pending").fetchone() == (0,)
    for path, sha256 in releases:
        assert disk.hash_file(library.folder / path) == sha256
    there = {
        str(path.relative_to(library.folder))
        for path in library.folder.rglob("*")
        if path.is_file() and not path.name.startswith(INDEX)
    }
    assert there == {path for path, _sha in releases} | {path for (path,) in originals}


@pytest.mark.slow
def test_a_kill_at_any_moment_leaves_the_library_as_before_or_as_after(
    tmp_path: Path, listing: Listing
) -> None:
    old = write_file(tmp_path / "old/99901NED.csv", 2000)
    new = write_file(tmp_path / "new/99901NED.csv", 2001, shift=1)
    folder = tmp_path / "library"
    with Library(folder) as library:
        assert import_file(library, old, {}).status == "imported"
        before = listing(folder / "releases") | listing(folder / "originals")
    probe = start(tmp_path / "probe", old)
    began = time.monotonic()
    go(probe)
    probe.communicate(timeout=60)
    length = time.monotonic() - began
    draw = random.Random(1983)
    unfinished = 0
    for number in range(KILLS):
        folder = tmp_path / f"library-{number}"
        shutil.copytree(tmp_path / "library", folder)
        process = start(folder, new)
        go(process)
        time.sleep(draw.uniform(0, 1.1) * length)
        process.send_signal(signal.SIGKILL)
        out, _err = process.communicate(timeout=60)
        with Library(folder) as library:
            check_whole(library)
            count = len(library.table("99901NED").releases)
        if count == 1:
            unfinished += 1
            assert listing(folder / "releases") | listing(folder / "originals") == before
        # What was reported as done is there.
        assert count == 2 or "imported" not in out
        # Where the machine is busier than at first, or less so, one kill in six comes too late.
        length *= 1.05 if count == 1 else 0.78
        shutil.rmtree(folder)
    assert 0 < unfinished < KILLS


def test_a_process_killed_between_files_and_index_is_taken_back(tmp_path: Path) -> None:
    old = write_file(tmp_path / "old/99901NED.csv", 2000)
    new = write_file(tmp_path / "new/99901NED.csv", 2001)
    folder = tmp_path / "library"
    with Library(folder) as library:
        import_file(library, old, {})
    # Killed after the files have their names, before the index knows of them.
    killed = start(
        folder,
        new,
        limit="import os, signal\n"
        "from mkbviewer.store.library.library import Library\n"
        "Library._insert = lambda *a: os.kill(os.getpid(), signal.SIGKILL)\n",
    )
    go(killed)
    killed.communicate(timeout=60)
    assert killed.returncode == -signal.SIGKILL
    assert len(list((folder / "releases/99901NED").iterdir())) == 2
    with Library(folder) as library:
        check_whole(library)
        assert len(library.table("99901NED").releases) == 1


def test_a_full_disk_is_told_and_changes_nothing(tmp_path: Path, listing: Listing) -> None:
    old = write_file(tmp_path / "old/99901NED.csv", 2000)
    new = write_file(tmp_path / "new/99901NED.csv", 2001)
    folder = tmp_path / "library"
    with Library(folder) as library:
        import_file(library, old, {})
    before = listing(folder / "releases") | listing(folder / "originals")
    for size in (2_000, 40_000):
        limited = start(
            folder,
            new,
            limit=f"import resource\nresource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {size}))\n",
        )
        go(limited)
        out, err = limited.communicate(timeout=60)
        assert out.startswith("refused"), err
        assert "disk" in out
        assert listing(folder / "releases") | listing(folder / "originals") == before
        with Library(folder) as library:
            check_whole(library)


def test_two_processes_import_into_one_library(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    own = [
        [write_file(tmp_path / f"{name}{n}/9990{n}NED.csv", 2000 + n, shift) for n in (1, 2)]
        for name, shift in (("a", 0), ("b", 7))
    ]
    processes = [start(folder, *files) for files in own]
    for process in processes:
        go(process)
    for process in processes:
        out, err = process.communicate(timeout=120)
        assert out.split() == ["imported", "imported"], err
    with Library(folder) as library:
        check_whole(library)
        assert [len(table.releases) for table in library.tables()] == [2, 2]


def test_two_processes_that_import_the_same_file_keep_it_once(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    path = write_file(tmp_path / "99901NED.csv", 2000)
    processes = [start(folder, path) for _number in range(2)]
    for process in processes:
        go(process)
    for process in processes:
        out, err = process.communicate(timeout=120)
        assert out.strip() in ("imported", "unchanged"), err
    with Library(folder) as library:
        check_whole(library)
        assert len(library.table("99901NED").releases) == 1


READ = """
import sys
from pathlib import Path
from mkbviewer.store.library.library import Library
from mkbviewer.store.pages.query import read_frame
seen, reads = set(), 0
with Library(Path(sys.argv[1]), read_only=True) as library:
    print("ready", flush=True)
    while len(seen) < 3 and reads < 3000:
        table = library.table("99901NED")
        seen.add(len(table.releases))
        for release in table.releases:
            frame = read_frame(library, table.id, measures=["Bedrijven_1"], by="Sector",
                               members=["S000"], release=release.name)
            # The first figure is the shift of its file, the later ones count up from it.
            first = frame.values[0, 0]
            assert (frame.values[:, 0] == first + range(80)).all(), frame.values
        reads += 1
print(sorted(seen), flush=True)
"""


def test_a_third_process_reads_whole_releases_while_two_import(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    files = [write_file(tmp_path / f"{n}/99901NED.csv", 2000 + n, shift=n) for n in range(3)]
    with Library(folder) as library:
        import_file(library, files[0], {})
    writers = [start(folder, file) for file in files[1:]]
    reader = subprocess.Popen(
        [sys.executable, "-c", READ, str(folder)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert reader.stdout
    assert reader.stdout.readline() == "ready\n"
    for writer in writers:
        go(writer)
    for writer in writers:
        out, err = writer.communicate(timeout=120)
        assert out.strip() == "imported", err
    out, err = reader.communicate(timeout=120)
    assert reader.returncode == 0, err
    assert out.strip().endswith("3]")
    with Library(folder) as library:
        check_whole(library)


@pytest.mark.slow
def test_a_rebuild_that_is_killed_leaves_every_figure(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    with Library(folder) as library:
        for number in range(2):
            import_file(library, write_file(tmp_path / f"{number}/99901NED.csv", 2000 + number), {})
    script = (
        "import sys; from pathlib import Path\n"
        "from mkbviewer.store.library.library import Library\n"
        "from mkbviewer.store.upkeep.rebuild import rebuild\n"
        "library = Library(Path(sys.argv[1])); print('ready', flush=True); rebuild(library)"
    )
    draw = random.Random(1984)
    for _number in range(8):
        process = subprocess.Popen(
            [sys.executable, "-c", script, str(folder)], stdout=subprocess.PIPE, text=True
        )
        assert process.stdout
        process.stdout.readline()
        time.sleep(draw.uniform(0, 1.5))
        process.kill()
        process.communicate(timeout=60)
        with Library(folder) as library:
            check_whole(library)
            assert len(library.table("99901NED").releases) == 2
