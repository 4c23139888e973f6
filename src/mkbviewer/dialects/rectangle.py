"""The one reader: a rectangle of cells becomes observations."""

# ruff: noqa: S608 - column numbers and quoted literals of this package only

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from mkbviewer.core.errors import UnreadableFile
from mkbviewer.core.language import _, ngettext
from mkbviewer.core.model import Dimension, Structure
from mkbviewer.core.period import Period
from mkbviewer.dialects.assemble import (
    MATCHED,
    MOST_ALONE,
    assemble,
    count_observations,
    has_provisional,
    match_cells,
)
from mkbviewer.dialects.base import Layout, TextForm
from mkbviewer.dialects.cells import CELLS, Decimals, Loading, load_cells
from mkbviewer.dialects.columns import Columns, find_columns, span_of
from mkbviewer.dialects.doubts import (
    warn_of_cut_figure,
    warn_of_members,
    warn_of_rounding,
    warn_of_truncation,
)
from mkbviewer.dialects.judgement import Judgement, judge_long, judge_wide
from mkbviewer.dialects.lookups import find_texts, forget_lookups, make_lookups
from mkbviewer.dialects.order import put_in_order
from mkbviewer.dialects.plain import PlainFile
from mkbviewer.dialects.reading import Reading, Rejected
from mkbviewer.dialects.rejection import RejectedRows, reject_repeats, reject_rows
from mkbviewer.dialects.rows import CleanRows, clean_rows, first_decimals, most_reported

if TYPE_CHECKING:
    import duckdb


def read(
    connection: "duckdb.DuckDBPyConnection",
    plain: PlainFile,
    layout: Layout,
    check_cancelled: Callable[[], None],
) -> Reading:
    """Read a file into the relation `observations` of the connection, until the next reading.

    They stand in order of measure, members and period. The text columns are ENUMs in the file's
    order (periods in order of time), which read, compare and are written as text.
    `check_cancelled` is called between steps and may raise. Raises UnreadableFile when no row can
    be read or there are NUL bytes in the file, and OSError when the file cannot.
    """
    forget_lookups(connection)
    source = _Source(connection, plain, layout, check_cancelled)
    judge = judge_long if layout.is_long else judge_wide
    judgement = judge(connection, layout, source.load)
    if not source.rows:
        raise _without_rows(plain.origin, source.clean)
    check_cancelled()
    return _assemble(connection, plain.origin, layout, source, judgement)


class _Source:
    """The rows of one file, loaded strictly, or line by line where the file is not regular."""

    def __init__(
        self,
        connection: "duckdb.DuckDBPyConnection",
        plain: PlainFile,
        layout: Layout,
        check_cancelled: Callable[[], None],
    ) -> None:
        self._connection = connection
        self._plain = plain
        self._layout = layout
        self.check_cancelled = check_cancelled
        self.clean: CleanRows | None = None
        self.rows = 0

    def load(self, texts: frozenset[int], *, keeps_texts: bool) -> Loading:
        """Fill the table `cells`; see `judgement.Load`."""
        count = 1 if self._layout.is_long else len(self._layout.measures)
        numbers = [number for number in range(count) if number not in texts]
        is_strict = self.clean is None and self._layout.rewrite is None
        decimals = {} if keeps_texts or not is_strict else self._decimals(numbers)
        underscores = self._plain.content.has_underscores
        loading = Loading(texts, decimals, underscores)
        if not is_strict or not self._load_strictly(loading):
            self.clean = self.clean or self._clean()
            form = TextForm(delimiter=self._layout.form.delimiter)
            layout = replace(self._layout, form=form, header_rows=0)
            loading = Loading(texts, has_underscores=underscores, is_rewritten=True)
            self.rows = load_cells(self._connection, self.clean.path, layout, loading)
        return loading

    def _decimals(self, numbers: Sequence[int]) -> Decimals:
        """None for a measure whose decimals the layout tells, else those in the first rows."""
        seen = first_decimals(self._plain.path, self._layout)
        told = self._layout.measures
        return {n: seen[n] if told[n].decimals is None else None for n in numbers}

    def _clean(self) -> CleanRows:
        if self._layout.rewrite:
            return self._layout.rewrite(self._plain, self.check_cancelled)
        return clean_rows(self._plain, self._layout, self.check_cancelled)

    def _load_strictly(self, loading: Loading) -> bool:
        """Whether the file is regular: DuckDB takes it, and each line is a row of its own."""
        import duckdb

        try:
            self.rows = load_cells(self._connection, self._plain.path, self._layout, loading)
        except duckdb.InvalidInputException:
            return False
        return self.rows + self._layout.header_rows == self._plain.content.lines

    def doubts(self) -> list[str]:
        """What is strange about how the figures are written in the file itself."""
        path = self._plain.path
        cut = [] if self._layout.rewrite else warn_of_cut_figure(path)
        return [*warn_of_rounding(path), *cut]

    @property
    def lines(self) -> Sequence[int]:
        """The line in the file of each row."""
        if self.clean is not None:
            return self.clean.lines
        first = self._layout.header_rows + 1
        return range(first, first + self.rows)


def _without_rows(path: Path, clean: CleanRows | None) -> UnreadableFile:
    if clean and clean.rejected:
        return _without_good_rows(path, clean.rejected[0])
    return UnreadableFile(
        _("{file} holds no figures.").format(file=path.name),
        _("There is a header, and no row below it."),
        _("Download the table again with at least one period selected."),
    )


def _without_good_rows(path: Path, first: Rejected) -> UnreadableFile:
    return UnreadableFile(
        _("No row of {file} can be read.").format(file=path.name),
        _("Line {line}: {reason}").format(line=first.line, reason=first.reason),
        _("Download the table again."),
    )


def _assemble(
    connection: "duckdb.DuckDBPyConnection",
    path: Path,
    layout: Layout,
    source: _Source,
    judgement: Judgement,
) -> Reading:
    columns = find_columns(layout, find_texts(connection, layout), judgement.measures)
    columns.starred = judgement.starred
    rejected = RejectedRows()
    reject_rows(connection, layout, columns, judgement, rejected)
    match_cells(connection, layout, columns, make_lookups(connection, layout, columns))
    order = put_in_order(connection, layout, columns)
    if order.may_repeat:
        reject_repeats(connection, layout, columns, source.lines, rejected)
    reasons = _rejections(source, rejected)
    if rejected.count == source.rows:
        raise _without_good_rows(path, reasons[0]) if reasons else _without_rows(path, None)
    connection.execute(f"drop table {CELLS}")
    source.check_cancelled()
    assemble(
        connection,
        layout,
        columns.dimensions,
        columns.measures,
        is_interleaved=order.is_interleaved,
    )
    structure = _structure(connection, layout, columns, has_rejected=rejected.count > 0)
    rows = source.rows - rejected.count
    width = 1 if layout.is_long else len(columns.measures)
    observations, missing = count_observations(connection, rows * width)
    skipped = source.clean.rejected_count if source.clean else 0
    told = 0 if layout.rewrite else source.rows - rejected.blank + skipped
    return Reading(
        structure=structure,
        rows=rows,
        observations=observations,
        missing=missing,
        rejected=reasons,
        rejected_count=rejected.count - rejected.blank + skipped,
        warnings=(
            *_warnings(source, judgement, columns, told),
            *source.doubts(),
            *warn_of_members(
                structure.dimensions, may_be_blank=layout.is_long and layout.rewrite is None
            ),
        ),
        is_provisional=columns.may_be_provisional and has_provisional(connection),
        is_in_order=width <= MOST_ALONE,
    )


def _rejections(source: _Source, rejected: RejectedRows) -> tuple[Rejected, ...]:
    lines = source.lines
    found = [Rejected(lines[row], reason) for row, reason in rejected.reasons.items()]
    found += source.clean.rejected if source.clean else []
    return tuple(sorted(found, key=lambda row: row.line)[: most_reported()])


def _warnings(source: _Source, judgement: Judgement, columns: Columns, rows: int) -> list[str]:
    warnings = [*judgement.warnings, *columns.warnings, *warn_of_truncation(rows)]
    if source.clean and (lines := source.clean.reread_lines):
        warnings.append(
            ngettext(
                "One line is not UTF-8 and was read as Windows-1252.",
                "{count} lines are not UTF-8 and were read as Windows-1252.",
                lines,
            ).format(count=lines)
        )
    return warnings


def _structure(
    connection: "duckdb.DuckDBPyConnection",
    layout: Layout,
    columns: Columns,
    *,
    has_rejected: bool,
) -> Structure:
    """The structure of what was kept: what only rejected rows named is not in it."""

    def kept(column: str) -> set[str]:
        query = f"select distinct {column}::varchar from {MATCHED}"
        return {row[0] for row in connection.execute(query).fetchall()}

    def narrowed(number: int, dimension: Dimension) -> Dimension:
        codes = kept(f"d{number}")
        members = tuple(member for member in dimension.members if member.code in codes)
        return replace(dimension, members=members)

    dimensions, measures = columns.dimensions, columns.measures
    periods: tuple[Period, ...] = columns.periods.periods if columns.periods else ()
    if has_rejected:
        dimensions = tuple(narrowed(*numbered) for numbered in enumerate(dimensions))
        if columns.periods:
            codes = kept("p")
            periods = tuple(period for period in periods if period.code in codes)
        if layout.is_long:
            keys = kept("k")
            measures = tuple(measure for measure in measures if measure.key in keys)
    return Structure(measures, dimensions, *span_of(periods))
