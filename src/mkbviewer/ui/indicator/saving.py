"""Saving, copying and printing what a page shows."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices, QImage
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from mkbviewer.core.errors import MkbviewerError
from mkbviewer.core.kept.keepsake import ShownNote, lines_of
from mkbviewer.core.language import _
from mkbviewer.core.page import Page, held_at
from mkbviewer.core.words.sentence import describe_chart
from mkbviewer.exporters import EXPORTERS
from mkbviewer.exporters.base import Export, Exporter, footnotes, source_line
from mkbviewer.settings import Settings
from mkbviewer.ui.charts.reference import notes_of, references_of
from mkbviewer.ui.indicator.page_header import SaveFormat, subtitle_parts
from mkbviewer.ui.output.export_dialog import ExportDialog, PictureChoice
from mkbviewer.ui.output.picture import Picture
from mkbviewer.ui.output.render import render_picture, size_that_shows
from mkbviewer.ui.widgets.messages import Link, MessageBar

if TYPE_CHECKING:
    from mkbviewer.ui.output.sheet import Sheet

FOLDER = "export_folder"
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


def propose_name(page: Page, suffix: str) -> str:
    """A file name from the subject and its periods: `faillissementen 2017KW01-2023KW03.png`."""
    subject = re.sub(r"[^\w.-]+", "-", page.view.subject).strip("-.") or "mkbviewer"
    periods = page.frame.periods
    if not periods:
        return f"{subject}{suffix}"
    span = periods[0].code if len(periods) == 1 else f"{periods[0].code}-{periods[-1].code}"
    written = re.sub(r"[^\w-]+", "-", span)
    return f"{subject} {written}{suffix}"


def what_to_export(
    page: Page, picture: PictureChoice | None = None, notes: Sequence[ShownNote] = ()
) -> Export:
    """The page's frame with the words that go around it, and who draws it.

    The user's own notes go with it where the picture was chosen so.
    """
    frame, view = page.frame, page.view
    subtitle = ", ".join((subtitle_parts(page)[0], *held_at(page))) if page.sources else ""
    chosen = picture or PictureChoice(Path())

    def render(fmt: str) -> bytes:
        return render_picture(
            frame,
            view.chart,
            scale=view.scale,
            title=page.title,
            subtitle=subtitle,
            source_line=source_line(frame),
            references=references_of(page),
            sentence=describe_chart(page),
            own_notes=notes if chosen.with_notes else (),
            size_mm=chosen.size_mm,
            dpi=chosen.dpi,
            fmt=fmt,
        )

    return Export(
        frame,
        title=page.title,
        subtitle=subtitle,
        source_line=source_line(frame),
        notes=footnotes(frame),
        by=view.by,
        beside=view.beside,
        dimensions=view.where,
        own_notes=lines_of(notes) if chosen.with_notes else (),
        render=render,
    )


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


def page_shown(page: Page, notes: Sequence[ShownNote] = (), *, prints_notes: bool = False) -> Shown:
    """The page of an indicator or of a table, to be saved, copied or printed."""

    def sheet() -> "Sheet":
        from mkbviewer.ui.output.print import page_sheet

        return page_sheet(page, own_notes=notes if prints_notes else ())

    return Shown(
        lambda suffix: propose_name(page, suffix),
        lambda picture: what_to_export(page, picture, notes),
        sheet,
        _size_of(page),
        has_notes=bool(notes),
    )


def _size_of(page: Page) -> tuple[float, float] | None:
    """The size of a picture of its chart, where that asks for one of its own."""
    references = references_of(page)
    picture = Picture(
        page.frame,
        page.view.chart,
        page.title,
        subtitle_parts(page)[0] if page.sources else "",
        source_line(page.frame),
        (*footnotes(page.frame), *notes_of(references)),
        references,
        scale=page.view.scale,
    )
    return size_that_shows(picture)


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
        self._settings.others[FOLDER] = str(target.parent)
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
        kept = self._settings.others.get(FOLDER)
        if isinstance(kept, str) and Path(kept).is_dir():
            return Path(kept)
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
