"""The preview in which a page is printed."""

from PySide6.QtPrintSupport import QPrintPreviewDialog
from PySide6.QtWidgets import QWidget

from mkbviewer.ui.output.print import print_sheet
from mkbviewer.ui.output.sheet import Sheet


def test_the_preview_is_gone_once_it_is_closed(qapp, monkeypatch):
    shown = []
    monkeypatch.setattr(
        QPrintPreviewDialog, "exec", lambda dialog: shown.append(dialog.windowTitle())
    )
    parent = QWidget()
    print_sheet(parent, Sheet("Voorbeeld"))
    assert shown == ["Print: Voorbeeld"]
    assert parent.findChildren(QPrintPreviewDialog) == []
