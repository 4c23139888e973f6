"""What is strange about a file that was read: columns without a name, members without one."""

import os
import re
from collections.abc import Sequence
from pathlib import Path

from mkbviewer.core.language import _
from mkbviewer.core.model import Dimension
from mkbviewer.dialects.base import Column, Probe, Role
from mkbviewer.dialects.content import column_texts

# `1-10` and `10-50` as dates, and `100000` as a spreadsheet shows it.
_CHANGED = re.compile(
    r"\d{1,2}[-/ ](?:jan|feb|mrt|mar|apr|mei|may|jun|jul|aug|sep|okt|oct|nov|dec)\.?"
    r"|(?:jan|feb|mrt|mar|apr|mei|may|jun|jul|aug|sep|okt|oct|nov|dec)\.?[-/ ]\d\d"
    r"|\d(?:[.,]\d+)?E\+\d+",
    re.IGNORECASE,
)


_ROUNDED = re.compile(rb"(?<![^;,\t\"\s])-?\d[.,]\d+E\+\d\d(?![^;,\t\"\s])")
_HEAD = 1 << 16
_LAST_FIGURE = re.compile(rb"\n[^\r\n]*[;,\t][ ]*([+-]?\d+(?:[.,]\d*)?)\Z")
_END = 1 << 12
# The API of the open data portal stops there.
_TRUNCATED_ROWS = 10_000


def warn_of_rounding(path: Path) -> list[str]:
    """A warning for figures in the head of a plain file as a spreadsheet shortens them: `1,2E+05`.

    Other programs write a small `e`, and as many digits as the number has.
    """
    with path.open("rb") as file:
        match = _ROUNDED.search(file.read(_HEAD))
    if match is None:
        return []
    return [
        _(
            "A spreadsheet wrote figures as {example}, and rounded them. Take the file as CBS gives"
            " it."
        ).format(example=match[0].decode())
    ]


def warn_of_cut_figure(path: Path) -> list[str]:
    """A warning for a plain file that ends in a bare figure, and not in the end of a line.

    Nothing else tells whether the figure is whole: `1` may be the beginning of `100`.
    """
    with path.open("rb") as file:
        file.seek(0, os.SEEK_END)
        file.seek(max(0, file.tell() - _END))
        match = _LAST_FIGURE.search(file.read())
    if match is None:
        return []
    return [
        _(
            "The file ends with {figure}, without the end of a line. If it was cut off there, this"
            " figure is not whole: compare it with the table of CBS."
        ).format(figure=match[1].decode())
    ]


def warn_of_truncation(rows: int) -> list[str]:
    """A warning for a file with as many rows as an answer of CBS has at most."""
    if rows != _TRUNCATED_ROWS:
        return []
    return [
        _(
            "The file stops at exactly 10 000 rows: it probably is a truncated answer of the"
            " open data portal, and the table is not complete."
        )
    ]


def warn_of_nameless(probe: Probe, columns: Sequence[Column]) -> list[str]:
    """A warning for columns without a name that hold something other than the numbers of rows."""
    places = []
    for column in columns:
        if column.role is not Role.IGNORED or column.key:
            continue
        texts = column_texts(probe, column.index)
        if texts and not (column.index == 0 and all(text.isdecimal() for text in texts)):
            places.append(str(column.index + 1))
    if not places:
        return []
    return [
        _("Columns without a name were left out: number {places}.").format(places=", ".join(places))
    ]


def warn_of_members(dimensions: Sequence[Dimension], *, may_be_blank: bool) -> list[str]:
    """Warnings for rows without a member, and for members that a spreadsheet changed.

    What programs write with one row for each figure `may_be_blank` where a dimension says nothing.
    """
    warnings = []
    for dimension in dimensions:
        has_blank = any(not member.code for member in dimension.members)
        if has_blank and len(dimension.members) > 1 and not may_be_blank:
            warnings.append(
                _("{dimension} is blank in some rows; these are kept without a name.").format(
                    dimension=dimension.title
                )
            )
        changed = [one.label for one in dimension.members if _CHANGED.fullmatch(one.label)]
        if changed:
            warnings.append(
                _(
                    "{dimension}: a spreadsheet seems to have changed these names: {names}. Take"
                    " the file as CBS gives it."
                ).format(dimension=dimension.title, names=", ".join(changed[:5]))
            )
    return warnings
