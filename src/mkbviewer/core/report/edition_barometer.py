"""The barometer of another edition of the report: its series, and what was published of it.

Only rows that were checked leave this module; what is computed of them is another's.
"""

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from mkbviewer.core.language import _
from mkbviewer.core.period import Frequency, parse_code

Row = Mapping[str, str]

SERIES_COLUMNS = (
    "indicator_key", "label_nl", "label_en", "kind", "good_direction", "table", "filters",
    "period", "value", "variant", "adjustment",
)  # fmt: skip
PUBLISHED_COLUMNS = ("period", "outcome_nl", "outcome_en", "worse", "count", "source")

_CHOICES = {
    "kind": ("sentiment", "real"),
    "good_direction": ("up", "down"),
    "adjustment": ("SA", "yoy", "NSA", "NSA-level", "SA-level"),
}
_MAIN = "main"


@dataclass(frozen=True)
class EditionBarometer:
    """The rows of an edition's two files; none where it has no such file."""

    series: tuple[Row, ...] = ()
    published: tuple[Row, ...] = ()


NO_BAROMETER = EditionBarometer()
"""Of an edition that says nothing of it."""


def series_file(name: str) -> str:
    """The file with the series of an edition's barometer; an edition may do without."""
    return f"barometer_series_{name}.csv"


def published_file(name: str) -> str:
    """The file with what was published of an edition's barometer; an edition may do without."""
    return f"barometer_published_{name}.csv"


def check_series(rows: Iterable[tuple[int, Row]], note: Callable[[int, str], None]) -> None:
    """Tell of everything that is wrong in the rows of series; each comes with its line."""
    lines: dict[tuple[str, str, str], int] = {}
    first: dict[str, int] = {}
    variants: dict[str, set[str]] = {}
    for line, row in rows:
        if wrong := _wrong_in_series(row):
            note(line, wrong)
            continue
        key = (row["indicator_key"], row["variant"], row["period"])
        if key in lines:
            note(line, _("This is there already, in line {line}.").format(line=lines[key]))
            continue
        lines[key] = line
        first.setdefault(key[0], line)
        variants.setdefault(key[0], set()).add(key[1])
    for name, found in variants.items():
        if _MAIN not in found:
            said = _("No series of {name} is called “{main}”, which is the one that is shown.")
            note(first[name], said.format(name=name, main=_MAIN))


def check_published(rows: Iterable[tuple[int, Row]], note: Callable[[int, str], None]) -> None:
    """Tell of everything that is wrong in the rows of published outcomes."""
    lines: dict[str, int] = {}
    for line, row in rows:
        if wrong := _wrong_in_published(row):
            note(line, wrong)
        elif row["period"] in lines:
            already = _("This is there already, in line {line}.")
            note(line, already.format(line=lines[row["period"]]))
        else:
            lines[row["period"]] = line


def _wrong_in_series(row: Row) -> str:
    needed = ("indicator_key", "label_nl", "table", "variant")
    if empty := next((one for one in needed if not row[one]), ""):
        return _("Column {name} is empty.").format(name=empty)
    for column, choices in _CHOICES.items():
        if row[column] not in choices:
            return _("Column {name} should be one of: {choices}.").format(
                name=column, choices=", ".join(choices)
            )
    if row["value"] and not is_number(row["value"]):
        return _("“{text}” is no number.").format(text=row["value"])
    return _wrong_period(row)


def _wrong_in_published(row: Row) -> str:
    needed = ("outcome_nl", "source")
    if empty := next((one for one in needed if not row[one]), ""):
        return _("Column {name} is empty.").format(name=empty)
    for column in ("worse", "count"):
        if not (row[column].isascii() and row[column].isdigit()):
            return _("“{text}” is no number.").format(text=row[column])
    if int(row["worse"]) > int(row["count"]):
        return _("More have worsened than there are.")
    return _wrong_period(row)


def _wrong_period(row: Row) -> str:
    period = parse_code(row["period"])
    if period is not None and period.frequency is Frequency.QUARTER:
        return ""
    return _("“{text}” is no quarter, such as 2024KW03.").format(text=row["period"])


def is_number(text: str) -> bool:
    """Whether a cell of an edition is a finite number, written plainly."""
    try:
        return math.isfinite(float(text)) and "_" not in text
    except ValueError:
        return False
