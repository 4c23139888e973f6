"""How large a dialog opens: as large text asks for, and never larger than the screen."""

from PySide6.QtWidgets import QDialog

from mkbviewer.ui.look.text_size import in_text

_AROUND = 40
"""Pixels that stay free for the frame of the window and the bars of the system."""


def open_at(dialog: QDialog, width: int, height: int = 0) -> None:
    """Give a dialog this size, at the usual size of text; what it cannot do without it takes."""
    room = dialog.screen().availableSize()
    dialog.resize(
        min(in_text(width), room.width() - _AROUND), min(in_text(height), room.height() - _AROUND)
    )
