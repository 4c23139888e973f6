"""Which files may be read by Arrow, and what is to be read of their columns."""

from dataclasses import dataclass, replace
from functools import cache

from mkbviewer.core.status import Status
from mkbviewer.dialects.base import Column, Layout, Role
from mkbviewer.dialects.cells import BLANKS, LETTERS
from mkbviewer.dialects.plain import PlainFile
from mkbviewer.dialects.rows import first_rows

LEAST_BYTES = 1_000_000
"""Below it, no reader takes long enough to tell them apart."""
MOST_BYTES = 2_000_000_000
"""Above it the figures may not fit in memory: DuckDB puts on the disk what does not."""
SYMBOLS = {**dict.fromkeys(BLANKS, Status.IMPOSSIBLE), ".": Status.UNKNOWN, "x": Status.SUPPRESSED}
"""What a cell without a number says, in lower case."""
_WIDEST = 24
_KNOWN_ROLES = {
    Role.DIMENSION,
    Role.PERIOD,
    Role.MEASURE,
    Role.MEASURE_KEY,
    Role.VALUE,
    Role.TEXT,
    Role.STATUS,
    Role.IGNORED,
}


class IrregularFile(Exception):
    """The file is not one that Arrow may read; says why, for whoever looks for the reason."""


@dataclass(frozen=True)
class Form:
    """The columns to read, by their names in the file (`c0`, `c1`, …).

    `texts` are those of dimensions, periods, measures and statuses, by the names that
    `dialects.columns` has for them; `values` hold the figures, and `blanks` nothing. `gap` is the
    status of all missing figures, as far as the first rows tell. Where they have several, or it has
    to be seen with how many decimals a number is written, figures are read as texts as well
    (`has_texts`).
    """

    names: tuple[str, ...]
    texts: dict[str, str]
    values: tuple[str, ...]
    blanks: tuple[str, ...]
    delimiter: str
    decimal: str
    is_long: bool
    gap: Status | None
    has_texts: bool

    def with_texts(self) -> "Form":
        """The same columns, whatever stands in them where a figure is missing."""
        return replace(self, gap=None, has_texts=True)


def may_be_regular(layout: Layout, size: int) -> bool:
    """Whether Arrow may be able to read a file of this layout, with so many bytes."""
    return (
        LEAST_BYTES <= size <= MOST_BYTES
        and layout.rewrite is None
        and not (layout.grouping or layout.topic_mark)
        and layout.header_rows > 0
        and layout.form.quote == '"'
        and {column.role for column in layout.columns} <= _KNOWN_ROLES
        and len(layout.columns_of(Role.PERIOD)) == 1
        and not any(measure.is_text for measure in layout.measures)
        and (layout.is_long or layout.column(Role.STATUS) is None)
    )


def form_of(plain: PlainFile, layout: Layout) -> Form:
    """What is to be read of a file of this layout. Raises IrregularFile, OSError."""
    texts = {f"d{n}": _name(one) for n, one in enumerate(layout.columns_of(Role.DIMENSION))}
    for role, letter in LETTERS.items():
        if column := layout.column(role):
            texts[letter] = _name(column)
    values = layout.columns_of(Role.VALUE if layout.is_long else Role.MEASURE)
    if not values:
        raise IrregularFile("no column of figures")
    gap = _gap_in(plain, layout, values)
    return Form(
        names=tuple(f"c{index}" for index in range(len(layout.columns))),
        texts=texts,
        values=tuple(map(_name, values)),
        blanks=tuple(map(_name, layout.columns_of(Role.TEXT))) if layout.is_long else (),
        delimiter=layout.form.delimiter,
        decimal=layout.decimal,
        is_long=layout.is_long,
        gap=gap,
        has_texts=gap is None or (layout.is_long and not _tells_decimals(layout)),
    )


def _tells_decimals(layout: Layout) -> bool:
    """Whether it may tell the decimals of all measures of a long file."""
    decimals = [measure.decimals for measure in layout.measures]
    return bool(decimals) and None not in decimals


def _name(column: Column) -> str:
    return f"c{column.index}"


def _gap_in(plain: PlainFile, layout: Layout, values: tuple[Column, ...]) -> Status | None:
    cells = [fields[column.index] for fields in first_rows(plain.path, layout) for column in values]
    seen = {SYMBOLS[symbol] for cell in cells if (symbol := cell.strip().lower()) in SYMBOLS}
    if not seen:
        # Where CBS puts blanks before figures, it writes a point for missing ones.
        is_padded = any(cell.startswith(" ") for cell in cells)
        return Status.UNKNOWN if is_padded else Status.IMPOSSIBLE
    return seen.pop() if len(seen) == 1 else None


@cache
def written_gaps(gap: Status | None) -> list[str]:
    """Each way in which a missing figure of this status, or of any, is written."""
    return [
        form.rjust(width)
        for symbol, status in SYMBOLS.items()
        for form in (symbol, symbol.upper())
        for width in range(_WIDEST)
        if gap in (None, status)
    ]
