"""A comparison to be saved, copied or printed, with the source of each of its series."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from mkbviewer.core.frame import select_rows
from mkbviewer.core.kept.keepsake import Note, ShownNote, lines_of, show_notes_among
from mkbviewer.core.language import _
from mkbviewer.core.status import Status
from mkbviewer.core.words.apart import shared_parts, without_shared
from mkbviewer.core.words.sentence import tell
from mkbviewer.exporters.base import Export, footnotes, source_line_of, source_words
from mkbviewer.store.pages.collection import CollectionPage
from mkbviewer.ui.charts.note_marks import marks_of
from mkbviewer.ui.output.export_dialog import PictureChoice
from mkbviewer.ui.output.page_sheet import excerpt_of
from mkbviewer.ui.output.picture import Picture
from mkbviewer.ui.output.render import render, size_that_shows
from mkbviewer.ui.output.saving import Shown
from mkbviewer.ui.output.sheet import Sheet

_SHEET_MM = 128.0


def title_of(page: CollectionPage) -> str:
    """What is compared: what all series have in common, else that it is a comparison."""
    title = ", ".join(page.common) or _("Comparison")
    return title[:1].upper() + title[1:]


def sources_of(page: CollectionPage) -> str:
    """Every table of which there are figures, each named once."""
    found = [one.provenance for one in page.items if one.provenance]
    return source_line_of(found) if found else ""


def tables_of(page: CollectionPage) -> str:
    """The tables alone, for where there is little room: each series names its release."""
    tables = dict.fromkeys(one.provenance.table for one in page.items if one.provenance)
    return _("Source: CBS, tables {tables}; processed by mkbviewer").format(
        tables=", ".join(one for one in tables if one)
    )


def frequency_note(page: CollectionPage) -> str:
    """What is to be said where series have several frequencies; else nothing."""
    frequencies = [_("per {frequency}").format(frequency=one) for one in page.frequencies]
    if len(frequencies) < 2:
        return ""
    return _("Figures {frequencies} on one axis of time; nothing is interpolated.").format(
        frequencies=", ".join(frequencies)
    )


def unit_note(page: CollectionPage) -> str:
    """Which series have no unit: whether they can be compared in one chart is not known."""
    labels = [one.label for one in page.items if one.provenance and not one.unit]
    if not labels:
        return ""
    return _("The unit is not known of: {series}.").format(series="; ".join(labels))


def notes_of(page: CollectionPage) -> tuple[str, ...]:
    """Stars, the source of each series, how related figures differ, and several frequencies."""
    by_source: dict[str, list[str]] = {}
    differ: dict[str, str] = {}
    for item in page.items:
        told = item.provenance
        if told is not None:
            by_source.setdefault(source_words(told), []).append(item.label)
            if told.note and told.match != "confirmed":
                differ[told.note] = f"{told.table}: {told.note}"
    sources = [f"{join_labels(labels)}: {source}" for source, labels in by_source.items()]
    stars = [one for one in footnotes(page.frame) if one.startswith("*")]
    several = sources if len(sources) > 1 else []
    return tuple(
        one
        for one in (*stars, *several, *differ.values(), frequency_note(page), unit_note(page))
        if one
    )


def join_labels(labels: Sequence[str]) -> str:
    """Several series in words, with what all of them have in common said once."""
    start, end = shared_parts(labels)
    names = "; ".join(without_shared(one, start, end) for one in labels)
    shared = ", ".join(part for part in (start, end) if part)
    return f"{shared} ({names})" if shared else names


def sentences_of(page: CollectionPage) -> tuple[str, ...]:
    """Of each series its newest figure: they end in different periods."""
    frame = page.frame
    told: list[str] = []
    for column, series in enumerate(frame.series):
        rows = np.flatnonzero(frame.statuses[:, column] != Status.ABSENT)
        alone = replace(
            select_rows(frame, rows),
            series=(series,),
            values=frame.values[rows, column : column + 1],
            statuses=frame.statuses[rows, column : column + 1],
        )
        told += tell(alone, series.label)[:1]
    return tuple(told)


def own_notes_of(page: CollectionPage, notes: Iterable[Note]) -> tuple[ShownNote, ...]:
    """The user's notes on figures that are compared, written on whichever page."""
    keys = {one.identity: one.key for one in reversed(page.items) if one.identity is not None}
    return show_notes_among(page.frame, keys, notes)


def collection_picture(page: CollectionPage, own_notes: Sequence[ShownNote] = ()) -> Picture:
    """The charts with the words around them, and the user's notes if asked."""
    title = title_of(page)
    return Picture(
        page.frame,
        page.collection.chart,
        title,
        page.frame.transformation,
        sources_of(page),
        (*notes_of(page), *lines_of(own_notes)),
        sentence=" ".join(sentences_of(page)),
        note_marks=marks_of(own_notes),
    )


def collection_shown(
    page: CollectionPage, notes: Sequence[ShownNote] = (), *, prints_notes: bool = False
) -> Shown:
    """The comparison, to be saved, copied or printed."""
    name = _("comparison")

    def export(chosen: PictureChoice | None) -> Export:
        picked = chosen or PictureChoice(Path())
        own_notes = notes if picked.with_notes else ()
        picture = collection_picture(page, own_notes)
        return Export(
            page.frame,
            title=picture.title,
            subtitle=picture.subtitle,
            source_line=picture.source_line,
            notes=notes_of(page),
            own_notes=lines_of(own_notes),
            render=lambda fmt: render(picture, picked.size_mm, picked.dpi, fmt),
        )

    def sheet() -> Sheet:
        own_notes = notes if prints_notes else ()
        picture = collection_picture(page, own_notes)
        return Sheet(
            picture.title,
            picture.subtitle,
            _("Comparison"),
            picture,
            _SHEET_MM,
            excerpt=excerpt_of(page.frame, own_notes),
            notes=picture.notes,
            source_line=picture.source_line,
        )

    return Shown(
        lambda suffix: f"{name}{suffix}",
        export,
        sheet,
        size_that_shows(collection_picture(page)),
        has_notes=bool(notes),
    )
