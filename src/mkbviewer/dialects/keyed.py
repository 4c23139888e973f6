"""Files whose header holds CBS's own keys: what odata3 files and labelled dumps share."""

import csv
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from mkbviewer.core.errors import UnreadableFile
from mkbviewer.core.language import _
from mkbviewer.core.model import Dimension, Measure
from mkbviewer.core.period import Frequency, parse_code
from mkbviewer.core.period_label import parse_period
from mkbviewer.dialects.base import Column, Layout, Probe, Recognition, Role, either
from mkbviewer.dialects.content import (
    column_texts,
    repeated_names,
)
from mkbviewer.dialects.marks import find_marks, with_marks
from mkbviewer.dialects.metadata import (
    Metadata,
    is_metadata,
    read_companions,
    read_metadata,
    take_periods,
)
from mkbviewer.dialects.probe import table_id_of
from mkbviewer.dialects.titles import readable_title, tell_apart

_KEY = re.compile(r"[^\W\d]\w*")
_NUMBERED = re.compile(r".+_\d+")
PERIOD_KEY = re.compile(r"perioden?|periods?|jaar|jaren|years?", re.IGNORECASE)
_REPEATED_PERIOD = re.compile(r"year|month|quarter|jaar|maand|kwartaal", re.IGNORECASE)
_CATEGORY = "category"
_CODE = re.compile(r"[A-Z]{0,4}[0-9][A-Z0-9]*|[A-Z]{1,3}")


@dataclass(frozen=True)
class KeyedFile:
    """The columns of a file with CBS's keys as header, and what its metadata adds.

    `rivals` are the places of columns each of which can be the period as well as the others;
    `decided` is the reading that the metadata chose among them.
    """

    columns: tuple[Column, ...]
    metadata: Metadata
    has_codes: bool
    warnings: tuple[str, ...] = ()
    rivals: tuple[int, ...] = ()
    decided: str = ""

    def keys(self, role: Role) -> list[str]:
        """The keys of the columns with this role."""
        return [column.key for column in self.columns if column.role is role]


def read_keyed(probe: Probe, chosen: int | None = None) -> KeyedFile | None:
    """The columns of a file whose header holds CBS's keys; None for any other file.

    `chosen` is the place of the column of periods, where more than one can be that. Raises
    UnreadableFile when a key occurs twice.
    """
    header = tuple(name.strip() for name in probe.header)
    named = [name for name in header if name]
    if len(named) < 2 or not all(_KEY.fullmatch(name) for name in named):
        return None
    has_id = header[0] == "ID"
    numbered = [index for index, name in enumerate(header) if _NUMBERED.fullmatch(name)]
    found = _period_columns(probe, header)
    period = found[0] if len(found) == 1 else chosen
    if not numbered and not (has_id and period is not None):
        return None
    _refuse_repeated_names(probe, named)
    measures = set(numbered) or set(range((period or 0) + 1, len(header)))
    columns: list[Column] = []
    ignored: list[str] = []
    for index, name in enumerate(header):
        if not name or (index == 0 and has_id):
            role = Role.IGNORED
        elif index == period:
            role = Role.PERIOD
        elif index in measures:
            role = Role.MEASURE
        elif index > min(measures) and period is not None and _REPEATED_PERIOD.fullmatch(name):
            role = Role.IGNORED
            ignored.append(name)
        else:
            role = Role.DIMENSION
        columns.append(Column(index, role, name))
    warnings = [_ignored_warning(ignored)] if ignored else []
    metadata = find_metadata(probe, columns, warnings)
    codes = _holds_codes(probe, columns)
    keyed = KeyedFile(tuple(columns), metadata, codes, tuple(warnings))
    return _settle(probe, keyed, found) if len(found) > 1 and chosen is None else keyed


def _settle(probe: Probe, keyed: KeyedFile, rivals: list[int]) -> KeyedFile:
    """The file with the period that its metadata tells, else with the rivals for it."""
    names = {probe.header[place].strip(): place for place in rivals}
    metadata = keyed.metadata
    told = read_keyed(probe, names.get(metadata.time_dimension, -1))
    if told is not None and metadata.time_dimension in names:
        return replace(told, decided=_reading_of(metadata.time_dimension))
    if metadata.measures and names.keys() <= metadata.dimension_titles.keys():
        return replace(keyed, decided=_CATEGORY)
    return replace(keyed, rivals=tuple(rivals))


def _reading_of(name: str) -> str:
    return f"period-{name}"


def _ignored_warning(names: list[str]) -> str:
    return _("These columns repeat the period and were left out: {names}.").format(
        names=", ".join(names)
    )


def _refuse_repeated_names(probe: Probe, names: list[str]) -> None:
    repeated = repeated_names(names)
    if repeated:
        raise UnreadableFile(
            _("Columns of {file} have the same name.").format(file=probe.path.name),
            _("These names occur twice in the header: {names}.").format(names=", ".join(repeated)),
            _("Download the file again, or give each column a name of its own."),
        )


def _period_columns(probe: Probe, header: tuple[str, ...]) -> list[int]:
    """The column that its key calls the period, else those that hold nothing but periods."""
    for index, name in enumerate(header):
        if PERIOD_KEY.fullmatch(name.split("_")[0]) and not _NUMBERED.fullmatch(name):
            return [index]
    return [
        index
        for index, name in enumerate(header)
        if index and not _NUMBERED.fullmatch(name) and holds_periods(column_texts(probe, index))
    ]


def holds_periods(texts: list[str]) -> bool:
    """Whether texts are codes or labels of periods; a bare number is no proof."""
    certain = [
        text
        for text in texts
        if not text.strip().isdigit() and parse_period(text)[0].frequency is not Frequency.TEXT
    ]
    return bool(certain) and len(certain) >= 0.8 * len(texts)


def _holds_codes(probe: Probe, columns: list[Column]) -> bool:
    """Whether the cells name periods and members by CBS's codes and not by labels."""
    for column in columns:
        if column.role is Role.PERIOD:
            texts = column_texts(probe, column.index)
            return 2 * sum(parse_code(text) is not None for text in texts) >= len(texts)
    texts = [
        text.strip()
        for column in columns
        if column.role is Role.DIMENSION
        for text in column_texts(probe, column.index)
    ]
    return bool(texts) and all(_CODE.fullmatch(text) for text in texts)


def find_metadata(probe: Probe, columns: list[Column], warnings: list[str]) -> Metadata:
    """What the companions tell about this table; those of another table are left out."""
    dimensions = [c.key for c in columns if c.role in (Role.DIMENSION, Role.PERIOD)]
    measures = {c.key for c in columns if c.role is Role.MEASURE}
    candidates: list[Metadata] = []
    for name, path in sorted(probe.companions.items()):
        if name.lower().endswith(".csv") and _is_metadata_file(path):
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
        with path.open("rb") as file:
            return is_metadata(file.read(64).decode("utf-8-sig", errors="replace"))
    except OSError:
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


def _measure(metadata: Metadata, key: str) -> Measure:
    known = metadata.measure(key)
    return Measure(key, readable_title(key)) if known is None else known


def _dimension(metadata: Metadata, key: str) -> Dimension:
    title = metadata.dimension_titles.get(key) or readable_title(key)
    return Dimension(key, title, metadata.members.get(key, ()))


def describe(
    probe: Probe, keyed: KeyedFile, dialect: str, reasons_of: Callable[[KeyedFile], list[str]]
) -> Recognition:
    """The recognition of a file with CBS's keys as header."""
    without = _describe(probe, keyed, dialect, reasons_of(keyed))
    if keyed.decided:
        told = _("the metadata tells which column is the period")
        return replace(without, chosen=keyed.decided, reasons=(*without.reasons, told))
    readings = []
    for place in keyed.rivals:
        name = probe.header[place].strip()
        if other := read_keyed(probe, place):
            says = _("{name} is the period").format(name=name)
            readings.append(
                (_reading_of(name), says, _describe(probe, other, dialect, reasons_of(other)))
            )
    return either([*readings, (_CATEGORY, _("there are no periods"), without)])


def _describe(probe: Probe, keyed: KeyedFile, dialect: str, reasons: list[str]) -> Recognition:
    metadata = keyed.metadata
    value_columns = [c.index for c in keyed.columns if c.role is Role.MEASURE]
    marks = find_marks(probe, value_columns, own=".")
    layout = Layout(
        form=probe.form,
        columns=keyed.columns,
        measures=tell_apart([_measure(metadata, key) for key in keyed.keys(Role.MEASURE)]),
        dimensions=tuple(_dimension(metadata, key) for key in keyed.keys(Role.DIMENSION)),
        header_rows=probe.header_rows,
        period_statuses=metadata.period_statuses,
        period_titles=metadata.period_titles,
    )
    table = metadata.table or table_id_of(probe.path)
    if metadata.used:
        reasons = [
            *reasons,
            _("titles, units and labels come from {files}").format(
                files=", ".join(path.name for path in metadata.used)
            ),
        ]
    recognition = Recognition(
        dialect=dialect,
        layout=layout,
        table=table,
        title=metadata.title or table,
        modified=metadata.modified,
        source=metadata.source or "CBS",
        description=metadata.description,
        reasons=tuple(reasons),
        warnings=keyed.warnings,
        used=metadata.used,
    )
    return with_marks(recognition, marks)
