"""The table as CSV that the user's own Excel opens right by a double click."""

import csv
import io
from pathlib import Path

from mkbviewer.core.language import _, active_language
from mkbviewer.core.numbers import NOTATIONS, format_plain
from mkbviewer.exporters.base import Export, write_atomically
from mkbviewer.exporters.cells import Cell, harmless, lay_out


class TableCsv:
    """Header, a row for each period, then an empty line and the words: title, unit, source.

    In Dutch with semicolons and decimal commas, in English with commas and points; UTF-8 with a
    byte order mark, without which Excel reads it as Windows-1252.
    """

    name = "csv"
    suffix = ".csv"
    kind = "table"

    @property
    def title(self) -> str:
        """The format in the user's words."""
        return _("CSV for Excel")

    def write(self, content: Export, target: Path) -> None:
        """Write the file, whole or not at all. Raises ExportProblem."""
        decimal = NOTATIONS[active_language()].decimal
        sheet = lay_out(content)
        text = io.StringIO(newline="")
        writer = csv.writer(text, delimiter=";" if decimal == "," else ",", lineterminator="\r\n")
        writer.writerow([harmless(text) for text in sheet.header])
        for row in sheet.rows:
            writer.writerow([_write_cell(cell, decimal) for cell in row])
        writer.writerow([])
        for words in sheet.footer:
            writer.writerow([harmless(words)])
        write_atomically(target, text.getvalue().encode("utf-8-sig"))


def _write_cell(cell: Cell, decimal: str) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return harmless(cell)
    return format_plain(cell).replace(".", decimal)
