"""A sheet on paper, as a PDF that a test can open."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice

from mkbviewer.ui.output.print import paint_sheet, pdf_writer
from mkbviewer.ui.output.sheet import Sheet


def sheet_to_pdf(sheet: Sheet, path: Path, today: date | None = None) -> None:
    """Write what the user would print as a PDF file."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    paint_sheet(pdf_writer(buffer, sheet.title), sheet, today)
    path.write_bytes(bytes(buffer.data().data()))
