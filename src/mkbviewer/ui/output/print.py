"""A sheet on paper: as a PDF, or from a printer after a preview."""

from datetime import date

from PySide6.QtCore import QBuffer
from PySide6.QtGui import QPagedPaintDevice, QPainter, QPdfWriter
from PySide6.QtWidgets import QWidget

from mkbviewer.core.language import _
from mkbviewer.ui.output.sheet import Imprint, Sheet, SheetPainter, a4, paper_of

RESOLUTION = 600


def print_sheet(parent: QWidget | None, sheet: Sheet) -> None:
    """Show how a sheet prints, with Qt's preview; the user prints from there."""
    from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageLayout(a4())
    printer.setDocName(sheet.title)
    printer.setCreator("mkbviewer")
    dialog = QPrintPreviewDialog(printer, parent)
    dialog.setWindowTitle(_("Print: {title}").format(title=sheet.title))
    dialog.paintRequested.connect(lambda device: paint_sheet(device, sheet))
    if parent is not None:
        dialog.resize(parent.window().size() * 0.85)
    dialog.exec()
    # It would stay as long as the window, with a printer that is gone.
    dialog.setParent(None)
    del dialog


def pdf_writer(buffer: QBuffer, title: str) -> QPdfWriter:
    """A PDF of A4 sheets that is written into an open buffer."""
    writer = QPdfWriter(buffer)
    writer.setResolution(RESOLUTION)
    writer.setPageLayout(a4())
    writer.setTitle(title)
    writer.setCreator("mkbviewer")
    return writer


def paint_sheet(device: QPagedPaintDevice, sheet: Sheet, today: date | None = None) -> None:
    """Paint the one sheet of a printer or a PDF file."""
    painter = QPainter(device)
    whole = SheetPainter(paper_of(painter, device), float(device.width()), float(device.height()))
    whole.paint(sheet, Imprint(today or date.today()))  # noqa: DTZ011 - the user's own day
    painter.end()
