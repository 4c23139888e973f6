"""StatLine's "CSV with" and "without statistical symbols": one header line of titles, labels."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from mkbviewer.core.language import _
from mkbviewer.core.model import Measure
from mkbviewer.core.period import Frequency
from mkbviewer.core.period_label import parse_period
from mkbviewer.dialects.base import Column, Layout, Probe, Recognition, Role, dimensions_of
from mkbviewer.dialects.categories import rows_differ
from mkbviewer.dialects.column_names import PART_WORDS, PERIOD_WORDS, YEAR_NAME, YEAR_WORDS
from mkbviewer.dialects.content import are_words, column_texts, looks_numeric
from mkbviewer.dialects.crosstab import are_periods
from mkbviewer.dialects.doubts import warn_of_nameless
from mkbviewer.dialects.marks import find_marks, with_marks
from mkbviewer.dialects.parts_of_years import are_years
from mkbviewer.dialects.probe import stem_of, table_id_of
from mkbviewer.dialects.refusal import refuse_repeated
from mkbviewer.dialects.rewriting import read_end
from mkbviewer.dialects.rows import FOOTER
from mkbviewer.dialects.titles import tell_apart
from mkbviewer.dialects.written_periods import resemble_periods

_PERIOD_TITLES = ("Perioden", "Periods")
_UNIT = re.compile(r"(?P<path>.*\S)\s*\((?P<unit>[^()]*(?:\([^()]*\)[^()]*)*)\)\s*", re.DOTALL)
_CLASSIFICATION = re.compile(r"\b[A-Z]{3,}\b")
_ENOUGH = 4
_PATH_MARKS = re.compile(r"(?<!\s)/(?!\s)")


class StatLineFlat:
    """`"<dimension>";"Perioden";"<Group>/<Topic> (<unit>)"`, members and periods as labels."""

    name = "statline_flat"

    @property
    def title(self) -> str:
        """The layout in the user's words."""
        return _("StatLine CSV, with or without statistical symbols")

    def recognise(self, probe: Probe) -> Recognition | None:
        """The description of such a file, or None for a file of another layout."""
        header = tuple(" ".join(name.split()) for name in probe.header)
        period = _period_column(probe, header)
        first_measure = _first_measure(probe, header, period)
        if first_measure is None:
            return None
        columns = tuple(
            Column(index, _role(name, index, period, first_measure), name)
            for index, name in enumerate(header)
        )
        refuse_repeated(probe, [column.key for column in columns])
        measures = [column for column in columns if column.role is Role.MEASURE]
        marks = find_marks(probe, [column.index for column in measures], own=".")
        layout = Layout(
            form=probe.form,
            columns=columns,
            measures=measures_of([column.key for column in measures]),
            dimensions=dimensions_of(columns),
            header_rows=probe.header_rows,
        )
        recognition = Recognition(
            dialect=self.name,
            layout=layout,
            table=table_id_of(probe.path),
            title=title_of_name(probe) or table_id_of(probe.path),
            source=read_end(probe).source or "CBS",
            warnings=tuple(warn_of_nameless(probe, columns)),
            reasons=tuple(_reasons(header, period, measures)),
        )
        return with_marks(recognition, marks)


def _reasons(header: tuple[str, ...], period: int | None, measures: list[Column]) -> list[str]:
    reasons = [_("one header line holds the titles of dimensions and topics")]
    if period is not None:
        reasons.append(_("the column {name} holds the periods").format(name=header[period]))
    if any(_UNIT.fullmatch(column.key) for column in measures):
        reasons.append(_("units stand in brackets behind the topics"))
    return reasons


def _period_column(probe: Probe, header: tuple[str, ...]) -> int | None:
    """The column called the periods, else the one behind the first that holds nothing else.

    Where the first column does, it is left to the layout of charts, which begin so.
    """
    if named := [index for index, name in enumerate(header) if name in _PERIOD_TITLES]:
        return named[0]
    if not any(_UNIT.fullmatch(name) for name in header):
        return None
    found = [
        index
        for index, name in enumerate(header)
        if name and not _UNIT.fullmatch(name) and _holds_only_periods(column_texts(probe, index))
    ]
    return found[0] if len(found) == 1 and found[0] else None


def _holds_only_periods(texts: list[str]) -> bool:
    texts = [text for text in texts if not FOOTER.match(text)]
    return not looks_numeric(texts) and are_periods(texts)


def _role(name: str, index: int, period: int | None, first_measure: int) -> Role:
    if not name:
        return Role.IGNORED
    if index == period:
        return Role.PERIOD
    return Role.MEASURE if index >= first_measure else Role.DIMENSION


def _first_measure(probe: Probe, header: tuple[str, ...], period: int | None) -> int | None:
    """Where the topics begin, or None when this is no file with dimensions before topics."""
    width = len([name for name in header if name])
    if width < 2 or len(probe.rows) < 2 or any(not name for name in header[:width]):
        return None
    if period is None:
        return _first_measure_without_periods(probe, header[:width])
    if not _holds_periods(column_texts(probe, period)):
        return None
    first = period + 1
    while first < width and _is_member(probe, header, first):
        first += 1
    while first + 1 < width and _is_key(probe, header, first):
        first += 1
    return first if first < width else None


def _first_measure_without_periods(probe: Probe, header: tuple[str, ...]) -> int | None:
    if any(_is_time(probe, header, index) for index in range(len(header))):
        return None
    rows = [row for row in probe.rows[1:] if len(row) == len(probe.header)]
    first = 0
    while first < len(header) and _is_member(probe, header, first):
        first += 1
    units = (n for n in range(first, len(header)) if _UNIT.fullmatch(header[n]))
    with_unit = next(units, 0)
    if not with_unit:
        return None
    if any(_may_be_years(header, n, [row[n] for row in rows]) for n in range(first, with_unit)):
        return None
    # Numbers without a unit (postcodes, ages) are members as long as they tell rows apart.
    least = max(first, 1)
    first = next((n for n in range(least, with_unit + 1) if rows_differ(rows, n)), least)
    return first if first < len(header) else None


def _may_be_years(header: tuple[str, ...], index: int, texts: list[str]) -> bool:
    """Whether numbers may be the years of the figures, though their name does not say so."""
    return are_years(texts) and (index == 0 or YEAR_NAME.search(header[index]) is not None)


def _is_time(probe: Probe, header: tuple[str, ...], index: int) -> bool:
    texts = column_texts(probe, index)
    is_named = header[index].lower() in (*YEAR_WORDS, *PART_WORDS, *PERIOD_WORDS)
    return is_named or _holds_only_periods(texts)


def _holds_periods(texts: list[str]) -> bool:
    texts = [text for text in texts if not FOOTER.match(text)]
    placed = sum(parse_period(text)[0].frequency is not Frequency.TEXT for text in texts)
    return bool(texts) and (2 * placed >= len(texts) or resemble_periods(texts))


def _is_dimension(probe: Probe, header: tuple[str, ...], index: int) -> bool:
    texts = column_texts(probe, index)
    return not _UNIT.fullmatch(header[index]) and bool(texts) and not looks_numeric(texts)


def _is_member(probe: Probe, header: tuple[str, ...], index: int) -> bool:
    """Whether a column behind dimensions is one too."""
    is_named = names_classification(header[index], column_texts(probe, index))
    return is_named or _is_dimension(probe, header, index)


def names_classification(name: str, texts: Sequence[str]) -> bool:
    """Whether what a column of words has in brackets is no unit: `Bedrijfstak (SBI 2008)`.

    Measures of words have one too: `Naam (naam)`, `Regiocode (code)`.
    """
    match = _UNIT.fullmatch(name)
    return bool(match and _CLASSIFICATION.search(match["unit"])) and are_words(texts)


def _is_key(probe: Probe, header: tuple[str, ...], index: int) -> bool:
    """Whether a column of numbers is a dimension: without it, keys repeat; with it, none does."""
    if _UNIT.fullmatch(header[index]):
        return False
    rows = [row for row in probe.rows[1:] if len(row) == len(header)]
    keys = [row[:index] for row in rows]
    wider = {row[: index + 1] for row in rows}
    return len(keys) >= _ENOUGH and 2 * len(set(keys)) <= len(keys) == len(wider)


def measures_of(headers: list[str]) -> tuple[Measure, ...]:
    """The measures of topics' headers; a topic that comes in several units keeps it in its key."""
    measures = [topic_measure(header) for header in headers]
    counts = Counter(measure.key for measure in measures)
    return tell_apart(
        [
            replace(measure, key=header) if counts[measure.key] > 1 else measure
            for header, measure in zip(headers, measures, strict=True)
        ]
    )


def topic_measure(header: str) -> Measure:
    """The measure of a topic's header `Group/Topic (unit)`; its key is the header without unit."""
    match = _UNIT.fullmatch(header)
    path, unit = (match["path"], match["unit"].strip()) if match else (header, "")
    group, mark, title = _split_path(path)
    return Measure(key=path, title=title or path, unit=unit, group=group if mark else "")


def _split_path(path: str) -> tuple[str, str, str]:
    marks = list(_PATH_MARKS.finditer(path))
    if not marks:
        return "", "", path
    place = marks[-1].start()
    return path[:place], "/", path[place + 1 :]


def title_of_name(probe: Probe) -> str:
    """The title in a name as StatLine gives it: words and underscores, then date and time.

    Empty for any other name.
    """
    stem = stem_of(probe.path)
    match = re.fullmatch(r"(.+?)_(?:\d{8}_\d{6}|\d{12})", stem)
    return "" if match is None else match[1].replace("__", "; ").replace("_", " ").strip()
