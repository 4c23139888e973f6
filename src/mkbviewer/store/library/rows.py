"""Releases and their structure as rows of the index, and back."""

# ruff: noqa: S608 - columns and conditions of this package only; values are parameters

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from mkbviewer.core.model import Dimension, Measure, Member, Release, Structure
from mkbviewer.core.period import Frequency
from mkbviewer.store.library.draft import Draft


@dataclass(frozen=True, slots=True)
class StoredRelease:
    """One row of `releases`: a release, what a table takes from it, and its file."""

    id: int
    release: Release
    title: str
    source: str
    description: str
    frequencies: tuple[Frequency, ...]
    first: str
    last: str
    parquet: str
    parquet_sha256: str
    removed: str | None
    replaced_by: int | None
    place: int | None


_COLUMNS = (
    *("id", "table_id", "name", "imported", "modified", "original", "original_size", "file_name"),
    *("dialect", "observations", "missing", "is_provisional", "title", "source", "description"),
    *("frequencies", "first", "last", "parquet", "parquet_sha256", "removed", "replaced_by"),
    "place",
)


def select_releases(
    connection: sqlite3.Connection, condition: str, parameters: Iterable[object] = ()
) -> list[StoredRelease]:
    """The releases for which a condition of SQL holds, in order of import."""
    names = ", ".join(_COLUMNS)
    query = f"SELECT {names} FROM releases WHERE {condition} ORDER BY imported, id"
    rows = connection.execute(query, tuple(parameters))
    return [_stored(dict(zip(_COLUMNS, row, strict=True))) for row in rows]


def _stored(row: Mapping[str, Any]) -> StoredRelease:
    """A row by its columns, whose types SQLite itself holds to: the tables are STRICT."""
    return StoredRelease(
        id=row["id"],
        release=Release(
            table=row["table_id"],
            name=row["name"],
            imported=row["imported"],
            modified=row["modified"],
            original=row["original"],
            original_size=row["original_size"],
            file_name=row["file_name"],
            dialect=row["dialect"],
            observations=row["observations"],
            missing=json.loads(row["missing"]),
            is_provisional=bool(row["is_provisional"]),
        ),
        title=row["title"],
        source=row["source"],
        description=row["description"],
        frequencies=tuple(Frequency(code) for code in json.loads(row["frequencies"])),
        first=row["first"],
        last=row["last"],
        parquet=row["parquet"],
        parquet_sha256=row["parquet_sha256"],
        removed=row["removed"],
        replaced_by=row["replaced_by"],
        place=row["place"],
    )


@dataclass(frozen=True, slots=True)
class WaitingFile:
    """Metadata that waits for the figures of its table: what it is, and the table's id."""

    sha256: str
    extension: str
    file_name: str
    table: str


@dataclass(frozen=True, slots=True)
class KeptFile:
    """The SHA-256 and the size in bytes of a release's Parquet file."""

    sha256: str
    size: int


def insert_release(
    connection: sqlite3.Connection, draft: Draft, parquet: str, kept: KeptFile
) -> int:
    """Keep a release with its structure and report; answers its number in the index."""
    release, structure = draft.release, draft.structure
    columns: dict[str, str | int | None] = {
        "table_id": release.table,
        "name": release.name,
        "title": draft.title,
        "source": draft.source,
        "description": draft.description,
        "dialect": release.dialect,
        "file_name": release.file_name,
        "original": release.original,
        "original_size": release.original_size,
        "modified": release.modified,
        "imported": release.imported,
        "observations": release.observations,
        "missing": json.dumps(release.missing),
        "is_provisional": int(release.is_provisional),
        "frequencies": json.dumps(structure.frequencies),
        "first": structure.first,
        "last": structure.last,
        "parquet": parquet,
        "parquet_sha256": kept.sha256,
        "parquet_size": kept.size,
    }
    names = ", ".join(columns)
    values = ", ".join(f":{name}" for name in columns)
    cursor = connection.execute(f"INSERT INTO releases ({names}) VALUES ({values})", columns)
    identity = cursor.lastrowid
    assert identity is not None
    insert_structure(connection, identity, structure)
    report = json.dumps({**draft.report, "release": release.name}, ensure_ascii=False)
    connection.execute("INSERT INTO reports VALUES (?, ?)", (identity, report))
    return identity


def insert_structure(connection: sqlite3.Connection, release: int, structure: Structure) -> None:
    """Keep a release's measures, dimensions and members."""
    connection.executemany(
        "INSERT INTO measures VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                release,
                position,
                measure.key,
                measure.title,
                measure.unit,
                measure.decimals,
                measure.group,
                measure.description,
                int(measure.is_text),
            )
            for position, measure in enumerate(structure.measures)
        ],
    )
    connection.executemany(
        "INSERT INTO dimensions VALUES (?, ?, ?, ?)",
        [
            (release, position, dimension.key, dimension.title)
            for position, dimension in enumerate(structure.dimensions)
        ],
    )
    connection.executemany(
        "INSERT INTO members VALUES (?, ?, ?, ?, ?)",
        [
            (release, place, position, member.code, member.label)
            for place, dimension in enumerate(structure.dimensions)
            for position, member in enumerate(dimension.members)
        ],
    )


def select_structure(connection: sqlite3.Connection, stored: StoredRelease) -> Structure:
    """The structure that was kept with a release."""
    measures = tuple(
        Measure(key, title, unit, decimals, group, description, bool(is_text))
        for key, title, unit, decimals, group, description, is_text in connection.execute(
            "SELECT key, title, unit, decimals, topic_group, description, is_text "
            "FROM measures WHERE release_id = ? ORDER BY position",
            (stored.id,),
        )
    )
    members: defaultdict[int, list[Member]] = defaultdict(list)
    for dimension, code, label in connection.execute(
        "SELECT dimension, code, label FROM members WHERE release_id = ? "
        "ORDER BY dimension, position",
        (stored.id,),
    ):
        members[dimension].append(Member(code, label))
    dimensions = tuple(
        Dimension(key, title, tuple(members[position]))
        for position, key, title in connection.execute(
            "SELECT position, key, title FROM dimensions WHERE release_id = ? ORDER BY position",
            (stored.id,),
        )
    )
    return Structure(measures, dimensions, stored.frequencies, stored.first, stored.last)


def adopt_release(
    connection: sqlite3.Connection, release: int, anew: int, parquet: str | None
) -> None:
    """Give a release what one of the attached index `anew` has, inside the caller's transaction.

    `parquet` is where its new file is to be moved from. A release that is gone, or whose file is
    still to be moved elsewhere, is left alone.
    """
    columns = [*_READ_ANEW, *(("parquet_sha256", "parquet_size") if parquet else ())]
    names = ", ".join(columns)
    updated = connection.execute(
        f"UPDATE releases SET ({names}, former_parquet) = "
        f"(SELECT {names}, ? FROM anew.releases WHERE id = ?) "
        "WHERE id = ? AND former_parquet IS NULL",
        (parquet, anew, release),
    )
    if not updated.rowcount:
        return
    for table in ("members", "dimensions", "measures"):
        connection.execute(f"DELETE FROM {table} WHERE release_id = ?", (release,))
    for table, parts in _STRUCTURE.items():
        names = ", ".join(parts)
        connection.execute(
            f"INSERT INTO {table} (release_id, {names}) "
            f"SELECT ?, {names} FROM anew.{table} WHERE release_id = ?",
            (release, anew),
        )
    rows = connection.execute(
        "SELECT a.report, o.report, r.name FROM anew.reports a, releases r "
        "LEFT JOIN reports o ON o.release_id = r.id WHERE a.release_id = ? AND r.id = ?",
        (anew, release),
    ).fetchall()
    for report, old, name in rows:
        kept = {
            key: value
            for key, value in json.loads(old or "{}").items()
            if key in {"table_reason", "title", "file"}
        }
        merged = {**json.loads(report), **kept, "release": name}
        connection.execute(
            "INSERT OR REPLACE INTO reports VALUES (?, ?)",
            (release, json.dumps(merged, ensure_ascii=False)),
        )


_READ_ANEW = (
    *("source", "description", "dialect", "modified", "observations", "missing"),
    *("is_provisional", "frequencies", "first", "last", "original_size"),
)
_STRUCTURE = {
    "measures": (
        *("position", "key", "title", "unit", "decimals", "topic_group", "description"),
        "is_text",
    ),
    "dimensions": ("position", "key", "title"),
    "members": ("dimension", "position", "code", "label"),
}
