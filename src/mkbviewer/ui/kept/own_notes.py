"""The user's own notes on a page, beside its figures."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from mkbviewer.core.kept.keepsake import ShownNote
from mkbviewer.core.language import _
from mkbviewer.ui.widgets.link_button import link_button
from mkbviewer.ui.widgets.panel_card import PanelCard
from mkbviewer.ui.widgets.words import Words


class NoteWords(QWidget):
    """One note: its number, what it is about, its text, and what can be done with it."""

    edit_asked = Signal(str)
    delete_asked = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._key = ""
        self._about = Words("strong", self)
        self._text = Words("words", self)
        self._away = Words("small", self)
        self.edit = link_button(_("Edit…"), self)
        self.delete = link_button(_("Delete it"), self)
        self.edit.clicked.connect(lambda: self.edit_asked.emit(self._key))
        self.delete.clicked.connect(lambda: self.delete_asked.emit(self._key))
        links = QHBoxLayout()
        links.setContentsMargins(-4, 0, 0, 0)
        links.setSpacing(8)
        links.addWidget(self.edit)
        links.addWidget(self.delete)
        links.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3)
        for words in (self._about, self._text, self._away):
            layout.addWidget(words)
        layout.addLayout(links)

    def show_note(self, shown: ShownNote) -> None:
        """Show a note."""
        note = shown.note
        self._key = note.key
        about = note.point.label if note.point else _("This page")
        self._about.setText(f"{shown.number} · {about}")
        self._text.setText(note.text)
        is_away = note.point is not None and not shown.series
        self._away.tell(_("This figure is not shown now.") if is_away else "")
        for link, name in (
            (self.edit, _("Change note {number}")),
            (self.delete, _("Delete note {number}")),
        ):
            link.setAccessibleName(name.format(number=shown.number))
        self.setAccessibleName(f"{shown.number}, {about}: {note.text}")


class OwnNotesCard(PanelCard):
    """All notes on a page, and a link to add one.

    `add_asked` comes for a new note; `edit_asked` and `delete_asked` carry the key of one.
    """

    add_asked = Signal()
    edit_asked = Signal(str)
    delete_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Own notes"), parent)
        self._rows: list[tuple[QFrame, NoteWords]] = []
        self.add = link_button(_("Add a note…"), self)
        self.add.setToolTip(_("On this page, or on a figure of it (Ctrl+Alt+N)"))
        self.add.clicked.connect(self.add_asked)
        foot = QHBoxLayout()
        foot.addWidget(self.add)
        foot.addStretch()
        self.content.addLayout(foot)

    def show_notes(self, notes: Sequence[ShownNote]) -> None:
        """Show these notes, with a line between them."""
        while len(self._rows) < len(notes):
            self._add_row()
        for place, (line, words) in enumerate(self._rows):
            is_shown = place < len(notes)
            if is_shown:
                words.show_note(notes[place])
            words.setVisible(is_shown)
            line.setVisible(is_shown and place > 0)

    def _add_row(self) -> None:
        line = QFrame(self)
        line.setObjectName("line")
        line.setFixedHeight(1)
        words = NoteWords(self)
        words.edit_asked.connect(self.edit_asked)
        words.delete_asked.connect(self.delete_asked)
        self._rows.append((line, words))
        for widget in (line, words):
            self.content.insertWidget(self.content.count() - 1, widget)
