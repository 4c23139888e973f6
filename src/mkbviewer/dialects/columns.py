"""The distinct texts of a file's columns, and the members, periods and measures they stand for.

Each column's texts become an ENUM in the file's order; what a text stands for is looked up by its
place in there. Codes, keys, frequencies and statuses are ENUMs too: they read, compare and are
written as text, and cost a byte or two.
"""

# ruff: noqa: S608 - column numbers and quoted literals of this package only

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from mkbviewer.core.language import _
from mkbviewer.core.model import Dimension, Measure, Member
from mkbviewer.core.observations import FREQUENCY, MEASURE, PERIOD, STATUS, dimension_column
from mkbviewer.core.period import Frequency
from mkbviewer.core.status import Status, parse_status
from mkbviewer.dialects.base import Layout, Role
from mkbviewer.dialects.cells import CELLS, LETTERS, SCHEMA, sql_text
from mkbviewer.dialects.content import name_some
from mkbviewer.dialects.period_column import PeriodColumn, in_order_of_time, read_periods
from mkbviewer.dialects.reading import OBSERVATIONS
from mkbviewer.dialects.rows import BYTE_ORDER_MARK
from mkbviewer.dialects.titles import tell_apart

if TYPE_CHECKING:
    import duckdb

STATUS_TYPE = f"{SCHEMA}.status"
FREQUENCY_TYPE = f"{SCHEMA}.frequency"
PERIOD_TYPE = f"{SCHEMA}.period"
MEASURE_TYPE = f"{SCHEMA}.measure"
_FEW = 4
_NO_REMARK = ("", "none")


@dataclass
class Columns:
    """What the columns of a file hold; `measures` are keyed, in the file's order.

    `places` has SQL, in terms of `cells`, for the place of a row's text among the texts of a
    column; `lookups` has SQL for what is found there, in terms of such places, by the columns of
    `matched`. `starred` are the value columns with stars behind numbers.
    """

    dimensions: tuple[Dimension, ...]
    periods: PeriodColumn | None
    measures: tuple[Measure, ...]
    warnings: list[str] = field(default_factory=list)
    missing_texts: tuple[str, ...] = ()
    statuses: frozenset[Status] = frozenset()
    places: dict[str, str] = field(default_factory=dict)
    lookups: dict[str, str] = field(default_factory=dict)
    starred: frozenset[int] = frozenset()

    @property
    def may_be_provisional(self) -> bool:
        """Whether a period, a status or a star in a cell can make an observation provisional."""
        if self.starred:
            return True
        periods = self.periods.found.values() if self.periods else ()
        stars = {Status.PROVISIONAL, Status.REVISED_PROVISIONAL}
        return not stars.isdisjoint({*self.statuses, *(status for _period, status in periods)})


def dimension_type(number: int) -> str:
    """The name of the ENUM of a dimension's codes."""
    return f"{SCHEMA}.dimension{number}"


def text_types(dimensions: Sequence[Dimension]) -> dict[str, str]:
    """The name of the ENUM of each column of the observations that is one."""
    return {
        MEASURE: MEASURE_TYPE,
        PERIOD: PERIOD_TYPE,
        FREQUENCY: FREQUENCY_TYPE,
        STATUS: STATUS_TYPE,
        **{dimension_column(one.key): dimension_type(n) for n, one in enumerate(dimensions)},
    }


def read_columns(
    connection: "duckdb.DuckDBPyConnection", layout: Layout, measures: Sequence[Measure]
) -> Columns:
    """Find what the texts of `cells` stand for, and make the types to look that up with.

    `measures` are those of a wide file; for a long file one for each measure and unit in it, whose
    keys are made here.
    """
    columns = Columns((), None, ())
    named = [f"d{number}" for number in range(len(layout.dimensions))]
    named += [letter for role, letter in LETTERS.items() if layout.column(role)]
    texts = _texts_in_order(connection, named)
    if marked := [
        name for name in named if any(t.startswith(BYTE_ORDER_MARK) for t in texts[name])
    ]:
        _leave_out_marks(connection, marked)
        texts = _texts_in_order(connection, named)
    columns.dimensions = tuple(
        _read_dimension(connection, number, dimension, texts[f"d{number}"], columns)
        for number, dimension in enumerate(layout.dimensions)
    )
    _make_enum(connection, FREQUENCY_TYPE, [f.value for f in Frequency if f.value])
    _make_enum(connection, STATUS_TYPE, [status.symbol for status in Status])
    if period := layout.column(Role.PERIOD):
        columns.periods = read_periods(
            texts["p"],
            layout.period_statuses,
            layout.period_titles,
            name=period.key,
            may_be_text=layout.is_long,
        )
        columns.warnings += columns.periods.warnings
        _keep_periods(connection, texts["p"], columns.periods, columns)
    else:
        _make_enum(connection, PERIOD_TYPE, [""])
    if layout.is_long:
        found = _keep_measures(connection, texts, measures, columns)
        if layout.topic_mark:
            found = tell_apart([_split_topic(measure, layout.topic_mark) for measure in found])
        columns.measures = _described(found, layout.measures)
    else:
        columns.measures = tuple(measures)
        _make_enum(connection, MEASURE_TYPE, [measure.key for measure in measures])
    if layout.column(Role.STATUS):
        columns.warnings += _keep_statuses(connection, texts["t"], columns)
    return columns


def _texts_in_order(
    connection: "duckdb.DuckDBPyConnection", columns: Sequence[str]
) -> dict[str, list[str]]:
    """The distinct texts of each of these columns, in the file's order.

    In one query, so that the threads need not wait for each other between columns.
    """
    texts: dict[str, list[str]] = {column: [] for column in columns}
    parts = [
        f"select {sql_text(column)} as name, {column} as text, min(rowid) as first from {CELLS}"
        f" group by {column}"
        for column in columns
    ]
    if parts:
        query = f"select name, text from ({' union all '.join(parts)}) order by first"
        for name, text in connection.execute(query).fetchall():
            texts[name].append(text)
    return texts


def _leave_out_marks(connection: "duckdb.DuckDBPyConnection", columns: Iterable[str]) -> None:
    """Take byte order marks away, which stand where files were put behind each other.

    The marks of a quoted cell stand within the cell then.
    """
    for column in columns:
        bare = f"substr({column}, 2)"
        connection.execute(
            f"update {CELLS} set {column} = case when {bare} like '\"%\"'"
            f" then replace(substr({bare}, 2, length({bare}) - 2), '\"\"', '\"') else {bare} end"
            f" where starts_with({column}, {sql_text(BYTE_ORDER_MARK)})"
        )


def _keep_texts(
    connection: "duckdb.DuckDBPyConnection", column: str, texts: Sequence[str], columns: Columns
) -> str:
    """Make the texts of a column of `cells` findable; gives SQL for the place of a row's text."""
    if len(texts) <= _FEW:
        # Comparing with each takes a third of the time of looking up in an ENUM.
        choices = " ".join(f"when {sql_text(text)} then {n}" for n, text in enumerate(texts))
        columns.places[column] = f"case cells.{column} {choices} end::bigint"
        return column
    name = f"{SCHEMA}.text_{column}"
    _make_enum(connection, name, texts)
    columns.places[column] = f"enum_code(cells.{column}::{name})::bigint"
    return column


def _look_up(place: str, values: Iterable[object], kind: str) -> str:
    """SQL for the value at a place among `values`."""
    literals = ["null" if value is None else sql_text(f"{value}") for value in values]
    if len(set(literals)) == 1:
        return f"{literals[0]}::{kind}"
    return f"([{', '.join(literals)}]::{kind}[])[{place} + 1]"


def _make_enum(connection: "duckdb.DuckDBPyConnection", name: str, values: Iterable[str]) -> None:
    literals = ", ".join(map(sql_text, dict.fromkeys(values)))
    connection.execute(f"create type {name} as enum ({literals})")


def _read_dimension(
    connection: "duckdb.DuckDBPyConnection",
    number: int,
    dimension: Dimension,
    texts: Sequence[str],
    columns: Columns,
) -> Dimension:
    column = f"d{number}"
    members = match_members(texts, dimension.members)
    codes = [members[text].code for text in texts]
    _make_enum(connection, dimension_type(number), codes)
    if codes == list(texts):
        columns.places[column] = f"cells.{column}::{dimension_type(number)}"
        columns.lookups[column] = column
    else:
        place = _keep_texts(connection, column, texts, columns)
        columns.lookups[column] = _look_up(place, codes, dimension_type(number))
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
        found[text] = (
            by_code.get(bare) or by_label.get(bare) or Member(bare, " ".join(bare.split()))
        )
    return found


def _keep_periods(
    connection: "duckdb.DuckDBPyConnection",
    texts: Sequence[str],
    periods: PeriodColumn,
    columns: Columns,
) -> None:
    in_order = in_order_of_time(period for period, _status in periods.found.values())
    codes = [period.code for period in in_order]
    _make_enum(connection, PERIOD_TYPE, codes or [""])
    if set(codes) == set(texts):
        texts = codes
        columns.places["p"] = f"cells.p::{PERIOD_TYPE}"
        place = "enum_code(p)::bigint"
    else:
        place = _keep_texts(connection, "p", texts, columns)
    found = [periods.found.get(text) for text in texts]
    parts = [
        (None, None, None, None)
        if one is None
        else (one[0].code, one[0].start, one[0].frequency.value or None, one[1].symbol)
        for one in found
    ]
    names = ("p", "start", "frequency", "period_status")
    types = (PERIOD_TYPE, "date", FREQUENCY_TYPE, STATUS_TYPE)
    for name, kind, values in zip(names, types, zip(*parts, strict=True), strict=True):
        columns.lookups[name] = _look_up(place, values, kind)
    if texts is codes:
        columns.lookups["p"] = "p"


def _keep_measures(
    connection: "duckdb.DuckDBPyConnection",
    texts: Mapping[str, Sequence[str]],
    measures: Sequence[Measure],
    columns: Columns,
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
    numbers = {(measure.title, measure.unit): number for number, measure in enumerate(measures)}
    units = texts.get("u", [""])
    place = _keep_texts(connection, "m", texts["m"], columns)
    if "u" in texts:
        place = f"({place} * {len(units)} + {_keep_texts(connection, 'u', units, columns)})"
    found = [
        numbers.get((title.strip(" "), unit.strip(" "))) for title in texts["m"] for unit in units
    ]
    columns.lookups |= {
        "k": _look_up(place, [None if n is None else keyed[n].key for n in found], MEASURE_TYPE),
        "is_text": _look_up(
            place, [None if n is None else keyed[n].is_text for n in found], "boolean"
        ),
    }
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


def _keep_statuses(
    connection: "duckdb.DuckDBPyConnection", texts: Sequence[str], columns: Columns
) -> list[str]:
    place = _keep_texts(connection, "t", texts, columns)
    silent = {text for text in texts if text.strip().lower() in _NO_REMARK}
    statuses = {text: None if text in silent else parse_status(text) for text in texts}
    columns.statuses = frozenset(status for status in statuses.values() if status is not None)
    columns.missing_texts = tuple(
        text for text, status in statuses.items() if status is not None and status.is_missing
    )
    symbols = [None if status is None else status.symbol for status in statuses.values()]
    columns.lookups["status"] = _look_up(place, symbols, STATUS_TYPE)
    unknown = [text.strip() for text in texts if text not in silent and statuses[text] is None]
    if not unknown:
        return []
    return [
        _("These words are no status that CBS knows, and were left out: {words}.").format(
            words=name_some(unknown)
        )
    ]


def forget_columns(connection: "duckdb.DuckDBPyConnection") -> None:
    """Drop the observations of an earlier reading on this connection, and all that it made."""
    connection.execute(f"drop view if exists {OBSERVATIONS}")
    connection.execute(f"drop schema if exists {SCHEMA} cascade")
    connection.execute(f"create schema {SCHEMA}")
