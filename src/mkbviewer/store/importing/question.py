"""Asking which of several equally good readings of a file is right, with a preview of each."""

# ruff: noqa: S608 - columns of this package and quoted names only

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from mkbviewer.core.errors import UnreadableFile
from mkbviewer.core.language import _
from mkbviewer.core.model import Structure
from mkbviewer.core.numbers import decimals_for, format_with_unit
from mkbviewer.core.observations import MEASURE, PERIOD, TEXT, VALUE, dimension_column
from mkbviewer.core.period_label import parse_period
from mkbviewer.dialects.base import Layout, Probe, Recognition
from mkbviewer.dialects.reading import OBSERVATIONS
from mkbviewer.store.library.parquet import identifier
from mkbviewer.store.library.report import REFUSED, Choice, ImportReport, Question

if TYPE_CHECKING:
    from mkbviewer.store.importing.workbench import Workbench

_LINES = 60
_FIGURES = 4


def ask(
    bench: "Workbench", path: Path, probe: Probe, recognition: Recognition, place: Path
) -> ImportReport:
    """The report of a file that is not read before the user has chosen how.

    The previews are read with the program's own reader, from the first lines, in `place`.
    """
    lines = probe.head.splitlines(keepends=True)
    head = place / "head.csv"
    last = max(one.layout.header_rows for one in recognition.alternatives) + _LINES
    head.write_text("".join(lines[:last]), encoding="utf-8", newline="")
    choices = [
        Choice(one.key, one.says, *_preview(bench, head, one.layout))
        for one in recognition.alternatives
    ]
    says = "; ".join(f"({number}) {one.says}" for number, one in enumerate(choices, 1))
    return ImportReport(
        path,
        REFUSED,
        dialect=recognition.dialect,
        table=recognition.table,
        title=recognition.title,
        reasons=recognition.reasons,
        question=Question(tuple(choices)),
        error=UnreadableFile(
            _("{file} can be read in more than one way.").format(file=path.name),
            _("Nothing in the file decides between these readings: {readings}.").format(
                readings=says
            ),
            _("Choose one of them with --reading 1, --reading 2, and so on."),
        ),
    )


def _preview(
    bench: "Workbench", head: Path, layout: Layout
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """The titles of the columns, and the first figures; none where the first lines have none."""
    form = replace(layout.form, encoding="utf-8", has_byte_order_mark=False)
    try:
        structure = bench.read(head, replace(layout, form=form)).structure
    except UnreadableFile:
        return (), ()
    dimensions = [dimension_column(one.key) for one in structure.dimensions]
    columns = map(identifier, (PERIOD, *dimensions, MEASURE, VALUE, TEXT))
    rows = bench.connection.execute(
        f"SELECT {', '.join(columns)} FROM {OBSERVATIONS} "
        f"WHERE {VALUE} IS NOT NULL OR {TEXT} IS NOT NULL"
    ).fetchall()
    # A whole number below a thousand looks the same in every reading.
    rows.sort(key=lambda row: isinstance(row[-2], float) and row[-2] in range(-999, 1000))
    titles = [_("Period"), *(one.title for one in structure.dimensions), _("Measure"), _("Figure")]
    shown = [_in_words(structure, row) for row in rows[:_FIGURES]]
    skipped = 0 if structure.first else 1
    return tuple(titles[skipped:]), tuple(row[skipped:] for row in shown)


def _in_words(structure: Structure, row: tuple[object, ...]) -> tuple[str, ...]:
    period, *codes, key, value, text = row
    members = [one.label(str(code)) for one, code in zip(structure.dimensions, codes, strict=True)]
    measure = structure.measure(str(key))
    title = measure.title if measure else str(key)
    shown = str(text)
    if isinstance(value, float):
        unit = measure.unit if measure else ""
        decimals = decimals_for(value, unit, measure.decimals if measure else None)
        shown = format_with_unit(value, unit, decimals)
    return parse_period(str(period or ""))[0].label, *members, title, shown
