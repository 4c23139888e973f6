"""Rows that parse but cannot be right: no period, no number, a key that was there already."""

# ruff: noqa: S608 - column numbers and quoted literals of this package only

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from mkbviewer.core.errors import UnreadableFile
from mkbviewer.core.language import _
from mkbviewer.core.status import Status
from mkbviewer.dialects.assemble import MATCHED, REJECTED, long_parts, number_parts, text_parts
from mkbviewer.dialects.base import Layout
from mkbviewer.dialects.cells import (
    CELLS,
    LETTERS,
    SCHEMA,
    bare_text,
    is_odd,
    sql_texts,
    symbol_of,
)
from mkbviewer.dialects.columns import Columns
from mkbviewer.dialects.judgement import Judgement
from mkbviewer.dialects.order import key_columns
from mkbviewer.dialects.rows import FOOTER, footer_reason, most_reported

if TYPE_CHECKING:
    import duckdb

_REPEATS = f"{SCHEMA}.repeats"
_IN_BRACKETS = re.compile(r"\([\d.,\s]+\)")


@dataclass
class RejectedRows:
    """The rows left out, by number from 0: the reasons of the first ones, and how many in all.

    `blank` of them hold nothing at all, and need no reason.
    """

    reasons: dict[int, str] = field(default_factory=dict)
    count: int = 0
    blank: int = 0


def reject_rows(
    connection: "duckdb.DuckDBPyConnection",
    layout: Layout,
    columns: Columns,
    judgement: Judgement,
    rejected: RejectedRows,
) -> None:
    """Reject the rows of `cells` without a period, with a cell that is no number, and so on."""
    connection.execute(f"create or replace table {REJECTED}(row bigint)")
    rejected.blank = _leave_out_blank_rows(connection, layout, columns, judgement)
    others = f" and cells.rowid not in (from {REJECTED})" if rejected.blank else ""
    if columns.periods and columns.periods.rejected:
        first = "cells.d0" if layout.dimensions else "''"
        texts = sql_texts([*columns.periods.rejected])
        source = f"{CELLS} cells where cells.p in {texts}{others}"
        for row, text, start in _reject(connection, source, f"cells.p, {first}"):
            is_footer = FOOTER.match(start or text)
            reason = columns.periods.rejected[text]
            rejected.reasons.setdefault(row, footer_reason(start or text) if is_footer else reason)
    if layout.is_long and any(not measure.title for measure in judgement.measures):
        source = f"{CELLS} cells where trim(cells.m) = ''{others}"
        for (row,) in _reject(connection, source):
            rejected.reasons.setdefault(row, _("The row names no measure."))
    if columns.periods is None and columns.dimensions and not layout.is_long:
        _reject_footers(connection, columns, judgement, rejected)
    for number in judgement.odd:
        source = f"{CELLS} cells where {is_odd(number)} and {judgement.numbers_only}"
        shown = "m" if layout.is_long else "null"
        for row, text, title in _reject(connection, source, f"{bare_text(number)}, {shown}"):
            name = (title or columns.measures[number].title).strip()
            rejected.reasons.setdefault(row, _odd_reason(text, name))
    if columns.missing_texts:
        _reject_contradictions(connection, columns, judgement, rejected)
    rejected.count = _count(connection, f"select count(distinct row) from {REJECTED}")


def _odd_reason(text: str, measure: str) -> str:
    reason = _("“{text}” is not a number ({measure}).").format(text=text[:40], measure=measure)
    if _IN_BRACKETS.fullmatch(text):
        reason += " " + _("Brackets may mean below zero, or uncertain; write what is meant.")
    return reason


def _leave_out_blank_rows(
    connection: "duckdb.DuckDBPyConnection", layout: Layout, columns: Columns, judgement: Judgement
) -> int:
    """Leave out the rows of nothing but delimiters, as spreadsheets save them; answers how many."""
    if columns.periods:
        has_blank = any(not text.strip() for text in columns.periods.texts)
    else:
        has_blank = any(not one.code for each in columns.dimensions[:1] for one in each.members)
    if not has_blank:
        return 0
    names = [f"d{number}" for number in range(len(columns.dimensions))]
    names += [letter for role, letter in LETTERS.items() if layout.column(role)]
    blank = [f"trim(cells.{name}) = ''" for name in names]
    count = 1 if layout.is_long else len(judgement.measures)
    blank += [f"v{number} is null and {symbol_of(number)} = ''" for number in range(count)]
    return _count(
        connection,
        f"insert into {REJECTED} select cells.rowid from {CELLS} cells where {' and '.join(blank)}",
    )


def _reject_footers(
    connection: "duckdb.DuckDBPyConnection",
    columns: Columns,
    judgement: Judgement,
    rejected: RejectedRows,
) -> None:
    """Reject what stands alone in its row and begins as a footer does, in a table without time.

    A copy that a spreadsheet saved has as many cells in it as in every other row.
    """
    first, *others = columns.dimensions
    texts = [one.label for one in first.members if FOOTER.match(one.label)]
    if not texts:
        return
    blank = [f"coalesce(trim(cells.d{number}), '') = ''" for number, _one in enumerate(others, 1)]
    for number, measure in enumerate(judgement.measures):
        blank.append(f"{symbol_of(number)} = ''")
        if not measure.is_text:
            blank.append(f"v{number} is null")
    source = f"{CELLS} cells where trim(cells.d0) in {sql_texts(texts)} and {' and '.join(blank)}"
    for row, text in _reject(connection, source, "cells.d0"):
        rejected.reasons.setdefault(row, footer_reason(text))


def _reject_contradictions(
    connection: "duckdb.DuckDBPyConnection",
    columns: Columns,
    judgement: Judgement,
    rejected: RejectedRows,
) -> None:
    source = (
        f"{CELLS} cells where cells.t in {sql_texts(columns.missing_texts)}"
        f" and cells.v0 is not null and {judgement.numbers_only}"
    )
    for row, value, status in _reject(connection, source, f"{bare_text(0)}, cells.t"):
        reason = _("The value {value} has a status that says that it is missing: “{status}”.")
        rejected.reasons.setdefault(row, reason.format(value=value, status=status))


def _count(connection: "duckdb.DuckDBPyConnection", query: str) -> int:
    row = connection.execute(query).fetchone()
    assert row is not None
    return int(row[0])


def _reject(
    connection: "duckdb.DuckDBPyConnection", source: str, *shown: str
) -> list[tuple[Any, ...]]:
    """Reject the rows that a FROM clause yields; gives row and `shown` of the first ones."""
    query = f"insert into {REJECTED} select cells.rowid from {source}"
    if not _count(connection, query):
        return []
    return connection.execute(
        f"select {', '.join(['cells.rowid', *shown])} from {source} order by 1"
        f" limit {most_reported()}"
    ).fetchall()


def reject_repeats(
    connection: "duckdb.DuckDBPyConnection",
    layout: Layout,
    columns: Columns,
    lines: Sequence[int],
    rejected: RejectedRows,
) -> None:
    """Take the rows out of `matched` whose key was there already; `lines` are the rows' lines.

    Raises UnreadableFile when most rows are such rows.
    """
    keys = key_columns(layout)
    total = _count(connection, f"select count(*) from {MATCHED}")
    partition = f"partition by {', '.join(keys)} " if keys else ""
    connection.execute(
        f"create or replace table {_REPEATS} as select row, first from (select row,"
        f" first_value(row) over ({partition}order by row) as first from {MATCHED})"
        " where row <> first"
    )
    repeats = _count(connection, f"select count(*) from {_REPEATS}")
    if 2 * repeats > total:
        raise _without_keys(repeats, total)
    cells = ", ".join(_shown_cells(layout, columns))
    query = (
        f"select r.row, r.first, a.cells, b.cells from {_REPEATS} r"
        f" join (select row, [{cells}] as cells from {MATCHED} r) a on a.row = r.row"
        f" join (select row, [{cells}] as cells from {MATCHED} r) b on b.row = r.first"
        f" order by 1 limit {most_reported()}"
    )
    titles = [_("value")] if layout.is_long else [measure.title for measure in columns.measures]
    titles.append(_("status"))
    for row, first, here, there in connection.execute(query).fetchall():
        rejected.reasons.setdefault(row, _repeat_reason(titles, lines[first], here, there))
    connection.execute(f"delete from {MATCHED} where row in (select row from {_REPEATS})")
    rejected.count += repeats


def _shown_cells(layout: Layout, columns: Columns) -> list[str]:
    """SQL for each cell of a row of `matched` as it is compared and shown."""
    if layout.is_long:
        parts = [long_parts(layout, columns.measures)]
    else:
        parts = [
            text_parts(number) if measure.is_text else number_parts(number)
            for number, measure in enumerate(columns.measures)
        ]
    # Last the star, by which rows may differ that are the same otherwise.
    stars = ["status"] if columns.statuses else []
    stars += ["period_status"] if columns.periods else []
    star = f"coalesce({', '.join(f'r.{name}::varchar' for name in stars)}, '')" if stars else "''"
    return [
        *(f"coalesce(({p.value})::varchar, {p.text}, ({p.missing})::varchar, '')" for p in parts),
        star,
    ]


def _repeat_reason(titles: list[str], line: int, here: list[str], there: list[str]) -> str:
    for title, new, old in zip(titles, here, there, strict=True):
        if new != old:
            return _(
                "The same key stands on line {line} with another value ({measure}: {old} there,"
                " {new} here); the first one was kept."
            ).format(
                line=line,
                measure=title,
                old=_shown(old),
                new=_shown(new),
            )
    return _("The row repeats line {line} exactly.").format(line=line)


def _shown(cell: str) -> str:
    """A cell as a reason names it; the symbols of missing figures but this one are CBS's own."""
    is_empty = cell in ("", Status.IMPOSSIBLE.symbol)
    return _("empty") if is_empty else cell.removesuffix(".0")


def _without_keys(repeats: int, total: int) -> UnreadableFile:
    return UnreadableFile(
        _("The rows of this file cannot be told apart."),
        _(
            "{repeats} of the {total} rows have the same members and period as a row before them; a"
            " column that tells them apart is missing or was not recognised."
        ).format(repeats=repeats, total=total),
        _("Download the table again with all its dimensions."),
    )
