"""Moving releases aside and back, and taking back what was begun and never committed.

The index decides where a file belongs. It is changed first, in one transaction; the file follows.
A process that is killed in between leaves the file for the next one that opens the library.
"""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mkbviewer.store.files import disk
from mkbviewer.store.library.draft import ORIGINALS, Original, original_path
from mkbviewer.store.library.schema import transaction

TRASH = "trash"


def sweep(index: sqlite3.Connection, folder: Path) -> None:
    """Take back what processes that are gone had begun, and finish what they had decided."""
    disk.sweep_workspaces(folder)
    owners = index.execute("SELECT owner, max(created) FROM pending GROUP BY owner").fetchall()
    for owner, since in owners:
        if disk.is_abandoned(owner, since):
            withdraw(index, folder, owner)
    settle(index, folder)


def announce(index: sqlite3.Connection, owner: str, paths: list[str]) -> None:
    """Say which files an owner is about to put into place, inside the caller's transaction."""
    index.executemany(
        "INSERT OR IGNORE INTO pending VALUES (?, ?, ?)",
        [(path, owner, time.time()) for path in paths],
    )


@contextmanager
def placing(index: sqlite3.Connection, folder: Path, original: Original) -> Iterator[None]:
    """Put a packed file in its place, and do what the caller does in the transaction that tells so.

    The file lies in a `disk.workspace` of the library. Of the two both are done or none is.
    """
    owner = disk.owner_of(original.packed.parent)
    with transaction(index):
        announce(index, owner, [original.path])
    try:
        disk.move_into_place(original.packed, folder / original.path)
        with transaction(index):
            yield
            index.execute("DELETE FROM pending WHERE owner = ?", (owner,))
    finally:
        withdraw(index, folder, owner)


def withdraw(index: sqlite3.Connection, folder: Path, owner: str) -> None:
    """Remove the files that an owner announced and that no release came to need."""
    if not index.execute("SELECT 1 FROM pending WHERE owner = ?", (owner,)).fetchone():
        return
    with transaction(index):
        announced = index.execute("SELECT path FROM pending WHERE owner = ?", (owner,)).fetchall()
        index.execute("DELETE FROM pending WHERE owner = ?", (owner,))
        for (path,) in announced:
            discard(index, folder, path)


def discard(index: sqlite3.Connection, folder: Path, path: str) -> None:
    """Remove a file that nothing in the index needs any more."""
    if not _is_needed(index, path):
        (folder / path).unlink(missing_ok=True)
        _remove_empty_folder((folder / path).parent)


def _is_needed(index: sqlite3.Connection, path: str) -> bool:
    return bool(
        index.execute(
            "SELECT 1 FROM pending WHERE path = :path "
            "UNION SELECT 1 FROM releases WHERE :path IN (parquet, former_parquet) "
            "UNION SELECT 1 FROM (SELECT sha256, extension FROM originals "
            "UNION ALL SELECT sha256, extension FROM waiting "
            "UNION ALL SELECT sha256, 'edition' FROM editions) "
            "WHERE 'originals/' || sha256 || '.' || extension || '.zst' = :path",
            {"path": path},
        ).fetchone()
    )


def move_aside(
    index: sqlite3.Connection, releases: list[int], moment: str, replaced_by: int | None = None
) -> None:
    """Mark releases as removed, inside the caller's transaction; `settle` moves their files."""
    index.executemany(
        "UPDATE releases SET removed = ?, replaced_by = ?, "
        "former_parquet = coalesce(former_parquet, parquet), parquet = ? WHERE id = ?",
        [
            (moment, replaced_by, f"{TRASH}/releases/{release}.parquet", release)
            for release in releases
        ],
    )


def move_back(index: sqlite3.Connection, release: int, name: str, path: str) -> None:
    """Mark a release as there again, inside the caller's transaction; `settle` moves its file."""
    index.execute(
        "UPDATE releases SET removed = NULL, name = ?, "
        "former_parquet = coalesce(former_parquet, parquet), parquet = ? WHERE id = ?",
        (name, path, release),
    )


def settle(index: sqlite3.Connection, folder: Path) -> None:
    """Move every file to where the index says that it belongs.

    A file that another program holds open, which Windows does not let move, is left for the next
    time; `former_parquet` still says where it is.
    """
    moved = index.execute(
        "SELECT id, former_parquet, parquet FROM releases WHERE former_parquet IS NOT NULL"
    ).fetchall()
    for release, former, path in moved:
        if _move(folder / former, folder / path):
            with transaction(index):
                index.execute("UPDATE releases SET former_parquet = NULL WHERE id = ?", (release,))
    _settle_originals(index, folder)


def place_of(original: str, *, is_aside: bool) -> str:
    """Where a kept file belongs, by its usual path."""
    return f"{TRASH}/{original}" if is_aside else original


def find_kept(folder: Path, sha256: str, extension: str) -> Path:
    """Where a kept file lies: in its usual place, else aside. It need not be there."""
    usual = original_path(sha256, extension)
    place = folder / usual
    return place if place.is_file() else folder / place_of(usual, is_aside=True)


def kept_files(index: sqlite3.Connection) -> list[tuple[str, str, bool]]:
    """The SHA-256 and the ending of every kept file, in their order, and whether it is aside.

    Several releases can come from one file: it is aside only when all of them are.
    """
    rows = index.execute(
        "SELECT sha256, extension, min(is_aside) FROM ("
        "SELECT sha256, extension, removed IS NOT NULL AS is_aside FROM originals "
        "JOIN releases ON releases.id = release_id "
        "UNION ALL SELECT sha256, extension, 0 FROM waiting "
        "UNION ALL SELECT sha256, 'edition', removed IS NOT NULL FROM editions) "
        "GROUP BY sha256, extension ORDER BY sha256, extension"
    )
    return [(sha256, extension, bool(is_aside)) for sha256, extension, is_aside in rows]


def _settle_originals(index: sqlite3.Connection, folder: Path) -> None:
    belongs = {original_path(sha, ending): aside for sha, ending, aside in kept_files(index)}
    for path, is_aside in belongs.items():
        if is_aside:
            _move(folder / path, folder / place_of(path, is_aside=True))
    for aside in (folder / TRASH / ORIGINALS).glob("*"):
        path = f"{ORIGINALS}/{aside.name}"
        if belongs.get(path) is False:
            _move(aside, folder / path)


def _move(source: Path, target: Path) -> bool:
    try:
        if source.exists():
            disk.move_into_place(source, target)
            _remove_empty_folder(source.parent)
    except PermissionError:
        return False
    return True


def _remove_empty_folder(folder: Path) -> None:
    try:
        folder.rmdir()
    except OSError:
        return
