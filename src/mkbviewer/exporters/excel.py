"""The table as an Excel workbook: numbers as numbers, and where they come from."""

import io
from pathlib import Path
from typing import TYPE_CHECKING

from mkbviewer.core.language import _
from mkbviewer.exporters.base import Export, write_atomically
from mkbviewer.exporters.cells import Sheet, harmless, lay_out

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_NARROWEST, _WIDEST = 11, 42


class Excel:
    """A sheet with the figures, header bold and kept in sight, and a sheet with the source."""

    name = "xlsx"
    suffix = ".xlsx"
    kind = "table"

    @property
    def title(self) -> str:
        """The format in the user's words."""
        return _("Excel workbook")

    def write(self, content: Export, target: Path) -> None:
        """Write the file, whole or not at all. Raises ExportProblem."""
        from openpyxl import Workbook

        sheet = lay_out(content)
        workbook = Workbook()
        workbook.properties.title = content.title
        workbook.properties.creator = "mkbviewer"
        figures = workbook.active
        assert figures is not None
        figures.title = _("Figures")
        _write_figures(figures, sheet)
        _write_words(workbook.create_sheet(_("Source")), sheet)
        bytes_of_it = io.BytesIO()
        workbook.save(bytes_of_it)
        write_atomically(target, bytes_of_it.getvalue())


def _write_figures(page: "Worksheet", sheet: Sheet) -> None:
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    for number, text in enumerate(sheet.header, start=1):
        cell = page.cell(1, number)
        _put_text(page, 1, number, text)
        cell.font = Font(bold=True)
        is_figures = number > 2 and not _is_text(sheet, number - 1)
        cell.alignment = Alignment(
            horizontal="right" if is_figures else "left", vertical="top", wrap_text=True
        )
    for row, cells in enumerate(sheet.rows, start=2):
        for number, content in enumerate(cells, start=1):
            if isinstance(content, str):
                _put_text(page, row, number, content)
            elif content is not None:
                cell = page.cell(row, number, content)
                cell.number_format = _number_format(sheet, number - 1)
    for number in range(1, len(sheet.header) + 1):
        texts = [sheet.header[number - 1]] if number > 2 else []
        texts += [str(row[number - 1]) for row in sheet.rows if isinstance(row[number - 1], str)]
        width = max((len(text) + 2 for text in texts), default=_NARROWEST)
        page.column_dimensions[get_column_letter(number)].width = min(
            max(width, _NARROWEST), _WIDEST
        )
    page.freeze_panes = "B2"


def _is_text(sheet: Sheet, column: int) -> bool:
    return any(isinstance(row[column], str) for row in sheet.rows)


def _number_format(sheet: Sheet, column: int) -> str:
    """As many decimals as the figures have; Excel writes them in its own language."""
    decimals = sheet.decimals[column]
    if decimals is None:
        return "#,##0.###############" if _has_fractions(sheet, column) else "#,##0"
    return "#,##0" + ("." + "0" * decimals if decimals else "")


def _has_fractions(sheet: Sheet, column: int) -> bool:
    return any(
        isinstance(cell, float) and not cell.is_integer()
        for cell in (r[column] for r in sheet.rows)
    )


def _put_text(page: "Worksheet", row: int, column: int, text: str) -> None:
    """A text that stays a text, also where it begins as a formula does."""
    cell = page.cell(row, column)
    cell.value = text
    cell.data_type = "s"
    cell.quotePrefix = harmless(text) != text


def _write_words(page: "Worksheet", sheet: Sheet) -> None:
    for row, text in enumerate(sheet.footer, start=1):
        _put_text(page, row, 1, text)
    page.column_dimensions["A"].width = 100
