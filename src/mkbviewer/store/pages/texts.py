"""What the measures of a table say that hold words instead of figures."""

# ruff: noqa: S608 - columns of this package and quoted names and literals only

from collections.abc import Sequence
from dataclasses import dataclass

from mkbviewer.core.language import _
from mkbviewer.core.model import Measure, Structure
from mkbviewer.core.observations import MEASURE, PERIOD, STATUS, TEXT, dimension_column
from mkbviewer.core.period_label import parse_period
from mkbviewer.core.status import parse_status
from mkbviewer.store.library.parquet import identifier, literal
from mkbviewer.store.pages.holdings import Holdings

MOST_ROWS = 10_000
"""The rows that are read of a table in words; `mkbviewer query` writes them all."""


@dataclass(frozen=True)
class TextRows:
    """A row for each period and its members, a column for each measure in words.

    `headings` are those of the columns: period, dimensions, measures; `count` is the number of
    rows that the release has, of which `rows` are the first. `has_figures` tells that the table
    has other measures as well.
    """

    table: str
    title: str
    release: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    count: int
    has_figures: bool


def read_texts(holdings: Holdings, table_id: str) -> TextRows:
    """What the newest release of a table says in words, in the file's order.

    A text that is missing is shown by the mark of its status. Raises UnknownName, LibraryProblem.
    """
    library, table = holdings.find_table(table_id)
    structure, release = table.structure, table.newest.name
    measures = [one for one in structure.measures if one.is_text]
    count, rows = 0, []
    if measures:
        file = library.release_file(table.id, release)
        for number, *cells in library.reader.stream(_query(structure, measures, str(file))):
            count = number
            rows.append(_in_words(structure, cells))
    return TextRows(
        table=table.id,
        title=table.title,
        release=release,
        headings=_headings(structure, measures),
        rows=tuple(rows),
        count=count,
        has_figures=len(measures) < len(structure.measures),
    )


def _headings(structure: Structure, measures: Sequence[Measure]) -> tuple[str, ...]:
    periods = (_("Period"),) if structure.first else ()
    dimensions = (one.title for one in structure.dimensions)
    return (*periods, *dimensions, *(one.title for one in measures))


def _query(structure: Structure, measures: Sequence[Measure], file: str) -> str:
    """SQL for the number of rows, period, members, and a text and a status for each measure.

    A row for each key with all its measures beside each other, in the order of the file; the number
    counts those beyond the limit too.
    """
    columns = (PERIOD, *(dimension_column(one.key) for one in structure.dimensions))
    keys = ", ".join(map(identifier, columns))
    cells = ", ".join(
        f"max({column}) FILTER ({MEASURE} = {literal(one.key)})"
        for one in measures
        for column in (TEXT, STATUS)
    )
    wanted = ", ".join(literal(one.key) for one in measures)
    return (
        f"SELECT count(*) OVER (), {keys}, {cells} "
        f"FROM read_parquet({literal(file)}, file_row_number = true) "
        f"WHERE {MEASURE} IN ({wanted}) GROUP BY {keys} "
        f"ORDER BY min(file_row_number) LIMIT {MOST_ROWS}"
    )


def _in_words(structure: Structure, cells: Sequence[str | None]) -> tuple[str, ...]:
    period, after = cells[0] or "", len(structure.dimensions) + 1
    members = [
        one.label(str(code)) for one, code in zip(structure.dimensions, cells[1:after], strict=True)
    ]
    pairs = zip(cells[after::2], cells[after + 1 :: 2], strict=True)
    texts = [_cell(text, status) for text, status in pairs]
    return (*((parse_period(period)[0].label,) if structure.first else ()), *members, *texts)


def _cell(text: str | None, symbol: str | None) -> str:
    if text is not None:
        return text
    status = parse_status(symbol or "")
    return status.mark if status else ""
