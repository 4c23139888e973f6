"""Saving, copying and printing what a page shows."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices, QImage
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from mkbviewer.core.errors import MkbviewerError
from mkbviewer.core.language import _
from mkbviewer.core.page import Page
from mkbviewer.exporters import EXPORTERS
from mkbviewer.exporters.base import Export, Exporter, footnotes, source_line
from mkbviewer.settings import Settings
from mkbviewer.ui.export_dialog import ExportDialog, PictureChoice
from mkbviewer.ui.messages import Link, MessageBar
from mkbviewer.ui.page_header import SaveFormat, subtitle_parts
from mkbviewer.ui.render import render_picture

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


def what_to_export(page: Page, picture: PictureChoice | None = None) -> Export:
    """The page's frame with the words that go around it, and who draws it."""
    frame, view = page.frame, page.view
    subtitle = subtitle_parts(page)[0] if page.sources else ""
    chosen = picture or PictureChoice(Path())

    def render(fmt: str) -> bytes:
        return render_picture(
            frame,
            view.chart,
            title=page.title,
            subtitle=subtitle,
            source_line=source_line(frame),
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
        dimensions=view.where,
        render=render,
    )


class Saving:
    """Carries out Save as, Copy and Print for the page that is shown."""

    def __init__(
        self,
        window: QWidget,
        settings: Settings,
        messages: MessageBar,
        page: Callable[[], Page | None],
    ) -> None:
        self._window = window
        self._settings = settings
        self._messages = messages
        self._page = page

    def save(self, exporter: Exporter) -> None:
        """Ask where, then write the file."""
        page = self._page()
        if page is not None:
            name = propose_name(page, exporter.suffix)
            self.save_content(exporter, name, lambda picture: what_to_export(page, picture))

    def save_content(
        self,
        exporter: Exporter,
        name: str,
        make: Callable[[PictureChoice | None], Export],
        size_mm: tuple[float, float] | None = None,
    ) -> None:
        """Ask where to save under a proposed name, then write what `make` gives.

        A picture with a `size_mm` of its own is proposed in that; others in the size of last time.
        """
        proposed = PictureChoice(self._folder() / name)
        if size_mm is not None:
            proposed = replace(proposed, size_mm=size_mm)
        if exporter.kind == "picture":
            picture = self._ask_for_picture(exporter, proposed, keeps_size=size_mm is None)
            if picture is not None:
                self._write(exporter, make(picture), picture.target)
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
            self._write(exporter, make(None), target)

    def copy_chart(self) -> None:
        """Put the chart on the clipboard as a picture."""
        page = self._page()
        if page is None:
            return
        picture = replace(PictureChoice(Path()), dpi=_CLIPBOARD_DPI)
        render = what_to_export(page, picture).render
        assert render is not None
        QApplication.clipboard().setImage(QImage.fromData(render("png")))
        self._messages.show_message(_("The chart is on the clipboard."), kind="success")

    def print_page(self) -> None:
        """Show how the page prints on A4, and print it from there."""
        from mkbviewer.ui.print import print_page

        page = self._page()
        if page is not None:
            print_page(self._window, page)

    def _ask_for_picture(
        self, exporter: Exporter, proposed: PictureChoice, *, keeps_size: bool
    ) -> PictureChoice | None:
        size = _remembered_size(self._settings.others.get(SIZE))
        if size is not None and keeps_size:
            proposed = replace(proposed, size_mm=size[:2], dpi=int(size[2]))
        dialog = ExportDialog(
            exporter.title, proposed, has_dots=exporter.suffix == ".png", parent=self._window
        )
        if not dialog.exec():
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
        self._settings.others[FOLDER] = str(target.parent)
        folder = QUrl.fromLocalFile(str(target.parent))
        self._messages.show_message(
            _("Saved as {file}").format(file=target.name),
            str(target.parent),
            kind="success",
            links=[Link(_("Open the folder"), lambda: _open(folder))],
        )

    def _folder(self) -> Path:
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
