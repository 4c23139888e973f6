"""Filling in what a view leaves open: from the selection, the totals and the structure."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from mkbviewer.core.errors import InvalidView
from mkbviewer.core.frequency import coarser_frequencies
from mkbviewer.core.language import _
from mkbviewer.core.model import Dimension, Structure
from mkbviewer.core.period import Frequency
from mkbviewer.core.recipes.breakdown import MKB, SIZE_CLASS, find_total
from mkbviewer.core.recipes.hierarchy import holders_of
from mkbviewer.core.report.catalogue import Selection
from mkbviewer.core.view import Combination, Transformation, View
from mkbviewer.core.words.capitals import within_sentence

SERIES_AT_FIRST = 6
"""How many members a page without a stated choice shows."""

BESIDE_AT_FIRST = 4
"""How many members of a second dimension stand side by side at first."""

_PREFERRED_FREQUENCIES = (Frequency.QUARTER, Frequency.MONTH, Frequency.YEAR)


def resolve(
    view: View, structure: Structure, selection: Selection, totals: Mapping[str, str]
) -> View:
    """The view with every default filled in from the selection, the totals and the structure.

    A choice that the structure does not offer raises InvalidView: nothing is silently dropped.
    """
    measures = view.measures or _default_measures(structure, selection)
    _check(measures, [one.key for one in structure.measures], _("measure"))
    by = view.by or _default_by(structure, selection)
    _check([by] if by else [], [one.key for one in structure.dimensions], _("breakdown"))
    _check([view.combination] if view.combination else [], list(Combination), _("combination"))
    dimension = structure.dimension(by)
    members = view.members or _default_members(dimension, selection)
    _check(members, [one.code for one in dimension.members] if dimension else [], _("member"))
    beside = view.beside if view.beside != by else ""
    _check([beside] if beside else [], [one.key for one in structure.dimensions], _("dimension"))
    second = structure.dimension(beside) if beside else None
    beside_members = view.beside_members or _first_members(second, BESIDE_AT_FIRST)
    _check(beside_members, [one.code for one in second.members] if second else [], _("member"))
    preferred = _preferred(structure, selection, totals, by)
    frequency = _resolve_frequency(view, structure, selection)
    return replace(
        view,
        measures=measures,
        by=by,
        members=members,
        beside=beside,
        beside_members=beside_members,
        where=tuple(_resolve_where(view, structure, preferred, (by, beside))),
        frequency=frequency,
        season=view.season or default_season(frequency, selection),
        chart=view.chart or default_chart(replace(view, measures=measures, by=by), selection),
    )


def default_chart(view: View, selection: Selection) -> str:
    """The report's own kind of chart for the report's own choice; else what fits best."""
    is_as_selected = (
        view.transformation is Transformation.LEVEL
        and not view.average
        and view.by == selection.by
        and view.measures == (selection.measure,)
    )
    return selection.chart if is_as_selected else ""


def default_season(frequency: str, selection: Selection) -> str:
    """The part of each year that the report shows, for periods that are such parts; else empty."""
    return selection.season if selection.season[:2] == frequency else ""


def _check(chosen: tuple[str, ...] | list[str], offered: list[str], kind: str) -> None:
    for one in chosen:
        if one not in offered:
            near = ", ".join(offered[:12])
            raise InvalidView(
                _("There is no {kind} “{name}” on this page.").format(kind=kind, name=one),
                "",
                _("Choose from: {names}.").format(names=near) if near else "",
            )


def _default_measures(structure: Structure, selection: Selection) -> tuple[str, ...]:
    keys = [one.key for one in structure.measures if not one.is_text]
    if selection.measure in keys:
        return (selection.measure,)
    return tuple(keys[:1])


def _default_by(structure: Structure, selection: Selection) -> str:
    if structure.dimension(selection.by):
        return selection.by
    split = [one.key for one in structure.dimensions if len(one.members) > 1]
    return split[0] if split else ""


def _default_members(dimension: Dimension | None, selection: Selection) -> tuple[str, ...]:
    if dimension is None:
        return ()
    codes = [one.code for one in dimension.members]
    if dimension.key == selection.by:
        wanted = tuple(code for code in selection.members if code in codes)
        if wanted:
            return wanted
    return _first_members(dimension, SERIES_AT_FIRST)


def _first_members(dimension: Dimension | None, most: int) -> tuple[str, ...]:
    """The first ones; of members that hold others the first of the highest level."""
    if dimension is None:
        return ()
    members = dimension.members
    if len(members) > most:
        holders = holders_of(members)
        members = tuple(one for one, holder in zip(members, holders, strict=True) if not holder)
    return tuple(one.code for one in members[:most])


def _preferred(
    structure: Structure, selection: Selection, totals: Mapping[str, str], by: str
) -> dict[str, str]:
    """Per dimension the member at which it is fixed: as selected, the mkb, else the total."""
    sizes = structure.dimension(SIZE_CLASS)
    mkb = {SIZE_CLASS: MKB} if sizes and sizes.member(MKB) else {}
    split = dict(selection.where_by).get(by, ())
    return {**totals, **mkb, **dict(selection.where), **dict(split)}


def _resolve_where(
    view: View, structure: Structure, preferred: Mapping[str, str], split: tuple[str, str]
) -> Iterator[tuple[str, str]]:
    asked = dict(view.where)
    _check(list(asked), [one.key for one in structure.dimensions], _("dimension"))
    for dimension in structure.dimensions:
        if dimension.key in split:
            continue
        codes = [one.code for one in dimension.members]
        if dimension.key in asked:
            _check([asked[dimension.key]], codes, within_sentence(dimension.title))
            yield dimension.key, asked[dimension.key]
        elif preferred.get(dimension.key) in codes:
            yield dimension.key, preferred[dimension.key]
        elif total := find_total(dimension.members):
            yield dimension.key, total.code


def _resolve_frequency(view: View, structure: Structure, selection: Selection) -> str:
    offered = [one.value for one in structure.frequencies]
    if view.frequency:
        made = [one.value for one in coarser_frequencies(structure)]
        _check([view.frequency], [*offered, *made], _("frequency"))
        return view.frequency
    if selection.frequency in offered:
        return selection.frequency
    preferred = [one.value for one in _PREFERRED_FREQUENCIES if one.value in offered]
    return (preferred or offered or [""])[0]
