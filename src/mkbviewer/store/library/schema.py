"""The index of a library: its SQLite schema, how it is opened and brought up to date."""

import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

VERSION: Final = 4
"""The schema version that this program writes, in SQLite's `user_version`."""

_SCHEMA = """
CREATE TABLE tables (
    id TEXT PRIMARY KEY COLLATE NOCASE
) STRICT;

CREATE TABLE releases (
    id INTEGER PRIMARY KEY,
    table_id TEXT NOT NULL COLLATE NOCASE REFERENCES tables (id),
    name TEXT NOT NULL,
    title TEXT NOT NULL,
    source TEXT NOT NULL,
    description TEXT NOT NULL,
    dialect TEXT NOT NULL,
    file_name TEXT NOT NULL,
    original TEXT NOT NULL,
    modified TEXT NOT NULL,
    imported TEXT NOT NULL,
    observations INTEGER NOT NULL,
    missing TEXT NOT NULL,
    is_provisional INTEGER NOT NULL,
    frequencies TEXT NOT NULL,
    first TEXT NOT NULL,
    last TEXT NOT NULL,
    parquet TEXT NOT NULL UNIQUE,
    former_parquet TEXT,
    parquet_sha256 TEXT NOT NULL,
    parquet_size INTEGER NOT NULL,
    removed TEXT,
    replaced_by INTEGER REFERENCES releases (id),
    place INTEGER,
    original_size INTEGER
) STRICT;

CREATE UNIQUE INDEX live_names ON releases (table_id, name) WHERE removed IS NULL;
CREATE INDEX releases_by_original ON releases (original);

CREATE TABLE measures (
    release_id INTEGER NOT NULL REFERENCES releases (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    key TEXT NOT NULL,
    title TEXT NOT NULL,
    unit TEXT NOT NULL,
    decimals INTEGER,
    topic_group TEXT NOT NULL,
    description TEXT NOT NULL,
    is_text INTEGER NOT NULL,
    PRIMARY KEY (release_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE dimensions (
    release_id INTEGER NOT NULL REFERENCES releases (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    key TEXT NOT NULL,
    title TEXT NOT NULL,
    PRIMARY KEY (release_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE members (
    release_id INTEGER NOT NULL,
    dimension INTEGER NOT NULL,
    position INTEGER NOT NULL,
    code TEXT NOT NULL,
    label TEXT NOT NULL,
    PRIMARY KEY (release_id, dimension, position),
    FOREIGN KEY (release_id, dimension)
        REFERENCES dimensions (release_id, position) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE originals (
    release_id INTEGER NOT NULL REFERENCES releases (id) ON DELETE CASCADE,
    sha256 TEXT NOT NULL,
    extension TEXT NOT NULL,
    file_name TEXT NOT NULL,
    is_companion INTEGER NOT NULL,
    PRIMARY KEY (release_id, sha256)
) STRICT, WITHOUT ROWID;

CREATE TABLE reports (
    release_id INTEGER PRIMARY KEY REFERENCES releases (id) ON DELETE CASCADE,
    report TEXT NOT NULL
) STRICT;

CREATE TABLE entries (
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (kind, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE waiting (
    sha256 TEXT PRIMARY KEY,
    extension TEXT NOT NULL,
    file_name TEXT NOT NULL,
    table_id TEXT NOT NULL COLLATE NOCASE,
    since TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE editions (
    sha256 TEXT NOT NULL,
    name TEXT NOT NULL,
    file_name TEXT NOT NULL,
    imported TEXT NOT NULL,
    texts TEXT NOT NULL,
    removed TEXT,
    replaced_by TEXT,
    PRIMARY KEY (sha256, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE pending (
    path TEXT NOT NULL,
    owner TEXT NOT NULL,
    created REAL NOT NULL,
    PRIMARY KEY (path, owner)
) STRICT, WITHOUT ROWID;
"""


def _add_order_and_waiting(connection: sqlite3.Connection) -> None:
    connection.execute("ALTER TABLE releases ADD COLUMN place INTEGER")
    connection.execute(
        "CREATE TABLE waiting (sha256 TEXT PRIMARY KEY, extension TEXT NOT NULL, "
        "file_name TEXT NOT NULL, table_id TEXT NOT NULL COLLATE NOCASE, since TEXT NOT NULL) "
        "STRICT, WITHOUT ROWID"
    )


def _add_editions(connection: sqlite3.Connection) -> None:
    connection.execute(
        "CREATE TABLE editions (sha256 TEXT NOT NULL, name TEXT NOT NULL, "
        "file_name TEXT NOT NULL, imported TEXT NOT NULL, texts TEXT NOT NULL, removed TEXT, "
        "replaced_by TEXT, PRIMARY KEY (sha256, name)) STRICT, WITHOUT ROWID"
    )


def _add_original_size(connection: sqlite3.Connection) -> None:
    connection.execute("ALTER TABLE releases ADD COLUMN original_size INTEGER")


MIGRATIONS: Mapping[int, Callable[[sqlite3.Connection], None]] = {
    1: _add_order_and_waiting,
    2: _add_editions,
    3: _add_original_size,
}
"""By schema version: what brings a library of that version to the next one."""

_BUSY_SECONDS = 20.0


def open_index(path: Path) -> sqlite3.Connection:
    """Open the index for reading and writing; create or migrate it where needed.

    An index of a newer version is left as it is; the caller looks at `version`.
    Raises sqlite3.Error when it cannot be opened.
    """
    connection = sqlite3.connect(
        path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False
    )
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        if version(connection) > VERSION:
            return connection
        _use_write_ahead_log(connection)
        connection.execute("PRAGMA synchronous = FULL")
        if version(connection) < VERSION:
            _bring_up_to_date(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection


def open_index_read_only(path: Path, *, is_frozen: bool) -> sqlite3.Connection:
    """Open the index for reading; `is_frozen` tells that nobody can write it meanwhile.

    One of an older version stays as it is, and is read from a copy in memory that was migrated.
    Raises sqlite3.Error when it is not there or cannot be opened.
    """
    query = "mode=ro&immutable=1" if is_frozen else "mode=ro"
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?{query}",
        uri=True,
        timeout=_BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        if 0 < version(connection) < VERSION:
            with closing(connection):
                return _migrated_in_memory(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _migrated_in_memory(connection: sqlite3.Connection) -> sqlite3.Connection:
    copy = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    connection.backup(copy)
    with transaction(copy):
        _migrate(copy)
    copy.execute("PRAGMA query_only = ON")
    return copy


def version(connection: sqlite3.Connection) -> int:
    """The schema version of an index; 0 for an empty one."""
    (found,) = connection.execute("PRAGMA user_version").fetchone()
    return int(found)


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """One transaction that writes: all of it or nothing."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _use_write_ahead_log(connection: sqlite3.Connection) -> None:
    # SQLite does not wait on its own while another process makes this same switch.
    deadline = time.monotonic() + _BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as problem:
            if "locked" not in str(problem) or time.monotonic() > deadline:
                raise
            time.sleep(0.02)


def _bring_up_to_date(connection: sqlite3.Connection, path: Path) -> None:
    with transaction(connection):
        # Another process may have done it while this one waited.
        if found := version(connection):
            if found < VERSION:
                _keep_copy(path, found)
                _migrate(connection)
            return
        for statement in _SCHEMA.split(";"):
            if statement.strip():
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {VERSION}")


def _keep_copy(path: Path, found: int) -> None:
    target = path.with_name(f"{path.name}.v{found}")
    unfinished = target.with_name(f"{target.name}.part")
    unfinished.unlink(missing_ok=True)
    # A connection of its own: that of the migration holds the lock, and others may still read.
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(unfinished)) as copy:
        source.backup(copy)
        # The copy must be readable by itself, without a log beside it.
        copy.execute("PRAGMA journal_mode = DELETE")
    unfinished.replace(target)


def _migrate(connection: sqlite3.Connection) -> None:
    found = version(connection)
    while found < VERSION:
        MIGRATIONS[found](connection)
        found += 1
    connection.execute(f"PRAGMA user_version = {found}")
