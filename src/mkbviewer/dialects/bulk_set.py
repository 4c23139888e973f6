"""The files of a bulk set of datasets.cbs.nl, known by their headers, and what they tell."""

import csv
import io
import re
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from mkbviewer.core.model import Measure, Member
from mkbviewer.core.status import parse_status
from mkbviewer.dialects.metadata import read_records, read_text

MEASURE, VALUE, TEXT, ATTRIBUTE = "Measure", "Value", "StringValue", "ValueAttribute"
_DISTRIBUTION_ID = re.compile(r"/(\d{5}[A-Za-z]{3})\b")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")


class Part(Enum):
    """What a file of a set holds; the value are the columns by which it is known, at least."""

    LINKS = frozenset({"Id", "Title", "Url", "DatasetId"})
    OBSERVATIONS = frozenset({MEASURE, ATTRIBUTE})
    DIMENSIONS = frozenset({"Identifier", "Title", "Kind"})
    MEASURE_CODES = frozenset({"Identifier", "Title", "Unit"})
    MEASURE_GROUPS = frozenset({"Id", "Index", "Title", "Description", "ParentId"})
    CODES = frozenset({"Identifier", "Title", "DimensionId"})
    DISTRIBUTION = frozenset({"Format", "MediaType", "DownloadUrl", "AccessUrl"})
    CATALOG = frozenset({"Identifier", "Publisher", "Homepage", "ContactPoint"})
    PROPERTIES = frozenset({"Identifier", "Title", "Version"})


_PLAIN_LIST = {"Identifier", "Title"}
_OF_LISTS = {*_PLAIN_LIST, "Index", "Description", "Status", "DimensionGroupId"}
_OF_PROPERTIES = {"ModificationDate", "ObservationCount", "Modified"}


def is_observations(header: Iterable[str]) -> bool:
    """Whether a file with this header holds the observations of a set."""
    names = set(header)
    has_values = VALUE in names or TEXT in names
    return MEASURE in names and has_values and bool(names & {"Id", TEXT, ATTRIBUTE})


def part_of(head: str, name: str = "") -> Part | None:
    """Which part of a set a file is that begins so; None for a file of another kind.

    Only a list that tells no more than identifiers and titles is told by its `name`.
    """
    first = head.removeprefix("\ufeff").lstrip().split("\n", 1)[0]
    delimiter = ";" if first.count(";") >= first.count(",") else ","
    try:
        header = next(csv.reader(io.StringIO(first), delimiter=delimiter), [])
    except csv.Error:
        return None
    names = {column.strip() for column in header}
    if is_observations(names):
        return Part.OBSERVATIONS
    # The header of LinkRelatedSources repeats all names of Properties, so that it goes first.
    for part in Part:
        if part.value <= names:
            return part
    if names >= _PLAIN_LIST and names & _OF_PROPERTIES and "ShortTitle" not in names:
        return Part.PROPERTIES
    if _PLAIN_LIST <= names <= _OF_LISTS:
        is_short = names == _PLAIN_LIST and not name.casefold().endswith("codes.csv")
        return Part.PROPERTIES if is_short else Part.CODES
    return None


@dataclass
class BulkSet:
    """What the files of a set tell beside the observations; empty where a file is missing.

    `tables` are the ids that Properties.csv and Distribution.csv tell, each once; `unread` names
    files that cannot be read, with the reason.
    """

    tables: tuple[str, ...] = ()
    title: str = ""
    modified: str = ""
    source: str = ""
    description: str = ""
    dimension_titles: dict[str, str] = field(default_factory=dict)
    time_dimension: str = ""
    measures: tuple[Measure, ...] = ()
    members: dict[str, tuple[Member, ...]] = field(default_factory=dict)
    period_statuses: dict[str, str] = field(default_factory=dict)
    used: tuple[Path, ...] = ()
    unread: dict[str, str] = field(default_factory=dict)

    @property
    def table(self) -> str:
        """The table's id; empty where no file tells it."""
        return self.tables[0] if self.tables else ""


def read_set(companions: Mapping[str, Path], keys: Container[str] | None = None) -> BulkSet:
    """Read the files of a set that stand beside its observations, each known by its header.

    With the `keys` of the dimensions in the observations, the code lists of others are left out.
    """
    found = BulkSet()
    groups: dict[str, Mapping[str, str]] = {}
    measures: Sequence[Mapping[str, str]] = ()
    for path in _in_order(companions):
        try:
            text = read_text(path)
            part = part_of(text[:4096], path.name)
            if part in (None, Part.OBSERVATIONS, Part.CATALOG, Part.LINKS):
                continue
            records = read_records(text)
        except (OSError, csv.Error) as error:
            found.unread[path.name] = str(error)
            continue
        match part:
            case Part.PROPERTIES:
                _take_properties(found, records)
            case Part.DISTRIBUTION:
                _take_distribution(found, records)
            case Part.DIMENSIONS:
                _take_dimensions(found, records)
            case Part.MEASURE_CODES:
                measures = records
            case Part.MEASURE_GROUPS:
                if any(record.get("DimensionId") for record in records):
                    continue
                groups = {record.get("Id", "").strip(): record for record in records}
            case Part.CODES:
                if not _take_codes(found, path, records, keys):
                    continue
        found.used += (path,)
    found.measures = tuple(_measure(record, groups) for record in measures)
    return found


def _in_order(companions: Mapping[str, Path]) -> list[Path]:
    """The files by name, Properties.csv first, so that its id goes before that of others."""
    names = sorted(companions, key=lambda name: (not name.lower().startswith("prop"), name))
    return [companions[name] for name in names if name.lower().endswith((".csv", ".txt"))]


def _one_line(record: Mapping[str, str], name: str) -> str:
    return " ".join((record.get(name) or "").split())


def _take_properties(found: BulkSet, records: Sequence[Mapping[str, str]]) -> None:
    for record in records[:1]:
        _add_table(found, _one_line(record, "Identifier"))
        found.title = _one_line(record, "Title")
        changed = record.get("ModificationDate") or record.get("Modified") or ""
        date = _DATE.match(changed.strip())
        found.modified = date[0] if date else ""
        found.source = _one_line(record, "Source").rstrip(".")
        found.description = (record.get("Description") or "").strip()


def _add_table(found: BulkSet, table: str) -> None:
    if table and table.casefold() not in {known.casefold() for known in found.tables}:
        found.tables += (table,)


def _take_distribution(found: BulkSet, records: Sequence[Mapping[str, str]]) -> None:
    for record in records:
        if match := _DISTRIBUTION_ID.search(record.get("DownloadUrl") or ""):
            _add_table(found, match[1])


def _take_dimensions(found: BulkSet, records: Sequence[Mapping[str, str]]) -> None:
    for record in records:
        key = _one_line(record, "Identifier")
        if key:
            found.dimension_titles[key] = _one_line(record, "Title") or key
        if _one_line(record, "Kind") == "TimeDimension":
            found.time_dimension = key


def _take_codes(
    found: BulkSet,
    path: Path,
    records: Sequence[Mapping[str, str]],
    keys: Container[str] | None,
) -> bool:
    """Take the members of a list; whether it has any of a dimension that is wanted."""
    members: dict[str, list[Member]] = {}
    of_name = re.sub(r"(?i)codes\..*", "", path.name)
    for record in records:
        code = _one_line(record, "Identifier")
        dimension = _one_line(record, "DimensionId") or of_name
        if not code or (keys is not None and dimension not in keys):
            continue
        label = _one_line(record, "Title") or code
        members.setdefault(dimension, []).append(Member(code, label))
        status = parse_status(record.get("Status") or "")
        if status is not None and status.symbol:
            found.period_statuses[code] = status.symbol
    for key, listed in members.items():
        found.members[key] = tuple(listed)
    return bool(members)


def _measure(record: Mapping[str, str], groups: Mapping[str, Mapping[str, str]]) -> Measure:
    key, decimals = _one_line(record, "Identifier"), _one_line(record, "Decimals")
    return Measure(
        key=key,
        title=_one_line(record, "Title") or key,
        unit=_one_line(record, "Unit"),
        decimals=int(decimals) if decimals.isdecimal() else None,
        group=_group_path(groups, (record.get("MeasureGroupId") or "").strip()),
        description=(record.get("Description") or "").strip(),
        is_text=_one_line(record, "DataType") == "String",
    )


def _group_path(groups: Mapping[str, Mapping[str, str]], group: str) -> str:
    path: list[str] = []
    while group in groups and len(path) < len(groups):
        path.insert(0, _one_line(groups[group], "Title"))
        group = (groups[group].get("ParentId") or "").strip()
    return "/".join(part for part in path if part)
