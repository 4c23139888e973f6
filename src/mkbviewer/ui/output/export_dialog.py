"""Where a picture is saved, and how large it is."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from mkbviewer.core.language import _
from mkbviewer.ui.look.text_size import in_text
from mkbviewer.ui.widgets.dialog_size import open_at

SMALLEST_MM, LARGEST_MM = 40, 1200
LOWEST_DPI, HIGHEST_DPI = 72, 1200


@dataclass(frozen=True)
class PictureChoice:
    """What the user chose: the file, its size in millimetres and the dots an inch."""

    target: Path
    size_mm: tuple[float, float] = (160.0, 90.0)
    dpi: int = 300
    with_notes: bool = False


class ExportDialog(QDialog):
    """Asks for the size and the file of a picture. `has_dots` is for pictures made of dots.

    Where there are notes of the user's own the picture can have them; it does not by itself.
    """

    def __init__(
        self,
        title: str,
        proposed: PictureChoice,
        *,
        has_dots: bool,
        has_notes: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Save chart as {format}").format(format=title))
        open_at(self, 560)
        self._suffix = proposed.target.suffix
        self._filter = f"{title} (*{self._suffix})"
        self.width_mm = self._number(int(proposed.size_mm[0]), SMALLEST_MM, LARGEST_MM, " mm")
        self.width_mm.setAccessibleName(_("Width in millimetres"))
        self.height_mm = self._number(int(proposed.size_mm[1]), SMALLEST_MM, LARGEST_MM, " mm")
        self.height_mm.setAccessibleName(_("Height in millimetres"))
        self.dpi = self._number(proposed.dpi, LOWEST_DPI, HIGHEST_DPI, " dpi")
        self.dpi.setAccessibleName(_("Dots an inch"))
        self.file = QLineEdit(str(proposed.target), self)
        self.file.setAccessibleName(_("File"))
        self.file.textChanged.connect(self._check)
        browse = QPushButton(_("&Browse…"), self)
        browse.clicked.connect(self._browse)
        self.notes = QCheckBox(_("With my own &notes"), self)
        self.notes.setVisible(has_notes)
        self.notes.setChecked(proposed.with_notes)
        form = self._make_form(browse, has_dots=has_dots)
        self.note = QLabel(self)
        self.note.setObjectName("small")
        self.note.setWordWrap(True)
        self._buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel
        )
        save = self._buttons.button(QDialogButtonBox.StandardButton.Save)
        save.setObjectName("primary")
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(14)
        layout.addLayout(form)
        layout.addWidget(self.note)
        layout.addWidget(self._buttons)
        self._check()

    def _make_form(self, browse: QPushButton, *, has_dots: bool) -> QFormLayout:
        size = QHBoxLayout()
        size.addWidget(self.width_mm)
        size.addWidget(QLabel("×", self))
        size.addWidget(self.height_mm)
        size.addStretch()
        place = QHBoxLayout()
        place.addWidget(self.file, 1)
        place.addWidget(browse)
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(12)
        self._add_row(form, _("&Size:"), size, self.width_mm)
        if has_dots:
            self._add_row(form, _("&Resolution:"), self.dpi, self.dpi)
        else:
            self.dpi.hide()
        self._add_row(form, _("&File:"), place, self.file)
        form.addRow("", self.notes)
        return form

    def _add_row(
        self, form: QFormLayout, text: str, field: QWidget | QHBoxLayout, buddy: QWidget
    ) -> None:
        label = QLabel(text, self)
        label.setBuddy(buddy)
        form.addRow(label, field)

    @property
    def choice(self) -> PictureChoice:
        """What is filled in; a name without an ending gets the format's."""
        target = Path(self.file.text().strip()).expanduser()
        if target.name and not target.suffix:
            target = target.with_suffix(self._suffix)
        size = (float(self.width_mm.value()), float(self.height_mm.value()))
        return PictureChoice(target, size, self.dpi.value(), self.notes.isChecked())

    def _number(self, value: int, lowest: int, highest: int, unit: str) -> QSpinBox:
        box = QSpinBox(self)
        box.setRange(lowest, highest)
        box.setValue(value)
        box.setSuffix(unit)
        box.setMinimumWidth(in_text(104))
        # The style sheet's padding reaches the box, and not the number in it.
        box.lineEdit().setTextMargins(in_text(8), 0, in_text(8), 0)
        return box

    def _browse(self) -> None:
        found, _kind = QFileDialog.getSaveFileName(
            self,
            self.windowTitle(),
            str(self.choice.target),
            self._filter,
            options=QFileDialog.Option.DontConfirmOverwrite,
        )
        if found:
            self.file.setText(found)

    def _check(self) -> None:
        text = self.file.text().strip()
        target = self.choice.target if text else None
        said = _("The picture is always light, with its title, labels and source line.")
        if target is not None and target.is_dir():
            said, target = _("This is a folder; add a file name."), None
        elif target is not None and target.exists():
            said = _("This file is already there; it will be replaced.")
        self.note.setText(said)
        self._buttons.button(QDialogButtonBox.StandardButton.Save).setEnabled(target is not None)
