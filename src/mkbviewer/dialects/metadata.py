"""What CBS says about a table beside its figures: titles, units, labels, statuses of periods."""

import csv
import io
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from mkbviewer.core.model import Measure, Member
from mkbviewer.core.status import parse_status
from mkbviewer.dialects.plain import open_bytes
from mkbviewer.dialects.probe import choose_delimiter

Records = Sequence[Mapping[str, str]]

_TIME = ("TimeDimension",)
_DIMENSIONS = ("Dimension", "GeoDimension", "GeoDetail", *_TIME)
_FIRST_SECTION = re.compile(r'\ufeff?"?TableInfos"?[;,\s]', re.IGNORECASE)
_HEADER_WORDS = {"Key", "ID"}
_MOST_BYTES = 64 << 20


@dataclass
class Metadata:
    """One table's metadata; every part is empty where the files do not tell it.

    `is_dump` says that it comes from the lists that the cbsodata packages write.
    """

    table: str = ""
    title: str = ""
    modified: str = ""
    source: str = ""
    description: str = ""
    measures: tuple[Measure, ...] = ()
    dimension_titles: dict[str, str] = field(default_factory=dict)
    time_dimension: str = ""
    members: dict[str, tuple[Member, ...]] = field(default_factory=dict)
    period_statuses: dict[str, str] = field(default_factory=dict)
    period_titles: dict[str, str] = field(default_factory=dict)
    used: tuple[Path, ...] = ()
    is_dump: bool = False

    def measure(self, key: str) -> Measure | None:
        """The measure with this key; one whose number was lost is found by the rest of its key."""
        for measure in self.measures:
            if measure.key == key:
                return measure
        alike = [m for m in self.measures if m.key.rpartition("_")[0] == key]
        return alike[0] if len(alike) == 1 else None


def is_metadata(text: str) -> bool:
    """Whether a text begins as the metadata file of the open data portal does."""
    return _FIRST_SECTION.match(text) is not None


def read_text(path: Path) -> str:
    """A metadata file's text: UTF-8 with or without byte order mark, UTF-16, else Windows-1252.

    Raises OSError.
    """
    try:
        with open_bytes(path) as file:
            raw = file.read(_MOST_BYTES)
    except (EOFError, zlib.error) as error:
        raise OSError(str(error)) from error
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw[: len(raw) // 2 * 2].decode("utf-16", errors="replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="mkbviewer-keep-byte").removeprefix("ï»¿")


def read_metadata(path: Path) -> Metadata:
    """Read the metadata file of the open data portal. Raises OSError."""
    sections = split_sections(read_text(path))
    found = Metadata(used=(path,))
    _take_table_infos(found, sections.pop("TableInfos", ()))
    _take_properties(found, sections.pop("DataProperties", ()))
    for key, records in sections.items():
        _take_members(found, key, records)
    return found


def read_companions(companions: Mapping[str, Path], dimensions: Iterable[str]) -> Metadata | None:
    """Read the files that the cbsodata packages write beside the data; None when there are none.

    Raises OSError.
    """
    by_name = {name.lower(): path for name, path in companions.items()}
    found = Metadata(is_dump=True)
    for name, take in (("tableinfos", _take_table_infos), ("dataproperties", _take_properties)):
        if path := by_name.get(f"{name}.csv"):
            take(found, read_records(read_text(path)))
            found.used += (path,)
    for key in dimensions:
        if path := by_name.get(f"{key.lower()}.csv"):
            records = read_records(read_text(path))
            if records and {"Key", "Title"} <= records[0].keys():
                _take_members(found, key, records)
                found.used += (path,)
    return found if found.used else None


def split_sections(text: str) -> dict[str, Records]:
    """The tables of a metadata file by their names; each starts with a line of one word."""
    header = text.split("\n", 2)[1] if "\n" in text else text
    delimiter = ";" if header.count(";") >= header.count(",") else ","
    rows = [row for fields in _rows(text, delimiter) if (row := _without_tail(fields))]
    sections: dict[str, list[list[str]]] = {}
    name = ""
    for place, row in enumerate(rows):
        following = rows[place + 1] if place + 1 < len(rows) else []
        if len(row) == 1 and following and following[0] in _HEADER_WORDS:
            name = row[0].strip()
            sections[name] = []
        elif name:
            sections[name].append(row)
    return {name: _as_records(rows) for name, rows in sections.items()}


def _without_tail(row: list[str]) -> list[str]:
    while row and not row[-1].strip():
        row = row[:-1]
    return row


def read_records(text: str) -> Records:
    """The rows of a list with one header line, by the names of its columns."""
    delimiter = choose_delimiter(text[:65536])
    return _as_records([row for row in _rows(text, delimiter) if row])


def _rows(text: str, delimiter: str) -> Iterator[list[str]]:
    csv.field_size_limit(_MOST_BYTES)
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)


def _as_records(rows: list[list[str]]) -> Records:
    if not rows:
        return ()
    header = [name.strip() for name in rows[0]]
    return [
        dict(zip(header, row + [""] * (len(header) - len(row)), strict=False)) for row in rows[1:]
    ]


def _take_table_infos(found: Metadata, records: Records) -> None:
    for record in records[:1]:
        found.table = record.get("Identifier", "").strip()
        found.title = " ".join(record.get("Title", "").split())
        date = re.match(r"\d{4}-\d\d-\d\d", record.get("Modified", "").strip())
        found.modified = date[0] if date else ""
        found.source = " ".join(record.get("Source", "").split())
        found.description = (
            record.get("ShortDescription", "").strip() or record.get("Summary", "").strip()
        )


def _take_properties(found: Metadata, records: Records) -> None:
    groups = {
        _identity(record.get("ID", "")): record
        for record in records
        if record.get("Type") == "TopicGroup"
    }
    measures = []
    for record in records:
        kind, key = record.get("Type", ""), record.get("Key", "").strip()
        title = " ".join(record.get("Title", "").split())
        if kind in _DIMENSIONS:
            found.dimension_titles[key] = title
            if kind in _TIME:
                found.time_dimension = key
        elif kind == "Topic" and key:
            measures.append(
                Measure(
                    key=key,
                    title=title or key,
                    unit=" ".join(record.get("Unit", "").split()),
                    decimals=_decimals(record.get("Decimals", "")),
                    group=_group_path(groups, record),
                    description=record.get("Description", "").strip(),
                    is_text=record.get("Datatype", "").strip() == "String",
                )
            )
    found.measures = tuple(measures)


def _identity(text: str) -> str:
    """An ID as CBS writes it; pandas writes the same as `2.0`."""
    return text.strip().removesuffix(".0")


def _decimals(text: str) -> int | None:
    text = _identity(text)
    return int(text) if text.isdigit() else None


def _group_path(groups: Mapping[str, Mapping[str, str]], record: Mapping[str, str]) -> str:
    path: list[str] = []
    parent = _identity(record.get("ParentID", ""))
    while parent in groups and len(path) < len(groups):
        path.insert(0, " ".join(groups[parent].get("Title", "").split()))
        parent = _identity(groups[parent].get("ParentID", ""))
    return "/".join(path)


def _take_members(found: Metadata, key: str, records: Records) -> None:
    members = []
    for record in records:
        code = record.get("Key", "").strip()
        if not code:
            continue
        title = " ".join(record.get("Title", "").split()) or code
        members.append(Member(code, title))
        status = parse_status(record.get("Status", ""))
        if status is not None and status.symbol:
            found.period_statuses[code] = status.symbol
    found.members[key] = tuple(members)


def take_periods(found: Metadata, key: str) -> None:
    """Make the members of the time dimension the titles of periods."""
    found.time_dimension = key
    found.period_titles = {member.code: member.label for member in found.members.get(key, ())}
