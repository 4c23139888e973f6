"""The page of an indicator or of a table to be saved, copied or printed."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from mkbviewer.core.kept.keepsake import ShownNote, lines_of
from mkbviewer.core.page import Page, held_at
from mkbviewer.exporters.base import Export, export_of, footnotes, source_line
from mkbviewer.ui.charts.reference import notes_of, references_of
from mkbviewer.ui.indicator.page_words import subtitle_parts
from mkbviewer.ui.output.export_dialog import PictureChoice
from mkbviewer.ui.output.picture import Picture
from mkbviewer.ui.output.render import render_page, size_that_shows
from mkbviewer.ui.output.saving import Shown

if TYPE_CHECKING:
    from mkbviewer.ui.output.sheet import Sheet


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
    subtitle = ", ".join((subtitle_parts(page)[0], *held_at(page))) if page.sources else ""
    chosen = picture or PictureChoice(Path())
    going_along = notes if chosen.with_notes else ()

    def render(fmt: str) -> bytes:
        return render_page(page, subtitle, chosen.size_mm, chosen.dpi, fmt, going_along)

    return export_of(page, subtitle, render, lines_of(going_along))


def page_shown(page: Page, notes: Sequence[ShownNote] = (), *, prints_notes: bool = False) -> Shown:
    """The page of an indicator or of a table, to be saved, copied or printed."""

    def sheet() -> "Sheet":
        from mkbviewer.ui.output.page_sheet import page_sheet

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
