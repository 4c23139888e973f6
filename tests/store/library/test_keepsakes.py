"""Favourites, saved views and notes are never lost: not by a kill, nor with the index."""

import json
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from mkbviewer.core.errors import LibraryProblem
from mkbviewer.core.kept.keepsake import (
    Favourite,
    Keepsake,
    KeepsakeKind,
    Note,
    Point,
    SavedView,
    keepsake_to_text,
    kind_of,
)
from mkbviewer.core.view import Transformation, View
from mkbviewer.store.files import disk
from mkbviewer.store.importing.importer import import_file
from mkbviewer.store.library.contents import INDEX
from mkbviewer.store.library.keepsakes import BAROMETER, COLLECTION, COPY, OVERVIEW
from mkbviewer.store.library.library import Library
from mkbviewer.store.upkeep.rebuild import open_to_rebuild, rebuild
from mkbviewer.store.upkeep.verification import verify
from tests.store.importing.test_importer import FIRST, NAME, write

STAR = Favourite("indicator:groei", "Groei", "2026-01-02T00:00:00+00:00")
VIEW = SavedView(
    "a1",
    "Bouw, jaar op jaar",
    View("99901NED", is_table=True, transformation=Transformation.YEAR_ON_YEAR),
    "Voor de vergadering van maart",
    "2026-01-03T00:00:00+00:00",
)
POINT = Point("99901NED", "Bedrijven_1", (("Sector", "F"),), "2022KW01", "Bouw, 2022 1e kwartaal")
NOTE = Note("b2", "table:99901NED", "Nieuwe telling", POINT, "2026-01-04T00:00:00+00:00")


def keep(library: Library, *kept: Keepsake) -> None:
    for one in kept:
        text = keepsake_to_text(one)
        assert library.exchange_keepsake(kind_of(one), one.key, None, text)


def test_what_is_kept_is_there_when_the_library_is_opened_again(tmp_path: Path) -> None:
    with Library(tmp_path) as library:
        keep(library, STAR, VIEW, NOTE)
    with Library(tmp_path) as library:
        kept = library.keepsakes()

    assert kept.favourites == (STAR,)
    assert kept.views == (VIEW,)
    assert kept.notes == (NOTE,)


def test_a_text_that_another_window_changed_meanwhile_is_not_written_over(tmp_path: Path) -> None:
    with Library(tmp_path) as ours, Library(tmp_path) as theirs:
        keep(ours, NOTE)
        before = keepsake_to_text(NOTE)
        assert theirs.exchange_keepsake(KeepsakeKind.NOTE, NOTE.key, before, "{}")

        assert not ours.exchange_keepsake(KeepsakeKind.NOTE, NOTE.key, before, None)
        assert ours.exchange_keepsake(KeepsakeKind.NOTE, NOTE.key, "{}", None)
        assert theirs.keepsakes().notes == ()


def test_what_cannot_be_read_stays_where_it_is(tmp_path: Path) -> None:
    with Library(tmp_path) as library:
        assert library.exchange_keepsake(KeepsakeKind.NOTE, "x", None, '{"later": true}')
        keep(library, NOTE)

        assert library.keepsakes().notes == (NOTE,)
        assert library.entries("note")["x"] == '{"later": true}'


def test_a_library_that_lost_its_index_has_everything_from_the_copy(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    with Library(folder) as library:
        import_file(library, write(tmp_path / NAME, FIRST), {})
        keep(library, STAR, VIEW, NOTE)
        kept = library.keepsakes()
    for left in folder.glob(f"{INDEX}*"):
        left.unlink()
    with open_to_rebuild(folder) as library:
        rebuild(library)

        assert [table.id for table in library.tables()] == ["99901NED"]
        assert library.keepsakes() == kept
        assert verify(library).faults == ()


def test_a_rebuild_of_a_whole_library_keeps_everything_and_mends_the_copy(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    with Library(folder) as library:
        import_file(library, write(tmp_path / NAME, FIRST), {})
        keep(library, STAR, VIEW, NOTE)
        kept = library.keepsakes()
        (folder / COPY).write_text("{", encoding="utf-8")

        assert [fault.path for fault in verify(library).faults] == [COPY]
        rebuild(library)
        assert library.keepsakes() == kept
        assert verify(library).faults == ()


def test_what_was_deleted_does_not_come_back_from_the_copy(tmp_path: Path) -> None:
    with Library(tmp_path) as library:
        keep(library, NOTE)
        before = keepsake_to_text(NOTE)
        assert library.exchange_keepsake(KeepsakeKind.NOTE, NOTE.key, before, None)
        left = (tmp_path / COPY).read_bytes()
        keep(library, NOTE)
        # Killed with the copy behind the index: the index decides.
        (tmp_path / COPY).write_bytes(left)
    with Library(tmp_path) as library:
        assert library.keepsakes().notes == (NOTE,)
        assert verify(library).faults == ()


def test_a_copy_that_cannot_be_read_is_put_aside(tmp_path: Path) -> None:
    (tmp_path / COPY).write_text("no JSON", encoding="utf-8")
    with Library(tmp_path) as library:
        keep(library, NOTE)

    assert (tmp_path / f"{COPY}.damaged").read_text(encoding="utf-8") == "no JSON"


def test_a_library_that_may_only_be_read_refuses(tmp_path: Path) -> None:
    Library(tmp_path).close()
    with (
        Library(tmp_path, read_only=True) as library,
        pytest.raises(LibraryProblem),
    ):
        keep(library, NOTE)


def test_a_copy_that_cannot_be_written_leaves_the_index_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def is_full(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    with Library(tmp_path) as library:
        keep(library, STAR)
        monkeypatch.setattr(disk, "move_into_place", is_full)
        with pytest.raises(LibraryProblem, match="disk is full"):
            keep(library, NOTE)
        monkeypatch.undo()

        assert library.keepsakes().notes == ()
        assert verify(library).faults == ()
        assert [path.name for path in tmp_path.glob("kept*")] == [COPY]


WRITE = """
import sys
from pathlib import Path
from mkbviewer.core.kept.keepsake import KeepsakeKind, Note, keepsake_to_text
from mkbviewer.store.library.library import Library
library = Library(Path(sys.argv[1]))
print("ready", flush=True)
sys.stdin.readline()
for number in range(int(sys.argv[3])):
    note = Note(f"{sys.argv[2]}{number:03d}", "indicator:groei", "x" * 500, None, f"{number:03d}")
    assert library.exchange_keepsake(KeepsakeKind.NOTE, note.key, None, keepsake_to_text(note))
    print(note.key, flush=True)
"""


def start(folder: Path, name: str, count: int) -> "subprocess.Popen[str]":
    process = subprocess.Popen(
        [sys.executable, "-c", WRITE, str(folder), name, str(count)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    assert process.stdout.readline() == "ready\n"
    return process


def go(process: "subprocess.Popen[str]") -> None:
    assert process.stdin
    process.stdin.write("\n")
    process.stdin.flush()


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_a_kill_at_any_moment_loses_no_note_that_was_kept(tmp_path: Path) -> None:
    draw = random.Random(1983)
    for number in range(8):
        folder = tmp_path / f"library-{number}"
        process = start(folder, "n", 2000)
        go(process)
        time.sleep(draw.uniform(0, 0.4))
        process.send_signal(signal.SIGKILL)
        told, _nothing = process.communicate(timeout=60)
        with Library(folder) as library:
            kept = {note.key for note in library.keepsakes().notes}
            assert verify(library).faults == ()
        # What was told as done is there, and at most the one that was being written.
        assert set(told.split()) <= kept
        assert len(kept) <= len(told.split()) + 1
        assert not list(folder.glob("*.part"))
        shutil.rmtree(folder)


def test_two_processes_that_write_notes_lose_none_of_each_other(tmp_path: Path) -> None:
    processes = [start(tmp_path, name, 40) for name in "ab"]
    for process in processes:
        go(process)
    for process in processes:
        assert len(process.communicate(timeout=60)[0].split()) == 40
    with Library(tmp_path) as library:
        assert len(library.keepsakes().notes) == 80
        assert verify(library).faults == ()


KILLED = """
import os, signal, sys
from pathlib import Path
from mkbviewer.core.kept.keepsake import KeepsakeKind, Note, keepsake_to_text
from mkbviewer.store.files import disk
from mkbviewer.store.library import keepsakes
from mkbviewer.store.library.library import Library
library = Library(Path(sys.argv[1]))
die = lambda *_all: os.kill(os.getpid(), signal.SIGKILL)
write = keepsakes.write_copy
if sys.argv[2] == "before the copy has its name":
    disk.move_into_place = die
elif sys.argv[2] == "before the commit":
    keepsakes.write_copy = lambda *all: (write(*all), die())
note = Note("later", "indicator:groei", "x", None, "2026")
library.exchange_keepsake(KeepsakeKind.NOTE, note.key, None, keepsake_to_text(note))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("moment", ["before the copy has its name", "before the commit"])
@pytest.mark.parametrize("is_first", [True, False])
def test_a_kill_between_copy_and_index_leaves_both_as_before_or_as_after(
    tmp_path: Path, moment: str, is_first: bool
) -> None:
    with Library(tmp_path) as library:
        if not is_first:
            keep(library, STAR)
    killed = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path), moment], check=False)
    assert killed.returncode == -signal.SIGKILL

    with Library(tmp_path) as library:
        kept = library.keepsakes()
        assert verify(library).faults == ()
        assert not list(tmp_path.glob("*.part"))
        # The first note ever is in the copy alone: then it is as after, else as before.
        is_after = is_first and moment == "before the commit"
        assert [note.key for note in kept.notes] == (["later"] if is_after else [])
        assert kept.favourites == (() if is_first else (STAR,))
        keep(library, NOTE)
        assert verify(library).faults == ()


PINS, COMPARED, CHOSEN = '{"pinned": ["omzet"]}', '{"views": []}', "99901NED"


def arrange(library: Library) -> None:
    library.change_entry(OVERVIEW, "cards", lambda _before: PINS)
    library.change_entry(COLLECTION, "now", lambda _before: COMPARED)
    library.put_entry(BAROMETER, "producentenvertrouwen", CHOSEN)


def arranged(library: Library) -> list[dict[str, str]]:
    return [library.entries(kind) for kind in (OVERVIEW, COLLECTION, BAROMETER)]


def test_pins_the_comparison_and_titles_survive_the_loss_of_the_index_too(tmp_path: Path) -> None:
    with Library(tmp_path / "library") as library:
        import_file(library, write(tmp_path / NAME, FIRST), {})
        (table,) = library.tables()
        library.rename(table.id, "Mijn tabel")
        arrange(library)
        before = arranged(library)
        assert not verify(library).faults
    for rest in (tmp_path / "library").glob(f"{INDEX}*"):
        rest.unlink()
    with open_to_rebuild(tmp_path / "library") as library:
        rebuild(library)
        assert arranged(library) == before
        assert library.table(table.id).title == "Mijn tabel"
    assert [set(one.values()) for one in before] == [{PINS}, {COMPARED}, {CHOSEN}]


def test_the_copy_of_an_earlier_version_is_completed_from_the_index(tmp_path: Path) -> None:
    with Library(tmp_path) as library:
        keep(library, STAR)
        arrange(library)
    copy = json.loads((tmp_path / COPY).read_text(encoding="utf-8"))
    earlier = {one: copy[one] for one in ("version", *(kind.value for kind in KeepsakeKind))}
    (tmp_path / COPY).write_text(json.dumps(earlier), encoding="utf-8")
    with Library(tmp_path) as library:
        assert library.check_keepsakes()
    assert json.loads((tmp_path / COPY).read_text(encoding="utf-8")) == copy
    assert copy[OVERVIEW] == {"cards": PINS}


def test_the_copy_of_an_earlier_version_is_taken_in_where_the_index_is_lost(tmp_path: Path) -> None:
    with Library(tmp_path) as library:
        keep(library, STAR)
    copy = json.loads((tmp_path / COPY).read_text(encoding="utf-8"))
    earlier = {one: copy[one] for one in ("version", *(kind.value for kind in KeepsakeKind))}
    (tmp_path / COPY).write_text(json.dumps(earlier), encoding="utf-8")
    for rest in tmp_path.glob(f"{INDEX}*"):
        rest.unlink()
    with Library(tmp_path) as library:
        assert library.keepsakes().favourites == (STAR,)
