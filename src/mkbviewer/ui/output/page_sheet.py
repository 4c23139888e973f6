"""The sheet of a page on paper: its chart, its newest figures, what the report states of it."""

from collections import defaultdict
from collections.abc import Sequence

from mkbviewer.core.frame import Frame, decimals_shown
from mkbviewer.core.kept.keepsake import ShownNote, lines_of
from mkbviewer.core.language import _
from mkbviewer.core.numbers import format_cell
from mkbviewer.core.page import Page, held_at
from mkbviewer.core.words.wording import spell
from mkbviewer.exporters.base import footnotes, source_line
from mkbviewer.ui.charts.note_marks import marks_of
from mkbviewer.ui.charts.reference import notes_of, references_of
from mkbviewer.ui.charts.shapes import Reference
from mkbviewer.ui.indicator.page_words import needed_words, subtitle_parts
from mkbviewer.ui.output.picture import Picture
from mkbviewer.ui.output.sheet import Excerpt, Sheet


def page_sheet(
    page: Page, kind: str = "", trail: str = "", own_notes: Sequence[ShownNote] = ()
) -> Sheet:
    """The sheet of a page: its chart, its newest figures, its facts; the user's notes if asked.

    Without figures it says what is needed instead.
    """
    frame = page.frame
    is_empty = frame.is_empty
    references = references_of(page)
    return Sheet(
        page.title,
        " · ".join((*subtitle_parts(page)[:2], *held_at(page))),
        trail,
        None if is_empty else _picture_of(page, kind, references, own_notes),
        excerpt=None if is_empty else excerpt_of(frame, own_notes),
        facts=page.facts,
        said=_what_is_needed(page) if not page.sources else (),
        notes=(*footnotes(frame), *notes_of(references), *lines_of(own_notes)),
        source_line=source_line(frame) if page.sources else _stated_source(page),
    )


def _picture_of(
    page: Page, kind: str, references: tuple[Reference, ...], own_notes: Sequence[ShownNote]
) -> Picture:
    return Picture(
        page.frame,
        kind or page.view.chart,
        references=references,
        scale=page.view.scale,
        note_marks=marks_of(own_notes),
    )


def _what_is_needed(page: Page) -> tuple[str, ...]:
    texts = (_("No figures in the library yet"), needed_words(page))
    return tuple(text for text in texts if text)


def _stated_source(page: Page) -> str:
    source = spell(page.indicator.source) if page.indicator else ""
    return _("Source: {source}").format(source=source) if source else ""


def excerpt_of(frame: Frame, own_notes: Sequence[ShownNote] = ()) -> Excerpt:
    """The table under a chart, the newest period first; a figure with a note has its number."""
    rows = range(len(frame.periods))[::-1]
    return Excerpt(
        _("Period"),
        tuple(f"{frame.periods[row].label}{_star(frame, row)}" for row in rows),
        tuple(
            (series.label, _figures(frame, column, own_notes)[::-1])
            for column, series in enumerate(frame.series)
        ),
    )


def _star(frame: Frame, row: int) -> str:
    marks = {frame.status(row, column).mark for column in range(len(frame.series))}
    return "*" if "*" in marks else "**" if "**" in marks else ""


def _figures(frame: Frame, column: int, own_notes: Sequence[ShownNote]) -> tuple[str, ...]:
    series = frame.series[column]
    marks: defaultdict[int, str] = defaultdict(str)
    for one in own_notes:
        if one.series == series.key:
            marks[one.row] += f"({one.number}) "
    decimals = decimals_shown(frame, column)
    return tuple(
        marks[row]
        + format_cell(float(frame.values[row, column]), frame.status(row, column), decimals)
        for row in range(len(frame.periods))
    )
