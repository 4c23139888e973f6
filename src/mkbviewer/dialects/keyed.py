"""Files whose header holds CBS's own keys: what odata3 files and labelled dumps share."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from mkbviewer.core.language import _
from mkbviewer.core.model import Dimension, Measure
from mkbviewer.core.period import Frequency, parse_code
from mkbviewer.core.period_label import parse_period
from mkbviewer.dialects.base import Column, Layout, Probe, Recognition, Role, either
from mkbviewer.dialects.categories import count_categories
from mkbviewer.dialects.column_names import UNNAMED
from mkbviewer.dialects.content import column_texts
from mkbviewer.dialects.doubts import warn_of_nameless
from mkbviewer.dialects.marks import find_marks, with_marks
from mkbviewer.dialects.metadata import Metadata
from mkbviewer.dialects.own_metadata import find_metadata, warn_of_codes
from mkbviewer.dialects.probe import table_id_of
from mkbviewer.dialects.refusal import refuse_repeated
from mkbviewer.dialects.titles import readable_title, tell_apart

_KEY = re.compile(r"[^\W\d]\w*")
_NUMBERED = re.compile(r".+_\d+")
PERIOD_KEY = re.compile(r"perioden?|periods?|jaar|jaren|years?", re.IGNORECASE)
_REPEATED_PERIOD = re.compile(r"year|month|quarter|jaar|maand|kwartaal", re.IGNORECASE)
_ADDED = re.compile(r"(.+)_(?:label|date|freq|numeric|unit)", re.IGNORECASE)
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
    header = _names_in(probe)
    named = [name for name in header if name]
    if len(named) < 2 or not all(_KEY.fullmatch(name) for name in named):
        return None
    identity = header.index(named[0]) if _is_identity(probe, header.index(named[0])) else None
    has_id = identity is not None
    numbered = [index for index, name in enumerate(header) if _NUMBERED.fullmatch(name)]
    found = _period_columns(probe, header)
    period = found[0] if len(found) == 1 else chosen
    measures = set(numbered)
    if not numbered and has_id:
        measures = _unnumbered(probe, header, period, has_rivals=len(found) > 1)
    if not measures:
        return None
    refuse_repeated(probe, named)
    columns: list[Column] = []
    ignored: list[str] = []
    for index, name in enumerate(header):
        if not name or index == identity:
            role = Role.IGNORED
        elif index == period:
            role = Role.PERIOD
        elif index in measures:
            role = Role.MEASURE
        elif _repeats(name, header) or (
            index > min(measures) and period is not None and _REPEATED_PERIOD.fullmatch(name)
        ):
            role = Role.IGNORED
            ignored.append(name)
        else:
            role = Role.DIMENSION
        columns.append(Column(index, role, name))
    warnings = warn_of_nameless(probe, columns)
    warnings += [_ignored_warning(ignored)] if ignored else []
    metadata = find_metadata(probe, columns, warnings)
    codes = _holds_codes(probe, columns)
    if codes:
        warnings += warn_of_codes(probe, columns, metadata)
    keyed = KeyedFile(tuple(columns), metadata, codes, tuple(warnings))
    return _settle(probe, keyed, found) if len(found) > 1 and chosen is None else keyed


def _names_in(probe: Probe) -> tuple[str, ...]:
    """The names in the header; none for what pandas and R call a column of numbered rows."""
    names = tuple(name.strip() for name in probe.header)
    return tuple("" if UNNAMED.fullmatch(name) else name for name in names)


def _is_identity(probe: Probe, place: int) -> bool:
    """Whether a column is that with which CBS numbers the rows, also where R wrote it small."""
    name = probe.header[place].strip()
    return name == "ID" or (
        name.lower() == "id" and all(text.strip().isdigit() for text in column_texts(probe, place))
    )


def _unnumbered(
    probe: Probe, header: tuple[str, ...], period: int | None, *, has_rivals: bool
) -> set[int]:
    """The columns of measures whose keys lost their numbers: all behind the periods.

    Without periods, those behind the words that tell the rows apart.
    """
    if period is not None:
        return set(range(period + 1, len(header)))
    if has_rivals:
        return set()
    rows = [row[1:] for row in probe.rows[1:] if len(row) == len(header)]
    count = count_categories(header[1:], rows)
    return set(range(1 + count, len(header))) if count else set()


def _repeats(name: str, header: tuple[str, ...]) -> bool:
    """Whether a column is one that cbsodataR adds to another: its labels, dates or units."""
    match = _ADDED.fullmatch(name)
    return match is not None and match[1] in header


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
    return _("These columns repeat others and were left out: {names}.").format(
        names=", ".join(names)
    )


def _period_columns(probe: Probe, header: tuple[str, ...]) -> list[int]:
    """The column that its key calls the period, else those that hold nothing but periods."""
    header = tuple("" if _repeats(name, header) else name for name in header)
    for index, name in enumerate(header):
        if PERIOD_KEY.fullmatch(name.split("_")[0]) and not _NUMBERED.fullmatch(name):
            return [index]
    return [
        index
        for index, name in enumerate(header)
        if index
        and name
        and not _NUMBERED.fullmatch(name)
        and holds_periods(column_texts(probe, index))
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
