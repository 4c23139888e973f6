"""Tables without time: words that name categories, then figures."""

import re
from collections.abc import Sequence

from mkbviewer.core.period import Frequency
from mkbviewer.core.period_label import parse_period
from mkbviewer.dialects.column_names import PART_WORDS, PERIOD_WORDS, YEAR_WORDS
from mkbviewer.dialects.content import looks_numeric
from mkbviewer.dialects.written_periods import resemble_periods

UNTITLED = "Categorie"
"""The name of a dimension that has none in the file."""
_FEWEST_ROWS = 2
_CODE = re.compile(r"0[0-9]+")
"""What begins like this is the number of a telephone or an account, and counts nothing."""

Row = Sequence[str]


def count_categories(header: Row, body: Sequence[Row]) -> int:
    """The number of columns with words before the figures; 0 where this is no such table.

    The words tell the rows apart, every other column has figures, and nothing looks like a period.
    """
    if len(body) < _FEWEST_ROWS or any(len(row) < len(header) for row in body):
        return 0
    count = 0
    while count < len(header) and not ((texts := _column(body, count)) and _are_figures(texts)):
        count += 1
    names = header[:count]
    figures = range(count, len(header))
    if not 0 < count < len(header) or any(not name for name in (*names[1:], *header[count:])):
        return 0
    if not all(_are_figures(_column(body, place)) for place in figures):
        return 0
    if looks_numeric(header[count:]) or any(
        may_be_time(name, _column(body, place)) for place, name in enumerate(names)
    ):
        return 0
    return count if rows_differ(body, count) else 0


def rows_differ(body: Sequence[Row], count: int) -> bool:
    """Whether no two rows have the same in their first columns."""
    keys = [tuple(cell.strip() for cell in row[:count]) for row in body]
    return len(set(keys)) == len(keys)


def _column(body: Sequence[Row], place: int) -> list[str]:
    return [row[place] for row in body if row[place].strip()]


def _are_figures(texts: Sequence[str]) -> bool:
    return looks_numeric(texts) and not any(_CODE.fullmatch(text.strip()) for text in texts)


def may_be_time(name: str, texts: Sequence[str]) -> bool:
    """Whether a column is called a period or a part of one, or most texts in it name one."""
    if name.lower() in (*YEAR_WORDS, *PART_WORDS, *PERIOD_WORDS):
        return True
    placed = [text for text in texts if parse_period(text)[0].frequency is not Frequency.TEXT]
    return 2 * len(placed) > len(texts) or resemble_periods(texts)
