"""Which table a file belongs to, and why."""

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from mkbviewer.core.language import _
from mkbviewer.core.model import Structure, Table
from mkbviewer.dialects.base import Recognition
from mkbviewer.store.library.library import Library


@dataclass(frozen=True)
class Identity:
    """The table's id and title, the reason as a sentence, and what is odd about it."""

    table: str
    title: str
    reason: str
    warnings: tuple[str, ...] = ()


def identify(
    library: Library | None, recognition: Recognition, structure: Structure, path: Path
) -> Identity:
    """The table that a file holds.

    Its id comes from the file, its metadata or its name; else from a table of the library with
    the same title, dimensions and measures; else it becomes a table of its own.
    """
    tables = library.tables() if library else ()
    if recognition.table:
        return _by_id(tables, recognition, structure)
    title = recognition.title or _title_of_file(path)
    for table in tables:
        if table.title.casefold() == title.casefold() and _has_structure(table, structure):
            return Identity(
                table.id,
                title,
                _(
                    "Neither the file nor its name tells a table id; title, dimensions and "
                    "measures are those of table {table} in the library."
                ).format(table=table.id),
            )
    taken = {table_id.casefold() for table_id in library.table_ids()} if library else set()
    own = _free_id(_slug(title), taken)
    return Identity(
        own,
        title,
        _(
            "Neither the file nor its name tells a table id, and no table in the library has the "
            "same title, dimensions and measures; it became a table of its own."
        ),
    )


def _by_id(tables: tuple[Table, ...], recognition: Recognition, structure: Structure) -> Identity:
    told = recognition.table
    known = next((one for one in tables if one.id.casefold() == told.casefold()), None)
    warnings = []
    if known and not _shares_anything(known, structure):
        warnings.append(
            _(
                "Table {table} in the library has other dimensions and measures than this file; "
                "check whether the file's name is right."
            ).format(table=known.id)
        )
    return Identity(
        known.id if known else told,
        recognition.title or told,
        _("The file, its metadata or its name tells that this is table {table}.").format(
            table=told
        ),
        tuple(warnings),
    )


def _has_structure(table: Table, structure: Structure) -> bool:
    return _keys(table.structure) == _keys(structure)


def _keys(structure: Structure) -> tuple[set[str], set[str]]:
    dimensions = {dimension.key for dimension in structure.dimensions}
    return dimensions, {measure.key for measure in structure.measures}


def _shares_anything(table: Table, structure: Structure) -> bool:
    dimensions, measures = _keys(structure)
    known_dimensions, known_measures = _keys(table.structure)
    return bool(measures & known_measures or dimensions & known_dimensions)


# What StatLine and browsers put behind a name: `_23032020_155149`, ` (1)`.
_DOWNLOAD_MARKS = re.compile(r"(_\d{8}_\d{6}|_\d{12}|\s*\(\d+\))+$")


def _title_of_file(path: Path) -> str:
    stem = path.name
    for ending in (".gz", ".csv", ".txt", ".zip"):
        stem = stem.removesuffix(ending).removesuffix(ending.upper())
    stem = _DOWNLOAD_MARKS.sub("", stem)
    return stem.replace("__", ", ").replace("_", " ").strip() or path.name


def _slug(title: str) -> str:
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:60].rstrip("-") or "tabel"


def _free_id(wished: str, taken: set[str]) -> str:
    number, name = 1, wished
    while name in taken:
        number += 1
        name = f"{wished}-{number}"
    return name
