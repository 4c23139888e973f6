-- The index as version 1 of the schema made it; never to be changed.

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
    replaced_by INTEGER REFERENCES releases (id)
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

CREATE TABLE pending (
    path TEXT NOT NULL,
    owner TEXT NOT NULL,
    created REAL NOT NULL,
    PRIMARY KEY (path, owner)
) STRICT, WITHOUT ROWID;

PRAGMA user_version = 1;
