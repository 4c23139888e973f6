"""Saving, copying and printing what is shown, whichever page shows it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices, QImage
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from mkbviewer.core.errors import MkbviewerError
from mkbviewer.core.language import _
from mkbviewer.exporters import EXPORTERS
from mkbviewer.exporters.base import Export, Exporter
from mkbviewer.settings import EXPORT_FOLDER, Settings
from mkbviewer.ui.output.export_dialog import ExportDialog, PictureChoice
from mkbviewer.ui.widgets.messages import Link, MessageBar
from mkbviewer.ui.widgets.save_button import SaveFormat

if TYPE_CHECKING:
    from mkbviewer.ui.output.sheet import Sheet

SIZE = "export_size"
_CLIPBOARD_DPI = 200


def formats(kind: str, save: Callable[[Exporter], None]) -> list[SaveFormat]:
    """The menu lines of all formats of a kind: `table` or `picture`."""
    return [
        SaveFormat(
            _("{format} (*{suffix})…").format(format=one.title, suffix=one.suffix),
            lambda one=one: save(one),  # type: ignore[misc]  # mypy sees no default in a lambda
        )
        for one in EXPORTERS
        if one.kind == kind
    ]


@dataclass(frozen=True, eq=False)
class Shown:
    """What is shown, to be saved, copied or printed.

    `name` proposes a file name for an ending, `export` makes what is written, in the size that
    was chosen, `sheet` what is printed. A picture with a `size_mm` of its own is proposed in that;
    others in the size of last time.
    """

    name: Callable[[str], str]
    export: Callable[[PictureChoice | None], Export]
    sheet: Callable[[], "Sheet"]
    size_mm: tuple[float, float] | None = None
    has_notes: bool = False


class Saving:
    """Carries out Save as, Copy and Print for what is shown; `shown` is None where nothing is."""

    def __init__(
        self,
        window: QWidget,
        settings: Settings,
        messages: MessageBar,
        shown: Callable[[], Shown | None],
    ) -> None:
        self._window = window
        self._settings = settings
        self._messages = messages
        self._shown = shown

    @property
    def formats(self) -> tuple[Sequence[SaveFormat], Sequence[SaveFormat]]:
        """The menu lines of every format: those of pictures, and those of tables."""
        return formats("picture", self.save), formats("table", self.save)

    def save(self, exporter: Exporter) -> None:
        """Ask where, then write the file."""
        shown = self._shown()
        if shown is None:
            return
        proposed = self._choose_notes(PictureChoice(self.folder / shown.name(exporter.suffix)))
        if shown.size_mm is not None:
            proposed = replace(proposed, size_mm=shown.size_mm)
        if exporter.kind == "picture":
            keeps_size = shown.size_mm is None
            picture = self._ask_for_picture(
                exporter, proposed, keeps_size=keeps_size, has_notes=shown.has_notes
            )
            if picture is not None:
                self._write(exporter, shown.export(picture), picture.target)
            return
        found, _kind = QFileDialog.getSaveFileName(
            self._window,
            _("Save table as {format}").format(format=exporter.title),
            str(proposed.target),
            f"{exporter.title} (*{exporter.suffix})",
        )
        if found:
            target = Path(found)
            target = target if target.suffix else target.with_suffix(exporter.suffix)
            self._write(exporter, shown.export(replace(proposed, target=target)), target)

    def copy_chart(self) -> None:
        """Put the chart on the clipboard as a picture."""
        shown = self._shown()
        if shown is None:
            return
        picture = self._choose_notes(replace(PictureChoice(Path()), dpi=_CLIPBOARD_DPI))
        if shown.size_mm is not None:
            picture = replace(picture, size_mm=shown.size_mm)
        render = shown.export(picture).render
        assert render is not None
        QApplication.clipboard().setImage(QImage.fromData(render("png")))
        self._messages.show_message(_("The chart is on the clipboard."), kind="success")

    def print_shown(self) -> None:
        """Show how it prints on A4, and print it from there."""
        from mkbviewer.ui.output.print import print_sheet

        shown = self._shown()
        if shown is not None:
            print_sheet(self._window, shown.sheet())

    def _choose_notes(self, choice: PictureChoice) -> PictureChoice:
        return replace(choice, with_notes=self._settings.takes_notes)

    def _ask_for_picture(
        self, exporter: Exporter, proposed: PictureChoice, *, keeps_size: bool, has_notes: bool
    ) -> PictureChoice | None:
        size = _remembered_size(self._settings.others.get(SIZE))
        if size is not None and keeps_size:
            proposed = replace(proposed, size_mm=size[:2], dpi=int(size[2]))
        dialog = ExportDialog(
            exporter.title,
            proposed,
            has_dots=exporter.suffix == ".png",
            has_notes=has_notes,
            parent=self._window,
        )
        is_chosen = bool(dialog.exec())
        dialog.deleteLater()
        if not is_chosen:
            return None
        if keeps_size:
            self._settings.others[SIZE] = [*dialog.choice.size_mm, dialog.choice.dpi]
        return dialog.choice

    def _write(self, exporter: Exporter, content: Export, target: Path) -> None:
        try:
            exporter.write(content, target)
        except MkbviewerError as problem:
            self._messages.show_problem(problem)
            return
        self.tell_saved(target)

    def tell_saved(self, target: Path) -> None:
        """Say that a file was written, and remember its folder for the next one."""
        self._settings.others[EXPORT_FOLDER] = str(target.parent)
        folder = QUrl.fromLocalFile(str(target.parent))
        self._messages.show_message(
            _("Saved as {file}").format(file=target.name),
            str(target.parent),
            kind="success",
            links=[Link(_("Open the folder"), lambda: _open(folder))],
        )

    @property
    def folder(self) -> Path:
        """Where the last file was saved, else the user's documents."""
        if kept := self._settings.folder(EXPORT_FOLDER):
            return kept
        place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        return Path(place) if place and Path(place).is_dir() else Path.home()


def _open(url: QUrl) -> None:
    QDesktopServices.openUrl(url)


def _remembered_size(value: Any) -> tuple[float, float, float] | None:
    is_size = isinstance(value, list) and len(value) == 3
    if not is_size or not all(isinstance(one, int | float) and one > 0 for one in value):
        return None
    width, height, dpi = value
    return (float(width), float(height), float(dpi))
