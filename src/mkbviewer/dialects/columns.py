"""The distinct texts of a file's columns, and the members, periods and measures they stand for.

Each column gets a small table by which its texts are looked up: d0, … (text, code), p (text,
code, start, frequency, status, is_rejected), m (title, unit, key, is_text) and t (text, status,
is_missing). Codes, keys, frequencies and statuses are ENUMs: they read, compare and are written as
text, and cost a byte or two.
"""

# ruff: noqa: S608 - column numbers and quoted literals of this package only

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from mkbviewer.core.language import _
from mkbviewer.core.model import Dimension, Measure, Member
from mkbviewer.core.period import Frequency
from mkbviewer.core.status import Status, parse_status
from mkbviewer.dialects.base import Layout, Role
from mkbviewer.dialects.cells import CELLS, SCHEMA, sql_text
from mkbviewer.dialects.period_column import PeriodColumn, read_periods
from mkbviewer.dialects.reading import OBSERVATIONS
from mkbviewer.dialects.titles import tell_apart

if TYPE_CHECKING:
    import duckdb

STATUS_TYPE = f"{SCHEMA}.status"
FREQUENCY_TYPE = f"{SCHEMA}.frequency"
PERIOD_TYPE = f"{SCHEMA}.period"
MEASURE_TYPE = f"{SCHEMA}.measure"
_NO_REMARK = ("", "none")


@dataclass
class Columns:
    """What the columns of a file hold; `measures` are keyed, in the file's order."""

    dimensions: tuple[Dimension, ...]
    periods: PeriodColumn | None
    measures: tuple[Measure, ...]
    warnings: list[str] = field(default_factory=list)
    has_statuses: bool = False

    @property
    def may_be_provisional(self) -> bool:
        """Whether a period or the column of statuses can make an observation provisional."""
        return self.has_statuses or (
            self.periods is not None
            and any(status is not Status.FINAL for _period, status in self.periods.found.values())
        )


def dimension_type(number: int) -> str:
    """The name of the ENUM of a dimension's codes."""
    return f"{SCHEMA}.dimension{number}"


def read_columns(
    connection: "duckdb.DuckDBPyConnection", layout: Layout, measures: Sequence[Measure]
) -> Columns:
    """Make the tables by which the texts of `cells` are looked up.

    `measures` are those of a wide file; for a long file one for each measure and unit in it, whose
    keys are made here.
    """
    columns = Columns((), None, ())
    columns.dimensions = tuple(
        _read_dimension(connection, number, dimension)
        for number, dimension in enumerate(layout.dimensions)
    )
    _make_enum(connection, FREQUENCY_TYPE, [f.value for f in Frequency if f.value])
    _make_enum(connection, STATUS_TYPE, [status.symbol for status in Status])
    if layout.column(Role.PERIOD):
        columns.periods = read_periods(
            _texts_in_order(connection, "p"),
            layout.period_statuses,
            layout.period_titles,
            may_be_text=layout.is_long,
        )
        columns.warnings += columns.periods.warnings
        _keep_periods(connection, columns.periods)
    if layout.is_long:
        found = _keep_measures(connection, measures)
        if layout.topic_mark:
            found = tell_apart([_split_topic(measure, layout.topic_mark) for measure in found])
        columns.measures = _described(found, layout.measures)
    else:
        columns.measures = tuple(measures)
        _make_enum(connection, MEASURE_TYPE, [measure.key for measure in measures])
    if layout.column(Role.STATUS):
        columns.has_statuses = True
        columns.warnings += _keep_statuses(connection)
    return columns


def _texts_in_order(connection: "duckdb.DuckDBPyConnection", column: str) -> list[str]:
    query = f"select {column}, min(rowid) as first from {CELLS} group by 1 order by 2"
    return [row[0] for row in connection.execute(query).fetchall()]


def _make_enum(connection: "duckdb.DuckDBPyConnection", name: str, values: Iterable[str]) -> None:
    literals = ", ".join(map(sql_text, dict.fromkeys(values)))
    connection.execute(f"create type {name} as enum ({literals})")


def _read_dimension(
    connection: "duckdb.DuckDBPyConnection", number: int, dimension: Dimension
) -> Dimension:
    texts = _texts_in_order(connection, f"d{number}")
    members = match_members(texts, dimension.members)
    _make_enum(connection, dimension_type(number), (m.code for m in members.values()))
    table = f"{SCHEMA}.d{number}"
    connection.execute(f"create table {table}(text varchar, code {dimension_type(number)})")
    connection.execute(
        f"insert into {table} select unnest($1::varchar[]), unnest($2::varchar[])",
        [texts, [members[text].code for text in texts]],
    )
    return replace(dimension, members=tuple(dict.fromkeys(members.values())))


def match_members(texts: Sequence[str], known: Sequence[Member]) -> dict[str, Member]:
    """The member that each text stands for: by its code, else by its label if only one has it.

    A text that is neither becomes a member of its own, with the text as code and label.
    """
    by_code = {member.code: member for member in known}
    by_label: dict[str, Member | None] = {}
    for member in known:
        by_label[member.label] = None if member.label in by_label else member
    found: dict[str, Member] = {}
    for text in texts:
        bare = text.strip()
        found[text] = by_code.get(bare) or by_label.get(bare) or Member(bare, bare)
    return found


def _keep_periods(connection: "duckdb.DuckDBPyConnection", periods: PeriodColumn) -> None:
    texts = [*periods.found, *periods.rejected]
    found = list(periods.found.values())
    blanks = len(periods.rejected)
    codes = [period.code for period, _status in found]
    _make_enum(connection, PERIOD_TYPE, codes or [""])
    connection.execute(
        f"create table {SCHEMA}.p(text varchar, code {PERIOD_TYPE}, start date,"
        f" frequency {FREQUENCY_TYPE}, status {STATUS_TYPE}, is_rejected boolean)"
    )
    connection.execute(
        f"insert into {SCHEMA}.p select unnest($1::varchar[]), unnest($2::varchar[]),"
        " unnest($3::date[]), nullif(unnest($4::varchar[]), ''), unnest($5::varchar[]),"
        " unnest($6::boolean[])",
        [
            texts,
            codes + [None] * blanks,
            [period.start for period, _status in found] + [None] * blanks,
            [period.frequency.value for period, _status in found] + [None] * blanks,
            [status.symbol for _period, status in found] + [""] * blanks,
            [False] * len(found) + [True] * blanks,
        ],
    )


def _keep_measures(
    connection: "duckdb.DuckDBPyConnection", measures: Sequence[Measure]
) -> tuple[Measure, ...]:
    """Key each measure of a long file by its title, with the unit where a title has several."""
    titles = [measure.title for measure in measures]
    keyed = tuple(
        replace(
            measure,
            key=f"{measure.title} ({measure.unit or '-'})"
            if titles.count(measure.title) > 1
            else measure.title,
        )
        for measure in measures
    )
    _make_enum(connection, MEASURE_TYPE, [measure.key for measure in keyed])
    connection.execute(
        f"create table {SCHEMA}.m(title varchar, unit varchar, key {MEASURE_TYPE}, is_text boolean)"
    )
    connection.execute(
        f"insert into {SCHEMA}.m select unnest($1::varchar[]), unnest($2::varchar[]),"
        " unnest($3::varchar[]), unnest($4::boolean[])",
        [
            titles,
            [measure.unit for measure in keyed],
            [measure.key for measure in keyed],
            [measure.is_text for measure in keyed],
        ],
    )
    return keyed


def _split_topic(measure: Measure, mark: str) -> Measure:
    group, _mark, title = measure.title.rpartition(mark)
    return replace(measure, title=title.strip(), group=group.replace(mark, "/"))


def _described(found: Sequence[Measure], known: Sequence[Measure]) -> tuple[Measure, ...]:
    """The measures found in a long file, with what the layout tells of those with the same key."""
    by_key = {measure.key: measure for measure in known}
    return tuple(
        measure
        if (told := by_key.get(measure.key)) is None
        else replace(
            told,
            unit=told.unit or measure.unit,
            decimals=measure.decimals if told.decimals is None else told.decimals,
            is_text=measure.is_text,
        )
        for measure in found
    )


def _keep_statuses(connection: "duckdb.DuckDBPyConnection") -> list[str]:
    texts = _texts_in_order(connection, "t")
    silent = {text for text in texts if text.strip().lower() in _NO_REMARK}
    statuses = {text: None if text in silent else parse_status(text) for text in texts}
    connection.execute(
        f"create table {SCHEMA}.t(text varchar, status {STATUS_TYPE}, is_missing boolean)"
    )
    connection.execute(
        f"insert into {SCHEMA}.t select unnest($1::varchar[]), unnest($2::varchar[]),"
        " unnest($3::boolean[])",
        [
            texts,
            [None if status is None else status.symbol for status in statuses.values()],
            [status is not None and status.is_missing for status in statuses.values()],
        ],
    )
    unknown = [text.strip() for text in texts if text not in silent and statuses[text] is None]
    if not unknown:
        return []
    return [
        _("These words are no status that CBS knows, and were left out: {words}.").format(
            words=", ".join(unknown[:5]) + (" …" if len(unknown) > 5 else "")
        )
    ]


def forget_columns(connection: "duckdb.DuckDBPyConnection") -> None:
    """Drop the observations of an earlier reading on this connection, and all that it made."""
    connection.execute(f"drop view if exists {OBSERVATIONS}")
    connection.execute(f"drop schema if exists {SCHEMA} cascade")
    connection.execute(f"create schema {SCHEMA}")
