"""The figures as tidy CSV: one row for each, for programs; our own importer reads it back."""

import csv
import io
from pathlib import Path

from mkbviewer.core.language import _
from mkbviewer.core.numbers import format_plain
from mkbviewer.core.observations import MEASURE, TIDY_LAST, dimension_column
from mkbviewer.exporters.base import Export, write_atomically

_UNIT = "unit"
_MEMBER = "series"


class TidyCsv:
    """`measure,unit,<dimensions>,period,value,status` with commas and decimal points, UTF-8.

    Missing figures are rows with an empty value and their symbol as status. A transformation is
    part of the measure's name, so that growth is never read back as a level.
    """

    name = "tidy"
    suffix = ".tidy.csv"
    kind = "table"

    @property
    def title(self) -> str:
        """The format in the user's words."""
        return _("CSV for programs (tidy)")

    def write(self, content: Export, target: Path) -> None:
        """Write the file, whole or not at all. Raises ExportProblem."""
        frame = content.frame
        by = content.by or (_MEMBER if _needs_members(content) else "")
        split = [key for key in (by, content.beside) if key]
        fixed = [(key, code) for key, code in content.dimensions if key not in split]
        dimensions = [*split, *(key for key, _code in fixed)]
        text = io.StringIO(newline="")
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow([MEASURE, _UNIT, *map(dimension_column, dimensions), *TIDY_LAST])
        for column, series in enumerate(frame.series):
            measure = series.measure or series.label
            if frame.transformation:
                measure = f"{measure}, {frame.transformation}"
            members = [*([series.member or series.label] if by else [])]
            members += [*([series.beside] if content.beside else []), *(c for _k, c in fixed)]
            for row, period in enumerate(frame.periods):
                status = frame.status(row, column)
                value = "" if status.is_missing else format_plain(float(frame.values[row, column]))
                writer.writerow([measure, series.unit, *members, period.code, value, status.symbol])
        write_atomically(target, text.getvalue().encode("utf-8"))


def _needs_members(content: Export) -> bool:
    """Whether the measures alone do not tell the series apart."""
    measures = [series.measure or series.label for series in content.frame.series]
    return len(set(measures)) < len(measures)
