"""From a regular file to its observations, and what is told of them."""

from collections.abc import Callable
from dataclasses import dataclass

from mkbviewer.core.language import _
from mkbviewer.core.model import Measure
from mkbviewer.dialects.base import Layout
from mkbviewer.dialects.columns import Columns, find_columns, structure_of
from mkbviewer.dialects.doubts import (
    warn_of_cut_figure,
    warn_of_members,
    warn_of_rounding,
    warn_of_truncation,
)
from mkbviewer.dialects.measures import measure_found, warn_of_large, with_decimals
from mkbviewer.dialects.plain import PlainFile
from mkbviewer.dialects.reading import Reading
from mkbviewer.dialects.regular.form import Form, IrregularFile, form_of
from mkbviewer.dialects.regular.gathering import Gathered, gather
from mkbviewer.dialects.regular.pieces import read_pieces
from mkbviewer.dialects.regular.table import ObservationTable, observations_of
from mkbviewer.dialects.rows import first_decimals


@dataclass(frozen=True)
class RegularFile:
    """What was read of a file, and its observations; `columns` tell what their places stand for."""

    reading: Reading
    columns: Columns
    observations: ObservationTable


def read_regular(
    plain: PlainFile,
    layout: Layout,
    check_cancelled: Callable[[], None],
    meanwhile: Callable[[], None] = lambda: None,
) -> RegularFile | None:
    """Read a file, or give None where it is not regular after all.

    `check_cancelled` is called between pieces and may raise; `meanwhile` is done by this thread
    while others begin to read. Raises OSError.
    """
    try:
        form = form_of(plain, layout)
        try:
            gathered = _gather(plain, layout, form, check_cancelled, meanwhile)
        except IrregularFile:
            if form.gap is None:
                raise
            gathered = _gather(plain, layout, form.with_texts(), check_cancelled, meanwhile)
        return _understand(plain, layout, gathered)
    except IrregularFile:
        return None


def _gather(
    plain: PlainFile,
    layout: Layout,
    form: Form,
    check_cancelled: Callable[[], None],
    meanwhile: Callable[[], None],
) -> Gathered:
    decimals: list[int | None] = [None]
    if not layout.is_long:
        seen = zip(first_decimals(plain.path, layout), layout.measures, strict=True)
        decimals = [found if one.decimals is None else None for found, one in seen]
    pieces = read_pieces(plain.path, layout.header_rows, form, check_cancelled, meanwhile)
    gathered = gather(pieces, form, decimals)
    if not gathered.rows:
        raise IrregularFile("no rows")
    if layout.is_long and not form.has_texts:
        told = {measure.key for measure in layout.measures}
        if not told.issuperset(text.strip(" ") for text in gathered.texts["m"]):
            raise IrregularFile("a measure of which no decimals are told")
    return gathered


def _understand(plain: PlainFile, layout: Layout, gathered: Gathered) -> RegularFile:
    columns = find_columns(layout, gathered.texts, _measures_in(layout, gathered))
    _check_columns(columns)
    table = observations_of(gathered, columns, is_long=layout.is_long)
    missing = table.missing()
    warnings = (
        *_warn_of_figures(layout, columns, gathered),
        *columns.warnings,
        *warn_of_truncation(gathered.rows),
        *warn_of_rounding(plain.path),
        *warn_of_cut_figure(plain.path),
        *warn_of_members(columns.dimensions, may_be_blank=layout.is_long),
    )
    reading = Reading(
        structure=structure_of(columns),
        rows=gathered.rows,
        observations=len(table) - sum(missing.values()),
        missing={status.symbol: count for status, count in missing.items()},
        warnings=warnings,
        is_provisional=columns.may_be_provisional and table.has_provisional,
    )
    return RegularFile(reading, columns, table)


def _measures_in(layout: Layout, gathered: Gathered) -> list[Measure]:
    if not layout.is_long:
        profiles = [profile for (profile,) in gathered.profiles]
        return [*map(with_decimals, layout.measures, profiles)]
    titles = [text.strip(" ") for text in gathered.texts["m"]]
    if len(set(titles)) < len(titles) or not all(titles):
        raise IrregularFile("a measure with several names, or without one")
    (profiles,) = gathered.profiles
    return [
        measure_found(title, "", profile) for title, profile in zip(titles, profiles, strict=True)
    ]


def _check_columns(columns: Columns) -> None:
    """Raise IrregularFile where a row is to be left out: it has no period, or nothing at all."""
    assert columns.periods is not None
    if columns.periods.rejected or not all(text.strip() for text in columns.periods.texts):
        raise IrregularFile("a row without a period")


def _warn_of_figures(layout: Layout, columns: Columns, gathered: Gathered) -> list[str]:
    titles = [_("value")] if layout.is_long else [one.title for one in columns.measures]
    profiles = [found[0] for found in gathered.profiles]
    return warn_of_large(dict(zip(titles, profiles, strict=True)))
