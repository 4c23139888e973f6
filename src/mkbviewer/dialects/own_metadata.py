"""Metadata and code lists beside a file with CBS's keys: which are its own, and what they lack."""

import csv
import zlib
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from mkbviewer.core.language import _
from mkbviewer.dialects.base import Column, Probe, Role
from mkbviewer.dialects.content import column_texts, name_some
from mkbviewer.dialects.metadata import (
    Metadata,
    is_metadata,
    read_companions,
    read_metadata,
    take_periods,
)
from mkbviewer.dialects.plain import open_bytes
from mkbviewer.dialects.probe import table_id_of


def find_metadata(probe: Probe, columns: list[Column], warnings: list[str]) -> Metadata:
    """What the companions tell about this table; those of another table are left out."""
    dimensions = [c.key for c in columns if c.role in (Role.DIMENSION, Role.PERIOD)]
    measures = {c.key for c in columns if c.role is Role.MEASURE}
    candidates: list[Metadata] = []
    for name, path in sorted(probe.companions.items()):
        if name.lower().endswith((".csv", ".csv.gz")) and _is_metadata_file(path):
            candidates += _readable(partial(read_metadata, path), path.name, warnings)
    candidates += _readable(
        partial(read_companions, probe.companions, dimensions), _("Code lists"), warnings
    )
    for found in candidates:
        if _fits(found, table_id_of(probe.path), dimensions, measures):
            for column in columns:
                if column.role is Role.PERIOD:
                    take_periods(found, column.key)
            return found
        warnings.append(
            _("{file} belongs to another table ({table}) and was not used.").format(
                file=", ".join(path.name for path in found.used), table=found.table or "?"
            )
        )
    return Metadata()


def _is_metadata_file(path: Path) -> bool:
    try:
        with open_bytes(path) as file:
            head = file.read(128)
        encoding = "utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
        return is_metadata(head.decode(encoding, errors="replace"))
    except (OSError, EOFError, zlib.error):
        return False


def _readable(
    read: Callable[[], Metadata | None], name: str, warnings: list[str]
) -> list[Metadata]:
    """What `read` finds; when it cannot read, a warning and nothing: the figures stand without."""
    try:
        found = read()
    except (OSError, csv.Error) as error:
        warnings.append(
            _("{file} could not be read and was not used: {reason}").format(file=name, reason=error)
        )
        return []
    return [found] if found else []


def _fits(metadata: Metadata, table: str, dimensions: list[str], measures: set[str]) -> bool:
    """Whether metadata is that of a file: of its table, with its dimensions, with its measures.

    Tables on one subject share measures, so that these alone prove nothing.
    """
    if table and metadata.table and table.lower() != metadata.table.lower():
        return False
    titles = metadata.dimension_titles
    if titles and not all(key in titles for key in dimensions):
        return False
    if not metadata.measures:
        return True
    return any(metadata.measure(key) for key in measures)


def warn_of_codes(probe: Probe, columns: Sequence[Column], metadata: Metadata) -> list[str]:
    """A warning for each dimension with codes that its own list does not know.

    A spreadsheet takes the noughts before a code away, so that `01` becomes `1`.
    """
    warnings = []
    for column in columns:
        members = metadata.members.get(column.key, ()) if column.role is Role.DIMENSION else ()
        known = {text for member in members for text in (member.code, member.label)}
        texts = {text.strip() for text in column_texts(probe, column.index)} if known else set()
        if strange := sorted(texts - known):
            warnings.append(
                _("{dimension}: codes without a label in the metadata: {codes}.").format(
                    dimension=metadata.dimension_titles.get(column.key) or column.key,
                    codes=name_some(strange),
                )
            )
    return warnings
