"""Making pages: fill in a view's defaults, read its figures, transform them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mkbviewer.core.breakdown import MKB, SIZE_CLASS, find_total
from mkbviewer.core.catalogue import Filling, Indicator, Selection
from mkbviewer.core.errors import InvalidRecipe, InvalidView, UnknownName
from mkbviewer.core.facts import Fact
from mkbviewer.core.language import _, pick
from mkbviewer.core.model import Dimension, Origin, Structure, Table
from mkbviewer.core.page import Page, Source
from mkbviewer.core.period import Frequency
from mkbviewer.core.recipe import Recipe
from mkbviewer.core.view import Transformation, View
from mkbviewer.core.wording import spell
from mkbviewer.store.holdings import Holdings, embedded_table_id
from mkbviewer.store.library import Library
from mkbviewer.store.recipe_supply import RecipeSupply
from mkbviewer.store.supply import Choice, Supply, TableSupply

if TYPE_CHECKING:
    from mkbviewer.core.frame import Frame

SERIES_AT_FIRST = 6
"""How many members a page without a stated choice shows."""

_PREFERRED_FREQUENCIES = (Frequency.QUARTER, Frequency.MONTH, Frequency.YEAR)


@dataclass(frozen=True)
class SuppliedSource:
    """A source with what reads it and the selection with which its page opens."""

    source: Source
    supply: Supply
    selection: Selection


def sources_of(holdings: Holdings, indicator: Indicator) -> tuple[Source, ...]:
    """The tables that can fill an indicator now: the user's own first, then the embedded."""
    return tuple(one.source for one in supplied_sources(holdings, indicator))


def supplied_sources(holdings: Holdings, indicator: Indicator) -> tuple[SuppliedSource, ...]:
    """The sources of an indicator, each with its supply."""
    own = [
        found
        for filling in indicator.fillings
        if (found := _own_source(holdings, indicator, filling))
    ]
    taken = {one.source.table.lower() for one in own}
    embedded = [
        found
        for filling in indicator.fillings
        if filling.table.lower() not in taken
        and (found := _embedded_source(holdings, indicator, filling))
    ]
    return (*own, *embedded)


def _own_source(
    holdings: Holdings, indicator: Indicator, filling: Filling
) -> SuppliedSource | None:
    # Raising would look for names that come near the table's, which takes long.
    if filling.recipe is None or holdings.own.find_table(filling.table) is None:
        return None
    try:
        return _supply_own(holdings, indicator, filling, filling.recipe)
    except (UnknownName, InvalidRecipe):
        return None


def _supply_own(
    holdings: Holdings, indicator: Indicator, filling: Filling, recipe: Recipe, release: str = ""
) -> SuppliedSource:
    table = _as_of(holdings.own, holdings.own.table(filling.table), release)
    supply = RecipeSupply(holdings.own, table, recipe, holdings.sectors)
    source = _describe(filling, Origin.IMPORTED, release or table.newest.name, table.title)
    return SuppliedSource(source, supply, filling.selection or indicator.selection)


def _as_of(library: Library, table: Table, release: str) -> Table:
    """The table with what could be chosen in one of its releases."""
    if not release:
        return table
    return replace(table, structure=library.structure(table.id, release))


def _older_source(
    holdings: Holdings, indicator: Indicator, newest: SuppliedSource, release: str
) -> SuppliedSource:
    for filling in indicator.fillings:
        if filling.table == newest.source.table and filling.recipe is not None:
            return _supply_own(holdings, indicator, filling, filling.recipe, release)
    return newest


def _embedded_source(
    holdings: Holdings, indicator: Indicator, filling: Filling
) -> SuppliedSource | None:
    table = holdings.embedded.find_table(embedded_table_id(indicator.id, filling.table))
    if table is None:
        return None
    supply = TableSupply(holdings.embedded, table, holdings.sectors)
    source = _describe(filling, Origin.EMBEDDED, table.newest.name, "")
    return SuppliedSource(source, supply, filling.selection or indicator.selection)


def _describe(filling: Filling, origin: Origin, release: str, title: str) -> Source:
    return Source(
        table=filling.table,
        origin=origin,
        release=release,
        match=filling.match,
        role=filling.role,
        note=pick(dict(filling.note or {})),
        formula=spell(filling.formula),
        title=title,
    )


def read_page(holdings: Holdings, view: View) -> Page:
    """The page of a view.

    Raises UnknownName for a subject that is not there, InvalidView for a choice that the subject
    does not offer, LibraryProblem when the figures cannot be read.
    """
    return (
        _read_table_page(holdings, view) if view.is_table else _read_indicator_page(holdings, view)
    )


def find_source(
    holdings: Holdings, view: View
) -> tuple[tuple[SuppliedSource, ...], SuppliedSource | None]:
    """The sources of a view's subject, and the one that the view is of; None where there is none.

    Raises what `read_page` raises.
    """
    if view.is_table:
        library, table = holdings.find_table(view.subject)
        table = _as_of(library, table, view.release)
        release = view.release or table.newest.name
        source = Source(table.id, table.origin, release, title=table.title)
        supply = TableSupply(library, table, holdings.sectors)
        found = SuppliedSource(source, supply, Selection(chart="", by=""))
        return (found,), found
    indicator = holdings.indicator(view.subject)
    sources = supplied_sources(holdings, indicator)
    if not sources:
        return (), None
    chosen = next((one for one in sources if one.source.table == view.source), None)
    if view.source and chosen is None:
        raise InvalidView(
            _("Table {table} does not fill this page.").format(table=view.source),
            "",
            _("Choose one of: {tables}.").format(
                tables=", ".join(one.source.table for one in sources)
            ),
        )
    chosen = chosen or sources[0]
    if view.release and chosen.source.origin is Origin.IMPORTED:
        chosen = _older_source(holdings, indicator, chosen, view.release)
    return sources, chosen


def _read_table_page(holdings: Holdings, view: View) -> Page:
    sources, chosen = find_source(holdings, view)
    assert chosen is not None
    source = chosen.source
    return _fill(replace(view, subject=source.table), source.title, sources, chosen)


def _read_indicator_page(holdings: Holdings, view: View) -> Page:
    indicator = holdings.indicator(view.subject)
    facts = holdings.facts_of(indicator.id)
    sources, chosen = find_source(holdings, view)
    if chosen is None:
        return _page_without_data(view, indicator, facts)
    page = _fill(view, indicator.title, sources, chosen)
    return replace(page, indicator=indicator, facts=facts)


def _page_without_data(view: View, indicator: Indicator, facts: tuple[Fact, ...]) -> Page:
    from mkbviewer.core.frame import empty_frame

    nothing = empty_frame(title=indicator.title, unit=indicator.unit)
    return Page(
        view=view,
        title=indicator.title,
        sources=(),
        structure=Structure((), ()),
        frame=nothing,
        level=nothing,
        indicator=indicator,
        facts=facts,
    )


def _fill(
    view: View, title: str, sources: tuple[SuppliedSource, ...], chosen: SuppliedSource
) -> Page:
    from mkbviewer.core.transform import select_range, transform

    structure = chosen.supply.structure
    resolved, level = read_level(chosen, view)
    changed = transform(level, resolved.transformation, resolved.base)
    return Page(
        view=resolved,
        title=title,
        sources=tuple(one.source for one in sources),
        structure=structure,
        frame=select_range(changed, resolved.first, resolved.last),
        level=level,
    )


def read_level(chosen: SuppliedSource, view: View) -> "tuple[View, Frame]":
    """The view with every default filled in, and the figures that a source has for it.

    Raises InvalidView for a choice that the source does not offer, LibraryProblem when the
    figures cannot be read.
    """
    supply = chosen.supply
    resolved = resolve(view, supply.structure, chosen.selection, supply.totals)
    resolved = replace(resolved, source=chosen.source.table)
    return resolved, _with_provenance(chosen, supply.read(choice_of(resolved)))


def choice_of(view: View) -> Choice:
    """What a view with every default filled in asks of a supply."""
    return Choice(view.measures, view.by, view.members, view.where, view.frequency, view.release)


def _with_provenance(chosen: SuppliedSource, frame: "Frame") -> "Frame":
    source = chosen.source
    return replace(
        frame,
        provenance=replace(
            frame.provenance,
            table=source.table,
            table_title=source.title or frame.provenance.table_title,
            origin=source.origin,
            match=source.match,
            note=source.note,
            formula=frame.provenance.formula or source.formula,
        ),
    )


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
    dimension = structure.dimension(by)
    members = view.members or _default_members(dimension, selection)
    _check(members, [one.code for one in dimension.members] if dimension else [], _("member"))
    return replace(
        view,
        measures=measures,
        by=by,
        members=members,
        where=tuple(_resolve_where(view, structure, _preferred(structure, selection, totals), by)),
        frequency=_resolve_frequency(view, structure, selection),
        chart=view.chart or _default_chart(replace(view, measures=measures, by=by), selection),
    )


def _default_chart(view: View, selection: Selection) -> str:
    """The report's own kind of chart for the report's own choice; else what fits best."""
    is_as_selected = (
        view.transformation is Transformation.LEVEL
        and view.by == selection.by
        and view.measures == (selection.measure,)
    )
    return selection.chart if is_as_selected else ""


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
    return tuple(codes[:SERIES_AT_FIRST])


def _preferred(
    structure: Structure, selection: Selection, totals: Mapping[str, str]
) -> dict[str, str]:
    """Per dimension the member at which it is fixed: as selected, the mkb, else the total."""
    sizes = structure.dimension(SIZE_CLASS)
    mkb = {SIZE_CLASS: MKB} if sizes and sizes.member(MKB) else {}
    return {**totals, **mkb, **dict(selection.where)}


def _resolve_where(
    view: View, structure: Structure, preferred: Mapping[str, str], by: str
) -> Iterator[tuple[str, str]]:
    asked = dict(view.where)
    _check(list(asked), [one.key for one in structure.dimensions], _("dimension"))
    for dimension in structure.dimensions:
        if dimension.key == by:
            continue
        codes = [one.code for one in dimension.members]
        if dimension.key in asked:
            _check([asked[dimension.key]], codes, dimension.title.lower())
            yield dimension.key, asked[dimension.key]
        elif preferred.get(dimension.key) in codes:
            yield dimension.key, preferred[dimension.key]
        elif total := find_total(dimension.members):
            yield dimension.key, total.code


def _resolve_frequency(view: View, structure: Structure, selection: Selection) -> str:
    offered = [one.value for one in structure.frequencies]
    if view.frequency:
        _check([view.frequency], offered, _("frequency"))
        return view.frequency
    if selection.frequency in offered:
        return selection.frequency
    preferred = [one.value for one in _PREFERRED_FREQUENCIES if one.value in offered]
    return (preferred or offered or [""])[0]
